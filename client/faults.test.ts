import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CommandKey, CommandPayloads } from '../contract/commands.ts';
import type { CommandAnswer } from '../contract/events.ts';
import { ProblemError } from '../contract/problems.ts';
import type { AnyRecord, RecordKind } from '../contract/records.ts';
import type { FaultRule, FaultTimes } from '../mock-server/faults.ts';
import { simulator } from '../mock-server/http/testing.ts';
import { FakeHost } from '../mock-server/testing.ts';
import { HttpCallbackClient } from './http.ts';
import { createSession } from './session.ts';

/* The whole way from a press to the screen's records, over a line on which things go wrong. One time for all of it. */

const kinds = Object.keys({
  settings: 0,
  agent: 0,
  task: 0,
  offer: 0,
  interaction: 0,
  call: 0,
  segment: 0,
  notice: 0,
} satisfies Record<RecordKind, 0>) as RecordKind[];

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const lateAnswer = 18_000;

/** Knows how many answers it holds back. */
class Host extends FakeHost {
  held = 0;
  override setTimer(delay: number, fire: () => void): () => void {
    if (delay !== lateAnswer) return super.setTimer(delay, fire);
    this.held++;
    return super.setTimer(delay, () => {
      this.held--;
      fire();
    });
  }
}

const begin = async (scenario: string) => {
  const host = new Host();
  const { app, namespaces, session: open, errors } = simulator({ host });
  const { ns, token } = await open({ scenario });
  const centre = namespaces.get(ns)!;
  let asked = 0;
  const client = new HttpCallbackClient({
    baseUrl: 'http://localhost:8000',
    getToken: () => token,
    fetch: async (input, init) => {
      asked++;
      try {
        return await app.fetch(new Request(input, init));
      } finally {
        asked--;
      }
    },
  });
  const session = createSession({
    client,
    storage: null,
    random: () => 0,
    monotonic: () => host.now(),
    timers: {
      setTimeout: (run, delay) => host.setTimer(delay, run),
      clearTimeout: (stop: (() => void) | undefined) => stop?.(),
    },
  });
  const { store } = session;
  const seen: number[] = [];
  let resyncs = 0;
  store.onEvent(({ id }) => seen.push(Number(id.split('.')[1])));
  session.onResync(() => resyncs++);

  /** Until everything has happened that waits for no time. */
  const calm = async () => {
    for (let quiet = 0; quiet < 10; quiet++) {
      await settle();
      if (asked > host.held) quiet = 0;
    }
  };
  const pass = async (ms: number) => {
    for (const end = host.now() + ms; host.now() < end;) {
      await calm();
      host.pass(Math.min(500, end - host.now()));
    }
    await calm();
  };
  /** What comes of something that may take time. */
  const wait = async <T>(what: Promise<T>): Promise<T> => {
    let done = false;
    const mark = () => void (done = true);
    what.then(mark, mark);
    for (let i = 0; !done && i < 400; i++) await pass(250);
    return what;
  };
  /** Pressed until it is answered, each time as the same press. */
  const press = async <C extends CommandKey>(
    key: string,
    command: C,
    id: string,
    payload: CommandPayloads[C],
  ) => {
    let presses = 0;
    for (;;) {
      try {
        presses++;
        const answer: CommandAnswer = await wait(session.send(command, id, payload, { key }));
        return { answer, presses };
      } catch (error) {
        assert.ok(error instanceof ProblemError && error.problem.status >= 500, String(error));
        assert.ok(presses < 100);
      }
    }
  };
  let colleagues = 0;
  /** Something that the agent hears of, without their doing. */
  const happen = () =>
    centre.control('callback', { agentId: 'ana', offerTimeout: null, customerName: `N${++colleagues}` });
  const named = (records: readonly AnyRecord[]) =>
    new Map(records.map((one) => [`${one.kind} ${one.id}`, one]));
  /** The records are the server's, and no event was applied twice or out of order. */
  const converged = () => {
    const { asOf, records } = centre.snapshot('ana')!;
    assert.equal(store.connection, 'live');
    assert.equal(store.position, asOf);
    assert.deepEqual(named(kinds.flatMap((kind): readonly AnyRecord[] => store.all(kind))), named(records));
    assert.deepEqual(
      seen,
      [...new Set(seen)].sort((one, other) => one - other),
    );
    assert.deepEqual(errors, []);
  };
  session.start();
  await calm();
  assert.equal(store.connection, 'live');
  return { session, store, centre, seen, resyncs: () => resyncs, pass, press, happen, converged };
};

const times: readonly FaultTimes[] = [{ nth: 2 }, { first: 3 }, { chance: 0.4 }];

describe('the stream goes wrong', () => {
  const rules: FaultRule[] = [
    { on: 'stream', fault: 'delay', delay: 8000 },
    { on: 'stream', fault: 'drop' },
    { on: 'stream', fault: 'duplicate' },
    { on: 'stream', fault: 'reorder' },
    { on: 'stream', fault: 'cut' },
    { on: 'stream', fault: 'silence' },
    { on: 'stream', fault: 'drop', type: 'heartbeat' },
    { on: 'stream', fault: 'restart' },
  ];
  for (const rule of rules) {
    test(`${rule.fault} ${'type' in rule ? rule.type : 'of events'}: in step once it ends, nothing lost, nothing twice`, async () => {
      for (const when of times) {
        const { centre, happen, press, pass, converged, resyncs, seen, session } = await begin('quiet');
        centre.setFaults([{ ...rule, when }]);
        for (let i = 0; i < 8; i++) {
          happen();
          await press(`k${i}`, 'agent.set', 'ana', { presenceId: i % 2 ? 'available' : 'away' });
          await pass(2000);
        }
        await pass(40_000);
        assert.ok(centre.faults[0]!.fired > 0, JSON.stringify(when));
        centre.setFaults([]);
        await pass(60_000);
        converged();
        // Only what is lost or in disorder is worth a new beginning.
        if (rule.fault !== 'drop' && rule.fault !== 'reorder') {
          assert.equal(resyncs(), 0);
          assert.deepEqual(
            seen,
            Array.from({ length: seen.length }, (_, n) => n + seen[0]!),
          );
        }
        session.stop();
        centre.dispose();
      }
    });
  }

  test('the last event is lost, and none follows: the next heartbeat tells', async () => {
    const { centre, happen, pass, converged, store, session } = await begin('quiet');
    centre.setFaults([{ on: 'stream', fault: 'drop' }]);
    happen();
    await pass(5000);
    assert.notEqual(store.position, centre.snapshot('ana')!.asOf);
    centre.setFaults([]);
    await pass(15_000);
    converged();
    session.stop();
    centre.dispose();
  });
});

describe('answers go wrong', () => {
  const rules: FaultRule[] = [
    { on: 'answer', fault: 'delay', delay: lateAnswer },
    { on: 'answer', fault: 'refuse', status: 503, retryAfter: 1 },
    { on: 'answer', fault: 'refuse', status: 500 },
    { on: 'answer', fault: 'drop' },
    { on: 'answer', fault: 'duplicate' },
    { on: 'answer', fault: 'cut' },
  ];
  for (const rule of rules) {
    test(`${rule.fault} ${'status' in rule ? rule.status : ''}: each press is performed once`, async () => {
      for (const when of times) {
        const { centre, press, pass, converged, session, store } = await begin('agent-first-manual');
        centre.setFaults([{ ...rule, when }]);
        const [offer] = store.all('offer');
        await press('accept', 'offer.accept', offer!.id, {});
        await pass(1000);
        await press('dial', 'interaction.dial', offer!.interactionId, {});
        for (let i = 0; i < 4; i++)
          await press(`k${i}`, 'agent.set', 'ana', { presenceId: i % 2 ? 'available' : 'away' });
        assert.ok(centre.faults[0]!.fired > 0, JSON.stringify(when));
        centre.setFaults([]);
        await pass(60_000);
        converged();
        for (const key of ['accept', 'dial', 'k0', 'k1', 'k2', 'k3'])
          assert.equal(centre.journal.verify({ key, replayed: false, problem: null }, 1).ok, true, key);
        assert.equal(Object.values(centre.state.tasks)[0]!.attempts.length, 1);
        session.stop();
        centre.dispose();
      }
    });
  }

  test('a lost answer: the press has an unknown outcome, and pressed again it is the same press', async () => {
    const { centre, press, session, store } = await begin('agent-first-manual');
    const [offer] = store.all('offer');
    await press('accept', 'offer.accept', offer!.id, {});
    // The client asks a second time by itself.
    centre.setFaults([{ on: 'answer', fault: 'drop', command: 'interaction.dial', when: { first: 2 } }]);
    const { presses, answer } = await press('dial', 'interaction.dial', offer!.interactionId, {});
    assert.deepEqual([presses, answer.outcome], [2, 'performed']);
    const dial = { command: 'interaction.dial', key: 'dial', outcome: 'performed' } as const;
    assert.equal(centre.journal.verify({ ...dial, replayed: false }, 1).ok, true);
    assert.equal(centre.journal.verify({ ...dial, replayed: true }, 2).ok, true);
    session.stop();
    centre.dispose();
  });

  test('asking for everything, and for the stream, goes wrong as well', async () => {
    for (const path of ['/api/session', '/api/events'])
      for (const fault of ['refuse', 'drop', 'cut'] as const) {
        const { centre, pass, happen, converged, session } = await begin('quiet');
        centre.setFaults([
          { on: 'stream', fault: 'drop', when: { first: 1 } },
          { on: 'answer', fault, path, when: { first: 2 } },
        ]);
        happen();
        await pass(20_000);
        happen();
        await pass(60_000);
        converged();
        session.stop();
        centre.dispose();
      }
  });
});

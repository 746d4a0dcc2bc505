import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HttpCallbackClient } from '../client/http.ts';
import { createSession, type Session } from '../client/session.ts';
import type { CallbackClient } from '../client/client.ts';
import { parsePosition, position, type Position } from '../contract/events.ts';
import type { CommandKey } from '../contract/commands.ts';
import type { AnyRecord } from '../contract/records.ts';
import type { Engine } from '../mock-server/driver.ts';
import * as reducer from '../mock-server/engine/engine.ts';
import type { AgentEvent } from '../mock-server/engine/types.ts';
import type { FakeHost } from '../mock-server/testing.ts';
import { simulator } from '../mock-server/http/testing.ts';
import { contactCentre } from '../mock-server/scenarios/contact-centre.ts';
import { Luck } from './soak/luck.ts';

/* spec.md 5.10: an event applied twice, or skipped without the client knowing. The real client, over lines that break. */

const hour = 3600_000;
const both = ['agent', 'callback_writer'] as const;
const colleagues = ['ben', 'chi', 'dan', 'eve'];
const office = contactCentre({
  title: 'Who all see the same',
  ana: { presenceId: 'away' },
  agents: colleagues.slice(1).map((id) => ({ id, name: id, roles: [...both], queueIds: ['card-disputes'] })),
  callbacks: [{ dueIn: 3 * hour, customerName: 'Siobhán 佐藤 👩‍👩‍👧‍👦' }],
});
const seats = ['ana', 'ana', ...colleagues];

type Centre = NonNullable<ReturnType<ReturnType<typeof simulator>['namespaces']['get']>>;

/** An engine, and what happens in it. */
interface Play {
  readonly engine: Engine;
  begin(centre: Centre, host: FakeHost, luck: Luck): () => void;
}

/** The contact centre itself: a callback that all see and move, others that come and go, presences. */
const whole: Play = {
  engine: { ...reducer, createState: (setup) => reducer.createState(office, setup) },
  begin: (centre, host, luck) => {
    let presses = 0;
    const command = (agent: string, key: CommandKey, id: string, body: object) => {
      const actor = { kind: 'agent', id: agent, roles: both } as const;
      const outcome = centre.command(actor, `k${++presses}`, key, id, body);
      assert.ok(outcome.ok, JSON.stringify(outcome));
    };
    const coming = centre.snapshot('ana')!.records.find((one) => one.kind === 'task')!;
    const begun = host.now();
    return () => {
      if (luck.happens(0.02)) {
        const made = centre.control('callback', { agentId: luck.any(colleagues), dueIn: hour });
        const { taskId } = (made as unknown as { created: { taskId: string } }).created;
        assert.ok(centre.control('cancel', { taskId }).ok);
        host.pass(1000);
      } else if (luck.happens(0.3)) {
        const agent = luck.any(seats);
        command(agent, 'agent.set', agent, { presenceId: luck.any(['away', 'busy', 'offline']) });
      } else {
        const { version } = centre.state.tasks[coming.id]!;
        const at = new Date(begun + luck.whole(10, 600) * hour).toISOString();
        command(luck.any(['ana', 'chi', 'dan', 'eve']), 'task.reschedule', coming.id, { at, version });
      }
    };
  },
};

interface Told {
  readonly agentIds: readonly string[];
  readonly id: string;
  readonly text: string | null;
}

/** One that thinks nothing and tells much: so it is the way to the clients that is tried. */
const loud = (): Play => {
  const seen = new Map<string, Map<string, AnyRecord>>();
  const of = (agentId: string) => seen.get(agentId) ?? seen.set(agentId, new Map()).get(agentId)!;
  const engine: Engine = {
    ...whole.engine,
    hash: () => '',
    nextDue: () => null,
    view: (state, agentId) => ({
      asOf: reducer.positionOf(state, agentId),
      records: [...of(agentId).values()],
    }),
    step: (before, input) => {
      const sequence = { ...before.sequence };
      const events: AgentEvent[] = [];
      const { agentIds, id, text } =
        input.name === 'tell' ? (input.body as Told) : { agentIds: [], id: '', text: '' };
      for (const agentId of agentIds) {
        const number = (sequence[agentId] ?? 0) + 1;
        sequence[agentId] = number;
        const record = { kind: 'notice', id, version: number, customerName: text } as unknown as AnyRecord;
        if (text === null) of(agentId).delete(id);
        else of(agentId).set(id, record);
        events.push({
          agentId,
          event: {
            id: position(before.setup.epoch, number),
            type: 'changed',
            at: '2026-03-02T14:00:00Z',
            subject: null,
            records: text === null ? [] : [record],
            removed: text === null ? [{ kind: 'notice', id }] : [],
          },
        });
      }
      const state = { ...before, sequence, at: input.at };
      return { state, events, outcome: { ok: true, created: {}, replayed: false } };
    },
  };
  const texts = ['Siobhán', '佐藤 美咲', '👩‍👩‍👧‍👦', 'a\nb\r\n\nid: x.1\n\n', '', 'x'.repeat(300), null];
  return {
    engine,
    begin: (centre, _, luck) => () => {
      const agentIds = ['ana', ...colleagues].filter(() => luck.happens(0.7));
      centre.control('tell', { agentIds, id: `n${luck.whole(1, 30)}`, text: luck.any(texts) } satisfies Told);
    },
  };
};

/** One who sits at the end of a line that breaks, and keeps count. */
const sit = (client: CallbackClient, count: { events: number; failures: string[] }): Session => {
  let last = NaN;
  // Thrown in there it would count as one more line that broke.
  const check = (holds: boolean, what: string) => {
    if (!holds) count.failures.push(what);
  };
  const counting: CallbackClient = {
    snapshot: async (options) => {
      const snapshot = await client.snapshot(options);
      check(Number.isNaN(last), 'a second snapshot, though the past was not gone');
      last = parsePosition(snapshot.asOf)!.number;
      return snapshot;
    },
    directory: (...given) => client.directory(...given),
    send: (...given) => client.send(...given),
    async *events(after: Position, options) {
      check(parsePosition(after)!.number === last, 'goes on elsewhere than after the last that was applied');
      for await (const message of client.events(after, options)) {
        if (message.type === 'event') {
          const { number } = parsePosition(message.event.id)!;
          check(number === last + 1, `${number} after ${last}`);
          last = number;
          count.events++;
        }
        yield message;
      }
    },
  };
  const session = createSession({
    client: counting,
    storage: null,
    page: new EventTarget(),
    // Nobody waits before they try again; that a line is silent never shows in a moment.
    timers: { setTimeout: (run, delay) => (delay < 10_000 ? setImmediate(run) : 0), clearTimeout: () => {} },
  });
  session.start();
  return session;
};

const asMap = (records: readonly { kind: string; id: string }[]) =>
  new Map(records.map((record) => [`${record.kind}/${record.id}`, record]));

const proofs = [
  { what: 'of the contact centre', play: whole, events: 3000, cuts: 50, bytesPerCut: 60_000 },
  { what: 'of a loud one', play: loud(), events: 100_000, cuts: 1000, bytesPerCut: 22_000 },
];

describe('event stream', () => {
  for (const { what, play, events, cuts, bytesPerCut } of proofs)
    it(`${what}: loses none of ${events} events and tells none twice, over ${cuts} cuts, for 6 clients`, async () => {
      const luck = new Luck(20);
      // What the loud one tells is no contact centre's.
      const simulated = simulator({ engine: play.engine, validate: play === whole });
      const { app, host, namespaces, session } = simulated;
      const { ns } = await session({ ns: 'stream' });
      const centre = namespaces.get(ns)!;
      const count = { events: 0, cuts: 0, inFrame: 0, failures: [] as string[] };

      /** The network: pieces of any length, and an end or a failure in the middle of them. */
      const breaking: typeof fetch = async (url, init) => {
        const response = await app.fetch(new Request(`http://localhost${url as string}`, init));
        if (!response.body || !response.headers.get('content-type')?.includes('event-stream'))
          return response;
        const reader = response.body.getReader();
        let left = luck.whole(0, 2 * bytesPerCut);
        const body = new ReadableStream<Uint8Array>({
          async pull(controller) {
            const { done, value } = await reader.read();
            if (done) return controller.close();
            const piece = value.subarray(0, left);
            left -= piece.length;
            const middle = luck.whole(0, piece.length);
            for (const part of [piece.subarray(0, middle), piece.subarray(middle)])
              if (part.length) controller.enqueue(part);
            if (piece.length === value.length) return;
            count.cuts++;
            if (piece.length) count.inFrame++;
            await reader.cancel();
            // A failure also takes with it what had arrived and was not read.
            if (luck.happens(0.5)) controller.close();
            else controller.error(new Error('the line broke'));
          },
          cancel: () => reader.cancel(),
        });
        return new Response(body, response);
      };

      const clients = await Promise.all(
        seats.map(async (agent) => {
          const { token } = await session({ ns, agent });
          const client = new HttpCallbackClient({ getToken: () => token, fetch: breaking });
          return { agent, session: sit(client, count) };
        }),
      );
      /** Everybody holds what the server holds. */
      const settled = async () => {
        const goals = clients.map(
          ({ agent, session: { store } }) => [store, centre.snapshot(agent)!.asOf] as const,
        );
        while (!goals.every(([store, asOf]) => store.position && store.reached(asOf))) {
          assert.deepEqual(count.failures, []);
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      await settled();

      const happen = play.begin(centre, host, luck);
      while (count.events < events) {
        // Never so many at once that the past would be gone.
        for (let i = luck.whole(1, 300); i > 0; i--) happen();
        await settled();
      }

      assert.ok(count.cuts >= cuts, `${count.cuts} cuts`);
      assert.ok(count.inFrame > cuts / 10, 'many of them in the middle of a message');
      for (const { agent, session: one } of clients) {
        const { asOf, records } = centre.snapshot(agent)!;
        assert.equal(one.store.position, asOf);
        const held = (
          ['agent', 'call', 'interaction', 'notice', 'offer', 'segment', 'settings', 'task'] as const
        ).flatMap((kind) => one.store.all(kind));
        assert.deepEqual(asMap(held), asMap(records), `${agent} holds what the server does`);
        one.stop();
      }
      assert.deepEqual([count.failures, simulated.errors], [[], []]);
    });
});

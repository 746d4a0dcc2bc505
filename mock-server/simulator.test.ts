import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HttpCallbackClient } from '../client/http.ts';
import { createSession } from '../client/session.ts';
import type { CommandKey, CommandPayloads } from '../contract/commands.ts';
import type { Snapshot } from '../contract/events.ts';
import { ProblemError, type ProblemCode } from '../contract/problems.ts';
import type { RecordKind, RecordTypes } from '../contract/records.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from './index.ts';
import { FakeHost } from './testing.ts';

const simulator = (options: SimulatorOptions = {}) => createSimulator({ validate: true, ...options });

/** An agent's client, connected, as an integrator has it. */
const connect = async (sim: Simulator, agentId: string) => {
  const client = new HttpCallbackClient({ getToken: () => sim.token(agentId), fetch: sim.fetch });
  const session = createSession({ client, storage: null });
  session.start();
  await sim.quiet();
  const one = <K extends RecordKind>(kind: K): RecordTypes[K] => session.store.all(kind)[0]!;
  let presses = 0;
  const press = <C extends CommandKey>(command: C, id: string, payload: CommandPayloads[C]) =>
    session.send(command, id, payload, { key: `press-${++presses}` });
  return { session, one, press };
};

const snapshot = async ({ fetch, token }: Simulator, agentId: string): Promise<Snapshot> => {
  const headers = { authorization: `Bearer ${await token(agentId)}` };
  return (await fetch('/api/session', { headers })).json() as Promise<Snapshot>;
};

const refused = (asked: Promise<unknown>, code: ProblemCode) =>
  assert.rejects(asked, (error) => error instanceof ProblemError && error.code === code);

describe('createSimulator', () => {
  it('is a contact centre for a client, from the offer to the end of the call', async () => {
    const sim = simulator();
    const { session, one, press } = await connect(sim, 'ana');
    await press('offer.accept', one('offer').id, {});
    await press('interaction.dial', one('interaction').id, {});
    await sim.control.clock({ advance: 2000 });
    await sim.quiet();
    assert.equal(one('interaction').state, 'in_call');
    await sim.control.customer({ interactionId: one('interaction').id, act: 'hang_up' });
    await sim.quiet();
    assert.equal(one('interaction').state, 'wrap_up');
    session.stop();
    sim.dispose();
  });

  it('stands still until it is told otherwise, after load and reset, too', async () => {
    const host = new FakeHost();
    const sim = simulator({ scenario: 'agent-first-auto', host });
    const now = async () => (await snapshot(sim, 'ana')).clock;
    const [begin] = [await now()];
    assert.equal(begin.rate, 0);
    host.pass(60_000);
    assert.deepEqual(await now(), begin);
    await sim.control.clock({ advance: 1500 });
    assert.equal(Date.parse((await now()).now) - Date.parse(begin.now), 1500);
    for (const again of [() => sim.control.load({ scenario: 'no-answer' }), () => sim.control.reset()]) {
      const { clock } = await again();
      assert.equal(clock.rate, 0);
      host.pass(1000);
      assert.deepEqual(await now(), clock);
    }
    assert.equal((await sim.control.state()).scenario, 'no-answer');
    sim.dispose();
    const real = simulator({ clock: 'real' });
    assert.equal((await real.control.state()).clock.rate, 1);
    real.dispose();
  });

  it('is the same for the same seed, the same commands and the same times', async () => {
    const play = async (seed: number) => {
      const sim = simulator({ scenario: 'quiet', seed, host: new FakeHost() });
      const { taskId } = await sim.control.callback({});
      await sim.control.clock({ advance: 5000 });
      await sim.control.cancel({ taskId });
      const log = await sim.control.log();
      sim.dispose();
      return log;
    };
    assert.equal(await play(7), await play(7));
    assert.notEqual(await play(7), await play(8));
  });

  it('takes the policy and the name that it is given, and refuses what is none', async () => {
    const sim = simulator({ policy: { reasons: ['Fire'] }, namespace: 'desk' });
    const { namespace, records } = await snapshot(sim, 'ana');
    assert.equal(namespace, 'desk');
    assert.deepEqual(records.find((one) => one.kind === 'settings')?.reasons, ['Fire']);
    sim.dispose();
    assert.throws(() => createSimulator({ namespace: '../x' }), ProblemError);
    assert.throws(() => createSimulator({ scenario: 'nothing' as 'quiet' }), ProblemError);
    assert.throws(() => createSimulator({ policy: { defaultWrapUpCode: 'none' } }), ProblemError);
  });

  it('tells refusals as errors', async () => {
    const sim = simulator({ scenario: 'quiet' });
    await refused(sim.token('nobody'), 'not_found');
    await refused(sim.control.agent({ agentId: 'ana', act: 'accept' }), 'not_possible');
    await refused(sim.control.cancel({ taskId: 'none' }), 'not_found');
    await refused(sim.control.load({ scenario: 'nothing' }), 'not_found');
    sim.dispose();
  });

  it('lets go wrong what a test wants to', async () => {
    const sim = simulator({ scenario: 'quiet' });
    const headers = { authorization: `Bearer ${await sim.token('ana')}` };
    const ask = async () => (await sim.fetch('/api/session', { headers })).status;
    const rule = { on: 'answer', fault: 'refuse', status: 503, when: { first: 1 } } as const;
    const { faults } = await sim.control.faults([rule]);
    assert.deepEqual(faults, [{ id: 'fault-1', rule, matched: 0, fired: 0 }]);
    assert.equal((await sim.control.faults([{ on: 'stream', fault: 'drop' }], true)).faults.length, 2);
    assert.equal(await ask(), 503);
    assert.equal(await ask(), 200);
    assert.deepEqual((await sim.control.faults([])).faults, []);
    const [struck] = (await sim.control.journal({ kind: 'fault' })).entries;
    assert.ok(struck?.kind === 'fault' && struck.rule === 'fault-1' && struck.agentId === 'ana');
    await refused(sim.control.faults([{ ...rule, status: 200 }]), 'invalid_payload');
    sim.dispose();
  });

  it('says what came, and what came near', async () => {
    const sim = simulator();
    const { session, one, press } = await connect(sim, 'ana');
    const { last } = await sim.control.journal();
    await press('offer.accept', one('offer').id, {});
    const { entries } = await sim.control.journal({ after: last });
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['command', 'event'],
    );
    const accepted = { command: 'offer.accept', agentId: 'ana' } as const;
    assert.equal((await sim.control.verify(accepted, 1)).ok, true);
    const { ok, near } = await sim.control.verify({ ...accepted, agentId: 'ben' });
    assert.equal(ok, false);
    assert.deepEqual(near[0]?.differs, ['agentId: expected "ben", was "ana"']);
    session.stop();
    sim.dispose();
  });

  it('goes on from a saved log, and refuses what is none', async () => {
    const sim = simulator();
    const { session, one, press } = await connect(sim, 'ana');
    await press('offer.accept', one('offer').id, {});
    session.stop();
    const log = await sim.control.log();
    const { records } = await snapshot(sim, 'ana');
    sim.dispose();
    const other = simulator({ scenario: 'quiet' });
    assert.equal((await other.control.replay(log)).scenario, 'agent-first-manual');
    assert.deepEqual((await snapshot(other, 'ana')).records, records);
    await refused(other.control.replay('nothing of the kind'), 'invalid_payload');
    assert.deepEqual((await snapshot(other, 'ana')).records, records);
    other.dispose();
  });

  it('answers whatever stands before the path, and whoever asks', async () => {
    const sim = simulator();
    const headers = { authorization: `Bearer ${await sim.token('ana')}`, origin: 'https://desk.example' };
    for (const input of [
      '/api/session',
      'https://callbacks.example/api/session',
      new URL('https://callbacks.example/api/session'),
      new Request('https://callbacks.example/api/session'),
    ])
      assert.equal((await sim.fetch(input, { headers })).status, 200);
    const request = new Request('https://callbacks.example/api/agent/ana/set', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'press-1' },
      body: JSON.stringify({ presenceId: 'busy' }),
    });
    assert.equal((await sim.fetch(request)).status, 200);
    assert.equal((await sim.control.state()).agents[0]?.presence.workspace.presenceId, 'busy');
    sim.dispose();
  });

  it('hears when a request or a stream is given up', async () => {
    const sim = simulator();
    const headers = { authorization: `Bearer ${await sim.token('ana')}` };
    await assert.rejects(sim.fetch('/api/session', { headers, signal: AbortSignal.abort() }), /abort/i);
    const { asOf } = await snapshot(sim, 'ana');
    const giving = new AbortController();
    const stream = await sim.fetch(`/api/events?after=${asOf}`, { headers, signal: giving.signal });
    const reader = stream.body!.getReader();
    await reader.read();
    const next = reader.read();
    giving.abort();
    await assert.rejects(next, /abort/i);
    await sim.quiet();
    sim.dispose();
  });

  describe('quiet', () => {
    it('waits until a stream has been read, and says so where nobody reads it', async () => {
      const sim = simulator({ scenario: 'quiet' });
      const headers = { authorization: `Bearer ${await sim.token('ana')}` };
      const { asOf } = await snapshot(sim, 'ana');
      const stream = await sim.fetch(`/api/events?after=${asOf}`, { headers });
      await assert.rejects(sim.quiet({ timeout: 30 }), /0 requests, 1 unread streams, nothing due/);
      const reader = stream.body!.getReader();
      let read = 0;
      const reading = (async () => {
        for (;;) {
          const { done } = await reader.read();
          if (done) return;
          await new Promise((resolve) => setImmediate(resolve));
          read += 1;
        }
      })();
      await sim.quiet();
      const before = read;
      await sim.control.callback({ agentId: 'ana' });
      await sim.quiet();
      assert.ok(read > before, 'what happened has been read');
      sim.dispose();
      await reading;
    });

    it('waits for requests', async () => {
      const sim = simulator();
      let answered = false;
      const asked = snapshot(sim, 'ana').then(() => (answered = true));
      await sim.quiet();
      assert.ok(answered);
      await asked;
      sim.dispose();
    });

    it('waits for who reads an answer', async (t) => {
      const sim = simulator();
      let read = (_: string) => {};
      t.mock.method(Response.prototype, 'text', () => new Promise<string>((resolve) => (read = resolve)));
      const text = (await sim.fetch('/health')).text();
      await assert.rejects(sim.quiet({ timeout: 30 }), /1 requests/);
      read('as a busy browser does');
      await sim.quiet();
      assert.equal(await text, 'as a busy browser does');
      sim.dispose();
    });

    it('waits for what is due', async () => {
      const host = new FakeHost();
      const sim = simulator({
        clock: 'real',
        policy: { timers: { ring: 1000 } },
        scenario: 'no-answer',
        host,
      });
      const { session, one, press } = await connect(sim, 'ana');
      await press('offer.accept', one('offer').id, {});
      host.sleep(60_000);
      await assert.rejects(sim.quiet({ timeout: 30 }), /something due/);
      host.pass(0);
      await sim.quiet();
      session.stop();
      sim.dispose();
    });
  });

  it('leaves nothing running behind', async () => {
    const host = new FakeHost();
    const sim = simulator({ clock: 'real', host });
    const { session } = await connect(sim, 'ana');
    assert.ok(host.waiting > 0);
    sim.dispose();
    assert.equal(host.waiting, 0);
    session.stop();
  });

  it('throws its own failures where they happen, or tells who asked for them', async () => {
    const broken = () => ({ now: () => Date.UTC(2026, 2, 2), setTimer: () => () => {} });
    const host = broken();
    const sim = simulator({ scenario: 'quiet', host });
    const errors: unknown[] = [];
    const told = simulator({ scenario: 'quiet', host, onError: (error) => errors.push(error) });
    const tokens = await Promise.all([sim.token('ana'), told.token('ana')]);
    host.now = () => {
      throw new TypeError('no time');
    };
    const ask = ({ fetch }: Simulator, token: string) =>
      fetch('/api/session', { headers: { authorization: `Bearer ${token}` } });
    await assert.rejects(ask(sim, tokens[0]), /no time/);
    assert.equal((await ask(told, tokens[1])).status, 500);
    assert.equal(errors.length, 1);
  });
});

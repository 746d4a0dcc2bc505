import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problems, type Problem, type ProblemCode } from '../../contract/problems.ts';
import { hash } from '../engine/engine.ts';
import { framesOf, simulator } from './testing.ts';

const second = 1000;

const ready = async (scenario = 'no-answer') => {
  const simulated = simulator();
  const session = await simulated.session({ scenario });
  const control = (path: string, body: unknown, headers?: Record<string, string>) =>
    simulated.post(`/control/${path}`, session.controlToken, body, headers);
  const clock = async (body: object) => {
    const response = await control('clock', body);
    assert.equal(response.status, 200, await response.clone().text());
    return response.json();
  };
  const replay = (log: string) => control('replay', log, { 'content-type': 'application/jsonl' });
  const log = async () => (await simulated.get('/control/log', session.controlToken)).text();
  const centre = simulated.namespaces.get(session.ns)!;
  return { ...simulated, ...session, centre, control, clock, replay, log };
};

const refused = async (response: Response, code: ProblemCode): Promise<string> => {
  const refusal = (await response.json()) as Problem;
  assert.equal(response.status, problems[code].status, JSON.stringify(refusal));
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  return refusal.detail ?? '';
};

describe('http: the clock', () => {
  it('goes on until something happens, and says how far it went', async () => {
    const { centre, clock } = await ready();
    const { now } = await clock({ mode: 'frozen' });
    centre.control('agent', { agentId: 'ana', act: 'accept' });
    const answer = await clock({ until: { event: 'call.ringing', within: 60 * second } });
    const at = new Date(Date.parse(now) + 20_500).toISOString();
    const subject = { kind: 'call', id: Object.keys(centre.state.calls)[0] };
    assert.deepEqual(answer, {
      now: at,
      rate: 0,
      advanced: 20_500,
      reached: { type: 'call.ringing', at, subject },
    });
    const later = await clock({ until: { event: 'call.answered', subject: subject.id, within: second } });
    assert.deepEqual([later.advanced, later.reached], [second, null]);
    assert.equal((await clock({ until: {} })).reached.type, 'interaction.no_answer');
  });

  it('refuses what it does not know, and stays where it is', async () => {
    const { clock, control, centre } = await ready();
    await clock({ mode: 'frozen' });
    const { state } = centre;
    for (const [until, field] of [
      ['next', 'until'],
      [null, 'until'],
      [{ event: 'call.awnsered' }, 'until.event'],
      [{ evnt: 'call.answered' }, 'until.evnt'],
      [{ subject: '' }, 'until.subject'],
      [{ within: 0 }, 'until.within'],
      [{ within: 1.5 }, 'until.within'],
      [{ within: 24 * 3600 * second + 1 }, 'until.within'],
    ] as const)
      assert.match(await refused(await control('clock', { until }), 'invalid_payload'), RegExp(`"${field}"`));
    await refused(await control('clock', {}), 'invalid_payload');
    assert.equal(centre.state, state);
  });

  it('answers when all who read have been given everything', async () => {
    const { get, token, session, ns, clock, control, snapshot, centre } = await ready('quiet');
    await clock({ mode: 'frozen' });
    for (let i = 0; i < 60; i++) centre.control('callback', { dueIn: (300 + i) * second });
    const tokens = [token, token, (await session({ ns, agent: 'ben' })).token];
    const readers = await Promise.all(
      tokens.map(async (one) => {
        const { asOf } = await snapshot(one);
        const { next } = framesOf(await get(`/api/events?after=${asOf}`, one));
        const ids: string[] = [];
        void (async () => {
          for (let frame = await next(); frame; frame = await next()) if (frame.id) ids.push(frame.id);
        })();
        return { asOf, ids };
      }),
    );
    const told = (agentId: string, asOf: string) => {
      const events = centre.eventsAfter(agentId, asOf as never);
      assert.notEqual(events, 'reset');
      return (events as readonly { id: string }[]).map(({ id }) => id);
    };
    for (const change of [{ advance: 290 * second }, { until: { event: 'task.queued' } }]) {
      const response = control('clock', change);
      let counts: number[] = [];
      // As soon as it is answered, and not later.
      await response.then(() => (counts = readers.map(({ ids }) => ids.length)));
      const expected = readers.map(({ asOf }, i) => told(i < 2 ? 'ana' : 'ben', asOf));
      assert.ok(expected[0]!.length > 40, `${expected[0]!.length} events`);
      assert.deepEqual(
        counts,
        expected.map(({ length }) => length),
      );
      assert.deepEqual(
        readers.map(({ ids }) => ids),
        expected,
      );
    }
  });
});

describe('http: a saved log', () => {
  it('takes the place of another, in any namespace; who is in both goes on', async () => {
    const one = await ready();
    one.centre.control('agent', { agentId: 'ana', act: 'accept' });
    await one.clock({ mode: 'frozen' });
    await one.clock({ until: { event: 'call.ringing' } });
    const saved = await one.log();
    const { token, controlToken, ns } = await one.session({ scenario: 'quiet' });
    const { asOf } = await one.snapshot(token);
    const { next } = framesOf(await one.get(`/api/events?after=${asOf}`, token));
    const type = { 'content-type': 'application/jsonl' };
    const answer = await one.post('/control/replay', controlToken, saved, type);
    assert.equal(answer.status, 200, await answer.clone().text());
    const { scenario, clock } = await answer.json();
    assert.deepEqual([scenario, clock.rate], ['no-answer', 0]);
    const { inputs } = await (await one.get('/control/state', controlToken)).json();
    assert.equal(inputs.at(-1).what, 'clock');
    assert.deepEqual(
      inputs.find(({ what }: { what: string }) => what === 'agent'),
      { n: 1, at: new Date(one.host.now()).toISOString(), who: 'control', what: 'agent', about: 'accept' },
    );
    assert.deepEqual(
      [(await next())!.event, (await next())!.event, await next()],
      ['heartbeat', 'reset', null],
    );
    assert.deepEqual(one.namespaces.get(ns)!.state, one.centre.state);
    const [here, there] = [await one.snapshot(token), await one.snapshot(one.token)];
    assert.deepEqual({ ...here, namespace: '' }, { ...there, namespace: '' });
    assert.equal(await (await one.get('/control/log', controlToken)).text(), saved);
  });

  it('is refused in words where it does not replay, and nothing has changed', async () => {
    const { replay, log, centre, control, post, token } = await ready();
    centre.control('agent', { agentId: 'ana', act: 'accept' });
    centre.control('callback', { customerName: 'Adaeze' });
    const lines = (await log()).trimEnd().split('\n');
    const { state } = centre;
    type Saved = Record<string, unknown> & { body: Record<string, unknown> };
    /** With a good hash: it guards against accidents alone. */
    const forged = (line: number, change: (input: Saved) => void) => {
      const input = JSON.parse(lines[line - 1]!) as Saved;
      change(input);
      return lines.map((text, i) => (i === line - 1 ? JSON.stringify(input) : text)).join('\n');
    };
    for (const [text, words] of [
      [lines.join('\n').replace('Adaeze', 'Bodil'), /line 3 \(input 2\) comes out otherwise\./],
      [lines.join('\n').slice(0, -5), /line 3 is no JSON\./],
      [forged(3, (one) => (one.body.customerName = { a: 1 })), /line 3 .*"body.customerName"/],
      [forged(3, (one) => (one.at = 1e17)), /line 3 .*"at"/],
      [forged(3, (one) => (one.actor = { kind: 'agent', id: 'ana' })), /line 3 .*"actor.roles"/],
      [forged(1, (one) => (one.seed = 'x')), /line 1 .*"seed"/],
      [forged(1, (one) => (one.policy = { afterTimeOutPresence: 'none' })), /line 1 .*"policy.after/],
      [forged(1, (one) => (one.scenario = 'constructor')), /line 1 .*There is no such situation/],
      [lines.join('\n').replace('{"customerName"', '{"__proto__":{"a":1},"customerName"'), /line 3/],
      [lines.join('\n').replace('"Adaeze"', `${'['.repeat(9999)}${']'.repeat(9999)}`), /line 3/],
      ['', /line 1 is no JSON\./],
      ['[1]', /line 1 is no header/],
    ] as const) {
      const detail = await refused(await replay(text), 'invalid_payload');
      assert.match(detail, words);
      assert.match(detail, /^The log does not replay: /);
      assert.doesNotMatch(detail, /Adaeze|Bodil/);
    }
    await refused(await control('replay', lines.join('\n')), 'unsupported_media_type');
    await refused(await replay('x'.repeat(20_000_001)), 'payload_too_large');
    const type = { 'content-type': 'application/jsonl' };
    await refused(await post('/control/replay', token, lines.join('\n'), type), 'forbidden');
    assert.equal(centre.state, state);
    assert.equal((await replay(lines.join('\n'))).status, 200);
  });

  it('cannot have one line take longer than a moment does', async () => {
    const { replay, log, centre } = await ready('busy-day');
    centre.control('callback', {});
    const [header, line] = (await log()).trimEnd().split('\n');
    const { hash: _, ...input } = JSON.parse(line!);
    const late = { ...input, n: 2, at: Date.UTC(9999, 0), hash: hash('[]') };
    assert.match(
      await refused(await replay([header, line, JSON.stringify(late)].join('\n')), 'invalid_payload'),
      /line 3 \(input 2\) passes over what was due before it/,
    );
  });
});

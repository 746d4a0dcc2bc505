import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallbackEvent } from '../../contract/events.ts';
import { problems, problemType, type Problem, type ProblemCode } from '../../contract/problems.ts';
import type { CountedFault } from '../faults.ts';
import type { JournalEntry, Verification } from '../journal.ts';
import { framesOf, simulator } from './testing.ts';

const ready = async (scenario = 'agent-first-manual', options = {}) => {
  const simulated = simulator(options);
  const session = await simulated.session({ scenario });
  const { token, controlToken, ns } = session;
  const { post, get } = simulated;
  const control = async <T>(path: string, body: object): Promise<T> => {
    const response = await post(`/control/${path}`, controlToken, body);
    assert.equal(response.status, 200, path);
    return (await response.json()) as T;
  };
  const set = (...rules: object[]) => control<{ faults: CountedFault[] }>('faults', { rules });
  const faults = async () =>
    ((await (await get('/control/faults', controlToken)).json()) as { faults: CountedFault[] }).faults;
  const fired = async () => (await faults()).map((one) => one.fired);
  const journal = async (query = '') =>
    (await (await get(`/control/journal${query}`, controlToken)).json()) as {
      entries: JournalEntry[];
      last: number;
      dropped: number;
    };
  const [offer] = await simulated.records(token, 'offer');
  const accept = (headers: Record<string, string> = {}, body: unknown = {}) =>
    post(`/api/offer/${offer?.id}/accept`, token, body, headers);
  const centre = simulated.namespaces.get(ns)!;
  const isAccepted = () => Object.values(centre.state.offers)[0]?.state === 'accepted';
  return { ...simulated, ...session, control, set, faults, fired, journal, accept, centre, isAccepted };
};

const refused = async (response: Response, code: ProblemCode): Promise<Problem> => {
  const body = (await response.json()) as Problem;
  assert.deepEqual(
    [response.status, body.status, body.type],
    [problems[code].status, problems[code].status, problemType(code)],
  );
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  return body;
};

/** Whether it has come by now. */
const hasCome = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(() => true),
    new Promise<boolean>((resolve) => setImmediate(() => setImmediate(() => resolve(false)))),
  ]);

describe('http: faults on answers', () => {
  it('delay: performed at once, answered late', async () => {
    const { host, set, accept, isAccepted } = await ready();
    await set({ on: 'answer', fault: 'delay', delay: 3000, command: 'offer.accept' });
    const waiting = host.waiting;
    const answer = accept();
    while (host.waiting === waiting) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isAccepted(), true);
    host.pass(2999);
    assert.equal(await hasCome(answer), false);
    host.pass(1);
    assert.equal((await answer).status, 200);
  });

  it('refuse: with a status or a problem of the contract, and nothing happens', async () => {
    const { set, accept, isAccepted } = await ready();
    await set({ on: 'answer', fault: 'refuse', status: 503, retryAfter: 7, when: { nth: 1 } });
    const first = await accept();
    assert.equal(first.headers.get('retry-after'), '7');
    await refused(first, 'unavailable');
    await set({ on: 'answer', fault: 'refuse', problem: 'offer_ended' });
    await refused(await accept(), 'offer_ended');
    await set({ on: 'answer', fault: 'refuse' });
    await refused(await accept(), 'unavailable');
    await set({ on: 'answer', fault: 'refuse', status: 409 });
    await refused(await accept(), 'conflict');
    assert.equal(isAccepted(), false);
    await set();
    assert.equal((await accept()).status, 200);
  });

  it('drop: performed and remembered, and the answer never comes', async () => {
    const { set, accept, isAccepted } = await ready();
    await set({ on: 'answer', fault: 'drop', when: { first: 1 } });
    const press = { 'idempotency-key': 'one-press' };
    await assert.rejects((await accept(press)).text());
    assert.equal(isAccepted(), true);
    const again = await accept(press);
    assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [200, 'true']);
  });

  it('cut: the first half of it comes', async () => {
    const { set, get, token } = await ready();
    const whole = await (await get('/api/session', token)).text();
    await set({ on: 'answer', fault: 'cut', path: '/api/session' });
    const reader = (await get('/api/session', token)).body!.getReader();
    const { value } = await reader.read();
    assert.equal(new TextDecoder().decode(value), whole.slice(0, value!.length));
    assert.ok(value!.length > whole.length / 3 && value!.length < whole.length);
    await assert.rejects(reader.read());
  });

  it('duplicate: performed once, by the key of the press', async () => {
    const { set, accept, journal } = await ready();
    await set({ on: 'answer', fault: 'duplicate' });
    const answer = await accept();
    assert.deepEqual([answer.status, answer.headers.get('idempotency-replayed')], [200, 'true']);
    const { entries } = await journal('?kind=command');
    assert.deepEqual(
      entries.map((one) => one.kind === 'command' && [one.outcome, one.replayed]),
      [
        ['performed', false],
        ['performed', true],
      ],
    );
  });

  it('strike neither the control nor who is not known', async () => {
    const { set, get, controlToken, control, fired } = await ready();
    await set({ on: 'answer', fault: 'refuse', status: 503 });
    assert.equal((await get('/control/state', controlToken)).status, 200);
    assert.equal((await get('/health', '')).status, 200);
    await control('callback', {});
    assert.equal((await get('/api/session', 'nobody')).status, 401);
    assert.deepEqual(await fired(), [0]);
  });

  it('are of one namespace, and end with its situation', async () => {
    const { set, session, get, control, faults, token } = await ready();
    const other = await session({ scenario: 'quiet' });
    await set({ on: 'answer', fault: 'refuse', status: 503 });
    assert.equal((await get('/api/session', other.token)).status, 200);
    assert.equal((await get('/api/session', token)).status, 503);
    await control('reset', {});
    assert.equal((await get('/api/session', token)).status, 200);
    await set({ on: 'answer', fault: 'refuse', status: 503 });
    await control('load', { scenario: 'quiet' });
    assert.deepEqual(await faults(), []);
  });

  it('are shown with how often each matched and struck, added to, and cleared', async () => {
    const { set, control, accept, faults } = await ready();
    const rule = { on: 'answer', fault: 'refuse', when: { nth: 2 } };
    await set(rule);
    await (await accept()).text();
    const { faults: both } = await control<{ faults: CountedFault[] }>('faults', {
      rules: [{ on: 'stream', fault: 'cut' }],
      add: true,
    });
    assert.deepEqual(
      both.map(({ id, matched, fired }) => [id, matched, fired]),
      [
        ['fault-1', 1, 0],
        ['fault-2', 0, 0],
      ],
    );
    assert.deepEqual((await faults())[0]!.rule, rule);
    assert.deepEqual(await control('faults/clear', {}), { faults: [] });
  });

  it('are refused where they say nothing clear, and those that are set stay', async () => {
    const { set, post, controlToken, faults } = await ready();
    await set({ on: 'stream', fault: 'cut' });
    const answer = { on: 'answer', fault: 'drop' };
    for (const rule of [
      { ...answer, fault: 'burn' },
      { ...answer, fault: 'reorder' },
      { ...answer, on: 'line' },
      { ...answer, comand: 'offer.accept' },
      { ...answer, command: 'offer.take' },
      { ...answer, path: '/control/faults' },
      { ...answer, type: 'offer.offered' },
      { ...answer, when: { nth: 1, first: 2 } },
      { ...answer, when: { nth: 0 } },
      { ...answer, when: { chance: 1.5 } },
      { ...answer, fault: 'delay' },
      { ...answer, fault: 'delay', delay: 0 },
      { ...answer, fault: 'refuse', status: 418 },
      { ...answer, fault: 'refuse', status: 409, problem: 'unavailable' },
      { ...answer, fault: 'refuse', problem: 'toString' },
    ]) {
      const { detail } = await refused(
        await post('/control/faults', controlToken, { rules: [rule] }),
        'invalid_payload',
      );
      assert.match(detail ?? '', /^"rules\.0/, JSON.stringify(rule));
    }
    const rules = Array.from({ length: 60 }, () => answer);
    assert.equal((await post('/control/faults', controlToken, { rules, add: true })).status, 200);
    await refused(await post('/control/faults', controlToken, { rules, add: true }), 'too_many');
    assert.equal((await faults()).length, 61);
  });
});

describe('http: faults on the stream', () => {
  const listening = async (...rules: object[]) => {
    const all = await ready('quiet');
    const { centre, get, token, set, host, snapshot } = all;
    const open = async (after: string) => framesOf(await get(`/api/events?after=${after}`, token));
    const { asOf } = await snapshot(token);
    await set(...rules);
    const stream = await open(asOf);
    assert.equal((await stream.next())!.event, 'heartbeat');
    let presses = 0;
    const happen = () => {
      const presenceId = ++presses % 2 ? 'away' : 'available';
      const ana = { kind: 'agent', id: 'ana', roles: ['agent'] } as const;
      centre.command(ana, `k${presses}`, 'agent.set', 'ana', { presenceId });
    };
    /** The ids of the next so many events. */
    const numbers = async (count: number) => {
      const ids: number[] = [];
      while (ids.length < count) {
        const frame = await stream.next();
        if (frame?.id) ids.push(Number(frame.id.split('.')[1]));
        if (!frame) break;
      }
      return ids;
    };
    return { ...all, asOf, open, host, stream, happen, numbers };
  };

  it('delay: an event and all after it come late, in their order', async () => {
    const { happen, numbers, host } = await listening({
      on: 'stream',
      fault: 'delay',
      delay: 3000,
      when: { nth: 1 },
    });
    happen();
    happen();
    const both = numbers(2);
    host.pass(2999);
    assert.equal(await hasCome(both), false);
    host.pass(1);
    assert.deepEqual(await both, [1, 2]);
  });

  it('drop, duplicate, reorder: as they say', async () => {
    for (const [fault, ids] of [
      ['drop', [1, 3, 4]],
      ['duplicate', [1, 2, 2, 3]],
      ['reorder', [1, 3, 2, 4]],
    ] as const) {
      const { happen, numbers, journal } = await listening({ on: 'stream', fault, when: { nth: 2 } });
      for (let i = 0; i < 4; i++) happen();
      assert.deepEqual(await numbers(ids.length), ids);
      const { entries } = await journal('?kind=fault');
      assert.deepEqual(
        entries.map(
          (one) => one.kind === 'fault' && [one.rule, one.fault, one.agentId, one.subject.split(' ')[0]],
        ),
        [['fault-1', fault, 'ana', 'agent.presence_set']],
      );
    }
  });

  it('cut: half a frame, then the connection ends', async () => {
    const { happen, get, token, asOf, set, centre, stream } = await listening();
    await stream.cancel();
    await set({ on: 'stream', fault: 'cut', when: { nth: 1 } });
    happen();
    const response = await get(`/api/events?after=${asOf}`, token);
    const reader = response.body!.getReader();
    let text = '';
    await assert.rejects(async () => {
      for (;;) {
        const { done, value } = await reader.read();
        assert.equal(done, false, 'a connection that breaks does not end');
        text += new TextDecoder().decode(value);
      }
    }, /cut/);
    const [event] = centre.eventsAfter('ana', asOf) as readonly CallbackEvent[];
    const [beat, half] = text.split('\n\n');
    assert.match(beat!, /heartbeat/);
    const whole = `id: ${event!.id}\nevent: change\ndata: ${JSON.stringify(event)}`;
    assert.equal(half, whole.slice(0, half!.length));
    assert.ok(half.length > 0.4 * whole.length && half.length < 0.6 * whole.length);
  });

  it('silence: nothing more comes, and the line stays open', async () => {
    const { happen, stream, host, open, asOf } = await listening({
      on: 'stream',
      fault: 'silence',
      when: { nth: 1 },
    });
    happen();
    const next = stream.next();
    host.pass(120_000);
    assert.equal(await hasCome(next), false);
    const other = await open(asOf);
    await other.next();
    assert.equal((await other.next())!.event, 'change', 'another line tells it');
  });

  it('drop of heartbeats: they stop, and events go on', async () => {
    const { happen, host, set, stream } = await listening();
    await set({ on: 'stream', fault: 'drop', type: 'heartbeat' });
    const next = stream.next();
    host.pass(60_000);
    assert.equal(await hasCome(next), false);
    happen();
    assert.equal((await next)!.event, 'change');
  });

  it('restart: every stream is cut, and the namespace goes on from its log', async () => {
    const { happen, stream, host, session, get, centre, set, ns, open, asOf, snapshot, token } =
      await listening();
    const ben = await session({ ns, agent: 'ben' });
    const bens = framesOf(await get(`/api/events?after=${(await snapshot(ben.token)).asOf}`, ben.token));
    await bens.next();
    await set({ on: 'stream', fault: 'restart', agentId: 'ana', when: { nth: 1 } });
    const before = centre.log();
    const cut = [stream, bens].map((read) =>
      assert.rejects(async () => {
        while (await read.next());
      }),
    );
    happen();
    const { state } = centre;
    host.pass(0);
    await Promise.all(cut);
    assert.notEqual(centre.state, state, 'it was read anew');
    assert.deepEqual(centre.state, state);
    assert.ok(centre.log().startsWith(before));
    const again = await open(asOf);
    await again.next();
    assert.equal((await again.next())!.event, 'change', 'what was not told is told');
    assert.equal((await snapshot(token)).asOf.split('.')[0], asOf.split('.')[0], 'its past is the same');
  });
});

describe('http: journal', () => {
  it('keeps commands, controls, events and faults, in their order', async () => {
    const { accept, control, set, journal, token, post } = await ready();
    await accept({ 'idempotency-key': 'press' });
    await accept({ 'idempotency-key': 'press' });
    await post('/api/offer/offer-99/accept', token);
    await control('callback', { agentId: 'ben' });
    await set({ on: 'answer', fault: 'refuse', status: 503 });
    await accept({ 'idempotency-key': 'other' });
    const { entries, last, dropped } = await journal();
    assert.deepEqual([last, dropped], [entries.at(-1)!.n, 0]);
    assert.deepEqual(
      entries.map(({ n }) => n),
      entries.map((_, i) => i + 1),
    );
    const shown = entries.map((one) =>
      one.kind === 'command'
        ? [one.command, one.key?.replace(/press-.*/, 'a press'), one.outcome, one.problem, one.replayed]
        : one.kind === 'event'
          ? [one.agentId, one.type]
          : one.kind === 'control'
            ? one.name
            : [one.rule, one.fault, one.subject.split(' ')[0]],
    );
    const isOf = (kind: JournalEntry['kind']) => shown.filter((_, i) => entries[i]!.kind === kind);
    assert.deepEqual(isOf('command'), [
      ['offer.accept', 'press', 'performed', null, false],
      ['offer.accept', 'press', 'performed', null, true],
      ['offer.accept', 'a press', null, 'not_found', false],
      ['offer.accept', 'other', null, 'unavailable', false],
    ]);
    assert.deepEqual(isOf('control'), ['load', 'callback', 'faults']);
    assert.deepEqual(isOf('fault'), [['fault-1', 'refuse', 'POST']]);
    const first = entries.find((one) => one.kind === 'event')!;
    assert.deepEqual(
      [first.agentId, first.type, first.records.some(({ kind }) => kind === 'interaction')],
      ['ana', 'offer.accepted', true],
    );
    assert.ok(entries.indexOf(first) > 1, 'after the command that it follows from');
    assert.deepEqual(Object.keys(first.records[0]!), ['kind', 'id'], 'of records only which they are');
    const { entries: rest } = await journal(`?after=${last - 1}`);
    assert.deepEqual(rest, entries.slice(-1));
  });

  it('has what the door refused, too', async () => {
    const { accept, journal } = await ready();
    await accept({ 'idempotency-key': '' });
    await accept({}, '[');
    await accept({ 'idempotency-key': 'p', prefer: 'code=503' }, { of: 'mine' });
    const { entries } = await journal('?kind=command');
    assert.deepEqual(
      entries.map((one) => one.kind === 'command' && [one.problem, one.payload]),
      [
        ['idempotency_key_missing', null],
        ['bad_request', null],
        ['unavailable', { of: 'mine' }],
      ],
    );
  });

  it('begins anew with a situation, and its numbers go on', async () => {
    const { accept, control, journal } = await ready();
    await accept();
    const { last } = await journal();
    await control('load', { scenario: 'quiet', seed: 4 });
    const { entries } = await journal();
    assert.deepEqual(
      entries.map((one) => one.kind === 'control' && [one.n, one.name, one.body]),
      [[last + 1, 'load', { scenario: 'quiet', seed: 4, policy: {} }]],
    );
  });

  it('verifies what was received', async () => {
    const { accept, control, post, controlToken } = await ready();
    await accept({ 'idempotency-key': 'k' });
    const verify = (request: object, times?: unknown) =>
      control<Verification>('verify', { request, ...(times !== undefined && { times }) });
    const good = await verify({ command: 'offer.accept', agentId: 'ana', outcome: 'performed' }, 1);
    assert.deepEqual([good.ok, good.count, good.matched.length], [true, 1, 1]);
    const bad = await verify({ command: 'offer.accept', id: 'offer-7' });
    assert.equal(bad.ok, false);
    assert.match(bad.near[0]!.differs[0]!, /^id: expected "offer-7", was "offer-/);
    assert.equal((await verify({ command: 'interaction.dial' }, 0)).ok, true);
    assert.equal((await verify({ command: 'offer.accept' }, { atLeast: 1, atMost: 3 })).ok, true);
    for (const [request, times] of [
      [{ comand: 'offer.accept' }],
      [{ command: 'offer.take' }],
      [{}, -1],
      [{}, { least: 1 }],
      [{}, 'once'],
    ] as const)
      await refused(await post('/control/verify', controlToken, { request, times }), 'invalid_payload');
  });

  it('is closed to agents', async () => {
    const { get, post, token } = await ready();
    for (const path of ['journal', 'faults'])
      await refused(await get(`/control/${path}`, token), 'forbidden');
    for (const path of ['verify', 'faults', 'faults/clear'])
      await refused(await post(`/control/${path}`, token, { rules: [], request: {} }), 'forbidden');
  });
});

describe('http: Prefer', () => {
  it('forces one answer, and nothing happens', async () => {
    const { accept, isAccepted, journal, get, token } = await ready();
    const press = { 'idempotency-key': 'k' };
    for (const [prefer, code, applied] of [
      ['code=409', 'conflict', 'code=409'],
      ['code=503', 'unavailable', 'code=503'],
      ['Problem="offer_ended"', 'offer_ended', 'problem=offer_ended'],
      ['code=409, problem=not_possible', 'not_possible', 'code=409, problem=not_possible'],
      ['respond-async, note="a, code=401", code = 403; x=1, code=404', 'forbidden', 'code=403'],
    ] as const) {
      const answer = await accept({ ...press, prefer });
      assert.equal(answer.headers.get('preference-applied'), applied);
      await refused(answer, code);
    }
    assert.equal(isAccepted(), false);
    await refused(await get('/api/session', token, { prefer: 'code=401' }), 'not_authenticated');
    const { entries } = await journal('?kind=fault');
    assert.deepEqual(entries.at(-1)!.kind === 'fault' && [entries.length, entries.at(-1)], [
      6,
      { ...entries.at(-1)!, rule: 'prefer', subject: 'GET /api/session' },
    ]);
    const answer = await accept({ ...press, prefer: 'return=minimal' });
    assert.deepEqual([answer.status, answer.headers.get('preference-applied')], [200, null]);
    assert.equal(answer.headers.get('idempotency-replayed'), null, 'the forced answers were not remembered');
  });

  it('is refused where the contract has no such answer', async () => {
    const { accept, isAccepted } = await ready();
    for (const prefer of [
      'code=418',
      'code=200',
      'code=',
      'code',
      'problem=none',
      'code=503, problem=conflict',
    ]) {
      const { detail } = await refused(await accept({ prefer }), 'bad_request');
      assert.match(detail!, /409/);
    }
    assert.equal(isAccepted(), false);
  });

  it('is not for the control, and does not let anybody in', async () => {
    const { get, controlToken } = await ready();
    assert.equal((await get('/control/state', controlToken, { prefer: 'code=503' })).status, 200);
    assert.equal((await get('/api/session', 'nobody', { prefer: 'code=503' })).status, 401);
  });

  it('may be sent by the pages of allowed origins', async () => {
    const origin = 'https://desk.example';
    const { ask, get, token } = await ready('quiet', { allowedOrigins: [origin] });
    const preflight = await ask('OPTIONS', '/api/session', {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'prefer',
    });
    assert.match(preflight.headers.get('access-control-allow-headers')!, /\bprefer\b/i);
    const answer = await get('/api/session', token, { origin, prefer: 'code=503' });
    assert.match(answer.headers.get('access-control-expose-headers')!, /preference-applied/i);
    assert.equal(answer.headers.get('access-control-allow-origin'), origin);
  });
});

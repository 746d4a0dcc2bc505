import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallbackEvent } from '../../contract/events.ts';
import { framesOf, simulator } from './testing.ts';

const second = 1000;

const ready = async (scenario = 'quiet') => {
  const simulated = simulator();
  const session = await simulated.session({ scenario });
  const { asOf } = await simulated.snapshot(session.token);
  const open = async (after: string = asOf, headers: Record<string, string> = {}) => {
    const response = await simulated.get(`/api/events?after=${after}`, session.token, headers);
    assert.equal(response.status, 200);
    const { next: any, cancel } = framesOf(response);
    /** What has to do with the position. */
    const next = async () => {
      for (;;) {
        const frame = await any();
        if (frame?.event !== 'directory') return frame;
      }
    };
    return { response, any, next, cancel };
  };
  const callback = (body: object = {}) =>
    simulated.post('/control/callback', session.controlToken, { agentId: 'ana', ...body });
  const centre = simulated.namespaces.get(session.ns)!;
  /** So many events for ana. */
  const happen = (count: number) => {
    for (let i = 0; i < count; i++) {
      const presenceId = i % 2 ? 'available' : 'away';
      const ana = { kind: 'agent', id: 'ana', roles: ['agent'] } as const;
      centre.command(ana, `k${i}`, 'agent.set', 'ana', { presenceId });
    }
  };
  return { ...simulated, ...session, asOf, open, callback, happen, centre };
};

const events = (centre: Awaited<ReturnType<typeof ready>>['centre'], after: string) =>
  centre.eventsAfter('ana', after as CallbackEvent['id']) as readonly CallbackEvent[];

describe('http: event stream', () => {
  it('opens with the clock, then tells what happens', async () => {
    const { host, centre, asOf, open, callback, happen } = await ready();
    const { response, next } = await open();
    assert.match(response.headers.get('content-type')!, /^text\/event-stream/);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const now = new Date(host.now()).toISOString();
    assert.deepEqual(await next(), { event: 'heartbeat', data: JSON.stringify({ now, rate: 1, asOf }) });
    await callback({ customerName: 'Line\nbreak \u2028 <b>' });
    happen(1);
    const told = [...events(centre, asOf)];
    assert.ok(told.length >= 2);
    const read = async (event: CallbackEvent) =>
      assert.deepEqual(await next(), { id: event.id, event: 'change', data: JSON.stringify(event) });
    for (const event of told) await read(event);
    await callback();
    happen(2);
    for (const event of events(centre, told.at(-1)!.id)) await read(event);
  });

  it('resumes after a position, from the header before the query', async () => {
    const { centre, asOf, open, happen } = await ready();
    happen(3);
    const told = events(centre, asOf).map(({ id }) => id);
    const inQuery = await open(told[0]);
    await inQuery.next();
    assert.equal((await inQuery.next())!.id, told[1]);
    const inHeader = await open(asOf, { 'last-event-id': told[0]! });
    await inHeader.next();
    assert.equal((await inHeader.next())!.id, told[1]);
  });

  it('says when the past is gone, and ends', async () => {
    const { host, asOf, open } = await ready();
    const waiting = host.waiting;
    const [epoch] = asOf.split('.') as [string];
    for (const after of ['other.0', `${epoch}.999`]) {
      const { next } = await open(after);
      assert.equal((await next())!.event, 'heartbeat');
      assert.deepEqual(await next(), { event: 'reset', data: '{}' });
      assert.equal(await next(), null);
    }
    host.pass(10 * second);
    assert.equal(host.waiting, waiting + 1, 'no timer is left but that she counts as lost');
  });

  it('ends with reset when another situation is loaded', async () => {
    const { post, controlToken, open, callback } = await ready();
    const { next } = await open();
    await next();
    await callback();
    await post('/control/load', controlToken, { scenario: 'no-answer' });
    const names: string[] = [];
    for (let frame = await next(); frame; frame = await next()) names.push(frame.event);
    assert.equal(names.at(-1), 'reset');
  });

  it('does not begin without a position', async () => {
    const { get, token } = await ready();
    for (const query of ['', '?after=', '?after=x', '?after=a.b', '?after=../x.1'])
      assert.equal((await get(`/api/events${query}`, token)).status, 400);
  });

  it('beats every 15 s of real time, whatever the rate, and at once when the clock is moved', async () => {
    const { host, post, controlToken, open } = await ready();
    const { next } = await open();
    await next();
    await post('/control/clock', controlToken, { mode: 'frozen' });
    const frozen = (await next())!;
    assert.equal(frozen.event, 'heartbeat');
    assert.match(frozen.data, /"rate":0/);
    host.pass(14_999);
    await post('/control/clock', controlToken, { rate: 600 });
    assert.match((await next())!.data, /"rate":600/);
    host.pass(1);
    assert.equal((await next())!.event, 'heartbeat');
    const { at } = await Promise.race([
      next().then(() => ({ at: 'too early' })),
      new Promise<{ at: string }>((resolve) => setImmediate(() => resolve({ at: 'not yet' }))),
    ]);
    assert.equal(at, 'not yet');
  });

  it('leaves nothing behind when the reader goes', async () => {
    const { host, centre, open } = await ready();
    const waiting = host.waiting;
    const { next, cancel } = await open();
    await next();
    assert.equal(centre.watched, true);
    await cancel();
    assert.equal(centre.watched, false);
    host.pass(10 * second);
    assert.equal(host.waiting, waiting + 1, 'she counts as lost, a little later');
    host.pass(60 * second);
    assert.equal(host.waiting, waiting);
  });

  it('ends when the token does', async () => {
    const { host, centre, open } = await ready();
    const { next } = await open();
    await next();
    host.sleep(12 * 3600 * second);
    host.pass(15 * second);
    assert.equal(await next(), null);
    assert.equal(centre.watched, false);
  });

  it('refuses more streams than one agent needs', async () => {
    const { get, host, token, asOf } = await ready();
    const url = `/api/events?after=${asOf}`;
    const opened = await Promise.all(Array.from({ length: 32 }, () => get(url, token)));
    assert.ok(opened.every(({ status }) => status === 200));
    const waiting = host.waiting;
    assert.equal((await get(url, token)).status, 429);
    assert.equal(host.waiting, waiting);
  });

  it('keeps nothing for a slow reader, who catches up in order', async () => {
    const { centre, asOf, open, happen } = await ready();
    const { next } = await open();
    happen(50);
    await next();
    const ids = [];
    for (const event of events(centre, asOf)) ids.push([event.id, (await next())!.id]);
    assert.ok(ids.length >= 50);
    for (const [wanted, got] of ids) assert.equal(got, wanted);
  });

  it('tells a reader who falls behind the kept events to begin anew', async () => {
    const { open, happen } = await ready();
    const { next } = await open();
    happen(1001);
    const names: string[] = [];
    for (let frame = await next(); frame; frame = await next()) names.push(frame.event);
    assert.equal(names.at(-1), 'reset');
  });

  it('cuts off a reader whom three heartbeats do not reach', async () => {
    const { host, centre, open } = await ready();
    const { next } = await open();
    await new Promise((resolve) => setImmediate(resolve));
    host.pass(30 * second);
    assert.equal(centre.watched, true);
    host.pass(15 * second);
    assert.equal(centre.watched, false);
    await assert.rejects(async () => {
      while (await next());
    }, /not read/);
  });

  describe('beside the events', () => {
    /** What there is to read now. */
    const there = async (any: () => Promise<{ event: string; id?: string } | null>) => {
      const found: string[] = [];
      for (;;) {
        const frame = await Promise.race([
          any(),
          new Promise<'none'>((resolve) => setTimeout(() => resolve('none'), 5)),
        ]);
        if (frame === 'none' || frame === null) return found;
        assert.equal('id' in frame, frame.event === 'change');
        found.push(frame.event);
      }
    };
    const watching = async () => {
      const made = await ready();
      const response = await made.get(`/api/events?after=${made.asOf}`, made.token);
      const { next: any, cancel } = framesOf(response);
      // One read at a time: a lost one would take the frame that the next should have.
      let waiting: ReturnType<typeof any> | undefined;
      const one = () => {
        waiting ??= any();
        const read = waiting;
        return read.then((frame) => {
          if (waiting === read) waiting = undefined;
          return frame;
        });
      };
      const seen = () => there(one);
      assert.deepEqual(await seen(), ['heartbeat']);
      const ben = { kind: 'agent', id: 'ben', roles: ['agent'] } as const;
      let press = 0;
      /** So many changes of ben's presence, which ana only looks up. */
      const change = (count: number) => {
        for (let i = 0; i < count; i++) {
          const presenceId = ++press % 2 ? 'away' : 'available';
          made.centre.command(ben, `b${press}`, 'agent.set', 'ben', { presenceId });
        }
      };
      return { ...made, seen, change, cancel };
    };

    it('says that the directory changed, at once, then at most once a second, the last one too', async () => {
      const { host, seen, change } = await watching();
      change(1);
      assert.deepEqual(await seen(), ['directory']);
      change(20);
      assert.deepEqual(await seen(), []);
      host.pass(999);
      assert.deepEqual(await seen(), []);
      host.pass(1);
      assert.deepEqual(await seen(), ['directory'], 'of the last');
      host.pass(second);
      assert.deepEqual(await seen(), [], 'nothing changed since');
      change(1);
      assert.deepEqual(await seen(), ['directory'], 'at once again');
    });

    it('says so without a number, and moves no position', async () => {
      const { asOf, callback, centre, happen, open, seen } = await watching();
      happen(4);
      const told = await seen();
      const changes = told.filter((event) => event === 'change');
      assert.equal(changes.length, events(centre, asOf).length);
      assert.equal(told.length, changes.length + 1, String(told));
      assert.ok(told.includes('directory'));
      const last = events(centre, asOf).at(-1)!;
      const again = await open(last.id);
      await again.next();
      await callback();
      assert.equal((await again.next())!.id, events(centre, last.id)[0]!.id);
    });

    it('keeps one of them for a slow reader, however often it changed', async () => {
      const { host, centre, get, token, asOf, change, happen } = await watching();
      const slow = framesOf(await get(`/api/events?after=${asOf}`, token));
      for (let i = 0; i < 10; i++) {
        change(5);
        host.pass(second);
      }
      happen(2);
      const expected = events(centre, asOf).length;
      const seen: string[] = [];
      for (let n = 0; n < expected + 2; n++) seen.push((await slow.next())!.event);
      assert.ok(seen.filter((event) => event === 'directory').length <= 1, String(seen));
      assert.equal(seen.filter((event) => event === 'change').length, expected);
    });

    it('leaves no timer of it behind', async () => {
      const { host, seen, change, cancel } = await watching();
      host.pass(20 * second);
      await seen();
      const waiting = host.waiting;
      change(2);
      await seen();
      assert.equal(host.waiting, waiting + 1);
      await cancel();
      assert.equal(host.waiting, waiting, 'the heartbeat went, and whether she comes back is waited for');
      host.pass(70 * second);
      assert.equal(host.waiting, waiting - 1, 'nor that she was lost');
    });
  });

  it('encodes an event once for all windows of an agent', async (t) => {
    const { open, callback, centre, asOf } = await ready();
    const streams = await Promise.all([open(), open(), open()]);
    for (const { next } of streams) await next();
    const encode = t.mock.method(TextEncoder.prototype, 'encode');
    await callback();
    for (const { next } of streams) await next();
    const frames = encode.mock.calls.filter(({ arguments: [text] }) => text?.startsWith('id: '));
    assert.equal(frames.length, events(centre, asOf).length);
  });
});

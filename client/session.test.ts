import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DirectoryPage, DirectoryQuery } from '../contract/directory.ts';
import type { CallbackEvent, CommandAnswer, Position, Snapshot } from '../contract/events.ts';
import { type ProblemCode, ProblemError, problem } from '../contract/problems.ts';
import type { AnyRecord, SegmentRecord } from '../contract/records.ts';
import { segment } from '../components/shared/testing/records.ts';
import type { CallbackClient, SendOptions, StreamMessage } from './client.ts';
import { createSession } from './session.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const started = Date.parse('2026-03-01T12:00:00.000Z');
const clock = { now: new Date(started).toISOString(), rate: 1 };
const refusal = (code: ProblemCode) => new ProblemError(problem(code));

const event = (id: Position): CallbackEvent => ({
  id,
  type: 'changed',
  at: clock.now,
  subject: null,
  records: [],
  removed: [],
});

/** Timers that run when time is moved, in order. */
const fakeTimers = () => {
  const state = { now: 0, next: 1, due: new Map<number, { at: number; run: () => void }>() };
  return {
    timers: {
      setTimeout: (run: () => void, delay: number) => {
        state.due.set(state.next, { at: state.now + delay, run });
        return state.next++;
      },
      clearTimeout: (timer: number) => void state.due.delete(timer),
    },
    monotonic: () => state.now,
    waiting: () => state.due.size,
    advance: async (by: number) => {
      const end = state.now + by;
      for (;;) {
        await settle();
        const [first] = [...state.due].sort(([, a], [, b]) => a.at - b.at);
        if (!first || first[1].at > end) break;
        state.due.delete(first[0]);
        state.now = first[1].at;
        first[1].run();
      }
      state.now = end;
      await settle();
    },
  };
};

/** A stream that the test writes to. */
class Stream {
  readonly #queue: (StreamMessage | Error | null)[] = [];
  #wake = () => {};
  left = false;
  constructor(
    readonly after: Position,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.put(null));
  }
  put(...items: (StreamMessage | Error | null)[]) {
    this.#queue.push(...items);
    this.#wake();
  }
  event(...ids: Position[]) {
    this.put(...ids.map((id) => ({ type: 'event', event: event(id) }) as const));
  }
  async *read(): AsyncGenerator<StreamMessage> {
    try {
      for (;;) {
        while (!this.#queue.length) await new Promise<void>((resolve) => (this.#wake = resolve));
        const item = this.#queue.shift()!;
        if (item === null) return;
        if (item instanceof Error) throw item;
        yield item;
      }
    } finally {
      this.left = true;
    }
  }
}

/** A session with a client that the test plays. Snapshots are `e.<asOf>`, unless `snapshot` says otherwise. */
const make = (
  more: { page?: EventTarget; random?: () => number; open?: boolean; storage?: Storage | null } = {},
) => {
  const time = fakeTimers();
  const streams: Stream[] = [];
  const sent: SendOptions[] = [];
  const asked: { command: string; id: string; payload: object }[] = [];
  const play = {
    asOf: 'e.1' as Position,
    open: more.open ?? true,
    snapshots: 0,
    deaf: false,
    agentId: 'ana',
    records: [] as AnyRecord[],
    snapshot: (): Promise<Snapshot> =>
      Promise.resolve({
        asOf: play.asOf,
        clock,
        namespace: 'ns',
        agentId: play.agentId,
        records: play.records,
      }),
    failEvents: null as Error | null,
    directory: (_: DirectoryQuery, __?: { readonly signal?: AbortSignal }): Promise<DirectoryPage> =>
      Promise.resolve({ entries: [], total: 0, next: null }),
    send: (_: SendOptions, __: string): Promise<CommandAnswer> =>
      Promise.resolve({ outcome: 'performed', asOf: 'e.1' }),
  };
  const client: CallbackClient = {
    snapshot(options) {
      play.snapshots++;
      return new Promise((resolve, reject) => {
        options?.signal?.addEventListener('abort', () => play.deaf || reject(refusal('unavailable')));
        play.snapshot().then(resolve, reject);
      });
    },
    events(position, { signal }) {
      const stream = new Stream(position, signal);
      if (play.open) stream.put({ type: 'open' });
      if (play.failEvents) stream.put(play.failEvents);
      streams.push(stream);
      return stream.read();
    },
    directory: (query, options) => play.directory(query, options),
    send(command, id, payload, options) {
      sent.push(options);
      asked.push({ command, id, payload });
      return play.send(options, command);
    },
  };
  const { open: _, ...rest } = more;
  const session = createSession({
    client,
    storage: null,
    random: () => 0,
    timers: time.timers,
    monotonic: time.monotonic,
    ...rest,
  });
  const states: string[] = [];
  session.store.select(
    ({ connection }) => connection,
    (connection) => states.push(connection),
  );
  const stream = () => streams.at(-1)!;
  const press = (key = 'k') => session.send('offer.accept', 'o1', {}, { key });
  /** Whether a promise has settled by now. */
  const watch = (promise: Promise<unknown>) => {
    const watched = { settled: false };
    const mark = () => (watched.settled = true);
    promise.then(mark, mark);
    return watched;
  };
  return { session, play, streams, stream, sent, asked, states, press, watch, ...time };
};

const live = async (more?: Parameters<typeof make>[0]) => {
  const all = make(more);
  all.session.start();
  await settle();
  assert.equal(all.session.store.connection, 'live');
  return all;
};

test('snapshot, then the stream from where it is true', async () => {
  const { session, stream, states, play, monotonic } = make({ open: false });
  assert.equal(session.store.connection, 'connecting');
  session.start();
  session.start();
  await settle();
  assert.equal(play.snapshots, 1);
  assert.equal(session.store.agentId, 'ana');
  assert.equal(session.clock.now(), started + monotonic());
  assert.equal(stream().after, 'e.1');
  assert.deepEqual(states, [], 'not live before the stream says something');
  stream().event('e.2', 'e.2', 'e.3');
  await settle();
  assert.equal(session.store.position, 'e.3');
  assert.deepEqual(states, ['live']);
});

test('the clock follows the heartbeat', async () => {
  const { session, stream } = await live();
  stream().put({ type: 'heartbeat', clock: { now: '2030-01-01T00:00:00.000Z', rate: 0 } });
  await settle();
  assert.equal(session.clock.now(), Date.parse('2030-01-01T00:00:00.000Z'));
  assert.equal(session.clock.rate, 0);
});

test('the directory is asked as the caller asks, connected or not', async () => {
  const { session, play, stream } = await live();
  const asked: unknown[] = [];
  const found: DirectoryPage = { entries: [], total: 7, next: '25' };
  play.directory = (query, options) => {
    asked.push(query, options?.signal);
    return Promise.resolve(found);
  };
  const { signal } = new AbortController();
  const query = { kind: 'agent', search: 'a', after: '25' } as const;
  assert.equal(await session.directory.search(query, { signal }), found);
  assert.deepEqual(asked, [query, signal]);
  stream().put(null);
  await settle();
  assert.equal(await session.directory.search({ kind: 'queue', search: '' }), found);
  play.directory = () => Promise.reject(refusal('unsupported'));
  await assert.rejects(session.directory.search(query), refusal('unsupported'));
  assert.equal(session.store.connection, 'reconnecting', 'nothing of it is about the stream');
});

test('a search that was given up rejects with the reason of it', async () => {
  const { session, play } = await live();
  const abort = new AbortController();
  play.directory = (_, options) =>
    new Promise((_resolve, reject) =>
      options!.signal!.addEventListener('abort', () => reject(refusal('unavailable'))),
    );
  const search = session.directory.search({ kind: 'agent', search: '' }, { signal: abort.signal });
  const reason = new Error('typed on');
  abort.abort(reason);
  await assert.rejects(search, (error) => error === reason);
});

test('who looks at the directory is told when it changed, and nothing else happens', async () => {
  const { session, stream, streams, states, play } = await live();
  let told = 0;
  let other = 0;
  let drawn = 0;
  const stop = session.directory.onChange(() => told++);
  session.directory.onChange(() => other++);
  session.store.select(
    () => [session.store.position, session.store.connection].join(),
    () => drawn++,
  );
  stream().event('e.2');
  await settle();
  assert.deepEqual([told, drawn], [0, 1]);
  stream().put({ type: 'directory' });
  await settle();
  assert.deepEqual([told, other, drawn], [1, 1, 1]);
  assert.equal(session.store.position, 'e.2');
  stop();
  stream().put({ type: 'directory' });
  stream().event('e.3');
  await settle();
  assert.deepEqual([told, other], [1, 2]);
  assert.equal(session.store.position, 'e.3', 'the next event is still the next');
  assert.deepEqual(states, ['live']);
  assert.equal(play.snapshots, 1);
  assert.equal(streams.length, 1);
});

test('news of the directory says that the line stands', async () => {
  const { session, stream, streams, states, advance } = make({ open: false });
  session.start();
  await settle();
  stream().put({ type: 'directory' });
  await settle();
  assert.deepEqual(states, ['live']);
  await advance(37_000);
  stream().put({ type: 'directory' });
  await advance(37_000);
  assert.equal(streams.length, 1);
  assert.deepEqual(states, ['live']);
});

test('a lost stream is resumed after the last applied event, without a new snapshot', async () => {
  for (const end of [null, new Error('network')]) {
    const { session, stream, streams, states, play, advance } = await live();
    stream().event('e.2');
    await settle();
    stream().put(end);
    await advance(249);
    assert.equal(session.store.connection, 'reconnecting');
    assert.equal(streams.length, 1);
    await advance(1);
    assert.equal(streams.length, 2);
    assert.equal(stream().after, 'e.2');
    assert.equal(play.snapshots, 1);
    assert.deepEqual(states, ['live', 'reconnecting', 'live']);
  }
});

test('backs off from 250 ms to 5 s, and starts anew after progress', async () => {
  const { play, streams, stream, advance, monotonic } = await live();
  const gaps: number[] = [];
  play.failEvents = refusal('unavailable');
  play.open = false;
  stream().put(null);
  let last = monotonic();
  for (let count = streams.length; gaps.length < 8;) {
    await advance(1);
    if (streams.length === count) continue;
    count = streams.length;
    gaps.push(monotonic() - last);
    last = monotonic();
  }
  assert.deepEqual(gaps, [250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
  play.failEvents = null;
  await advance(5000);
  stream().event('e.2');
  await settle();
  stream().put(null);
  const count = streams.length;
  await advance(250);
  assert.equal(streams.length, count + 1);
});

test('a stream that opens and ends at once is no progress; one that held is', async () => {
  const { streams, stream, advance } = await live();
  for (const wait of [250, 500, 1000]) {
    const count = streams.length;
    stream().put({ type: 'heartbeat', clock }, null);
    await advance(wait - 1);
    assert.equal(streams.length, count);
    await advance(1);
    assert.equal(streams.length, count + 1);
  }
  await advance(5001);
  stream().put(null);
  const count = streams.length;
  await advance(250);
  assert.equal(streams.length, count + 1);
});

test('the wait is spread, downwards', async () => {
  const { streams, stream, advance } = await live({ random: () => 0.5 });
  stream().put(null);
  await advance(187);
  assert.equal(streams.length, 1);
  await advance(1);
  assert.equal(streams.length, 2);
});

test('keeps trying for the first snapshot', async () => {
  const { session, play, states, advance } = make();
  session.onResync(() => assert.fail('there was nothing before'));
  const { snapshot } = play;
  play.snapshot = () => Promise.reject(refusal('unavailable'));
  session.start();
  await advance(0);
  assert.deepEqual(states, ['reconnecting']);
  await advance(250 + 500);
  assert.equal(play.snapshots, 3);
  play.snapshot = snapshot;
  await advance(1000);
  assert.deepEqual(states, ['reconnecting', 'live']);
});

test('a snapshot is not asked for again when only the stream failed', async () => {
  const { session, play, streams, advance } = make();
  play.open = false;
  play.failEvents = refusal('unavailable');
  session.start();
  await advance(250);
  assert.equal(streams.length, 2);
  assert.equal(play.snapshots, 1);
});

test('a gap, another epoch or a reset asks for everything, at once', async () => {
  const losses = [
    { type: 'event', event: event('e.9') },
    { type: 'event', event: event('f.2') },
    { type: 'reset' },
  ] as const;
  for (const loss of losses) {
    const { session, stream, streams, play, states } = await live();
    let resyncs = 0;
    session.onResync(() => resyncs++);
    play.asOf = 'f.7';
    stream().put(loss);
    stream().event('e.2');
    await settle();
    assert.equal(play.snapshots, 2);
    assert.equal(streams[0]!.left, true);
    assert.equal(stream().after, 'f.7');
    assert.equal(session.store.position, 'f.7');
    assert.equal(resyncs, 1);
    assert.deepEqual(states, ['live', 'reconnecting', 'live']);
  }
});

test('a provider whose past is always gone is not asked without pause', async () => {
  const { stream, play, advance } = await live();
  for (let n = 0; n < 5; n++) {
    stream().put({ type: 'heartbeat', clock }, { type: 'reset' });
    await advance(100);
  }
  assert.equal(play.snapshots, 2);
});

test('silence for two and a half heartbeats is a dead line', async () => {
  const { session, stream, streams, advance } = await live();
  for (let n = 0; n < 3; n++) {
    await advance(37_000);
    stream().put({ type: 'heartbeat', clock });
  }
  await advance(37_499);
  assert.equal(streams.length, 1);
  assert.equal(session.store.connection, 'live');
  await advance(1);
  assert.equal(session.store.connection, 'reconnecting');
  await advance(250);
  assert.equal(streams.length, 2);
  assert.equal(session.store.connection, 'live');
});

test('a heartbeat that knows of more than came asks for a new snapshot', async () => {
  const { session, stream, streams, play, advance } = await live();
  stream().event('e.2');
  stream().put({ type: 'heartbeat', clock: { ...clock, asOf: 'e.2' } });
  await settle();
  assert.equal(play.snapshots, 1);
  play.asOf = 'e.3';
  stream().put({ type: 'heartbeat', clock: { ...clock, asOf: 'e.3' } });
  await advance(0);
  assert.deepEqual([play.snapshots, streams.length, session.store.position], [2, 2, 'e.3']);
});

test('an outcome that does not come within 5 s is asked for on a new line', async () => {
  const { play, press, streams, session, advance } = await live();
  play.send = () => Promise.resolve({ outcome: 'performed', asOf: 'e.2' });
  const pressed = press();
  await advance(5000);
  await pressed;
  await advance(250);
  assert.equal(streams.length, 2);
  assert.deepEqual([streams.at(-1)!.after, play.snapshots], ['e.1', 1], 'from where it was');
  assert.equal(session.store.connection, 'live');
});

test('a snapshot that never comes is given up after 10 s', async () => {
  const { session, play, advance } = make();
  play.snapshot = () => new Promise(() => {});
  session.start();
  await advance(10_000 + 249);
  assert.equal(play.snapshots, 1);
  await advance(1);
  assert.equal(play.snapshots, 2);
});

test('the network is back, or the page is seen: no more waiting', async () => {
  for (const type of ['online', 'visibilitychange']) {
    const page = new EventTarget();
    const { stream, streams, play, advance } = await live({ page });
    play.failEvents = refusal('unavailable');
    stream().put(null);
    await advance(5000);
    const count = streams.length;
    page.dispatchEvent(new Event(type));
    await settle();
    assert.equal(streams.length, count + 1);
  }
});

test('a network that came back replaces a line that still seems to stand', async () => {
  const page = new EventTarget();
  const { streams, advance } = await live({ page });
  page.dispatchEvent(new Event('visibilitychange'));
  await advance(250);
  assert.equal(streams.length, 1);
  page.dispatchEvent(new Event('online'));
  await advance(250);
  assert.equal(streams.length, 2);
});

test('an expired session waits to be told, then takes all anew', async () => {
  const { session, play, stream, streams, states, advance } = await live();
  play.failEvents = refusal('session_expired');
  play.open = false;
  stream().put(null);
  await advance(250);
  assert.equal(session.store.connection, 'expired');
  await advance(3_600_000);
  assert.equal(streams.length, 2);
  play.snapshot = () => Promise.reject(refusal('not_authenticated'));
  session.retry();
  await settle();
  assert.deepEqual(states, ['live', 'reconnecting', 'expired'], 'told once');
  play.failEvents = null;
  play.open = true;
  play.snapshot = () => Promise.resolve({ asOf: 'e.5', clock, namespace: 'ns', agentId: 'ben', records: [] });
  session.retry();
  await settle();
  assert.deepEqual(states, ['live', 'reconnecting', 'expired', 'live']);
  assert.equal(session.store.agentId, 'ben');
  assert.equal(stream().after, 'e.5');
});

test("drafts are the agent's who is signed in, and outlive an expired session", async () => {
  const { session, play, press, advance } = make();
  assert.equal(session.drafts.read('s1'), null);
  session.start();
  await settle();
  session.drafts.write('s1', { reasonId: null, notes: 'x', revision: 1 });
  play.send = () => Promise.reject(refusal('session_expired'));
  await assert.rejects(press());
  await advance(1000);
  assert.equal(session.store.connection, 'expired');
  assert.equal(session.drafts.read('s1')?.notes, 'x');
  play.agentId = 'ben';
  session.retry();
  await settle();
  assert.equal(session.drafts.read('s1'), null);
});

test('a press refused for its token expires the session; one that is taken ends that', async () => {
  const { session, play, press, streams } = await live();
  play.send = () => Promise.reject(refusal('session_expired'));
  await assert.rejects(press(), refusal('session_expired'));
  await settle();
  assert.equal(session.store.connection, 'expired');
  assert.equal(streams[0]!.left, true);
  play.send = () => Promise.resolve({ outcome: 'performed', asOf: 'e.1' });
  await press();
  await settle();
  assert.equal(session.store.connection, 'live');
});

test('a press resolves when the store has its outcome', async () => {
  const { play, press, stream, watch, session, waiting } = await live();
  const before = waiting();
  play.send = () => Promise.resolve({ outcome: 'performed', asOf: 'e.3' });
  const pressed = press();
  const watched = watch(pressed);
  let seen = '';
  session.store.select(
    () => session.store.position,
    (position) => (seen = String(position)),
  );
  await settle();
  stream().event('e.2');
  await settle();
  assert.equal(watched.settled, false);
  stream().event('e.3');
  assert.deepEqual(await pressed, { outcome: 'performed', asOf: 'e.3' });
  assert.equal(seen, 'e.3', 'the elements know it, too');
  assert.equal(waiting(), before, 'leaves no timer behind');
  await press();
});

test('a press does not wait for a stream that is not there', async () => {
  const { play, press, stream, watch, session } = await live();
  play.send = () => Promise.resolve({ outcome: 'performed', asOf: 'e.3' });
  const first = watch(press());
  await settle();
  assert.equal(first.settled, false);
  stream().put(null);
  await settle();
  assert.equal(first.settled, true);
  await press();
  session.stop();
  await press();
});

test('a press never hangs: 5 s for the outcome to arrive, 15 s for an answer', async () => {
  const { play, press, sent, watch, advance } = await live();
  play.send = () => Promise.resolve({ outcome: 'performed', asOf: 'e.3' });
  const slow = watch(press());
  await advance(4999);
  assert.equal(slow.settled, false);
  await advance(1);
  assert.equal(slow.settled, true);

  play.send = () => new Promise(() => {});
  const lost = press('the-key');
  const watched = watch(lost);
  await advance(14_999);
  assert.equal(watched.settled, false);
  await advance(1);
  await assert.rejects(lost, refusal('unavailable'));
  assert.equal(sent.at(-1)!.key, 'the-key');
  assert.equal(sent.at(-1)!.signal!.aborted, true);
});

test('a press is asked for once, with what the caller gave', async () => {
  const { play, press, sent, session } = await live();
  play.send = () => Promise.reject(refusal('unavailable'));
  await assert.rejects(press(), refusal('unavailable'));
  assert.equal(sent.length, 1);
  const given = new AbortController();
  play.send = ({ signal }) =>
    new Promise((_, reject) => signal!.addEventListener('abort', () => reject(refusal('unavailable'))));
  const pressed = session.send('offer.accept', 'o1', {}, { key: 'k', keepalive: true, signal: given.signal });
  given.abort();
  await assert.rejects(pressed, refusal('unavailable'));
  assert.equal(sent.at(-1)!.keepalive, true);
});

describe('signing out', () => {
  const one = (changes: Partial<SegmentRecord> = {}): SegmentRecord => segment({ id: 's1', ...changes });

  /** What a browser's store does, as far as it matters here. */
  const store = () => {
    const items = new Map<string, string>();
    const storage = {
      get length() {
        return items.size;
      },
      key: (index: number) => [...items.keys()][index] ?? null,
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    } as unknown as Storage;
    return { items, storage };
  };

  /** Signed in with these segments, at a provider that saves what it is sent and expires what is open at the end. */
  const signedIn = async (records: SegmentRecord[], storage: Storage | null = store().storage) => {
    const all = make({ storage });
    const { play, asked, session } = all;
    play.records = records;
    let number = 1;
    const put = (...changed: SegmentRecord[]) => {
      all.stream().put({ type: 'event', event: { ...event(`e.${++number}`), records: changed } });
    };
    /** Changes a segment as the provider does. */
    const change = (id: string, changes: Partial<SegmentRecord>) => {
      const old = session.store.get('segment', id)!;
      put({ ...old, version: old.version + 1, ...changes });
    };
    const performed = (): Promise<CommandAnswer> =>
      Promise.resolve({ outcome: 'performed', asOf: `e.${number}` });
    const perform = (): Promise<CommandAnswer> => {
      const { command, id, payload } = asked.at(-1)!;
      if (command === 'segment.save') {
        const { reasonId, notes } = payload as { reasonId: string | null; notes: string };
        change(id, { reasonId, notes, revision: session.store.get('segment', id)!.revision + 1 });
      } else put(...session.store.all('segment').map((it) => ({ ...it, state: 'expired' as const })));
      return performed();
    };
    play.send = perform;
    session.start();
    await settle();
    const signOut = () => session.send('agent.sign-out', 'ana', { side: 'contact_centre' }, { key: 'press' });
    return { ...all, change, performed, perform, signOut };
  };
  const commandsOf = (asked: readonly { command: string }[]) => asked.map(({ command }) => command);
  const text = (notes: string, revision = 0) => ({ reasonId: null, notes, revision });

  test('saves first what is on this device only, with the revision it grew from', async () => {
    const { storage, items } = store();
    const { session, asked, sent, signOut } = await signedIn(
      [
        one({ notes: 'ab', revision: 3 }),
        one({ id: 's2', state: 'open' }),
        one({ id: 's3', notes: 'there' }),
        one({ id: 's4', state: 'submitted' }),
      ],
      storage,
    );
    session.drafts.write('s1', { ...text('abc', 3), reasonId: 'resolved' });
    session.drafts.write('s2', text('x'));
    session.drafts.write('s3', text('there'));
    await signOut();
    assert.deepEqual(asked, [
      { command: 'segment.save', id: 's1', payload: { reasonId: 'resolved', notes: 'abc', revision: 3 } },
      { command: 'segment.save', id: 's2', payload: text('x') },
      { command: 'agent.sign-out', id: 'ana', payload: { side: 'contact_centre' } },
    ]);
    assert.equal(new Set(sent.map(({ key }) => key)).size, 3);
    assert.equal(sent.at(-1)!.key, 'press');
    assert.equal(items.size, 0, 'nothing stays on the device');
  });

  test('of nothing unsaved is only signing out', async () => {
    const { session, asked, signOut } = await signedIn([one({ notes: 'abc' })]);
    await signOut();
    session.drafts.write('unknown', text('x'));
    await signOut();
    assert.deepEqual(commandsOf(asked), ['agent.sign-out', 'agent.sign-out']);
    assert.equal(session.drafts.read('unknown')?.notes, 'x', 'the provider does not have it');
  });

  test('another command saves nothing', async () => {
    const { session, asked, press } = await signedIn([one()]);
    session.drafts.write('s1', text('abc'));
    await press();
    assert.deepEqual(commandsOf(asked), ['offer.accept']);
    assert.equal(session.drafts.read('s1')?.notes, 'abc');
  });

  test('takes what was typed meanwhile, too', async () => {
    const { session, play, asked, perform, signOut } = await signedIn([one()]);
    session.drafts.write('s1', text('a'));
    play.send = () => {
      if (commandsOf(asked).length === 1) session.drafts.write('s1', text('ab'));
      return perform();
    };
    await signOut();
    assert.deepEqual(commandsOf(asked), ['segment.save', 'segment.save', 'agent.sign-out']);
    assert.equal(session.store.get('segment', 's1')?.notes, 'ab');
    assert.equal(session.drafts.read('s1'), null);
  });

  test('of one who never stops typing ends all the same, and loses nothing', async () => {
    const { session, play, asked, perform, signOut } = await signedIn([one()]);
    session.drafts.write('s1', text('a'));
    play.send = () => {
      session.drafts.write('s1', text(`a${'b'.repeat(asked.length)}`));
      return perform();
    };
    await signOut();
    assert.equal(commandsOf(asked).at(-1), 'agent.sign-out');
    assert.equal(session.drafts.read('s1')?.notes, `a${'b'.repeat(asked.length)}`);
  });

  test('waits for a save that is on its way: an older text never arrives last', async () => {
    const { session, play, asked, perform, performed, change, signOut } = await signedIn([one()]);
    let arrive = () => {};
    play.send = () =>
      new Promise((resolve) => {
        arrive = () => {
          change('s1', { notes: 'a', revision: 1 });
          resolve(performed());
        };
      });
    const saving = session.send('segment.save', 's1', text('a'), { key: 'save' });
    session.drafts.write('s1', text('ab'));
    play.send = perform;
    const signingOut = signOut();
    await settle();
    assert.equal(asked.length, 1);
    arrive();
    await Promise.all([saving, signingOut]);
    assert.deepEqual(commandsOf(asked), ['segment.save', 'segment.save', 'agent.sign-out']);
    assert.equal(session.store.get('segment', 's1')?.notes, 'ab');
  });

  test('goes on past a save that failed before', async () => {
    const { session, play, asked, perform, signOut } = await signedIn([one()]);
    play.send = () => Promise.reject(refusal('unavailable'));
    await assert.rejects(session.send('segment.save', 's1', text('a'), { key: 'save' }));
    play.send = perform;
    await signOut();
    assert.deepEqual(commandsOf(asked), ['segment.save', 'agent.sign-out']);
  });

  for (const code of ['unavailable', 'internal', 'too_many', 'session_expired'] as const)
    test(`does not go on where saving is not possible now: ${code}`, async () => {
      const { session, play, asked, perform, signOut } = await signedIn([one(), one({ id: 's2' })]);
      session.drafts.write('s1', text('abc'));
      play.send = () => Promise.reject(refusal(code));
      await assert.rejects(signOut(), refusal(code));
      assert.deepEqual(commandsOf(asked), ['segment.save']);
      assert.equal(session.drafts.read('s1')?.notes, 'abc');
      play.send = perform;
      await signOut();
      assert.deepEqual(commandsOf(asked), ['segment.save', 'segment.save', 'agent.sign-out']);
      assert.equal(session.drafts.read('s1'), null);
    });

  for (const code of ['not_possible', 'not_found', 'invalid_payload', 'unsupported'] as const)
    test(`goes on where saving is refused, and the text stays: ${code}`, async () => {
      const { session, play, asked, perform, signOut } = await signedIn([one(), one({ id: 's2' })]);
      session.drafts.write('s1', text('abc'));
      session.drafts.write('s2', text('def'));
      play.send = () => (asked.at(-1)!.id === 's1' ? Promise.reject(refusal(code)) : perform());
      await signOut();
      assert.deepEqual(commandsOf(asked), ['segment.save', 'segment.save', 'agent.sign-out']);
      assert.equal(session.drafts.read('s1')?.notes, 'abc');
      assert.equal(session.drafts.read('s2'), null);
    });

  test('does not go on where the text is refused and only in memory', async () => {
    const { session, play, asked, signOut } = await signedIn([one()], null);
    session.drafts.write('s1', text('abc'));
    play.send = () => Promise.reject(refusal('not_possible'));
    await assert.rejects(signOut(), refusal('not_possible'));
    assert.deepEqual(commandsOf(asked), ['segment.save']);
    assert.equal(session.drafts.read('s1')?.notes, 'abc');
  });

  test('that is refused deletes nothing', async () => {
    const { session, play, asked, perform, signOut } = await signedIn([one({ state: 'expired' })]);
    session.drafts.write('s1', text(''));
    play.send = () => Promise.reject(refusal('not_possible'));
    await assert.rejects(signOut(), refusal('not_possible'));
    assert.notEqual(session.drafts.read('s1'), null);
    play.send = perform;
    await signOut();
    assert.equal(session.drafts.read('s1'), null);
    assert.equal(asked.length, 2);
  });

  test('puts aside what another window left, rather than over newer words', async () => {
    const { storage } = store();
    const before = await signedIn([one({ notes: 'theirs', revision: 3 })], storage);
    before.session.drafts.write('s1', text('older', 1));
    before.session.stop();
    const { session, asked, signOut } = await signedIn([one({ notes: 'theirs', revision: 3 })], storage);
    await signOut();
    assert.deepEqual(commandsOf(asked), ['agent.sign-out']);
    assert.deepEqual(
      session.drafts.texts(session.store.get('segment', 's1')!).map(({ notes }) => notes),
      ['older'],
    );
  });

  test('can be given up', async () => {
    const { session, play, asked } = await signedIn([one()]);
    session.drafts.write('s1', text('abc'));
    play.send = ({ signal }) =>
      new Promise((_, reject) => signal!.addEventListener('abort', () => reject(refusal('unavailable'))));
    const given = new AbortController();
    const { signal } = given;
    const left = session.send('agent.sign-out', 'ana', { side: 'workspace' }, { key: 'k', signal });
    await settle();
    given.abort();
    await assert.rejects(left, refusal('unavailable'));
    assert.deepEqual(commandsOf(asked), ['segment.save']);
  });
});

/** Counts who listens. */
class Page extends EventTarget {
  listening = 0;
  override addEventListener(...given: Parameters<EventTarget['addEventListener']>) {
    this.listening++;
    super.addEventListener(...given);
  }
  override removeEventListener(...given: Parameters<EventTarget['removeEventListener']>) {
    this.listening--;
    super.removeEventListener(...given);
  }
}

test('stopped is stopped, and can be started again', async () => {
  const page = new Page();
  const { session, streams, stream, states, play, advance, waiting } = await live({ page });
  stream().event('e.2');
  await settle();
  session.stop();
  page.dispatchEvent(new Event('online'));
  await advance(100_000);
  assert.equal(session.store.connection, 'closed');
  assert.equal(streams.length, 1);
  assert.equal(streams[0]!.left, true);
  assert.equal(waiting(), 0);
  assert.equal(page.listening, 0);
  session.start();
  await settle();
  assert.equal(play.snapshots, 2);
  assert.deepEqual(states, ['live', 'closed', 'reconnecting', 'live']);
});

test('stopped while waiting or asking, nothing comes after', async () => {
  const asking = make();
  let arrive = (_: Snapshot) => {};
  asking.play.snapshot = () => new Promise((resolve) => (arrive = resolve));
  asking.play.deaf = true;
  asking.session.start();
  asking.session.stop();
  arrive({ asOf: 'e.1', clock, namespace: 'ns', agentId: 'ana', records: [] });
  await settle();
  assert.equal(asking.session.store.agentId, null);
  assert.equal(asking.session.store.connection, 'closed');

  const { session, stream, streams, advance, waiting } = await live();
  stream().put(null);
  await advance(100);
  session.stop();
  await settle();
  assert.equal(waiting(), 0);
  await advance(10_000);
  assert.equal(streams.length, 1);
  assert.equal(session.store.connection, 'closed');
});

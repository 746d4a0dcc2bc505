import type { Position } from '../contract/events.ts';
import { ProblemError, problem } from '../contract/problems.ts';
import type { CallbackClient } from './client.ts';
import { ServerClock } from './clock.ts';
import { Drafts } from './drafts.ts';
import type { SessionHandle } from './handle.ts';
import { listeners } from './listeners.ts';
import { Store } from './store.ts';

/** Milliseconds of real time. */
const limits = { heartbeat: 15_000, connect: 10_000, send: 15_000, catchUp: 5000, retry: 250, backoff: 5000 };

export interface SessionOptions {
  /** Asked anew each time: another may take its place. */
  readonly client: CallbackClient;
  /** Where drafts are kept; by default the page's `localStorage`. Null: nowhere but in memory. */
  readonly storage?: Storage | null;
  /** Tells `online`, `visibilitychange` and `storage`; by default the window. */
  readonly page?: EventTarget;
  /** For tests: real by default. */
  readonly timers?: {
    setTimeout(run: () => void, delay: number): unknown;
    clearTimeout(timer: never): void;
  };
  /** For tests: milliseconds that never go back. */
  readonly monotonic?: () => number;
  /** For tests: 0 to 1, spreads reconnects so that a restarted server is not met by all at once. */
  readonly random?: () => number;
  /** The provider's heartbeat interval, real milliseconds; 2.5 of them in silence mean that the line is dead. */
  readonly heartbeat?: number;
}

export interface Session extends SessionHandle {
  readonly store: Store;
  readonly clock: ServerClock;
  readonly drafts: Drafts;
  /** Connects, and stays connected. Started already: nothing. */
  start(): void;
  /** Disconnects. The records stay, `send` still works. */
  stop(): void;
  /** Tries now rather than later; the way out of `expired`. */
  retry(): void;
  /** Called when everything was replaced by a new snapshot, the first one excepted: controls may have moved. */
  onResync(listener: () => void): () => void;
}

const statusOf = (error: unknown) => (error instanceof ProblemError ? error.problem.status : 0);

/** Connects one agent to one provider: snapshot, then stream, and again whenever that is lost. */
export function createSession(options: SessionOptions): Session {
  const { random = Math.random, monotonic = () => performance.now() } = options;
  const page: EventTarget | undefined = options.page ?? globalThis.window;
  const silence = 2.5 * (options.heartbeat ?? limits.heartbeat);
  const timers = (options.timers ?? globalThis) as typeof globalThis;

  const store = new Store();
  const clock = new ServerClock(monotonic);
  const drafts = new Drafts(options.storage, page);
  const resyncs = listeners();
  const changes = listeners();

  let running: AbortController | null = null;
  let attempt: AbortController | null = null;
  /** Ends the pause, if there is one. */
  let wake = () => {};

  /** Until the time is up or somebody wakes it; without a time only the latter. */
  const pause = (delay?: number) =>
    new Promise<void>((resolve) => {
      const timer = delay === undefined ? undefined : timers.setTimeout(resolve, delay);
      wake = () => {
        timers.clearTimeout(timer);
        resolve();
      };
    });

  const run = async (stopped: AbortSignal) => {
    let fresh = true;
    let failures = 0;
    while (!stopped.aborted) {
      const current = new AbortController();
      const { signal } = (attempt = current);
      const began = monotonic();
      let resync = false;
      let lost: unknown;
      let watchdog: ReturnType<typeof setTimeout> | undefined;
      const watch = (limit: number) => {
        timers.clearTimeout(watchdog);
        watchdog = timers.setTimeout(() => current.abort(), limit);
      };
      try {
        watch(limits.connect);
        if (fresh) {
          const snapshot = await options.client.snapshot({ signal });
          signal.throwIfAborted();
          const first = !store.position;
          clock.set(snapshot.clock);
          drafts.own(snapshot.namespace, snapshot.agentId);
          store.load(snapshot);
          if (!first) resyncs.tell();
          fresh = false;
        }
        for await (const message of options.client.events(store.position!, { signal })) {
          signal.throwIfAborted();
          watch(silence);
          let result: string = message.type;
          if (message.type === 'event') result = store.apply(message.event);
          if (message.type === 'directory') changes.tell();
          if (message.type === 'heartbeat') {
            clock.set(message.clock);
            if (store.lacks(message.clock.asOf)) result = 'gap';
          }
          if (result === 'applied') failures = 0;
          resync = fresh = result === 'gap' || result === 'reset';
          if (resync) break;
          store.setConnection('live');
        }
      } catch (error) {
        lost = error;
      }
      timers.clearTimeout(watchdog);
      if (stopped.aborted) return;
      if (statusOf(signal.reason ?? lost) === 401) {
        store.setConnection('expired');
        await pause();
        fresh = true; // nobody knows how long that was
        continue;
      }
      store.setConnection('reconnecting');
      // What held for so long was no failure to connect.
      if (monotonic() - began > limits.backoff) failures = 0;
      const delay = Math.min(limits.retry * 2 ** failures, limits.backoff);
      if (!resync || failures) await pause(delay * (1 - random() / 2));
      failures++;
    }
  };

  const retry = () => wake();
  const online = () => {
    attempt?.abort(); // the old line leads through a network that is gone
    wake();
  };

  const caughtUp = (asOf: Position) =>
    new Promise<void>((resolve) => {
      const reached = () => store.connection !== 'live' || store.reached(asOf);
      if (reached()) return resolve();
      const done = () => {
        timers.clearTimeout(timer);
        stop();
        resolve();
      };
      const stop = store.select(reached, done);
      const timer = timers.setTimeout(() => {
        // What the answer says has happened never came: the line is dead, or lost it.
        attempt?.abort();
        done();
      }, limits.catchUp);
    });

  const deliver: Session['send'] = async (command, id, payload, given) => {
    const late = new AbortController();
    const signal = given.signal ? AbortSignal.any([given.signal, late.signal]) : late.signal;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = timers.setTimeout(() => {
        late.abort();
        reject(new ProblemError(problem('unavailable')));
      }, limits.send);
    });
    try {
      const sent = options.client.send(command, id, payload, { ...given, signal });
      const answer = await Promise.race([sent, limit]);
      if (store.connection === 'expired') retry();
      await caughtUp(answer.asOf);
      return answer;
    } catch (error) {
      if (statusOf(error) === 401) attempt?.abort(error);
      throw error;
    } finally {
      timers.clearTimeout(timer);
    }
  };

  const saves = new Set<Promise<unknown>>();
  const send: Session['send'] = (...given) => {
    const sent = deliver(...given);
    if (given[0] === 'segment.save') {
      const done = () => saves.delete(sent);
      saves.add(sent);
      sent.then(done, done);
    }
    return sent;
  };

  /** Saves what the open wrap-ups lack. Rejects where something of it would be lost with the page. */
  const saveAll = async (signal?: AbortSignal) => {
    await Promise.allSettled(saves); // or an older text could arrive last
    for (const { id } of store.all('segment')) {
      // Again where it was typed on meanwhile, though not for ever.
      for (let left = 9; left; left--) {
        const segment = store.get('segment', id);
        const draft = segment && drafts.pending(segment);
        if (!draft) break;
        const { reasonId, notes, revision } = draft;
        const key = crypto.getRandomValues(new Uint32Array(4)).join('-');
        try {
          await send('segment.save', id, { reasonId, notes, revision }, signal ? { key, signal } : { key });
        } catch (error) {
          // Refused for good, not for now.
          if (/^(4(?!01|29)|501)/.test(`${statusOf(error)}`) && drafts.isKept(id)) break;
          throw error;
        }
        drafts.delete(id, draft);
      }
    }
  };

  return {
    store,
    clock,
    drafts,
    directory: {
      search: (query, given) =>
        options.client.directory(query, given).catch((error: unknown) => {
          given?.signal?.throwIfAborted();
          throw error;
        }),
      onChange: changes.add,
    },
    retry,
    onResync: resyncs.add,

    start() {
      if (running) return;
      running = new AbortController();
      page?.addEventListener('online', online);
      page?.addEventListener('visibilitychange', retry);
      store.setConnection(store.position ? 'reconnecting' : 'connecting');
      void run(running.signal);
    },

    stop() {
      running?.abort();
      running = null;
      attempt?.abort();
      wake();
      page?.removeEventListener('online', online);
      page?.removeEventListener('visibilitychange', retry);
      store.setConnection('closed');
    },

    async send(command, id, payload, given) {
      if (command !== 'agent.sign-out') return send(command, id, payload, given);
      await saveAll(given.signal);
      const answer = await send(command, id, payload, given);
      drafts.clean(store.all('segment'));
      return answer;
    },
  };
}

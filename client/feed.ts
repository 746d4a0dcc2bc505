import {
  parsePosition,
  position,
  type CallbackEvent,
  type CommandAnswer,
  type EventType,
  type Position,
  type Snapshot,
} from '../contract/events.ts';
import { problem, ProblemError } from '../contract/problems.ts';
import type { AnyRecord, Milliseconds, RecordRef } from '../contract/records.ts';
import type { CallbackClient, StreamMessage } from './client.ts';

type Draft<R> = R extends unknown ? Omit<R, 'version'> : never;
/** A record before its changes are counted. */
export type RecordDraft = Draft<AnyRecord>;

export interface RecordFeedOptions {
  readonly agentId: string;
  /** What drafts on the device are kept by. */
  readonly namespace: string;
  /** The provider's time, in milliseconds since 1970; by default this device's. */
  readonly now?: () => number;
}

/** Events and answers that are kept; and real milliseconds between heartbeats. */
const limits = { events: 500, answers: 500, heartbeat: 10_000 };

const name = ({ kind, id }: RecordRef) => `${kind} ${id}`;
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Snapshot, stream and keys for a `CallbackClient` whose records are computed in the page, out of what another system
 * says: give it all records whenever something changed, it finds what is otherwise, counts versions and numbers events.
 */
export class RecordFeed implements Pick<CallbackClient, 'snapshot' | 'events'> {
  readonly #agentId: string;
  readonly #namespace: string;
  readonly #now: () => number;
  readonly #epoch: string;
  #number = 0;
  #records: ReadonlyMap<string, AnyRecord> = new Map();
  #events: readonly CallbackEvent[] = [];
  readonly #streams = new Set<(message: StreamMessage) => void>();
  readonly #answers = new Map<string, { readonly what: string; readonly answer: Promise<CommandAnswer> }>();

  constructor({ agentId, namespace, now = Date.now }: RecordFeedOptions) {
    this.#agentId = agentId;
    this.#namespace = namespace;
    // Clocks that are computed have fractions.
    this.#now = () => Math.floor(now());
    // Another for every page: what one has numbered, no other goes on with.
    this.#epoch = `${this.#now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  }

  /** What the records are true as of; for the answer of a command. */
  get asOf(): Position {
    return position(this.#epoch, this.#number);
  }

  get<K extends AnyRecord['kind']>(kind: K, id: string): Extract<AnyRecord, { kind: K }> | undefined {
    return this.#records.get(`${kind} ${id}`) as Extract<AnyRecord, { kind: K }> | undefined;
  }

  /** Takes everything that the agent may see now; what is not in it is removed. Says nothing where nothing changed. */
  commit(drafts: readonly RecordDraft[], type: EventType = 'changed'): void {
    const next = new Map<string, AnyRecord>();
    const records: AnyRecord[] = [];
    for (const draft of drafts) {
      const old = this.#records.get(name(draft));
      const version = old?.version ?? 0;
      const isOld = old && isSame({ ...draft, version }, { ...old, version });
      const record = isOld ? old : ({ ...draft, version: version + 1 } as AnyRecord);
      if (record !== old) records.push(record);
      next.set(name(record), record);
    }
    const gone = [...this.#records.values()].filter((one) => !next.has(name(one)));
    const removed = gone.map(({ kind, id }) => ({ kind, id }));
    const [first] = [...records, ...removed];
    this.#records = next;
    if (!first) return;
    this.#number += 1;
    const subject = { kind: first.kind, id: first.id };
    const event = { id: this.asOf, type, at: this.#iso(), subject, records, removed };
    this.#events = [...this.#events, event].slice(-limits.events);
    this.tell({ type: 'event', event });
  }

  /** Says something that is not numbered, for example that the directory changed. */
  tell(message: StreamMessage): void {
    for (const push of this.#streams) push(message);
  }

  snapshot(): Promise<Snapshot> {
    return Promise.resolve({
      asOf: this.asOf,
      clock: { now: this.#iso(), rate: 1 },
      namespace: this.#namespace,
      agentId: this.#agentId,
      records: [...this.#records.values()],
    });
  }

  async *events(after: Position, { signal }: { signal: AbortSignal }): AsyncGenerator<StreamMessage> {
    const from = parsePosition(after);
    const missing = from?.epoch === this.#epoch ? this.#number - from.number : NaN;
    if (!(missing >= 0 && missing <= this.#events.length)) {
      yield { type: 'reset' };
      return;
    }
    const queue: StreamMessage[] = [{ type: 'open' }];
    let wake = () => {};
    const push = (message: StreamMessage) => {
      queue.push(message);
      wake();
    };
    for (const event of this.#events.slice(this.#events.length - missing)) push({ type: 'event', event });
    const beat = () => push({ type: 'heartbeat', clock: { now: this.#iso(), rate: 1, asOf: this.asOf } });
    const beats = setInterval(beat, limits.heartbeat satisfies Milliseconds);
    const stop = () => wake();
    this.#streams.add(push);
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const message = queue.shift();
        if (message) yield message;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      clearInterval(beats);
      this.#streams.delete(push);
      signal.removeEventListener('abort', stop);
    }
  }

  /**
   * Runs what a key stands for once: the same key and request get the same answer, refusals included; another request
   * is refused. What could not be asked for at all (`unavailable`) may be asked for again.
   * @throws ProblemError `idempotency_key_reused`, and what `run` throws.
   */
  once(key: string, request: unknown, run: () => Promise<CommandAnswer>): Promise<CommandAnswer> {
    const what = JSON.stringify(request);
    const known = this.#answers.get(key);
    if (known)
      return known.what === what
        ? known.answer
        : Promise.reject(new ProblemError(problem('idempotency_key_reused')));
    const answer = run();
    this.#answers.set(key, { what, answer });
    answer.catch((error: unknown) => {
      if (error instanceof ProblemError && error.code === 'unavailable') this.#answers.delete(key);
    });
    if (this.#answers.size > limits.answers) this.#answers.delete(this.#answers.keys().next().value!);
    return answer;
  }

  #iso(): string {
    return new Date(this.#now()).toISOString();
  }
}

import { ContextProvider } from '@lit/context';
import type { CommandKey } from '../../../contract/commands.ts';
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '../../../contract/directory.ts';
import { directoryPageSize } from '../../../contract/directory.ts';
import type { CommandAnswer, EventType } from '../../../contract/events.ts';
import type { ProblemCode } from '../../../contract/problems.ts';
import { ProblemError, problem } from '../../../contract/problems.ts';
import type { AnyRecord, RecordRef } from '../../../contract/records.ts';
import { ServerClock } from '../../../client/clock.ts';
import { Drafts } from '../../../client/drafts.ts';
import type { Connection, DirectoryHandle, SessionHandle } from '../../../client/handle.ts';
import { listeners } from '../../../client/listeners.ts';
import { Store } from '../../../client/store.ts';
import { callbackContext } from '../context.ts';

/** A command as an element sent it. */
export interface Sent {
  readonly command: CommandKey;
  readonly id: string;
  readonly payload: unknown;
  readonly key: string;
}

/** A directory in memory. */
export class FakeDirectory implements DirectoryHandle {
  readonly asked: DirectoryQuery[] = [];
  #changes = listeners();
  /** Called when somebody asks; may reject, or wait. */
  answer = (query: DirectoryQuery): Promise<DirectoryPage> => {
    const found = this.entries.filter(
      ({ kind, name }) => kind === query.kind && name.toLowerCase().includes(query.search.toLowerCase()),
    );
    const from = Number(query.after ?? 0);
    const to = from + directoryPageSize;
    return Promise.resolve({
      entries: found.slice(from, to),
      total: found.length,
      next: to < found.length ? `${to}` : null,
    });
  };

  constructor(public entries: readonly DirectoryEntry[] = []) {}

  search(query: DirectoryQuery): Promise<DirectoryPage> {
    this.asked.push(query);
    return this.answer(query);
  }

  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  /** Says that somebody in it changed. */
  change(entries = this.entries): void {
    this.entries = entries;
    this.#changes.tell();
  }
}

/** A session in memory: records go in by hand, commands are kept and answered as told. */
export class FakeSession implements SessionHandle {
  readonly store = new Store();
  readonly clock = new ServerClock();
  readonly drafts = new Drafts(null);
  readonly sent: Sent[] = [];
  /** Who is in the directory, in its order; every part of a name finds. */
  readonly directory = new FakeDirectory();
  /** Answers commands; at first each is performed and changes nothing. */
  answer: (sent: Sent) => Promise<CommandAnswer>;
  #number = 0;

  constructor(records: readonly AnyRecord[] = [], connection: Connection = 'live') {
    this.answer = () => Promise.resolve({ outcome: 'performed', asOf: `fake.${this.#number}` });
    this.store.load({
      asOf: 'fake.0',
      clock: { now: new Date(this.clock.now()).toISOString(), rate: 1 },
      namespace: 'fake',
      agentId: 'ana',
      records,
    });
    this.store.setConnection(connection);
  }

  get connection(): Connection {
    return this.store.connection;
  }

  set connection(connection: Connection) {
    this.store.setConnection(connection);
  }

  /** Applies an event with these records. */
  put(...records: AnyRecord[]): void {
    this.event('changed', records);
  }

  /** Takes a record out of sight. */
  remove(...removed: RecordRef[]): void {
    this.event('record.retired', [], removed);
  }

  event(type: EventType, records: readonly AnyRecord[], removed: readonly RecordRef[] = []): void {
    const [first = removed[0]] = records;
    this.store.apply({
      id: `fake.${++this.#number}`,
      type,
      at: new Date(this.clock.now()).toISOString(),
      subject: first ? { kind: first.kind, id: first.id } : null,
      records,
      removed,
    });
  }

  send(command: CommandKey, id: string, payload: unknown, { key }: { key: string }): Promise<CommandAnswer> {
    const sent = { command, id, payload, key };
    this.sent.push(sent);
    return this.answer(sent);
  }
}

/** Makes an element provide a session to what is below it. */
export const provide = (element: HTMLElement, session: SessionHandle): HTMLElement => {
  const provider = new ContextProvider(element, { context: callbackContext, initialValue: session });
  provider.hostConnected(); // a plain element is no Lit host: say that it is there
  return element;
};

/** A refusal, as a client would throw it. */
export const refusal = (code: ProblemCode, more?: Parameters<typeof problem>[1]): ProblemError =>
  new ProblemError(problem(code, more));

/** A promise and the way to settle it. */
export const deferred = <T>() => {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};

import type { CommandKey } from '../contract/commands.ts';
import type { CommandAnswer, EventType, Position } from '../contract/events.ts';
import type { ProblemCode } from '../contract/problems.ts';
import type { Instant, RecordRef } from '../contract/records.ts';
import type { FaultRule } from './faults.ts';

/** An agent's command as it was received, performed or not. */
export interface CommandEntry {
  readonly kind: 'command';
  readonly agentId: string;
  /** The idempotency key: the name of the press. */
  readonly key: string | null;
  readonly command: CommandKey;
  /** What it acts on; null for `task.schedule`. */
  readonly id: string | null;
  /** Null: it could not be read, or does not fit. */
  readonly payload: unknown;
  /** Null: it was refused. */
  readonly outcome: CommandAnswer['outcome'] | null;
  /** The refusal's code. */
  readonly problem: ProblemCode | null;
  /** The press was answered before, and was given that answer again. */
  readonly replayed: boolean;
}

/** What somebody did to the simulator itself. */
export interface ControlEntry {
  readonly kind: 'control';
  readonly name: string;
  readonly body: unknown;
}

/** A message for an agent's stream. Of the records only which they are. */
export interface EventEntry {
  readonly kind: 'event';
  readonly agentId: string;
  readonly position: Position;
  readonly type: EventType;
  readonly records: readonly RecordRef[];
  readonly removed: readonly RecordRef[];
}

/** A fault that struck. */
export interface FaultEntry {
  readonly kind: 'fault';
  /** The rule's id; `prefer`: the request itself asked for it. */
  readonly rule: string;
  readonly on: FaultRule['on'];
  readonly fault: FaultRule['fault'];
  readonly agentId: string;
  /** The request, or the message. */
  readonly subject: string;
}

type Happening = CommandEntry | ControlEntry | EventEntry | FaultEntry;

/** `n` counts from 1 and never goes back; `at` is the namespace's time. */
export type JournalEntry = Happening & { readonly n: number; readonly at: Instant };

export const journalKinds = ['command', 'control', 'event', 'fault'] as const;
export type JournalKind = (typeof journalKinds)[number];

/** Which entries: those after a number, of one kind or of all. */
export interface JournalQuery {
  readonly kind?: JournalKind;
  readonly after?: number;
}

/** Entries, oldest first, 1,000 at most; the number of the newest there is; how many are not kept any more. */
export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  readonly last: number;
  readonly dropped: number;
}

/** A part of a command's entry: what is not named may be anything, within the payload, too. */
export type CommandMatch = Partial<Omit<CommandEntry, 'kind'>>;

/** How often; a number means exactly so often. */
export type Times = number | { readonly atLeast?: number; readonly atMost?: number };

/** Whether commands came as expected. */
export interface Verification {
  readonly ok: boolean;
  /** How many came. */
  readonly count: number;
  /** Their entries, oldest first, 100 at most. */
  readonly matched: readonly JournalEntry[];
  /** What came near, nearest first, of equals the newest, 3 at most. */
  readonly near: readonly { readonly entry: JournalEntry; readonly differs: readonly string[] }[];
  /** How many entries of any kind were forgotten, and are not counted. */
  readonly dropped: number;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const shown = (value: unknown): string => {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

/** Where a value is not as expected, one sentence a place. Objects may have more than is expected, lists may not. */
const differences = (expected: unknown, actual: unknown, path = ''): readonly string[] => {
  const other = [`${path}: expected ${shown(expected)}, was ${shown(actual)}`];
  if (!isObject(expected)) return expected === actual ? [] : other;
  const parts = Object.entries(expected);
  // What is absent lacks every part, and so is further off than what has some of them.
  const given = actual === undefined && parts.length ? {} : actual;
  if (!isObject(given) || lengthOf(given) !== lengthOf(expected)) return other;
  return parts.flatMap(([key, part]) =>
    differences(
      part,
      Object.hasOwn(given, key) ? (given as Record<string, unknown>)[key] : undefined,
      path ? `${path}.${key}` : key,
    ),
  );
};

/** Of a list; null: it is none. */
const lengthOf = (value: object): number | null => (Array.isArray(value) ? value.length : null);

/**
 * What happened in one namespace, in its order, the newest so many. In memory only: it begins anew with the process, and
 * with every situation that is loaded. Source of the idea: the request journal and the near misses of WireMock.
 */
export class Journal {
  #entries: JournalEntry[] = [];
  #n = 0;
  #before = 0;

  constructor(
    /** How many entries are kept. */
    private readonly limit = 10_000,
  ) {}

  /** The number of the newest entry. */
  get last(): number {
    return this.#n;
  }

  /** How many entries since its beginning are not kept any more. */
  get dropped(): number {
    return Math.max(this.#n - this.#before - this.limit, 0);
  }

  add(at: Instant, what: Happening): void {
    this.#entries.push({ n: ++this.#n, at, ...what });
    // In portions: to move all for each would cost more than the entry.
    if (this.#entries.length >= 2 * this.limit) this.#entries = this.#entries.slice(-this.limit);
  }

  /** Begins anew; the numbers go on, so that who follows it misses nothing. */
  clear(): void {
    this.#entries = [];
    this.#before = this.#n;
  }

  /** The entries after a number, oldest first, of one kind or of all, so many at most. */
  list({ kind, after = 0, most = Infinity }: JournalQuery & { readonly most?: number } = {}) {
    const found: JournalEntry[] = [];
    for (const entry of this.#entries.slice(-this.limit)) {
      if (found.length >= most) break;
      if (entry.n > after && isOf(entry, kind)) found.push(entry);
    }
    return found;
  }

  /**
   * Whether commands were received that fit, and how often; without `times` at least once. Each receipt counts: a press
   * that was sent twice is two, unless the match says `replayed: false`.
   */
  verify(request: CommandMatch, times: Times = { atLeast: 1 }): Verification {
    const judged = this.list({ kind: 'command' }).map((entry) => ({
      entry,
      differs: differences(request, entry),
    }));
    const matched = judged.filter(({ differs }) => !differs.length).map(({ entry }) => entry);
    const near = judged
      .filter(({ differs }) => differs.length)
      .sort((one, other) => one.differs.length - other.differs.length || other.entry.n - one.entry.n);
    const { atLeast = 0, atMost = Infinity } =
      typeof times === 'number' ? { atLeast: times, atMost: times } : times;
    return {
      ok: matched.length >= atLeast && matched.length <= atMost,
      count: matched.length,
      matched: matched.slice(0, 100),
      near: near.slice(0, 3),
      dropped: this.dropped,
    };
  }
}

const isOf = (entry: JournalEntry, kind: JournalKind | undefined): boolean =>
  kind === undefined || entry.kind === kind;

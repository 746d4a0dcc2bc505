import { type CallbackEvent, type Position, type Snapshot, parsePosition } from '../contract/events.ts';
import type { AnyRecord, RecordKind, RecordTypes } from '../contract/records.ts';
import type { Connection, StoreHandle } from './handle.ts';
import { guard, listeners } from './listeners.ts';

type Json = Record<string, unknown>;
type Records = Map<string, Map<string, AnyRecord>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Whether two JSON values say the same. */
const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
};

/** Puts a record in; one that says the same as the old one leaves the old object there. */
const put = (into: Records, record: AnyRecord, old: AnyRecord | undefined) => {
  let ofKind = into.get(record.kind);
  if (!ofKind) into.set(record.kind, (ofKind = new Map<string, AnyRecord>()));
  ofKind.set(record.id, old && same(old, record) ? old : record);
};

/**
 * The records of one agent. It replaces, it never computes: what it holds is what the server said, as of one
 * position.
 */
export class Store implements StoreHandle {
  connection: Connection = 'connecting';
  namespace: string | null = null;
  agentId: string | null = null;
  /** What the records are true as of; null before the first snapshot. */
  position: Position | null = null;

  #records: Records = new Map();
  readonly #lists = new Map<string, readonly AnyRecord[]>();
  readonly #selections = new Set<() => void>();
  readonly #events = listeners<CallbackEvent>();
  #pending = false;

  get<K extends RecordKind>(kind: K, id: string): RecordTypes[K] | undefined {
    return this.#records.get(kind)?.get(id) as RecordTypes[K] | undefined;
  }

  all<K extends RecordKind>(kind: K): readonly RecordTypes[K][] {
    const old = this.#lists.get(kind);
    const list = [...(this.#records.get(kind)?.values() ?? [])];
    if (old?.length === list.length && list.every((one, index) => one === old[index])) {
      return old as readonly RecordTypes[K][];
    }
    this.#lists.set(kind, list);
    return list as RecordTypes[K][];
  }

  select<T>(
    selector: (store: StoreHandle) => T,
    onChange: (value: T) => void,
    equal: (a: T, b: T) => boolean = Object.is,
  ): () => void {
    let value = selector(this);
    const check = () => {
      const next = selector(this);
      if (equal(value, next)) return;
      value = next;
      onChange(next);
    };
    this.#selections.add(check);
    return () => void this.#selections.delete(check);
  }

  onEvent(listener: (event: CallbackEvent) => void): () => void {
    return this.#events.add(listener);
  }

  /** Replaces everything. Records that say the same stay the same objects. */
  load(snapshot: Snapshot): void {
    const records: Records = new Map();
    for (const record of snapshot.records) put(records, record, this.get(record.kind, record.id));
    this.#records = records;
    this.position = snapshot.asOf;
    this.namespace = snapshot.namespace;
    this.agentId = snapshot.agentId;
    this.#changed();
  }

  /**
   * Applies the event if it is the next one. `old`: it was applied before, nothing changed. `gap`: something
   * is missing, or the past is another; nothing changed, only a new snapshot helps.
   */
  apply(event: CallbackEvent): 'applied' | 'old' | 'gap' {
    const ahead = this.#distance(event.id);
    if (ahead !== 1) return ahead <= 0 ? 'old' : 'gap';
    for (const { kind, id } of event.removed) this.#records.get(kind)?.delete(id);
    for (const record of event.records) put(this.#records, record, this.get(record.kind, record.id));
    this.position = event.id;
    this.#changed();
    this.#events.tell(event);
    return 'applied';
  }

  /** Whether the records hold what was true as of then. */
  reached(asOf: Position): boolean {
    return this.#distance(asOf) <= 0;
  }

  /** Whether the records are older than that, in the same past; what is no position is none that they lack. */
  lacks(asOf: Position | undefined): boolean {
    return this.#distance(asOf!) > 0;
  }

  setConnection(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.#changed();
  }

  /** How many events the position is ahead; not a number across epochs. */
  #distance(to: Position): number {
    const there = parsePosition(to);
    const here = parsePosition(this.position ?? '');
    return there && here?.epoch === there.epoch ? there.number - here.number : NaN;
  }

  #changed(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      for (const check of this.#selections) guard(check);
    });
  }
}

import type { SegmentRecord } from '../contract/records.ts';
import type { Draft, DraftsHandle, UnsavedText } from './handle.ts';

const isDraft = (value: unknown): value is Draft => {
  const draft = value as Draft | null;
  return (
    typeof draft?.notes === 'string' &&
    typeof draft.revision === 'number' &&
    (draft.reasonId === null || typeof draft.reasonId === 'string')
  );
};

/** The page's own store; none where there is no page, or the browser forbids it. */
const ownStorage = (): Storage | null => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
};

type Written = Pick<Draft, 'reasonId' | 'notes'>;
const same = (a: Written, b: Written) => a.notes === b.notes && a.reasonId === b.reasonId;
const isOpen = ({ state }: SegmentRecord) => state === 'draft' || state === 'open';

/**
 * The part of a text that is nowhere in a segment's record; empty where the record has it all. Where the record's
 * notes are its beginning, that is the rest, from the beginning of a word.
 */
export const unsavedPart = (
  text: string,
  { notes, lateNotes, history }: Pick<SegmentRecord, 'notes' | 'lateNotes' | 'history'>,
): string => {
  const isThere = (part: string) =>
    [notes, ...[...lateNotes, ...history].map((one) => one.notes)].some((one) => one.startsWith(part));
  if (isThere(text.trimEnd())) return '';
  if (!text.startsWith(notes)) return text.trim();
  const from = /^[\p{L}\p{M}\p{N}]/u.test(text.slice(notes.length))
    ? /[\p{L}\p{M}\p{N}]{0,40}$/u.exec(notes)!.index
    : notes.length;
  const rest = text.slice(from).trim();
  return isThere(rest) ? '' : rest;
};

/** What is left to say of a segment whose record is gone. */
const goneSegment = (id: string, customerName = ''): SegmentRecord => ({
  kind: 'segment',
  id,
  version: 0,
  taskId: '',
  interactionId: '',
  customerId: '',
  externalId: null,
  customPayload: null,
  customerName,
  state: 'expired',
  reasonId: null,
  notes: '',
  revision: 0,
  savedAt: null,
  timer: null,
  closesWhenCallEnds: false,
  lateNotes: [],
  history: [],
  closedAt: null,
  capabilities: {} as SegmentRecord['capabilities'],
});

/** One text in the store. */
interface Entry {
  readonly key: string;
  readonly segmentId: string;
  readonly draft: Draft;
  /** Written by this window. */
  readonly own: boolean;
  /** Not what is being written, but offered beside it. */
  readonly aside: boolean;
  /** Not in memory only. */
  readonly stored: boolean;
}

/** Whether the one can go without loss; what is in memory only never stands for what is in the store. */
const standsFor = (other: Entry, { draft, stored }: Entry): boolean =>
  other.draft.notes.startsWith(draft.notes) && (other.stored || !stored);

/**
 * Wrap-ups on this device: by origin (the storage's own border), namespace, agent, segment and window, so that windows
 * never write over each other's. What a window leaves behind is taken over by the next one that opens the segment.
 */
export class Drafts implements DraftsHandle {
  /** Ends within a JSON array, so that no id, whatever is in it, is the beginning of another. */
  #prefix: string | null = null;
  readonly #storage: Storage | null;
  readonly #page: EventTarget | undefined;
  readonly #window = crypto.getRandomValues(new Uint32Array(3)).join('-');
  #asides = 0;
  /** What the store did not take. */
  readonly #kept = new Map<string, string>();
  /** Of records that are gone; the same while they say the same. */
  #gone: SegmentRecord | undefined;

  constructor(storage: Storage | null = ownStorage(), page: EventTarget | undefined = globalThis.window) {
    this.#storage = storage;
    this.#page = page;
  }

  /** Whose drafts these are; before it is told there are none. */
  own(namespace: string, agentId: string): void {
    this.#prefix = `callback-kit.draft:${JSON.stringify([namespace, agentId]).slice(0, -1)},`;
  }

  read(segmentId: string): Draft | null {
    return this.#entries(segmentId)[0]?.draft ?? null;
  }

  write(segmentId: string, draft: Draft): boolean {
    return this.#write(this.#key(segmentId), draft);
  }

  delete(segmentId: string, written?: Written): void {
    for (const { key, draft } of this.#entries(segmentId))
      if (!written || same(draft, written)) this.#remove(key);
  }

  take(segment: SegmentRecord): Draft | null {
    const { id, revision, notes } = segment;
    const entries = this.#entries(id).filter(({ own, aside }) => !(own && aside));
    // It grew from what the record says, or contains it: nobody's words are overwritten.
    const taken = entries.find(
      ({ draft }) => !same(draft, segment) && (draft.revision >= revision || draft.notes.startsWith(notes)),
    );
    for (const one of entries) {
      const { key, draft } = one;
      if (one === taken) continue;
      const isRest = unsavedPart(draft.notes, segment) && !(taken && standsFor(taken, one));
      if (!isRest || this.#setAside(id, draft)) this.#remove(key);
    }
    if (!taken) return null;
    const draft = taken.draft.notes.startsWith(notes) ? { ...taken.draft, revision } : taken.draft;
    if (this.write(id, draft) && !taken.own) this.#remove(taken.key);
    return draft;
  }

  putAside(segmentId: string): void {
    const own = this.#entries(segmentId).find((one) => one.own && !one.aside);
    if (!own) return;
    this.#remove(own.key); // makes room
    this.#setAside(segmentId, own.draft);
  }

  texts(segment: SegmentRecord): readonly UnsavedText[] {
    const entries = this.#entries(segment.id).filter(({ own, aside }) => !isOpen(segment) || (own && aside));
    return entries.flatMap((one, at) => {
      const { draft, key } = one;
      const part = unsavedPart(draft.notes, segment);
      const isInAnother = entries.some(
        (other, otherAt) =>
          otherAt !== at && standsFor(other, one) && (otherAt < at || !standsFor(one, other)),
      );
      if (part && !isInAnother) return [{ ...draft, part }];
      this.#remove(key);
      return [];
    });
  }

  lost(of: readonly SegmentRecord[], isKnown?: (segmentId: string) => unknown): SegmentRecord | undefined {
    const entries = this.#entries();
    if (!entries.length) return;
    const closed = of.findLast((one) => !isOpen(one) && this.texts(one).length);
    const gone = isKnown && entries.find(({ segmentId }) => !isKnown(segmentId));
    if (closed || !gone) return closed;
    const { segmentId, draft } = gone;
    if (this.#gone?.id !== segmentId) this.#gone = goneSegment(segmentId, draft.customerName);
    return this.texts(this.#gone).length ? this.#gone : undefined;
  }

  /** What an open segment lacks: what this window is writing, else what it would go on writing (`take`). */
  pending(segment: SegmentRecord): Draft | null {
    const own = this.#entries(segment.id).find((one) => one.own && !one.aside)?.draft;
    return !isOpen(segment) ? null : own && !same(own, segment) ? own : this.take(segment);
  }

  /** Whether all texts of the segment outlive the page. */
  isKept(segmentId: string): boolean {
    return this.#entries(segmentId).every(({ stored }) => stored);
  }

  /** Deletes what these records have; what they lack stays, and is offered. */
  clean(segments: readonly SegmentRecord[]): void {
    for (const one of segments) if (!this.pending(one)) this.texts(one);
  }

  onChange(listener: (segmentId: string) => void): () => void {
    const heard = (event: Event) => {
      const parts = this.#parse((event as StorageEvent).key ?? '');
      if (parts) listener(parts[0]!);
    };
    this.#page?.addEventListener('storage', heard);
    return () => this.#page?.removeEventListener('storage', heard);
  }

  #key(...parts: string[]): string {
    return `${this.#prefix}${JSON.stringify([parts[0], this.#window, ...parts.slice(1)]).slice(1)}`;
  }

  /** Segment, window, and a number where it is aside; null for what is somebody else's. */
  #parse(key: string): string[] | null {
    if (!this.#prefix || !key.startsWith(this.#prefix)) return null;
    try {
      const parts = JSON.parse(`[${key.slice(this.#prefix.length)}`) as string[];
      return typeof parts[0] === 'string' ? parts : null;
    } catch {
      return null;
    }
  }

  #keys(): Set<string> {
    const keys = new Set(this.#kept.keys());
    try {
      for (let index = 0; index < this.#storage!.length; index++) keys.add(this.#storage!.key(index)!);
    } catch {
      // What cannot be read holds nothing of ours.
    }
    return keys;
  }

  /** What this window writes first, then what grew from the newest record, then the longest. */
  #entries(segmentId?: string): Entry[] {
    const entries: Entry[] = [];
    for (const key of this.#keys()) {
      const [id, window, number] = this.#parse(key) ?? [];
      if (id === undefined || (segmentId !== undefined && id !== segmentId)) continue;
      try {
        const draft: unknown = JSON.parse(this.#kept.get(key) ?? this.#storage?.getItem(key) ?? 'null');
        if (isDraft(draft))
          entries.push({
            key,
            segmentId: id,
            draft,
            own: window === this.#window,
            aside: !!number,
            stored: !this.#kept.has(key),
          });
      } catch {
        // Not written by this kit.
      }
    }
    const rank = ({ own, aside }: Entry) => (own && !aside ? 1 : 0);
    return entries.sort(
      (a, b) =>
        rank(b) - rank(a) ||
        b.draft.revision - a.draft.revision ||
        b.draft.notes.length - a.draft.notes.length,
    );
  }

  #setAside(segmentId: string, draft: Draft): boolean {
    return this.#write(this.#key(segmentId, `${++this.#asides}`), draft);
  }

  #write(key: string, draft: Draft): boolean {
    if (!this.#prefix) return false;
    const text = JSON.stringify(draft);
    this.#kept.set(key, text);
    try {
      this.#storage!.setItem(key, text);
      return this.#kept.delete(key);
    } catch {
      return false;
    }
  }

  #remove(key: string): void {
    this.#kept.delete(key);
    try {
      this.#storage?.removeItem(key);
    } catch {
      // It never took it either.
    }
  }
}

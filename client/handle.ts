import type { CommandKey, CommandPayloads } from '../contract/commands.ts';
import type { DirectoryPage, DirectoryQuery } from '../contract/directory.ts';
import type { CallbackEvent, CommandAnswer } from '../contract/events.ts';
import type { RecordKind, RecordTypes, SegmentRecord } from '../contract/records.ts';
import type { SendOptions } from './client.ts';

/**
 * `connecting`: the first snapshot is on its way. `live`: the stream is open and nothing is missing.
 * `reconnecting`: what is shown may be old; it is trying again. `expired`: the token is no longer taken and
 * no new one came. `closed`: stopped by the host.
 */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'expired' | 'closed';

/** A wrap-up as it stands on this device, not yet known to have reached the provider. */
export interface Draft {
  readonly reasonId: string | null;
  readonly notes: string;
  /** The segment's revision that it grew from. */
  readonly revision: number;
  /** Whose callback it is about, to say so when the record is gone. */
  readonly customerName?: string;
}

/** A text of which something is on this device only. */
export interface UnsavedText extends Draft {
  /** What the record does not have of it; never empty. */
  readonly part: string;
}

/** Drafts of one agent in one namespace of one origin. No other agent's can be read through it. */
export interface DraftsHandle {
  /** What this window wrote last; else what another one did, or this page before a reload. */
  read(segmentId: string): Draft | null;
  /** Synchronous. False: the store is full or forbidden; only the server's copy will be kept. */
  write(segmentId: string, draft: Draft): boolean;
  /** Every text of the segment; with a second argument those that say the same. */
  delete(segmentId: string, written?: Pick<Draft, 'reasonId' | 'notes'>): void;
  /**
   * What to go on writing in an open segment, null for what the record says: a text that grew from the record's, or
   * contains it. It becomes this window's. What must not go over newer words of the record is put aside; what the
   * record has already is deleted.
   */
  take(segment: SegmentRecord): Draft | null;
  /** Puts what this window wrote aside, where nothing sends it. */
  putAside(segmentId: string): void;
  /**
   * What is on this device only: of an open segment what was put aside, of a closed one everything. Deletes what the
   * record has, or another of these texts.
   */
  texts(segment: SegmentRecord): readonly UnsavedText[];
  /**
   * The newest closed one of these segments of which something is on this device only. With `isKnown`, where none is:
   * an empty record for a text whose own is gone.
   */
  lost(of: readonly SegmentRecord[], isKnown?: (segmentId: string) => unknown): SegmentRecord | undefined;
  /** Tells when another window of this agent changed a draft. Returns the way to stop. */
  onChange(listener: (segmentId: string) => void): () => void;
}

/** The records, read by selectors. Stable for the life of a provider element. */
export interface StoreHandle {
  readonly connection: Connection;
  /** Null before the first snapshot. */
  readonly namespace: string | null;
  readonly agentId: string | null;
  get<K extends RecordKind>(kind: K, id: string): RecordTypes[K] | undefined;
  /** The same array until one of its records changes. In the order of the snapshot, new ones last. */
  all<K extends RecordKind>(kind: K): readonly RecordTypes[K][];
  /**
   * Calls back when the selected value changed (`Object.is`, or `equal`), once per batch of stream messages.
   * Does not call at once. Returns the way to stop.
   */
  select<T>(
    selector: (store: StoreHandle) => T,
    onChange: (value: T) => void,
    equal?: (a: T, b: T) => boolean,
  ): () => void;
  /** Every event as it was applied, also those that change no record here. Not called for a snapshot. */
  onEvent(listener: (event: CallbackEvent) => void): () => void;
}

/** The server's time on this device. */
export interface ClockHandle {
  /** Milliseconds since 1970, by the server: the sent now plus the elapsed time times the rate. */
  now(): number;
  /** Seconds of the server a second; 0: it stands still. */
  readonly rate: number;
  /** Called when now jumped or the rate changed. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}

/** Who a call or a callback can go to; searched at the provider. */
export interface DirectoryHandle {
  /** One page. Rejects with `ProblemError`, and with the signal's reason when aborted. */
  search(query: DirectoryQuery, options?: { readonly signal?: AbortSignal }): Promise<DirectoryPage>;
  /** Tells when the provider says that it changed, at most once a second. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}

/** What a provider element gives to the elements below it. One object, stable for its life. */
export interface SessionHandle {
  readonly store: StoreHandle;
  readonly clock: ClockHandle;
  readonly drafts: DraftsHandle;
  readonly directory: DirectoryHandle;
  /**
   * Sends a command and resolves when the store has caught up with its outcome (or the stream is not live).
   * Rejects with `ProblemError`. Before `agent.sign-out` the notes that are on this device only are saved; where that
   * cannot be sent, nobody is signed out.
   */
  send<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    options: SendOptions,
  ): Promise<CommandAnswer>;
}

import type { CommandKey, CommandPayloads } from '../contract/commands.ts';
import type { DirectoryPage, DirectoryQuery } from '../contract/directory.ts';
import type { CallbackEvent, CommandAnswer } from '../contract/events.ts';
import type { RecordKind, RecordTypes } from '../contract/records.ts';
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
}

/** Drafts of one agent in one namespace of one origin. No other agent's can be read through it. */
export interface DraftsHandle {
  read(segmentId: string): Draft | null;
  /** Synchronous. False: the store is full or forbidden; only the server's copy will be kept. */
  write(segmentId: string, draft: Draft): boolean;
  delete(segmentId: string): void;
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
   * Rejects with `ProblemError`.
   */
  send<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    options: SendOptions,
  ): Promise<CommandAnswer>;
}

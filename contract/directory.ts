import type { TargetRef } from './commands.ts';
import type { Instant, Milliseconds, Named, PresenceStatus } from './records.ts';

/*
 * Who a call or a callback can go to. Not part of the snapshot: a contact centre has thousands, so the provider
 * is asked, a page at a time, and asked again as it changes.
 */

/** How many entries a page has. */
export const directoryPageSize = 25;

/** What is asked for; `after` is the `next` of the page before. */
export interface DirectoryQuery {
  readonly kind: TargetRef['kind'];
  /** Part of a name, of any case; the beginning of a name or a word counts first. Empty: everybody. */
  readonly search: string;
  readonly after?: string;
}

/** An agent; never the one who asks. */
export interface DirectoryAgent extends Named {
  readonly kind: 'agent';
  readonly status: PresenceStatus;
  /** The presence in the workspace's words. */
  readonly presence: string;
  readonly since: Instant;
  /** What keeps them; null: nothing does. */
  readonly activity: 'callback' | 'call' | 'wrap_up' | null;
  /** Whether they can be offered something now. */
  readonly reachable: boolean;
}

export interface DirectoryQueue extends Named {
  readonly kind: 'queue';
  /** How many callbacks and calls wait in it. */
  readonly waiting: number;
  /** Null where the provider does not know. */
  readonly estimatedWait: Milliseconds | null;
}

/** Somebody outside of the contact centre. */
export interface DirectoryExternal extends Named {
  readonly kind: 'external';
  /** E.164. */
  readonly number: string;
}

export type DirectoryEntry = DirectoryAgent | DirectoryQueue | DirectoryExternal;

/** The entries in the provider's order: who can be reached first, then by name. */
export interface DirectoryPage {
  readonly entries: readonly DirectoryEntry[];
  /** How many there are in all. */
  readonly total: number;
  /** What the following page is after; null: this is the last. */
  readonly next: string | null;
}

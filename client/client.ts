import type { CommandKey, CommandPayloads } from '../contract/commands.ts';
import type { DirectoryPage, DirectoryQuery } from '../contract/directory.ts';
import type { CallbackEvent, CommandAnswer, Heartbeat, Position, Snapshot } from '../contract/events.ts';

/**
 * What a stream carries. `open`: it stands, though nothing has happened yet (a client that cannot know leaves it
 * out; any other message says the same). `directory`: somebody in it changed; not numbered. `reset`: the past is gone, a new snapshot is needed.
 */
export type StreamMessage =
  | { readonly type: 'open' }
  | { readonly type: 'event'; readonly event: CallbackEvent }
  | { readonly type: 'heartbeat'; readonly clock: Heartbeat }
  | { readonly type: 'directory' }
  | { readonly type: 'reset' };

export interface SendOptions {
  /**
   * Names the press, not the request: the same key sent twice is performed once, and answered twice.
   * 1 to 200 visible ASCII characters.
   */
  readonly key: string;
  /** Let the request outlive the page. */
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * What any CCaaS must offer to drive the elements; the HTTP client is one, an adapter to another system may
 * be the next. Every method rejects with `ProblemError` (contract/problems.ts); a provider without some
 * command rejects it with `unsupported`.
 */
export interface CallbackClient {
  /** Everything the signed-in agent may see now. */
  snapshot(options?: { signal?: AbortSignal }): Promise<Snapshot>;
  /**
   * What came after `position`, in order, until the signal aborts or the connection ends; then the iteration
   * ends or throws, and the caller resumes from the last event it applied.
   */
  events(position: Position, options: { signal: AbortSignal }): AsyncIterable<StreamMessage>;
  /** One page of who a call or a callback can go to. A provider without a directory rejects `unsupported`. */
  directory(query: DirectoryQuery, options?: { readonly signal?: AbortSignal }): Promise<DirectoryPage>;
  /** Asks for a command on the thing with this id (for `task.schedule` the id is ignored). */
  send<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    options: SendOptions,
  ): Promise<CommandAnswer>;
}

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
 * What any CCaaS must offer to drive the elements. The HTTP client is one; an adapter to another system is the next.
 * docs/provider.md shows how to write one, `checkConformance` (conformance/) whether it is right.
 *
 * "Unsupported" is an answer: a provider that does not offer a command gives its capability as
 * `{ visible: false, enabled: false, reason: 'unsupported' }`, and when asked all the same rejects with `unsupported`.
 * Every method rejects with `ProblemError` (contract/problems.ts) and nothing else, with a code of the contract.
 */
export interface CallbackClient {
  /**
   * Everything the signed-in agent may see now, whole: at least their own `agent` record and the `settings`, each record
   * with its capabilities, and the position that it is true as of. Rejects with `session_expired` or `not_authenticated`
   * where there is no session (the screen then says so and waits), with anything else it is asked again.
   */
  snapshot(options?: { signal?: AbortSignal }): Promise<Snapshot>;
  /**
   * What came after `position`, in order, numbered without gaps, until the signal aborts or the connection ends; then
   * the iteration ends or throws, and the caller resumes from the last event it applied. Each event carries every record
   * that it changed, whole and with a higher version, and names what the agent lost sight of. What came after a snapshot's
   * position, applied to it, is the next snapshot. Where the past is not known (any more) it yields `reset`. In silence a
   * heartbeat comes every 15 s of real time at the latest, or the line is taken for dead.
   */
  events(position: Position, options: { signal: AbortSignal }): AsyncIterable<StreamMessage>;
  /** One page of who a call or a callback can go to. A provider without a directory rejects `unsupported`. */
  directory(query: DirectoryQuery, options?: { readonly signal?: AbortSignal }): Promise<DirectoryPage>;
  /**
   * Asks for a command on the thing with this id (for `task.schedule` the id is ignored). Resolves when it is done, with
   * the position that holds the outcome: `performed`, or `unchanged` where it was so already. The same key and request
   * get the same answer, also the same refusal; another request with a used key rejects `idempotency_key_reused`. A
   * refusal changed nothing: `not_found` for what is not the agent's, `not_possible` with the reason of the capability,
   * `offer_ended`, `conflict` with the current record for an old version, `unsupported`.
   */
  send<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    options: SendOptions,
  ): Promise<CommandAnswer>;
}

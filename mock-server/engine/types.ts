import type { CommandAnswer, CallbackEvent } from '../../contract/events.ts';
import type { Problem } from '../../contract/problems.ts';
import type { Role } from '../../contract/commands.ts';
import type { Milliseconds } from '../../contract/records.ts';

/** Milliseconds since 1970 on the namespace's own clock. */
export type Time = number;

/** Who an input comes from. Roles are judged by the engine, not by the door. */
export type Actor =
  | { readonly kind: 'agent'; readonly id: string; readonly roles: readonly Role[] }
  | { readonly kind: 'control' }
  | { readonly kind: 'driver' };

/**
 * The only thing that changes a namespace. `command`: an agent's, its name a command key. `control`: the
 * simulator's own (make a callback, act as a customer, clock ...). `wake`: time passed. `connection`: an
 * agent's first stream opened (name `opened`) or their last one closed (`closed`).
 */
export interface Input {
  /** 1, 2, 3 ... */
  readonly n: number;
  readonly at: Time;
  readonly actor: Actor;
  readonly kind: 'command' | 'control' | 'wake' | 'connection';
  readonly name: string;
  /** The id of the thing a command acts on. */
  readonly subject: string | null;
  readonly body: unknown;
  /** The idempotency key of a command; null elsewhere. */
  readonly key: string | null;
}

/** An event, and whose stream it belongs to. */
export interface AgentEvent {
  readonly agentId: string;
  readonly event: CallbackEvent;
}

/** How an input was answered. */
export type Outcome =
  | { readonly ok: true; readonly answer: CommandAnswer; readonly replayed: boolean }
  | { readonly ok: true; readonly created: unknown; readonly replayed: false }
  | { readonly ok: false; readonly problem: Problem; readonly replayed: boolean };

/** A timer as data. Fired in the order of (due, id). */
export interface EngineTimer {
  readonly id: number;
  readonly due: Time;
  readonly kind: string;
  readonly subject: string;
  readonly duration: Milliseconds;
}

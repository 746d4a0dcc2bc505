import type { CapabilityName, SubjectKind } from './commands.ts';

/**
 * Why something cannot be done now. The kit has words for each; a provider may send a code of its own with
 * `message`.
 */
export const capabilityReasons = [
  'already_escalated',
  'attempt_limit',
  'call_live',
  'closed',
  'consult_running',
  'customer_hung_up',
  'customer_reached',
  'dialing',
  'do_not_call',
  'extended',
  'handing_over',
  'in_conference',
  'in_hand',
  'no_call',
  'no_consent',
  'not_answered',
  'not_attempted',
  'not_bookable',
  'not_owner',
  'offer_ended',
  'other_call_live',
  'outside_calling_window',
  'role_missing',
  'signed_out',
  'target_not_answered',
  'target_unavailable',
  'transfer_pending',
  'unsupported',
  'wrap_up_open',
] as const;

export type CapabilityReason = (typeof capabilityReasons)[number];

/**
 * Whether a command is there and may be used now, as the server computed it for this agent.
 * Invisible: this provider or mode never offers it, or its counterpart stands in its place.
 */
export interface Capability {
  readonly visible: boolean;
  readonly enabled: boolean;
  /** Set when visible and not enabled. */
  readonly reason?: CapabilityReason | (string & {});
  /** Set when enabled only for one who gives a reason: the code of what is overridden. */
  readonly override?: CapabilityReason | (string & {});
  /** The provider's own sentence; shown only for a reason the kit does not know. */
  readonly message?: string;
}

/** The capabilities that a record of one kind carries. */
export type Capabilities<K extends SubjectKind> = Readonly<Record<CapabilityName<K>, Capability>>;

import type { Capabilities } from './capabilities.ts';
import type { Role, Side, TargetRef } from './commands.ts';

/** A moment: ISO 8601, UTC, with milliseconds. */
export type Instant = string;

/** A length of time. */
export type Milliseconds = number;

export type TaskState =
  | 'scheduled'
  | 'queued'
  | 'offered'
  | 'assigned'
  | 'in_progress'
  | 'closed_complete'
  | 'closed_abandoned'
  | 'canceled';

export type InteractionState =
  | 'offered'
  | 'preview'
  | 'dialing'
  | 'in_call'
  | 'wrap_up'
  | 'closed'
  | 'transferring'
  | 'no_answer'
  | 'waiting'
  | 'released';

export type OfferState = 'open' | 'accepted' | 'rejected' | 'timed_out' | 'rescinded';
export type LegState = 'dialing' | 'ringing' | 'connected' | 'held' | 'ended';
export type LegEndReason =
  | 'no_answer'
  | 'busy'
  | 'failed'
  | 'voicemail'
  | 'declined'
  | 'agent_hangup'
  | 'customer_hangup'
  | 'transferred'
  | 'dropped';
export type ConsultState = 'none' | 'consult_dialing' | 'consulting' | 'conference';
export type SegmentState = 'draft' | 'open' | 'submitted' | 'expired';
export type AttemptOutcome = LegEndReason | 'answered' | 'wrong_number' | 'no_agent';

/** Who dials whom first: the agent previews and dials, or the customer is on the line already. */
export type CallbackMode = 'agent_first' | 'customer_first';

/** As soon as possible, or due at a time. Independent of the mode. */
export type CallbackType = 'asap' | 'scheduled';

export type RecordKind =
  'agent' | 'offer' | 'task' | 'interaction' | 'call' | 'segment' | 'notice' | 'settings';

/** A record's name: unique in a namespace. */
export interface RecordRef {
  readonly kind: RecordKind;
  readonly id: string;
}

interface BaseRecord<K extends RecordKind> extends RecordRef {
  readonly kind: K;
  /** Counts the changes of the record itself; what is computed for the viewer does not count. */
  readonly version: number;
}

/** What a host needs to find its own records; part of the detail of every event. */
export interface HostIds {
  readonly taskId: string;
  readonly interactionId: string | null;
  readonly customerId: string;
  /** The id that the host or another system gave the callback. */
  readonly externalId: string | null;
  /** Whatever the host attached to the callback; handed back untouched. JSON. */
  readonly customPayload: unknown;
}

/** A server timer as an element shows it: `deadline` minus the server's now, never counted down. */
export interface Timer<K extends string = string> {
  readonly kind: K;
  readonly deadline: Instant;
  /** The full length, for a ring. */
  readonly duration: Milliseconds;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who a call or a callback goes to, with the name to show. */
export type Target = TargetRef & Named;

/** The four words that a presence comes down to; what a system calls it is its own. */
export type PresenceStatus = 'available' | 'away' | 'busy' | 'offline';

export interface PresenceOption extends Named {
  readonly status: PresenceStatus;
  /** The id on the other side that means the same. */
  readonly counterpart: string;
}

export interface SidePresence {
  readonly signedIn: boolean;
  readonly presenceId: string;
  readonly since: Instant;
}

/** The agent who is looking. */
export interface AgentRecord extends BaseRecord<'agent'> {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly queues: readonly Named[];
  /** How many voice callbacks at once. */
  readonly capacity: number;
  readonly presence: Readonly<Record<Side, SidePresence>>;
  /** A change made while busy, taken when the work is done: an id of the workspace's presences. */
  readonly nextPresenceId: string | null;
  /** What **Match** would set: an id of the workspace's presences; null where both systems say the same. */
  readonly matchTo: string | null;
  readonly capabilities: Capabilities<'agent'>;
}

export interface RejectReason extends Named {
  /** True: the same agent may be offered the callback again in this round. */
  readonly reassignable: boolean;
}

/** Why a card is not a plain callback: handed on by somebody, a call that waits, a colleague who asks. */
export type OfferBadge =
  { readonly kind: 'transferred' | 'consult'; readonly by: string } | { readonly kind: 'customer_waiting' };

/** A callback offered to one agent. Ends in exactly one of accepted, rejected, timed out, rescinded. */
export interface OfferRecord extends BaseRecord<'offer'>, HostIds {
  readonly interactionId: string;
  readonly state: OfferState;
  readonly badge: OfferBadge | null;
  readonly customerName: string;
  readonly queueName: string;
  readonly type: CallbackType;
  readonly scheduledStart: Instant | null;
  readonly reason: string | null;
  readonly offeredAt: Instant;
  /** Null where the offer does not time out. */
  readonly timer: Timer<'offer' | 'transfer_offer' | 'consult' | 'blind'> | null;
  /** True: opens by itself, shows no buttons. */
  readonly autoAssigned: boolean;
  readonly rejectReasons: readonly RejectReason[];
  readonly capabilities: Capabilities<'offer'>;
}

export interface CustomerNumber {
  readonly id: string;
  /** E.164. */
  readonly number: string;
  /** Mobile, Office ...: the provider's word. */
  readonly label: string;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly numbers: readonly CustomerNumber[];
  /** IANA name. */
  readonly timeZone: string | null;
  /** BCP 47. */
  readonly language: string | null;
}

/** One dial. The next exists only after the last ended. */
export interface Attempt {
  /** Also the id of its call. */
  readonly id: string;
  /** Per task, from 1. */
  readonly attempt: number;
  /** E.164. */
  readonly number: string;
  readonly agentName: string | null;
  /** Why it was dialled all the same, where that had to be said. */
  readonly overrideReason: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** Null while it lasts. */
  readonly outcome: AttemptOutcome | null;
}

/** When the customer may be called, in the customer's time zone. */
export interface CallingWindow {
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`. */
  readonly to: string;
  readonly open: boolean;
  /** The next moment at which `open` changes. */
  readonly changesAt: Instant | null;
}

/** The customer's request to be called back. */
export interface TaskRecord extends BaseRecord<'task'>, HostIds {
  /** For people, e.g. `CBT0001042`. */
  readonly taskNumber: string;
  readonly state: TaskState;
  readonly mode: CallbackMode;
  readonly type: CallbackType;
  readonly ownerId: string | null;
  readonly customer: Customer;
  /** Id of the number that was asked for. */
  readonly numberId: string;
  readonly queue: Named;
  readonly reason: string | null;
  readonly requestedAt: Instant;
  readonly scheduledStart: Instant | null;
  readonly promisedAt: Instant | null;
  /** voice, chat ...: the provider's word. */
  readonly sourceChannel: string | null;
  readonly ivrPath: readonly string[];
  readonly context: string | null;
  /** Name of the agent who scheduled it. */
  readonly scheduledBy: string | null;
  readonly consent: {
    readonly given: boolean;
    readonly at: Instant | null;
    readonly text: string | null;
  } | null;
  readonly doNotCall: boolean;
  readonly voicemail: { readonly duration: Milliseconds } | null;
  readonly callingWindow: CallingWindow | null;
  readonly attempts: readonly Attempt[];
  /** Null where the provider sets none. */
  readonly attemptLimit: number | null;
  readonly closedAt: Instant | null;
  readonly capabilities: Capabilities<'task'>;
}

/** One agent's handling of one callback, with one owner at a time. */
export interface InteractionRecord extends BaseRecord<'interaction'>, HostIds {
  readonly interactionId: string;
  readonly state: InteractionState;
  /** Customer-first: a call like any other; there is nothing to preview or to dial. */
  readonly mode: CallbackMode;
  readonly ownerId: string | null;
  readonly customerName: string;
  /** Id of the number that will be dialled. */
  readonly numberId: string;
  /** The attempt that runs, or ran last. */
  readonly callId: string | null;
  readonly acceptedAt: Instant | null;
  /** From accept to the first dial; null before. */
  readonly previewDuration: Milliseconds | null;
  /** What counts down on the interaction page; null: nothing does. */
  readonly timer: Timer<'dial' | 'close'> | null;
  /** The pending transfer. */
  readonly transfer: {
    readonly id: string;
    readonly target: Target;
    /** Null where it waits without an end. */
    readonly timer: Timer<'transfer_offer'> | null;
  } | null;
  readonly escalatedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly capabilities: Capabilities<'interaction'>;
}

/** One party of a call. */
export interface Leg {
  readonly id: string;
  readonly role: 'agent' | 'customer' | 'external' | 'queue';
  /** The agent's, where it is one. */
  readonly agentId: string | null;
  readonly name: string;
  /** E.164, where one was dialled. */
  readonly number: string | null;
  readonly state: LegState;
  /** Since when in this state. */
  readonly since: Instant;
  readonly connectedAt: Instant | null;
  readonly muted: boolean;
  readonly endReason: LegEndReason | null;
}

/** The legs of one attempt; its id is the attempt's. */
export interface CallRecord extends BaseRecord<'call'>, HostIds {
  readonly interactionId: string;
  readonly attempt: number;
  readonly legs: readonly Leg[];
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  /** `saved`: the call has ended, and something of it was recorded. */
  readonly recording: {
    readonly state: 'off' | 'on' | 'paused' | 'saved';
    readonly since: Instant | null;
  };
  readonly consult: {
    readonly state: ConsultState;
    /** Whom it is with; the agent, once one of a queue accepted. Null without a consult. */
    readonly target: Target | null;
    /** Until the target must have answered. */
    readonly timer: Timer<'consult'> | null;
    /** How the last one ended, where not by this agent; null once another begins. */
    readonly last: { readonly target: Target; readonly reason: LegEndReason } | null;
  };
  /** Handed over without a word, and not accepted yet. */
  readonly blind: { readonly target: Target; readonly timer: Timer<'blind'> } | null;
  readonly escalatedAt: Instant | null;
  readonly capabilities: Capabilities<'call'>;
}

/** One agent's wrap-up of their part. */
export interface SegmentRecord extends BaseRecord<'segment'>, HostIds {
  readonly interactionId: string;
  readonly customerName: string;
  readonly state: SegmentState;
  /** A wrap-up code of the settings; null: not chosen. */
  readonly reasonId: string | null;
  readonly notes: string;
  /** Counts what reached the server; a draft on the device grew from one of these. */
  readonly revision: number;
  readonly savedAt: Instant | null;
  /** Set where the wrap-up is limited and open. */
  readonly timer: Timer<'wrap_up'> | null;
  /** Submitted, while the call goes on elsewhere: the task closes when it ends. */
  readonly closesWhenCallEnds: boolean;
  readonly lateNotes: readonly { readonly at: Instant; readonly notes: string }[];
  /** Texts that another window overwrote. */
  readonly history: readonly { readonly at: Instant; readonly notes: string }[];
  readonly closedAt: Instant | null;
  readonly capabilities: Capabilities<'segment'>;
}

/** Something that happened elsewhere; stays until dismissed, or 10 minutes. */
export interface NoticeRecord extends BaseRecord<'notice'>, HostIds {
  readonly at: Instant;
  readonly type:
    | 'transfer_accepted'
    | 'transfer_declined'
    | 'transfer_timed_out'
    | 'transfer_failed'
    | 'transfer_cancelled'
    | 'blind_not_accepted'
    | 'customer_canceled';
  readonly customerName: string;
  /** The agent or queue it is about. */
  readonly party: string | null;
  /** Code or sentence of the provider. */
  readonly reason: string | null;
  readonly capabilities: Capabilities<'notice'>;
}

/** What the provider lets agents choose from. One per namespace, its id is `settings`. */
export interface SettingsRecord extends BaseRecord<'settings'> {
  readonly providerName: string;
  readonly presences: Readonly<Record<Side, readonly PresenceOption[]>>;
  readonly wrapUpCodes: readonly Named[];
  /** What an expired wrap-up is closed with; also chosen at first. */
  readonly defaultWrapUpCode: string;
  readonly reasons: readonly string[];
  readonly dialing: 'manual' | 'automatic';
  /** Which kinds of targets the provider allows; in what order they are shown is the element's. */
  readonly targets: Readonly<Record<'transfer' | 'consult' | 'blind', readonly TargetRef['kind'][]>>;
  /** Characters that notes may have. */
  readonly notesLimit: number;
}

export interface RecordTypes {
  agent: AgentRecord;
  offer: OfferRecord;
  task: TaskRecord;
  interaction: InteractionRecord;
  call: CallRecord;
  segment: SegmentRecord;
  notice: NoticeRecord;
  settings: SettingsRecord;
}

export type AnyRecord = RecordTypes[RecordKind];

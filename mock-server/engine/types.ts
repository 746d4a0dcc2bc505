import type { CommandAnswer, CallbackEvent } from '../../contract/events.ts';
import type { Problem } from '../../contract/problems.ts';
import type { CommandKey, Role, Side } from '../../contract/commands.ts';
import type { Policy, PolicyChanges } from '../../contract/policy.ts';
import type {
  AttemptOutcome,
  CallbackMode,
  CallbackType,
  ConsultState,
  Customer,
  InteractionState,
  LegEndReason,
  LegState,
  Milliseconds,
  Named,
  NoticeRecord,
  OfferBadge,
  OfferState,
  SegmentState,
  Target,
  TaskState,
} from '../../contract/records.ts';

/** Milliseconds since 1970 on the namespace's own clock. */
export type Time = number;

/** Who an input comes from. Roles are judged by the engine, not by the door. */
export type Actor =
  | { readonly kind: 'agent'; readonly id: string; readonly roles: readonly Role[] }
  | { readonly kind: 'control' }
  | { readonly kind: 'driver' };

/**
 * The only thing that changes a namespace. `command`: an agent's, its name a command key. `control`: the
 * simulator's own (make a callback, act as a customer, clock). `wake`: time passed. `connection`: an
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

/** The timer that a record shows. */
export interface ShownTimer<K extends string = string> {
  id: number;
  kind: K;
  due: Time;
  duration: Milliseconds;
}

interface Entity {
  id: string;
  version: number;
}

export interface Agent extends Entity {
  name: string;
  roles: Role[];
  queueIds: string[];
  capacity: number;
  presence: Record<Side, { signedIn: boolean; presenceId: string; since: Time }>;
  /** A change made while busy. Without a side it is of the workspace, and both are set. */
  next: { presenceId: string; side: Side | null } | null;
  /** Since when they wait for work; the longest waiting is asked first. */
  idleSince: Time;
  /** What they do by themselves; null: a person's. */
  behaviour: AgentBehaviour | null;
}

/** What a simulated agent does by itself. Lengths in milliseconds. */
export interface AgentBehaviour {
  /** With what is offered to them, and how long after. */
  readonly offers: 'accept' | 'reject' | 'ignore';
  readonly after: Milliseconds;
  /** How long each step of their work takes; absent: they leave it at accepting. */
  readonly work?: Milliseconds;
  /** How long they are Available, and then Away, in turn. */
  readonly comesAndGoes?: Milliseconds;
}

export interface Attempt {
  id: string;
  attempt: number;
  number: string;
  agentName: string | null;
  overrideReason: string | null;
  startedAt: Time;
  endedAt: Time | null;
  outcome: AttemptOutcome | null;
}

export interface Task extends Entity {
  taskNumber: string;
  externalId: string | null;
  customPayload: unknown;
  state: TaskState;
  mode: CallbackMode;
  type: CallbackType;
  ownerId: string | null;
  /** Asked first when free. */
  preferredAgentId: string | null;
  customer: Customer;
  /** The number that was asked for. */
  numberId: string;
  queueId: string;
  reason: string | null;
  requestedAt: Time;
  scheduledStart: Time | null;
  promisedAt: Time | null;
  sourceChannel: string | null;
  ivrPath: string[];
  context: string | null;
  scheduledBy: string | null;
  consent: { given: boolean; at: Time | null; text: string | null } | null;
  doNotCall: boolean;
  voicemail: { duration: Milliseconds } | null;
  window: { from: string; to: string; open: boolean; changesAt: Time } | null;
  attempts: Attempt[];
  /** Whether the customer was spoken to. */
  reached: boolean;
  /** Its place in the queue, kept when it comes back. */
  place: Time;
  /** When it is given up, where it is queued then. */
  expiresAt: Time | null;
  /** Customer-first: not dialled again before. */
  notBefore: Time;
  /** Null: offers of it do not time out. */
  offerTimeout: Milliseconds | null;
  /** Null between rounds before the first offer; `over` while the next round is awaited. */
  round: { asked: string[]; over: boolean } | null;
  closedAt: Time | null;
}

/**
 * What is offered: a queued callback, one that a colleague hands on, a part in a call (asked for a consult, or
 * handed over without a word), a call that waits, a customer who was dialled first.
 */
export type OfferPurpose = 'callback' | 'transfer' | 'consult' | 'blind' | 'waiting' | 'customer_first';

export interface Offer extends Entity {
  purpose: OfferPurpose;
  taskId: string;
  /** A new one; of a call, the call's. */
  interactionId: string;
  /** The call; of a transfer, the sender's interaction. Null for a queued callback. */
  fromId: string | null;
  /** The callback's; of a call that waits in another, that one. */
  queueId: string;
  agentId: string;
  state: OfferState;
  badge: OfferBadge | null;
  offeredAt: Time;
  timer: ShownTimer<'offer' | 'transfer_offer' | 'consult' | 'blind'> | null;
  /** No longer in sight. */
  retired: boolean;
}

export interface Interaction extends Entity {
  taskId: string;
  state: InteractionState;
  ownerId: string | null;
  numberId: string;
  callId: string | null;
  acceptedAt: Time | null;
  previewDuration: Milliseconds | null;
  timer: ShownTimer<'dial' | 'close'> | null;
  /** The pending transfer, and where it leads back to. */
  transfer: {
    offerId: string;
    target: Target;
    from: 'preview' | 'no_answer';
    timer: ShownTimer<'transfer_offer'> | null;
  } | null;
  escalatedAt: Time | null;
  /** Where **Back** leads; null unless the wrap-up came from Close callback. */
  cameFrom: 'preview' | 'no_answer' | null;
  closedAt: Time | null;
  retired: boolean;
}

export interface Leg {
  id: string;
  role: 'agent' | 'customer' | 'external' | 'queue';
  agentId: string | null;
  name: string;
  number: string | null;
  state: LegState;
  since: Time;
  connectedAt: Time | null;
  muted: boolean;
  /** Of an agent: whether they spoke with the customer. */
  met: boolean;
  endReason: LegEndReason | null;
}

/** The legs of one attempt; its id is the attempt's. */
export interface Call extends Entity {
  interactionId: string;
  taskId: string;
  attempt: number;
  legs: Leg[];
  startedAt: Time;
  answeredAt: Time | null;
  endedAt: Time | null;
  recording: { state: 'off' | 'on' | 'paused' | 'saved'; since: Time | null };
  /** Whether anything of it was recorded. */
  recorded: boolean;
  consult: {
    state: ConsultState;
    target: Target | null;
    legId: string | null;
    timer: ShownTimer<'consult'> | null;
    last: { target: Target; reason: LegEndReason } | null;
  };
  blind: { target: Target; legId: string; timer: ShownTimer<'blind'> } | null;
  /** The search for an agent of a queue, for a consult or for a customer who waits. */
  seek: {
    queueId: string;
    purpose: 'consult' | 'waiting' | 'customer_first';
    asked: string[];
    over: boolean;
  } | null;
  escalatedAt: Time | null;
}

export interface Segment extends Entity {
  interactionId: string;
  taskId: string;
  agentId: string;
  state: SegmentState;
  reasonId: string | null;
  notes: string;
  revision: number;
  savedAt: Time | null;
  timer: ShownTimer<'wrap_up'> | null;
  /** More time was taken. */
  extended: boolean;
  lateNotes: { at: Time; notes: string }[];
  history: { at: Time; notes: string }[];
  closedAt: Time | null;
  /** The interaction went on without the agent: seen without it. */
  alone: boolean;
  retired: boolean;
}

/** Tells an agent what happened elsewhere. */
export interface Notice extends Entity {
  agentId: string;
  taskId: string;
  interactionId: string;
  at: Time;
  type: NoticeRecord['type'];
  party: string | null;
  reason: string | null;
  retired: boolean;
}

/** The records of a namespace, by kind. A change of any of them is told to the agents who may see it. */
export interface Tables {
  agents: Record<string, Agent>;
  tasks: Record<string, Task>;
  offers: Record<string, Offer>;
  interactions: Record<string, Interaction>;
  calls: Record<string, Call>;
  segments: Record<string, Segment>;
  notices: Record<string, Notice>;
}

/** A keyed command of an agent: what was asked, and how it was answered. */
export interface Answered {
  readonly key: string;
  readonly asked: Pick<Input, 'name' | 'subject' | 'body'>;
  readonly outcome: Outcome;
}

/** A whole contact centre. Plain data; the fold of its inputs. */
export interface State extends Readonly<Tables> {
  readonly setup: Setup;
  readonly policy: Policy;
  readonly queues: Readonly<Record<string, Queue>>;
  readonly externals: readonly External[];
  /** Colleagues by the thousand: frozen, until one of them is called upon and becomes one of `agents`. */
  readonly directory: Readonly<Record<string, DirectoryEntry>>;
  /** The last moment that an input or a timer was stamped with. */
  readonly at: Time;
  /** How real time maps to the namespace's: `base + (real - realBase) * rate`. Kept here, used by the driver. */
  readonly clock: { readonly rate: number; readonly base: Time; readonly realBase: Time };
  readonly timers: Readonly<Record<number, EngineTimer>>;
  /** The last id given, by kind. */
  readonly counters: Readonly<Record<string, number>>;
  /** The number of the last event, by agent. */
  readonly sequence: Readonly<Record<string, number>>;
  /** The newest keyed commands, by agent, oldest first. */
  readonly answered: Readonly<Record<string, readonly Answered[]>>;
}

/** What a namespace starts from, beside its scenario's data. */
export interface Setup {
  /** The scenario's name. */
  readonly scenario: string;
  readonly seed: number;
  readonly startedAt: Time;
  /** Part of every stream position; another one says that the past is gone. */
  readonly epoch: string;
  readonly policy?: PolicyChanges;
}

/** A request to be called back, as a scenario or the control makes it. What is absent is made up from the seed. */
export interface CallbackRequest {
  readonly customerName?: string;
  /** E.164; decides how the simulated customer behaves. */
  readonly number?: string;
  readonly queueId?: string;
  /** Asked first when free. */
  readonly agentId?: string;
  readonly reason?: string;
  readonly context?: string;
  readonly externalId?: string;
  readonly customPayload?: unknown;
  /** Null: the offer does not time out. Absent: as the policy says. Milliseconds. */
  readonly offerTimeout?: Milliseconds | null;
  readonly doNotCall?: boolean;
  readonly consent?: boolean;
  /** `HH:MM`, in the customer's time zone. */
  readonly callingWindow?: { readonly from: string; readonly to: string };
  /** Due after so long: a scheduled one. Milliseconds. */
  readonly dueIn?: Milliseconds;
  /** The customer was told to expect it within so long. Milliseconds. */
  readonly promisedIn?: Milliseconds;
  /** Length of what was left with the request. Milliseconds. */
  readonly voicemail?: Milliseconds;
  /** The customer's, an IANA name. */
  readonly timeZone?: string;
  readonly mode?: CallbackMode;
}

export interface Queue extends Named {
  /** How many wait beside those that the simulator knows of. */
  readonly waiting?: number;
}

export interface External extends Named {
  /** E.164. */
  readonly number: string;
}

/** A colleague who is only looked up. */
export interface DirectoryEntry extends Named {
  /** Of the workspace. */
  readonly presenceId: string;
}

/** A situation, as data. */
export interface Scenario {
  readonly title: string;
  readonly policy: PolicyChanges;
  readonly queues: readonly Queue[];
  readonly externals?: readonly External[];
  readonly directory?: Readonly<Record<string, DirectoryEntry>>;
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly queueIds: readonly string[];
    readonly capacity?: number;
    readonly presenceId?: string;
    /** Of the contact centre, where it does not say the same. */
    readonly contactCentrePresenceId?: string;
    readonly behaviour?: AgentBehaviour;
  }[];
  readonly callbacks: readonly CallbackRequest[];
  /** How long it went on before it begins. Milliseconds. */
  readonly before?: Milliseconds;
  /** What agents did before it begins: each command on the one such thing that the agent sees. */
  readonly script?: readonly {
    readonly agentId: string;
    readonly command: CommandKey;
    readonly body?: object;
  }[];
}

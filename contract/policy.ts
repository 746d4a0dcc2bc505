import type { Milliseconds, Named, PresenceOption, RejectReason } from './records.ts';
import type { Side, TargetRef } from './commands.ts';

/** What the provider's administrator decides. Durations in milliseconds; null: there is no such limit. */
export interface Policy {
  readonly providerName: string;
  /** Automatic: a countdown dials the selected number, another closes after an unanswered attempt. */
  readonly dialing: 'manual' | 'automatic';
  readonly timers: {
    readonly offer: Milliseconds | null;
    readonly dial: Milliseconds;
    readonly ring: Milliseconds;
    readonly close: Milliseconds;
    readonly transferOffer: Milliseconds | null;
    /** What a dial or close timer has at least when a transfer came back. */
    readonly afterTransfer: Milliseconds;
    readonly consult: Milliseconds;
    readonly consultQueue: Milliseconds;
    readonly blind: Milliseconds;
    readonly waitingCall: Milliseconds;
    readonly noAgent: Milliseconds;
    readonly round: Milliseconds;
    readonly nextRound: Milliseconds;
    readonly wrapUp: Milliseconds | null;
    /** What **More time** adds, once a wrap-up. */
    readonly moreTime: Milliseconds | null;
    readonly expiry: Milliseconds | null;
    readonly lead: Milliseconds;
    readonly agentLost: Milliseconds;
    /** How long an offer that opens by itself is shown before it does. */
    readonly autoAssign: Milliseconds;
    readonly customerFirstRetry: Milliseconds;
    /** How long a notice, and a closed interaction, stay in sight. */
    readonly retention: Milliseconds;
    /** How long an offer that ended without the agent stays in sight, to say why. */
    readonly endedOffer: Milliseconds;
  };
  readonly attemptLimit: number | null;
  readonly customerFirstAttemptLimit: number;
  readonly allowDecline: boolean;
  readonly autoAssign: boolean;
  readonly rejectReasons: readonly RejectReason[];
  readonly presences: Readonly<Record<Side, readonly PresenceOption[]>>;
  /** Where an agent who let an offer time out is moved to; an id of the contact centre. */
  readonly afterTimeOutPresence: string;
  readonly wrapUpCodes: readonly Named[];
  readonly defaultWrapUpCode: string;
  readonly reasons: readonly string[];
  readonly notesLimit: number;
  readonly lateNotes: boolean;
  readonly tryLater: boolean;
  readonly recording: boolean;
  readonly escalation: boolean;
  readonly dialOut: boolean;
  readonly callbackTransfer: readonly ('agent' | 'queue')[];
  readonly consultTargets: readonly TargetRef['kind'][];
  readonly blindTargets: readonly TargetRef['kind'][];
  /** Which of these the agent may override with a reason. Automatic dial never does. */
  readonly override: {
    readonly doNotCall: boolean;
    readonly consent: boolean;
    readonly callingWindow: boolean;
  };
}

const second = 1000;
const minute = 60 * second;

const presences: readonly PresenceOption[] = [
  { id: 'available', name: 'Available', status: 'available', counterpart: 'available' },
  { id: 'away', name: 'Away', status: 'away', counterpart: 'away' },
  { id: 'busy', name: 'Busy', status: 'busy', counterpart: 'busy' },
  { id: 'offline', name: 'Offline', status: 'offline', counterpart: 'offline' },
];

/** The defaults: the vendor's where its documentation gives one, else ours. */
export const defaultPolicy: Policy = {
  providerName: 'Simulated contact centre',
  dialing: 'manual',
  timers: {
    offer: 20 * second,
    dial: 300 * second,
    ring: 30 * second,
    close: 300 * second,
    transferOffer: 30 * second,
    afterTransfer: 10 * second,
    consult: 30 * second,
    consultQueue: 120 * second,
    blind: 30 * second,
    waitingCall: 120 * second,
    noAgent: 30 * second,
    round: 60 * second,
    nextRound: 5 * second,
    wrapUp: null,
    moreTime: 60 * second,
    expiry: 60 * minute,
    lead: 60 * second,
    agentLost: 60 * second,
    autoAssign: 2 * second,
    customerFirstRetry: 60 * second,
    retention: 10 * minute,
    endedOffer: 8 * second,
  },
  attemptLimit: null,
  customerFirstAttemptLimit: 3,
  allowDecline: true,
  autoAssign: false,
  rejectReasons: [],
  presences: {
    workspace: presences,
    contact_centre: presences.map((one) => (one.id === 'available' ? { ...one, name: 'On Queue' } : one)),
  },
  afterTimeOutPresence: 'away',
  wrapUpCodes: [
    { id: 'resolved', name: 'Resolved' },
    { id: 'follow_up', name: 'Follow-up needed' },
    { id: 'not_reached', name: 'Customer not reached' },
    { id: 'no_longer_needed', name: 'No longer needed' },
    { id: 'wrong_number', name: 'Wrong number' },
  ],
  defaultWrapUpCode: 'resolved',
  reasons: [
    'Customer Survey',
    'Sales Discovery',
    'Product Feedback',
    'Customer Relationship Building',
    'Product Issue',
    'Order Issue',
    'Billing Issue',
    'Other issue',
  ],
  notesLimit: 4000,
  lateNotes: true,
  tryLater: true,
  recording: true,
  escalation: true,
  dialOut: true,
  callbackTransfer: ['agent', 'queue'],
  consultTargets: ['agent', 'queue', 'external'],
  blindTargets: ['agent', 'queue', 'external'],
  override: { doNotCall: false, consent: false, callingWindow: true },
};

/** A policy with some of its values changed. */
export type PolicyChanges = Partial<Omit<Policy, 'timers'>> & { readonly timers?: Partial<Policy['timers']> };

export const makePolicy = (changes: PolicyChanges = {}): Policy => ({
  ...defaultPolicy,
  ...changes,
  timers: { ...defaultPolicy.timers, ...changes.timers },
});

import type {
  Attempt,
  ConsultState,
  InteractionState,
  Leg,
  LegEndReason,
  LegState,
  NoticeRecord,
  Target,
  TaskState,
} from '../../contract/records.ts';
import type { CommandKey, TargetRef } from '../../contract/commands.ts';
import type { ActiveCall, Offer, Participant } from './contexts.ts';

/*
 * What becomes of one callback or call, from context to context. OpenFrame says how it stands, the contract also how it
 * came about: attempts, since when, who ended it. That is kept here.
 */

type Time = number;

export const iso = (time: Time): string => new Date(time).toISOString();

export interface Case {
  /** Of its records: the key, and how many there were of it before. */
  readonly id: string;
  readonly key: string;
  readonly offer: Offer | null;
  readonly acceptedAt: Time;
  /** As it was said last. */
  call: ActiveCall;
  /** No context has it any more. */
  isGone: boolean;
  state: InteractionState;
  taskState: TaskState;
  /** The number that is dialled next. */
  number: string;
  attempts: Attempt[];
  previewDuration: number | null;
  /** The parties of the last attempt. */
  legs: Leg[];
  answeredAt: Time | null;
  endedAt: Time | null;
  isReached: boolean;
  consult: {
    state: ConsultState;
    target: Target | null;
    last: { readonly target: Target; readonly reason: LegEndReason } | null;
  };
  transfer: { readonly id: string; readonly target: Target } | null;
  timer: { readonly kind: 'dial' | 'close'; readonly deadline: Time; readonly since: Time } | null;
  segment: {
    state: 'draft' | 'open' | 'submitted';
    reasonId: string | null;
    notes: string;
    closedAt: Time | null;
  } | null;
  closedAt: Time | null;
  /** What the agent has asked for and is not done, to know who ended what. */
  asked: CommandKey | null;
  /** Whom it was handed to last. */
  target: Target | null;
}

/** What the agent is told about it elsewhere. */
export type News = Pick<NoticeRecord, 'type' | 'party'>;

const isLive = ({ state }: Leg) => state !== 'ended';
export const customerOf = ({ legs }: Case): Leg | undefined => legs.find(({ role }) => role === 'customer');
export const isOnCall = (one: Case): boolean => one.attempts.length > 0 && one.endedAt === null;
export const callId = ({ id, attempts }: Case): string | null =>
  attempts.length ? `${id}.${attempts.length}` : null;

/** Nothing of it can change any more. */
export const isOver = ({ closedAt }: Case): boolean => closedAt !== null;

export const newCase = (id: string, call: ActiveCall, offer: Offer | null, now: Time): Case => ({
  id,
  key: call.key,
  offer,
  acceptedAt: now,
  call,
  isGone: false,
  state: call.type === 'callback' ? 'preview' : 'in_call',
  taskState: call.type === 'callback' ? 'assigned' : 'in_progress',
  number: call.callback?.numbers[0] ?? '',
  attempts: [],
  previewDuration: null,
  legs: [],
  answeredAt: null,
  endedAt: null,
  isReached: false,
  consult: { state: 'none', target: null, last: null },
  transfer: null,
  timer: null,
  segment: { state: 'draft', reasonId: null, notes: '', closedAt: null },
  closedAt: null,
  asked: null,
  target: null,
});

/** The state is free text: what it begins with, or has in it, is believed before what the times say. */
const stateOf = ({ state, held, connectedAt, startedAt }: Participant, otherwise: LegState): LegState => {
  if (/disconnect|ended|terminat|hung|left|complete|busy|fail|declin|reject|no.?answer/.test(state))
    return 'ended';
  if (held || /\bheld|hold/.test(state)) return 'held';
  if (/ring|alert/.test(state)) return 'ringing';
  if (/dial|contacting|connecting|initiat|queue|wait/.test(state)) return 'dialing';
  if (connectedAt !== null || /connect|talk|active|progress|join/.test(state)) return 'connected';
  return startedAt !== null ? 'ringing' : otherwise;
};

const reasonOf = (words: string): LegEndReason | null =>
  (
    [
      [/busy/, 'busy'],
      [/voice/, 'voicemail'],
      [/no.?answer|unanswered|time/, 'no_answer'],
      [/declin|reject/, 'declined'],
      [/fail|error|invalid/, 'failed'],
      [/drop|lost/, 'dropped'],
      [/transfer/, 'transferred'],
    ] as const
  ).find(([pattern]) => pattern.test(words))?.[1] ?? null;

const handedOver: readonly (CommandKey | null)[] = ['call.leave-and-transfer', 'call.blind-transfer'];

/** Why somebody is not on the line any more. */
const endOf = (one: Case, leg: Leg, words: string): LegEndReason => {
  const said = reasonOf(words);
  if (said) return said;
  if (handedOver.includes(one.asked)) return 'transferred';
  if (one.asked === 'call.end' || one.asked === 'call.end-consult') return 'agent_hangup';
  return leg.connectedAt === null ? 'no_answer' : 'customer_hangup';
};

const legOf = (of: Participant, role: Leg['role'], state: LegState, old: Leg | undefined, now: Time): Leg => {
  const began = state === 'held' ? of.heldAt : state === 'connected' ? of.connectedAt : of.startedAt;
  const isTalking = state === 'connected' || state === 'held';
  return {
    id: of.id,
    role,
    agentId: null,
    name: of.name || old?.name || (of.number ?? ''),
    number: of.number,
    state,
    since: old?.state === state ? old.since : iso(Math.min(began ?? now, now)),
    connectedAt: old?.connectedAt ?? (isTalking ? iso(of.connectedAt ?? now) : null),
    muted: of.muted,
    endReason: null,
  };
};

const ended = (one: Case, leg: Leg, words: string, now: Time): Leg =>
  isLive(leg)
    ? { ...leg, state: 'ended', since: iso(now), muted: false, endReason: endOf(one, leg, words) }
    : leg;

const refOf = (leg: Leg): Target => ({ kind: leg.role as TargetRef['kind'], id: leg.id, name: leg.name });

/** Who is the customer: who says so; else the one other party, or the first from outside. */
const customerIn = (others: readonly Participant[]): Participant | undefined =>
  others.find(({ actor }) => actor === 'customer') ??
  (others.length === 1 && others[0]!.actor !== 'agent' ? others[0] : undefined) ??
  others.find(({ actor }) => actor === 'external');

const beginAttempt = (one: Case, number: string, agentName: string, startedAt: Time, now: Time) => {
  const attempt = one.attempts.length + 1;
  one.attempts = [
    ...one.attempts,
    {
      id: `${one.id}.${attempt}`,
      attempt,
      number,
      agentName,
      overrideReason: null,
      startedAt: iso(startedAt),
      endedAt: null,
      outcome: null,
    },
  ];
  one.previewDuration ??= Math.max(0, now - one.acceptedAt);
  one.legs = [];
  one.answeredAt = one.endedAt = null;
  one.consult = { state: 'none', target: null, last: null };
};

const endAttempt = (one: Case, now: Time) => {
  const customer = customerOf(one);
  const outcome = one.answeredAt === null ? (customer?.endReason ?? 'no_answer') : 'answered';
  one.legs = one.legs.map((leg) => ended(one, leg, '', now));
  one.endedAt = now;
  one.attempts = one.attempts.map((attempt, at) =>
    at === one.attempts.length - 1 ? { ...attempt, endedAt: iso(now), outcome } : attempt,
  );
  one.consult = { ...one.consult, state: 'none', target: null };
};

/** Who is on the line now, and who no longer. */
const updateLegs = (one: Case, me: { readonly id: string; readonly name: string }, now: Time) => {
  const { call } = one;
  const otherwise = call.type === 'callback' ? 'dialing' : 'connected';
  const customer = customerIn(call.others);
  const states = new Map(call.others.map((of) => [of, stateOf(of, otherwise)]));
  // Some leave the customer out of the list: then the agent's own part says how the call stands.
  const isImplied = !customer && call.me.connectedAt !== null && !call.me.can.has('initiateCall');
  const isCalled = isImplied || (customer && states.get(customer) !== 'ended');
  if (isCalled && !isOnCall(one))
    beginAttempt(one, customer?.number ?? one.number, me.name, Math.min(call.me.startedAt ?? now, now), now);
  if (!isOnCall(one)) return;
  const old = (id: string) => one.legs.find((leg) => leg.id === id);
  const parties: readonly Participant[] = isImplied
    ? [
        ...call.others,
        { ...call.me, id: `${call.key}-customer`, name: call.callback?.customerName ?? '', muted: false },
      ]
    : call.others;
  const live = parties.flatMap((of): Leg[] => {
    const role = of === customer || !call.others.includes(of) ? 'customer' : of.actor;
    const before = old(of.id);
    const state = states.get(of) ?? stateOf(of, otherwise);
    if (state === 'ended' || before?.state === 'ended')
      return before ? [ended(one, before, of.state, now)] : [];
    const name = role === 'customer' ? of.name || call.callback?.customerName || '' : of.name;
    return [legOf({ ...of, name }, role, state, before, now)];
  });
  const gone = one.legs
    .filter((leg) => leg.agentId === null && !live.some(({ id }) => id === leg.id))
    .map((leg) => ended(one, leg, '', now));
  const mine = one.legs.find((leg) => leg.agentId !== null);
  const own: Leg = {
    ...legOf({ ...call.me, name: me.name }, 'agent', 'connected', mine, now),
    agentId: me.id,
    number: null,
  };
  one.legs = [own, ...live, ...gone];
  const talks = customerOf(one);
  if (talks && talks.connectedAt !== null && one.answeredAt === null) {
    one.answeredAt = Math.min(Date.parse(talks.connectedAt), now);
    one.isReached = true;
  }
  updateConsult(one, talks);
  if (!one.legs.some((leg) => leg.agentId === null && isLive(leg))) endAttempt(one, now);
};

const updateConsult = (one: Case, customer: Leg | undefined) => {
  const target = one.legs.find((leg) => leg.agentId === null && leg !== customer && isLive(leg));
  const before = one.consult;
  if (!target) {
    if (!before.target) return;
    const left = one.legs.find((leg) => leg.id === before.target!.id);
    const isOwn = one.asked === 'call.end-consult';
    one.consult = {
      state: 'none',
      target: null,
      last: isOwn ? null : { target: before.target, reason: left?.endReason ?? 'failed' },
    };
    return;
  }
  const isThere = target.state === 'connected' || target.state === 'held';
  const isApart = customer?.state !== 'connected' || target.state === 'held';
  one.consult = {
    state: !isThere ? 'consult_dialing' : isApart ? 'consulting' : 'conference',
    target: refOf(target),
    last: null,
  };
};

const openWrapUp = (one: Case, now: Time) => {
  const { me, others } = one.call;
  const says = me.wrapsUp ?? others.find(({ wrapsUp }) => wrapsUp !== null)?.wrapsUp;
  if (says === false) return close(one, one.isReached ? 'closed_complete' : 'closed_abandoned', now);
  one.state = 'wrap_up';
  one.taskState = one.isReached ? 'in_progress' : 'assigned';
  if (one.segment) one.segment.state = 'open';
};

/** It is over: with its wrap-up, where there is one. */
export const close = (one: Case, taskState: TaskState, now: Time): void => {
  one.state = 'closed';
  one.taskState = taskState;
  one.closedAt = now;
  one.timer = null;
  if (one.segment?.state !== 'submitted') one.segment = null;
};

/** Between the calls: where it stands by what the provider says of it. */
const rest = (one: Case): InteractionState => {
  const { callback, me } = one.call;
  if (me.can.has('cancelCallbackTransferEligible')) return 'transferring';
  return callback?.attempted || one.attempts.length ? 'no_answer' : 'preview';
};

const updateTimer = (one: Case, now: Time) => {
  const { callback } = one.call;
  const isAtRest = one.state === 'preview' || one.state === 'no_answer';
  const kind = callback?.attempted ? 'close' : 'dial';
  const deadline = callback?.[kind === 'close' ? 'closesAt' : 'dialsAt'] ?? null;
  if (!isAtRest || deadline === null) one.timer = null;
  else if (one.timer?.deadline !== deadline || one.timer.kind !== kind)
    one.timer = { kind, deadline, since: Math.min(now, deadline) };
};

/** Takes what a context says of it; null: it is not in there any more. Gives what the agent is to be told. */
export const update = (
  one: Case,
  call: ActiveCall | null,
  me: { readonly id: string; readonly name: string },
  now: Time,
): News | null => {
  if (isOver(one)) {
    one.isGone ||= call === null;
    return null;
  }
  const before = one.state;
  const party = one.transfer?.target.name ?? null;
  if (call) {
    one.call = call;
    if (call.callback && !call.callback.numbers.includes(one.number))
      one.number = call.callback.numbers[0] ?? '';
    updateLegs(one, me, now);
    if (isOnCall(one)) {
      one.state = one.answeredAt === null ? 'dialing' : 'in_call';
      one.taskState = 'in_progress';
    } else if (before === 'in_call') openWrapUp(one, now);
    else if (before !== 'wrap_up') {
      one.state = call.type === 'callback' ? rest(one) : 'in_call';
      if (call.type === 'callback') one.taskState = 'assigned';
    }
    updateTimer(one, now);
    if (one.state === 'transferring') {
      const target = one.target ?? { kind: 'agent', id: '', name: '' };
      one.transfer ??= { id: `${one.id}-transfer`, target };
      return null;
    }
    one.transfer = null;
    if (before === 'transferring' || (one.asked === 'interaction.transfer' && call.me.transferFailed)) {
      const type = one.asked === 'interaction.cancel-transfer' ? 'transfer_cancelled' : 'transfer_failed';
      one.asked = null;
      return { type, party };
    }
    return null;
  }
  one.isGone = true;
  one.timer = null;
  if (isOnCall(one)) endAttempt(one, now);
  if (before === 'transferring') {
    one.state = 'released';
    return { type: 'transfer_accepted', party };
  }
  const isTransfer = one.asked === 'interaction.transfer';
  if (before === 'in_call' || before === 'dialing' || one.asked === 'interaction.close') openWrapUp(one, now);
  else if (before === 'no_answer' && !isTransfer)
    close(one, one.isReached ? 'closed_complete' : 'closed_abandoned', now);
  // Taken away before anything was done: to whom, OpenFrame does not say.
  else if (before !== 'wrap_up') one.state = 'released';
  return one.state === 'released' && isTransfer
    ? { type: 'transfer_accepted', party: one.target?.name ?? null }
    : null;
};

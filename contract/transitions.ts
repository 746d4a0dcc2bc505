import type {
  ConsultState,
  InteractionState,
  LegState,
  OfferState,
  SegmentState,
  TaskState,
} from './records.ts';

/** One legal move. `from` null: the thing begins here. */
export interface Transition<S extends string> {
  readonly from: S | null;
  /** What happens; words of the procedure. */
  readonly on: string;
  readonly to: S;
}

const moves = <S extends string>(
  ...rows: readonly (readonly [from: S | readonly S[] | null, on: string, to: S])[]
): readonly Transition<S>[] =>
  rows.flatMap(([from, on, to]) =>
    (Array.isArray(from) ? (from as readonly S[]) : [from as S | null]).map((one) => ({ from: one, on, to })),
  );

export const taskTransitions = moves<TaskState>(
  [null, 'requested', 'queued'],
  [null, 'schedule', 'scheduled'],
  ['scheduled', 'due minus lead', 'queued'],
  [['scheduled', 'queued'], 'reschedule', 'scheduled'],
  [['scheduled', 'queued'], 'an agent cancels', 'canceled'],
  ['queued', 'offered to an agent', 'offered'],
  ['queued', 'expiry', 'closed_abandoned'],
  ['queued', 'attempt limit, customer-first', 'closed_abandoned'],
  ['offered', 'accepted', 'assigned'],
  ['offered', 'accepted, customer-first', 'in_progress'],
  ['offered', 'rejected, timed out, rescinded', 'queued'],
  ['assigned', 'dial', 'in_progress'],
  ['assigned', 'transfer accepted', 'assigned'],
  ['assigned', 'transfer to a queue', 'queued'],
  ['assigned', 'try later', 'scheduled'],
  ['assigned', 'owner signed out or lost', 'queued'],
  ['in_progress', 'attempt ended unanswered', 'assigned'],
  ['in_progress', 'live call transferred', 'in_progress'],
  [['assigned', 'in_progress'], "owner's segment done and interaction closed", 'closed_complete'],
  ['assigned', 'close timer', 'closed_abandoned'],
  [['assigned', 'in_progress'], 'close timer, the customer was reached before', 'closed_complete'],
  [['scheduled', 'queued', 'offered', 'assigned'], 'the customer cancels', 'canceled'],
);

export const interactionTransitions = moves<InteractionState>(
  [null, 'offer', 'offered'],
  [null, 'blind not accepted, or to a queue', 'waiting'],
  ['offered', 'accept', 'preview'],
  ['offered', 'accept, customer-first', 'in_call'],
  ['offered', 'not accepted', 'released'],
  [['preview', 'no_answer'], 'dial, retry, dial timer', 'dialing'],
  [['preview', 'no_answer'], 'transfer callback', 'transferring'],
  ['transferring', 'accepted, or to a queue; sender gone', 'released'],
  ['transferring', 'declined, timed out, failed, cancelled', 'preview'],
  ['transferring', 'declined, timed out, failed, cancelled', 'no_answer'],
  ['no_answer', 'try later', 'released'],
  [['preview', 'no_answer'], 'close', 'wrap_up'],
  ['wrap_up', 'back', 'preview'],
  ['wrap_up', 'back', 'no_answer'],
  ['wrap_up', 'retry after a dropped call', 'dialing'],
  ['dialing', 'answered', 'in_call'],
  ['dialing', 'unanswered, or ended by the agent', 'no_answer'],
  ['no_answer', 'close timer', 'closed'],
  ['in_call', 'wrong number', 'no_answer'],
  ['in_call', 'the call ended for me and nobody else has it', 'wrap_up'],
  ['in_call', 'a receiver has it', 'in_call'],
  ['in_call', 'blind not accepted, or to a queue', 'waiting'],
  ['waiting', 'accepted', 'in_call'],
  ['waiting', 'timed out, or the customer hung up', 'closed'],
  ['wrap_up', 'last segment done, no leg live', 'closed'],
  [['offered', 'preview', 'no_answer'], 'agent signed out or lost', 'released'],
  [['offered', 'preview', 'no_answer', 'transferring'], 'the customer cancels', 'closed'],
);

export const offerTransitions = moves<OfferState>(
  [null, 'offered', 'open'],
  ['open', 'accept', 'accepted'],
  ['open', 'reject', 'rejected'],
  ['open', 'offer timer', 'timed_out'],
  ['open', 'taken back', 'rescinded'],
);

export const legTransitions = moves<LegState>(
  [null, 'dialled', 'dialing'],
  [null, 'already there', 'connected'],
  ['dialing', 'the network rings', 'ringing'],
  [['dialing', 'ringing'], 'answered', 'connected'],
  ['connected', 'hold', 'held'],
  ['held', 'resume', 'connected'],
  [['dialing', 'ringing', 'connected', 'held'], 'ended', 'ended'],
);

export const consultTransitions = moves<ConsultState>(
  ['none', 'consult, dial out', 'consult_dialing'],
  ['consult_dialing', 'target accepted', 'consulting'],
  ['consult_dialing', 'declined, no answer, failed, ended', 'none'],
  ['consulting', 'merge', 'conference'],
  ['consulting', 'ended, left, target hung up', 'none'],
  ['conference', 'ended, left, a party hung up', 'none'],
);

export const segmentTransitions = moves<SegmentState>(
  [null, "accept, or the call's answer", 'draft'],
  ['draft', 'my part ended, or close', 'open'],
  ['open', 'back, retry', 'draft'],
  ['open', 'submit', 'submitted'],
  [['draft', 'open'], 'wrap-up timer; closed or released without one', 'expired'],
);

/** Whether the table has a move between the two states. */
export const isLegal = <S extends string>(table: readonly Transition<S>[], from: S | null, to: S): boolean =>
  table.some((row) => row.from === from && row.to === to);

/** The states in which a task is over. */
export const closedTaskStates: readonly TaskState[] = ['closed_complete', 'closed_abandoned', 'canceled'];

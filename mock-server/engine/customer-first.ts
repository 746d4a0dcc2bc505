import type { Draft } from 'immer';
import type { AttemptOutcome, LegEndReason } from '../../contract/records.ts';
import { interactionTransitions, taskTransitions } from '../../contract/transitions.ts';
import { end, endLegs, newLeg, startCall } from './calls.ts';
import { openDraft } from './interactions.ts';
import { queuedTasks, runningCalls } from './living.ts';
import { closeOffer, freeAgents, newInteraction } from './offers.ts';
import { arm, disarm, move, type Run } from './run.ts';
import { giveUp } from './schedules.ts';
import type { Call, Offer, State, Time } from './types.ts';

/* The customer is dialled first, and the call offered once they answered. */

/** Whether nobody of ours has the customer-first call yet. */
export const isUnaccepted = (state: State, call: Call): boolean =>
  state.interactions[call.interactionId]!.state === 'offered';

const unaccepted = (state: State): readonly Call[] =>
  runningCalls(state.calls).filter((call) => isUnaccepted(state, call));

/** Those for whom a customer is being dialled: nothing else is offered to them meanwhile. */
export const keptFree = (state: State): ReadonlySet<string> => {
  const kept = new Set<string>();
  for (const call of unaccepted(state)) {
    if (call.answeredAt !== null) continue;
    const { queueId } = state.tasks[call.taskId]!;
    const agent = freeAgents(state, queueId, 'customer_first').find(({ id }) => !kept.has(id));
    if (agent) kept.add(agent.id);
  }
  return kept;
};

/** Nobody is dialled for nobody: the last of the queue's agents signed out meanwhile. */
const hangUpForNobody = (run: Run): void => {
  for (const call of unaccepted(run.state)) {
    const { queueId } = run.state.tasks[call.taskId]!;
    const isSomebody = Object.values(run.state.agents).some(
      ({ queueIds, presence }) => queueIds.includes(queueId) && presence.contact_centre.signedIn,
    );
    if (call.answeredAt === null && !isSomebody) end(run, call, 'agent_hangup', 'no_agent');
  }
};

/** Dials who waits longest, as long as somebody is free to talk to each of them. */
export const dialCustomers = (run: Run): void => {
  hangUpForNobody(run);
  const waiting = queuedTasks(run.state.tasks)
    .filter((one) => one.mode === 'customer_first' && one.notBefore <= run.at)
    .filter(({ id }) => !unaccepted(run.state).some((call) => call.taskId === id))
    .sort((one, other) => one.place - other.place || (one.id < other.id ? -1 : 1));
  for (const { id, queueId, scheduledStart } of waiting) {
    // Never before the due time.
    if (scheduledStart !== null && scheduledStart > run.at) continue;
    const kept = keptFree(run.state);
    if (!freeAgents(run.state, queueId, 'customer_first').some((agent) => !kept.has(agent.id))) continue;
    run.change('interaction.dialed', { kind: 'task', id }, (draft) => {
      const task = draft.tasks[id]!;
      startCall(draft, run.at, newInteraction(draft, task), task, null, null);
    });
  }
};

/** The customer is there: the call looks for an agent, for a while. */
export const customerAnswered = (draft: Draft<State>, at: Time, call: Draft<Call>): void => {
  const { queueId } = draft.tasks[call.taskId]!;
  call.seek = { queueId, purpose: 'customer_first', asked: [], over: false };
  arm(draft, at, 'no_agent', call.id, draft.policy.timers.noAgent);
};

/** Bridged: the customer and the agent talk. */
export const acceptCustomer = (run: Run, { id, fromId, interactionId, agentId }: Offer): void =>
  run.change('call.answered', { kind: 'call', id: fromId! }, (draft) => {
    const call = draft.calls[fromId!]!;
    const task = draft.tasks[call.taskId]!;
    const interaction = draft.interactions[interactionId]!;
    const { name } = draft.agents[agentId]!;
    closeOffer(draft, run.at, id, 'accepted');
    disarm(draft, call.id, 'no_agent');
    disarm(draft, call.id, 'next_seek');
    call.seek = null;
    call.legs.push({
      ...newLeg(draft, run.at, { role: 'agent', agentId, name, number: null, state: 'connected' }),
      met: true,
    });
    move(interactionTransitions, interaction, 'in_call');
    interaction.ownerId = agentId;
    interaction.acceptedAt = run.at;
    move(taskTransitions, task, 'in_progress');
    task.ownerId = agentId;
    task.reached = true;
    task.attempts.at(-1)!.agentName = name;
    openDraft(draft, interaction, agentId);
  });

/** The call ends before any agent had it; the customer is dialled again a little later, or given up. */
export const endUnaccepted = (
  run: Run,
  { id }: Call,
  reason: LegEndReason,
  outcome: AttemptOutcome,
): void => {
  const { taskId } = run.state.calls[id]!;
  run.change('call.ended', { kind: 'task', id: taskId }, (draft) => {
    const call = draft.calls[id]!;
    const task = draft.tasks[taskId]!;
    disarm(draft, id);
    for (const offer of Object.values(draft.offers)) {
      if (offer.fromId === id && offer.state === 'open') closeOffer(draft, run.at, offer.id, 'rescinded');
    }
    call.seek = null;
    endLegs(draft, run.at, call, reason, outcome);
    move(interactionTransitions, draft.interactions[call.interactionId]!, 'released');
    if (task.state === 'offered') move(taskTransitions, task, 'queued');
    task.notBefore = run.at + draft.policy.timers.customerFirstRetry;
    arm(draft, run.at, 'redial', taskId, draft.policy.timers.customerFirstRetry);
  });
  const { attempts } = run.state.tasks[taskId]!;
  if (attempts.length >= run.state.policy.customerFirstAttemptLimit) giveUp(run, taskId);
};

export const customerFirstTimers: Record<string, (run: Run, subject: string) => void> = {
  // What may be dialled is judged after every change.
  redial: () => {},
  no_agent: (run, id) => end(run, run.state.calls[id]!, 'agent_hangup', 'no_agent'),
};

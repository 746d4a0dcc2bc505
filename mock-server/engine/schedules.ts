import type { Draft } from 'immer';
import type { CommandPayloads } from '../../contract/commands.ts';
import { refuse } from '../../contract/problems.ts';
import { interactionTransitions, taskTransitions } from '../../contract/transitions.ts';
import { endDrafts, segmentsOf, stopTimer } from './interactions.ts';
import { openInteractions, queuedTasks, runningCalls } from './living.ts';
import { post } from './notices.ts';
import { closeOffer, stopRounds } from './offers.ts';
import { becameFree } from './presence.ts';
import { arm, disarm, move, type Run } from './run.ts';
import { newTask } from './tasks.ts';
import type { State, Task, Time } from './types.ts';
import { taskRecord, view } from './view.ts';

/* When callbacks are due, and how they end without an agent. */

const minute = 60_000;
const latest = 30 * 24 * 60 * minute;

/** A moment that somebody chose. @throws ProblemError where nobody can be booked for it. */
export const dueAt = (now: Time, at: string): Time => {
  const due = Date.parse(at);
  if (due < now + minute || due > now + latest) {
    refuse('invalid_payload', { reason: 'not_bookable', detail: 'Choose a time a minute to 30 days ahead.' });
  }
  return due;
};

export const checkReason = ({ policy }: State, reason: string): void => {
  if (!policy.reasons.includes(reason)) refuse('invalid_payload', { detail: 'There is no such reason.' });
};

/** From when on it may be offered, it expires: anew with each time that it is due. */
export const armExpiry = (draft: Draft<State>, at: Time, task: Task, from: Time): void => {
  const { expiry } = draft.policy.timers;
  disarm(draft, task.id, 'expiry');
  task.expiresAt = expiry === null ? null : from + expiry;
  if (expiry !== null) arm(draft, at, 'expiry', task.id, from + expiry - at);
};

/** Schedules a callback for a moment; it enters the queue a little before. */
export const setDue = (
  draft: Draft<State>,
  at: Time,
  task: Task,
  due: Time,
  scheduledBy: string | null,
): void => {
  if (task.state !== 'scheduled') move(taskTransitions, task, 'scheduled');
  stopRounds(draft, task);
  disarm(draft, task.id, 'lead');
  task.preferredAgentId = null;
  task.type = 'scheduled';
  task.scheduledStart = due;
  task.scheduledBy = scheduledBy ?? task.scheduledBy;
  task.place = Math.max(due - draft.policy.timers.lead, at);
  arm(draft, at, 'lead', task.id, task.place - at);
  armExpiry(draft, at, task, due);
};

/** A callback that ends where no agent has it. */
const closeTask = (run: Run, id: string, to: 'closed_abandoned' | 'canceled'): void =>
  run.change(`task.${to === 'canceled' ? to : 'closed'}`, { kind: 'task', id }, (draft) => {
    const task = draft.tasks[id]!;
    stopRounds(draft, task);
    disarm(draft, id);
    move(taskTransitions, task, to);
    task.closedAt = run.at;
  });

/** What has waited too long is given up; not while an agent or a call has it. */
export const expire = (run: Run): void => {
  for (const { id, expiresAt } of queuedTasks(run.state.tasks)) {
    if (expiresAt === null || expiresAt > run.at) continue;
    if (!runningCalls(run.state.calls).some((call) => call.taskId === id))
      closeTask(run, id, 'closed_abandoned');
  }
};

export const giveUp = (run: Run, id: string): void => closeTask(run, id, 'closed_abandoned');

/** The callback that a new one is modelled on: the last of the customer's that the agent sees. */
export const templateFor = (state: State, agentId: string, customerId: string): Task | undefined => {
  const seen = view(state, agentId)!.records.findLast(
    (one) => one.kind === 'task' && one.customer.id === customerId,
  );
  return seen && state.tasks[seen.id];
};

type Body<C extends 'schedule' | 'reschedule'> = CommandPayloads[`task.${C}`];

export const taskCommands = {
  schedule: {
    already: () => false,
    perform: (run: Run, template: Task, body: Body<'schedule'>, agentId: string) => {
      const { customer, queueId, window } = template;
      if (!customer.numbers.some(({ id }) => id === body.numberId))
        refuse('invalid_payload', { detail: 'The customer has no such number.' });
      checkReason(run.state, body.reason);
      const due = dueAt(run.at, body.at);
      run.change('task.created', null, (draft) => {
        const task = newTask(draft, run.at, { customer, queueId, state: 'scheduled', window });
        task.numberId = body.numberId;
        task.reason = body.reason;
        setDue(draft, run.at, task, due, draft.agents[agentId]!.name);
      });
    },
  },
  reschedule: {
    already: (_: Run, { state, scheduledStart }: Task, { at }: Body<'reschedule'>) =>
      state === 'scheduled' && scheduledStart === Date.parse(at),
    perform: (run: Run, task: Task, { at, version }: Body<'reschedule'>, agentId: string) => {
      if (version !== task.version)
        refuse('conflict', { record: taskRecord(run.state, task, agentId, null) });
      const due = dueAt(run.at, at);
      run.change('task.scheduled', { kind: 'task', id: task.id }, (draft) => {
        setDue(draft, run.at, draft.tasks[task.id]!, due, null);
      });
    },
  },
  cancel: {
    already: (_: Run, { state }: Task) => state === 'canceled',
    perform: (run: Run, { id }: Task) => closeTask(run, id, 'canceled'),
  },
};

/** Whether the agent may know of a callback that nobody has: it is of their queues. */
export const isOfQueue = (state: State, task: Task, agentId: string): boolean =>
  task.type === 'scheduled' && state.agents[agentId]!.queueIds.includes(task.queueId);

/** The customer does not want to be called any more. */
export const cancelByCustomer = (run: Run, taskId: string): void => {
  const task = Object.hasOwn(run.state.tasks, taskId) ? run.state.tasks[taskId]! : refuse('not_found');
  const mine = openInteractions(run.state.interactions).filter((one) => one.taskId === taskId);
  if (task.closedAt !== null) refuse('not_possible', { reason: 'closed', state: task.state });
  if (runningCalls(run.state.calls).some((call) => call.taskId === taskId))
    refuse('not_possible', { reason: 'call_live', state: task.state });
  if (mine.some((one) => segmentsOf(run.state, one.id).some(({ state }) => state === 'open')))
    refuse('not_possible', { reason: 'wrap_up_open', state: task.state });
  run.change('task.canceled', { kind: 'task', id: taskId }, (draft) => {
    const changed = draft.tasks[taskId]!;
    const told = new Map<string, string>();
    for (const offer of Object.values(draft.offers)) {
      if (offer.taskId !== taskId || offer.state !== 'open') continue;
      told.set(offer.agentId, offer.interactionId);
      closeOffer(draft, run.at, offer.id, 'rescinded');
    }
    for (const { id } of mine) {
      const interaction = draft.interactions[id]!;
      stopTimer(draft, interaction);
      interaction.transfer = null;
      move(interactionTransitions, interaction, 'closed');
      interaction.closedAt = run.at;
      arm(draft, run.at, 'retired', id, draft.policy.timers.retention);
      endDrafts(draft, run.at, id);
      if (interaction.ownerId) told.set(interaction.ownerId, id);
    }
    stopRounds(draft, changed);
    disarm(draft, taskId);
    move(taskTransitions, changed, 'canceled');
    changed.closedAt = run.at;
    for (const [agentId, interactionId] of told)
      post(draft, run.at, { agentId, taskId, interactionId, type: 'customer_canceled', party: null });
  });
  // Who had it waits for work from now on.
  for (const { ownerId } of mine) if (ownerId) becameFree(run, ownerId);
};

export const scheduleTimers: Record<string, (run: Run, subject: string) => void> = {
  lead: (run, id) =>
    run.change('task.queued', { kind: 'task', id }, (draft) => {
      move(taskTransitions, draft.tasks[id]!, 'queued');
    }),
  // What has expired is judged after every change.
  expiry: () => {},
};

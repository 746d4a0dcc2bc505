import type { Draft } from 'immer';
import { refuse } from '../../contract/problems.ts';
import type { Customer, TaskState } from '../../contract/records.ts';
import { arm, nextId, type Run } from './run.ts';
import type { State, Task, Time } from './types.ts';

/* What a callback task begins with, and when its customer may be called. */

/** The time of day, in minutes, and seconds into that minute, in a time zone. */
const timeOfDay = (at: Time, timeZone: string | null): [minutes: number, ms: number] => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timeZone ?? 'UTC',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
  return [(part('hour') % 24) * 60 + part('minute'), at % 60_000];
};

const day = 24 * 60;

/** Whether a customer may be called now, and when that changes next. */
export const windowAt = (
  { from, to }: { from: string; to: string },
  timeZone: string | null,
  at: Time,
): NonNullable<Task['window']> => {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const [now, ms] = timeOfDay(at, timeZone);
  const until = (text: string) => (minutes(text) - now + day) % day || day;
  const open = until(to) <= until(from);
  return { from, to, open, changesAt: at - ms + (open ? until(to) : until(from)) * 60_000 };
};

/**
 * How many callbacks one situation has, closed ones included: none is ever forgotten, and each makes every later step
 * a little longer. The busiest day of a desk has fewer.
 */
export const tasksAtMost = 5000;

/**
 * A task that is not offered to anybody yet.
 * @throws ProblemError `too_many`.
 */
export const newTask = (
  draft: Draft<State>,
  at: Time,
  given: {
    customer: Customer;
    queueId: string;
    state: Extract<TaskState, 'scheduled' | 'queued'>;
    window: { from: string; to: string } | null;
  },
): Draft<Task> => {
  const { customer, queueId, state, window } = given;
  if ((draft.counters['task'] ?? 0) >= tasksAtMost) {
    refuse('too_many', {
      detail: `This namespace has had ${tasksAtMost} callbacks. A reset, or another situation, begins a new one.`,
    });
  }
  const id = nextId(draft, 'task');
  draft.tasks[id] = {
    id,
    version: 0,
    taskNumber: `CBT${String(draft.counters['task']).padStart(7, '0')}`,
    externalId: null,
    customPayload: null,
    state,
    mode: 'agent_first',
    type: 'asap',
    ownerId: null,
    preferredAgentId: null,
    customer: customer as Draft<Customer>,
    numberId: customer.numbers[0]!.id,
    queueId,
    reason: null,
    requestedAt: at,
    scheduledStart: null,
    promisedAt: null,
    sourceChannel: null,
    ivrPath: [],
    context: null,
    scheduledBy: null,
    consent: null,
    doNotCall: false,
    voicemail: null,
    attempts: [],
    reached: false,
    window: null,
    place: at,
    expiresAt: null,
    notBefore: at,
    offerTimeout: draft.policy.timers.offer,
    round: null,
    closedAt: null,
  };
  if (window) armWindow(draft, at, draft.tasks[id], window);
  return draft.tasks[id];
};

/** Judges the calling window, now and at its next edge. */
const armWindow = (
  draft: Draft<State>,
  at: Time,
  task: Draft<Task>,
  window: { from: string; to: string },
): void => {
  task.window = windowAt(window, task.customer.timeZone, at);
  arm(draft, at, 'window_edge', task.id, task.window.changesAt - at);
};

export const taskTimers: Record<string, (run: Run, subject: string) => void> = {
  window_edge: (run, id) =>
    run.change('changed', { kind: 'task', id }, (draft) => {
      const task = draft.tasks[id]!;
      armWindow(draft, run.at, task, task.window!);
    }),
};

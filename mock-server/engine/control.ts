import { refuse } from '../../contract/problems.ts';
import { actAsCustomer, customerActs, type CustomerAct } from './calls.ts';
import { actAsTarget } from './consults.ts';
import { isLive } from './capabilities.ts';
import { luck } from './hash.ts';
import { arm, nextId, type Run } from './run.ts';
import type { CallbackRequest, State, Task, Time } from './types.ts';

const names = [
  'Adaeze Okonkwo-Fitzgerald',
  'Siobhán Ní Dhomhnaill',
  'Nguyễn Thị Minh Khai',
  'Олександра Ковальчук',
  '佐藤 美咲',
  'Κωνσταντίνος Παπαδόπουλος',
  'Jürgen Großmann',
  'ليلى حداد',
  'Maria da Conceição Souza',
  'Bo Li',
];

const contexts = [
  'Two charges of the same amount from one hotel stay. Has both receipts at hand.',
  'Asks whether the new card can go to the office address.',
  'The app shows an order that was cancelled last week.',
  null,
];

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

const armWindow = (run: Run, taskId: string): void =>
  run.note((draft) => {
    const { window } = draft.tasks[taskId]!;
    if (window) arm(draft, run.at, 'window_edge', taskId, window.changesAt - run.at);
  });

/** Puts a request to be called back into its queue. Returns the task's id. */
export const addCallback = (run: Run, request: CallbackRequest): string => {
  const { policy, queues, setup, counters } = run.state;
  const queueIds = Object.keys(queues);
  const queueId = request.queueId ?? queueIds[0]!;
  if (!Object.hasOwn(queues, queueId)) refuse('invalid_payload', { detail: 'There is no such queue.' });
  if (request.agentId !== undefined && !Object.hasOwn(run.state.agents, request.agentId)) {
    refuse('invalid_payload', { detail: 'There is no such agent.' });
  }
  const count = (counters['task'] ?? 0) + 1;
  const pick = <T>(subject: string, from: readonly T[]): T =>
    from[luck(setup.seed, subject, count, from.length)]!;
  const digits = String(luck(setup.seed, 'number', count, 50)).padStart(2, '0');
  const number = request.number ?? `+121255501${digits}`;
  // The other number answers, whatever the first does.
  const other = `+121255501${String((Number(digits) + 7) % 50).padStart(2, '0')}`;
  const timeZone = 'America/New_York';
  let id = '';
  run.change('task.created', null, (draft) => {
    id = nextId(draft, 'task');
    draft.tasks[id] = {
      id,
      version: 0,
      taskNumber: `CBT${String(count).padStart(7, '0')}`,
      externalId: request.externalId ?? null,
      customPayload: request.customPayload ?? null,
      state: 'queued',
      mode: 'agent_first',
      type: request.dueIn === undefined ? 'asap' : 'scheduled',
      ownerId: null,
      preferredAgentId: request.agentId ?? null,
      customer: {
        id: nextId(draft, 'customer'),
        name: request.customerName ?? pick('name', names),
        numbers: [
          { id: 'mobile', number, label: 'Mobile' },
          { id: 'office', number: other, label: 'Office' },
        ],
        timeZone,
        language: 'en-US',
      },
      numberId: 'mobile',
      queueId,
      reason: request.reason ?? pick('reason', policy.reasons),
      requestedAt: run.at,
      scheduledStart: request.dueIn === undefined ? null : run.at + request.dueIn,
      promisedAt: null,
      sourceChannel: 'Voice',
      ivrPath: ['Main menu', 'Cards', 'Dispute a payment'],
      context: request.context ?? pick('context', contexts),
      scheduledBy: null,
      consent: request.consent === undefined ? null : { given: request.consent, at: null, text: null },
      doNotCall: request.doNotCall ?? false,
      voicemail: null,
      attempts: [],
      reached: false,
      window: request.callingWindow ? windowAt(request.callingWindow, timeZone, run.at) : null,
      place: run.at,
      offerTimeout: request.offerTimeout === undefined ? policy.timers.offer : request.offerTimeout,
      round: null,
      closedAt: null,
    };
  });
  armWindow(run, id);
  return id;
};

export const controlTimers: Record<string, (run: Run, subject: string) => void> = {
  window_edge: (run, id) => {
    run.change('changed', { kind: 'task', id }, (draft) => {
      const task = draft.tasks[id]!;
      task.window = windowAt(task.window!, task.customer.timeZone, run.at);
    });
    armWindow(run, id);
  },
};

const liveCallOf = (state: State, body: { taskId?: string; interactionId?: string }) =>
  Object.values(state.calls).find(
    (call) => isLive(call) && (call.taskId === body.taskId || call.interactionId === body.interactionId),
  );

/** What the simulator's own panel may do. Returns what it made. */
export const controls: Record<string, (run: Run, body: never) => unknown> = {
  callback: (run, body: CallbackRequest) => ({ taskId: addCallback(run, body) }),
  customer: (
    run,
    body: { taskId?: string; interactionId?: string; act: CustomerAct; party?: 'customer' | 'target' },
  ) => {
    if (!customerActs.includes(body.act)) refuse('invalid_payload', { detail: 'Customers cannot do that.' });
    const call = liveCallOf(run.state, body);
    const act = body.party === 'target' ? actAsTarget : actAsCustomer;
    if (!call || !act(run, call, body.act)) {
      refuse('not_possible', { detail: 'The customer is not on the line in that way.' });
    }
    return {};
  },
  clock: (run, { rate, base, realBase }: State['clock']) => {
    run.state = { ...run.state, clock: { rate, base, realBase } };
    return {};
  },
};

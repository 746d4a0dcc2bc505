import { refuse } from '../../contract/problems.ts';
import { actAsCustomer, customerActs, type CustomerAct } from './calls.ts';
import { actAsTarget } from './consults.ts';
import { luck } from './hash.ts';
import { runningCalls } from './living.ts';
import { nextId, type Run } from './run.ts';
import { armExpiry, cancelByCustomer, setDue } from './schedules.ts';
import { newTask } from './tasks.ts';
import type { CallbackRequest, State } from './types.ts';

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
  const [window, dueIn] = [request.callingWindow ?? null, request.dueIn];
  const isAhead = dueIn !== undefined && dueIn > policy.timers.lead;
  let id = '';
  run.change('task.created', null, (draft) => {
    const customer = {
      id: nextId(draft, 'customer'),
      name: request.customerName ?? pick('name', names),
      numbers: [
        { id: 'mobile', number, label: 'Mobile' },
        { id: 'office', number: other, label: 'Office' },
      ],
      timeZone: request.timeZone ?? 'America/New_York',
      language: 'en-US',
    };
    const task = newTask(draft, run.at, {
      customer,
      queueId,
      state: isAhead ? 'scheduled' : 'queued',
      window,
    });
    ({ id } = task);
    task.externalId = request.externalId ?? null;
    task.customPayload = request.customPayload ?? null;
    task.mode = request.mode ?? 'agent_first';
    task.reason = request.reason ?? pick('reason', policy.reasons);
    task.promisedAt = request.promisedIn === undefined ? null : run.at + request.promisedIn;
    task.sourceChannel = 'Voice';
    task.ivrPath = ['Main menu', 'Cards', 'Dispute a payment'];
    task.context = request.context ?? pick('context', contexts);
    task.consent = request.consent === undefined ? null : { given: request.consent, at: run.at, text: null };
    task.doNotCall = request.doNotCall ?? false;
    task.voicemail = request.voicemail === undefined ? null : { duration: request.voicemail };
    if (request.offerTimeout !== undefined) task.offerTimeout = request.offerTimeout;
    if (isAhead) setDue(draft, run.at, task, run.at + dueIn, null);
    else {
      if (dueIn !== undefined) Object.assign(task, { type: 'scheduled', scheduledStart: run.at + dueIn });
      armExpiry(draft, run.at, task, run.at + (dueIn ?? 0));
    }
    task.preferredAgentId = request.agentId ?? null;
  });
  return id;
};

const liveCallOf = (state: State, body: { taskId?: string; interactionId?: string }) =>
  runningCalls(state.calls).find(
    (call) => call.taskId === body.taskId || call.interactionId === body.interactionId,
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
  cancel: (run, { taskId }: { taskId: string }) => {
    cancelByCustomer(run, taskId);
    return {};
  },
  clock: (run, { rate, base, realBase }: State['clock']) => {
    run.state = { ...run.state, clock: { rate, base, realBase } };
    return {};
  },
};

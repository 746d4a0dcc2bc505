import { refuse } from '../../contract/problems.ts';
import { actAsCustomer, customerActs, type CustomerAct } from './calls.ts';
import { isLive } from './capabilities.ts';
import { luck } from './hash.ts';
import { nextId, type Run } from './run.ts';
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
      type: 'asap',
      ownerId: null,
      preferredAgentId: request.agentId ?? null,
      customer: {
        id: nextId(draft, 'customer'),
        name: request.customerName ?? pick('name', names),
        numbers: [
          { id: 'mobile', number, label: 'Mobile' },
          { id: 'office', number: other, label: 'Office' },
        ],
        timeZone: 'America/New_York',
        language: 'en-US',
      },
      queueId,
      reason: request.reason ?? pick('reason', policy.reasons),
      requestedAt: run.at,
      scheduledStart: null,
      promisedAt: null,
      sourceChannel: 'Voice',
      ivrPath: ['Main menu', 'Cards', 'Dispute a payment'],
      context: request.context ?? pick('context', contexts),
      scheduledBy: null,
      consent: null,
      doNotCall: false,
      voicemail: null,
      attempts: [],
      reached: false,
      place: run.at,
      offerTimeout: request.offerTimeout === undefined ? policy.timers.offer : request.offerTimeout,
      round: null,
      closedAt: null,
    };
  });
  return id;
};

const callOf = (state: State, body: { taskId?: string; interactionId?: string }) =>
  Object.values(state.calls).find(
    (call) => isLive(call) && (call.taskId === body.taskId || call.interactionId === body.interactionId),
  );

/** What the simulator's own panel may do. Returns what it made. */
export const controls: Record<string, (run: Run, body: never) => unknown> = {
  callback: (run, body: CallbackRequest) => ({ taskId: addCallback(run, body) }),
  customer: (run, body: { taskId?: string; interactionId?: string; act: CustomerAct }) => {
    if (!customerActs.includes(body.act)) refuse('invalid_payload', { detail: 'Customers cannot do that.' });
    const call = callOf(run.state, body);
    if (!call || !actAsCustomer(run, call, body.act)) {
      refuse('not_possible', { detail: 'The customer is not on the line in that way.' });
    }
    return {};
  },
  clock: (run, { rate, base, realBase }: State['clock']) => {
    run.state = { ...run.state, clock: { rate, base, realBase } };
    return {};
  },
};

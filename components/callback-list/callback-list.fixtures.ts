import type { Customer, TaskRecord } from '../../contract/records.ts';
import { capabilities, disabled, hidden, instant, settings, task } from '../shared/testing/records.ts';

const people: readonly (readonly [string, string, string | null])[] = [
  ['Adaeze Okonkwo-Fitzgerald', '+12025550143', 'America/New_York'],
  ['佐藤 美咲', '+81355550182', 'Asia/Tokyo'],
  ['Siobhán Ní Dhomhnaill', '+35315550127', 'Europe/Dublin'],
  ['ليلى حداد', '+97145550199', 'Asia/Dubai'],
  ['Олександра Ковальчук-Вишневецька', '+380445550166', 'Europe/Kyiv'],
  ['Ioane Faleolo', '+68555501', 'Pacific/Apia'],
  ['Nguyễn Thị Minh Khai', '+842855550134', null],
];

const customer = (i: number): Customer => {
  const [name, number, timeZone] = people[i % people.length]!;
  const id = i < people.length ? `customer-${i + 1}` : `customer-${(i % people.length) + 1}-${i}`;
  return {
    id,
    name,
    numbers: [
      { id: 'mobile', number, label: 'Mobile' },
      { id: 'office', number: '+12025550178', label: 'Office' },
    ],
    timeZone,
    language: 'en',
  };
};

const one = (i: number, changes: Partial<TaskRecord> = {}): TaskRecord =>
  task({
    id: `task-${i + 1}`,
    taskId: `task-${i + 1}`,
    interactionId: `interaction-${i + 1}`,
    customerId: customer(i).id,
    externalId: `CS000${1042 + i}`,
    taskNumber: `CBT000${1042 + i}`,
    customer: customer(i),
    requestedAt: instant(-900 - i * 300),
    capabilities: capabilities('task', { reschedule: disabled('not_owner'), cancel: disabled('not_owner') }),
    ...changes,
  });

const mine = (i: number, changes: Partial<TaskRecord> = {}): TaskRecord =>
  one(i, {
    capabilities: capabilities('task', {
      reschedule: disabled('not_possible', 'This callback is on somebody’s desk.'),
      cancel: disabled('not_possible', 'This callback is on somebody’s desk.'),
    }),
    ...changes,
  });

const closed = (i: number, changes: Partial<TaskRecord> = {}): TaskRecord =>
  one(i, {
    state: 'closed_complete',
    closedAt: instant(-120),
    capabilities: capabilities('task', { reschedule: disabled('closed'), cancel: disabled('closed') }),
    ...changes,
  });

/** A callback that is due in so many seconds. */
const due = (i: number, seconds: number, changes: Partial<TaskRecord> = {}): TaskRecord =>
  one(i, {
    state: 'scheduled',
    type: 'scheduled',
    ownerId: null,
    interactionId: null,
    scheduledStart: instant(seconds),
    capabilities: capabilities('task'),
    ...changes,
  });

const hour = 3600;

const both = (): readonly TaskRecord[] => [
  mine(0, { state: 'in_progress', reason: 'Billing Issue' }),
  mine(4, { type: 'scheduled', scheduledStart: instant(-600), reason: 'Product Feedback' }),
  closed(2, { reason: 'Order Issue' }),
  due(1, 8 * 60, { reason: 'Customer Survey' }),
  due(3, -180, { state: 'queued', reason: null }),
  due(5, 26 * hour, { reason: 'Sales Discovery', numberId: 'office' }),
  due(6, 12 * 24 * hour, { reason: 'Other issue' }),
];
const scheduledOnly = (): readonly TaskRecord[] => [due(1, 30), due(2, 3 * hour)];

/** The callbacks of an agent, each made when asked for, so that its times count from then. */
export const fixtures = {
  both,
  empty: () => [],
  mineOnly: () => [mine(0)],
  scheduledOnly,
  /** One of each state, all the agent's. */
  states: () => [
    ...(['scheduled', 'queued', 'offered', 'assigned', 'in_progress'] as const).map((state, i) =>
      mine(i, { state }),
    ),
    closed(5),
    closed(6, { state: 'closed_abandoned' }),
    closed(7, { state: 'canceled' }),
  ],
  /** For agents who may not schedule, move or cancel. */
  readOnly: () => both().map((record) => ({ ...record, capabilities: capabilities('task', {}, hidden) })),
  blocked: () =>
    scheduledOnly().map((record) => ({
      ...record,
      capabilities: capabilities('task', {}, disabled('signed_out')),
    })),
  /** The least that a provider may send. */
  sparse: () => [
    mine(0, {
      reason: null,
      interactionId: null,
      customer: { id: 'customer-1', name: '佐藤 美咲', numbers: [], timeZone: null, language: null },
    }),
    due(1, 0, { scheduledStart: null, reason: null }),
  ],
  /** What no provider should send. */
  broken: () => [
    mine(0, {
      state: 'constructor' as never,
      type: '__proto__' as never,
      numberId: 'nobody’s',
      requestedAt: 'once',
      scheduledStart: 'soon',
      capabilities: {} as never,
    }),
    due(1, 60, {
      id: 'x"] > <b> __proto__',
      scheduledStart: '2026-02-31T99:00:00Z',
      customer: { ...customer(1), timeZone: 'Mars/Olympus_Mons' },
    }),
  ],
  hostile: () => {
    const tag = '<img src=x onerror="alert(1)">';
    const strange = {
      taskNumber: `${tag}${'9'.repeat(60)}`,
      reason: `</span><script>alert(1)</script>${'long '.repeat(60)}`,
      customer: {
        ...customer(0),
        name: `${tag}\u202e${'W'.repeat(200)}`,
        numbers: [{ id: 'mobile', number: `tel:${tag}`, label: tag }],
      },
    };
    return [mine(0, strange), due(1, 60, strange), due(2, 120)];
  },
  /** 1,000 that are scheduled. */
  many: () => Array.from({ length: 1000 }, (_, i) => due(i, (i - 3) * 420)),
} satisfies Record<string, () => readonly TaskRecord[]>;

/** What goes with each of them. */
export const withSettings = () => settings();

import type { Attempt, TaskRecord } from '../../contract/records.ts';
import { instant, task } from '../shared/testing/records.ts';

const attempt = (changes: Partial<Attempt> = {}): Attempt => ({
  id: 'call-1',
  attempt: 1,
  number: '+12025550143',
  agentName: 'Núria Puigdomènech',
  overrideReason: null,
  startedAt: instant(-2220),
  endedAt: instant(-2190),
  outcome: 'no_answer',
  ...changes,
});

/** Callbacks in the main states, each made when asked for, so that its time counts from then. */
export const fixtures = {
  asap: () => task({ scheduledStart: null }),
  scheduled: () =>
    task({
      type: 'scheduled',
      scheduledStart: instant(180),
      scheduledBy: 'Núria Puigdomènech',
      attempts: [
        attempt({
          number: '+12025550178',
          agentName: '李 慧敏',
          startedAt: instant(-68_400),
          endedAt: instant(-68_390),
          outcome: 'busy',
        }),
        attempt({ id: 'call-2', attempt: 2 }),
      ],
    }),
  overdue: () =>
    task({
      promisedAt: instant(-720),
      callingWindow: { from: '08:00', to: '20:00', open: false, changesAt: instant(3600) },
      attemptLimit: null,
      attempts: [attempt({ outcome: null, endedAt: null, startedAt: instant(-12) })],
    }),
  answered: () =>
    task({
      promisedAt: instant(-720),
      attempts: [attempt({ outcome: 'answered', startedAt: instant(-900) })],
    }),
  doNotCall: () =>
    task({ doNotCall: true, consent: { given: false, at: null, text: null }, callingWindow: null }),
  /** The least that a provider may send. */
  sparse: () =>
    task({
      reason: null,
      promisedAt: null,
      sourceChannel: null,
      ivrPath: [],
      context: null,
      consent: null,
      voicemail: null,
      callingWindow: null,
      attemptLimit: null,
      customer: { id: 'customer-1', name: '佐藤 美咲', numbers: [], timeZone: null, language: null },
    }),
  /** What no provider should send. */
  broken: () => {
    const { customer } = task();
    return task({
      type: 'whenever' as never,
      promisedAt: 'soon',
      scheduledStart: '2026-02-31T99:00:00Z',
      customer: { ...customer, timeZone: 'Mars/Olympus_Mons' },
      consent: { given: true, at: 'yesterday', text: null },
      attempts: [attempt({ startedAt: '', outcome: 'constructor' as never, agentName: null })],
    });
  },
  hostile: () => {
    const { customer } = task();
    const tag = '<img src=x onerror="alert(1)">';
    return task({
      customer: { ...customer, name: `${tag}\u202e${'W'.repeat(200)}` },
      queue: { id: 'cards', name: 'شكاوى البطاقات وطلبات الإلغاء في أمريكا الشمالية والمكسيك' },
      reason: '</dd><script>alert(1)</script>',
      context: `${'no spaces '.repeat(40)}\n${'x'.repeat(300)}`,
      ivrPath: [tag, 'الفواتير', 'javascript:alert(1)'],
      scheduledBy: tag,
      consent: { given: true, at: instant(-900), text: tag },
      attempts: [attempt({ number: `tel:${tag}`, agentName: 'A'.repeat(120) })],
    });
  },
} satisfies Record<string, () => TaskRecord>;

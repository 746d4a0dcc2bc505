import type { NoticeRecord, OfferRecord } from '../../contract/records.ts';
import { fixtures as cards } from '../awa-inbox-card/awa-inbox-card.fixtures.ts';
import { capabilities, ids, instant, offer } from '../shared/testing/records.ts';

const names = ['佐藤 美咲', 'Adaeze Okonkwo-Fitzgerald', 'Siobhán Ní Dhomhnaill', 'Nguyễn Thị Minh Khai'];

/** A notice of a callback that is no longer here. */
export const notice = (changes: Partial<NoticeRecord> = {}): NoticeRecord => ({
  kind: 'notice',
  id: 'notice-1',
  version: 1,
  ...ids,
  interactionId: 'interaction-9',
  at: instant(-60),
  type: 'transfer_accepted',
  customerName: 'ليلى حداد',
  party: 'Núria Puigdomènech',
  reason: null,
  capabilities: capabilities('notice'),
  ...changes,
});

const many = (count = 50): OfferRecord[] =>
  Array.from({ length: count }, (_, at) =>
    offer({
      id: `offer-${at + 1}`,
      customerName: `${names[at % names.length]!} ${at + 1}`,
      offeredAt: instant(-at),
      timer: null,
    }),
  );

const all = (): NoticeRecord[] => [
  notice(),
  notice({
    id: 'notice-2',
    type: 'transfer_declined',
    party: 'Λεωνίδας Παππάς',
    customerName: 'Nguyễn Thị Minh Khai',
    at: instant(-180),
  }),
  notice({
    id: 'notice-3',
    type: 'transfer_timed_out',
    party: '李 慧敏',
    customerName: 'Siobhán Ní Dhomhnaill',
    at: instant(-360),
  }),
  notice({
    id: 'notice-4',
    type: 'transfer_failed',
    party: 'Loans and mortgages',
    reason: 'the queue is closed',
    customerName: 'Adaeze Okonkwo-Fitzgerald',
    at: instant(-720),
  }),
  notice({ id: 'notice-5', type: 'transfer_cancelled', at: instant(-730) }),
  notice({ id: 'notice-6', type: 'blind_not_accepted', reason: 'no_answer', at: instant(-740) }),
  notice({ id: 'notice-7', type: 'customer_canceled', party: null, at: instant(-750) }),
];

/** What the inbox holds, by situation. */
export const fixtures = {
  two: () => ({ offers: [cards.rest(), { ...cards.urgent(), id: 'offer-2', offeredAt: instant(-23) }] }),
  empty: () => ({ offers: [] }),
  mixed: () => ({
    offers: [
      cards.untimed(),
      { ...cards.tooLate(), id: 'offer-2', offeredAt: instant(-21) },
      { ...cards.autoAssigned(), id: 'offer-3', offeredAt: instant(-1) },
    ],
    notices: [notice()],
  }),
  notices: () => ({ offers: [], notices: all() }),
  /** What a customer did, and what became of a call that was handed over. */
  news: () => ({
    offers: [],
    notices: [
      notice({ type: 'customer_canceled', party: null, at: instant(-30) }),
      notice({ id: 'notice-2', type: 'blind_not_accepted', reason: 'no_answer', at: instant(-90) }),
    ],
  }),
  ended: () => ({
    offers: [
      cards.untimed(),
      { ...cards.hungUp(), id: 'offer-2', offeredAt: instant(-21) },
      { ...cards.tooLate(), id: 'offer-3', offeredAt: instant(-31) },
    ],
  }),
  calls: () => ({
    offers: [
      cards.autoAssigned(),
      { ...cards.otherCall(), id: 'offer-2', offeredAt: instant(-21) },
      { ...cards.consult(), id: 'offer-3', offeredAt: instant(-31) },
    ],
  }),
  hostile: () => ({
    offers: [],
    notices: [
      notice({
        party: `<img src=x onerror="alert(1)">\u202e${'W'.repeat(120)}`,
        customerName: '</div><script>alert(1)</script>',
      }),
      notice({
        id: 'notice-2',
        at: instant(-61),
        type: 'transfer_failed',
        reason: `<b>${'شكاوى البطاقات '.repeat(12)}`,
      }),
    ],
  }),
  many: (count?: number) => ({ offers: many(count) }),
} satisfies Record<
  string,
  (count?: number) => { offers: readonly OfferRecord[]; notices?: readonly NoticeRecord[] }
>;

import { fixtures as cards } from '../awa-inbox-card/awa-inbox-card.fixtures.ts';
import { instant, offer } from '../shared/testing/records.ts';

const names = ['佐藤 美咲', 'Adaeze Okonkwo-Fitzgerald', 'Siobhán Ní Dhomhnaill', 'Nguyễn Thị Minh Khai'];

/** Offers by situation. */
export const fixtures = {
  two: () => [cards.rest(), { ...cards.urgent(), id: 'offer-2', offeredAt: instant(-23) }],
  empty: () => [],
  mixed: () => [
    cards.untimed(),
    { ...cards.tooLate(), id: 'offer-2', offeredAt: instant(-21) },
    { ...cards.autoAssigned(), id: 'offer-3', offeredAt: instant(-1) },
  ],
  many: (count = 50) =>
    Array.from({ length: count }, (_, at) =>
      offer({
        id: `offer-${at + 1}`,
        customerName: `${names[at % names.length]!} ${at + 1}`,
        offeredAt: instant(-at),
        timer: null,
      }),
    ),
};

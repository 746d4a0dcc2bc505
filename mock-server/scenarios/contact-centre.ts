import type { PolicyChanges } from '../../contract/policy.ts';
import type { CallbackRequest, Scenario } from '../engine/engine.ts';

/**
 * The contact centre that the situations share: two queues; `ana`, who may also write; and `ben`. Timers are
 * short, so that nobody waits for a demo.
 */
export const contactCentre = ({
  title,
  policy = {},
  callbacks,
}: {
  title: string;
  policy?: PolicyChanges;
  callbacks: readonly CallbackRequest[];
}): Scenario => ({
  title,
  policy: {
    ...policy,
    timers: { dial: 20_000, ring: 8_000, close: 30_000, transferOffer: 8_000, ...policy.timers },
  },
  queues: [
    { id: 'card-disputes', name: 'Card disputes' },
    { id: 'loans', name: 'Loans and mortgages' },
  ],
  agents: [
    {
      id: 'ana',
      name: 'Ana Lindqvist',
      roles: ['agent', 'callback_writer'],
      queueIds: ['card-disputes', 'loans'],
    },
    { id: 'ben', name: 'Ben Adeyemi', roles: ['agent'], queueIds: ['card-disputes', 'loans'] },
  ],
  callbacks,
});

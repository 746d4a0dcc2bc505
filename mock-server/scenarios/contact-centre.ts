import type { PolicyChanges } from '../../contract/policy.ts';
import type { CallbackRequest, Scenario } from '../engine/engine.ts';
import type { AgentBehaviour } from '../engine/types.ts';

/**
 * The contact centre that the situations share: two queues and a helpdesk outside; `ana`, who may also write; and
 * `ben`, a person's or simulated. Timers are short, so that nobody waits for a demo.
 */
export const contactCentre = ({
  title,
  policy = {},
  callbacks,
  ana,
  ben,
  ...rest
}: {
  title: string;
  policy?: PolicyChanges;
  callbacks: readonly CallbackRequest[];
  /** What is otherwise with her than it mostly is. */
  ana?: Partial<Scenario['agents'][number]>;
  ben?: AgentBehaviour;
  readonly queues?: Scenario['queues'];
  /** Who is there beside them. */
  readonly agents?: Scenario['agents'];
} & Pick<Scenario, 'script' | 'directory' | 'before'>): Scenario => ({
  title,
  policy: {
    ...policy,
    timers: { dial: 20_000, ring: 8_000, close: 30_000, transferOffer: 8_000, ...policy.timers },
  },
  queues: [
    { id: 'card-disputes', name: 'Card disputes' },
    { id: 'loans', name: 'Loans and mortgages' },
    ...(rest.queues ?? []),
  ],
  externals: [{ id: 'helpdesk', name: 'Card scheme helpdesk', number: '+12125550190' }],
  agents: [
    {
      id: 'ana',
      name: 'Ana Lindqvist',
      roles: ['agent', 'callback_writer'],
      queueIds: ['card-disputes', 'loans'],
      ...ana,
    },
    {
      id: 'ben',
      name: 'Ben Adeyemi',
      roles: ['agent'],
      queueIds: ['card-disputes', 'loans'],
      ...(ben && { behaviour: ben }),
    },
    ...(rest.agents ?? []),
  ],
  callbacks,
  ...(rest.before !== undefined && { before: rest.before }),
  ...(rest.script && { script: rest.script }),
  ...(rest.directory && { directory: rest.directory }),
});

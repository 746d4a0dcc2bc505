import { refuse } from '../../contract/problems.ts';
import { createState as create, type Scenario, type Setup, type State } from '../engine/engine.ts';
import { contactCentre } from './contact-centre.ts';

/** The number that behaves in a way (mock-server/engine/calls.ts): `dd` are its last two digits. */
const numberThat = { answers: '+12125550143', ringsOut: '+12125550155' } as const;

const adaeze = {
  customerName: 'Adaeze Okonkwo-Fitzgerald',
  reason: 'Billing Issue',
  context: 'Two charges of the same amount from one hotel stay. Has both receipts at hand.',
  agentId: 'ana',
  offerTimeout: null,
} as const;

/** The situations that can be loaded by name. */
export const scenarios = {
  'agent-first-manual': contactCentre({
    title: 'Agent-first, dialled by hand',
    callbacks: [{ ...adaeze, number: numberThat.answers }],
  }),
  'agent-first-auto': contactCentre({
    title: 'Agent-first, dialled by a countdown',
    policy: { dialing: 'automatic' },
    callbacks: [{ ...adaeze, number: numberThat.answers }],
  }),
  'no-answer': contactCentre({
    title: 'The customer does not answer',
    policy: { dialing: 'automatic' },
    callbacks: [{ ...adaeze, number: numberThat.ringsOut }],
  }),
  quiet: contactCentre({ title: 'Nothing is waiting', callbacks: [] }),
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

/** Their names, the default first. */
export const scenarioNames = Object.keys(scenarios) as ScenarioName[];

/** A contact centre as the named situation begins. Throws `not_found` for a name that there is none of. */
export const createState = (setup: Setup): State => {
  const { scenario } = setup;
  if (!Object.hasOwn(scenarios, scenario)) {
    refuse('not_found', { detail: `There is no such situation. There are: ${scenarioNames.join(', ')}.` });
  }
  return create(scenarios[scenario as ScenarioName], setup);
};

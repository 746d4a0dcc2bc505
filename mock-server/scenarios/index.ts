import { refuse } from '../../contract/problems.ts';
import { createState as create, type Scenario, type Setup, type State } from '../engine/engine.ts';
import { busyDay } from './busy-day.ts';
import { bigDirectory } from './big-directory.ts';
import { contactCentre } from './contact-centre.ts';

/** The number that behaves in a way (mock-server/engine/calls.ts): `dd` are its last two digits. */
const numberThat = { answers: '+12125550143', ringsOut: '+12125550155' } as const;

const minute = 60_000;
const hour = 60 * minute;

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
  'transferred-to-me': contactCentre({
    title: 'A colleague hands a callback on to you',
    policy: { timers: { transferOffer: null } },
    callbacks: [{ ...adaeze, number: numberThat.answers, agentId: 'ben' }],
    script: [
      { agentId: 'ben', command: 'offer.accept' },
      { agentId: 'ben', command: 'interaction.transfer', body: { target: { kind: 'agent', id: 'ana' } } },
    ],
  }),
  'transfer-accepted': contactCentre({
    title: 'Ben accepts what you hand on',
    callbacks: [{ ...adaeze, number: numberThat.answers }],
    ben: { offers: 'accept', after: 3000, work: 5000 },
  }),
  'transfer-rejected': contactCentre({
    title: 'Ben declines what you hand on',
    callbacks: [{ ...adaeze, number: numberThat.answers }],
    ben: { offers: 'reject', after: 3000 },
  }),
  'transfer-timed-out': contactCentre({
    title: 'Ben does not answer',
    callbacks: [{ ...adaeze, number: numberThat.answers }],
    ben: { offers: 'ignore', after: 0 },
  }),
  consult: contactCentre({
    title: 'Ben takes a consult',
    policy: { timers: { wrapUp: 60_000 } },
    callbacks: [{ ...adaeze, number: numberThat.answers }],
    ben: { offers: 'accept', after: 3000, work: 5000 },
  }),
  'do-not-call': contactCentre({
    title: 'The customer asked not to be called',
    callbacks: [{ ...adaeze, number: numberThat.answers, doNotCall: true }],
  }),
  'big-directory': contactCentre({
    title: '10,000 agents and 500 queues to hand on to',
    callbacks: [{ ...adaeze, number: numberThat.answers }],
    ...bigDirectory,
  }),
  'customer-first': contactCentre({
    title: 'The customer is dialled first, and waits for you',
    // So that the customer stays for who only looks.
    policy: { timers: { noAgent: hour } },
    callbacks: [{ ...adaeze, number: numberThat.answers, mode: 'customer_first' }],
    before: 3000,
  }),
  scheduled: contactCentre({
    title: 'Callbacks that are due at a time',
    callbacks: [
      { ...adaeze, number: numberThat.answers, dueIn: 50_000 },
      { customerName: 'Siobhán Ní Dhomhnaill', dueIn: 20 * minute, timeZone: 'Europe/Dublin' },
      {
        customerName: 'Κωνσταντίνος Παπαδόπουλος',
        dueIn: 3 * hour,
        timeZone: 'Europe/Athens',
        queueId: 'loans',
      },
      { customerName: '佐藤 美咲', dueIn: 26 * hour, timeZone: 'Asia/Tokyo' },
    ],
  }),
  'presence-mismatch': contactCentre({
    title: 'The two systems do not agree about you',
    ana: { contactCentrePresenceId: 'away', queueIds: ['disputes-night', 'loans'] },
    callbacks: [{ ...adaeze, number: numberThat.answers, queueId: 'disputes-night' }],
    queues: [{ id: 'disputes-night', name: 'Card disputes, night' }],
    before: 15 * minute,
  }),
  'two-at-once': contactCentre({
    title: 'Two callbacks at once',
    policy: { timers: { wrapUp: minute } },
    ana: { capacity: 2 },
    callbacks: [
      { ...adaeze, number: numberThat.answers },
      {
        ...adaeze,
        customerName: 'Jürgen Großmann',
        number: numberThat.ringsOut,
        reason: 'Order Issue',
        queueId: 'loans',
      },
    ],
  }),
  'busy-day': busyDay,
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

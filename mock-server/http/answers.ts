import * as v from 'valibot';
import { clock, instant, position, recordRef } from '../../contract/answer-schemas.ts';
import { commandKeys } from '../../contract/commands.ts';
import { problems, type ProblemCode } from '../../contract/problems.ts';
import { id } from '../../contract/schemas.ts';
import { customerActs } from '../engine/calls.ts';
import { agentActs } from '../engine/engine.ts';

/* What the simulator's own requests are answered with, which no contact centre has. */

const name = v.pipe(v.string(), v.minLength(1));
const time = v.pipe(v.number(), v.safeInteger());
const sidePresence = v.strictObject({ signedIn: v.boolean(), presenceId: id, since: time });

export const health = v.strictObject({ status: v.literal('ok') });
export const done = v.strictObject({});
export const made = v.strictObject({ taskId: id });
export const agentToken = v.strictObject({ token: name });

const agentSummary = v.strictObject({
  id,
  name,
  presence: v.strictObject({ workspace: sidePresence, contact_centre: sidePresence }),
  offers: v.array(v.strictObject({ offerId: id, taskId: id, purpose: name })),
  acts: v.array(v.picklist(agentActs)),
});
const customerActions = v.array(v.picklist(customerActs));
const callSummary = v.strictObject({
  callId: id,
  taskId: id,
  interactionId: id,
  ownerId: v.nullable(id),
  parties: v.array(v.strictObject({ role: name, agentId: v.nullable(id), name, state: name })),
  acts: v.strictObject({ customer: customerActions, target: customerActions }),
});
const callbackSummary = v.strictObject({
  taskId: id,
  taskNumber: name,
  state: name,
  ownerId: v.nullable(id),
  customerName: name,
  acts: v.array(v.literal('cancel')),
});

const inputSummary = v.strictObject({
  n: time,
  at: instant,
  who: name,
  what: name,
  about: v.nullable(v.string()),
});

/** What a namespace has just begun with. */
export const beginning = v.strictObject({ scenario: name, seed: v.number(), clock });

/** The clock after it was moved; with `until` also how far it went, and what it stopped at. Milliseconds. */
export const movedClock = v.strictObject({
  ...clock.entries,
  advanced: v.exactOptional(time),
  reached: v.exactOptional(v.nullable(v.strictObject({ type: name, at: instant, subject: recordRef }))),
});

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const fault = v.looseObject({ on: v.picklist(['answer', 'stream']), fault: name });
/** What is to go wrong, and how often each rule matched and struck. */
export const faultList = v.strictObject({
  faults: v.array(v.strictObject({ id, rule: fault, matched: count, fired: count })),
});

const entry = { n: count, at: instant };
const commandEntry = v.strictObject({
  ...entry,
  kind: v.literal('command'),
  agentId: id,
  key: v.nullable(v.string()),
  command: v.picklist(commandKeys),
  // As it was sent, whatever it was.
  id: v.nullable(v.string()),
  payload: v.unknown(),
  outcome: v.nullable(v.picklist(['performed', 'unchanged'])),
  problem: v.nullable(v.picklist(Object.keys(problems) as ProblemCode[])),
  replayed: v.boolean(),
});
const journalEntry = v.variant('kind', [
  commandEntry,
  v.strictObject({ ...entry, kind: v.literal('control'), name, body: v.unknown() }),
  v.strictObject({
    ...entry,
    kind: v.literal('event'),
    agentId: id,
    position,
    type: name,
    records: v.array(recordRef),
    removed: v.array(recordRef),
  }),
  v.strictObject({
    ...entry,
    kind: v.literal('fault'),
    rule: name,
    on: v.picklist(['answer', 'stream']),
    fault: name,
    agentId: id,
    subject: v.string(),
  }),
]);
/** A page of the journal: entries, the number of the newest one, and how many are not kept any more. */
export const journalPage = v.strictObject({ entries: v.array(journalEntry), last: count, dropped: count });
/** Whether commands came as expected, and what came near. */
export const verified = v.strictObject({
  ok: v.boolean(),
  count,
  matched: v.array(commandEntry),
  near: v.array(v.strictObject({ entry: commandEntry, differs: v.array(v.string()) })),
  dropped: count,
});

/** What goes on in a namespace, and what could be done to it. Times of presence in milliseconds since 1970. */
export const summary = v.strictObject({
  scenario: name,
  scenarios: v.array(name),
  situations: v.array(v.strictObject({ name, title: name })),
  seed: v.number(),
  clock,
  agents: v.array(agentSummary),
  calls: v.array(callSummary),
  callbacks: v.array(callbackSummary),
  inputs: v.array(inputSummary),
});

const person = v.strictObject({ id, name });
export const demoSession = v.strictObject({
  ns: name,
  agent: person,
  agents: v.array(person),
  scenario: name,
  token: name,
  controlToken: name,
});

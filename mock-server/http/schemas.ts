import * as v from 'valibot';
import { commandKeys } from '../../contract/commands.ts';
import type { DirectoryQuery } from '../../contract/directory.ts';
import { eventTypes } from '../../contract/events.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import { problems, type ProblemCode } from '../../contract/problems.ts';
import { id, phoneNumber } from '../../contract/schemas.ts';
import type { ClockChange, Until } from '../driver.ts';
import { customerActs } from '../engine/calls.ts';
import { agentActs } from '../engine/engine.ts';
import type { CallbackRequest } from '../engine/types.ts';
import type { FaultRule } from '../faults.ts';
import { journalKinds, type CommandMatch, type Times } from '../journal.ts';
import { refusalOf } from './prefer.ts';

const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
const words = v.pipe(text(200), v.minLength(1));
const whole = (from: number, to: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(from), v.maxValue(to));
const second = 1000;
const day = 24 * 60 * 60 * second;

const targetKind = v.picklist(['agent', 'queue', 'external']);

export const directoryQuery: v.GenericSchema<unknown, DirectoryQuery> = v.object({
  kind: targetKind,
  search: v.optional(text(100), ''),
  after: v.exactOptional(text(20)),
});

// From here on: bodies of the simulator's own requests, which no contact centre has.

/** So that nothing that walks it can be made to overflow. */
const isShallow = (value: unknown, levels = 20): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((part) => isShallow(part, levels - 1)));

/** `HH:MM`. */
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

const timeZone = v.pipe(
  text(100),
  v.check((name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false;
    }
  }),
);

export const callbackRequest: v.GenericSchema<unknown, CallbackRequest> = v.object({
  customerName: v.exactOptional(v.pipe(text(200), v.minLength(1))),
  number: v.exactOptional(phoneNumber),
  queueId: v.exactOptional(id),
  agentId: v.exactOptional(id),
  reason: v.exactOptional(text(200)),
  context: v.exactOptional(text(4000)),
  externalId: v.exactOptional(id),
  customPayload: v.exactOptional(
    v.pipe(
      v.unknown(),
      v.check((value) => isShallow(value)),
    ),
  ),
  offerTimeout: v.exactOptional(v.nullable(whole(1, 30 * day))),
  doNotCall: v.exactOptional(v.boolean()),
  consent: v.exactOptional(v.boolean()),
  callingWindow: v.exactOptional(v.object({ from: timeOfDay, to: timeOfDay })),
  dueIn: v.exactOptional(whole(0, 30 * day)),
  promisedIn: v.exactOptional(whole(0, 30 * day)),
  voicemail: v.exactOptional(whole(0, day)),
  timeZone: v.exactOptional(timeZone),
  mode: v.exactOptional(v.picklist(['agent_first', 'customer_first'])),
});

export const cancellation = v.object({ taskId: id });

/** Whose sessions expire; without one everybody's. */
export const expiry = v.object({ agentId: v.exactOptional(id) });

export const whose = v.object({ agentId: id });

export const customerAct = v.object({
  taskId: v.exactOptional(id),
  interactionId: v.exactOptional(id),
  act: v.picklist(customerActs),
  /** `target`: somebody outside whom the agent consults, or hands the call to. */
  party: v.exactOptional(v.picklist(['customer', 'target'])),
});

export const agentAct = v.object({ agentId: id, act: v.picklist(agentActs) });

const clockMove: v.GenericSchema<unknown, ClockChange> = v.union([
  v.object({ mode: v.picklist(['real', 'frozen']) }),
  v.object({ rate: v.pipe(v.number(), v.minValue(1), v.maxValue(600)) }),
  v.object({ advance: whole(0, day) }),
]);

/** A name that is none of these is refused: passed over, it would wait for anything. */
const clockUntil: v.GenericSchema<unknown, { until: Until }> = v.object({
  until: v.strictObject({
    event: v.exactOptional(v.picklist(eventTypes)),
    subject: v.exactOptional(id),
    within: v.exactOptional(whole(1, day)),
  }),
});

/** Every way to move the clock, as it is described. Where one is read, the schema below says better what does not fit. */
export const clockChanges = v.union([clockMove, clockUntil]);

export const clockChange = v.lazy((given): v.GenericSchema<unknown, ClockChange | { until: Until }> =>
  typeof given === 'object' && given !== null && 'until' in given ? clockUntil : clockMove,
);

/** A length that may be left out, of something that happens anew when it is over: never so short that it storms. */
const pause = v.exactOptional(whole(second, day));
const length = v.exactOptional(whole(100, day));
const lengthOrNone = v.exactOptional(v.nullable(whole(100, day)));
/** What the vendor's administrators can set. */
const countdown = v.exactOptional(whole(0, 1200 * second));
const flag = v.exactOptional(v.boolean());
const attempts = whole(1, 100);
const named = { id, name: words };
/** At least one of them, each with an id of its own. */
const listOf = <T extends { id: string }>(item: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.array(item),
    v.minLength(1),
    v.maxLength(50),
    v.check((all) => new Set(all.map((one) => one.id)).size === all.length),
  );
const presences = listOf(
  v.strictObject({
    ...named,
    status: v.picklist(['available', 'away', 'busy', 'offline']),
    counterpart: id,
  }),
);
const unique = <const K extends readonly string[]>(kinds: K) =>
  v.exactOptional(
    v.pipe(
      v.array(v.picklist(kinds)),
      v.check((list) => new Set(list).size === list.length),
    ),
  );

/** What a situation's policy may be changed to. A name that is none of the policy's is refused, not passed over. */
export const policyChanges = v.strictObject({
  providerName: v.exactOptional(words),
  dialing: v.exactOptional(v.picklist(['manual', 'automatic'])),
  timers: v.exactOptional(
    v.strictObject({
      offer: lengthOrNone,
      dial: countdown,
      ring: length,
      close: countdown,
      transferOffer: lengthOrNone,
      afterTransfer: countdown,
      consult: length,
      consultQueue: length,
      blind: length,
      waitingCall: length,
      noAgent: length,
      round: pause,
      nextRound: pause,
      wrapUp: lengthOrNone,
      moreTime: lengthOrNone,
      expiry: lengthOrNone,
      lead: v.exactOptional(whole(0, day)),
      agentLost: length,
      autoAssign: length,
      customerFirstRetry: pause,
      retention: length,
      endedOffer: length,
    }),
  ),
  attemptLimit: v.exactOptional(v.nullable(attempts)),
  customerFirstAttemptLimit: v.exactOptional(attempts),
  allowDecline: flag,
  autoAssign: flag,
  rejectReasons: v.exactOptional(
    v.union([v.strictTuple([]), listOf(v.strictObject({ ...named, reassignable: v.boolean() }))]),
  ),
  presences: v.exactOptional(v.strictObject({ workspace: presences, contact_centre: presences })),
  afterTimeOutPresence: v.exactOptional(id),
  wrapUpCodes: v.exactOptional(listOf(v.strictObject(named))),
  defaultWrapUpCode: v.exactOptional(id),
  reasons: v.exactOptional(v.pipe(v.array(words), v.minLength(1), v.maxLength(50))),
  notesLimit: v.exactOptional(whole(1, 20_000)),
  lateNotes: flag,
  tryLater: flag,
  recording: flag,
  escalation: flag,
  dialOut: flag,
  callbackTransfer: unique(['agent', 'queue']),
  consultTargets: unique(['agent', 'queue', 'external']),
  blindTargets: unique(['agent', 'queue', 'external']),
  override: v.exactOptional(
    v.strictObject({ doNotCall: v.boolean(), consent: v.boolean(), callingWindow: v.boolean() }),
  ),
});
policyChanges satisfies v.GenericSchema<unknown, PolicyChanges>;

/** Names that the schema forgot: all of them may be absent, so `satisfies` would not miss one. */
type Taken = v.InferOutput<typeof policyChanges>;
type Forgotten = [
  Exclude<keyof PolicyChanges, keyof Taken>,
  Exclude<keyof NonNullable<PolicyChanges['timers']>, keyof NonNullable<Taken['timers']>>,
];
true satisfies Forgotten extends [never, never] ? true : never;

export const situation = v.object({
  scenario: id,
  seed: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  policy: v.exactOptional(policyChanges),
});

/** A name that is none of these is refused: a match that was passed over would match everything. */
const rule = {
  agentId: v.exactOptional(id),
  when: v.exactOptional(
    v.union([
      v.strictObject({ nth: whole(1, 1_000_000) }),
      v.strictObject({ first: whole(1, 1_000_000) }),
      v.strictObject({ chance: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
    ]),
  ),
};
const late = { fault: v.literal('delay'), delay: whole(1, 300 * second) };
const ofAnswer = {
  ...rule,
  on: v.literal('answer'),
  command: v.exactOptional(v.picklist(commandKeys)),
  method: v.exactOptional(v.picklist(['GET', 'POST'])),
  path: v.exactOptional(v.pipe(text(500), v.startsWith('/api/'))),
};
const ofStream = { ...rule, on: v.literal('stream'), type: v.exactOptional(words) };
const problemCodes = v.picklist(Object.keys(problems) as ProblemCode[]);

export const faultRules: v.GenericSchema<unknown, { rules: FaultRule[]; add: boolean }> = v.object({
  rules: v.pipe(
    v.array(
      v.variant('on', [
        v.variant('fault', [
          v.strictObject({ ...ofAnswer, ...late }),
          v.pipe(
            v.strictObject({
              ...ofAnswer,
              fault: v.literal('refuse'),
              status: v.exactOptional(whole(400, 599)),
              problem: v.exactOptional(problemCodes),
              retryAfter: v.exactOptional(whole(0, 3600)),
            }),
            v.forward(
              v.check((one) => refusalOf(one) !== null),
              ['status'],
            ),
          ),
          v.strictObject({ ...ofAnswer, fault: v.picklist(['drop', 'duplicate', 'cut']) }),
        ]),
        v.variant('fault', [
          v.strictObject({ ...ofStream, ...late }),
          v.strictObject({
            ...ofStream,
            fault: v.picklist(['drop', 'duplicate', 'reorder', 'cut', 'silence', 'restart']),
          }),
        ]),
      ]),
    ),
    v.maxLength(100),
  ),
  add: v.optional(v.boolean(), false),
});

export const journalQuery = v.object({
  kind: v.exactOptional(v.picklist(journalKinds)),
  after: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});

const count = whole(0, 1_000_000);

export const verification: v.GenericSchema<unknown, { request: CommandMatch; times?: Times }> = v.object({
  request: v.strictObject({
    agentId: v.exactOptional(id),
    key: v.exactOptional(v.nullable(text(200))),
    command: v.exactOptional(v.picklist(commandKeys)),
    id: v.exactOptional(v.nullable(id)),
    payload: v.exactOptional(
      v.pipe(
        v.unknown(),
        v.check((value) => isShallow(value)),
      ),
    ),
    outcome: v.exactOptional(v.nullable(v.picklist(['performed', 'unchanged']))),
    problem: v.exactOptional(v.nullable(problemCodes)),
    replayed: v.exactOptional(v.boolean()),
  }),
  times: v.exactOptional(
    v.union([count, v.strictObject({ atLeast: v.exactOptional(count), atMost: v.exactOptional(count) })]),
  ),
});

export const nothing = v.object({});

// A saved log: its header, its inputs, and what only the clock's input has.

/** To the end of the year 9999. */
const time = whole(0, Date.UTC(10_000, 0) - 1);

export const savedHeader = v.object({
  ...situation.entries,
  epoch: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  startedAt: time,
});

export const savedInput = v.object({
  n: whole(1, Number.MAX_SAFE_INTEGER),
  at: time,
  actor: v.variant('kind', [
    v.object({ kind: v.literal('agent'), id, roles: v.array(v.picklist(['agent', 'callback_writer'])) }),
    v.object({ kind: v.picklist(['control', 'driver']) }),
  ]),
  kind: v.picklist(['command', 'control', 'wake', 'connection']),
  name: text(200),
  subject: v.nullable(text(200)),
  body: v.unknown(),
  key: v.nullable(text(200)),
  hash: text(64),
});

export const savedClock = v.object({
  rate: v.pipe(v.number(), v.minValue(0), v.maxValue(600)),
  base: time,
  realBase: v.pipe(v.number(), v.finite()),
});

export const sessionRequest = v.object({
  ns: v.exactOptional(id),
  agent: v.exactOptional(id),
  scenario: v.exactOptional(id),
});

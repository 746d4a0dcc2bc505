import * as v from 'valibot';
import { capabilityReasons } from './capabilities.ts';
import {
  capabilityName,
  commandKeys,
  splitCommand,
  type Side,
  type CapabilityName,
  type SubjectKind,
} from './commands.ts';
import { directoryPageSize, type DirectoryPage } from './directory.ts';
import {
  eventTypes,
  type CallbackEvent,
  type Clock,
  type CommandAnswer,
  type Position,
  type Snapshot,
} from './events.ts';
import { problems, problemType, type Problem, type ProblemCode } from './problems.ts';
import type { AnyRecord, RecordKind, RecordRef, RecordTypes } from './records.ts';
import { id, phoneNumber } from './schemas.ts';

/*
 * What a provider answers, for a provider that checks itself and for the OpenAPI document. Apart from the types, so
 * that a page carries no validator. Strict: a field that is not named here is one that nobody described. (A client
 * passes over what it does not know all the same.)
 */

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.string();
const name = v.pipe(v.string(), v.minLength(1));

/** ISO 8601, UTC, with milliseconds. */
export const instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
);
const duration = whole;
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/** The words that are known, and those of a provider's own. */
const open = <const T extends readonly string[]>(known: T) =>
  v.pipe(v.string(), v.minLength(1), v.examples([...known]));

/** `epoch.number`. */
export const position = v.pipe(
  v.string(),
  v.regex(/^[\w-]{1,64}\.\d{1,15}$/),
  // What the expression says, the type of a text cannot.
) as unknown as v.GenericSchema<string, Position>;

export const clock = v.strictObject({
  now: instant,
  rate: v.pipe(v.number(), v.minValue(0), v.maxValue(600)),
});

const capability = v.pipe(
  v.strictObject({
    visible: v.boolean(),
    enabled: v.boolean(),
    reason: v.exactOptional(open(capabilityReasons)),
    override: v.exactOptional(open(capabilityReasons)),
    message: v.exactOptional(text),
  }),
  v.check(
    ({ visible, enabled, reason }) => enabled || !visible || reason !== undefined,
    'What is shown and not enabled has a reason.',
  ),
);
/** One for each command on the kind of subject. */
const capabilities = <K extends SubjectKind>(kind: K) =>
  v.strictObject(
    Object.fromEntries(
      commandKeys
        .map(splitCommand)
        .filter(([subject]) => subject === kind)
        .map(([, command]) => [capabilityName(command), capability]),
    ) as Record<CapabilityName<K>, typeof capability>,
  );

const recordKinds = [
  'agent',
  'offer',
  'task',
  'interaction',
  'call',
  'segment',
  'notice',
  'settings',
] as const;
export const recordRef = v.strictObject({ kind: v.picklist(recordKinds), id });
const base = <K extends RecordKind>(kind: K) => ({
  kind: v.literal(kind),
  id,
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});
const hostIds = {
  taskId: id,
  interactionId: v.nullable(id),
  customerId: id,
  externalId: v.nullable(id),
  customPayload: v.unknown(),
};
const timer = <const K extends readonly string[]>(...kinds: K) =>
  v.strictObject({ kind: v.picklist(kinds), deadline: instant, duration });

const targetKind = v.picklist(['agent', 'queue', 'external']);
const named = v.strictObject({ id, name });
const target = v.strictObject({ kind: targetKind, id, name });
const presenceStatus = v.picklist(['available', 'away', 'busy', 'offline']);
const bySide = <S extends v.GenericSchema>(schema: S) =>
  v.strictObject({ workspace: schema, contact_centre: schema } satisfies Record<Side, S>);
const presenceOption = v.strictObject({ id, name, status: presenceStatus, counterpart: id });
const sidePresence = v.strictObject({ signedIn: v.boolean(), presenceId: id, since: instant });
const mode = v.picklist(['agent_first', 'customer_first']);
const callbackType = v.picklist(['asap', 'scheduled']);
const legEndReason = v.picklist([
  'no_answer',
  'busy',
  'failed',
  'voicemail',
  'declined',
  'agent_hangup',
  'customer_hangup',
  'transferred',
  'dropped',
]);
const rejectReason = v.strictObject({ id, name, reassignable: v.boolean() });
const dated = v.strictObject({ at: instant, notes: text });

const attempt = v.strictObject({
  id,
  attempt: v.pipe(whole, v.minValue(1)),
  number: phoneNumber,
  agentName: v.nullable(name),
  overrideReason: v.nullable(text),
  startedAt: instant,
  endedAt: v.nullable(instant),
  outcome: v.nullable(v.picklist([...legEndReason.options, 'answered', 'wrong_number', 'no_agent'])),
});

const customer = v.strictObject({
  id,
  name,
  numbers: v.array(v.strictObject({ id, number: phoneNumber, label: text })),
  timeZone: v.nullable(name),
  language: v.nullable(name),
});

const leg = v.strictObject({
  id,
  role: v.picklist(['agent', 'customer', 'external', 'queue']),
  agentId: v.nullable(id),
  name,
  number: v.nullable(phoneNumber),
  state: v.picklist(['dialing', 'ringing', 'connected', 'held', 'ended']),
  since: instant,
  connectedAt: v.nullable(instant),
  muted: v.boolean(),
  endReason: v.nullable(legEndReason),
});

/** Every kind of record, as its type in `records.ts` describes it. */
export const recordSchemas = {
  agent: v.strictObject({
    ...base('agent'),
    name,
    roles: v.array(v.picklist(['agent', 'callback_writer'])),
    queues: v.array(named),
    capacity: whole,
    presence: bySide(sidePresence),
    nextPresenceId: v.nullable(id),
    matchTo: v.nullable(id),
    capabilities: capabilities('agent'),
  }),
  offer: v.strictObject({
    ...base('offer'),
    ...hostIds,
    interactionId: id,
    state: v.picklist(['open', 'accepted', 'rejected', 'timed_out', 'rescinded']),
    badge: v.nullable(
      v.variant('kind', [
        v.strictObject({ kind: v.picklist(['transferred', 'consult']), by: name }),
        v.strictObject({ kind: v.literal('customer_waiting') }),
      ]),
    ),
    customerName: name,
    queueName: name,
    type: callbackType,
    scheduledStart: v.nullable(instant),
    reason: v.nullable(text),
    offeredAt: instant,
    timer: v.nullable(timer('offer', 'transfer_offer', 'consult', 'blind')),
    autoAssigned: v.boolean(),
    rejectReasons: v.array(rejectReason),
    capabilities: capabilities('offer'),
  }),
  task: v.strictObject({
    ...base('task'),
    ...hostIds,
    taskNumber: name,
    state: v.picklist([
      'scheduled',
      'queued',
      'offered',
      'assigned',
      'in_progress',
      'closed_complete',
      'closed_abandoned',
      'canceled',
    ]),
    mode,
    type: callbackType,
    ownerId: v.nullable(id),
    customer,
    numberId: id,
    queue: named,
    reason: v.nullable(text),
    requestedAt: instant,
    scheduledStart: v.nullable(instant),
    promisedAt: v.nullable(instant),
    sourceChannel: v.nullable(text),
    ivrPath: v.array(text),
    context: v.nullable(text),
    scheduledBy: v.nullable(name),
    consent: v.nullable(
      v.strictObject({ given: v.boolean(), at: v.nullable(instant), text: v.nullable(text) }),
    ),
    doNotCall: v.boolean(),
    voicemail: v.nullable(v.strictObject({ duration })),
    callingWindow: v.nullable(
      v.strictObject({ from: timeOfDay, to: timeOfDay, open: v.boolean(), changesAt: v.nullable(instant) }),
    ),
    attempts: v.array(attempt),
    attemptLimit: v.nullable(whole),
    closedAt: v.nullable(instant),
    capabilities: capabilities('task'),
  }),
  interaction: v.strictObject({
    ...base('interaction'),
    ...hostIds,
    interactionId: id,
    state: v.picklist([
      'offered',
      'preview',
      'dialing',
      'in_call',
      'wrap_up',
      'closed',
      'transferring',
      'no_answer',
      'waiting',
      'released',
    ]),
    mode,
    ownerId: v.nullable(id),
    customerName: name,
    numberId: id,
    callId: v.nullable(id),
    acceptedAt: v.nullable(instant),
    previewDuration: v.nullable(duration),
    timer: v.nullable(timer('dial', 'close')),
    transfer: v.nullable(v.strictObject({ id, target, timer: v.nullable(timer('transfer_offer')) })),
    escalatedAt: v.nullable(instant),
    closedAt: v.nullable(instant),
    capabilities: capabilities('interaction'),
  }),
  call: v.strictObject({
    ...base('call'),
    ...hostIds,
    interactionId: id,
    attempt: v.pipe(whole, v.minValue(1)),
    legs: v.array(leg),
    startedAt: instant,
    answeredAt: v.nullable(instant),
    endedAt: v.nullable(instant),
    recording: v.strictObject({
      state: v.picklist(['off', 'on', 'paused', 'saved']),
      since: v.nullable(instant),
    }),
    consult: v.strictObject({
      state: v.picklist(['none', 'consult_dialing', 'consulting', 'conference']),
      target: v.nullable(target),
      timer: v.nullable(timer('consult')),
      last: v.nullable(v.strictObject({ target, reason: legEndReason })),
    }),
    blind: v.nullable(v.strictObject({ target, timer: timer('blind') })),
    escalatedAt: v.nullable(instant),
    capabilities: capabilities('call'),
  }),
  segment: v.strictObject({
    ...base('segment'),
    ...hostIds,
    interactionId: id,
    customerName: name,
    state: v.picklist(['draft', 'open', 'submitted', 'expired']),
    reasonId: v.nullable(id),
    notes: text,
    revision: whole,
    savedAt: v.nullable(instant),
    timer: v.nullable(timer('wrap_up')),
    closesWhenCallEnds: v.boolean(),
    lateNotes: v.array(dated),
    history: v.array(dated),
    closedAt: v.nullable(instant),
    capabilities: capabilities('segment'),
  }),
  notice: v.strictObject({
    ...base('notice'),
    ...hostIds,
    at: instant,
    type: v.picklist([
      'transfer_accepted',
      'transfer_declined',
      'transfer_timed_out',
      'transfer_failed',
      'transfer_cancelled',
      'blind_not_accepted',
      'customer_canceled',
    ]),
    customerName: name,
    party: v.nullable(name),
    reason: v.nullable(text),
    capabilities: capabilities('notice'),
  }),
  settings: v.strictObject({
    ...base('settings'),
    providerName: name,
    presences: bySide(v.array(presenceOption)),
    wrapUpCodes: v.array(named),
    defaultWrapUpCode: id,
    reasons: v.array(text),
    dialing: v.picklist(['manual', 'automatic']),
    targets: v.strictObject({
      transfer: v.array(targetKind),
      consult: v.array(targetKind),
      blind: v.array(targetKind),
    }),
    notesLimit: whole,
  }),
};

export const anyRecord = v.variant('kind', [
  recordSchemas.agent,
  recordSchemas.offer,
  recordSchemas.task,
  recordSchemas.interaction,
  recordSchemas.call,
  recordSchemas.segment,
  recordSchemas.notice,
  recordSchemas.settings,
]);

/** The answer to `GET /api/session`. */
export const snapshot = v.strictObject({
  asOf: position,
  clock,
  namespace: name,
  agentId: id,
  records: v.array(anyRecord),
});

/** The data of a `change` message. */
export const callbackEvent = v.strictObject({
  id: position,
  type: open(eventTypes),
  at: instant,
  subject: v.nullable(recordRef),
  records: v.array(anyRecord),
  removed: v.array(recordRef),
});

/** The data of every kind of message in an agent's stream, by its name. */
export const streamSchemas = {
  change: callbackEvent,
  /** `asOf`: the position that was sent last. */
  heartbeat: v.strictObject({ ...clock.entries, asOf: v.exactOptional(position) }),
  directory: v.strictObject({}),
  reset: v.strictObject({}),
};

/** The answer to a command. */
export const commandAnswer = v.strictObject({
  outcome: v.picklist(['performed', 'unchanged']),
  asOf: position,
});

/** The answer to `GET /api/directory`. */
export const directoryPage = v.strictObject({
  entries: v.pipe(
    v.array(
      v.variant('kind', [
        v.strictObject({
          kind: v.literal('agent'),
          id,
          name,
          status: presenceStatus,
          presence: name,
          since: instant,
          activity: v.nullable(v.picklist(['callback', 'call', 'wrap_up'])),
          reachable: v.boolean(),
        }),
        v.strictObject({
          kind: v.literal('queue'),
          id,
          name,
          waiting: whole,
          estimatedWait: v.nullable(duration),
        }),
        v.strictObject({ kind: v.literal('external'), id, name, number: phoneNumber }),
      ]),
    ),
    v.maxLength(directoryPageSize),
  ),
  total: whole,
  next: v.nullable(name),
});

/** A refusal, RFC 9457. */
export const problemDocument = v.strictObject({
  type: v.picklist((Object.keys(problems) as ProblemCode[]).map(problemType)),
  title: name,
  status: v.pipe(v.number(), v.safeInteger(), v.minValue(400), v.maxValue(599)),
  detail: v.exactOptional(name),
  reason: v.exactOptional(open(capabilityReasons)),
  state: v.exactOptional(name),
  record: v.exactOptional(anyRecord),
});

/** What a document names, by the names of the types. */
export const definitions = {
  Position: position,
  Clock: clock,
  RecordRef: recordRef,
  Capability: capability,
  Named: named,
  Target: target,
  Customer: customer,
  Attempt: attempt,
  Leg: leg,
  AgentRecord: recordSchemas.agent,
  OfferRecord: recordSchemas.offer,
  TaskRecord: recordSchemas.task,
  InteractionRecord: recordSchemas.interaction,
  CallRecord: recordSchemas.call,
  SegmentRecord: recordSchemas.segment,
  NoticeRecord: recordSchemas.notice,
  SettingsRecord: recordSchemas.settings,
  AnyRecord: anyRecord,
  Snapshot: snapshot,
  CallbackEvent: callbackEvent,
  CommandAnswer: commandAnswer,
  DirectoryPage: directoryPage,
  Problem: problemDocument,
};

/** As it reads when every field is read-only, and words of a provider's own are any text. */
type Plain<T> = T extends string
  ? string extends T
    ? string
    : T
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;
/** Identical, not just assignable: fields that may be absent count. */
type Same<A, B> =
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- generic functions alone are compared so
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;
type Agrees<S extends v.GenericSchema, T> = Same<v.InferOutput<S>, T>;

/** Schema and type agree, both ways: neither has a field or a value that the other has not. */
type Disagreeing = {
  [K in RecordKind]: Agrees<(typeof recordSchemas)[K], RecordTypes[K]> extends true ? never : K;
}[RecordKind];
true satisfies [Disagreeing] extends [never] ? true : Disagreeing;
true satisfies Agrees<typeof anyRecord, AnyRecord>;
true satisfies Agrees<typeof recordRef, RecordRef>;
true satisfies Agrees<typeof clock, Clock>;
true satisfies Agrees<typeof snapshot, Snapshot>;
true satisfies Agrees<typeof callbackEvent, CallbackEvent>;
true satisfies Agrees<typeof commandAnswer, CommandAnswer>;
true satisfies Agrees<typeof directoryPage, DirectoryPage>;
true satisfies Agrees<typeof problemDocument, Problem>;

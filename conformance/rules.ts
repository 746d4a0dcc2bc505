import type { Capability } from '../contract/capabilities.ts';
import { capabilityName, commandKeys, splitCommand } from '../contract/commands.ts';
import { parsePosition, type CallbackEvent } from '../contract/events.ts';
import type { AnyRecord, CallRecord, Leg, RecordKind, RecordTypes } from '../contract/records.ts';
import {
  closedTaskStates,
  consultTransitions,
  interactionTransitions,
  legTransitions,
  offerTransitions,
  segmentTransitions,
  taskTransitions,
  type Transition,
} from '../contract/transitions.ts';
import { isSame } from './same.ts';

/* What must be so at every moment and at every step, whatever is done; judged while the checks do their work. */

/** The records of one agent by `kind id`. */
export type View = ReadonlyMap<string, AnyRecord>;

/** One step of the stream, or a snapshot that was taken anew (then without an event). */
export interface Step {
  readonly agentId: string;
  readonly before: View | null;
  readonly after: View;
  readonly position: string | null;
  readonly event: CallbackEvent | null;
}

export interface Rule {
  readonly id: string;
  /** The section of the specification. */
  readonly of: string;
  readonly title: string;
  /** What is wrong, for people; nothing where all is well. */
  readonly judge: (step: Step) => Iterable<string>;
}

const all = <K extends RecordKind>(view: View, kind: K): RecordTypes[K][] =>
  [...view.values()].filter((one): one is RecordTypes[K] => one.kind === kind);

/** The records that were there before and are now, each twice. */
const pairs = function* <K extends RecordKind>({ before, after }: Step, kind: K) {
  for (const now of all(after, kind)) {
    const old = before?.get(`${kind} ${now.id}`) as RecordTypes[K] | undefined;
    if (old && old !== now) yield [old, now] as const;
  }
};

/** Whether the table leads from one state to the other; several moves may have come at once. */
const leads = <S extends string>(table: readonly Transition<S>[], from: S, to: S): boolean => {
  const reached = new Set([from]);
  for (const at of reached) for (const row of table) if (row.from === at) reached.add(row.to);
  return reached.has(to);
};

const isLive = ({ state }: Leg) => state !== 'ended';
const customersOf = ({ legs }: CallRecord) => legs.filter(({ role }) => role === 'customer');

/** Of two that stand in each other's place at most one is there. */
const counterparts = [
  ['dial', 'retry'],
  ['transfer', 'cancelTransfer'],
  ['mute', 'unmute'],
  ['hold', 'resume'],
  ['recordPause', 'recordResume'],
  ['recordStart', 'recordStop'],
] as const;

/** What a version counts, by kind: not what is computed for who looks. */
const counted: Partial<Record<RecordKind, readonly string[]>> = {
  offer: ['state'],
  task: ['state', 'ownerId', 'attempts', 'scheduledStart', 'reason', 'closedAt'],
  interaction: ['state', 'ownerId', 'numberId', 'callId', 'timer', 'transfer', 'closedAt'],
  call: ['legs', 'recording', 'consult', 'blind', 'endedAt', 'escalatedAt'],
  segment: ['state', 'notes', 'reasonId', 'revision', 'lateNotes', 'closedAt'],
  agent: ['presence'],
};

/** What a closed thing may still change: how often it changed, what may be done, late notes. */
const unfixed = ['version', 'capabilities', 'lateNotes', 'closesWhenCallEnds', 'interactionId'];
const closedStates: Partial<Record<RecordKind, readonly string[]>> = {
  offer: ['accepted', 'rejected', 'timed_out', 'rescinded'],
  task: closedTaskStates,
  interaction: ['closed'],
  segment: ['submitted', 'expired'],
};

const instantFields = /(At|since|deadline|scheduledStart|offeredAt)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** Every field of a record, with the path to it. What the host attached is its own. */
const fields = function* (value: unknown, path = ''): Generator<[path: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else
    for (const [key, part] of Object.entries(value))
      if (key !== 'customPayload') yield* fields(part, path ? `${path}.${key}` : key);
};

const name = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;

const rule = (id: string, of: string, title: string, judge: Rule['judge']): Rule => ({
  id,
  of,
  title,
  judge,
});

export const rules: readonly Rule[] = [
  rule('numbers', '5.10', 'events are numbered one by one', function* ({ event, position }) {
    const [now, before] = [event && parsePosition(event.id), parsePosition(position ?? '')];
    if (!event || !before) return;
    if (!now) yield `${event.id} is no position`;
    else if (now.epoch !== before.epoch || now.number !== before.number + 1)
      yield `after ${position} came ${event.id}`;
  }),
  rule('whole', '4', 'a record comes whole, with every capability', function* ({ after }) {
    for (const record of after.values()) {
      if (!Number.isSafeInteger(record.version) || record.version < 1)
        yield `${name(record)} has the version ${record.version}`;
      if (!('capabilities' in record)) continue;
      const given = record.capabilities as Readonly<Record<string, Capability | undefined>>;
      for (const [kind, verb] of commandKeys.map(splitCommand))
        if (kind === record.kind && !given[capabilityName(verb)])
          yield `${name(record)} does not say whether ${verb} is possible`;
    }
  }),
  rule('capabilities', '4.5', 'what cannot be done says why; of a pair one is there', function* ({ after }) {
    for (const record of after.values()) {
      if (!('capabilities' in record)) continue;
      const given = record.capabilities as Readonly<Record<string, Capability | undefined>>;
      for (const [key, one] of Object.entries(given)) {
        if (one?.enabled && !one.visible) yield `${name(record)}: ${key} is enabled and not there`;
        if (one?.visible && !one.enabled && !one.reason)
          yield `${name(record)}: ${key} is disabled without a reason`;
      }
      for (const [one, other] of counterparts)
        if (given[one]?.visible && given[other]?.visible && one !== 'recordStart')
          yield `${name(record)}: ${one} and ${other} are both there`;
    }
  }),
  rule('times', '6', 'times are ISO 8601 in UTC', function* ({ after }) {
    for (const record of after.values())
      for (const [path, value] of fields(record))
        if (instantFields.test(path) && typeof value === 'string' && !instant.test(value))
          yield `${name(record)}: ${path} is ${value}`;
  }),
  rule('versions', '4', 'versions rise with what changes, and never fall', function* (step) {
    for (const kind of Object.keys(counted) as (keyof typeof counted)[])
      for (const [old, now] of pairs(step, kind)) {
        if (now.version < old.version) yield `${name(now)} fell from ${old.version} to ${now.version}`;
        const changed = counted[kind]!.filter((key) => !isSame(old[key as never], now[key as never]));
        if (changed.length && now.version <= old.version)
          yield `${name(now)}: ${changed.join(', ')} changed, and the version did not`;
      }
  }),
  rule('moves', '4.1 to 4.3', 'states move as the tables say', function* (step) {
    const judge = function* <S extends string>(
      of: string,
      table: readonly Transition<S>[],
      from: S | undefined,
      to: S,
    ) {
      if (from !== undefined && !leads(table, from, to)) yield `${of} went from ${from} to ${to}`;
    };
    for (const [old, now] of pairs(step, 'task'))
      yield* judge(name(now), taskTransitions, old.state, now.state);
    for (const [old, now] of pairs(step, 'interaction'))
      yield* judge(name(now), interactionTransitions, old.state, now.state);
    for (const [old, now] of pairs(step, 'offer'))
      yield* judge(name(now), offerTransitions, old.state, now.state);
    for (const [old, now] of pairs(step, 'segment'))
      yield* judge(name(now), segmentTransitions, old.state, now.state);
    for (const [old, now] of pairs(step, 'call')) {
      yield* judge(`consult of ${now.id}`, consultTransitions, old.consult.state, now.consult.state);
      for (const leg of now.legs)
        yield* judge(
          `leg ${leg.id}`,
          legTransitions,
          old.legs.find(({ id }) => id === leg.id)?.state,
          leg.state,
        );
    }
  }),
  rule('attempts', '5.1', 'one dial at a time, numbered', function* ({ after }) {
    for (const task of all(after, 'task')) {
      if (task.attempts.some((one, at) => one.attempt !== at + 1))
        yield `${name(task)}: attempts are numbered ${task.attempts.map((one) => one.attempt).join(', ')}`;
      if (task.attempts.slice(0, -1).some((one) => one.outcome === null))
        yield `${name(task)}: an attempt began before the last one ended`;
      const live = all(after, 'call').filter(
        (call) => call.taskId === task.id && call.endedAt === null && customersOf(call).some(isLive),
      );
      if (live.length > 1) yield `${name(task)} is called ${live.length} times at once`;
    }
  }),
  rule('owners', '5.2', 'one owner: what is before the agent is theirs', function* ({ after, agentId }) {
    for (const one of all(after, 'interaction')) {
      const isAtHand = /^(preview|dialing|no_answer|transferring)$/.test(one.state);
      if (isAtHand && one.ownerId !== agentId) yield `${name(one)} is ${one.state} at ${one.ownerId}`;
    }
  }),
  rule('offers', '5.3', 'an offer ends once', function* (step) {
    for (const [old, now] of pairs(step, 'offer'))
      if (old.state !== 'open' && now.state !== old.state)
        yield `${name(now)} was ${old.state}, and is ${now.state}`;
  }),
  rule('live', '5.5', 'a task is not closed while somebody is on the line', function* ({ after }) {
    for (const call of all(after, 'call')) {
      const task = after.get(`task ${call.taskId}`) as RecordTypes['task'] | undefined;
      if (call.endedAt === null && task && closedTaskStates.includes(task.state))
        yield `${name(task)} is ${task.state} during ${name(call)}`;
    }
  }),
  rule('there', '5.5', 'nobody is held or connected with nobody there', function* ({ after }) {
    for (const call of all(after, 'call')) {
      const isAlone = !call.legs.some((leg) => leg.role !== 'customer' && isLive(leg));
      const isOn = customersOf(call).some(({ state }) => state === 'held' || state === 'connected');
      if (call.endedAt === null && isOn && isAlone && !call.blind) yield `${name(call)} has nobody there`;
    }
  }),
  rule('place', '5.6', 'a callback is in one place', function* ({ after }) {
    for (const task of all(after, 'task')) {
      const held = all(after, 'interaction').filter(
        (one) => one.taskId === task.id && !/^(offered|released|closed)$/.test(one.state),
      );
      const open = all(after, 'offer').filter(
        (one) => one.state === 'open' && one.taskId === task.id && one.badge === null,
      );
      if (held.length > 1) yield `${name(task)} is before the agent ${held.length} times`;
      if (open.length > 1) yield `${name(task)} is offered ${open.length} times`;
      if (open.length && held.some(({ id }) => open.every((one) => one.interactionId !== id)))
        yield `${name(task)} is offered while the agent has it`;
    }
  }),
  rule('closed', '5.7', 'a closed thing does not change', function* (step) {
    const judge = function* (old: AnyRecord & { state: string }, now: AnyRecord) {
      if (!closedStates[old.kind]!.includes(old.state)) return;
      const changed = Object.keys(now).filter(
        (key) => !unfixed.includes(key) && !isSame(now[key as never], old[key as never]),
      );
      if (changed.length) yield `${name(now)} was ${old.state}, and changed its ${changed.join(', ')}`;
    };
    for (const kind of ['offer', 'task', 'interaction', 'segment'] as const)
      for (const [old, now] of pairs(step, kind)) yield* judge(old, now);
  }),
  rule('late', '5.7', 'late notes are appended', function* (step) {
    for (const [old, now] of pairs(step, 'segment'))
      if (!isSame(now.lateNotes.slice(0, old.lateNotes.length), old.lateNotes))
        yield `${name(now)} lost a late note`;
  }),
  rule('expired', '5.8', 'a wrap-up that expires keeps its notes', function* (step) {
    for (const [old, now] of pairs(step, 'segment'))
      if (old.state !== now.state && now.state !== 'submitted' && now.notes !== old.notes)
        yield `${name(now)} became ${now.state} with other notes`;
  }),
  rule('sight', '5.9', 'an agent sees what is theirs', function* ({ after, agentId }) {
    for (const one of all(after, 'agent')) if (one.id !== agentId) yield `${name(one)} is another's record`;
    const parts = new Set(all(after, 'segment').map(({ interactionId }) => interactionId));
    for (const one of all(after, 'interaction')) {
      const isOffered = one.state === 'offered' || one.state === 'waiting';
      if (one.ownerId !== agentId && !parts.has(one.id) && !isOffered)
        yield `${name(one)} is ${one.ownerId}'s`;
    }
  }),
  rule('capacity', '5.11', 'no more live calls than the agent has capacity for', function* (step) {
    const { after, agentId } = step;
    const capacity = all(after, 'agent').find(({ id }) => id === agentId)?.capacity ?? 1;
    const live = all(after, 'call').filter(
      (call) =>
        call.endedAt === null &&
        customersOf(call).some(isLive) &&
        call.legs.some((leg) => leg.agentId === agentId && isLive(leg)),
    );
    if (live.length > capacity) yield `${live.length} calls at once, with a capacity of ${capacity}`;
  }),
];

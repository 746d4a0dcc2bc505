import assert from 'node:assert/strict';
import type { CommandKey } from '../../contract/commands.ts';
import { makePolicy, type Policy, type PolicyChanges } from '../../contract/policy.ts';
import type {
  AgentRecord,
  AnyRecord,
  CallRecord,
  InteractionRecord,
  OfferRecord,
  RecordKind,
  RecordTypes,
  SegmentRecord,
  TaskRecord,
  Timer,
} from '../../contract/records.ts';
import { view } from '../../mock-server/engine/engine.ts';
import type { Input, Outcome, State } from '../../mock-server/engine/types.ts';

/*
 * spec.md once more, as a table of rules over what agents see: of each command, whether it is performed, and what is
 * so afterwards; of each deadline that is shown, what its zero does. Nothing here looks into the engine: `view` alone.
 */

type Expected = 'performed' | 'unchanged' | 'refused';

/** What everybody sees at one moment. */
class World {
  readonly #seen = new Map<string, readonly AnyRecord[]>();
  constructor(
    readonly state: State,
    readonly agentIds: readonly string[],
  ) {}
  records(agentId: string): readonly AnyRecord[] {
    const seen = this.#seen.get(agentId) ?? view(this.state, agentId)!.records;
    this.#seen.set(agentId, seen);
    return seen;
  }
  all<K extends RecordKind>(agentId: string, kind: K): RecordTypes[K][] {
    return this.records(agentId).filter((one): one is RecordTypes[K] => one.kind === kind);
  }
  one<K extends RecordKind>(agentId: string, kind: K, id: string): RecordTypes[K] | undefined {
    return this.all(agentId, kind).find((record) => record.id === id);
  }
  agent(agentId: string): AgentRecord {
    return this.all(agentId, 'agent')[0]!;
  }
}

interface About<K extends RecordKind> {
  readonly me: string;
  readonly it: RecordTypes[K];
  readonly body: Readonly<Record<string, unknown>>;
  readonly world: World;
  readonly policy: Policy;
  readonly memory: Memory;
}

interface After<K extends RecordKind> extends About<K> {
  /** As it is now; undefined: out of sight. */
  readonly now: RecordTypes[K] | undefined;
  readonly later: World;
}

interface Rule<K extends RecordKind> {
  /** Null: what is sent decides in ways that are tested elsewhere. */
  readonly expect: (about: About<K>) => Expected | null;
  readonly then?: (after: After<K>) => void;
}

/** What is not in the records: where Back leads, and a transfer back to; when an agent without a stream is lost. */
interface Memory {
  readonly cameFrom: Map<string, string>;
  readonly lostAt: Map<string, number>;
}

const performedIf = (is: boolean): Expected => (is ? 'performed' : 'refused');
const already = (is: boolean, otherwise: Expected | null): Expected | null => (is ? 'unchanged' : otherwise);

const isLive = (call: CallRecord) => call.endedAt === null;
const isOn = (call: CallRecord, agentId: string) =>
  call.legs.some((leg) => leg.agentId === agentId && leg.connectedAt !== null && leg.state !== 'ended');
const liveCalls = (world: World, agentId: string) =>
  world.all(agentId, 'call').filter((call) => isLive(call) && isOn(call, agentId));
const openSegments = (world: World, agentId: string) =>
  world.all(agentId, 'segment').filter(({ state }) => state === 'open');
const interactionOf = ({ world, me, it }: About<'call'>) => world.one(me, 'interaction', it.interactionId);
const customerOf = (call: CallRecord) => call.legs.find(({ role }) => role === 'customer')!;
const parties = (call: CallRecord) => call.legs.filter(({ state }) => state !== 'ended').length;
const isMine = (one: InteractionRecord | undefined, me: string) => one?.ownerId === me;
const isAtRest = (one: InteractionRecord, me: string) =>
  isMine(one, me) && (one.state === 'preview' || one.state === 'no_answer');
const isRest = (about: About<'interaction'>) =>
  about.it.mode === 'agent_first' && isAtRest(about.it, about.me);
const taskFor = (world: World, me: string, id: string): TaskRecord | undefined => world.one(me, 'task', id);
const isWriter = (world: World, me: string) => world.agent(me).roles.includes('callback_writer');

/** Spec 3.8: both sides say Available. */
const isAvailable = ({ presence }: AgentRecord, { presences }: Policy): boolean =>
  (['workspace', 'contact_centre'] as const).every(
    (side) =>
      presence[side].signedIn &&
      presences[side].find(({ id }) => id === presence[side].presenceId)?.status === 'available',
  );

/** Spec 4.2: a dial is legal in preview, a retry after an attempt, also from the wrap-up of a dropped call. */
const mayDial = ({ it, me, world, policy, body }: About<'interaction'>): boolean => {
  const task = taskFor(world, me, it.taskId);
  if (!task || it.mode !== 'agent_first' || !isMine(it, me)) return false;
  const call = it.callId === null ? undefined : world.one(me, 'call', it.callId);
  const mine = openSegments(world, me);
  const isDropped =
    it.state === 'wrap_up' &&
    !!call &&
    customerOf(call).endReason === 'dropped' &&
    mine.some(({ interactionId }) => interactionId === it.id);
  if (it.state !== 'preview' && it.state !== 'no_answer' && !isDropped) return false;
  if (policy.attemptLimit !== null && task.attempts.length >= policy.attemptLimit) return false;
  if (liveCalls(world, me).length) return false;
  if (mine.some(({ interactionId }) => interactionId !== it.id)) return false;
  if (task.doNotCall && !policy.override.doNotCall) return false;
  return !task.callingWindow || task.callingWindow.open || !!body['overrideReason'];
};

/** Spec 3.3 and 5.1: a numbered attempt, to the number that was selected; timers stop. */
const dialed = ({ it, now, me, later, world, policy }: After<'interaction'>): void => {
  const [was, task] = [taskFor(world, me, it.taskId)!, taskFor(later, me, it.taskId)!];
  const states = ['dialing', 'no_answer', ...(goesOn(policy) ? ['closed', 'wrap_up'] : [])];
  assert.ok(now && states.includes(now.state), '4.2: dialled');
  assert.equal(task.attempts.length, was.attempts.length + 1, '5.1: one attempt more');
  const number = was.customer.numbers.find(({ id }) => id === it.numberId)!.number;
  assert.equal(task.attempts.at(-1)!.number, number, '3.3: the number that was selected');
  assert.notEqual(now.previewDuration, null, '3.3: the preview duration is kept');
  if (now.state !== 'dialing') return;
  assert.equal(task.state, 'in_progress', '4.1: dialled');
  assert.equal(now.timer, null, '4.4: a dial ends the timer');
};

const dialRule = (isFirst: boolean): Rule<'interaction'> => ({
  expect: (about) =>
    already(
      ['dialing', 'in_call'].includes(about.it.state),
      performedIf((about.it.callId === null) === isFirst && mayDial(about)),
    ),
  then: dialed,
});

/** Where a countdown of no length goes on by itself, what is so afterwards is not the command's doing. */
const goesOn = ({ dialing, timers }: Policy): boolean =>
  dialing === 'automatic' && (timers.dial === 0 || timers.close === 0);

/** Spec 4.2: the state that a transfer, or a close, came from. */
const returned = (
  { it, now, me, later, memory, policy }: After<'interaction'>,
  isTransfer: boolean,
): void => {
  // Who is not signed in has nothing to go back to.
  if (!later.agent(me).presence.contact_centre.signedIn) return;
  if (goesOn(policy) && !isTransfer) return;
  assert.equal(
    now?.state,
    memory.cameFrom.get(isTransfer ? `transfer ${it.id}` : it.id),
    '4.2: back where it came from',
  );
  if (policy.dialing === 'manual') assert.equal(now?.timer, null, '2: no timer where dialled by hand');
  else if (isTransfer && now?.timer)
    assert.ok(now.timer.duration >= policy.timers.afterTransfer, '4.4: at least 10 s');
};

/** Somebody else has it; or nobody. */
const isGone = ({ now, me }: After<'interaction'>, what: string): void => assert.ok(!isMine(now, me), what);

const flag = (
  is: (call: CallRecord, me: string) => boolean,
  may: (about: About<'call'>) => boolean,
  what: string,
): Rule<'call'> => ({
  expect: (about) => already(is(about.it, about.me), performedIf(may(about))),
  then: ({ now, me }) => assert.ok(now && is(now, me), what),
});

const onCall = ({ it, me }: About<'call'>): boolean =>
  isLive(it) && it.blind === null && isOn(it, me) && it.answeredAt !== null;
const asOwner = (about: About<'call'>): boolean =>
  isLive(about.it) &&
  about.it.blind === null &&
  isOn(about.it, about.me) &&
  isMine(interactionOf(about), about.me);
const withCustomer = (about: About<'call'>): boolean =>
  asOwner(about) && about.it.answeredAt !== null && customerOf(about.it).state !== 'ended';
const mayHold = (about: About<'call'>): boolean =>
  withCustomer(about) && !['consult_dialing', 'consulting'].includes(about.it.consult.state);
const alone = (about: About<'call'>): boolean => withCustomer(about) && about.it.consult.state === 'none';
const myLeg = (call: CallRecord, me: string) => call.legs.findLast(({ agentId }) => agentId === me);
const isRecorded =
  (...states: readonly string[]) =>
  ({ recording }: CallRecord) =>
    states.includes(recording.state);

/** My part has ended: my wrap-up is open, with its limit where there is one (spec 3.7, 4.4). */
const wrapsUp = (later: World, me: string, interactionId: string, { timers }: Policy): void => {
  const mine = later.all(me, 'segment').filter((one) => one.interactionId === interactionId);
  const open = mine.find(({ state }) => state === 'open');
  assert.ok(open, '3.7: my wrap-up is open');
  assert.equal(open.timer === null, timers.wrapUp === null, '3.7: limited where the provider says so');
};

const rules: { readonly [K in RecordKind]?: Readonly<Record<string, Rule<K>>> } = {
  offer: {
    // 3.1, 4.2; a call is taken only where none runs.
    accept: {
      expect: ({ it, me, world }) => {
        if (it.state !== 'open' || it.autoAssigned) return 'refused';
        const isCall = it.badge?.kind === 'consult' || it.badge?.kind === 'customer_waiting';
        if (isCall || it.timer?.kind === 'blind') return performedIf(!liveCalls(world, me).length);
        return it.timer?.kind === 'transfer_offer' || it.badge ? 'performed' : null;
      },
      then: ({ it, me, later, policy }) => {
        const offers = later.agentIds.flatMap((id) => later.all(id, 'offer'));
        assert.ok(!offers.some(({ id, state }) => id === it.id && state === 'open'), '5.3: an offer ends');
        const mine = later.one(me, 'interaction', it.interactionId);
        if (it.badge?.kind === 'consult') {
          const call = later.all(me, 'call').find(({ interactionId }) => interactionId === it.interactionId);
          assert.ok(call && isOn(call, me) && call.consult.state === 'consulting', '4.3: consulting');
          return;
        }
        const isTransfer = it.badge?.kind === 'transferred' && it.timer?.kind === 'transfer_offer';
        const isFirst = mine?.mode === 'agent_first' && it.badge === null;
        if ((isTransfer || isFirst) && goesOn(policy)) return;
        assert.equal(mine?.state, isTransfer || isFirst ? 'preview' : 'in_call', '4.2: accepted');
        assert.equal(mine?.ownerId, me, '4.2: the owner is who accepted');
        for (const other of later.agentIds) {
          for (const one of later.all(other, 'interaction'))
            if (one.id === it.interactionId) assert.equal(one.ownerId, me, '5.2: one owner');
        }
        if (isTransfer) assert.equal(taskFor(later, me, it.taskId)?.ownerId, me, '4.1: a new owner');
      },
    },
    // 3.1: not offered to the same agent in that round.
    reject: {
      expect: ({ it, policy }) => performedIf(it.state === 'open' && !it.autoAssigned && policy.allowDecline),
      then: ({ it, me, later }) => {
        const open = later.all(me, 'offer').filter(({ state }) => state === 'open');
        assert.ok(!open.some(({ id }) => id === it.id), '5.3: an offer ends');
        if (!it.badge) assert.ok(!open.some(({ taskId }) => taskId === it.taskId), '3.1: not again');
      },
    },
  },
  notice: {
    dismiss: {
      expect: () => 'performed',
      then: ({ now }) => assert.equal(now, undefined, '3.9: until dismissed'),
    },
  },
  interaction: {
    'select-number': {
      expect: (about) => {
        const { it, body, world, me } = about;
        const numbers = taskFor(world, me, it.taskId)!.customer.numbers.map(({ id }) => id);
        return already(
          it.numberId === body['numberId'],
          performedIf(isRest(about) && numbers.includes(body['numberId'] as string)),
        );
      },
      then: ({ it, now, body }) => {
        assert.equal(now?.numberId, body['numberId'], '3.3: selecting is a command');
        assert.equal(now?.state, it.state, '4.2: the same');
      },
    },
    'edit-reason': {
      expect: ({ it, me, world, body, policy }) => {
        if (!isWriter(world, me)) return 'refused';
        const task = taskFor(world, me, it.taskId)!;
        const isGood = body['version'] === task.version && policy.reasons.includes(body['reason'] as string);
        return already(task.reason === body['reason'], performedIf(isAtRest(it, me) && isGood));
      },
      then: ({ it, me, later, body }) =>
        assert.equal(taskFor(later, me, it.taskId)?.reason, body['reason'], '3.2: the reason changed'),
    },
    dial: dialRule(true),
    retry: dialRule(false),
    'try-later': {
      expect: ({ it, me }) =>
        performedIf(it.mode === 'agent_first' && isMine(it, me) && it.state === 'no_answer'),
      then: (after) => isGone(after, '4.1: no owner'),
    },
    close: {
      expect: (about) =>
        already(
          about.it.state === 'closed' ||
            (about.it.state === 'wrap_up' && about.memory.cameFrom.has(about.it.id)),
          performedIf(isRest(about)),
        ),
      then: ({ it, now, me, later, policy, memory }) => {
        memory.cameFrom.set(it.id, it.state);
        assert.equal(now?.state, 'wrap_up', '4.2: close');
        assert.equal(now?.timer, null, '4.2: other timers stop');
        wrapsUp(later, me, it.id, policy);
      },
    },
    reopen: {
      expect: ({ it, me, memory }) =>
        already(
          it.state === 'preview' || it.state === 'no_answer',
          performedIf(isMine(it, me) && it.state === 'wrap_up' && memory.cameFrom.has(it.id)),
        ),
      then: (after) => {
        returned(after, false);
        after.memory.cameFrom.delete(after.it.id);
        if (goesOn(after.policy) || !after.now || after.now.state === 'released') return;
        const mine = after.later.all(after.me, 'segment').find((one) => one.interactionId === after.it.id);
        assert.equal(mine?.state, 'draft', '3.7: Back returns it to draft');
        assert.equal(mine?.timer, null, '3.7: and stops its timer');
      },
    },
    transfer: {
      expect: (about) => {
        const { it, me, world, body } = about;
        const { kind, id } = body['target'] as { kind: string; id: string };
        if (it.transfer?.target.kind === kind && it.transfer.target.id === id) return 'unchanged';
        const isReached = taskFor(world, me, it.taskId)!.attempts.some(
          ({ outcome }) => outcome === 'answered',
        );
        if (!isRest(about) || isReached || kind === 'external' || id === me) return 'refused';
        if (kind === 'queue') return 'performed';
        const other = world.agentIds.includes(id) ? world.agent(id) : null;
        if (!other || !isAvailable(other, about.policy) || openSegments(world, id).length) return 'refused';
        return null;
      },
      then: (after) => {
        const { it, me, now, later, body, memory } = after;
        const { kind, id } = body['target'] as { kind: string; id: string };
        if (kind === 'queue') {
          isGone(after, '4.1: transferred to a queue');
          const told = later.all(me, 'notice').filter((one) => one.interactionId === it.id);
          assert.ok(
            told.some(({ type }) => type === 'transfer_accepted'),
            '3.4: a queue accepts at once',
          );
          return;
        }
        memory.cameFrom.set(`transfer ${it.id}`, it.state);
        assert.equal(now?.state, 'transferring', '4.2: transfer callback');
        assert.equal(now?.timer, null, '3.3: the timer stops');
        const offer = later.all(id, 'offer').find((one) => one.id === now.transfer?.id);
        assert.equal(offer?.state, 'open', '3.4: the receiver gets an offer');
        assert.notEqual(offer?.interactionId, it.id, '5.6: a new interaction');
        const task = taskFor(later, me, it.taskId);
        assert.equal(task?.ownerId, me, '5.6: until accept the sender’s');
      },
    },
    'cancel-transfer': {
      expect: ({ it, me }) =>
        already(
          it.state === 'preview' || it.state === 'no_answer',
          performedIf(isMine(it, me) && it.state === 'transferring'),
        ),
      then: (after) => {
        returned(after, true);
        const { it, me, later } = after;
        assert.ok(
          later
            .all(me, 'notice')
            .some(({ interactionId, type }) => interactionId === it.id && type === 'transfer_cancelled'),
          '3.4: said so',
        );
      },
    },
  },
  call: {
    // 3.5: for all; while ringing it ends the attempt.
    end: {
      expect: (about) => {
        const { it, me } = about;
        if (!isLive(it)) return 'unchanged';
        if (it.blind || !isOn(it, me)) return 'refused';
        return performedIf(isMine(interactionOf(about), me) || parties(it) <= 2);
      },
      then: ({ it, me, world, later, policy, now }) => {
        const mine = later.one(me, 'interaction', it.interactionId);
        if (now) {
          assert.notEqual(now.endedAt, null, '3.5: ended');
          assert.equal(parties(now), 0, '4.3: every leg ends');
        }
        if (!isMine(world.one(me, 'interaction', it.interactionId), me)) return;
        if (it.answeredAt === null) {
          if (goesOn(policy)) return;
          assert.equal(mine?.state, 'no_answer', '4.2: ended by the agent');
          assert.equal(taskFor(later, me, it.taskId)?.state, 'assigned', '4.1: unanswered');
          assert.equal(mine?.timer === null, policy.dialing === 'manual', '4.4: close, where automatic');
        } else {
          assert.equal(mine?.state, 'wrap_up', '4.2: to wrap-up');
          wrapsUp(later, me, it.interactionId, policy);
        }
      },
    },
    mute: flag((call, me) => isLive(call) && !!myLeg(call, me)?.muted, onCall, '3.5: muted'),
    unmute: flag(
      (call, me) => isLive(call) && call.answeredAt !== null && myLeg(call, me)?.muted === false,
      onCall,
      '3.5: not muted',
    ),
    hold: flag((call) => customerOf(call).state === 'held', mayHold, '4.3: held'),
    resume: flag((call) => customerOf(call).state === 'connected', mayHold, '4.3: connected'),
    'record-start': {
      expect: (about) =>
        already(
          isLive(about.it) && isRecorded('on')(about.it),
          performedIf(withCustomer(about) && isRecorded('off')(about.it)),
        ),
      then: ({ now }) => assert.equal(now?.recording.state, 'on', '3.5: recording'),
    },
    'record-pause': {
      expect: (about) =>
        already(
          isLive(about.it) && isRecorded('paused')(about.it),
          performedIf(asOwner(about) && isRecorded('on')(about.it)),
        ),
      then: ({ now }) => assert.equal(now?.recording.state, 'paused', '3.5: paused'),
    },
    dtmf: { expect: (about) => performedIf(onCall(about)) },
    merge: {
      expect: (about) =>
        already(
          about.it.consult.state === 'conference',
          performedIf(withCustomer(about) && about.it.consult.state === 'consulting'),
        ),
      then: ({ now }) => {
        assert.equal(now?.consult.state, 'conference', '4.3: merged');
        assert.equal(customerOf(now).state, 'connected', '3.6: the customer is heard again');
      },
    },
    'leave-and-transfer': {
      expect: (about) =>
        performedIf(withCustomer(about) && ['consulting', 'conference'].includes(about.it.consult.state)),
      // 3.6: the interaction is the receiver's, the task stays.
      then: ({ it, me, later, policy }) => {
        const mine = later.one(me, 'interaction', it.interactionId);
        const call = later.all(me, 'call').find(({ id }) => id === it.id);
        assert.ok(!call || !isOn(call, me), '3.6: the agent leaves');
        assert.equal(taskFor(later, me, it.taskId)?.ownerId, taskFor(later, me, it.taskId)?.ownerId);
        if (mine?.state === 'in_call') assert.notEqual(mine.ownerId, me, '3.6: the receiver’s');
        wrapsUp(later, me, it.interactionId, policy);
      },
    },
    'end-consult': {
      expect: (about) =>
        already(
          isLive(about.it) && about.it.consult.state === 'none',
          performedIf(asOwner(about) && about.it.consult.state !== 'none'),
        ),
      then: ({ it, now }) => {
        if (customerOf(it).state !== 'ended') assert.equal(now?.consult.state, 'none', '3.6: goes back');
      },
    },
    escalate: {
      expect: (about) =>
        already(about.it.escalatedAt !== null, performedIf(asOwner(about) && about.it.answeredAt !== null)),
      then: ({ now, it, me, later }) => {
        assert.notEqual(now?.escalatedAt, null, '3.5: escalated');
        assert.notEqual(later.one(me, 'interaction', it.interactionId)?.escalatedAt, null, '3.5: is kept');
      },
    },
    consult: {
      expect: (about) => (alone(about) ? null : about.it.consult.state === 'none' ? 'refused' : null),
      then: ({ now, it }) => {
        if (!now || now.consult.state === 'none') return;
        assert.equal(now.consult.state, 'consult_dialing', '4.3: the target rings');
        assert.equal(customerOf(now).state, 'held', '3.6: the customer is held');
        assert.equal(it.consult.state, 'none', '4.3: one consult');
      },
    },
    'wrong-number': {
      expect: (about) => (alone(about) ? null : about.it.endedAt === null ? 'refused' : null),
      then: ({ it, me, world, later, policy }) => {
        // Who is not signed in any more has it no longer.
        if (!world.agent(me).presence.contact_centre.signedIn) return;
        const task = taskFor(later, me, it.taskId);
        assert.equal(task?.attempts.at(-1)?.outcome, 'wrong_number', '4.3: wrong_number');
        if (!goesOn(policy)) assert.equal(task.state, 'assigned', '4.2: the customer was not reached');
      },
    },
  },
  segment: {
    save: {
      expect: ({ it, body }) => {
        if (it.notes === body['notes'] && it.reasonId === body['reasonId']) return 'unchanged';
        const isGood = body['reasonId'] !== 'none';
        return performedIf(isGood && (it.state === 'draft' || it.state === 'open'));
      },
      then: ({ it, now, body }) => {
        assert.equal(now?.notes, body['notes'], '5.8: a note is kept');
        assert.equal(now?.state, it.state, '3.7: nothing closes');
        keepsText(it, now, body);
      },
    },
    submit: {
      expect: ({ it, body, policy }) => {
        const reasonId = body['reasonId'] ?? policy.defaultWrapUpCode;
        return already(
          it.state === 'submitted' && it.notes === body['notes'] && it.reasonId === reasonId,
          performedIf(it.state === 'open' && body['reasonId'] !== 'none'),
        );
      },
      then: ({ it, now, body, policy }) => {
        if (!now) return;
        assert.equal(now.state, 'submitted', '3.7: submitted');
        assert.equal(now.notes, body['notes'], '5.8: a note is kept');
        assert.equal(now.reasonId, body['reasonId'] ?? policy.defaultWrapUpCode, '3.7: with a default');
        assert.equal(now.timer, null, '4.4: submit ends the timer');
        keepsText(it, now, body);
      },
    },
    extend: {
      expect: ({ it, policy, memory }) =>
        it.state !== 'open' || policy.timers.wrapUp === null || policy.timers.moreTime === null
          ? 'refused'
          : performedIf(!memory.cameFrom.has(`more ${it.id}`)),
      then: ({ it, now, memory, policy }) => {
        memory.cameFrom.set(`more ${it.id}`, '');
        const more = Date.parse(now!.timer!.deadline) - Date.parse(it.timer!.deadline);
        assert.equal(more, policy.timers.moreTime, '3.7: more time');
      },
    },
    amend: {
      expect: ({ it, body }) =>
        already(
          it.lateNotes.at(-1)?.notes === body['notes'],
          it.lateNotes.length >= 20 ? null : performedIf(it.state === 'submitted' || it.state === 'expired'),
        ),
      then: ({ it, now, body }) => {
        assert.equal(now?.lateNotes.length, it.lateNotes.length + 1, '5.7: appended');
        assert.equal(now.lateNotes.at(-1)?.notes, body['notes'], '5.8: a note is kept');
        assert.equal(now.notes, it.notes, '5.7: nothing else changes');
      },
    },
  },
  agent: {
    'sign-in': {
      expect: ({ it, body }) => already(it.presence[sideOf(body)].signedIn, 'performed'),
      then: ({ now, body }) => assert.ok(now?.presence[sideOf(body)].signedIn, '3.8: signed in'),
    },
    // 4.2: refused in a call; else what one has goes back.
    'sign-out': {
      expect: ({ it, body, world, me }) => {
        if (!it.presence[sideOf(body)].signedIn) return 'unchanged';
        const owned = world.all(me, 'interaction').filter((one) => isMine(one, me));
        const isBound = owned.some(({ state }) => state === 'dialing' || state === 'in_call');
        return performedIf(!isBound && !liveCalls(world, me).length);
      },
      then: ({ now, body, later, me }) => {
        assert.ok(now && !now.presence[sideOf(body)].signedIn, '3.8: signed out');
        assert.ok(!later.all(me, 'offer').some(({ state }) => state === 'open'), '3.8: nothing is offered');
        if (sideOf(body) === 'workspace') return;
        assert.ok(!later.all(me, 'interaction').some((one) => isAtRest(one, me)), '4.2: released');
        assert.equal(openSegments(later, me).length, 0, '4.2: a wrap-up expires at sign-out');
      },
    },
  },
  task: {
    cancel: {
      expect: ({ it, me, world }) => {
        if (!isWriter(world, me)) return 'refused';
        const waits = it.state === 'scheduled' || it.state === 'queued';
        return already(
          it.state === 'canceled',
          waits ? (it.mode === 'agent_first' ? 'performed' : null) : 'refused',
        );
      },
      then: ({ now }) => assert.ok(!now || now.state === 'canceled', '4.1: canceled'),
    },
    reschedule: {
      expect: ({ it, me, world, body, policy }) => {
        const at = Date.parse(body['at'] as string);
        if (!isWriter(world, me)) return 'refused';
        if (it.state === 'scheduled' && it.scheduledStart === body['at']) return 'unchanged';
        if (it.state !== 'scheduled' && it.state !== 'queued') return 'refused';
        const isGood = at - world.state.at >= policy.timers.lead && body['version'] === it.version;
        return isGood ? (it.mode === 'agent_first' ? 'performed' : null) : 'refused';
      },
      then: ({ now, body }) => {
        if (now) assert.equal(now.scheduledStart, body['at'], '4.1: rescheduled');
      },
    },
  },
};

const sideOf = (body: Readonly<Record<string, unknown>>) => body['side'] as 'workspace' | 'contact_centre';

/** Spec 3.7: overwritten text that the writer has not seen stays in the history. */
const keepsText = (
  it: SegmentRecord,
  now: SegmentRecord | undefined,
  body: Readonly<Record<string, unknown>>,
) => {
  const { revision, notes } = body as { revision?: number; notes: string };
  if (revision === undefined || revision >= it.revision || !it.notes || notes.includes(it.notes)) return;
  assert.equal(now?.history.at(-1)?.notes, it.notes, '3.7: overwritten text is kept');
};

/** What is due at one moment, as agents see it. */
interface Due {
  readonly agentId: string;
  readonly record: OfferRecord | InteractionRecord | CallRecord | SegmentRecord;
  readonly timer: Timer;
}

const timersOf = (record: AnyRecord): readonly Timer[] => {
  switch (record.kind) {
    case 'offer':
    case 'interaction':
    case 'segment':
      return record.timer ? [record.timer] : [];
    case 'call':
      return [record.consult.timer, record.blind?.timer ?? null].filter((one) => one !== null);
    default:
      return [];
  }
};

/** Spec 4.4: what each zero does. */
const zeros: Readonly<Record<string, (due: Due, before: World, after: World, policy: Policy) => void>> = {
  offer: ({ agentId, record }, _, after, { afterTimeOutPresence, presences }) => {
    assert.equal(after.one(agentId, 'offer', record.id)?.state, 'timed_out', '3.1: timed out');
    const { presence } = after.agent(agentId);
    const side = presence.contact_centre;
    if (presences.contact_centre.some(({ id }) => id === afterTimeOutPresence) && side.signedIn)
      assert.equal(side.presenceId, afterTimeOutPresence, '3.1: the presence after a time-out');
  },
  dial: ({ agentId, record }, before, after) => {
    const { taskId } = record as InteractionRecord;
    const was = taskFor(before, agentId, taskId)!;
    assert.equal(
      taskFor(after, agentId, taskId)?.attempts.length,
      was.attempts.length + 1,
      '3.3: the zero dials',
    );
  },
  close: ({ agentId, record }, before, after) => {
    const now = after.one(agentId, 'interaction', record.id);
    if (now?.state === 'wrap_up') return;
    assert.equal(now?.state, 'closed', '4.2: the close timer’s zero');
    const { taskId } = record as InteractionRecord;
    const isReached = taskFor(before, agentId, taskId)!.attempts.some(
      ({ outcome }) => outcome === 'answered',
    );
    const expected = isReached ? 'closed_complete' : 'closed_abandoned';
    assert.equal(taskFor(after, agentId, taskId)?.state, expected, '4.1: abandoned unless reached');
  },
  wrap_up: ({ agentId, record }, _, after, { defaultWrapUpCode }) => {
    const was = record as SegmentRecord;
    const now = after.one(agentId, 'segment', record.id);
    assert.equal(now?.state, 'expired', '3.7: the provider closes the segment');
    assert.equal(now.notes, was.notes, '3.7: with the notes as last saved');
    assert.equal(now.reasonId, was.reasonId ?? defaultWrapUpCode, '3.7: and the default reason');
  },
  consult: ({ agentId, record }, _, after) => {
    if (record.kind !== 'call') return;
    const now = after.one(agentId, 'call', record.id);
    if (now && isLive(now)) assert.equal(now.consult.state, 'none', '4.4: a consult ends');
  },
};

/** Follows a walk: what the specification says must be what the agents see. */
export class Model {
  readonly #policy: Policy;
  readonly #memory: Memory = { cameFrom: new Map(), lostAt: new Map() };
  #last: World | null = null;

  constructor(changes: PolicyChanges) {
    this.#policy = makePolicy(changes);
  }

  /** @throws AssertionError where the specification says otherwise. */
  check(before: State, after: State, input?: Input, outcome?: Outcome): void {
    const agentIds = Object.keys(before.agents);
    const world = this.#last?.state === before ? this.#last : new World(before, agentIds);
    const later = (this.#last = new World(after, agentIds));
    if (input?.kind === 'command' && outcome) this.#command(world, later, input, outcome);
    else if (input?.kind === 'wake') this.#wake(world, later);
    else if (input?.kind === 'connection') this.#connection(after, input);
    if (input?.kind === 'wake' || before.at !== after.at) this.#nothingDue(later);
    if (before !== after) this.#always(later);
  }

  #command(world: World, later: World, input: Input, outcome: Outcome): void {
    const { name, subject, actor } = input;
    const body = input.body as Readonly<Record<string, unknown>>;
    const did: Expected = outcome.ok && 'answer' in outcome ? outcome.answer.outcome : 'refused';
    const me = (actor as { id: string }).id;
    const [kind, verb] = (name as CommandKey).split('.') as ['call', string];
    const it = world.one(me, kind, subject ?? '');
    if (name === 'task.schedule') return;
    // One's own is amended also where it is out of sight by now.
    if (!it && name === 'segment.amend') return;
    if (!it) {
      // 5.9: what one does not see, one does not act on.
      assert.notEqual(did, 'performed', `5.9: ${name} of what is not theirs`);
      return;
    }
    const rule = rules[kind]?.[verb];
    if (!rule) return;
    const about = { me, it, body, world, policy: this.#policy, memory: this.#memory };
    const expected = rule.expect(about);
    if (expected) assert.equal(did, expected, `${name} of ${stateOf(it)}`);
    if (did === 'performed') rule.then?.({ ...about, now: later.one(me, kind, it.id), later });
  }

  #connection({ at }: State, { name, subject }: Input): void {
    if (name === 'closed') this.#memory.lostAt.set(subject!, at + this.#policy.timers.agentLost);
    else this.#memory.lostAt.delete(subject!);
  }

  #wake(world: World, later: World): void {
    const { at } = later.state;
    const all: Due[] = [];
    for (const agentId of world.agentIds) {
      if (this.#memory.lostAt.get(agentId) === at) return;
      for (const record of world.records(agentId)) {
        if (record.kind === 'task' && Date.parse(record.callingWindow?.changesAt ?? '') === at) return;
        for (const timer of timersOf(record)) {
          if (Date.parse(timer.deadline) <= at) all.push({ agentId, record: record as Due['record'], timer });
        }
      }
    }
    // One at a time: what several do at once depends on their order.
    if (all.length !== 1 || Date.parse(all[0]!.timer.deadline) !== at) return;
    zeros[all[0]!.timer.kind]?.(all[0]!, world, later, this.#policy);
  }

  /** Spec 4.2: an offer, and an interaction, each take one of the capacity. 4.4: the dial timer runs where it may dial. */
  #always(later: World): void {
    for (const agentId of later.agentIds) {
      const before = ['preview', 'no_answer', 'dialing', 'transferring'];
      const mine = later.all(agentId, 'interaction').filter((one) => isMine(one, agentId));
      const offers = later.all(agentId, 'offer').filter(({ state }) => state === 'open');
      const taken = offers.length + mine.filter(({ state }) => before.includes(state)).length;
      assert.ok(taken <= later.agent(agentId).capacity, '4.2: not beyond the capacity');
      for (const { state, timer, taskId } of mine) {
        const window = taskFor(later, agentId, taskId)?.callingWindow;
        if (state === 'preview' && timer)
          assert.ok(window?.open !== false, '4.4: outside the calling window');
      }
    }
  }

  #nothingDue(later: World): void {
    const { at } = later.state;
    for (const agentId of later.agentIds) {
      for (const record of later.records(agentId)) {
        for (const { kind, deadline } of timersOf(record))
          assert.ok(Date.parse(deadline) > at, `4.4: ${kind} at zero, and nothing happened`);
      }
    }
  }
}

const stateOf = (one: AnyRecord): string => ('state' in one ? one.state : one.kind);

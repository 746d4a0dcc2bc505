import type { Capabilities, Capability, CapabilityReason } from '../../contract/capabilities.ts';
import type { RecordDraft } from '../../client/feed.ts';
import type { Side } from '../../contract/commands.ts';
import type {
  HostIds,
  OfferState,
  PresenceOption,
  RejectReason,
  SettingsRecord,
  Timer,
} from '../../contract/records.ts';
import { callId, type Case, customerOf, iso, isOnCall } from './cases.ts';
import type { Offer, TargetKind } from './contexts.ts';

/* What is known, as the records of the contract. Versions are the bridge's to count. */

export const yes: Capability = { visible: true, enabled: true };
const hidden: Capability = { visible: false, enabled: false };
/** OpenFrame has no word for it. */
const never: Capability = { visible: false, enabled: false, reason: 'unsupported' };
const no = (reason: CapabilityReason): Capability => ({ visible: true, enabled: false, reason });
const unless = (reason: CapabilityReason | null): Capability => (reason ? no(reason) : yes);
const shownIf = (is: boolean, capability: Capability): Capability => (is ? capability : hidden);

export interface OpenOffer {
  readonly id: string;
  /** What its interaction will be called. */
  readonly caseId: string;
  readonly offer: Offer;
  state: OfferState;
}

/** What the agent chooses from; the workspace has it, not OpenFrame. */
export type Choices = Pick<
  SettingsRecord,
  'providerName' | 'wrapUpCodes' | 'defaultWrapUpCode' | 'notesLimit'
> & {
  readonly presences: readonly PresenceOption[];
  readonly rejectReasons: readonly RejectReason[];
};

export interface Desk {
  readonly agent: { readonly id: string; readonly name: string };
  readonly choices: Choices;
  readonly presence: Readonly<Record<Side, { signedIn: boolean; presenceId: string; since: number }>>;
  /** What the contact centre calls presences, where it has other words. */
  readonly indicators: readonly PresenceOption[];
  readonly mayLogOut: boolean;
  readonly ways: Readonly<Record<'transfer' | 'consult' | 'blind', readonly TargetKind[]>>;
}

const isOnLine = (cases: readonly Case[]) => cases.some(isOnCall);

/** The workspace's presence that both sides can agree on; null where they do. */
export const matchTo = ({ presence, choices, indicators }: Desk): string | null => {
  const { workspace, contact_centre: centre } = presence;
  if (!workspace.signedIn || !centre.signedIn) return null;
  const mine = choices.presences.find(({ id }) => id === workspace.presenceId);
  const theirs = indicators.find(({ id }) => id === centre.presenceId);
  if (mine?.counterpart === centre.presenceId || theirs?.counterpart === workspace.presenceId) return null;
  return theirs?.status === 'available' ? theirs.counterpart : workspace.presenceId;
};

const agentRecord = (desk: Desk, cases: readonly Case[]): RecordDraft => {
  const { agent, presence } = desk;
  const side = (name: Side) => ({ ...presence[name], since: iso(presence[name].since) });
  const isIn = presence.workspace.signedIn || presence.contact_centre.signedIn;
  const match = matchTo(desk);
  return {
    kind: 'agent',
    id: agent.id,
    name: agent.name,
    roles: ['agent'],
    // Which they are in, OpenFrame does not say.
    queues: [],
    capacity: 1,
    presence: { workspace: side('workspace'), contact_centre: side('contact_centre') },
    nextPresenceId: null,
    matchTo: match,
    capabilities: {
      // To the contact centre one signs in at the connector.
      signIn: presence.workspace.signedIn ? never : yes,
      signOut: shownIf(isIn, unless(isOnLine(cases) ? 'call_live' : null)),
      set: unless(isIn ? null : 'signed_out'),
      match: shownIf(match !== null, yes),
    },
  };
};

const settingsRecord = ({ choices, ways, indicators }: Desk): RecordDraft => ({
  kind: 'settings',
  id: 'settings',
  providerName: choices.providerName,
  presences: { workspace: choices.presences, contact_centre: indicators },
  wrapUpCodes: choices.wrapUpCodes,
  defaultWrapUpCode: choices.defaultWrapUpCode,
  reasons: [],
  dialing: 'manual',
  targets: ways,
  notesLimit: choices.notesLimit,
});

const timer = <K extends string>(kind: K, since: number, deadline: number): Timer<K> => ({
  kind,
  deadline: iso(deadline),
  duration: Math.max(0, deadline - since),
});

const offerRecord = (
  { id, caseId, offer, state }: OpenOffer,
  { choices }: Desk,
  isBusy: boolean,
): RecordDraft => {
  const over = state === 'open' ? null : 'offer_ended';
  const deadline = offer.timeout === null ? null : offer.offeredAt + offer.timeout;
  return {
    kind: 'offer',
    id,
    taskId: `task-${caseId}`,
    interactionId: `interaction-${caseId}`,
    customerId: offer.requesterId ?? offer.externalId,
    externalId: offer.externalId,
    customPayload: offer.customPayload,
    state,
    badge:
      offer.transferredBy === null
        ? null
        : { kind: offer.isConsult ? 'consult' : 'transferred', by: offer.transferredBy },
    customerName: offer.customerName,
    queueName: offer.queueName,
    type: 'asap',
    scheduledStart: null,
    reason: offer.reason,
    offeredAt: iso(offer.offeredAt),
    timer: deadline === null ? null : timer('offer', offer.offeredAt, deadline),
    autoAssigned: offer.autoAssigned,
    rejectReasons: choices.rejectReasons,
    capabilities: {
      accept: shownIf(!offer.autoAssigned, unless(over ?? (isBusy ? 'other_call_live' : null))),
      reject: shownIf(!offer.autoAssigned && offer.mayDecline, unless(over)),
    },
  };
};

/** Why nothing of what is done between calls can be done. */
const restReason = ({ state }: Case): CapabilityReason | null =>
  (
    ({
      dialing: 'dialing',
      in_call: 'call_live',
      transferring: 'transfer_pending',
      wrap_up: 'wrap_up_open',
      closed: 'closed',
    }) as const
  )[state as 'dialing'] ?? null;

const interactionCapabilities = (one: Case, desk: Desk): Capabilities<'interaction'> => {
  const { can } = one.call.me;
  const isCallback = one.call.type === 'callback';
  const reason = restReason(one);
  const isFirst = !one.attempts.length && !one.call.callback?.attempted;
  const isPending = one.state === 'transferring';
  const may = (name: string, otherwise: CapabilityReason | null = reason) =>
    unless(otherwise ?? (can.has(name) && !one.isGone ? null : 'unsupported'));
  const ofCallback = (capability: Capability) => (isCallback ? capability : never);
  // After a call that was lost, a provider may let the agent dial again from the wrap-up.
  const dial = may('initiateCall', one.state === 'wrap_up' && can.has('initiateCall') ? null : reason);
  return {
    selectNumber: ofCallback(unless(reason)),
    editReason: never,
    dial: ofCallback(shownIf(isFirst, dial)),
    retry: ofCallback(shownIf(!isFirst, dial)),
    tryLater: never,
    close: ofCallback(may('closeCallback')),
    reopen: never,
    transfer: ofCallback(
      desk.ways.transfer.length
        ? shownIf(!isPending, may('transfer', reason ?? (one.isReached ? 'customer_reached' : null)))
        : never,
    ),
    cancelTransfer: ofCallback(shownIf(isPending, may('cancelCallbackTransferEligible', null))),
  };
};

const callCapabilities = (one: Case, desk: Desk): Capabilities<'call'> => {
  const { can, recording, muted } = one.call.me;
  const customer = customerOf(one);
  const { state: consult, target } = one.consult;
  const on: CapabilityReason | null = isOnCall(one) ? null : 'no_call';
  const answered = on ?? (one.answeredAt === null ? 'not_answered' : null);
  const withCustomer = answered ?? (customer?.state === 'ended' ? 'customer_hung_up' : null);
  const alone = withCustomer ?? (consult === 'none' ? null : 'consult_running');
  const may = (name: string, reason: CapabilityReason | null) =>
    unless(reason ?? (can.has(name) ? null : 'unsupported'));
  const isHeld = customer?.state === 'held';
  const isRecording = isOnCall(one) && recording !== 'off';
  const records =
    isRecording || ['start', 'pause', 'resume', 'stop'].some((step) => can.has(`${step}Recording`));
  const ofRecording = (capability: Capability) => (records ? capability : never);
  const holding =
    withCustomer ?? (consult === 'none' || consult === 'conference' ? null : ('consult_running' as const));
  const hasConsult = consult !== 'none';
  const consulted = on ?? (consult === 'consult_dialing' ? ('target_not_answered' as const) : null);
  const other = one.call.others.find(({ id }) => id === target?.id);
  return {
    end: may('endCall', on),
    leave: never,
    mute: shownIf(!muted, may('mute', answered)),
    unmute: shownIf(muted, may('mute', answered)),
    hold: shownIf(!isHeld, may('hold', holding)),
    resume: shownIf(isHeld, may('hold', holding)),
    recordStart: ofRecording(shownIf(!isRecording, may('startRecording', withCustomer))),
    recordPause: ofRecording(shownIf(isRecording && recording === 'on', may('pauseRecording', on))),
    recordResume: ofRecording(shownIf(isRecording && recording === 'paused', may('resumeRecording', on))),
    recordStop: ofRecording(shownIf(isRecording, may('stopRecording', on))),
    dtmf: may('dtmf', answered),
    dialOut: never,
    consult: desk.ways.consult.length ? may('transfer', alone) : never,
    endConsult: shownIf(hasConsult, unless(on ?? (other?.can.has('endCall') ? null : 'unsupported'))),
    merge: shownIf(hasConsult, may('mergeCall', consult === 'conference' ? 'in_conference' : consulted)),
    leaveAndTransfer: shownIf(hasConsult, may('leaveAndTransfer', consulted)),
    blindTransfer: desk.ways.blind.length ? may('transfer', alone) : never,
    // Its flag says that the line is bad; ours asks a supervisor to come.
    escalate: never,
    wrongNumber: never,
  };
};

const isoOrNull = (time: number | null) => (time === null ? null : iso(time));

/** The records of one callback or call. */
export const caseRecords = (one: Case, desk: Desk): RecordDraft[] => {
  if (one.state === 'released') return [];
  const { call, offer } = one;
  const numbers = [...new Set(call.callback?.numbers ?? [])];
  const customer = customerOf(one);
  const customerName = call.callback?.customerName ?? offer?.customerName ?? (customer?.name || call.key);
  const ids: HostIds & { interactionId: string } = {
    taskId: `task-${one.id}`,
    interactionId: `interaction-${one.id}`,
    customerId: offer?.requesterId ?? one.key,
    externalId: call.externalId,
    customPayload: call.customPayload ?? offer?.customPayload ?? null,
  };
  const mode = call.type === 'callback' ? 'agent_first' : 'customer_first';
  const records: RecordDraft[] = [
    {
      kind: 'task',
      id: ids.taskId,
      ...ids,
      taskNumber: call.recordId ?? one.key,
      state: one.taskState,
      mode,
      type: 'asap',
      ownerId: desk.agent.id,
      customer: {
        id: ids.customerId,
        name: customerName,
        numbers: numbers.map((number) => ({ id: number, number, label: '' })),
        timeZone: null,
        language: null,
      },
      numberId: numbers[0] ?? '',
      queue: { id: offer?.queueId ?? '', name: offer?.queueName ?? '' },
      reason: offer?.reason ?? null,
      requestedAt: iso(offer?.requestedAt ?? one.acceptedAt),
      scheduledStart: null,
      promisedAt: null,
      sourceChannel: null,
      ivrPath: [],
      context: null,
      scheduledBy: null,
      consent: null,
      doNotCall: false,
      voicemail: null,
      callingWindow: null,
      attempts: one.attempts,
      attemptLimit: null,
      closedAt: isoOrNull(one.closedAt),
      capabilities: { schedule: never, reschedule: never, cancel: never },
    },
    {
      kind: 'interaction',
      id: ids.interactionId,
      ...ids,
      state: one.state,
      mode,
      ownerId: desk.agent.id,
      customerName,
      numberId: one.number,
      callId: callId(one),
      acceptedAt: iso(one.acceptedAt),
      previewDuration: one.previewDuration,
      timer: one.timer && timer(one.timer.kind, one.timer.since, one.timer.deadline),
      transfer: one.transfer && { ...one.transfer, timer: null },
      escalatedAt: null,
      closedAt: isoOrNull(one.closedAt),
      capabilities: interactionCapabilities(one, desk),
    },
  ];
  const id = callId(one);
  if (id !== null) {
    const isLive = isOnCall(one);
    const { recording } = call.me;
    records.push({
      kind: 'call',
      id,
      ...ids,
      attempt: one.attempts.length,
      legs: one.legs,
      startedAt: one.attempts.at(-1)!.startedAt,
      answeredAt: isoOrNull(one.answeredAt),
      endedAt: isoOrNull(one.endedAt),
      recording: { state: isLive ? recording : 'off', since: null },
      consult: { ...one.consult, timer: null },
      blind: null,
      escalatedAt: null,
      capabilities: callCapabilities(one, desk),
    });
  }
  if (one.segment) {
    const { state, reasonId, notes, closedAt } = one.segment;
    records.push({
      kind: 'segment',
      id: `segment-${one.id}`,
      ...ids,
      customerName,
      state,
      reasonId,
      notes,
      revision: 0,
      savedAt: null,
      timer: null,
      closesWhenCallEnds: false,
      lateNotes: [],
      history: [],
      closedAt: isoOrNull(closedAt),
      capabilities: {
        // Nobody keeps it before the end: what is typed stays on the device.
        save: never,
        submit: unless(
          state === 'open' ? null : state === 'draft' ? (isOnCall(one) ? 'call_live' : 'no_call') : 'closed',
        ),
        extend: never,
        amend: never,
      },
    });
  }
  return records;
};

export interface Notice {
  readonly id: string;
  readonly at: number;
  readonly of: Case;
  readonly type: 'transfer_accepted' | 'transfer_failed' | 'transfer_cancelled';
  readonly party: string | null;
}

const noticeRecord = ({ id, at, of, type, party }: Notice): RecordDraft => ({
  kind: 'notice',
  id,
  taskId: `task-${of.id}`,
  interactionId: `interaction-${of.id}`,
  customerId: of.offer?.requesterId ?? of.key,
  externalId: of.call.externalId,
  customPayload: of.call.customPayload ?? null,
  at: iso(at),
  type,
  customerName: of.call.callback?.customerName ?? of.key,
  party,
  reason: null,
  capabilities: { dismiss: yes },
});

/** Everything that the agent may see. */
export const recordsOf = (
  desk: Desk,
  offers: readonly OpenOffer[],
  cases: readonly Case[],
  notices: readonly Notice[],
): RecordDraft[] => {
  const isBusy = isOnLine(cases);
  return [
    settingsRecord(desk),
    agentRecord(desk, cases),
    ...offers.map((one) => offerRecord(one, desk, isBusy)),
    ...cases.flatMap((one) => caseRecords(one, desk)),
    ...notices.map(noticeRecord),
  ];
};

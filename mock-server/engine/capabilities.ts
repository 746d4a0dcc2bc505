import type { Capabilities, Capability, CapabilityReason } from '../../contract/capabilities.ts';
import { openInteractions, openSegments, runningCalls } from './living.ts';
import type { Agent, Call, Interaction, Leg, Offer, OfferPurpose, Segment, State, Task } from './types.ts';

/*
 * What may be done now, by the same functions for the screen and for the judgement of a command: a control is
 * enabled exactly when the command would be performed.
 */

const yes: Capability = { visible: true, enabled: true };
/** Its counterpart stands in its place, or it makes no sense here. */
const hidden: Capability = { visible: false, enabled: false };
/** This provider never offers it. */
const never: Capability = { visible: false, enabled: false, reason: 'unsupported' };

const no = (reason: CapabilityReason): Capability => ({ visible: true, enabled: false, reason });
const unless = (reason: CapabilityReason | null): Capability => (reason ? no(reason) : yes);
const offered = (is: boolean, capability: Capability): Capability => (is ? capability : never);
const shownIf = (is: boolean, capability: Capability): Capability => (is ? capability : hidden);

export const isLive = (call: Call | null | undefined): boolean => !!call && call.endedAt === null;

export const customerLeg = (call: Call): Leg => call.legs.find((leg) => leg.role === 'customer')!;
/** The agent's last part in the call. */
export const agentLeg = (call: Call, agentId: string): Leg | undefined =>
  call.legs.findLast((leg) => leg.agentId === agentId);
export const liveLegs = (call: Call): readonly Leg[] => call.legs.filter((leg) => leg.state !== 'ended');
/** On the line, or being called. */
export const isOn = (call: Call, agentId: string): boolean =>
  liveLegs(call).some((leg) => leg.agentId === agentId && leg.connectedAt !== null);

/** The calls that run for this agent. */
export const liveCalls = (state: State, agentId: string): readonly Call[] =>
  runningCalls(state.calls).filter((call) => isOn(call, agentId));

export const hasOpenWrapUp = (state: State, agentId: string): boolean =>
  openSegments(state.segments).some((one) => one.agentId === agentId);

/**
 * Interactions that an agent has at hand: from accept until closed or released, or until only a colleague's wrap-up
 * keeps it open.
 */
export const workOf = (state: State, agentId: string): readonly Interaction[] =>
  openInteractions(state.interactions).filter(
    (one) => one.ownerId === agentId && (one.state !== 'wrap_up' || hasOpenWrapUp(state, agentId)),
  );

/** Whether an agent has this interaction before them: their own, or one that they have a part in. */
export const isPartOf = (state: State, interaction: Interaction, agentId: string): boolean =>
  interaction.ownerId === agentId ||
  Object.values(state.segments).some(
    (one) => one.interactionId === interaction.id && one.agentId === agentId && !one.alone,
  );

export const callOf = (state: State, interaction: Interaction): Call | null =>
  interaction.callId === null ? null : state.calls[interaction.callId]!;

/** Nobody signs out of a call, or of one that they answer for. */
const isBound = (state: State, agentId: string): boolean =>
  liveCalls(state, agentId).length > 0 ||
  openInteractions(state.interactions).some(
    (one) => one.ownerId === agentId && (one.state === 'dialing' || one.state === 'in_call'),
  );

/** The workspace's presence that both systems can agree on: the one that lets callbacks through, else its own. */
export const matchTo = ({ policy }: State, { presence }: Agent): string | null => {
  const { workspace, contact_centre: centre } = presence;
  if (!workspace.signedIn || !centre.signedIn) return null;
  const mine = policy.presences.workspace.find(({ id }) => id === workspace.presenceId);
  const theirs = policy.presences.contact_centre.find(({ id }) => id === centre.presenceId);
  if (mine?.counterpart === centre.presenceId || theirs?.counterpart === workspace.presenceId) return null;
  return theirs?.status === 'available' ? theirs.counterpart : workspace.presenceId;
};

export const agentCapabilities = (state: State, agent: Agent): Capabilities<'agent'> => {
  const { workspace, contact_centre: centre } = agent.presence;
  const isIn = workspace.signedIn || centre.signedIn;
  return {
    signIn: shownIf(!workspace.signedIn || !centre.signedIn, yes),
    signOut: shownIf(isIn, unless(isBound(state, agent.id) ? 'call_live' : null)),
    set: unless(isIn ? null : 'signed_out'),
    match: shownIf(matchTo(state, agent) !== null, yes),
  };
};

export const noticeCapabilities = (): Capabilities<'notice'> => ({ dismiss: yes });

export const offerCapabilities = (state: State, offer: Offer): Capabilities<'offer'> => {
  const ended = offer.state === 'open' ? null : 'offer_ended';
  const byHand = !state.policy.autoAssign;
  return {
    accept: shownIf(byHand, unless(ended ?? (isTakeable(state, offer) ? null : 'other_call_live'))),
    reject: shownIf(byHand && state.policy.allowDecline, unless(ended)),
  };
};

/** Offers that put the agent on a call at once. */
export const isVoice = (purpose: OfferPurpose): boolean => purpose !== 'callback' && purpose !== 'transfer';

/** Whether its call would be the agent's only one. */
export const isTakeable = (state: State, { purpose, agentId }: Offer): boolean =>
  !isVoice(purpose) || !liveCalls(state, agentId).length;

/** The call was lost while somebody spoke: the wrap-up that followed can be left for another attempt. */
const wasDropped = (state: State, interaction: Interaction): boolean => {
  const call = callOf(state, interaction);
  return (
    interaction.cameFrom === null &&
    !!call &&
    customerLeg(call).endReason === 'dropped' &&
    openSegments(state.segments).some(
      (one) => one.interactionId === interaction.id && one.agentId === interaction.ownerId,
    )
  );
};

/** Whether the owner can dial from here, and what they would have to override. */
const dialCapability = (state: State, interaction: Interaction): Capability => {
  const task = state.tasks[interaction.taskId]!;
  const { attemptLimit, override } = state.policy;
  switch (interaction.state) {
    case 'preview':
    case 'no_answer':
      break;
    case 'wrap_up':
      if (wasDropped(state, interaction)) break;
      return no('wrap_up_open');
    default:
      return no(restReason(interaction)!);
  }
  if (attemptLimit !== null && task.attempts.length >= attemptLimit) return no('attempt_limit');
  const ownerId = interaction.ownerId!;
  if (liveCalls(state, ownerId).length) return no('other_call_live');
  const wrapUp = openSegments(state.segments).some(
    (one) => one.agentId === ownerId && one.interactionId !== interaction.id,
  );
  if (wrapUp) return no('wrap_up_open');
  const against = (
    [
      ['do_not_call', task.doNotCall, override.doNotCall],
      ['no_consent', !!task.consent && !task.consent.given, override.consent],
      ['outside_calling_window', !!task.window && !task.window.open, override.callingWindow],
    ] as const
  ).filter(([, holds]) => holds);
  const final = against.find(([, , mayOverride]) => !mayOverride);
  if (final) return no(final[0]);
  return against[0] ? { ...yes, override: against[0][0] } : yes;
};

/** Whether the timer may dial by itself. Never overrides anything. */
export const mayDial = (state: State, interaction: Interaction): boolean => {
  if (interaction.state !== 'preview') return false;
  const { enabled, override } = dialCapability(state, interaction);
  return enabled && !override;
};

/** Why what is done before and between calls cannot be done now. */
const restReason = ({ state }: Interaction): CapabilityReason | null => {
  switch (state) {
    case 'preview':
    case 'no_answer':
      return null;
    case 'transferring':
      return 'transfer_pending';
    case 'dialing':
      return 'dialing';
    case 'in_call':
      return 'call_live';
    case 'wrap_up':
      return 'wrap_up_open';
    case 'closed':
      return 'closed';
    default:
      return 'not_owner';
  }
};

export const interactionCapabilities = (
  state: State,
  interaction: Interaction,
  agentId: string,
): Capabilities<'interaction'> => {
  const task = state.tasks[interaction.taskId]!;
  // The customer was dialled first: there is nothing before the call, and no way back to it.
  const byAgent = task.mode === 'agent_first';
  const tryLater = byAgent && state.policy.tryLater;
  const mayTransfer = byAgent && state.policy.callbackTransfer.length > 0;
  const isWriter = state.agents[agentId]!.roles.includes('callback_writer');
  const isOwner = interaction.ownerId === agentId;
  const reason = isOwner || interaction.state === 'closed' ? restReason(interaction) : 'not_owner';
  const rest = unless(reason);
  const dial = isOwner ? dialCapability(state, interaction) : rest;
  const first = interaction.callId === null;
  const pending = isOwner && interaction.state === 'transferring';
  const reached = task.reached && (reason === null || reason === 'call_live');
  return {
    selectNumber: offered(byAgent, rest),
    editReason: offered(isWriter, rest),
    dial: offered(byAgent, shownIf(first, dial)),
    retry: offered(byAgent, shownIf(!first, dial)),
    tryLater: offered(
      tryLater,
      reason === null && interaction.state === 'preview' ? no('not_attempted') : rest,
    ),
    close: offered(byAgent, rest),
    reopen: shownIf(isOwner && interaction.state === 'wrap_up' && interaction.cameFrom !== null, yes),
    transfer: offered(mayTransfer, shownIf(!pending, reached ? no('customer_reached') : rest)),
    cancelTransfer: offered(mayTransfer, shownIf(pending, yes)),
  };
};

export const callCapabilities = (state: State, call: Call, agentId: string): Capabilities<'call'> => {
  const { policy } = state;
  const customer = customerLeg(call);
  const consult = call.consult.state;
  const isOwner = state.interactions[call.interactionId]!.ownerId === agentId;
  const parties = liveLegs(call).length;
  const held = customer.state === 'held';
  const gone = customer.state === 'ended';
  const muted = agentLeg(call, agentId)?.muted ?? false;
  const { state: recording } = call.recording;
  const isRecording = recording === 'on' || recording === 'paused';

  const on: CapabilityReason | null = !isLive(call)
    ? 'no_call'
    : call.blind
      ? 'handing_over'
      : isOn(call, agentId)
        ? null
        : 'not_owner';
  const answered = on ?? (call.answeredAt === null ? 'not_answered' : null);
  const own = on ?? (isOwner ? null : 'not_owner');
  const withCustomer = own ?? answered ?? (gone ? 'customer_hung_up' : null);
  const alone = withCustomer ?? (consult === 'none' ? null : 'consult_running');
  const holding =
    withCustomer ?? (consult === 'consult_dialing' || consult === 'consulting' ? 'consult_running' : null);
  const consulted =
    own ?? (consult === 'consult_dialing' ? 'target_not_answered' : gone ? 'customer_hung_up' : null);
  const hasConsult = isOwner && consult !== 'none';
  return {
    end: unless(parties <= 2 && !isOwner ? on : own),
    leave: shownIf(
      parties > 2,
      unless(isOwner && consult !== 'conference' ? (own ?? 'consult_running') : on),
    ),
    mute: shownIf(!muted, unless(answered)),
    unmute: shownIf(muted, unless(answered)),
    hold: shownIf(!held, unless(holding)),
    resume: shownIf(held, unless(holding)),
    recordStart: offered(policy.recording, shownIf(!isRecording, unless(withCustomer))),
    recordPause: offered(policy.recording, shownIf(recording === 'on', unless(own))),
    recordResume: offered(policy.recording, shownIf(recording === 'paused', unless(withCustomer))),
    recordStop: offered(policy.recording, shownIf(isRecording, unless(own))),
    dtmf: unless(answered),
    dialOut: offered(policy.dialOut, unless(alone)),
    consult: offered(policy.consultTargets.length > 0, unless(alone)),
    endConsult: shownIf(hasConsult, unless(own)),
    merge: shownIf(hasConsult, unless(consult === 'conference' ? (own ?? 'in_conference') : consulted)),
    leaveAndTransfer: shownIf(hasConsult, unless(consulted)),
    blindTransfer: offered(policy.blindTargets.length > 0, unless(alone)),
    escalate: offered(
      policy.escalation,
      unless(call.escalatedAt === null ? (own ?? answered) : 'already_escalated'),
    ),
    // Once a colleague spoke with them, it was the customer. Nobody dials again what was dialled customer-first.
    wrongNumber: offered(
      state.tasks[call.taskId]!.mode === 'agent_first',
      unless(
        alone ?? (call.legs.some((leg) => leg.met && leg.agentId !== agentId) ? 'customer_reached' : null),
      ),
    ),
  };
};

export const segmentCapabilities = (state: State, segment: Segment): Capabilities<'segment'> => {
  const interaction = state.interactions[segment.interactionId]!;
  const { lateNotes, timers } = state.policy;
  const open = segment.state === 'open';
  const draft = segment.state === 'draft';
  return {
    save: unless(open || draft ? null : 'closed'),
    submit: unless(
      open ? null : draft ? (interaction.state === 'in_call' ? 'call_live' : 'no_call') : 'closed',
    ),
    extend: offered(
      timers.moreTime !== null && timers.wrapUp !== null,
      shownIf(open, unless(segment.extended ? 'extended' : null)),
    ),
    amend: offered(lateNotes, shownIf(!open && !draft, yes)),
  };
};

/** A scheduled callback that nobody has yet: everybody of its queue sees it coming. */
export const isComing = ({ state, type }: Task): boolean =>
  type === 'scheduled' && (state === 'scheduled' || state === 'queued');

export const taskCapabilities = (state: State, task: Task, agentId: string): Capabilities<'task'> => {
  const isWriter = state.agents[agentId]!.roles.includes('callback_writer');
  const waits = task.state === 'scheduled' || task.state === 'queued';
  const isCalled = runningCalls(state.calls).some((call) => call.taskId === task.id);
  const change = unless(task.closedAt !== null ? 'closed' : waits && !isCalled ? null : 'in_hand');
  return {
    schedule: offered(isWriter, yes),
    reschedule: offered(isWriter, change),
    cancel: offered(isWriter, change),
  };
};

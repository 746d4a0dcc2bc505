import type { Capabilities, Capability, CapabilityReason } from '../../contract/capabilities.ts';
import type { Call, Interaction, Leg, Offer, Segment, State } from './types.ts';

/*
 * What may be done now, by the same functions for the screen and for the judgement of a command: a control is
 * enabled exactly when the command would be performed.
 */

const yes: Capability = { visible: true, enabled: true };
/** Its counterpart stands in its place. */
const hidden: Capability = { visible: false, enabled: false };
/** This provider never offers it. */
const never: Capability = { visible: false, enabled: false, reason: 'unsupported' };

const no = (reason: CapabilityReason): Capability => ({ visible: true, enabled: false, reason });
const unless = (reason: CapabilityReason | null): Capability => (reason ? no(reason) : yes);

export const isLive = (call: Call | null | undefined): boolean => !!call && call.endedAt === null;

/** The calls that run for this agent. */
export const liveCalls = (state: State, agentId: string): readonly Call[] =>
  Object.values(state.calls).filter(
    (call) => isLive(call) && call.legs.some((leg) => leg.agentId === agentId && leg.state !== 'ended'),
  );

export const hasOpenWrapUp = (state: State, agentId: string): boolean =>
  Object.values(state.segments).some((one) => one.agentId === agentId && one.state === 'open');

/** Interactions that an agent has at hand: from accept until closed or released. */
export const workOf = (state: State, agentId: string): readonly Interaction[] =>
  Object.values(state.interactions).filter(
    (one) => one.ownerId === agentId && one.state !== 'closed' && one.state !== 'released',
  );

export const agentCapabilities = (): Capabilities<'agent'> => ({
  signIn: never,
  signOut: never,
  set: yes,
  match: never,
});

export const offerCapabilities = (state: State, offer: Offer): Capabilities<'offer'> => {
  const judged = unless(offer.state === 'open' ? null : 'offer_ended');
  return {
    accept: state.policy.autoAssign ? hidden : judged,
    reject: state.policy.autoAssign || !state.policy.allowDecline ? hidden : judged,
  };
};

/** Why the agent cannot dial from here, if they cannot. */
const dialReason = (state: State, interaction: Interaction): CapabilityReason | null => {
  const task = state.tasks[interaction.taskId]!;
  const { attemptLimit } = state.policy;
  switch (interaction.state) {
    case 'preview':
    case 'no_answer':
      break;
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
  if (attemptLimit !== null && task.attempts.length >= attemptLimit) return 'attempt_limit';
  if (task.doNotCall) return 'do_not_call';
  if (task.consent && !task.consent.given) return 'no_consent';
  if (liveCalls(state, interaction.ownerId!).length) return 'other_call_live';
  return hasOpenWrapUp(state, interaction.ownerId!) ? 'wrap_up_open' : null;
};

/** Whether the timer may dial by itself. Never overrides anything. */
export const mayDial = (state: State, interaction: Interaction): boolean =>
  interaction.state === 'preview' && dialReason(state, interaction) === null;

const restReason = (interaction: Interaction): CapabilityReason | null => {
  switch (interaction.state) {
    case 'preview':
    case 'no_answer':
      return null;
    case 'dialing':
      return 'dialing';
    case 'in_call':
      return 'call_live';
    case 'closed':
      return 'closed';
    default:
      return 'wrap_up_open';
  }
};

export const interactionCapabilities = (
  state: State,
  interaction: Interaction,
): Capabilities<'interaction'> => {
  const dial = unless(dialReason(state, interaction));
  const first = interaction.callId === null;
  return {
    selectNumber: unless(restReason(interaction)),
    editReason: never,
    dial: first ? dial : hidden,
    retry: first ? hidden : dial,
    tryLater: never,
    close: unless(restReason(interaction)),
    reopen: interaction.state === 'wrap_up' && interaction.cameFrom ? yes : hidden,
    transfer: never,
    cancelTransfer: never,
  };
};

export const customerLeg = (call: Call): Leg => call.legs.find((leg) => leg.role === 'customer')!;
export const agentLeg = (call: Call, agentId: string): Leg | undefined =>
  call.legs.find((leg) => leg.agentId === agentId);

export const callCapabilities = (call: Call, agentId: string): Capabilities<'call'> => {
  const customer = customerLeg(call);
  const live = isLive(call);
  const talking = customer.state === 'connected' || customer.state === 'held';
  const held = customer.state === 'held';
  const muted = agentLeg(call, agentId)?.muted ?? false;
  const judged = unless(live ? (talking ? null : 'not_answered') : 'no_call');
  return {
    end: unless(live ? null : 'no_call'),
    leave: hidden,
    mute: muted ? hidden : judged,
    unmute: muted ? judged : hidden,
    hold: held ? hidden : judged,
    resume: held ? judged : hidden,
    recordStart: never,
    recordPause: never,
    recordResume: never,
    recordStop: never,
    dtmf: never,
    dialOut: never,
    consult: never,
    endConsult: never,
    merge: never,
    leaveAndTransfer: never,
    blindTransfer: never,
    escalate: never,
    wrongNumber: never,
  };
};

export const segmentCapabilities = (state: State, segment: Segment): Capabilities<'segment'> => {
  const interaction = state.interactions[segment.interactionId]!;
  const open = segment.state === 'open';
  const draft = segment.state === 'draft';
  return {
    save: unless(open || draft ? null : 'closed'),
    submit: unless(
      open ? null : draft ? (interaction.state === 'in_call' ? 'call_live' : 'no_call') : 'closed',
    ),
    extend: never,
    amend: never,
  };
};

export const taskCapabilities = (): Capabilities<'task'> => ({
  schedule: never,
  reschedule: never,
  cancel: never,
});

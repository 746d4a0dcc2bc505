import type { AttemptOutcome, LegEndReason } from '../../contract/records.ts';
import type { Draft } from 'immer';
import { interactionTransitions, legTransitions, taskTransitions } from '../../contract/transitions.ts';
import { agentLeg, customerLeg, isLive } from './capabilities.ts';
import { clearConsult, consultCommands, noConsult } from './consults.ts';
import { customerAnswered, endUnaccepted, isUnaccepted } from './customer-first.ts';
import {
  armClose,
  closeIfDone,
  expireAlone,
  openSegment,
  reopenDraft,
  segmentsOf,
  stopTimer,
} from './interactions.ts';
import { closeOffer } from './offers.ts';
import { arm, disarm, move, nextId, type Run } from './run.ts';
import type { Agent, Call, Interaction, Leg, State, Task, Time } from './types.ts';

/** What a simulated customer does, and how long after the dial, in milliseconds. */
const behaviours: readonly { below: number; act: CustomerAct; after: number; thenHangUp?: number }[] = [
  { below: 50, act: 'answer', after: 2000 },
  { below: 60, act: 'ring_out', after: 0 },
  { below: 70, act: 'busy', after: 2000 },
  { below: 80, act: 'voicemail', after: 4000 },
  { below: 90, act: 'fail', after: 0 },
  { below: 100, act: 'answer', after: 2000, thenHangUp: 5000 },
];

/** Until the far network rings, in milliseconds. */
export const untilRinging = 500;

/** What a customer can do on the line. */
export const customerActs = ['answer', 'ring_out', 'busy', 'voicemail', 'fail', 'hang_up', 'drop'] as const;
export type CustomerAct = (typeof customerActs)[number];

/** How a leg ends by what the one at its other end does. */
export const reasonOf = (act: Exclude<CustomerAct, 'answer'>): LegEndReason =>
  (
    ({
      ring_out: 'no_answer',
      busy: 'busy',
      voicemail: 'voicemail',
      fail: 'failed',
      hang_up: 'customer_hangup',
      drop: 'dropped',
    }) as const
  )[act];

/** By its last two digits, for +1 212 555 01dd; all others answer. */
export const behaviourOf = (number: string) => {
  const digits = /^\+121255501(\d\d)$/.exec(number)?.[1];
  return behaviours.find(({ below }) => Number(digits ?? 0) < below)!;
};

const subjectOf = (call: { id: string }) => ({ kind: 'call', id: call.id }) as const;

export const newLeg = (
  draft: Draft<State>,
  at: number,
  leg: Pick<Leg, 'role' | 'name' | 'number' | 'agentId' | 'state'>,
): Leg => ({
  ...leg,
  id: nextId(draft, 'leg'),
  since: at,
  connectedAt: leg.state === 'connected' ? at : null,
  muted: false,
  met: false,
  endReason: null,
});

export const setLeg = (
  leg: Leg,
  state: Leg['state'],
  at: number,
  endReason: LegEndReason | null = null,
): void => {
  move(legTransitions, leg, state);
  leg.since = at;
  leg.endReason = endReason;
  if (state === 'connected') leg.connectedAt ??= at;
};

/** Dials the selected number: a new attempt, which there is only one of at a time. */
export const dial = (run: Run, { id }: Interaction, overrideReason: string | null = null): void => {
  run.change('interaction.dialed', { kind: 'interaction', id }, (draft) => {
    const interaction = draft.interactions[id]!;
    const task = draft.tasks[interaction.taskId]!;
    stopTimer(draft, interaction);
    move(interactionTransitions, interaction, 'dialing');
    if (task.state !== 'in_progress') move(taskTransitions, task, 'in_progress');
    reopenDraft(draft, interaction);
    interaction.previewDuration ??= run.at - interaction.acceptedAt!;
    startCall(draft, run.at, interaction, task, draft.agents[interaction.ownerId!]!, overrideReason);
  });
};

/** A new attempt: the customer is dialled, with the agent on the line where there is one already. */
export const startCall = (
  draft: Draft<State>,
  at: Time,
  interaction: Draft<Interaction>,
  task: Draft<Task>,
  agent: Agent | null,
  overrideReason: string | null,
): void => {
  const { number } = task.customer.numbers.find((one) => one.id === interaction.numberId)!;
  const { name } = task.customer;
  const callId = nextId(draft, 'call');
  interaction.callId = callId;
  const attempt = task.attempts.length + 1;
  task.attempts.push({
    id: callId,
    attempt,
    number,
    agentName: agent?.name ?? null,
    overrideReason,
    startedAt: at,
    endedAt: null,
    outcome: null,
  });
  const legs = [newLeg(draft, at, { role: 'customer', agentId: null, name, number, state: 'dialing' })];
  if (agent) {
    const { id: agentId, name: agentName } = agent;
    legs.push(
      newLeg(draft, at, { role: 'agent', agentId, name: agentName, number: null, state: 'connected' }),
    );
  }
  draft.calls[callId] = {
    id: callId,
    version: 0,
    interactionId: interaction.id,
    taskId: task.id,
    attempt,
    legs,
    startedAt: at,
    answeredAt: null,
    endedAt: null,
    recording: { state: 'off', since: null },
    recorded: false,
    consult: noConsult(),
    blind: null,
    seek: null,
    escalatedAt: null,
  };
  arm(draft, at, 'ring', callId, draft.policy.timers.ring);
  const { act, after } = behaviourOf(number);
  if (act === 'fail') arm(draft, at, 'customer.fail', callId, 0);
  else {
    arm(draft, at, 'customer.ring', callId, untilRinging);
    if (act !== 'ring_out') arm(draft, at, `customer.${act}`, callId, after);
  }
};

const answer = (run: Run, call: Call): void => {
  run.change('call.answered', subjectOf(call), (draft) => {
    const answered = draft.calls[call.id]!;
    disarm(draft, call.id);
    setLeg(customerLeg(answered), 'connected', run.at);
    answered.answeredAt = run.at;
    if (isUnaccepted(draft, call)) customerAnswered(draft, run.at, answered);
    else {
      draft.tasks[call.taskId]!.reached = true;
      for (const leg of answered.legs) leg.met ||= leg.role === 'agent';
      move(interactionTransitions, draft.interactions[call.interactionId]!, 'in_call');
    }
    const { thenHangUp } = behaviourOf(customerLeg(answered).number!);
    if (thenHangUp !== undefined) arm(draft, run.at, 'customer.hang_up', call.id, thenHangUp);
  });
};

/** An agent who spoke with the customer wraps up; one who was only asked has nothing to. */
export const partEnded = (draft: Draft<State>, at: Time, call: Call, { agentId, met }: Leg): void => {
  for (const segment of segmentsOf(draft, call.interactionId)) {
    if (segment.agentId !== agentId || segment.state !== 'draft') continue;
    if (met) openSegment(draft, at, segment);
    else expireAlone(draft, at, segment);
  }
};

/** Ends what is left of a call, and its attempt. */
export const endLegs = (
  draft: Draft<State>,
  at: Time,
  call: Draft<Call>,
  reason: LegEndReason,
  outcome: AttemptOutcome,
): void => {
  for (const leg of call.legs) {
    if (leg.state === 'ended') continue;
    disarm(draft, leg.id);
    setLeg(leg, 'ended', at, reason);
    if (outcome === 'answered' && leg.agentId) partEnded(draft, at, call, leg);
  }
  call.endedAt = at;
  if (call.recorded) call.recording = { state: 'saved', since: at };
  const attempt = draft.tasks[call.taskId]!.attempts.find(({ id }) => id === call.id)!;
  attempt.endedAt = at;
  attempt.outcome = outcome;
};

/** Ends the call for everybody: an answered one leads to wrap-up, an unanswered one back to the agent. */
const endCall = (
  draft: Draft<State>,
  at: Time,
  call: Draft<Call>,
  reason: LegEndReason,
  outcome: AttemptOutcome = call.answeredAt === null ? reason : 'answered',
): void => {
  const interaction = draft.interactions[call.interactionId]!;
  const task = draft.tasks[call.taskId]!;
  disarm(draft, call.id);
  clearConsult(draft, at, call, reason, false);
  for (const offer of Object.values(draft.offers)) {
    if (offer.fromId === call.id && offer.state === 'open') closeOffer(draft, at, offer.id, 'rescinded');
  }
  call.blind = null;
  call.seek = null;
  const reached = outcome === 'answered';
  endLegs(draft, at, call, reason, outcome);
  task.reached = task.attempts.some((one) => one.outcome === 'answered');
  if (reached) {
    if (interaction.state === 'in_call') move(interactionTransitions, interaction, 'wrap_up');
    return;
  }
  move(interactionTransitions, interaction, 'no_answer');
  move(taskTransitions, task, 'assigned');
  armClose(draft, at, interaction);
};

export const end = (run: Run, { id }: Call, reason: LegEndReason, outcome?: AttemptOutcome): void => {
  const { answeredAt, interactionId } = run.state.calls[id]!;
  if (isUnaccepted(run.state, run.state.calls[id]!)) {
    endUnaccepted(run, run.state.calls[id]!, reason, outcome ?? reason);
    return;
  }
  const isOver = answeredAt !== null && outcome === undefined;
  run.change(isOver ? 'call.ended' : 'interaction.no_answer', subjectOf({ id }), (draft) => {
    endCall(draft, run.at, draft.calls[id]!, reason, outcome);
  });
  closeIfDone(run, interactionId);
};

/** What a customer, simulated or played, does on the line. False: it does not fit the call's state. */
export const actAsCustomer = (run: Run, call: Call, act: CustomerAct): boolean => {
  const { state } = customerLeg(call);
  if (act === 'hang_up' || act === 'drop') {
    if (state !== 'connected' && state !== 'held') return false;
    const reason = reasonOf(act);
    const { state: consult } = call.consult;
    if (consult !== 'consulting' && consult !== 'conference') {
      end(run, call, reason);
      return true;
    }
    // The others talk on.
    run.change('call.left', subjectOf(call), (draft) => {
      const changed = draft.calls[call.id]!;
      setLeg(customerLeg(changed), 'ended', run.at, reason);
      if (consult === 'conference') {
        changed.consult = noConsult();
      }
    });
    return true;
  }
  if (state !== 'dialing' && state !== 'ringing') return false;
  if (act === 'answer') answer(run, call);
  else end(run, call, reasonOf(act));
  return true;
};

const setMuted = (run: Run, call: Call, agentId: string, muted: boolean): void =>
  run.change(muted ? 'call.muted' : 'call.unmuted', subjectOf(call), (draft) => {
    agentLeg(draft.calls[call.id]!, agentId)!.muted = muted;
  });

const setHeld = (run: Run, call: Call, held: boolean): void =>
  run.change(held ? 'call.held' : 'call.resumed', subjectOf(call), (draft) => {
    setLeg(customerLeg(draft.calls[call.id]!), held ? 'held' : 'connected', run.at);
  });

type Nothing = Record<never, never>;

type Recording = Call['recording']['state'];

const record = (to: Recording, type: 'started' | 'paused' | 'resumed' | 'stopped') => ({
  already: (run: Run, call: Call) => isLive(call) && call.recording.state === to,
  perform: (run: Run, { id }: Call) =>
    run.change(`call.recording_${type}`, subjectOf({ id }), (draft) => {
      draft.calls[id]!.recording = { state: to, since: to === 'off' ? null : run.at };
      draft.calls[id]!.recorded = true;
    }),
});

export const callCommands = {
  ...consultCommands,
  'record-start': record('on', 'started'),
  'record-pause': record('paused', 'paused'),
  'record-resume': record('on', 'resumed'),
  'record-stop': record('off', 'stopped'),
  // The tones are the network's; what they were is kept nowhere.
  dtmf: { already: () => false, perform: () => {} },
  escalate: {
    already: (run: Run, call: Call) => call.escalatedAt !== null,
    perform: (run: Run, { id, interactionId }: Call) =>
      run.change('call.escalated', subjectOf({ id }), (draft) => {
        draft.calls[id]!.escalatedAt = run.at;
        draft.interactions[interactionId]!.escalatedAt = run.at;
      }),
  },
  'wrong-number': {
    already: (run: Run, { taskId, id }: Call) =>
      run.state.tasks[taskId]!.attempts.find((one) => one.id === id)!.outcome === 'wrong_number',
    perform: (run: Run, call: Call) => end(run, call, 'agent_hangup', 'wrong_number'),
  },
  end: {
    already: (run: Run, call: Call) => !isLive(call),
    perform: (run: Run, call: Call) => end(run, call, 'agent_hangup'),
  },
  mute: {
    already: (run: Run, call: Call, body: Nothing, agentId: string) =>
      isLive(call) && !!agentLeg(call, agentId)?.muted,
    perform: (run: Run, call: Call, body: Nothing, agentId: string) => setMuted(run, call, agentId, true),
  },
  unmute: {
    already: (run: Run, call: Call, body: Nothing, agentId: string) =>
      isLive(call) && call.answeredAt !== null && agentLeg(call, agentId)?.muted === false,
    perform: (run: Run, call: Call, body: Nothing, agentId: string) => setMuted(run, call, agentId, false),
  },
  hold: {
    already: (run: Run, call: Call) => customerLeg(call).state === 'held',
    perform: (run: Run, call: Call) => setHeld(run, call, true),
  },
  resume: {
    already: (run: Run, call: Call) => customerLeg(call).state === 'connected',
    perform: (run: Run, call: Call) => setHeld(run, call, false),
  },
};

const acts: Record<string, CustomerAct> = {
  ring: 'ring_out',
  'customer.answer': 'answer',
  'customer.busy': 'busy',
  'customer.voicemail': 'voicemail',
  'customer.fail': 'fail',
  'customer.hang_up': 'hang_up',
};

export const callTimers: Record<string, (run: Run, subject: string) => void> = {
  ...Object.fromEntries(
    Object.entries(acts).map(([kind, act]) => [
      kind,
      (run: Run, id: string) => actAsCustomer(run, run.state.calls[id]!, act),
    ]),
  ),
  'customer.ring': (run, id) =>
    run.change('call.ringing', { kind: 'call', id }, (draft) => {
      setLeg(customerLeg(draft.calls[id]!), 'ringing', run.at);
    }),
};

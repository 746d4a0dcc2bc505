import type { LegEndReason } from '../../contract/records.ts';
import type { Draft } from 'immer';
import { interactionTransitions, legTransitions, taskTransitions } from '../../contract/transitions.ts';
import { agentLeg, customerLeg, isLive } from './capabilities.ts';
import { armClose, openWrapUp, stopTimer } from './interactions.ts';
import { arm, disarm, move, nextId, type Run } from './run.ts';
import type { Call, Interaction, Leg, State } from './types.ts';

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
const untilRinging = 500;

/** What a customer can do on the line. */
export const customerActs = ['answer', 'ring_out', 'busy', 'voicemail', 'fail', 'hang_up'] as const;
export type CustomerAct = (typeof customerActs)[number];

/** By its last two digits, for +1 212 555 01dd; all others answer. */
const behaviourOf = (number: string) => {
  const digits = /^\+1212555 ?01(\d\d)$/.exec(number)?.[1];
  return behaviours.find(({ below }) => Number(digits ?? 0) < below)!;
};

const subjectOf = (call: { id: string }) => ({ kind: 'call', id: call.id }) as const;

const newLeg = (
  draft: Draft<State>,
  at: number,
  leg: Pick<Leg, 'role' | 'name' | 'number' | 'agentId' | 'state'>,
): Leg => ({
  ...leg,
  id: nextId(draft, 'leg'),
  since: at,
  connectedAt: leg.state === 'connected' ? at : null,
  muted: false,
  endReason: null,
});

const setLeg = (leg: Leg, state: Leg['state'], at: number, endReason: LegEndReason | null = null): void => {
  move(legTransitions, leg, state);
  leg.since = at;
  leg.endReason = endReason;
  if (state === 'connected') leg.connectedAt ??= at;
};

/** Dials the selected number: a new attempt, which there is only one of at a time. */
export const dial = (run: Run, { id }: Interaction): void => {
  run.change('interaction.dialed', { kind: 'interaction', id }, (draft) => {
    const interaction = draft.interactions[id]!;
    const task = draft.tasks[interaction.taskId]!;
    const agent = draft.agents[interaction.ownerId!]!;
    const { number } = task.customer.numbers.find((one) => one.id === interaction.numberId)!;
    const callId = nextId(draft, 'call');
    stopTimer(draft, interaction);
    move(interactionTransitions, interaction, 'dialing');
    move(taskTransitions, task, 'in_progress');
    interaction.previewDuration ??= run.at - interaction.acceptedAt!;
    interaction.callId = callId;
    const attempt = task.attempts.length + 1;
    task.attempts.push({
      id: callId,
      attempt,
      number,
      agentName: agent.name,
      overrideReason: null,
      startedAt: run.at,
      endedAt: null,
      outcome: null,
    });
    draft.calls[callId] = {
      id: callId,
      version: 0,
      interactionId: id,
      taskId: task.id,
      attempt,
      legs: [
        newLeg(draft, run.at, {
          role: 'customer',
          agentId: null,
          name: task.customer.name,
          number,
          state: 'dialing',
        }),
        newLeg(draft, run.at, {
          role: 'agent',
          agentId: agent.id,
          name: agent.name,
          number: null,
          state: 'connected',
        }),
      ],
      startedAt: run.at,
      answeredAt: null,
      endedAt: null,
      recording: { state: 'off', since: null },
      consult: { state: 'none', target: null },
      escalatedAt: null,
    };
    arm(draft, run.at, 'ring', callId, draft.policy.timers.ring);
    const { act, after } = behaviourOf(number);
    if (act === 'fail') arm(draft, run.at, 'customer.fail', callId, 0);
    else {
      arm(draft, run.at, 'customer.ring', callId, untilRinging);
      if (act !== 'ring_out') arm(draft, run.at, `customer.${act}`, callId, after);
    }
  });
};

const answer = (run: Run, call: Call): void => {
  run.change('call.answered', subjectOf(call), (draft) => {
    const answered = draft.calls[call.id]!;
    disarm(draft, call.id);
    setLeg(customerLeg(answered), 'connected', run.at);
    answered.answeredAt = run.at;
    draft.tasks[call.taskId]!.reached = true;
    move(interactionTransitions, draft.interactions[call.interactionId]!, 'in_call');
    const { thenHangUp } = behaviourOf(customerLeg(answered).number!);
    if (thenHangUp !== undefined) arm(draft, run.at, 'customer.hang_up', call.id, thenHangUp);
  });
};

/** Ends the call for everybody: an answered one leads to wrap-up, an unanswered one back to the agent. */
const end = (run: Run, call: Call, reason: LegEndReason): void => {
  const answered = call.answeredAt !== null;
  run.change(answered ? 'call.ended' : 'interaction.no_answer', subjectOf(call), (draft) => {
    const ended = draft.calls[call.id]!;
    disarm(draft, call.id);
    for (const leg of ended.legs) if (leg.state !== 'ended') setLeg(leg, 'ended', run.at, reason);
    ended.endedAt = run.at;
    const task = draft.tasks[call.taskId]!;
    const attempt = task.attempts.find(({ id }) => id === call.id)!;
    attempt.endedAt = run.at;
    attempt.outcome = answered ? 'answered' : reason;
    const interaction = draft.interactions[call.interactionId]!;
    if (answered) {
      openWrapUp(draft, run.at, interaction);
      return;
    }
    move(interactionTransitions, interaction, 'no_answer');
    move(taskTransitions, task, 'assigned');
    armClose(draft, run.at, interaction);
  });
};

/** What a customer, simulated or played, does on the line. False: it does not fit the call's state. */
export const actAsCustomer = (run: Run, call: Call, act: CustomerAct): boolean => {
  const { state } = customerLeg(call);
  if (act === 'hang_up') {
    if (state !== 'connected' && state !== 'held') return false;
    end(run, call, 'customer_hangup');
    return true;
  }
  if (state !== 'dialing' && state !== 'ringing') return false;
  if (act === 'answer') answer(run, call);
  else end(run, call, act === 'fail' ? 'failed' : act === 'ring_out' ? 'no_answer' : act);
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

export const callCommands = {
  end: {
    already: (run: Run, call: Call) => !isLive(call),
    perform: (run: Run, call: Call) => end(run, call, 'agent_hangup'),
  },
  mute: {
    already: (run: Run, call: Call, body: Nothing, agentId: string) =>
      isLive(call) && agentLeg(call, agentId)!.muted,
    perform: (run: Run, call: Call, body: Nothing, agentId: string) => setMuted(run, call, agentId, true),
  },
  unmute: {
    already: (run: Run, call: Call, body: Nothing, agentId: string) =>
      isLive(call) && call.answeredAt !== null && !agentLeg(call, agentId)!.muted,
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

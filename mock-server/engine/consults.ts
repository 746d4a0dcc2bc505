import type { Draft } from 'immer';
import type { TargetRef } from '../../contract/commands.ts';
import { refuse } from '../../contract/problems.ts';
import type { ConsultState, LegEndReason } from '../../contract/records.ts';
import {
  consultTransitions,
  interactionTransitions,
  isLegal,
  legTransitions,
} from '../../contract/transitions.ts';
import { agentLeg, customerLeg } from './capabilities.ts';
import {
  behaviourOf,
  end,
  newLeg,
  partEnded,
  reasonOf,
  setLeg,
  untilRinging,
  type CustomerAct,
} from './calls.ts';
import { takesCalls, targetOf } from './directory.ts';
import { openDraft } from './interactions.ts';
import { openOffers } from './living.ts';
import { post } from './notices.ts';
import { closeOffer, endOffer, newOffer, type Ending } from './offers.ts';
import { becameFree } from './presence.ts';
import { arm, disarm, move, type Run } from './run.ts';
import type { Call, Leg, Offer, State, Time } from './types.ts';

/* A live call that goes on to somebody else: with a word before, or without. */

const subjectOf = ({ id }: { id: string }) => ({ kind: 'call', id }) as const;

export const noConsult = (last: Call['consult']['last'] = null): Call['consult'] => ({
  state: 'none',
  target: null,
  legId: null,
  timer: null,
  last,
});

const moveConsult = (call: Call, to: ConsultState): void => {
  const from = call.consult.state;
  if (!isLegal(consultTransitions, from, to))
    throw new Error(`${call.id}: consult ${from} to ${to} is no move`);
  call.consult.state = to;
};

const ownerOf = (state: State, call: Call): string => state.interactions[call.interactionId]!.ownerId!;

const openOffer = (state: State, call: Call): Offer | undefined =>
  openOffers(state.offers).find((one) => one.fromId === call.id);

/** What somebody outside does when called, by their number. */
const ring = (draft: Draft<State>, at: Time, { id, number }: Leg): void => {
  const { act, after } = behaviourOf(number!);
  if (act !== 'fail') arm(draft, at, 'target.ring', id, untilRinging);
  if (act !== 'ring_out') arm(draft, at, `target.${act}`, id, act === 'fail' ? 0 : after);
};

const addTarget = (
  draft: Draft<State>,
  at: Time,
  call: Call,
  { kind, id, name, number }: ReturnType<typeof targetOf>,
): Leg => {
  const leg = newLeg(draft, at, {
    role: kind,
    agentId: kind === 'agent' ? id : null,
    name,
    number,
    state: kind === 'external' ? 'dialing' : 'ringing',
  });
  call.legs.push(leg);
  if (kind === 'external') ring(draft, at, leg);
  return leg;
};

/** Calls a target; the customer is held meanwhile. */
export const consult = (
  run: Run,
  { id }: Call,
  ref: TargetRef,
  allowed: readonly TargetRef['kind'][],
): void => {
  const ownerId = ownerOf(run.state, run.state.calls[id]!);
  const found = targetOf(run, ref, allowed, ownerId, takesCalls);
  const { number: _, ...target } = found;
  run.change('call.consult_started', subjectOf({ id }), (draft) => {
    const call = draft.calls[id]!;
    const customer = customerLeg(call);
    if (customer.state === 'connected') setLeg(customer, 'held', run.at);
    const leg = addTarget(draft, run.at, call, found);
    const { consult: limit, consultQueue } = draft.policy.timers;
    const timer = arm(draft, run.at, 'consult', id, target.kind === 'queue' ? consultQueue : limit);
    moveConsult(call, 'consult_dialing');
    Object.assign(call.consult, { target, legId: leg.id, timer, last: null });
    if (target.kind === 'queue') {
      call.seek = { queueId: target.id, purpose: 'consult', asked: [], over: false };
    } else if (target.kind === 'agent') {
      const { name } = draft.agents[ownerId]!;
      const interaction = draft.interactions[call.interactionId]!;
      const offer = newOffer(draft, run.at, {
        purpose: 'consult',
        interaction,
        agentId: target.id,
        fromId: id,
        badge: { kind: 'consult', by: name },
      });
      offer.timer = timer;
    }
  });
};

/** Ends the consult and the target's part; the rest of the call stays as it is. `tell`: not by the agent's doing. */
export const clearConsult = (
  draft: Draft<State>,
  at: Time,
  call: Draft<Call>,
  reason: LegEndReason,
  tell: boolean,
): void => {
  const { legId, target, state } = call.consult;
  if (state === 'none') return;
  disarm(draft, call.id, 'consult');
  disarm(draft, call.id, 'next_seek');
  call.seek = null;
  const open = openOffer(draft, call);
  if (open) closeOffer(draft, at, open.id, 'rescinded');
  const leg = call.legs.find(({ id }) => id === legId)!;
  disarm(draft, leg.id);
  if (leg.state !== 'ended') {
    setLeg(leg, 'ended', at, reason);
    if (leg.agentId) partEnded(draft, at, call, leg);
  }
  call.consult = noConsult(tell && target ? { target, reason } : null);
};

/** The target does not come, or leaves: back to the held customer; the call ends where nobody else is on it. */
const targetGone = (run: Run, call: Call, reason: LegEndReason, tell = true): void => {
  if (customerLeg(call).state === 'ended') {
    end(run, call, reason);
    return;
  }
  const agentId = call.legs.find(({ id }) => id === call.consult.legId)?.agentId;
  run.change('call.consult_ended', subjectOf(call), (draft) => {
    clearConsult(draft, run.at, draft.calls[call.id]!, reason, tell);
  });
  if (agentId) becameFree(run, agentId);
};

const reasons = {
  declined: 'declined',
  timed_out: 'no_answer',
  failed: 'failed',
  cancelled: 'agent_hangup',
} as const satisfies Record<Ending, LegEndReason>;

/** An agent did not take the consult that was offered. In a queue the next one is asked. */
export const consultTurnedDown = (draft: Draft<State>, at: Time, offer: Offer, ending: Ending): void => {
  const call = draft.calls[offer.fromId!]!;
  if (!call.seek) clearConsult(draft, at, call, reasons[ending], true);
};

/** The customer waits, with nobody, until an agent of the queue takes the call. */
const toWaiting = (
  draft: Draft<State>,
  at: Time,
  call: Draft<Call>,
  queueId: string,
  asked: string[] = [],
): void => {
  const interaction = draft.interactions[call.interactionId]!;
  disarm(draft, call.id, 'blind');
  call.blind = null;
  move(interactionTransitions, interaction, 'waiting');
  interaction.ownerId = null;
  // Nobody records a customer who waits alone.
  if (call.recording.state === 'on') call.recording = { state: 'paused', since: at };
  call.seek = { queueId, purpose: 'waiting', asked, over: false };
  arm(draft, at, 'waiting', call.id, draft.policy.timers.waitingCall);
};

const blindFailed = (draft: Draft<State>, at: Time, call: Draft<Call>, reason: LegEndReason): void => {
  const { target, legId } = call.blind!;
  const { taskId, interactionId } = call;
  const agentId = ownerOf(draft, call);
  const leg = call.legs.find(({ id }) => id === legId)!;
  disarm(draft, leg.id);
  setLeg(leg, 'ended', at, reason);
  // Who did not take it is not asked again at once.
  toWaiting(draft, at, call, draft.tasks[taskId]!.queueId, leg.agentId ? [leg.agentId] : []);
  post(draft, at, {
    agentId,
    taskId,
    interactionId,
    type: 'blind_not_accepted',
    party: target.name,
    reason,
  });
};

/** Nobody took what was handed over. */
export const notAccepted = (draft: Draft<State>, at: Time, offer: Offer, ending: Ending): void =>
  blindFailed(draft, at, draft.calls[offer.fromId!]!, reasons[ending]);

/** The agent is out at once, and stays the owner until somebody accepts. */
const blindTransfer = (run: Run, { id }: Call, ref: TargetRef): void => {
  const ownerId = ownerOf(run.state, run.state.calls[id]!);
  const found = targetOf(run, ref, run.state.policy.blindTargets, ownerId, takesCalls);
  const { number, ...target } = found;
  if (number && behaviourOf(number).act === 'fail') refuse('not_possible', { reason: 'target_unavailable' });
  const isQueue = target.kind === 'queue';
  run.change(isQueue ? 'call.waiting' : 'call.blind_started', subjectOf({ id }), (draft) => {
    const call = draft.calls[id]!;
    const own = agentLeg(call, ownerId)!;
    const customer = customerLeg(call);
    if (customer.state === 'held') setLeg(customer, 'connected', run.at);
    setLeg(own, 'ended', run.at, 'transferred');
    partEnded(draft, run.at, call, own);
    call.consult = noConsult();
    if (isQueue) {
      toWaiting(draft, run.at, call, target.id);
      return;
    }
    const leg = addTarget(draft, run.at, call, found);
    const timer = arm(draft, run.at, 'blind', id, draft.policy.timers.blind);
    call.blind = { target, legId: leg.id, timer };
    if (target.kind === 'agent') {
      const offer = newOffer(draft, run.at, {
        purpose: 'blind',
        interaction: draft.interactions[call.interactionId]!,
        agentId: target.id,
        fromId: id,
        badge: { kind: 'transferred', by: own.name },
      });
      offer.timer = timer;
    }
  });
};

/** The call is this agent's from now on. */
const handOver = (draft: Draft<State>, call: Draft<Call>, leg: Draft<Leg>): void => {
  const interaction = draft.interactions[call.interactionId]!;
  if (interaction.state === 'waiting') move(interactionTransitions, interaction, 'in_call');
  interaction.ownerId = leg.agentId;
  leg.met = true;
  const customer = customerLeg(call);
  if (customer.state === 'held') setLeg(customer, 'connected', leg.since);
};

/** Takes a part in a call that was offered, or the whole of it. */
export const acceptCall = (run: Run, { id, purpose, fromId, agentId }: Offer): void => {
  const type = purpose === 'consult' ? 'call.consult_answered' : 'call.transferred';
  run.change(type, subjectOf({ id: fromId! }), (draft) => {
    closeOffer(draft, run.at, id, 'accepted');
    const call = draft.calls[fromId!]!;
    const { name } = draft.agents[agentId]!;
    for (const kind of ['consult', 'blind', 'waiting', 'next_seek']) disarm(draft, call.id, kind);
    const called = call.legs.find((leg) => leg.id === (call.consult.legId ?? call.blind?.legId));
    let leg = called?.agentId === agentId ? called : undefined;
    if (leg) setLeg(leg, 'connected', run.at);
    else {
      if (called) setLeg(called, 'ended', run.at, 'transferred');
      leg = newLeg(draft, run.at, { role: 'agent', agentId, name, number: null, state: 'connected' });
      call.legs.push(leg);
    }
    call.seek = null;
    call.blind = null;
    openDraft(draft, draft.interactions[call.interactionId]!, agentId);
    if (purpose === 'consult') {
      moveConsult(call, 'consulting');
      Object.assign(call.consult, {
        target: { kind: 'agent', id: agentId, name },
        legId: leg.id,
        timer: null,
      });
    } else handOver(draft, call, leg);
  });
};

/** The agent goes, the customer stays with the target; outside, where it is no call of ours any more. */
const leaveAndTransfer = (run: Run, { id }: Call): void => {
  const before = run.state.calls[id]!;
  const target = before.legs.find((leg) => leg.id === before.consult.legId)!;
  const ownerId = ownerOf(run.state, before);
  if (!target.agentId) {
    end(run, before, 'transferred');
    return;
  }
  run.change('call.transferred', subjectOf({ id }), (draft) => {
    const call = draft.calls[id]!;
    const own = agentLeg(call, ownerId)!;
    call.consult = noConsult();
    setLeg(own, 'ended', run.at, 'transferred');
    partEnded(draft, run.at, call, own);
    handOver(
      draft,
      call,
      call.legs.find((leg) => leg.id === target.id)!,
    );
  });
};

const merge = (run: Run, { id }: Call): void =>
  run.change('call.merged', subjectOf({ id }), (draft) => {
    const call = draft.calls[id]!;
    moveConsult(call, 'conference');
    const customer = customerLeg(call);
    if (customer.state === 'held') setLeg(customer, 'connected', run.at);
    call.legs.find((leg) => leg.id === call.consult.legId)!.met = true;
  });

/** What somebody outside does, simulated or played. False: it does not fit. */
export const actAsTarget = (run: Run, call: Call, act: string): boolean => {
  const leg = call.legs.find(({ role, state }) => role === 'external' && state !== 'ended');
  if (!leg) return false;
  if (act === 'hang_up' || act === 'drop') {
    if (leg.state !== 'connected') return false;
    targetGone(run, call, reasonOf(act));
    return true;
  }
  if (leg.state === 'connected') return false;
  if (act === 'answer') {
    if (call.blind) end(run, call, 'transferred');
    else {
      run.change('call.consult_answered', subjectOf(call), (draft) => {
        const changed = draft.calls[call.id]!;
        disarm(draft, call.id, 'consult');
        disarm(draft, leg.id);
        setLeg(
          changed.legs.find(({ id }) => id === leg.id)!,
          'connected',
          run.at,
        );
        moveConsult(changed, 'consulting');
        changed.consult.timer = null;
        const { thenHangUp } = behaviourOf(leg.number!);
        if (thenHangUp !== undefined) arm(draft, run.at, 'target.hang_up', leg.id, thenHangUp);
      });
    }
    return true;
  }
  const reason = reasonOf(act as Exclude<CustomerAct, 'answer'>);
  if (!call.blind) targetGone(run, call, reason);
  else {
    run.change('call.waiting', subjectOf(call), (draft) => {
      blindFailed(draft, run.at, draft.calls[call.id]!, reason);
    });
  }
  return true;
};

type Nothing = Record<never, never>;
interface WithTarget {
  target: TargetRef;
}

export const consultCommands = {
  consult: {
    already: (run: Run, call: Call, { target }: WithTarget) =>
      call.consult.state !== 'none' &&
      call.consult.target?.kind === target.kind &&
      call.consult.target.id === target.id,
    perform: (run: Run, call: Call, { target }: WithTarget) =>
      consult(run, call, target, run.state.policy.consultTargets),
  },
  'dial-out': {
    already: (run: Run, call: Call, { number }: { number: string }) =>
      call.consult.state !== 'none' && call.consult.target?.id === number,
    perform: (run: Run, call: Call, { number }: { number: string }) =>
      consult(run, call, { kind: 'external', id: number }, ['external']),
  },
  'end-consult': {
    already: (run: Run, call: Call) => call.endedAt === null && call.consult.state === 'none',
    perform: (run: Run, call: Call) => targetGone(run, call, 'agent_hangup', false),
  },
  merge: {
    already: (run: Run, call: Call) => call.consult.state === 'conference',
    perform: merge,
  },
  'leave-and-transfer': {
    already: () => false,
    perform: leaveAndTransfer,
  },
  leave: {
    already: (run: Run, call: Call, body: Nothing, agentId: string) =>
      agentLeg(call, agentId)?.state === 'ended',
    perform: (run: Run, call: Call, body: Nothing, agentId: string) =>
      ownerOf(run.state, call) === agentId
        ? leaveAndTransfer(run, call)
        : targetGone(run, call, 'agent_hangup'),
  },
  'blind-transfer': {
    already: (run: Run, call: Call, { target }: WithTarget) =>
      call.blind?.target.kind === target.kind && call.blind.target.id === target.id,
    perform: (run: Run, call: Call, { target }: WithTarget) => blindTransfer(run, call, target),
  },
};

const withCall = (run: Run, legId: string, act: string): void => {
  const call = Object.values(run.state.calls).find(({ legs }) => legs.some(({ id }) => id === legId));
  if (call) actAsTarget(run, call, act);
};

export const consultTimers: Record<string, (run: Run, subject: string) => void> = {
  consult: (run, id) => {
    const call = run.state.calls[id]!;
    const open = openOffer(run.state, call);
    if (open && !call.seek) endOffer(run, open, 'timed_out');
    else targetGone(run, call, 'no_answer');
  },
  blind: (run, id) => {
    const call = run.state.calls[id]!;
    const open = openOffer(run.state, call);
    if (open) endOffer(run, open, 'timed_out');
    else actAsTarget(run, call, 'ring_out');
  },
  waiting: (run, id) => end(run, run.state.calls[id]!, 'failed'),
  ...Object.fromEntries(
    ['answer', 'busy', 'voicemail', 'fail', 'hang_up'].map((act) => [
      `target.${act}`,
      (run: Run, legId: string) => withCall(run, legId, act),
    ]),
  ),
  'target.ring': (run, legId) => {
    const call = Object.values(run.state.calls).find(({ legs }) => legs.some(({ id }) => id === legId))!;
    run.change('call.ringing', subjectOf(call), (draft) => {
      const leg = draft.calls[call.id]!.legs.find(({ id }) => id === legId)!;
      if (isLegal(legTransitions, leg.state, 'ringing')) setLeg(leg, 'ringing', run.at);
    });
  },
};

import type { Draft } from 'immer';
import type { EventType } from '../../contract/events.ts';
import { refuse } from '../../contract/problems.ts';
import type { OfferBadge, OfferState } from '../../contract/records.ts';
import { interactionTransitions, offerTransitions, taskTransitions } from '../../contract/transitions.ts';
import { isTakeable, isVoice } from './capabilities.ts';
import { acceptCall, consultTurnedDown, notAccepted } from './consults.ts';
import { acceptCustomer, dialCustomers, keptFree } from './customer-first.ts';
import { isReachable, takesCalls } from './directory.ts';
import { armDial, openDraft } from './interactions.ts';
import { openOffers, queuedTasks, runningCalls } from './living.ts';
import { setPresence } from './presence.ts';
import { arm, disarm, move, nextId, type Run } from './run.ts';
import { acceptTransfer, transferEnded } from './transfers.ts';
import type { Agent, Call, Interaction, Offer, OfferPurpose, State, Task, Time } from './types.ts';

/** How an offer ends when the agent does not take it. */
export type Ending = 'declined' | 'timed_out' | 'failed' | 'cancelled';

const endStates = {
  declined: 'rejected',
  timed_out: 'timed_out',
  failed: 'rescinded',
  cancelled: 'rescinded',
} as const satisfies Record<Ending, OfferState>;

/** Who of a queue can be asked: first the longest waiting, then the lowest id. */
export const freeAgents = (state: State, queueId: string, purpose: OfferPurpose): readonly Agent[] =>
  Object.values(state.agents)
    .filter((agent) => agent.queueIds.includes(queueId))
    .filter((agent) => (isVoice(purpose) ? takesCalls : isReachable)(state, agent))
    .sort((one, other) => one.idleSince - other.idleSince || (one.id < other.id ? -1 : 1));

/** An interaction that nobody has yet. */
export const newInteraction = (draft: Draft<State>, task: Task): Interaction => {
  const id = nextId(draft, 'interaction');
  return (draft.interactions[id] = {
    id,
    version: 0,
    taskId: task.id,
    state: 'offered',
    ownerId: null,
    numberId: task.numberId,
    callId: null,
    acceptedAt: null,
    previewDuration: null,
    timer: null,
    transfer: null,
    escalatedAt: null,
    cameFrom: null,
    closedAt: null,
    retired: false,
  });
};

export const newOffer = (
  draft: Draft<State>,
  at: Time,
  offer: {
    purpose: OfferPurpose;
    interaction: Interaction;
    agentId: string;
    fromId?: string;
    queueId?: string;
    badge?: OfferBadge;
  },
): Offer => {
  const id = nextId(draft, 'offer');
  const { purpose, interaction, agentId, fromId = null, badge = null } = offer;
  const { queueId = draft.tasks[interaction.taskId]!.queueId } = offer;
  if (draft.policy.autoAssign) arm(draft, at, 'auto_assign', id, draft.policy.timers.autoAssign);
  return (draft.offers[id] = {
    id,
    version: 0,
    purpose,
    taskId: interaction.taskId,
    interactionId: interaction.id,
    fromId,
    queueId,
    agentId,
    state: 'open',
    badge,
    offeredAt: at,
    timer: null,
    retired: false,
  });
};

const withTimer = (draft: Draft<State>, at: Time, offer: Offer, duration: number | null): void => {
  offer.timer = duration === null ? null : arm(draft, at, 'offer', offer.id, duration);
};

const offerTask = (run: Run, task: Task, agent: Agent): void => {
  run.change('offer.offered', { kind: 'task', id: task.id }, (draft) => {
    const changed = draft.tasks[task.id]!;
    const interaction = newInteraction(draft, task);
    const offer = newOffer(draft, run.at, { purpose: 'callback', interaction, agentId: agent.id });
    withTimer(draft, run.at, offer, task.offerTimeout);
    move(taskTransitions, changed, 'offered');
    if (!changed.round) changed.round = { asked: [], over: false };
    if (!Object.values(draft.timers).some((one) => one.kind === 'round' && one.subject === task.id)) {
      arm(draft, run.at, 'round', task.id, run.state.policy.timers.round);
    }
    changed.round.asked.push(agent.id);
  });
};

const offerCall = (run: Run, call: Call, agent: Agent): void => {
  run.change('offer.offered', { kind: 'call', id: call.id }, (draft) => {
    const { seek, interactionId, legs } = draft.calls[call.id]!;
    const interaction = draft.interactions[interactionId]!;
    const by = legs.findLast((leg) => leg.role === 'agent')?.name ?? '';
    const offer = newOffer(draft, run.at, {
      purpose: seek!.purpose,
      interaction,
      agentId: agent.id,
      fromId: call.id,
      queueId: seek!.queueId,
      badge: seek!.purpose === 'consult' ? { kind: 'consult', by } : { kind: 'customer_waiting' },
    });
    const task = draft.tasks[call.taskId]!;
    const isFirst = seek!.purpose === 'customer_first';
    withTimer(draft, run.at, offer, isFirst ? task.offerTimeout : run.state.policy.timers.offer);
    if (isFirst) move(taskTransitions, task, 'offered');
    seek!.asked.push(agent.id);
  });
};

/** Offers what is queued, and calls that wait, to who is free, in the order of the queue. */
export const route = (run: Run): void => {
  const next = (
    purpose: OfferPurpose,
    queueId: string,
    asked: readonly string[],
    preferredId: string | null = null,
  ) => {
    const agents = freeAgents(run.state, queueId, purpose).filter(({ id }) => !asked.includes(id));
    return agents.find(({ id }) => id === preferredId) ?? agents[0];
  };
  for (const call of runningCalls(run.state.calls)) {
    if (!call.seek || call.seek.over) continue;
    if (openOffers(run.state.offers).some((one) => one.fromId === call.id)) continue;
    const on = call.legs.flatMap((leg) => (leg.state !== 'ended' && leg.agentId ? [leg.agentId] : []));
    const { preferredAgentId } = run.state.tasks[call.taskId]!;
    const { purpose, queueId } = call.seek;
    const preferred = purpose === 'customer_first' ? preferredAgentId : null;
    const agent = next(purpose, queueId, [...call.seek.asked, ...on], preferred);
    if (agent) offerCall(run, call, agent);
    else if (call.seek.asked.length) {
      run.note((draft) => {
        draft.calls[call.id]!.seek!.over = true;
        arm(draft, run.at, 'next_seek', call.id, run.state.policy.timers.nextRound);
      });
    }
  }
  dialCustomers(run);
  const queued = queuedTasks(run.state.tasks)
    .filter((task) => task.mode === 'agent_first' && !task.round?.over)
    .sort((one, other) => one.place - other.place || (one.id < other.id ? -1 : 1));
  for (const task of queued) {
    const asked = task.round?.asked ?? [];
    const kept = [...keptFree(run.state)];
    const agent = next('callback', task.queueId, [...asked, ...kept], task.preferredAgentId);
    if (agent) offerTask(run, task, agent);
    else if (asked.length) endRound(run, task.id);
  }
};

/** Everybody was asked: the next round starts a little later. */
const endRound = (run: Run, taskId: string): void => {
  run.note((draft) => {
    disarm(draft, taskId, 'round');
    draft.tasks[taskId]!.round!.over = true;
    arm(draft, run.at, 'next_round', taskId, run.state.policy.timers.nextRound);
  });
};

export const stopRounds = (draft: Draft<State>, task: Task): void => {
  disarm(draft, task.id, 'round');
  disarm(draft, task.id, 'next_round');
  task.round = null;
};

/** What else happens, and how it is told, when what was offered was not taken. Called late: the rooms refer to each other. */
const endings: Record<
  OfferPurpose,
  {
    readonly type?: EventType;
    readonly after: (draft: Draft<State>, at: Time, offer: Offer, ending: Ending) => void;
  }
> = {
  callback: {
    after: (draft, _, { taskId, interactionId }) => {
      move(interactionTransitions, draft.interactions[interactionId]!, 'released');
      move(taskTransitions, draft.tasks[taskId]!, 'queued');
    },
  },
  transfer: { type: 'interaction.transfer_ended', after: (...of) => transferEnded(...of) },
  consult: { type: 'call.consult_ended', after: (...of) => consultTurnedDown(...of) },
  blind: { type: 'call.waiting', after: (...of) => notAccepted(...of) },
  waiting: { after: () => {} },
  customer_first: {
    after: (draft, _, { taskId }) => move(taskTransitions, draft.tasks[taskId]!, 'queued'),
  },
};

/** Ends an offer that the agent did not take. */
export const endOffer = (
  run: Run,
  { id, purpose, fromId }: Offer,
  ending: Ending,
  askAgain = false,
): void => {
  const state = endStates[ending];
  const { type: named, after } = endings[purpose];
  const seek = fromId ? run.state.calls[fromId]?.seek : null;
  const type = (!seek && named) || `offer.${state}`;
  run.change(type, { kind: 'offer', id }, (draft) => {
    const ended = closeOffer(draft, run.at, id, state);
    after(draft, run.at, ended, ending);
    const round = seek ? draft.calls[fromId!]!.seek : draft.tasks[ended.taskId]!.round;
    if (askAgain && round) round.asked = round.asked.filter((one) => one !== ended.agentId);
  });
};

/** An ended offer; one that the agent did not end stays a while in sight, to say why. */
export const closeOffer = (
  draft: Draft<State>,
  at: Time,
  id: string,
  state: Exclude<OfferState, 'open'>,
): Draft<Offer> => {
  const ended = draft.offers[id]!;
  disarm(draft, id);
  move(offerTransitions, ended, state);
  ended.timer = null;
  if (state === 'rejected' || state === 'accepted') ended.retired = true;
  else arm(draft, at, 'offer_retired', id, draft.policy.timers.endedOffer);
  return ended;
};

export const rescindOffersTo = (run: Run, agentId: string): void => {
  for (const one of openOffers(run.state.offers)) {
    if (one.agentId === agentId) endOffer(run, one, 'failed');
  }
};

const acceptCallback = (run: Run, { id, taskId, interactionId, agentId }: Offer): void => {
  run.change('offer.accepted', { kind: 'interaction', id: interactionId }, (draft) => {
    closeOffer(draft, run.at, id, 'accepted');
    const task = draft.tasks[taskId]!;
    stopRounds(draft, task);
    move(taskTransitions, task, 'assigned');
    task.ownerId = agentId;
    takeUp(draft, run.at, draft.interactions[interactionId]!, agentId);
  });
};

/** Begins the preview of an accepted callback. */
export const takeUp = (draft: Draft<State>, at: Time, interaction: Interaction, agentId: string): void => {
  move(interactionTransitions, interaction, 'preview');
  interaction.ownerId = agentId;
  interaction.acceptedAt = at;
  openDraft(draft, interaction, agentId);
  armDial(draft, at, interaction);
};

const acceptances: Record<OfferPurpose, (run: Run, offer: Offer) => void> = {
  callback: acceptCallback,
  transfer: (...of) => acceptTransfer(...of),
  consult: (...of) => acceptCall(...of),
  blind: (...of) => acceptCall(...of),
  waiting: (...of) => acceptCall(...of),
  customer_first: (...of) => acceptCustomer(...of),
};

export const offerCommands = {
  accept: {
    already: (run: Run, one: Offer) => one.state === 'accepted',
    perform: (run: Run, one: Offer) => acceptances[one.purpose](run, one),
  },
  reject: {
    already: (run: Run, one: Offer) => one.state === 'rejected',
    perform: (run: Run, one: Offer, { reasonId }: { reasonId?: string }) => {
      const { rejectReasons } = run.state.policy;
      const reason = rejectReasons.find((each) => each.id === reasonId);
      if (rejectReasons.length ? !reason : reasonId !== undefined) {
        refuse('invalid_payload', { detail: 'Choose one of the reasons listed with the offer.' });
      }
      endOffer(run, one, 'declined', reason?.reassignable);
    },
  },
};

export const offerTimers: Record<string, (run: Run, subject: string) => void> = {
  offer: (run, id) => {
    const one = run.state.offers[id]!;
    endOffer(run, one, 'timed_out');
    setPresence(run, one.agentId, 'contact_centre', run.state.policy.afterTimeOutPresence, true);
  },
  // As the agent would; on another call it waits until that is over.
  auto_assign: (run, id) => {
    const one = run.state.offers[id]!;
    if (isTakeable(run.state, one)) acceptances[one.purpose](run, one);
    else
      run.note((draft) => {
        arm(draft, run.at, 'auto_assign', id, draft.policy.timers.autoAssign);
      });
  },
  transfer_offer: (run, id) => endOffer(run, run.state.offers[id]!, 'timed_out'),
  offer_retired: (run, id) =>
    run.change('record.retired', { kind: 'offer', id }, (draft) => {
      draft.offers[id]!.retired = true;
    }),
  // The round's time is over; an offer that stands goes on and counts for the new round.
  round: (run, taskId) => {
    const standing = openOffers(run.state.offers).find(
      (one) => one.taskId === taskId && one.purpose === 'callback',
    );
    if (!standing) endRound(run, taskId);
    else {
      run.note((draft) => {
        draft.tasks[taskId]!.round = { asked: [standing.agentId], over: false };
        arm(draft, run.at, 'round', taskId, run.state.policy.timers.round);
      });
    }
  },
  next_round: (run, taskId) =>
    run.note((draft) => {
      draft.tasks[taskId]!.round = null;
    }),
  next_seek: (run, callId) =>
    run.note((draft) => {
      const { seek } = draft.calls[callId]!;
      if (seek) Object.assign(seek, { asked: [], over: false });
    }),
};

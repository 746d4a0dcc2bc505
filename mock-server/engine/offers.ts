import { refuse } from '../../contract/problems.ts';
import type { OfferState } from '../../contract/records.ts';
import { interactionTransitions, offerTransitions, taskTransitions } from '../../contract/transitions.ts';
import { isAvailable, setPresence } from './presence.ts';
import { hasOpenWrapUp, workOf } from './capabilities.ts';
import { armDial, openDraft } from './interactions.ts';
import { arm, disarm, move, nextId, type Run } from './run.ts';
import type { Agent, Offer, State, Task } from './types.ts';

const load = (state: State, agentId: string): number =>
  workOf(state, agentId).length +
  Object.values(state.offers).filter((one) => one.agentId === agentId && one.state === 'open').length;

const eligible = (state: State, agent: Agent, task: Task): boolean =>
  agent.queueIds.includes(task.queueId) &&
  isAvailable(state, agent) &&
  load(state, agent.id) < agent.capacity &&
  !hasOpenWrapUp(state, agent.id);

/** Who is asked first: the preferred one, then the longest waiting, then the lowest id. */
const byTurn = (task: Task) => (one: Agent, other: Agent) =>
  Number(other.id === task.preferredAgentId) - Number(one.id === task.preferredAgentId) ||
  one.idleSince - other.idleSince ||
  (one.id < other.id ? -1 : 1);

const offer = (run: Run, task: Task, agent: Agent): void => {
  const duration = task.offerTimeout;
  run.change('offer.offered', { kind: 'task', id: task.id }, (draft) => {
    const id = nextId(draft, 'offer');
    const interactionId = nextId(draft, 'interaction');
    draft.interactions[interactionId] = {
      id: interactionId,
      version: 0,
      taskId: task.id,
      state: 'offered',
      ownerId: null,
      numberId: task.customer.numbers[0]!.id,
      callId: null,
      acceptedAt: null,
      previewDuration: null,
      timer: null,
      cameFrom: null,
      closedAt: null,
      retired: false,
    };
    draft.offers[id] = {
      id,
      version: 0,
      taskId: task.id,
      interactionId,
      agentId: agent.id,
      state: 'open',
      badge: null,
      offeredAt: run.at,
      timer: duration === null ? null : arm(draft, run.at, 'offer', id, duration),
      retired: false,
    };
    const changed = draft.tasks[task.id]!;
    move(taskTransitions, changed, 'offered');
    if (!changed.round) {
      changed.round = { asked: [], over: false };
      arm(draft, run.at, 'round', task.id, run.state.policy.timers.round);
    }
    changed.round.asked.push(agent.id);
  });
};

/** Offers what is queued to who is free, in the order of the queue. */
export const route = (run: Run): void => {
  const queued = Object.values(run.state.tasks)
    .filter((task) => task.state === 'queued' && !task.round?.over)
    .sort((one, other) => one.place - other.place || (one.id < other.id ? -1 : 1));
  for (const task of queued) {
    const asked = task.round?.asked ?? [];
    const agents = Object.values(run.state.agents).filter((agent) => eligible(run.state, agent, task));
    const next = agents.filter((agent) => !asked.includes(agent.id)).sort(byTurn(task))[0];
    if (next) offer(run, task, next);
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

/** Ends an offer without the agent having taken it; the callback goes on. */
const endOffer = (
  run: Run,
  { id, taskId, interactionId, agentId }: Offer,
  state: Exclude<OfferState, 'open' | 'accepted'>,
  askAgain = false,
): void => {
  run.change(`offer.${state}`, { kind: 'offer', id }, (draft) => {
    const ended = draft.offers[id]!;
    disarm(draft, id);
    move(offerTransitions, ended, state);
    ended.timer = null;
    if (state === 'rejected') ended.retired = true;
    else arm(draft, run.at, 'offer_retired', id, run.state.policy.timers.endedOffer);
    move(interactionTransitions, draft.interactions[interactionId]!, 'released');
    const task = draft.tasks[taskId]!;
    move(taskTransitions, task, 'queued');
    if (askAgain && task.round) task.round.asked = task.round.asked.filter((one) => one !== agentId);
  });
};

export const rescindOffersTo = (run: Run, agentId: string): void => {
  for (const one of Object.values(run.state.offers)) {
    if (one.agentId === agentId && one.state === 'open') endOffer(run, one, 'rescinded');
  }
};

const accept = (run: Run, { id, taskId, interactionId, agentId }: Offer): void => {
  run.change('offer.accepted', { kind: 'interaction', id: interactionId }, (draft) => {
    const accepted = draft.offers[id]!;
    disarm(draft, id);
    disarm(draft, taskId);
    move(offerTransitions, accepted, 'accepted');
    accepted.timer = null;
    accepted.retired = true;
    const task = draft.tasks[taskId]!;
    move(taskTransitions, task, 'assigned');
    task.ownerId = agentId;
    task.round = null;
    const interaction = draft.interactions[interactionId]!;
    move(interactionTransitions, interaction, 'preview');
    interaction.ownerId = agentId;
    interaction.acceptedAt = run.at;
    openDraft(draft, interaction, agentId);
    armDial(draft, run.at, interaction);
  });
};

export const offerCommands = {
  accept: {
    already: (run: Run, one: Offer) => one.state === 'accepted',
    perform: (run: Run, one: Offer) => accept(run, one),
  },
  reject: {
    already: (run: Run, one: Offer) => one.state === 'rejected',
    perform: (run: Run, one: Offer, { reasonId }: { reasonId?: string }) => {
      const { rejectReasons } = run.state.policy;
      const reason = rejectReasons.find((each) => each.id === reasonId);
      if (rejectReasons.length ? !reason : reasonId !== undefined) {
        refuse('invalid_payload', { detail: 'Choose one of the reasons listed with the offer.' });
      }
      endOffer(run, one, 'rejected', reason?.reassignable);
    },
  },
};

export const offerTimers: Record<string, (run: Run, subject: string) => void> = {
  offer: (run, id) => {
    const one = run.state.offers[id]!;
    endOffer(run, one, 'timed_out');
    setPresence(run, one.agentId, 'contact_centre', run.state.policy.afterTimeOutPresence, true);
  },
  offer_retired: (run, id) =>
    run.change('record.retired', { kind: 'offer', id }, (draft) => {
      draft.offers[id]!.retired = true;
    }),
  // The round's time is over; an offer that stands goes on and counts for the new round.
  round: (run, taskId) => {
    const standing = Object.values(run.state.offers).find(
      (one) => one.taskId === taskId && one.state === 'open',
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
};

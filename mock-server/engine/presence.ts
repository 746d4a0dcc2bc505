import { refuse } from '../../contract/problems.ts';
import type { Side } from '../../contract/commands.ts';
import type { PresenceStatus } from '../../contract/records.ts';
import { isOn, matchTo, workOf } from './capabilities.ts';
import { expireOpenSegments, giveBack } from './interactions.ts';
import { openInteractions, openOffers, runningCalls } from './living.ts';
import { rescindOffersTo } from './offers.ts';
import { arm, disarm, type Run } from './run.ts';
import type { Agent, State } from './types.ts';

const sides: readonly Side[] = ['workspace', 'contact_centre'];

const otherSide = (side: Side): Side => (side === 'workspace' ? 'contact_centre' : 'workspace');

export const statusOn = (state: State, agent: Agent, side: Side): PresenceStatus =>
  agent.presence[side].signedIn
    ? (state.policy.presences[side].find((one) => one.id === agent.presence[side].presenceId)?.status ??
      'offline')
    : 'offline';

/** Whether both systems would let a callback through. */
export const isAvailable = (state: State, agent: Agent): boolean =>
  sides.every((side) => statusOn(state, agent, side) === 'available');

/** What an agent is busy with: their interactions, and a part in another's call. */
const busyness = (state: State, agentId: string): number =>
  workOf(state, agentId).length +
  runningCalls(state.calls).filter(
    (call) => isOn(call, agentId) && state.interactions[call.interactionId]!.ownerId !== agentId,
  ).length;

/** How much of an agent's capacity is taken; an offer takes some, too. */
export const load = (state: State, agentId: string): number =>
  busyness(state, agentId) + openOffers(state.offers).filter((one) => one.agentId === agentId).length;

/** Sets the presence of one side and, with the provider's mapping, of the other too where `both` says so. */
export const setPresence = (
  run: Run,
  agentId: string,
  side: Side,
  presenceId: string,
  both: boolean,
): void => {
  const option = run.state.policy.presences[side].find((one) => one.id === presenceId)!;
  run.change('agent.presence_set', { kind: 'agent', id: agentId }, (draft) => {
    const agent = draft.agents[agentId]!;
    const set = (which: Side, id: string) => {
      const now = agent.presence[which];
      if (!now.signedIn || now.presenceId === id) return;
      now.presenceId = id;
      now.since = run.at;
    };
    set(side, presenceId);
    if (both) set(otherSide(side), option.counterpart);
    agent.next = null;
    agent.idleSince = run.at;
  });
  if (!isAvailable(run.state, run.state.agents[agentId]!)) rescindOffersTo(run, agentId);
};

/** What one is after signing in: what the other system says, else not there for work yet. */
const onSignIn = ({ policy }: State, { presence }: Agent, side: Side): string => {
  const there = presence[otherSide(side)];
  const option = policy.presences[otherSide(side)].find(({ id }) => id === there.presenceId);
  if (there.signedIn && option) return option.counterpart;
  const [first, ...rest] = policy.presences[side];
  return (
    [...rest, first!].find(({ status }) => status !== 'available' && status !== 'offline')?.id ?? first!.id
  );
};

const signIn = (run: Run, { id }: Agent, { side }: { side: Side }): void =>
  run.change('agent.signed_in', { kind: 'agent', id }, (draft) => {
    const agent = draft.agents[id]!;
    agent.presence[side] = { signedIn: true, presenceId: onSignIn(run.state, agent, side), since: run.at };
    agent.idleSince = run.at;
  });

const signOut = (run: Run, id: string, side: Side): void => {
  run.change('agent.signed_out', { kind: 'agent', id }, (draft) => {
    const agent = draft.agents[id]!;
    Object.assign(agent.presence[side], { signedIn: false, since: run.at });
    agent.next = null;
  });
  rescindOffersTo(run, id);
};

/** What an agent who is not signed in to the contact centre has before them, and no call of, goes back to the queue. */
export const takeFromAbsent = (run: Run): void => {
  for (const { id, state, ownerId } of openInteractions(run.state.interactions)) {
    if (state !== 'preview' && state !== 'no_answer') continue;
    if (!run.state.agents[ownerId!]!.presence.contact_centre.signedIn) giveBack(run, id);
  }
};

/** The agent's last stream was closed, or one opened again. Nobody who is still there is signed out. */
export const connection = (run: Run, agentId: string, name: string): void => {
  if (!Object.hasOwn(run.state.agents, agentId)) return;
  run.note((draft) => {
    disarm(draft, agentId, 'agent_lost');
    if (name === 'closed') arm(draft, run.at, 'agent_lost', agentId, draft.policy.timers.agentLost);
  });
};

export const presenceTimers: Record<string, (run: Run, subject: string) => void> = {
  // Their wrap-ups stay open, and a call goes on.
  agent_lost: (run, agentId) => {
    if (run.state.agents[agentId]!.presence.contact_centre.signedIn) signOut(run, agentId, 'contact_centre');
  },
};

/** Those who have nothing to do any more take the presence that they chose while busy. */
export const takeNextPresences = (run: Run): void => {
  for (const { id, next } of Object.values(run.state.agents)) {
    if (next && !busyness(run.state, id)) {
      setPresence(run, id, next.side ?? 'workspace', next.presenceId, !next.side);
    }
  }
};

/** An agent has finished something: they wait from now on. */
export const becameFree = (run: Run, agentId: string): void =>
  run.note((draft) => {
    draft.agents[agentId]!.idleSince = run.at;
  });

interface SetBody {
  presenceId: string;
  side?: Side;
}

/** Whether the sides that the body sets say so already; without a side by the provider's mapping. */
const isSet = (run: Run, agent: Agent, { presenceId, side }: SetBody): boolean => {
  const option = run.state.policy.presences[side ?? 'workspace'].find((one) => one.id === presenceId);
  const says = (which: Side, id: string) =>
    !agent.presence[which].signedIn || agent.presence[which].presenceId === id;
  const which = side ? [side] : sides.filter((one) => agent.presence[one].signedIn);
  if (!option || !which.some((one) => agent.presence[one].signedIn)) return false;
  if (!says(side ?? 'workspace', presenceId)) return false;
  return side !== undefined || says('contact_centre', option.counterpart);
};

const setOrQueue = (run: Run, agent: Agent, { presenceId, side }: SetBody): void => {
  // To choose what is already so takes a queued change back.
  if (!busyness(run.state, agent.id) || isSet(run, agent, { presenceId, ...(side && { side }) })) {
    setPresence(run, agent.id, side ?? 'workspace', presenceId, !side);
    return;
  }
  run.change('agent.presence_queued', { kind: 'agent', id: agent.id }, (draft) => {
    draft.agents[agent.id]!.next = { presenceId, side: side ?? null };
  });
};

export const presenceCommands = {
  set: {
    already: (run: Run, agent: Agent, body: SetBody) =>
      agent.next
        ? agent.next.presenceId === body.presenceId && agent.next.side === (body.side ?? null)
        : isSet(run, agent, body),
    perform: (run: Run, agent: Agent, body: SetBody) => {
      const { presenceId, side } = body;
      if (!run.state.policy.presences[side ?? 'workspace'].some((one) => one.id === presenceId)) {
        refuse('invalid_payload', { detail: 'There is no such presence.' });
      }
      if (side && !agent.presence[side].signedIn) refuse('not_possible', { reason: 'signed_out' });
      setOrQueue(run, agent, body);
    },
  },
  match: {
    already: (run: Run, agent: Agent) => matchTo(run.state, agent) === null,
    perform: (run: Run, agent: Agent) => {
      const presenceId = matchTo(run.state, agent)!;
      setOrQueue(run, agent, { presenceId });
    },
  },
  'sign-in': {
    already: (_: Run, { presence }: Agent, { side }: { side: Side }) => presence[side].signedIn,
    perform: signIn,
  },
  'sign-out': {
    already: (_: Run, { presence }: Agent, { side }: { side: Side }) => !presence[side].signedIn,
    perform: (run: Run, { id }: Agent, { side }: { side: Side }) => {
      signOut(run, id, side);
      if (side === 'contact_centre') expireOpenSegments(run, id);
    },
  },
};

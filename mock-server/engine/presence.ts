import { refuse } from '../../contract/problems.ts';
import type { Side } from '../../contract/commands.ts';
import type { PresenceStatus } from '../../contract/records.ts';
import { isLive, isOn, workOf } from './capabilities.ts';
import { rescindOffersTo } from './offers.ts';
import type { Run } from './run.ts';
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
  Object.values(state.calls).filter(
    (call) =>
      isLive(call) && isOn(call, agentId) && state.interactions[call.interactionId]!.ownerId !== agentId,
  ).length;

/** How much of an agent's capacity is taken; an offer takes some, too. */
export const load = (state: State, agentId: string): number =>
  busyness(state, agentId) +
  Object.values(state.offers).filter((one) => one.agentId === agentId && one.state === 'open').length;

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
      if (agent.presence[which].presenceId === id) return;
      agent.presence[which].presenceId = id;
      agent.presence[which].since = run.at;
    };
    set(side, presenceId);
    if (both) set(otherSide(side), option.counterpart);
    agent.next = null;
    agent.idleSince = run.at;
  });
  if (!isAvailable(run.state, run.state.agents[agentId]!)) rescindOffersTo(run, agentId);
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
  if (!option || agent.presence[side ?? 'workspace'].presenceId !== presenceId) return false;
  return side !== undefined || agent.presence.contact_centre.presenceId === option.counterpart;
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
      // To choose what is already so takes a queued change back.
      if (!busyness(run.state, agent.id) || isSet(run, agent, body)) {
        setPresence(run, agent.id, side ?? 'workspace', presenceId, !side);
        return;
      }
      run.change('agent.presence_queued', { kind: 'agent', id: agent.id }, (draft) => {
        draft.agents[agent.id]!.next = { presenceId, side: side ?? null };
      });
    },
  },
};

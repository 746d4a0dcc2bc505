import { refuse } from '../../contract/problems.ts';
import type { Side } from '../../contract/commands.ts';
import type { PresenceStatus } from '../../contract/records.ts';
import { workOf } from './capabilities.ts';
import { rescindOffersTo } from './offers.ts';
import type { Run } from './run.ts';
import type { Agent, State } from './types.ts';

const sides: readonly Side[] = ['workspace', 'contact_centre'];

const otherSide = (side: Side): Side => (side === 'workspace' ? 'contact_centre' : 'workspace');

const statusOn = (state: State, agent: Agent, side: Side): PresenceStatus =>
  agent.presence[side].signedIn
    ? (state.policy.presences[side].find((one) => one.id === agent.presence[side].presenceId)?.status ??
      'offline')
    : 'offline';

/** Whether both systems would let a callback through. */
export const isAvailable = (state: State, agent: Agent): boolean =>
  sides.every((side) => statusOn(state, agent, side) === 'available');

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
    agent.nextPresenceId = null;
    agent.idleSince = run.at;
  });
  if (!isAvailable(run.state, run.state.agents[agentId]!)) rescindOffersTo(run, agentId);
};

/** Takes the presence that was chosen while busy, now that the work is done. */
export const takeNextPresence = (run: Run, agentId: string): void => {
  const agent = run.state.agents[agentId]!;
  if (agent.nextPresenceId && !workOf(run.state, agentId).length) {
    setPresence(run, agentId, 'workspace', agent.nextPresenceId, true);
  }
};

interface SetBody {
  presenceId: string;
  side?: Side;
}

export const presenceCommands = {
  set: {
    already: (run: Run, agent: Agent, { presenceId, side }: SetBody) =>
      agent.nextPresenceId === null
        ? (side ? [side] : sides).every((one) => agent.presence[one].presenceId === presenceId)
        : agent.nextPresenceId === presenceId,
    perform: (run: Run, agent: Agent, { presenceId, side }: SetBody) => {
      const known = run.state.policy.presences[side ?? 'workspace'].some((one) => one.id === presenceId);
      if (!known) refuse('invalid_payload', { detail: 'There is no such presence.' });
      const unchanged = agent.presence[side ?? 'workspace'].presenceId === presenceId;
      if (!workOf(run.state, agent.id).length || unchanged) {
        setPresence(run, agent.id, side ?? 'workspace', presenceId, !side);
        return;
      }
      run.change('agent.presence_queued', { kind: 'agent', id: agent.id }, (draft) => {
        draft.agents[agent.id]!.nextPresenceId = presenceId;
      });
    },
  },
};

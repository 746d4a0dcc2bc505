import type { CommandKey, CommandPayloads } from '../../contract/commands.ts';
import { refuse } from '../../contract/problems.ts';
import { agentLeg, customerLeg, isOn, liveCalls, workOf } from './capabilities.ts';
import { arm, type Run } from './run.ts';
import type { State } from './types.ts';

/* Simulated agents: what they would do next, as ordinary commands. Issued by engine.ts through the authority. */

/** A command that an agent is about to give. */
export interface Intent<C extends CommandKey = CommandKey> {
  readonly command: C;
  readonly id: string;
  readonly body: CommandPayloads[C];
}

const intent = <C extends CommandKey>(command: C, id: string, body: CommandPayloads[C]): Intent => ({
  command,
  id,
  body,
});

const openOffers = (state: State, agentId: string) =>
  Object.values(state.offers).filter((one) => one.agentId === agentId && one.state === 'open');

const openSegments = (state: State, agentId: string) =>
  Object.values(state.segments).filter((one) => one.agentId === agentId && one.state === 'open');

const reject = (state: State, id: string) => {
  const reason = state.policy.rejectReasons[0]?.id;
  return intent('offer.reject', id, reason === undefined ? {} : { reasonId: reason });
};

const presenceOf = (state: State, status: string) =>
  state.policy.presences.workspace.find((one) => one.status === status)?.id;

/** What the agent's behaviour would have them do from here, and how long that takes them. */
const intentions = (state: State, agentId: string): { intent: Intent; after: number }[] => {
  const { behaviour, presence } = state.agents[agentId]!;
  if (!behaviour) return [];
  const { offers, after, work, comesAndGoes } = behaviour;
  const list: { intent: Intent; after: number }[] = [];
  if (offers !== 'ignore') {
    for (const { id } of openOffers(state, agentId)) {
      list.push({ intent: offers === 'accept' ? intent('offer.accept', id, {}) : reject(state, id), after });
    }
  }
  if (work !== undefined) {
    for (const { id, state: at } of workOf(state, agentId)) {
      if (at === 'preview') list.push({ intent: intent('interaction.dial', id, {}), after: work });
      if (at === 'no_answer') list.push({ intent: intent('interaction.close', id, {}), after: work });
    }
    for (const call of liveCalls(state, agentId)) {
      // Asked for a consult, they stay until they are let go.
      const isOwner = state.interactions[call.interactionId]!.ownerId === agentId;
      if (isOwner && customerLeg(call).state === 'connected' && call.consult.state === 'none') {
        list.push({ intent: intent('call.end', call.id, {}), after: work * 2 });
      }
    }
    for (const { id, notes } of openSegments(state, agentId)) {
      list.push({ intent: intent('segment.submit', id, { reasonId: null, notes }), after: work });
    }
  }
  const other = presenceOf(
    state,
    presence.workspace.presenceId === presenceOf(state, 'available') ? 'away' : 'available',
  );
  if (comesAndGoes !== undefined && other !== undefined) {
    list.push({ intent: intent('agent.set', agentId, { presenceId: other }), after: comesAndGoes });
  }
  return list;
};

const separator = ' ';

/** Sets a timer for each thing that a simulated agent is about to do and has none for. */
export const plan = (run: Run): void => {
  const { agents, timers } = run.state;
  for (const agent of Object.values(agents)) {
    if (!agent.behaviour) continue;
    for (const { intent: one, after } of intentions(run.state, agent.id)) {
      const subject = [agent.id, one.command, one.id, JSON.stringify(one.body)].join(separator);
      if (Object.values(timers).some((timer) => timer.kind === 'agent' && timer.subject === subject))
        continue;
      run.note((draft) => {
        arm(draft, run.at, 'agent', subject, after);
      });
    }
  }
};

/** The agent and the command that a timer of `plan` stands for. */
export const planned = (subject: string): { agentId: string } & Intent => {
  const [agentId, command, id, ...body] = subject.split(separator);
  return {
    agentId: agentId!,
    command: command as CommandKey,
    id: id!,
    body: JSON.parse(body.join(separator)) as never,
  };
};

/** What the simulator's panel can have an agent do. */
export const agentActs = ['accept', 'reject', 'hang_up', 'submit', 'available', 'away', 'busy'] as const;
export type AgentAct = (typeof agentActs)[number];

/** The command that the act comes down to now. Refuses where there is nothing of the kind. */
export const intentOf = (state: State, agentId: string, act: AgentAct): Intent => {
  const none = () => refuse('not_possible', { detail: 'The agent has nothing of the kind before them.' });
  switch (act) {
    case 'accept':
    case 'reject': {
      const { id } = openOffers(state, agentId)[0] ?? none();
      return act === 'accept' ? intent('offer.accept', id, {}) : reject(state, id);
    }
    case 'hang_up': {
      const call = Object.values(state.calls).find((one) => isOn(one, agentId)) ?? none();
      const isOwner = state.interactions[call.interactionId]!.ownerId === agentId;
      const isAlone = call.legs.filter((leg) => leg.state !== 'ended').length <= 2;
      const leaves = !isOwner && !isAlone && !!agentLeg(call, agentId);
      return leaves ? intent('call.leave', call.id, {}) : intent('call.end', call.id, {});
    }
    case 'submit': {
      const { id, notes, reasonId } = openSegments(state, agentId)[0] ?? none();
      return intent('segment.submit', id, { reasonId, notes });
    }
    default: {
      const presenceId = presenceOf(state, act) ?? none();
      return intent('agent.set', agentId, { presenceId });
    }
  }
};

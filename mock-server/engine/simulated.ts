import type { Capability } from '../../contract/capabilities.ts';
import {
  capabilityName,
  splitCommand,
  type CommandKey,
  type CommandPayloads,
} from '../../contract/commands.ts';
import { refuse } from '../../contract/problems.ts';
import { agentLeg, customerLeg, isOn, liveCalls, workOf } from './capabilities.ts';
import { openOffers, openSegments } from './living.ts';
import { arm, type Run } from './run.ts';
import type { State } from './types.ts';
import { view } from './view.ts';

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

const offersTo = (state: State, agentId: string) =>
  openOffers(state.offers).filter((one) => one.agentId === agentId);

const wrapUpsOf = (state: State, agentId: string) =>
  openSegments(state.segments).filter((one) => one.agentId === agentId);

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
    for (const { id } of offersTo(state, agentId)) {
      list.push({ intent: offers === 'accept' ? intent('offer.accept', id, {}) : reject(state, id), after });
    }
  }
  if (work !== undefined) {
    for (const { id, state: at } of workOf(state, agentId)) {
      if (at === 'preview') list.push({ intent: intent('interaction.dial', id, {}), after: work });
      // Also what may not be dialled: it is closed, a little later than it would be dialled.
      if (at === 'preview' || at === 'no_answer') {
        list.push({ intent: intent('interaction.close', id, {}), after: at === 'preview' ? work * 2 : work });
      }
    }
    for (const call of liveCalls(state, agentId)) {
      // Asked for a consult, they stay until they are let go.
      const isOwner = state.interactions[call.interactionId]!.ownerId === agentId;
      if (isOwner && customerLeg(call).state === 'connected' && call.consult.state === 'none') {
        list.push({ intent: intent('call.end', call.id, {}), after: work * 2 });
      }
    }
    for (const { id, notes, reasonId } of wrapUpsOf(state, agentId)) {
      list.push({ intent: intent('segment.submit', id, { reasonId, notes }), after: work });
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

/** What they would do and can: to ask for what is refused would go on for ever. */
const possible = (state: State, agentId: string) =>
  intentions(state, agentId).filter(({ intent: { command, id } }) => {
    const [kind, name] = splitCommand(command);
    const record = view(state, agentId)!.records.find((one) => one.kind === kind && one.id === id);
    const capabilities = (record as { capabilities?: Record<string, Capability> } | undefined)?.capabilities;
    const { enabled, override } = capabilities?.[capabilityName(name)] ?? {};
    return enabled && !override;
  });

const subjectOf = (agentId: string, { command, id }: Intent) => `${agentId} ${command} ${id}`;

/** Sets a timer for each thing that a simulated agent is about to do and has none for. */
export const plan = (run: Run): void => {
  const { agents, timers } = run.state;
  for (const agent of Object.values(agents)) {
    if (!agent.behaviour) continue;
    for (const { intent: one, after } of possible(run.state, agent.id)) {
      const subject = subjectOf(agent.id, one);
      if (Object.values(timers).some((timer) => timer.kind === 'agent' && timer.subject === subject))
        continue;
      run.note((draft) => {
        arm(draft, run.at, 'agent', subject, after);
      });
    }
  }
};

/** What a timer of `plan` stands for, as it would be done now; null: it is not what they would do any more. */
export const planned = (state: State, subject: string): { agentId: string; intent: Intent } | null => {
  const agentId = subject.split(' ')[0]!;
  const due = possible(state, agentId).find(({ intent: one }) => subjectOf(agentId, one) === subject);
  return due ? { agentId, intent: due.intent } : null;
};

/** What the simulator's panel can have an agent do. */
export const agentActs = [
  'accept',
  'reject',
  'hang_up',
  'submit',
  'available',
  'away',
  'busy',
  'sign_in',
  'sign_out',
] as const;
export type AgentAct = (typeof agentActs)[number];

/** The command that the act comes down to now. Refuses where there is nothing of the kind. */
export const intentOf = (state: State, agentId: string, act: AgentAct): Intent => {
  const none = () => refuse('not_possible', { detail: 'The agent has nothing of the kind before them.' });
  switch (act) {
    case 'accept':
    case 'reject': {
      const { id } = offersTo(state, agentId)[0] ?? none();
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
      const { id, notes, reasonId } = wrapUpsOf(state, agentId)[0] ?? none();
      return intent('segment.submit', id, { reasonId, notes });
    }
    case 'sign_in':
    case 'sign_out':
      return intent(act === 'sign_in' ? 'agent.sign-in' : 'agent.sign-out', agentId, {
        side: 'contact_centre',
      });
    default: {
      const presenceId = presenceOf(state, act) ?? none();
      return intent('agent.set', agentId, { presenceId });
    }
  }
};

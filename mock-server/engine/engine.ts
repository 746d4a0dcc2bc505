import {
  capabilityName,
  commands,
  isCommandKey,
  splitCommand,
  type CommandPayloads,
  type SubjectKind,
} from '../../contract/commands.ts';
import type { Capability } from '../../contract/capabilities.ts';
import type { CommandAnswer } from '../../contract/events.ts';
import { problem, ProblemError, refuse } from '../../contract/problems.ts';
import { makePolicy } from '../../contract/policy.ts';
import { callCommands, callTimers } from './calls.ts';
import {
  agentCapabilities,
  callCapabilities,
  interactionCapabilities,
  offerCapabilities,
  isPartOf,
  noticeCapabilities,
  segmentCapabilities,
  taskCapabilities,
} from './capabilities.ts';
import { consultTimers } from './consults.ts';
import { addCallback, controls } from './control.ts';
import { customerFirstTimers } from './customer-first.ts';
import { interactionCommands, interactionTimers, rearmDials, segmentCommands } from './interactions.ts';
import { noticeCommands, noticeTimers } from './notices.ts';
import { offerCommands, offerTimers, route } from './offers.ts';
import {
  connection,
  presenceCommands,
  presenceTimers,
  takeFromAbsent,
  takeNextPresences,
} from './presence.ts';
import { nextTimer, Run } from './run.ts';
import { isSame } from './same.ts';
import { expire, isOfQueue, scheduleTimers, taskCommands, templateFor } from './schedules.ts';
import { intentOf, plan, planned, type AgentAct, type Intent } from './simulated.ts';
import { taskTimers } from './tasks.ts';
import type {
  Agent,
  AgentEvent,
  Answered,
  Call,
  Input,
  Notice,
  Offer,
  Outcome,
  Scenario,
  Segment,
  Setup,
  State,
  Task,
  Time,
} from './types.ts';
import { positionOf, view } from './view.ts';

export { hash } from './hash.ts';
export { directory } from './directory.ts';
export { agentActs } from './simulated.ts';
export { positionOf, view } from './view.ts';

/** How many timers one input may fire; more is a circle in the rules, not a busy day. */
export const timersPerInput = 10_000;

/** Timers kept arming timers without time passing. */
export class TimerStormError extends Error {
  override readonly name = 'TimerStormError';
}

const timers: Record<string, (run: Run, subject: string) => void> = {
  ...offerTimers,
  ...interactionTimers,
  ...callTimers,
  ...consultTimers,
  ...noticeTimers,
  ...customerFirstTimers,
  ...presenceTimers,
  ...scheduleTimers,
  ...taskTimers,
  agent: (run, subject) => {
    const due = planned(run.state, subject);
    try {
      if (due) issue(run, due.agentId, due.intent);
    } catch (error) {
      // What they meant to do is not there any more.
      if (!(error instanceof ProblemError)) throw error;
    }
  },
};

/** A command's rule: when it changes nothing, and what it does. Whether it may is the capability's to say. */
interface Rule {
  already(run: Run, entity: never, body: never, agentId: string): boolean;
  perform(run: Run, entity: never, body: never, agentId: string): void;
}

interface Subject {
  readonly rules: Readonly<Record<string, Rule>>;
  find(state: State, id: string): unknown;
  /** Whether the agent stands to it as the command needs; what is not theirs does not exist for them. */
  related(state: State, entity: never, agentId: string): boolean;
  capabilities(state: State, entity: never, agentId: string): Readonly<Record<string, Capability>>;
}

const own = <T>(table: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(table, id) ? table[id] : undefined;

const subjects: Record<SubjectKind, Subject> = {
  offer: {
    rules: offerCommands,
    find: (state, id) => own(state.offers, id),
    related: (_, offer: Offer, agentId) => offer.agentId === agentId,
    capabilities: offerCapabilities,
  },
  interaction: {
    rules: interactionCommands,
    find: (state, id) => own(state.interactions, id),
    related: isPartOf,
    capabilities: interactionCapabilities,
  },
  call: {
    rules: callCommands,
    find: (state, id) => own(state.calls, id),
    related: (state, call: Call, agentId) =>
      state.interactions[call.interactionId]!.ownerId === agentId ||
      call.legs.some((leg) => leg.agentId === agentId && leg.connectedAt !== null),
    capabilities: callCapabilities,
  },
  segment: {
    rules: segmentCommands,
    find: (state, id) => own(state.segments, id),
    related: (_, segment: Segment, agentId) => segment.agentId === agentId,
    capabilities: segmentCapabilities,
  },
  notice: {
    rules: noticeCommands,
    find: (state, id) => own(state.notices, id),
    related: (_, notice: Notice, agentId) => notice.agentId === agentId,
    capabilities: noticeCapabilities,
  },
  agent: {
    rules: presenceCommands,
    find: (state, id) => own(state.agents, id),
    related: (_, agent: Agent, agentId) => agent.id === agentId,
    capabilities: agentCapabilities,
  },
  task: {
    rules: taskCommands,
    find: (state, id) => own(state.tasks, id),
    related: (state, task: Task, agentId) => task.ownerId === agentId || isOfQueue(state, task, agentId),
    capabilities: taskCapabilities,
  },
};

const stateOf = (entity: object): { state?: string } =>
  'state' in entity && typeof entity.state === 'string' ? { state: entity.state } : {};

const command = (
  run: Run,
  input: Pick<Input, 'actor' | 'name' | 'subject' | 'body'>,
): 'performed' | 'unchanged' => {
  const { actor, name, subject: id, body } = input;
  if (!isCommandKey(name)) return refuse('not_found', { detail: 'There is no such command.' });
  const agent = actor.kind === 'agent' ? own(run.state.agents, actor.id) : undefined;
  if (!agent || actor.kind !== 'agent') return refuse('forbidden');
  const { role } = commands[name];
  if (!agent.roles.includes(role) || !actor.roles.includes(role)) {
    return refuse('forbidden', { reason: 'role_missing' });
  }
  const [kind, verb] = splitCommand(name);
  const subject = subjects[kind];
  const rule = own(subject.rules, verb);
  if (!rule) return refuse('unsupported');
  // What is new has no id yet: it is judged by what it is modelled on.
  const isNew = name === 'task.schedule';
  const entity = (
    isNew
      ? templateFor(run.state, agent.id, (body as CommandPayloads['task.schedule']).customerId)
      : subject.find(run.state, id ?? '')
  ) as never;
  if (!entity || (!isNew && !subject.related(run.state, entity, agent.id))) return refuse('not_found');
  if (rule.already(run, entity, body as never, agent.id)) return 'unchanged';
  const capability = subject.capabilities(run.state, entity, agent.id)[capabilityName(verb)]!;
  if (!capability.enabled) {
    const { reason } = capability;
    if (reason === 'unsupported') return refuse('unsupported');
    return refuse(reason === 'offer_ended' ? 'offer_ended' : 'not_possible', {
      ...(reason && { reason }),
      ...stateOf(entity),
    });
  }
  rule.perform(run, entity, body as never, agent.id);
  return 'performed';
};

/** A command of an agent whom the simulator plays. */
const issue = (run: Run, agentId: string, { command: name, id, body }: Intent): void => {
  const { roles } = run.state.agents[agentId]!;
  command(run, { actor: { kind: 'agent', id: agentId, roles }, name, subject: id, body });
};

const control = (run: Run, { name, body }: Input): unknown => {
  if (name === 'agent') {
    const { agentId, act } = body as { agentId: string; act: AgentAct };
    if (!own(run.state.agents, agentId)) refuse('not_found', { detail: 'There is no such agent.' });
    issue(run, agentId, intentOf(run.state, agentId, act));
    return {};
  }
  const perform = own(controls, name) ?? refuse('not_found', { detail: 'There is no such control.' });
  return perform(run, body as never);
};

/** How many answers are kept for each agent: a press is sent again within seconds. */
const answersKept = 200;

const noAnswers: readonly Answered[] = [];
const indexes = new WeakMap<readonly Answered[], Map<string, Answered>>();
const byKey = (answers: readonly Answered[]): Map<string, Answered> => {
  const index = indexes.get(answers) ?? new Map(answers.map((one) => [one.key, one]));
  indexes.set(answers, index);
  return index;
};

const remember = (state: State, agentId: string, answer: Answered): State => {
  const before = own(state.answered, agentId) ?? noAnswers;
  const answers = [...before.slice(1 - answersKept), answer];
  // The index goes on with the newer list, which differs by little.
  const index = byKey(before);
  indexes.delete(before);
  if (before.length >= answersKept) index.delete(before[0]!.key);
  indexes.set(answers, index.set(answer.key, answer));
  return { ...state, answered: { ...state.answered, [agentId]: answers } };
};

/** What follows from any change: what is free gets work, what may dial counts, who is simulated makes up their mind. */
const settle = (run: Run): void => {
  takeNextPresences(run);
  takeFromAbsent(run);
  expire(run);
  route(run);
  rearmDials(run);
  plan(run);
};

/** Fires what is due at or before `until`, each timer at its own time, those that it arms included. */
const fireDue = (state: State, until: Time, events: AgentEvent[]): State => {
  for (let fired = 0; ; fired++) {
    const timer = nextTimer(state);
    if (!timer || timer.due > until) return state;
    if (fired >= timersPerInput)
      throw new TimerStormError(`more than ${timersPerInput} timers until ${until}`);
    const run = new Run({ ...state, timers: omit(state.timers, timer.id) }, Math.max(timer.due, state.at));
    timers[timer.kind]!(run, timer.subject);
    settle(run);
    events.push(...run.events);
    state = { ...run.state, at: run.at };
  }
};

const omit = <T>(from: Readonly<Record<number, T>>, id: number): Record<number, T> => {
  const rest = { ...from };
  delete rest[id];
  return rest;
};

/**
 * The reducer: a namespace is the fold of its inputs by it. Fires what is due, then performs. A refusal leaves
 * everything but the memory of the refusal as it was.
 */
export const step = (
  before: State,
  input: Input,
): { readonly state: State; readonly events: readonly AgentEvent[]; readonly outcome: Outcome } => {
  const at = Math.max(input.at, before.at);
  const events: AgentEvent[] = [];
  const due = fireDue(before, at, events);
  const key = input.kind === 'command' && input.actor.kind === 'agent' ? input.key : null;
  const agentId = input.actor.kind === 'agent' ? input.actor.id : '';
  const { name, subject, body } = input;
  const asked = { name, subject, body };
  const known = key === null ? undefined : byKey(own(due.answered, agentId) ?? noAnswers).get(key);
  if (known) {
    const outcome: Outcome = isSame(known.asked, asked)
      ? { ...(known.outcome as Exclude<Outcome, { created: unknown }>), replayed: true }
      : { ok: false, problem: problem('idempotency_key_reused'), replayed: false };
    return { state: { ...due, at }, events, outcome };
  }
  const run = new Run(due, at);
  let state = due;
  let outcome: Outcome;
  try {
    let result: unknown = null;
    if (input.kind === 'command') result = command(run, input);
    else if (input.kind === 'control') result = control(run, input);
    else if (input.kind === 'connection') connection(run, input.subject!, input.name);
    settle(run);
    events.push(...run.events);
    // A timer of no length ends in the step that began it.
    state = fireDue(run.state, at, events);
    outcome =
      input.kind === 'command'
        ? {
            ok: true,
            answer: { outcome: result as CommandAnswer['outcome'], asOf: positionOf(state, agentId) },
            replayed: false,
          }
        : { ok: true, created: result, replayed: false };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    outcome = { ok: false, problem: error.problem, replayed: false };
  }
  state = { ...state, at };
  return { state: key === null ? state : remember(state, agentId, { key, asked, outcome }), events, outcome };
};

/** When the next timer is due; null: none runs. */
export const nextDue = (state: State): Time | null => nextTimer(state)?.due ?? null;

const noDirectory: State['directory'] = Object.freeze({});

/** A contact centre as its scenario begins. */
export const createState = (scenario: Scenario, setup: Setup): State => {
  const { policy: changes, ...rest } = setup;
  const startedAt = setup.startedAt - (scenario.before ?? 0);
  const policy = makePolicy({
    ...scenario.policy,
    ...changes,
    timers: { ...scenario.policy.timers, ...changes?.timers },
  });
  const state: State = {
    setup: rest,
    policy,
    queues: Object.fromEntries(scenario.queues.map((queue) => [queue.id, queue])),
    externals: scenario.externals ?? [],
    directory: scenario.directory ?? noDirectory,
    agents: Object.fromEntries(
      scenario.agents.map(
        ({ id, name, roles, queueIds, capacity = 1, presenceId = 'available', behaviour = null, ...one }) => {
          const side = { signedIn: true, since: startedAt };
          const { counterpart } = policy.presences.workspace.find((each) => each.id === presenceId)!;
          return [
            id,
            {
              id,
              version: 1,
              name,
              roles: [...roles],
              queueIds: [...queueIds],
              capacity,
              presence: {
                workspace: { ...side, presenceId },
                contact_centre: { ...side, presenceId: one.contactCentrePresenceId ?? counterpart },
              },
              next: null,
              idleSince: startedAt,
              behaviour,
            } satisfies Agent,
          ];
        },
      ),
    ),
    tasks: {},
    offers: {},
    interactions: {},
    calls: {},
    segments: {},
    notices: {},
    at: startedAt,
    clock: { rate: 1, base: setup.startedAt, realBase: setup.startedAt },
    timers: {},
    counters: {},
    sequence: {},
    answered: {},
  };
  // What led to the beginning is told to nobody.
  const run = new Run(state, startedAt, false);
  for (const request of scenario.callbacks) addCallback(run, request);
  settle(run);
  for (const { agentId, command: key, body = {} } of scenario.script ?? []) {
    const [kind] = splitCommand(key);
    const subject = view(run.state, agentId)!.records.find((record) => record.kind === kind);
    try {
      issue(run, agentId, { command: key, id: subject?.id ?? '', body });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refuse('invalid_payload', { detail: 'The situation does not go with this policy.' });
    }
    settle(run);
  }
  return { ...fireDue(run.state, setup.startedAt, []), at: setup.startedAt, sequence: {} };
};

export type { AgentEvent, CallbackRequest, Input, Outcome, Scenario, Setup, State, Time } from './types.ts';

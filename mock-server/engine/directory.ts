import type {
  DirectoryAgent,
  DirectoryEntry as Entry,
  DirectoryPage,
  DirectoryQuery,
  DirectoryQueue,
} from '../../contract/directory.ts';
import { directoryPageSize } from '../../contract/directory.ts';
import { refuse } from '../../contract/problems.ts';
import type { Target } from '../../contract/records.ts';
import type { TargetRef } from '../../contract/commands.ts';
import { hasOpenWrapUp, isOn, isVoice, liveCalls, workOf } from './capabilities.ts';
import { openOffers, queuedTasks, runningCalls } from './living.ts';
import { isAvailable, load, statusOn } from './presence.ts';
import type { Run } from './run.ts';
import type { Agent, DirectoryEntry, State } from './types.ts';

/** How long one in front is thought to take, where the provider says nothing better. Milliseconds. */
const handling = 90_000;

/** Text as it is searched: without case and accents. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

// Frozen, and large: read once.
const plainNames = new WeakMap<State['directory'], readonly { entry: DirectoryEntry; name: string }[]>();

const namesOf = (directory: State['directory']) => {
  const known = plainNames.get(directory);
  if (known) return known;
  const names = Object.values(directory)
    .map((entry) => ({ entry, name: plain(entry.name) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  plainNames.set(directory, names);
  return names;
};

/** Whether something can be offered to an agent now. */
export const isReachable = (state: State, agent: Agent): boolean =>
  isAvailable(state, agent) && load(state, agent.id) < agent.capacity && !hasOpenWrapUp(state, agent.id);

/** Whether a call can be offered to an agent now: one at a time, whatever else they have. */
export const takesCalls = (state: State, agent: Agent): boolean =>
  isReachable(state, agent) &&
  !liveCalls(state, agent.id).length &&
  !openOffers(state.offers).some((one) => one.agentId === agent.id && isVoice(one.purpose));

const activityOf = (state: State, agentId: string): DirectoryAgent['activity'] =>
  runningCalls(state.calls).some((call) => isOn(call, agentId))
    ? 'call'
    : hasOpenWrapUp(state, agentId)
      ? 'wrap_up'
      : workOf(state, agentId).length
        ? 'callback'
        : null;

const agentEntry = (state: State, agent: Agent): DirectoryAgent => {
  const { presenceId, since } = agent.presence.workspace;
  return {
    kind: 'agent',
    id: agent.id,
    name: agent.name,
    status: statusOn(state, agent, 'workspace'),
    presence: state.policy.presences.workspace.find(({ id }) => id === presenceId)!.name,
    since: new Date(since).toISOString(),
    activity: activityOf(state, agent.id),
    reachable: isReachable(state, agent),
  };
};

const presenceOf = (state: State, { presenceId }: DirectoryEntry) =>
  state.policy.presences.workspace.find((one) => one.id === presenceId) ??
  state.policy.presences.workspace[0]!;

/** By both systems, as for those who are agents already. */
const isUp = (state: State, entry: DirectoryEntry): boolean => {
  const { status, counterpart } = presenceOf(state, entry);
  const other = state.policy.presences.contact_centre.find(({ id }) => id === counterpart);
  return status === 'available' && other?.status === 'available';
};

const lookedUp = (state: State, entry: DirectoryEntry): DirectoryAgent => {
  const { id, name } = entry;
  const presence = presenceOf(state, entry);
  return {
    kind: 'agent',
    id,
    name,
    status: presence.status,
    presence: presence.name,
    since: new Date(state.setup.startedAt).toISOString(),
    activity: null,
    reachable: isUp(state, entry),
  };
};

const queueEntry = (state: State, id: string): DirectoryQueue => {
  const queue = state.queues[id]!;
  const waiting =
    (queue.waiting ?? 0) +
    queuedTasks(state.tasks).filter((task) => task.queueId === id).length +
    runningCalls(state.calls).filter(
      (call) => call.seek?.queueId === id && call.seek.purpose !== 'customer_first',
    ).length;
  return { kind: 'queue', id, name: queue.name, waiting, estimatedWait: waiting * handling };
};

/** Before others: what begins so, then a word in it that does. */
const rank = (name: string, search: string): number =>
  name.startsWith(search) ? 0 : name.includes(` ${search}`) ? 1 : 2;

/** One page of who a call or a callback can go to. */
export const directory = (state: State, agentId: string, query: DirectoryQuery): DirectoryPage => {
  const search = plain(query.search.trim());
  const from = Number(query.after ?? 0);
  if (!Number.isSafeInteger(from) || from < 0)
    refuse('invalid_payload', { detail: 'There is no such page.' });
  interface Found {
    readonly name: string;
    readonly first: boolean;
    readonly make: () => Entry;
  }
  const found: Found[] = [];
  const add = (name: string, first: boolean, make: () => Entry) => {
    if (name.includes(search)) found.push({ name, first, make });
  };
  if (query.kind === 'agent') {
    for (const agent of Object.values(state.agents)) {
      if (agent.id === agentId) continue;
      add(plain(agent.name), isReachable(state, agent), () => agentEntry(state, agent));
    }
    for (const { entry, name } of namesOf(state.directory)) {
      if (Object.hasOwn(state.agents, entry.id)) continue;
      add(name, isUp(state, entry), () => lookedUp(state, entry));
    }
  } else if (query.kind === 'queue') {
    for (const { id, name } of Object.values(state.queues))
      add(plain(name), true, () => queueEntry(state, id));
  } else {
    for (const one of state.externals) add(plain(one.name), true, () => ({ kind: 'external', ...one }));
  }
  found.sort(
    (one, other) =>
      Number(other.first) - Number(one.first) ||
      rank(one.name, search) - rank(other.name, search) ||
      (one.name < other.name ? -1 : one.name > other.name ? 1 : 0),
  );
  const to = from + directoryPageSize;
  return {
    entries: found.slice(from, to).map(({ make }) => make()),
    total: found.length,
    next: to < found.length ? String(to) : null,
  };
};

/** An agent; one who was only looked up so far becomes one like the others, who takes what is offered. */
export const callUpon = (run: Run, agentId: string): Agent | undefined => {
  const { agents, directory } = run.state;
  if (Object.hasOwn(agents, agentId)) return agents[agentId];
  if (!Object.hasOwn(directory, agentId)) return undefined;
  const entry = directory[agentId]!;
  const { id, name } = entry;
  const since = run.state.setup.startedAt;
  const { id: presenceId, counterpart } = presenceOf(run.state, entry);
  run.note((draft) => {
    draft.agents[id] = {
      id,
      version: 1,
      name,
      roles: ['agent'],
      queueIds: [],
      capacity: 1,
      presence: {
        workspace: { signedIn: true, presenceId, since },
        contact_centre: { signedIn: true, presenceId: counterpart, since },
      },
      next: null,
      idleSince: since,
      behaviour: { offers: 'accept', after: 3000, work: 5000 },
    };
  });
  return run.state.agents[id];
};

/**
 * The target of a transfer or a consult, as it is shown.
 * @throws ProblemError where there is none such, it is not allowed, or cannot be had now.
 */
export const targetOf = (
  run: Run,
  { kind, id }: TargetRef,
  allowed: readonly TargetRef['kind'][],
  agentId: string,
  canTake: typeof isReachable,
): Target & { readonly number: string | null } => {
  if (!allowed.includes(kind))
    refuse('unsupported', { detail: 'This provider does not transfer to such targets.' });
  if (kind === 'external') {
    const known = run.state.externals.find((one) => one.id === id);
    if (!known && !run.state.policy.dialOut)
      refuse('invalid_payload', { detail: 'There is no such target.' });
    const number = known?.number ?? id;
    if (!/^\+[1-9]\d{1,14}$/.test(number)) refuse('invalid_payload', { detail: 'There is no such target.' });
    return { kind, id, name: known?.name ?? number, number };
  }
  if (kind === 'queue') {
    if (!Object.hasOwn(run.state.queues, id))
      refuse('invalid_payload', { detail: 'There is no such queue.' });
    return { kind, id, name: run.state.queues[id]!.name, number: null };
  }
  if (id === agentId) refuse('invalid_payload', { detail: 'Nobody transfers to themselves.' });
  const agent = callUpon(run, id) ?? refuse('invalid_payload', { detail: 'There is no such agent.' });
  if (!canTake(run.state, agent)) refuse('not_possible', { reason: 'target_unavailable' });
  return { kind, id, name: agent.name, number: null };
};

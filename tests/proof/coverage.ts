import { commandKeys, splitCommand, type SubjectKind } from '../../contract/commands.ts';
import {
  consultTransitions,
  interactionTransitions,
  legTransitions,
  offerTransitions,
  segmentTransitions,
  taskTransitions,
  type Transition,
} from '../../contract/transitions.ts';
import type { Outcome, State } from '../../mock-server/engine/types.ts';

/* What walks have been through: each legal move, and each command in each state. */

const tables = {
  task: taskTransitions,
  interaction: interactionTransitions,
  offer: offerTransitions,
  leg: legTransitions,
  consult: consultTransitions,
  segment: segmentTransitions,
} as const;

/** How often, by what. Plain, so that workers can hand it over. */
export type Counts = Record<string, number>;

export interface Coverage {
  /** `task queued > offered`. */
  readonly moves: Counts;
  /** `interaction.dial preview performed`, or `refused`. */
  readonly commands: Counts;
}

export const noCoverage = (): Coverage => ({ moves: {}, commands: {} });

const count = (counts: Counts, key: string, by = 1): void => {
  counts[key] = (counts[key] ?? 0) + by;
};

const moveKey = (kind: string, from: string | null, to: string) => `${kind} ${from ?? '-'} > ${to}`;

/** Legal, where the one who has a thing changes and its state stays. */
const isHandOver = ({ from, to }: Transition<string>) => from === to;

/** Every legal move, with what leads to it. */
export const legalMoves = (): ReadonlyMap<string, string> => {
  const all = new Map<string, string>();
  for (const [kind, table] of Object.entries(tables)) {
    for (const { from, to, on } of table as readonly Transition<string>[]) {
      const key = moveKey(kind, from, to);
      all.set(key, all.has(key) ? `${all.get(key)}; ${on}` : on);
    }
  }
  return all;
};

const states: Record<SubjectKind, readonly string[]> = {
  offer: ['open', 'accepted', 'rejected', 'timed_out', 'rescinded'],
  notice: ['shown', 'dismissed'],
  interaction: [
    'offered',
    'preview',
    'dialing',
    'no_answer',
    'transferring',
    'in_call',
    'waiting',
    'wrap_up',
    'closed',
    'released',
  ],
  call: ['ringing', 'answered', 'consult_dialing', 'consulting', 'conference', 'handing_over', 'ended'],
  segment: ['draft', 'open', 'submitted', 'expired'],
  agent: ['signed_in', 'one_side', 'signed_out'],
  task: [
    'scheduled',
    'queued',
    'offered',
    'assigned',
    'in_progress',
    'closed_complete',
    'closed_abandoned',
    'canceled',
  ],
};

/** Legal, and never met: why. */
export const unreachable: Readonly<Record<string, string>> = {
  'interaction - > waiting': 'the call keeps its interaction: it goes from in_call to waiting',
};

/** Every command in every state of what it acts on. */
export const commandsInStates = (): readonly string[] =>
  commandKeys.flatMap((key) => states[splitCommand(key)[0]].map((state) => `${key} ${state}`));

/** The word for how a command finds its subject; null: there is none. */
export const stateFor = (state: State, kind: SubjectKind, id: string): string | null => {
  switch (kind) {
    case 'agent': {
      const presence = state.agents[id]?.presence;
      const sides = presence && [presence.workspace, presence.contact_centre].filter((one) => one.signedIn);
      return sides ? ['signed_out', 'one_side', 'signed_in'][sides.length]! : null;
    }
    case 'notice':
      return state.notices[id] ? (state.notices[id].retired ? 'dismissed' : 'shown') : null;
    case 'call': {
      const call = state.calls[id];
      if (!call) return null;
      if (call.endedAt !== null) return 'ended';
      if (call.answeredAt === null) return 'ringing';
      if (call.blind) return 'handing_over';
      return call.consult.state === 'none' ? 'answered' : call.consult.state;
    }
    default:
      return state[`${kind}s`][id]?.state ?? null;
  }
};

export const countCommand = (
  { commands }: Coverage,
  before: State,
  key: string,
  id: string,
  outcome: Outcome,
): void => {
  const state = stateFor(before, splitCommand(key as 'task.cancel')[0], id);
  const did = outcome.ok && 'answer' in outcome ? outcome.answer.outcome : 'refused';
  if (state) count(commands, `${key} ${state} ${did === 'performed' ? did : 'refused'}`);
};

/** Counts what begins, and what changes hands: what the tables are not asked for. */
export const countBeginnings = ({ moves }: Coverage, before: State, after: State): void => {
  for (const kind of ['task', 'interaction', 'offer', 'segment'] as const) {
    const [old, now] = [before[`${kind}s`], after[`${kind}s`]];
    if (old === now) continue;
    for (const [id, { state }] of Object.entries(now)) {
      if (old[id] !== undefined) continue;
      const rows: readonly Transition<string>[] = tables[kind];
      const born = rows.filter(({ from }) => from === null).map(({ to }) => to);
      // What a step began may have gone on in it.
      count(moves, moveKey(kind, null, born.find((one) => one === state) ?? born[0]!));
    }
  }
  for (const [id, { legs, consult }] of Object.entries(after.calls)) {
    const was = before.calls[id];
    if (was === after.calls[id]) continue;
    if (was && was.consult.state !== 'none' && consult.state === 'none')
      count(moves, moveKey('consult', was.consult.state, 'none'));
    for (const leg of legs.slice(before.calls[id]?.legs.length ?? 0))
      count(moves, moveKey('leg', null, leg.connectedAt === leg.since ? 'connected' : 'dialing'));
  }
  for (const [id, one] of Object.entries(after.tasks)) {
    const was = before.tasks[id];
    if (!was || was === one || was.state !== one.state) continue;
    if (one.state === 'assigned' && was.ownerId !== one.ownerId)
      count(moves, moveKey('task', 'assigned', 'assigned'));
    if (one.state === 'scheduled' && was.scheduledStart !== one.scheduledStart)
      count(moves, moveKey('task', 'scheduled', 'scheduled'));
  }
  for (const [id, one] of Object.entries(after.interactions)) {
    const was = before.interactions[id];
    if (was?.state !== 'in_call' || one.state !== 'in_call' || was.ownerId === one.ownerId) continue;
    count(moves, moveKey('interaction', 'in_call', 'in_call'));
    if (after.tasks[one.taskId]!.state === 'in_progress')
      count(moves, moveKey('task', 'in_progress', 'in_progress'));
  }
};

/** Has the tables tell of each legal move that the engine asks them about. Returns the way to stop it. */
export const watchMoves = ({ moves }: Coverage): (() => void) => {
  for (const [kind, table] of Object.entries(tables)) {
    const rows = table as readonly Transition<string>[];
    Object.defineProperty(rows, 'some', {
      configurable: true,
      value(is: (row: Transition<string>) => boolean) {
        const found = rows.find(is);
        if (found && !isHandOver(found)) count(moves, moveKey(kind, found.from, found.to));
        return found !== undefined;
      },
    });
  }
  return () => {
    for (const table of Object.values(tables)) Reflect.deleteProperty(table, 'some');
  };
};

export const addCoverage = (to: Coverage, from: Coverage): void => {
  for (const part of ['moves', 'commands'] as const)
    for (const [key, by] of Object.entries(from[part])) count(to[part], key, by);
};

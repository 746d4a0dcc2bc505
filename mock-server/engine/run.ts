import { freeze, Immer, original, type Draft } from 'immer';
import { position, type EventType } from '../../contract/events.ts';
import type { RecordRef } from '../../contract/records.ts';
import { isLegal, type Transition } from '../../contract/transitions.ts';
import { iso } from './iso.ts';
import type { AgentEvent, EngineTimer, ShownTimer, State, Tables, Time } from './types.ts';
import { carryViews, compareViews, viewersOf } from './view.ts';

const tableNames = ['agents', 'tasks', 'offers', 'interactions', 'calls', 'segments', 'notices'] as const;

const { produce } = new Immer({ autoFreeze: false });
let finish: (state: State) => void = () => {};

/** From now on a state that is changed by mistake throws. For tests: it takes longer than the change itself. */
export const freezeStates = (): void => {
  finish = (state) => void freeze(state, true);
};

/** Adds one to the version of every entity that changed, which is nobody else's yet. Returns them with their table. */
const stamp = (before: State, after: State) => {
  const changed: { table: keyof Tables; id: string }[] = [];
  for (const table of tableNames) {
    const old = before[table];
    const now = after[table];
    if (old === now) continue;
    for (const id in now) {
      if (now[id] === old[id]) continue;
      now[id]!.version = (old[id]?.version ?? 0) + 1;
      changed.push({ table, id });
    }
  }
  return changed;
};

const nobody: ReadonlySet<string> = new Set();

/**
 * One input or one timer being worked on. Every change has a name and is told, at once, to the agents who may
 * see it: so an event always carries exactly the records that it changed.
 */
export class Run {
  readonly events: AgentEvent[] = [];

  constructor(
    public state: State,
    public at: Time,
    /** Whether anybody could be told. */
    private readonly isTold = true,
  ) {}

  get iso(): string {
    return iso(this.at);
  }

  /** Changes records and tells it. `type` says why; `subject` what it is about. */
  change(type: EventType, subject: RecordRef | null, recipe: (draft: Draft<State>) => void): void {
    const before = this.state;
    const state = produce(before, recipe);
    const changed = stamp(before, state);
    const viewers = this.isTold ? viewersOf(before, state, changed) : nobody;
    const sequence = { ...state.sequence };
    this.state = { ...state, sequence };
    if (this.isTold) carryViews(before, this.state, viewers);
    for (const agentId of viewers) {
      const { records, removed } = compareViews(before, this.state, agentId);
      if (!records.length && !removed.length) continue;
      const number = (sequence[agentId] ?? 0) + 1;
      sequence[agentId] = number;
      const id = position(state.setup.epoch, number);
      this.events.push({ agentId, event: { id, type, at: this.iso, subject, records, removed } });
    }
    finish(this.state);
  }

  /** Changes what no agent sees. */
  note(recipe: (draft: Draft<State>) => void): void {
    this.state = produce(this.state, recipe);
    finish(this.state);
  }
}

/** Moves a thing along its transition table; anything else is a mistake in the engine. */
export const move = <S extends string>(
  table: readonly Transition<S>[],
  entity: { id: string; state: S },
  to: S,
): void => {
  if (!isLegal(table, entity.state, to)) throw new Error(`${entity.id}: ${entity.state} to ${to} is no move`);
  entity.state = to;
};

/** The next id of a kind: `offer-e1-12`. With the epoch in it, so that no id is ever given twice in a namespace. */
export const nextId = (draft: Draft<State>, kind: string): string =>
  `${kind}-${draft.setup.epoch}-${(draft.counters[kind] = (draft.counters[kind] ?? 0) + 1)}`;

/** Starts a timer. Returns it, to be shown by the record that it belongs to. */
export const arm = <K extends string>(
  draft: Draft<State>,
  at: Time,
  kind: K,
  subject: string,
  duration: number,
): ShownTimer<K> => {
  const id = (draft.counters['timer'] = (draft.counters['timer'] ?? 0) + 1);
  const due = at + duration;
  draft.timers[id] = { id, due, kind, subject, duration };
  return { id, kind, due, duration };
};

/** Stops the timers of a subject: all, or those of one kind. */
export const disarm = (draft: Draft<State>, subject: string, kind?: string): void => {
  // Looked at as they were: a timer never changes, and a draft of each would cost more than all else here.
  const before = original(draft.timers);
  for (const id of Reflect.ownKeys(draft.timers).map(Number)) {
    const timer = before[id] ?? draft.timers[id]!;
    if (timer.subject === subject && (!kind || timer.kind === kind)) delete draft.timers[id];
  }
};

const first = new WeakMap<State['timers'], EngineTimer | null>();

/** The timer that fires next; null: none runs. Looked for once in each table. */
export const nextTimer = ({ timers }: State): EngineTimer | null => {
  let next = first.get(timers);
  if (next !== undefined) return next;
  next = null;
  for (const timer of Object.values(timers)) {
    if (!next || timer.due < next.due || (timer.due === next.due && timer.id < next.id)) next = timer;
  }
  first.set(timers, next);
  return next;
};

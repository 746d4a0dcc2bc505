import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyChanges } from '../../contract/policy.ts';
import { hash, nextDue, step } from '../../mock-server/engine/engine.ts';
import { Play, Screen, start } from '../../mock-server/engine/testing.ts';
import type { Input, State } from '../../mock-server/engine/types.ts';
import { checkLine } from '../../mock-server/http/log.ts';
import type { ScenarioName } from '../../mock-server/scenarios/index.ts';
import { checkMove, checkState } from '../section5.ts';
import {
  act,
  agents,
  anyCommand,
  beginnings,
  commandInput,
  enabledOn,
  perform,
  policy,
  type Act,
} from './acts.ts';
import { countBeginnings, countCommand, type Coverage } from './coverage.ts';
import { Model } from './model.ts';

/** Steps that were performed, not refused. */
export const walkLength = 50;

export interface Walk {
  readonly scenario: ScenarioName;
  readonly policy: PolicyChanges;
  readonly acts: readonly Act[];
  /** Whether everybody comes to an end of their work afterwards. */
  readonly calm: boolean;
}

const scenarios = [
  'agent-first-manual',
  'agent-first-manual',
  'agent-first-manual',
  'two-at-once',
  'scheduled',
  'customer-first',
] as const satisfies readonly ScenarioName[];

const arbitrary: fc.Arbitrary<Walk> = fc.noBias(
  fc
    .tuple(
      fc.constantFrom(...scenarios),
      policy,
      fc.constantFrom(...beginnings),
      // What is deep in the procedure meets every command, too.
      fc.array(
        anyCommand.map((one) => ({ ...one, pick: one.pick % 3 })),
        { minLength: 5, maxLength: 5 },
      ),
      fc.constantFrom(true, false, false, false),
      fc.array(act, { minLength: 180, maxLength: 180, size: 'max' }),
    )
    .map(([scenario, changes, beginning, burst, calm, acts]) => ({
      scenario,
      policy: changes,
      acts: [...beginning, ...burst, ...acts],
      calm,
    })),
);

/** The walk of a seed. */
export const walkOf = (seed: number): Walk => fc.sample(arbitrary, { seed, numRuns: 1 })[0]!;

const records = ['agents', 'tasks', 'offers', 'interactions', 'calls', 'segments', 'notices'] as const;
const differ = (one: State, other: State): boolean =>
  one.timers !== other.timers || records.some((table) => one[table] !== other[table]);

export interface Break {
  readonly what: string;
  /** The performed steps until then. */
  readonly steps: number;
  /** The acts that led there. */
  readonly acts: readonly Act[];
  /** The walk so far, in the simulator's saved form. */
  readonly log: string;
}

export interface Walked {
  readonly steps: number;
  readonly broken: Break | null;
}

/** A play that counts what was tried. */
class WatchedPlay extends Play {
  coverage: Coverage | null = null;
  override input(input: Omit<Input, 'n' | 'at'>, after = 0) {
    const before = this.state;
    const outcome = super.input(input, after);
    if (this.coverage) {
      if (input.kind === 'command' && !outcome.replayed)
        countCommand(this.coverage, before, input.name, input.subject ?? '', outcome);
      countBeginnings(this.coverage, before, this.state);
    }
    return outcome;
  }
}

/** Walks until so many steps were performed, and looks after each; then lets everything come to its end. */
export const takeWalk = (walk: Walk, coverage: Coverage | null = null): Walked => {
  const play = new WatchedPlay(walk.scenario, walk.policy);
  play.coverage = coverage;
  const screens = agents.map((agentId) => ({ agentId, screen: new Screen(play.first, agentId) }));
  const presses = { count: 0 };
  const model = new Model(walk.policy);
  let steps = 0;
  let taken = 0;
  try {
    for (const one of walk.acts) {
      if (steps === walkLength) break;
      taken++;
      const before = play.state;
      const seen = play.inputs.length;
      perform(play, one, presses);
      const isPerformed = differ(before, play.state);
      if (isPerformed) {
        steps++;
        checkState(play.state);
        checkMove(before, play.state);
      }
      model.check(before, play.state, play.inputs[seen], play.outcomes[seen]);
    }
    for (const { agentId, screen } of screens) {
      for (const { agentId: of, event } of play.events) if (of === agentId) screen.apply(event);
      const ids = play.events.filter((one) => one.agentId === agentId).map((one) => one.event.id);
      assert.ok(
        ids.every((id, i) => id === `e1.${i + 1}`),
        '10: events are numbered without gaps',
      );
      assert.deepEqual(screen.sorted, new Screen(play.state, agentId).sorted, '10: a client converges');
    }
    if (walk.calm) calmDown(play);
    return { steps, broken: null };
  } catch (error) {
    const what = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { steps, broken: { what, steps, acts: walk.acts.slice(0, taken), log: logOf(play, walk) } };
  }
};

const wake = {
  actor: { kind: 'driver' },
  kind: 'wake',
  name: 'due',
  subject: null,
  body: null,
  key: null,
} as const;

/** Leaves out what a broken walk does not need. */
export const shorten = (walk: Walk, found: Break): Break => {
  let best = found;
  for (let i = best.acts.length - 1; i >= 0; i--) {
    const acts = best.acts.filter((_, at) => at !== i);
    const { broken } = takeWalk({ ...walk, acts });
    if (broken?.what === best.what) best = broken;
  }
  return best;
};

/** Whether the door would let it in. What it keeps out is tried on the engine all the same, which refuses it. */
const isLetIn = (line: object): boolean => {
  try {
    checkLine(line, 2);
    return true;
  } catch {
    return false;
  }
};

/**
 * The walk as the simulator saves it: to be replayed, and opened in the demo page. What came due between two inputs has
 * lines of its own there, one for each moment.
 */
export const logOf = (play: Play, { scenario, policy: changes }: Walk): string => {
  const setup = { epoch: 'e1', seed: 1, scenario, policy: changes, startedAt: start };
  const lines = [JSON.stringify({ format: 'callback-kit-log/1', ...setup })];
  let state = play.first;
  const save = (input: Omit<Input, 'n'>) => {
    const whole = { n: lines.length, ...input };
    if (!isLetIn({ ...whole, hash: '' })) return;
    const next = step(state, whole);
    state = next.state;
    lines.push(JSON.stringify({ ...whole, hash: hash(JSON.stringify(next.events)) }));
  };
  try {
    for (const input of play.inputs) {
      for (let due = nextDue(state); due !== null && due < input.at; due = nextDue(state)) {
        save({ ...wake, at: Math.max(due, state.at) });
        if (nextDue(state) === due) throw new Error('What is due does not happen.');
      }
      const { n: _, ...rest } = input;
      save(rest);
    }
  } catch {
    // What the engine itself broke at has no outcome to be saved; the walk's message names it.
  }
  return lines.map((line) => `${line}\n`).join('');
};

/** How long nothing is pressed, while all comes to its end. */
const longest = 10_000;

/** What is pressed to come to an end, in this order. */
const endings = [
  'interaction.cancel-transfer',
  'call.end',
  'segment.submit',
  'interaction.close',
  'offer.accept',
  'agent.sign-in',
] as const;

/** Nothing goes wrong any more, and everybody does their work: all that waits is offered, and all that began ends. */
const calmDown = (play: Play): void => {
  const waiting = new Set(
    Object.values(play.state.tasks)
      .filter(({ state }) => state === 'queued')
      .map(({ id }) => id),
  );
  let presses = 0;
  const press = (agentId: string, key: string, id: string, body: object) =>
    play.input(commandInput(agentId, key, id, body, `end-${presses++}`));
  const isOver = () =>
    !waiting.size &&
    Object.values(play.state.tasks).every(
      ({ closedAt, state }) => closedAt !== null || state === 'scheduled',
    );
  for (let round = 0; round < 300 && !isOver(); round++) {
    for (const agentId of agents) {
      const shown = enabledOn(play.state, agentId).filter(({ capability }) => capability.enabled);
      const next = endings
        .map((key) => shown.find((one) => one.key === key))
        .find((one) => one !== undefined);
      const { presence } = play.state.agents[agentId]!;
      const side = presence.workspace.signedIn ? 'contact_centre' : 'workspace';
      if (next?.key === 'segment.submit') {
        const { notes, reasonId } = play.state.segments[next.id]!;
        press(agentId, next.key, next.id, { notes, reasonId });
      } else if (next) press(agentId, next.key, next.id, { side });
      else if (
        presence.workspace.presenceId !== 'available' ||
        presence.contact_centre.presenceId !== 'on_queue'
      )
        press(agentId, 'agent.set', agentId, { presenceId: 'available' });
    }
    const due = nextDue(play.state);
    play.wait(Math.min(due === null ? longest : due - play.state.at, longest));
    checkState(play.state);
    for (const id of waiting) if (play.state.tasks[id]!.state !== 'queued') waiting.delete(id);
  }
  const { offers, calls, segments, at } = play.state;
  assert.equal(waiting.size, 0, 'liveness: what is queued is offered');
  for (const { timer, state } of Object.values(offers))
    assert.ok(!timer || state !== 'open' || timer.due > at, 'liveness: an offer ends');
  for (const { endedAt } of Object.values(calls)) assert.notEqual(endedAt, null, 'liveness: a dial ends');
  for (const { state, timer } of Object.values(segments))
    assert.ok(state !== 'open' || !timer || timer.due > at, 'liveness: a limited wrap-up ends');
  assert.ok(isOver(), 'liveness: every callback comes to its end');
};

import { closedTaskStates } from '../../contract/transitions.ts';
import { hash, step } from '../../mock-server/engine/engine.ts';
import type { Input, Setup, State } from '../../mock-server/engine/types.ts';
import { createState } from '../../mock-server/scenarios/index.ts';
import { checkMove, checkState } from '../section5.ts';

export interface Replay {
  readonly state: State;
  readonly inputs: number;
  /** How often each callback was closed. */
  readonly closings: ReadonlyMap<string, number>;
}

/** The whole of the state is gone through so seldom, since it grows with the day. */
const every = 10;

/** Goes through a log again, with what must hold on the way. Throws where it does not. */
export const replay = (log: string): Replay => {
  const [header, ...lines] = log.trimEnd().split('\n');
  const { epoch, seed, scenario, policy = {}, startedAt } = JSON.parse(header!) as Setup;
  let state = createState({ epoch, seed, scenario, policy, startedAt });
  checkState(state);
  const closings = new Map<string, number>();
  for (const line of lines) {
    const { hash: saved, ...input } = JSON.parse(line) as Input & { hash: string };
    const before = state;
    const { state: after, events } = step(before, input);
    try {
      if (hash(JSON.stringify(events)) !== saved) throw new Error('comes out otherwise');
      if (input.n % every === 0 || input.n === lines.length) checkState(after);
      checkMove(before, after);
    } catch (error) {
      throw new Error(`input ${input.n}, ${input.kind} ${input.name}: ${String(error)}`, { cause: error });
    }
    if (after.tasks !== before.tasks)
      for (const { id, state: now } of Object.values(after.tasks))
        if (closedTaskStates.includes(now) && !closedTaskStates.includes(before.tasks[id]?.state ?? 'queued'))
          closings.set(id, (closings.get(id) ?? 0) + 1);
    state = after;
  }
  return { state, inputs: lines.length, closings };
};

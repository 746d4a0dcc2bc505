import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { commandPath } from '../contract/commands.ts';
import { problemCode } from '../contract/problems.ts';

import { Play } from '../mock-server/engine/testing.ts';
import type { State } from '../mock-server/engine/types.ts';
import { simulator } from '../mock-server/http/testing.ts';
import { checkMove, checkState } from './section5.ts';
import { races, type Race, type World } from './races.ts';

interface Checked extends World {
  readonly state: State;
  /** Who is let through next; null: nobody waits. */
  gate: (() => Promise<unknown>) | null;
  /** Whether one is answered before the next begins. */
  inTurn: boolean;
}

/** A world as it is reached: without a screen a press is its command. */
type Reached = Omit<Checked, 'gate' | 'inTurn' | 'press'>;

/** Each command, and each thing that happens, waits for its turn. */
const gated = (world: Reached): Checked => {
  let last: Promise<unknown> = Promise.resolve();
  const turn = async <T>(act: () => Promise<T>): Promise<T> => {
    if (!checked.gate) return act();
    await checked.gate();
    const done = checked.inTurn ? last.then(act) : act();
    last = done;
    return done;
  };
  const checked: Checked = {
    gate: null,
    inTurn: false,
    get state() {
      return world.state;
    },
    see: world.see,
    do: (...args) => turn(() => world.do(...args)),
    press: ({ agent }, ...args) => turn(() => world.do(agent, ...args)),
    wait: (ms) => turn(() => world.wait(ms)),
    customer: (act) => turn(() => world.customer(act)),
  };
  return checked;
};

const engine = ({ scenario, policy }: Race): Promise<Checked> => {
  const play = new Play(scenario, policy);
  const world: Reached = {
    get state() {
      return play.state;
    },
    do: (agentId, command, id, body) => {
      const outcome = play.try(agentId, command, id, body);
      if (!outcome.ok) return Promise.resolve(outcome.problem.reason ?? problemCode(outcome.problem.type)!);
      return Promise.resolve('answer' in outcome ? outcome.answer.outcome : '');
    },
    see: (agentId, kind) => Promise.resolve(play.sees(agentId, kind)),
    wait: (ms) => Promise.resolve(play.wait(ms)),
    customer: (act) => {
      const { interactionId } = Object.values(play.state.calls)[0]!;
      play.control('customer', { interactionId, act });
      return Promise.resolve();
    },
  };
  return Promise.resolve(gated(world));
};

const http = async ({ scenario, policy = {} }: Race): Promise<Checked> => {
  const { namespaces, host, post, session, records } = simulator();
  const centre = namespaces.getOrCreate('race', { scenario, policy });
  const sessions = {
    ana: await session({ ns: 'race', agent: 'ana' }),
    ben: await session({ ns: 'race', agent: 'ben' }),
  };
  const tokenOf = (agentId: string) => sessions[agentId as 'ana'].token;
  return gated({
    get state() {
      return centre.state;
    },
    do: async (agentId, command, id, body) => {
      const response = await post(commandPath(command, id), tokenOf(agentId), body);
      const answer = (await response.json()) as { outcome?: string; reason?: string; type: string };
      return answer.outcome ?? answer.reason ?? problemCode(answer.type)!;
    },
    see: (agentId, kind) => records(tokenOf(agentId), kind),
    wait: (ms) => Promise.resolve(host.pass(ms)),
    customer: async (act) => {
      const { interactionId } = Object.values(centre.state.calls)[0]!;
      await post('/control/customer', sessions.ana.controlToken, { interactionId, act });
    },
  });
};

for (const [where, open] of Object.entries({ engine, http })) {
  describe(`races: ${where}`, () => {
    for (const race of races) {
      it(`${race.name}, in 200 orders`, async () => {
        const outcomes = new Set<string>();
        await fc.assert(
          fc.asyncProperty(fc.scheduler(), fc.string({ maxLength: 8 }), async (scheduler, salt) => {
            const world = await open(race);
            const acts = Object.entries(await race.begin(world));
            let before = world.state;
            world.gate = () => scheduler.schedule(Promise.resolve());
            // Not a boolean of its own: it would be drawn like the order.
            world.inTurn = salt.length % 2 === 0;
            const answered = acts.map(async ([name, act]) => {
              const answer = await act();
              checkState(world.state);
              checkMove(before, world.state);
              before = world.state;
              return [name, answer] as const;
            });
            const answers = Object.fromEntries(await scheduler.waitFor(Promise.all(answered)));
            world.gate = null;
            outcomes.add(JSON.stringify(answers));
            await race.end(world, answers);
          }),
          { numRuns: 200 },
        );
        assert.ok(outcomes.size > 1, 'both came first');
      });
    }
  });
}

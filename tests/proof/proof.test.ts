import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { view } from '../../mock-server/engine/engine.ts';
import { Play } from '../../mock-server/engine/testing.ts';
import { simulator } from '../../mock-server/http/testing.ts';
import { agents, perform } from './acts.ts';
import { commandsInStates, legalMoves, unreachable } from './coverage.ts';
import { mistakes, plant } from './mistakes.ts';
import { Office } from './office.ts';
import { logOf, walkOf } from './walk.ts';

/* The short form of `npm run prove`. */

const threads = 2;
const office = new Office();
after(() => office.close());

describe('proof', () => {
  it('2,000 walks on the engine, and 200 through HTTP, break nothing', async () => {
    const script = await office.script();
    const engine = await office.share(threads, script, { by: 'engine', seed: 1, walks: 2000 });
    assert.deepEqual(engine.found, []);
    assert.equal(engine.steps, 2000 * 50);
    const http = await office.share(threads, script, { by: 'http', seed: 1, walks: 200 });
    assert.deepEqual(http.found, []);
    const { moves, commands } = engine.coverage;
    const unseen = [...legalMoves().keys()].filter((move) => !moves[move] && !unreachable[move]);
    // What is rare is for the long run to see.
    assert.ok(unseen.length <= 2, `never seen: ${unseen.join(', ')}`);
    const untried = commandsInStates().filter(
      (cell) => !commands[`${cell} performed`] && !commands[`${cell} refused`],
    );
    assert.ok(untried.length <= 5, `never tried: ${untried.join(', ')}`);
  });

  it('there are mistakes to plant, each where it was', () => {
    assert.ok(mistakes.length >= 30);
    for (const one of mistakes) assert.notEqual(plant(one), plant({ ...one, to: one.from }));
    assert.throws(() => plant({ ...mistakes[0]!, from: 'is not there' }), /has not this once/);
  });

  for (const what of [
    'an expired wrap-up loses its notes',
    'at equality the timer loses',
    'those of the queue are not told of what is coming',
  ]) {
    it(`is found: ${what}`, async () => {
      const script = await office.script(mistakes.find((one) => one.what === what));
      const { found } = await office.walk(script, { by: 'engine', seed: 1, walks: 500, stride: 1 });
      assert.ok(found);
      assert.match(found.log, /^{"format":"callback-kit-log\/1"/);
    });
  }

  it('a walk is one file, which replays as the demo page opens it', async () => {
    const { session, namespaces, post } = simulator();
    const { ns, controlToken } = await session({});
    const centre = namespaces.get(ns)!;
    for (let seed = 1; seed <= 12; seed++) {
      const walk = walkOf(seed);
      const play = new Play(walk.scenario, walk.policy);
      const presses = { count: 0 };
      for (const one of walk.acts.slice(0, 80)) perform(play, one, presses);
      const type = { 'content-type': 'application/jsonl' };
      const answer = await post('/control/replay', controlToken, logOf(play, walk), type);
      assert.equal(answer.status, 200, `${seed}: ${await answer.text()}`);
      for (const agentId of agents)
        assert.deepEqual(centre.snapshot(agentId)!.records, view(play.state, agentId)!.records);
    }
  });
});

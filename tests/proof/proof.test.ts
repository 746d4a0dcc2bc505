import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { ContactCentre } from '../../mock-server/driver.ts';
import { Play } from '../../mock-server/engine/testing.ts';
import { FakeHost } from '../../mock-server/testing.ts';
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

  it('a walk is saved as the simulator saves, and replays', () => {
    const walk = walkOf(1);
    const play = new Play(walk.scenario, walk.policy);
    play.callback({});
    for (let i = 0; i < 5; i++) play.waitForNext();
    const centre = ContactCentre.replay(logOf(play, walk), { host: new FakeHost() });
    assert.deepEqual(centre.state, play.state);
    centre.dispose();
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerClock } from './clock.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const at = (offset: number) => new Date(start + offset).toISOString();

const make = () => {
  const local = { now: 5000 };
  const clock = new ServerClock(() => local.now);
  let changes = 0;
  clock.onChange(() => changes++);
  clock.set({ now: at(0), rate: 1 });
  changes = 0;
  return { local, clock, changes: () => changes };
};

test('now is the sent now plus what passed here, times the rate', () => {
  for (const rate of [0, 0.5, 1, 600]) {
    const { clock, local } = make();
    clock.set({ now: at(1000), rate });
    local.now += 2000;
    assert.equal(clock.now(), start + 1000 + 2000 * rate);
    assert.equal(clock.rate, rate);
  }
});

test('small differences are not taken, nor told', () => {
  const { clock, local, changes } = make();
  for (const late of [40, -40, 10, 0, -30]) {
    local.now += 1000;
    const before = clock.now();
    clock.set({ now: new Date(before + late).toISOString(), rate: 1 });
    assert.equal(clock.now(), before);
  }
  assert.equal(changes(), 0);
});

test('small differences do not add up', () => {
  const { clock, local } = make();
  // The device runs 1 % slow: what the server says stays within the tolerance.
  for (let n = 1; n <= 100; n++) {
    local.now += 990;
    clock.set({ now: at(n * 1000), rate: 1 });
    assert.ok(Math.abs(clock.now() - start - n * 1000) <= 50);
  }
});

test('a jump is taken and told, forwards and backwards', () => {
  const { clock, changes } = make();
  clock.set({ now: at(60_000), rate: 1 });
  assert.equal(clock.now(), start + 60_000);
  clock.set({ now: at(-60_000), rate: 1 });
  assert.equal(clock.now(), start - 60_000);
  assert.equal(changes(), 2);
});

test('at 600 times, lateness of the network is no jump; standing still is exact', () => {
  const { clock, local, changes } = make();
  clock.set({ now: at(0), rate: 600 });
  local.now += 1000;
  clock.set({ now: at((1000 - 30) * 600), rate: 600 });
  assert.equal(clock.now(), start + 600_000);
  assert.equal(changes(), 1);
  clock.set({ now: at(1000), rate: 0 });
  clock.set({ now: at(1000), rate: 0 });
  assert.equal(changes(), 2);
  clock.set({ now: at(1001), rate: 0 });
  local.now += 99_999;
  assert.equal(clock.now(), start + 1001);
  assert.equal(changes(), 3);
});

test('a change of rate alone is told and loses no time', () => {
  const { clock, local, changes } = make();
  local.now += 1000;
  clock.set({ now: at(1000), rate: 2 });
  assert.equal(clock.now(), start + 1000);
  local.now += 1000;
  assert.equal(clock.now(), start + 3000);
  assert.equal(changes(), 1);
});

test('what is no clock is ignored', () => {
  const { clock, changes } = make();
  for (const rate of [NaN, -1, Infinity, undefined, '1']) clock.set({ now: at(9e6), rate: rate as number });
  clock.set({ now: 'soon', rate: 2 });
  assert.equal(clock.now(), start);
  assert.equal(clock.rate, 1);
  assert.equal(changes(), 0);
});

test('whoever stopped listening is not told', () => {
  const { clock } = make();
  const stop = clock.onChange(() => assert.fail());
  stop();
  clock.set({ now: at(60_000), rate: 1 });
});

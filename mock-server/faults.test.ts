import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Faults, type FaultRule, type Occasion } from './faults.ts';

const dial: Occasion = {
  on: 'answer',
  agentId: 'ana',
  method: 'POST',
  path: '/api/interaction/interaction-1/dial',
  command: 'interaction.dial',
};
const opened: Occasion = { ...dial, method: 'GET', path: '/api/events', command: null };
const event: Occasion = { on: 'stream', agentId: 'ana', type: 'offer.offered', position: 'e.7' };
const heartbeat: Occasion = { ...event, type: 'heartbeat', position: null };

const set = (...rules: FaultRule[]) => {
  const faults = new Faults();
  faults.replace(rules);
  return faults;
};
/** Which of so many occasions are struck, counted from 1. */
const struck = (rule: FaultRule, seed: number, times: number, occasion: Occasion = dial): number[] => {
  const faults = set(rule);
  return Array.from({ length: times }, (_, i) => (faults.strike(occasion, seed) ? i + 1 : 0)).filter(Boolean);
};
const isStruck = (rule: FaultRule, occasion: Occasion) => struck(rule, 1, 1, occasion).length === 1;

describe('faults', () => {
  it('match an answer by command, method, path and agent', () => {
    const drop = { on: 'answer', fault: 'drop' } as const;
    assert.ok(isStruck(drop, dial));
    for (const [more, other] of [
      [{ command: 'interaction.dial' }, { command: 'interaction.retry' }],
      [{ method: 'POST' }, { method: 'GET' }],
      [{ path: '/api/interaction/*/dial' }, { path: '/api/interaction/*' }],
      [{ path: '/api/*/*/*' }, { path: '/api/*/*/retry' }],
      [{ agentId: 'ana' }, { agentId: 'ben' }],
    ] as const) {
      assert.ok(isStruck({ ...drop, ...more }, dial), JSON.stringify(more));
      assert.ok(!isStruck({ ...drop, ...other }, dial), JSON.stringify(other));
    }
    assert.ok(!isStruck(drop, event));
    assert.ok(isStruck(drop, opened));
    for (const fault of ['cut', 'duplicate'] as const)
      assert.ok(!isStruck({ on: 'answer', fault }, opened), 'a stream has faults of its own');
  });

  it('match an event by type and agent, and what is no event only by name', () => {
    const drop = { on: 'stream', fault: 'drop' } as const;
    assert.ok(isStruck(drop, event));
    assert.ok(isStruck({ ...drop, type: 'offer.offered', agentId: 'ana' }, event));
    assert.ok(!isStruck({ ...drop, type: 'offer.accepted' }, event));
    assert.ok(!isStruck({ ...drop, agentId: 'ben' }, event));
    assert.ok(!isStruck(drop, heartbeat));
    assert.ok(isStruck({ ...drop, type: 'heartbeat' }, heartbeat));
    assert.ok(!isStruck(drop, dial));
  });

  it('strike the n-th time, the first so many times, or always', () => {
    const cut = { on: 'answer', fault: 'cut' } as const;
    assert.deepEqual(struck({ ...cut, when: { nth: 2 } }, 1, 4), [2]);
    assert.deepEqual(struck({ ...cut, when: { first: 2 } }, 1, 4), [1, 2]);
    assert.deepEqual(struck(cut, 1, 3), [1, 2, 3]);
  });

  it('strike by chance, of which the seed is the only source', () => {
    const rule = { on: 'answer', fault: 'drop', when: { chance: 0.3 } } as const;
    const first = struck(rule, 1, 400);
    assert.deepEqual(struck(rule, 1, 400), first);
    assert.notDeepEqual(struck(rule, 2, 400), first);
    assert.ok(first.length > 80 && first.length < 160, `${first.length} of 400`);
    assert.deepEqual(struck({ ...rule, when: { chance: 0 } }, 1, 50), []);
    assert.equal(struck({ ...rule, when: { chance: 1 } }, 1, 50).length, 50);
  });

  it('count what they match, also where another one strikes', () => {
    const faults = set(
      { on: 'answer', fault: 'drop', when: { first: 1 } },
      { on: 'answer', fault: 'cut', when: { first: 2 } },
      { on: 'stream', fault: 'cut' },
    );
    assert.deepEqual(
      [1, 2, 3].map(() => faults.strike(dial, 1)?.rule.fault),
      ['drop', 'cut', undefined],
    );
    assert.deepEqual(
      faults.list.map(({ id, matched, fired }) => [id, matched, fired]),
      [
        ['fault-1', 3, 1],
        ['fault-2', 3, 1],
        ['fault-3', 0, 0],
      ],
    );
  });

  it('are replaced, added to, and ended', () => {
    const faults = set({ on: 'answer', fault: 'drop', when: { nth: 9 } });
    faults.strike(dial, 1);
    faults.add([{ on: 'stream', fault: 'silence' }]);
    assert.deepEqual(
      faults.list.map(({ id, matched }) => [id, matched]),
      [
        ['fault-1', 1],
        ['fault-2', 0],
      ],
    );
    assert.equal(faults.strike(event, 1)?.id, 'fault-2');
    faults.replace([]);
    assert.deepEqual(faults.list, []);
    assert.equal(faults.strike(event, 1), null);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Journal, type CommandEntry } from './journal.ts';

const at = '2026-03-02T14:00:00.000Z';
const transfer = (more: Partial<CommandEntry> = {}): CommandEntry => ({
  kind: 'command',
  agentId: 'ana',
  key: 'k1',
  command: 'interaction.transfer',
  id: 'interaction-1',
  payload: { target: { kind: 'agent', id: 'ben' } },
  outcome: 'performed',
  problem: null,
  replayed: false,
  ...more,
});
const journalOf = (...commands: CommandEntry[]) => {
  const journal = new Journal();
  for (const one of commands) journal.add(at, one);
  return journal;
};

describe('journal', () => {
  it('keeps the newest, counts on, and says how many it forgot', () => {
    const journal = new Journal(10);
    for (let i = 1; i <= 37; i++) journal.add(at, { kind: 'control', name: `${i}`, body: {} });
    const numbers = () => journal.list().map(({ n }) => n);
    assert.deepEqual(numbers(), [28, 29, 30, 31, 32, 33, 34, 35, 36, 37]);
    assert.equal(journal.dropped, 27);
    journal.clear();
    assert.deepEqual([journal.list(), journal.dropped, journal.last], [[], 0, 37]);
    journal.add(at, { kind: 'control', name: 'load', body: {} });
    assert.deepEqual([numbers(), journal.dropped], [[38], 0]);
  });

  it('is read on from a number, by kind, so many at a time', () => {
    const journal = journalOf(transfer(), transfer());
    journal.add(at, { kind: 'control', name: 'callback', body: {} });
    journal.add(at, transfer());
    const numbers = (...query: Parameters<Journal['list']>) => journal.list(...query).map(({ n }) => n);
    assert.deepEqual(numbers({ after: 2 }), [3, 4]);
    assert.deepEqual(numbers({ kind: 'control' }), [3]);
    assert.deepEqual(numbers({ kind: 'command', after: 1, most: 1 }), [2]);
    assert.deepEqual(numbers({ kind: 'fault' }), []);
  });

  it('verifies by a part of the command, and by how often', () => {
    const journal = journalOf(
      transfer(),
      transfer({ replayed: true }),
      transfer({ key: 'k2', payload: { target: { kind: 'queue', id: 'cards' } } }),
    );
    const toBen = { command: 'interaction.transfer', payload: { target: { id: 'ben' } } } as const;
    const { ok, count, matched } = journal.verify(toBen);
    assert.deepEqual([ok, count, matched.map(({ n }) => n)], [true, 2, [1, 2]]);
    assert.equal(journal.verify({ ...toBen, replayed: false }, 1).ok, true);
    assert.equal(journal.verify(toBen, 1).ok, false);
    assert.equal(journal.verify(toBen, { atLeast: 2, atMost: 2 }).ok, true);
    assert.equal(journal.verify(toBen, { atLeast: 3 }).ok, false);
    assert.equal(journal.verify(toBen, { atMost: 1 }).ok, false);
    assert.equal(journal.verify({}, 3).ok, true);
    assert.equal(journal.verify({ agentId: 'ben' }, 0).ok, true);
    assert.equal(journal.verify({ agentId: 'ben' }).ok, false);
  });

  it('says what came near, nearest first, and where it differs', () => {
    const journal = journalOf(
      transfer({ agentId: 'eve', command: 'offer.accept', payload: {} }),
      transfer({ payload: { target: { kind: 'queue', id: 'cards' } } }),
      transfer({ payload: { target: { kind: 'agent', id: 'cho' } } }),
      transfer({ payload: { target: { kind: 'agent', id: 'dan' } } }),
    );
    const { ok, count, near } = journal.verify({
      agentId: 'ana',
      command: 'interaction.transfer',
      payload: { target: { kind: 'agent', id: 'ben' } },
    });
    assert.deepEqual([ok, count], [false, 0]);
    assert.deepEqual(
      near.map(({ entry, differs }) => [entry.n, differs]),
      [
        [4, ['payload.target.id: expected "ben", was "dan"']],
        [3, ['payload.target.id: expected "ben", was "cho"']],
        [
          2,
          [
            'payload.target.kind: expected "agent", was "queue"',
            'payload.target.id: expected "ben", was "cards"',
          ],
        ],
      ],
    );
    const all = journalOf(transfer({ agentId: 'eve', command: 'offer.accept', payload: {} }));
    assert.deepEqual(all.verify({ payload: { target: { kind: 'agent', id: 'ben' } } }).near[0]!.differs, [
      'payload.target.kind: expected "agent", was absent',
      'payload.target.id: expected "ben", was absent',
    ]);
  });

  it('compares lists whole, and says little of what is long', () => {
    const journal = journalOf(transfer({ payload: { list: [1, { a: 1, b: 2 }], notes: 'x'.repeat(500) } }));
    const differs = (payload: unknown) => journal.verify({ payload }).near[0]?.differs ?? [];
    assert.deepEqual(differs({ list: [1, { a: 1 }] }), []);
    assert.deepEqual(differs({ list: [1] }), ['payload.list: expected [1], was [1,{"a":1,"b":2}]']);
    assert.deepEqual(differs({ list: { 0: 1 } }), ['payload.list: expected {"0":1}, was [1,{"a":1,"b":2}]']);
    assert.deepEqual(differs({ list: [1, { a: 3 }] }), ['payload.list.1.a: expected 3, was 1']);
    assert.deepEqual(differs({ none: {} }), ['payload.none: expected {}, was absent']);
    assert.deepEqual(differs({ none: null }), ['payload.none: expected null, was absent']);
    assert.ok(differs({ notes: 'y' })[0]!.length < 130);
  });
});

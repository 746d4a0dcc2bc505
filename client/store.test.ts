import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CallbackEvent, Position, Snapshot } from '../contract/events.ts';
import type { AnyRecord, RecordKind, RecordRef } from '../contract/records.ts';
import { Store } from './store.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const record = (kind: RecordKind, id: string, more: object = {}) =>
  ({ kind, id, version: 1, ...more }) as unknown as AnyRecord;

const snapshot = (asOf: Position, ...records: AnyRecord[]): Snapshot => ({
  asOf,
  clock: { now: '2026-03-01T12:00:00.000Z', rate: 1 },
  namespace: 'ns',
  agentId: 'ana',
  records,
});

const event = (id: Position, records: AnyRecord[] = [], removed: RecordRef[] = []): CallbackEvent => ({
  id,
  type: 'changed',
  at: '2026-03-01T12:00:00.000Z',
  subject: null,
  records,
  removed,
});

const loaded = (...records: AnyRecord[]) => {
  const store = new Store();
  store.load(snapshot('e.5', ...records));
  return store;
};

/** A copy that shares nothing. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('is empty before the first snapshot, and takes no event', () => {
  const store = new Store();
  assert.equal(store.namespace, null);
  assert.equal(store.agentId, null);
  assert.deepEqual(store.all('task'), []);
  assert.equal(store.apply(event('e.1')), 'gap');
  assert.equal(store.reached('e.0'), false);
});

test('applies the next event only', () => {
  const store = loaded(record('task', 't1'), record('offer', 'o1'));
  const told: string[] = [];
  store.onEvent(({ id }) => told.push(id));
  const next = event('e.6', [record('task', 't1', { reason: 'x' })], [{ kind: 'offer', id: 'o1' }]);
  assert.equal(store.apply(event('e.7')), 'gap');
  assert.equal(store.apply(event('other.6')), 'gap');
  assert.equal(store.apply(event('nonsense' as Position)), 'gap');
  assert.equal(store.position, 'e.5');
  assert.equal(store.apply(next), 'applied');
  assert.equal(store.apply(event('e.6', [record('task', 't1')])), 'old');
  assert.equal(store.apply(event('e.2', [record('task', 't1')])), 'old');
  assert.equal(store.position, 'e.6');
  assert.deepEqual(store.all('task'), next.records);
  assert.equal(store.get('offer', 'o1'), undefined);
  assert.deepEqual(told, ['e.6']);
});

test('however they come, nothing is applied twice, out of order or skipped', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('e', 'f'), fc.nat(12))), (arrivals) => {
      const store = loaded();
      const applied: number[] = [];
      store.onEvent(({ id }) => applied.push(Number(id.split('.')[1])));
      for (const [epoch, number] of arrivals) {
        const due = store.position === `e.${number - 1}` && epoch === 'e';
        const result = store.apply(event(`${epoch}.${number}`, [record('task', `t${number}`)]));
        assert.equal(result === 'applied', due);
        assert.equal(result === 'gap', epoch === 'f' || number > 6 + applied.length - (due ? 1 : 0));
      }
      assert.deepEqual(
        applied,
        applied.map((_, index) => 6 + index),
      );
      assert.equal(store.position, `e.${5 + applied.length}`);
      assert.equal(store.all('task').length, applied.length);
    }),
  );
});

test('a snapshot keeps the objects that say the same, and replaces the others', () => {
  const json = fc.jsonValue();
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), fc.dictionary(fc.string(), json), (one, other) => {
      const was = record('task', 't1', { customPayload: one });
      const store = loaded(was, record('task', 't2'));
      const list = store.all('task');
      const shuffled = Object.fromEntries(Object.entries(copy(was)).reverse()) as unknown as AnyRecord;
      store.load(snapshot('f.1', shuffled, record('task', 't2')));
      assert.equal(store.get('task', 't1'), was);
      assert.equal(store.all('task'), list);

      const now = record('task', 't1', { customPayload: other });
      store.load(snapshot('f.2', now, record('task', 't2')));
      const equal = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
      assert.equal(store.get('task', 't1') === was, equal);
      assert.deepEqual(store.get('task', 't1'), equal ? was : now);
    }),
  );
});

/** With its keys in order, so that equal values read the same. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, one]) => [key, sorted(one)])
          .concat([['object']])
      : value;

test('arrays and objects, more and fewer fields are told apart', () => {
  const different = [
    { a: [] },
    { a: {} },
    { a: null },
    { a: [undefined] },
    {},
    { a: [1] },
    { b: [1] },
    { a: [1], b: 1 },
    JSON.parse('{"__proto__":{}}') as object,
    { c: {} },
  ];
  for (const one of different) {
    for (const other of different) {
      const store = loaded(record('task', 't', one));
      const next = record('task', 't', other);
      store.load(snapshot('e.6', next));
      assert.equal(store.get('task', 't') === next, one !== other);
    }
  }
});

test("a record gone from a snapshot is gone; the order is the snapshot's, new ones last", () => {
  const store = loaded(record('task', 'b'), record('task', 'a'), record('task', 'c'));
  const ids = () => store.all('task').map(({ id }) => id);
  assert.deepEqual(ids(), ['b', 'a', 'c']);
  store.apply(event('e.6', [record('task', '0'), record('task', 'a', { reason: 'x' })]));
  assert.deepEqual(ids(), ['b', 'a', 'c', '0']);
  store.apply(event('e.7', [], [{ kind: 'task', id: '0' }]));
  assert.deepEqual(ids(), ['b', 'a', 'c']);
  store.load(snapshot('e.8', record('task', 'c'), record('task', 'b')));
  assert.deepEqual(ids(), ['c', 'b']);
});

test('the array of a kind stays until one of that kind changes', () => {
  const store = loaded(record('task', 't1'), record('offer', 'o1'));
  const tasks = store.all('task');
  const offers = store.all('offer');
  store.apply(event('e.6', [record('offer', 'o1', { state: 'accepted' }), record('task', 't1')]));
  assert.equal(store.all('task'), tasks);
  assert.notEqual(store.all('offer'), offers);
  assert.equal(store.all('call'), store.all('call'));
});

test('names that mean something to objects are only names', () => {
  for (const id of ['__proto__', 'constructor', 'toString', '']) {
    const store = loaded();
    assert.equal(store.get('task', id), undefined);
    store.apply(event('e.6', [record('task', id), record(id as RecordKind, id)]));
    assert.equal(store.get('task', id)?.id, id);
    assert.equal(store.all(id as RecordKind).length, 1);
    store.apply(
      event(
        'e.7',
        [],
        [
          { kind: 'task', id },
          { kind: 'valueOf' as RecordKind, id },
        ],
      ),
    );
    assert.deepEqual(store.all('task'), []);
    assert.equal(({} as Record<string, unknown>)['id'], undefined);
  }
});

test('a selection is told once a batch, and only of what it selected', async () => {
  const store = loaded(record('task', 't1'));
  const tasks: unknown[] = [];
  const lengths: number[] = [];
  const connections: string[] = [];
  store.select(
    (from) => from.get('task', 't1'),
    (value) => tasks.push(value),
  );
  store.select(
    (from) => from.all('offer').map(({ id }) => id),
    (value) => lengths.push(value.length),
    (a, b) => a.length === b.length,
  );
  store.select(
    (from) => from.connection,
    (value) => connections.push(value),
  );
  const last = record('task', 't1', { reason: 'last' });
  store.apply(event('e.6', [record('task', 't1', { reason: 'first' })]));
  store.apply(event('e.7', [last, record('offer', 'o1')]));
  store.setConnection('live');
  assert.deepEqual(tasks, [], 'not at once');
  await settle();
  assert.deepEqual(tasks, [last]);
  assert.deepEqual(lengths, [1]);
  assert.deepEqual(connections, ['live']);
  store.apply(event('e.8', [record('offer', 'o1', { state: 'open' })]));
  await settle();
  assert.equal(tasks.length, 1);
  assert.equal(lengths.length, 1);
});

test('whatever changes is told, and a batch asks each selector once', async () => {
  const store = loaded();
  await settle();
  let asked = 0;
  const told: unknown[] = [];
  store.select(
    ({ connection, agentId }) => `${++asked} ${store.position} ${connection} ${agentId}`,
    (value) => told.push(value),
  );
  store.setConnection('live');
  await settle();
  store.apply(event('e.6'));
  store.apply(event('e.7'));
  await settle();
  store.load(snapshot('f.1'));
  await settle();
  store.setConnection('live');
  await settle();
  assert.deepEqual(told, ['2 e.5 live ana', '3 e.7 live ana', '4 f.1 live ana']);
});

test('a selection that was stopped is not told, also within the batch', async () => {
  const store = loaded();
  const stops: (() => void)[] = [];
  let told = 0;
  for (let n = 0; n < 2; n++) {
    const listener = () => {
      told++;
      for (const stop of stops) stop();
    };
    stops.push(store.select((from) => from.connection, listener));
  }
  store.setConnection('live');
  await settle();
  assert.equal(told, 1);
});

test('one who throws does not keep the others from being told, and is reported', async () => {
  const store = loaded();
  const reported: unknown[] = [];
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => reported.push(error));
  try {
    let told = 0;
    const fail = (message: string) => () => {
      throw new Error(message);
    };
    store.select(() => store.position, fail('selection'));
    store.select(
      () => store.position,
      () => told++,
    );
    store.onEvent(fail('event'));
    store.onEvent(() => told++);
    assert.equal(store.apply(event('e.6')), 'applied');
    await settle();
    assert.equal(told, 2);
    assert.deepEqual(reported.map(String), ['Error: event', 'Error: selection']);
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
  }
});

test('knows which positions it has reached', () => {
  const store = loaded();
  assert.equal(store.reached('e.5'), true);
  assert.equal(store.reached('e.4'), true);
  assert.equal(store.reached('e.6'), false);
  assert.equal(store.reached('f.1'), false);
});

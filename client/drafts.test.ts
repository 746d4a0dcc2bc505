import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Drafts } from './drafts.ts';

/** What a browser's store does, as far as drafts use it. `full`: takes nothing more. */
class MemoryStorage implements Storage {
  [name: string]: unknown;
  readonly items = new Map<string, string>();
  full = false;
  get length() {
    return this.items.size;
  }
  key(index: number) {
    return [...this.items.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string) {
    this.items.delete(key);
  }
  clear() {
    this.items.clear();
  }
}

const forbidden = new Proxy({} as Storage, {
  get() {
    throw new DOMException('forbidden', 'SecurityError');
  },
});

const draft = (notes: string, revision = 3) => ({ reasonId: null, notes, revision });

const draftsOf = (
  agent: string,
  storage: Storage | null = new MemoryStorage(),
  page?: EventTarget,
  ns = 'ns',
) => {
  const drafts = new Drafts(storage, page);
  drafts.own(ns, agent);
  return drafts;
};

test('what was written is there at once, in another window and after a reload', () => {
  const storage = new MemoryStorage();
  const notes = '<b>🙂 \u0000 "quoted"';
  assert.equal(draftsOf('ana', storage).write('s1', { reasonId: 'resolved', notes, revision: 7 }), true);
  const expected = { reasonId: 'resolved', notes, revision: 7 };
  assert.deepEqual(draftsOf('ana', storage).read('s1'), expected);
  draftsOf('ana', storage).delete('s1');
  assert.equal(draftsOf('ana', storage).read('s1'), null);
  assert.equal(storage.length, 0);
});

test('before it is known whose they are, there are none', () => {
  const storage = new MemoryStorage();
  const drafts = new Drafts(storage);
  assert.equal(drafts.write('s1', draft('x')), false);
  assert.equal(drafts.read('s1'), null);
  drafts.deleteAll();
  assert.equal(storage.length, 0);
});

test("whatever the ids are, each draft is its own, and sign-out takes one agent's only", () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      '__proto__',
      'a',
      'a","b',
      '"',
      '\\',
      ',',
      ']',
      '["a","b"]',
      '/',
      '%2F',
      '\ud800',
      ':',
    ),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(id, id, id), { selector: (parts) => JSON.stringify(parts) }),
      (names) => {
        const storage = new MemoryStorage();
        storage.setItem('host', 'its own');
        for (const [ns, agent, segment] of names) {
          draftsOf(agent, storage, undefined, ns).write(segment, draft(JSON.stringify([ns, agent, segment])));
        }
        for (const [ns, agent, segment] of names) {
          const { notes } = draftsOf(agent, storage, undefined, ns).read(segment)!;
          assert.equal(notes, JSON.stringify([ns, agent, segment]));
        }
        const [gone] = names;
        if (gone) draftsOf(gone[1], storage, undefined, gone[0]).deleteAll();
        for (const [ns, agent, segment] of names) {
          const left = draftsOf(agent, storage, undefined, ns).read(segment);
          assert.equal(left === null, ns === gone![0] && agent === gone![1]);
        }
        assert.equal(storage.getItem('host'), 'its own');
      },
    ),
    {
      examples: [
        [
          [
            ['a', 'b', 's'],
            ['ab', '', 's'],
          ],
        ],
        [
          [
            ['a', '"b', 's'],
            ['a"', 'b', 's'],
          ],
        ],
      ],
    },
  );
});

test("two agents at one device never see each other's, also through one object", () => {
  const storage = new MemoryStorage();
  storage.full = true;
  const drafts = draftsOf('ana', storage);
  drafts.write('s1', draft('of ana'));
  drafts.own('ns', 'ben');
  assert.equal(drafts.read('s1'), null);
  drafts.deleteAll();
  drafts.own('ns', 'ana');
  assert.equal(drafts.read('s1')?.notes, 'of ana');
});

test('a full, forbidden or missing store says so and keeps the text in memory', () => {
  const full = new MemoryStorage();
  const roomy = draftsOf('ana', full);
  roomy.write('s1', draft('older'));
  full.full = true;
  for (const drafts of [draftsOf('ana', full), draftsOf('ana', forbidden), draftsOf('ana', null)]) {
    assert.equal(drafts.write('s1', draft('newer')), false);
    assert.equal(drafts.read('s1')?.notes, 'newer');
    assert.equal(drafts.read('s2'), null);
    drafts.delete('s1');
    assert.equal(drafts.read('s1'), null);
    drafts.write('s1', draft('again'));
    drafts.deleteAll();
    assert.equal(drafts.read('s1'), null);
  }
});

test('when the store takes it again, the store is what counts', () => {
  const storage = new MemoryStorage();
  const drafts = draftsOf('ana', storage);
  storage.full = true;
  drafts.write('s1', draft('one'));
  storage.full = false;
  assert.equal(drafts.write('s1', draft('two')), true);
  draftsOf('ana', storage).write('s1', draft('three'));
  assert.equal(drafts.read('s1')?.notes, 'three');
});

test('what is no draft is ignored', () => {
  const storage = new MemoryStorage();
  const drafts = draftsOf('ana', storage);
  drafts.write('s1', draft('x'));
  const key = storage.key(0)!;
  const wrong = [
    '{"notes":',
    'null',
    '1',
    '[]',
    '{}',
    '{"notes":"x"}',
    '{"notes":1,"revision":1,"reasonId":null}',
  ];
  for (const text of [
    ...wrong,
    '{"notes":"x","revision":1,"reasonId":2}',
    '{"notes":"x","revision":"1","reasonId":null}',
  ]) {
    storage.items.set(key, text);
    assert.equal(drafts.read('s1'), null, text);
  }
});

test('hears of other windows, of this agent only', () => {
  const page = new EventTarget();
  const storage = new MemoryStorage();
  const heard: string[] = [];
  const drafts = draftsOf('ana', storage, page);
  const stop = drafts.onChange((segmentId) => heard.push(segmentId));
  const tell = (key: string | null) => page.dispatchEvent(Object.assign(new Event('storage'), { key }));

  storage.full = true;
  drafts.write('s"1', draft('mine'));
  storage.full = false;
  draftsOf('ana', storage).write('s"1', draft('of the other window'));
  const [key] = storage.items.keys();
  draftsOf('ben', storage).write('s2', draft('x'));
  draftsOf('ana', storage, undefined, 'other').write('s3', draft('x'));
  for (const one of [...storage.items.keys(), null, 'host', key!.slice(0, -3)]) tell(one);
  assert.deepEqual(heard, ['s"1']);
  assert.equal(drafts.read('s"1')?.notes, 'of the other window');
  stop();
  tell(key!);
  assert.equal(heard.length, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SegmentRecord } from '../contract/records.ts';
import { Drafts, unsavedPart } from './drafts.ts';

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
  drafts.clean([record()]);
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
        const saved = names.map(([ns, agent, id]) => closed({ id, notes: JSON.stringify([ns, agent, id]) }));
        if (gone) draftsOf(gone[1], storage, undefined, gone[0]).clean(saved);
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
  drafts.clean([closed({ notes: 'of ana' })]);
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
    assert.equal(drafts.isKept('s1'), false);
    drafts.clean([closed({ notes: 'again' })]);
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
  assert.equal(drafts.read('s1')?.notes, 'two');
  assert.equal(draftsOf('ana', storage).read('s1')?.notes, 'two');
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
  assert.equal(storage.items.size, 1);
  draftsOf('ben', storage).write('s2', draft('x'));
  draftsOf('ana', storage, undefined, 'other').write('s3', draft('x'));
  for (const one of [...storage.items.keys(), null, 'host', key!.slice(0, -3)]) tell(one);
  assert.deepEqual(heard, ['s"1']);
  assert.equal(drafts.read('s"1')?.notes, 'mine');
  stop();
  tell(key!);
  assert.equal(heard.length, 1);
});

const record = (changes: Partial<SegmentRecord> = {}) =>
  ({
    id: 's1',
    state: 'open',
    reasonId: null,
    notes: '',
    revision: 3,
    lateNotes: [],
    history: [],
    ...changes,
  }) as unknown as SegmentRecord;
const at = '2026-11-22T12:00:00.000Z';
const closed = (changes: Partial<SegmentRecord> = {}) => record({ state: 'expired', ...changes });
const notesOf = (drafts: readonly { notes: string }[]) => drafts.map(({ notes }) => notes);

test('what of a text is not in the record', () => {
  const part = (text: string, notes: string, more: Partial<SegmentRecord> = {}) =>
    unsavedPart(text, record({ notes, ...more }));
  assert.equal(part('', ''), '');
  assert.equal(part(' \n', 'abc'), '');
  assert.equal(part('abc', 'abc'), '');
  assert.equal(part('ab', 'abc'), '');
  assert.equal(part('abc', ''), 'abc');
  assert.equal(part('abc', 'xyz'), 'abc');
  assert.equal(part('Both checked. New card.', 'Both checked.'), 'New card.');
  // From the beginning of a word, also one with marks and of other scripts.
  assert.equal(part('Both charges', 'Both cha'), 'charges');
  assert.equal(part('Cafe\u0301 open', 'Cafe'), 'Cafe\u0301 open');
  assert.equal(part('два слова', 'два сло'), 'слова');
  assert.equal(part('two words', 'two '), 'words');
  assert.equal(part('two words', 'two'), 'words');
  assert.equal(part('a😀b', 'a😀'), 'b');
  assert.equal(part(`${'x'.repeat(100)}yy`, 'x'.repeat(100)), `${'x'.repeat(40)}yy`);
  // At the provider in another place.
  assert.equal(part('abc d', 'abc', { lateNotes: [{ at, notes: 'd' }] }), '');
  assert.equal(part('mine', 'theirs', { history: [{ at, notes: 'mine too' }] }), '');
  assert.equal(part('mine', 'theirs', { history: [{ at, notes: 'not mine' }] }), 'mine');
});

test('two windows at one device never write over each other', () => {
  const storage = new MemoryStorage();
  const [one, other] = [draftsOf('ana', storage), draftsOf('ana', storage)];
  one.write('s1', draft('of one'));
  other.write('s1', draft('of the other'));
  assert.equal(one.read('s1')?.notes, 'of one');
  assert.equal(other.read('s1')?.notes, 'of the other');
  one.delete('s1', draft('of one'));
  assert.equal(other.read('s1')?.notes, 'of the other');
});

test('a window goes on with what grew from the record, and what contains it', () => {
  for (const [notes, revision, said, expected] of [
    ['abc', 3, 'ab', 3], // typed on
    ['a', 3, 'ab', 3], // deleted from
    ['abcd', 1, 'abc', 3], // typed on while the answer to an older save was on its way
  ] as const) {
    const storage = new MemoryStorage();
    draftsOf('ana', storage).write('s1', draft(notes, revision));
    const drafts = draftsOf('ana', storage);
    assert.deepEqual(drafts.take(record({ notes: said })), draft(notes, expected));
    assert.deepEqual(drafts.texts(record({ notes: said })), []);
    assert.equal(storage.length, 1);
    assert.deepEqual(drafts.read('s1'), draft(notes, expected));
  }
});

test('what the record has already is gone from the device', () => {
  for (const notes of ['abc', 'ab', '']) {
    const storage = new MemoryStorage();
    draftsOf('ana', storage).write('s1', draft(notes, 1));
    assert.equal(draftsOf('ana', storage).take(record({ notes: 'abc' })), null);
    assert.equal(storage.length, 0, notes);
  }
});

test('an older text never goes over newer words: it is put aside, and offered', () => {
  const storage = new MemoryStorage();
  draftsOf('ana', storage).write('s1', draft('mine', 1));
  const drafts = draftsOf('ana', storage);
  const said = record({ notes: 'theirs' });
  assert.equal(drafts.take(said), null);
  assert.deepEqual(drafts.texts(said), [{ ...draft('mine', 1), part: 'mine' }]);
  // Also after a crash, and until it is used or deleted.
  const again = draftsOf('ana', storage);
  assert.equal(again.take(said), null);
  assert.deepEqual(notesOf(again.texts(said)), ['mine']);
  assert.equal(storage.length, 1);
  again.write('s1', draft('theirs, typed on', 3));
  again.putAside('s1');
  assert.deepEqual(notesOf(again.texts(said)).sort(), ['mine', 'theirs, typed on']);
  again.delete('s1', draft('mine'));
  assert.deepEqual(notesOf(again.texts(said)), ['theirs, typed on']);
  assert.deepEqual(again.texts(record({ notes: 'theirs, typed on and on' })), []);
  assert.equal(storage.length, 0);
});

test('a chosen reason is taken over like a text', () => {
  const storage = new MemoryStorage();
  draftsOf('ana', storage).write('s1', { ...draft('abc', 1), reasonId: 'resolved' });
  assert.equal(draftsOf('ana', storage).take(record({ notes: 'abc' }))?.reasonId, 'resolved');
});

test('of a closed segment everything is offered that its record lacks', () => {
  const storage = new MemoryStorage();
  const [one, other] = [draftsOf('ana', storage), draftsOf('ana', storage)];
  one.write('s1', draft('Both checked. New', 1));
  other.write('s1', draft('Both checked. New card.', 1));
  const texts = one.texts(closed({ notes: 'Both checked.' }));
  assert.deepEqual(
    texts.map(({ part }) => part),
    ['New card.'],
  );
  one.delete('s1', texts[0]);
  assert.equal(storage.length, 0);
  one.write('s1', draft('x', 1));
  assert.deepEqual(one.texts(closed({ notes: 'y', lateNotes: [{ at, notes: 'x' }] })), []);
  assert.equal(storage.length, 0);
});

test('the newest closed segment with something unsaved is found, also without its record', () => {
  const drafts = draftsOf('ana');
  const segments = [closed({ id: 's1', notes: 'a' }), closed({ id: 's2' }), record({ id: 's3' })];
  const known = (id: string) => segments.some((one) => one.id === id);
  assert.equal(drafts.lost(segments, known), undefined);
  drafts.write('s3', draft('open'));
  drafts.write('gone', { ...draft('nowhere'), customerName: 'Adaeze' });
  assert.equal(drafts.lost(segments), undefined);
  const gone = drafts.lost(segments, known)!;
  assert.equal(gone.customerName, 'Adaeze');
  assert.deepEqual(notesOf(drafts.texts(gone)), ['nowhere']);
  assert.equal(drafts.lost(segments, known), gone);
  drafts.write('s1', draft('a'));
  assert.equal(drafts.lost(segments, known), gone);
  drafts.write('s1', draft('abc'));
  assert.equal(drafts.lost(segments, known)?.id, 's1');
  drafts.write('s2', draft('x'));
  assert.equal(drafts.lost(segments, known)?.id, 's2');
  drafts.delete('s2');
  drafts.delete('s1');
  drafts.delete('gone');
  assert.equal(drafts.lost(segments, known), undefined);
  assert.equal(drafts.read('s3')?.notes, 'open');
});

test('what an open segment lacks: what is being written here, else what this window would go on with', () => {
  const storage = new MemoryStorage();
  const [one, other] = [draftsOf('ana', storage), draftsOf('ana', storage)];
  const said = record({ notes: 'theirs' });
  assert.equal(one.pending(said), null);
  // The last to write wins; what is written over is in the history.
  one.write('s1', draft('mine', 1));
  assert.equal(one.pending(said)?.notes, 'mine');
  assert.equal(one.isKept('s1'), true);
  assert.equal(one.pending(closed({ notes: 'theirs' })), null);
  assert.equal(one.pending(record({ notes: 'mine' })), null);
  assert.equal(storage.length, 0, 'the record has it');
  // Left behind: never over newer words.
  one.write('s1', draft('mine', 1));
  assert.equal(other.pending(said), null);
  assert.deepEqual(notesOf(other.texts(said)), ['mine']);
  one.write('s1', draft('theirs, and more', 1));
  assert.equal(other.pending(said)?.notes, 'theirs, and more');
});

test('after sign-out, what the records have is gone, and nothing else', () => {
  const storage = new MemoryStorage();
  const drafts = draftsOf('ana', storage);
  for (const [id, notes] of [
    ['saved', 'abc'],
    ['open', 'abc'],
    ['newer', 'abc, and more'],
    ['typed', 'more'],
    ['unknown', 'x'],
  ] as const)
    drafts.write(id, draft(notes));
  drafts.clean([
    closed({ id: 'saved', notes: 'abc' }),
    record({ id: 'open', notes: 'abc' }),
    closed({ id: 'newer', notes: 'abc' }),
    record({ id: 'typed', notes: '' }),
  ]);
  const left = ['saved', 'open', 'newer', 'typed', 'unknown'].filter((id) => drafts.read(id));
  assert.deepEqual(left, ['newer', 'typed', 'unknown']);
});

test('a full store loses nothing that is in memory or in the store', () => {
  const storage = new MemoryStorage();
  draftsOf('ana', storage).write('s1', draft('left behind', 1));
  const drafts = draftsOf('ana', storage);
  storage.full = true;
  const said = record({ notes: 'theirs' });
  assert.equal(drafts.take(said), null);
  assert.deepEqual(notesOf(drafts.texts(said)), ['left behind']);
  assert.equal(storage.length, 1);
  drafts.write('s1', draft('mine'));
  drafts.putAside('s1');
  assert.deepEqual(notesOf(drafts.texts(said)).sort(), ['left behind', 'mine']);
  assert.deepEqual(notesOf(drafts.texts(closed({ notes: 'theirs' }))).sort(), ['left behind', 'mine']);
  // Taken over, but not yet written down by this window.
  const other = draftsOf('ana', storage);
  assert.equal(other.take(record({ notes: 'left' }))?.notes, 'left behind');
  assert.equal(storage.length, 1);
});

test('no text is lost by being taken, put aside, offered or looked for', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 6 });
  const step = fc.oneof(
    fc.record({ do: fc.constant('write' as const), by: fc.nat(2), notes: text, revision: fc.nat(4) }),
    fc.record({ do: fc.constantFrom('take' as const, 'aside' as const, 'crash' as const), by: fc.nat(2) }),
    fc.record({ do: fc.constant('texts' as const), by: fc.nat(2) }),
  );
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      text,
      fc.array(text, { maxLength: 2 }),
      fc.nat(4),
      fc.boolean(),
      (steps, notes, overwritten, revision, isOpen) => {
        const storage = new MemoryStorage();
        const windows = [0, 1, 2].map(() => draftsOf('ana', storage));
        const said = record({
          notes,
          revision,
          state: isOpen ? 'open' : 'submitted',
          history: overwritten.map((one) => ({ at, notes: one })),
        });
        const held = () => windows.flatMap((one) => notesOf(one.texts(closed({ notes: 'z' }))));
        for (const one of steps) {
          const drafts = windows[one.by]!;
          const before = held();
          // What it replaces itself is the writer's business.
          const own = one.do === 'write' ? [drafts.read('s1')?.notes] : [];
          if (one.do === 'write') drafts.write('s1', draft(one.notes, one.revision));
          if (one.do === 'take') drafts.take(said);
          if (one.do === 'aside') drafts.putAside('s1');
          if (one.do === 'texts') drafts.texts(said);
          if (one.do === 'crash') windows[one.by] = draftsOf('ana', storage);
          const after = held();
          for (const old of before) {
            const isThere =
              own.includes(old) || after.some((it) => it.startsWith(old)) || unsavedPart(old, said) === '';
            assert.ok(isThere, `${JSON.stringify(old)} is lost by ${JSON.stringify(one)}`);
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});

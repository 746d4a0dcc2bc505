import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Frame, frameParser } from './sse.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (...pieces: Uint8Array[]): Frame[] => pieces.flatMap(frameParser());

/** Cuts the bytes at the given places. */
const cut = (whole: Uint8Array, places: readonly number[]) => {
  const edges = [0, ...[...places].sort((a, b) => a - b), whole.length];
  return edges.slice(1).map((end, index) => whole.slice(edges[index], end));
};

test('reads what the standard says', () => {
  const stream = [
    '\uFEFF: a comment\n\n',
    'event: change\nid: e.1\ndata: {"a":\ndata: 1}\n\n',
    'data:no space\ndata:  two spaces\ndata\nretry: 3\nunknown: x\nno colon: at: all\n\n',
    'id: 7\n\n',
    'event: reset\n\n',
    'event: cut\ndata: never ended\n',
  ].join('');
  assert.deepEqual(read(bytes(stream)), [
    { event: 'change', id: 'e.1', data: '{"a":\n1}' },
    { event: '', id: '', data: 'no space\n two spaces\n' },
    { event: 'reset', id: '', data: '' },
  ]);
});

test('the end of a line may be LF, CRLF or CR', () => {
  const frame = { event: 'x', id: '', data: 'a\nb' };
  for (const end of ['\n', '\r\n', '\r']) {
    const one = ['event: x', 'data: a', 'data: b', '', ''].join(end);
    assert.deepEqual(read(bytes(`${one}${one}: end`)), [frame, frame]);
  }
});

test('reads the same wherever the pieces were cut, also inside a character or a CRLF', () => {
  const whole = bytes('event: ä\r\ndata: ☎️ 🙂\r\ndata: \u2028b\r\nid: e.1\r\n\r\n: c\n\ndata: 2\n\n\r\n');
  const expected = read(whole);
  assert.deepEqual(expected, [
    { event: 'ä', id: 'e.1', data: '☎️ 🙂\n\u2028b' },
    { event: '', id: '', data: '2' },
  ]);
  for (let place = 0; place <= whole.length; place++) {
    assert.deepEqual(read(...cut(whole, [place])), expected, `cut at ${place}`);
  }
  assert.deepEqual(read(...cut(whole, [...whole.keys()])), expected, 'byte by byte');
});

test('what was written is read, however cut', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''));
  const written = fc
    .tuple(line.filter(Boolean), line, fc.array(line, { minLength: 1 }))
    .map(([event, id, lines]): Frame => ({ event, id, data: lines.join('\n') }));
  const end = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(written, end)), fc.array(fc.nat(2000)), (frames, places) => {
      const text = frames.map(([{ event, id, data }, eol]) =>
        [`event: ${event}`, `id: ${id}`, ...data.split('\n').map((one) => `data: ${one}`), '', ''].join(eol),
      );
      const whole = bytes(text.join(''));
      const pieces = cut(
        whole,
        places.map((place) => place % (whole.length + 1)),
      );
      assert.deepEqual(
        read(...pieces),
        frames.map(([frame]) => frame),
      );
    }),
  );
});

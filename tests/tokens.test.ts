import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { tokens } from '../components/shared/styles/tokens.ts';
import { filesBelow } from '../scripts/files.mjs';

/** Everything between css`` in the kit, by file, without comments. */
const sheets = filesBelow('components')
  .filter((file) => file.endsWith('.ts') && !/\.(test|types)\.ts$/.test(file))
  .flatMap((file) => {
    const found: string[] = [];
    const visit = (node: ts.Node) => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'css')
        found.push(node.template.getText().slice(1, -1));
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
    return found.map((text) => ({ file, text: text.replace(/\/\*.*?\*\//gs, '') }));
  });

/** As it would be shipped: without space that means nothing. */
const tight = (css: string) =>
  css
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),/]) ?/g, '$1')
    .replace(/(?<![\d.])0\./g, '.')
    .replaceAll('"', "'")
    .trim();

interface Read {
  readonly file: string;
  readonly name: string;
  readonly value: string;
}

/** Each var(--cbk-...) with its default, and what is left of the sheet without them. */
function readsOf({ file, text }: { file: string; text: string }) {
  const reads: Read[] = [];
  let rest = '';
  let at = 0;
  for (const { index } of text.matchAll(/var\(--cbk-/g)) {
    let end = index + 4;
    for (let open = 1; open > 0; end += 1) open += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
    const [, name = '', value = ''] = /^var\(([\w-]+)(?:,(.*))?\)$/s.exec(text.slice(index, end)) ?? [];
    reads.push({ file, name, value: tight(value) });
    rest += text.slice(at, index);
    at = end;
  }
  return { reads, rest: rest + text.slice(at) };
}

const all = sheets.map((sheet) => ({ ...readsOf(sheet), file: sheet.file }));
const known = new Map(
  tokens.map(({ name, light, dark }) => [
    name as string,
    tight(dark ? `light-dark(${light},${dark})` : light),
  ]),
);

// Of a declaration's value: a hash colour, a function of one, or its name.
const COLOUR =
  /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\(|(?<![\w-])(?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|purple|navy|teal|maroon)(?![\w-])/i;
const SYSTEM =
  /(?<![\w-])(?:canvas|canvastext|linktext|buttonface|buttontext|buttonborder|field|fieldtext|highlight|highlighttext|graytext|mark|marktext|accentcolor)(?![\w-])/i;

const declarations = (css: string) =>
  css
    .split(/[{};]/)
    .map((line) => /^\s*([\w-]+)\s*:\s*(.+)$/s.exec(line))
    .filter((match) => match !== null)
    .map(([, property = '', value = '']) => ({ property, value }));

/** Without what stands in `@media (forced-colors: active)`, where system colours are what is asked for. */
const unforced = (css: string) =>
  css.replace(/@media\s*\(forced-colors:\s*active\)\s*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, '');

describe('tokens', () => {
  it('are read from sheets', () => assert.ok(all.flatMap(({ reads }) => reads).length >= tokens.length));

  it('stand in the table, each with the same default wherever it is read', () => {
    for (const { reads } of all)
      for (const { file, name, value } of reads)
        assert.equal(value, known.get(name) ?? `a row for ${name}`, `${name} in ${file}`);
  });

  it('of the table are all read', () => {
    const read = new Set(all.flatMap(({ reads }) => reads.map(({ name }) => name)));
    assert.deepEqual(
      [...known.keys()].filter((name) => !read.has(name)),
      [],
    );
  });

  it('are named --cbk-<category>-<role>, once, and say what for', () => {
    assert.equal(known.size, tokens.length);
    for (const { name, use } of tokens) {
      assert.match(name, /^--cbk-(color|font|size|space|radius|shadow)(-[a-z]+)+$/);
      assert.match(use, /^[A-Z].*[^.]$/);
    }
  });

  it('are where every colour comes from', () => {
    for (const { file, rest } of all)
      for (const { property, value } of declarations(unforced(rest)))
        assert.doesNotMatch(
          value,
          new RegExp(`${COLOUR.source}|${SYSTEM.source}`, 'i'),
          `${property} in ${file}`,
        );
  });

  it('are where every shadow, family and size of text comes from', () => {
    for (const { file, rest } of all)
      for (const { property, value } of declarations(rest)) {
        const where = `${property}: ${value} in ${file}`;
        if (property === 'box-shadow') assert.match(value, /^(none|inset .*var\(--_.*|\s*)$/s, where);
        if (property === 'font-size') assert.match(value, /^(inherit|[\d.]+em)\s*$/, where);
        if (property === 'font-family') assert.fail(where);
      }
  });
});

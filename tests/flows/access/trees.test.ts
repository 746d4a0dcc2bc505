import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page, SerializedAXNode } from 'puppeteer-core';
import { launch } from '../desk.ts';
import type * as Specimens from './specimens.ts';

/*
 * What the browser gives to assistive technology: the tree of each element in its main states, as text in trees/.
 * `UPDATE=1 npm test -- --only=flows access/trees` writes it anew; what changed is then read in the diff.
 */

declare const specimens: typeof Specimens;

const folder = path.join(import.meta.dirname, 'trees');

const said: readonly (readonly [string, (value: string | number | boolean) => string | number | boolean])[] =
  [
    ['level', (level) => level],
    ['value', (value) => `“${String(value)}”`],
    ['valuetext', (value) => `“${String(value)}”`],
    ['checked', (on) => (on ? 'checked' : 'not checked')],
    ['pressed', (on) => (on ? 'pressed' : 'not pressed')],
    ['expanded', (on) => (on ? 'expanded' : 'collapsed')],
    ['haspopup', (kind) => `opens ${String(kind)}`],
    ['disabled', (on) => on && 'disabled'],
    ['readonly', (on) => on && 'read only'],
    ['required', (on) => on && 'required'],
    ['modal', (on) => on && 'modal'],
    ['focused', (on) => on && 'focused'],
    ['invalid', (kind) => kind !== 'false' && 'invalid'],
    ['description', (text) => `(${String(text)})`],
  ];

const line = (node: SerializedAXNode) => {
  const more = said.flatMap(([key, say]) => {
    // A list of the browser's own always opens.
    if (node.role === 'combobox' && /^(expanded|haspopup)$/.test(key)) return [];
    const value = (node as unknown as Record<string, string | number | boolean | undefined>)[key];
    const words = value === undefined ? undefined : say(value);
    return words ? [String(words)] : [];
  });
  return [node.role, node.name && `“${node.name.replace(/\s+/g, ' ')}”`, ...more].filter(Boolean).join(' ');
};

const lines = (node: SerializedAXNode, depth = 0): string[] => {
  // What is chosen stands with the list.
  const children = node.role === 'combobox' ? [] : (node.children ?? []);
  return ['  '.repeat(depth) + line(node), ...children.flatMap((child) => lines(child, depth + 1))];
};

let browser: Browser;
let page: Page;
before(async () => {
  const [{ outputFiles }, opened] = await Promise.all([
    build({
      entryPoints: [path.join(import.meta.dirname, 'specimens.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'specimens',
      conditions: ['production'],
      target: 'es2022',
    }),
    launch(),
  ]);
  browser = opened;
  page = await browser.newPage();
  await page.emulateTimezone('Europe/Berlin');
  await page.evaluate(() => (document.documentElement.lang = 'en'));
  await page.addScriptTag({ content: outputFiles[0]!.text });
  if (process.env['UPDATE'] === '1') mkdirSync(folder, { recursive: true });
});
after(() => browser.close());

/** The tree, once it stands still: parts are loaded and lists are asked for. */
const tree = async (): Promise<string> => {
  let last = '';
  for (let same = 0; same < 3;) {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
    const root = await page.accessibility.snapshot();
    // Beside it is only what is announced, which comes and goes.
    const main = root?.children?.find(({ role }) => role === 'main');
    const now = (main?.children ?? []).flatMap((child) => lines(child)).join('\n');
    same = now === last ? same + 1 : 0;
    last = now;
  }
  return last;
};

describe('the accessibility tree', () => {
  void it('is as it was read last, of every element in its main states', async () => {
    for (const [tag, states] of await page.evaluate(() => specimens.states)) {
      const parts: string[] = [];
      for (const state of states) {
        await page.evaluate((...which) => specimens.show(...which), tag, state);
        parts.push(`# ${state}\n\n${await tree()}\n`);
      }
      const file = path.join(folder, `${tag}.txt`);
      const text = parts.join('\n');
      if (process.env['UPDATE'] === '1') writeFileSync(file, text);
      else assert.equal(text, readFileSync(file, 'utf8'), `${tag}: UPDATE=1 writes trees/${tag}.txt anew`);
    }
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

/** Text that does not compress to less than three quarters of its length. */
const ballast = (bytes: number) => JSON.stringify(randomBytes((bytes * 3) / 4).toString('base64'));

function kit(files: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'size-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const run = spawnSync(process.execPath, ['bench/size.mjs', folder], { encoding: 'utf8' });
  const row = (tag: string) => {
    const line = run.stdout.split('\n').find((line) => line.trim().startsWith(`${tag} `)) ?? '';
    return { own: Number(/ ([\d,]+) /.exec(line)?.[1]?.replace(',', '')), line };
  };
  return { ...run, row };
}

const element = "import { LitElement } from 'lit';\nexport class Base extends LitElement {}\n";
const define = (tag: string, text: string) =>
  `import { Base } from '../shared/element.ts';\nconst text = ${text};\ncustomElements.define('${tag}', class extends Base { render() { return text; } });\n`;

describe('the size of elements', () => {
  it('counts what an element adds to the floor, and a composition to its parts', () => {
    const { status, stdout, row } = kit({
      'shared/element.ts': `${element}export const floor = ${ballast(2000)};\n`,
      'one-part/define.ts': define('one-part', ballast(2000)),
      'two-parts/define.ts': `import '../one-part/define.ts';\n${define('two-parts', ballast(1000))}`,
    });
    assert.equal(status, 0, stdout);
    assert.ok(row('floor').own > 1500, stdout);
    assert.ok(row('two-parts').own > 700 && row('two-parts').own < 1200, stdout);
    assert.match(row('two-parts').line, /beyond one-part/);
  });

  it('counts what is loaded when needed in a row of its own, beyond the element', () => {
    const part = (bytes: number, more = '') =>
      `import { text } from '../shared/text.ts';\n${more}export const part = text + ${ballast(bytes)};\n`;
    const loads = (name: string) => `export const load = () => import('${name}');\n`;
    const { status, stdout, row } = kit({
      'shared/element.ts': element,
      'shared/text.ts': `export const text = ${ballast(2000)};\n`,
      'one-part/define.ts': `import { text as words } from '../shared/text.ts';\n${loads('./menu.ts')}${define('one-part', 'words')}`,
      'one-part/menu.ts': part(1500, loads('./more.ts')),
      'one-part/more.ts': part(1000),
      'two-parts/define.ts': `import '../one-part/define.ts';\n${loads('./other.ts')}${define('two-parts', '""')}`,
      'two-parts/other.ts': part(500),
    });
    assert.equal(status, 0, stdout);
    assert.ok(row('one-part').own > 1500 && row('one-part').own < 2300, stdout);
    assert.ok(row('one-part/menu.ts').own > 1000 && row('one-part/menu.ts').own < 1700, stdout);
    assert.ok(row('one-part/more.ts').own > 700 && row('one-part/more.ts').own < 1200, stdout);
    assert.ok(row('two-parts').own < 200, stdout);
    assert.ok(row('two-parts/other.ts').own > 300 && row('two-parts/other.ts').own < 700, stdout);
    assert.match(row('two-parts/other.ts').line, /on demand, for two-parts/);
    assert.equal(stdout.match(/one-part\/menu\.ts/g)?.length, 1, stdout);
  });

  for (const [what, files] of Object.entries({
    'a part on demand over its limit': {
      'one-part/define.ts': `export const load = () => import('./menu.ts');\n${define('one-part', '""')}`,
      'one-part/menu.ts': `export const part = ${ballast(7000)};\n`,
    },
    'an element over its limit': { 'one-part/define.ts': define('one-part', ballast(7000)) },
    'a floor over its limit': {
      'shared/element.ts': `${element}export const floor = ${ballast(7000)};\n`,
      'one-part/define.ts': define('one-part', '""'),
    },
    'an inbox card over its limit, all included': {
      'shared/element.ts': `${element}export const floor = ${ballast(4500)};\n`,
      'awa-inbox-card/define.ts': `import { floor } from '../shared/element.ts';\nconsole.log(floor);\n${define('awa-inbox-card', ballast(3800))}`,
    },
    'a kit without an element': {},
  })) {
    it(`fails for ${what}`, () => {
      const { status, stdout } = kit({ 'shared/element.ts': element, ...files });
      assert.equal(status, 1, stdout);
    });
  }
});

// npm run size [-- folder]: what each element costs a page, minified and gzipped. Exits 1 where one is over its limit.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle } from '../scripts/bundle.mjs';

const LIMITS = { floor: 5000, element: 3500, 'callback-provider': 6000 };
const WHOLE_LIMITS = { 'awa-inbox-card': 12_000 };
const FRAMEWORK = ['lit', 'lit/*', '@lit/context'];

const folder = path.resolve(process.argv[2] ?? 'components');
const floorEntry = 'shared/element.ts';

const nameIn = (file) => path.relative(folder, path.resolve(file)).replaceAll('\\', '/');

/** Bytes of one script that imports these modules, which elements it defines on the way, and what it loads when needed. */
async function measure(entries, { external = FRAMEWORK } = {}) {
  const { code, inputs, onDemand } = await bundle({
    stdin: {
      contents: entries.map((entry) => `export * from './${entry}';`).join('\n'),
      resolveDir: folder,
    },
    external,
    nodePaths: ['node_modules'],
  });
  const defines = inputs.map(nameIn).filter((input) => /^[^/]+\/define\.ts$/.test(input));
  return { bytes: gzipSync(code, { level: 9 }).length, defines, onDemand: onDemand.map(nameIn) };
}

const tags = existsSync(folder)
  ? readdirSync(folder)
      .filter((tag) => tag !== 'shared' && existsSync(path.join(folder, tag, 'define.ts')))
      .sort()
  : [];
if (tags.length === 0) {
  console.error(`No element in ${folder}.`);
  process.exit(1);
}

const rows = [];
let over = 0;
function row(name, own, limit, whole, wholeLimit, note = '') {
  const bad = own > limit || (wholeLimit !== undefined && whole > wholeLimit);
  if (bad) over += 1;
  rows.push([name, own, limit, whole ?? '', wholeLimit ?? '', `${bad ? 'OVER ' : ''}${note}`]);
}

const floor = await measure([floorEntry]);
const floorWhole = await measure([floorEntry], { external: [] });
row('floor', floor.bytes, LIMITS.floor, floorWhole.bytes, undefined, `components/${floorEntry}`);

for (const tag of tags) {
  const own = await measure([`${tag}/define.ts`]);
  const whole = await measure([`${tag}/define.ts`], { external: [] });
  // A composition is measured beyond the elements that it contains; their bundle holds the floor as well.
  const parts = own.defines.filter((define) => define !== `${tag}/define.ts`);
  const base = parts.length > 0 ? await measure(parts) : floor;
  const limit = LIMITS[tag] ?? LIMITS.element;
  const note = parts.length > 0 ? `beyond ${parts.map((part) => path.dirname(part)).join(', ')}` : '';
  row(tag, own.bytes - base.bytes, limit, whole.bytes, WHOLE_LIMITS[tag], note);
  // What it loads when needed is no part of what a page loads at first: each is measured beyond that.
  const known = new Set(base.onDemand);
  for (const part of own.onDemand) {
    if (known.has(part)) continue;
    known.add(part);
    const both = await measure([`${tag}/define.ts`, part]);
    own.onDemand.push(...both.onDemand);
    row(`  ${part}`, both.bytes - own.bytes, LIMITS.element, undefined, undefined, `on demand, for ${tag}`);
  }
}

const head = ['element', 'own bytes', 'limit', 'with floor, lit, context', 'limit', ''];
const table = [head, ...rows].map((cells) =>
  cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)),
);
const widths = head.map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
for (const cells of table) {
  console.log(
    cells
      .map((cell, i) => (i === 0 || i === 5 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd(),
  );
}
console.log(over === 0 ? 'All within their limits.' : `${over} over the limit.`);
process.exitCode = over === 0 ? 0 : 1;

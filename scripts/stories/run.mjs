// npm run test:stories [-- --update] [--mode=light|dark|right-to-left] [part of a story's id or file ...]: visits every story of storybook-static/ in every mode.
import { createServer } from 'node:http';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { ensureBrowser } from '../browser.mjs';
import { prepare } from './page.mjs';
import { pictures } from './pictures.mjs';

const { values, positionals: parts } = parseArgs({
  options: { mode: { type: 'string', multiple: true }, update: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = 'storybook-static';
const allModes = {
  light: { theme: 'light', direction: 'ltr' },
  dark: { theme: 'dark', direction: 'ltr' },
  'right-to-left': { theme: 'light', direction: 'rtl' },
};
const modes = Object.fromEntries(
  Object.entries(allModes).filter(([mode]) => values.mode?.includes(mode) ?? true),
);
/** Pages side by side: one for each of two cores. */
const width = 2;
const now = Date.parse('2026-03-12T14:05:00Z');
const patience = 20_000;

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const server = createServer(async ({ url }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  try {
    const body = await readFile(path.join(folder, pathname));
    response.writeHead(200, { 'content-type': types[path.extname(pathname)] ?? 'application/octet-stream' });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const entries = Object.values(JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')).entries);
const wanted = ({ id, importPath }) =>
  parts.length === 0 || parts.some((part) => id.includes(part) || importPath.includes(part));
const stories = entries.filter((entry) => entry.type === 'story' && wanted(entry));
const docs = entries.filter((entry) => entry.type === 'docs' && wanted(entry));
// Page by page of the same mode, since another one draws everything anew.
const visits = [
  ...Object.entries(modes).flatMap(([mode, globals]) => stories.map(({ id }) => ({ id, mode, globals }))),
  ...docs.map(({ id }) => ({ id, mode: 'docs', globals: allModes.light })),
];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const launch = await ensureBrowser();
// A browser for each page: one that lies behind another draws nothing, and waits for its picture for ever.
const browsers = await Promise.all(
  Array.from({ length: width }, () =>
    puppeteer.launch({ ...launch, args: [...launch.args, '--lang=en'], protocolTimeout: 2 * patience }),
  ),
);
const kept = await pictures({ browser: browsers[0], update: values.update });

/** A page of stories that shows nothing yet. */
async function open(browser) {
  const page = await browser.newPage();
  const told = [];
  page.on('pageerror', ({ message }) => told.push(`uncaught: ${message}`));
  page.on('requestfailed', (request) => told.push(`not loaded: ${request.url()}`));
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  // By this name Storybook knows not to wait for animations, but to end them.
  await page.setUserAgent({ userAgent: `${await browser.userAgent()} StorybookTestRunner` });
  await page.emulateTimezone('UTC');
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.setViewport({ width: 1024, height: 768 });
  await page.evaluateOnNewDocument(axe);
  await page.evaluateOnNewDocument(prepare, { now });
  // The addon's own check would be one too many.
  const address = `http://127.0.0.1:${server.address().port}/iframe.html`;
  await page.goto(`${address}?id=${stories[0].id}&viewMode=story&globals=a11y.manual:!true`);
  await page.waitForFunction(
    () => globalThis.__STORYBOOK_ADDONS_CHANNEL__ && globalThis.__STORYBOOK_PREVIEW__,
  );
  await page.evaluate(() => globalThis.__STORYBOOK_PREVIEW__.ready());
  return { page, told };
}

const results = [];
async function work(browser) {
  let { page, told } = await open(browser);
  let mode;
  for (let visit = visits.shift(); visit; visit = visits.shift()) {
    const { id, globals } = visit;
    const viewMode = visit.mode === 'docs' ? 'docs' : 'story';
    const began = Date.now();
    let result;
    let timer;
    try {
      result = await Promise.race([
        page.evaluate((visit) => globalThis.visits[visit.viewMode](visit), {
          id,
          viewMode,
          globals: visit.mode === mode ? undefined : globals,
        }),
        new Promise((_, reject) => {
          timer = setTimeout(() => reject(new Error(`not shown within ${patience} ms`)), patience);
        }),
      ]);
      mode = visit.mode;
      if (result.hasPicture) {
        const root = await page.$('#storybook-root');
        const png = await root.screenshot({ captureBeyondViewport: true });
        result.problems.push(...(await kept.hold(`${id}.${mode}`, png)));
      }
    } catch ({ message }) {
      result = { problems: [message], times: {} };
      await page.close();
      ({ page, told } = await open(browser));
      mode = undefined;
    } finally {
      clearTimeout(timer);
    }
    const problems = [...result.problems, ...told.splice(0)];
    results.push({ ...visit, problems, times: { ...result.times, all: Date.now() - began } });
    for (const problem of problems) console.log(`✖ ${id}, ${visit.mode}: ${problem.split('\n')[0]}`);
  }
}
const began = Date.now();
await Promise.all(browsers.map(work));
const { problems, left } = kept.end({ complete: parts.length === 0 && !values.mode });
await Promise.all(browsers.map((browser) => browser.close()));
server.close();
for (const problem of problems) console.log(`✖ ${problem}`);

const broken = results.filter(({ problems }) => problems.length > 0).length;
const passed = results.length - broken;
const failed = broken + problems.length;
const sum = (name) => results.reduce((total, { times }) => total + (times[name] ?? 0), 0);
console.log(
  `${stories.length} stories in ${Object.keys(modes).length} modes, ${docs.length} pages of documentation: ${passed} of ${results.length} visits passed, ${Math.round((Date.now() - began) / 1000)} s`,
);
console.log(['show', 'axe', 'all'].map((name) => `${name} ${Math.round(sum(name))} ms`).join(', '));
if (process.env.COUNT_FILE) {
  mkdirSync(path.dirname(process.env.COUNT_FILE), { recursive: true });
  writeFileSync(process.env.COUNT_FILE, JSON.stringify({ passed, failed, skipped: left }));
}
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

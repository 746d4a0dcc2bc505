// npm run bench:directory [-- runs]: how fast the transfer picker is with 10,000 agents and 500 queues, beside a list
// written by hand for this alone. Exits 1 where the picker takes more than 1.3 times as long.
//
// Both stand in one page of a real Chromium, in turn, on the same directory: an object in the page that looks through all
// names at each question and answers in a task of its own, 25 a page. The list by hand shows the same rows, of the same
// looks, with the same words, icons and buttons; its rows are made once and filled anew, with no framework; it asks at
// each key, and does nothing else: no states, no languages, nothing that arrives late.
//
//   open to paint  from before the picker, or the list, is made until the first 25 agents and 25 queues are painted
//   key to paint   from a real key in the field (its event's time) until the rows that it leads to are painted; each key
//                  after a rest of 250 ms. Keys that follow faster wait for the rest by design, which is not measured.
//
// Painted: the first task after the frame that follows the change. Frames come as fast as they can (no waiting for a
// screen), or both would only show how often one is refreshed. Medians of all runs, after three that do not count.
import { createServer } from 'node:http';
import puppeteer from 'puppeteer-core';
import { bundle } from '../scripts/bundle.mjs';
import { ensureBrowser } from '../scripts/browser.mjs';

const LIMIT = 1.3;
const runs = Number(process.argv[2] ?? 15);
const warmUp = 3;
/** In each run. */
const opens = 6;
// Narrows and widens by a page full of other rows each time.
const keys = ['a', 'n', 'Backspace', 'Backspace', '4', '2', 'Backspace', 'Backspace'];

const { code } = await bundle({ entryPoints: ['bench/directory.page.ts'] });
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Directory</title><script type="module" src="/page.js"></script><body></body></html>`;
const server = createServer((request, response) => {
  const isScript = request.url === '/page.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'");
  response.end(isScript ? code : page);
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const { executablePath, args } = await ensureBrowser();
const browser = await puppeteer.launch({
  executablePath,
  args: [...args, '--disable-frame-rate-limit', '--disable-gpu-vsync'],
});
const times = { picker: { open: [], key: [] }, byHand: { open: [], key: [] } };
try {
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => {
    throw error;
  });
  await tab.setViewport({ width: 1280, height: 900 });
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.waitForFunction('globalThis.bench');
  const rest = () => new Promise((resolve) => setTimeout(resolve, 250));
  const close = () => tab.evaluate(() => globalThis.bench.close());
  const open = (which) => tab.evaluate((name) => globalThis.bench.open(name), which);
  for (let run = -warmUp; run < runs; run += 1) {
    // Who comes first in a run takes turns, too.
    const order = run % 2 ? ['picker', 'byHand'] : ['byHand', 'picker'];
    const keep = (which, what, value) => run >= 0 && times[which][what].push(value);
    for (let i = 0; i < opens; i += 1) {
      for (const which of order) {
        keep(which, 'open', await open(which));
        await close();
      }
    }
    for (const which of order) {
      await open(which);
      for (const key of keys) {
        await rest();
        await tab.evaluate((name) => globalThis.bench.expect(name), key);
        await tab.keyboard.press(key);
        keep(which, 'key', await tab.evaluate(() => globalThis.bench.painted));
      }
      await close();
    }
  }
} finally {
  await browser.close();
  server.close();
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
let over = 0;
for (const what of ['open', 'key']) {
  const [picker, byHand] = [times.picker, times.byHand].map((one) => median(one[what]));
  const ratio = picker / byHand;
  if (ratio > LIMIT) over += 1;
  console.log(
    `${what} to paint  picker ${picker.toFixed(1)} ms  by hand ${byHand.toFixed(1)} ms  ratio ${ratio.toFixed(2)}, at most ${LIMIT}${ratio > LIMIT ? '  OVER' : ''}  (${times.picker[what].length} each)`,
  );
}
process.exitCode = over ? 1 : 0;

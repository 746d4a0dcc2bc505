// npm test [-- --only=node|types|elements|stories|flows|engines] [part of a file's path ...]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { engines, ensureEngine } from './engines.mjs';
import { filesBelow } from './files.mjs';

const { values, positionals: parts } = parseArgs({
  options: { only: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const only = values.only?.flatMap((names) => names.split(','));

const isTest = (file) => file.endsWith('.test.ts');
const isBrowserTest = (file) => file.endsWith('.browser.test.ts');
const wanted = (file) => parts.length === 0 || parts.some((part) => file.includes(part));

const nodeFiles = () => [
  ...['contract', 'client', 'mock-server', 'adapters', 'examples', 'tests/proof']
    .flatMap(filesBelow)
    .filter((file) => isTest(file) && !isBrowserTest(file)),
  ...filesBelow('tests').filter((file) => isTest(file) && path.dirname(file) === 'tests'),
];
const elementFiles = () => [
  ...filesBelow('components').filter(isTest),
  ...['client', 'conformance', 'mock-server'].flatMap(filesBelow).filter(isBrowserTest),
];
const storyFiles = () => filesBelow('stories').filter((file) => file.endsWith('.stories.ts'));
const flowFiles = () => filesBelow('tests/flows').filter(isTest);

const scratch = mkdtempSync(path.join(tmpdir(), 'test-'));
let runs = 0;

/** `held`: what it says is printed when it has ended, so that two at a time do not speak across each other. */
/**
 * A server that was killed in a test can leave a process behind that keeps node's runner waiting: its count is its last
 * word. With exit 0, since the count tells what failed.
 */
function endWith(child, file, resolve) {
  const timer = setInterval(() => {
    const count = statSync(file, { throwIfNoEntry: false });
    if (!count?.size || Date.now() - count.mtimeMs < 10_000) return;
    child.kill('SIGKILL');
    resolve(0);
  }, 1000);
  child.on('close', () => clearInterval(timer));
}

function run(args, env = {}, held = false, counts = undefined) {
  return new Promise((resolve) => {
    const output = held ? 'pipe' : 'inherit';
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => said.push(text));
    if (counts) endWith(child, counts, resolve);
    child.on('error', () => resolve(1));
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}

/** What a runner wrote of itself. One that failed and does not say how counts as one failure. */
function counted(file, code) {
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = { ...counts, ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch {
    console.log('The runner ended without a result.');
    counts.failed = 1;
  }
  for (const note of counts.notes ?? []) console.log(note);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

async function inNode(files, flags = []) {
  const file = path.join(scratch, `${++runs}.json`);
  const reporters = ['spec', 'stdout', './scripts/count-node.mjs', file].map((value, i) =>
    i % 2 ? `--test-reporter-destination=${value}` : `--test-reporter=${value}`,
  );
  const args = ['--import', 'tsx', '--test', ...flags, ...reporters, ...files];
  return counted(file, await run(args, {}, false, file));
}

async function types() {
  const code = await run(['node_modules/typescript/bin/tsc', '-p', '.']);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** The suites of the elements hold them against what the manifest says. */
let manifest;
const analyzed = () =>
  (manifest ??= run([
    'node_modules/@custom-elements-manifest/analyzer/cem.js',
    'analyze',
    '--config',
    'custom-elements-manifest.config.mjs',
    '--quiet',
  ]));

async function inBrowser(files, engine) {
  await analyzed();
  const file = path.join(scratch, `${++runs}.json`);
  const env = { ELEMENT_TESTS: files.join(','), COUNT_FILE: file, ...(engine && { ENGINE: engine }) };
  const code = await run(['node_modules/@web/test-runner/dist/bin.js'], env, Boolean(engine));
  return counted(file, code);
}

const sum = (all) =>
  Object.fromEntries(
    ['passed', 'failed', 'skipped'].map((name) => [name, all.reduce((sum, one) => sum + one[name], 0)]),
  );

/** A service worker answers for every page of its origin, also of other tests: who has one is alone. */
async function elements(files) {
  const hasWorker = (file) => path.basename(file).startsWith('msw.');
  const groups = [files.filter((file) => !hasWorker(file)), files.filter(hasWorker)];
  const all = [];
  for (const group of groups.filter(({ length }) => length > 0)) all.push(await inBrowser(group));
  return sum(all);
}

/** Each engine has one window, which leaves time of the processor to the other. */
async function inEngines(files) {
  const one = async ([name, { title }]) => {
    const began = Date.now();
    ensureEngine(name);
    const counts = await inBrowser(files, name);
    const { passed, failed, skipped } = counts;
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(`${title}: ${passed} of ${passed + failed} passed, ${skipped} left out, ${seconds} s\n`);
    return counts;
  };
  return sum(await Promise.all(Object.entries(engines).map(one)));
}

/** What building says is long to read where it went well. */
function built() {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build:storybook'], { encoding: 'utf8' });
  if (status !== 0) console.log(stdout, stderr);
  return status === 0;
}

/** Every story, drawn from a build of its own, in every mode. */
async function stories(files) {
  if (!built()) return { passed: 0, failed: 1, skipped: 0 };
  const file = path.join(scratch, `${++runs}.json`);
  return counted(file, await run(['scripts/stories/run.mjs', ...files], { COUNT_FILE: file }));
}

/** The flows, and then which statements of the specification they have shown; one not shown is a failure. */
async function flows(files) {
  const file = path.join(scratch, 'statements');
  process.env.STATEMENTS_FILE = file;
  const counts = await inNode(files, ['--test-timeout=600000', '--test-concurrency=2']);
  const missing = await run(['--import', 'tsx', 'tests/flows/statements.ts', file]);
  // A part of the flows shows a part of the statements.
  if (parts.length === 0) counts[missing ? 'failed' : 'passed'] += 1;
  return counts;
}

const suites = [
  {
    name: 'node',
    title: 'Contract, client, simulator',
    files: nodeFiles,
    start: (files) => inNode(files, ['--test-timeout=240000']),
  },
  { name: 'types', title: 'Types', start: types },
  { name: 'elements', title: 'Elements', files: elementFiles, start: elements },
  { name: 'stories', title: 'Stories', files: storyFiles, start: stories },
  // Two files of flows at a time: each has a server and a browser of its own.
  {
    name: 'flows',
    title: 'Flows',
    files: flowFiles,
    start: flows,
  },
  {
    name: 'engines',
    title: 'Elements in Firefox and WebKit',
    files: () => filesBelow('components').filter(isTest),
    start: inEngines,
    isAsked: true,
  },
];

const unknown = only?.filter((name) => !suites.some((suite) => suite.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `No suite is called ${unknown.join(', ')}: there are ${suites.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const total = { passed: 0, failed: 0 };
const lines = [];
try {
  // Also where no suite needs it yet: its absence is told before the first minute is spent.
  process.env.CHROME_PATH = (await ensureBrowser()).executablePath;
  for (const { name, title, files, start, isAsked } of suites) {
    if (only ? !only.includes(name) : isAsked) continue;
    if (parts.length > 0 && !files) continue;
    const found = files?.().filter(wanted);
    if (parts.length > 0 && found.length === 0) continue;
    console.log(`\n== ${title}`);
    const began = Date.now();
    const counts = found?.length === 0 ? { passed: 0, failed: 0, skipped: 0 } : await start(found);
    if (counts.passed + counts.failed === 0) {
      console.log('No test was executed.');
      counts.failed = 1;
    }
    total.passed += counts.passed;
    total.failed += counts.failed;
    const left = counts.skipped ? `, ${counts.skipped} left out` : '';
    lines.push(
      `${title}: ${counts.passed} of ${counts.passed + counts.failed} passed${left}, ${Math.round((Date.now() - began) / 1000)} s`,
    );
  }
  if (lines.length === 0) {
    console.error('Nothing matches.');
    total.failed += 1;
  }
} catch (error) {
  console.error(error.message);
  total.failed += 1;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

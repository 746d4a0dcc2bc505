import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { secretIn, isInUse } from './node/serve.ts';
import { serveSimulator, stopOnSignals } from './node/simulator.ts';
import { scenarioNames } from './scenarios/index.ts';

/* The simulator as a command: docs/simulator.md. */

const help = `callback-simulator: a simulated contact centre on this machine's loopback addresses

  --port NUMBER          where it listens; by default a free port
  --scenario NAME        the situation to begin with; by default ${scenarioNames[0]}
  --seed NUMBER          makes names and luck; by default 1
  --data DIR             keeps its log there, and goes on from there when it is started again
  --control-token TOKEN  opens the control; by default one is made, and left in a file for its owner alone
  --help, --version

The situations: ${scenarioNames.join(', ')}.
When it is ready it prints one line of JSON: ready, url, namespace, and controlTokenFile where it made the token.`;

const namespace = 'main';

const fail = (code: 1 | 2, sentence: string): never => {
  console.error(sentence);
  process.exit(code);
};
const wrong = (sentence: string): never => fail(2, `${sentence} See --help.`);

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        scenario: { type: 'string', default: scenarioNames[0]! },
        seed: { type: 'string', default: '1' },
        data: { type: 'string' },
        'control-token': { type: 'string' },
        help: { type: 'boolean', default: false },
        version: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return wrong((error as Error).message.split(/[.\n]\s?/, 1)[0]!.replace(/\.?$/, '.'));
  }
};

const numberOf = (name: string, text: string, limit: number): number =>
  /^\d+$/.test(text) && Number(text) <= limit
    ? Number(text)
    : wrong(`--${name} takes a whole number from 0 to ${limit}.`);

const options = readOptions();
if (options.help) {
  console.log(help);
  process.exit(0);
}
if (options.version) {
  const about = readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8');
  console.log((JSON.parse(about) as { version: string }).version);
  process.exit(0);
}
const port = numberOf('port', options.port, 65_535);
const seed = numberOf('seed', options.seed, Number.MAX_SAFE_INTEGER);
const { scenario, data, 'control-token': given } = options;
if (!scenarioNames.some((name) => name === scenario)) wrong('--scenario takes the name of a situation.');
if (given !== undefined && !/^[\w.~+/-]{16,200}=*$/.test(given))
  wrong('--control-token takes 16 to 200 letters, digits and signs of a bearer token.');

/** Where there is no folder to keep things in, one for the token, as long as the process lives. */
const folder =
  data === undefined ? mkdtempSync(path.join(tmpdir(), 'callback-simulator-')) : path.resolve(data);
const tidy = () => {
  if (data === undefined) rmSync(folder, { recursive: true, force: true });
};
try {
  const token = given ?? secretIn(folder, 'control-token');
  const { url, namespaces, close } = await serveSimulator({
    port,
    directory: () => folder,
    keep: data !== undefined,
    control: { namespace, token },
  });
  namespaces.getOrCreate(namespace, { scenario, seed });
  stopOnSignals(async () => {
    await close();
    tidy();
  });
  const controlTokenFile = path.join(folder, 'control-token');
  console.log(
    JSON.stringify({ ready: true, url, namespace, ...(given === undefined && { controlTokenFile }) }),
  );
} catch (error) {
  tidy();
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (isInUse(error)) fail(1, `Port ${port} is in use.`);
  if (syscall === 'listen') fail(1, `Port ${port} cannot be had (${code}).`);
  if (code !== undefined) fail(1, `The folder of --data cannot be used (${code}).`);
  throw error;
}

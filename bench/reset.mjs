// npm run bench:reset [-- runs]: how long a reset takes: through the whole application, as a test or the demo asks for
// it, and the namespace alone, with its log in a file. Medians, of the clock and of the processor's time; exits 1 where
// the latter is over its limit: the former also tells what else the machine does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../mock-server/http/app.ts';
import { Namespaces } from '../mock-server/namespaces.ts';
import { LogFiles } from '../mock-server/node/logs.ts';
import { FakeHost } from '../mock-server/testing.ts';

/** In milliseconds. */
const LIMIT = 5;
const runs = Number(process.argv[2] ?? 100);
const warmUp = 20;
const hour = 60 * 60 * 1000;

const directory = mkdtempSync(path.join(tmpdir(), 'reset-'));
const namespaces = new Namespaces({ host: new FakeHost(), store: new LogFiles(directory) });
const app = createApp({ namespaces, secret: 'of a bench', demo: true });
const post = async (where, body, token) => {
  const response = await app.fetch(
    new Request(`http://localhost${where}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    }),
  );
  if (!response.ok) throw new Error(`${where}: ${await response.text()}`);
  return response.json();
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** Runs it once. In milliseconds. */
const timed = async (what) => {
  const [began, used] = [performance.now(), process.cpuUsage()];
  await what();
  const { user, system } = process.cpuUsage(used);
  return { clock: performance.now() - began, processor: (user + system) / 1000 };
};

const measure = async (what) => {
  const times = [];
  for (let run = -warmUp; run < runs; run += 1) {
    const time = await timed(what);
    if (run >= 0) times.push(time);
  }
  return {
    clock: median(times.map((one) => one.clock)),
    processor: median(times.map((one) => one.processor)),
  };
};

let over = 0;
const report = (what, { clock, processor }) => {
  if (processor > LIMIT) over += 1;
  console.log(
    `${what.padEnd(44)} ${clock.toFixed(2)} ms, processor ${processor.toFixed(2)} ms, at most ${LIMIT}${processor > LIMIT ? '  OVER' : ''}`,
  );
};

try {
  for (const scenario of ['agent-first-manual', 'big-directory', 'busy-day']) {
    const { ns, controlToken } = await post('/demo/session', { scenario });
    const centre = namespaces.get(ns);
    if (scenario === 'busy-day') {
      for (let i = 0; i < 8; i += 1) centre.moveClock({ advance: hour });
      const inputs = centre.lastInputs(1)[0].n;
      report(`busy-day, the first after 8 h, ${inputs} inputs`, await timed(() => centre.reset()));
    }
    report(`${scenario}, the namespace`, await measure(() => centre.reset()));
    report(`${scenario}, POST /control/reset`, await measure(() => post('/control/reset', {}, controlToken)));
  }
} finally {
  namespaces.dispose();
  rmSync(directory, { recursive: true });
}
process.exitCode = over ? 1 : 0;

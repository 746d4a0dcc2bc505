// npm run soak [-- --minutes 5] [--rate 60] [--seed 1]
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect, parseArgs } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { defaultPolicy, type PolicyChanges } from '../../contract/policy.ts';
import type { TaskState } from '../../contract/records.ts';
import { closedTaskStates } from '../../contract/transitions.ts';
import { Centre, Desk, launch, Server } from '../flows/desk.ts';
import { request } from './callbacks.ts';
import { Counter, type Census } from './census.ts';
import { Luck } from './luck.ts';
import { pause, Person } from './person.ts';
import { replay } from './replay.ts';

/*
 * A busy day of five hours at 60 times: three agents at windows, three who work by themselves, and callbacks that keep
 * coming. Then: is every callback in one place, did a window complain, is anything left in the windows?
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    rate: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const [minutes, rate, seed] = [values.minutes, values.rate, values.seed].map(Number) as [
  number,
  number,
  number,
];
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const { retention } = defaultPolicy.timers;

/** A hand takes a second, which is a minute of that day: what waits for a person waits as much longer. */
const policy: PolicyChanges = {
  timers: {
    offer: 4 * minute,
    transferOffer: 4 * minute,
    consult: 4 * minute,
    consultQueue: 4 * minute,
    blind: 4 * minute,
    waitingCall: 4 * minute,
    ring: minute,
    wrapUp: 8 * minute,
    moreTime: 4 * minute,
  },
};

/** For so long before the end nobody asks to be called back any more: a quarter, at most 75 minutes. */
const ending = Math.min(75 * minute, (minutes * minute * rate) / 4);
/**
 * What a window may hold more: what is lost with each callback comes to more than this. Browsers hold what had the focus
 * before a popover opened, gone or not, and a document for a date field.
 */
const spare: Partial<Record<keyof Census, number>> = { nodes: 100, attached: 8, listeners: 4, documents: 1 };

interface Control {
  readonly callbacks: readonly { readonly taskId: string; readonly state: TaskState }[];
}

const luck = new Luck(seed);
const faults: string[] = [];
const say = (text: string) => console.log(text);
const clock = (began: number) => `${((Date.now() - began) / minute).toFixed(1)} min`;

/** What a window holds more than before. */
const more = (before: Census, after: Census): string[] =>
  (Object.keys(after) as (keyof Census)[])
    .filter((what) => what !== 'templates')
    .filter((what) => after[what] > before[what] + (spare[what] ?? 0))
    .map((what) => `${what} ${before[what]} → ${after[what]}`);

class Window {
  constructor(
    readonly desk: Desk,
    readonly person: Person,
    private readonly counter: Counter,
  ) {}

  static async open(browser: Browser, server: Server, centre: Centre, agentId: string): Promise<Window> {
    // A device each: a browser may put windows of one device into one process, and counts by process.
    const desk = await Desk.at(await browser.createBrowserContext(), server, centre, agentId);
    desk.page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (response.status() >= 500) desk.complaints.push(`${response.status()} of ${pathname}`);
    });
    const counter = await Counter.in(desk.page);
    // The demo page lists the last 100 events: it is full from here on. And out of sight: of what is removed from a
    // closed drawer the browser keeps what it had laid out, until it has to lay it out again.
    await desk.page.evaluate(() => {
      document.querySelector<HTMLElement>('#events')!.hidden = true;
      for (let i = 0; i < 100; i += 1) dispatchEvent(new CustomEvent('callback-connection-changed'));
    });
    await desk.find('combobox', 'Workspace presence');
    return new Window(desk, new Person(agentId, desk, new Luck(luck.whole(1, 1e9))), counter);
  }

  /**
   * What the window holds with nothing on the screen: the agent is Away, nothing is open, nothing is announced.
   * Beside an earlier one, it waits a while until there is no more than then.
   */
  async census(before?: Census): Promise<Census> {
    const end = Date.now() + 2 * minute;
    this.person.start('leave');
    while (!this.person.isQuiet) {
      if (Date.now() > end) throw new Error(`${this.person.agentId} does not come to an end of work`);
      await pause(200);
    }
    await this.person.stop();
    // A closed page stays for 5 s, what is announced for 3 s, what was closed for ten minutes of the day.
    await pause(5 * second + retention / rate);
    let taken = await this.counter.take();
    // The browser lets go of some things late; what the page holds for good is there at every look.
    for (let tries = 0; tries < 15; tries += 1) {
      await pause(second);
      const last = taken;
      taken = await this.counter.take();
      if (before ? more(before, taken).length === 0 : JSON.stringify(taken) === JSON.stringify(last)) break;
    }
    return taken;
  }
}

/** Callbacks come, one in two to three minutes of the day, until there is enough to do. */
const keepCalling = (centre: Centre, until: number): { made: string[]; over: Promise<void> } => {
  const made: string[] = [];
  const run = async () => {
    while (Date.now() < until) {
      const { taskId } = (await centre.callback(request(luck))) as { taskId: string };
      made.push(taskId);
      await pause((luck.between(2, 3) * minute) / rate);
    }
  };
  return { made, over: run() };
};

/** All come to their end: what is left is handled, what nobody has expires. */
const finish = async (centre: Centre, windows: readonly Window[]): Promise<void> => {
  const left = async () => ((await centre.state()) as Control).callbacks;
  for (const { person } of windows) person.start('finish');
  const end = Date.now() + 30 * second;
  while (Date.now() < end && (await left()).length) await pause(second);
  for (const { person } of windows) person.start('leave');
  const over = Date.now() + minute;
  while (!windows.every(({ person }) => person.isQuiet) && Date.now() < over) await pause(200);
  for (const { person } of windows) await person.stop();
  // What was put off until tomorrow is due, and given up where nobody takes it.
  for (let hours = 0; hours < 40 && (await left()).length; hours += 1) await centre.advance(hour);
};

const check = (log: string, made: readonly string[]): string => {
  const { state, inputs, closings } = replay(log);
  const tasks = Object.values(state.tasks);
  const counts = new Map<string, number>();
  for (const { id, state: now } of tasks) {
    counts.set(now, (counts.get(now) ?? 0) + 1);
    const isClosed = closedTaskStates.includes(now);
    if (closings.get(id) !== (isClosed ? 1 : undefined))
      faults.push(`callback ${id} is ${now}, and was closed ${closings.get(id) ?? 0} times`);
    if (!isClosed && now !== 'scheduled' && now !== 'queued') faults.push(`callback ${id} is ${now}`);
  }
  for (const id of made) if (!state.tasks[id]) faults.push(`callback ${id} is not there`);
  const isOpen = (table: object) =>
    (Object.values(table) as { state?: string; endedAt?: unknown }[]).filter(
      (one) => one.endedAt === null || /^(open|draft|waiting|in_call|dialing)$/.test(one.state ?? ''),
    ).length;
  for (const table of ['offers', 'interactions', 'segments', 'calls'] as const) {
    const open = isOpen(state[table]);
    if (open) faults.push(`${open} ${table} have not ended`);
  }
  const calls = Object.keys(state.calls).length;
  say(
    `  ${inputs} inputs replayed, section 5 holds; ${calls} calls, ${Object.keys(state.offers).length} offers`,
  );
  say(`  ${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}`);
  return `${tasks.length} callbacks`;
};

const report = (windows: readonly Window[], censuses: readonly (readonly [Census, Census])[]): void => {
  for (const [i, { person, desk }] of windows.entries()) {
    const done = [...person.done].sort(([, a], [, b]) => b - a);
    const presses = done.reduce((sum, [, count]) => sum + count, 0);
    say(
      `${person.agentId}: ${presses} things done, ${person.missed} gone before; ${desk.sent.length} commands`,
    );
    say(`  ${done.map(([name, count]) => `${name} ${count}`).join(', ')}`);
    const census = censuses[i];
    if (!census) continue;
    const [before, after] = census;
    const line = (Object.keys(after) as (keyof Census)[]).map(
      (one) => `${one} ${before[one]} → ${after[one]}`,
    );
    say(`  after the first minute → at the end: ${line.join(', ')}`);
  }
};

const soak = async (): Promise<string> => {
  const began = Date.now();
  const server = await new Server().start();
  const browser = await launch();
  let centre: Centre | undefined;
  const windows: Window[] = [];
  const censuses: [Census, Census][] = [];
  let log = '';
  try {
    centre = await Centre.open(server, 'busy-day', policy);
    await centre.control('clock', { rate });
    for (const agentId of ['ana', 'ben', 'chi'])
      windows.push(await Window.open(browser, server, centre, agentId));
    const start = Date.now();
    const first = Math.min(minute, (minutes * minute) / 3);
    const length = minutes * minute;
    const calling = keepCalling(centre, start + length - ending / rate);
    calling.over.catch((error: unknown) => faults.push(`callbacks: ${inspect(error)}`));
    for (const { person } of windows) person.start('work');
    await pause(first);
    const before = await Promise.all(windows.map((one) => one.census()));
    say(`${clock(start)}: counted for the first time`);
    for (const { person } of windows) person.start('work');
    while (Date.now() < start + length) await pause(200);
    await calling.over;
    const after = await Promise.all(windows.map((one, i) => one.census(before[i])));
    say(`${clock(start)}: counted at the end`);
    for (const [i, { person }] of windows.entries()) {
      censuses.push([before[i]!, after[i]!]);
      faults.push(...more(before[i]!, after[i]!).map((one) => `${person.agentId}: ${one}`));
    }
    await finish(centre, windows);
    say(`${clock(start)}: all is finished`);
    log = await centre.log();
    for (const { person, desk } of windows)
      for (const one of desk.complaints) faults.push(`${person.agentId}'s window: ${one}`);
    report(windows, censuses);
    const all = check(log, calling.made);
    say(`  replayed after ${clock(began)}`);
    const [now] = censuses.map(([, one]) => one).slice(0, 1);
    return `${all}, all in one place; no console error; ${now?.listeners} listeners and ${(now?.timeouts ?? 0) + (now?.intervals ?? 0)} timers in ana's window, as after the first minute`;
  } catch (error) {
    faults.push(inspect(error));
    for (const { person, desk } of windows) {
      for (const one of desk.complaints) faults.push(`${person.agentId}'s window: ${one}`);
      if (person.misses.length) say(`${person.agentId} missed last: ${person.misses.join('; ')}`);
    }
    return '';
  } finally {
    await Promise.all(windows.map(({ person }) => person.stop()));
    if (faults.length) {
      log ||= (await centre?.log().catch(() => '')) ?? '';
      const file = path.join(mkdtempSync(path.join(tmpdir(), 'soak-')), 'log.jsonl');
      writeFileSync(file, log);
      writeFileSync(`${file}.faults.txt`, `seed ${seed}\n${faults.join('\n')}\n`);
      say(`The log is in ${file}`);
    }
    await browser.close();
    await server.dispose();
  }
};

say(`busy-day, ${minutes} min at ${rate} times, seed ${seed}`);
const summary = await soak();
for (const fault of faults) say(`FAULT ${fault}`);
say(faults.length ? `soak: failed, ${faults.length} faults, seed ${seed}` : `soak: ${summary}`);
process.exitCode = faults.length ? 1 : 0;

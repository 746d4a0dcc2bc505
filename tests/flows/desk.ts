import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type HTTPRequest, type Page } from 'puppeteer-core';
import {
  commandKeys,
  commandPath,
  commands,
  splitCommand,
  type CommandKey,
  type CommandPayloads,
} from '../../contract/commands.ts';
import type { CommandAnswer, Snapshot } from '../../contract/events.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import type { RecordKind, RecordTypes } from '../../contract/records.ts';
import { ensureBrowser } from '../../scripts/browser.mjs';

/** The demo server as its own process, so that it can be killed. */
export class Server {
  private child: ChildProcess | undefined;
  private readonly directory = mkdtempSync(path.join(tmpdir(), 'demo-'));
  url = '';
  private port = '0';

  async start(): Promise<this> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/serve.ts'], {
      env: { ...process.env, PORT: this.port, DATA_DIR: this.directory },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        const line = /http:\/\/localhost:\d+\//.exec(text.toString());
        if (line) resolve(line[0]);
      });
      child.on('exit', (code) => reject(new Error(`the demo server ended with ${code}`)));
    });
    this.port = new URL(this.url).port;
    return this;
  }

  /** At once, without a chance to write anything more. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** It stands still, and is not heard of. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async post<T>(where: string, body: unknown, token?: string): Promise<T> {
    const response = await fetch(new URL(where, this.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${where}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

interface DemoSession {
  readonly ns: string;
  readonly token: string;
  readonly controlToken: string;
}

/** One contact centre of its own, seen from behind. */
export class Centre {
  private constructor(
    private readonly server: Server,
    readonly ns: string,
    private readonly controlToken: string,
  ) {}

  static async open(server: Server, scenario: string, policy?: PolicyChanges): Promise<Centre> {
    const { ns, controlToken } = await server.post<DemoSession>('/demo/session', { scenario });
    const centre = new Centre(server, ns, controlToken);
    if (policy) await centre.control('load', { scenario, policy });
    return centre;
  }

  control(what: string, body: unknown): Promise<unknown> {
    return this.server.post(`/control/${what}`, body, this.controlToken);
  }

  advance(ms: number): Promise<unknown> {
    return this.control('clock', { advance: ms });
  }

  /** A request to be called back. */
  callback(request: object = {}): Promise<unknown> {
    return this.control('callback', request);
  }

  /** What the customer, or the party outside, of the one call does. */
  async customer(act: string, party: 'customer' | 'target' = 'customer', agent = 'ana'): Promise<void> {
    const { interactionId } = (await this.records('call', agent)).at(-1)!;
    await this.control('customer', { interactionId, act, party });
  }

  private async token(agent: string): Promise<string> {
    return (await this.server.post<DemoSession>('/demo/session', { ns: this.ns, agent })).token;
  }

  /** A command of an agent who has no window, on the last such thing that they see. */
  async do<C extends CommandKey>(agent: string, command: C, body: CommandPayloads[C]): Promise<void> {
    const [kind] = splitCommand(command);
    const all = await this.records(kind, agent);
    const subject = all.findLast((one) => !('state' in one) || one.state === 'open') ?? all.at(-1);
    if (!subject) throw new Error(`${agent} sees no ${kind}`);
    await this.command(agent, command, subject.id, body);
  }

  /** The same, on what is named; gives what became of it. */
  async command<C extends CommandKey>(
    agent: string,
    command: C,
    id: string,
    body: CommandPayloads[C],
  ): Promise<CommandAnswer['outcome']> {
    const where = commandPath(command, id);
    return (await this.server.post<CommandAnswer>(where, body, await this.token(agent))).outcome;
  }

  /** Everything that happened, as it can be replayed. */
  async log(): Promise<string> {
    const response = await fetch(new URL('/control/log', this.server.url), {
      headers: { authorization: `Bearer ${this.controlToken}` },
    });
    return response.text();
  }

  /** What the simulator's own panel shows. */
  async state(): Promise<unknown> {
    const response = await fetch(new URL('/control/state', this.server.url), {
      headers: { authorization: `Bearer ${this.controlToken}` },
    });
    return response.json();
  }

  /** What the agent may see now, as the server has it. */
  async records<K extends RecordKind>(kind: K, agent = 'ana'): Promise<RecordTypes[K][]> {
    const token = await this.token(agent);
    const response = await fetch(new URL('/api/session', this.server.url), {
      headers: { authorization: `Bearer ${token}` },
    });
    const { records } = (await response.json()) as Snapshot;
    return records.filter((one): one is RecordTypes[K] => one.kind === kind);
  }
}

const patience = 8000;

/** An event of an element, as the window hears it. */
export interface Heard {
  readonly type: string;
  readonly bubbles: boolean;
  readonly composed: boolean;
  readonly cancelable: boolean;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** Every command by the name of its event. */
export const requests: ReadonlyMap<string, CommandKey> = new Map(
  commandKeys.map((key) => [commands[key].event, key]),
);
/** What tells that something happened. */
export const facts = [
  ...['offered', 'opened', 'dialed', 'answered', 'transfer-ended', 'escalated', 'closed'],
  ...['session-expired', 'connection-changed'],
].map((name) => `callback-${name}`);

/** Where windows open: those of a device share what is kept on it. */
type Device = Pick<Browser, 'newPage'>;

/** An agent's window: found by role and label, used as a person would. */
export class Desk {
  /** The paths of all commands that this window sent. */
  readonly sent: string[] = [];
  /** What the page heard of the elements, in its order. */
  readonly heard: Heard[] = [];
  /** What the page complained about. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {}

  static async open(browser: Device, url: string): Promise<Desk> {
    const page = await browser.newPage({ type: 'window' });
    await page.setViewport({ width: 1366, height: 900 });
    // Several windows at once, each believing that it is in front.
    const devtools = await page.createCDPSession();
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    // The compiler of the tests names functions by a helper, which a page does not have.
    await page.evaluateOnNewDocument('globalThis.__name = (made) => made');
    const desk = new Desk(page);
    await page.exposeFunction('__heard', (one: Heard) => void desk.heard.push(one));
    await page.evaluateOnNewDocument(
      (names: string[]) => {
        for (const name of names)
          addEventListener(
            name,
            (event) => {
              const { type, bubbles, composed, cancelable, detail } = event as CustomEvent<object | null>;
              // Where a host's own data is in it, the clone is what it is structured-cloneable for.
              const { __heard: tell } = globalThis as unknown as { __heard: (one: object) => void };
              tell({ type, bubbles, composed, cancelable, detail: structuredClone(detail) });
            },
            true,
          );
      },
      [...requests.keys(), ...facts],
    );
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'POST' && pathname.startsWith('/api/')) desk.sent.push(pathname);
    });
    page.on('pageerror', (error) => desk.complaints.push(String(error)));
    page.on('console', (message) => {
      // A lost connection is the browser's to report, and part of some flows.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
        desk.complaints.push(message.text());
      }
    });
    await page.goto(url);
    return desk;
  }

  static at(browser: Device, server: Server, centre: Centre, agent = 'ana'): Promise<Desk> {
    return Desk.open(browser, `${server.url}?ns=${centre.ns}&agent=${agent}`);
  }

  async find(role: string, name: string): Promise<ElementHandle> {
    let found: ElementHandle | undefined;
    await this.until(`there is a ${role} “${name}”`, async () => {
      found = await this.#visible(role, name);
      return found !== undefined;
    });
    return found!;
  }

  async has(role: string, name: string): Promise<boolean> {
    return (await this.#visible(role, name)) !== undefined;
  }

  async #visible(role: string, name: string): Promise<ElementHandle | undefined> {
    for (const one of await this.page.$$(`::-p-aria([name="${name}"][role="${role}"])`))
      if (await one.isVisible()) return one;
    return undefined;
  }

  /** Waits until it is there and can be used, then presses it. */
  async press(name: string, role = 'button'): Promise<void> {
    await this.enabled(name, role);
    await (await this.find(role, name)).click();
  }

  async enabled(name: string, role = 'button'): Promise<void> {
    await this.until(`${name} is enabled`, async () => (await this.disabled(name, role)) === false);
  }

  /** How all controls of a name stand; what cannot be seen is not there. */
  async states(name: string, role = 'button'): Promise<('enabled' | 'disabled')[]> {
    const states: ('enabled' | 'disabled')[] = [];
    for (const element of await this.page.$$(`::-p-aria([name="${name}"][role="${role}"])`)) {
      if (!(await element.isVisible())) continue;
      const isDisabled = await element.evaluate(
        (one) => one.getAttribute('aria-disabled') === 'true' || one.matches(':disabled'),
      );
      states.push(isDisabled ? 'disabled' : 'enabled');
    }
    return states;
  }

  /** What counts on the screen, as it reads now. */
  async timers(): Promise<string[]> {
    const found: string[] = [];
    for (const one of await this.page.$$('::-p-aria([role="timer"])')) {
      if (await one.isVisible())
        found.push(await one.evaluate((element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? ''));
    }
    return found;
  }

  async counts(words: string): Promise<boolean> {
    return (await this.timers()).some((text) => text.includes(words));
  }

  /** Why it is disabled, or what else is said of it. */
  async description(name: string, role = 'button'): Promise<string | null> {
    const element = await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    return element?.evaluate((one) => one.getAttribute('aria-description')) ?? null;
  }

  /** Null: it is not there. */
  async disabled(name: string, role = 'button'): Promise<boolean | null> {
    const element = await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`);
    return (
      element?.evaluate((one) => one.getAttribute('aria-disabled') === 'true' || one.matches(':disabled')) ??
      null
    );
  }

  /** Waits for words on the screen. */
  see(text: string): Promise<void> {
    return this.until(`“${text}” is on the screen`, () => this.sees(text));
  }

  async sees(text: string): Promise<boolean> {
    const found = await this.page.$$(`::-p-text(${text})`);
    for (const one of found) if (await one.isVisible()) return true;
    return false;
  }

  async gone(text: string): Promise<void> {
    await this.until(`“${text}” is gone`, async () => !(await this.sees(text)));
  }

  async type(name: string, text: string): Promise<void> {
    await (await this.find('textbox', name)).type(text);
  }

  /** What the list says that is chosen. */
  async chosen(name: string): Promise<string> {
    return (await this.find('combobox', name)).evaluate(
      (one) => (one as HTMLSelectElement).selectedOptions[0]?.text.trim() ?? '',
    );
  }

  /** What can be chosen from a list, in its order. */
  async options(name: string): Promise<string[]> {
    return (await this.find('combobox', name)).evaluate((one) =>
      [...(one as HTMLSelectElement).options].map(({ text }) => text.trim()),
    );
  }

  /** Keeps what is sent to such an address on its way, until it is released. */
  async hold(address: RegExp): Promise<{ came: () => Promise<void>; release: () => Promise<void> }> {
    const held: HTTPRequest[] = [];
    let isHeld = true;
    const listen = (request: HTTPRequest) => {
      if (isHeld && address.test(request.url())) held.push(request);
      else void request.continue();
    };
    await this.page.setRequestInterception(true);
    this.page.on('request', listen);
    return {
      came: () => this.until(`${address} is on its way`, async () => held.length > 0),
      release: async () => {
        isHeld = false;
        for (const request of held) await request.continue();
        this.page.off('request', listen);
        await this.page.setRequestInterception(false);
      },
    };
  }

  async value(name: string, role = 'textbox'): Promise<string> {
    return (await this.find(role, name)).evaluate((one) => (one as HTMLInputElement).value);
  }

  /** Chooses by what the option says. */
  async choose(name: string, label: string): Promise<void> {
    const select = await this.find('combobox', name);
    await select.evaluate((one, words) => {
      const list = one as HTMLSelectElement;
      list.value = [...list.options].find((option) => option.text.includes(words))!.value;
      list.dispatchEvent(new Event('input', { bubbles: true }));
      list.dispatchEvent(new Event('change', { bubbles: true }));
    }, label);
  }

  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + patience;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`${what}: not so after ${patience} ms`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** The name of what has the focus, through shadow roots. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
    });
  }
}

export const launch = async (): Promise<Browser> => puppeteer.launch(await ensureBrowser());

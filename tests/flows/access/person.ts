import assert from 'node:assert/strict';
import type { CDPSession, KeyInput } from 'puppeteer-core';
import type { Desk } from '../desk.ts';
import { listen } from './listener.ts';
import type { Said } from './listener.ts';

/** What has the focus, as the browser's accessibility tree says it. */
export interface Focus {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly value: string;
  readonly states: readonly string[];
}

/** One line of a script for people: what to press, or what happens, and what is then heard. */
export interface Step {
  readonly press: string;
  readonly heard: string[];
}

/** A task of the specification, as it was done. */
export interface Task {
  readonly title: string;
  readonly steps: Step[];
}

/** Times differ from run to run: all are five past two, on the third of December. */
const steady = (text: string) =>
  text
    .replace(
      /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:(?:[A-Z][a-z]{2} \d{1,2}, )(?:\d{4}, )?)?\d\d:\d\d\b/g,
      '14:05',
    )
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d\b/g, 'December 3, 14:05')
    .replace(/GMT[+-]\d+/g, 'GMT')
    .replace(/[\u2066-\u2069\u200e\u200f]/g, '');

/** Where the browser's word is its own. */
const roleWords: Readonly<Record<string, string>> = {
  combobox: 'list',
  DateTime: 'date and time',
  DisclosureTriangle: 'disclosure',
  searchbox: 'search field',
  textbox: 'text field',
  menuitem: 'menu item',
};

const phrase = ({ role, name, description, value, states }: Focus) =>
  steady([name, roleWords[role] ?? role, ...states, value, description].filter(Boolean).join(', '));

const stateWords: Readonly<Record<string, (value: unknown) => string>> = {
  disabled: (on) => (on ? 'unavailable' : ''),
  expanded: (on) => (on ? 'expanded' : 'collapsed'),
  hasPopup: (kind) => (kind === 'menu' ? 'opens a menu' : ''),
  checked: (on) => (on === 'true' ? 'checked' : 'not checked'),
  invalid: (kind) => (kind === 'false' ? '' : 'invalid'),
  readonly: (on) => (on ? 'read only' : ''),
  busy: (on) => (on ? 'busy' : ''),
};

/**
 * Somebody who has a keyboard and hears: presses keys, asks what has the focus, listens to what is said. No pointer, and
 * no way to move the focus but the keys'.
 */
export class Person {
  readonly tasks: Task[] = [];
  #heard: Said[] = [];

  private constructor(
    readonly desk: Desk,
    private readonly devtools: CDPSession,
  ) {}

  /** Sits down at a window that is open already; it is loaded again, so that all is heard from the start. */
  static async at(desk: Desk): Promise<Person> {
    const { page } = desk;
    const devtools = await page.createCDPSession();
    await page.evaluateOnNewDocument(listen);
    await page.reload();
    return new Person(desk, devtools);
  }

  /** Begins a task; what follows is its steps. */
  task(title: string): void {
    this.tasks.push({ title, steps: [] });
  }

  #step(press: string) {
    this.tasks.at(-1)?.steps.push({ press, heard: [] });
  }

  #note(...heard: string[]) {
    this.tasks
      .at(-1)
      ?.steps.at(-1)
      ?.heard.push(...heard.map(steady));
  }

  async #send(key: string): Promise<void> {
    const keys = key.split('+') as KeyInput[];
    const { keyboard } = this.desk.page;
    const held = keys.slice(0, -1);
    for (const one of held) await keyboard.down(one);
    await keyboard.press(keys.at(-1)!);
    for (const one of held) await keyboard.up(one);
  }

  /** Presses keys, one after the other; several at once are joined by `+`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#step(`**${key === ' ' ? 'Space' : key}**`);
      await this.#send(key);
    }
  }

  async type(text: string): Promise<void> {
    // A date is another every day.
    this.#step(`Type “${text.replace(/^\d{8}(?=\d{4}[AP]M$)/, '12032026')}”`);
    await this.desk.page.keyboard.type(text);
  }

  /** Something that nobody does here. */
  async when(what: string, happens: () => Promise<unknown>): Promise<void> {
    this.#step(`*${what}*`);
    await happens();
  }

  async focus(): Promise<Focus> {
    const { result } = await this.devtools.send('Runtime.evaluate', {
      expression: 'listener.focused()',
      objectGroup: 'focus',
    });
    const { nodes } = await this.devtools.send('Accessibility.getPartialAXTree', {
      ...(result.objectId && { objectId: result.objectId }),
      fetchRelatives: false,
    });
    void this.devtools.send('Runtime.releaseObjectGroup', { objectGroup: 'focus' });
    const [node] = nodes;
    const text = (value?: { value?: string }) => (value?.value ?? '').trim();
    const role = text(node?.role);
    return {
      role,
      name: text(node?.name),
      description: text(node?.description),
      value: text(node?.value),
      states: (node?.properties ?? [])
        // A list of the browser's own is always one that opens.
        .filter(({ name }) => !(role === 'combobox' && /^(expanded|hasPopup)$/.test(name)))
        .map(({ name, value }) => stateWords[name]?.(value.value) ?? '')
        .filter(Boolean),
    };
  }

  /** Waits until this has the focus, by itself. */
  async on(name: string, role = 'button'): Promise<Focus> {
    let focus: Focus | undefined;
    await this.desk
      .until(`${role} “${name}” has the focus`, async () => {
        // While the page is left for another, nothing has it.
        focus = await this.focus().catch(() => undefined);
        if (!focus || steady(focus.name) !== name || focus.role !== role) return false;
        // What is on its way is soon another.
        return !focus.states.includes('busy');
      })
      .catch(() => assert.fail(`The focus is on ${focus && phrase(focus)}, and not on ${name}, ${role}`));
    this.#note(phrase(focus!));
    return focus!;
  }

  /** Presses a key until this has the focus. */
  async until(key: string, name: string, role = 'button'): Promise<Focus> {
    const passed: string[] = [];
    for (let i = 0; i < 120; i += 1) {
      const focus = await this.focus();
      if (focus.name === name && focus.role === role) {
        this.#step(`${key} to **${name}**`);
        this.#note(phrase(focus));
        return focus;
      }
      passed.push(phrase(focus));
      await this.#send(key);
    }
    return assert.fail(`${key} does not lead to ${name}, ${role}:\n${[...new Set(passed)].join('\n')}`);
  }

  /** Waits until it can be used, and goes there by Tab. */
  async to(name: string, role = 'button'): Promise<Focus> {
    await this.desk.enabled(name, role);
    return this.until('Tab', name, role);
  }

  /** Backwards. */
  async back(name: string, role = 'button'): Promise<Focus> {
    await this.desk.enabled(name, role);
    return this.until('Shift+Tab', name, role);
  }

  /** Goes there, and presses Enter. */
  async use(name: string, role = 'button'): Promise<void> {
    await this.to(name, role);
    await this.press('Enter');
  }

  /** Exactly this was said since the last time, in this order. */
  async hears(...texts: readonly string[]): Promise<void> {
    await this.desk
      .until('all is said', async () => {
        this.#heard.push(...(await this.desk.page.evaluate(() => window.listener.take())));
        return this.#heard.length >= texts.length;
      })
      .catch(() => {}); // the comparison tells more
    const heard = this.#heard.map(({ text }) => text);
    this.#heard = [];
    assert.deepEqual(heard.map(steady), texts);
    this.#note(...texts.map((text) => `“${text}”`));
    await this.holds();
  }

  /** Until what was said is a while ago: somebody who presses as fast as a test is told the same only once. */
  async rests(): Promise<void> {
    await this.desk.until('nothing is said', () =>
      this.desk.page.evaluate(() => window.listener.silence > 1000),
    );
  }

  /** The focus was never lost. */
  async holds(): Promise<void> {
    assert.deepEqual(await this.desk.page.evaluate(() => window.listener.lost), [], 'the focus was lost');
  }
}

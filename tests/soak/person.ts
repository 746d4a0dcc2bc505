import type { SerializedAXNode } from 'puppeteer-core';
import type { Desk } from '../flows/desk.ts';
import type { Luck } from './luck.ts';

/* An agent at a window, who finds things by role and label and presses what comes to hand. */

/** `work`: everything, now and then. `finish`: what brings callbacks to their end. `leave`: takes nothing new. */
export type Mood = 'work' | 'finish' | 'leave';

/** A control on the screen. */
interface Seen {
  readonly node: SerializedAXNode;
  readonly role: string;
  readonly name: string;
}

/** The list of what is open at once: its buttons bear the names of customers. */
const others = 'Open callbacks';

interface Habit {
  readonly role: string;
  readonly name: RegExp;
  /** How much more than others it is done; by mood, never where it is absent. */
  readonly weight: Partial<Record<Mood, number>>;
  readonly how?: 'press' | 'notes' | 'reason' | 'choose' | 'time';
}

const button = (name: RegExp, work: number, finish = 0, leave = 0): Habit => ({
  role: 'button',
  name,
  weight: { work, finish, leave },
});
const item = (name: RegExp, work: number): Habit => ({ ...button(name, work), role: 'menuitem' });

const habits: readonly Habit[] = [
  // The inbox
  button(/^Accept$/, 12, 20),
  button(/^Reject$/, 1.2, 0, 10),
  button(/^Dismiss$/, 2, 2, 10),
  // The callback
  button(/^Call number$/, 6, 4),
  button(/^Retry call$/, 4),
  button(/^Try later$/, 1.5),
  item(/^In \d+ /, 4),
  item(/^Tomorrow at /, 0.5),
  button(/^Close callback$/, 0.7, 4, 6),
  button(/^Transfer callback$/, 0.7),
  button(/^Transfer to /, 1.5),
  button(/^Cancel callback transfer$/, 0.4, 6, 6),
  button(/^Call anyway$/, 4),
  { role: 'textbox', name: /^Reason to call anyway$/, weight: { work: 4 }, how: 'reason' },
  button(/^Cancel$/, 0.7, 6, 6),
  { role: 'combobox', name: /^Callback number$/, weight: { work: 0.4 }, how: 'choose' },
  // The call
  button(/^(Mute|Unmute|Hold|Record)$/, 0.6),
  button(/^(Resume|Pause recording|Resume recording|Stop recording)$/, 1.2, 0.2),
  button(/^(Escalate|Leave call)$/, 0.25),
  button(/^More$/, 0.5),
  item(/^(Wrong number|Escalate|Leave call|Record|Pause recording|Stop recording|Open wrap-up)$/, 1.5),
  item(/^Dialpad$/, 1.5),
  button(/^Dialpad$/, 0.3),
  button(/^[0-9*#]$/, 0.2),
  button(/^Transfer$/, 0.8),
  button(/^Transfer options for /, 0.6),
  item(/^Consult$/, 4),
  item(/^Blind$/, 2),
  button(/^Merge calls$/, 2),
  button(/^Leave & transfer$/, 1.5, 0, 0),
  button(/^End consult$/, 1, 6, 6),
  button(/^Close$/, 0.8, 4, 8),
  button(/^Show more$/, 0.2),
  button(/^End call$/, 2.5, 6, 8),
  // The wrap-up
  { role: 'textbox', name: /^Notes$/, weight: { work: 1.5, finish: 0.5 }, how: 'notes' },
  { role: 'combobox', name: /^Reason$/, weight: { work: 0.5, finish: 0.2 }, how: 'choose' },
  button(/^Save$/, 0.4),
  button(/^More time$/, 0.4),
  button(/^Submit & close$/, 4, 8, 10),
  button(/^Finish wrap-up$/, 2, 4, 4),
  button(/^Close page$/, 1, 2, 4),
  button(/^Use this text$/, 0.5),
  button(/^Add as late note$/, 0.7),
  button(/^Copy$/, 0.2),
  // Once more, to be sure.
  button(/^Discard$/, 0.7, 2, 10),
  // Several at once, and the lists
  { role: 'button', name: /^$/, weight: { work: 0.7, finish: 3, leave: 3 } },
  button(/^(Callbacks|Open wrap-up)$/, 0.15),
  button(/^Back to the callback$/, 2, 4, 4),
  button(/^Open interaction$/, 2, 4, 4),
  button(/^Open$/, 0.5, 4, 4),
  button(/^More for /, 0.15),
  item(/^(Reschedule|Cancel callback|Schedule callback)$/, 2),
  button(/^Yes, cancel it$/, 1.5),
  button(/^No$/, 1.5, 8, 8),
  button(/^Schedule callback$/, 0.7),
  button(/^Reschedule$/, 0.5),
  { role: '', name: /^Date and time$/, weight: { work: 0.7 }, how: 'time' },
  { role: 'combobox', name: /^(Customer|Number|In whose time)$/, weight: { work: 0.7 }, how: 'choose' },
  button(/^Back$/, 0.7, 2, 2),
  button(/^Change$/, 0.15),
  button(/^Save reason$/, 2),
  // Presence
  button(/^Match to /, 3, 8),
  button(/^Sign out$/, 0.03),
  item(/^Sign out of /, 2),
  button(/^Sign in to /, 4, 8, 8),
  // Trouble
  button(/^Try again$/, 2, 4, 4),
];

const isPresence = ({ role, name }: Seen): boolean => role === 'combobox' && name === 'Workspace presence';

const notes = [
  'Both receipts seen. ',
  'Will call back. ',
  '<i>markup</i> & "quotes" ',
  'مرحبا ',
  'Long winded. '.repeat(10),
];

/** What stays on the screen and means that there is still something to do. */
const business =
  /^(Accept|Reject|Dismiss|Call number|Retry call|Close callback|Cancel callback transfer|End call|Leave call|End consult|Submit & close|Finish wrap-up|Close page|Discard|Keep|Close|Cancel|Open|No|Save reason|Back|Back to the callback)$|^Sign in to /;

const within = async <T>(ms: number, what: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
  });
  what.catch(() => {});
  return Promise.race([what, late]).finally(() => clearTimeout(timer));
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class Person {
  /** How often each thing was done. */
  readonly done = new Map<string, number>();
  /** How often something was gone before it could be pressed. */
  missed = 0;
  /** Why, the last few times. */
  readonly misses: string[] = [];
  mood: Mood = 'work';
  #stopped = true;
  #running: Promise<void> = Promise.resolve();
  /** For how many looks there was nothing to do. */
  #idle = 0;

  constructor(
    readonly agentId: string,
    readonly desk: Desk,
    private readonly luck: Luck,
  ) {}

  start(mood: Mood): void {
    this.mood = mood;
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Whether the screen was empty of work at the last looks. */
  get isQuiet(): boolean {
    return this.mood === 'leave' && this.#idle >= 3;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const began = Date.now();
      // What was there may be gone: a press that comes too late is part of the day.
      await within(15_000, this.#act()).catch((error: unknown) => {
        this.missed += 1;
        this.misses.push(String(error).split('\n')[0]!);
        if (this.misses.length > 20) this.misses.shift();
      });
      const pace = this.mood === 'work' ? this.luck.between(700, 1500) : this.luck.between(250, 500);
      await pause(Math.max(pace - (Date.now() - began), 100));
    }
  }

  async #look(): Promise<Seen[]> {
    const root = await this.desk.page.accessibility.snapshot();
    const all: Seen[] = [];
    const visit = (node: SerializedAXNode, isOther: boolean): void => {
      const { role, name = '' } = node;
      all.push({ node, role, name: isOther && role === 'button' ? '' : name });
      for (const child of node.children ?? []) visit(child, isOther || (role === 'list' && name === others));
    };
    if (root) visit(root, false);
    return all;
  }

  async #act(): Promise<void> {
    const { luck, mood } = this;
    const screen = await this.#look();
    const presence = screen.find(isPresence)?.node;
    if (!presence) return;
    const busy = screen.some(({ role, name }) => role === 'button' && (name === '' || business.test(name)));
    this.#idle = busy ? 0 : this.#idle + 1;
    if (mood === 'leave') {
      if (presence.value !== 'Away' && !presence.disabled) {
        this.#idle = 0;
        if (!screen.some(({ name }) => name.startsWith('Next:'))) return this.#presence('Away');
      }
    } else if (
      presence.value !== 'Available' &&
      !presence.disabled &&
      (this.#idle > 2 || luck.happens(0.3))
    ) {
      return this.#presence('Available');
    } else if (mood === 'work' && luck.happens(0.015)) return this.#presence('Away');
    const choices = screen.flatMap((seen) => {
      if (seen.node.disabled) return [];
      const { role, name } = seen;
      const habit = habits.find((one) => (one.role || role) === role && one.name.test(name));
      const weight = habit?.weight[mood] ?? 0;
      return habit && weight > 0 ? [{ seen, habit, weight }] : [];
    });
    // Not everything that could be done is done.
    const choice = luck.weighed([...choices, { weight: mood === 'work' ? 0.5 : 0, seen: null, habit: null }]);
    if (choice?.habit) await this.#do(choice.habit, choice.seen);
  }

  async #do({ how = 'press' }: Habit, seen: Seen): Promise<void> {
    const { page } = this.desk;
    const handle = await seen.node.elementHandle();
    if (!handle) throw new Error(`${seen.name} is gone`);
    try {
      if (how === 'press') await handle.click();
      else if (how === 'choose') {
        await handle.evaluate((one, luck) => {
          const list = one as HTMLSelectElement;
          list.selectedIndex = Math.floor(luck * list.options.length);
          list.dispatchEvent(new Event('input', { bubbles: true }));
          list.dispatchEvent(new Event('change', { bubbles: true }));
        }, this.luck.next());
      } else if (how === 'time') {
        await handle.evaluate(
          (one, later) => {
            const field = one as HTMLInputElement;
            const at = new Date(Date.now() + later);
            field.value = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));
          },
          this.luck.between(-1, 30) * 60 * 60_000,
        );
      } else {
        await handle.focus();
        await page.keyboard.type(how === 'notes' ? this.luck.any(notes) : 'They asked for it.');
      }
    } finally {
      // What is held from here would not leave the memory of the page.
      await handle.dispose().catch(() => {});
    }
    this.#count(
      seen.name
        .replace(/^$/, 'another callback')
        .replace(/ (to|for|of) .*$|^(In|Tomorrow) .*$|^[0-9*#]$/, ' …'),
    );
  }

  async #presence(name: string): Promise<void> {
    const handle = await (await this.#look()).find(isPresence)?.node.elementHandle();
    if (!handle) throw new Error('there is no presence');
    try {
      await handle.evaluate((one, label) => {
        const list = one as HTMLSelectElement;
        list.value = [...list.options].find(({ text }) => text.trim() === label)!.value;
        list.dispatchEvent(new Event('input', { bubbles: true }));
        list.dispatchEvent(new Event('change', { bubbles: true }));
      }, name);
    } finally {
      await handle.dispose().catch(() => {});
    }
    this.#count(name);
  }

  #count(name: string): void {
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }
}

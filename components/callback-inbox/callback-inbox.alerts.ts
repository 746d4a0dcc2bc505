// Loaded where the host sets `sound`, `title-badge` or `notify`; an inbox without them pays nothing.
import type { OfferRecord } from '../../contract/records.ts';
import { later } from '../shared/clock.ts';
import { localized } from '../shared/locale.ts';
import { strings } from './callback-inbox.alerts.strings.ts';

/** What the host wants the agent to be told by. */
export interface Wanted {
  readonly sound: boolean;
  readonly titleBadge: boolean;
  readonly notify: boolean;
}

/** What the inboxes of a page have in common, so that nothing is told twice; of several copies of the kit, too. */
interface Page {
  audio: AudioContext | undefined;
  isRinging: boolean;
  /** The open offers that stand in the title, by inbox. */
  readonly counted: Map<object, readonly string[]>;
  /** There while the title has a badge. */
  observer: MutationObserver | undefined;
  /** Titles as they were written here, and the host's own of each. */
  readonly written: Map<string, string>;
  /** What was told of which offer, as long as it is open. */
  readonly told: Set<string>;
}
const key = Symbol.for('callback-kit/1 alerts');
const page: Page = ((document as unknown as Record<symbol, Page | undefined>)[key] ??= {
  audio: undefined,
  isRinging: false,
  counted: new Map(),
  observer: undefined,
  written: new Map(),
  told: new Set(),
});

const ignored = () => {};

/** The page's sound. Browsers give it after the first gesture only, and complain about a page that tries before. */
const audio = (): AudioContext | undefined => {
  if (!page.audio && navigator.userActivation?.hasBeenActive) {
    try {
      const made = (page.audio = new AudioContext());
      // Some want to be started within a gesture; between two tones the device rests.
      made.resume().then(() => (page.isRinging ? undefined : made.suspend()), ignored);
    } catch {
      // A device without sound.
    }
  }
  return page.audio;
};

/** Two soft notes, half a second. */
const play = (sound: AudioContext): Promise<unknown> =>
  new Promise((ended) => {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    const first = sound.currentTime + 0.05;
    const second = first + 0.16;
    const end = second + 0.34;
    tone.frequency.setValueAtTime(587.33, first); // D5
    tone.frequency.setValueAtTime(880, second); // A5
    volume.gain.setValueAtTime(0, sound.currentTime);
    for (const [from, to] of [
      [first, second],
      [second, end],
    ] as const) {
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(0.12, from + 0.02);
      volume.gain.linearRampToValueAtTime(0, to);
    }
    tone.connect(volume).connect(sound.destination);
    tone.onended = ended;
    tone.start(first);
    tone.stop(end);
  });

/** What comes while a tone sounds has it in common. */
const ring = async (): Promise<void> => {
  const sound = audio();
  if (!sound || page.isRinging) return;
  page.isRinging = true;
  try {
    await sound.resume();
    await play(sound);
  } finally {
    page.isRinging = false;
    sound.suspend().catch(ignored);
  }
};

const writeTitle = (element: HTMLTitleElement, text: string) => {
  const { firstChild } = element;
  // A framework that keeps the text node goes on writing there.
  if (firstChild instanceof Text && !firstChild.nextSibling) firstChild.data = text;
  else element.text = text;
};

/** Puts the number of open offers before the host's title, whatever that becomes meanwhile; without one, takes it away. */
const badgeTitle = (): void => {
  const count = new Set([...page.counted.values()].flat()).size;
  const { observer, written } = page;
  if (!count && !observer) return;
  const element =
    document.head.querySelector('title') ?? document.head.appendChild(document.createElement('title'));
  const { text } = element;
  // Who read the title while the badge was there may put that back.
  const own = written.get(text) ?? text;
  const shown = count ? `(${count}) ${own}` : own;
  if (count) {
    written.delete(shown);
    written.set(shown, own);
    if (written.size > 100) written.delete([...written.keys()][0]!);
  }
  if (text !== shown) writeTitle(element, shown);
  if (!count) {
    observer!.disconnect();
    page.observer = undefined;
  } else if (!observer) {
    // In a while: who insists on another title is not fought without a pause.
    page.observer = new MutationObserver(() => later(badgeTitle, 100));
    page.observer.observe(document.head, { childList: true, characterData: true, subtree: true });
  }
};

/** What one inbox tells beside the page. */
export class Alerts {
  /** Whose offers they are; undefined: of none is anything known yet. */
  #scope: string | undefined;
  #known: ReadonlySet<string> = new Set();
  readonly #notifications = new Map<string, Notification>();

  #gesture = () => {
    if (audio()) this.#await(false);
  };

  #await(gesture: boolean) {
    for (const type of ['pointerup', 'keydown'])
      document[gesture ? 'addEventListener' : 'removeEventListener'](type, this.#gesture, true);
  }

  /**
   * Takes what is offered now, and tells what is new since the last time.
   * @param scope Whose offers these are; with the first ones of a scope nothing is told. Null: they are not known yet.
   */
  update(wanted: Wanted, language: string, scope: string | null, offers: readonly OfferRecord[]): void {
    this.#await(wanted.sound && !page.audio);
    const idOf = ({ id }: OfferRecord) => `${scope} ${id}`;
    const open = offers.filter(({ state }) => state === 'open');
    const ids = new Set(open.map(idOf));
    page.counted.set(this, wanted.titleBadge ? [...ids] : []);
    badgeTitle();
    for (const id of this.#known) if (!ids.has(id)) this.#forget(id);
    for (const id of this.#notifications.keys()) if (!wanted.notify) this.#close(id);
    if (scope === null) return;
    const news = scope === this.#scope ? open.filter((offer) => !this.#known.has(idOf(offer))) : [];
    this.#scope = scope;
    this.#known = ids;
    for (const offer of news) {
      const id = idOf(offer);
      if (wanted.sound && this.#tell('sound', id)) ring().catch(ignored);
      if (wanted.notify && document.hidden && this.#tell('notify', id)) this.#notify(offer, id, language);
    }
  }

  /** Takes everything back. */
  stop(): void {
    this.#await(false);
    page.counted.delete(this);
    badgeTitle();
    for (const id of this.#known) this.#forget(id);
    this.#scope = undefined;
  }

  /** Whether no other inbox of the page told it. */
  #tell(way: string, id: string): boolean {
    const isNew = !page.told.has(way + id);
    page.told.add(way + id);
    return isNew;
  }

  #forget(id: string) {
    for (const way of ['sound', 'notify']) page.told.delete(way + id);
    this.#close(id);
  }

  #close(id: string) {
    this.#notifications.get(id)?.close();
    this.#notifications.delete(id);
  }

  /**
   * Kind and queue, nobody's name: a notification stands over a locked screen, stays in the system's list, and is seen by
   * who stands near.
   */
  #notify({ badge, queueName }: OfferRecord, id: string, lang: string) {
    if (globalThis.Notification?.permission !== 'granted') return;
    const s = localized(lang, strings);
    const kind = badge?.kind;
    try {
      const made = new Notification(
        s[kind === 'customer_waiting' || kind === 'consult' ? kind : 'callback'],
        {
          body: queueName,
          lang,
          dir: 'auto',
          tag: `callback-kit ${id}`, // one for all windows
        },
      );
      made.onclick = () => {
        window.focus();
        made.close();
      };
      this.#notifications.set(id, made);
    } catch {
      // Some browsers let service workers only.
    }
  }
}

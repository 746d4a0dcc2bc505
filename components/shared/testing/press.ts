import { rootsOf } from './styles.ts';

/** An event, and what it was dispatched on. */
export interface Heard {
  readonly target: EventTarget;
  readonly event: Event;
}

/** Tells of every event that is dispatched, whether it bubbles or not, while something is done. */
export const fire = async (hear: (heard: Heard) => void, work: () => Promise<unknown>): Promise<void> => {
  const { prototype } = EventTarget;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the target it was called on
  const original = prototype.dispatchEvent;
  prototype.dispatchEvent = function (event) {
    hear({ target: this, event });
    return original.call(this, event);
  };
  try {
    await work();
  } finally {
    prototype.dispatchEvent = original;
  }
};

/** Whether an event that is dispatched here can be heard at an element with this tag. */
export const tell = (target: EventTarget, tag: string): boolean => {
  for (let node = target as Node | null; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null)
    if ((node as Element).localName === tag) return true;
  return false;
};

type Control = HTMLButtonElement | HTMLSelectElement | HTMLInputElement | HTMLTextAreaElement;

/** What can be pressed or written into; a search would take away what was found. */
const controlsIn = (element: Element, isPublic: (tag: string) => boolean): Control[] =>
  rootsOf(element, isPublic).flatMap((root) => [
    ...root.querySelectorAll<Control>('button, select, input:not([type=search]), textarea'),
  ]);

const written: Partial<Record<string, string>> = {
  tel: '+12025550143',
  'datetime-local': '2099-11-26T10:00',
  date: '2099-11-26',
  time: '10:00',
};

const use = (control: Control): void => {
  if (control instanceof HTMLButtonElement) return control.click();
  if (control instanceof HTMLSelectElement) {
    const other = [...control.options].find(({ value, disabled }) => value !== control.value && !disabled);
    if (!other) return;
    control.value = other.value;
  } else control.value = written[control.type] ?? 'Words';
  control.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
};

const isButton = (control: Control) => control instanceof HTMLButtonElement;

/**
 * Writes into, chooses in, and presses all that is there: what a press brings at once, fields first. Twice, the second
 * time from the end, since what one press closes is not there for the next. What public elements in it have is theirs.
 */
export const pressAll = async (
  element: Element,
  isPublic: (tag: string) => boolean,
  enough: () => boolean,
): Promise<void> => {
  for (const isBackwards of [false, true]) {
    const known = new Set<Control>();
    const waiting: Control[] = [];
    // What makes all its controls anew at each press would never end.
    for (let presses = 0; presses < 25 && !enough(); presses += 1) {
      const brought = controlsIn(element, isPublic).filter((one) => !known.has(one));
      for (const one of brought) known.add(one);
      const buttons = brought.filter(isButton);
      // The last is next.
      waiting.push(
        ...(isBackwards ? buttons : buttons.reverse()),
        ...brought.filter((one) => !isButton(one)),
      );
      const next = waiting.pop();
      if (!next) break;
      if (!next.isConnected) continue;
      use(next);
      // Until what the press changed is drawn, also in what it contains.
      for (let i = 0; i < 2; i += 1) await new Promise((drawn) => setTimeout(drawn));
    }
  }
};

/** An event, and what it was dispatched on. */
export interface Heard {
  readonly target: EventTarget;
  readonly event: Event;
}

/** Tells of every event that is dispatched, whether it bubbles or not, while something is done. */
export const fire = async (hear: (heard: Heard) => void, work: () => Promise<unknown>): Promise<void> => {
  const { prototype } = EventTarget;
  // eslint-disable-next-line @typescript-eslint/unbound-method
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

/** What can be pressed or written into, in the element first, then in what it contains. */
const controlsIn = (element: Element): Control[] => {
  const { shadowRoot } = element;
  if (!shadowRoot) return [];
  return [
    ...shadowRoot.querySelectorAll<Control>('button, select, input, textarea'),
    ...[...shadowRoot.querySelectorAll('*')].flatMap(controlsIn),
  ];
};

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

/** Writes into, chooses in, and presses everything once, also what comes of it. */
export const pressAll = async (element: Element, enough: () => boolean): Promise<void> => {
  const used = new Set<Control>();
  for (;;) {
    // What is written into comes before what sends it.
    const controls = controlsIn(element).filter((one) => !used.has(one));
    const next = controls.find((one) => !(one instanceof HTMLButtonElement)) ?? controls[0];
    if (!next || enough()) return;
    used.add(next);
    use(next);
    // Until what the press changed is drawn.
    await new Promise((drawn) => setTimeout(drawn));
    await (element as { updateComplete?: Promise<unknown> }).updateComplete;
  }
};

import type { StoreHandle } from '../../../client/handle.ts';

/** How many selections of the store an element has open. */
export interface Selections {
  /** After it was attached and detached 50 times. */
  readonly left: number;
  /** While it is attached. */
  readonly once: number;
  /** After one more leaving and coming back. */
  readonly again: number;
}

/** Attaches and detaches an element 50 times, half of them before it could draw; it is attached at the end. */
export const attachOften = async (
  element: HTMLElement,
  store: StoreHandle,
  settle: () => Promise<unknown>,
): Promise<Selections> => {
  const place = element.parentElement!;
  let open = 0;
  const select = store.select.bind(store) as (...args: unknown[]) => () => void;
  store.select = (...args: unknown[]) => {
    const stop = select(...args);
    open += 1;
    return () => {
      open -= 1;
      stop();
    };
  };
  element.remove();
  for (let i = 0; i < 50; i += 1) {
    place.append(element);
    if (i % 2) await settle();
    element.remove();
  }
  const left = open;
  place.append(element);
  const once = open;
  element.remove();
  place.append(element);
  return { left, once, again: open };
};

import { waitFor } from 'storybook/test';
import type { SimulatorStage } from './stage.ts';

/** Every element below, those in shadow trees included. */
export function* below(root: ParentNode): Generator<HTMLElement> {
  for (const one of root.querySelectorAll<HTMLElement>('*')) {
    yield one;
    if (one.shadowRoot) yield* below(one.shadowRoot);
  }
}

/** Until it does not throw. What it says when it throws is enough: without the whole page. */
const until = <T>(look: () => T): Promise<T> =>
  waitFor(look, { interval: 20, timeout: 5000, onTimeout: (error) => error });

const isShown = (one: HTMLElement) => one.checkVisibility({ visibilityProperty: true });

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** By its label, all of its text, or a part of it: an item of a menu also says what it does. */
const isCalled = (one: HTMLElement, name: string): boolean =>
  [
    one.ariaLabel ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.textContent,
    ...[...one.children].map(({ textContent }) => textContent),
  ].some((text) => plain(text) === name);

/** Finds controls and words as a person does, by what the screen shows; waits until they are there. */
export const acts = (root: ParentNode) => {
  const find = (name: string, kinds: string): Promise<HTMLElement> =>
    until(() => {
      const found = [...below(root)].filter(
        (one) => one.matches(kinds) && isShown(one) && isCalled(one, name),
      );
      const one = found.find(({ ariaDisabled }) => ariaDisabled !== 'true');
      if (!one) throw new Error(found.length ? `${name} is disabled` : `There is no ${name}`);
      return one;
    });
  return {
    /** Presses a button, or an item of a menu. */
    press: async (name: string): Promise<void> => {
      (await find(name, 'button, [role=menuitem], [role=option]')).click();
    },
    /** Chooses in a drop-down by the words of the option. */
    choose: async (name: string, option: string): Promise<void> => {
      const select = (await find(name, 'select')) as HTMLSelectElement;
      select.selectedIndex = [...select.options].findIndex(({ text }) => text === option);
      if (select.selectedIndex < 0) throw new Error(`${name} has no ${option}`);
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    /** Writes into a field. */
    write: async (name: string, text: string): Promise<void> => {
      const field = (await find(name, 'input, textarea')) as HTMLTextAreaElement;
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    },
    /** Waits until the words are on the screen. */
    see: async (words: string): Promise<void> => {
      await until(() => {
        const seen = [...below(root)].some((one) => isShown(one) && plain(one.textContent).includes(words));
        if (!seen) throw new Error(`Nothing says ${words}`);
      });
    },
  };
};

/** The same on a stage, whose simulator has answered before an act is over. */
export const actsOn = (stage: SimulatorStage) => {
  const { press, see, ...others } = acts(stage);
  return {
    ...others,
    see,
    press: async (...names: string[]): Promise<void> => {
      for (const name of names) {
        await press(name);
        await stage.settled();
      }
    },
    /** Lets seconds pass. */
    pass: (seconds: number) => stage.move({ advance: seconds * 1000 }),
  };
};

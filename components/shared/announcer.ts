import { adoptStyles, css } from 'lit';
import { later } from './clock.ts';

const hidden = css`
  :host {
    position: fixed;
    inset-block-start: 0;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

const key = Symbol.for('callback-kit/announcer');

interface Regions {
  readonly polite: HTMLElement;
  readonly assertive: HTMLElement;
}

// Kept on the document: a second copy of the kit speaks through the same two.
const regions = (): Regions => {
  const place = document as Document & { [key]?: Regions };
  if (!place[key]?.polite.isConnected) {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    adoptStyles(root, [hidden]);
    const region = (level: string) => {
      const element = document.createElement('div');
      element.ariaLive = level;
      root.append(element);
      return element;
    };
    place[key] = { polite: region('polite'), assertive: region('assertive') };
    document.body.append(host);
  }
  return place[key];
};

const pending = new Set<string>();

/** Says something once to people who listen to the page. Text only. */
export const announce = (text: string, level: keyof Regions = 'polite'): void => {
  if (pending.has(text)) return;
  pending.add(text);
  const region = regions()[level];
  const line = document.createElement('p');
  line.textContent = text;
  // A region speaks what is added to it, not what it came with.
  later(() => region.append(line), 100);
  later(() => {
    line.remove();
    pending.delete(text);
  }, 3000);
};

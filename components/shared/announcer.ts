import { adoptStyles, css } from 'lit';
import { later } from './clock.ts';

const hidden = css`
  :host {
    position: fixed;
    clip-path: inset(50%);
  }
`;

/** A live region of the document; every copy of the kit finds the same. */
const region = (level: string): ShadowRoot => {
  const id = `cbk-${level}`;
  let host = document.getElementById(id);
  if (!host) {
    host = document.createElement('div');
    host.id = id;
    host.ariaLive = level;
    adoptStyles(host.attachShadow({ mode: 'open' }), [hidden]);
    document.body.append(host);
  }
  return host.shadowRoot!;
};

const said = new Set<string>();

/** Says something once to people who listen to the page. Text only. */
export const announce = (text: string, level: 'polite' | 'assertive' = 'polite'): void => {
  if (said.has(text)) return;
  said.add(text);
  const root = region(level);
  const line = document.createElement('p');
  line.textContent = text;
  // A region speaks what is added to it, not what it came with.
  later(() => root.append(line), 100);
  later(() => {
    line.remove();
    said.delete(text);
  }, 3000);
};

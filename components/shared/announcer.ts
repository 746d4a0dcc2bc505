import { adoptStyles, css } from 'lit';
import { later } from './clock.ts';

const hidden = css`
  :host {
    position: fixed;
    clip-path: inset(50%);
  }
`;

// The two live regions of the document, found by every copy of the kit.
const regions = (): ShadowRoot => {
  const id = 'cbk-announcer';
  let host = document.getElementById(id);
  if (!host) {
    host = document.createElement('div');
    host.id = id;
    const root = host.attachShadow({ mode: 'open' });
    adoptStyles(root, [hidden]);
    for (const level of ['polite', 'assertive']) {
      const region = document.createElement('div');
      region.ariaLive = region.className = level;
      root.append(region);
    }
    document.body.append(host);
  }
  return host.shadowRoot!;
};

const said = new Set<string>();

/** Says something once to people who listen to the page. Text only. */
export const announce = (text: string, level: 'polite' | 'assertive' = 'polite'): void => {
  if (said.has(text)) return;
  said.add(text);
  const region = regions().querySelector(`.${level}`);
  const line = document.createElement('p');
  line.textContent = text;
  // A region speaks what is added to it, not what it came with.
  later(() => region?.append(line), 100);
  later(() => {
    line.remove();
    said.delete(text);
  }, 3000);
};

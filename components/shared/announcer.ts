import { adoptStyles, css } from 'lit';
import { later } from './clock.ts';

// prettier-ignore
const hidden = css`:host{position:fixed;clip-path:inset(50%)}`;

const said = new Set<string>();

/** Says something to people who listen to the page; once where several elements say it. Text only. */
export const announce = (text: string): void => {
  if (said.has(text)) return;
  said.add(text);
  // One live region of the document; every copy of the kit finds the same.
  let host = document.getElementById('cbk-polite');
  if (!host) {
    document.body.append((host = document.createElement('div')));
    host.id = 'cbk-polite';
    host.ariaLive = 'polite';
    adoptStyles(host.attachShadow({ mode: 'open' }), [hidden]);
  }
  const root = host.shadowRoot!;
  const line = document.createElement('p');
  line.textContent = text;
  // A region speaks what is added to it, not what it came with.
  later(() => root.append(line), 100);
  // Long enough for another element to hear of the same, and no longer: muted, unmuted, muted are three.
  later(() => said.delete(text), 1000);
  later(() => line.remove(), 3000);
};

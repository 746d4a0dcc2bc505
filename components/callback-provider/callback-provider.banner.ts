// What is said while there is no connection. Apart from the element, which every page pays for, and loaded early: while
// there is one.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { button } from '../shared/templates/button.ts';
import { icon, offline } from '../shared/templates/icon.ts';
import type { strings } from './callback-provider.strings.ts';

export { strings } from './callback-provider.strings.ts';

export const draw = (
  state: 'reconnecting' | 'expired',
  s: typeof strings,
  tryAgain: string,
  retry: () => void,
): TemplateResult =>
  html`<div class="banner" part="banner">
    ${icon(offline)}
    <div class="words">
      <b>${s[state]}</b>
      <div class="small">${s[`${state}More`]}</div>
    </div>
    ${state === 'expired' ? button({ label: tryAgain, press: retry }) : nothing}
  </div>`;

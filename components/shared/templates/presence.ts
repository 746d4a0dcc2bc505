import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { PresenceStatus } from '../../../contract/records.ts';

// A shape for each, so that colour is never alone: full, barred, half, empty.
const dots = {
  __proto__: null, // a status from outside may be named like a method
  available: svg`<circle cx="10" cy="10" r="5.5" stroke="none" />`,
  busy: svg`<path fill-rule="evenodd" stroke="none" d="M10 4.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM6.75 9h6.5v2h-6.5z" />`,
  away: svg`<g fill="none" stroke-width="1.5" stroke-linecap="round"><circle cx="10" cy="10" r="4.75" /><path d="M10 7.5V10l1.75 1.25" /></g>`,
  offline: svg`<circle cx="10" cy="10" r="4.75" fill="none" stroke-width="1.5" />`,
} as unknown as Record<PresenceStatus, TemplateResult>;

/** A presence as a shape, for styles/presence.ts. Decoration: its word stands beside it. */
export const dot = (status: PresenceStatus): TemplateResult =>
  html`<svg class="dot ${status}" viewBox="0 0 20 20" aria-hidden="true">
    ${dots[status] ?? dots.offline}
  </svg>`;

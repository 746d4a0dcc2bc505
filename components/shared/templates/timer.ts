import { html } from 'lit';
import type { TemplateResult } from 'lit';

/**
 * A ring that empties, with digits inside where given. An arc of no radius is not drawn at all.
 * @param fraction How much is left, 0 to 1.
 * @param look `small`, `accept`, `warn`, `off`; several by spaces.
 */
export const ring = (fraction: number, text = '', look = ''): TemplateResult =>
  html`<span class="ring ${look.replace(/\S+/g, 'ring--$&')}">
    <svg viewBox="0 0 44 44" aria-hidden="true">
      <circle class="track" cx="22" cy="22" r="20" />
      <circle
        cx="22"
        cy="22"
        r=${fraction && 20}
        pathLength="100"
        stroke-dasharray="${fraction * 100} 100"
      /></svg
    ><span>${text}</span>
  </span>`;

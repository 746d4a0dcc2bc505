import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Control } from '../element.ts';
import { icon, info } from './icon.ts';

export interface ButtonOptions {
  readonly label: string;
  /** A path of templates/icon.ts. */
  readonly icon?: string;
  /** By spaces: `fill accept`, `reject`; of styles/more.ts `fill end`, `fill accent`, `quiet`, `compact`. */
  readonly look?: string;
  /** How its command stands; without one the button is always enabled. */
  readonly control?: Control;
  /** Shows the icon only; the label stays its name. */
  readonly iconOnly?: boolean;
  readonly press: (event: Event) => unknown;
}

/** An aria state that is there or not: most of them mean something else when they say `false`. */
export const flag = (on = false) => (on || nothing) as unknown as 'true';

/**
 * A button that asks. Disabled means `aria-disabled` with the reason as its description: it keeps the focus and
 * says why. Nothing where its control is not visible.
 */
export const button = ({
  label,
  control,
  iconOnly,
  look = '',
  icon: path,
  press,
}: ButtonOptions): TemplateResult | typeof nothing =>
  control?.visible === false
    ? nothing
    : html`<button
        type="button"
        class="btn ${look.replace(/\S+/g, 'btn--$&')} ${iconOnly ? 'btn--icon' : ''}"
        aria-label=${iconOnly ? label : nothing}
        aria-disabled=${flag(control?.disabled)}
        aria-busy=${flag(control?.busy)}
        aria-description=${control?.reason || nothing}
        @click=${control?.disabled ? null : press}
      >
        ${path ? icon(path) : nothing}${iconOnly ? nothing : label}
      </button>`;

/** One line under a group with the reasons of what is disabled in it, each once. */
export const why = (...controls: readonly Control[]): TemplateResult | typeof nothing => {
  const reasons = new Set(controls.map(({ visible, reason }) => visible && reason));
  const text = [...reasons].filter(Boolean).join(' ');
  return text ? html`<p class="why">${icon(info)}<span>${text}</span></p>` : nothing;
};

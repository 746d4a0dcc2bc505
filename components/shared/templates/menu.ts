import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Control } from '../element.ts';
import { flag } from './button.ts';
import { dots, icon } from './icon.ts';

export interface MenuItem {
  /** Unique in the menu; also its id. */
  readonly name: string;
  readonly label: string;
  /** A path of templates/icon.ts. */
  readonly icon: string;
  readonly control: Control;
  readonly press: () => unknown;
}

const itemsOf = ({ currentTarget }: Event) =>
  [...(currentTarget as Element).querySelectorAll<HTMLElement>('[role]')] as const;

const opened = (event: ToggleEvent) => {
  if (event.newState === 'open') itemsOf(event)[0]!.focus();
};

const moved = (event: KeyboardEvent) => {
  const items = itemsOf(event);
  const at = items.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === 'Tab') (event.currentTarget as HTMLElement).hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)!.focus();
};

/**
 * Three dots and the menu that they open; looks in styles/menu.ts. The browser opens it above all else, closes it
 * (Escape, a press elsewhere) and gives the focus back. An item that is disabled says why, and stays.
 * @param id Unique in the shadow root.
 */
export const menu = (id: string, label: string, items: readonly MenuItem[]): TemplateResult =>
  html`<button
      type="button"
      class="btn btn--icon btn--compact btn--quiet dots"
      popovertarget=${id}
      aria-haspopup="menu"
      aria-label=${label}
    >
      ${icon(dots)}
    </button>
    <div id=${id} role="menu" popover aria-label=${label} @toggle=${opened} @keydown=${moved}>
      ${repeat(
        items,
        ({ name }) => name,
        ({ name, label: text, icon: path, control, press }) =>
          html`<button
            type="button"
            id=${name}
            class="btn btn--quiet"
            role="menuitem"
            tabindex="-1"
            aria-disabled=${flag(control.disabled)}
            aria-busy=${flag(control.busy)}
            aria-describedby=${control.reason ? `${name}-why` : nothing}
            @click=${(event: Event) => {
              if (control.disabled) return;
              (event.currentTarget as Element).closest<HTMLElement>('[popover]')!.hidePopover();
              press();
            }}
          >
            ${icon(path)}<span>${text}</span>${
              control.reason
                ? html`<span class="small muted" id="${name}-why" aria-hidden="true">${control.reason}</span>`
                : nothing
            }
          </button>`,
      )}
    </div>`;

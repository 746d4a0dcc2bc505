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
  /** What it does, under its label; where it is disabled, the reason stands there. */
  readonly detail?: string;
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

// Browsers look for the focus in the page itself, not in its shadow roots.
const closing = ({ currentTarget, newState }: ToggleEvent) => {
  const list = currentTarget as HTMLElement;
  if (newState === 'closed' && list.matches(':focus-within'))
    (list.previousElementSibling as HTMLElement).focus();
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
 * Three dots and the menu that they open; looks in styles/menu.ts. The browser opens it above all else, and closes it
 * (Escape, a press elsewhere); the focus goes back. An item that is disabled says why, and stays.
 * @param id Unique in the shadow root.
 * @param dotsControl How the three dots themselves stand; while they are disabled the menu stays shut.
 */
export const menu = (
  id: string,
  label: string,
  items: readonly MenuItem[],
  dotsControl?: Control,
): TemplateResult =>
  html`<button
      type="button"
      class="btn btn--icon btn--compact btn--quiet dots"
      popovertarget=${dotsControl?.disabled ? nothing : id}
      aria-haspopup="menu"
      aria-label=${label}
      aria-disabled=${flag(dotsControl?.disabled)}
      aria-description=${dotsControl?.reason || nothing}
    >
      ${icon(dots)}
    </button>
    <div
      id=${id}
      role="menu"
      popover
      aria-label=${label}
      @beforetoggle=${closing}
      @toggle=${opened}
      @keydown=${moved}
    >
      ${repeat(
        items,
        ({ name }) => name,
        ({ name, label: text, icon: path, control, press, detail = '' }) =>
          html`<button
            type="button"
            id=${name}
            class="btn btn--quiet"
            role="menuitem"
            tabindex="-1"
            aria-disabled=${flag(control.disabled)}
            aria-busy=${flag(control.busy)}
            aria-describedby=${control.reason || detail ? `${name}-why` : nothing}
            @click=${(event: Event) => {
              if (control.disabled) return;
              (event.currentTarget as Element).closest<HTMLElement>('[popover]')!.hidePopover();
              press();
            }}
          >
            ${icon(path)}<span>${text}</span>${
              control.reason || detail
                ? html`<span class="small muted" id="${name}-why" aria-hidden="true"
                    >${control.reason || detail}</span
                  >`
                : nothing
            }
          </button>`,
      )}
    </div>`;

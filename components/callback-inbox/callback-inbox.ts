import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OfferRecord } from '../../contract/records.ts';
import { CallbackElement } from '../shared/element.ts';
import { icon, inbox } from '../shared/templates/icon.ts';
import { strings } from './callback-inbox.strings.ts';
import { styles } from './callback-inbox.styles.ts';

const none: readonly OfferRecord[] = [];

/** What is shown: open offers, and those that ended without the agent while the provider still shows them. */
const shown = ({ state }: OfferRecord) => state !== 'accepted' && state !== 'rejected';

/** The callbacks that wait for the agent, the newest first. Each is an `awa-inbox-card`, which asks. */
export class CallbackInbox extends CallbackElement {
  static override readonly tag = 'callback-inbox';
  static override styles = [CallbackElement.styles, styles];
  static override properties = { offers: { attribute: false } };

  /** The offers, where no provider gives them; in any order. */
  offers: readonly OfferRecord[] | null = null;

  #selected = this.select((store) => store.all('offer'));
  #since = this.select((store) => {
    const presence = store.get('agent', store.agentId ?? '')?.presence;
    const settings = store.get('settings', 'settings');
    const available = (['workspace', 'contact_centre'] as const).every(
      (side) =>
        presence?.[side].signedIn &&
        settings?.presences[side].find(({ id }) => id === presence[side].presenceId)?.status === 'available',
    );
    return presence && available
      ? [presence.workspace.since, presence.contact_centre.since].sort().pop()
      : undefined;
  });
  #focused: { readonly element: Element; readonly at: number } | null = null;

  get #cards(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('li')];
  }

  protected override update(changed: PropertyValues): void {
    const element = (this.renderRoot as ShadowRoot).activeElement;
    this.#focused = element && { element, at: this.#cards.findIndex((card) => card.contains(element)) };
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The card that had the focus left: on to the next one, or to the heading.
    if (!this.#focused || this.#focused.element.isConnected) return;
    const next = this.#cards[this.#focused.at] ?? this.#cards.at(-1);
    (next ?? this.renderRoot.querySelector<HTMLElement>('h2'))?.focus();
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const offers = (this.offers ?? this.#selected() ?? none)
      .filter(shown)
      .sort((a, b) => (a.offeredAt < b.offeredAt ? 1 : -1));
    const open = offers.filter(({ state }) => state === 'open').length;
    const since = this.#since();
    return html`<section aria-labelledby="heading">
      <div class="head">
        <h2 id="heading" tabindex="-1">${s.heading}</h2>
        ${open ? html`<span class="chip num">${open}</span>` : nothing}
      </div>
      ${
        offers.length
          ? html`<ul>
              ${repeat(
                offers,
                ({ id }) => id,
                (offer) => html`<li tabindex="-1"><awa-inbox-card .offer=${offer}></awa-inbox-card></li>`,
              )}
            </ul>`
          : html`<div class="card empty">
              ${icon(inbox)}<b>${s.empty}</b>
              ${since ? html`<span class="small muted num">${s.available(this.time(since))}</span>` : nothing}
            </div>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-inbox': CallbackInbox;
  }
}

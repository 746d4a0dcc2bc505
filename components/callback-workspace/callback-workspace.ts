import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { announce } from '../shared/announcer.ts';
import { CallbackElement } from '../shared/element.ts';
import { InteractionElement, openInteraction } from '../shared/interaction-element.ts';
import { icon, inbox, info, page, phone } from '../shared/templates/icon.ts';
import type { WrapUpModal } from '../wrap-up-modal/wrap-up-modal.ts';
import { strings } from './callback-workspace.strings.ts';
import { styles } from './callback-workspace.styles.ts';

/** The first letters of the first and the last word. */
const initials = (name: string): string => {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 32))
    .join('');
};

/**
 * The whole page of an agent, made of the other elements: for demos, and as the example to copy. Goes below a
 * `callback-provider`. The host decides which interaction is open (`interaction-id`) and keeps it in its URL;
 * without one the open interaction is shown in which the agent has a part. A wrap-up that is left of another one stays
 * in sight, and **Open wrap-up** leads to it. Source: the Configurable Workspace's interaction page.
 *
 * @slot empty - What to offer when nothing is open.
 */
export class CallbackWorkspace extends InteractionElement {
  static override readonly tag = 'callback-workspace';
  static override styles = [CallbackElement.styles, styles];
  static override properties = { modalWrapUp: { type: Boolean, attribute: 'modal-wrap-up' } };

  /** Shows an open wrap-up as a modal dialog; see `modal` of `wrap-up-modal`. */
  modalWrapUp = false;

  #agent = this.select((store) => store.agentId && store.get('agent', store.agentId));
  #any = this.select((store) => openInteraction(store));
  #ready = this.select((store) => store.namespace !== null);
  #offers = this.select((store) => store.all('offer').filter((one) => one.state === 'open').length);
  #shown: string | undefined;

  protected override willUpdate(): void {
    const interaction = this.current;
    if (interaction && interaction.id !== this.#shown && interaction.state !== 'closed') {
      announce(this.localized(strings).opened(interaction.customerName));
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const id = this.current?.id;
    if (id === this.#shown) return;
    this.#shown = id;
    // The work goes on where the callback opened, unless the agent is at work elsewhere.
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    const idle = document.activeElement === document.body || focused?.localName === 'callback-inbox';
    if (idle) this.#section('open').focus();
  }

  #section(name: string): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>(`.${name}`)!;
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const agent = this.#agent();
    return html`<header>
        <h1>${icon(phone)}${s.heading}</h1>
        <callback-presence></callback-presence>
        ${agent ? html`<span class="me" role="img" title=${agent.name} aria-label=${s.signedInAs(agent.name)}>${initials(agent.name)}</span>` : nothing}
      </header>
      <main @call-open-wrap-up=${this.#restore}>
        ${this.current ? this.#open(this.current.id, s) : this.#empty(s)}
        <div class="inbox" tabindex="-1"><callback-inbox></callback-inbox></div>
      </main>
      <nav aria-label=${s.sections}>
        ${this.current ? [this.#tab(s.callback, phone, 'open'), this.#tab(s.context, info, 'context'), this.#tab(s.wrapUp, page, 'wrap-up')] : nothing}
        ${this.#tab(s.inbox, inbox, 'inbox', this.#offers())}
      </nav>`;
  }

  #open(id: string, s: typeof strings) {
    return html`<section class="open" aria-label=${s.callback} tabindex="-1">
      <div class="column">
        <callback-actions .interactionId=${id}></callback-actions>
        <callback-active-call .interactionId=${id}></callback-active-call>
      </div>
      <div class="column">
        <div class="context" tabindex="-1">
          <callback-context-card .interactionId=${id}></callback-context-card>
        </div>
        <div class="wrap-up" tabindex="-1">
          <wrap-up-modal .interactionId=${id} .modal=${this.modalWrapUp}></wrap-up-modal>
        </div>
      </div>
    </section>`;
  }

  #restore = () => {
    void this.renderRoot.querySelector<WrapUpModal>('wrap-up-modal')?.restore();
  };

  #empty(s: typeof strings) {
    if (!this.#ready()) return html`<section class="open empty" tabindex="-1"></section>`;
    const gone = this.interactionId !== null;
    return html`<section class="open empty" aria-label=${s.callback} tabindex="-1">
      ${icon(inbox)}<b>${gone ? s.gone : s.nothingOpen}</b>
      <span class="small muted">${gone ? s.goneMore : s.nothingOpenMore}</span>
      <slot name="empty"></slot>
      ${this.#any() ? nothing : html`<wrap-up-modal .modal=${this.modalWrapUp}></wrap-up-modal>`}
    </section>`;
  }

  #tab(label: string, path: string, section: string, count = 0) {
    const jump = () => {
      const target = this.#section(section);
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    };
    return html`<button type="button" @click=${jump}>
      ${icon(path)}<span>${label}</span>${count ? html`<span class="count num">${count}</span>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-workspace': CallbackWorkspace;
  }
}

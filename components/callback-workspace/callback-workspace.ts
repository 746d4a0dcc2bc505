import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InteractionRecord } from '../../contract/records.ts';
import type { StoreHandle } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import { CallbackElement } from '../shared/element.ts';
import { hostIds } from '../shared/events.ts';
import { InteractionElement, isOpen, openInteraction } from '../shared/interaction-element.ts';
import { customerLeg, liveCall } from '../shared/live-call.ts';
import { CallbackOpenInteractionEvent } from '../shared/open-interaction.event.ts';
import { button } from '../shared/templates/button.ts';
import { icon, inbox, info, lines, page, phone } from '../shared/templates/icon.ts';
import type { CallbackInbox } from '../callback-inbox/callback-inbox.ts';
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

/** What an interaction of the list stands at: its state, or that its wrap-up is open. */
interface Entry {
  readonly one: InteractionRecord;
  readonly at: string;
}

/** What the agent has at hand: their open interactions, and those in which they still wrap up, oldest first. */
const atHand = (store: StoreHandle): readonly Entry[] => {
  const wrapUps = store.all('segment').filter(({ state }) => state === 'open');
  return store
    .all('interaction')
    .filter(isOpen)
    .map((one) => {
      const call = one.callId ? store.get('call', one.callId) : undefined;
      const isWrapUp = wrapUps.some(({ interactionId }) => interactionId === one.id);
      const isHeld = one.state === 'in_call' && call && customerLeg(call)?.state === 'held';
      return { one, at: isWrapUp ? 'wrap_up' : isHeld ? 'held' : one.state };
    })
    .sort((a, b) => ((a.one.acceptedAt ?? '') < (b.one.acceptedAt ?? '') ? -1 : 1));
};

const isSame = (a: readonly Entry[], b: readonly Entry[]) =>
  a.length === b.length && a.every(({ one, at }, i) => one === b[i]!.one && at === b[i]!.at);

/**
 * The whole page of an agent, made of the other elements: for demos, and as the example to copy. Goes below a
 * `callback-provider`. The host decides which interaction is open (`interaction-id`) and keeps it in its URL;
 * without one the open interaction is shown in which the agent has a part. A wrap-up that is left of another one stays
 * in sight, and **Open wrap-up** leads to it. Several at once are a list, one of them open; the lists of callbacks are
 * below the empty page, and behind **Callbacks** otherwise. A live call that is not on the page is in the head of it.
 * Source: the Configurable Workspace's interaction page.
 *
 * @slot empty - What to offer when nothing is open.
 * @fires {CallbackOpenInteractionEvent} callback-open-interaction - Another interaction was chosen; it opens here, by
 * `interactionId`, which the host keeps in its URL.
 */
export class CallbackWorkspace extends InteractionElement {
  static override readonly tag = 'callback-workspace';
  static override styles = [CallbackElement.styles, styles];
  static override properties = {
    modalWrapUp: { type: Boolean, attribute: 'modal-wrap-up' },
    sound: { type: Boolean },
    titleBadge: { type: Boolean, attribute: 'title-badge' },
    notify: { type: Boolean },
    listing: { state: true },
  };

  /** Shows an open wrap-up as a modal dialog; see `modal` of `wrap-up-modal`. */
  modalWrapUp = false;
  /** See `sound` of `callback-inbox`. */
  sound = false;
  /** See `titleBadge` of `callback-inbox`. */
  titleBadge = false;
  /** See `notify` of `callback-inbox`. */
  notify = false;
  /** Whether the lists of callbacks stand in the place of the open one. */
  protected listing = false;

  #agent = this.select((store) => store.agentId && store.get('agent', store.agentId));
  #any = this.select((store) => openInteraction(store));
  #ready = this.select((store) => store.namespace !== null);
  #atHand = this.select(atHand, isSame);
  #live = this.select(liveCall);
  #offers = this.select((store) => store.all('offer').filter((one) => one.state === 'open').length);
  #shown: string | undefined;
  #chosen = false;

  /** Asks the person to allow notifications; see `callback-inbox`. Call it from a gesture. */
  allowNotifications(): Promise<NotificationPermission> {
    return this.renderRoot.querySelector<CallbackInbox>('callback-inbox')!.allowNotifications();
  }

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
    this.listing = false;
    // The work goes on where the callback opened, unless the agent is at work elsewhere.
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    const idle = document.activeElement === document.body || focused?.localName === 'callback-inbox';
    if (idle || this.#chosen) this.#section('open').focus();
    this.#chosen = false;
  }

  #section(name: string): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>(`.${name}`)!;
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const agent = this.#agent();
    const id = this.current?.id;
    const live = this.#live();
    const isElsewhere = live && (this.listing || live.interactionId !== id);
    return html`<header>
        <h1>${icon(phone)}${s.heading}</h1>
        ${isElsewhere ? html`<callback-voice-control .shownId=${id ?? ''}></callback-voice-control>` : nothing}
        ${
          id
            ? button({
                label: this.listing ? s.back : s.callbacks,
                icon: lines,
                look: 'list',
                press: () => (this.listing = !this.listing),
              })
            : nothing
        }
        <callback-presence></callback-presence>
        ${agent ? html`<span class="me" role="img" title=${agent.name} aria-label=${s.signedInAs(agent.name)}>${initials(agent.name)}</span>` : nothing}
      </header>
      <main @call-open-wrap-up=${this.#restore} @callback-open-interaction=${this.#opened}>
        ${id ? this.#open(id, s) : this.#empty(s)}
        <div class="inbox" tabindex="-1">
          <callback-inbox
            .sound=${this.sound}
            .titleBadge=${this.titleBadge}
            .notify=${this.notify}
          ></callback-inbox>
        </div>
      </main>
      <nav aria-label=${s.sections}>
        ${this.current ? [this.#tab(s.callback, phone, 'open'), this.#tab(s.context, info, 'context'), this.#tab(s.wrapUp, page, 'wrap-up')] : nothing}
        ${this.#tab(s.inbox, inbox, 'inbox', this.#offers())}
      </nav>`;
  }

  /** Several at once: which, how each stands, and the way to another. */
  #others(id: string, s: typeof strings) {
    const all = this.#atHand() ?? [];
    if (all.length < 2) return nothing;
    return html`<ul class="others" aria-label=${s.others}>
      ${repeat(
        all,
        ({ one }) => one.id,
        ({ one, at }) =>
          html`<li>
            <button
              type="button"
              aria-current=${one.id === id ? 'true' : nothing}
              @click=${() => this.#choose(one)}
            >
              <bdi class="cut">${one.customerName}</bdi>
              <span class="small muted">${s.states[at] ?? nothing}</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #choose(one: InteractionRecord) {
    this.dispatchEvent(new CallbackOpenInteractionEvent({ ...hostIds(one), interactionId: one.id }));
    this.#show(one.id);
  }

  // Chosen in one of the elements here.
  #opened = ({ detail }: CallbackOpenInteractionEvent) => this.#show(detail.interactionId);

  #show(id: string) {
    this.interactionId = id;
    this.listing = false;
    this.#chosen = true;
  }

  #open(id: string, s: typeof strings) {
    if (this.listing)
      return html`<section class="open" aria-label=${s.callbacks} tabindex="-1">
        <callback-list></callback-list>
      </section>`;
    return html`<section class="open" aria-label=${s.callback} tabindex="-1">
      ${this.#others(id, s)}
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
      <div class="nothing">
        ${icon(inbox)}<b>${gone ? s.gone : s.nothingOpen}</b>
        <span class="small muted">${gone ? s.goneMore : s.nothingOpenMore}</span>
        <slot name="empty"></slot>
        ${this.#any() ? nothing : html`<wrap-up-modal .modal=${this.modalWrapUp}></wrap-up-modal>`}
      </div>
      ${this.#others('', s)}
      <callback-list></callback-list>
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

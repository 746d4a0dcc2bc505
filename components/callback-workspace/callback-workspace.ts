import { html, nothing } from 'lit';
import type { LitElement, PropertyValues, TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { InteractionRecord, SegmentRecord } from '../../contract/records.ts';
import type { StoreHandle } from '../../client/handle.ts';
import { CallbackElement, Stopwatch, announce, digits } from '../shared/element.ts';
import { hostIds } from '../shared/events.ts';
import { InteractionElement, isOpen, openInteraction } from '../shared/interaction-element.ts';
import { customerLeg, liveCall } from '../shared/live-call.ts';
import { CallbackOpenInteractionEvent } from '../shared/open-interaction.event.ts';
import { button, flag } from '../shared/templates/button.ts';
import { icon, inbox, info, lines, page, phone, warning } from '../shared/templates/icon.ts';
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

/** What the agent has at hand, and where it stands. */
interface Entry {
  /** The interaction's id. */
  readonly id: string;
  /** The wrap-up alone, where the interaction went on without the agent. */
  readonly one: InteractionRecord | SegmentRecord;
  /** A key of the states' words. */
  readonly at: string;
  /** Since when the customer is on the line, where they are not on hold. */
  readonly since: string | null;
  /** The time for its wrap-up runs. */
  readonly isLimited: boolean;
}

const acceptedAt = (one?: object) => (one && 'acceptedAt' in one && (one.acceptedAt as string | null)) || '';

/** The agent's open interactions, and what else they have to wrap up; in the order in which they were accepted. */
const atHand = (store: StoreHandle): readonly Entry[] => {
  const open = store.all('interaction').filter(isOpen);
  const wrapUps = store.all('segment').filter(({ state }) => state === 'open');
  const left = wrapUps.filter(({ interactionId }) => !open.some(({ id }) => id === interactionId));
  return [...open, ...left]
    .map((one) => {
      const { interactionId: id } = one;
      const wrapUp = wrapUps.find(({ interactionId }) => interactionId === id);
      const call = one.kind === 'interaction' && !wrapUp ? store.get('call', one.callId ?? '') : undefined;
      const isLive = call && !call.endedAt;
      const isHeld = isLive && customerLeg(call)?.state === 'held';
      return {
        id,
        one,
        at: wrapUp ? 'wrap_up' : isHeld ? 'held' : one.state,
        since: isLive && !isHeld ? call.answeredAt : null,
        isLimited: !!wrapUp?.timer,
      };
    })
    .sort((a, b) => (acceptedAt(a.one) < acceptedAt(b.one) ? -1 : 1));
};

const isSame = (a: readonly Entry[], b: readonly Entry[]) =>
  a.length === b.length &&
  a.every((entry, i) => (Object.keys(entry) as (keyof Entry)[]).every((key) => entry[key] === b[i]![key]));

const sections = ['open', 'context', 'wrap-up', 'inbox'] as const;
type Section = (typeof sections)[number];

/**
 * The whole page of an agent, made of the other elements: for demos, and as the example to copy. Goes below a
 * `callback-provider`. The host decides which interaction is open (`interaction-id`) and keeps it in its URL;
 * without one the open interaction is shown in which the agent has a part. A wrap-up that is left of another one stays
 * in sight, and **Open wrap-up** leads to it. Several at once are a list, one of them open; the lists of callbacks are
 * below the empty page, and behind **Callbacks** otherwise. What is at hand and not on the page is in the head of it.
 * Source: the Configurable Workspace's interaction page.
 *
 * @slot empty - What to offer when nothing is open.
 * @fires callback-open-interaction - Another interaction was chosen, here or in an element
 * of the page. Where the host gave an `interaction-id`, it gives the next one, too; else it opens by itself.
 * @csspart header - The head of the page.
 * @csspart main - What is below it.
 * @csspart sections - Where to go, on narrow pages.
 */
export class CallbackWorkspace extends InteractionElement {
  static override readonly tag = 'callback-workspace';
  static override styles = [CallbackElement.styles, styles];
  static override properties = {
    modalWrapUp: { type: Boolean, attribute: 'modal-wrap-up' },
    sound: { type: Boolean },
    titleBadge: { type: Boolean, attribute: 'title-badge' },
    notify: { type: Boolean },
    shortcuts: { type: Boolean },
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
  /** Turns on keyboard shortcuts for what is open here; see `enabled` of `callback-shortcuts`. */
  shortcuts = false;
  /** Whether the lists of callbacks stand in the place of the open one. */
  protected listing = false;

  #agent = this.select((store) => store.agentId && store.get('agent', store.agentId));
  #any = this.select((store) => openInteraction(store));
  #ready = this.select((store) => store.namespace !== null);
  #atHand = this.select(atHand, isSame);
  #live = this.select(liveCall);
  #offers = this.select((store) => store.all('offer').filter((one) => one.state === 'open').length);
  #shown: string | undefined;
  /** What was chosen where the host gives no id; over when another one is accepted. */
  #chosen: { readonly id: string; readonly until: string } | undefined;
  /** To where the focus goes once it is open. */
  #goTo: { readonly id: string; readonly isWrapUp: boolean } | undefined;
  #entries: readonly Entry[] = [];
  #durations: Stopwatch[] = [];
  /** On narrow pages: the section that is read, and the one that was jumped to, with where it came to stand. */
  #at: Section = 'open';
  #jumped: { readonly section: Section; readonly top: number } | undefined;

  constructor() {
    super();
    this.addEventListener('callback-open-interaction', ({ detail }) => this.#show(detail.interactionId));
    // Also by a shortcut, wherever the agent is at work then.
    this.addEventListener('callback-accept', ({ detail: { interactionId: id } }) => {
      if (id) this.#goTo = { id, isWrapUp: false };
    });
    this.addEventListener('call-open-wrap-up', ({ detail: { interactionId } }) => {
      if (!interactionId) return;
      if (interactionId !== this.#id) this.openInteraction(interactionId);
      this.#show(interactionId, true);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('scroll', this.#locate, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    document.removeEventListener('scroll', this.#locate, { capture: true });
    super.disconnectedCallback();
  }

  /** Asks the person to allow notifications; see `callback-inbox`. Call it from a gesture. */
  allowNotifications(): Promise<NotificationPermission> {
    return this.renderRoot.querySelector<CallbackInbox>('callback-inbox')!.allowNotifications();
  }

  /** Opens another of the interactions at hand, as a press on it in the list does. */
  openInteraction(id: string): void {
    const entry = this.#atHand()?.find((one) => one.id === id);
    if (entry)
      this.dispatchEvent(new CallbackOpenInteractionEvent({ ...hostIds(entry.one), interactionId: id }));
  }

  #show(id: string, isWrapUp = false) {
    const store = this.session?.store;
    if (this.interactionId === null && store)
      this.#chosen = { id, until: acceptedAt(openInteraction(store)) };
    this.listing = false;
    this.#goTo = { id, isWrapUp };
    this.requestUpdate();
  }

  /** What the host, or the agent, wants to see; null: whatever is open. */
  get #wanted(): string | null {
    const chosen = this.#chosen;
    const store = this.session?.store;
    return (
      this.interactionId ??
      (chosen &&
      store &&
      acceptedAt(openInteraction(store)) <= chosen.until &&
      this.#atHand()!.some(({ id }) => id === chosen.id)
        ? chosen.id
        : null)
    );
  }

  protected override get current(): InteractionRecord | undefined {
    const id = this.#wanted;
    // Where it is gone, no other takes its place.
    return id && !this.interaction ? this.session?.store.get('interaction', id) : super.current;
  }

  get #id(): string | undefined {
    return this.#wanted ?? this.current?.id;
  }

  protected override willUpdate(): void {
    const id = this.#id;
    const { current } = this;
    if (id !== this.#shown) {
      this.listing = false;
      if (current && current.state !== 'closed')
        announce(this.localized(strings).opened(current.customerName));
    }
    const entries = this.#atHand() ?? [];
    // One alone, where it is what is open anyway, is no list.
    this.#entries = entries.length < 2 && (!id || entries[0]?.id === id) ? [] : entries;
    const live = () => this.#entries.filter(({ since }) => since);
    for (let i = this.#durations.length; i < live().length; i += 1)
      this.#durations.push(new Stopwatch(this, () => live()[i]?.since));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const id = this.#id;
    const isNew = id !== this.#shown;
    this.#shown = id;
    if (isNew) {
      this.#at = 'open';
      this.#jumped = undefined;
    }
    const goTo = this.#goTo;
    if (goTo && goTo.id === id) {
      this.#goTo = undefined;
      if (goTo.isWrapUp) void this.renderRoot.querySelector<WrapUpModal>('wrap-up-modal')?.restore();
      else this.#section('open')!.focus();
      return;
    }
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    const idle = document.activeElement === document.body || focused?.localName === 'callback-inbox';
    // The work goes on where the callback opened, unless the agent is at work elsewhere; or where what had the focus left.
    if ((isNew && idle) || (!focused && this.focusLost)) this.#section('open')!.focus();
  }

  /** Which section is read on a narrow page: the one jumped to, until the page is scrolled from there. */
  #locate = () => {
    if (!this.renderRoot.querySelector('nav')?.offsetHeight) return;
    const top = (name: Section) => this.#section(name)?.getBoundingClientRect().top ?? Infinity;
    const jumped = this.#jumped;
    if (jumped && Math.abs(top(jumped.section) - jumped.top) > 2) this.#jumped = undefined;
    const at =
      this.#jumped?.section ?? sections.findLast((name) => top(name) < innerHeight * 0.4) ?? sections[0];
    if (at !== this.#at) this.requestUpdate();
    this.#at = at;
  };

  #section(name: Section): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.${name}`);
  }

  #list = () => {
    this.listing = !this.listing;
  };

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const agent = this.#agent();
    const id = this.current?.id;
    const live = this.#live();
    const isElsewhere = this.listing || (live && live.interactionId !== id);
    return html`<header part="header">
        <h1>${icon(phone)}${s.heading}</h1>
        ${id ? button({ label: this.listing ? s.back : s.callbacks, icon: lines, look: 'list', press: this.#list }) : nothing}
        <callback-presence></callback-presence>
        ${agent ? html`<span class="me" role="img" title=${agent.name} aria-label=${s.signedInAs(agent.name)}>${initials(agent.name)}</span>` : nothing}
        ${
          isElsewhere
            ? html`<callback-voice-control
                .interactionId=${live ? null : (id ?? null)}
                .shownId=${this.listing ? null : (id ?? '')}
              ></callback-voice-control>`
            : nothing
        }
      </header>
      <main part="main">
        ${id ? this.#open(id, s) : this.#empty(s)}
        <div class="inbox" tabindex="-1">
          <callback-inbox
            .sound=${this.sound}
            .titleBadge=${this.titleBadge}
            .notify=${this.notify}
          ></callback-inbox>
        </div>
      </main>
      <nav part="sections" aria-label=${s.sections}>
        ${
          id
            ? [
                this.#tab(s.callback, phone, 'open'),
                this.#tab(s.context, info, 'context'),
                this.#tab(s.wrapUp, page, 'wrap-up'),
              ]
            : nothing
        }
        ${this.#tab(s.inbox, inbox, 'inbox', this.#offers())}
        ${id ? this.#tab(s.callbacks, lines, null) : nothing}
      </nav>
      <callback-shortcuts .enabled=${this.shortcuts} .interactionId=${id ?? null}></callback-shortcuts>`;
  }

  /** Several at once: which, how each stands, and the way to another. */
  #others(s: typeof strings) {
    const open = this.listing ? null : this.#id;
    const durations = [...this.#durations];
    return this.#entries.length
      ? html`<ul class="others" aria-label=${s.others}>
          ${repeat(
            this.#entries,
            ({ id }) => id,
            ({ id, one: { customerName }, at, since, isLimited }) => {
              const seconds = since && durations.shift()!.seconds;
              return html`<li>
                <button
                  type="button"
                  aria-current=${flag(id === open)}
                  @click=${() => this.openInteraction(id)}
                >
                  <span class="cut" title=${customerName}><bdi>${customerName}</bdi></span>
                  <span class="small muted"
                    >${typeof seconds === 'number' ? digits(seconds) : Object.hasOwn(s.states, at) ? s.states[at as 'preview'] : nothing}</span
                  >
                  ${isLimited ? html`<span class="mark" role="img" title=${s.limited} aria-label=${s.limited}>${icon(warning)}</span>` : nothing}
                </button>
              </li>`;
            },
          )}
        </ul>`
      : nothing;
  }

  #open(id: string, s: typeof strings) {
    if (this.listing)
      return html`<section class="open" aria-label=${s.callbacks} tabindex="-1">
        ${this.#others(s)}
        <callback-list></callback-list>
      </section>`;
    return html`<section class="open" aria-label=${s.callback} tabindex="-1">
      ${this.#others(s)}
      ${
        // Made anew for each: what is typed or pressed was meant for the one before.
        keyed(
          id,
          html`<div class="column">
              ${this.current?.mode === 'customer_first' ? nothing : html`<callback-actions .interactionId=${id}></callback-actions>`}
              <callback-active-call .interactionId=${id}></callback-active-call>
            </div>
            <div class="column">
              <div class="context" tabindex="-1">
                <callback-context-card .interactionId=${id}></callback-context-card>
              </div>
              <div class="wrap-up" tabindex="-1">
                <wrap-up-modal .interactionId=${id} .modal=${this.modalWrapUp}></wrap-up-modal>
              </div>
            </div>`,
        )
      }
    </section>`;
  }

  #empty(s: typeof strings) {
    if (!this.#ready()) return html`<section class="open empty" tabindex="-1"></section>`;
    const id = this.#wanted;
    // What is left of it to do.
    const isLeft = this.#atHand()!.some((one) => one.id === id);
    const heading = id ? s.gone : s.nothingOpen;
    return html`<section class="open empty" aria-label=${heading} tabindex="-1">
      ${this.#others(s)}
      <div class="nothing">
        ${icon(inbox)}<b>${heading}</b>
        <span class="small muted">${id ? s.goneMore : s.nothingOpenMore}</span>
        <slot name="empty"></slot>
        ${
          this.#any() && !isLeft
            ? nothing
            : html`<wrap-up-modal
                .interactionId=${isLeft ? id : null}
                .modal=${this.modalWrapUp}
              ></wrap-up-modal>`
        }
      </div>
      <callback-list></callback-list>
    </section>`;
  }

  /** A press in the foot of a narrow page; without a section: the lists of callbacks. */
  async #jump(section: Section | null) {
    if (section !== 'inbox') this.listing = !section;
    await this.updateComplete;
    // What is above it has its height once it is drawn.
    const parts = [...this.renderRoot.querySelectorAll<LitElement>('main *')];
    await Promise.all(parts.map((one) => one.updateComplete));
    const target = this.#section(section ?? 'open');
    if (!target) return;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
    if (section) {
      this.#jumped = { section, top: target.getBoundingClientRect().top };
      this.#at = section;
    }
    this.requestUpdate();
  }

  #tab(label: string, path: string, section: Section | null, count = 0) {
    const isHere = section
      ? section === this.#at && (!this.listing || section === 'inbox')
      : this.listing && this.#at !== 'inbox';
    return html`<button type="button" aria-current=${flag(isHere)} @click=${() => this.#jump(section)}>
      ${icon(path)}<span>${label}</span>${count ? html`<span class="count">${count}</span>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-workspace': CallbackWorkspace;
  }
}

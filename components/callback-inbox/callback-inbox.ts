import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InteractionRecord, NoticeRecord, OfferRecord } from '../../contract/records.ts';
import type { SessionHandle } from '../../client/handle.ts';
import { CallbackElement, announce } from '../shared/element.ts';
import { partyOf, sentenceOf } from '../shared/notices.ts';
import { more } from '../shared/styles/more.ts';
import { button } from '../shared/templates/button.ts';
import {
  archive,
  check,
  clock,
  cross,
  hangUp,
  icon,
  inbox,
  info,
  phone,
  warning,
} from '../shared/templates/icon.ts';
import { CallbackDismissEvent } from './callback-inbox.events.ts';
import type { Alerts } from './callback-inbox.alerts.ts';
import { strings } from './callback-inbox.strings.ts';
import { styles } from './callback-inbox.styles.ts';

type Strings = typeof strings;

const icons: Readonly<Record<NoticeRecord['type'], string>> = {
  transfer_accepted: check,
  // A call that comes back.
  transfer_declined: `${phone}M17 3l-5 5M12 4.25V8h3.75`,
  transfer_timed_out: clock,
  transfer_failed: warning,
  transfer_cancelled: info,
  blind_not_accepted: hangUp,
  customer_canceled: archive,
};
const isOver = ({ state }: InteractionRecord) => /closed|released/.test(state);
/** What is shown: open offers, and those that ended without the agent while the provider still shows them. */
const shown = ({ state }: OfferRecord) => state !== 'accepted' && state !== 'rejected';

/**
 * The callbacks that wait for the agent, the newest first, each an `awa-inbox-card`, which asks; and the notices about
 * what happened elsewhere: what became of a transfer, a customer who cancelled. They stay until dismissed.
 *
 * @fires callback-dismiss - Asks to put a notice away.
 * @csspart notice - The surface of each notice.
 * @csspart empty - What is shown where no callback waits.
 */
export class CallbackInbox extends CallbackElement {
  static override readonly tag = 'callback-inbox';
  static override styles = [CallbackElement.styles, more, styles];
  static override properties = {
    offers: { attribute: false },
    notices: { attribute: false },
    quiet: { type: Boolean },
    sound: { type: Boolean },
    titleBadge: { type: Boolean, attribute: 'title-badge' },
    notify: { type: Boolean },
  };

  /** The offers, where no provider gives them; in any order. */
  offers: readonly OfferRecord[] | null = null;
  /** The notices, where no provider gives them; in any order. */
  notices: readonly NoticeRecord[] | null = null;
  /**
   * Draws every **Accept** in a paler green. In a provider it is so while the agent has a callback open, whose own green
   * comes first.
   */
  quiet = false;
  /** Two soft notes with a new offer; silent until the page's first gesture, as browsers want it. */
  sound = false;
  /** Puts the number of open offers before the page's title: `(2) Desk`. */
  titleBadge = false;
  /**
   * Shows a notification of the system with an offer that comes while the page is hidden: its kind and its queue, no name,
   * since it is seen by who stands near. Only where it is allowed; see `allowNotifications`.
   */
  notify = false;

  #selected = this.select((store) => store.all('offer'));
  #selectedNotices = this.select((store) => store.all('notice'));
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
  #busy = this.select((store) =>
    store.all('interaction').some((one) => one.ownerId === store.agentId && !isOver(one)),
  );
  #alerts: Alerts | undefined;
  /** Which card has the focus. */
  #at = -1;

  /** The notices that were there already; what comes with the first snapshot is no news. */
  #known: ReadonlySet<string> | undefined;
  #from: SessionHandle | null = null;

  /** Asks to put a notice away, as a press on its **Dismiss** does. Resolves when nothing is pending any more. */
  async dismiss(id: string): Promise<void> {
    const notice = this.#notices.find((one) => one.id === id);
    if (notice) await this.request(new CallbackDismissEvent(notice), id);
  }

  /**
   * Asks the person to allow notifications, once for the page; nothing else ever asks. Call it from a gesture, such as a
   * press on a button of the host's: without one it does not ask. Resolves with what is allowed.
   */
  async allowNotifications(): Promise<NotificationPermission> {
    const { Notification: notification } = globalThis;
    return notification && (navigator.userActivation?.isActive ?? true)
      ? notification.requestPermission()
      : (notification?.permission ?? 'denied');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#alerts?.stop();
  }

  get #offers(): readonly OfferRecord[] {
    return this.offers ?? this.#selected() ?? [];
  }

  get #notices(): readonly NoticeRecord[] {
    return (this.notices ?? this.#selectedNotices() ?? []).filter((one) => sentenceOf(this.language, one));
  }

  #about(notice: NoticeRecord): string {
    const { type, reason } = notice;
    return type === 'transfer_failed'
      ? this.reasonWords(reason ?? undefined, reason ?? this.words.failed)
      : partyOf(notice);
  }

  /** The agent's own interaction of a notice, while it is open. */
  #open({ interactionId }: NoticeRecord) {
    const { store } = this.session!;
    const one = store.get('interaction', interactionId ?? '');
    return one?.ownerId === store.agentId && !isOver(one) ? one : undefined;
  }

  protected override willUpdate(): void {
    const { session } = this;
    if (session !== this.#from) this.#known = undefined;
    this.#from = session;
    if (session && !session.store.namespace) return;
    const notices = this.#notices;
    for (const notice of notices)
      // What became of an open callback is said where it is open.
      if (this.#known && !this.#known.has(notice.id) && !(session && this.#open(notice)))
        announce(sentenceOf(this.language, notice)!(this.#about(notice)));
    this.#known = new Set(notices.map(({ id }) => id));
  }

  get #cards(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('li')];
  }

  protected override update(changed: PropertyValues): void {
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    this.#at = this.#cards.findIndex((card) => card.contains(focused));
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#alert();
    // The card or notice that had the focus left: on to the next one, or to the heading.
    if (!this.focusLost) return;
    const next = this.#cards[this.#at] ?? this.#cards.at(-1);
    (next ?? this.renderRoot.querySelector<HTMLElement>('h2'))?.focus();
  }

  #alert() {
    if (!this.isConnected) return;
    if (!this.#alerts && (this.sound || this.titleBadge || this.notify)) void this.#load();
    const store = this.session?.store;
    const scope = store ? store.namespace && `${store.namespace} ${store.agentId}` : this.offers && '';
    this.#alerts?.update(this, this.language, scope, this.#offers);
  }

  /** Where it cannot be loaded, the next change tries again. */
  async #load() {
    const part = await import('./callback-inbox.alerts.ts').catch(() => undefined);
    if (!part) return;
    this.#alerts ??= new part.Alerts();
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const quiet = this.quiet || this.#busy();
    const offers = this.#offers.filter(shown).sort((a, b) => (a.offeredAt < b.offeredAt ? 1 : -1));
    const notices = this.#notices.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
    const open = offers.filter(({ state }) => state === 'open').length;
    const since = this.#since();
    return html`<section aria-labelledby="heading">
      <div class="head">
        <h2 id="heading" tabindex="-1">${s.heading}</h2>
        ${open ? html`<span class="chip">${open}</span>` : nothing}
      </div>
      ${
        offers.length
          ? html`<ul class="cards">
              ${repeat(
                offers,
                ({ id }) => id,
                (offer) =>
                  html`<li tabindex="-1">
                    <awa-inbox-card .offer=${offer} .quiet=${!!quiet}></awa-inbox-card>
                  </li>`,
              )}
            </ul>`
          : html`<div class="card empty" part="empty">
              ${icon(inbox)}<b>${s.empty}</b>
              ${since ? html`<span class="small muted">${s.available(this.time(since))}</span>` : nothing}
            </div>`
      }
      ${
        notices.length
          ? html`<ul class="notices" aria-label=${s.notices}>
              ${repeat(
                notices,
                ({ id }) => id,
                (notice) => this.#notice(notice, s),
              )}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #notice(notice: NoticeRecord, s: Strings) {
    const { id, type, customerName } = notice;
    const about = this.#about(notice);
    // A name keeps its own direction, and cannot turn the rest around.
    const [before, after] = sentenceOf(this.language, notice)!('\0').split('\0');
    const [from, at] = s.about('\0', this.time(notice.at)).split('\0');
    const isBack = /declined|timed_out/.test(type) && (!this.session || this.#open(notice));
    return html`<li class="card note" part="notice" tabindex="-1">
      ${icon(icons[type])}
      <div>
        <div>${before}${after === undefined ? nothing : html`<bdi>${about}</bdi>${after}`}</div>
        <div class="small muted">
          ${isBack ? `${s.back} ` : nothing}${from}<bdi>${customerName}</bdi>${at}
        </div>
      </div>
      ${button({
        label: s.dismiss,
        icon: cross,
        look: 'quiet compact',
        iconOnly: true,
        control: this.control(notice, 'notice.dismiss'),
        press: () => this.dismiss(id),
      })}
      ${this.failure(notice, id)}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-inbox': CallbackInbox;
  }
}

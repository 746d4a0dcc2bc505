import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { OfferRecord } from '../../contract/records.ts';
import { CallbackElement, Countdown, announce, digits, ring, why } from '../shared/element.ts';
import { button } from '../shared/templates/button.ts';
import { check, cross, icon, info } from '../shared/templates/icon.ts';
import { CallbackAcceptEvent, CallbackRejectEvent } from './awa-inbox-card.events.ts';
import type * as More from './awa-inbox-card.more.ts';
import { strings } from './awa-inbox-card.strings.ts';
import { styles } from './awa-inbox-card.styles.ts';

let more: typeof More | undefined;

/**
 * A callback that is offered to the agent: who, which queue, when, why, the time left, **Accept** and
 * **Reject**. Source: the AWA inbox card of ServiceNow's Configurable Workspace.
 *
 * @fires callback-accept - Asks to accept the offer.
 * @fires callback-reject - Asks to reject it.
 * @cssState urgent - Less than 10 seconds are left.
 * @csspart card - The surface of it all.
 */
export class AwaInboxCard extends CallbackElement {
  static override readonly tag = 'awa-inbox-card';
  static override styles = [CallbackElement.styles, styles];

  static override properties = {
    offer: { attribute: false },
    offerId: { attribute: 'offer-id' },
    quiet: { type: Boolean },
  };

  /** The offer, where no provider gives it. */
  offer: OfferRecord | null = null;
  /** Picks the offer from the provider's. */
  offerId: string | null = null;
  /** Draws **Accept** in a paler green, for while the agent has other work open, whose own green comes first. */
  quiet = false;
  #asking = false;
  #missing = '';

  #selected = this.select((store) => store.get('offer', this.offerId ?? ''));
  #announced: string | undefined;
  #countdown = new Countdown(
    this,
    () => (this.#current?.state === 'open' ? this.#current.timer : null),
    (seconds, first) => {
      if (!first) announce(this.localized(strings).passed(this.#current!.customerName, seconds));
    },
  );

  constructor() {
    super();
    // Where it cannot be loaded, the next card tries again.
    void this.#load();
  }

  get #current(): OfferRecord | undefined {
    return this.offer ?? this.#selected();
  }

  /** Asks to accept, as a press on **Accept** does. Resolves when nothing is pending any more. */
  async accept(): Promise<void> {
    const offer = this.#current;
    if (offer) await this.request(new CallbackAcceptEvent(offer));
  }

  /**
   * Asks to reject. Where the provider lists reasons and none is given, shows them, as a press on **Reject**
   * does.
   */
  async reject(reasonId?: string): Promise<void> {
    const offer = this.#current;
    if (!offer || this.control(offer, 'offer.reject').disabled) return;
    if (reasonId || !offer.rejectReasons[0])
      await this.request(new CallbackRejectEvent(offer, reasonId ? { reasonId } : {}));
    else {
      await this.#load();
      this.#asking = !!more;
      this.#missing = more ? '' : this.words.failed;
    }
    this.requestUpdate();
  }

  async #load() {
    more ??= await import('./awa-inbox-card.more.ts').catch(() => undefined);
    this.requestUpdate();
  }

  protected override update(changed: PropertyValues): void {
    const offer = this.#current;
    const { seconds } = this.#countdown;
    const s = this.localized(strings);
    if (offer?.state !== 'open') {
      if (more && this.#announced && offer?.id === this.#announced)
        announce(more?.news(this.language, offer) ?? '');
      this.#announced = undefined;
      this.#asking = false;
    } else if (offer.id !== this.#announced) {
      this.#announced = offer.id;
      announce(s.offered(offer.customerName, seconds));
    }
    // Null where nothing counts, which is also when it is not open.
    this.toggleState('urgent', (seconds ?? 10) < 10);
    super.update(changed);
  }

  protected override updated(): void {
    // What had the focus is gone: it moves on to what stands in its place.
    if (this.focusLost)
      this.renderRoot.querySelector<HTMLElement>('.banner,.reasons .btn,.btn--reject')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const offer = this.#current;
    if (!offer) return nothing;
    const s = this.localized(strings);
    const { badge, state, timer, customerName, scheduledStart } = offer;
    const open = state === 'open';
    const left = this.#countdown.seconds ?? 0;
    // A provider may be newer than the kit: what it has no words for is not shown.
    const [before, after = ''] = (badge && s[`badge_${badge.kind}`]?.split('%')) ?? [];
    const { by = '' } = (badge ?? {}) as { by?: string };
    const shown = digits(left);
    const accept = this.control(offer, 'offer.accept');
    const reject = this.control(offer, 'offer.reject');
    const row = (name: string, value: string | null) =>
      value &&
      html`<div>
        <dt>${name}</dt>
        <dd class="cut" title=${value}>${value}</dd>
      </div>`;
    return html`<article class="card" part="card" aria-label=${customerName}>
      <div>
        ${
          timer || state === 'timed_out'
            ? html`<div role="timer" aria-label=${s.left(shown)}>
                ${ring(this.#countdown.fraction, shown, left ? (left < 10 ? 'warn' : '') : 'off')}
              </div>`
            : nothing
        }
        <h3 class="cut" title=${customerName}><bdi>${customerName}</bdi></h3>
        ${
          before === undefined
            ? nothing
            : html`<div class="cut chip chip--accent" title=${before + by + after}>
                ${before}<bdi>${by}</bdi>${after}
              </div>`
        }
        <dl>
          ${row(s.queue, offer.queueName)}
          ${row(s.type, scheduledStart ? s.scheduled(this.time(scheduledStart)) : s.asap)}
          ${row(s.reason, offer.reason)}
        </dl>
      </div>
      ${
        open && !offer.autoAssigned
          ? [
              this.#asking
                ? more!.reasons(this, this.language, offer, reject, () => {
                    this.#asking = false;
                    this.requestUpdate();
                  })
                : html`<div class="pair">
                    ${button({
                      label: s.accept,
                      icon: check,
                      look: this.quiet ? 'tonal' : 'fill accept',
                      control: accept,
                      press: () => this.accept(),
                    })}
                    ${button({
                      label: s.reject,
                      icon: cross,
                      look: 'reject',
                      control: reject,
                      press: () => this.reject(),
                    })}
                  </div>`,
              why(this.#countdown.seconds === 0 ? { ...accept, reason: s.waiting } : accept, reject, {
                ...reject,
                reason: this.#missing,
              }),
            ]
          : html`<div class="banner" tabindex="-1">
              ${icon(open ? check : info)}
              <div>
                <b>${more?.outcome(this.language, offer)}</b>
                <div class="small muted">${more?.fate(this.language, offer)}</div>
              </div>
            </div>`
      }
      ${this.failure(offer)}
    </article>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'awa-inbox-card': AwaInboxCard;
  }
}

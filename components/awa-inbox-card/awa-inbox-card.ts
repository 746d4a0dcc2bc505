import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { OfferRecord } from '../../contract/records.ts';
import { CallbackElement, Countdown, announce, digits, ring, why } from '../shared/element.ts';
import { button } from '../shared/templates/button.ts';
import { check, cross, icon, info } from '../shared/templates/icon.ts';
import { CallbackAcceptEvent, CallbackRejectEvent } from './awa-inbox-card.events.ts';
import { strings } from './awa-inbox-card.strings.ts';
import { styles } from './awa-inbox-card.styles.ts';

/**
 * A callback that is offered to the agent: who, which queue, when, why, the time left, **Accept** and
 * **Reject**. Source: the AWA inbox card of ServiceNow's Configurable Workspace.
 *
 * @fires {CallbackAcceptEvent} callback-accept - Asks to accept the offer.
 * @fires {CallbackRejectEvent} callback-reject - Asks to reject it.
 * @cssState urgent - Less than 10 seconds are left.
 */
export class AwaInboxCard extends CallbackElement {
  static override readonly tag = 'awa-inbox-card';
  static override styles = [CallbackElement.styles, styles];

  static override properties = {
    offer: { attribute: false },
    offerId: { attribute: 'offer-id' },
    asking: { state: true },
  };

  /** The offer, where no provider gives it. */
  offer: OfferRecord | null = null;
  /** Picks the offer from the provider's. */
  offerId: string | null = null;
  protected asking = false;

  #selected = this.select((store) => store.get('offer', this.offerId ?? ''));
  #announced: string | undefined;
  #focused: Element | null = null;
  #countdown = new Countdown(
    this,
    () => (this.#current?.state === 'open' ? this.#current.timer : null),
    (seconds, first) => {
      if (!first) announce(this.#words(seconds));
    },
  );

  get #current(): OfferRecord | undefined {
    return this.offer ?? this.#selected();
  }

  #words(seconds: number) {
    const { seconds: left, waiting } = this.localized(strings);
    return seconds ? left(this.#current!.customerName, seconds) : waiting;
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
    if (!offer) return;
    if (reasonId !== undefined) await this.request(new CallbackRejectEvent(offer, { reasonId }));
    else if (!offer.rejectReasons.length) await this.request(new CallbackRejectEvent(offer));
    else this.asking = true;
  }

  protected override update(changed: PropertyValues): void {
    const offer = this.#current;
    const open = offer?.state === 'open';
    const { seconds } = this.#countdown;
    if (!open) this.asking = false;
    else if (offer.id !== this.#announced) {
      const { customerName, id } = offer;
      this.#announced = id;
      announce(
        this.localized(strings).offered(customerName) + (seconds === null ? '' : this.#words(seconds)),
      );
    }
    this.toggleState('urgent', open && seconds !== null && seconds < 10);
    this.#focused = (this.renderRoot as ShadowRoot).activeElement;
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // What had the focus is gone: it moves on to what stands in its place.
    if (this.#focused?.isConnected === false)
      this.renderRoot.querySelector<HTMLElement>('.banner,.reasons .btn,.btn--reject')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const offer = this.#current;
    if (!offer) return nothing;
    const s = this.localized(strings);
    const { badge, state, timer, customerName, scheduledStart } = offer;
    const open = state === 'open';
    const left = this.#countdown.seconds ?? 0;
    const said = s[state === 'accepted' ? 'open' : state];
    const shown = digits(left);
    const row = (name: string, value: string | null) =>
      value
        ? html`<div>
            <dt>${name}</dt>
            <dd class="cut num" title=${value}>${value}</dd>
          </div>`
        : nothing;
    return html`<article class="card" aria-label=${customerName}>
      <div>
        ${
          timer
            ? html`<div role="timer" aria-label=${s.left(shown)}>
                ${ring(this.#countdown.fraction, shown, left ? (left < 10 ? 'warn' : '') : 'off')}
              </div>`
            : nothing
        }
        <h3 class="cut" title=${customerName}><bdi>${customerName}</bdi></h3>
        ${
          badge
            ? html`<div class="chip chip--accent cut">
                ${'by' in badge ? s[badge.kind]?.(badge.by) : s[badge.kind]}
              </div>`
            : nothing
        }
        <dl>
          ${row(s.queue, offer.queueName)}
          ${row(s.type, scheduledStart ? s.scheduled(this.time(scheduledStart)) : s.asap)}
          ${row(s.reason, offer.reason)}
        </dl>
      </div>
      ${
        open && !offer.autoAssigned
          ? this.#controls(offer, s)
          : html`<div class="banner" tabindex="-1">
              ${icon(open ? check : info)}
              <div>
                <b>${said[0]}</b>
                <div class="small muted">${said[1]}</div>
              </div>
            </div>`
      }
      ${this.failure(offer)}
    </article>`;
  }

  #controls(offer: OfferRecord, s: typeof strings) {
    const accept = this.control(offer, 'offer.accept');
    const reject = this.control(offer, 'offer.reject');
    return html`${
      this.asking
        ? html`<div class="reasons" role="group" aria-label=${s.why} @keydown=${this.#back}>
            <span class="small muted">${s.why}</span>
            ${offer.rejectReasons.map(({ id, name }) =>
              button({ label: name, control: reject, press: () => this.reject(id) }),
            )}
            ${button({ label: s.back, press: this.#back })}
          </div>`
        : html`<div class="pair">
            ${button({
              label: s.accept,
              icon: check,
              look: 'fill accept',
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
          </div>`
    }
    ${
      this.#countdown.seconds === 0
        ? html`<p class="why">${icon(info)}<span>${s.waiting}</span></p>`
        : why(accept, reject)
    }`;
  }

  #back = (event: Event) => {
    if (!('key' in event) || event.key === 'Escape') this.asking = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'awa-inbox-card': AwaInboxCard;
  }
}

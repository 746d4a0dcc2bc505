import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { OfferRecord } from '../../contract/records.ts';
import { announce } from '../shared/announcer.ts';
import { Countdown, digits } from '../shared/clock.ts';
import { CallbackElement } from '../shared/element.ts';
import { timer as timerStyles } from '../shared/styles/timer.ts';
import { button, why } from '../shared/templates/button.ts';
import { check, cross, icon, info } from '../shared/templates/icon.ts';
import { ring } from '../shared/templates/timer.ts';
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
 * @cssState timed - The offer times out.
 */
export class AwaInboxCard extends CallbackElement {
  static override readonly tag = 'awa-inbox-card';
  static override styles = [CallbackElement.styles, timerStyles, styles];

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

  #selected = this.select((store) => (this.offerId ? store.get('offer', this.offerId) : undefined));
  #announced: string | undefined;
  #focused: Element | null = null;
  #countdown = new Countdown(
    this,
    () => (this.#current?.state === 'open' ? this.#current.timer : null),
    (seconds, first) => {
      if (!first) announce(this.localized(strings).secondsLeft(this.#current!.customerName, seconds));
    },
  );

  get #current(): OfferRecord | undefined {
    return this.offer ?? this.#selected();
  }

  /** Asks to accept, as a press on **Accept** does. Resolves when nothing is pending any more. */
  async accept(): Promise<void> {
    const offer = this.#current;
    if (offer && !this.#pending(offer)) await this.request(new CallbackAcceptEvent(offer));
  }

  /**
   * Asks to reject. Where the provider lists reasons and none is given, shows them, as a press on **Reject**
   * does.
   */
  async reject(reasonId?: string): Promise<void> {
    const offer = this.#current;
    if (!offer || this.#pending(offer)) return;
    if (reasonId === undefined && offer.rejectReasons.length) {
      this.asking = true;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.reasons button')?.focus();
      return;
    }
    await this.request(new CallbackRejectEvent(offer, reasonId === undefined ? {} : { reasonId }));
  }

  /** One of the two: while either is on its way, neither can be pressed. */
  #pending(offer: OfferRecord): boolean {
    return this.control(offer, 'offer.accept').busy || this.control(offer, 'offer.reject').busy;
  }

  protected override update(changed: PropertyValues): void {
    const offer = this.#current;
    const open = offer?.state === 'open';
    const seconds = this.#countdown.seconds;
    if (!open) this.asking = false;
    if (open && offer.id !== this.#announced) {
      this.#announced = offer.id;
      announce(this.localized(strings).offered(offer.customerName, seconds));
    }
    this.toggleState('timed', Boolean(offer?.timer));
    this.toggleState('urgent', open && seconds !== null && seconds < 10);
    this.#focused = (this.renderRoot as ShadowRoot).activeElement;
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // What had the focus is gone: it moves on to what stands in its place.
    if (this.#focused && !this.#focused.isConnected)
      this.renderRoot.querySelector<HTMLElement>('.banner, .pair .btn:last-child')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const offer = this.#current;
    if (!offer) return nothing;
    const s = this.localized(strings);
    const { badge } = offer;
    return html`<article class="card" aria-label=${offer.customerName}>
      <div class=${badge ? '' : 'plain'}>
        <h3 class="name cut" dir="auto" title=${offer.customerName}>${offer.customerName}</h3>
        ${
          badge
            ? html`<div class="chip chip--accent cut">
                ${badge.kind === 'transferred' ? s.transferred(badge.by) : s[badge.kind]}
              </div>`
            : nothing
        }
        <dl>
          <dt>${s.queue}</dt>
          <dd class="cut" title=${offer.queueName}>${offer.queueName}</dd>
          <dt>${s.type}</dt>
          <dd class="cut num">
            ${offer.scheduledStart ? s.scheduled(this.time(offer.scheduledStart)) : s[offer.type]}
          </dd>
          ${
            offer.reason
              ? html`<dt>${s.reason}</dt>
                  <dd class="cut" title=${offer.reason}>${offer.reason}</dd>`
              : nothing
          }
        </dl>
      </div>
      ${this.#timer(offer, s)}
      ${
        offer.state !== 'open'
          ? this.#banner(info, s[offer.state], s[`${offer.state}More`])
          : offer.autoAssigned
            ? this.#banner(check, s.assigned, s.assignedMore)
            : this.#controls(offer, s)
      }
      ${this.failure(offer)}
    </article>`;
  }

  #timer({ timer, state }: OfferRecord, s: typeof strings) {
    if (!timer) return nothing;
    const left = state === 'open' ? (this.#countdown.seconds ?? 0) : 0;
    const shown = digits(left);
    return html`<div class="timer" role="timer" aria-label=${s.timeLeft(shown)}>
      ${ring(left && this.#countdown.fraction, shown, !left ? 'off' : left < 10 ? 'warn' : '')}
    </div>`;
  }

  #banner(path: string, title: string, more: string) {
    return html`<div class="banner" tabindex="-1">
      ${icon(path)}
      <div>
        <b>${title}</b>
        <div class="small muted">${more}</div>
      </div>
    </div>`;
  }

  #controls(offer: OfferRecord, s: typeof strings) {
    const accept = this.control(offer, 'offer.accept');
    const reject = this.control(offer, 'offer.reject');
    const pending = accept.busy || reject.busy;
    const both = (control: typeof accept) => (pending ? { ...control, disabled: true } : control);
    return html`${
      this.asking
        ? html`<div class="reasons" role="group" aria-label=${s.chooseReason} @keydown=${this.#escape}>
            <span class="small muted">${s.chooseReason}</span>
            ${offer.rejectReasons.map((one) =>
              button({ label: one.name, control: both(reject), press: () => this.reject(one.id) }),
            )}
            <button type="button" class="link" @click=${this.#back}>${s.back}</button>
          </div>`
        : html`<div class="pair">
            ${button({
              label: s.accept,
              icon: check,
              look: 'fill accept',
              control: both(accept),
              press: () => this.accept(),
            })}
            ${button({
              label: s.reject,
              icon: cross,
              look: 'reject',
              control: both(reject),
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

  #back = () => {
    this.asking = false;
  };

  #escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.asking = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'awa-inbox-card': AwaInboxCard;
  }
}

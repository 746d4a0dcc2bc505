import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CommandKey } from '../../contract/commands.ts';
import type { CallRecord } from '../../contract/records.ts';
import { requestOf } from '../shared/events.ts';
import type { RequestEvent } from '../shared/events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { field } from '../shared/styles/field.ts';
import { button, flag, why } from '../shared/templates/button.ts';
import { backspace, cross, dialpad, icon, phone, warning } from '../shared/templates/icon.ts';
import { CallDialOutEvent, CallDialpadCloseEvent, CallDtmfEvent } from './callback-dialpad.events.ts';
import { strings } from './callback-dialpad.strings.ts';
import { styles } from './callback-dialpad.styles.ts';

/** What the provider takes at once. */
const most = 32;

/** Digits of other scripts as ours. */
const latin = (text: string) =>
  text.normalize('NFKC').replace(/[٠-٩۰-۹]/g, (digit) => `${digit.charCodeAt(0) & 15}`);

const spaced = (digits: string) => digits.replace(/.(?=.)/g, '$& ');

/** An E.164 number from what people type and paste; undefined where it is none. */
const e164 = (typed: string) =>
  /^\+[1-9]\d{4,14}$/.exec(
    latin(typed)
      .replace(/^tel:|\(0\)|[\s()./\p{Pd}\p{Cf}]/giu, '')
      .replace(/^00/, '+'),
  )?.[0];

/**
 * A keypad for the live call: each key is sent as a tone, in the order it was pressed; or a number to call as a
 * consult. Keys by pointer, by arrows, and by typing or pasting while the focus is anywhere in it. What was sent is
 * kept by nobody, and shown until it closes.
 *
 * @fires call-dtmf - Asks to send tones.
 * @fires call-dial-out - Asks to dial another number as a consult.
 * @fires call-dialpad-close - Wants to be put away; does not bubble.
 * @csspart card - The surface of it all.
 * @csspart key - Each key.
 */
export class CallbackDialpad extends InteractionElement {
  static override readonly tag = 'callback-dialpad';
  static override styles = [InteractionElement.styles, field, styles];

  static override properties = {
    call: { attribute: false },
    open: { type: Boolean, reflect: true },
  };

  /** The call, where no provider gives it. */
  call: CallRecord | null = null;
  /** Shows the dialpad, and moves the focus to it. */
  open = false;

  #selected = this.select((store) => store.get('call', this.current?.callId ?? ''));
  #shown: CallRecord | undefined;
  #sent = '';
  /** Pressed, and not known to be sent; the first of them are on their way. */
  #waiting = '';
  /** What is on its way, or failed: sent again as it was, the provider knows it. */
  #batch: { readonly call: CallRecord; readonly digits: string } | undefined;
  #sending: Promise<void> | undefined;
  #isCalling = false;
  #number = '';
  #isWrong = false;
  /** The key that Tab goes to. */
  #at = 0;

  get #call(): CallRecord | undefined {
    return this.call ?? this.#selected();
  }

  /**
   * Asks to send tones, as pressing the keys does; anything but 0-9, `*`, `#` is left out. One request at a time: what
   * is pressed meanwhile waits. Resolves when nothing is pending any more.
   */
  async dtmf(digits: string): Promise<void> {
    const call = this.#call;
    if (!call || !this.#usable(call)) return;
    this.#waiting += latin(digits).replace(/[^\d*#]/g, '');
    this.requestUpdate();
    await this.#send();
  }

  /** Asks to call a number as a consult, as **Call** does; says so where it is no number with a country code. */
  async dialOut(number: string): Promise<void> {
    const call = this.#call;
    const dialled = e164(number);
    this.#isWrong = !dialled;
    this.requestUpdate();
    if (call && dialled) await this.request(new CallDialOutEvent(call, { number: dialled }), 'number');
  }

  /** Moves the focus to the number, or to the keys. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, [tabindex="0"]')?.focus();
  }

  // Keys stay usable while others are on their way.
  #usable(call: CallRecord) {
    const { disabled, busy } = this.control(call, 'call.dtmf');
    return busy || !disabled;
  }

  // Try again goes on with all that waits.
  protected override request<C extends CommandKey>(event: RequestEvent<C>, group = ''): Promise<void> {
    return event instanceof CallDtmfEvent ? this.#send() : super.request(event, group);
  }

  #send(): Promise<void> {
    return (this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
      this.requestUpdate();
    }));
  }

  async #sendAll() {
    while (this.#waiting && this.#usable(this.#call!)) {
      const { call, digits } = (this.#batch ??= { call: this.#call!, digits: this.#waiting.slice(0, most) });
      const event = new CallDtmfEvent(call, { digits });
      await super.request(event);
      const { response, done } = requestOf(event);
      const answer = response ?? done;
      const isSent = await answer?.then(
        () => true,
        () => false,
      );
      // Another call, meanwhile.
      if (this.#batch?.digits !== digits) return;
      // What failed stays first in the row.
      if (answer && !isSent) return;
      this.#batch = undefined;
      this.#waiting = this.#waiting.slice(digits.length);
      if (isSent && this.open) this.#sent += digits;
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = this.#shown;
    const call = (this.#shown = this.#call);
    if (changed.has('open')) this.#sent = '';
    if (call?.id !== before?.id || call?.endedAt) {
      this.#sent = this.#waiting = this.#number = '';
      this.#batch = undefined;
    }
    // It rings: what follows is for who answers.
    if (before?.consult.state === 'none' && call?.consult.state !== 'none') {
      this.#isCalling = this.#isWrong = false;
      this.#number = '';
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if ((this.open && changed.get('open') === false) || this.focusLost) this.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const call = this.#shown;
    if (!call || !this.open) return nothing;
    const s = this.localized(strings);
    const dtmf = this.control(call, 'call.dtmf');
    const dialOut = this.control(call, 'call.dial-out');
    const isCalling = this.#isCalling || !dtmf.visible;
    const isOff = !isCalling && !this.#usable(call);
    const other = (label: string, path: string) =>
      button({
        label,
        icon: path,
        press: () => {
          this.#isCalling = !isCalling;
          this.#isWrong = false;
          this.requestUpdate();
          void this.updateComplete.then(() => this.focus());
        },
      });
    return html`<section
      class="card"
      part="card"
      aria-labelledby="heading"
      tabindex="-1"
      @keydown=${this.#keydown}
      @paste=${this.#paste}
    >
      <div class="row">
        <h2 class="grow" id="heading">${s.heading}</h2>
        ${button({ label: s.close, icon: cross, iconOnly: true, look: 'compact quiet', press: this.#close })}
      </div>
      ${
        isCalling
          ? html`<div>
              <label class="label" for="number">${s.number}</label>
              <input
                id="number"
                class="field"
                type="tel"
                autocomplete="off"
                aria-invalid=${this.#isWrong}
                aria-describedby=${this.#isWrong ? 'wrong' : nothing}
                .value=${live(this.#number)}
                @input=${this.#input}
              />
            </div>`
          : html`<div>
              <p class="label">${s.sent}</p>
              <p class="field">${spaced(this.#sent)} <span class="muted">${spaced(this.#waiting)}</span></p>
            </div>`
      }
      ${
        this.#isWrong
          ? html`<div class="why" id="wrong" role="alert">${icon(warning)}<span>${s.wrong}</span></div>`
          : nothing
      }
      <div class="keys" role="group" aria-label=${s.keys}>
        ${Array.from(
          isCalling ? '123456789+0<' : '123456789*0#',
          (key, at) =>
            html`<button
              type="button"
              class="btn key"
              part="key"
              value=${key}
              tabindex=${at === this.#at ? 0 : -1}
              aria-label=${key === '<' ? s.delete : nothing}
              aria-disabled=${flag(isOff)}
              aria-description=${(isOff && dtmf.reason) || nothing}
              @click=${() => this.#press(key)}
              @focus=${() => this.#move(at)}
            >
              ${key === '<' ? icon(backspace) : key}
            </button>`,
        )}
      </div>
      <div class="pair">
        ${
          isCalling
            ? [
                button({
                  label: s.call,
                  icon: phone,
                  look: 'fill accept',
                  control: dialOut,
                  press: this.#callNumber,
                }),
                dtmf.visible ? other(s.sendTones, dialpad) : nothing,
              ]
            : dialOut.visible
              ? other(s.callNumber, phone)
              : nothing
        }
      </div>
      ${why(isCalling ? dialOut : dtmf)}${this.failure(call, isCalling ? 'number' : '')}
    </section>`;
  }

  #close = () => {
    this.dispatchEvent(new CallDialpadCloseEvent());
  };

  #callNumber = async () => {
    await this.dialOut(this.#number);
    if (this.#isWrong) this.focus();
  };

  #input = ({ target }: Event) => {
    this.#number = (target as HTMLInputElement).value;
    this.#isWrong = false;
    this.requestUpdate();
  };

  /** Types into the number, or sends. */
  #press(key: string) {
    if (!this.renderRoot.querySelector('input')) return void this.dtmf(key);
    this.#number = key === '<' ? this.#number.slice(0, -1) : this.#number + key;
    this.#isWrong = false;
    this.requestUpdate();
  }

  #move(at: number) {
    if (at === this.#at) return;
    this.#at = at;
    this.requestUpdate();
  }

  #keydown = (event: KeyboardEvent) => {
    const { key, target, repeat } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape') this.#close();
    else if (target instanceof HTMLInputElement) {
      if (key !== 'Enter') return;
      if (!repeat) void this.#callNumber();
    } else {
      const keys = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.key')];
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -3, ArrowDown: 3 }[key];
      const typed = key === 'Backspace' ? '<' : latin(key);
      const to = by
        ? keys.indexOf(target as HTMLButtonElement) + by
        : keys.findIndex(({ value }) => value === typed);
      if (!keys[to]) return;
      // The focus goes along: so the agent, and nobody else, hears what was typed.
      keys[to].focus();
      if (!by && !repeat) keys[to].click();
    }
    event.preventDefault();
  };

  // Into the number itself the browser pastes.
  #paste = (event: ClipboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    this.#press(event.clipboardData?.getData('text') ?? '');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-dialpad': CallbackDialpad;
  }
}

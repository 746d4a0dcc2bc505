import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CommandKey, CommandPayloads, TargetRef } from '../../contract/commands.ts';
import type { DirectoryEntry } from '../../contract/directory.ts';
import type { CallRecord, SettingsRecord } from '../../contract/records.ts';
import type { DirectoryHandle } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import { Countdown, Stopwatch } from '../shared/clock.ts';
import type { Control } from '../shared/element.ts';
import type { RequestEvent } from '../shared/events.ts';
import { CallHoldEvent, CallResumeEvent } from '../shared/hold.events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { button } from '../shared/templates/button.ts';
import { arrow, icon, person, warning } from '../shared/templates/icon.ts';
import { menu } from '../shared/templates/menu.ts';
import {
  CallBlindTransferEvent,
  CallConsultEvent,
  CallEndConsultEvent,
  CallLeaveAndTransferEvent,
  CallMergeEvent,
  CallTransferCloseEvent,
} from './callback-call-transfer.events.ts';
import type { draw } from './callback-call-transfer.panel.ts';
import { strings } from './callback-call-transfer.strings.ts';
import { styles } from './callback-call-transfer.styles.ts';

type Strings = typeof strings;

/**
 * Brings a live call to somebody else. While `open` it shows who there is, each with a menu of **Consult** and **Blind**,
 * and holds the customer; a consult that runs, and how the last one ended, is shown whether open or not, so that it
 * survives a reload. Give it the focus (`focus()`) when it opens. Source: Transfer of ServiceNow's Interaction Controls
 * Component.
 *
 * @fires call-consult - Asks to speak with a target while the customer is held.
 * @fires call-end-consult - Asks to end the consult; back to the customer.
 * @fires call-merge - Asks to join customer, agent and target.
 * @fires call-leave-and-transfer - Asks to leave the customer with the target.
 * @fires call-blind-transfer - Asks to hand the call over without speaking first.
 * @fires call-hold - Asks to place the customer on hold, when it opens.
 * @fires call-resume - Asks to take the customer off hold.
 * @fires call-transfer-close - Wants to be put away, by its button or Escape, or because what had
 *   the focus ended; whoever shows it takes the focus to **Resume**. Does not bubble.
 * @csspart card - The surface of who there is.
 */
export class CallbackCallTransfer extends InteractionElement {
  static override readonly tag = 'callback-call-transfer';
  static override styles = [InteractionElement.styles, styles];
  static override properties = {
    call: { attribute: false },
    settings: { attribute: false },
    directory: { attribute: false },
    open: { type: Boolean, reflect: true },
  };

  /** The call, where no provider gives it. */
  call: CallRecord | null = null;
  /** Which kinds the provider allows, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Who can be found, where no provider gives it. */
  directory: DirectoryHandle | null = null;
  /** Shows who there is. */
  open = false;

  #selected = this.select((store) => store.get('call', this.current?.callId ?? ''));
  #settings = this.select((store) => store.get('settings', 'settings'));
  #countdown = new Countdown(this, () => this.#call?.consult.timer ?? this.#call?.blind?.timer);
  #hold = new Stopwatch(this, () => this.#held?.since);
  #id: string | undefined;
  #said: readonly string[] = [];
  #opened = false;
  #panel: { readonly draw: typeof draw } | undefined;
  #asked = false;
  #lost = false;

  get #call(): CallRecord | undefined {
    return this.call ?? this.#selected();
  }

  get #held() {
    return this.#call?.legs.find(({ role, state }) => role === 'customer' && state === 'held');
  }

  /** Into the search field, or to what is done with the consult. */
  override focus(): void {
    void this.#load().then(() => this.#place?.focus());
  }

  /** Where the work goes on. */
  get #place() {
    return this.renderRoot.querySelector<HTMLElement>('.steps .btn,cbk-directory');
  }

  /** Asks to speak with a target while the customer is held, as **Consult** does. */
  consult(target: TargetRef): Promise<void> {
    return this.#ask(CallConsultEvent, { target });
  }

  /** Asks to hand the call over without speaking first, as **Blind** does. */
  blindTransfer(target: TargetRef): Promise<void> {
    return this.#ask(CallBlindTransferEvent, { target });
  }

  /** Asks to end the consult, as **End consult** does. */
  endConsult(): Promise<void> {
    return this.#ask(CallEndConsultEvent, {});
  }

  /** Asks to join customer, agent and target, as **Merge calls** does. */
  merge(): Promise<void> {
    return this.#ask(CallMergeEvent, {});
  }

  /** Asks to leave the customer with the target, as **Leave & transfer** does. */
  leaveAndTransfer(): Promise<void> {
    return this.#ask(CallLeaveAndTransferEvent, {});
  }

  /** Asks to place the customer on hold, as opening does. */
  hold(): Promise<void> {
    return this.#ask(CallHoldEvent, {}, 'hold');
  }

  /** Asks to take the customer off hold, as **Resume** does. */
  resume(): Promise<void> {
    return this.#ask(CallResumeEvent, {}, 'hold');
  }

  // One way out at a time.
  async #ask<C extends CommandKey>(
    Asked: new (call: CallRecord, payload: CommandPayloads[C]) => RequestEvent<C>,
    payload: CommandPayloads[C],
    group?: string,
  ) {
    const call = this.#call;
    if (call && (group || !this.#controls(call).some(({ busy }) => busy)))
      await this.request(new Asked(call, payload), group);
  }

  #controls(call: CallRecord): Control[] {
    const controls = (
      ['consult', 'blind-transfer', 'merge', 'leave-and-transfer', 'end-consult'] as const
    ).map((name) => this.control(call, `call.${name}`));
    return controls.some(({ busy }) => busy)
      ? controls.map((control) => ({ ...control, disabled: true }))
      : controls;
  }

  /** Where the consult or the transfer stands; then how the last consult ended, and who has left. */
  #stand(call: CallRecord | undefined, s: Strings): readonly [string, string] {
    if (!call) return ['', ''];
    const { consult, blind, legs } = call;
    const { state, target, last } = consult;
    const customer = legs.find(({ role }) => role === 'customer');
    // Who is in no list is named by their number.
    const name = phoneNumber((blind?.target ?? target ?? last?.target)?.name ?? '');
    if (blind) return [s.handingOver(name), ''];
    if (state !== 'none' && target)
      return [
        state === 'consult_dialing'
          ? s[target.kind === 'queue' ? 'waitingIn' : 'ringing'](name)
          : s[state](name),
        customer?.state === 'ended' ? s.hungUp : '',
      ];
    // A reason from outside may be named like a method.
    const { declined, no_answer, busy, failed, voicemail } = s;
    return [
      '',
      last && customer?.state === 'held'
        ? (
            { __proto__: null, declined, no_answer, busy, failed, voicemail } as unknown as Partial<
              Record<string, typeof declined>
            >
          )[last.reason]?.(name) || s.ended(name)
        : '',
    ];
  }

  protected override updated(changed: PropertyValues<this>): void {
    const call = this.#call;
    const said = this.#stand(call, this.localized(strings));
    // What was so before it came on screen is no news.
    if (call && call.id === this.#id)
      for (const [i, one] of said.entries()) if (one && one !== this.#said[i]) announce(one);
    this.#id = call?.id;
    if (call && !call.endedAt && !this.#asked) {
      this.#asked = true;
      void this.#load();
    }
    this.#said = said;

    if (this.focusLost) {
      // What had the focus has ended.
      if (this.#place) this.#place.focus();
      else this.#close();
    } else if (changed.get('open') === false && this.open) this.focus();

    if (!this.open) this.#opened = false;
    else if (call && !this.#opened) {
      this.#opened = true;
      if (call.consult.state === 'none') void this.updateComplete.then(() => this.hold());
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const call = this.#call;
    if (!call) return nothing;
    const controls = this.#controls(call);
    if (!this.#panel)
      return this.#lost && (this.open || controls[4]!.visible)
        ? html`<div class="why" role="alert">
            ${icon(warning)}<span>${this.words.failed}</span>
            ${button({ label: this.words.tryAgain, look: 'small', press: () => this.focus() })}
          </div>`
        : nothing;
    return this.#panel.draw({
      element: this,
      language: this.language,
      call,
      stand: this.#stand(call, this.localized(strings)),
      controls,
      resume: this.control(call, 'call.resume'),
      kinds: (['agent', 'queue', 'external'] as const).filter((kind) => this.#ways(kind, controls).length),
      held: this.#held,
      seconds: this.#hold.seconds ?? 0,
      left: this.#countdown.seconds ?? 0,
      fraction: this.#countdown.fraction,
      failures: [this.failure(call), this.failure(call, 'hold')],
      action: this.#action,
      stamp: JSON.stringify([controls, this.#targets]),
      close: this.#close,
      keys: this.#keys,
    });
  }

  get #targets() {
    return (this.settings ?? this.#settings())?.targets;
  }

  /** What can be done with a target of this kind. */
  #ways(kind: DirectoryEntry['kind'], controls: readonly Control[]) {
    const { consult = [], blind = [] } = this.#targets ?? {};
    return [
      { way: 'consult', path: person, control: controls[0]!, kinds: consult } as const,
      { way: 'blindTransfer', path: arrow, control: controls[1]!, kinds: blind } as const,
    ].filter(({ control, kinds }) => control.visible && kinds.includes(kind));
  }

  // Where nothing of it can be pressed, the menu stays shut and says why.
  #action = (entry: DirectoryEntry) => {
    const s = this.localized(strings);
    const { kind, id, name } = entry;
    const ways = this.#ways(kind, this.#controls(this.#call!));
    // An id of the page must have no space.
    const key = kind + id.replace(/\W/g, (one) => `-${one.charCodeAt(0)}-`);
    const away = kind === 'agent' && !entry.reachable && this.reasonWords('target_unavailable');
    const { control } = ways.find(({ control }) => !control.disabled) ?? ways[0]!;
    return menu(
      key,
      s.options(name),
      ways.map(({ way, path, control }) => ({
        name: way + key,
        label: s[way],
        detail: s[`${way}More`],
        icon: path,
        control,
        press: () => this[way]({ kind, id }),
      })),
      away ? { ...control, disabled: true, reason: away } : control,
    );
  };

  async #load() {
    if (!this.#panel) {
      try {
        this.#panel = await import('./callback-call-transfer.panel.ts');
      } catch {
        this.#lost = true;
      }
      this.requestUpdate();
    }
    await this.updateComplete;
  }

  #close = () => this.dispatchEvent(new CallTransferCloseEvent());

  #keys = (event: KeyboardEvent) => {
    // A menu closes by itself.
    const inMenu = event.composedPath().some((one) => (one as Element).role === 'menu');
    if (event.key !== 'Escape' || inMenu) return;
    event.preventDefault();
    this.#close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-call-transfer': CallbackCallTransfer;
  }
}

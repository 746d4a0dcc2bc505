import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CommandKey, CommandPayloads, TargetRef } from '../../contract/commands.ts';
import type { CallRecord, SettingsRecord } from '../../contract/records.ts';
import type { DirectoryHandle } from '../../client/handle.ts';
import type { RequestEvent } from '../shared/events.ts';
import { CallHoldEvent, CallResumeEvent } from '../shared/hold.events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { button } from '../shared/templates/button.ts';
import { cross } from '../shared/templates/icon.ts';
import {
  CallBlindTransferEvent,
  CallConsultEvent,
  CallEndConsultEvent,
  CallLeaveAndTransferEvent,
  CallMergeEvent,
  CallTransferCloseEvent,
} from './callback-call-transfer.events.ts';
import { strings } from './callback-call-transfer.strings.ts';

/**
 * Transfers the live call.
 *
 * @fires {CallConsultEvent} call-consult - Asks to speak with a target while the customer is held.
 * @fires {CallEndConsultEvent} call-end-consult - Asks to end the consult.
 * @fires {CallMergeEvent} call-merge - Asks to join customer, agent and target.
 * @fires {CallLeaveAndTransferEvent} call-leave-and-transfer - Asks to leave the customer with the target.
 * @fires {CallBlindTransferEvent} call-blind-transfer - Asks to hand the call over at once.
 * @fires {CallHoldEvent} call-hold - Asks to place the customer on hold, on opening.
 * @fires {CallResumeEvent} call-resume - Asks to take the customer off hold.
 * @fires {CallTransferCloseEvent} call-transfer-close - Wants to be put away; does not bubble.
 */
export class CallbackCallTransfer extends InteractionElement {
  static override readonly tag = 'callback-call-transfer';
  static override properties = {
    call: { attribute: false },
    settings: { attribute: false },
    directory: { attribute: false },
    open: { type: Boolean, reflect: true },
  };

  /** The call, where no provider gives it. */
  call: CallRecord | null = null;
  /** What the provider allows, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Who can be found, where no provider gives it. */
  directory: DirectoryHandle | null = null;
  /** Shows the directory. What a running consult needs is there without. */
  open = false;

  #selected = this.select((store) => store.get('call', this.current?.callId ?? ''));

  get #call(): CallRecord | undefined {
    return this.call ?? this.#selected();
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

  /** Asks to place the customer on hold. */
  hold(): Promise<void> {
    return this.#ask(CallHoldEvent, {});
  }

  /** Asks to take the customer off hold, as **Resume** does. */
  resume(): Promise<void> {
    return this.#ask(CallResumeEvent, {});
  }

  async #ask<C extends CommandKey>(
    Asked: new (call: CallRecord, payload: CommandPayloads[C]) => RequestEvent<C>,
    payload: CommandPayloads[C],
  ) {
    if (this.#call) await this.request(new Asked(this.#call, payload));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#call || !this.open) return nothing;
    const s = this.localized(strings);
    return html`<section class="card" aria-labelledby="heading">
      <div class="row">
        <h2 class="grow" id="heading">${s.heading}</h2>
        ${button({
          label: s.close,
          icon: cross,
          iconOnly: true,
          look: 'compact quiet',
          press: () => this.dispatchEvent(new CallTransferCloseEvent()),
        })}
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-call-transfer': CallbackCallTransfer;
  }
}

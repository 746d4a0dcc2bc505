import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { TargetRef } from '../../contract/commands.ts';
import type { SettingsRecord } from '../../contract/records.ts';
import type { DirectoryHandle } from '../../client/handle.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { button } from '../shared/templates/button.ts';
import { cross } from '../shared/templates/icon.ts';
import { CallbackTransferCloseEvent, CallbackTransferEvent } from './transfer-callback.events.ts';
import { strings } from './transfer-callback.strings.ts';

/**
 * Picks who a callback goes to before the customer was reached.
 *
 * @fires {CallbackTransferEvent} callback-transfer - Asks to offer the callback to an agent or a queue.
 * @fires {CallbackTransferCloseEvent} callback-transfer-close - Wants to be put away; does not bubble.
 */
export class TransferCallback extends InteractionElement {
  static override readonly tag = 'transfer-callback';
  static override properties = { settings: { attribute: false }, directory: { attribute: false } };

  /** What the provider allows, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Who can be found, where no provider gives it. */
  directory: DirectoryHandle | null = null;

  /** Asks to offer the callback to a target. Resolves when nothing is pending any more. */
  async transfer(target: TargetRef): Promise<void> {
    if (this.current) await this.request(new CallbackTransferEvent(this.current, { target }));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.current) return nothing;
    const s = this.localized(strings);
    return html`<section class="card" aria-labelledby="heading">
      <div class="row">
        <h2 class="grow" id="heading">${s.heading}</h2>
        ${button({
          label: s.close,
          icon: cross,
          iconOnly: true,
          look: 'compact quiet',
          press: () => this.dispatchEvent(new CallbackTransferCloseEvent()),
        })}
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'transfer-callback': TransferCallback;
  }
}

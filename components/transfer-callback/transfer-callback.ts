import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { TargetRef } from '../../contract/commands.ts';
import type { DirectoryEntry } from '../../contract/directory.ts';
import type { SettingsRecord } from '../../contract/records.ts';
import type { DirectoryHandle } from '../../client/handle.ts';
import { Countdown, digits } from '../shared/clock.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { button, why } from '../shared/templates/button.ts';
import { arrow, cross } from '../shared/templates/icon.ts';
import { CallbackTransferCloseEvent, CallbackTransferEvent } from './transfer-callback.events.ts';
import { strings } from './transfer-callback.strings.ts';
import { styles } from './transfer-callback.styles.ts';

/**
 * Picks who a callback goes to before the customer was reached: queues and agents, as the provider has them, searched
 * there. What counts down meanwhile goes on, and is shown. Give it the focus (`focus()`) when it opens; whoever opened it
 * puts it away on `callback-transfer-close` and takes the focus back. Source: Transfer callback of ServiceNow's
 * interaction page.
 *
 * @fires callback-transfer - Asks to offer the callback to an agent or a queue.
 * @fires callback-transfer-close - Wants to be put away, by its button or Escape; does not
 *   bubble.
 * @csspart card - The surface of it all.
 * @csspart timer - The dial or close timer, which goes on.
 */
export class TransferCallback extends InteractionElement {
  static override readonly tag = 'transfer-callback';
  static override styles = [InteractionElement.styles, styles];
  static override properties = { settings: { attribute: false }, directory: { attribute: false } };

  /** Which kinds the provider allows, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Who can be found, where no provider gives it. */
  directory: DirectoryHandle | null = null;

  #settings = this.select((store) => store.get('settings', 'settings'));
  #pressed = '';
  #countdown = new Countdown(this, () => this.#timer);

  get #timer() {
    const timer = this.current?.timer;
    return timer?.kind === 'dial' || timer?.kind === 'close' ? timer : null;
  }

  /** Into the search field. */
  override focus(): void {
    this.renderRoot.querySelector('cbk-directory')?.focus();
  }

  /** Asks to offer the callback to a target, as a press on its arrow does. Resolves when nothing is pending any more. */
  async transfer(target: TargetRef): Promise<void> {
    const record = this.current;
    if (!record || this.control(record, 'interaction.transfer').disabled) return;
    this.#pressed = target.kind + target.id;
    await this.request(new CallbackTransferEvent(record, { target }));
  }

  protected override render(): TemplateResult | typeof nothing {
    const record = this.current;
    if (!record) return nothing;
    const s = this.localized(strings);
    const control = this.control(record, 'interaction.transfer');
    const timer = this.#timer;
    const left = this.#countdown.seconds;
    const kinds = control.visible && (this.settings ?? this.#settings())?.targets.transfer;
    return html`<section class="card" part="card" aria-labelledby="heading" @keydown=${this.#keys}>
      <div class="row">
        <h2 class="grow" id="heading">${s.heading}</h2>
        ${
          timer
            ? html`<span class="small muted" part="timer" role="timer"
                >${left ? s[timer.kind === 'dial' ? 'dialIn' : 'closeIn'](digits(left)) : s.waiting}</span
              >`
            : nothing
        }
        ${button({ label: s.close, icon: cross, iconOnly: true, look: 'compact quiet', press: this.#close })}
      </div>
      <cbk-directory
        .directory=${this.directory}
        .kinds=${(['queue', 'agent', 'external'] as const).filter((kind) => kinds && kinds.includes(kind))}
        .action=${this.#action}
        .stamp=${JSON.stringify([control, this.#pressed])}
      ></cbk-directory>
      ${why(control)}${this.failure(record, '', s.failed)}
    </section>`;
  }

  #action = (entry: DirectoryEntry) => {
    const { kind, id, name } = entry;
    const control = this.control(this.current!, 'interaction.transfer');
    const away = kind === 'agent' && !entry.reachable;
    return button({
      label: this.localized(strings).to(name),
      icon: arrow,
      iconOnly: true,
      look: 'compact',
      control: {
        ...control,
        disabled: control.disabled || away,
        busy: control.busy && this.#pressed === kind + id,
        reason: control.reason || (away ? this.reasonWords('target_unavailable') : ''),
      },
      press: () => this.transfer({ kind, id }),
    });
  };

  #close = () => this.dispatchEvent(new CallbackTransferCloseEvent());

  #keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'transfer-callback': TransferCallback;
  }
}

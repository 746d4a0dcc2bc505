import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CommandKey, CommandPayloads } from '../../contract/commands.ts';
import type { CallRecord, InteractionRecord, TaskRecord } from '../../contract/records.ts';
import { announce } from '../shared/announcer.ts';
import { Countdown, Stopwatch, digits } from '../shared/clock.ts';
import type { Control } from '../shared/element.ts';
import type { RequestEvent } from '../shared/events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { field as fieldStyles } from '../shared/styles/field.ts';
import { button, flag, why } from '../shared/templates/button.ts';
import { archive, chevron, clock, icon, phone, retry as retryIcon } from '../shared/templates/icon.ts';
import { ring } from '../shared/templates/timer.ts';
import {
  CallbackCloseEvent,
  CallbackDialEvent,
  CallbackRetryEvent,
  CallbackSelectNumberEvent,
} from './callback-actions.events.ts';
import { strings } from './callback-actions.strings.ts';
import { styles } from './callback-actions.styles.ts';

type Strings = typeof strings;

/** Keeps a number in one piece beside a word that is written from right to left. */
const mark = '\u200e';
const rightToLeft = /[\u0590-\u08ff]/;

/**
 * What an agent does with a callback before and between calls: select the number, see what the timer will do,
 * **Call number**, **Retry call**, **Close callback**. Source: the callback actions of ServiceNow's interaction
 * page for CCaaS callbacks.
 *
 * @fires {CallbackSelectNumberEvent} callback-select-number - Asks to select another number.
 * @fires {CallbackDialEvent} callback-dial - Asks to dial for the first time.
 * @fires {CallbackRetryEvent} callback-retry - Asks to dial again.
 * @fires {CallbackCloseEvent} callback-close - Asks to close the callback.
 */
export class CallbackActions extends InteractionElement {
  static override readonly tag = 'callback-actions';
  static override styles = [InteractionElement.styles, fieldStyles, styles];

  static override properties = {
    task: { attribute: false },
    call: { attribute: false },
  };

  /** The callback, where no provider gives it. */
  task: TaskRecord | null = null;
  /** The interaction's last call, where no provider gives it; says when it was answered. */
  call: CallRecord | null = null;

  #task = this.select((store) => store.get('task', this.current?.taskId ?? ''));
  #call = this.select((store) => store.get('call', this.current?.callId ?? ''));
  #settings = this.select((store) => store.get('settings', 'settings'));

  #countdown = new Countdown(
    this,
    () => this.#timer,
    (seconds) => {
      const s = this.localized(strings);
      announce(seconds ? s[`${this.#timer!.kind}In`](s.length(seconds)) : s.waiting);
    },
  );
  #preview = new Stopwatch(this, () => (this.#previewed === null ? this.current?.acceptedAt : null));

  /** Asks to select one of the customer's numbers. Resolves when nothing is pending any more. */
  selectNumber(numberId: string): Promise<void> {
    return this.#ask(CallbackSelectNumberEvent, { numberId }, 'number');
  }

  /** Asks to dial for the first time, as a press on **Call number** does. */
  dial(): Promise<void> {
    return this.#ask(CallbackDialEvent, {});
  }

  /** Asks to dial again, as a press on **Retry call** does. */
  retry(): Promise<void> {
    return this.#ask(CallbackRetryEvent, {});
  }

  /** Asks to close the callback, as a press on **Close callback** does. */
  close(): Promise<void> {
    return this.#ask(CallbackCloseEvent, {});
  }

  // One at a time: a dial that overtakes a selection would dial the number before it.
  async #ask<C extends CommandKey>(
    Asked: new (record: InteractionRecord, payload: CommandPayloads[C]) => RequestEvent<C>,
    payload: CommandPayloads[C],
    group?: string,
  ) {
    const record = this.current;
    if (record && !this.#controls(record).some(({ busy }) => busy))
      await this.request(new Asked(record, payload), group);
  }

  #controls(record: InteractionRecord): Control[] {
    const controls = (['select-number', 'dial', 'retry', 'close'] as const).map((name) =>
      this.control(record, `interaction.${name}`),
    );
    return controls.some(({ busy }) => busy)
      ? controls.map((control) => ({ ...control, disabled: true }))
      : controls;
  }

  get #timer() {
    const timer = this.current?.timer;
    return timer?.kind === 'dial' || timer?.kind === 'close'
      ? (timer as typeof timer & { kind: 'dial' | 'close' })
      : null;
  }

  /** Milliseconds of a preview that is over. */
  get #previewed(): number | null {
    const { acceptedAt, closedAt, previewDuration = null } = this.current ?? {};
    return previewDuration ?? (closedAt && acceptedAt ? Date.parse(closedAt) - Date.parse(acceptedAt) : null);
  }

  protected override render(): TemplateResult | typeof nothing {
    const record = this.current;
    if (!record) return nothing;
    const s = this.localized(strings);
    const task = this.task ?? this.#task();
    const [select, dial, retry, close] = this.#controls(record) as [Control, Control, Control, Control];
    const again = retry.visible;
    const call = again ? 'retry' : 'dial';
    return html`<section class="card" aria-label=${s.label}>
      <div>
        <h2 class="name"><bdi class="cut" title=${record.customerName}>${record.customerName}</bdi></h2>
        <p class="muted num">${task ? this.#stand(record, task, s) : nothing}</p>
      </div>
      <div class="stack">
        <div>
          <label class="label" for="number">${s.number}</label>
          <div class="pick">
            <select
              id="number"
              class="field num"
              aria-disabled=${flag(select.disabled)}
              aria-busy=${flag(select.busy)}
              aria-description=${select.reason || nothing}
              @change=${this.#pick}
            >
              ${task?.customer.numbers.map(
                ({ id, label, number }) =>
                  html`<option
                    value=${id}
                    .selected=${id === record.numberId}
                    ?disabled=${select.disabled && id !== record.numberId}
                  >
                    ${label}
                    ${rightToLeft.test(label) || this.matches(':dir(rtl)') ? mark : ''}${phoneNumber(number)}
                  </option>`,
              )}</select
            >${icon(chevron)}
          </div>
        </div>
        ${this.failure(record, 'number')}
      </div>
      ${this.#row(record, task, s)}
      <div class="stack" @keydown=${this.#held}>
        <div class="pair">
          ${button({
            label: s[call],
            icon: again ? retryIcon : phone,
            look: 'fill accept',
            control: again ? retry : dial,
            // A number that fails at once would be dialled again by the second half of a double click.
            press: (event) => (event as MouseEvent).detail > 1 || this[call](),
          })}
        </div>
        <div class="pair">
          ${button({ label: s.close, icon: archive, control: close, press: () => this.close() })}
        </div>
      </div>
      ${why(select, dial, retry, close)}${this.failure(record)}
    </section>`;
  }

  #stand(record: InteractionRecord, { attempts, attemptLimit, type }: TaskRecord, s: Strings): string {
    const last = attempts.find(({ id }) => id === record.callId);
    const answeredAt = (this.call ?? this.#call())?.answeredAt;
    const outcome = last?.outcome ?? (answeredAt && 'answered');
    const time = (outcome === 'answered' ? (answeredAt ?? last?.startedAt) : last?.endedAt) ?? '';
    return s.line(
      s[type] ?? type,
      outcome && Date.parse(time)
        ? s.at(s[outcome] ?? s.ended, this.time(time))
        : !last && record.state !== 'preview'
          ? s.undialled
          : s.attempt(last?.attempt ?? Math.min(attempts.length + 1, attemptLimit ?? Infinity), attemptLimit),
    );
  }

  #row(record: InteractionRecord, task: TaskRecord | undefined, s: Strings) {
    const timer = this.#timer;
    const left = this.#countdown.seconds ?? 0;
    const previewed = this.#previewed;
    const preview = digits(previewed === null ? (this.#preview.seconds ?? 0) : Math.floor(previewed / 1000));
    const shown = timer ? digits(left) : preview;
    const [before, after] = (timer ? s[`${timer.kind}In`] : s.preview)(shown).split(shown);
    return html`<div class="row timer num" role="timer">
      ${
        timer
          ? ring(
              left && this.#countdown.fraction,
              '',
              `small${left ? (timer.kind === 'dial' ? ' accept' : '') : ' off'}`,
            )
          : html`<span class="row ring--small muted">${icon(clock)}</span>`
      }
      <div class="grow">
        <div class="left">${before}<b>${shown}</b>${after}</div>
        <div class="small muted">
          ${
            timer
              ? !left
                ? s.waiting
                : timer.kind === 'dial'
                  ? s.preview(preview)
                  : s.sinceDial(task?.attempts.length ?? 1, task?.attemptLimit ?? null)
              : record.previewDuration !== null
                ? s.fromAccept
                : record.state !== 'preview'
                  ? nothing
                  : this.#settings()?.dialing === 'automatic'
                    ? s.stopped
                    : s.manual
          }
        </div>
      </div>
    </div>`;
  }

  #pick = ({ target }: Event) => {
    const select = target as HTMLSelectElement;
    const { value } = select;
    // The server's, until it says otherwise.
    select.value = this.current!.numberId;
    void this.selectNumber(value);
  };

  // Nor by a key held down.
  #held = (event: KeyboardEvent) => {
    if (event.repeat && event.key !== 'Tab') event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-actions': CallbackActions;
  }
}

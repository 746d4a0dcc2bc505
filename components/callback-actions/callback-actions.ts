import { html, nothing } from 'lit';
import type { LitElement, PropertyValues, TemplateResult } from 'lit';
import type { CommandKey, CommandPayloads } from '../../contract/commands.ts';
import type {
  CallRecord,
  InteractionRecord,
  NoticeRecord,
  SettingsRecord,
  TaskRecord,
  Timer,
} from '../../contract/records.ts';
import type { DirectoryHandle } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import { Countdown, Stopwatch, digits } from '../shared/clock.ts';
import type { Control } from '../shared/element.ts';
import type { RequestEvent } from '../shared/events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { field as fieldStyles } from '../shared/styles/field.ts';
import { select as selectStyles } from '../shared/styles/select.ts';
import { button, flag, why } from '../shared/templates/button.ts';
import {
  archive,
  chevron,
  clock,
  icon,
  phone,
  retry as retryIcon,
  transfer as transferIcon,
  warning,
} from '../shared/templates/icon.ts';
import { ring } from '../shared/templates/timer.ts';
import {
  CallbackCancelTransferEvent,
  CallbackCloseEvent,
  CallbackDialEvent,
  CallbackRetryEvent,
  CallbackSelectNumberEvent,
  CallbackTryLaterEvent,
} from './callback-actions.events.ts';
import type * as Panels from './callback-actions.panels.ts';
import { strings } from './callback-actions.strings.ts';
import { styles } from './callback-actions.styles.ts';

type Strings = typeof strings;

/** Keeps a number in one piece beside a word that is written from right to left. */
const mark = '\u200e';
const rightToLeft = /[\u0590-\u08ff]/;

type Seven = [Control, Control, Control, Control, Control, Control, Control];

/** What opens below the buttons, by the capability that it needs. */
type Panel = 'transfer' | 'tryLater' | 'dial' | 'retry';

const commands = [
  'select-number',
  'dial',
  'retry',
  'try-later',
  'transfer',
  'cancel-transfer',
  'close',
] as const;

/**
 * What an agent does with a callback before and between calls: select the number, see what the timer will do,
 * **Call number**, **Retry call**, **Try later**, **Transfer callback**, **Close callback**; and what became of a
 * transfer. **Transfer callback** opens a `transfer-callback`, which asks by its own event. Source: the callback actions
 * of ServiceNow's interaction page for CCaaS callbacks.
 *
 * @csspart card - The surface of it all.
 * @csspart timer - The line that counts: the preview, the dial or close timer, a pending transfer.
 */
export class CallbackActions extends InteractionElement {
  static override readonly tag = 'callback-actions';
  static override styles = [InteractionElement.styles, fieldStyles, selectStyles, styles];

  static override properties = {
    task: { attribute: false },
    call: { attribute: false },
    notice: { attribute: false },
    settings: { attribute: false },
    directory: { attribute: false },
  };

  /** The callback, where no provider gives it. */
  task: TaskRecord | null = null;
  /** The interaction's last call, where no provider gives it; says when it was answered. */
  call: CallRecord | null = null;
  /** How the last transfer ended, where no provider gives it. */
  notice: NoticeRecord | null = null;
  /** What the provider allows, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Who the picker can find, where no provider gives it. */
  directory: DirectoryHandle | null = null;

  #task = this.select((store) => store.get('task', this.current?.taskId ?? ''));
  #call = this.select((store) => store.get('call', this.current?.callId ?? ''));
  #settings = this.select((store) => store.get('settings', 'settings'));
  #notice = this.select((store) =>
    store
      .all('notice')
      .filter(({ type, interactionId }) => type.startsWith('transfer_') && interactionId === this.#id)
      .reduce<NoticeRecord | undefined>((last, one) => (last && last.at > one.at ? last : one), undefined),
  );

  /** The interaction that was shown last: what became of it is told when it is somebody else's already. */
  #last: string | undefined;
  /** Of which interaction outcomes are told, which were, and whether its transfer was seen to be pending. */
  #heard: string | undefined;
  #told = new Set<string>();
  #pending: boolean | undefined;

  #panel: Panel | '' = '';
  #opener = 'call';
  #panels: typeof Panels | undefined;
  #asked = false;
  /** The panels were needed, and could not be loaded. */
  #missing = false;

  #countdown = new Countdown(
    this,
    () => this.#timer,
    (seconds) => {
      const s = this.localized(strings);
      announce(seconds ? this.#left(s, s.length(seconds)) : s.waiting);
    },
  );
  #preview = new Stopwatch(this, () => (this.#previewed === null ? this.current?.acceptedAt : null));

  override disconnectedCallback(): void {
    // A page that closes with its interaction takes the element away before it is drawn again.
    this.#tell();
    super.disconnectedCallback();
  }

  /** Asks to select one of the customer's numbers. Resolves when nothing is pending any more. */
  selectNumber(numberId: string): Promise<void> {
    return this.#ask(CallbackSelectNumberEvent, { numberId }, 'number');
  }

  /** Asks to dial for the first time, as a press on **Call number** does: for the reason first, where one is needed. */
  dial(payload: CommandPayloads['interaction.dial'] = {}): Promise<void> {
    return this.#dial('dial', CallbackDialEvent, payload);
  }

  /** Asks to dial again, as a press on **Retry call** does: for the reason first, where one is needed. */
  retry(payload: CommandPayloads['interaction.retry'] = {}): Promise<void> {
    return this.#dial('retry', CallbackRetryEvent, payload);
  }

  /**
   * Asks to schedule the callback anew, as a choice of **Try later** does.
   * @param at ISO 8601, UTC.
   */
  tryLater(at: string): Promise<void> {
    return this.#ask(CallbackTryLaterEvent, { at });
  }

  /** Asks to take back the pending transfer, as a press on **Cancel callback transfer** does. */
  cancelTransfer(): Promise<void> {
    return this.#ask(CallbackCancelTransferEvent, {});
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

  async #dial<C extends 'dial' | 'retry'>(
    name: C,
    Asked: new (
      record: InteractionRecord,
      payload: CommandPayloads[`interaction.${C}`],
    ) => RequestEvent<`interaction.${C}`>,
    payload: CommandPayloads[`interaction.${C}`],
  ) {
    const { enabled, override } = this.current?.capabilities[name] ?? {};
    await (enabled && override && !payload.overrideReason ? this.#show(name) : this.#ask(Asked, payload));
  }

  #controls(record: InteractionRecord): Control[] {
    const controls = commands.map((name) => this.control(record, `interaction.${name}`));
    return controls.some(({ busy }) => busy)
      ? controls.map((control) => ({ ...control, disabled: true }))
      : controls;
  }

  get #id() {
    return this.current?.id ?? this.interactionId ?? this.#last;
  }

  get #news() {
    return this.notice ?? this.#notice();
  }

  get #theTask() {
    return this.task ?? this.#task();
  }

  get #timer() {
    const { state, timer, transfer } = this.current ?? {};
    const one = state === 'transferring' ? transfer?.timer : timer;
    return one as Timer<'dial' | 'close' | 'transfer_offer'> | null;
  }

  /** Milliseconds of a preview that is over. */
  get #previewed(): number | null {
    const { acceptedAt, closedAt, previewDuration = null } = this.current ?? {};
    return previewDuration ?? (closedAt && acceptedAt ? Date.parse(closedAt) - Date.parse(acceptedAt) : null);
  }

  protected override reasonWords(code: string | undefined, message?: string): string {
    const { callingWindow, attempts, attemptLimit } = this.#theTask ?? {};
    const s = this.localized(strings);
    return code === 'outside_calling_window' && callingWindow
      ? s[code](callingWindow.from)
      : code === 'attempt_limit' && attemptLimit
        ? s[code](attempts!.length, attemptLimit)
        : super.reasonWords(code, message);
  }

  /** Says once what happened while the interaction was shown. */
  #tell() {
    const id = (this.#last = this.#id);
    const notice = this.#news;
    const pending = this.current?.state === 'transferring';
    const isNew = id === this.#heard;
    if (pending && isNew && !this.#pending) announce(this.localized(strings).transferring);
    if (notice && !this.#told.has(notice.id)) {
      this.#told.add(notice.id);
      const context = this.#context();
      if (isNew) void this.#load().then((panels) => panels && announce(panels.outcomeText(context, notice)));
    }
    this.#pending = pending;
    // What comes with the first snapshot is no news.
    if (!this.session || this.session.store.namespace) this.#heard = id;
  }

  protected override willUpdate(): void {
    const { id, capabilities } = this.current ?? {};
    // What is no longer possible closes by itself: a transfer has begun, the number is being dialled.
    if (id !== this.#last || !capabilities?.[this.#panel as Panel]?.enabled) this.#panel = '';
    this.#tell();
    if (
      !this.#asked &&
      (this.#news ||
        this.#pending ||
        capabilities?.tryLater?.enabled ||
        Object.values(capabilities ?? {}).some(({ override }) => override))
    ) {
      this.#asked = true;
      void this.#load(); // again at the press, where that fails
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.focusLost) this.#button(this.#opener)?.focus();
    for (const panel of ['transfer', 'tryLater']) {
      const button = this.#button(panel);
      if (!button) continue;
      if (panel === 'tryLater') button.ariaHasPopup = 'menu';
      button.ariaExpanded = this.#pending ? null : `${this.#panel === panel}`;
    }
  }

  #button(panel: string) {
    return this.renderRoot.querySelector<HTMLElement>(`.${panel} .btn`);
  }

  async #load() {
    const panels = await import('./callback-actions.panels.ts').catch(() => undefined);
    if (panels && !this.#panels)
      (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(panels.styles.styleSheet!);
    this.#panels ??= panels;
    this.requestUpdate();
    return panels;
  }

  async #show(panel: Panel) {
    this.#panel = this.#opener = panel;
    this.#missing = panel !== 'transfer' && !(await this.#load());
    this.requestUpdate();
    await this.updateComplete;
    const opened = this.renderRoot.querySelector<LitElement>('transfer-callback, [role=menuitem], #reason');
    await opened?.updateComplete;
    opened?.focus();
  }

  #hide = () => {
    if (!this.#panel) return;
    this.#panel = '';
    this.requestUpdate();
  };

  #toggle(panel: Panel) {
    if (this.#panel === panel) this.#hide();
    else void this.#show(panel);
  }

  protected override render(): TemplateResult | typeof nothing {
    const s = this.localized(strings);
    const record = this.current;
    // A call like any other: nothing to preview, to dial, to transfer.
    if (record?.mode === 'customer_first') return nothing;
    const task = this.#theTask;
    const panels = this.#panels;
    const context = this.#context();
    const message = this.#news && panels?.outcome(context, this.#news, record);
    if (!record)
      return message
        ? html`<section class="card" part="card" aria-label=${s.label}>${message}</section>`
        : nothing;
    const [select, dial, retry, later, transfer, cancel, close] = this.#controls(record) as Seven;
    const again = retry.visible;
    const call = again ? 'retry' : 'dial';
    const calling = again ? retry : dial;
    return html`<section class="card" part="card" aria-label=${s.label}>
        <div>
          <h2 class="name"><bdi class="cut" title=${record.customerName}>${record.customerName}</bdi></h2>
          <p class="muted">${task && this.#stand(record, task, s)}</p>
        </div>
        <div class="stack">
          <div>
            <label class="label" for="number">${s.number}</label>
            <select
              id="number"
              class="field"
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
          ${this.failure(record, 'number')}
        </div>
        ${this.#row(record, task, s)}
        <div class="stack" @keydown=${this.#held}>
          <div class="top">
            <div class="pair">
              <span class="dial retry"
                >${button({
                  label: s[call],
                  icon: again ? retryIcon : phone,
                  look: 'fill accept',
                  control: calling,
                  press: this.#once(() => this[call]()),
                })}</span
              ><span class="tryLater"
                >${button({
                  label: s.tryLater,
                  icon: clock,
                  control: later,
                  press: this.#once(() => this.#toggle('tryLater')),
                })}</span
              >
            </div>
            ${panels?.below(context, this.#panel, record, calling, s.tryLater)}
          </div>
          <div class="pair">
            <span class="transfer"
              >${
                cancel.visible
                  ? button({ label: s.cancelTransfer, control: cancel, press: () => this.cancelTransfer() })
                  : button({
                      label: s.transfer,
                      icon: transferIcon,
                      control: transfer,
                      press: this.#once(() => this.#toggle('transfer')),
                    })
              }</span
            >
            ${button({ label: s.close, icon: archive, control: close, press: () => this.close() })}
          </div>
        </div>
        ${why(select, calling, calling.reason ? calling : later, transfer, cancel, close)}${this.failure(record)}${
          this.#missing
            ? html`<div class="why" role="alert">${icon(warning)}${this.words.failed}</div>`
            : nothing
        }${message}
      </section>
      ${
        this.#panel === 'transfer'
          ? html`<transfer-callback
              .interaction=${this.interaction}
              .interactionId=${record.id}
              .settings=${this.settings}
              .directory=${this.directory}
              @callback-transfer-close=${this.#hide}
            ></transfer-callback>`
          : nothing
      }`;
  }

  /** What the panels need to know. */
  #context(): Panels.Context {
    return {
      host: this,
      language: this.language,
      task: this.#theTask,
      words: (code) => this.reasonWords(code!, code ?? this.words.failed),
      time: (at) => this.time(at),
      close: this.#hide,
      isAway: () => this.current?.state !== 'no_answer',
    };
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
        : !last && !/^(pre|trans)/.test(record.state)
          ? s.undialled
          : s.attempt(last?.attempt ?? Math.min(attempts.length + 1, attemptLimit ?? Infinity), attemptLimit),
    );
  }

  /** What the timer says. */
  #left(s: Strings, shown: string) {
    return s[`${this.#timer!.kind}In`](shown, this.current!.transfer?.target.name ?? '');
  }

  #row(record: InteractionRecord, task: TaskRecord | undefined, s: Strings) {
    const timer = this.#timer;
    const left = this.#countdown.seconds ?? 0;
    const previewed = this.#previewed;
    const preview = digits(previewed === null ? (this.#preview.seconds ?? 0) : previewed / 1000);
    const pending = this.#pending;
    const shown = timer ? digits(left) : preview;
    const [before, after] = (
      pending ? s.transferring : timer ? this.#left(s, shown) : s.preview(shown)
    ).split(shown);
    return html`<div class="row timer" part="timer" role="timer">
      ${
        timer
          ? ring(
              left && this.#countdown.fraction,
              '',
              `small${left ? (timer.kind === 'dial' ? ' accept' : '') : ' off'}`,
            )
          : html`<span class="row ring--small muted">${icon(pending ? transferIcon : clock)}</span>`
      }
      <div class="grow">
        <div class="left">${before}${after === undefined ? nothing : html`<b>${shown}</b>${after}`}</div>
        <div class="small muted">
          ${
            timer
              ? !left
                ? s.waiting
                : pending
                  ? this.#left(s, shown)
                  : timer.kind === 'dial'
                    ? s.preview(preview)
                    : s.sinceDial(task?.attempts.length ?? 1, task?.attemptLimit ?? null)
              : pending
                ? nothing
                : record.previewDuration !== null
                  ? s.fromAccept
                  : record.state !== 'preview'
                    ? nothing
                    : (this.settings ?? this.#settings())?.dialing === 'automatic'
                      ? s.stopped
                      : s.manual
          }
        </div>
      </div>
    </div>`;
  }

  // The second half of a double click: a number that fails at once would be dialled again, a menu would close.
  #once = (press: () => unknown) => (event: Event) => (event as MouseEvent).detail > 1 || press();

  #pick = ({ target }: Event) => {
    const select = target as HTMLSelectElement;
    const { value } = select;
    // The server's, until it says otherwise.
    select.value = this.current!.numberId;
    void this.selectNumber(value);
  };

  // Nor by a key held down, Enter or Space; Escape and End do nothing here twice.
  #held = (event: KeyboardEvent) => {
    if (event.repeat && /^( |E)/.test(event.key)) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-actions': CallbackActions;
  }
}

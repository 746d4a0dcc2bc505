import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CallRecord, InteractionRecord, SegmentRecord, Timer } from '../../contract/records.ts';
import type { Control } from '../shared/element.ts';
import { Countdown, Stopwatch, announce, digits, why } from '../shared/element.ts';
import { hostIds } from '../shared/events.ts';
import { InteractionElement, isOpen } from '../shared/interaction-element.ts';
import { customerLeg, liveCall } from '../shared/live-call.ts';
import { button } from '../shared/templates/button.ts';
import { hangUp, microphone, microphoneOff, pause, play } from '../shared/templates/icon.ts';
import {
  CallEndEvent,
  CallHoldEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallResumeEvent,
  CallUnmuteEvent,
  CallbackOpenInteractionEvent,
} from './callback-voice-control.events.ts';
import type * as More from './callback-voice-control.more.ts';
import { strings } from './callback-voice-control.strings.ts';
import { styles } from './callback-voice-control.styles.ts';

/** What a press asks for, and how its button looks; the rest is in callback-voice-control.more.ts. */
const own = {
  mute: [CallMuteEvent, microphone],
  unmute: [CallUnmuteEvent, microphoneOff, 'on'],
  hold: [CallHoldEvent, pause],
  resume: [CallResumeEvent, play, 'on'],
  end: [CallEndEvent, hangUp, 'fill end'],
} as const;
type Dial = 'retry' | 'dial';
type Ask = keyof typeof own | keyof typeof More.asks;
type Asks = Readonly<Partial<Record<Ask, readonly [event: unknown, icon: string, look?: string]>>>;
type Words = typeof strings & typeof More.strings;

/** One button a place: the first that is visible. */
const places: readonly (readonly Ask[])[] = [
  ['retry', 'dial'],
  ['record-start', 'record-pause', 'record-resume'],
  ['record-stop'],
  ['mute', 'unmute'],
  ['hold', 'resume'],
  ['leave'],
  ['end'],
];
/** What is shown where there is no call. */
const usual = /^(mute|hold|end)$/;
const isDial = (name: Ask): name is Dial => name === 'retry' || name === 'dial';

/**
 * The compact bar for every other page of a host: who is on the line, for how long, and the call's buttons; between calls
 * how the callback stands, and **Call number** or **Retry call**. Of several interactions it shows the one with the live
 * call. It transfers nothing. The badge counts what else there is for the agent: open offers, and other open
 * interactions. Source: the Interaction Controls Component of ServiceNow, which follows the agent from page to page.
 *
 * @fires callback-dial - Asks to dial for the first time.
 * @fires callback-retry - Asks to dial again.
 * @fires call-record-start - Asks to start the recording.
 * @fires call-record-pause - Asks to pause the recording.
 * @fires call-record-resume - Asks to go on with the recording.
 * @fires call-record-stop - Asks to stop the recording.
 * @fires call-mute - Asks to mute the agent.
 * @fires call-unmute - Asks to end the mute.
 * @fires call-hold - Asks to place the customer on hold.
 * @fires call-resume - Asks to take the customer off hold.
 * @fires call-leave - Asks to leave the call to the others.
 * @fires call-end - Asks to end the call for all, or the attempt while it rings.
 * @fires call-open-wrap-up - **Open wrap-up** was pressed: show the `wrap-up-modal`.
 * @fires callback-open-interaction - **Open interaction** was pressed: open its page.
 * @csspart card - The bar.
 */
export class CallbackVoiceControl extends InteractionElement {
  static override readonly tag = 'callback-voice-control';
  static override styles = [InteractionElement.styles, styles];

  static override properties = {
    call: { attribute: false },
    segment: { attribute: false },
    count: { type: Number },
    shownId: { attribute: 'shown-id' },
  };

  /** The interaction's call, where no provider gives it. */
  call: CallRecord | null = null;
  /** The agent's open wrap-up, where no provider gives it. */
  segment: SegmentRecord | null = null;
  /** How many other callbacks the agent has, where no provider gives them. */
  count: number | null = null;
  /**
   * On a page that has the other elements too: the interaction that is open there, empty for none. Of it the bar shows
   * only the call, and what else there is for the agent is not counted.
   */
  shownId: string | null = null;

  #live = this.select((store) => store.get('interaction', liveCall(store)?.interactionId ?? ''));
  #call = this.select((store) => store.get('call', this.current?.callId ?? ''));
  #segment = this.select((store) => {
    const open = store.all('segment').filter(({ state }) => state === 'open');
    return open.find(({ interactionId }) => interactionId === this.current?.id) ?? open[0];
  });
  #others = this.select(
    (store) =>
      store.all('offer').filter(({ state }) => state === 'open').length +
      store.all('interaction').filter((one) => isOpen(one) && one.id !== this.current?.id).length,
  );
  #more: typeof More | undefined;
  #loading: Promise<typeof More> | undefined;
  #subject: string | undefined;
  #word = '';
  #counted: number | undefined;

  #duration = new Stopwatch(this, () => this.#liveCall?.answeredAt);
  #countdown = new Countdown(
    this,
    () => this.#timer,
    (seconds) => {
      const s = this.#words;
      announce(seconds ? s[`${this.#timer!.kind}In`](s.length(seconds)) : s.due);
    },
  );

  /** Without an id the one with the live call comes first. */
  protected override get current(): InteractionRecord | undefined {
    return (this.interaction || this.interactionId ? null : this.#live()) ?? super.current;
  }

  /** What is shown: the open interaction, unless its page is here; that of its call always. */
  get #interaction() {
    const { current } = this;
    return current && isOpen(current) && (this.#liveCall || current.id !== this.shownId)
      ? current
      : undefined;
  }

  get #liveCall() {
    const call = this.call ?? this.#call();
    return call?.endedAt ? undefined : call;
  }

  get #wrapUp() {
    return this.segment ?? this.#segment();
  }

  get #timer(): Timer<'dial' | 'close' | 'wrap_up'> | null | undefined {
    const interaction = this.#interaction;
    const segment = this.#wrapUp;
    // Not while the agent talks with somebody else.
    if (!this.#more || this.#liveCall || this.shownId !== null) return;
    return !interaction || segment?.interactionId === interaction.id ? segment?.timer : interaction.timer;
  }

  /** Asks to dial for the first time, as a press on **Call number** does. Resolves when nothing is pending any more. */
  dial(): Promise<void> {
    return this.#ask('dial');
  }

  /** Asks to dial again, as a press on **Retry call** does. */
  retry(): Promise<void> {
    return this.#ask('retry');
  }

  /** Asks to start the recording, as a press on **Record** does. */
  recordStart(): Promise<void> {
    return this.#ask('record-start');
  }

  /** Asks to pause the recording, as a press on **Pause recording** does. */
  recordPause(): Promise<void> {
    return this.#ask('record-pause');
  }

  /** Asks to go on with the recording, as a press on **Resume recording** does. */
  recordResume(): Promise<void> {
    return this.#ask('record-resume');
  }

  /** Asks to stop the recording, as a press on **Stop recording** does. */
  recordStop(): Promise<void> {
    return this.#ask('record-stop');
  }

  /** Asks to mute the agent, as a press on **Mute** does. */
  mute(): Promise<void> {
    return this.#ask('mute');
  }

  /** Asks to end the mute, as a press on **Unmute** does. */
  unmute(): Promise<void> {
    return this.#ask('unmute');
  }

  /** Asks to place the customer on hold, as a press on **Hold** does. */
  hold(): Promise<void> {
    return this.#ask('hold');
  }

  /** Asks to take the customer off hold, as a press on **Resume** does. */
  resume(): Promise<void> {
    return this.#ask('resume');
  }

  /** Asks to leave the call to the others, as a press on **Leave call** does. */
  leave(): Promise<void> {
    return this.#ask('leave');
  }

  /** Asks to end the call for all, as a press on **End call** does. */
  end(): Promise<void> {
    return this.#ask('end');
  }

  /** Tells that the page of the interaction is wanted, as a press on **Open interaction** does. */
  openInteraction(): void {
    const record = this.#interaction;
    if (record)
      this.dispatchEvent(new CallbackOpenInteractionEvent({ ...hostIds(record), interactionId: record.id }));
  }

  /** Tells that the wrap-up is wanted, as a press on **Open wrap-up** does. */
  openWrapUp(): void {
    const segment = this.#wrapUp;
    if (segment) this.dispatchEvent(new CallOpenWrapUpEvent(segment));
  }

  get #asks(): Asks {
    return { ...own, ...this.#more?.asks };
  }

  /** All of them once the rest is there; what needs it is not shown before. */
  get #words() {
    return { ...this.localized(strings), ...(this.#more && this.localized(this.#more.strings)) } as Words;
  }

  async #load() {
    this.#loading ??= import('./callback-voice-control.more.ts');
    try {
      this.#more = await this.#loading;
      this.requestUpdate();
    } catch {
      this.#loading = undefined; // again with the next change
    }
  }

  async #ask(name: Ask) {
    if (!this.#asks[name]) await this.#load();
    const record = isDial(name) ? this.#interaction : this.#liveCall;
    const Asked = this.#asks[name]?.[0] as (new (record: unknown) => CallEndEvent) | undefined;
    if (record && Asked && !this.#control(name).disabled) await this.request(new Asked(record), record.kind);
  }

  /** How it stands, in a word that does not count. */
  #state(s: Words): string {
    const call = this.#liveCall;
    const state = call ? customerLeg(call)?.state : (this.#interaction?.state ?? (this.#wrapUp && 'wrap_up'));
    return s[state as 'preview'] ?? '';
  }

  protected override willUpdate(): void {
    const s = this.#words;
    const subject = this.#interaction?.id;
    if (!this.#loading && (subject || this.#wrapUp)) void this.#load();
    const word = this.#state(s);
    // What was so before it came on screen is no news; where the page is here, it says so itself.
    if (word && subject && subject === this.#subject && subject !== this.shownId && word !== this.#word)
      announce(word);
    this.#subject = subject;
    this.#word = word;
    const count = this.#count;
    if (count > (this.#counted ?? count)) announce(s.more(count));
    if (!this.session || this.session.store.namespace) this.#counted = count;
  }

  get #count() {
    return this.shownId === null ? (this.count ?? this.#others() ?? 0) : 0;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // What had the focus is gone. Not to what ends the call: a second press may be on its way.
    if (this.focusLost) this.renderRoot.querySelector<HTMLElement>('.btn:not(.btn--fill)')?.focus();
  }

  protected override render(): TemplateResult {
    const s = this.#words;
    const interaction = this.#interaction;
    const call = this.#liveCall;
    const segment = this.shownId === null ? this.#wrapUp : undefined;
    const count = this.#count;
    const name = (interaction ?? segment)?.customerName;
    const { seconds } = this.#duration;
    const timer = this.#timer;
    const left = this.#countdown.seconds;
    return html`<section class="card" part="card" aria-label=${s.label}>
      <div class="row who">
        ${
          name
            ? html`<span class="dot ${call ? 'live' : ''}"></span><bdi class="cut" title=${name}>${name}</bdi>
                <span class="small muted"
                  >${timer && left !== null ? s[`${timer.kind}In`](digits(left)) : this.#word}</span
                >`
            : html`<span class="muted">${s.none}</span>`
        }
      </div>
      ${
        seconds === null
          ? nothing
          : html`<b role="timer" aria-label=${s.duration(digits(seconds))}>${digits(seconds)}</b>`
      }
      <div class="row tools">
        ${places.map((names) => this.#place(names, s))}
        ${
          segment
            ? button({
                label: s.wrapUp,
                look: call ? 'compact' : 'compact fill accent',
                press: () => this.openWrapUp(),
              })
            : nothing
        }
        ${
          interaction && interaction.id !== this.shownId
            ? button({ label: s.open, look: 'compact', press: () => this.openInteraction() })
            : nothing
        }
        ${count ? html`<span class="chip" role="img" aria-label=${s.more(count)} title=${s.more(count)}>${count}</span>` : nothing}
      </div>
      ${why(...(['retry', 'dial', ...(call ? (['end'] as const) : [])] as const).map((one) => this.#control(one)))}
      ${interaction ? this.failure(interaction, 'interaction') : nothing}${call ? this.failure(call, 'call') : nothing}
    </section>`;
  }

  #control(name: Ask): Control {
    const record = this.#interaction;
    const call = this.#liveCall;
    if (isDial(name) && record) {
      const control = this.control(record, `interaction.${name}`);
      const { enabled, override } = record.capabilities[name] ?? {};
      // Where it is what comes next. There is no room to ask for the reason that it may need.
      const visible = control.visible && !call && (enabled || /^(preview|no_answer)$/.test(record.state));
      return override && !control.disabled
        ? {
            ...control,
            visible,
            disabled: true,
            reason: `${this.reasonWords(override)} ${this.#words.override}`,
          }
        : { ...control, visible };
    }
    return call && !isDial(name)
      ? this.control(call, `call.${name}`)
      : { visible: usual.test(name), disabled: true, busy: false, reason: this.reasonWords('no_call') };
  }

  /** Its label, and why it is disabled, are seen when pointed at. */
  #place(names: readonly Ask[], s: Words) {
    const name = names.find((one) => this.#asks[one] && this.#control(one).visible);
    if (!name) return nothing;
    const control = this.#control(name);
    const [, path, look = 'quiet'] = this.#asks[name]!;
    const label = s[name];
    return html`<span title=${control.reason ? s.because(label, control.reason) : label}
      >${button({ label, icon: path, look: `compact ${look}`, iconOnly: true, control, press: () => this.#ask(name) })}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-voice-control': CallbackVoiceControl;
  }
}

// What a wrap-up says of itself: the time that is left, whether it is saved, what is too long, what became of the call.
// Apart from the element, and loaded when there is a wrap-up: nothing that is typed depends on it.
import { html, nothing } from 'lit';
import type { ReactiveController, TemplateResult } from 'lit';
import type { CommandKey } from '../../contract/commands.ts';
import type { InteractionRecord, NoticeRecord, SegmentRecord } from '../../contract/records.ts';
import type { Draft, SessionHandle, UnsavedText } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import { Countdown, digits, later } from '../shared/clock.ts';
import type { ClockHost } from '../shared/clock.ts';
import type { Control } from '../shared/element.ts';
import type { RequestEvent } from '../shared/events.ts';
import { partyOf } from '../shared/notices.ts';
import { notices } from '../shared/notices.strings.ts';
import { button, why } from '../shared/templates/button.ts';
import { icon, info, warning } from '../shared/templates/icon.ts';
import { ring } from '../shared/templates/timer.ts';
import { WrapUpExtendEvent } from './wrap-up-modal.events.ts';
import { strings } from './wrap-up-modal.status.strings.ts';
import { styles } from './wrap-up-modal.status.styles.ts';
import { strings as own } from './wrap-up-modal.strings.ts';
import type { Unsaved } from './wrap-up-modal.unsaved.ts';

/** How the rarest part is loaded; tests make it fail. */
export const parts = { unsaved: () => import('./wrap-up-modal.unsaved.ts') };

/** What of the element its parts use; there it is for its own classes only. */
export type WrapUpHost = ClockHost & {
  readonly renderRoot: ShadowRoot;
  readonly session: SessionHandle | null;
  readonly current: InteractionRecord | undefined;
  readonly interactionId: string | null;
  localized<T extends object>(english: T): T;
  time(instant: string): string;
  control(segment: SegmentRecord, command: CommandKey): Control;
  request<C extends CommandKey>(event: RequestEvent<C>, group: string): Promise<void>;
  failure(segment: SegmentRecord, group: string): TemplateResult | typeof nothing;
};

/** How the element stands. */
export interface WrapUpState {
  readonly segment: SegmentRecord | undefined;
  readonly notes: string;
  /** On this device only. */
  readonly texts: readonly UnsavedText[];
  /** How many more characters notes may have. */
  readonly room: number;
  /** The last save by itself did not work. */
  readonly isFailed: boolean;
  /** The device keeps what is typed. */
  readonly isOnDevice: boolean;
  /** The callback is, and the wrap-up too. */
  readonly isClosed: boolean;
}

export const isOpen = ({ state }: SegmentRecord): boolean => state === 'draft' || state === 'open';

/** A time of day; empty for what is none. */
export const timeOf = (host: WrapUpHost, instant: string | null): string =>
  Date.parse(instant ?? '') ? host.time(instant!) : '';

/** Whose callback it is, where the page is about another. */
export const whose = (
  { current, interactionId: ownId }: WrapUpHost,
  { interactionId, customerName }: SegmentRecord,
): TemplateResult | typeof nothing =>
  customerName && ![ownId, current?.id].includes(interactionId)
    ? html`<p><bdi>${customerName}</bdi></p>`
    : nothing;

export class Status implements ReactiveController {
  /** Loaded when there is something of it, or may be. */
  unsaved: Unsaved | undefined;
  readonly #host: WrapUpHost;
  readonly #state: () => WrapUpState;
  readonly #put: (text: Draft | null) => void;
  readonly #countdown: Countdown;
  #loading: Promise<Unsaved | undefined> | undefined;
  /** As it was last told. */
  #before: WrapUpState | undefined;
  #level = 0;
  #notified: string | undefined;

  /** @param put Goes on with this text; null: with what the record says. */
  constructor(host: WrapUpHost, state: () => WrapUpState, put: (text: Draft | null) => void) {
    this.#host = host;
    this.#state = state;
    this.#put = put;
    host.renderRoot.adoptedStyleSheets.push(styles.styleSheet!);
    this.#countdown = new Countdown(
      host,
      () => this.#timer,
      (seconds) => {
        const s = this.#words;
        announce(seconds ? s.timeLeft(s.length(seconds)) : s.waiting);
      },
    );
    host.addController(this);
  }

  get #words() {
    return this.#host.localized(strings);
  }

  get #timer() {
    const { segment } = this.#state();
    return segment?.state === 'open' ? segment.timer : null;
  }

  hostUpdate(): void {
    const before = this.#before;
    const state = (this.#before = this.#state());
    const { segment, texts, room, isFailed, isOnDevice, isClosed } = state;
    const s = this.#words;
    if (isClosed && !before?.isClosed) announce(this.#host.localized(own).closed);
    if (isFailed && !before?.isFailed) announce(s.notSaved);
    if (!isOnDevice && before?.isOnDevice !== false) announce(s.centreOnly);
    const level = Number(room < 0) + Number(this.#isNear);
    if (level > this.#level) announce(s.left(room));
    this.#level = level;
    if (!segment) return;
    if (segment.state === 'open' && before?.segment?.id === segment.id && before.segment.state === 'draft')
      announce(s.opened(segment.customerName));
    const notice = this.#notice;
    if (notice && notice.id !== this.#notified) announce(this.#taken(notice).join(partyOf(notice)));
    this.#notified = notice?.id;
    // Early where it is limited: its end may come when the line is not there.
    if (texts.length || segment.history.length || this.#timer) void this.load();
  }

  /** The part for what is not in the record. */
  load(): Promise<Unsaved | undefined> {
    return (this.#loading ??= parts.unsaved().then(
      ({ Unsaved }) => {
        this.unsaved = new Unsaved(this.#host, this.#state, this.#put);
        this.#host.requestUpdate();
        return this.unsaved;
      },
      () => {
        later(() => {
          this.#loading = undefined;
          if (this.#host.isConnected) this.#host.requestUpdate();
        }, 5000);
        return undefined;
      },
    ));
  }

  /** Asks for more time. */
  async extend(): Promise<void> {
    const { segment } = this.#state();
    if (segment) await this.#host.request(new WrapUpExtendEvent(segment, {}), 'extend');
  }

  get #notice() {
    const { segment } = this.#state();
    return this.#host.session?.store
      .all('notice')
      .findLast((one) => one.type === 'blind_not_accepted' && one.interactionId === segment?.interactionId);
  }

  /** What is before and after the name. */
  #taken({ party }: NoticeRecord): string[] {
    // In the inbox's words: who listens to the page hears it once.
    return party
      ? this.#host.localized(notices).blind_not_accepted('\0').split('\0')
      : [this.#words.notTakenByAny];
  }

  /** In the last tenth. */
  get #isNear(): boolean {
    const { room, notes } = this.#state();
    return 9 * room < notes.length;
  }

  /** Under the notes, near their limit. */
  count(): TemplateResult | typeof nothing {
    const { room } = this.#state();
    return this.#isNear
      ? html`<p class="small count ${room < 0 ? 'over' : 'muted'}">${this.#words.left(room)}</p>`
      : nothing;
  }

  /** Beside the one button of a wrap-up that is minimised. */
  beside(): TemplateResult | typeof nothing {
    const left = this.#countdown.seconds ?? 0;
    const s = this.#words;
    return this.#timer
      ? html`<span class="beside" role="timer">${left ? s.timeLeft(digits(left)) : s.waiting}</span>`
      : nothing;
  }

  /** Above the fields of an open one. */
  top(): unknown {
    const { segment } = this.#state();
    if (!segment || !isOpen(segment)) return nothing;
    const notice = this.#notice;
    return [
      whose(this.#host, segment),
      notice ? this.#banner(notice) : nothing,
      this.#timer ? this.#time(segment) : nothing,
    ];
  }

  #banner(notice: NoticeRecord) {
    const [before, after] = this.#words.inQueue(this.#taken(notice).join('\0')).split('\0');
    return html`<div class="banner">
      ${icon(info)}<span>${before}${after && html`<bdi>${partyOf(notice)}</bdi>${after}`}</span>
    </div>`;
  }

  #time(segment: SegmentRecord) {
    const s = this.#words;
    const extend = this.#host.control(segment, 'segment.extend');
    const left = this.#countdown.seconds ?? 0;
    const shown = digits(left);
    const [before, after] = s.timeLeft(shown).split(shown);
    return html`<div class="stack">
      <div class="row time">
        ${ring(left && this.#countdown.fraction, '', `small ${left > 10 ? '' : left ? 'warn' : 'off'}`)}
        <div class="grow" role="timer">
          <div class="left">${before}<b>${shown}</b>${after}</div>
          <div class="small muted">${left ? s.thenCloses : s.waiting}</div>
        </div>
        ${button({ label: s.moreTime, control: extend, press: () => this.extend() })}
      </div>
      ${this.isLost ? nothing : why(extend)}${this.#host.failure(segment, 'extend')}
    </div>`;
  }

  /** No connection; said beside the buttons. */
  get isLost(): boolean {
    const { session } = this.#host;
    return !!session && session.store.connection !== 'live';
  }

  /** Whether what is typed is where it belongs. */
  text(): unknown {
    const { segment, isFailed, isOnDevice } = this.#state();
    const s = this.#words;
    if (this.isLost || isFailed)
      return html`${icon(warning)}<span
          >${this.isLost ? s.notConnected : s.notSaved} ${isOnDevice ? s.onDevice : nothing}</span
        >`;
    const saved = timeOf(this.#host, segment!.savedAt);
    return saved ? s.saved(saved) : nothing;
  }

  /** Says that it is saved to who pressed **Save**: its only other sign is small, and elsewhere. */
  tell(): void {
    const saved = timeOf(this.#host, this.#state().segment?.savedAt ?? null);
    if (saved) announce(this.#words.saved(saved));
  }

  /** What the device does not keep. */
  bottom(): TemplateResult | typeof nothing {
    return this.#state().isOnDevice
      ? nothing
      : html`<p class="why">${icon(warning)}${this.#words.centreOnly}</p>`;
  }
}

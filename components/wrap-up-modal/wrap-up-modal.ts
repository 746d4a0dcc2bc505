import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { HostIds, SegmentRecord, SettingsRecord } from '../../contract/records.ts';
import type { SessionHandle } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import { later, randomKey } from '../shared/clock.ts';
import { requestOf } from '../shared/events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { field } from '../shared/styles/field.ts';
import { button, why } from '../shared/templates/button.ts';
import { check, chevron, icon, page, warning } from '../shared/templates/icon.ts';
import {
  CallbackPageCloseEvent,
  CallbackReopenEvent,
  WrapUpSaveEvent,
  WrapUpSubmitEvent,
} from './wrap-up-modal.events.ts';
import { strings } from './wrap-up-modal.strings.ts';
import { styles } from './wrap-up-modal.styles.ts';

interface Written {
  readonly reasonId: string | null;
  readonly notes: string;
}

const writtenIn = ({ reasonId, notes }: Written): Written => ({ reasonId, notes });
const same = (a: Written, b: Written) => a.notes === b.notes && a.reasonId === b.reasonId;
const isOpen = (segment?: SegmentRecord) => segment?.state === 'draft' || segment?.state === 'open';

/**
 * The agent's wrap-up of their part: **Reason**, **Notes**, **Save** during the call, **Submit & close** after it.
 * A card in the page; a real dialog with `modal`, shown once the wrap-up is open. Can be minimised, never thrown
 * away. What is typed is on the device at once and at the provider within a second; a draft on the device exists
 * only while the provider is not known to have it. Source: the wrap-up modal of ServiceNow's CCaaS callbacks.
 *
 * @fires {WrapUpSaveEvent} wrap-up-save - Asks to save; `auto` where nobody pressed.
 * @fires {WrapUpSubmitEvent} wrap-up-submit - Asks to submit.
 * @fires {CallbackReopenEvent} callback-reopen - Asks to go back to before **Close callback**.
 * @fires {CallbackPageCloseEvent} callback-page-close - The agent is done with the page.
 * @cssState minimised - Only **Finish wrap-up** is shown.
 */
export class WrapUpModal extends InteractionElement {
  static override readonly tag = 'wrap-up-modal';
  static override styles = [InteractionElement.styles, field, styles];

  static override properties = {
    segment: { attribute: false },
    settings: { attribute: false },
    modal: { type: Boolean },
  };

  /** The agent's segment, where no provider gives it. */
  segment: SegmentRecord | null = null;
  /** The wrap-up codes and the limit of notes, where no provider gives them. */
  settings: SettingsRecord | null = null;
  /** Shows an open wrap-up as a modal dialog; Escape minimises it. */
  modal = false;

  #last: string | undefined;
  // Without an id, a closed interaction is no longer the open one, but still the one to say so.
  #kept = this.select((store) => (this.#last ? store.get('interaction', this.#last) : undefined));
  #mine = this.select((store) => {
    const id = this.interactionId ?? this.#interaction?.id;
    return store.all('segment').findLast((one) => one.interactionId === id);
  });
  #settings = this.select((store) => store.get('settings', 'settings'));

  /** The record and the session that the fields were filled from. */
  #shown: SegmentRecord | undefined;
  #from: SessionHandle | null = null;
  #written: Written = { reasonId: null, notes: '' };
  /** What was sent when the page was left. */
  #left: Written | undefined;
  /** Typed, and not known to be at the provider. */
  #dirty = false;
  /** To be saved by itself; not after a veto, until more is typed. */
  #due = false;
  #saving: Promise<void> | undefined;
  #stop: (() => void) | undefined;
  #pressed = false;
  #failed = false;
  #onDevice = true;
  #minimised = false;
  #isClosed = false;
  #focused: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#leave);
    document.addEventListener('visibilitychange', this.#leave);
  }

  override disconnectedCallback(): void {
    this.#leave();
    this.#cancel();
    removeEventListener('pagehide', this.#leave);
    document.removeEventListener('visibilitychange', this.#leave);
    super.disconnectedCallback();
  }

  /** Asks to save, as a press on **Save** does. Resolves when nothing is pending any more. */
  async save(): Promise<void> {
    this.#cancel();
    this.#pressed = true;
    // One save at a time, or an older text could arrive last.
    while (this.#saving) await this.#saving;
    await this.#send(false);
    this.#pressed = false;
    this.requestUpdate();
  }

  /** Asks to submit what is written, as a press on **Submit & close** does. */
  async submit(): Promise<void> {
    const segment = this.#shown;
    if (!segment) return;
    this.#cancel();
    this.#due = false;
    await this.request(new WrapUpSubmitEvent(segment, { ...this.#written, reasonId: this.#reasonId }));
    this.#due = this.#dirty;
    this.requestUpdate();
  }

  /** Asks to go back to before **Close callback**, as a press on **Back** does. */
  async reopen(): Promise<void> {
    const interaction = this.#interaction;
    if (interaction) await this.request(new CallbackReopenEvent(interaction));
  }

  /** Shows one button instead, **Finish wrap-up**. */
  minimise(): void {
    this.#minimised = true;
    this.requestUpdate();
  }

  /** Shows the wrap-up and moves the focus to **Notes**. */
  async restore(): Promise<void> {
    this.#minimised = false;
    this.requestUpdate();
    await this.updateComplete;
    this.#focus();
  }

  get #interaction() {
    return this.current ?? (this.interactionId ? undefined : this.#kept());
  }

  /** Notes, or what stands in their place. */
  #focus() {
    this.renderRoot.querySelector<HTMLElement>('textarea, .closed, .pair .btn')?.focus();
  }

  get #provided() {
    return this.settings ?? this.#settings();
  }

  /** The reason that the list shows. */
  get #reasonId(): string | null {
    const { wrapUpCodes = [], defaultWrapUpCode } = this.#provided ?? {};
    const { reasonId } = this.#written;
    return [reasonId, defaultWrapUpCode].find((id) => wrapUpCodes.some((code) => code.id === id)) ?? reasonId;
  }

  /** How many more characters notes may have. */
  get #room(): number {
    return (this.#provided?.notesLimit ?? Infinity) - this.#written.notes.length;
  }

  /** In the last tenth. */
  get #isNearLimit(): boolean {
    return 9 * this.#room < this.#written.notes.length;
  }

  protected override willUpdate(): void {
    this.#focused = (this.renderRoot as ShadowRoot).activeElement;
    this.#last = this.current?.id ?? this.#last;
    const before = this.#shown;
    const segment = this.segment ?? this.#mine();
    const { session } = this;
    const isOther = segment?.id !== before?.id;
    // A modal stands back while there is other work.
    if (isOther || segment?.state !== before?.state)
      this.#minimised = this.modal && segment?.state === 'draft';
    if (isOther || session !== this.#from) {
      if (isOther) {
        this.#leave();
        this.#dirty = this.#failed = false;
      }
      this.#shown = segment;
      this.#from = session;
      if (segment && !this.#dirty) this.#load(segment);
    } else if (segment && segment !== before) {
      this.#shown = segment;
      if (!this.#dirty) {
        // What another window wrote. What was there before, and what is only echoed, touches nothing.
        if (!same(segment, before!)) this.#written = writtenIn(segment);
      } else if (!this.#saving && same(segment, this.#written)) {
        this.#dirty = this.#due = this.#failed = false;
        this.#forget(segment, segment);
      }
      if (before!.state === 'draft' && segment.state === 'open') this.#open(segment);
    }
    if (segment && !isOpen(segment)) this.#end(segment);
    const isClosed = this.#interaction?.state === 'closed' && !isOpen(segment);
    if (isClosed && !this.#isClosed) announce(this.localized(strings).closed);
    this.#isClosed = isClosed;
    this.toggleState('minimised', this.#minimised);
  }

  #load(segment: SegmentRecord) {
    const draft = this.#from?.drafts.read(segment.id);
    this.#written = writtenIn((isOpen(segment) && draft) || segment);
    this.#dirty = this.#due = !same(this.#written, segment);
    if (!this.#dirty) this.#forget(segment, segment);
  }

  /** Deletes the draft if it says what the provider has; another window may have typed on. */
  #forget(written: Written, { id }: SegmentRecord) {
    const drafts = this.#from?.drafts;
    const draft = drafts?.read(id);
    if (draft && same(draft, written)) drafts!.delete(id);
  }

  /** Submitted or expired. Newer notes stay on the device. */
  #end(segment: SegmentRecord) {
    this.#cancel();
    this.#dirty = this.#due = false;
    const drafts = this.#from?.drafts;
    if (drafts?.read(segment.id)?.notes === segment.notes) drafts.delete(segment.id);
  }

  #open(segment: SegmentRecord) {
    announce(this.localized(strings).opened(segment.customerName));
    // After the others have drawn: what had the focus may have left with the call.
    later(() => {
      if (document.activeElement === document.body) this.#focus();
    }, 0);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && this.isConnected && !dialog.matches(':modal')) {
      dialog.open = false; // left open by a move in the page
      dialog.showModal();
      this.#focus();
    }
    // What had the focus is gone: it moves on to what stands in its place.
    if (this.#focused && !this.#focused.isConnected) this.#focus();
    if (this.#due && !this.#saving) this.#schedule();
  }

  #input = ({ target }: Event) => {
    const { id, value } = target as HTMLTextAreaElement;
    const segment = this.#shown!;
    const level = () => Number(this.#room < 0) + Number(this.#isNearLimit);
    const before = level();
    this.#written = { ...this.#written, [id === 'notes' ? 'notes' : 'reasonId']: value };
    this.#dirty = this.#due = true;
    const isKept =
      this.#from?.drafts.write(segment.id, { ...this.#written, revision: segment.revision }) ?? true;
    const s = this.localized(strings);
    if (this.#onDevice && !isKept) announce(s.centreOnly);
    this.#onDevice = isKept;
    if (level() > before) announce(s.left(this.#room));
    this.requestUpdate();
  };

  #cancel() {
    this.#stop?.();
    this.#stop = undefined;
  }

  #schedule(delay = 500) {
    this.#stop ??= later(() => {
      this.#stop = undefined;
      if (this.#due && this.#room >= 0) void this.#send(true);
    }, delay);
  }

  /** Nothing while it cannot be saved: the update that changes this tries again. */
  #send(auto: boolean): Promise<void> | undefined {
    const segment = this.#shown;
    if (!isOpen(segment) || this.control(segment!, 'segment.save').disabled) return;
    return (this.#saving ??= this.#save(segment!, auto).finally(() => {
      this.#saving = undefined;
      // Typed meanwhile: it has waited. After a failure the timer runs already.
      if (this.#due) this.#schedule(0);
      this.requestUpdate();
    }));
  }

  async #save(segment: SegmentRecord, auto: boolean) {
    const sent = this.#written;
    const event = new WrapUpSaveEvent(segment, sent, auto);
    this.#due = false;
    await this.request(event, auto ? 'auto' : '');
    // Vetoed, and not agreed to later: the draft stays, until the host or the next key stroke saves it.
    if (event.defaultPrevented && !requestOf(event).done) return;
    const isSaved = await event.perform().then(
      () => true,
      () => false,
    );
    if (isSaved) this.#forget(sent, segment);
    if (this.#shown?.id !== segment.id || !isOpen(this.#shown)) return;
    const isFailed = auto && !isSaved;
    if (isFailed && !this.#failed) announce(this.localized(strings).notSaved);
    this.#failed = isFailed;
    if (isSaved) this.#dirty = !same(sent, this.#written);
    else this.#schedule(3000);
    this.#due = this.#dirty;
  }

  // Beside the saves that go on if the page does not end: nobody hears their answer if it does.
  #leave = () => {
    const segment = this.#shown;
    const session = this.#from;
    const sent = this.#written;
    if (!segment || !session || !this.#dirty || this.#left === sent || this.#room < 0) return;
    this.#left = sent;
    // Once removed, only the document is left to be heard.
    const heard = this.isConnected ? this : document;
    if (heard.dispatchEvent(new WrapUpSaveEvent(segment, sent, true)))
      session.send('segment.save', segment.id, sent, { key: randomKey(), keepalive: true }).then(
        () => this.#forget(sent, segment),
        () => {},
      );
  };

  protected override render(): TemplateResult | typeof nothing {
    const segment = this.#shown;
    const s = this.localized(strings);
    if (!isOpen(segment)) return this.#over(segment, s);
    if (this.#minimised)
      return html`<div class="pair">
        ${button({ label: s.finish, icon: page, look: 'fill accent', press: () => this.restore() })}
      </div>`;
    return this.modal
      ? html`<dialog class="card" aria-labelledby="heading" @close=${() => this.minimise()}>
          ${this.#body(segment!, s)}
        </dialog>`
      : html`<section class="card" aria-labelledby="heading">${this.#body(segment!, s)}</section>`;
  }

  #over(segment: SegmentRecord | undefined, s: typeof strings) {
    const isClosed = this.#isClosed;
    if (!segment && !isClosed) return nothing;
    const ids: HostIds = segment ?? this.#interaction!;
    return html`<section class="card closed" tabindex="-1">
      ${icon(check)}<b class="grow"
        >${isClosed ? s.closed : segment!.closesWhenCallEnds ? s.closesLater : s.done}</b
      >
      ${
        isClosed
          ? button({ label: s.closePage, press: () => this.dispatchEvent(new CallbackPageCloseEvent(ids)) })
          : nothing
      }
    </section>`;
  }

  #body(segment: SegmentRecord, s: typeof strings) {
    const interaction = this.#interaction;
    const save = this.control(segment, 'segment.save');
    const submit = this.control(segment, 'segment.submit');
    const reopen = interaction && this.control(interaction, 'interaction.reopen');
    const isDraft = segment.state === 'draft';
    const { wrapUpCodes = [] } = this.#provided ?? {};
    const chosen = this.#reasonId;
    const room = this.#room;
    const isNear = this.#isNearLimit;
    const isLive = !this.session || this.session.store.connection === 'live';
    const isTrouble = !isLive || this.#failed;
    return html`<div class="row head">
        <h2 id="heading" class="grow">${s.wrapUp}</h2>
        ${isDraft ? html`<span class="chip">${s.draft}</span>` : nothing}
        ${button({ label: s.minimise, icon: chevron, look: 'quiet compact', iconOnly: true, press: () => this.minimise() })}
      </div>
      <div class="fields" @input=${this.#input}>
        ${
          wrapUpCodes.length
            ? html`<div>
                <label class="label" for="reason">${s.reason}</label>
                <select id="reason" class="field" ?disabled=${submit.busy}>
                  ${wrapUpCodes.map(
                    ({ id, name }) => html`<option value=${id} .selected=${id === chosen}>${name}</option>`,
                  )}
                </select>
              </div>`
            : nothing
        }
        <div>
          <label class="label" for="notes">${s.notes}</label>
          <textarea
            id="notes"
            class="field"
            dir="auto"
            ?readonly=${submit.busy}
            aria-invalid=${room < 0}
            aria-describedby=${isNear ? 'count' : nothing}
            .value=${live(this.#written.notes)}
          ></textarea>
          ${
            isNear
              ? html`<p id="count" class="small num count ${room < 0 ? 'over' : 'muted'}">${s.left(room)}</p>`
              : nothing
          }
        </div>
      </div>
      <div class="row foot">
        <p class="grow why num ${isTrouble ? 'late' : 'muted'}">
          ${
            isTrouble
              ? html`${icon(warning)}<span
                    >${isLive ? s.notSaved : s.notConnected} ${this.#onDevice ? s.onDevice : nothing}</span
                  >`
              : Date.parse(segment.savedAt ?? '')
                ? s.saved(this.time(segment.savedAt!))
                : nothing
          }
        </p>
        ${reopen ? button({ label: s.back, control: reopen, press: () => this.reopen() }) : nothing}
        ${
          // Two places: a press that was meant to save never submits because the call ended in that moment.
          isDraft
            ? button({
                label: s.save,
                // What saves by itself keeps nobody from pressing.
                control: {
                  ...save,
                  busy: this.#pressed,
                  disabled: this.#pressed || (save.disabled && !save.busy),
                },
                press: () => this.save(),
              })
            : nothing
        }
        ${
          isDraft
            ? nothing
            : button({
                label: s.submit,
                look: 'fill accent',
                control: submit,
                press: () => this.submit(),
              })
        }
      </div>
      ${this.#onDevice ? nothing : html`<p class="why">${icon(warning)}${s.centreOnly}</p>`}
      ${isLive ? why(isDraft ? save : submit) : nothing}
      ${[segment, interaction].map((one) => one && this.failure(one))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wrap-up-modal': WrapUpModal;
  }
}

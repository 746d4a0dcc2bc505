import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { HostIds, SegmentRecord, SettingsRecord } from '../../contract/records.ts';
import type { Draft, SessionHandle, UnsavedText } from '../../client/handle.ts';
import { later, randomKey } from '../shared/clock.ts';
import { requestOf } from '../shared/events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { field } from '../shared/styles/field.ts';
import { select } from '../shared/styles/select.ts';
import { button, why } from '../shared/templates/button.ts';
import { check, chevron, icon, page } from '../shared/templates/icon.ts';
import {
  CallbackPageCloseEvent,
  CallbackReopenEvent,
  WrapUpSaveEvent,
  WrapUpSubmitEvent,
} from './wrap-up-modal.events.ts';
import type { Status, WrapUpHost } from './wrap-up-modal.status.ts';
import { strings } from './wrap-up-modal.strings.ts';
import { styles } from './wrap-up-modal.styles.ts';

interface Written {
  readonly reasonId: string | null;
  readonly notes: string;
}

/** How the part that speaks of the wrap-up is loaded; tests make it fail. */
export const parts = { status: () => import('./wrap-up-modal.status.ts') };

const same = (a: Written, b: Written) => a.notes === b.notes && a.reasonId === b.reasonId;
const isOpen = (segment?: SegmentRecord) => segment?.state === 'draft' || segment?.state === 'open';

/**
 * The agent's wrap-up of their part: **Reason**, **Notes**, **Save** during the call, **Submit & close** after it.
 * A card in the page; a real dialog with `modal`, shown once the wrap-up is open. Can be minimised, never thrown
 * away. What is typed is on the device at once and at the provider within a second; a draft on the device exists
 * only while the provider is not known to have it. Without `interaction-id` it shows the wrap-up of the open callback;
 * else one that is open although its callback is gone; else one that closed without all that was typed. Source: the
 * wrap-up modal of ServiceNow's CCaaS callbacks.
 *
 * @fires wrap-up-save - Asks to save; `auto` where nobody pressed.
 * @fires wrap-up-submit - Asks to submit.
 * @fires wrap-up-extend - Asks for more time.
 * @fires wrap-up-amend - Asks to append a late note.
 * @fires callback-reopen - Asks to go back to before **Close callback**.
 * @fires callback-page-close - The agent is done with the page.
 * @cssState minimised - Only **Finish wrap-up** is shown.
 * @csspart card - The surface of it all, or the dialog.
 * @csspart notes - The field for notes.
 */
export class WrapUpModal extends InteractionElement {
  static override readonly tag = 'wrap-up-modal';
  static override styles = [InteractionElement.styles, field, select, styles];

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
  #kept = this.select((store) => store.get('interaction', this.#last ?? ''));
  #mine = this.select((store) => {
    const { drafts } = this.session!;
    const id = this.interactionId ?? this.current?.id ?? this.#last;
    const all = store.all('segment');
    const own = all.filter((one) => one.interactionId === id);
    return (
      own.findLast(isOpen) ??
      (this.interactionId
        ? drafts.lost(own)
        : (all.findLast(({ state }) => state === 'open') ??
          drafts.lost(all, (one) => store.get('segment', one)))) ??
      own.at(-1)
    );
  });
  #settings = this.select((store) => store.get('settings', 'settings'));

  /** The record and the session that the fields were filled from. */
  #shown: SegmentRecord | undefined;
  #from: SessionHandle | null = null;
  #written: Written = { reasonId: null, notes: '' };
  /** The revision that it grew from. */
  #base = 0;
  /** What the provider was last asked to save. */
  #sent: Written | undefined;
  /** Nobody typed it here: this device had it. */
  #isFound = false;
  /** What is on this device only, and not being written. */
  #texts: readonly UnsavedText[] = [];
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
  #status: Status | undefined;
  #loading: Promise<Status | undefined> | undefined;

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
    await this.request(
      new WrapUpSubmitEvent(segment, { ...this.#written, reasonId: this.#reasonId, revision: this.#base }),
    );
    this.#due = this.#dirty;
    this.requestUpdate();
  }

  /** Asks for more time, as a press on **More time** does. */
  async extend(): Promise<void> {
    await (await this.#load())?.extend();
  }

  /**
   * Asks to append a late note, as a press on **Add as late note** does.
   * @param notes What to append; without it what is on this device only.
   */
  async amend(notes?: string): Promise<void> {
    await (await (await this.#load())?.load())?.amend(notes);
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
    return this.interaction ?? this.#kept();
  }

  /** Notes, or what stands in their place. */
  #focus() {
    this.renderRoot.querySelector<HTMLElement>('#notes, [tabindex], .pair .btn')?.focus();
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = this.#shown;
    const segment = this.segment ?? this.#mine();
    const { session } = this;
    const isOther = segment?.id !== before?.id;
    this.#last = segment?.interactionId || (this.interactionId ?? this.current?.id ?? this.#last);
    // A modal stands back while there is other work.
    if (isOther || segment?.state !== before?.state || changed.has('modal'))
      this.#minimised = this.modal && segment?.state === 'draft';
    if (isOther || session !== this.#from) {
      if (isOther) {
        this.#leave();
        this.#dirty = this.#failed = false;
      }
      this.#shown = segment;
      this.#from = session;
      if (segment && !this.#dirty) {
        this.#fill((isOpen(segment) && session?.drafts.take(segment)) || segment);
        this.#isFound = this.#dirty = this.#due = !same(this.#written, segment);
      }
    } else if (segment && segment !== before) {
      this.#shown = segment;
      this.#hear(segment);
      if (before!.state === 'draft' && segment.state === 'open') this.#open();
    }
    // What another window wrote. What was there before, and what is only echoed, touches nothing.
    if (segment && !this.#dirty && segment.revision > this.#base) this.#fill(segment);
    const isOver = segment && !isOpen(segment);
    if (isOver) {
      // Submitted or expired. Newer notes stay on the device.
      this.#cancel();
      this.#dirty = this.#due = false;
      this.#base = segment.revision;
    }
    this.#texts =
      (segment && session?.drafts.texts(segment)) ??
      (isOver && this.#written.notes !== segment.notes
        ? [{ ...this.#written, revision: this.#base, part: this.#written.notes }]
        : []);
    // Early, so that it is there when the line is not.
    if (segment) void this.#load();
    this.#isClosed = this.#interaction?.state === 'closed' && !isOpen(segment);
    this.toggleState('minimised', this.#minimised);
  }

  #load() {
    return (this.#loading ??= parts.status().then(
      ({ Status }) => {
        this.#status = new Status(
          this as unknown as WrapUpHost,
          () => ({
            segment: this.#shown,
            notes: this.#written.notes,
            texts: this.#texts,
            room: this.#room,
            isFailed: this.#failed,
            isOnDevice: this.#onDevice,
            isClosed: this.#isClosed,
          }),
          (text) => {
            if (text) this.#type(text, text.revision);
            else this.#fill(this.#shown!);
          },
        );
        this.requestUpdate();
        return this.#status;
      },
      // Until then what is on the device is shown without what can be done with it.
      () => {
        later(() => {
          this.#loading = undefined;
          if (this.isConnected) this.requestUpdate();
        }, 5000);
        return undefined;
      },
    ));
  }

  #fill({ reasonId, notes, revision }: Draft) {
    this.#written = { reasonId, notes };
    this.#base = revision;
  }

  /** The record says something new, perhaps while something is typed. */
  #hear(segment: SegmentRecord) {
    if (!this.#dirty) return;
    // Sent from here, or contained in what is typed: nothing of it would be lost.
    if (segment.notes === this.#sent?.notes || this.#written.notes.startsWith(segment.notes))
      this.#base = segment.revision;
    if (
      (!this.#saving && same(segment, this.#written)) ||
      (this.#isFound && segment.notes.startsWith(this.#written.notes))
    ) {
      this.#dirty = this.#due = this.#failed = false;
      this.#from?.drafts.delete(segment.id, this.#written);
    }
  }

  #open() {
    // After the others have drawn: what had the focus may have left with the call.
    later(() => {
      let { activeElement: focused } = document;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      // Nowhere, or where nothing can be done any more: on what ended the call, or closed the callback.
      if (focused?.matches('body, [aria-disabled]')) this.#focus();
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
    if (this.focusLost) this.#focus();
    if (this.#due && !this.#saving) this.#schedule();
  }

  #input = ({ target }: Event) => {
    const { id, value } = target as HTMLTextAreaElement;
    this.#type({ ...this.#written, [id === 'notes' ? 'notes' : 'reasonId']: value }, this.#base);
  };

  #type(written: Written, revision: number) {
    const { id, customerName } = this.#shown!;
    this.#fill({ ...written, revision });
    this.#dirty = this.#due = true;
    this.#isFound = false;
    this.#onDevice = this.#from?.drafts.write(id, { ...this.#written, revision, customerName }) ?? true;
    this.requestUpdate();
  }

  #cancel() {
    this.#stop?.();
    this.#stop = undefined;
  }

  // What is typed in the last seconds is still to get there.
  #schedule(delay = Date.parse(this.#shown?.timer?.deadline ?? '') - this.clock.now() < 3000 ? 0 : 500) {
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
    const sent = (this.#sent = this.#written);
    const event = new WrapUpSaveEvent(segment, { ...sent, revision: this.#base }, auto);
    this.#due = false;
    await this.request(event, auto ? 'auto' : '');
    // Vetoed, and not agreed to later: the draft stays, until the host or the next key stroke saves it.
    if (event.defaultPrevented && !requestOf(event).done) return;
    const isSaved = await event.perform().then(
      () => true,
      () => false,
    );
    // Another window, or this one, may have typed on.
    if (isSaved) this.#from?.drafts.delete(segment.id, sent);
    if (this.#shown?.id !== segment.id || !isOpen(this.#shown)) return;
    this.#failed = auto && !isSaved;
    if (isSaved) this.#dirty = !same(sent, this.#written);
    else this.#schedule(3000);
    if (isSaved && !auto) void this.updateComplete.then(() => this.#status?.tell());
    this.#due = this.#dirty;
  }

  // Beside the saves that go on if the page does not end: nobody hears their answer if it does.
  #leave = () => {
    const segment = this.#shown;
    const session = this.#from;
    const sent = this.#written;
    if (!segment || !this.#dirty || this.#left === sent || this.#room < 0) return;
    this.#left = this.#sent = sent;
    const payload = { ...sent, revision: this.#base };
    // Once removed, only the document is left to be heard.
    const heard = this.isConnected ? this : document;
    if (heard.dispatchEvent(new WrapUpSaveEvent(segment, payload, true)))
      session?.send('segment.save', segment.id, payload, { key: randomKey(), keepalive: true }).then(
        () => session.drafts.delete(segment.id, sent),
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
        ${this.#status?.beside()}
      </div>`;
    return this.modal
      ? html`<dialog class="card" part="card" aria-labelledby="heading" @close=${() => this.minimise()}>
          ${this.#body(segment!, s)}
        </dialog>`
      : html`<section class="card" part="card" aria-labelledby="heading">
          ${this.#body(segment!, s)}
        </section>`;
  }

  #over(segment: SegmentRecord | undefined, s: typeof strings) {
    const isClosed = this.#isClosed;
    if (!segment && !isClosed) return nothing;
    if (this.#texts.length)
      return html`<section class="card" part="card" tabindex="-1" aria-labelledby="heading">
        ${this.#top()}
      </section>`;
    const ids: HostIds = segment ?? this.#interaction!;
    return html`<section class="card closed" tabindex="-1" aria-labelledby="heading">
      ${icon(check)}<b class="grow" id="heading"
        >${isClosed ? s.closed : segment!.closesWhenCallEnds ? s.closesLater : s.done}</b
      >
      ${
        isClosed
          ? button({ label: s.closePage, press: () => this.dispatchEvent(new CallbackPageCloseEvent(ids)) })
          : nothing
      }
      ${this.#status?.unsaved?.past()}
    </section>`;
  }

  /** What is on this device only is there to be read, whatever has not been loaded. */
  #top() {
    const status = this.#status;
    return html`${status?.top()}${
      status?.unsaved?.card() ?? this.#texts.map(({ part }) => html`<p dir="auto">${part}</p>`)
    }`;
  }

  #body(segment: SegmentRecord, s: typeof strings) {
    const interaction = this.#interaction;
    const save = this.control(segment, 'segment.save');
    const submit = this.control(segment, 'segment.submit');
    const reopen = interaction && this.control(interaction, 'interaction.reopen');
    const isDraft = segment.state === 'draft';
    const { wrapUpCodes = [] } = this.#provided ?? {};
    const chosen = this.#reasonId;
    return html`<div class="row head">
        <h2 id="heading" class="grow">${s.wrapUp}</h2>
        ${isDraft ? html`<span class="chip">${s.draft}</span>` : nothing}
        ${button({ label: s.minimise, icon: chevron, look: 'quiet compact', iconOnly: true, press: () => this.minimise() })}
      </div>
      ${this.#top()}
      <div class="fields" @input=${this.#input}>
        ${
          wrapUpCodes.length
            ? html`<div>
                <label class="label" for="reason">${s.reason}</label>
                <select id="reason" class="field" ?disabled=${submit.busy}>
                  ${wrapUpCodes.map(
                    ({ id, name }) => html`<option value=${id} .selected=${id === chosen}>${name}</option>`,
                  )}</select
                >${icon(chevron)}
              </div>`
            : nothing
        }
        <div>
          <label class="label" for="notes">${s.notes}</label>
          <textarea
            id="notes"
            part="notes"
            class="field"
            dir="auto"
            ?readonly=${submit.busy}
            aria-invalid=${this.#room < 0}
            aria-describedby="count"
            .value=${live(this.#written.notes)}
          ></textarea>
          <div id="count">${this.#status?.count()}</div>
        </div>
      </div>
      <div class="row foot">
        <p class="grow why">${this.#status?.text()}</p>
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
      ${this.#status?.isLost ? nothing : why(isDraft ? save : submit)}
      ${[segment, interaction].map((one) => one && this.failure(one))}${this.#status?.bottom()}${this.#status?.unsaved?.past()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wrap-up-modal': WrapUpModal;
  }
}

// Texts that are not in the record: on this device only, or written over by another window. Apart from the element, since
// most wrap-ups have none. Until it is there the element shows the bare text.
import { html, nothing } from 'lit';
import type { ReactiveController, TemplateResult } from 'lit';
import type { SegmentRecord } from '../../contract/records.ts';
import type { Draft, SessionHandle, UnsavedText } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import { later } from '../shared/clock.ts';
import { requestOf } from '../shared/events.ts';
import { button, why } from '../shared/templates/button.ts';
import { check, icon, info, warning } from '../shared/templates/icon.ts';
import { WrapUpAmendEvent } from './wrap-up-modal.events.ts';
import type { WrapUpHost, WrapUpState } from './wrap-up-modal.status.ts';
import { isOpen, timeOf, whose } from './wrap-up-modal.status.ts';
import { strings as own } from './wrap-up-modal.strings.ts';
import { strings } from './wrap-up-modal.unsaved.strings.ts';
import { styles } from './wrap-up-modal.unsaved.styles.ts';

const copy =
  'M7.25 7.25h9v9h-9zM12.75 7V5.25a1.5 1.5 0 0 0-1.5-1.5h-6a1.5 1.5 0 0 0-1.5 1.5v6a1.5 1.5 0 0 0 1.5 1.5H7';

export class Unsaved implements ReactiveController {
  readonly #host: WrapUpHost;
  readonly #state: () => WrapUpState;
  readonly #put: (text: Draft | null) => void;
  #session: SessionHandle | null = null;
  #stop: (() => void) | undefined;
  /** Who listens to the page was told of these. */
  readonly #told = new Set<string>();
  #copied = '';
  #selected = '';
  /** The text that is about to be discarded. */
  #doubted = '';

  constructor(host: WrapUpHost, state: () => WrapUpState, put: (text: Draft | null) => void) {
    this.#host = host;
    this.#state = state;
    this.#put = put;
    host.renderRoot.adoptedStyleSheets.push(styles.styleSheet!);
    host.addController(this);
  }

  get #words() {
    return this.#host.localized(strings);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#session = null;
  }

  hostUpdate(): void {
    const { session, isConnected } = this.#host;
    if (isConnected && session !== this.#session) {
      this.#stop?.();
      this.#session = session;
      // Another window saved or discarded what is offered here.
      this.#stop = session?.drafts.onChange(() => this.#host.requestUpdate());
    }
    const { segment, texts } = this.#state();
    if (!segment) return;
    const s = this.#words;
    if (texts.length)
      this.#tell(`${segment.id} ${isOpen(segment)}`, isOpen(segment) ? s.other : s.notInRecord);
    const [last] = this.#past;
    if (last) this.#tell(last.at + last.notes, this.#overwritten(last.at));
  }

  #tell(what: string, text: string) {
    if (!this.#told.has(what)) announce(text);
    this.#told.add(what);
  }

  /** Asks to append a late note: what is only on this device, or these words. */
  async amend(notes?: string): Promise<void> {
    const { segment, texts } = this.#state();
    const [text] = texts;
    const added = notes ?? text?.part;
    if (!segment || !added || this.#host.control(segment, 'segment.amend').disabled) return;
    const event = new WrapUpAmendEvent(segment, { notes: added });
    await this.#host.request(event, 'amend');
    // Not performed: the host did it in its own way, and the record will tell, or not at all.
    if (event.defaultPrevented && !requestOf(event).done) return;
    const isAdded = await event.perform().then(
      () => true,
      () => false,
    );
    if (!isAdded) return;
    if (added === text?.part) this.#drop(segment, text);
    announce(this.#words.added);
  }

  #drop(segment: SegmentRecord, text: UnsavedText) {
    const { session } = this.#host;
    if (session) session.drafts.delete(segment.id, text);
    else this.#put(null);
    this.#host.requestUpdate();
  }

  /** Goes on with a text that was put aside; what is not saved takes its place. */
  #use(segment: SegmentRecord, text: UnsavedText) {
    const { drafts } = this.#host.session!;
    drafts.putAside(segment.id);
    drafts.delete(segment.id, text);
    this.#put(text);
  }

  async #doubt(text: string) {
    this.#doubted = text;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('.keep .btn')?.focus();
  }

  async #copy(text: string, { currentTarget }: Event) {
    const s = this.#words;
    const area = (currentTarget as Element).closest('.text')!.querySelector('textarea')!;
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Forbidden, or no secure page: what is selected can be copied by hand.
      area.focus();
      area.select();
      isCopied = false;
    }
    this.#copied = isCopied ? text : '';
    this.#selected = isCopied ? '' : text;
    announce(isCopied ? s.copied : s.selected);
    this.#host.requestUpdate();
    later(() => {
      this.#copied = '';
      this.#host.requestUpdate();
    }, 2000);
  }

  #overwritten(at: string): string {
    return this.#words.overwritten(timeOf(this.#host, at));
  }

  /** Overwritten texts that are not in the notes, newest first, each once. */
  get #past() {
    const { segment, notes } = this.#state();
    const offered = new Map(
      [...(segment?.history ?? [])]
        .reverse()
        .filter((one) => ![segment!.notes, notes].some((text) => text.includes(one.notes)))
        .map((one) => [one.notes, one]),
    );
    return [...offered.values()];
  }

  /** What is on this device only; all of a closed wrap-up. */
  card(): unknown {
    const { segment, texts } = this.#state();
    const [text] = texts;
    if (!segment || !text) return nothing;
    const s = this.#words;
    if (isOpen(segment)) {
      const use = button({ label: s.use, press: () => this.#use(segment, text) });
      return this.#text(segment, text, s.other, s.recordNewer, s.otherNotes, use);
    }
    const amend = this.#host.control(segment, 'segment.amend');
    const closed = timeOf(this.#host, segment.closedAt);
    const saved = timeOf(this.#host, segment.savedAt);
    const add = button({
      label: s.add,
      look: 'fill accent',
      control: amend,
      press: () => this.amend(),
    });
    return html`<div class="row head">
        <h2 id="heading" class="grow">${this.#host.localized(own).wrapUp}</h2>
        ${closed ? html`<span class="chip">${s.closedAt(closed)}</span>` : nothing}
      </div>
      ${whose(this.#host, segment)}
      ${this.#text(
        segment,
        text,
        s.notInRecord,
        saved ? s.recordAsOf(saved) : segment.version ? s.recordEmpty : s.recordGone,
        s.newer,
        add,
      )}
      ${why(amend)}${this.#host.failure(segment, 'amend')}`;
  }

  #text(
    segment: SegmentRecord,
    text: UnsavedText,
    title: string,
    record: string,
    label: string,
    action: unknown,
  ) {
    const s = this.#words;
    const { part } = text;
    return html`<div class="banner banner--warn">
        ${icon(warning)}
        <div class="grow">
          <b>${title}</b>
          <p class="small">${record} ${s.onlyHere}</p>
        </div>
      </div>
      <div class="text stack">
        <div>
          <label class="label" for="newer">${label}</label>
          <textarea id="newer" class="field" readonly dir="auto" .value=${part}></textarea>
        </div>
        ${
          this.#doubted === part
            ? html`<div class="row foot keep">
                <p class="grow">${s.sure}</p>
                ${button({ label: s.keep, press: () => this.#doubt('') })}
                ${button({ label: s.discard, look: 'reject', press: () => this.#drop(segment, text) })}
              </div>`
            : html`<div class="row foot">
                ${button({ label: s.discard, look: 'quiet', press: () => this.#doubt(part) })}
                <span class="grow"></span>
                ${this.#copyButton(part)}${action}
              </div>`
        }
        ${this.#hint(part)}
      </div>`;
  }

  #copyButton(text: string) {
    const s = this.#words;
    return button({
      label: this.#copied === text ? s.copied : s.copy,
      icon: this.#copied === text ? check : copy,
      press: (event) => this.#copy(text, event),
    });
  }

  #hint(text: string) {
    return this.#selected === text ? html`<p class="why">${icon(info)}${this.#words.selected}</p>` : nothing;
  }

  /** Texts that another window overwrote. */
  past(): TemplateResult[] {
    return this.#past.map(
      ({ at, notes }) =>
        html`<details class="past">
          <summary>${this.#overwritten(at)}</summary>
          <div class="text stack">
            <textarea
              class="field"
              readonly
              dir="auto"
              aria-label=${this.#overwritten(at)}
              .value=${notes}
            ></textarea>
            <div class="row foot">${this.#copyButton(notes)}</div>
            ${this.#hint(notes)}
          </div>
        </details>`,
    );
  }
}

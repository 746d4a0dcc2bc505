import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DirectoryEntry } from '../../contract/directory.ts';
import type { Problem } from '../../contract/problems.ts';
import type { DirectoryHandle } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import { later } from '../shared/clock.ts';
import { CallbackElement } from '../shared/element.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { field } from '../shared/styles/field.ts';
import { menu } from '../shared/styles/menu.ts';
import { more } from '../shared/styles/more.ts';
import { presence } from '../shared/styles/presence.ts';
import { button, flag } from '../shared/templates/button.ts';
import { globe, icon, lines, search as glass, warning } from '../shared/templates/icon.ts';
import { dot } from '../shared/templates/presence.ts';
import { strings } from './cbk-directory.strings.ts';
import { styles } from './cbk-directory.styles.ts';

type Kind = DirectoryEntry['kind'];
type Strings = typeof strings;

/** One list. */
interface List {
  readonly kind: Kind;
  rows: readonly DirectoryEntry[];
  /** Which row of the screen each is drawn in, by id. */
  readonly places: Map<string, number>;
  /** The last of them. */
  place: number;
  /** Null before the first answer. */
  total: number | null;
  next: string | null;
  pages: number;
  /** What it was searched by; undefined before the first answer. */
  by?: string;
  /** The question that waits for its answer: a new search, the same again, or the next page. */
  asking?: 'find' | 'refresh' | 'more' | undefined;
  stop?: AbortController;
  /** It changed while it was asked for. */
  again?: boolean;
  error?: string;
}

/** How many of those who are no longer on the pages shown are asked for by name. */
const strays = 10;

const formats: Record<string, Intl.NumberFormat> = {};

/**
 * The directory as lists, private to the elements that need one: searched at the provider, a page at a time; asked again
 * every 5 s while it is on screen, and when the provider says that it changed. What is shown stays until the answer is
 * there, and between two searches each row keeps its place, so that nobody presses what slid under the pointer. An
 * element of its own, so that a clock that ticks around it draws no row.
 */
export class CbkDirectory extends CallbackElement {
  static override readonly tag = 'cbk-directory';
  static override styles = [CallbackElement.styles, more, field, menu, presence, styles];
  static override properties = {
    directory: { attribute: false },
    kinds: { attribute: false, hasChanged: (one: unknown, other: unknown) => String(one) !== String(other) },
    action: { attribute: false },
    stamp: { attribute: false },
  };

  /** Who can be found, where no provider gives it. */
  directory: DirectoryHandle | null = null;
  /** Which lists, in their order. */
  kinds: readonly Kind[] = [];
  /** What stands at the end of a row. The same function each time; what it depends on is in `stamp`. */
  action: (entry: DirectoryEntry) => unknown = () => nothing;
  stamp = '';

  #search = '';
  #handle: DirectoryHandle | null | undefined;
  #lists: readonly List[] = [];
  #stops: (() => void)[] = [];
  #rest = () => {};
  #typed = -Infinity;
  #goTo = '';

  /** Into the search field. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#use(null, []);
  }

  protected override update(changed: PropertyValues<this>): void {
    const handle = this.directory ?? this.session?.directory;
    if (handle !== this.#handle || changed.has('kinds')) this.#use(handle, handle ? this.kinds : []);
    super.update(changed);
  }

  protected override updated(): void {
    const to = this.#goTo || (this.focusLost && 'input');
    this.#goTo = '';
    if (to) this.renderRoot.querySelector<HTMLElement>(to)?.focus();
  }

  #use(handle: DirectoryHandle | null | undefined, kinds: readonly Kind[]) {
    this.#rest();
    for (const { stop } of this.#lists) stop?.abort();
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#handle = handle;
    this.#lists = kinds.map((kind) => ({
      kind,
      rows: [],
      places: new Map(),
      place: 0,
      total: null,
      next: null,
      pages: 1,
    }));
    if (!kinds.length) return;
    this.#stops = [handle!.onChange(this.#refresh), later(this.#tick, 5000)];
    this.#refresh();
  }

  #tick = () => {
    this.#refresh();
    this.#stops[1] = later(this.#tick, 5000);
  };

  #refresh = () => {
    for (const list of this.#lists)
      if (list.asking) list.again = true;
      // The first question does not wait to be seen.
      else if (list.by === undefined || (document.visibilityState === 'visible' && this.checkVisibility()))
        void this.#ask(list);
  };

  /** Asks for one list. Only the answer to the last question counts. */
  async #ask(list: List, asking: List['asking'] = list.by === this.#search ? 'refresh' : 'find') {
    const isMore = asking === 'more';
    const { kind, rows } = list;
    const search = isMore ? list.by! : this.#search;
    const handle = this.#handle!;
    list.stop?.abort();
    const { signal } = (list.stop = new AbortController());
    list.asking = asking;
    list.again = false;
    this.requestUpdate();
    try {
      const found = new Map<string, DirectoryEntry>();
      let { next, total, pages } = list;
      if (!isMore) next = null;
      if (asking === 'find') pages = 1;
      let left = isMore ? 1 : pages;
      do {
        const page = await handle.search({ kind, search, ...(next && { after: next }) }, { signal });
        for (const entry of page.entries) found.set(entry.id, entry);
        ({ next, total } = page);
      } while (next && --left && !signal.aborted);
      // The provider's order changes with presence: who is not on these pages may be on one further down.
      if (asking === 'refresh' && next)
        await Promise.all(
          rows
            .filter(({ id }) => !found.has(id))
            .slice(0, strays)
            .map(async ({ id, name }) => {
              const { entries } = await handle.search({ kind, search: name }, { signal });
              for (const entry of entries) if (entry.id === id) found.set(id, entry);
            }),
        );
      if (signal.aborted) return;
      const kept =
        asking === 'find' ? [] : rows.flatMap((entry) => found.get(entry.id) ?? (isMore ? entry : []));
      for (const { id } of kept) found.delete(id);
      // What a search brings is drawn in the rows that are there, unless one of them has the focus: that one must go.
      if (asking === 'find' && !this.renderRoot.querySelector(`#${kind} :focus`)) list.place = 0;
      for (const id of found.keys()) list.places.set(id, (list.place += 1));
      if (isMore) {
        pages += 1;
        // On to the first of those that came.
        if ((this.renderRoot as ShadowRoot).activeElement?.matches(`#${kind}~.btn--more`))
          this.#goTo = `#${kind}>:nth-child(${kept.length + 1}) button`;
      }
      Object.assign(list, { rows: [...kept, ...found.values()], total, next, pages, by: search, error: '' });
    } catch (error) {
      if (signal.aborted) return;
      const { reason, type, detail, title } = ((error ?? {}) as { problem?: Problem }).problem ?? {};
      list.error =
        this.reasonWords(reason) ||
        this.reasonWords(type?.split(':').pop(), detail ?? title ?? this.localized(strings).failed);
      if (asking === 'find') Object.assign(list, { rows: [], total: null, next: null, pages: 1, by: search });
    }
    list.asking = undefined;
    this.requestUpdate();
    if (list.again) this.#refresh();
  }

  #type = (event: Event) => {
    const search = (event.target as HTMLInputElement).value.trim();
    if (search === this.#search) return;
    this.#search = search;
    this.#rest();
    // The first key after a rest asks at once; those that follow fast, when they rest.
    if (event.timeStamp - this.#typed > 150) void this.#find();
    else this.#rest = later(() => void this.#find(), 150);
    this.#typed = event.timeStamp;
    this.requestUpdate();
  };

  async #find() {
    const search = this.#search;
    await Promise.all(this.#lists.map((list) => this.#ask(list, 'find')));
    if (this.#lists.some(({ by, error }) => by !== search || error)) return;
    const s = this.localized(strings);
    const found = this.#lists.map((list) => s.found(s[list.kind], this.#count(list, s)));
    announce(new Intl.ListFormat(this.language, { type: 'unit' }).format(found));
  }

  // From row to row, and between the field and the first.
  #keys = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    // A menu in a row has its own.
    const stops = this.renderRoot.querySelectorAll<HTMLElement>('input,.btn:not([role])');
    const next =
      !event.defaultPrevented && step && stops[[...stops].indexOf(event.target as HTMLElement) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  };

  #format(value: number, unit?: 'minute') {
    const { language } = this;
    return (formats[`${language} ${unit}`] ??= new Intl.NumberFormat(
      language,
      unit && { style: 'unit', unit },
    )).format(value);
  }

  #count({ rows, total }: List, s: Strings) {
    const shown = this.#format(rows.length);
    return total! > rows.length ? s.of(shown, this.#format(total!)) : shown;
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    return html`<div class="stack" @keydown=${this.#keys}>
      <div class="search">
        ${icon(glass)}<input
          class="field"
          type="search"
          autocomplete="off"
          spellcheck="false"
          maxlength="100"
          aria-label=${s.search}
          placeholder=${s.search}
          @input=${this.#type}
        />
      </div>
      <div class="lists">${this.#lists.map((list) => this.#list(list, s))}</div>
    </div>`;
  }

  #list(list: List, s: Strings) {
    const { kind, rows, places, total, next, asking, error } = list;
    const busy = asking === 'more';
    // A number of nobody's, where one can be called.
    const number = kind === 'external' ? this.#search.replace(/[\s().-]/g, '') : '';
    const dialled = /^\+[1-9]\d{4,14}$/.test(number) && number;
    return html`<section aria-labelledby="of-${kind}">
      <div class="head small">
        <h3 id="of-${kind}">${s[kind]}</h3>
        ${total === null ? nothing : html`<bdi>${this.#count(list, s)}</bdi>`}
      </div>
      <ul
        id=${kind}
        class=${rows.length > 50 ? 'long' : ''}
        aria-labelledby="of-${kind}"
        aria-busy=${flag(asking === 'find')}
      >
        ${guard([rows, this.action, this.stamp, this.language, dialled], () =>
          repeat(
            dialled
              ? [{ kind, id: dialled, name: phoneNumber(dialled), number: '' } as DirectoryEntry, ...rows]
              : rows,
            ({ id }) => places.get(id) ?? id,
            (entry) =>
              html`<li>
                ${entry.kind === 'agent' ? dot(entry.status) : icon(entry.kind === 'queue' ? lines : globe)}
                <div>
                  <div class="cut" title=${entry.name}><bdi>${entry.name}</bdi></div>
                  <div class="small muted"><bdi>${this.#words(entry, s)}</bdi></div>
                </div>
                ${this.action(entry)}
              </li>`,
          ),
        )}
      </ul>
      ${
        error
          ? html`<div class="why" role="alert">
              ${icon(warning)}<span>${error}</span>
              ${button({ label: this.words.tryAgain, look: 'small', press: () => this.#ask(list) })}
            </div>`
          : rows.length || dialled
            ? nothing
            : html`<p class="small muted">${total === null ? s.searching : s.none}</p>`
      }
      ${
        next
          ? button({
              label: s.more,
              look: 'more',
              control: { visible: true, disabled: busy, busy, reason: '' },
              press: () => asking === 'find' || this.#ask(list, 'more'),
            })
          : nothing
      }
    </section>`;
  }

  #words(entry: DirectoryEntry, s: Strings): string {
    if (entry.kind === 'external') return phoneNumber(entry.number) || s.number;
    if (entry.kind === 'queue') {
      const { waiting, estimatedWait } = entry;
      const length = waiting ? s.waiting(this.#format(waiting)) : s.noneWaiting;
      return estimatedWait === null
        ? length
        : estimatedWait
          ? s.about(length, this.#format(Math.max(1, Math.round(estimatedWait / 60_000)), 'minute'))
          : s.atOnce(length);
    }
    const { presence, activity, reachable, status, since } = entry;
    const { callback, call, wrap_up } = s;
    // An activity from outside may be named like a method.
    const said =
      ({ __proto__: null, callback, call, wrap_up } as unknown as Partial<Record<string, typeof call>>)[
        activity!
      ]?.(presence) ?? presence;
    return reachable || status === 'offline' || !Date.parse(since) ? said : s.since(said, this.time(since));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cbk-directory': CbkDirectory;
  }
}

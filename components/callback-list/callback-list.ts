import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CommandKey, CommandPayloads } from '../../contract/commands.ts';
import type { SettingsRecord, TaskRecord } from '../../contract/records.ts';
import { CallbackElement, announce } from '../shared/element.ts';
import { later } from '../shared/clock.ts';
import { hostIds } from '../shared/events.ts';
import type { RequestEvent } from '../shared/events.ts';
import { Minutes } from '../shared/minutes.ts';
import { CallbackOpenInteractionEvent } from '../shared/open-interaction.event.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { more } from '../shared/styles/more.ts';
import { button } from '../shared/templates/button.ts';
import { clock, icon, inbox, warning } from '../shared/templates/icon.ts';
import type { Actions, Target } from './callback-list.actions.ts';
import { strings } from './callback-list.strings.ts';
import { styles } from './callback-list.styles.ts';

type Strings = typeof strings;
type Name = 'mine' | 'scheduled';

const minute = 60_000;
const names = ['mine', 'scheduled'] as const;
const columns = {
  mine: ['taskNumber', 'customer', 'number', 'type', 'reason', 'state'],
  scheduled: ['taskNumber', 'customer', 'number', 'start', 'reason'],
} as const;

/** How what can be done is loaded; tests make it fail. */
export const parts = { actions: () => import('./callback-list.actions.ts') };

/** The word for a code; the code itself for one of somebody else's. */
const word = (said: Record<string, string>, code: string): string =>
  Object.hasOwn(said, code) ? said[code]! : code;

const acts = (can: TaskRecord['capabilities']) => can.reschedule?.visible || can.cancel?.visible;
const isOpen = ({ state }: TaskRecord) => !/^c(losed_|anceled)/.test(state);

const descending = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);

const formats = new Map<string, unknown>();

/** Kept, since each costs more than a row. */
const kept = <T>(key: string, make: () => T): T => {
  if (!formats.has(key)) formats.set(key, make());
  return formats.get(key) as T;
};

/** Where the focus is. */
interface Place {
  readonly element: Element;
  readonly list: Name | undefined;
  readonly id: string | undefined;
  /** Which row it is. */
  readonly at: number;
}

/**
 * The agent's callbacks, and those that are scheduled in their queues and nobody's yet. Who may schedules another one,
 * moves one, cancels one. Times are by the agent's clock; the customer's where it says so. Source: the lists of callback
 * tasks of ServiceNow's Configurable Workspace.
 *
 * @fires callback-schedule - Asks to schedule a new callback.
 * @fires callback-reschedule - Asks to move a callback to another time.
 * @fires callback-cancel - Asks to cancel a callback.
 * @fires callback-open-interaction - One of the agent's callbacks was chosen to be opened.
 * @csspart card - The surface of each list.
 */
export class CallbackList extends CallbackElement {
  static override readonly tag = 'callback-list';
  static override styles = [CallbackElement.styles, more, styles];
  static override properties = {
    tasks: { attribute: false },
    templates: { attribute: false },
    settings: { attribute: false },
    agentId: { attribute: 'agent-id' },
    only: {},
    timeZone: { attribute: 'time-zone' },
  };

  /** The callbacks, where no provider gives them; in any order. */
  tasks: readonly TaskRecord[] | null = null;
  /** Further callbacks whose customers a new one can be scheduled for. */
  templates: readonly TaskRecord[] = [];
  /** What the provider lets agents choose from, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Whose callbacks are the agent's, where no provider says it; without it, those that have an owner. */
  agentId: string | null = null;
  /** Shows one list only: `mine` or `scheduled`. */
  only: Name | null = null;
  /** The agent's time zone, an IANA name; without it the device's. */
  timeZone: string | null = null;

  #selected = this.select((store) => store.all('task'));
  #ready = this.select((store) => store.namespace !== null);
  #agent = this.select((store) => store.agentId);
  #settings = this.select((store) => store.get('settings', 'settings'));
  #lists: Record<Name, readonly TaskRecord[]> = { mine: [], scheduled: [] };
  /** What of `timeZone` the browser knows. */
  protected zone: string | undefined;
  #actions: Actions | undefined;
  #loading: Promise<Actions | undefined> | undefined;
  #focused: Place | undefined;
  #goTo: Target | undefined;

  constructor() {
    super();
    new Minutes(this);
  }

  /**
   * Asks to schedule a new callback for a customer who is known from the callbacks here; without a payload shows the form,
   * as a press on **Schedule callback** does.
   */
  async schedule(payload?: CommandPayloads['task.schedule']): Promise<void> {
    await (await this.#load())?.schedule(payload);
  }

  /**
   * Asks to move a callback to another time, seen in this version (now's, where none is given); without a payload shows
   * the form, as a press on **Reschedule** does.
   */
  async reschedule(
    taskId: string,
    payload?: { readonly at: string; readonly version?: number },
  ): Promise<void> {
    await (await this.#load())?.reschedule(taskId, payload);
  }

  /** Asks to cancel a callback, as a press on **Yes, cancel it** does. */
  async cancel(taskId: string): Promise<void> {
    await (await this.#load())?.cancel(taskId);
  }

  /** Tells that the interaction of a callback is to be opened, as a press on **Open** does. */
  openInteraction(taskId: string): void {
    const ids = hostIds(this.find(taskId) ?? {});
    const { interactionId } = ids;
    if (interactionId) this.dispatchEvent(new CallbackOpenInteractionEvent({ ...ids, interactionId }));
  }

  protected override async request<C extends CommandKey>(event: RequestEvent<C>, group = ''): Promise<void> {
    await this.#actions!.sending(event, group, () => super.request(event, group));
  }

  protected get all(): readonly TaskRecord[] {
    return this.tasks ?? this.#selected() ?? [];
  }

  protected find(id: string): TaskRecord | undefined {
    return this.all.find((one) => one.id === id);
  }

  protected isShown(id: string): boolean {
    return names.some((name) => this.#lists[name].some((one) => one.id === id));
  }

  protected stand(id: string): string {
    const { states, gone } = this.localized(strings);
    const task = this.find(id);
    return task ? word(states, task.state) : gone;
  }

  protected get reasons(): readonly string[] {
    return (this.settings ?? this.#settings())?.reasons ?? [];
  }

  protected go(target: Target): void {
    this.#goTo = target;
    this.requestUpdate();
  }

  #load() {
    return (this.#loading ??= parts.actions().then(
      ({ Actions: Part }) => {
        this.#actions = new Part(this as never);
        this.requestUpdate();
        return this.#actions;
      },
      () => {
        later(() => {
          this.#loading = undefined;
          if (this.isConnected) this.requestUpdate();
        }, 5000);
        return undefined;
      },
    ));
  }

  /** A moment by the agent's clock or that of a zone; its day where that is not today, or always. */
  protected moment(at: number, timeZone = this.zone, isLong = false): string {
    const now = this.clock.now();
    const format = (language: string, options: Intl.DateTimeFormatOptions) =>
      kept(
        `${language} ${timeZone} ${Object.keys(options).join(' ')}`,
        () => new Intl.DateTimeFormat(language, { ...options, timeZone }),
      );
    const time = { hour: '2-digit', minute: '2-digit' } as const;
    const date = { day: 'numeric', month: 'short' } as const;
    try {
      const day = format('en', { dateStyle: 'short' });
      return format(
        this.language,
        isLong
          ? { weekday: 'short', ...date, ...time }
          : day.format(at) === day.format(now)
            ? time
            : Math.abs(at - now) < 8640 * minute
              ? { weekday: 'short', ...time }
              : { ...date, year: 'numeric', ...time },
      ).format(at);
    } catch {
      return ''; // no such moment, or no such zone
    }
  }

  #due(at: number, s: Strings): readonly [string, boolean] {
    const left = Math.ceil((at - this.clock.now()) / minute);
    const length = Math.abs(left);
    const [unit, minutes] =
      length < 90
        ? (['minute', 1] as const)
        : length < 2160
          ? (['hour', 60] as const)
          : (['day', 1440] as const);
    const { language } = this;
    const duration = kept(
      `${language} ${unit}`,
      () => new Intl.NumberFormat(language, { style: 'unit', unit }),
    ).format(Math.round(length / minutes));
    return [left ? s[left < 0 ? 'overdue' : 'due'](duration) : s.dueNow, left < 0];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('timeZone')) {
      this.zone = this.timeZone ?? undefined;
      if (!this.moment(0)) this.zone = undefined;
    }
    const before = this.#lists;
    const owner = this.agentId ?? this.#agent();
    const all = this.all;
    const order = (task: TaskRecord) => (isOpen(task) ? '1' : '0') + task.requestedAt;
    const start = (task: TaskRecord) => Date.parse(task.scheduledStart ?? '') || Infinity;
    this.#lists = {
      mine: all
        .filter(({ ownerId }) => (owner ? ownerId === owner : ownerId))
        .sort((a, b) => descending(order(a), order(b))),
      scheduled: all
        .filter(
          ({ type, state, ownerId }) =>
            type === 'scheduled' && !ownerId && /^(scheduled|queued)$/.test(state),
        )
        .sort((a, b) => start(a) - start(b) || 0),
    };
    if (all.some(({ capabilities: can }) => can.schedule?.visible || acts(can))) void this.#load();
    // Where the agent is at work: what leaves is told, unless they sent it away.
    for (const id of new Set([this.#actions?.openId, this.#where()?.id]))
      for (const name of names) {
        const old = before[name].find((task) => task.id === id);
        if (old && !this.#lists[name].some((task) => task.id === id) && !this.#actions?.left(old.id))
          announce(this.localized(strings).became(old.customer.name, this.stand(old.id)));
      }
  }

  /** Where the focus is. */
  #where(): Place | undefined {
    const element = (this.renderRoot as ShadowRoot | undefined)?.activeElement;
    const row = element?.closest<HTMLElement>('[data-id]');
    const list = row?.closest<HTMLElement>('[data-list]')?.dataset['list'] as Name | undefined;
    return element
      ? { element, list, id: row?.dataset['id'], at: row ? this.#rows(list!).indexOf(row) : -1 }
      : undefined;
  }

  #rows(list: Name): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>(`[data-list=${list}] [data-id]`)];
  }

  protected override update(changed: PropertyValues): void {
    this.#focused = this.#where();
    super.update(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const focused = this.#focused;
    const to = this.#goTo;
    this.#focused = this.#goTo = undefined;
    const rowOf = (id: string | undefined, list?: Name) =>
      (list ? [list] : names).flatMap((name) => this.#rows(name)).find((row) => row.dataset['id'] === id);
    if (to) {
      const within = to.id ? rowOf(to.id) : this.renderRoot;
      const target = within?.querySelector<HTMLElement>(to.selector);
      if (target) return target.focus();
    }
    const { element, id, list, at = -1 } = focused ?? {};
    if (!element || (this.renderRoot as ShadowRoot).activeElement === element) return;
    // A row that moved takes its focus along. One that left gives it to the next, or to the heading.
    if (element.isConnected) return (element as HTMLElement).focus();
    const rows = list ? this.#rows(list) : [];
    const row = id ? (rowOf(id, list) ?? rows[at] ?? rows.at(-1)) : null;
    (row ?? this.renderRoot.querySelector<HTMLElement>(list ? `#${list}` : '.btn--schedule,h2'))?.focus();
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const shown = names.filter((name) => !this.only || this.only === name);
    return html`${shown.map((name) => this.#list(name, name === shown.at(-1), s))}`;
  }

  #list(name: Name, isLast: boolean, s: Strings) {
    const tasks = this.#lists[name];
    const hasActions = name === 'mine' || tasks.some(({ capabilities }) => acts(capabilities));
    const actions = isLast && this.#actions;
    return html`<section class="card" part="card" data-list=${name} aria-labelledby=${name}>
      <div class="row head">
        <h2 id=${name} tabindex="-1">${s[name]}</h2>
        ${tasks.length ? html`<span class="chip">${tasks.length}</span>` : nothing}
        <span class="grow"></span>
        ${actions ? actions.head() : nothing}
      </div>
      ${actions ? actions.top(name === 'scheduled' ? tasks : []) : nothing}
      ${
        tasks.length
          ? html`<div
              role="table"
              class="${name} ${tasks.length > 50 ? 'long' : ''} ${hasActions ? 'acts' : ''}"
              aria-labelledby=${name}
            >
              <div role="rowgroup">
                <div role="row" class="columns small muted">
                  ${columns[name].map((column) => html`<span role="columnheader">${s[column]}</span>`)}
                  ${hasActions ? html`<span role="columnheader"><span class="hide">${s.actions}</span></span>` : nothing}
                </div>
              </div>
              <div role="rowgroup">
                ${repeat(
                  tasks,
                  ({ id }) => id,
                  (task, i) => this.#task(task, name === 'mine', i, hasActions, s),
                )}
              </div>
            </div>`
          : this.session && !this.#ready() && !this.tasks
            ? nothing
            : html`<p class="none muted">${icon(name === 'mine' ? inbox : clock)}${s[`none_${name}`]}</p>`
      }
    </section>`;
  }

  #task(task: TaskRecord, isMine: boolean, index: number, hasActions: boolean, s: Strings) {
    const { id, customer, reason, taskNumber, scheduledStart } = task;
    const number = customer.numbers.find((one) => one.id === task.numberId)?.number ?? '';
    const start = Date.parse(scheduledStart ?? '');
    const time = this.moment(start);
    const [due, isLate] = time ? this.#due(start, s) : ['', false];
    const below = this.#actions?.below(task);
    return html`<div role="row" class="task" data-id=${id} tabindex="-1" aria-label=${customer.name}>
      <span role="rowheader" class="id two" title=${taskNumber}><bdi>${taskNumber}</bdi></span>
      <span role="cell" class="who two" title=${customer.name}><bdi>${customer.name}</bdi></span>
      <span role="cell" class="number"><bdi>${phoneNumber(number)}</bdi></span>
      ${
        isMine
          ? html`<span role="cell" class="type"
              >${word(s.types, task.type)}${time ? html` <span class="small muted">${time}</span>` : nothing}</span
            >`
          : html`<span role="cell" class="start"
              >${time}${
                due
                  ? html` <span class="small ${isLate ? 'late' : 'muted'}"
                      >${isLate ? icon(warning) : nothing}${due}</span
                    >`
                  : nothing
              }</span
            >`
      }
      <span role="cell" class="reason two" title=${reason ?? ''}><bdi>${reason}</bdi></span>
      ${
        isMine
          ? html`<span role="cell" class="state"
              ><span class="chip ${isOpen(task) ? 'chip--accent' : ''}"
                >${word(s.states, task.state)}</span
              ></span
            >`
          : nothing
      }
      ${
        hasActions
          ? html`<span role="cell" class="actions"
              >${
                isMine && isOpen(task) && task.interactionId
                  ? button({ label: s.open, look: 'compact open', press: () => this.openInteraction(id) })
                  : nothing
              }${this.#actions?.row(task, index, isMine)}</span
            >`
          : nothing
      }
      ${below ? html`<span role="cell" class="below">${below}</span>` : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-list': CallbackList;
  }
}

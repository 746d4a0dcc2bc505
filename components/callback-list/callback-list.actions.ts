// What can be done with the callbacks of a list. Apart from the element, since who may not do it needs none of it: loaded
// when the provider says that one may.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CommandKey, CommandPayloads } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems.ts';
import type { TaskRecord } from '../../contract/records.ts';
import type { ClockHandle } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import type { Control } from '../shared/element.ts';
import { requestOf } from '../shared/events.ts';
import type { RequestEvent } from '../shared/events.ts';
import { menu as menuStyles } from '../shared/styles/menu.ts';
import { button, why } from '../shared/templates/button.ts';
import { archive, clock, icon, warning } from '../shared/templates/icon.ts';
import { menu } from '../shared/templates/menu.ts';
import { strings } from './callback-list.actions.strings.ts';
import {
  CallbackCancelEvent,
  CallbackRescheduleEvent,
  CallbackScheduleEvent,
} from './callback-list.events.ts';
import type * as Forms from './callback-list.forms.ts';
import { strings as own } from './callback-list.strings.ts';

/** How the forms are loaded; tests make it fail. */
export const parts = { forms: () => import('./callback-list.forms.ts') };

/** Where the focus goes: to what the selector finds in the row of a callback, or anywhere. */
export interface Target {
  readonly id?: string;
  readonly selector: string;
}

/** What of the element its parts use; there it is for its own classes only. */
export interface ListHost {
  readonly language: string;
  readonly clock: ClockHandle;
  readonly renderRoot: ShadowRoot;
  readonly words: { readonly failed: string };
  /** The agent's time zone; undefined: the device's. */
  readonly zone: string | undefined;
  readonly reasons: readonly string[];
  readonly all: readonly TaskRecord[];
  readonly templates: readonly TaskRecord[];
  find(id: string): TaskRecord | undefined;
  isShown(id: string): boolean;
  /** What a callback is now, in words. */
  stand(id: string): string;
  moment(at: number, zone?: string, isLong?: boolean): string;
  go(target: Target): void;
  requestUpdate(): void;
  localized<T extends object>(english: T): T;
  control(task: TaskRecord, command: CommandKey): Control;
  request<C extends CommandKey>(event: RequestEvent<C>, group: string): Promise<void>;
  failure(task: TaskRecord, group: string): TemplateResult | typeof nothing;
}

export class Actions {
  readonly #host: ListHost;
  #forms: typeof Forms | undefined;
  /** The form at the head. */
  #new: Forms.Typed | null = null;
  /** What is open in a row: the form, or (null) the question whether to cancel. */
  #row: { readonly id: string; readonly form: Forms.Typed | null } | null = null;
  /** Where the forms were needed, and could not be loaded: a callback's id; empty: at the head. */
  #missing: string | undefined;
  /** Of which callback a command is on its way. */
  #sent: string | undefined;

  constructor(host: ListHost) {
    this.#host = host;
    host.renderRoot.adoptedStyleSheets.push(menuStyles.styleSheet!);
  }

  get #words() {
    return this.#host.localized(strings);
  }

  /** In which row something is open. */
  get openId(): string | undefined {
    return this.#row?.id;
  }

  async schedule(payload?: CommandPayloads['task.schedule']): Promise<void> {
    const task = payload
      ? this.#known.find(({ customer }) => customer.id === payload.customerId)
      : this.#template;
    if (!task) return;
    if (payload) return this.#host.request(new CallbackScheduleEvent(task, payload), '');
    if (this.#host.control(task, 'task.schedule').disabled || !(await this.#load(''))) return;
    this.#new ??= this.#forms!.begin(task, true, this.#host);
    this.#host.go({ selector: '.new .field' });
  }

  async reschedule(id: string, payload?: { readonly at: string; readonly version?: number }): Promise<void> {
    const task = this.#host.find(id);
    if (!task) return;
    if (payload)
      return this.#host.request(new CallbackRescheduleEvent(task, { version: task.version, ...payload }), id);
    if (this.#host.control(task, 'task.reschedule').disabled || !(await this.#load(id))) return;
    if (this.#row?.id !== id || !this.#row.form)
      this.#row = { id, form: this.#forms!.begin(task, false, this.#host) };
    this.#host.go({ id, selector: '.field' });
  }

  async cancel(id: string): Promise<void> {
    const task = this.#host.find(id);
    if (task) await this.#host.request(new CallbackCancelEvent(task), id);
  }

  /** Around every request of the element, also those of **Try again**. */
  async sending<C extends CommandKey>(
    event: RequestEvent<C>,
    id: string,
    send: () => Promise<void>,
  ): Promise<void> {
    const host = this.#host;
    const request = requestOf(event);
    const subject = request.subject as TaskRecord;
    if (host.control(subject, event.command).disabled) return;
    this.#sent = id;
    await send();
    this.#sent = undefined;
    const { response, done } = request;
    // Prevented, and nothing was promised: it may still come.
    if (!response && !done) return;
    const { at } = request.payload as { at?: string };
    const s = host.localized(own);
    let what: string | undefined;
    try {
      if ((await (response ?? done)) === false) return;
      what = at ? this.#words.movedTo(host.moment(Date.parse(at))) : s.states['canceled'];
      this.#close(id);
    } catch (error) {
      const { type, record } = ((error ?? {}) as { problem?: Partial<Problem> }).problem ?? {};
      const form = this.#row?.id === id && this.#row.form;
      const now = host.find(id);
      // What is sent next is about what is shown now.
      if (form && now && type?.endsWith(':conflict'))
        form.task = form.changed =
          record?.kind === 'task' && record.id === id && record.version > now.version ? record : now;
      else if (id && !host.isShown(id)) what = host.stand(id);
    }
    if (what) announce(s.became(subject.customer.name, what));
    host.requestUpdate();
  }

  /** A callback left its list. Whether that is told here. */
  left(id: string): boolean {
    if (this.#row?.id === id) this.#row = null;
    return this.#sent === id;
  }

  async #load(id: string) {
    this.#missing = undefined;
    const forms = await parts.forms().catch(() => undefined);
    if (forms && !this.#forms) this.#host.renderRoot.adoptedStyleSheets.push(forms.styles.styleSheet!);
    this.#forms ??= forms;
    if (!this.#forms) this.#missing = id;
    this.#host.requestUpdate();
    return this.#forms;
  }

  #ask(id: string) {
    this.#row = { id, form: null };
    this.#host.go({ id, selector: '.btn--no' });
  }

  /** Puts away what is open in a row, or at the head; the focus goes back to what opened it. */
  #close(id: string) {
    if (id && this.#row?.id === id) {
      this.#host.go({ id, selector: `.btn--${this.#row.form ? 'reschedule' : 'cancel'},.dots` });
      this.#row = null;
    } else if (!id && this.#new) {
      this.#host.go({ selector: '.btn--schedule' });
      this.#new = null;
    }
  }

  /** The newest callback of each customer for whom another one can be scheduled, the newest first. */
  get #known(): readonly TaskRecord[] {
    const { all, templates } = this.#host;
    const newest = new Map<string, TaskRecord>();
    const tasks = [...all, ...templates].filter((one) => one.capabilities.schedule?.visible);
    for (const task of tasks.sort((a, b) =>
      a.requestedAt < b.requestedAt ? 1 : a.requestedAt > b.requestedAt ? -1 : 0,
    ))
      if (!newest.has(task.customer.id)) newest.set(task.customer.id, task);
    return [...newest.values()];
  }

  get #template() {
    const known = this.#known;
    return known.find(({ capabilities }) => capabilities.schedule.enabled) ?? known[0];
  }

  /** The button at the head of the list. */
  head(): unknown {
    const template = this.#template;
    return (
      template &&
      button({
        label: this.#words.schedule,
        icon: clock,
        look: 'schedule',
        control: this.#host.control(template, 'task.schedule'),
        press: () => this.schedule(),
      })
    );
  }

  /** Below it: the form; why something cannot be done, once for all rows. */
  top(tasks: readonly TaskRecord[]): unknown {
    const host = this.#host;
    const template = this.#template;
    return [
      this.#new ? this.#form(this.#new) : nothing,
      why(
        ...(template && !this.#new ? [host.control(template, 'task.schedule')] : []),
        ...tasks.flatMap((task) => [
          host.control(task, 'task.reschedule'),
          host.control(task, 'task.cancel'),
        ]),
      ),
      this.#lost(''),
    ];
  }

  /** At the end of a row. In a `menu` where it can seldom be done: out of the way, and still says why. */
  row(task: TaskRecord, index: number, inMenu: boolean): unknown {
    const { id, customer } = task;
    const s = this.#words;
    const both = [
      {
        name: 'reschedule',
        icon: clock,
        control: this.#host.control(task, 'task.reschedule'),
        press: () => this.reschedule(id),
      },
      {
        name: 'cancel',
        icon: archive,
        control: this.#host.control(task, 'task.cancel'),
        press: () => this.#ask(id),
      },
    ] as const;
    if (!inMenu)
      return both.map(({ name, control, press }) =>
        button({ label: s[name], look: `compact ${name}`, control, press }),
      );
    const items = both
      .filter(({ control }) => control.visible)
      .map((one) => ({ ...one, name: `${one.name}-${index}`, label: s[one.name] }));
    return items.length ? menu(`more-${index}`, s.more(customer.name), items) : nothing;
  }

  #lost(id: string) {
    return this.#missing === id
      ? html`<p class="why" role="alert">${icon(warning)}<span>${this.#host.words.failed}</span></p>`
      : nothing;
  }

  /** What is open in a row; false: nothing. */
  below(task: TaskRecord): unknown {
    const { id } = task;
    if (this.#row?.id !== id) return this.#missing === id && this.#lost(id);
    if (this.#row.form) return this.#form(this.#row.form);
    const s = this.#words;
    const cancel = this.#host.control(task, 'task.cancel');
    return html`<div
      class="banner banner--warn"
      role="group"
      aria-label=${s.sure}
      @keydown=${({ key }: KeyboardEvent) => {
        if (key === 'Escape') this.#close(id);
      }}
    >
      ${icon(warning)}
      <div class="stack grow">
        <b>${s.sure}</b>
        <div class="row wrap">
          ${button({
            label: s.yes,
            look: 'reject',
            control: cancel,
            // Not by the second half of a double click on what opened it.
            press: (event) => (event as MouseEvent).detail > 1 || this.cancel(id),
          })}${button({ label: s.no, look: 'no', press: () => this.#close(id) })}
        </div>
        ${why(cancel)}${this.#host.failure(task, id)}
      </div>
    </div>`;
  }

  #form(typed: Forms.Typed) {
    const host = this.#host;
    const { isNew } = typed;
    const id = isNew ? '' : typed.task.id;
    const task =
      (isNew ? this.#known.find(({ customer }) => customer.id === typed.task.customer.id) : host.find(id)) ??
      typed.task;
    return this.#forms!.form({
      host,
      templates: this.#known,
      typed,
      task,
      label: isNew ? this.#words.schedule : this.#words.reschedule,
      control: host.control(task, isNew ? 'task.schedule' : 'task.reschedule'),
      failure: host.failure(task, id),
      close: () => this.#close(id),
      send: (at) =>
        isNew
          ? this.schedule({
              customerId: task.customer.id,
              numberId: typed.numberId,
              at,
              reason: typed.reason,
            })
          : this.reschedule(id, { at, version: typed.task.version }),
    });
  }
}

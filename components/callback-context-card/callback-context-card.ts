import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Attempt, CallRecord, SettingsRecord, TaskRecord } from '../../contract/records.ts';
import { Stopwatch, digits, later } from '../shared/clock.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { check, clock, icon, phone, warning } from '../shared/templates/icon.ts';
import type { Reason } from './callback-context-card.reason.ts';
import { strings } from './callback-context-card.strings.ts';
import { styles } from './callback-context-card.styles.ts';

type Strings = typeof strings;

const minute = 60_000;
const day = 1440 * minute;
const past = '2020-01-01T00:00:00Z';

/** How what few need is loaded; tests make it fail. */
export const parts = { reason: () => import('./callback-context-card.reason.ts') };

/** Draws the element again when a minute has begun since it was drawn. */
class Minutes extends Stopwatch {
  override tick(now: number): void {
    const begun = Math.floor((now - Date.parse(past)) / minute);
    if (begun !== Math.floor((this.seconds ?? 0) / 60)) super.tick(now);
    this.due = Date.parse(past) + (begun + 1) * minute;
  }
}

/** The word for a code; the code itself for one of somebody else's. */
const word = (words: Record<string, string>, code: string): string =>
  Object.hasOwn(words, code) ? words[code]! : code;

/**
 * What is known about a callback: who, why, when, from where, what was tried; who may, changes the reason for
 * the call. Times are by the agent's clock; the customer's only where it says so. Source: the callback context of
 * ServiceNow's interaction page for CCaaS callbacks.
 *
 * @fires callback-edit-reason - Asks to change the reason for the call.
 * @csspart card - The surface of it all.
 * @csspart facts - The three facts at the head.
 * @csspart attempts - The table of attempts.
 */
export class CallbackContextCard extends InteractionElement {
  static override readonly tag = 'callback-context-card';
  static override styles = [InteractionElement.styles, styles];

  static override properties = {
    task: { attribute: false },
    call: { attribute: false },
    settings: { attribute: false },
    showTaskNumber: { type: Boolean, attribute: 'show-task-number' },
  };

  /** The callback, where no provider gives it. */
  task: TaskRecord | null = null;
  /** The interaction's last call, where no provider gives it; says that it was answered. */
  call: CallRecord | null = null;
  /** Which reasons there are, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Shows the number of the callback task as well. */
  showTaskNumber = false;

  #task = this.select((store) => (this.current ? store.get('task', this.current.taskId) : undefined));
  /** Loaded where the agent may change the reason. */
  #reason: Reason | undefined;
  #loading: Promise<Reason | undefined> | undefined;

  constructor() {
    super();
    new Minutes(this, () => past);
  }

  /**
   * Asks to change the reason for the call, as **Save reason** does. Resolves when nothing is pending any more.
   * @param version Of the task, as it was seen; without it, as it is now.
   */
  async editReason(reason: string, version?: number): Promise<void> {
    await (await this.#load())?.ask(reason, version);
  }

  #load() {
    return (this.#loading ??= parts.reason().then(
      ({ Reason }) => (this.#reason = new Reason(this as never)),
      () => {
        later(() => {
          this.#loading = undefined;
          if (this.isConnected) this.requestUpdate();
        }, 5000);
        return undefined;
      },
    ));
  }

  /** What to show. */
  protected get shown(): TaskRecord | undefined {
    return this.task ?? this.#task();
  }

  protected override willUpdate(): void {
    if (this.current?.capabilities.editReason?.visible) void this.#load();
  }

  /**
   * A moment by the agent's clock, or by that of a zone, with its day where that is not the day of `near` by the
   * agent's. Nothing where the moment or the zone makes no sense: Intl throws at both.
   */
  #moment(at: number, near = this.clock.now(), timeZone?: string): string {
    const dayOf = (moment: number, zone?: string) =>
      new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone: zone }).format(moment);
    try {
      return new Intl.DateTimeFormat(this.language, {
        hour: '2-digit',
        minute: '2-digit',
        timeZone,
        ...(dayOf(at, timeZone) === dayOf(near)
          ? {}
          : Math.abs(at - near) < 6 * day
            ? { weekday: 'short' }
            : { day: 'numeric', month: 'short', year: 'numeric' }),
      }).format(at);
    } catch {
      return '';
    }
  }

  #duration(minutes: number): string {
    const [unit, length] =
      minutes < 90
        ? (['minute', 1] as const)
        : minutes < 2160
          ? (['hour', 60] as const)
          : (['day', 1440] as const);
    return new Intl.NumberFormat(this.language, { style: 'unit', unit }).format(Math.round(minutes / length));
  }

  protected override render(): TemplateResult | typeof nothing {
    const task = this.shown;
    if (!task) return nothing;
    const s = this.localized(strings);
    const { customer, consent, voicemail } = task;
    const moment = (instant: string | null | undefined) => this.#moment(Date.parse(instant ?? ''));
    const scheduled = moment(task.scheduledStart);
    const start = Date.parse(task.scheduledStart ?? '');
    const customers = customer.timeZone ? this.#moment(start, start, customer.timeZone) : '';
    const given = consent && s[consent.given ? 'given' : 'notGiven'](moment(consent.at));
    const path = task.ivrPath.filter(Boolean);
    const attempts = [...task.attempts].sort((a, b) => b.attempt - a.attempt);
    const rows = [
      [s.taskNumber, this.showTaskNumber && task.taskNumber],
      [s.name, customer.name],
      [s.reason, this.#reason?.cell(task) ?? task.reason],
      [s.type, word(s.types, task.type)],
      [
        s.scheduledStart,
        customers && !scheduled.endsWith(customers) ? s.forCustomer(scheduled, customers) : scheduled,
      ],
      [s.channel, task.sourceChannel],
      // Of what an agent scheduled it says no more than any queue: nobody came in there.
      [s.queue, (!!task.sourceChannel || !task.scheduledBy) && task.queue.name],
      [s.ivrPath, path.length > 0 && path.map((step, i) => html`${i ? ' › ' : ''}<bdi>${step}</bdi>`)],
      [s.agentScheduled, task.scheduledBy && s.scheduledBy(task.scheduledBy)],
      [s.doNotCall, task.doNotCall && s.doNotCallMore],
      [s.consent, !given ? s.unknown : consent.text ? s.about(given, consent.text) : given],
      [s.voicemail, voicemail && s.left(digits(Math.round(voicemail.duration / 1000)))],
      [s.callbackContext, task.context],
    ] as const;
    return html`<section class="card" part="card" aria-labelledby="heading">
      <h2 id="heading" tabindex="-1">${s.context}</h2>
      <div class="facts" part="facts">
        ${this.#localTime(task, s)}${this.#promised(task, s)}
        ${this.#fact(
          s.attempts,
          task.attemptLimit === null ? attempts.length : s.of(attempts.length, task.attemptLimit),
          phone,
          attempts[0] && s.last(this.#outcome(attempts[0], s), moment(attempts[0].startedAt)),
        )}
      </div>
      <dl>
        ${rows.map(([label, value]) =>
          value
            ? html`<div class=${label === s.callbackContext ? 'wide' : ''}>
                <dt class="small muted">${label}</dt>
                <dd class=${label === s.doNotCall ? 'row late' : ''}>
                  ${label === s.doNotCall ? icon(warning) : nothing}${typeof value === 'string' ? html`<bdi>${value}</bdi>` : value}
                </dd>
              </div>`
            : nothing,
        )}
      </dl>
      ${
        attempts.length
          ? html`<table part="attempts">
              <thead>
                <tr>
                  ${[s.number, s.time, s.outcome, s.called, s.agent].map(
                    (head) => html`<th scope="col" class="small muted">${head}</th>`,
                  )}
                </tr>
              </thead>
              <tbody>
                ${attempts.map(
                  (one) =>
                    html`<tr>
                      <td>${one.attempt}</td>
                      <td>${moment(one.startedAt)}</td>
                      <td>${this.#outcome(one, s)}</td>
                      <td><bdi>${phoneNumber(one.number)}</bdi></td>
                      <td><bdi>${one.agentName}</bdi></td>
                    </tr>`,
                )}
              </tbody>
            </table>`
          : nothing
      }
    </section>`;
  }

  #outcome({ outcome }: Attempt, s: Strings) {
    return outcome ? word(s.outcomes, outcome) : s.running;
  }

  #fact(label: string, value: string | number, path: string, more: string | undefined, late = false) {
    return value === ''
      ? nothing
      : html`<div class="fact">
          <div class="small muted">${label}</div>
          <b><bdi>${value}</bdi></b>
          ${more ? html`<div class="why ${late ? 'late' : ''}">${icon(path)}${more}</div>` : nothing}
        </div>`;
  }

  #localTime({ customer, callingWindow }: TaskRecord, s: Strings) {
    const { open, from, to } = callingWindow ?? {};
    return this.#fact(
      s.localTime,
      (customer.timeZone && this.#moment(this.clock.now(), undefined, customer.timeZone)) ||
        (callingWindow ? s.unknown : ''),
      open ? check : warning,
      callingWindow ? (open ? s.windowOpen(to!) : s.windowClosed(from!, to!)) : '',
      !open,
    );
  }

  #promised({ promisedAt, attempts, closedAt }: TaskRecord, s: Strings) {
    const at = Date.parse(promisedAt ?? '');
    const call = this.call ?? this.session?.store.get('call', this.current?.callId ?? '');
    // The attempt that runs has no outcome yet.
    const kept = attempts.find(
      ({ id, outcome }) => outcome === 'answered' || (!outcome && id === call?.id && call.answeredAt),
    );
    const left = Math.ceil((at - (kept ? Date.parse(kept.startedAt) : this.clock.now())) / minute);
    const late = left < 0 && this.#duration(-left);
    return this.#fact(
      s.promised,
      this.#moment(at),
      kept && !late ? check : late ? warning : clock,
      kept
        ? late
          ? s.late(late)
          : s.kept
        : closedAt // nobody can keep it any more
          ? ''
          : late
            ? s.overdue(late)
            : left
              ? s.due(this.#duration(left))
              : s.dueNow,
      !!late,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-context-card': CallbackContextCard;
  }
}

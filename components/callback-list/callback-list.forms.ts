// The forms: a new callback, another time. Apart from the element, since most pages only look: loaded when one is opened.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { TaskRecord } from '../../contract/records.ts';
import { later } from '../shared/clock.ts';
import { announce } from '../shared/element.ts';
import type { Control } from '../shared/element.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { field } from '../shared/styles/field.ts';
import { select } from '../shared/styles/select.ts';
import { button, why } from '../shared/templates/button.ts';
import { chevron, globe, icon, info, warning } from '../shared/templates/icon.ts';
import { deviceZone, instantsOf, isTimeZone, zonedTime } from '../shared/zoned-time.ts';
import type { ListHost } from './callback-list.actions.ts';
import { strings } from './callback-list.forms.strings.ts';

// Adopted by the element when it has this module.
export const styles = css`
  ${field}
  ${select}
  .form {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 12px;
    background: var(--_sunken);
    border-radius: var(--_radius);
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(200px, 100%), 1fr));
    gap: 12px;
    align-items: start;
  }
  fieldset {
    min-inline-size: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  fieldset label {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    min-block-size: 28px;
    margin-inline-end: 16px;
  }
  [type='radio'] {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
  }
  output {
    display: flex;
    gap: 8px;
    b {
      font-weight: 600;
    }
  }
  @media (forced-colors: active) {
    .form {
      border: 1px solid;
    }
  }
`;

/** What is chosen, while the form is open. */
export interface Typed {
  readonly isNew: boolean;
  /** The callback to move, in the version that was seen; of a new one the customer's newest. */
  task: TaskRecord;
  /** What the field held at first; what it holds is the browser's. */
  readonly first: string;
  local: string;
  /** Meant by the customer's clock, not by the agent's. */
  isTheirs: boolean;
  /** Of a time that comes twice: 0 or 1. */
  which: number | undefined;
  numberId: string;
  reason: string;
  /** What somebody else made of it meanwhile. */
  changed?: TaskRecord | undefined;
}

export interface FormState {
  readonly typed: Typed;
  /** As it is now. */
  readonly task: TaskRecord;
  readonly host: ListHost;
  readonly templates: readonly TaskRecord[];
  readonly label: string;
  readonly control: Control;
  readonly failure: unknown;
  readonly close: () => void;
  readonly send: (at: string) => unknown;
}

export const begin = (task: TaskRecord, isNew: boolean, { zone, reasons }: ListHost): Typed => {
  const start = isNew ? NaN : Date.parse(task.scheduledStart ?? '');
  const first = start ? zonedTime(start, zone ?? deviceZone()) : '';
  const { reason, numberId } = task;
  return {
    isNew,
    task,
    first,
    local: first,
    isTheirs: false,
    which: undefined,
    numberId,
    reason: reason && reasons.includes(reason) ? reason : '',
  };
};

/** `GMT-5`: how far the zone is from UTC then. */
const distance = (language: string, at: number, timeZone: string) =>
  new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** A sentence about a name, which keeps its own direction and cannot turn the rest around. */
const about = (sentence: (name: string) => string, name: string) => {
  const [before, after] = sentence('\0').split('\0');
  return html`${before}<bdi>${name}</bdi>${after}`;
};

let rest = () => {};

/** Says what the time is elsewhere, once it is typed: each part of it, and each arrow, changes it. */
const tell = ({ target }: Event): void => {
  rest();
  const { form } = target as HTMLInputElement;
  rest = later(() => {
    if (form!.isConnected) announce(form!.querySelector('output')!.textContent.replace(/\s+/g, ' ').trim());
  }, 1000);
};

export const form = (state: FormState): TemplateResult => {
  const { host, templates, typed, task, failure, close } = state;
  const { language, reasons } = host;
  const now = host.clock.now();
  const moment = host.moment.bind(host);
  const { isNew, changed } = typed;
  const s = host.localized(strings);
  const { numbers, timeZone } = task.customer;
  const id = isNew ? 'new' : 'move';

  const own = host.zone ?? deviceZone();
  const theirs = isTimeZone(timeZone) ? timeZone : undefined;
  const meant = (typed.isTheirs && theirs) || own;
  const other = theirs === own ? undefined : meant === own ? theirs : own;
  const moments = instantsOf(typed.local, meant);
  const isTwice = moments.length > 1;
  const at = isTwice ? moments[typed.which ?? -1] : moments[0];
  const isGap = !!typed.local && !moments.length;
  if (!numbers.some((one) => one.id === typed.numberId)) typed.numberId = numbers[0]?.id ?? '';

  const missing =
    isNew && !typed.numberId
      ? s.noNumber
      : !typed.local
        ? s.noTime
        : isGap
          ? s.gap(meant)
          : at === undefined
            ? s.which
            : at <= now
              ? s.past
              : isNew && reasons.length && !typed.reason
                ? s.noReason
                : '';
  const control = missing
    ? { ...state.control, disabled: true, reason: state.control.reason || missing }
    : state.control;
  const send = () => {
    if (control.disabled) return;
    typed.changed = undefined;
    state.send(new Date(at!).toISOString());
  };
  const set = (changes: Partial<Typed>) => {
    Object.assign(typed, changes);
    host.requestUpdate();
  };
  const valueOf = ({ target }: Event) => (target as HTMLInputElement).value;

  const choice = (name: string, isChosen: boolean, label: unknown, choose: () => void) =>
    html`<label
      ><input type="radio" name=${name} .checked=${isChosen} @change=${choose} /><span>${label}</span></label
    >`;
  const select = (name: string, label: string, options: unknown, choose: (value: string) => void) =>
    html`<div>
      <label class="label" for="${id}-${name}">${label}</label>
      <select id="${id}-${name}" class="field" @change=${(event: Event) => choose(valueOf(event))}>
        ${options}</select
      >${icon(chevron)}
    </div>`;
  const option = (value: string, label: string, chosen: string) =>
    html`<option value=${value} .selected=${value === chosen}>${label}</option>`;
  const nameOf = ({ customer, taskNumber }: TaskRecord) =>
    templates.filter((one) => one.customer.name === customer.name).length > 1
      ? `${customer.name}, ${taskNumber}`
      : customer.name;

  return html`<form
    class="form ${id}"
    aria-label=${state.label}
    novalidate
    @submit=${(event: Event) => event.preventDefault()}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
      // Browsers do not agree whether Enter in a date sends.
      if (event.key === 'Enter' && (event.target as Element).matches('input')) {
        event.preventDefault();
        if (!event.repeat) send();
      }
    }}
  >
    ${
      changed
        ? html`<div class="banner banner--warn" role="alert">
            ${icon(warning)}
            <div class="grow">
              <b>${s.changed}</b>
              <p class="small">
                ${changed.scheduledStart ? s.changedTo(moment(Date.parse(changed.scheduledStart))) : nothing}
                ${s.changedMore}
              </p>
            </div>
          </div>`
        : nothing
    }
    <div class="fields">
      ${
        isNew
          ? [
              select(
                'customer',
                s.customer,
                templates.map((one) => option(one.customer.id, nameOf(one), task.customer.id)),
                (value) => {
                  const template = templates.find(({ customer }) => customer.id === value)!;
                  set({ task: template, numberId: template.numberId });
                },
              ),
              select(
                'number',
                s.number,
                numbers.map((one) =>
                  option(one.id, `${one.label} \u2066${phoneNumber(one.number)}\u2069`, typed.numberId),
                ),
                (numberId) => set({ numberId }),
              ),
            ]
          : nothing
      }
      <div>
        <label class="label" for="${id}-at">${s.at}</label>
        <input
          id="${id}-at"
          class="field"
          type="datetime-local"
          max="9999-12-31T23:59"
          required
          aria-describedby="${id}-elsewhere"
          .value=${typed.first}
          @input=${(event: Event) => {
            set({ local: valueOf(event).slice(0, 16), which: undefined });
            tell(event);
          }}
        />
      </div>
      ${
        isNew && reasons.length
          ? select(
              'reason',
              s.reason,
              [
                typed.reason ? nothing : option('', s.choose, ''),
                reasons.map((one) => option(one, one, typed.reason)),
              ],
              (reason) => set({ reason }),
            )
          : nothing
      }
    </div>
    ${
      theirs && theirs !== own
        ? html`<fieldset @change=${tell}>
            <legend class="label">${s.meantIn}</legend>
            ${choice(`${id}-zone`, meant === own, about(s.yours, own), () => set({ isTheirs: false, which: undefined }))}
            ${choice(`${id}-zone`, meant !== own, about(s.theirs, theirs), () => set({ isTheirs: true, which: undefined }))}
          </fieldset>`
        : nothing
    }
    ${
      isTwice
        ? html`<fieldset @change=${tell}>
            <legend class="label">${s.twice}</legend>
            ${moments.map((one, i) =>
              choice(
                `${id}-which`,
                typed.which === i,
                html`${i ? s.later : s.earlier}, ${distance(language, one, meant)}`,
                () => set({ which: i }),
              ),
            )}
          </fieldset>`
        : nothing
    }
    <output id="${id}-elsewhere" class=${isGap ? 'late' : ''} aria-live="off">
      ${icon(isGap ? warning : other ? globe : info)}
      ${
        isGap
          ? html`<span>${about(s.gap, meant)}</span>`
          : other
            ? html`<span
                >${`${meant === own ? s.forCustomer : s.forYou} `}
                ${at === undefined ? s.now(moment(now, other)) : html`<b>${moment(at, other, true)}</b>`}
                <bdi class="muted">${other}, ${distance(language, at ?? now, other)}</bdi></span
              >`
            : html`<span>${theirs ? about(s.sameTime, theirs) : s.noZone}</span>`
      }
    </output>
    <div class="row wrap">
      ${button({
        label: state.label,
        look: 'fill accent',
        control,
        press: (event) => (event as MouseEvent).detail > 1 || send(),
      })}${button({ label: s.back, press: close })}
    </div>
    ${control.busy ? html`<p class="why">${icon(info)}<span>${s.sending}</span></p>` : why(isGap && !state.control.reason ? { ...control, reason: '' } : control)}
    ${changed ? nothing : failure}
  </form>`;
};

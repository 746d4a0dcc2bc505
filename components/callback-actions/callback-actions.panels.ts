// What opens below the buttons. Apart from the element, since most callbacks never need it: loaded when one may be opened.
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import type { InteractionRecord, NoticeRecord, TaskRecord } from '../../contract/records.ts';
import { announce } from '../shared/element.ts';
import type { Control } from '../shared/element.ts';
import { clockTime, localized } from '../shared/locale.ts';
import { partyOf, sentenceOf } from '../shared/notices.ts';
import { button, why } from '../shared/templates/button.ts';
import { check, icon, info, warning } from '../shared/templates/icon.ts';
import { strings } from './callback-actions.panels.strings.ts';
import type { CallbackActions } from './callback-actions.ts';

// Adopted by the element when it has this module.
export const styles = css`
  .top {
    position: relative;
    > .pair + * {
      margin-block-start: 8px;
    }
  }
  .menu {
    position: absolute;
    inset-inline-end: 0;
    z-index: 1;
    gap: 0;
    max-inline-size: 100%;
    padding: 4px;
    box-shadow: var(--cbk-shadow-raised, 0 4px 16px #0004);
    > .btn {
      flex-wrap: wrap;
      justify-content: space-between;
      column-gap: 16px;
      padding-block: 2px;
      text-align: start;
      outline-offset: -2px;
    }
  }
`;

/** What the element says of itself. */
export interface Context {
  readonly host: CallbackActions;
  readonly language: string;
  readonly task: TaskRecord | undefined;
  /** Words for the code of a reason; a sentence of the provider's as it is. */
  readonly words: (code: string | null | undefined) => string;
  /** Words for a moment. */
  readonly time: (instant: string) => string;
  readonly close: () => void;
  /** Whether the callback is no longer here to be called. */
  readonly isAway: () => boolean;
}

const said = ({ language, words }: Context, notice: NoticeRecord) =>
  [
    sentenceOf(language, notice) ?? (() => ''),
    notice.type === 'transfer_failed' ? words(notice.reason) : partyOf(notice),
  ] as const;

/** A sentence about a name, which keeps its own direction and cannot turn the rest around. */
const about = (sentence: (name: string) => string, name: string) => {
  const [before, after] = sentence('\0').split('\0');
  return html`${before}${after === undefined ? '' : html`<bdi>${name}</bdi>${after}`}`;
};

/** How a transfer ended, to be said. */
export const outcomeText = (context: Context, notice: NoticeRecord): string => {
  const [sentence, name] = said(context, notice);
  return sentence(name);
};

/** How the last transfer ended, to be shown until something else happens. */
export const outcome = (
  context: Context,
  notice: NoticeRecord,
  record: InteractionRecord | undefined,
): TemplateResult | undefined =>
  (record ? /^(preview|no_answer|released)$/.test(record.state) : notice.type === 'transfer_accepted') &&
  !context.task?.attempts.some(({ startedAt }) => startedAt > notice.at)
    ? html`<div class="banner">
        ${icon({ transfer_accepted: check, transfer_failed: warning }[notice.type as string] ?? info)}
        <div class="grow">
          ${about(...said(context, notice))}
          <div class="small muted">${context.time(notice.at)}</div>
        </div>
      </div>`
    : undefined;

const minute = 60_000;

/** Whether the customer may not be called then; false where nobody knows. */
const isOutside = (at: Date, task: TaskRecord | undefined): boolean => {
  const { callingWindow, customer } = task ?? {};
  if (!callingWindow || !customer?.timeZone) return false;
  const { from, to } = callingWindow;
  try {
    const time = new Intl.DateTimeFormat('en', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: customer.timeZone,
    }).format(at);
    return from < to ? time < from || time >= to : time < from && time >= to;
  } catch {
    return false; // no such time zone
  }
};

/** Moves the focus as in every menu. */
const keys = (event: KeyboardEvent, close: () => void) => {
  const menu = event.currentTarget as HTMLElement;
  const items = [...menu.querySelectorAll('button')];
  const at = items.indexOf(event.target as HTMLButtonElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) items.at(next % items.length)!.focus();
  else if (event.key === 'Escape') close();
  else {
    if (event.key === 'Tab') close();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
};

/** The choices of **Try later**; each sends. */
const laterMenu = ({ host, language, task, time, close, isAway }: Context, label: string) => {
  const s = localized(language, strings);
  const choose = async (at: string) => {
    close();
    await host.tryLater(at);
    // The page is another then: when it comes back is said.
    if (isAway()) announce(`${label}: ${time(at)}`);
  };
  const soon = (minutes: number) => () => new Date(host.clock.now() + minutes * minute);
  const tomorrow = () => {
    const at = new Date(host.clock.now());
    at.setDate(at.getDate() + 1);
    at.setHours(9, 0, 0, 0);
    return at;
  };
  const nine = tomorrow();
  const choices: readonly (readonly [string, () => Date])[] = [
    [s.minutes(15), soon(15)],
    [s.hours(1), soon(60)],
    [s.hours(4), soon(240)],
    [s.tomorrow(clockTime(language, nine, nine)), tomorrow],
  ];
  return html`<div
    class="card menu"
    role="menu"
    aria-label=${label}
    @keydown=${(event: KeyboardEvent) => keys(event, close)}
    @focusout=${({ currentTarget, relatedTarget }: FocusEvent) => {
      const menu = currentTarget as HTMLElement;
      // The button that opened it closes it by itself.
      const ours = [menu, menu.parentElement!.querySelector('.tryLater')];
      if (!ours.some((one) => one?.contains(relatedTarget as Node | null))) close();
    }}
  >
    ${choices.map(([words, at], i) => {
      const moment = time(at().toISOString());
      const more = isOutside(at(), task) ? s.outside(moment) : moment;
      return html`<button
        type="button"
        role="menuitem"
        tabindex="-1"
        class="btn btn--quiet"
        aria-describedby="at-${i}"
        @click=${() => choose(at().toISOString())}
      >
        ${words}<span class="small muted" id="at-${i}" aria-hidden="true">${more}</span>
      </button>`;
    })}
  </div>`;
};

/** What was typed, while the form is open. */
const typed = new WeakMap<CallbackActions, string>();

/** Asks why to call all the same. */
const overrideForm = (
  { host, language, words, close }: Context,
  call: 'dial' | 'retry',
  code: string,
  control: Control,
) => {
  const s = localized(language, strings);
  const overrideReason = (typed.get(host) ?? '').trim();
  const state = overrideReason ? control : { ...control, disabled: true, reason: control.reason || s.needed };
  const send = () => host[call]({ overrideReason });
  return html`<form
    class="banner banner--warn"
    @submit=${(event: Event) => {
      event.preventDefault();
      void send();
    }}
    @keydown=${({ key }: KeyboardEvent) => {
      if (key === 'Escape') close();
    }}
  >
    ${icon(warning)}
    <div class="stack grow">
      <p>${words(code)}</p>
      <div>
        <label class="label" for="reason">${s.reason}</label>
        <input
          id="reason"
          class="field"
          required
          maxlength="200"
          autocomplete="off"
          @input=${({ target }: Event) => {
            typed.set(host, (target as HTMLInputElement).value);
            host.requestUpdate();
          }}
        />
      </div>
      <div class="pair">
        ${button({
          label: s.call,
          look: 'fill accept',
          control: state,
          press: (event) => (event as MouseEvent).detail > 1 || send(),
        })}${button({ label: s.cancel, press: close })}
      </div>
      ${why(state)}
    </div>
  </form>`;
};

/** What is open below **Call number** and **Try later**. */
export const below = (
  context: Context,
  panel: string,
  record: InteractionRecord,
  control: Control,
  label: string,
): TemplateResult | undefined => {
  if (panel === 'tryLater') return laterMenu(context, label);
  const { override } = record.capabilities[panel as 'dial'] ?? {};
  if (override) return overrideForm(context, panel as 'dial', override, control);
  typed.delete(context.host);
  return undefined;
};

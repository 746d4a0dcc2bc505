// What it shows. Apart from the element, since most calls need none of it: loaded when a call may be transferred.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DirectoryEntry } from '../../contract/directory.ts';
import type { CallRecord, Leg } from '../../contract/records.ts';
import { digits } from '../shared/clock.ts';
import type { Control } from '../shared/element.ts';
import { localized } from '../shared/locale.ts';
import { button, why } from '../shared/templates/button.ts';
import { cross, hangUp, icon, leave, merge, pause, person, warning } from '../shared/templates/icon.ts';
import { ring } from '../shared/templates/timer.ts';
import { strings } from './callback-call-transfer.panel.strings.ts';
import type { CallbackCallTransfer } from './callback-call-transfer.ts';

type Kind = DirectoryEntry['kind'];

export interface Panel {
  readonly element: CallbackCallTransfer;
  readonly language: string;
  readonly call: CallRecord;
  /** Where it stands, and what happened, in words. */
  readonly stand: readonly [string, string];
  /** Of consult, blind transfer, merge, leave and transfer, end consult. */
  readonly controls: readonly Control[];
  readonly resume: Control;
  readonly kinds: readonly Kind[];
  /** The customer, while held, and for how many seconds. */
  readonly held: Leg | undefined;
  readonly seconds: number;
  /** Seconds until the target must have answered, and how much of the time that is. */
  readonly left: number;
  readonly fraction: number;
  /** What went wrong at the last press; of hold and resume apart. */
  readonly failures: readonly [unknown, unknown];
  /** The same function each time. */
  readonly action: (entry: DirectoryEntry) => unknown;
  /** What it depends on. */
  readonly stamp: string;
  readonly close: () => unknown;
  readonly keys: (event: KeyboardEvent) => unknown;
}

const steps = [
  ['merge', merge, 'fill accent'],
  ['leaveAndTransfer', leave, ''],
  ['endConsult', hangUp, ''],
] as const;

/** The consult that runs, or the transfer; how the last one ended. */
const running = ({ element, language, call, stand, controls, left, fraction, failures }: Panel) => {
  const s = localized(language, strings);
  const { consult, blind } = call;
  const [first, then] = stand;
  const pressed = controls.slice(2);
  // A colleague who was asked for advice has the call too; what is done with it is not theirs.
  if (!blind && first && !pressed.some(({ visible }) => visible)) return nothing;
  const timer = consult.timer ?? blind?.timer;
  const [join, go, end] = steps.map(([name, path, look], i) =>
    button({ label: s[name], icon: path, look, control: pressed[i]!, press: () => element[name]() }),
  );
  return html`${
    first
      ? html`<div class="banner">
          ${timer ? ring(left && fraction, '', 'small') : icon(person)}
          <div class="grow">
            <b class="who"><bdi>${first}</bdi></b>
            ${
              timer
                ? html`<div class="small muted" role="timer">
                    <bdi>${left ? s.left(digits(left)) : s.waiting}</bdi>
                  </div>`
                : nothing
            }
          </div>
        </div>`
      : nothing
  }
  ${then ? html`<p class="why">${icon(warning)}<span>${then}</span></p>` : nothing}
  ${
    consult.state === 'none'
      ? nothing
      : html`<div class="stack steps" role="group" aria-label=${s.running}>
            <div class="pair">${join}${go}</div>
            <div class="pair">${end}</div>
          </div>
          ${why(...pressed.filter(({ reason }) => reason !== then))}${failures[0]}`
  }`;
};

/** The held customer, and the directory. */
const choice = (panel: Panel) => {
  const { element, language, controls, resume, kinds, held, seconds, failures, action, stamp } = panel;
  const s = localized(language, strings);
  return html`${
      held
        ? html`<div class="banner">
            ${icon(pause)}
            <div class="grow">
              <div class="cut" title=${held.name}><bdi>${held.name}</bdi></div>
              <div class="small muted">${s.held(digits(seconds))}</div>
            </div>
            ${button({ label: s.resume, look: 'compact', control: resume, press: () => element.resume() })}
          </div>`
        : nothing
    }${failures[1]}
    <cbk-directory
      .directory=${element.directory}
      .kinds=${kinds}
      .action=${action}
      .stamp=${stamp}
    ></cbk-directory>
    ${why(...controls.slice(0, 2))}${failures[0]}`;
};

/** All that the element shows of a call. */
export const draw = (panel: Panel): TemplateResult | typeof nothing => {
  const { element, language, call, close, keys } = panel;
  const s = localized(language, strings);
  return element.open
    ? html`<section class="card" part="card" aria-labelledby="heading" @keydown=${keys}>
        <div class="row">
          <h2 class="grow" id="heading">${s.heading}</h2>
          ${button({ label: s.close, icon: cross, iconOnly: true, look: 'compact quiet', press: close })}
        </div>
        ${running(panel)}${call.consult.state === 'none' && !call.blind ? choice(panel) : nothing}
      </section>`
    : running(panel);
};

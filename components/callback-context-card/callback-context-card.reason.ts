// Changing the reason for the call. Apart from the card, since most agents read it only: loaded for those who may.
import { css, html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { CommandKey } from '../../contract/commands.ts';
import type { InteractionRecord, SettingsRecord, TaskRecord } from '../../contract/records.ts';
import type { SessionHandle } from '../../client/handle.ts';
import { announce } from '../shared/announcer.ts';
import type { Control } from '../shared/element.ts';
import type { RequestEvent } from '../shared/events.ts';
import { field } from '../shared/styles/field.ts';
import { select } from '../shared/styles/select.ts';
import { button, flag, why } from '../shared/templates/button.ts';
import { chevron, icon, warning } from '../shared/templates/icon.ts';
import { CallbackEditReasonEvent } from './callback-context-card.events.ts';
import { strings } from './callback-context-card.reason.strings.ts';
import { strings as own } from './callback-context-card.strings.ts';

const styles = css`
  .change .btn {
    margin-block: -4px;
    &:not([aria-disabled]) {
      color: var(--_accent);
    }
  }
  .edit {
    max-inline-size: 320px;
    margin-block-start: 4px;
  }
  .warn .i {
    color: var(--_warning);
  }
`;

const command = 'interaction.edit-reason';
const group = 'reason';

/** What of the card this part uses; there it is for its own classes only. */
export interface ReasonHost extends ReactiveControllerHost {
  readonly renderRoot: ShadowRoot;
  readonly session: SessionHandle | null;
  readonly current: InteractionRecord | undefined;
  readonly shown: TaskRecord | undefined;
  readonly settings: SettingsRecord | null;
  localized<T extends object>(english: T): T;
  control(interaction: InteractionRecord, command: CommandKey): Control;
  request<C extends CommandKey>(event: RequestEvent<C>, group: string): Promise<void>;
  failure(interaction: InteractionRecord, group: string): TemplateResult | typeof nothing;
}

/** A change that was begun: what was chosen, and what it grew from. */
interface Edit {
  readonly interactionId: string;
  /** The reason when it began, and the last version of the task that had it. */
  readonly from: string | null;
  version: number;
  chosen: string;
  sent?: string;
  /** Refused, or lost: what stands there now is known. */
  isRefused: boolean;
  told: string | null;
}

/** The reason for the call, with **Change** beside it, or the choice of another. */
export class Reason implements ReactiveController {
  readonly #host: ReasonHost;
  #edit: Edit | undefined;
  /** What went wrong was said, and left, in the choice. */
  #isQuiet = false;
  #focused: Element | null = null;

  constructor(host: ReasonHost) {
    this.#host = host;
    for (const { styleSheet } of [field, select, styles])
      host.renderRoot.adoptedStyleSheets.push(styleSheet!);
    host.addController(this);
    host.requestUpdate();
  }

  get #words() {
    return this.#host.localized(strings);
  }

  /** Asks for the change. */
  async ask(reason: string, version = this.#host.shown?.version ?? 0): Promise<void> {
    const { current } = this.#host;
    this.#isQuiet = !!this.#edit;
    if (current) await this.#host.request(new CallbackEditReasonEvent(current, { reason, version }), group);
  }

  hostUpdate(): void {
    this.#focused = this.#host.renderRoot.activeElement;
    if (this.#edit && this.#isOver(this.#edit)) this.#edit = undefined;
  }

  hostUpdated(): void {
    // What had the focus is gone: by a press here, or since the server says otherwise.
    if (this.#focused?.isConnected === false) this.#focus();
    this.#focused = null;
  }

  #focus() {
    const { renderRoot } = this.#host;
    const next = renderRoot.querySelector<HTMLElement>('#reason, .change .btn');
    (next ?? renderRoot.querySelector('h2'))?.focus();
  }

  /** Takes note of what the record says now; true: there is nothing to change any more. */
  #isOver(edit: Edit): boolean {
    const { current, shown } = this.#host;
    if (!shown || current?.id !== edit.interactionId || !this.#host.control(current, command).visible)
      return true;
    const { reason, version } = shown;
    if (reason === edit.sent) {
      announce(this.#words.saved(this.#host.localized(own).reason, reason));
      return true;
    }
    // Other changes of the task, such as an attempt, are nobody's change of the reason.
    if (reason === edit.from) edit.version = version;
    else if (reason !== edit.told)
      announce(this.#words[edit.isRefused ? 'now' : 'changed'](reason ?? this.#words.none));
    edit.told = reason;
    return false;
  }

  #open = async () => {
    const { current, shown } = this.#host;
    if (!current || !shown) return;
    const { reason, version } = shown;
    this.#edit = {
      interactionId: current.id,
      from: reason,
      version,
      chosen: reason ?? '',
      isRefused: false,
      told: reason,
    };
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#focus();
  };

  #close = () => {
    this.#edit = undefined;
    this.#host.requestUpdate();
  };

  async #save(edit: Edit, { reason, version }: TaskRecord) {
    const record = this.#host.current!;
    if (edit.chosen === (reason ?? '')) return this.#close();
    edit.sent = edit.chosen;
    await this.ask(edit.sent, edit.isRefused ? version : edit.version);
    edit.isRefused = this.#host.failure(record, group) !== nothing;
    this.#host.requestUpdate();
  }

  /** Undefined where it is for reading. */
  cell(task: TaskRecord): TemplateResult | undefined {
    const record = this.#host.current;
    const control = record && this.#host.control(record, command);
    if (!record || !control?.visible) return undefined;
    if (this.#edit) return this.#choice(this.#edit, task, record, control);
    const change = button({ label: this.#words.change, look: 'quiet compact', control, press: this.#open });
    return html`<bdi>${task.reason}</bdi> <span class="change">${change}</span>${why(control)}${
        this.#isQuiet ? nothing : this.#host.failure(record, group)
      }`;
  }

  #choice(edit: Edit, task: TaskRecord, record: InteractionRecord, control: Control) {
    const s = this.#words;
    const { busy, disabled } = control;
    const failure = edit.sent === undefined ? nothing : this.#host.failure(record, group);
    const [before, after] = s[failure === nothing ? 'changed' : 'now']('\0').split('\0');
    const reasons = (this.#host.settings ?? this.#host.session?.store.get('settings', 'settings'))?.reasons;
    return html`<div
      class="edit stack"
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || busy) return;
        event.stopPropagation(); // nor what the card is in
        this.#close();
      }}
    >
      <div>
        <select
          id="reason"
          class="field"
          aria-label=${this.#host.localized(own).reason}
          aria-disabled=${flag(disabled)}
          aria-busy=${flag(busy)}
          aria-description=${control.reason || nothing}
          @change=${({ target }: Event) => {
            edit.chosen = (target as HTMLSelectElement).value;
          }}
        >
          ${[...new Set([...(reasons ?? []), edit.from ?? edit.chosen, edit.chosen])].map(
            (reason) =>
              html`<option
                dir="auto"
                value=${reason}
                .selected=${reason === edit.chosen}
                ?disabled=${disabled && reason !== edit.chosen}
              >
                ${reason || s.none}
              </option>`,
          )}</select
        >${icon(chevron)}
      </div>
      <div class="row">
        ${button({
          label: s.save,
          look: 'compact fill accent',
          control,
          press: () => this.#save(edit, task),
        })}${button({
          label: s.cancel,
          look: 'compact',
          control: { visible: true, disabled: busy, busy: false, reason: '' },
          press: this.#close,
        })}
      </div>
      ${why(control)}${failure}${
        task.reason === edit.from
          ? nothing
          : html`<div class="why warn">
              ${icon(warning)}<span>${before}<bdi>${task.reason ?? s.none}</bdi>${after}</span>
            </div>`
      }
    </div>`;
  }
}

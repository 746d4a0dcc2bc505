import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { AgentRecord, PresenceOption, SettingsRecord } from '../../contract/records.ts';
import { CallbackElement } from '../shared/element.ts';
import { reasons } from '../shared/reasons.strings.ts';
import { presence } from '../shared/styles/presence.ts';
import { flag, why } from '../shared/templates/button.ts';
import { chevron, icon } from '../shared/templates/icon.ts';
import { dot } from '../shared/templates/presence.ts';
import { PresenceSetEvent } from './callback-presence.events.ts';
import { strings } from './callback-presence.strings.ts';
import { styles } from './callback-presence.styles.ts';

/**
 * How the agent is seen by the contact centre, in words, since when, and a control to change it. One switch for
 * both systems: a change is the provider's to map.
 *
 * @fires {PresenceSetEvent} presence-set - Asks for another presence.
 */
export class CallbackPresence extends CallbackElement {
  static override readonly tag = 'callback-presence';
  static override styles = [CallbackElement.styles, presence, styles];
  static override properties = { agent: { attribute: false }, settings: { attribute: false } };

  protected override codes = reasons;

  /** The agent, where no provider gives the record. */
  agent: AgentRecord | null = null;
  /** The presences to choose from, where no provider gives the record. */
  settings: SettingsRecord | null = null;

  #agent = this.select((store) => store.get('agent', store.agentId ?? ''));
  #settings = this.select((store) => store.get('settings', 'settings'));

  get #options(): readonly PresenceOption[] {
    return (this.settings ?? this.#settings())?.presences.workspace ?? [];
  }

  /** Asks for a presence of the workspace; the contact centre follows by the provider's mapping. Resolves when nothing is pending any more. */
  async set(presenceId: string): Promise<void> {
    const agent = this.agent ?? this.#agent();
    if (agent) await this.request(new PresenceSetEvent(agent, { presenceId }));
  }

  protected override render(): TemplateResult | typeof nothing {
    const agent = this.agent ?? this.#agent();
    if (!agent) return nothing;
    const s = this.localized(strings);
    const options = this.#options;
    const { presenceId, since } = agent.presence.workspace;
    const signedIn = Object.values(agent.presence).every((side) => side.signedIn);
    const named = (id: string | null) => options.find((one) => one.id === id);
    const now = named(presenceId);
    const next = named(agent.nextPresenceId);
    const status = signedIn ? (now?.status ?? 'offline') : 'offline';
    const control = this.control(agent, 'agent.set');
    return html`<div class="bar">
        <span class="word">
          ${dot(status)}<span class="cut">${signedIn ? (now?.name ?? presenceId) : s.signedOut}</span>
          <span class="small muted num">${s.since(this.time(since))}</span>
        </span>
        ${next ? html`<span class="chip">${s.next(next.name)}</span>` : nothing}
        ${
          control.visible
            ? html`${icon(chevron)}<select
                  aria-label=${s.presence}
                  aria-disabled=${flag(control.disabled)}
                  aria-busy=${flag(control.busy)}
                  aria-description=${control.reason || nothing}
                  @mousedown=${control.disabled ? this.#refuse : null}
                  @keydown=${control.disabled ? this.#refuse : null}
                  @change=${this.#changed}
                >
                  ${options.map(
                    ({ id, name }) =>
                      html`<option value=${id} ?selected=${id === presenceId} .selected=${id === presenceId}>
                        ${name}
                      </option>`,
                  )}
                </select>`
            : nothing
        }
      </div>
      ${why(control)}${this.failure(agent)}`;
  }

  // Focusable, says why, opens nothing.
  #refuse = (event: KeyboardEvent | MouseEvent) => {
    if (!('key' in event) || event.key !== 'Tab') event.preventDefault();
  };

  #changed = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const { value } = select;
    // Nothing is optimistic: what is selected changes when the server says so.
    const before = (this.agent ?? this.#agent())?.presence.workspace.presenceId;
    if (before !== undefined) select.value = before;
    void this.set(value);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-presence': CallbackPresence;
  }
}

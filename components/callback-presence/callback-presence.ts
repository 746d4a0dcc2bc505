import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CommandPayloads, Side } from '../../contract/commands.ts';
import type { AgentRecord, SettingsRecord } from '../../contract/records.ts';
import { announce } from '../shared/announcer.ts';
import { CallbackElement } from '../shared/element.ts';
import type { Control } from '../shared/element.ts';
import type { RequestEvent } from '../shared/events.ts';
import { menu as menuStyles } from '../shared/styles/menu.ts';
import { more } from '../shared/styles/more.ts';
import { presence } from '../shared/styles/presence.ts';
import { button, flag, why } from '../shared/templates/button.ts';
import { chevron, icon, leave, warning } from '../shared/templates/icon.ts';
import { menu } from '../shared/templates/menu.ts';
import { dot } from '../shared/templates/presence.ts';
import {
  PresenceMatchEvent,
  PresenceSetEvent,
  PresenceSignInEvent,
  PresenceSignOutEvent,
} from './callback-presence.events.ts';
import { strings } from './callback-presence.strings.ts';
import { styles } from './callback-presence.styles.ts';

type Strings = typeof strings;

const sides = ['workspace', 'contact_centre'] as const;

/**
 * How the agent is seen by the workspace and by the contact centre, in the provider's words, and a list for each to
 * change it. What blocks callbacks is said, with the button that repairs it: **Match to NAME**, **Sign in to SIDE**.
 * Signing out is in the menu. Source: the presence of ServiceNow's inbox, and of its contact-centre integrations.
 *
 * @fires presence-set - Asks for another presence.
 * @fires presence-match - Asks to make both systems say the same.
 * @fires presence-sign-in - Asks to sign in to one system.
 * @fires presence-sign-out - Asks to sign out of one system.
 * @csspart side - The presence in one system.
 */
export class CallbackPresence extends CallbackElement {
  static override readonly tag = 'callback-presence';
  static override styles = [CallbackElement.styles, more, menuStyles, presence, styles];
  static override properties = { agent: { attribute: false }, settings: { attribute: false } };

  /** The agent, where no provider gives the record. */
  agent: AgentRecord | null = null;
  /** The presences to choose from, where no provider gives the record. */
  settings: SettingsRecord | null = null;

  #agent = this.select((store) => store.get('agent', store.agentId ?? ''));
  #settings = this.select((store) => store.get('settings', 'settings'));

  /** Who was shown last, and what kept callbacks from them. */
  #last: string | undefined;
  #blocked = '';
  /** What the workspace's was to become. */
  #next: string | null = null;

  /**
   * Asks for a presence. Resolves when nothing is pending any more.
   * @param presenceId Of the workspace's presences; with a side, of that side's.
   * @param side Without it the contact centre follows by the provider's mapping.
   */
  set(presenceId: string, side?: Side): Promise<void> {
    return this.#ask(PresenceSetEvent, side ? { presenceId, side } : { presenceId });
  }

  /** Asks to make both systems say the same, as a press on **Match to NAME** does. */
  match(): Promise<void> {
    return this.#ask(PresenceMatchEvent, {});
  }

  /** Asks to sign in to one system. */
  signIn(side: Side): Promise<void> {
    return this.#ask(PresenceSignInEvent, { side });
  }

  /** Asks to sign out of one system; notes that are on this device only are saved first. */
  signOut(side: Side): Promise<void> {
    return this.#ask(PresenceSignOutEvent, { side });
  }

  async #ask<C extends `agent.${string}` & keyof CommandPayloads>(
    Asked: new (agent: AgentRecord, payload: CommandPayloads[C]) => RequestEvent<C>,
    payload: CommandPayloads[C],
  ) {
    const agent = this.#record;
    if (agent) await this.request(new Asked(agent, payload));
  }

  get #record() {
    return this.agent ?? this.#agent();
  }

  #options(side: Side) {
    return (this.settings ?? this.#settings())?.presences[side] ?? [];
  }

  /** What the provider calls it. */
  #named(id: string, side: Side) {
    return this.#options(side).find((one) => one.id === id) ?? { id, name: id, status: 'offline' as const };
  }

  /** What keeps callbacks from the agent, in words. */
  #why({ presence: of, matchTo }: AgentRecord, s: Strings): string {
    const [out, ...both] = sides.filter((side) => !of[side].signedIn);
    return both.length ? s.signedOutOfBoth : out ? s.signedOutOf(s[out]) : matchTo === null ? '' : s.mismatch;
  }

  protected override willUpdate(): void {
    const agent = this.#record;
    const before = this.#blocked;
    this.#blocked = agent ? this.#why(agent, this.localized(strings)) : '';
    const next = agent?.nextPresenceId ?? null;
    // What was so at first is no news.
    if (agent?.id === this.#last) {
      if (this.#blocked && this.#blocked !== before) announce(this.#blocked);
      if (next !== null && next !== this.#next)
        announce(this.localized(strings).next(this.#named(next, 'workspace').name));
    }
    this.#next = next;
    this.#last = agent?.id;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // What repaired it has left, or the last way to sign out.
    if (this.focusLost)
      (
        this.renderRoot.querySelector<HTMLElement>('.repair .btn') ?? this.renderRoot.querySelector('select')
      )?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const agent = this.#record;
    if (!agent) return nothing;
    const s = this.localized(strings);
    const blocked = this.#blocked;
    const set = this.control(agent, 'agent.set');
    const match = this.control(agent, 'agent.match');
    const signIn = this.control(agent, 'agent.sign-in');
    const signOut = this.control(agent, 'agent.sign-out');
    const isIn = (side: Side) => agent.presence[side].signedIn;
    const look = 'fill accent';
    const items = sides.filter(isIn).map((side) => ({
      name: `out-${side}`,
      label: s.signOut(s[side]),
      icon: leave,
      control: signOut,
      press: () => this.signOut(side),
    }));
    return html`<div class="box ${blocked ? 'banner banner--warn' : ''}">
      ${blocked ? icon(warning) : nothing}
      <div class="body">
        <div class="state">
          ${blocked ? html`<b>${blocked}</b>` : nothing}
          <div class="bar">
            <div class="sides">${sides.map((side) => this.#side(agent, side, set, s))}</div>
            ${
              signOut.visible && items.length
                ? html`<div class="end">${menu('out', s.signOutMenu, items.reverse())}</div>`
                : nothing
            }
          </div>
          ${blocked ? why(match, signIn) : why(set)}${this.failure(agent)}
        </div>
        ${
          blocked
            ? html`<div class="repair">
                ${
                  agent.matchTo === null
                    ? nothing
                    : button({
                        label: s.match(this.#named(agent.matchTo, 'workspace').name),
                        look,
                        control: match,
                        press: () => this.match(),
                      })
                }${sides.map((side) =>
                  isIn(side)
                    ? nothing
                    : button({
                        label: s.signIn(s[side]),
                        look,
                        control: signIn,
                        press: () => this.signIn(side),
                      }),
                )}
              </div>`
            : nothing
        }
      </div>
    </div>`;
  }

  #side(agent: AgentRecord, side: Side, set: Control, s: Strings) {
    const { signedIn, presenceId, since } = agent.presence[side];
    const options = this.#options(side);
    const now = signedIn
      ? this.#named(presenceId, side)
      : { id: '', name: s.signedOut, status: 'offline' as const };
    const next = side === 'workspace' ? agent.nextPresenceId : null;
    const [before, after] = s.next('\0').split('\0');
    const disabled = set.disabled || !signedIn;
    const reason = set.reason || (signedIn ? '' : this.reasonWords('signed_out'));
    const time = s.since(this.time(since));
    return html`<div class="side" part="side">
      <span class="label small muted">${s[side]}</span>
      <span class="word">${dot(now.status)}<bdi class="cut" title=${now.name}>${now.name}</bdi></span>
      ${now.status !== 'available' || this.#blocked ? html`<span class="since small muted">${time}</span>` : nothing}
      ${next === null ? nothing : html`<span class="chip cut" title=${s.next(this.#named(next, side).name)}>${before}<bdi>${this.#named(next, side).name}</bdi>${after}</span>`}
      ${
        set.visible
          ? html`${icon(chevron)}<select
                aria-label=${s.presence(s[side])}
                aria-disabled=${flag(disabled)}
                aria-busy=${flag(set.busy)}
                aria-description=${reason || nothing}
                title="${now.name} ${time}"
                @mousedown=${disabled ? this.#refuse : null}
                @keydown=${disabled ? this.#refuse : null}
                @change=${({ target }: Event) => {
                  const select = target as HTMLSelectElement;
                  const { value } = select;
                  // Nothing is optimistic: what is selected changes when the server says so.
                  select.value = now.id;
                  void this.set(value, side === 'workspace' ? undefined : side);
                }}
              >
                ${(options.some(({ id }) => id === now.id) ? options : [now, ...options]).map(
                  ({ id, name }) =>
                    html`<option value=${id} ?selected=${id === now.id} .selected=${id === now.id}>
                      ${name}
                    </option>`,
                )}
              </select>`
          : nothing
      }
    </div>`;
  }

  // Focusable, says why, opens nothing.
  #refuse = (event: KeyboardEvent | MouseEvent) => {
    if (!('key' in event) || event.key !== 'Tab') event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-presence': CallbackPresence;
  }
}

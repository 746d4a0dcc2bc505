import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CommandKey } from '../../contract/commands.ts';
import type { CallRecord, Leg } from '../../contract/records.ts';
import { announce } from '../shared/announcer.ts';
import { Stopwatch, digits } from '../shared/clock.ts';
import type { Control } from '../shared/element.ts';
import type { RequestEvent } from '../shared/events.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { button, why } from '../shared/templates/button.ts';
import {
  hangUp,
  icon,
  microphone,
  microphoneOff,
  pause,
  person,
  phone,
  play,
} from '../shared/templates/icon.ts';
import {
  CallEndEvent,
  CallHoldEvent,
  CallMuteEvent,
  CallResumeEvent,
  CallUnmuteEvent,
} from './callback-active-call.events.ts';
import { strings } from './callback-active-call.strings.ts';
import { styles } from './callback-active-call.styles.ts';

type Strings = typeof strings;

const names = ['mute', 'unmute', 'hold', 'resume', 'end'] as const;
type Name = (typeof names)[number];

const customerOf = ({ legs }: CallRecord) => legs.find(({ role }) => role === 'customer') ?? legs[0];

/** Why a leg ended, said of the party that it tells about. */
const reasonOf = ({ role, endReason }: Leg, s: Strings) =>
  endReason && (role === 'agent') === (endReason === 'agent_hangup') ? s[endReason] : '';

/**
 * The live call: who is on it and how, since when, **Mute**, **Hold**, **End call**. Carries no media: the
 * provider does what is pressed. Source: the Interaction Controls Component of ServiceNow.
 *
 * @fires {CallEndEvent} call-end - Asks to end the call, or the attempt while it rings.
 * @fires {CallMuteEvent} call-mute - Asks to mute the agent.
 * @fires {CallUnmuteEvent} call-unmute - Asks to end the mute.
 * @fires {CallHoldEvent} call-hold - Asks to place the customer on hold.
 * @fires {CallResumeEvent} call-resume - Asks to take the customer off hold.
 */
export class CallbackActiveCall extends InteractionElement {
  static override readonly tag = 'callback-active-call';
  static override styles = [InteractionElement.styles, styles];

  static override properties = { call: { attribute: false } };

  /** The call, where no provider gives it. */
  call: CallRecord | null = null;

  #selected = this.select((store) => store.get('call', this.current?.callId ?? ''));
  #agent = this.select((store) => store.get('agent', store.agentId ?? ''));
  #subject: string | undefined;
  #phase: string | undefined;

  #duration = new Stopwatch(this, () => (this.#call?.endedAt ? null : this.#call?.answeredAt));
  #hold = new Stopwatch(this, () => this.#call?.legs.find(({ state }) => state === 'held')?.since);

  get #call(): CallRecord | undefined {
    return this.call ?? this.#selected();
  }

  /** Asks to end the call, as a press on **End call** does. Resolves when nothing is pending any more. */
  end(): Promise<void> {
    return this.#ask(CallEndEvent);
  }

  /** Asks to mute the agent, as a press on **Mute** does. */
  mute(): Promise<void> {
    return this.#ask(CallMuteEvent);
  }

  /** Asks to end the mute, as a press on **Unmute** does. */
  unmute(): Promise<void> {
    return this.#ask(CallUnmuteEvent);
  }

  /** Asks to place the customer on hold, as a press on **Hold** does. */
  hold(): Promise<void> {
    return this.#ask(CallHoldEvent);
  }

  /** Asks to take the customer off hold, as a press on **Resume** does. */
  resume(): Promise<void> {
    return this.#ask(CallResumeEvent);
  }

  async #ask<C extends CommandKey>(Asked: new (call: CallRecord) => RequestEvent<C>) {
    if (this.#call) await this.request(new Asked(this.#call));
  }

  protected override willUpdate(): void {
    const call = this.#call;
    const customer = call && customerOf(call);
    const state = call?.endedAt ? 'ended' : customer?.state === 'held' ? 'connected' : customer?.state;
    const subject = call?.interactionId ?? this.current?.id;
    const phase = `${call?.id} ${state}`;
    // What was so before it came on screen is no news.
    if (subject === this.#subject && phase !== this.#phase) {
      const s = this.localized(strings);
      if (state === 'ended') announce(s.callEnded(reasonOf(customer!, s)));
      else if (state === 'ringing' || state === 'connected') announce(s[state]);
    }
    this.#subject = subject;
    this.#phase = phase;
  }

  protected override render(): TemplateResult | typeof nothing {
    const call = this.#call;
    const record = this.current;
    if (!call && !record) return nothing;
    const s = this.localized(strings);
    // Before any call there is no record that says what may be done.
    const notYet = { visible: true, disabled: true, busy: false, reason: s.notYet };
    const controls = Object.fromEntries(
      names.map((name) => [name, call ? this.control(call, `call.${name}`) : notYet]),
    ) as Record<Name, Control>;
    const tile = (name: Name, path: string, look = '') =>
      button({ label: s[name], icon: path, look, control: controls[name], press: () => this[name]() });
    const seconds = call?.endedAt
      ? call.answeredAt && (Date.parse(call.endedAt) - Date.parse(call.answeredAt)) / 1000
      : this.#duration.seconds;
    const shown = typeof seconds === 'number' && digits(Math.floor(seconds));
    return html`<section class="card" aria-labelledby="heading">
      <div class="row">
        <h2 class="heading" id="heading">${s.heading}</h2>
        ${shown ? html`<b class="duration num" role="timer" aria-label=${s.duration(shown)}>${shown}</b>` : nothing}
      </div>
      <div class="tiles">
        ${call && controls.unmute.visible ? tile('unmute', microphoneOff, 'on') : tile('mute', microphone)}
        ${call && controls.resume.visible ? tile('resume', play, 'on') : tile('hold', pause)}
        ${tile('end', hangUp, 'fill end')}
      </div>
      ${why(...Object.values(controls))}${call ? this.failure(call) : nothing}
      <ul aria-label=${s.participants}>
        ${
          call
            ? this.#legs(call, s)
            : [
                this.#row(person, record!.customerName, s.notDialled),
                this.#row(person, this.#agent()?.name ?? s.me, s.ready, s.you),
              ]
        }
      </ul>
    </section>`;
  }

  // The agent's own row comes last.
  #legs(call: CallRecord, s: Strings) {
    const me = this.session?.store.agentId ?? this.current?.ownerId;
    const isOwn = ({ agentId }: Leg) => agentId !== null && agentId === me;
    return [...call.legs]
      .sort((a, b) => +isOwn(a) - +isOwn(b))
      .map((leg) => {
        const { state, name, muted } = leg;
        const live = state !== 'ended';
        const held = state === 'held';
        const words = held
          ? s.held(digits(this.#hold.seconds ?? 0))
          : live
            ? s[state]
            : s.ended(reasonOf(leg, s));
        return this.#row(
          held ? pause : live ? phone : person,
          name,
          muted && live ? s.muted(words) : words,
          isOwn(leg) && s.you,
        );
      });
  }

  #row(path: string, name: string, words: string, you?: string | false) {
    return html`<li>
      ${icon(path)}
      <div class="who" title=${name}><bdi>${name}</bdi> ${you || nothing}</div>
      <span class="small num ${path === person ? 'muted' : path === pause ? 'held' : ''}">${words}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-active-call': CallbackActiveCall;
  }
}

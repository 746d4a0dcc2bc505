import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DirectoryHandle } from '../../client/handle.ts';
import type { AgentRecord, CallRecord, Leg, SettingsRecord } from '../../contract/records.ts';
import type { Control } from '../shared/element.ts';
import { Stopwatch, announce, digits, why } from '../shared/element.ts';
import { InteractionElement } from '../shared/interaction-element.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { menu as menuStyles } from '../shared/styles/menu.ts';
import { flag } from '../shared/templates/button.ts';
import {
  dialpad,
  hangUp,
  icon,
  leave,
  microphone,
  microphoneOff,
  page,
  pause,
  pennant,
  person,
  phone,
  play,
  record,
  recordStop,
  forward,
  warning,
} from '../shared/templates/icon.ts';
import { menu } from '../shared/templates/menu.ts';
import type { MenuItem } from '../shared/templates/menu.ts';
import {
  CallEndEvent,
  CallEscalateEvent,
  CallHoldEvent,
  CallLeaveEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallRecordPauseEvent,
  CallRecordResumeEvent,
  CallRecordStartEvent,
  CallRecordStopEvent,
  CallResumeEvent,
  CallUnmuteEvent,
  CallWrongNumberEvent,
} from './callback-active-call.events.ts';
import { strings } from './callback-active-call.strings.ts';
import { styles } from './callback-active-call.styles.ts';

type Strings = typeof strings;

/** What a press asks for. */
const asks = {
  'record-start': CallRecordStartEvent,
  'record-pause': CallRecordPauseEvent,
  'record-resume': CallRecordResumeEvent,
  'record-stop': CallRecordStopEvent,
  mute: CallMuteEvent,
  unmute: CallUnmuteEvent,
  hold: CallHoldEvent,
  resume: CallResumeEvent,
  leave: CallLeaveEvent,
  escalate: CallEscalateEvent,
  'wrong-number': CallWrongNumberEvent,
  end: CallEndEvent,
};
type Ask = keyof typeof asks;
type Panel = 'dialpad' | 'transfer';

/** A name for `order`. Each stands for what may be pressed there now: `record` for its steps but the last. */
export type CallControlName =
  | 'record'
  | 'mute'
  | 'hold'
  | 'dialpad'
  | 'transfer'
  | 'leave'
  | 'escalate'
  | 'wrap-up'
  | 'record-stop'
  | 'wrong-number'
  | 'end';

/** `wrap-up` is no command: it only tells. */
type Step = readonly [
  command: Ask | 'dtmf' | 'dial-out' | 'consult' | 'blind-transfer' | 'wrap-up',
  icon: string,
  look?: string,
];

/** In the order that holds where none is given. The first step that is visible stands there. */
const controls: Readonly<Record<CallControlName, readonly Step[]>> = {
  record: [
    ['record-start', record],
    ['record-pause', record, 'on'],
    ['record-resume', record, 'on'],
  ],
  mute: [
    ['mute', microphone],
    ['unmute', microphoneOff, 'on'],
  ],
  hold: [
    ['hold', pause],
    ['resume', play, 'on'],
  ],
  dialpad: [
    ['dtmf', dialpad],
    ['dial-out', dialpad],
  ],
  transfer: [
    ['consult', forward],
    ['blind-transfer', forward],
  ],
  leave: [['leave', leave]],
  escalate: [['escalate', pennant]],
  'wrap-up': [['wrap-up', page]],
  'record-stop': [['record-stop', recordStop]],
  'wrong-number': [['wrong-number', warning]],
  end: [['end', hangUp, 'fill end']],
};

const always: Control = { visible: true, disabled: false, busy: false, reason: '' };

const names = Object.keys(controls) as CallControlName[];

interface Tile extends MenuItem {
  readonly name: CallControlName;
  readonly look: string;
}

const byName = ({ name }: Tile) => name;

/** What is shown before any call. */
const usual = /^(record|mute|hold|dialpad|transfer|end)$/;

const isLive = ({ state }: Leg) => state !== 'ended';

const customerOf = ({ legs }: CallRecord) => legs.find(({ role }) => role === 'customer') ?? legs[0];

/** Why a leg ended, said of the party that it tells about; a transfer is everybody's. */
const reasonOf = ({ role, endReason }: Leg, s: Strings) =>
  endReason && (endReason === 'transferred' || (role === 'agent') === (endReason === 'agent_hangup'))
    ? s[endReason]
    : '';

/**
 * The live call: who is on it and how, since when, and all that can be done with it: six buttons, the rest under
 * **More**. **Dialpad** and **Transfer** open below the buttons. Carries no media: the provider does what is pressed.
 * Source: the Interaction Controls Component of ServiceNow.
 *
 * @fires call-end - Asks to end the call for all, or the attempt while it rings.
 * @fires call-leave - Asks to leave the call to the others.
 * @fires call-mute - Asks to mute the agent.
 * @fires call-unmute - Asks to end the mute.
 * @fires call-hold - Asks to place the customer on hold.
 * @fires call-resume - Asks to take the customer off hold.
 * @fires call-record-start - Asks to start the recording.
 * @fires call-record-pause - Asks to pause the recording.
 * @fires call-record-resume - Asks to go on with the recording.
 * @fires call-record-stop - Asks to stop the recording.
 * @fires call-escalate - Asks to flag the call for a supervisor.
 * @fires call-wrong-number - Says that somebody else answered.
 * @fires call-open-wrap-up - **Open wrap-up** was pressed: show the `wrap-up-modal`.
 * @csspart card - The surface of it all.
 * @csspart timer - How long the call has lasted.
 * @csspart controls - The bar of buttons.
 * @csspart control - Each button of the bar.
 * @csspart participants - The list of who is on the call.
 */
export class CallbackActiveCall extends InteractionElement {
  static override readonly tag = 'callback-active-call';
  static override styles = [InteractionElement.styles, menuStyles, styles];

  static override properties = {
    call: { attribute: false },
    agent: { attribute: false },
    settings: { attribute: false },
    directory: { attribute: false },
    order: { converter: (value: string | null) => value?.split(/\s+/) ?? [] },
  };

  /** The call, where no provider gives it. */
  call: CallRecord | null = null;
  /** The agent who looks, where no provider gives it; without one, the interaction's owner. */
  agent: AgentRecord | null = null;
  /** What transfers the provider allows, where no provider gives it. */
  settings: SettingsRecord | null = null;
  /** Who a call can be transferred to, where no provider gives it. */
  directory: DirectoryHandle | null = null;
  /**
   * Which buttons come first; as an attribute, by spaces. Those that it does not name follow in their usual order. Six
   * stand in the bar, **End call** always one of them.
   */
  order: readonly CallControlName[] = [];

  #selected = this.select((store) => store.get('call', this.current?.callId ?? ''));
  #agent = this.select((store) => store.get('agent', store.agentId ?? ''));
  #shown: CallRecord | undefined;
  #subject: string | undefined;
  #phase: string | undefined;
  #panel: Panel | undefined;

  #duration = new Stopwatch(this, () => (this.#call?.endedAt ? null : this.#call?.answeredAt));
  #hold = new Stopwatch(this, () => this.#call?.legs.find(({ state }) => state === 'held')?.since);
  #recorded = new Stopwatch(this, () => this.#call?.recording.since);
  #met = new Stopwatch(this, () => {
    const leg = this.#call?.legs.find((one) => this.#isThird(one) && isLive(one));
    return leg?.connectedAt ?? leg?.since;
  });

  get #call(): CallRecord | undefined {
    return this.call ?? this.#selected();
  }

  get #me() {
    return this.agent ?? this.#agent();
  }

  /** Asks to end the call for all, as a press on **End call** does. Resolves when nothing is pending any more. */
  end(): Promise<void> {
    return this.#ask('end');
  }

  /** Asks to leave the call to the others, as a press on **Leave call** does. */
  leave(): Promise<void> {
    return this.#ask('leave');
  }

  /** Asks to mute the agent, as a press on **Mute** does. */
  mute(): Promise<void> {
    return this.#ask('mute');
  }

  /** Asks to end the mute, as a press on **Unmute** does. */
  unmute(): Promise<void> {
    return this.#ask('unmute');
  }

  /** Asks to place the customer on hold, as a press on **Hold** does. */
  hold(): Promise<void> {
    return this.#ask('hold');
  }

  /** Asks to take the customer off hold, as a press on **Resume** does. */
  resume(): Promise<void> {
    return this.#ask('resume');
  }

  /** Asks to start the recording, as a press on **Record** does. */
  recordStart(): Promise<void> {
    return this.#ask('record-start');
  }

  /** Asks to pause the recording, as a press on **Pause recording** does. */
  recordPause(): Promise<void> {
    return this.#ask('record-pause');
  }

  /** Asks to go on with the recording, as a press on **Resume recording** does. */
  recordResume(): Promise<void> {
    return this.#ask('record-resume');
  }

  /** Asks to stop the recording, as a press on **Stop recording** does. */
  recordStop(): Promise<void> {
    return this.#ask('record-stop');
  }

  /** Asks to flag the call for a supervisor, as a press on **Escalate** does. */
  escalate(): Promise<void> {
    return this.#ask('escalate');
  }

  /** Says that somebody else answered, as a press on **Wrong number** does. */
  wrongNumber(): Promise<void> {
    return this.#ask('wrong-number');
  }

  /** Tells that the wrap-up is wanted, as a press on **Open wrap-up** does. */
  openWrapUp(): void {
    if (this.#call) this.dispatchEvent(new CallOpenWrapUpEvent(this.#call));
  }

  async #ask(name: Ask) {
    const call = this.#call;
    if (!call) return;
    await this.request(new asks[name](call));
    // Under More, whose button says nothing of it.
    const escalatedAt = name === 'escalate' && this.#call?.escalatedAt;
    if (escalatedAt) announce(this.localized(strings).escalated(this.time(escalatedAt)));
  }

  #isOwn({ agentId }: Leg) {
    return agentId !== null && agentId === (this.#me?.id ?? this.current?.ownerId);
  }

  /** Neither the customer nor whose call it is, nor who looks. */
  #isThird(leg: Leg) {
    return leg.role !== 'customer' && !this.#isOwn(leg) && leg.agentId !== this.current?.ownerId;
  }

  protected override willUpdate(): void {
    const before = this.#shown;
    const call = (this.#shown = this.#call);
    const customer = call && customerOf(call);
    const isHeld = customer?.state === 'held';
    const state = call?.endedAt ? 'over' : isHeld ? 'connected' : customer?.state;
    const subject = call?.interactionId ?? this.current?.id;
    const phase = `${call?.id} ${state}`;
    const s = this.localized(strings);
    // What was so before it came on screen is no news.
    if (subject === this.#subject && phase !== this.#phase) {
      if (state === 'over') announce(s.callEnded(reasonOf(customer!, s)));
      else if (state === 'ringing' || state === 'connected') announce(s[state]);
    }
    if (call && call.id === before?.id) {
      const { state: recording } = call.recording;
      if (recording !== before.recording.state) announce(s.recorded[recording]);
      const wasHeld = customerOf(before)?.state === 'held';
      if (state === 'connected' && isHeld !== wasHeld) announce(isHeld ? s.onHold : s.offHold);
    }
    this.#subject = subject;
    this.#phase = phase;
    if (!call || call.endedAt) this.#panel = undefined;
    // What runs has controls of its own.
    else if (this.#panel === 'transfer' && (call.blind || call.consult.state !== 'none'))
      this.#panel = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.focusLost) this.#focus();
  }

  /** To one of the buttons; where it is not in the bar, to **More**. */
  #focus(name = 'end') {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector);
    (find(`.tiles #${name}`) ?? find('.dots'))?.focus();
  }

  #toggle(panel: Panel) {
    this.#panel = this.#panel === panel ? undefined : panel;
    this.requestUpdate();
  }

  /** Nothing where none of its steps is visible. */
  #tile(name: CallControlName, call: CallRecord | undefined, s: Strings): Tile | undefined {
    const steps = controls[name]
      .map(([command, path, look = '']) => ({
        command,
        path,
        look,
        control:
          command === 'wrap-up'
            ? { ...always, visible: !!call }
            : call
              ? this.control(call, `call.${command}`)
              : // Nobody knows yet what can be done: the usual six.
                { ...always, visible: usual.test(name), disabled: true, reason: s.notYet },
      }))
      .filter(({ control }) => control.visible);
    const [first] = steps;
    if (!first) return;
    const { command, path, look, control } = first;
    const isOpen = this.#panel === name;
    const tile = { name, icon: path, look: isOpen ? 'on' : look, control };
    if (command in asks) {
      const ask = command as Ask;
      const isMany = call && call.legs.filter(isLive).length > 2;
      const reason =
        control.reason || (ask === 'leave' ? s.leavesOthers : ask === 'end' && isMany ? s.endsForAll : '');
      return { ...tile, label: s[ask], control: { ...control, reason }, press: () => this.#ask(ask) };
    }
    // What is open can be put away.
    const isUsable = isOpen || steps.some((one) => !one.control.disabled || one.control.busy);
    return {
      ...tile,
      label: s[name as Panel],
      control: isUsable ? always : control,
      press: () => (command === 'wrap-up' ? this.openWrapUp() : this.#toggle(name as Panel)),
    };
  }

  protected override render(): TemplateResult | typeof nothing {
    const call = this.#shown;
    const interaction = this.current;
    // A call that is known by its id only went to somebody else.
    if (!call && (!interaction || interaction.callId)) return nothing;
    const s = this.localized(strings);
    const tiles = [...new Set([...this.order, ...names])]
      .filter((name) => names.includes(name))
      .map((name) => this.#tile(name, call, s))
      .filter((tile) => tile !== undefined);
    const bar = tiles.filter(({ name }) => name !== 'wrong-number');
    const end = bar.findIndex(({ name }) => name === 'end');
    if (end > 5) bar.splice(5, 0, bar[end]!);
    bar.splice(6);
    const rest = tiles.filter((tile) => !bar.includes(tile));
    const { state } = call?.recording ?? { state: 'off' };
    const seconds = call?.endedAt
      ? call.answeredAt && (Date.parse(call.endedAt) - Date.parse(call.answeredAt)) / 1000
      : this.#duration.seconds;
    const shown = typeof seconds === 'number' && digits(Math.floor(seconds));
    const escalatedAt = call?.escalatedAt ?? interaction?.escalatedAt;
    return html`<section class="card" part="card" aria-labelledby="heading">
      <div class="row head">
        <h2
          class="heading cut"
          id="heading"
          title=${interaction?.mode === 'customer_first' ? interaction.customerName : s.heading}
        >
          ${interaction?.mode === 'customer_first' ? html`<bdi>${interaction.customerName}</bdi>` : s.heading}
        </h2>
        ${
          state === 'off'
            ? nothing
            : html`<span class="chip ${state === 'on' ? 'chip--accent' : ''}"
                >${state === 'on' ? s.recording(digits(this.#recorded.seconds ?? 0)) : s.recorded[state]}</span
              >`
        }
        ${shown ? html`<b class="duration" part="timer" role="timer" aria-label=${s.duration(shown)}>${shown}</b>` : nothing}
        ${rest.length ? menu('menu', s.more, rest) : nothing}
      </div>
      <div class="tiles" part="controls">${repeat(bar, byName, (tile) => this.#button(tile))}</div>
      ${why(...bar.map(({ control }) => control))}${call ? this.failure(call) : nothing}
      ${
        escalatedAt
          ? html`<p class="why">${icon(pennant)}<span>${s.escalated(this.time(escalatedAt))}</span></p>`
          : nothing
      }
      ${
        call && !call.endedAt
          ? html`<callback-dialpad
                .interaction=${interaction ?? null}
                .call=${call}
                .open=${this.#panel === 'dialpad'}
                @call-dialpad-close=${() => this.#close('dialpad')}
              ></callback-dialpad
              ><callback-call-transfer
                .interaction=${interaction ?? null}
                .call=${call}
                .settings=${this.settings}
                .directory=${this.directory}
                .open=${this.#panel === 'transfer'}
                @call-transfer-close=${() => this.#close('hold')}
              ></callback-call-transfer>`
          : nothing
      }
      <ul part="participants" aria-label=${s.participants}>
        ${
          call
            ? this.#legs(call, s)
            : [
                this.#row(person, interaction!.customerName, s.notDialled),
                this.#row(person, this.#me?.name ?? s.me, s.ready, s.you),
              ]
        }
      </ul>
    </section>`;
  }

  #button({ name, label, icon: path, look, control, press }: Tile) {
    const { disabled, busy, reason } = control;
    const isPanel = name === 'dialpad' || name === 'transfer';
    const expanded = (isPanel ? this.#panel === name : nothing) as unknown as 'true';
    return html`<button
      type="button"
      id=${name}
      part="control"
      class="btn ${look.replace(/\S+/g, 'btn--$&')}"
      aria-disabled=${flag(disabled)}
      aria-busy=${flag(busy)}
      aria-expanded=${expanded}
      aria-description=${reason || nothing}
      @click=${disabled ? null : press}
    >
      ${icon(path)}<span>${label}</span>
    </button>`;
  }

  #close(name: string) {
    this.#panel = undefined;
    this.requestUpdate();
    this.#focus(name);
  }

  // The agent's own row comes last. Who came and went is not shown while the call goes on.
  #legs(call: CallRecord, s: Strings) {
    const isShown = (leg: Leg) =>
      call.endedAt || isLive(leg) || leg.role === 'customer' || (call.blind && this.#isOwn(leg));
    return call.legs
      .filter(isShown)
      .sort((a, b) => +this.#isOwn(a) - +this.#isOwn(b))
      .map((leg) => {
        const { state, role, muted } = leg;
        const isOwn = this.#isOwn(leg);
        const live = state !== 'ended';
        const held = state === 'held';
        const queue = role === 'queue' && live;
        const met = digits(this.#met.seconds ?? 0);
        const words =
          isOwn && call.blind
            ? s.handingOver(phoneNumber(call.blind.target.name))
            : queue
              ? met
              : held
                ? s.held(digits(this.#hold.seconds ?? 0))
                : !live
                  ? s.ended(reasonOf(leg, s))
                  : state === 'connected' && this.#isThird(leg)
                    ? s.connectedFor(met)
                    : s[state];
        const name = phoneNumber(leg.name);
        return this.#row(
          held ? pause : live ? phone : person,
          queue ? s.waitingIn(name) : name,
          muted && live ? s.muted(words) : words,
          isOwn && s.you,
        );
      });
  }

  #row(path: string, name: string, words: string, you?: string | false) {
    return html`<li>
      ${icon(path)}
      <div class="who" title=${name}><bdi>${name}</bdi> ${you || nothing}</div>
      <span class="small ${path === person ? 'muted' : path === pause ? 'held' : ''}">${words}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-active-call': CallbackActiveCall;
  }
}

import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Capability } from '../../contract/capabilities.ts';
import type { CallRecord, InteractionRecord, OfferRecord, SegmentRecord } from '../../contract/records.ts';
import { later } from '../shared/clock.ts';
import { announce } from '../shared/element.ts';
import { hostIds } from '../shared/events.ts';
import { InteractionElement, isOpen } from '../shared/interaction-element.ts';
import { liveCall } from '../shared/live-call.ts';
import { button } from '../shared/templates/button.ts';
import { cross, icon, info } from '../shared/templates/icon.ts';
import {
  CallEndEvent,
  CallEscalateEvent,
  CallHoldEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallResumeEvent,
  CallUnmuteEvent,
  CallbackAcceptEvent,
  CallbackCloseEvent,
  CallbackDialEvent,
  CallbackOpenInteractionEvent,
  CallbackRejectEvent,
  CallbackRetryEvent,
} from './callback-shortcuts.events.ts';
import type * as Help from './callback-shortcuts.help.ts';
import { strings } from './callback-shortcuts.strings.ts';
import { styles } from './callback-shortcuts.styles.ts';

/** What a shortcut can do. */
export type ShortcutAction =
  | 'accept'
  | 'reject'
  | 'call'
  | 'close'
  | 'mute'
  | 'hold'
  | 'end'
  | 'escalate'
  | 'wrap-up'
  | 'interaction'
  | 'help';

/** Keys as `aria-keyshortcuts` writes them, `Alt+Shift+U`, by what they do; null: none. */
export type ShortcutKeys = Readonly<Partial<Record<ShortcutAction, string | null>>>;

/**
 * What holds where the host says nothing else. Alt with Shift is what browsers, screen readers and layouts leave alone:
 * Ctrl+Alt is AltGr, and VoiceOver's; Alt alone opens menus; Ctrl+Shift is the browsers'. Of its letters those that a
 * browser takes (A, B, I, K, M, N, S, T) are left out.
 */
export const defaultShortcuts: Readonly<Record<ShortcutAction, string>> = {
  accept: 'Alt+Shift+Y',
  reject: 'Alt+Shift+J',
  call: 'Alt+Shift+C',
  close: 'Alt+Shift+X',
  mute: 'Alt+Shift+U',
  hold: 'Alt+Shift+H',
  end: 'Alt+Shift+E',
  escalate: 'Alt+Shift+L',
  'wrap-up': 'Alt+Shift+W',
  interaction: 'Alt+Shift+O',
  help: '?',
};

/** The requests of an action: the first that is there now. Others only tell. */
const asks = {
  accept: ['offer', CallbackAcceptEvent],
  reject: ['offer', CallbackRejectEvent],
  call: ['interaction', CallbackRetryEvent, CallbackDialEvent],
  close: ['interaction', CallbackCloseEvent],
  mute: ['call', CallUnmuteEvent, CallMuteEvent],
  hold: ['call', CallResumeEvent, CallHoldEvent],
  end: ['call', CallEndEvent],
  escalate: ['call', CallEscalateEvent],
} as const;

type Subject = OfferRecord | InteractionRecord | CallRecord;

const actions = Object.keys(defaultShortcuts) as ShortcutAction[];
const modifiers = ['Control', 'Alt', 'Shift', 'Meta'];

/** `Alt+Shift+U` taken apart, the key last; nothing of what is no such text. */
const partsOf = (keys: unknown): readonly string[] => {
  const parts =
    typeof keys === 'string'
      ? keys
          .trim()
          .replace('Ctrl', 'Control')
          .split(/\s*\+\s*/)
      : [];
  return parts.at(-1) && parts.slice(0, -1).every((part) => modifiers.includes(part)) ? parts : [];
};

/**
 * Whether an event presses them. By the letter that the layout gives, so that what is written on the key holds (AZERTY,
 * Dvorak); where that is no Latin letter or digit (Cyrillic, Greek, Option on a Mac) by the place of the key.
 */
const presses = (event: KeyboardEvent, parts: readonly string[]): boolean => {
  const wanted = parts.at(-1)?.toLowerCase();
  const { code } = event;
  const key = event.key.toLowerCase();
  const placed = /^[a-z\d]$/.test(key) ? key : code.replace(/^(Key|Digit)/, '').toLowerCase();
  const isKey = wanted === (key === ' ' ? 'space' : key === '+' ? 'plus' : key);
  if (!wanted || !(isKey || wanted === placed)) return false;
  // Some layouts need Shift for a sign, others do not.
  const isSign = isKey && /^[^\p{L}\p{N}\s]$/u.test(key);
  return modifiers.every(
    (one) => (isSign && one === 'Shift') || event.getModifierState(one) === parts.slice(0, -1).includes(one),
  );
};

/** Where keys write, as far as a document can see. */
const isText = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(textbox|searchbox|combobox|spinbutton)$/.test(target.role ?? '') ||
    target.matches(
      'textarea, select, input:not([type=button], [type=checkbox], [type=radio], [type=range], [type=color], [type=file], [type=submit], [type=reset], [type=image])',
    ));

/**
 * Keyboard shortcuts for what an agent does most, on every page below a `callback-provider`. Off until the host sets
 * `enabled`; `keys` changes or removes any; `?` or `show()` lists them. A shortcut asks by the same events as a button,
 * is bound by the same capabilities, and says why where nothing can be done. Without Ctrl, Alt or Meta it never fires
 * while the agent types. Draws nothing but what could not be done, at the foot of the page.
 *
 * `?` is a shortcut of one sign: where people steer the page by voice, give it a modifier (`keys`), WCAG 2.1.4.
 *
 * @fires callback-accept - Asks to accept the newest open offer.
 * @fires callback-reject - Asks to reject it.
 * @fires callback-dial - Asks to dial for the first time.
 * @fires callback-retry - Asks to dial again.
 * @fires callback-close - Asks to close the callback.
 * @fires call-mute - Asks to mute the agent.
 * @fires call-unmute - Asks to end the mute.
 * @fires call-hold - Asks to place the customer on hold.
 * @fires call-resume - Asks to take the customer off hold.
 * @fires call-end - Asks to end the call for all.
 * @fires call-escalate - Asks to flag the call for a supervisor.
 * @fires call-open-wrap-up - The wrap-up is wanted: show the `wrap-up-modal`.
 * @fires callback-open-interaction - The interaction is wanted: open its page.
 * @csspart hint - What could not be done, at the foot of the page.
 * @csspart help - The list of the shortcuts.
 */
export class CallbackShortcuts extends InteractionElement {
  static override readonly tag = 'callback-shortcuts';
  static override styles = [InteractionElement.styles, styles];

  static override properties = {
    enabled: { type: Boolean },
    keys: { type: Object },
    offer: { attribute: false },
    call: { attribute: false },
    segment: { attribute: false },
  };

  /** Turns the shortcuts on. */
  enabled = false;
  /** What differs from `defaultShortcuts`; as an attribute, JSON. What cannot be understood is no shortcut. */
  keys: ShortcutKeys | null = null;
  /** The newest open offer, where no provider gives it. */
  offer: OfferRecord | null = null;
  /** The live call, where no provider gives it. */
  call: CallRecord | null = null;
  /** The agent's wrap-up, where no provider gives it. */
  segment: SegmentRecord | null = null;

  #live = this.select((store) => store.get('interaction', liveCall(store)?.interactionId ?? ''));
  #offer = this.select((store) =>
    store
      .all('offer')
      .filter(({ state, autoAssigned }) => state === 'open' && !autoAssigned)
      .reduce<OfferRecord | undefined>(
        (last, one) => (last && last.offeredAt > one.offeredAt ? last : one),
        undefined,
      ),
  );
  #call = this.select((store) => {
    const own = store.get('call', this.current?.callId ?? '');
    return own && !own.endedAt ? own : liveCall(store);
  });
  #segment = this.select((store) => {
    const all = store.all('segment').filter(({ state }) => state === 'open' || state === 'draft');
    return (
      all.find(({ interactionId }) => interactionId === this.current?.id) ??
      all.find(({ state }) => state === 'open')
    );
  });
  #help: typeof Help | undefined;
  /** What could not be done, and on what a request failed. */
  #note = '';
  #failed: Subject | undefined;
  /** Where the focus was. */
  #from: HTMLElement | undefined;
  #isInside = false;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#pressed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#pressed);
    this.#clear();
  }

  /** Without an id the one with the live call comes first. */
  protected override get current(): InteractionRecord | undefined {
    return (this.interaction || this.interactionId ? null : this.#live()) ?? super.current;
  }

  /** Does what the shortcut does, also while shortcuts are off. Resolves when nothing is pending any more. */
  async press(action: ShortcutAction): Promise<void> {
    if (action === 'help') return this.show();
    this.#clear();
    const s = this.localized(strings);
    const { current } = this;
    const interaction = current && isOpen(current) ? current : undefined;
    const segment = this.segment ?? this.#segment();
    if (action === 'wrap-up') {
      if (segment) this.dispatchEvent(new CallOpenWrapUpEvent(segment));
      else this.#cannot(action, s.no_segment);
    } else if (action === 'interaction') {
      if (interaction)
        this.dispatchEvent(
          new CallbackOpenInteractionEvent({ ...hostIds(interaction), interactionId: interaction.id }),
        );
      else this.#cannot(action, s.no_interaction);
    } else {
      const [kind] = asks[action];
      const subject = { offer: this.offer ?? this.#offer(), interaction, call: this.call ?? this.#call() }[
        kind
      ];
      if (subject) await this.#ask(action, subject);
      else this.#cannot(action, kind === 'call' ? this.reasonWords('no_call') : s[`no_${kind}`]);
    }
  }

  /** Opens the list of the shortcuts, which has the focus until it is closed. */
  async show(): Promise<void> {
    const help = await import('./callback-shortcuts.help.ts').catch(() => undefined);
    if (!help || !this.isConnected) return;
    if (!this.#help) (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(help.styles.styleSheet!);
    this.#help = help;
    this.requestUpdate();
    await this.updateComplete;
    if (!this.#dialog?.open) this.#dialog?.showModal();
  }

  async #ask(action: keyof typeof asks, subject: Subject) {
    const s = this.localized(strings);
    const [kind, ...events] = asks[action];
    // As if all were one kind: which records and commands belong together is in the table.
    const requests = events.map((Asked) => new Asked(subject as never) as unknown as CallEndEvent);
    const controlOf = ({ command }: CallEndEvent) => this.control(subject as CallRecord, command);
    const event = requests.find((one) => controlOf(one).visible) ?? requests[0]!;
    const { visible, disabled, reason } = controlOf(event);
    const capabilities = subject.capabilities as Record<string, Capability>;
    if (!visible) return this.#cannot(action, this.reasonWords('unsupported'));
    if (disabled) return this.#cannot(action, reason || s.pending);
    if (
      capabilities[event.command.replace(/.*\./, '')]?.override ||
      (action === 'reject' && (subject as OfferRecord).rejectReasons[0])
    )
      return this.#cannot(action, s.needsReason);
    await this.request(event, kind);
    this.#failed = subject;
    const done: string | undefined = s.done[event.type as 'call-mute'];
    if (done && this.session && !event.defaultPrevented && this.failure(subject, kind) === nothing)
      announce(done);
    this.requestUpdate();
  }

  #cannot(action: ShortcutAction, reason: string) {
    const s = this.localized(strings);
    this.#note = s.cannot(s[action], reason);
    announce(this.#note);
    this.#stop = later(this.#clear, 8000);
    this.requestUpdate();
  }

  #clear = () => {
    this.#stop?.();
    this.#note = '';
    this.#failed = undefined;
    this.requestUpdate();
  };

  #parts(action: ShortcutAction) {
    const own = this.keys?.[action];
    return partsOf(own === undefined ? defaultShortcuts[action] : own);
  }

  get #dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  #pressed = (event: KeyboardEvent) => {
    // What fills in forms sends events without a key. AltGr writes.
    if (
      !this.enabled ||
      event.defaultPrevented ||
      event.isComposing ||
      !event.key ||
      event.getModifierState('AltGraph')
    )
      return;
    const action = actions.find((one) => presses(event, this.#parts(one)));
    const { ctrlKey, altKey, metaKey } = event;
    const [target] = event.composedPath();
    const isOpened = this.#dialog?.open;
    if (!action || (!ctrlKey && !altKey && !metaKey && isText(target)) || (isOpened && action !== 'help'))
      return;
    event.preventDefault();
    if (event.repeat) return;
    if (target instanceof HTMLElement && !event.composedPath().includes(this)) this.#from = target;
    if (isOpened) this.#dialog.close();
    else void this.press(action);
  };

  protected override willUpdate(): void {
    this.#isInside = !!(this.renderRoot as ShadowRoot).activeElement?.closest('[popover]');
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const toast = this.renderRoot.querySelector<HTMLElement>('[popover]')!;
    const isShown = !!toast.querySelector('.text, [role=alert]');
    if (!this.isConnected || toast.matches(':popover-open') === isShown) return;
    // Who pressed a button in it goes back to where they were.
    if (!isShown && this.#isInside) this.#from?.focus();
    toast.togglePopover(isShown);
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const help = this.#help;
    return html`<div class="card" part="hint" popover="manual">
        ${
          this.#note
            ? html`${icon(info)}<span class="text">${this.#note}</span>`
            : this.#failed
              ? this.failure(this.#failed, this.#failed.kind)
              : nothing
        }
        ${button({ label: s.dismiss, icon: cross, look: 'quiet compact', iconOnly: true, press: this.#clear })}
      </div>
      ${
        help
          ? html`<dialog class="card" part="help" aria-labelledby="heading">
              ${help.help(
                this.localized(help.strings),
                actions
                  .map((action) => ({ label: s[action], parts: this.#parts(action) }))
                  .filter(({ parts }) => parts.length),
                this.enabled,
              )}
            </dialog>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-shortcuts': CallbackShortcuts;
  }
}

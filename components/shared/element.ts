import { LitElement, html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import type { Capability } from '../../contract/capabilities.ts';
import type { CommandKey } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems.ts';
import type { RecordRef, RecordTypes } from '../../contract/records.ts';
import type { ClockHandle, Connection, SessionHandle, StoreHandle } from '../../client/handle.ts';
import { later, localClock, randomKey } from './clock.ts';
import { callbackContext } from './context.ts';
import { requestOf } from './events.ts';
import type { RequestEvent, SubjectOf } from './events.ts';
import { clockTime, codes, english, languageOf, localized, observe } from './locale.ts';
import { base } from './styles/base.ts';
import { button } from './templates/button.ts';
import { icon, warning } from './templates/icon.ts';
import { words } from './words.strings.ts';

// One import for elements: the floor is this module and what it stands on.
export { announce } from './announcer.ts';
export { Countdown, Stopwatch, digits } from './clock.ts';
export { why } from './templates/button.ts';
export { ring } from './templates/timer.ts';

/** The version of the kit that this copy is. */
export const version = '0.1.0';

/** What a control looks like now. */
export interface Control {
  readonly visible: boolean;
  readonly disabled: boolean;
  /** Its command is on its way. */
  readonly busy: boolean;
  /** Why it is disabled, in words. */
  readonly reason: string;
}

interface Failure {
  readonly subject: { readonly id: string; readonly version: number };
  readonly message: string;
  readonly again: (() => void) | false;
}

/** `edit-reason` of `interaction.edit-reason` in camel case, as capabilities are named. */
const camel = (command: string) =>
  command.replace(/^.*\.|-(.)/g, (_, letter = '') => (letter as string).toUpperCase());

/** What is pressed once at a time: one command on one thing; of an offer's two only either. */
const pressOf = ({ kind, id }: RecordRef, command: string) => (kind === 'offer' ? id : command + id);

let warned: boolean | undefined;

/**
 * The base of every element: context and records, controls and their default action, words and states.
 * Presentational: with properties alone it works without a provider; what it says is an event.
 */
export abstract class CallbackElement extends LitElement {
  /** The name it is registered under unless `define` is told another. */
  static readonly tag: string;
  static readonly version: string = version;
  static override styles: CSSResultGroup = base;

  /**
   * Registers the element. Twice is silent; where another version of the kit was first, it stays, with one
   * warning.
   */
  static define(tag: string = this.tag, registry: CustomElementRegistry = customElements): void {
    const known = registry.get(tag) as typeof CallbackElement | undefined;
    if (!known) {
      const Self = this as unknown as CustomElementConstructor;
      registry.define(tag, tag === this.tag ? Self : class extends Self {});
    } else if (known.version !== version && !warned) {
      warned = true;
      console.warn(`callback-kit ${version}: <${tag}> is already defined, by ${known.version}.`);
    }
  }

  /** The language of the nearest `lang`, as Intl takes it. English where nobody has the words. */
  protected language = english;
  protected readonly internals = this.attachInternals();
  /** What had the focus left the screen with this update. For `updated`. */
  protected focusLost: boolean | undefined;
  #session: SessionHandle | null = null;
  #live = true;
  /** The first drawing waits for it. */
  #coming: Promise<void> | undefined;
  #leave: (() => void) | undefined;
  #stops: (() => void)[] = [];
  #selectors: ((store: StoreHandle) => () => void)[] = [];
  /** What is on its way to the provider, and what a host has taken over: command by subject. */
  #sending = new Map<string, string>();
  #taken = new Map<string, string>();
  /** By control group. */
  #failures = new Map<string, Failure>();
  /** Of presses whose outcome nobody knows. */
  #keys = new Map<string, string>();

  override connectedCallback(): void {
    super.connectedCallback();
    observe(this);
    document.addEventListener('context-language', this.#follow);
    this.#follow();
    // Who finds no provider asks again when one comes.
    document.addEventListener('context-provider', this.#ask);
    this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('context-language', this.#follow);
    document.removeEventListener('context-provider', this.#ask);
    this.#leave?.();
    this.#leave = undefined;
    this.#use(null);
  }

  // The context protocol's request; @lit/context gives the provider's side.
  #ask = () =>
    this.dispatchEvent(
      Object.assign(new Event('context-request', { bubbles: true, composed: true }), {
        context: callbackContext,
        contextTarget: this,
        callback: this.#provided,
        subscribe: true,
      }),
    );

  #provided = (session: SessionHandle, leave?: () => void) => {
    if (!this.isConnected) return leave?.();
    document.removeEventListener('context-provider', this.#ask);
    if (leave !== this.#leave) this.#leave?.();
    this.#leave = leave;
    if (session !== this.#session) this.#use(session);
  };

  #follow = () => {
    this.#coming = languageOf(this).then((language) => {
      this.language = language;
      this.requestUpdate();
    });
  };

  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await this.#coming;
    void super.scheduleUpdate();
  }

  protected override update(changed: PropertyValues): void {
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    super.update(changed);
    this.focusLost = focused?.isConnected === false;
  }

  #use(session: SessionHandle | null) {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#session = session;
    this.#live = true;
    if (!session) return;
    const { store } = session;
    let before = store.connection;
    const update = () => {
      this.#live = store.connection === 'live';
      this.requestUpdate();
    };
    const change = (connection: Connection) => {
      // A resync may have moved controls: what is pressed in that moment was meant for another.
      if (before !== 'connecting' && connection === 'live') this.#stops.push(later(update, 400));
      else update();
      before = connection;
    };
    this.#stops = this.#selectors.map((select) => select(store));
    this.#stops.push(store.select(({ connection }) => connection, change));
    update();
  }

  /** What the provider above gives; null without one. */
  protected get session(): SessionHandle | null {
    return this.#session;
  }

  /** The provider's time, or the device's. */
  get clock(): ClockHandle {
    return this.#session?.clock ?? localClock;
  }

  /**
   * Reads from the store, and draws again when the outcome changes. For a field; the returned function gives
   * the value now, undefined without a provider.
   */
  protected select<T>(
    selector: (store: StoreHandle) => T,
    equal?: (a: T, b: T) => boolean,
  ): () => T | undefined {
    this.#selectors.push((store) => store.select(selector, () => this.requestUpdate(), equal));
    return () => (this.#session ? selector(this.#session.store) : undefined);
  }

  /** The element's strings in its language. */
  protected localized<T extends object>(english: T): T {
    return localized(this.language, english);
  }

  /** What every element may have to say. */
  protected get words(): typeof words {
    return this.localized(words);
  }

  /** A time of day, with the weekday when it is not today's. */
  protected time(instant: string): string {
    return clockTime(this.language, new Date(instant), new Date(this.clock.now()));
  }

  /** Sets or clears a custom state, for `:state()`. */
  protected toggleState(name: string, on: boolean): void {
    this.internals.states[on ? 'add' : 'delete'](name);
  }

  /** How the control of a command stands: its capability, what is pending, the connection. */
  protected control<C extends CommandKey>(subject: RecordTypes[SubjectOf<C>], command: C): Control {
    const { capabilities } = subject as unknown as { capabilities: Record<string, Capability | undefined> };
    const { visible = false, enabled, reason, message } = capabilities[camel(command)] ?? {};
    const press = pressOf(subject, command);
    const pending = this.#sending.get(press) ?? this.#taken.get(press);
    return {
      visible,
      disabled: !!pending || !this.#live || !enabled,
      busy: pending === command,
      reason: pending
        ? ''
        : !this.#live
          ? this.words.notLive
          : enabled
            ? ''
            : this.reasonWords(reason, message),
    };
  }

  /** The kit's words for a capability reason; the provider's own sentence for one it does not know. */
  protected reasonWords(code: string | undefined, message = ''): string {
    return this.localized(codes)[code!] ?? message;
  }

  /**
   * Dispatches a request event and, when nobody prevented it, performs the command. Ignored while its control
   * is disabled or pending. Resolves when nothing of it is pending any more; never rejects.
   * @param group The control group beside which a failure is shown; see `failure`.
   */
  protected async request<C extends CommandKey>(event: RequestEvent<C>, group = ''): Promise<void> {
    const request = requestOf(event);
    const { subject, payload } = request;
    const { command } = event;
    const press = pressOf(subject, command);
    // To where the focus goes back from Try again, which leaves.
    const pressed = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    const name = press + JSON.stringify([command, payload, subject.version]);
    if (this.control(subject as never, command).disabled) return;
    this.#failures.delete(group);

    const failed = (error: unknown) => {
      const problem = (error as { problem?: Problem } | undefined)?.problem;
      const lost = !problem || /:(unavailable|internal)$/.test(problem.type);
      const Again = event.constructor as new (...args: unknown[]) => RequestEvent<C>;
      this.#failures.set(group, {
        subject,
        message:
          this.reasonWords(problem?.reason) ||
          this.reasonWords(
            problem?.type.split(':').pop(),
            problem?.detail ?? problem?.title ?? this.words.failed,
          ),
        again:
          lost &&
          !request.response &&
          (() => {
            pressed?.focus();
            void this.request(new Again(subject, payload), group);
          }),
      });
      return lost;
    };

    request.run = async () => {
      if (!this.#session || this.#sending.has(press)) return;
      const key = this.#keys.get(name) ?? randomKey();
      this.#keys.delete(name);
      this.#sending.set(press, command);
      this.requestUpdate();
      try {
        return await this.#session.send(command, subject.id, payload as never, { key });
      } catch (error) {
        if (failed(error)) this.#keys.set(name, key);
        throw error;
      } finally {
        this.#sending.delete(press);
        this.requestUpdate();
      }
    };

    this.dispatchEvent(event);
    const { response } = request;
    if (response) this.#taken.set(press, command);
    this.requestUpdate();
    try {
      await (response ?? (event.defaultPrevented ? request.done : event.perform()));
    } catch (error) {
      if (response) failed(error);
    }
    this.#taken.delete(press);
    this.requestUpdate();
  }

  /** What went wrong at the last press of a control group, after some words, with **Try again** where that may help. */
  protected failure(subject: Failure['subject'], group = '', before = ''): TemplateResult | typeof nothing {
    const failure = this.#failures.get(group);
    return failure?.subject.id === subject.id && failure.subject.version === subject.version
      ? html`<div class="why" role="alert">
          ${icon(warning)}<span>${before}${failure.message}</span>
          ${failure.again ? button({ label: this.words.tryAgain, look: 'small', press: failure.again }) : nothing}
        </div>`
      : nothing;
  }
}

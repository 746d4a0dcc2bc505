import { LitElement, html, nothing } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import type { Capability } from '../../contract/capabilities.ts';
import type { CommandKey } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems.ts';
import type { RecordTypes } from '../../contract/records.ts';
import type { ClockHandle, SessionHandle, StoreHandle } from '../../client/handle.ts';
import { later, localClock, randomKey } from './clock.ts';
import { callbackContext } from './context.ts';
import { requestOf } from './events.ts';
import type { RequestEvent, SubjectOf } from './events.ts';
import { clockTime, localized } from './locale.ts';
import { button as buttonStyles } from './styles/button.ts';
import { card } from './styles/card.ts';
import { host } from './styles/host.ts';
import { tokens } from './styles/tokens.ts';
import { icon, warning } from './templates/icon.ts';
import { words } from './words.strings.ts';

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
  readonly version: number;
  readonly message: string;
  readonly again: (() => void) | false;
}

interface Press {
  readonly body: string;
  readonly key: string;
}

let warned = false;

/**
 * The base of every element: context and records, controls and their default action, words and states.
 * Presentational: with properties alone it works without a provider; what it says is an event.
 */
export abstract class CallbackElement extends LitElement {
  /** The name it is registered under unless `define` is told another. */
  static readonly tag: string;
  static readonly version: string = version;
  static override styles: CSSResultGroup = [tokens, host, buttonStyles, card];
  /** The words for the codes of reasons and problems. */
  protected static codes = words.codes;

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
      console.warn(
        `callback-kit ${version}: <${tag}> is already defined by ${known.version ?? 'other code'}.`,
      );
    }
  }

  protected readonly internals = this.attachInternals();
  #session: SessionHandle | null = null;
  #live = true;
  #leave: (() => void) | undefined;
  #stops: (() => void)[] = [];
  #selectors: ((store: StoreHandle) => () => void)[] = [];
  #sending = new Set<string>();
  #responding = new Set<string>();
  #failures = new Map<string, Failure>();
  #unknown = new Map<string, Press>();

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
    // Who finds no provider asks again when one comes.
    document.addEventListener('context-provider', this.#ask);
    this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
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

  #use(session: SessionHandle | null) {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#session = session;
    this.#live = true;
    if (!session) return;
    const { store } = session;
    this.#live = store.connection === 'live';
    this.#stops = this.#selectors.map((select) => select(store));
    let before = store.connection;
    this.#stops.push(
      store.select(
        ({ connection }) => connection,
        (connection) => {
          // A resync may have moved controls: what is pressed in that moment was meant for another.
          const delay = before === 'reconnecting' ? 400 : 0;
          before = connection;
          this.#live = connection === 'live' && !delay;
          if (connection === 'live' && delay)
            this.#stops.push(
              later(() => {
                this.#live = store.connection === 'live';
                this.requestUpdate();
              }, delay),
            );
          this.requestUpdate();
        },
      ),
    );
    this.requestUpdate();
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

  /** The language of the nearest `lang`, through shadow roots. */
  protected get language(): string {
    const of = (at: Element | undefined): string =>
      at
        ? at.closest<HTMLElement>('[lang]')?.lang || of((at.getRootNode() as Partial<ShadowRoot>).host)
        : 'en';
    return of(this);
  }

  /** The element's strings in its language. */
  protected localized<T extends object>(english: T): T {
    return localized(this.language, english);
  }

  /** A time of day, with the weekday when it is not today's. */
  protected time(instant: string): string {
    const at = new Date(instant);
    const today = new Date(this.clock.now());
    return clockTime(this.language, at, at.toDateString() !== today.toDateString());
  }

  /** Sets or clears a custom state, for `:state()`. */
  protected toggleState(name: string, on: boolean): void {
    this.internals.states[on ? 'add' : 'delete'](name);
  }

  /** How the control of a command stands: its capability, what is pending, the connection. */
  protected control<C extends CommandKey>(subject: RecordTypes[SubjectOf<C>], command: C): Control {
    const name = command
      .slice(subject.kind.length + 1)
      .replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const capability = (subject as unknown as { capabilities: Record<string, Capability | undefined> })
      .capabilities[name];
    const press = `${command} ${subject.id}`;
    const busy = this.#sending.has(press) || this.#responding.has(press);
    const reason = !this.#live
      ? words.notLive
      : capability?.enabled
        ? ''
        : this.reasonWords(capability?.reason, capability?.message);
    return {
      visible: capability?.visible ?? false,
      disabled: busy || !this.#live || !capability?.enabled,
      busy,
      reason: busy ? '' : reason,
    };
  }

  /** The kit's words for a capability reason; the provider's own sentence for one it does not know. */
  protected reasonWords(code: string | undefined, message = ''): string {
    const { codes } = this.constructor as typeof CallbackElement;
    return (code && Object.hasOwn(codes, code) && codes[code]) || message;
  }

  /**
   * Dispatches a request event and, when nobody prevented it, performs the command. Ignored while its control
   * is disabled or pending. Resolves when nothing of it is pending any more; never rejects.
   * @param group The control group beside which a failure is shown; see `failure`.
   */
  protected async request<C extends CommandKey>(event: RequestEvent<C>, group = ''): Promise<void> {
    const request = requestOf(event);
    const { subject } = request;
    const press = `${event.command} ${subject.id}`;
    const place = `${group} ${subject.id}`;
    const Again = event.constructor as new (...args: unknown[]) => RequestEvent<C>;
    if (this.control(subject as never, event.command).disabled) return;
    this.#failures.delete(place);
    this.requestUpdate();

    const failed = (error: unknown) => {
      const { problem } = (error ?? {}) as { problem?: Problem };
      const lost = !problem || /:(unavailable|internal)$/.test(problem.type);
      const code = problem?.type.split('urn:callback-kit:problem:')[1];
      const message =
        this.reasonWords(problem?.reason) ||
        this.reasonWords(code, problem?.detail ?? problem?.title) ||
        words.failed;
      const again =
        lost && !request.response && (() => void this.request(new Again(subject, request.payload), group));
      this.#failures.set(place, { version: subject.version, message, again });
      return lost;
    };

    request.run = async () => {
      if (!this.#session || this.#sending.has(press)) return;
      const body = JSON.stringify([request.payload, subject.version]);
      const last = this.#unknown.get(press);
      const key = last?.body === body ? last.key : randomKey();
      this.#unknown.delete(press);
      try {
        this.#sending.add(press);
        this.requestUpdate();
        return await this.#session.send(event.command, subject.id, request.payload as never, { key });
      } catch (error) {
        if (failed(error)) this.#unknown.set(press, { body, key });
        throw error;
      } finally {
        this.#sending.delete(press);
        this.requestUpdate();
      }
    };

    this.dispatchEvent(event);
    if (request.response) this.#responding.add(press);
    try {
      await (request.response ?? (event.defaultPrevented ? request.done : event.perform()));
    } catch (error) {
      if (request.response) failed(error);
    }
    this.#responding.delete(press);
    this.requestUpdate();
  }

  /** What went wrong at the last press of a control group, with **Try again** where that may help. */
  protected failure(
    subject: { readonly id: string; readonly version: number },
    group = '',
  ): TemplateResult | typeof nothing {
    const place = `${group} ${subject.id}`;
    const failure = this.#failures.get(place);
    if (!failure) return nothing;
    if (failure.version !== subject.version) {
      this.#failures.delete(place);
      return nothing;
    }
    return html`<p class="why" role="alert">
      ${icon(warning)}<span
        >${failure.message}
        ${
          failure.again && this.#live
            ? html`<button type="button" class="link" @click=${failure.again}>${words.tryAgain}</button>`
            : nothing
        }</span
      >
    </p>`;
  }
}

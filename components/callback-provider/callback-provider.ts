import { ContextProvider } from '@lit/context';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CallbackClient } from '../../client/client.ts';
import type { Connection } from '../../client/handle.ts';
import { HttpCallbackClient } from '../../client/http.ts';
import { createSession } from '../../client/session.ts';
import type { Session } from '../../client/session.ts';
import { announce } from '../shared/announcer.ts';
import { later } from '../shared/clock.ts';
import { callbackContext } from '../shared/context.ts';
import { CallbackElement } from '../shared/element.ts';
import type * as Banner from './callback-provider.banner.ts';
import { CallbackConnectionChangedEvent, CallbackSessionExpiredEvent } from './callback-provider.events.ts';
import { styles } from './callback-provider.styles.ts';
import { watchFacts } from './facts.ts';

/**
 * Connects the elements below it to a provider; the only one that talks to the network. Starts when it has a
 * token source or a client, reconnects by itself, and says so while it does.
 *
 * @slot - The page.
 * @cssState live - Connected.
 * @cssState reconnecting - The connection is lost, and sought again.
 * @cssState expired - The token is no longer taken, and no new one came.
 * @csspart banner - What is said while there is no connection.
 */
export class CallbackProvider extends CallbackElement {
  static override readonly tag = 'callback-provider';
  static override styles = [CallbackElement.styles, styles];
  static override properties = {
    src: {},
    getToken: { attribute: false },
    client: { attribute: false },
    fetch: { attribute: false },
    banner: { state: true },
  };

  /** What stands before `/api`; by default the page's own origin. */
  src = '';
  /** Gives the agent's token; called again when the provider says that it expired. A rejection ends the session. */
  getToken: (() => string | Promise<string>) | null = null;
  /** Another way to a provider than HTTP; `src`, `getToken` and `fetch` are then not used. */
  client: CallbackClient | null = null;
  /** The network to use, for a provider in the page or for tests. */
  fetch: typeof fetch | null = null;

  // What it talks to; without one nothing has started.
  #options = {} as { client: CallbackClient | null };
  // One session for the life of the element: what it talks to may change, what the elements hold does not.
  #session = createSession(this.#options as { client: CallbackClient });
  #stops: (() => void)[] = [];
  #connection: Connection = 'connecting';
  #calm = () => {};
  #part: typeof Banner | undefined;
  protected banner: 'reconnecting' | 'expired' | null = null;

  constructor() {
    super();
    new ContextProvider(this, { context: callbackContext, initialValue: this.#session });
  }

  /** The session as the elements have it. Stable for the life of the element. */
  override get session(): Session {
    return this.#session;
  }

  /** Tries to connect now rather than later, for example after the agent signed in again. */
  retry(): void {
    this.#session.retry();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    if (this.#stops.length) return; // moved
    const { store } = this.#session;
    this.#stops = [
      watchFacts(store, (fact) => this.dispatchEvent(fact)),
      store.select(
        ({ connection }) => connection,
        (connection) => this.#changed(connection),
      ),
    ];
    if (this.#options.client) this.#session.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move is no end: it comes back before this runs.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#session.stop();
      this.#calm();
      for (const stop of this.#stops.splice(0)) stop();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { client, src, getToken, fetch } = this;
    const first = !this.#options.client && getToken;
    // Another token source alone changes nothing that runs.
    if (!first && !['src', 'client', 'fetch'].some((name) => changed.has(name))) return;
    if (this.#options.client) this.#session.stop();
    this.#options.client =
      client ??
      (getToken &&
        new HttpCallbackClient({
          baseUrl: src,
          getToken: () => this.getToken!(),
          ...(fetch ? { fetch } : {}),
        }));
    if (this.#options.client && this.isConnected) this.#session.start();
  }

  /** Where it cannot be loaded, the next change tries again. */
  async #load() {
    this.#part ??= await import('./callback-provider.banner.ts').catch(() => undefined);
    this.requestUpdate();
  }

  #changed(connection: Connection) {
    void this.#load();
    this.toggleState(this.#connection, false);
    this.toggleState(connection, true);
    this.#connection = connection;
    this.#calm();
    if (connection === 'reconnecting') {
      // A moment without a connection is not worth words.
      if (!this.banner) this.#calm = later(() => (this.banner = connection), 500);
    } else {
      if (this.banner && this.#part && connection === 'live')
        announce(this.localized(this.#part.strings).back);
      this.banner = connection === 'expired' ? connection : null;
    }
    this.dispatchEvent(new CallbackConnectionChangedEvent({ connection }));
    if (connection === 'expired') this.dispatchEvent(new CallbackSessionExpiredEvent());
  }

  protected override render(): TemplateResult {
    const { banner } = this;
    const part = this.#part;
    return html`<slot></slot>
      <div role="status">
        ${banner && part ? part.draw(banner, this.localized(part.strings), this.words.tryAgain, () => this.retry()) : nothing}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-provider': CallbackProvider;
  }
}

import { ContextProvider } from '@lit/context';
import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CallbackEvent } from '../../contract/events.ts';
import type { RecordKind, RecordTypes } from '../../contract/records.ts';
import type { CallbackClient } from '../../client/client.ts';
import type { Connection } from '../../client/handle.ts';
import { HttpCallbackClient } from '../../client/http.ts';
import { createSession, type Session } from '../../client/session.ts';
import { announce } from '../shared/announcer.ts';
import { later } from '../shared/clock.ts';
import { callbackContext } from '../shared/context.ts';
import { CallbackElement } from '../shared/element.ts';
import { hostIds } from '../shared/events.ts';
import { button as buttonStyles } from '../shared/styles/button.ts';
import { card as cardStyles } from '../shared/styles/card.ts';
import { button } from '../shared/templates/button.ts';
import { icon, offline } from '../shared/templates/icon.ts';
import {
  CallbackAnsweredEvent,
  CallbackClosedEvent,
  CallbackConnectionChangedEvent,
  CallbackDialedEvent,
  CallbackOfferedEvent,
  CallbackOpenedEvent,
  CallbackSessionExpiredEvent,
  type InteractionFact,
} from './callback-provider.events.ts';
import { strings } from './callback-provider.strings.ts';
import { styles } from './callback-provider.styles.ts';

/** Shorter than this a lost connection is not worth words. Real milliseconds. */
const patience = 500;

/** A client that is not there yet: the session starts when it is. */
const none = {} as CallbackClient;

/**
 * Connects the elements below it to a contact centre: the only element that talks to the network. Reconnects by
 * itself, and says so while it does. Starts as soon as it has a `client`, or a `getToken`.
 *
 * @slot - Whatever contains the elements; they find it through shadow roots, too.
 * @fires {CallbackOfferedEvent} callback-offered - A callback is offered to the agent.
 * @fires {CallbackOpenedEvent} callback-opened - An interaction is the agent's now.
 * @fires {CallbackDialedEvent} callback-dialed - A number was dialled.
 * @fires {CallbackAnsweredEvent} callback-answered - The customer answered.
 * @fires {CallbackClosedEvent} callback-closed - The interaction is closed.
 * @fires {CallbackSessionExpiredEvent} callback-session-expired - The token is no longer taken.
 * @fires {CallbackConnectionChangedEvent} callback-connection-changed - The connection is another.
 * @cssState connecting, live, reconnecting, expired, closed - The connection.
 */
export class CallbackProvider extends CallbackElement {
  static override readonly tag = 'callback-provider';
  static override styles = [CallbackElement.styles, buttonStyles, cardStyles, styles];

  static override properties = {
    src: {},
    getToken: { attribute: false },
    client: { attribute: false },
    fetch: { attribute: false },
    banner: { state: true },
  };

  /** Where the provider is: what stands before `/api`. By default the page's own origin. */
  src = '';
  /** Gives the agent's token; called again when the provider refuses one. */
  getToken: (() => string | Promise<string>) | null = null;
  /** Another contact centre than one that is reached by HTTP. */
  client: CallbackClient | null = null;
  /** For a provider in the page, or a network of the host's own. */
  fetch: typeof fetch | null = null;
  protected banner: 'lost' | 'expired' | null = null;

  #using = none;
  // One session for the element's life, whatever it is connected to.
  #connected: Session = createSession({
    client: {
      snapshot: (options) => this.#using.snapshot(options),
      events: (position, options) => this.#using.events(position, options),
      send: (command, id, payload, options) => this.#using.send(command, id, payload, options),
    },
  });
  #context = new ContextProvider(this, { context: callbackContext, initialValue: this.#connected });
  #before: Connection = this.#connected.store.connection;
  #forget: (() => void)[] = [];
  #calm = () => {};

  /** Tries to connect now rather than later, for example after the agent signed in again. */
  retry(): void {
    this.#connected.retry();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#forget.length) return; // only moved
    const { store } = this.#connected;
    this.#forget = [
      store.onEvent((event) => this.#tell(event)),
      store.select(
        ({ connection }) => connection,
        (connection) => this.#changed(connection),
      ),
    ];
    if (this.#using !== none) this.#connected.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move in the document is no leaving.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#connected.stop();
      this.#calm();
      for (const stop of this.#forget.splice(0)) stop();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!['src', 'getToken', 'client', 'fetch'].some((name) => changed.has(name))) return;
    const { client, getToken, fetch } = this;
    if (!client && !getToken) return;
    // A new token function alone changes nothing that runs.
    if (this.#using instanceof HttpCallbackClient && !client && !changed.has('src') && !changed.has('fetch'))
      return;
    this.#connected.stop();
    this.#using =
      client ??
      new HttpCallbackClient({
        baseUrl: this.src,
        getToken: () => this.getToken!(),
        ...(fetch && { fetch }),
      });
    if (this.isConnected) this.#connected.start();
  }

  #tell({ type, subject, records }: CallbackEvent) {
    const find = <K extends RecordKind>(kind: K) =>
      (records.find((one) => one.kind === kind) ??
        (subject?.kind === kind && this.#connected.store.get(kind, subject.id))) as
        RecordTypes[K] | undefined;
    const ids = (record: object) => hostIds(record) as InteractionFact;
    const offer = find('offer');
    const interaction = find('interaction');
    const call = find('call');
    if (type === 'offer.offered' && offer) {
      this.dispatchEvent(new CallbackOfferedEvent({ ...ids(offer), offerId: offer.id }));
    } else if (type === 'offer.accepted' && interaction) {
      this.dispatchEvent(new CallbackOpenedEvent(ids(interaction)));
    } else if (type === 'interaction.dialed' && call) {
      this.dispatchEvent(new CallbackDialedEvent({ ...ids(call), callId: call.id }));
    } else if (type === 'call.answered' && call) {
      this.dispatchEvent(new CallbackAnsweredEvent({ ...ids(call), callId: call.id }));
    } else if (type === 'interaction.closed' && interaction) {
      this.dispatchEvent(new CallbackClosedEvent(ids(interaction)));
    }
  }

  #changed(connection: Connection) {
    this.toggleState(this.#before, false);
    this.toggleState(connection, true);
    this.#before = connection;
    this.#calm();
    if (connection === 'live') {
      if (this.banner) announce(this.localized(strings).back);
      this.banner = null;
    } else if (connection === 'expired') this.banner = 'expired';
    else if (connection === 'reconnecting') {
      this.#calm = later(() => (this.banner = 'lost'), patience);
    }
    this.dispatchEvent(new CallbackConnectionChangedEvent(connection));
    if (connection === 'expired') this.dispatchEvent(new CallbackSessionExpiredEvent());
  }

  protected override render(): TemplateResult {
    const s = this.localized(strings);
    const expired = this.banner === 'expired';
    return html`<slot></slot>
      <div role="status">
        ${
          this.banner
            ? html`<div class="banner banner--warn">
                ${icon(offline)}
                <div class="grow">
                  <b>${expired ? s.expired : s.lost}</b>
                  <div class="small">${expired ? s.expiredMore : s.reconnecting}</div>
                </div>
                ${expired ? button({ label: s.signIn, press: () => this.retry() }) : nothing}
              </div>`
            : nothing
        }
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'callback-provider': CallbackProvider;
  }
}

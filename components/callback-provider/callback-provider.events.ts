import type { HostIds } from '../../contract/records.ts';
import type { Connection } from '../../client/handle.ts';
import { FactEvent } from '../shared/events.ts';

/** The ids of a fact that is about an interaction. */
export interface InteractionFact extends HostIds {
  readonly interactionId: string;
}

/** A callback is offered to the agent. */
export class CallbackOfferedEvent extends FactEvent<InteractionFact & { readonly offerId: string }> {
  constructor(detail: InteractionFact & { readonly offerId: string }) {
    super('callback-offered', detail);
  }
}

/** An interaction is the agent's now: the host opens its page. */
export class CallbackOpenedEvent extends FactEvent<InteractionFact> {
  constructor(detail: InteractionFact) {
    super('callback-opened', detail);
  }
}

/** What facts about a call carry. */
export type CallFact = InteractionFact & { readonly callId: string };

/** A number was dialled, by a press or by the provider's countdown. */
export class CallbackDialedEvent extends FactEvent<CallFact> {
  constructor(detail: CallFact) {
    super('callback-dialed', detail);
  }
}

/** The customer answered. */
export class CallbackAnsweredEvent extends FactEvent<CallFact> {
  constructor(detail: CallFact) {
    super('callback-answered', detail);
  }
}

/** The interaction is closed: the host may close its page. */
export class CallbackClosedEvent extends FactEvent<InteractionFact> {
  constructor(detail: InteractionFact) {
    super('callback-closed', detail);
  }
}

/** The provider takes the token no longer, and `getToken()` gave no better one. Calls go on. */
export class CallbackSessionExpiredEvent extends FactEvent<null> {
  constructor() {
    super('callback-session-expired', null);
  }
}

/** The connection to the provider is another. */
export class CallbackConnectionChangedEvent extends FactEvent<{ readonly connection: Connection }> {
  constructor(connection: Connection) {
    super('callback-connection-changed', { connection });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-offered': CallbackOfferedEvent;
    'callback-opened': CallbackOpenedEvent;
    'callback-dialed': CallbackDialedEvent;
    'callback-answered': CallbackAnsweredEvent;
    'callback-closed': CallbackClosedEvent;
    'callback-session-expired': CallbackSessionExpiredEvent;
    'callback-connection-changed': CallbackConnectionChangedEvent;
  }
}

import type { HostIds } from '../../contract/records.ts';
import type { Connection } from '../../client/handle.ts';
import { FactEvent } from '../shared/events.ts';

/** The ids of a fact about an interaction. */
export interface InteractionFact extends HostIds {
  readonly interactionId: string;
}

/** A callback is offered to the agent. */
export class CallbackOfferedEvent extends FactEvent<InteractionFact & { readonly offerId: string }> {
  constructor(detail: CallbackOfferedEvent['detail']) {
    super('callback-offered', detail);
  }
}

/** An interaction is the agent's: accepted here, in another window, auto-assigned, or taken over with its call. */
export class CallbackOpenedEvent extends FactEvent<InteractionFact> {
  constructor(detail: CallbackOpenedEvent['detail']) {
    super('callback-opened', detail);
  }
}

/** A number is being dialled, by the agent or by the dial timer. */
export class CallbackDialedEvent extends FactEvent<InteractionFact & { readonly callId: string }> {
  constructor(detail: CallbackDialedEvent['detail']) {
    super('callback-dialed', detail);
  }
}

/** The customer answered; for one who takes the call over from a colleague: is on the line. */
export class CallbackAnsweredEvent extends FactEvent<InteractionFact & { readonly callId: string }> {
  constructor(detail: CallbackAnsweredEvent['detail']) {
    super('callback-answered', detail);
  }
}

/** How a transfer of a callback ended. */
export type TransferOutcome = 'accepted' | 'declined' | 'timed_out' | 'failed' | 'cancelled';

/** The transfer of a callback ended; `party` is the name of whom it was offered to. */
export class CallbackTransferEndedEvent extends FactEvent<
  InteractionFact & { readonly outcome: TransferOutcome; readonly party: string | null }
> {
  constructor(detail: CallbackTransferEndedEvent['detail']) {
    super('callback-transfer-ended', detail);
  }
}

/** The call was escalated. */
export class CallbackEscalatedEvent extends FactEvent<InteractionFact> {
  constructor(detail: CallbackEscalatedEvent['detail']) {
    super('callback-escalated', detail);
  }
}

/** The interaction is closed: the host may close its page. */
export class CallbackClosedEvent extends FactEvent<InteractionFact> {
  constructor(detail: CallbackClosedEvent['detail']) {
    super('callback-closed', detail);
  }
}

/** The token is no longer taken, and no new one came. */
export class CallbackSessionExpiredEvent extends FactEvent<Record<never, never>> {
  constructor(detail: CallbackSessionExpiredEvent['detail'] = {}) {
    super('callback-session-expired', detail);
  }
}

/** The connection to the provider is another. */
export class CallbackConnectionChangedEvent extends FactEvent<{ readonly connection: Connection }> {
  constructor(detail: CallbackConnectionChangedEvent['detail']) {
    super('callback-connection-changed', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-offered': CallbackOfferedEvent;
    'callback-opened': CallbackOpenedEvent;
    'callback-dialed': CallbackDialedEvent;
    'callback-answered': CallbackAnsweredEvent;
    'callback-transfer-ended': CallbackTransferEndedEvent;
    'callback-escalated': CallbackEscalatedEvent;
    'callback-closed': CallbackClosedEvent;
    'callback-session-expired': CallbackSessionExpiredEvent;
    'callback-connection-changed': CallbackConnectionChangedEvent;
  }
}

import type { CommandPayloads } from '../../contract/commands.ts';
import type { OfferRecord } from '../../contract/records.ts';
import { RequestEvent } from './events.ts';

// Asked for by awa-inbox-card and by callback-shortcuts.

/** Asks to accept an offer. */
export class CallbackAcceptEvent extends RequestEvent<'offer.accept'> {
  constructor(offer: OfferRecord, payload: CommandPayloads['offer.accept'] = {}) {
    super('callback-accept', 'offer.accept', offer, payload);
  }
}

/** Asks to reject an offer; `detail.reasonId` where the provider lists reasons. */
export class CallbackRejectEvent extends RequestEvent<'offer.reject'> {
  constructor(offer: OfferRecord, payload: CommandPayloads['offer.reject'] = {}) {
    super('callback-reject', 'offer.reject', offer, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-accept': CallbackAcceptEvent;
    'callback-reject': CallbackRejectEvent;
  }
}

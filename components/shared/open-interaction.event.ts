import type { HostIds } from '../../contract/records.ts';
import { FactEvent } from './events.ts';

/**
 * Tells that the agent pressed **Open interaction**. Nothing else happens by itself: the host opens the page of
 * `detail.interactionId`.
 */
export class CallbackOpenInteractionEvent extends FactEvent<HostIds & { readonly interactionId: string }> {
  constructor(detail: CallbackOpenInteractionEvent['detail']) {
    super('callback-open-interaction', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-open-interaction': CallbackOpenInteractionEvent;
  }
}

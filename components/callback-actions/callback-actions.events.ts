import type { CommandPayloads } from '../../contract/commands.ts';
import type { InteractionRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

export { CallbackCloseEvent, CallbackDialEvent, CallbackRetryEvent } from '../shared/dial.events.ts';

/** Asks to select another of the customer's numbers: `detail.numberId`. */
export class CallbackSelectNumberEvent extends RequestEvent<'interaction.select-number'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.select-number']) {
    super('callback-select-number', 'interaction.select-number', interaction, payload);
  }
}

/** Asks to schedule this callback anew: `detail.at`, ISO 8601 UTC. */
export class CallbackTryLaterEvent extends RequestEvent<'interaction.try-later'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.try-later']) {
    super('callback-try-later', 'interaction.try-later', interaction, payload);
  }
}

/** Asks to take back the pending transfer. */
export class CallbackCancelTransferEvent extends RequestEvent<'interaction.cancel-transfer'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.cancel-transfer'] = {}) {
    super('callback-cancel-transfer', 'interaction.cancel-transfer', interaction, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-select-number': CallbackSelectNumberEvent;
    'callback-try-later': CallbackTryLaterEvent;
    'callback-cancel-transfer': CallbackCancelTransferEvent;
  }
}

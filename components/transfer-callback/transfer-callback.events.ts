import type { CommandPayloads } from '../../contract/commands.ts';
import type { InteractionRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

/** Asks to offer the callback to an agent or a queue: `detail.target`. */
export class CallbackTransferEvent extends RequestEvent<'interaction.transfer'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.transfer']) {
    super('callback-transfer', 'interaction.transfer', interaction, payload);
  }
}

/** The picker wants to be put away: its close button, or Escape. For who shows it; does not bubble. */
export class CallbackTransferCloseEvent extends Event {
  constructor() {
    super('callback-transfer-close');
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-transfer': CallbackTransferEvent;
    'callback-transfer-close': CallbackTransferCloseEvent;
  }
}

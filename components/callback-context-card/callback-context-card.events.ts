import type { CommandPayloads } from '../../contract/commands.ts';
import type { InteractionRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

/** Asks to change the reason for the call: `detail.reason`, and `detail.version` of the task as it was seen. */
export class CallbackEditReasonEvent extends RequestEvent<'interaction.edit-reason'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.edit-reason']) {
    super('callback-edit-reason', 'interaction.edit-reason', interaction, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-edit-reason': CallbackEditReasonEvent;
  }
}

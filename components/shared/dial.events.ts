import type { CommandPayloads } from '../../contract/commands.ts';
import type { InteractionRecord } from '../../contract/records.ts';
import { RequestEvent } from './events.ts';

// Asked for by callback-actions, callback-voice-control and callback-shortcuts.

/** Asks to dial the selected number for the first time. */
export class CallbackDialEvent extends RequestEvent<'interaction.dial'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.dial'] = {}) {
    super('callback-dial', 'interaction.dial', interaction, payload);
  }
}

/** Asks to dial again after an attempt that ended. */
export class CallbackRetryEvent extends RequestEvent<'interaction.retry'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.retry'] = {}) {
    super('callback-retry', 'interaction.retry', interaction, payload);
  }
}

/** Asks to close the callback; its wrap-up opens. */
export class CallbackCloseEvent extends RequestEvent<'interaction.close'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.close'] = {}) {
    super('callback-close', 'interaction.close', interaction, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-dial': CallbackDialEvent;
    'callback-retry': CallbackRetryEvent;
    'callback-close': CallbackCloseEvent;
  }
}

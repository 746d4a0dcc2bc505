import type { CommandPayloads } from '../../contract/commands.ts';
import type { CallRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

/**
 * Asks to send tones to the call: `detail.digits`, at most 32 of 0-9, `*` and `#`. They may be the customer's card
 * number: keep them nowhere.
 */
export class CallDtmfEvent extends RequestEvent<'call.dtmf'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.dtmf']) {
    super('call-dtmf', 'call.dtmf', call, payload);
  }
}

/** Asks to dial another number as a consult: `detail.number`, E.164. */
export class CallDialOutEvent extends RequestEvent<'call.dial-out'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.dial-out']) {
    super('call-dial-out', 'call.dial-out', call, payload);
  }
}

/** The dialpad wants to be put away: its close button, or Escape. For who shows it; does not bubble. */
export class CallDialpadCloseEvent extends Event {
  constructor() {
    super('call-dialpad-close');
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-dtmf': CallDtmfEvent;
    'call-dial-out': CallDialOutEvent;
    'call-dialpad-close': CallDialpadCloseEvent;
  }
}

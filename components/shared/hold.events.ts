import type { CommandPayloads } from '../../contract/commands.ts';
import type { CallRecord } from '../../contract/records.ts';
import { RequestEvent } from './events.ts';

// More than one element asks for these: callback-active-call, and callback-call-transfer when it opens.

/** Asks to place the customer on hold. */
export class CallHoldEvent extends RequestEvent<'call.hold'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.hold'] = {}) {
    super('call-hold', 'call.hold', call, payload);
  }
}

/** Asks to take the customer off hold. */
export class CallResumeEvent extends RequestEvent<'call.resume'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.resume'] = {}) {
    super('call-resume', 'call.resume', call, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-hold': CallHoldEvent;
    'call-resume': CallResumeEvent;
  }
}

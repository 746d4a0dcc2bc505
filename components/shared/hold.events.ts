import type { CallRecord } from '../../contract/records.ts';
import { CallRequestEvent } from './call.events.ts';

// More than one element asks for these: callback-active-call, and callback-call-transfer when it opens.

/** Asks to place the customer on hold. */
export class CallHoldEvent extends CallRequestEvent<'hold'> {
  constructor(call: CallRecord) {
    super('hold', call);
  }
}

/** Asks to take the customer off hold. */
export class CallResumeEvent extends CallRequestEvent<'resume'> {
  constructor(call: CallRecord) {
    super('resume', call);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-hold': CallHoldEvent;
    'call-resume': CallResumeEvent;
  }
}

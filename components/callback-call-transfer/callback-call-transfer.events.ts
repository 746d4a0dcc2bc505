import type { CommandPayloads } from '../../contract/commands.ts';
import type { CallRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

/** Asks to speak with a target while the customer is held: `detail.target`. */
export class CallConsultEvent extends RequestEvent<'call.consult'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.consult']) {
    super('call-consult', 'call.consult', call, payload);
  }
}

/** Asks to end the consult; back to the customer. */
export class CallEndConsultEvent extends RequestEvent<'call.end-consult'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.end-consult'] = {}) {
    super('call-end-consult', 'call.end-consult', call, payload);
  }
}

/** Asks to join customer, agent and target. */
export class CallMergeEvent extends RequestEvent<'call.merge'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.merge'] = {}) {
    super('call-merge', 'call.merge', call, payload);
  }
}

/** Asks to leave the customer with the target. */
export class CallLeaveAndTransferEvent extends RequestEvent<'call.leave-and-transfer'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.leave-and-transfer'] = {}) {
    super('call-leave-and-transfer', 'call.leave-and-transfer', call, payload);
  }
}

/** Asks to hand the call over without speaking first: `detail.target`. */
export class CallBlindTransferEvent extends RequestEvent<'call.blind-transfer'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.blind-transfer']) {
    super('call-blind-transfer', 'call.blind-transfer', call, payload);
  }
}

/** The directory wants to be put away: its close button, or Escape. For who shows it; does not bubble. */
export class CallTransferCloseEvent extends Event {
  constructor() {
    super('call-transfer-close');
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-consult': CallConsultEvent;
    'call-end-consult': CallEndConsultEvent;
    'call-merge': CallMergeEvent;
    'call-leave-and-transfer': CallLeaveAndTransferEvent;
    'call-blind-transfer': CallBlindTransferEvent;
    'call-transfer-close': CallTransferCloseEvent;
  }
}

import type { CallRecord } from '../../contract/records.ts';
import { CallRequestEvent } from '../shared/call.events.ts';

export {
  CallEndEvent,
  CallEscalateEvent,
  CallLeaveEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallRecordPauseEvent,
  CallRecordResumeEvent,
  CallRecordStartEvent,
  CallRecordStopEvent,
  CallUnmuteEvent,
} from '../shared/call.events.ts';
export { CallHoldEvent, CallResumeEvent } from '../shared/hold.events.ts';

/** Says that somebody else than the customer answered. */
export class CallWrongNumberEvent extends CallRequestEvent<'wrong-number'> {
  constructor(call: CallRecord) {
    super('wrong-number', call);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-wrong-number': CallWrongNumberEvent;
  }
}

import type { CommandPayloads } from '../../contract/commands.ts';
import type { CallRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

export { CallHoldEvent, CallResumeEvent } from '../shared/hold.events.ts';

/** Asks to end the call for everybody; while it rings, the attempt. */
export class CallEndEvent extends RequestEvent<'call.end'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.end'] = {}) {
    super('call-end', 'call.end', call, payload);
  }
}

/** Asks to mute the agent. */
export class CallMuteEvent extends RequestEvent<'call.mute'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.mute'] = {}) {
    super('call-mute', 'call.mute', call, payload);
  }
}

/** Asks to end the mute. */
export class CallUnmuteEvent extends RequestEvent<'call.unmute'> {
  constructor(call: CallRecord, payload: CommandPayloads['call.unmute'] = {}) {
    super('call-unmute', 'call.unmute', call, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-end': CallEndEvent;
    'call-mute': CallMuteEvent;
    'call-unmute': CallUnmuteEvent;
  }
}

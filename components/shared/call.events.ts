import type { CommandName } from '../../contract/commands.ts';
import type { CallRecord, HostIds } from '../../contract/records.ts';
import { FactEvent, RequestEvent, hostIds } from './events.ts';

// More than one element asks for these: callback-active-call, callback-voice-control, callback-shortcuts.

/** Its command is named as its event, and carries nothing. */
export abstract class CallRequestEvent<N extends CommandName<'call'>> extends RequestEvent<`call.${N}`> {
  constructor(name: N, call: CallRecord) {
    super(`call-${name}`, `call.${name}`, call, {} as never);
  }
}

/** Asks to end the call for everybody; while it rings, the attempt. */
export class CallEndEvent extends CallRequestEvent<'end'> {
  constructor(call: CallRecord) {
    super('end', call);
  }
}

/** Asks to mute the agent. */
export class CallMuteEvent extends CallRequestEvent<'mute'> {
  constructor(call: CallRecord) {
    super('mute', call);
  }
}

/** Asks to end the mute. */
export class CallUnmuteEvent extends CallRequestEvent<'unmute'> {
  constructor(call: CallRecord) {
    super('unmute', call);
  }
}

/** Asks to leave the call to the others. */
export class CallLeaveEvent extends CallRequestEvent<'leave'> {
  constructor(call: CallRecord) {
    super('leave', call);
  }
}

/** Asks to start the recording. */
export class CallRecordStartEvent extends CallRequestEvent<'record-start'> {
  constructor(call: CallRecord) {
    super('record-start', call);
  }
}

/** Asks to pause the recording, for example while a card number is said. */
export class CallRecordPauseEvent extends CallRequestEvent<'record-pause'> {
  constructor(call: CallRecord) {
    super('record-pause', call);
  }
}

/** Asks to go on with the recording. */
export class CallRecordResumeEvent extends CallRequestEvent<'record-resume'> {
  constructor(call: CallRecord) {
    super('record-resume', call);
  }
}

/** Asks to stop the recording. */
export class CallRecordStopEvent extends CallRequestEvent<'record-stop'> {
  constructor(call: CallRecord) {
    super('record-stop', call);
  }
}

/** Asks to flag the call for a supervisor; once per call. */
export class CallEscalateEvent extends CallRequestEvent<'escalate'> {
  constructor(call: CallRecord) {
    super('escalate', call);
  }
}

/**
 * Tells that the agent pressed **Open wrap-up**. Nothing else happens by itself: who holds the `wrap-up-modal` shows it,
 * with its `restore()`.
 */
export class CallOpenWrapUpEvent extends FactEvent<HostIds> {
  constructor(record: HostIds) {
    super('call-open-wrap-up', hostIds(record));
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-end': CallEndEvent;
    'call-mute': CallMuteEvent;
    'call-unmute': CallUnmuteEvent;
    'call-leave': CallLeaveEvent;
    'call-record-start': CallRecordStartEvent;
    'call-record-pause': CallRecordPauseEvent;
    'call-record-resume': CallRecordResumeEvent;
    'call-record-stop': CallRecordStopEvent;
    'call-escalate': CallEscalateEvent;
    'call-open-wrap-up': CallOpenWrapUpEvent;
  }
}

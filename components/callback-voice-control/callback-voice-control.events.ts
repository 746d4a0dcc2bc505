export {
  CallEndEvent,
  CallLeaveEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallRecordPauseEvent,
  CallRecordResumeEvent,
  CallRecordStartEvent,
  CallRecordStopEvent,
  CallUnmuteEvent,
} from '../shared/call.events.ts';
export { CallbackDialEvent, CallbackRetryEvent } from '../shared/dial.events.ts';
export { CallHoldEvent, CallResumeEvent } from '../shared/hold.events.ts';
export { CallbackOpenInteractionEvent } from '../shared/open-interaction.event.ts';

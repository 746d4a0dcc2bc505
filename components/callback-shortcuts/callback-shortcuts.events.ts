export {
  CallEndEvent,
  CallEscalateEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallUnmuteEvent,
} from '../shared/call.events.ts';
export { CallbackCloseEvent, CallbackDialEvent, CallbackRetryEvent } from '../shared/dial.events.ts';
export { CallHoldEvent, CallResumeEvent } from '../shared/hold.events.ts';
export { CallbackAcceptEvent, CallbackRejectEvent } from '../shared/offer.events.ts';
export { CallbackOpenInteractionEvent } from '../shared/open-interaction.event.ts';

export { CallbackAcceptEvent, CallbackRejectEvent } from '../shared/offer.events.ts';

// Classes, events and types; nothing happens on import. To register: define.ts, or one element's define.ts.
export { CallbackElement, version } from './shared/element.ts';
export type { Control } from './shared/element.ts';
export { callbackContext } from './shared/context.ts';
export { FactEvent, RequestEvent } from './shared/events.ts';
export type { RequestDetail, SubjectIds } from './shared/events.ts';
export { translate } from './shared/locale.ts';
export { AwaInboxCard } from './awa-inbox-card/awa-inbox-card.ts';
export { CallbackAcceptEvent, CallbackRejectEvent } from './awa-inbox-card/awa-inbox-card.events.ts';

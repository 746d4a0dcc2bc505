// Compiled, never run: what TypeScript must know about the element and its events.
import type { AwaInboxCard } from './awa-inbox-card.ts';
import type { CallbackAcceptEvent, CallbackRejectEvent } from './awa-inbox-card.events.ts';
import './define.ts';

const card = document.createElement('awa-inbox-card') satisfies AwaInboxCard;
card.offer = null;
card.offerId = 'offer-1';
card.quiet = true;
// @ts-expect-error it is quiet or not
card.quiet = 'tonal';
// @ts-expect-error an offer is a record
card.offer = 'offer-1';
// @ts-expect-error a reason is named by its id
void card.reject(1);

document.addEventListener('callback-accept', (event) => {
  event satisfies CallbackAcceptEvent;
  event.detail.offerId satisfies string;
  event.detail.taskId satisfies string;
  event.detail.interactionId satisfies string | null;
  event.respondWith(Promise.resolve());
  // @ts-expect-error nothing else is carried
  event.detail.notes satisfies unknown;
});

window.addEventListener('callback-reject', (event) => {
  event satisfies CallbackRejectEvent;
  event.detail.reasonId satisfies string | undefined;
  event.command satisfies 'offer.reject';
  // @ts-expect-error the detail is not for writing
  event.detail.offerId = 'other';
});

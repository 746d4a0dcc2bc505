// Compiled, never run: what TypeScript must know about the element.
import type { CallbackDismissEvent } from './callback-inbox.events.ts';
import type { CallbackInbox } from './callback-inbox.ts';
import './define.ts';

const inbox = document.createElement('callback-inbox') satisfies CallbackInbox;
inbox.offers = [];
inbox.offers = null;
// @ts-expect-error offers are records
inbox.offers = ['offer-1'];
inbox.notices = null;
// @ts-expect-error so are notices
inbox.notices = [{ id: 'notice-1' }];

inbox.sound = true;
inbox.titleBadge = true;
inbox.notify = true;
inbox.quiet = true;
// @ts-expect-error a sound is there or not
inbox.sound = 'ping.mp3';
void inbox.allowNotifications().then((allowed) => {
  allowed satisfies NotificationPermission;
  // @ts-expect-error it is a word
  allowed satisfies boolean;
});

void inbox.dismiss('notice-1');
inbox.addEventListener('callback-dismiss', (event) => {
  event.detail.noticeId satisfies string;
  event.detail.interactionId satisfies string | null;
  // @ts-expect-error a dismissal has no reason
  event.detail.reasonId satisfies string;
});
document.addEventListener('callback-dismiss', (event) => {
  event satisfies CallbackDismissEvent;
});

// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallDialOutEvent, CallDialpadCloseEvent, CallDtmfEvent } from './callback-dialpad.events.ts';
import type { CallbackDialpad } from './callback-dialpad.ts';
import './define.ts';

const element = document.createElement('callback-dialpad') satisfies CallbackDialpad;
element.interaction = null;
element.interactionId = 'interaction-1';
element.call = null;
element.open = true;
element.focus();
void (element.dtmf('42#') satisfies Promise<void>);
void (element.dialOut('+12025550143') satisfies Promise<void>);
// @ts-expect-error a tone is text
void element.dtmf(4);
// @ts-expect-error a number is needed
void element.dialOut();

document.addEventListener('call-dtmf', (event) => {
  event satisfies CallDtmfEvent;
  event.detail.digits satisfies string;
  event.detail.callId satisfies string;
  // @ts-expect-error the detail is not for writing
  event.detail.digits = '1';
});

window.addEventListener('call-dial-out', (event) => {
  event satisfies CallDialOutEvent;
  event.detail.number satisfies string;
  event.respondWith(Promise.resolve());
  // @ts-expect-error it is no consult with somebody of the directory
  event.detail.target satisfies unknown;
});

element.addEventListener('call-dialpad-close', (event) => {
  event satisfies CallDialpadCloseEvent;
  // @ts-expect-error it carries nothing
  event.detail satisfies unknown;
});

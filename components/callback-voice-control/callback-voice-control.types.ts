// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallbackVoiceControl } from './callback-voice-control.ts';
import type {
  CallEndEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallbackDialEvent,
  CallbackOpenInteractionEvent,
  CallbackRetryEvent,
} from './callback-voice-control.events.ts';
import './define.ts';

const element = document.createElement('callback-voice-control') satisfies CallbackVoiceControl;
element.interaction = null;
element.interactionId = 'interaction-1';
element.shownId = 'interaction-1';
element.call = null;
element.segment = null;
element.count = 2;
void (element.dial() satisfies Promise<void>);
void element.retry();
void element.recordStart();
void element.recordPause();
void element.recordResume();
void element.recordStop();
void element.mute();
void element.unmute();
void element.hold();
void element.resume();
void element.leave();
void element.end();
element.openInteraction();
element.openWrapUp();
// @ts-expect-error a call is a record
element.call = 'call-1';
// @ts-expect-error a count is a number
element.count = '2';
// @ts-expect-error it transfers nothing
element.transfer;

document.addEventListener('callback-open-interaction', (event) => {
  event satisfies CallbackOpenInteractionEvent;
  event.detail.interactionId satisfies string;
  event.detail.externalId satisfies string | null;
  // @ts-expect-error it asks for nothing
  event.perform;
});

element.addEventListener('call-mute', (event) => {
  event satisfies CallMuteEvent;
  event.command satisfies 'call.mute';
});

element.addEventListener('call-end', (event) => {
  event satisfies CallEndEvent;
  event.respondWith(Promise.resolve());
});

window.addEventListener('callback-dial', (event) => {
  event satisfies CallbackDialEvent;
});

window.addEventListener('callback-retry', (event) => {
  event satisfies CallbackRetryEvent;
});

document.addEventListener('call-open-wrap-up', (event) => {
  event satisfies CallOpenWrapUpEvent;
});

// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallbackActiveCall } from './callback-active-call.ts';
import type {
  CallEndEvent,
  CallHoldEvent,
  CallMuteEvent,
  CallResumeEvent,
  CallUnmuteEvent,
} from './callback-active-call.events.ts';
import './define.ts';

const element = document.createElement('callback-active-call') satisfies CallbackActiveCall;
element.interaction = null;
element.interactionId = 'interaction-1';
element.call = null;
void (element.end() satisfies Promise<void>);
void element.mute();
void element.unmute();
void element.hold();
void element.resume();
// @ts-expect-error a call is a record
element.call = 'call-1';
// @ts-expect-error nothing is to be said
void element.end('agent_hangup');

document.addEventListener('call-end', (event) => {
  event satisfies CallEndEvent;
  event.detail.callId satisfies string;
  event.detail.interactionId satisfies string | null;
  event.respondWith(Promise.resolve());
  // @ts-expect-error nothing else is carried
  event.detail.reason satisfies unknown;
});

window.addEventListener('call-mute', (event) => {
  event satisfies CallMuteEvent;
  // @ts-expect-error the detail is not for writing
  event.detail.callId = 'other';
});

element.addEventListener('call-unmute', (event) => {
  event satisfies CallUnmuteEvent;
  // @ts-expect-error it is no mute
  event.command satisfies 'call.mute';
});

element.addEventListener('call-hold', (event) => {
  event satisfies CallHoldEvent;
  event.command satisfies 'call.hold';
});

element.addEventListener('call-resume', (event) => {
  event satisfies CallResumeEvent;
  event.command satisfies 'call.resume';
});

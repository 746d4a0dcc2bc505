// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallControlName, CallbackActiveCall } from './callback-active-call.ts';
import type {
  CallEndEvent,
  CallEscalateEvent,
  CallHoldEvent,
  CallLeaveEvent,
  CallMuteEvent,
  CallOpenWrapUpEvent,
  CallRecordPauseEvent,
  CallRecordResumeEvent,
  CallRecordStartEvent,
  CallRecordStopEvent,
  CallResumeEvent,
  CallUnmuteEvent,
  CallWrongNumberEvent,
} from './callback-active-call.events.ts';
import './define.ts';

const element = document.createElement('callback-active-call') satisfies CallbackActiveCall;
element.interaction = null;
element.interactionId = 'interaction-1';
element.call = null;
element.agent = null;
element.settings = null;
element.directory = null;
element.order = ['record', 'mute', 'hold', 'dialpad', 'transfer', 'end'] satisfies CallControlName[];
void (element.end() satisfies Promise<void>);
void element.leave();
void element.mute();
void element.unmute();
void element.hold();
void element.resume();
void element.recordStart();
void element.recordPause();
void element.recordResume();
void element.recordStop();
void element.escalate();
void element.wrongNumber();
element.openWrapUp();
// @ts-expect-error a call is a record
element.call = 'call-1';
// @ts-expect-error nothing is to be said
void element.end('agent_hangup');
// @ts-expect-error no such button
element.order = ['hang-up'];

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

element.addEventListener('call-leave', (event) => {
  event satisfies CallLeaveEvent;
  event.command satisfies 'call.leave';
});

element.addEventListener('call-record-start', (event) => {
  event satisfies CallRecordStartEvent;
  event.command satisfies 'call.record-start';
});

element.addEventListener('call-record-pause', (event) => {
  event satisfies CallRecordPauseEvent;
  event.command satisfies 'call.record-pause';
});

element.addEventListener('call-record-resume', (event) => {
  event satisfies CallRecordResumeEvent;
  event.command satisfies 'call.record-resume';
});

element.addEventListener('call-record-stop', (event) => {
  event satisfies CallRecordStopEvent;
  event.command satisfies 'call.record-stop';
});

element.addEventListener('call-escalate', (event) => {
  event satisfies CallEscalateEvent;
  event.command satisfies 'call.escalate';
});

element.addEventListener('call-wrong-number', (event) => {
  event satisfies CallWrongNumberEvent;
  event.command satisfies 'call.wrong-number';
});

document.addEventListener('call-open-wrap-up', (event) => {
  event satisfies CallOpenWrapUpEvent;
  event.detail.interactionId satisfies string | null;
  // @ts-expect-error it asks for nothing
  event.perform;
});

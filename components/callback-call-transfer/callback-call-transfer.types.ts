// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallHoldEvent } from '../shared/hold.events.ts';
import type {
  CallBlindTransferEvent,
  CallConsultEvent,
  CallEndConsultEvent,
  CallLeaveAndTransferEvent,
  CallMergeEvent,
  CallTransferCloseEvent,
} from './callback-call-transfer.events.ts';
import type { CallbackCallTransfer } from './callback-call-transfer.ts';
import './define.ts';

const element = document.createElement('callback-call-transfer') satisfies CallbackCallTransfer;
element.interaction = null;
element.interactionId = 'interaction-1';
element.call = null;
element.settings = null;
element.directory = null;
element.open = true;
element.focus();
void (element.consult({ kind: 'queue', id: 'cards' }) satisfies Promise<void>);
void element.blindTransfer({ kind: 'external', id: '+12025550190' });
void element.merge();
void element.leaveAndTransfer();
void element.endConsult();
void element.hold();
void element.resume();
// @ts-expect-error a target is a kind and an id
void element.consult('cards');
// @ts-expect-error nothing is to be said
void element.merge('nuria');

document.addEventListener('call-consult', (event) => {
  event satisfies CallConsultEvent;
  event.detail.target.kind satisfies 'agent' | 'queue' | 'external';
  event.detail.callId satisfies string;
  event.respondWith(Promise.resolve());
  // @ts-expect-error the detail is not for writing
  event.detail.target = { kind: 'queue', id: 'cards' };
});

window.addEventListener('call-blind-transfer', (event) => {
  event satisfies CallBlindTransferEvent;
  // @ts-expect-error it is no consult
  event.command satisfies 'call.consult';
});

element.addEventListener('call-end-consult', (event) => event satisfies CallEndConsultEvent);
element.addEventListener('call-merge', (event) => event satisfies CallMergeEvent);
element.addEventListener('call-leave-and-transfer', (event) => event satisfies CallLeaveAndTransferEvent);
element.addEventListener('call-hold', (event) => event satisfies CallHoldEvent);
element.addEventListener('call-transfer-close', (event) => {
  event satisfies CallTransferCloseEvent;
  // @ts-expect-error it asks for no command
  event.command satisfies unknown;
});

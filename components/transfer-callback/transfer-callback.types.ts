// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallbackTransferCloseEvent, CallbackTransferEvent } from './transfer-callback.events.ts';
import type { TransferCallback } from './transfer-callback.ts';
import './define.ts';

const picker = document.createElement('transfer-callback') satisfies TransferCallback;
picker.interaction = null;
picker.interactionId = 'interaction-1';
picker.settings = null;
picker.directory = null;
picker.focus();
void (picker.transfer({ kind: 'agent', id: 'ben' }) satisfies Promise<void>);
// @ts-expect-error a target is a kind and an id
void picker.transfer('ben');
// @ts-expect-error there is no such kind
void picker.transfer({ kind: 'robot', id: 'ben' });

document.addEventListener('callback-transfer', (event) => {
  event satisfies CallbackTransferEvent;
  event.command satisfies 'interaction.transfer';
  event.detail.target.kind satisfies 'agent' | 'queue' | 'external';
  event.detail.interactionId satisfies string;
  event.respondWith(Promise.resolve());
  // @ts-expect-error the detail is not for writing
  event.detail.target = { kind: 'queue', id: 'cards' };
});

picker.addEventListener('callback-transfer-close', (event) => {
  event satisfies CallbackTransferCloseEvent;
  // @ts-expect-error it asks for no command
  event.command satisfies unknown;
});

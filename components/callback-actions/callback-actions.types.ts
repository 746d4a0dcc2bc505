// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallbackActions } from './callback-actions.ts';
import type { CallbackTransferEvent } from '../transfer-callback/transfer-callback.events.ts';
import type {
  CallbackCancelTransferEvent,
  CallbackCloseEvent,
  CallbackDialEvent,
  CallbackRetryEvent,
  CallbackSelectNumberEvent,
  CallbackTryLaterEvent,
} from './callback-actions.events.ts';
import './define.ts';

const actions = document.createElement('callback-actions') satisfies CallbackActions;
actions.interaction = null;
actions.interactionId = 'interaction-1';
actions.task = null;
actions.call = null;
actions.notice = null;
actions.settings = null;
actions.directory = null;
void (actions.dial() satisfies Promise<void>);
void actions.retry();
void actions.dial({ overrideReason: 'Asked for it by mail' });
void actions.retry({ overrideReason: 'Asked for it by mail' });
void actions.tryLater('2026-11-22T15:45:00.000Z');
void actions.cancelTransfer();
void actions.close();
void actions.selectNumber('mobile');
// @ts-expect-error a task is a record
actions.task = 'task-1';
// @ts-expect-error a number is named by its id
void actions.selectNumber();
// @ts-expect-error what is dialled is the selected number
void actions.dial('+12025550143');

// @ts-expect-error a later time is a time
void actions.tryLater();
// @ts-expect-error a notice is a record
actions.notice = 'accepted';

document.addEventListener('callback-select-number', (event) => {
  event satisfies CallbackSelectNumberEvent;
  event.detail.numberId satisfies string;
  event.detail.interactionId satisfies string;
  // @ts-expect-error the detail is not for writing
  event.detail.numberId = 'office';
});

window.addEventListener('callback-dial', (event) => {
  event satisfies CallbackDialEvent;
  event.command satisfies 'interaction.dial';
  event.detail.overrideReason satisfies string | undefined;
  event.respondWith(Promise.resolve());
  // @ts-expect-error nothing else is carried
  event.detail.number satisfies unknown;
});

actions.addEventListener('callback-retry', (event) => {
  event satisfies CallbackRetryEvent;
  // @ts-expect-error it is no dial
  event.command satisfies 'interaction.dial';
});

actions.addEventListener('callback-close', (event) => {
  event satisfies CallbackCloseEvent;
  event.detail.taskId satisfies string;
});

document.addEventListener('callback-try-later', (event) => {
  event satisfies CallbackTryLaterEvent;
  event.detail.at satisfies string | undefined;
  // @ts-expect-error it is no dial
  event.command satisfies 'interaction.dial';
});

// From the picker in it.
actions.addEventListener('callback-transfer', (event) => {
  event satisfies CallbackTransferEvent;
  event.detail.target.id satisfies string;
});

actions.addEventListener('callback-cancel-transfer', (event) => {
  event satisfies CallbackCancelTransferEvent;
  event.detail.interactionId satisfies string;
});

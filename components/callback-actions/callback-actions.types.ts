// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallbackActions } from './callback-actions.ts';
import type {
  CallbackCloseEvent,
  CallbackDialEvent,
  CallbackRetryEvent,
  CallbackSelectNumberEvent,
} from './callback-actions.events.ts';
import './define.ts';

const actions = document.createElement('callback-actions') satisfies CallbackActions;
actions.interaction = null;
actions.interactionId = 'interaction-1';
actions.task = null;
actions.call = null;
void (actions.dial() satisfies Promise<void>);
void actions.retry();
void actions.close();
void actions.selectNumber('mobile');
// @ts-expect-error a task is a record
actions.task = 'task-1';
// @ts-expect-error a number is named by its id
void actions.selectNumber();
// @ts-expect-error what is dialled is the selected number
void actions.dial('+12025550143');

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

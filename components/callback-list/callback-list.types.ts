// Compiled, never run: what TypeScript must know about the element and its events.
import type {
  CallbackCancelEvent,
  CallbackOpenInteractionEvent,
  CallbackRescheduleEvent,
  CallbackScheduleEvent,
} from './callback-list.events.ts';
import type { CallbackList } from './callback-list.ts';
import './define.ts';

const list = document.createElement('callback-list') satisfies CallbackList;
list.tasks = null;
list.tasks = [];
list.templates = [];
list.agentId = 'ana';
list.only = 'mine';
list.timeZone = 'Europe/Berlin';
// @ts-expect-error there is no such list
list.only = 'theirs';
// @ts-expect-error a callback is a record
list.tasks = ['task-1'];
void list.schedule();
void list.schedule({ customerId: 'c', numberId: 'n', at: '2026-11-26T15:45:00.000Z', reason: '' });
void list.reschedule('task-1');
void list.reschedule('task-1', { at: '2026-11-26T15:45:00.000Z' });
void list.cancel('task-1');
// @ts-expect-error it must be said which one
void list.cancel();
list.openInteraction('task-1');

document.addEventListener('callback-schedule', (event) => {
  event satisfies CallbackScheduleEvent;
  event.detail.customerId satisfies string;
  event.detail.numberId satisfies string;
  event.detail.at satisfies string;
  event.detail.reason satisfies string;
  event.command satisfies 'task.schedule';
});
window.addEventListener('callback-reschedule', (event) => {
  event satisfies CallbackRescheduleEvent;
  event.detail.version satisfies number;
  event.detail.taskId satisfies string;
  // @ts-expect-error the detail is not for writing
  event.detail.at = 'later';
});
list.addEventListener('callback-cancel', (event) => {
  event satisfies CallbackCancelEvent;
  event.detail.externalId satisfies string | null;
  event.respondWith(Promise.resolve());
});
document.addEventListener('callback-open-interaction', (event) => {
  event satisfies CallbackOpenInteractionEvent;
  event.detail.interactionId satisfies string;
  event.detail.taskId satisfies string;
  // @ts-expect-error a fact is not performed
  void event.perform();
});

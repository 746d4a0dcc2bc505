import type { CommandPayloads } from '../../contract/commands.ts';
import type { TaskRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

export { CallbackOpenInteractionEvent } from '../shared/open-interaction.event.ts';

/** Asks to schedule a new callback. The task is one of the same customer, known already; the new one has ids of its own. */
export class CallbackScheduleEvent extends RequestEvent<'task.schedule'> {
  constructor(task: TaskRecord, payload: CommandPayloads['task.schedule']) {
    super('callback-schedule', 'task.schedule', task, payload);
  }
}

/** Asks to move a callback to another time; `detail.version` is the record's that the agent saw. */
export class CallbackRescheduleEvent extends RequestEvent<'task.reschedule'> {
  constructor(task: TaskRecord, payload: CommandPayloads['task.reschedule']) {
    super('callback-reschedule', 'task.reschedule', task, payload);
  }
}

/** Asks to cancel a callback; the agent was asked already whether they are sure. */
export class CallbackCancelEvent extends RequestEvent<'task.cancel'> {
  constructor(task: TaskRecord, payload: CommandPayloads['task.cancel'] = {}) {
    super('callback-cancel', 'task.cancel', task, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-schedule': CallbackScheduleEvent;
    'callback-reschedule': CallbackRescheduleEvent;
    'callback-cancel': CallbackCancelEvent;
  }
}

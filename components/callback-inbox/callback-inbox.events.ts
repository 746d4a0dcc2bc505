import type { CommandPayloads } from '../../contract/commands.ts';
import type { NoticeRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

/** Asks to put a notice away. */
export class CallbackDismissEvent extends RequestEvent<'notice.dismiss'> {
  constructor(notice: NoticeRecord, payload: CommandPayloads['notice.dismiss'] = {}) {
    super('callback-dismiss', 'notice.dismiss', notice, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'callback-dismiss': CallbackDismissEvent;
  }
}

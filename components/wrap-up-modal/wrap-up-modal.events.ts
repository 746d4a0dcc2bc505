import type { CommandPayloads } from '../../contract/commands.ts';
import type { HostIds, InteractionRecord, SegmentRecord } from '../../contract/records.ts';
import { FactEvent, RequestEvent, hostIds } from '../shared/events.ts';

/** Asks to keep reason and notes at the provider. Closes nothing. */
export class WrapUpSaveEvent extends RequestEvent<'segment.save'> {
  constructor(
    segment: SegmentRecord,
    payload: CommandPayloads['segment.save'],
    /** True: nobody pressed **Save**; the text is saved as it is typed, or because the page is left. */
    readonly auto = false,
  ) {
    super('wrap-up-save', 'segment.save', segment, payload);
  }
}

/** Asks to submit the wrap-up, which closes the agent's part. */
export class WrapUpSubmitEvent extends RequestEvent<'segment.submit'> {
  constructor(segment: SegmentRecord, payload: CommandPayloads['segment.submit']) {
    super('wrap-up-submit', 'segment.submit', segment, payload);
  }
}

/** Asks to go back from a wrap-up that **Close callback** opened. */
export class CallbackReopenEvent extends RequestEvent<'interaction.reopen'> {
  constructor(interaction: InteractionRecord, payload: CommandPayloads['interaction.reopen'] = {}) {
    super('callback-reopen', 'interaction.reopen', interaction, payload);
  }
}

/**
 * Tells that the agent pressed **Close page**: the callback is closed and they are done with its page. Nothing
 * else happens by itself: the host closes the page, or opens the next callback.
 */
export class CallbackPageCloseEvent extends FactEvent<HostIds> {
  constructor(record: HostIds) {
    super('callback-page-close', hostIds(record));
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'wrap-up-save': WrapUpSaveEvent;
    'wrap-up-submit': WrapUpSubmitEvent;
    'callback-reopen': CallbackReopenEvent;
    'callback-page-close': CallbackPageCloseEvent;
  }
}

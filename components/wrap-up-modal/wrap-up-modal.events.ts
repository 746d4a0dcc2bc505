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

/** Asks for more time, where the wrap-up is limited. */
export class WrapUpExtendEvent extends RequestEvent<'segment.extend'> {
  constructor(segment: SegmentRecord, payload: CommandPayloads['segment.extend'] = {}) {
    super('wrap-up-extend', 'segment.extend', segment, payload);
  }
}

/** Asks to append a late note to a wrap-up that is closed. */
export class WrapUpAmendEvent extends RequestEvent<'segment.amend'> {
  constructor(segment: SegmentRecord, payload: CommandPayloads['segment.amend']) {
    super('wrap-up-amend', 'segment.amend', segment, payload);
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
    'wrap-up-extend': WrapUpExtendEvent;
    'wrap-up-amend': WrapUpAmendEvent;
    'callback-reopen': CallbackReopenEvent;
    'callback-page-close': CallbackPageCloseEvent;
  }
}

import { leave, phone, record, recordStop, retry } from '../shared/templates/icon.ts';
import {
  CallLeaveEvent,
  CallRecordPauseEvent,
  CallRecordResumeEvent,
  CallRecordStartEvent,
  CallRecordStopEvent,
  CallbackDialEvent,
  CallbackRetryEvent,
} from './callback-voice-control.events.ts';

// What the bar does without while it is idle, as it is on most pages. Loaded with the first interaction.
export { strings } from './callback-voice-control.more.strings.ts';

/** What a press asks for, and how its button looks. */
export const asks = {
  retry: [CallbackRetryEvent, retry, 'fill accept'],
  dial: [CallbackDialEvent, phone, 'fill accept'],
  'record-start': [CallRecordStartEvent, record],
  'record-pause': [CallRecordPauseEvent, record, 'on'],
  'record-resume': [CallRecordResumeEvent, record, 'on'],
  'record-stop': [CallRecordStopEvent, recordStop],
  leave: [CallLeaveEvent, leave],
} as const;

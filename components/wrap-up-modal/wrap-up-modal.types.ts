// Compiled, never run: what TypeScript must know about the element and its events.
import type {
  CallbackPageCloseEvent,
  CallbackReopenEvent,
  WrapUpAmendEvent,
  WrapUpExtendEvent,
  WrapUpSaveEvent,
  WrapUpSubmitEvent,
} from './wrap-up-modal.events.ts';
import type { WrapUpModal } from './wrap-up-modal.ts';
import './define.ts';

const wrapUp = document.createElement('wrap-up-modal') satisfies WrapUpModal;
wrapUp.segment = null;
wrapUp.settings = null;
wrapUp.interaction = null;
wrapUp.modal = true;
void (wrapUp.save() satisfies Promise<void>);
void (wrapUp.submit() satisfies Promise<void>);
void (wrapUp.reopen() satisfies Promise<void>);
void (wrapUp.restore() satisfies Promise<void>);
void (wrapUp.extend() satisfies Promise<void>);
void (wrapUp.amend() satisfies Promise<void>);
void (wrapUp.amend('And one more.') satisfies Promise<void>);
wrapUp.minimise();
// @ts-expect-error a segment is a record
wrapUp.segment = 'segment-1';
// @ts-expect-error what is submitted is what is written
void wrapUp.submit('notes');

// @ts-expect-error how much more is the provider's to say
void wrapUp.extend(60);
// @ts-expect-error a late note is text
void wrapUp.amend({ notes: 'x' });

document.addEventListener('wrap-up-save', (event) => {
  event satisfies WrapUpSaveEvent;
  event.auto satisfies boolean;
  event.detail.segmentId satisfies string;
  event.detail.taskId satisfies string;
  event.detail.reasonId satisfies string | null;
  event.detail.notes satisfies string;
  event.detail.revision satisfies number | undefined;
  event.command satisfies 'segment.save';
  // @ts-expect-error the detail is not for writing
  event.detail.notes = 'other';
});

window.addEventListener('wrap-up-submit', (event) => {
  event satisfies WrapUpSubmitEvent;
  event.detail.notes satisfies string;
  // @ts-expect-error only a save can be one that nobody pressed
  event.auto satisfies unknown;
});

document.addEventListener('wrap-up-extend', (event) => {
  event satisfies WrapUpExtendEvent;
  event.command satisfies 'segment.extend';
  event.detail.segmentId satisfies string;
  // @ts-expect-error it carries nothing but ids
  event.detail.notes satisfies unknown;
});

wrapUp.addEventListener('wrap-up-amend', (event) => {
  event satisfies WrapUpAmendEvent;
  event.detail.notes satisfies string;
  event.respondWith(Promise.resolve());
  // @ts-expect-error a late note has no reason
  event.detail.reasonId satisfies unknown;
});

document.addEventListener('callback-reopen', (event) => {
  event satisfies CallbackReopenEvent;
  event.detail.interactionId satisfies string;
  event.respondWith(Promise.resolve());
});

wrapUp.addEventListener('callback-page-close', (event) => {
  event satisfies CallbackPageCloseEvent;
  event.detail.interactionId satisfies string | null;
  event.detail.externalId satisfies string | null;
  // @ts-expect-error a fact is not performed
  event.perform satisfies unknown;
});

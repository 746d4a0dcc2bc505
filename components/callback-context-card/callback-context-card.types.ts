// Compiled, never run: what TypeScript must know about the element.
import type { CallbackContextCard } from './callback-context-card.ts';
import './define.ts';

const card = document.createElement('callback-context-card') satisfies CallbackContextCard;
card.task = null;
card.interaction = null;
card.interactionId = 'interaction-1';
card.showTaskNumber = true;
// @ts-expect-error a callback is a record
card.task = 'task-1';
// @ts-expect-error it is on or off
card.showTaskNumber = 'CBT0001042';
card.call = null;
card.settings = null;
void card.editReason('Order Issue');
void card.editReason('Order Issue', 2);
// @ts-expect-error a version is a number
void card.editReason('Order Issue', '2');
document.addEventListener('callback-edit-reason', ({ detail, command }) => {
  detail.reason satisfies string;
  detail.version satisfies number;
  command satisfies 'interaction.edit-reason';
});

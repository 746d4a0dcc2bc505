// Compiled, never run: what TypeScript must know about the element and its events.
import type { CallbackAcceptEvent } from './callback-shortcuts.events.ts';
import type { CallbackShortcuts, ShortcutAction, ShortcutKeys } from './callback-shortcuts.ts';
import { defaultShortcuts } from './callback-shortcuts.ts';
import './define.ts';

const element = document.createElement('callback-shortcuts') satisfies CallbackShortcuts;
element.enabled = true;
element.keys = null;
element.keys = { mute: 'Alt+Shift+M', end: null } satisfies ShortcutKeys;
element.interactionId = 'interaction-1';
element.interaction = null;
element.offer = null;
element.call = null;
element.segment = null;
void (element.show() satisfies Promise<void>);
void (element.press('wrap-up' satisfies ShortcutAction) satisfies Promise<void>);
defaultShortcuts.accept satisfies string;
// @ts-expect-error no such action
void element.press('transfer');
// @ts-expect-error no such action
element.keys = { transfer: 'Alt+Shift+T' };
// @ts-expect-error keys are a text
element.keys = { mute: 77 };
// @ts-expect-error what holds for all is not for writing
defaultShortcuts.accept = 'F8';

element.addEventListener('callback-accept', (event) => {
  event satisfies CallbackAcceptEvent;
  event.detail.offerId satisfies string;
});

document.addEventListener('callback-open-interaction', (event) => {
  event.detail.interactionId satisfies string;
});

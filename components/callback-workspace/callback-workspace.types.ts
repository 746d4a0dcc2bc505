// Compiled, never run: what TypeScript must know about the element.
import type { CallbackWorkspace } from './callback-workspace.ts';
import './define.ts';

const workspace = document.createElement('callback-workspace') satisfies CallbackWorkspace;
workspace.interactionId = 'interaction-1';
workspace.interactionId = null;
workspace.modalWrapUp = true;
workspace.shortcuts = true;
workspace.openInteraction('interaction-1');
workspace.addEventListener(
  'callback-open-interaction',
  ({ detail }) => detail.interactionId satisfies string,
);
// @ts-expect-error which it is must be said
workspace.openInteraction();
// @ts-expect-error an id is a text
workspace.interactionId = 1;

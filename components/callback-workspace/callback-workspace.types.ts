// Compiled, never run: what TypeScript must know about the element.
import type { CallbackWorkspace } from './callback-workspace.ts';
import './define.ts';

const workspace = document.createElement('callback-workspace') satisfies CallbackWorkspace;
workspace.interactionId = 'interaction-1';
workspace.interactionId = null;
workspace.modalWrapUp = true;
// @ts-expect-error an id is a text
workspace.interactionId = 1;

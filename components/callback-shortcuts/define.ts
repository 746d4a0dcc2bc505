import { CallbackShortcuts } from './callback-shortcuts.ts';

CallbackShortcuts.define();

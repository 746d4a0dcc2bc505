// Compiled, never run: what TypeScript must know about the element.
import type { CallbackInbox } from './callback-inbox.ts';
import './define.ts';

const inbox = document.createElement('callback-inbox') satisfies CallbackInbox;
inbox.offers = [];
inbox.offers = null;
// @ts-expect-error offers are records
inbox.offers = ['offer-1'];

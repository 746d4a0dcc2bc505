import { CallbackPresence } from './callback-presence.ts';

CallbackPresence.define();

import { CallbackDialpad } from './callback-dialpad.ts';

CallbackDialpad.define();

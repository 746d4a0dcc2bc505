import { CallbackActiveCall } from './callback-active-call.ts';

CallbackActiveCall.define();

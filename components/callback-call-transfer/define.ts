import { CallbackCallTransfer } from './callback-call-transfer.ts';

CallbackCallTransfer.define();

import '../cbk-directory/define.ts';
import { CallbackCallTransfer } from './callback-call-transfer.ts';

CallbackCallTransfer.define();

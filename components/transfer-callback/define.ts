import '../cbk-directory/define.ts';
import { TransferCallback } from './transfer-callback.ts';

TransferCallback.define();

import { TransferCallback } from './transfer-callback.ts';

TransferCallback.define();

import '../callback-call-transfer/define.ts';
import '../callback-dialpad/define.ts';
import { CallbackActiveCall } from './callback-active-call.ts';

CallbackActiveCall.define();

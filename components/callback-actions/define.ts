import '../transfer-callback/define.ts';
import { CallbackActions } from './callback-actions.ts';

CallbackActions.define();

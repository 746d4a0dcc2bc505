import { CallbackActions } from './callback-actions.ts';

CallbackActions.define();

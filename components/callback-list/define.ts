import { CallbackList } from './callback-list.ts';

CallbackList.define();

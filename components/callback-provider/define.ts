import { CallbackProvider } from './callback-provider.ts';

CallbackProvider.define();

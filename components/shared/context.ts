import type { Context } from '@lit/context';
import type { SessionHandle } from '../../client/handle.ts';

/** What a `callback-provider` gives to the elements below it. The same key in every copy of the kit. */
export const callbackContext = Symbol.for('callback-kit/1') as unknown as Context<symbol, SessionHandle>;

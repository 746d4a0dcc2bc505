// Compiled, never run: what TypeScript must know about the element and its events.
import type { Session } from '../../client/session.ts';
import type { CallbackClosedEvent } from './callback-provider.events.ts';
import './define.ts';

const provider = document.createElement('callback-provider');
provider.src = 'https://provider.example';
provider.getToken = () => 'token';
provider.getToken = () => Promise.resolve('token');
provider.session satisfies Session;
// @ts-expect-error the session is the element's own
provider.session = null;
// @ts-expect-error a token is text
provider.getToken = () => 1;

document.addEventListener('callback-closed', (event) => {
  event satisfies CallbackClosedEvent;
  event.detail.interactionId satisfies string;
  // @ts-expect-error a fact asks nothing
  event.respondWith(Promise.resolve());
});
window.addEventListener('callback-transfer-ended', ({ detail }) => {
  detail.outcome satisfies 'accepted' | 'declined' | 'timed_out' | 'failed' | 'cancelled';
});
provider.addEventListener('callback-connection-changed', ({ detail }) => {
  detail.connection satisfies 'connecting' | 'live' | 'reconnecting' | 'expired' | 'closed';
  // @ts-expect-error a connection is not about a task
  detail.taskId satisfies string;
});

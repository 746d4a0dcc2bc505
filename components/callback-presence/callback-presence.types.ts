// Compiled, never run: what TypeScript must know about the element and its event.
import type { PresenceSetEvent } from './callback-presence.events.ts';
import './define.ts';

const presence = document.createElement('callback-presence');
presence.agent = null;
void presence.set('away');
// @ts-expect-error a presence is named by its id
void presence.set(1);

document.addEventListener('presence-set', (event) => {
  event satisfies PresenceSetEvent;
  event.detail.agentId satisfies string;
  event.detail.presenceId satisfies string;
  // @ts-expect-error presence is not about a task
  event.detail.taskId satisfies string;
});

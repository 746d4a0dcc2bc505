// Compiled, never run: what TypeScript must know about the element and its events.
import type {
  PresenceMatchEvent,
  PresenceSetEvent,
  PresenceSignInEvent,
  PresenceSignOutEvent,
} from './callback-presence.events.ts';
import './define.ts';

const presence = document.createElement('callback-presence');
presence.agent = null;
void presence.set('away');
void presence.set('away', 'contact_centre');
void presence.match();
void presence.signIn('workspace');
void presence.signOut('contact_centre');
// @ts-expect-error a presence is named by its id
void presence.set(1);
// @ts-expect-error there are two systems
void presence.set('away', 'phone');
// @ts-expect-error one is signed in to one of them
void presence.signIn();

document.addEventListener('presence-set', (event) => {
  event satisfies PresenceSetEvent;
  event.detail.agentId satisfies string;
  event.detail.presenceId satisfies string;
  event.detail.side satisfies 'workspace' | 'contact_centre' | undefined;
  // @ts-expect-error presence is not about a task
  event.detail.taskId satisfies string;
});
presence.addEventListener('presence-match', (event) => {
  event satisfies PresenceMatchEvent;
  event.command satisfies 'agent.match';
  event.detail.agentId satisfies string;
});
addEventListener('presence-sign-in', (event) => {
  event satisfies PresenceSignInEvent;
  event.detail.side satisfies 'workspace' | 'contact_centre';
});
presence.addEventListener('presence-sign-out', (event) => {
  event satisfies PresenceSignOutEvent;
  event.detail.side satisfies 'workspace' | 'contact_centre';
});

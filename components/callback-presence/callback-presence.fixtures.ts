import type { AgentRecord, SidePresence } from '../../contract/records.ts';
import {
  agent,
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  settings,
} from '../shared/testing/records.ts';

const at = (presenceId: string, seconds: number, signedIn = true): SidePresence => ({
  signedIn,
  presenceId,
  since: instant(seconds),
});
const both = (presenceId: string, seconds: number, signedIn = true) => ({
  workspace: at(presenceId, seconds, signedIn),
  contact_centre: at(presenceId, seconds, signedIn),
});
const out = (changes: Partial<AgentRecord['capabilities']> = {}) =>
  capabilities('agent', { match: hidden, set: disabled('signed_out'), ...changes });

export { settings };

const long = 'Available for callbacks of every queue that is open on Sundays and public holidays';

/** A provider whose words are long, from right to left, and not what they seem. */
export const strangeSettings = () =>
  settings({
    presences: {
      workspace: [
        { id: 'available', name: long, status: 'available', counterpart: 'available' },
        { id: '__proto__', name: '<b>away</b>', status: 'away', counterpart: 'away' },
      ],
      contact_centre: [
        { id: 'available', name: 'متاح للمكالمات (2)', status: 'available', counterpart: 'available' },
        { id: 'away', name: '"><img src=x>', status: 'constructor' as 'away', counterpart: '__proto__' },
      ],
    },
  });

/** The agent in the main states. */
export const fixtures = {
  available: () => agent(),
  away: () => agent({ presence: both('away', -300) }),
  busyThenAway: () => agent({ presence: both('busy', -240), nextPresenceId: 'away' }),
  offline: () => agent({ presence: both('offline', -60) }),
  mismatch: () =>
    agent({
      presence: { workspace: at('away', -240), contact_centre: at('available', -1320) },
      matchTo: 'available',
      capabilities: capabilities('agent', { signIn: hidden }),
    }),
  inCall: () =>
    agent({
      presence: both('busy', -240),
      capabilities: capabilities('agent', {
        signIn: hidden,
        match: hidden,
        signOut: disabled('call_live'),
      }),
    }),
  signedOut: () =>
    agent({
      presence: { workspace: at('available', -1320), contact_centre: at('offline', -60, false) },
      capabilities: out(),
    }),
  signedOutOfWorkspace: () =>
    agent({
      presence: { workspace: at('offline', -60, false), contact_centre: at('available', -1320) },
      capabilities: out({ set: enabled }),
    }),
  signedOutOfBoth: () =>
    agent({ presence: both('offline', -60, false), capabilities: out({ signOut: hidden }) }),
} satisfies Record<string, () => AgentRecord>;

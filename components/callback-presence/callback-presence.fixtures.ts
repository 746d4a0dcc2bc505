import type { AgentRecord } from '../../contract/records.ts';
import { agent, capabilities, disabled, instant, settings } from '../shared/testing/records.ts';

const both = (presenceId: string, seconds: number) => ({
  workspace: { signedIn: true, presenceId, since: instant(seconds) },
  contact_centre: { signedIn: true, presenceId, since: instant(seconds) },
});

export { settings };

/** The agent in the main states. */
export const fixtures = {
  available: () => agent(),
  away: () => agent({ presence: both('away', -300) }),
  busyThenAway: () => agent({ presence: both('busy', -240), nextPresenceId: 'away' }),
  offline: () => agent({ presence: both('offline', -60) }),
  signedOut: () => {
    const { workspace, contact_centre: centre } = both('offline', -60);
    return agent({
      presence: { workspace, contact_centre: { ...centre, signedIn: false } },
      capabilities: capabilities('agent', { set: disabled('signed_out') }),
    });
  },
} satisfies Record<string, () => AgentRecord>;

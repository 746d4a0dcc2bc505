import type { CommandPayloads } from '../../contract/commands.ts';
import type { AgentRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

/** Asks for another presence; without `detail.side` both systems are set. */
export class PresenceSetEvent extends RequestEvent<'agent.set'> {
  constructor(agent: AgentRecord, payload: CommandPayloads['agent.set']) {
    super('presence-set', 'agent.set', agent, payload);
  }
}

/** Asks to make both systems say the same: what the record's `matchTo` names. */
export class PresenceMatchEvent extends RequestEvent<'agent.match'> {
  constructor(agent: AgentRecord, payload: CommandPayloads['agent.match'] = {}) {
    super('presence-match', 'agent.match', agent, payload);
  }
}

/** Asks to sign in to one of the two systems. */
export class PresenceSignInEvent extends RequestEvent<'agent.sign-in'> {
  constructor(agent: AgentRecord, payload: CommandPayloads['agent.sign-in']) {
    super('presence-sign-in', 'agent.sign-in', agent, payload);
  }
}

/** Asks to sign out of one of the two systems. */
export class PresenceSignOutEvent extends RequestEvent<'agent.sign-out'> {
  constructor(agent: AgentRecord, payload: CommandPayloads['agent.sign-out']) {
    super('presence-sign-out', 'agent.sign-out', agent, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'presence-set': PresenceSetEvent;
    'presence-match': PresenceMatchEvent;
    'presence-sign-in': PresenceSignInEvent;
    'presence-sign-out': PresenceSignOutEvent;
  }
}

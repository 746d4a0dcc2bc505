import type { CommandPayloads } from '../../contract/commands.ts';
import type { AgentRecord } from '../../contract/records.ts';
import { RequestEvent } from '../shared/events.ts';

/** Asks for another presence; without `detail.side` both systems are set. */
export class PresenceSetEvent extends RequestEvent<'agent.set'> {
  constructor(agent: AgentRecord, payload: CommandPayloads['agent.set']) {
    super('presence-set', 'agent.set', agent, payload);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'presence-set': PresenceSetEvent;
  }
}

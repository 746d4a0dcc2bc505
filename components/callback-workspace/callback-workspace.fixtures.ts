import type { AnyRecord } from '../../contract/records.ts';
import {
  agent,
  call,
  instant,
  interaction,
  offer,
  segment,
  settings,
  task,
} from '../shared/testing/records.ts';

const desk = (...records: AnyRecord[]): AnyRecord[] => [
  agent(),
  settings(),
  offer({ id: 'offer-2', interactionId: 'interaction-2' }),
  ...records,
];

/** What the agent has before them, by situation. */
export const fixtures = {
  empty: () => [agent(), settings()],
  offered: () => desk(),
  preview: () => desk(task(), interaction(), segment()),
  talking: () =>
    desk(
      task({ state: 'in_progress' }),
      interaction({ state: 'in_call', callId: 'call-1' }),
      call(),
      segment(),
    ),
  consulted: () =>
    desk(
      task({ state: 'in_progress', ownerId: 'ben' }),
      interaction({ state: 'in_call', ownerId: 'ben', callId: 'call-1' }),
      call(),
      segment(),
    ),
  handedOver: () =>
    desk(
      task({ state: 'in_progress' }),
      interaction({ state: 'in_call', ownerId: 'ben', callId: 'call-1' }),
      segment({ state: 'open' }),
    ),
  left: () => [agent(), settings(), segment({ state: 'open', interactionId: 'interaction-9' })],
  closed: () =>
    desk(
      task({ state: 'closed_complete', closedAt: instant(-2) }),
      interaction({ state: 'closed', closedAt: instant(-2) }),
      segment({ state: 'submitted', closedAt: instant(-2) }),
    ),
} satisfies Record<string, () => AnyRecord[]>;

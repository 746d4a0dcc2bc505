import type { AnyRecord } from '../../contract/records.ts';
import {
  agent,
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  interaction,
  leg,
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

/** What can be done with an interaction that is a colleague's. */
const others = capabilities(
  'interaction',
  { dial: hidden, cancelTransfer: hidden, reopen: hidden },
  disabled('not_owner'),
);

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
      interaction({ state: 'in_call', ownerId: 'ben', callId: 'call-1', capabilities: others }),
      call({
        capabilities: capabilities(
          'call',
          {
            ...{ leave: enabled, mute: enabled, dtmf: enabled },
            ...{
              unmute: hidden,
              resume: hidden,
              endConsult: hidden,
              merge: hidden,
              leaveAndTransfer: hidden,
            },
            ...{ recordPause: hidden, recordResume: hidden, recordStop: hidden },
          },
          disabled('not_owner'),
        ),
      }),
      segment(),
    ),
  handedOver: () =>
    desk(
      task({ state: 'in_progress' }),
      interaction({ state: 'in_call', ownerId: 'ben', callId: 'call-1', capabilities: others }),
      segment({ state: 'open' }),
    ),
  wrapUp: () =>
    desk(
      task({ state: 'in_progress' }),
      interaction({ state: 'wrap_up', callId: 'call-1' }),
      segment({ state: 'open' }),
    ),
  /** Two at once: one in a call on hold, the other in its preview. */
  two: () =>
    desk(
      task({ state: 'in_progress' }),
      interaction({ state: 'in_call', callId: 'call-1', acceptedAt: instant(-200) }),
      call({
        legs: [leg({ state: 'held' }), leg({ id: 'leg-2', role: 'agent', agentId: 'ana', number: null })],
      }),
      segment(),
      task({ id: 'task-3', interactionId: 'interaction-3' }),
      interaction({
        id: 'interaction-3',
        interactionId: 'interaction-3',
        taskId: 'task-3',
        customerName: 'Κωνσταντίνος Παπαδημητρακόπουλος-Βαρθολομαίου',
        acceptedAt: instant(-20),
      }),
      segment({ id: 'segment-3', interactionId: 'interaction-3' }),
    ),
  left: () => [agent(), settings(), segment({ state: 'open', interactionId: 'interaction-9' })],
  closed: () =>
    desk(
      task({ state: 'closed_complete', closedAt: instant(-2) }),
      interaction({ state: 'closed', closedAt: instant(-2) }),
      segment({ state: 'submitted', closedAt: instant(-2) }),
    ),
} satisfies Record<string, () => AnyRecord[]>;

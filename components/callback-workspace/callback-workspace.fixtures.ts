import type { AnyRecord, InteractionRecord } from '../../contract/records.ts';
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
  timer,
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

const long = 'Κωνσταντίνος Παπαδημητρακόπουλος-Βαρθολομαίου';

/** One of several, accepted in the order of their numbers. */
const one = (n: number, customerName: string, changes: Partial<InteractionRecord>) =>
  interaction({
    id: `interaction-${n}`,
    interactionId: `interaction-${n}`,
    taskId: `task-${n}`,
    customerName,
    acceptedAt: instant(n - 60),
    ...changes,
  });

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
        customerName: long,
        acceptedAt: instant(-20),
      }),
      segment({ id: 'segment-3', interactionId: 'interaction-3', customerName: long }),
    ),
  /** A wrap-up that is left, a limited one, a call, one that did not answer. */
  several: () =>
    desk(
      segment({
        id: 'segment-9',
        interactionId: 'interaction-9',
        customerName: 'ليلى حداد',
        state: 'open',
      }),
      one(3, '佐藤 美咲', { state: 'wrap_up' }),
      segment({
        id: 'segment-3',
        interactionId: 'interaction-3',
        customerName: '佐藤 美咲',
        state: 'open',
        timer: timer('wrap_up', 42, 60),
      }),
      one(4, long, { state: 'in_call', callId: 'call-4' }),
      call({ id: 'call-4', interactionId: 'interaction-4' }),
      segment({ id: 'segment-4', interactionId: 'interaction-4', customerName: long }),
      one(5, 'Jürgen Großmann', { state: 'no_answer' }),
      segment({ id: 'segment-5', interactionId: 'interaction-5', customerName: 'Jürgen Großmann' }),
    ),
  hostile: () =>
    desk(
      one(3, '<b>__proto__</b>', { state: '__proto__' as never }),
      one(4, `${'W'.repeat(200)}\u202e`, { state: 'constructor' as never }),
    ),
  left: () => [agent(), settings(), segment({ state: 'open', interactionId: 'interaction-9' })],
  closed: () =>
    desk(
      task({ state: 'closed_complete', closedAt: instant(-2) }),
      interaction({ state: 'closed', closedAt: instant(-2) }),
      segment({ state: 'submitted', closedAt: instant(-2) }),
    ),
} satisfies Record<string, () => AnyRecord[]>;

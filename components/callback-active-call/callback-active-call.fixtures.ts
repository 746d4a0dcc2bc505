import type { Capabilities } from '../../contract/capabilities.ts';
import type {
  AgentRecord,
  CallRecord,
  InteractionRecord,
  Leg,
  LegEndReason,
} from '../../contract/records.ts';
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
  timer,
} from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly interaction: InteractionRecord;
  readonly call?: CallRecord;
  /** Who looks, where it is not the owner. */
  readonly agent?: AgentRecord;
}

type May = Partial<Capabilities<'call'>>;

/** A provider that offers little. */
export const few = (changes: May = {}): Capabilities<'call'> =>
  capabilities('call', { end: enabled, mute: enabled, hold: enabled, ...changes }, hidden);

/** A provider that offers all, while the customer talks with the agent. */
export const all = (changes: May = {}): Capabilities<'call'> =>
  few({
    recordStart: enabled,
    dtmf: enabled,
    dialOut: enabled,
    consult: enabled,
    blindTransfer: enabled,
    escalate: enabled,
    wrongNumber: enabled,
    ...changes,
  });

/** Nothing of it can be done now, for one reason. */
const none = (reason: Parameters<typeof disabled>[0], changes: May = {}): Capabilities<'call'> =>
  Object.fromEntries(
    Object.entries(all(changes)).map(([name, may]) => [
      name,
      may.enabled && !(name in changes) ? disabled(reason) : may,
    ]),
  ) as unknown as Capabilities<'call'>;

const customer = (changes: Partial<Leg> = {}) => leg({ connectedAt: null, since: instant(-4), ...changes });
const own = (changes: Partial<Leg> = {}) =>
  leg({ id: 'leg-2', role: 'agent', agentId: 'ana', name: 'Tomasz Wiśniewski', number: null, ...changes });
const other = (changes: Partial<Leg> = {}) =>
  leg({
    id: 'leg-3',
    role: 'agent',
    agentId: 'ben',
    name: 'Núria Puigdomènech',
    number: null,
    since: instant(-31),
    connectedAt: instant(-31),
    ...changes,
  });
const target = { kind: 'agent', id: 'ben', name: 'Núria Puigdomènech' } as const;
const queue = { kind: 'queue', id: 'loans', name: 'Loans and mortgages' } as const;
const waiting = none('not_answered', { end: enabled });

const unanswered = (state: Leg['state']) => ({
  interaction: interaction({ state: 'dialing', callId: 'call-1' }),
  call: call({ legs: [own(), customer({ state })], answeredAt: null, capabilities: waiting }),
});

const over = (endReason: LegEndReason, answered = false, changes: Partial<CallRecord> = {}) => ({
  interaction: interaction({ state: answered ? 'wrap_up' : 'no_answer', callId: 'call-1' }),
  call: call({
    legs: [customer({ state: 'ended', endReason }), own({ state: 'ended', endReason })],
    answeredAt: answered ? instant(-134) : null,
    endedAt: instant(-4),
    capabilities: none('no_call'),
    ...changes,
  }),
});

const live = (changes: Partial<CallRecord> = {}) => ({
  interaction: interaction({ state: 'in_call', callId: 'call-1' }),
  call: call({ capabilities: all(), ...changes }),
});

const held = () => leg({ state: 'held', since: instant(-80) });
const consultOf = (state: CallRecord['consult']['state'], changes: Partial<CallRecord['consult']> = {}) => ({
  state,
  target,
  timer: null,
  last: null,
  ...changes,
});
/** What a consult takes away, and brings. */
const consulting = (changes: May = {}) =>
  all({
    resume: disabled('consult_running'),
    hold: hidden,
    consult: disabled('consult_running'),
    blindTransfer: disabled('consult_running'),
    dialOut: disabled('consult_running'),
    wrongNumber: disabled('consult_running'),
    leave: disabled('consult_running'),
    endConsult: enabled,
    merge: enabled,
    leaveAndTransfer: enabled,
    ...changes,
  });
const ringing = consulting({
  leave: hidden,
  merge: disabled('target_not_answered'),
  leaveAndTransfer: disabled('target_not_answered'),
});

/** A call in the main states, made when asked for, so that its time counts from then. */
export const fixtures = {
  none: () => ({ interaction: interaction() }),
  dialing: () => unanswered('dialing'),
  ringing: () => unanswered('ringing'),
  connected: () => live(),
  /** Here nobody else has the customer's name as heading. */
  customerFirst: () => {
    const made = live();
    return { ...made, interaction: { ...made.interaction, mode: 'customer_first' as const } };
  },
  few: () => live({ capabilities: few() }),
  heldMuted: () =>
    live({
      legs: [leg({ state: 'held', since: instant(-38) }), own({ muted: true })],
      capabilities: all({ mute: hidden, unmute: enabled, hold: hidden, resume: enabled }),
    }),
  recording: () =>
    live({
      recording: { state: 'on', since: instant(-72) },
      escalatedAt: instant(-200),
      capabilities: all({
        recordStart: hidden,
        recordPause: enabled,
        recordStop: enabled,
        escalate: disabled('already_escalated'),
      }),
    }),
  recordingPaused: () =>
    live({
      recording: { state: 'paused', since: instant(-12) },
      capabilities: all({ recordStart: hidden, recordResume: enabled, recordStop: enabled }),
    }),
  consultRinging: () =>
    live({
      legs: [held(), own(), other({ state: 'ringing', connectedAt: null, since: instant(-4) })],
      consult: consultOf('consult_dialing', { timer: timer('consult', 26, 30) }),
      capabilities: ringing,
    }),
  consultQueue: () =>
    live({
      legs: [
        held(),
        own(),
        leg({
          id: 'leg-3',
          role: 'queue',
          name: queue.name,
          number: null,
          state: 'ringing',
          connectedAt: null,
          since: instant(-25),
        }),
      ],
      consult: consultOf('consult_dialing', { target: queue, timer: timer('consult', 95, 120) }),
      capabilities: ringing,
    }),
  consulting: () =>
    live({ legs: [held(), own(), other()], consult: consultOf('consulting'), capabilities: consulting() }),
  consultEnded: () =>
    live({
      legs: [held(), own(), other({ state: 'ended', endReason: 'declined' })],
      consult: consultOf('none', { target: null, last: { target, reason: 'declined' } }),
      capabilities: all({ hold: hidden, resume: enabled }),
    }),
  conference: () =>
    live({
      legs: [leg(), own(), other()],
      consult: consultOf('conference'),
      capabilities: consulting({
        resume: hidden,
        hold: enabled,
        leave: enabled,
        merge: disabled('in_conference'),
      }),
    }),
  /** The customer hung up while the agent consults. */
  customerGone: () =>
    live({
      legs: [customer({ state: 'ended', endReason: 'customer_hangup' }), own(), other()],
      consult: consultOf('consulting'),
      capabilities: consulting({
        resume: hidden,
        hold: disabled('customer_hung_up'),
        recordStart: disabled('customer_hung_up'),
        leave: hidden,
        merge: disabled('customer_hung_up'),
        leaveAndTransfer: disabled('customer_hung_up'),
      }),
    }),
  /** What the colleague sees who was asked. */
  consulted: () => ({
    interaction: interaction({ state: 'in_call', callId: 'call-1' }),
    agent: agent({ id: 'ben', name: target.name }),
    call: call({
      legs: [leg(), own(), other()],
      consult: consultOf('conference'),
      capabilities: none('not_owner', { mute: enabled, dtmf: enabled, leave: enabled, escalate: hidden }),
    }),
  }),
  blindPending: () =>
    live({
      legs: [
        held(),
        own({ state: 'ended', endReason: 'transferred' }),
        other({ state: 'ringing', connectedAt: null }),
      ],
      blind: { target, timer: timer('blind', 24, 30) },
      capabilities: none('handing_over'),
    }),
  external: () =>
    live({
      legs: [
        leg(),
        own(),
        leg({ id: 'leg-3', role: 'external', name: '+442079460018', number: '+442079460018' }),
      ],
      consult: consultOf('conference', {
        target: { kind: 'external', id: '+442079460018', name: '+442079460018' },
      }),
      capabilities: consulting({ resume: hidden, hold: enabled, leave: enabled }),
    }),
  noAnswer: () => over('no_answer'),
  busy: () => over('busy'),
  voicemail: () => over('voicemail'),
  failed: () => over('failed'),
  endedByAgent: () => over('agent_hangup', true),
  hungUp: () => over('customer_hangup', true),
  recorded: () =>
    over('customer_hangup', true, {
      recording: { state: 'saved', since: null },
      escalatedAt: instant(-60),
    }),
  hostile: () =>
    live({
      legs: [
        leg({ name: `<img src=x onerror="alert(1)">\u202e${'W'.repeat(200)}`, state: 'held' }),
        own({ name: 'ليلى حداد', muted: true }),
      ],
      recording: { state: 'on', since: 'yesterday' },
      capabilities: all({ mute: disabled('moon_phase', `<b>${'Vollmond'.repeat(30)}</b>`) }),
    }),
} satisfies Record<string, () => Fixture>;

import type { Capabilities } from '../../contract/capabilities.ts';
import type { CallRecord, InteractionRecord, Leg, LegEndReason } from '../../contract/records.ts';
import {
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  interaction,
  leg,
} from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly interaction: InteractionRecord;
  readonly call?: CallRecord;
}

/** What this step's provider offers. */
export const may = (changes: Partial<Capabilities<'call'>> = {}): Capabilities<'call'> =>
  capabilities('call', { end: enabled, mute: enabled, hold: enabled, ...changes }, hidden);

const customer = (changes: Partial<Leg> = {}) => leg({ connectedAt: null, since: instant(-4), ...changes });
const own = (changes: Partial<Leg> = {}) =>
  leg({ id: 'leg-2', role: 'agent', agentId: 'ana', name: 'Tomasz Wiśniewski', number: null, ...changes });
const waiting = may({ mute: disabled('not_answered'), hold: disabled('not_answered') });

const unanswered = (state: Leg['state']) => ({
  interaction: interaction({ state: 'dialing', callId: 'call-1' }),
  call: call({ legs: [own(), customer({ state })], answeredAt: null, capabilities: waiting }),
});

const over = (endReason: LegEndReason, answered = false) => ({
  interaction: interaction({ state: answered ? 'wrap_up' : 'no_answer', callId: 'call-1' }),
  call: call({
    legs: [customer({ state: 'ended', endReason }), own({ state: 'ended', endReason })],
    answeredAt: answered ? instant(-134) : null,
    endedAt: instant(-4),
    capabilities: may({
      end: disabled('no_call'),
      mute: disabled('no_call'),
      hold: disabled('no_call'),
    }),
  }),
});

const live = (changes: Partial<CallRecord> = {}) => ({
  interaction: interaction({ state: 'in_call', callId: 'call-1' }),
  call: call({ capabilities: may(), ...changes }),
});

/** A call in the main states, made when asked for, so that its time counts from then. */
export const fixtures = {
  none: () => ({ interaction: interaction() }),
  dialing: () => unanswered('dialing'),
  ringing: () => unanswered('ringing'),
  connected: () => live(),
  heldMuted: () =>
    live({
      legs: [leg({ state: 'held', since: instant(-38) }), own({ muted: true })],
      capabilities: may({ mute: hidden, unmute: enabled, hold: hidden, resume: enabled }),
    }),
  noAnswer: () => over('no_answer'),
  busy: () => over('busy'),
  voicemail: () => over('voicemail'),
  failed: () => over('failed'),
  endedByAgent: () => over('agent_hangup', true),
  hungUp: () => over('customer_hangup', true),
  hostile: () =>
    live({
      legs: [
        leg({ name: `<img src=x onerror="alert(1)">\u202e${'W'.repeat(200)}`, state: 'held' }),
        own({ name: 'ليلى حداد', muted: true }),
      ],
      capabilities: may({ mute: disabled('moon_phase', `<b>${'Vollmond'.repeat(30)}</b>`) }),
    }),
} satisfies Record<string, () => Fixture>;

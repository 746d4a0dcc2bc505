import type { Capabilities } from '../../contract/capabilities.ts';
import type { CallRecord, InteractionRecord, SegmentRecord } from '../../contract/records.ts';
import {
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  interaction,
  leg,
  segment,
  timer,
} from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly interaction?: InteractionRecord;
  readonly call?: CallRecord;
  readonly segment?: SegmentRecord;
  readonly count?: number;
  readonly shownId?: string;
}

/** A provider that offers little. */
export const few = (changes: Partial<Capabilities<'call'>> = {}): Capabilities<'call'> =>
  capabilities('call', { end: enabled, mute: enabled, hold: enabled, ...changes }, hidden);

/** What may be done between calls. */
export const may = (changes: Partial<Capabilities<'interaction'>> = {}): Capabilities<'interaction'> =>
  capabilities('interaction', changes, hidden);

const own = (muted = false) =>
  leg({ id: 'leg-2', role: 'agent', agentId: 'ana', name: 'Tomasz Wiśniewski', number: null, muted });

const live = (changes: Partial<CallRecord> = {}): Fixture => ({
  interaction: interaction({ state: 'in_call', callId: 'call-1', capabilities: may() }),
  call: call({ capabilities: few(), ...changes }),
});

/** What the bar shows, made when asked for, so that its time counts from then. */
export const fixtures = {
  none: () => ({}),
  noneButWaiting: () => ({ count: 2 }),
  preview: () => ({ interaction: interaction({ capabilities: may({ dial: enabled }) }) }),
  automatic: () => ({
    interaction: interaction({ timer: timer('dial', 24.9, 60), capabilities: may({ dial: enabled }) }),
    count: 1,
  }),
  outsideHours: () => ({
    interaction: interaction({ capabilities: may({ dial: disabled('outside_calling_window') }) }),
  }),
  overridable: () => ({
    interaction: interaction({
      capabilities: may({ dial: { ...enabled, override: 'outside_calling_window' } }),
    }),
  }),
  dialing: () => ({
    interaction: interaction({ state: 'dialing', callId: 'call-1', capabilities: may() }),
    call: call({
      legs: [own(), leg({ state: 'ringing', connectedAt: null, since: instant(-4) })],
      answeredAt: null,
      capabilities: few({ mute: disabled('not_answered'), hold: disabled('not_answered') }),
    }),
  }),
  connected: () => ({ ...live(), count: 2 }),
  heldMuted: () =>
    live({
      legs: [leg({ state: 'held', since: instant(-38) }), own(true)],
      capabilities: few({ mute: hidden, unmute: enabled, hold: hidden, resume: enabled }),
    }),
  recording: () =>
    live({
      recording: { state: 'on', since: instant(-72) },
      capabilities: few({ recordPause: enabled, recordStop: enabled }),
    }),
  conference: () =>
    live({
      legs: [
        leg(),
        own(),
        leg({ id: 'leg-3', role: 'agent', agentId: 'ben', name: 'Núria Puigdomènech', number: null }),
      ],
      capabilities: few({ leave: enabled, recordStart: enabled }),
    }),
  handingOver: () =>
    live({
      capabilities: few({
        mute: disabled('handing_over'),
        hold: disabled('handing_over'),
        end: disabled('handing_over'),
      }),
    }),
  noAnswer: () => ({
    interaction: interaction({
      state: 'no_answer',
      callId: 'call-1',
      timer: timer('close', 232.9, 300),
      capabilities: may({ retry: enabled }),
    }),
  }),
  transferring: () => ({
    interaction: interaction({
      state: 'transferring',
      capabilities: may({ dial: disabled('transfer_pending') }),
    }),
  }),
  wrapUp: () => ({
    interaction: interaction({ state: 'wrap_up', callId: 'call-1', capabilities: may() }),
    segment: segment({ state: 'open', timer: timer('wrap_up', 42.9, 60) }),
  }),
  dropped: () => ({
    interaction: interaction({
      state: 'wrap_up',
      callId: 'call-1',
      capabilities: may({ retry: enabled }),
    }),
    segment: segment({ state: 'open' }),
  }),
  wrapUpLeft: () => ({
    segment: segment({ state: 'open', interactionId: 'interaction-9', customerName: '佐藤 美咲' }),
  }),
  onItsPage: () => ({ ...live(), count: 2, shownId: 'interaction-1' }),
  onItsPageBefore: () => ({
    interaction: interaction({ capabilities: may({ dial: enabled }) }),
    count: 2,
    shownId: 'interaction-1',
  }),
  hostile: () => ({
    interaction: interaction({
      state: 'in_call',
      callId: 'call-1',
      customerName: `<img src=x onerror="alert(1)">\u202e${'W'.repeat(200)}`,
      capabilities: may(),
    }),
    call: call({
      answeredAt: instant(-36_062),
      capabilities: capabilities('call', {
        mute: disabled('moon_phase', `<b>${'Vollmond'.repeat(30)}</b>`),
        end: disabled('__proto__', `<b>${'Vollmond '.repeat(30)}</b>`),
        unmute: hidden,
        resume: hidden,
        recordPause: hidden,
        recordResume: hidden,
      }),
    }),
    segment: segment({ state: 'open' }),
    count: 1234,
  }),
} satisfies Record<string, () => Fixture>;

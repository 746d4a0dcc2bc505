import type { CallRecord, InteractionRecord, OfferRecord, SegmentRecord } from '../../contract/records.ts';
import {
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  interaction,
  leg,
  offer,
  segment,
} from '../shared/testing/records.ts';
import type { ShortcutAction, ShortcutKeys } from './callback-shortcuts.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly enabled?: boolean;
  readonly keys?: ShortcutKeys;
  readonly offer?: OfferRecord;
  readonly interaction?: InteractionRecord;
  readonly call?: CallRecord;
  readonly segment?: SegmentRecord;
  /** What is pressed, to see what comes of it. */
  readonly press?: ShortcutAction;
}

const live = (changes: Partial<CallRecord> = {}): Fixture => ({
  enabled: true,
  interaction: interaction({ state: 'in_call', callId: 'call-1' }),
  call: call(changes),
  segment: segment(),
});

/** What an agent has before them, made when asked for. */
export const fixtures = {
  off: () => ({ offer: offer() }),
  offHelp: () => ({ press: 'help' }),
  nothing: () => ({ enabled: true }),
  offered: () => ({ enabled: true, offer: offer() }),
  withReasons: () => ({
    enabled: true,
    offer: offer({ rejectReasons: [{ id: 'busy', name: 'Busy with something else', reassignable: true }] }),
  }),
  preview: () => ({ enabled: true, interaction: interaction(), segment: segment() }),
  overridable: () => ({
    enabled: true,
    interaction: interaction({
      capabilities: capabilities('interaction', {
        dial: { ...enabled, override: 'outside_calling_window' },
        retry: hidden,
      }),
    }),
  }),
  noAnswer: () => ({
    enabled: true,
    interaction: interaction({
      state: 'no_answer',
      capabilities: capabilities('interaction', { dial: hidden }),
    }),
  }),
  talking: () => live(),
  heldMuted: () =>
    live({
      legs: [leg({ state: 'held' })],
      capabilities: capabilities('call', { mute: hidden, hold: hidden }),
    }),
  cannot: () => ({
    ...live({ capabilities: capabilities('call', { escalate: disabled('already_escalated') }) }),
    press: 'escalate',
  }),
  cannotForLong: () => ({
    ...live({
      capabilities: capabilities('call', {
        end: disabled('moon_phase', `<b>${'Vollmond '.repeat(20)}${'W'.repeat(90)}</b>`),
      }),
    }),
    press: 'end',
  }),
  help: () => ({ enabled: true, press: 'help' }),
  helpOfOthers: () => ({
    enabled: true,
    keys: {
      accept: 'F8',
      reject: null,
      mute: 'm',
      hold: 'Control+Alt+Shift+Space',
      end: 'Meta+<b>',
      escalate: 'nonsense+X',
    },
    press: 'help',
  }),
} satisfies Record<string, () => Fixture>;

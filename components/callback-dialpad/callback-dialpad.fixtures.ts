import type { Capabilities } from '../../contract/capabilities.ts';
import type { CallRecord } from '../../contract/records.ts';
import { call, capabilities, disabled, enabled, hidden } from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly call: CallRecord;
}

const may = (changes: Partial<Capabilities<'call'>>): Fixture => ({
  call: call({ capabilities: capabilities('call', changes, hidden) }),
});

/** A dialpad in the main states. */
export const fixtures = {
  tones: () => may({ dtmf: enabled, dialOut: enabled }),
  tonesOnly: () => may({ dtmf: enabled }),
  numberOnly: () => may({ dialOut: enabled }),
  ringing: () => may({ dtmf: disabled('not_answered'), dialOut: disabled('not_answered') }),
  consulting: () => may({ dtmf: enabled, dialOut: disabled('consult_running') }),
  hostile: () => may({ dtmf: disabled('moon_phase', `<b>${'Vollmond'.repeat(30)}</b>`) }),
} satisfies Record<string, () => Fixture>;

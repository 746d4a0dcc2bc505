import type { DirectoryEntry } from '../../contract/directory.ts';
import type { InteractionRecord, SettingsRecord } from '../../contract/records.ts';
import { crowd, hostile, team } from '../cbk-directory/cbk-directory.fixtures.ts';
import {
  capabilities,
  disabled,
  hidden,
  interaction,
  settings as settingsRecord,
  timer,
} from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly interaction: InteractionRecord;
  readonly settings: SettingsRecord;
  readonly entries: readonly DirectoryEntry[];
}

const settings = settingsRecord();

/** The picker in its main states, made when asked for, so that its timers count from then. */
export const fixtures = {
  manual: () => ({ interaction: interaction(), settings, entries: team() }),
  automatic: () => ({
    interaction: interaction({ timer: timer('dial', 21, 300) }),
    settings,
    entries: team(),
  }),
  closing: () => ({
    interaction: interaction({ state: 'no_answer', timer: timer('close', 232, 300) }),
    settings,
    entries: team(),
  }),
  atZero: () => ({ interaction: interaction({ timer: timer('dial', -1, 300) }), settings, entries: team() }),
  crowded: () => ({ interaction: interaction(), settings, entries: crowd(1204) }),
  onlyQueues: () => ({
    interaction: interaction(),
    settings: settingsRecord({ targets: { transfer: ['queue'], consult: [], blind: [] } }),
    entries: team(),
  }),
  nobody: () => ({ interaction: interaction(), settings, entries: [] }),
  reached: () => ({
    interaction: interaction({
      state: 'wrap_up',
      capabilities: capabilities('interaction', { transfer: disabled('customer_reached') }),
    }),
    settings,
    entries: team(),
  }),
  pending: () => ({
    interaction: interaction({
      state: 'transferring',
      capabilities: capabilities('interaction', { transfer: hidden }),
    }),
    settings,
    entries: team(),
  }),
  hostile: () => ({ interaction: interaction(), settings, entries: hostile() }),
} satisfies Record<string, () => Fixture>;

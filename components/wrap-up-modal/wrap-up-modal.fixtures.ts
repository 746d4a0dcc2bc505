import type { InteractionRecord, SegmentRecord, SettingsRecord } from '../../contract/records.ts';
import {
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  interaction,
  segment,
  settings,
} from '../shared/testing/records.ts';

export interface Fixture {
  readonly segment: SegmentRecord | null;
  readonly interaction: InteractionRecord;
  readonly settings: SettingsRecord;
  readonly modal?: boolean;
}

const draft = (changes: Partial<SegmentRecord> = {}) =>
  segment({
    reasonId: 'follow_up',
    notes: 'Wants both charges of 12 May checked.',
    revision: 2,
    savedAt: instant(-60),
    capabilities: capabilities('segment', { submit: disabled('call_live'), extend: hidden, amend: hidden }),
    ...changes,
  });

const open = (changes: Partial<SegmentRecord> = {}) =>
  draft({
    state: 'open',
    notes: 'Both charges of 12 May checked, second one refunded. Confirmation by e-mail.',
    revision: 4,
    capabilities: capabilities('segment', { extend: hidden, amend: hidden }),
    ...changes,
  });

const done = (changes: Partial<SegmentRecord> = {}) =>
  open({
    state: 'submitted',
    closedAt: instant(-1),
    capabilities: capabilities('segment', {}, disabled('closed')),
    ...changes,
  });

const inState = (state: InteractionRecord['state'], changes: Partial<InteractionRecord> = {}) =>
  interaction({ state, ...changes });

const closed = () => inState('closed', { closedAt: instant(-1) });

/** Wrap-ups in the main states, each made when asked for, so that its time counts from then. */
export const fixtures = {
  draft: () => ({ segment: draft(), interaction: inState('in_call'), settings: settings() }),
  empty: () => ({
    segment: draft({ reasonId: null, notes: '', revision: 0, savedAt: null }),
    interaction: inState('preview'),
    settings: settings(),
  }),
  open: () => ({ segment: open(), interaction: inState('wrap_up'), settings: settings() }),
  /** Opened by **Close callback**: there is a way back. */
  withBack: () => ({
    segment: open({ reasonId: null, notes: '', revision: 0, savedAt: null }),
    interaction: inState('wrap_up', {
      capabilities: capabilities('interaction', { reopen: enabled }, disabled('wrap_up_open')),
    }),
    settings: settings(),
  }),
  nearLimit: () => ({
    segment: draft({ notes: 'Wants both charges checked, '.repeat(7) }),
    interaction: inState('in_call'),
    settings: settings({ notesLimit: 200 }),
  }),
  overLimit: () => ({
    segment: draft({ notes: 'Wants both charges checked, '.repeat(8) }),
    interaction: inState('in_call'),
    settings: settings({ notesLimit: 200 }),
  }),
  blocked: () => ({
    segment: open({ capabilities: capabilities('segment', {}, disabled('signed_out')) }),
    interaction: inState('wrap_up'),
    settings: settings(),
  }),
  modal: () => ({ segment: open(), interaction: inState('wrap_up'), settings: settings(), modal: true }),
  submittedFirst: () => ({
    segment: done({ closesWhenCallEnds: true }),
    interaction: inState('in_call', { ownerId: 'ben' }),
    settings: settings(),
  }),
  expired: () => ({
    segment: done({ state: 'expired' }),
    interaction: inState('in_call', { ownerId: 'ben' }),
    settings: settings(),
  }),
  closed: () => ({ segment: done(), interaction: closed(), settings: settings() }),
  /** Closed with nothing written: the empty draft is gone. */
  closedEmpty: () => ({ segment: null, interaction: closed(), settings: settings() }),
  hostile: () => ({
    segment: draft({
      reasonId: '<b>',
      notes: '</textarea><img src=x onerror="alert(1)">\u202e <b>bold</b> 😀',
      savedAt: 'yesterday',
    }),
    interaction: inState('in_call'),
    settings: settings({ wrapUpCodes: [{ id: '<b>', name: `<b>${'W'.repeat(120)}</b>` }] }),
  }),
} satisfies Record<string, () => Fixture>;

import type {
  InteractionRecord,
  NoticeRecord,
  SegmentRecord,
  SettingsRecord,
} from '../../contract/records.ts';
import type { Draft } from '../../client/handle.ts';
import {
  capabilities,
  disabled,
  enabled,
  hidden,
  ids,
  instant,
  interaction,
  segment,
  settings,
  timer,
} from '../shared/testing/records.ts';
import { FakeSession } from '../shared/testing/session.ts';

export interface Fixture {
  readonly segment: SegmentRecord | null;
  /** Null: somebody else's by now. */
  readonly interaction: InteractionRecord | null;
  readonly settings: SettingsRecord;
  readonly modal?: boolean;
  readonly minimised?: boolean;
  /** Left on this device by a window before. */
  readonly device?: Draft;
  readonly notice?: NoticeRecord;
}

/** For those that need a provider: they have something on the device, or a notice. */
export const sessionOf = ({ segment, interaction, settings, device, notice }: Fixture): FakeSession => {
  const session = new FakeSession([settings, ...[segment, interaction, notice].flatMap((one) => one ?? [])]);
  session.drafts.own('fake', 'ana');
  if (device) session.drafts.write(segment?.id ?? 'segment-gone', device);
  return session;
};

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

const limited = (left: number, changes: Partial<SegmentRecord> = {}) =>
  open({
    timer: timer('wrap_up', left, 60),
    capabilities: capabilities('segment', { amend: hidden }),
    ...changes,
  });

const expired = (changes: Partial<SegmentRecord> = {}) =>
  done({
    state: 'expired',
    notes: 'Both charges of 12 May checked.',
    savedAt: instant(-60),
    capabilities: capabilities('segment', { amend: enabled }, disabled('closed')),
    ...changes,
  });

const newer: Draft = {
  reasonId: 'follow_up',
  notes: 'Both charges of 12 May checked. Customer also asked for a new card, to the office address.',
  revision: 4,
};

const notTaken = (changes: Partial<NoticeRecord> = {}): NoticeRecord => ({
  kind: 'notice',
  id: 'notice-1',
  version: 1,
  ...ids,
  at: instant(-2),
  type: 'blind_not_accepted',
  customerName: 'Adaeze Okonkwo-Fitzgerald',
  party: 'Núria Puigdomènech',
  reason: null,
  capabilities: capabilities('notice'),
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
  limited: () => ({ segment: limited(42), interaction: inState('wrap_up'), settings: settings() }),
  /** More time was taken. */
  extended: () => ({
    segment: limited(88, {
      timer: timer('wrap_up', 88, 102),
      capabilities: capabilities('segment', { extend: disabled('extended'), amend: hidden }),
    }),
    interaction: inState('wrap_up'),
    settings: settings(),
  }),
  lastSeconds: () => ({
    segment: limited(8, { capabilities: capabilities('segment', { extend: hidden, amend: hidden }) }),
    interaction: inState('wrap_up'),
    settings: settings(),
  }),
  /** The provider has not said yet what came of it. */
  atZero: () => ({ segment: limited(-1), interaction: inState('wrap_up'), settings: settings() }),
  minimised: () => ({
    segment: limited(42),
    interaction: inState('wrap_up'),
    settings: settings(),
    minimised: true,
  }),
  notSaved: () => ({
    segment: expired(),
    interaction: closed(),
    settings: settings(),
    device: newer,
  }),
  /** The provider takes no late notes, and had nothing before. */
  notSavedAtAll: () => ({
    segment: expired({
      notes: '',
      savedAt: null,
      capabilities: capabilities('segment', { amend: hidden }, disabled('closed')),
    }),
    interaction: closed(),
    settings: settings(),
    device: { ...newer, notes: 'Wants a call on Tuesday,\nnot before ten.' },
  }),
  /** The record is gone; its words are still here. */
  notSavedGone: () => ({
    segment: null,
    interaction: null,
    settings: settings(),
    device: { ...newer, customerName: 'Adaeze Okonkwo-Fitzgerald' },
  }),
  /** Another window went on while this device was not connected. */
  otherOnDevice: () => ({
    segment: draft({ notes: 'Second charge refunded.', revision: 5 }),
    interaction: inState('in_call'),
    settings: settings(),
    device: newer,
  }),
  overwritten: () => ({
    segment: draft({
      history: [
        { at: instant(-90), notes: 'Customer also asked for a new card.' },
        { at: instant(-30), notes: 'Wants an answer by e-mail.' },
      ],
    }),
    interaction: inState('in_call'),
    settings: settings(),
  }),
  /** The call was handed over, and its callback is somebody else's. */
  elsewhere: () => ({ segment: limited(42), interaction: null, settings: settings() }),
  notTaken: () => ({
    segment: open(),
    interaction: inState('waiting', { ownerId: null }),
    settings: settings(),
    notice: notTaken(),
  }),
  hostileElsewhere: () => ({
    segment: limited(42, {
      customerName: `<b>${'W'.repeat(80)}</b>\u202e`,
      history: [{ at: 'yesterday', notes: `</textarea><img src=x onerror="alert(1)">${'W'.repeat(300)}` }],
    }),
    interaction: null,
    settings: settings(),
    device: { ...newer, notes: `</textarea><script>alert(1)</script>${'W'.repeat(300)}\u202e`, revision: 1 },
    notice: notTaken({ party: `<img src=x onerror="alert(1)">${'W'.repeat(80)}\u202e` }),
  }),
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

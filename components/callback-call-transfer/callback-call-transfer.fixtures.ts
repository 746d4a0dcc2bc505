import type { Capabilities } from '../../contract/capabilities.ts';
import type { DirectoryEntry } from '../../contract/directory.ts';
import type {
  CallRecord,
  InteractionRecord,
  LegEndReason,
  SettingsRecord,
  Target,
} from '../../contract/records.ts';
import { crowd, hostile, team } from '../cbk-directory/cbk-directory.fixtures.ts';
import {
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  interaction,
  leg,
  settings as settingsRecord,
  timer,
} from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly interaction: InteractionRecord;
  readonly call: CallRecord;
  readonly settings: SettingsRecord;
  readonly entries: readonly DirectoryEntry[];
  readonly open: boolean;
}

/** What the owner of a call with the customer may do: nothing runs. */
export const may = (changes: Partial<Capabilities<'call'>> = {}): Capabilities<'call'> =>
  capabilities('call', {
    unmute: hidden,
    resume: hidden,
    merge: hidden,
    leaveAndTransfer: hidden,
    endConsult: hidden,
    ...changes,
  });

const busy = disabled('consult_running');
const none: CallRecord['consult'] = { state: 'none', target: null, timer: null, last: null };
export const nuria: Target = { kind: 'agent', id: 'nuria', name: 'Núria Puigdomènech' };
export const cards: Target = { kind: 'queue', id: 'cards', name: 'Card disputes' };

const own = leg({ id: 'leg-2', role: 'agent', agentId: 'ana', name: 'Tomasz Wiśniewski', number: null });
const customer = leg();
const held = leg({ state: 'held', since: instant(-12) });
const target = leg({ id: 'leg-3', role: 'agent', agentId: 'nuria', name: nuria.name, number: null });

const fixture = (changes: Partial<CallRecord>, more: Partial<Fixture> = {}): Fixture => ({
  interaction: interaction({ state: 'in_call', callId: 'call-1' }),
  settings: settingsRecord(),
  entries: team(),
  open: true,
  call: call({ legs: [own, customer], capabilities: may(), ...changes }),
  ...more,
});

const waiting = may({ hold: hidden, resume: enabled });

const dialing = (to: Target): Fixture =>
  fixture({
    legs: [own, held, { ...target, role: to.kind, name: to.name, state: 'ringing' }],
    consult: { ...none, state: 'consult_dialing', target: to, timer: timer('consult', 24, 30) },
    capabilities: may({
      hold: hidden,
      resume: busy,
      consult: busy,
      blindTransfer: busy,
      merge: disabled('target_not_answered'),
      leaveAndTransfer: disabled('target_not_answered'),
      endConsult: enabled,
    }),
  });

const ended = (reason: LegEndReason, to = nuria): Fixture =>
  fixture({
    legs: [own, { ...held, since: instant(-40) }],
    consult: { ...none, last: { target: to, reason } },
    capabilities: waiting,
  });

const consulting = (changes: Partial<CallRecord> = {}): Fixture =>
  fixture({
    legs: [own, held, target],
    consult: { ...none, state: 'consulting', target: nuria },
    capabilities: may({
      hold: hidden,
      resume: busy,
      consult: busy,
      blindTransfer: busy,
      merge: enabled,
      leaveAndTransfer: enabled,
      endConsult: enabled,
    }),
    ...changes,
  });

/** The transfer in its main states, made when asked for, so that its timers count from then. */
export const fixtures = {
  connected: () => fixture({}),
  held: () => fixture({ legs: [own, { ...held, since: instant(-12) }], capabilities: waiting }),
  closed: () => fixture({}, { open: false }),
  notAnswered: () =>
    fixture({
      legs: [own, leg({ state: 'ringing' })],
      answeredAt: null,
      capabilities: capabilities('call', { end: enabled, resume: hidden }, disabled('not_answered')),
    }),
  crowded: () => fixture({ legs: [own, held], capabilities: waiting }, { entries: crowd(1204) }),
  onlyConsult: () =>
    fixture(
      { legs: [own, held], capabilities: waiting },
      {
        settings: settingsRecord({
          targets: { transfer: [], consult: ['agent', 'external'], blind: ['queue'] },
        }),
      },
    ),
  ringing: () => dialing(nuria),
  waitingInQueue: () => dialing(cards),
  consulting: () => consulting(),
  consultingReloaded: () => ({ ...consulting(), open: false }),
  hungUp: () =>
    consulting({
      legs: [own, { ...customer, state: 'ended', endReason: 'customer_hangup' }, target],
      capabilities: may({
        hold: disabled('customer_hung_up'),
        consult: disabled('customer_hung_up'),
        blindTransfer: disabled('customer_hung_up'),
        merge: disabled('customer_hung_up'),
        leaveAndTransfer: disabled('customer_hung_up'),
        endConsult: enabled,
      }),
    }),
  conference: () =>
    consulting({
      legs: [own, customer, target],
      consult: { ...none, state: 'conference', target: nuria },
      capabilities: may({
        consult: busy,
        blindTransfer: busy,
        merge: disabled('in_conference'),
        leaveAndTransfer: enabled,
        endConsult: enabled,
      }),
    }),
  declined: () => ended('declined'),
  notTaken: () => ({ ...ended('no_answer'), open: false }),
  failed: () => ended('failed', { kind: 'external', id: 'helpdesk', name: 'Card scheme helpdesk' }),
  blind: () =>
    fixture({
      legs: [{ ...own, state: 'ended', endReason: 'transferred' }, customer, { ...target, state: 'ringing' }],
      blind: { target: nuria, timer: timer('blind', 24, 30) },
      capabilities: capabilities('call', {}, disabled('handing_over')),
    }),
  /** Of the colleague who was asked. */
  asked: () =>
    consulting({
      capabilities: capabilities('call', { leave: enabled, mute: enabled }, hidden),
    }),
  hostile: () => ({
    ...consulting({
      consult: {
        ...none,
        state: 'consulting',
        target: { ...nuria, name: `<img src=x onerror="alert(1)">${'W'.repeat(200)}` },
      },
    }),
    entries: hostile(),
  }),
  hostileNames: () =>
    fixture(
      {
        legs: [own, { ...held, name: `<b>${'x'.repeat(300)}` }],
        consult: {
          ...none,
          last: { target: { ...nuria, name: '<i>\u202ex' }, reason: 'constructor' as never },
        },
        capabilities: waiting,
      },
      { entries: hostile() },
    ),
} satisfies Record<string, () => Fixture>;

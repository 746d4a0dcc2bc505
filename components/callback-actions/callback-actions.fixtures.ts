import type { Capability } from '../../contract/capabilities.ts';
import type { DirectoryEntry } from '../../contract/directory.ts';
import type {
  Attempt,
  CallRecord,
  InteractionRecord,
  NoticeRecord,
  SettingsRecord,
  TaskRecord,
} from '../../contract/records.ts';
import {
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  ids,
  instant,
  interaction,
  settings,
  task,
  timer,
} from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly interaction: InteractionRecord;
  readonly task: TaskRecord;
  readonly call?: CallRecord;
  readonly notice?: NoticeRecord;
  readonly settings?: SettingsRecord;
}

const first = disabled('not_attempted');

/** What a provider that offers all says; `rest` for what may be done before or after an attempt. */
export const may = (
  rest = enabled,
  again = false,
  tryLater = again || !rest.enabled ? rest : first,
): InteractionRecord['capabilities'] =>
  capabilities(
    'interaction',
    {
      selectNumber: rest,
      tryLater,
      transfer: rest,
      close: rest,
      [again ? 'retry' : 'dial']: rest,
    },
    hidden,
  );

/** Allowed with a reason only. */
export const overriding = (override: string): Capability => ({ ...enabled, override });

/** How a transfer ended. */
export const notice = (changes: Partial<NoticeRecord> = {}): NoticeRecord => ({
  kind: 'notice',
  id: 'notice-1',
  version: 1,
  ...ids,
  at: instant(-3),
  type: 'transfer_declined',
  customerName: 'Adaeze Okonkwo-Fitzgerald',
  party: 'Núria Puigdomènech',
  reason: null,
  capabilities: capabilities('notice'),
  ...changes,
});

const agent = { kind: 'agent', id: 'nuria', name: 'Núria Puigdomènech' } as const;

/** An interaction while it is offered to somebody else. */
export const transferring = (changes: Partial<InteractionRecord> = {}): InteractionRecord =>
  interaction({
    state: 'transferring',
    transfer: { id: 'transfer-1', target: agent, timer: timer('transfer_offer', 18, 30) },
    capabilities: { ...may(disabled('transfer_pending')), transfer: hidden, cancelTransfer: enabled },
    ...changes,
  });

export const attempt = (changes: Partial<Attempt> = {}): Attempt => ({
  id: 'call-1',
  attempt: 1,
  number: '+12025550143',
  agentName: 'Tomasz Wiśniewski',
  overrideReason: null,
  startedAt: instant(-38),
  endedAt: instant(-8),
  outcome: 'no_answer',
  ...changes,
});

const dialled: Partial<InteractionRecord> = { callId: 'call-1', previewDuration: 36_000 };
const running = (endedAt: string | null = null) =>
  attempt({ endedAt, outcome: endedAt === null ? null : 'answered' });

/** An interaction and its task in the main states, made when asked for, so that time counts from then. */
export const fixtures = {
  manual: () => ({ interaction: interaction({ capabilities: may() }), task: task({ attemptLimit: null }) }),
  automatic: () => ({
    interaction: interaction({ timer: timer('dial', 24, 60), capabilities: may() }),
    task: task({
      type: 'scheduled',
      attempts: [attempt({ id: 'call-8' }), attempt({ id: 'call-9', attempt: 2 })],
    }),
  }),
  /** A call that the contact centre dialled: there is nothing here to do. */
  customerFirst: () => ({
    interaction: interaction({ mode: 'customer_first', state: 'in_call', callId: 'call-1' }),
    task: task({ mode: 'customer_first', state: 'in_progress' }),
  }),
  zero: () => ({
    interaction: interaction({ timer: timer('dial', -1, 20), capabilities: may() }),
    task: task(),
  }),
  dialing: () => ({
    interaction: interaction({ ...dialled, state: 'dialing', capabilities: may(disabled('dialing'), true) }),
    task: task({ state: 'in_progress', attempts: [running()] }),
    call: call({ answeredAt: null }),
  }),
  inCall: () => ({
    interaction: interaction({
      ...dialled,
      state: 'in_call',
      capabilities: { ...may(disabled('call_live'), true), transfer: disabled('customer_reached') },
    }),
    task: task({ type: 'scheduled', state: 'in_progress', attempts: [running()] }),
    call: call(),
  }),
  noAnswer: () => ({
    interaction: interaction({ ...dialled, state: 'no_answer', capabilities: may(enabled, true) }),
    task: task({ attempts: [attempt()] }),
  }),
  closing: () => ({
    interaction: interaction({
      ...dialled,
      state: 'no_answer',
      timer: timer('close', 232, 300),
      capabilities: may(enabled, true),
    }),
    task: task({ attempts: [attempt()] }),
  }),
  limit: () => ({
    interaction: interaction({
      ...dialled,
      state: 'no_answer',
      timer: timer('close', 271, 300),
      capabilities: { ...may(enabled, true), retry: disabled('attempt_limit') },
    }),
    task: task({
      attempts: [
        attempt({ id: 'call-8' }),
        attempt({ id: 'call-9', attempt: 2 }),
        attempt({ attempt: 3, outcome: 'busy' }),
      ],
    }),
  }),
  doNotCall: () => ({
    interaction: interaction({ capabilities: { ...may(), dial: disabled('do_not_call') } }),
    task: task({ doNotCall: true }),
  }),
  noConsent: () => ({
    interaction: interaction({ capabilities: { ...may(), dial: disabled('no_consent') } }),
    task: task({ consent: { given: false, at: null, text: null } }),
  }),
  outside: () => ({
    interaction: interaction({
      customerName: 'Κωνσταντίνος Παπαδημητρακόπουλος-Γιαννόπουλος',
      numberId: 'office',
      capabilities: { ...may(), dial: disabled('outside_calling_window') },
    }),
    task: task({ callingWindow: { from: '09:00', to: '20:00', open: false, changesAt: instant(7200) } }),
    settings: settings({ dialing: 'automatic' }),
  }),
  /** Dialling is allowed with a reason only. */
  override: () => ({
    interaction: interaction({ capabilities: { ...may(), dial: overriding('do_not_call') } }),
    task: task({ doNotCall: true }),
  }),
  overrideOutside: () => ({
    interaction: interaction({
      ...dialled,
      state: 'no_answer',
      timer: timer('close', 232, 300),
      capabilities: { ...may(enabled, true), retry: overriding('outside_calling_window') },
    }),
    task: task({
      attempts: [attempt()],
      callingWindow: { from: '09:00', to: '20:00', open: false, changesAt: instant(7200) },
    }),
  }),
  transferring: () => ({ interaction: transferring(), task: task() }),
  transferringZero: () => ({
    interaction: transferring({
      ...dialled,
      transfer: { id: 'transfer-1', target: agent, timer: timer('transfer_offer', -1, 30) },
      capabilities: {
        ...may(disabled('transfer_pending'), true),
        transfer: hidden,
        cancelTransfer: enabled,
      },
    }),
    task: task({ attempts: [attempt()] }),
  }),
  transferringUntimed: () => ({
    interaction: transferring({ transfer: { id: 'transfer-1', target: agent, timer: null } }),
    task: task(),
  }),
  declined: () => ({
    interaction: interaction({ timer: timer('dial', 58, 60), capabilities: may() }),
    task: task(),
    notice: notice(),
  }),
  timedOut: () => ({
    interaction: interaction({ ...dialled, state: 'no_answer', capabilities: may(enabled, true) }),
    task: task({ attempts: [attempt()] }),
    notice: notice({ type: 'transfer_timed_out', party: '李 慧敏' }),
  }),
  transferFailed: () => ({
    interaction: interaction({ capabilities: may() }),
    task: task(),
    notice: notice({ type: 'transfer_failed', reason: 'The queue is closed.' }),
  }),
  transferCancelled: () => ({
    interaction: interaction({ capabilities: may() }),
    task: task(),
    notice: notice({ type: 'transfer_cancelled' }),
  }),
  accepted: () => ({
    interaction: interaction({
      state: 'released',
      ownerId: 'nuria',
      capabilities: may(disabled('not_owner')),
    }),
    task: task({ ownerId: 'nuria' }),
    notice: notice({ type: 'transfer_accepted' }),
  }),
  wrapUp: () => ({
    interaction: interaction({
      ...dialled,
      state: 'wrap_up',
      capabilities: may(disabled('wrap_up_open'), true),
    }),
    task: task({ state: 'in_progress', attempts: [running(instant(-8))] }),
    call: call({ endedAt: instant(-8) }),
  }),
  /** The call was lost: another attempt leads out of the wrap-up. */
  dropped: () => ({
    interaction: interaction({
      ...dialled,
      state: 'wrap_up',
      capabilities: { ...may(disabled('wrap_up_open'), true), retry: enabled },
    }),
    task: task({ state: 'in_progress', attempts: [attempt({ outcome: 'dropped' })] }),
    call: call({ endedAt: instant(-8) }),
  }),
  wrapUpUndialled: () => ({
    interaction: interaction({ state: 'wrap_up', capabilities: may(disabled('wrap_up_open')) }),
    task: task(),
  }),
  closed: () => ({
    interaction: interaction({
      state: 'closed',
      closedAt: instant(-6),
      capabilities: may(disabled('closed')),
    }),
    task: task({ state: 'closed_complete', closedAt: instant(-6) }),
  }),
  hostile: () => ({
    interaction: interaction({
      customerName: `<img src=x onerror="alert(1)">\u202e${'W'.repeat(200)}`,
      capabilities: { ...may(), dial: disabled('moon_phase', `<b>${'Vollmond'.repeat(30)}</b>`) },
    }),
    task: task({
      customer: {
        ...task().customer,
        numbers: [
          { id: 'mobile', number: 'javascript:alert(1)', label: '</option><script>alert(1)</script>' },
          { id: 'office', number: '+442079460018', label: 'Bürotelefonnummernverzeichnis'.repeat(7) },
          { id: 'arabic', number: '+971501234567', label: 'محمول' },
        ],
      },
    }),
  }),
  hostileOutcome: () => ({
    interaction: interaction({
      capabilities: { ...may(), dial: overriding('moon_phase') },
    }),
    task: task(),
    notice: notice({ party: `<img src=x onerror="alert(1)">\u202e${'W'.repeat(200)}` }),
  }),
} satisfies Record<string, () => Fixture>;

/** Who the picker finds in stories and tests. */
export const people: readonly DirectoryEntry[] = [
  { kind: 'queue', id: 'cards', name: 'Card disputes, North America', waiting: 4, estimatedWait: 360_000 },
  { kind: 'queue', id: 'loans', name: 'Loans and mortgages', waiting: 0, estimatedWait: 0 },
  {
    ...agent,
    status: 'available',
    presence: 'Available',
    since: instant(-300),
    activity: null,
    reachable: true,
  },
];

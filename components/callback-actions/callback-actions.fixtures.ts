import type { Attempt, CallRecord, InteractionRecord, TaskRecord } from '../../contract/records.ts';
import {
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  interaction,
  task,
  timer,
} from '../shared/testing/records.ts';

/** What the element is given, where no provider gives it. */
export interface Fixture {
  readonly interaction: InteractionRecord;
  readonly task: TaskRecord;
  readonly call?: CallRecord;
}

/** What this step's provider offers; `rest` for what may be done before or after an attempt. */
export const may = (rest = enabled, again = false): InteractionRecord['capabilities'] =>
  capabilities(
    'interaction',
    { selectNumber: rest, close: rest, [again ? 'retry' : 'dial']: rest, [again ? 'dial' : 'retry']: hidden },
    hidden,
  );

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
      capabilities: may(disabled('call_live'), true),
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
  wrapUp: () => ({
    interaction: interaction({
      ...dialled,
      state: 'wrap_up',
      capabilities: may(disabled('wrap_up_open'), true),
    }),
    task: task({ state: 'in_progress', attempts: [running(instant(-8))] }),
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
} satisfies Record<string, () => Fixture>;

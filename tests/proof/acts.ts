import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Capability } from '../../contract/capabilities.ts';
import { capabilityName, commandKeys, splitCommand, type CommandKey } from '../../contract/commands.ts';
import type { Policy, PolicyChanges } from '../../contract/policy.ts';
import { view } from '../../mock-server/engine/engine.ts';
import type { Play } from '../../mock-server/engine/testing.ts';
import type { Input, State } from '../../mock-server/engine/types.ts';

/* What people do in walks: agents, customers, and time. */

export const agents = ['ana', 'ben'];

/** One thing somebody does; what does not fit the moment is refused, which is part of the walk. */
export type Act =
  | { do: 'command'; agent: string; key: CommandKey; pick: number; again: boolean }
  | { do: 'enabled'; agent: string; pick: number }
  | { do: 'callback'; number: number; timesOut: boolean; first: boolean; dueIn: number }
  | { do: 'cancel'; pick: number }
  | { do: 'connection'; agent: string; name: 'opened' | 'closed' }
  | { do: 'customer'; pick: number; act: string; party: 'customer' | 'target' }
  | { do: 'wait'; ms: number }
  | { do: 'next' }
  | { do: 'first'; agent: string; key: CommandKey; body: object };

/** Any command, whether it fits or not. */
export const anyCommand = fc.record({
  do: fc.constant('command' as const),
  agent: fc.constantFrom(...agents),
  key: fc.constantFrom(...commandKeys),
  pick: fc.nat(20),
  again: fc.boolean(),
});

export const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: anyCommand,
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('enabled' as const),
      agent: fc.constantFrom(...agents),
      pick: fc.nat(50),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('callback' as const),
      number: fc.nat(99),
      timesOut: fc.boolean(),
      first: fc.boolean(),
      dueIn: fc.constantFrom(0, 0, 30_000, 90_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat(3) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('connection' as const),
      agent: fc.constantFrom(...agents),
      name: fc.constantFrom('opened' as const, 'closed' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('customer' as const),
      pick: fc.nat(3),
      act: fc.constantFrom('answer', 'hang_up', 'drop', 'busy', 'constructor'),
      party: fc.constantFrom('customer' as const, 'target' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 499, 2000, 61_000) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('next' as const) }) },
);

/** The two systems call the same otherwise. */
const presences: Policy['presences'] = {
  workspace: [
    { id: 'available', name: 'Available', status: 'available', counterpart: 'on_queue' },
    { id: 'away', name: 'Away', status: 'away', counterpart: 'break' },
  ],
  contact_centre: [
    { id: 'on_queue', name: 'On Queue', status: 'available', counterpart: 'available' },
    { id: 'break', name: 'Break', status: 'away', counterpart: 'away' },
  ],
};

export const policy: fc.Arbitrary<PolicyChanges> = fc.record({
  presences: fc.constant(presences),
  afterTimeOutPresence: fc.constant('break'),
  dialing: fc.constantFrom('manual', 'automatic'),
  attemptLimit: fc.constantFrom(null, 1, 2),
  autoAssign: fc.constantFrom(false, false, false, true),
  timers: fc.record({
    wrapUp: fc.constantFrom(null, 10_000),
    dial: fc.constantFrom(0, 20_000),
    close: fc.constantFrom(0, 30_000),
    offer: fc.constant(20_000),
    expiry: fc.constantFrom(null, 60_000),
  }),
});

/** A queue can always be had; the others may be busy, gone, the agent themselves, or nobody. */
const targets = [
  { kind: 'queue', id: 'loans' },
  { kind: 'agent', id: 'ben' },
  { kind: 'agent', id: 'ana' },
  { kind: 'external', id: 'helpdesk' },
  { kind: 'external', id: '+12125550152' },
  { kind: 'queue', id: 'card-disputes' },
  { kind: 'external', id: '+12125550181' },
  { kind: 'agent', id: 'constructor' },
] as const;

const bodyOf = (key: string, pick: number): unknown => {
  switch (key) {
    case 'interaction.transfer':
    case 'call.consult':
    case 'call.blind-transfer':
      return { target: targets[pick % targets.length] };
    case 'call.dial-out':
      return { number: `+1212555013${pick % 10}` };
    case 'call.dtmf':
      return { digits: '12#' };
    case 'interaction.dial':
    case 'interaction.retry':
      return pick % 7 === 6 ? {} : { overrideReason: 'asked for it' };
    case 'segment.amend':
      return { notes: `late ${pick}` };
    case 'interaction.select-number':
      return { numberId: ['mobile', 'office', 'none'][pick % 3] };
    case 'segment.save':
    case 'segment.submit':
      return {
        reasonId: [null, 'follow_up', 'none'][pick % 3],
        notes: `note ${pick}`,
        ...(pick % 2 && { revision: pick % 4 }),
      };
    case 'agent.set':
      return {
        presenceId: ['available', 'away', 'on_queue', 'none'][pick % 4],
        ...(pick % 5 === 0 && { side: ['workspace', 'contact_centre'][pick % 2] }),
      };
    case 'agent.sign-in':
    case 'agent.sign-out':
      return { side: ['contact_centre', 'workspace'][pick % 2] };
    default:
      return {};
  }
};

const reasons = ['Order Issue', 'Billing Issue', 'none'];

/** Where what is sent is about what there is. */
export const bodyFor = (state: State, key: string, id: string, pick: number): unknown => {
  const task = Object.values(state.tasks).at(-1 - (pick % 3));
  const at = new Date(state.at + [90_000, 3_600_000, 0][pick % 3]!).toISOString();
  // One in a few has seen an older record.
  const seen = (version = 1) => version - Number(pick % 6 === 5);
  switch (key) {
    case 'interaction.edit-reason': {
      const { taskId } = state.interactions[id] ?? {};
      return { reason: reasons[pick % 3], version: seen(state.tasks[taskId ?? '']?.version) };
    }
    case 'task.schedule':
      return { customerId: task?.customer.id ?? 'none', numberId: 'office', at, reason: reasons[pick % 3] };
    case 'task.reschedule':
      return { at, version: seen(state.tasks[id]?.version) };
    default:
      return bodyOf(key, pick);
  }
};

const commandsOn: Record<string, { key: CommandKey; name: string }[]> = {};
for (const key of commandKeys) {
  const [kind, name] = splitCommand(key);
  (commandsOn[kind] ??= []).push({ key, name: capabilityName(name) });
}

/** The commands that a screen shows, and whether it enables them. */
export const enabledOn = (
  state: State,
  agentId: string,
): { key: CommandKey; id: string; capability: Capability }[] =>
  view(state, agentId)!.records.flatMap((record) => {
    const capabilities = 'capabilities' in record ? (record.capabilities as Record<string, Capability>) : {};
    return (commandsOn[record.kind] ?? []).map(({ key, name }) => ({
      key,
      id: record.id,
      capability: capabilities[name]!,
    }));
  });

export const commandInput = (agentId: string, key: string, id: string, body: unknown, press: string) =>
  ({
    actor: { kind: 'agent', id: agentId, roles: ['agent', 'callback_writer'] },
    kind: 'command',
    name: key,
    subject: id,
    body,
    key: press,
  }) as const satisfies Omit<Input, 'n' | 'at'>;

export const perform = (play: Play, one: Act, presses: { count: number }): void => {
  const press = () => `press-${presses.count++}`;
  switch (one.do) {
    case 'command': {
      const [kind] = splitCommand(one.key);
      const table = {
        offer: 'offers',
        interaction: 'interactions',
        call: 'calls',
        segment: 'segments',
        notice: 'notices',
        task: 'tasks',
      }[kind as 'offer'];
      const ids = table ? Object.keys(play.state[table as 'offers']) : agents;
      const id = ids.at(-1 - (one.pick % Math.max(ids.length, 1))) ?? 'none';
      const input = commandInput(one.agent, one.key, id, bodyFor(play.state, one.key, id, one.pick), press());
      const outcome = play.input(input);
      if (!one.again) break;
      assert.deepEqual(play.input(input), { ...outcome, replayed: true }, 'the same press, the same answer');
      const other = play.input({ ...input, body: { ...(input.body as object), other: true } });
      assert.ok(!other.ok && other.problem.type.endsWith('idempotency_key_reused'), 'a key is for one body');
      break;
    }
    case 'enabled': {
      const all = enabledOn(play.state, one.agent).filter(({ capability }) => capability.enabled);
      const { key, id } = all[one.pick % all.length]!;
      play.input(commandInput(one.agent, key, id, bodyFor(play.state, key, id, one.pick), press()));
      break;
    }
    case 'callback':
      play.callback({
        number: `+121255501${String(one.number).padStart(2, '0')}`,
        ...(one.timesOut ? {} : { offerTimeout: null }),
        ...(one.first && { mode: 'customer_first' }),
        ...(one.dueIn && { dueIn: one.dueIn }),
        ...(one.number % 9 === 8 && { doNotCall: true }),
        ...(one.number % 9 === 7 && { callingWindow: { from: '08:00', to: '09:41' } }),
      });
      break;
    case 'customer': {
      const interactionId = Object.keys(play.state.interactions).at(-1 - one.pick);
      play.control('customer', { interactionId, act: one.act, party: one.party });
      break;
    }
    case 'cancel':
      play.control('cancel', { taskId: Object.keys(play.state.tasks).at(-1 - one.pick) ?? 'none' });
      break;
    case 'connection':
      play.input({
        actor: { kind: 'driver' },
        kind: 'connection',
        name: one.name,
        subject: one.agent,
        body: null,
        key: null,
      });
      break;
    case 'first': {
      const kind = splitCommand(one.key)[0] as 'call';
      const record = play.sees(one.agent, kind).at(-1);
      if (record) play.input(commandInput(one.agent, one.key, record.id, one.body, press()));
      break;
    }
    case 'wait':
      play.wait(one.ms);
      break;
    case 'next':
      play.waitForNext();
  }
};

const first = (agent: string, key: CommandKey, body: object = {}): Act => ({ do: 'first', agent, key, body });
const dialled = [first('ana', 'offer.accept'), first('ana', 'interaction.dial', { overrideReason: 'x' })];
const called: Act[] = [...dialled, { do: 'wait', ms: 2000 }];
const toBen = { target: { kind: 'agent', id: 'ben' } };
const consulted = [...called, first('ana', 'call.consult', toBen), first('ben', 'offer.accept')];

/** Where walks begin: what is deep in the procedure is reached too seldom from its door. */
export const beginnings: readonly Act[][] = [
  [],
  [],
  dialled,
  [first('ana', 'offer.accept'), first('ana', 'interaction.transfer', toBen)],
  [...called, first('ana', 'call.wrong-number'), first('ana', 'interaction.transfer', toBen)],
  called,
  [...called, first('ana', 'call.record-start'), first('ana', 'call.consult', toBen)],
  consulted,
  [...consulted, first('ana', 'call.merge')],
  [...consulted, first('ana', 'call.leave-and-transfer')],
  [...called, first('ana', 'call.consult', { target: { kind: 'queue', id: 'card-disputes' } })],
  [...called, first('ana', 'call.blind-transfer', toBen)],
  [...called, first('ana', 'call.blind-transfer', { target: { kind: 'external', id: '+12125550160' } })],
  [...called, { do: 'customer', pick: 0, act: 'drop', party: 'customer' }],
];

export const acts = fc
  .tuple(fc.constantFrom(...beginnings), fc.array(act, { minLength: 10, maxLength: 60, size: 'max' }))
  .map((parts) => parts.flat());

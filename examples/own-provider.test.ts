import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { CallbackClient } from '../client/client.ts';
import { RecordFeed, type RecordDraft } from '../client/feed.ts';
import { checkConformance, formatReport, type Subject } from '../conformance/index.ts';
import type { Capabilities, Capability } from '../contract/capabilities.ts';
import { capabilityName, commandKeys, splitCommand, type SubjectKind } from '../contract/commands.ts';
import { defaultPolicy } from '../contract/policy.ts';
import { refuse } from '../contract/problems.ts';
import type { Attempt, InteractionState, Leg } from '../contract/records.ts';

/** What your contact centre already has: a line to it, which says how things stand, and does what it is told. */
class TinyCentre {
  state: InteractionState | 'none' | 'gone' = 'none';
  count = 0;
  attempts: Attempt[] = [];
  notes = '';
  onChange = () => {};

  become(state: TinyCentre['state'], unanswered: 'no_answer' | 'agent_hangup' = 'no_answer'): void {
    const at = new Date().toISOString();
    if (state === 'offered') [this.count, this.attempts, this.notes] = [this.count + 1, [], ''];
    if (state === 'dialing') {
      const attempt = this.attempts.length + 1;
      const id = `call-${this.count}-${attempt}`;
      const fixed = { number: '+12125550143', agentName: 'Ana', overrideReason: null };
      this.attempts = [
        ...this.attempts,
        { id, attempt, ...fixed, startedAt: at, endedAt: null, outcome: null },
      ];
    }
    const last = this.attempts.at(-1);
    const hasEnded = this.state === 'dialing' ? state === 'no_answer' : this.state === 'in_call';
    if (last && hasEnded) {
      const outcome = state === 'no_answer' ? unanswered : 'answered';
      this.attempts = [...this.attempts.slice(0, -1), { ...last, endedAt: at, outcome }];
    }
    this.state = state;
    this.onChange();
  }
}

const yes: Capability = { visible: true, enabled: true };
const never: Capability = { visible: false, enabled: false, reason: 'unsupported' };

/** Those that are named stand as they are given; all else is what this provider never offers. */
const can = <K extends SubjectKind>(kind: K, offered: Partial<Capabilities<K>> = {}): Capabilities<K> => {
  const names = commandKeys.map(splitCommand).filter(([of]) => of === kind);
  const all = names.map(([, name]) => [capabilityName(name), never] as const);
  return Object.fromEntries([...all, ...Object.entries(offered)]) as Capabilities<K>;
};

/** It is there; where it cannot be done now, it says why. */
const when = (is: boolean, reason: string): Capability =>
  is ? yes : { visible: true, enabled: false, reason };

const started = new Date().toISOString();
const signedIn = { signedIn: true, presenceId: 'available', since: started };

/** How things stand, as records. */
const recordsOf = ({ state, count, attempts, notes }: TinyCentre): RecordDraft[] => {
  const { presences, wrapUpCodes, defaultWrapUpCode, notesLimit } = defaultPolicy;
  const records: RecordDraft[] = [
    {
      ...{
        kind: 'settings',
        id: 'settings',
        providerName: 'Tiny',
        presences,
        wrapUpCodes,
        defaultWrapUpCode,
      },
      ...{ reasons: [], dialing: 'manual', targets: { transfer: [], consult: [], blind: [] }, notesLimit },
    },
    {
      ...{ kind: 'agent', id: 'ana', name: 'Ana', roles: ['agent'], queues: [], capacity: 1 },
      ...{ presence: { workspace: signedIn, contact_centre: signedIn }, nextPresenceId: null, matchTo: null },
      capabilities: can('agent'),
    },
  ];
  if (state === 'none' || state === 'gone') return records;

  const customerName = 'Adaeze Okonkwo-Fitzgerald';
  const ids = {
    taskId: `task-${count}`,
    interactionId: `interaction-${count}`,
    customerId: 'customer-1',
    externalId: `CASE-${count}`,
    customPayload: null,
  };
  if (state === 'offered')
    return [
      ...records,
      {
        ...{ kind: 'offer', id: `offer-${count}`, ...ids, state: 'open', badge: null, customerName },
        ...{ queueName: 'Cards', type: 'asap', scheduledStart: null, reason: null, offeredAt: started },
        ...{ timer: null, autoAssigned: false, rejectReasons: [] },
        capabilities: can('offer', { accept: yes, reject: yes }),
      },
    ];

  const last = attempts.at(-1);
  const isOver = state === 'closed';
  const isCalled = state === 'dialing' || state === 'in_call';
  const isReached = attempts.some(({ outcome }) => outcome === 'answered') || state === 'in_call';
  const taskState = isOver ? 'closed_complete' : isReached || isCalled ? 'in_progress' : 'assigned';
  const why = isOver ? 'closed' : isCalled ? 'dialing' : 'wrap_up_open';
  const dial = when(state === 'preview' || state === 'no_answer', why);
  const hidden: Capability = { visible: false, enabled: false };
  const closedAt = isOver ? started : null;
  const number = { id: 'mobile', number: '+12125550143', label: 'Mobile' };
  const mine = { ownerId: 'ana', mode: 'agent_first', numberId: 'mobile', closedAt } as const;
  records.push(
    {
      ...{
        kind: 'task',
        id: ids.taskId,
        ...ids,
        ...mine,
        taskNumber: `T${count}`,
        state: taskState,
        type: 'asap',
      },
      customer: { id: 'customer-1', name: customerName, numbers: [number], timeZone: null, language: null },
      ...{ queue: { id: 'cards', name: 'Cards' }, reason: null, requestedAt: started, scheduledStart: null },
      ...{
        promisedAt: null,
        sourceChannel: null,
        ivrPath: [],
        context: null,
        scheduledBy: null,
        consent: null,
      },
      ...{ doNotCall: false, voicemail: null, callingWindow: null, attempts, attemptLimit: null },
      capabilities: can('task'),
    },
    {
      ...{ kind: 'interaction', id: ids.interactionId, ...ids, ...mine, state, customerName },
      ...{ callId: last?.id ?? null, acceptedAt: started, previewDuration: last ? 0 : null, timer: null },
      ...{ transfer: null, escalatedAt: null },
      capabilities: can('interaction', { dial: last ? hidden : dial, retry: last ? dial : hidden }),
    },
    {
      ...{
        kind: 'segment',
        id: `segment-${count}`,
        ...ids,
        customerName,
        reasonId: null,
        notes,
        revision: 0,
      },
      state: isOver ? 'submitted' : state === 'wrap_up' ? 'open' : 'draft',
      ...{ savedAt: null, timer: null, closesWhenCallEnds: false, lateNotes: [], history: [], closedAt },
      capabilities: can('segment', { submit: when(state === 'wrap_up', isOver ? 'closed' : 'call_live') }),
    },
  );
  if (!last) return records;
  const legState = last.endedAt ? 'ended' : state === 'in_call' ? 'connected' : 'ringing';
  const connectedAt = state === 'in_call' || last.outcome === 'answered' ? last.startedAt : null;
  const leg = { name: '', number: null, since: last.startedAt, muted: false, endReason: null, agentId: null };
  const legs: Leg[] = [
    { ...leg, id: `${last.id}-ana`, role: 'agent', agentId: 'ana', state: legState, connectedAt },
    { ...leg, id: `${last.id}-customer`, role: 'customer', name: customerName, state: legState, connectedAt },
  ];
  records.push({
    ...{ kind: 'call', id: last.id, ...ids, attempt: last.attempt, legs, startedAt: last.startedAt },
    ...{ answeredAt: connectedAt, endedAt: last.endedAt, recording: { state: 'off', since: null } },
    ...{ consult: { state: 'none', target: null, timer: null, last: null }, blind: null, escalatedAt: null },
    capabilities: can('call', { end: when(isCalled, 'no_call') }),
  });
  return records;
};

/** The provider: what is asked for becomes what the centre is told. */
const createTinyClient = (centre: TinyCentre): CallbackClient => {
  const feed = new RecordFeed({ agentId: 'ana', namespace: 'tiny' });
  centre.onChange = () => feed.commit(recordsOf(centre));
  centre.onChange();
  return {
    snapshot: () => feed.snapshot(),
    events: (position, options) => feed.events(position, options),
    directory: async () => refuse('unsupported'),
    // The same key is performed once, whoever sends it again.
    send: (command, id, payload, { key }) =>
      feed.once(key, [command, id, payload], async () => {
        const [kind, name] = splitCommand(command);
        const record = feed.get(kind, id);
        if (!record) return refuse(kind === 'offer' && id.startsWith('offer-') ? 'offer_ended' : 'not_found');
        const capabilities = record.capabilities as Readonly<Record<string, Capability>>;
        const { visible, enabled, reason } = capabilities[capabilityName(name)] ?? never;
        if (!visible && reason === 'unsupported') refuse('unsupported');
        if (!enabled) refuse('not_possible', { ...(reason && { reason }) });
        if (command === 'offer.accept') centre.become('preview');
        if (command === 'offer.reject') centre.become('gone');
        if (command === 'interaction.dial' || command === 'interaction.retry') centre.become('dialing');
        if (command === 'call.end')
          centre.become(centre.state === 'dialing' ? 'no_answer' : 'wrap_up', 'agent_hangup');
        if (command === 'segment.submit') {
          centre.notes = 'notes' in payload ? payload.notes : '';
          centre.become('closed');
        }
        return { outcome: 'performed', asOf: feed.asOf };
      }),
  };
};

it('a provider of one’s own conforms in what it offers', async () => {
  const report = await checkConformance((): Subject => {
    const centre = new TinyCentre();
    return {
      client: createTinyClient(centre),
      // What makes things happen in a test centre; what is left out is not checked, and the report says so.
      situations: {
        callback: async () => centre.become('offered'),
        customer: async (act) =>
          centre.become(
            ({ answer: 'in_call', ring_out: 'no_answer', hang_up: 'wrap_up', cancel: 'gone' } as const)[act],
          ),
      },
    };
  });
  console.log(formatReport(report));
  const failed = report.results.filter(({ status }) => status === 'failed');
  assert.deepEqual(failed, []);
  assert.equal(report.commands['interaction.retry'], 'performed');
  assert.equal(report.commands['call.hold'], 'unsupported');
});

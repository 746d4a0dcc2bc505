import type { CallbackClient, StreamMessage } from '../../client/client.ts';
import type { Capability } from '../../contract/capabilities.ts';
import type { CommandKey } from '../../contract/commands.ts';
import type { CallbackEvent, CommandAnswer, Snapshot } from '../../contract/events.ts';
import { parsePosition, position } from '../../contract/events.ts';
import { problem, ProblemError, type ProblemCode } from '../../contract/problems.ts';
import type { AnyRecord, RecordKind, RecordTypes } from '../../contract/records.ts';

/* Mistakes that somebody could make in a client, to see that the suite would find each. */

export interface Mistake {
  /** The check or the rule that is to find it. */
  readonly breaks: string;
  readonly what: string;
  /** Where a rule finds it: the check that does what is needed. */
  readonly during?: string;
  readonly make: (client: CallbackClient) => CallbackClient;
}

type Send = (
  command: CommandKey,
  id: string,
  payload: Readonly<Record<string, unknown>>,
  options: { key: string },
) => Promise<CommandAnswer>;

/** The same client, with some of it done otherwise. */
const changed = (
  client: CallbackClient,
  {
    snapshot = (one) => one,
    event = (one) => one,
    send = (next) => next,
    ...rest
  }: {
    snapshot?: (one: Snapshot) => Snapshot;
    event?: (one: CallbackEvent) => CallbackEvent;
    send?: (next: Send) => Send;
  } & Partial<Pick<CallbackClient, 'directory' | 'events'>>,
): CallbackClient => ({
  snapshot: async (options) => snapshot(await client.snapshot(options)),
  directory: (query, options) => client.directory(query, options),
  send: (command, id, payload, options) =>
    send((...given) => client.send(...(given as Parameters<CallbackClient['send']>)))(
      command,
      id,
      payload,
      options,
    ),
  async *events(after, options): AsyncGenerator<StreamMessage> {
    for await (const message of client.events(after, options))
      yield message.type === 'event' ? { ...message, event: event(message.event) } : message;
  },
  ...rest,
});

/** Says something else of one kind of record, wherever it stands. */
const says =
  <K extends RecordKind>(kind: K, otherwise: (record: RecordTypes[K]) => object) =>
  (client: CallbackClient): CallbackClient => {
    const all = <T extends { readonly records: readonly AnyRecord[] }>(one: T): T => ({
      ...one,
      records: one.records.map((record) =>
        record.kind === kind ? { ...record, ...otherwise(record as RecordTypes[K]) } : record,
      ),
    });
    return changed(client, { snapshot: all, event: all });
  };

/** Says that it was performed, and does nothing. */
const ignores = (ignored: CommandKey) => (client: CallbackClient) =>
  changed(client, {
    send:
      (next) =>
      async (command, ...rest) =>
        command === ignored
          ? { outcome: 'performed', asOf: (await client.snapshot()).asOf }
          : next(command, ...rest),
  });

/** What is refused, or changed nothing, is said to have been performed. */
const lies = (client: CallbackClient) =>
  changed(client, {
    send:
      (next) =>
      async (...given) => ({
        asOf: (await next(...given).catch(() => client.snapshot())).asOf,
        outcome: 'performed' as const,
      }),
  });

/** Refuses with another code. */
const refusesWith = (code: ProblemCode, which?: CommandKey) => (client: CallbackClient) =>
  changed(client, {
    send:
      (next) =>
      async (...given) => {
        if (which && given[0] === which) throw new ProblemError(problem(code));
        return next(...given).catch(() => {
          throw new ProblemError(problem(code));
        });
      },
  });

/** Each request has a key of its own. */
const forgetsKeys = (client: CallbackClient) => {
  let count = 0;
  return changed(client, {
    send: (next) => (command, id, payload, options) =>
      next(command, id, payload, { ...options, key: `${options.key}-${(count += 1)}` }),
  });
};

/** Whatever version was seen, it is sent as the newest. */
const forgetsVersions = (client: CallbackClient) =>
  changed(client, {
    send: (next) => async (command, id, payload, options) => {
      if (!('version' in payload)) return next(command, id, payload, options);
      const { records } = await client.snapshot();
      const of = records.find((one) => one.id === id);
      const task = of?.kind === 'interaction' ? records.find((one) => one.id === of.taskId) : of;
      return next(command, id, { ...payload, version: task?.version }, options);
    },
  });

/** What is removed is not said. */
const keeps = (kind: RecordKind) => (client: CallbackClient) =>
  changed(client, {
    event: (one) => ({ ...one, removed: one.removed.filter((ref) => ref.kind !== kind) }),
  });

/** With every event comes once more, and otherwise, what was seen last of a kind in a state. */
const repeats =
  <K extends RecordKind>(
    kind: K,
    isMeant: (record: RecordTypes[K]) => boolean,
    otherwise: (count: number) => object,
  ) =>
  (client: CallbackClient): CallbackClient => {
    let last: RecordTypes[K] | undefined;
    let count = 0;
    return changed(client, {
      event: (one) => {
        const found = one.records.find((record) => record.kind === kind && isMeant(record as RecordTypes[K]));
        last = (found as RecordTypes[K] | undefined) ?? last;
        if (!last || found) return one;
        count += 1;
        const again = { ...last, version: last.version + count, ...otherwise(count) } as AnyRecord;
        return { ...one, records: [...one.records, again] };
      },
    });
  };

const capability =
  (kind: 'offer' | 'interaction', name: string, state: string, value: Capability) =>
  (client: CallbackClient) =>
    says(kind, (one) =>
      one.state === state ? { capabilities: { ...one.capabilities, [name]: value } } : {},
    )(client);

const customerIs = (from: string, to: string) =>
  says('call', ({ legs }) => ({
    legs: legs.map((leg) => (leg.role === 'customer' && leg.state === from ? { ...leg, state: to } : leg)),
  }));

const row = (breaks: string, what: string, make: Mistake['make'], during?: string): Mistake => ({
  breaks,
  what,
  make,
  ...(during && { during }),
});

export const mistakes: readonly Mistake[] = [
  row('snapshot', 'no settings in the snapshot', (client) =>
    changed(client, {
      snapshot: (one) => ({ ...one, records: one.records.filter(({ kind }) => kind !== 'settings') }),
    }),
  ),
  row('resume', 'a stream that is opened again leaves out an event', (client) => {
    let streams = 0;
    return changed(client, {
      async *events(after, options): AsyncGenerator<StreamMessage> {
        let isLeft = (streams += 1) > 1;
        for await (const message of client.events(after, options)) {
          if (message.type !== 'event' || !isLeft) yield message;
          else isLeft = false;
        }
      },
    });
  }),
  row('past', 'a position of another past is taken for the present', (client) =>
    changed(client, {
      async *events(after, options): AsyncGenerator<StreamMessage> {
        const { asOf } = await client.snapshot();
        const isOurs = parsePosition(after)?.epoch === parsePosition(asOf)?.epoch;
        yield* client.events(isOurs ? after : asOf, options);
      },
    }),
  ),
  row('abort', 'a stream that goes on', (client) =>
    changed(client, { events: (after) => client.events(after, { signal: new AbortController().signal }) }),
  ),
  row('accept', 'accept does nothing', ignores('offer.accept')),
  row('accept-twice', 'accepted twice, performed twice', lies),
  row('reject', 'what was rejected can be accepted', lies),
  row('one-end', 'accept and reject both win', lies),
  row('time-out', 'a late accept is not told what happened', refusesWith('internal')),
  row('customer-cancels', 'what the customer took back can be accepted', lies),
  row('select-number', 'another number is dialled', ignores('interaction.select-number')),
  row(
    'dial',
    'the time of the preview is not kept',
    says('interaction', () => ({ previewDuration: null })),
  ),
  row('dial-same-key', 'a press that is sent twice counts twice', forgetsKeys),
  row('dial-two-keys', 'both presses dial', lies),
  row('retry', 'Retry does nothing', ignores('interaction.retry')),
  row(
    'hang-up-ringing',
    'the agent’s end counts as the customer’s',
    says('task', ({ attempts }) => ({
      attempts: attempts.map((one) => (one.outcome ? { ...one, outcome: 'no_answer' } : one)),
    })),
  ),
  row(
    'countdown',
    'the countdown dials twice',
    says('task', ({ attempts }) => ({ attempts: attempts.flatMap((one) => [one, { ...one, attempt: 2 }]) })),
  ),
  row(
    'try-later',
    'what is scheduled anew keeps its owner',
    says('task', ({ state }) => (state === 'scheduled' ? { ownerId: 'ana' } : {})),
  ),
  row('edit-reason', 'an old version writes over a new one', forgetsVersions),
  row('replay', 'the same key is answered otherwise', forgetsKeys),
  row('other-body', 'the same key does two things', forgetsKeys),
  row('refusal-remembered', 'a refusal is forgotten', forgetsKeys),
  row(
    'disabled',
    'what is disabled is performed',
    capability('interaction', 'dial', 'preview', { visible: true, enabled: false, reason: 'dialing' }),
  ),
  row(
    'enabled',
    'what is enabled is refused',
    capability('interaction', 'tryLater', 'preview', { visible: true, enabled: true }),
  ),
  row('unknown', 'what does not exist is refused otherwise', refusesWith('not_possible')),
  row('transfer-cancelled', 'Cancel does nothing', ignores('interaction.cancel-transfer')),
  row('transfer-accepted', 'what was handed on stays', keeps('interaction')),
  row(
    'transfer-declined',
    'the sender is not told',
    says('notice', () => ({ type: 'customer_canceled' })),
  ),
  row('transfer-one-wins', 'cancelled and accepted', ignores('interaction.cancel-transfer')),
  row('dismiss', 'a notice comes back', ignores('notice.dismiss')),
  row('hold', 'hold does nothing', ignores('call.hold')),
  row('mute', 'mute does nothing', ignores('call.mute')),
  row('record', 'the recording is not paused', ignores('call.record-pause')),
  row(
    'escalate',
    'that it was escalated is not kept',
    says('interaction', () => ({ escalatedAt: null })),
  ),
  row('tones', 'tones are refused', refusesWith('internal', 'call.dtmf')),
  row(
    'hang-up',
    'the wrap-up does not open',
    says('segment', ({ state }) => (state === 'open' ? { state: 'draft' } : {})),
  ),
  row('wrong-number', 'Wrong number does nothing', ignores('call.wrong-number')),
  row('consult', 'the customer hears the consult', customerIs('held', 'connected')),
  row('consult-declined', 'the customer is off hold by themselves', customerIs('held', 'connected')),
  row('end-consult', 'End consult does nothing', ignores('call.end-consult')),
  row('leave', 'the agent stays', ignores('call.leave-and-transfer')),
  row('blind', 'the agent stays', ignores('call.blind-transfer')),
  row('save', 'what is saved is lost', ignores('segment.save')),
  row(
    'submit',
    'a task that was done counts as abandoned',
    says('task', ({ state }) => (state === 'closed_complete' ? { state: 'closed_abandoned' } : {})),
  ),
  row('submitted', 'what is submitted can be written', lies),
  row('amend', 'a late note is lost', ignores('segment.amend')),
  row(
    'overwritten',
    'what was written over is lost',
    says('segment', () => ({ history: [] })),
  ),
  row(
    'limited',
    'at zero the notes are lost',
    says('segment', ({ state, notes }) => ({
      notes: state === 'expired' ? '' : notes,
    })),
  ),
  row('extend', 'More time does nothing', ignores('segment.extend')),
  row(
    'reopen',
    'Back loses the notes',
    says('segment', ({ state, notes }) => ({
      notes: state === 'draft' ? '' : notes,
    })),
  ),
  row('presence', 'a presence is not set', ignores('agent.set')),
  row('sign-out', 'sign-out does nothing', ignores('agent.sign-out')),
  row('sign-out-preview', 'who signed out keeps it', keeps('interaction')),
  row('schedule', 'an old version writes over a new one', forgetsVersions),
  row('directory', 'one finds oneself', (client) =>
    changed(client, {
      directory: async (query, options) => {
        const page = await client.directory(query, options);
        const [first] = page.entries;
        if (first?.kind !== 'agent' || query.search) return page;
        return { ...page, entries: [...page.entries, { ...first, id: 'ana' }], total: page.total + 1 };
      },
    }),
  ),

  // What the rules find
  row(
    'agree',
    'snapshot and events say different things',
    (client) =>
      changed(client, {
        snapshot: (one) => ({
          ...one,
          records: one.records.map((record) =>
            record.kind === 'task' ? { ...record, reason: '?' } : record,
          ),
        }),
      }),
    'accept',
  ),
  row(
    'numbers',
    'a number is left out',
    (client) =>
      changed(client, {
        event: (one) => {
          const { epoch, number } = parsePosition(one.id)!;
          return { ...one, id: position(epoch, number + 1) };
        },
      }),
    'accept',
  ),
  row(
    'whole',
    'there is no version',
    says('offer', () => ({ version: 0 })),
    'accept',
  ),
  row(
    'capabilities',
    'what is not there is enabled',
    capability('offer', 'accept', 'open', { visible: false, enabled: true }),
    'accept',
  ),
  row(
    'times',
    'a time in another form',
    says('offer', () => ({ offeredAt: 'Mon, 02 Mar 2026 14:00:00 GMT' })),
    'accept',
  ),
  row(
    'versions',
    'a change does not count',
    says('task', () => ({ version: 1 })),
    'dial',
  ),
  row(
    'moves',
    'a call becomes an offer',
    says('interaction', ({ state }) => (state === 'in_call' ? { state: 'offered' } : {})),
    'dial',
  ),
  row(
    'attempts',
    'attempts are not numbered',
    says('task', ({ attempts }) => ({ attempts: attempts.map((one) => ({ ...one, attempt: 1 })) })),
    'retry',
  ),
  row(
    'owners',
    'somebody else owns it',
    says('interaction', () => ({ ownerId: 'ben' })),
    'accept',
  ),
  row(
    'offers',
    'an offer ends twice',
    repeats(
      'offer',
      () => true,
      (count) => ({ state: count % 2 ? 'accepted' : 'rescinded' }),
    ),
    'save',
  ),
  row(
    'live',
    'a task closes during the call',
    says('task', ({ state }) => (state === 'in_progress' ? { state: 'closed_complete' } : {})),
    'dial',
  ),
  row(
    'there',
    'the customer is alone on the line',
    says('call', ({ legs }) => ({ legs: legs.filter(({ role }) => role === 'customer') })),
    'dial',
  ),
  row(
    'place',
    'a callback is there twice',
    (client) => {
      const twice = <T extends { readonly records: readonly AnyRecord[] }>(one: T): T => ({
        ...one,
        records: one.records.flatMap((record): AnyRecord[] =>
          record.kind === 'interaction' ? [record, { ...record, id: `${record.id}-again` }] : [record],
        ),
      });
      return changed(client, { snapshot: twice, event: twice });
    },
    'accept',
  ),
  row(
    'closed',
    'what is closed changes',
    repeats(
      'task',
      ({ closedAt }) => closedAt !== null,
      (count) => ({ reason: `other ${count}` }),
    ),
    'amend',
  ),
  row(
    'late',
    'the last late note is the only one',
    says('segment', ({ lateNotes }) => ({ lateNotes: lateNotes.slice(-1) })),
    'amend',
  ),
  row(
    'expired',
    'at zero the notes are lost',
    says('segment', ({ state, notes }) => ({ notes: state === 'expired' ? '' : notes })),
    'limited',
  ),
  row(
    'sight',
    'another agent’s record is seen',
    says('agent', () => ({ id: 'ben' })),
    'accept',
  ),
  row(
    'capacity',
    'more calls than capacity',
    says('agent', () => ({ capacity: 0 })),
    'dial',
  ),
];

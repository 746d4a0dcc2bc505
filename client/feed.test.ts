import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandAnswer } from '../contract/events.ts';
import { refuse } from '../contract/problems.ts';
import type { StreamMessage } from './client.ts';
import { RecordFeed, type RecordDraft } from './feed.ts';

const notice = (id: string, customerName = 'Adaeze'): RecordDraft => ({
  kind: 'notice',
  id,
  taskId: 't',
  interactionId: null,
  customerId: 'c',
  externalId: null,
  customPayload: null,
  at: '2026-03-02T14:00:00.000Z',
  type: 'transfer_accepted',
  customerName,
  party: null,
  reason: null,
  capabilities: { dismiss: { visible: true, enabled: true } },
});

const open = () => new RecordFeed({ agentId: 'ana', namespace: 'test', now: () => 0.5 });

describe('a feed of computed records', () => {
  it('says what is otherwise, whole and with a higher version, and what is gone', async () => {
    const feed = open();
    feed.commit([notice('1'), notice('2')]);
    const { asOf } = await feed.snapshot();
    feed.commit([notice('1', 'Bo Li')]);
    feed.commit([notice('1', 'Bo Li')]);
    const stop = new AbortController();
    const messages: StreamMessage[] = [];
    for await (const message of feed.events(asOf, { signal: stop.signal })) {
      messages.push(message);
      if (messages.length === 2) stop.abort();
    }
    const event = messages[1]?.type === 'event' ? messages[1].event : undefined;
    assert.deepEqual(event?.records, [{ ...notice('1', 'Bo Li'), version: 2 }]);
    assert.deepEqual(event.removed, [{ kind: 'notice', id: '2' }]);
    assert.equal(event.id, feed.asOf, 'what changed nothing says nothing');
  });

  it('answers a position that it does not know with a reset', async () => {
    for (const position of ['other.0', open().asOf, `${open().asOf.split('.')[0]!}.9`] as const) {
      const { value } = await open().events(position, { signal: new AbortController().signal }).next();
      assert.deepEqual(value, { type: 'reset' });
    }
  });

  it('does once what a key stands for; what could not be asked for, again', async () => {
    const feed = open();
    let count = 0;
    const run = (): Promise<CommandAnswer> => {
      count += 1;
      return Promise.resolve({ outcome: 'performed', asOf: feed.asOf });
    };
    assert.equal(await feed.once('a', ['x'], run), await feed.once('a', ['x'], run));
    assert.equal(count, 1);
    await assert.rejects(feed.once('a', ['y'], run), { code: 'idempotency_key_reused' });
    await assert.rejects(
      feed.once('b', ['x'], async () => refuse('unavailable')),
      { code: 'unavailable' },
    );
    await feed.once('b', ['x'], run);
    assert.equal(count, 2);
  });
});

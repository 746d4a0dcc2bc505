import type { AnyRecord } from '../../contract/records.ts';
import type { StoreHandle } from '../../client/handle.ts';
import { hostIds } from '../shared/events.ts';
import type { FactEvent } from '../shared/events.ts';
import {
  CallbackAnsweredEvent,
  CallbackClosedEvent,
  CallbackDialedEvent,
  CallbackEscalatedEvent,
  CallbackOfferedEvent,
  CallbackOpenedEvent,
  CallbackTransferEndedEvent,
} from './callback-provider.events.ts';
import type { InteractionFact, TransferOutcome } from './callback-provider.events.ts';

/** What happened to one record, in the order in which it happens. */
const changes = function* (now: AnyRecord, before: AnyRecord | undefined, agentId: string | null) {
  const ids = hostIds(now) as InteractionFact;
  if (now.kind === 'offer' && now.state === 'open' && !before)
    yield new CallbackOfferedEvent({ ...ids, offerId: now.id });
  if (now.kind === 'notice' && !before && now.type.startsWith('transfer_'))
    yield new CallbackTransferEndedEvent({
      ...ids,
      outcome: now.type.slice(9) as TransferOutcome,
      party: now.party,
    });
  if (now.kind === 'interaction') {
    const old = before as typeof now | undefined;
    const mine = (one = old) => one?.ownerId === agentId && !/offered|released/.test(one.state);
    if (mine(now) && !mine() && now.state !== 'closed') yield new CallbackOpenedEvent(ids);
    if (now.callId && old && now.callId !== old.callId)
      yield new CallbackDialedEvent({ ...ids, callId: now.callId });
    if (now.escalatedAt && old && !old.escalatedAt) yield new CallbackEscalatedEvent(ids);
    if (now.state === 'closed' && old && old.state !== 'closed') yield new CallbackClosedEvent(ids);
  }
  if (now.kind === 'call') {
    const old = before as typeof now | undefined;
    if (now.answeredAt && !old?.answeredAt) yield new CallbackAnsweredEvent({ ...ids, callId: now.id });
  }
};

const kinds = ['offer', 'interaction', 'call', 'notice'] as const;

/**
 * Tells what happened, by comparing the records of a kind with those before: the same facts come from events and
 * from a snapshot after a gap. The first snapshot is no news.
 */
export const watchFacts = (store: StoreHandle, tell: (fact: FactEvent<unknown>) => void): (() => void) => {
  let known: Map<string, AnyRecord> | undefined;
  const read = () => kinds.map((kind) => store.all(kind));
  const index = (lists: readonly (readonly AnyRecord[])[]) =>
    new Map(lists.flat().map((record) => [`${record.kind} ${record.id}`, record]));
  if (store.agentId) known = index(read());
  return store.select(
    () => [store.agentId, ...read()] as const,
    ([agentId, ...lists]) => {
      const before = known;
      known = index(lists);
      if (!before) return;
      const facts: FactEvent<unknown>[] = [];
      for (const [key, record] of known)
        if (record !== before.get(key)) facts.push(...changes(record, before.get(key), agentId));
      // A call's answer is told before the end of its interaction, when both came at once.
      facts.sort(
        (a, b) => Number(a instanceof CallbackClosedEvent) - Number(b instanceof CallbackClosedEvent),
      );
      facts.forEach(tell);
    },
    (a, b) => a.every((one, at) => one === b[at]),
  );
};

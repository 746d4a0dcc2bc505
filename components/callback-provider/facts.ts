import type { AnyRecord, CallRecord, InteractionRecord } from '../../contract/records.ts';
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

type Known = ReadonlyMap<string, AnyRecord>;

/** The agent's own; not what they only have a part in, as one who is consulted, or who handed the call over. */
const isMine = (one: InteractionRecord | undefined, agentId: string | null) =>
  one?.ownerId === agentId && !/offered|released/.test(one.state);

/** Whether the customer answered, in a call of the agent's own. */
const isAnswered = (known: Known, key: string, agentId: string | null) => {
  const call = known.get(key) as CallRecord | undefined;
  return (
    !!call?.answeredAt &&
    isMine(known.get(`interaction ${call.interactionId}`) as InteractionRecord | undefined, agentId)
  );
};

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
    const mine = isMine(now, agentId);
    if (mine && !isMine(old, agentId) && now.state !== 'closed') yield new CallbackOpenedEvent(ids);
    if (mine && now.callId && old && now.callId !== old.callId)
      yield new CallbackDialedEvent({ ...ids, callId: now.callId });
    if (mine && now.escalatedAt && old && !old.escalatedAt) yield new CallbackEscalatedEvent(ids);
    if (now.state === 'closed' && old && old.state !== 'closed') yield new CallbackClosedEvent(ids);
  }
};

const kinds = ['offer', 'interaction', 'call', 'notice'] as const;

/**
 * Tells what happened, by comparing the records of a kind with those before: the same facts come from events and
 * from a snapshot after a gap. The first snapshot is no news.
 */
export const watchFacts = (store: StoreHandle, tell: (fact: FactEvent<unknown>) => void): (() => void) => {
  let known: Known | undefined;
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
      // Also when the call became the agent's own: the answer is told with it.
      for (const [key, { kind, id, ...ids }] of known)
        if (kind === 'call' && isAnswered(known, key, agentId) && !isAnswered(before, key, agentId))
          facts.push(new CallbackAnsweredEvent({ ...(hostIds(ids) as InteractionFact), callId: id }));
      // A call's answer is told before the end of its interaction, when both came at once.
      facts.sort(
        (a, b) => Number(a instanceof CallbackClosedEvent) - Number(b instanceof CallbackClosedEvent),
      );
      facts.forEach(tell);
    },
    (a, b) => a.every((one, at) => one === b[at]),
  );
};

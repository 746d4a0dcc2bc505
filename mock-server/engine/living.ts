import { isDraft } from 'immer';
import type { Call, Interaction, Offer, Segment, Task } from './types.ts';

/* What is not over: little of a long day, and asked for at every step. Looked for once in each table. */

const living = <T extends object>(is: (one: T) => boolean) => {
  const known = new WeakMap<object, readonly T[]>();
  return (table: Readonly<Record<string, T>>): readonly T[] => {
    // A draft is still being changed.
    const found = isDraft(table) ? undefined : known.get(table);
    if (found) return found;
    const list = Object.values(table).filter(is);
    if (!isDraft(table)) known.set(table, list);
    return list;
  };
};

export const openOffers = living<Offer>(({ state }) => state === 'open');
export const openInteractions = living<Interaction>(
  ({ state }) => state !== 'closed' && state !== 'released',
);
export const runningCalls = living<Call>(({ endedAt }) => endedAt === null);
export const openSegments = living<Segment>(({ state }) => state === 'open');
export const queuedTasks = living<Task>(({ state }) => state === 'queued');

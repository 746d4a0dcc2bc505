import type { Milliseconds } from '../../contract/records.ts';

/** So many at once, and so many a second for as long as one likes. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** No hand, and no page that sends all that it kept, is as fast. */
export const usualRate: Rate = { perSecond: 100, burst: 200 };

/**
 * Tells how long to wait, in milliseconds; 0: not at all, and it counts. For each it remembers one number, and no
 * longer than the thing whose it is. Source: the generic cell rate algorithm, ITU-T I.371.
 */
export const rateLimit = ({ perSecond, burst }: Rate) => {
  const interval = 1000 / perSecond;
  /** When all that was let through would have been, had it come evenly. */
  const reached = new WeakMap<object, Map<string, number>>();
  return (whose: object, name: string, now: number): Milliseconds => {
    const ofAll = reached.get(whose) ?? new Map<string, number>();
    reached.set(whose, ofAll);
    const next = Math.max(ofAll.get(name) ?? now, now) + interval;
    const wait = next - now - burst * interval;
    if (wait > 0) return wait;
    ofAll.set(name, next);
    return 0;
  };
};

import type { Time } from './types.ts';

let last: Time = 0;
let text = '';

/** ISO 8601, UTC. The last is remembered: what happens at once is told with one time, many times. */
export const iso = (time: Time): string => {
  if (time !== last || !text) {
    text = new Date(time).toISOString();
    last = time;
  }
  return text;
};

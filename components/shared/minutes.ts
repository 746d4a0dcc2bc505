import { Stopwatch } from './clock.ts';
import type { ClockHost } from './clock.ts';

const minute = 60_000;
const past = '2020-01-01T00:00:00Z';

/** Draws its element again when a minute has begun since it was drawn. */
export class Minutes extends Stopwatch {
  constructor(host: ClockHost) {
    super(host, () => past);
  }

  override tick(now: number): void {
    const begun = Math.floor((now - Date.parse(past)) / minute);
    if (begun !== Math.floor((this.seconds ?? 0) / 60)) super.tick(now);
    this.due = Date.parse(past) + (begun + 1) * minute;
  }
}

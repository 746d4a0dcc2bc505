import type { Clock } from '../contract/events.ts';
import type { ClockHandle } from './handle.ts';
import { listeners } from './listeners.ts';

/** Differences up to so many real milliseconds are the network's, not the clock's. */
const tolerance = 50;

/** The server's time; idea: Cristian's algorithm without the round trip, which no countdown would show. */
export class ServerClock implements ClockHandle {
  #sent = Date.now();
  #since: number;
  #rate = 1;
  readonly #changes = listeners();
  readonly #monotonic: () => number;

  /** `monotonic`: milliseconds that never go back, whatever the device's clock does. */
  constructor(monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic;
    this.#since = monotonic();
  }

  get rate(): number {
    return this.#rate;
  }

  now(): number {
    return this.#sent + (this.#monotonic() - this.#since) * this.#rate;
  }

  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  /** Takes what the server sent just now. What is no clock is ignored. */
  set({ now, rate }: Clock): void {
    const sent = Date.parse(now);
    if (!Number.isFinite(sent) || !Number.isFinite(rate) || rate < 0) return;
    // In the server's milliseconds the tolerance grows with the rate; a clock that stands is exact.
    if (rate === this.#rate && Math.abs(sent - this.now()) <= tolerance * rate) return;
    this.#sent = sent;
    this.#since = this.#monotonic();
    this.#rate = rate;
    this.#changes.tell();
  }
}

import type { Host } from './driver.ts';

/** A host whose time passes only when told to. */
export class FakeHost implements Host {
  #now = Date.UTC(2026, 2, 2, 14);
  #timers = new Set<{ readonly at: number; readonly fire: () => void }>();

  now(): number {
    return this.#now;
  }

  setTimer(delay: number, fire: () => void): () => void {
    const timer = { at: this.#now + delay, fire };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Real milliseconds until the next timer; null: none waits. */
  get next(): number | null {
    const [first] = this.#sorted();
    return first ? first.at - this.#now : null;
  }

  /** Lets real time pass, firing timers on the way. */
  pass(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (let [first] = this.#sorted(); first && first.at <= until; [first] = this.#sorted()) {
      this.#timers.delete(first);
      this.#now = Math.max(this.#now, first.at);
      first.fire();
    }
    this.#now = until;
  }

  /** The machine sleeps: time passes, and no timer fires. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
  }

  #sorted() {
    return [...this.#timers].sort((a, b) => a.at - b.at);
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClockHandle } from '../../client/handle.ts';

/** The device's own time, where there is no provider. */
export const localClock: ClockHandle = { now: () => Date.now(), rate: 1, onChange: () => () => {} };

/** Calls once after so many milliseconds of real time. Returns the way to stop. */
export const later = (call: () => void, delay: number): (() => void) => {
  const timer = setTimeout(call, delay);
  return () => clearTimeout(timer);
};

/** Makes a random name, for example of one press. */
export const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

// The page's one timer, set to whatever is due first. Real waiting time is the clock's divided by its rate;
// a clock that stands still never comes due.
const counters = new Set<Counter>();
let stop = () => {};

const run = () => {
  let wait = Infinity;
  for (const one of counters) {
    const now = one.clock.now();
    if (now >= one.due) one.tick(now);
    wait = Math.min(wait, (one.due - now) / one.clock.rate);
  }
  // Never early (timers may be, by a fraction), and at most 20 times a second when time runs fast.
  stop = later(run, Math.min(Math.max(wait + 1, 50), 1e9));
};

const reset = () => {
  stop();
  stop = later(run, 0);
};

// One observer for the page. What has no box of its own counts as seen.
const unseen = new WeakSet<Element>();
let observer: IntersectionObserver | undefined;

/** What a counting controller needs of its element. */
export type ClockHost = ReactiveControllerHost & Element & { readonly clock: ClockHandle };

/**
 * Shows whole seconds between the clock and a moment, and redraws its element when that number changes.
 * Nothing is ever decremented. What is off screen is not redrawn, but still told of what it passes.
 */
class Counter implements ReactiveController {
  /** When it wants the next tick, in the clock's time. */
  due = Infinity;
  /** The seconds to show; null: nothing to count. */
  seconds: number | null = null;
  clock: ClockHandle;
  readonly #host: ClockHost;
  readonly #read: () => string | null | undefined;
  readonly #passed: ((seconds: number, before: number | null) => void) | undefined;
  #moment = 0;
  #forget: (() => void) | undefined;

  constructor(
    host: ClockHost,
    read: () => string | null | undefined,
    passed?: (seconds: number, before: number | null) => void,
  ) {
    this.#host = host;
    this.#read = read;
    this.#passed = passed;
    this.clock = host.clock;
    host.addController(this);
  }

  /** The whole number for so many seconds since the moment (negative: before it); never shown below zero. */
  protected shown(since: number): number {
    return Math.floor(since);
  }

  hostConnected(): void {
    observer ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        if (!isIntersecting && boundingClientRect.height) unseen.add(target);
        else if (unseen.delete(target)) (target as unknown as ClockHost).requestUpdate();
    });
    observer.observe(this.#host);
    counters.add(this);
  }

  hostDisconnected(): void {
    observer?.unobserve(this.#host);
    counters.delete(this);
    this.#forget?.();
    this.#forget = undefined;
  }

  hostUpdate(): void {
    const { clock } = this.#host;
    if (clock !== this.clock || !this.#forget) {
      this.#forget?.();
      this.clock = clock;
      this.#forget = clock.onChange(() => {
        if (this.#moment) this.due = -Infinity;
        reset();
      });
    }
    const moment = Date.parse(this.#read()!) || 0;
    if (moment !== this.#moment) {
      this.#moment = moment;
      this.seconds = null;
      this.due = Infinity;
    }
    if (moment) {
      // The timer is set for what is due already known; only what is new may be due before.
      if (this.seconds === null) reset();
      this.#advance(clock.now());
    }
  }

  tick(now: number): void {
    if (this.#moment && this.#advance(now) && !unseen.has(this.#host)) this.#host.requestUpdate();
  }

  /** Whether the number is another now. */
  #advance(now: number): boolean {
    const before = this.seconds;
    const since = (now - this.#moment) / 1000;
    this.due = this.#moment + 1000 * Math.floor(since + 1);
    this.seconds = Math.max(0, this.shown(since));
    if (before === this.seconds) return false;
    this.#passed?.(this.seconds, before);
    return true;
  }
}

/** A server timer's time left: `deadline - now`. At zero it waits for the server. */
export class Countdown extends Counter {
  readonly #timer: () => { readonly deadline: string; readonly duration: number } | null | undefined;

  /**
   * @param timer What counts down now; null: nothing.
   * @param announce Called at the start (`first`) and when 30, 10, 5 seconds and zero are reached, on screen or
   *   not; once, with what is left, where several are passed together.
   */
  constructor(
    host: ClockHost,
    timer: () => { readonly deadline: string; readonly duration: number } | null | undefined,
    announce?: (seconds: number, first: boolean) => void,
  ) {
    super(
      host,
      () => timer()?.deadline,
      (to, from) => {
        const first = from === null;
        if (first ? to : [30, 10, 5, 0].some((at) => to <= at && from > at)) announce?.(to, first);
      },
    );
    this.#timer = timer;
  }

  // Not more than its own number: with a clock a moment behind it would begin with the next, and tell both.
  protected override shown(since: number): number {
    return Math.ceil(Math.min(-since, (this.#timer()?.duration ?? 1e9) / 1000));
  }

  /** How much of the timer is left, 0 to 1. */
  get fraction(): number {
    // Nothing that counts down is nothing left.
    return Math.min(1, (this.seconds! * 1000) / (this.#timer()?.duration ?? 1));
  }
}

/** How long something has lasted. */
export { Counter as Stopwatch };

/** `0:14`, `12:05`, `1:02:03`. */
export const digits = (seconds: number): string => {
  const two = (value: number) => `${Math.floor(value)}`.padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`.replace(
    /^0:0?/,
    '',
  );
};

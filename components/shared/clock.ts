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
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

// The page's one timer, set to whatever is due first. Real waiting time is the clock's divided by its rate;
// a clock that stands still never comes due.
const counters = new Set<Counter>();
let stop = () => {};
let soon = false;

const run = () => {
  soon = false;
  let wait = Infinity;
  for (const one of counters) {
    const now = one.clock.now();
    if (now >= one.due) one.tick(now);
    wait = Math.min(wait, (one.due - now) / one.clock.rate);
  }
  // Never early (timers may be, by a fraction), and at most 20 times a second when time runs fast.
  if (wait < Infinity) stop = later(run, Math.min(Math.max(wait + 1, 50), 2 ** 31 - 1));
};

// Many elements drawn at once set the timer once.
const reset = () => {
  if (soon) return;
  soon = true;
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
abstract class Counter implements ReactiveController {
  /** When it wants the next tick, in the clock's time. */
  due = Infinity;
  /** The seconds to show; null: nothing to count. */
  seconds: number | null = null;
  clock: ClockHandle;
  #moment = NaN;
  #forget: (() => void) | undefined;

  constructor(
    protected readonly host: ClockHost,
    private readonly moment: () => string | null | undefined,
    private readonly passed?: (seconds: number, before: number | null) => void,
  ) {
    this.clock = host.clock;
    host.addController(this);
  }

  /** The number to show when so many whole seconds have passed since the moment (negative: before it). */
  protected abstract shown(since: number): number;

  hostConnected(): void {
    observer ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        if (!isIntersecting && boundingClientRect.height) unseen.add(target);
        else if (unseen.delete(target)) (target as unknown as ClockHost).requestUpdate();
    });
    observer.observe(this.host);
    counters.add(this);
  }

  hostDisconnected(): void {
    observer?.unobserve(this.host);
    counters.delete(this);
    this.#forget?.();
    this.#forget = undefined;
  }

  hostUpdate(): void {
    const { clock } = this.host;
    if (clock !== this.clock || !this.#forget) {
      this.#forget?.();
      this.clock = clock;
      this.#forget = clock.onChange(() => {
        this.due = -Infinity;
        reset();
      });
      reset();
    }
    const moment = Date.parse(this.moment() ?? '');
    if (!Object.is(moment, this.#moment)) {
      this.#moment = moment;
      this.seconds = null;
      reset();
    }
    this.#advance(clock.now());
  }

  tick(now: number): void {
    if (this.#advance(now) && !unseen.has(this.host)) this.host.requestUpdate();
  }

  /** Whether the number is another now. */
  #advance(now: number): boolean {
    const before = this.seconds;
    const since = Math.floor((now - this.#moment) / 1000);
    if (isNaN(since)) {
      this.due = Infinity;
      return false;
    }
    this.due = this.#moment + (since + 1) * 1000;
    this.seconds = Math.max(0, this.shown(since));
    if (before === this.seconds) return false;
    this.passed?.(this.seconds, before);
    return true;
  }
}

/** A server timer's time left: `deadline - now`. At zero it waits for the server. */
export class Countdown extends Counter {
  /**
   * @param timer What counts down now; null: nothing.
   * @param announce Called at the start (`first`) and when 30, 10, 5 seconds and zero are reached, on screen or
   *   not; once, with what is left, where several are passed together.
   */
  constructor(
    host: ClockHost,
    private readonly timer: () => { readonly deadline: string; readonly duration: number } | null | undefined,
    announce?: (seconds: number, first: boolean) => void,
  ) {
    super(
      host,
      () => timer()?.deadline,
      (to, from) => {
        if (from === null ? to : [30, 10, 5, 0].some((at) => to <= at && from > at))
          announce?.(to, from === null);
      },
    );
  }

  /** How much of the timer is left, 0 to 1. */
  get fraction(): number {
    const duration = this.timer()?.duration;
    return duration ? Math.min(1, ((this.seconds ?? 0) * 1000) / duration) : 0;
  }

  protected override shown(since: number): number {
    return -since;
  }
}

/** How long something has lasted. */
export class Stopwatch extends Counter {
  protected override shown(since: number): number {
    return since;
  }
}

/** `0:14`, `12:05`, `1:02:03`. */
export const digits = (seconds: number): string => {
  const two = (value: number) => `${value}`.padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
};

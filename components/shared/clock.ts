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

interface Ticking {
  readonly clock: ClockHandle;
  /** When it wants the next tick, in the clock's time. */
  due: number;
  tick(now: number): void;
}

// The page's one timer, set to whatever is due first. Real waiting time is the clock's divided by its rate;
// a clock that stands still never comes due.
const ticking = new Set<Ticking>();
let stop = () => {};
let soon = false;

const run = () => {
  soon = false;
  let wait = Infinity;
  for (const one of ticking) {
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
  stop();
  soon = true;
  stop = later(run, 0);
};

// One observer for the page. What has no box of its own counts as seen.
const seen = new WeakMap<Element, (isSeen: boolean) => void>();
let observer: IntersectionObserver | undefined;
const observe = (element: Element, call: (isSeen: boolean) => void) => {
  seen.set(element, call);
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, boundingClientRect: box } of entries)
      seen.get(target)?.(isIntersecting || !box.height);
  });
  observer.observe(element);
};

/** What a counting controller needs of its element. */
export type ClockHost = ReactiveControllerHost & Element & { readonly clock: ClockHandle };

/**
 * Shows whole seconds between the clock and a moment, and redraws its element when that number changes.
 * Nothing is ever decremented. What is off screen is not redrawn, but still told of every second it passes.
 */
abstract class Counter implements ReactiveController, Ticking {
  due = Infinity;
  /** The seconds to show; null: nothing to count. */
  seconds: number | null = null;
  clock: ClockHandle;
  #moment: number | null = null;
  #seen = true;
  #forget: (() => void) | undefined;

  constructor(
    protected readonly host: ClockHost,
    private readonly read: () => string | null | undefined,
  ) {
    this.clock = host.clock;
    host.addController(this);
  }

  /** Seconds to show when `since` milliseconds have passed after the moment (negative: before it). */
  protected abstract count(since: number): number;
  /** Milliseconds after the moment at which that number changes. */
  protected abstract change(shown: number): number;
  protected passed?(from: number | null, to: number): void;

  hostConnected(): void {
    ticking.add(this);
    observe(this.host, (isSeen) => {
      if (isSeen && !this.#seen) this.host.requestUpdate();
      this.#seen = isSeen;
    });
  }

  hostDisconnected(): void {
    ticking.delete(this);
    observer?.unobserve(this.host);
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
    }
    const text = this.read();
    const moment = text ? Date.parse(text) : null;
    if (moment !== this.#moment) {
      this.#moment = moment;
      this.seconds = null;
    }
    this.#advance(clock.now());
    reset();
  }

  tick(now: number): void {
    const before = this.seconds;
    this.#advance(now);
    if (this.#seen && before !== this.seconds) this.host.requestUpdate();
  }

  #advance(now: number) {
    const moment = this.#moment;
    if (moment === null) {
      this.due = Infinity;
      return;
    }
    const before = this.seconds;
    this.seconds = this.count(now - moment);
    this.due = moment + this.change(this.seconds);
    if (before !== this.seconds) this.passed?.(before, this.seconds);
  }
}

/** Seconds left at which a countdown is announced, beside its start. */
const announcedAt = [30, 10, 5, 0];

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
    private readonly announce?: (seconds: number, first: boolean) => void,
  ) {
    super(host, () => timer()?.deadline);
  }

  /** How much of the timer is left, 0 to 1. */
  get fraction(): number {
    const duration = this.timer()?.duration;
    return duration ? Math.min(1, ((this.seconds ?? 0) * 1000) / duration) : 0;
  }

  protected override count(since: number): number {
    return Math.max(0, Math.ceil(-since / 1000));
  }

  protected override change(shown: number): number {
    return shown ? (1 - shown) * 1000 : Infinity;
  }

  protected override passed(from: number | null, to: number): void {
    if (from === null ? to : announcedAt.some((at) => to <= at && from > at))
      this.announce?.(to, from === null);
  }
}

/** How long something has lasted. */
export class Stopwatch extends Counter {
  protected override count(since: number): number {
    return Math.max(0, Math.floor(since / 1000));
  }

  protected override change(shown: number): number {
    return (shown + 1) * 1000;
  }
}

/** `0:14`, `12:05`, `1:02:03`. */
export const digits = (seconds: number): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${minutes < 60 ? minutes : `${Math.floor(minutes / 60)}:${two(minutes % 60)}`}:${two(seconds % 60)}`;
};

import { refuse } from '../contract/problems.ts';
import type { Milliseconds } from '../contract/records.ts';
import { ContactCentre, realHost, type DriverOptions, type LogSink, type Situation } from './driver.ts';

/** Keeps the logs of namespaces, by name. */
export interface LogStore {
  open(name: string): LogSink;
  remove(name: string): void;
}

export interface NamespacesOptions extends Omit<DriverOptions, 'sink'> {
  readonly store?: LogStore;
  /** How many there may be at once. */
  readonly limit?: number;
}

const hour: Milliseconds = 60 * 60 * 1000;
const unusedFor = 24 * hour;

/**
 * Contact centres side by side, which never meet. Names are compared without case. One that nobody asked or watched for
 * a day is gone within the next hour, with its log; real time.
 */
export class Namespaces {
  readonly host;
  readonly #options: NamespacesOptions;
  readonly #limit: number;
  readonly #centres = new Map<string, { readonly centre: ContactCentre; usedAt: number }>();
  #stop: (() => void) | undefined;

  constructor(options: NamespacesOptions = {}) {
    this.host = options.host ?? realHost;
    this.#options = options;
    this.#limit = options.limit ?? 200;
  }

  /** Undefined: there is none of that name. */
  get(name: string): ContactCentre | undefined {
    const found = this.#centres.get(name.toLowerCase());
    if (found) found.usedAt = this.host.now();
    return found?.centre;
  }

  /**
   * The one of that name, as it is; made as described where there is none.
   * @throws ProblemError `invalid_payload` (the name), `not_found` (the scenario), `too_many`.
   */
  getOrCreate(name: string, situation: Situation): ContactCentre {
    return (
      this.get(name) ??
      this.#add(name, (options) => {
        this.#dropUnused();
        if (this.#centres.size >= this.#limit) refuse('too_many');
        return ContactCentre.create(situation, options);
      })
    );
  }

  /** One from its log; see `ContactCentre.replay`. */
  restore(name: string, log: string): void {
    this.#add(name, (options) => ContactCentre.replay(log, options));
  }

  /** Stops them all. */
  dispose(): void {
    this.#stop?.();
    this.#stop = undefined;
    for (const { centre } of this.#centres.values()) centre.dispose();
    this.#centres.clear();
  }

  #add(name: string, make: (options: DriverOptions) => ContactCentre): ContactCentre {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/i.test(name)) {
      refuse('invalid_payload', {
        detail: 'A namespace has a name of letters, digits and hyphens, 63 at most.',
      });
    }
    const key = name.toLowerCase();
    const { store, ...options } = this.#options;
    const centre = make({ ...options, ...(store && { sink: store.open(key) }) });
    this.#centres.set(key, { centre, usedAt: this.host.now() });
    this.#stop ??= this.#expectUnused();
    return centre;
  }

  #expectUnused(): () => void {
    const look = () => {
      this.#dropUnused();
      this.#stop = this.#centres.size ? this.#expectUnused() : undefined;
    };
    return this.host.setTimer(hour, look, { keepsAlive: false });
  }

  #dropUnused(): void {
    const now = this.host.now();
    for (const [name, one] of this.#centres) {
      if (one.centre.watched) one.usedAt = now;
      if (one.usedAt > now - unusedFor) continue;
      one.centre.dispose();
      this.#centres.delete(name);
      try {
        this.#options.store?.remove(name);
      } catch (error) {
        this.#options.onError?.(error);
      }
    }
  }
}

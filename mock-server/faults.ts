import type { CommandKey } from '../contract/commands.ts';
import type { EventType, Position } from '../contract/events.ts';
import type { ProblemCode } from '../contract/problems.ts';
import type { Milliseconds } from '../contract/records.ts';
import { luck } from './engine/hash.ts';

/** Which of the occasions that a rule matches it strikes: the n-th alone, the first so many, or each with a chance. */
export type FaultTimes =
  | { readonly nth: number }
  | { readonly first: number }
  /** 0 to 1; by the namespace's seed, so that the same seed has the same faults. */
  | { readonly chance: number };

interface Rule {
  /** Absent: whoever it is. */
  readonly agentId?: string;
  /** Absent: always. */
  readonly when?: FaultTimes;
}

/**
 * What goes wrong with an answer to an agent's request. `delay`: performed at once, answered late. `refuse`: not
 * performed. `drop`: performed, and the connection is cut before the answer. `cut`: in the middle of it. `duplicate`:
 * performed twice, as where something between sends it again. Delays in real time.
 */
export type AnswerFault = Rule & {
  readonly on: 'answer';
  readonly command?: CommandKey;
  readonly method?: 'GET' | 'POST';
  /** A path in which `*` stands for any one part. */
  readonly path?: string;
} & (
    | { readonly fault: 'delay'; readonly delay: Milliseconds }
    | {
        readonly fault: 'refuse';
        /** Of a refusal that the contract knows; 503 where neither is given. */
        readonly status?: number;
        readonly problem?: ProblemCode;
        /** Seconds, for the header Retry-After (RFC 9110). */
        readonly retryAfter?: number;
      }
    | { readonly fault: 'drop' | 'duplicate' | 'cut' }
  );

/**
 * What goes wrong with a message of an agent's stream. `delay`: it and all after it come late. `drop`: it never comes.
 * `duplicate`: it comes twice. `reorder`: after the next event. `cut`: half of it, then the connection ends.
 * `silence`: from it on nothing comes, on a connection that stays open. `restart`: the namespace goes on as after a
 * restart of the server, and everybody's connections are cut.
 */
export type StreamFault = Rule & {
  readonly on: 'stream';
  /** Absent: any event. `heartbeat` and `directory`, which are none, are meant only where they are named. */
  readonly type?: EventType;
} & (
    | { readonly fault: 'delay'; readonly delay: Milliseconds }
    | { readonly fault: 'drop' | 'duplicate' | 'reorder' | 'cut' | 'silence' | 'restart' }
  );

export type FaultRule = AnswerFault | StreamFault;

/** A request that is to be answered, or a message that is to be sent. */
export type Occasion =
  | {
      readonly on: 'answer';
      readonly agentId: string;
      readonly method: string;
      readonly path: string;
      readonly command: CommandKey | null;
    }
  | {
      readonly on: 'stream';
      readonly agentId: string;
      readonly type: EventType;
      /** Null: a message without a number. */
      readonly position: Position | null;
    };

/** A rule that is set, with how often it matched, and how often it struck. */
export interface CountedFault {
  readonly id: string;
  readonly rule: FaultRule;
  readonly matched: number;
  readonly fired: number;
}

const fits = (pattern: string, path: string): boolean => {
  const [wanted, parts] = [pattern.split('/'), path.split('/')];
  return wanted.length === parts.length && wanted.every((part, i) => part === '*' || part === parts[i]);
};

const isOr = <T>(wanted: T | undefined, is: T): boolean => wanted === undefined || wanted === is;

const matches = (rule: FaultRule, occasion: Occasion): boolean => {
  if (!isOr(rule.agentId, occasion.agentId)) return false;
  if (rule.on === 'stream') {
    if (occasion.on !== 'stream') return false;
    return rule.type === undefined ? occasion.position !== null : rule.type === occasion.type;
  }
  if (occasion.on !== 'answer') return false;
  // A stream has no middle to be cut in, and asking for it twice opens two: it has faults of its own.
  if (occasion.path === '/api/events' && (rule.fault === 'cut' || rule.fault === 'duplicate')) return false;
  return (
    isOr<string | null>(rule.command, occasion.command) &&
    isOr<string>(rule.method, occasion.method) &&
    (rule.path === undefined || fits(rule.path, occasion.path))
  );
};

const million = 1_000_000;

const strikes = ({ id, rule: { when }, matched }: CountedFault, seed: number): boolean => {
  if (!when) return true;
  if ('nth' in when) return matched === when.nth;
  if ('first' in when) return matched <= when.first;
  return luck(seed, id, matched, million) < when.chance * million;
};

/**
 * The faults of one namespace. Only matches and counts; what then happens is the door's, outside of the engine, so that
 * an answer that was lost is remembered like any other. Source of the idea: the faults of WireMock, and test clocks that
 * make rare days ordinary.
 */
export class Faults {
  #set: CountedFault[] = [];

  /** In the order in which they are asked. */
  get list(): readonly CountedFault[] {
    return this.#set;
  }

  /** These take the place of all others; with an empty list nothing goes wrong any more. */
  replace(rules: readonly FaultRule[]): void {
    this.#set = [];
    this.add(rules);
  }

  /** These as well; those that are set go on counting. */
  add(rules: readonly FaultRule[]): void {
    for (const rule of rules)
      this.#set.push({ id: `fault-${this.#set.length + 1}`, rule, matched: 0, fired: 0 });
  }

  /** The first rule that strikes; every rule that matches counts it, also where another one strikes. */
  strike<O extends Occasion>(
    occasion: O,
    seed: number,
  ): { readonly id: string; readonly rule: Extract<FaultRule, { on: O['on'] }> } | null {
    if (!this.#set.length) return null;
    let struck: CountedFault | null = null;
    this.#set = this.#set.map((one) => {
      if (!matches(one.rule, occasion)) return one;
      const counted = { ...one, matched: one.matched + 1 };
      if (struck || !strikes(counted, seed)) return counted;
      return (struck = { ...counted, fired: one.fired + 1 });
    });
    return struck;
  }
}

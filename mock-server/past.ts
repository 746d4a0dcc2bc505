import type { CallbackEvent } from '../contract/events.ts';
import { ProblemError } from '../contract/problems.ts';
import type { Engine } from './driver.ts';
import type { AgentEvent, Input, Setup, State } from './engine/types.ts';

/** A log whose history does not come out again as it was saved. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
  constructor(
    /** Counted from 1; the header is line 1. */
    readonly line: number,
    /** The input's number; null: the header, or no input at all. */
    readonly n: number | null,
    what: string,
  ) {
    super(`line ${line}${n === null ? '' : ` (input ${n})`} ${what}`);
  }
}

const format = 'callback-kit-log/1';
const eventsKept = 1000;

/** Judges a line of a log that comes from outside. Throws ProblemError. */
export type LineCheck = (parsed: unknown, line: number) => void;

const replaying = <T>(line: number, n: number | null, what: () => T): T => {
  try {
    return what();
  } catch (error) {
    if (error instanceof ReplayError) throw error;
    // Only words that quote nothing of the log.
    const why = error instanceof ProblemError ? `does not fit: ${error.message}` : 'cannot be performed';
    throw new ReplayError(line, n, why.replace(/\.$/, ''));
  }
};

/** An input, what it did, and its line of the log. */
export interface Step extends ReturnType<Engine['step']> {
  readonly input: Input;
  readonly line: string;
}

/** A history: its log, the state that it folds to, and what is kept beside it. */
export class Past {
  readonly #engine: Engine;
  readonly log: string[];
  /** Characters of the log. */
  size: number;
  state: State;
  /** The newest events, by agent. */
  readonly events = new Map<string, CallbackEvent[]>();
  /** The agents whom the state holds to be connected. */
  readonly connected = new Set<string>();

  constructor(engine: Engine, setup: Setup, header = JSON.stringify({ format, ...setup })) {
    this.#engine = engine;
    this.state = engine.createState(setup);
    this.log = [header];
    this.size = header.length;
  }

  /** @throws ReplayError */
  static of(engine: Engine, header: string, check: LineCheck): Past {
    const saved = parseLine(header, 1) as Setup & { format: string };
    if (saved.format !== format) throw new ReplayError(1, null, `is no header of ${format}`);
    const { epoch, seed, scenario, policy = {}, startedAt } = saved;
    return replaying(1, null, () => {
      check(saved, 1);
      return new Past(engine, { epoch, seed, scenario, policy, startedAt }, header);
    });
  }

  /** The number of the last input. */
  get n(): number {
    return this.log.length - 1;
  }

  /** What an input does. It has not happened before it is accepted. */
  try(input: Omit<Input, 'n'>): Step {
    const { at, actor, kind, name, subject, body, key } = input;
    // As it will be read back, so that a replay cannot differ.
    const text = JSON.stringify({
      n: this.n + 1,
      at,
      actor,
      kind,
      name,
      subject,
      body,
      key,
    } satisfies Input);
    const read = JSON.parse(text) as Input;
    const step = this.#engine.step(this.state, read);
    return { ...step, input: read, line: `${text.slice(0, -1)},"hash":"${this.#hash(step.events)}"}` };
  }

  accept({ input, state, events, line }: Omit<Step, 'outcome'>): void {
    this.state = state;
    this.log.push(line);
    this.size += line.length;
    for (const { agentId, event } of events) {
      const kept = this.events.get(agentId) ?? [];
      this.events.set(agentId, kept);
      if (kept.push(event) > eventsKept) kept.shift();
    }
    if (input.kind !== 'connection') return;
    if (input.name === 'opened') this.connected.add(input.subject!);
    else this.connected.delete(input.subject!);
  }

  /**
   * The next line of a saved log.
   * @throws ReplayError
   */
  read(line: string, check: LineCheck): void {
    const number = this.n + 2;
    const { hash, ...input } = parseLine(line, number) as Input & { hash: string };
    if (input.n !== this.n + 1) throw new ReplayError(number, null, `is not input ${this.n + 1}`);
    const step = replaying(number, input.n, () => {
      check({ ...input, hash }, number);
      // What was due had a line of its own: so no line takes longer than a moment does.
      const due = this.#engine.nextDue(this.state);
      if (due !== null && due < input.at)
        throw new ReplayError(number, input.n, 'passes over what was due before it');
      return this.#engine.step(this.state, input);
    });
    if (this.#hash(step.events) !== hash) throw new ReplayError(number, input.n, 'comes out otherwise');
    this.accept({ ...step, input, line });
  }

  #hash(events: readonly AgentEvent[]): string {
    return this.#engine.hash(JSON.stringify(events));
  }
}

const parseLine = (text: string, line: number): object => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ReplayError(line, null, 'is no JSON');
  }
  if (typeof parsed === 'object' && parsed !== null) return parsed;
  throw new ReplayError(line, null, 'is no JSON object');
};

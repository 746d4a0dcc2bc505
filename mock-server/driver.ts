import type { Clock, CallbackEvent, EventType, Position } from '../contract/events.ts';
import { parsePosition } from '../contract/events.ts';
import type { AnyRecord, Milliseconds } from '../contract/records.ts';
import type { CommandKey } from '../contract/commands.ts';
import type { DirectoryPage, DirectoryQuery } from '../contract/directory.ts';
import type { PolicyChanges } from '../contract/policy.ts';
import { problemCode, refuse } from '../contract/problems.ts';
import * as reducer from './engine/engine.ts';
import { iso } from './engine/iso.ts';
import { createState } from './scenarios/index.ts';
import type { Actor, AgentEvent, Input, Outcome, Setup, State, Tables, Time } from './engine/types.ts';
import { Faults, type FaultRule, type Occasion } from './faults.ts';
import { Journal } from './journal.ts';
import { Past, type LineCheck, type Step } from './past.ts';
import { turn } from './turn.ts';

export { ReplayError, type LineCheck } from './past.ts';

/** The real time and the one kind of timer that a driver needs; tests bring their own. */
export interface Host {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Calls back once, after so many milliseconds of real time. Returns the way to prevent it. A process that waits for
   * nothing else may end before one that does not keep it alive.
   */
  setTimer(delay: Milliseconds, fire: () => void, options?: { readonly keepsAlive?: boolean }): () => void;
}

export const realHost: Host = {
  now: () => Date.now(),
  setTimer: (delay, fire, { keepsAlive = true } = {}) => {
    const timer = setTimeout(fire, delay);
    // In a page it is a number.
    if (!keepsAlive && typeof timer === 'object') timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Where the log of one namespace is kept. Both return when nothing can be lost any more, or throw. */
export interface LogSink {
  /** A new log, its lines joined by line breaks, takes the old one's place. */
  begin(lines: string): void;
  append(line: string): void;
}

/** What the driver needs of an engine: pure functions over a state. */
export interface Engine extends Pick<
  typeof reducer,
  'step' | 'nextDue' | 'view' | 'directory' | 'positionOf' | 'hash'
> {
  /** Throws ProblemError `not_found` for a scenario that there is none of. */
  createState(setup: Setup): State;
}

const callbackEngine: Engine = { ...reducer, createState };

/** Which situation to begin with. The seed makes names and luck; the same seed makes the same ones. */
export interface Situation {
  readonly scenario: string;
  readonly seed?: number;
  readonly policy?: PolicyChanges;
}

export interface DriverOptions {
  readonly host?: Host;
  readonly engine?: Engine;
  readonly sink?: LogSink;
  /** How many streams may be open at once. */
  readonly streams?: { readonly perAgent: number; readonly perNamespace: number };
  /**
   * After so many characters of log, which is kept in memory, nothing new is taken but another situation or a reset; what
   * runs by itself goes on.
   */
  readonly logLimit?: number;
  /** Told about a failure that no caller can be told about. */
  readonly onError?: (error: unknown) => void;
}

/** How to move a namespace's clock. A rate is seconds of the namespace a real second; `advance` is a length. */
export type ClockChange =
  { readonly mode: 'real' | 'frozen' } | { readonly rate: number } | { readonly advance: Milliseconds };

/** What to move a namespace's clock on to: the first event that all that is said fits; nothing said, any event. */
export interface Until {
  readonly event?: EventType;
  /** The id of a record that the event is about, or changes. */
  readonly subject?: string;
  /** How far at most. Without it one hour. */
  readonly within?: Milliseconds;
}

/** How far the clock went, and what it stopped at; null: nothing fitted. */
export interface Reached {
  readonly advanced: Milliseconds;
  readonly reached: Pick<CallbackEvent, 'type' | 'at' | 'subject'> | null;
}

/**
 * What an open stream is told: look for events; somebody in the directory may be another; the clock was moved; this
 * past is gone; the session is over; the connection breaks.
 */
export type News = 'events' | 'directory' | 'clock' | 'reset' | 'expired' | 'cut';

/** A reload closes one stream and opens the next: that is no leaving. Real time. */
const leavingDelay: Milliseconds = 10_000;
const longestTimer: Milliseconds = 2 ** 31 - 1;
const logIsFull = 'The log of this namespace is full. A reset, or another situation, begins a new one.';
const untilWithin: Milliseconds = 60 * 60 * 1000;
/** How many moments one `until` goes through: a situation where something is always due answers, too. */
export const momentsPerUntil = 2000;
/** How many lines of a log are replayed before others get their turn. */
const linesPerTurn = 20;

/** What the directory tells of: presence, what keeps somebody, what waits. */
const directoryTables = ['agents', 'tasks', 'offers', 'interactions', 'calls', 'segments'] as const;
const differ = (one: State, other: State, tables: readonly (keyof Tables)[]): boolean =>
  tables.some((table) => one[table] !== other[table]);

const driver: Actor = { kind: 'driver' };
const control: Actor = { kind: 'control' };

const fits = ({ event, subject }: Until, one: CallbackEvent): boolean =>
  (event === undefined || one.type === event) &&
  (subject === undefined ||
    [one.subject, ...one.records, ...one.removed].some((record) => record?.id === subject));

/** A log of one's own. */
const trusted: LineCheck = () => {};

/**
 * One namespace: a whole contact centre. Owns the state, the log, and the one real timer; gives every input
 * its time. The state is the fold of the log by the engine and nothing else (event sourcing).
 */
export class ContactCentre {
  /** What happened here, the newest of it. */
  readonly journal = new Journal();
  readonly #faults = new Faults();
  readonly #host: Host;
  readonly #engine: Engine;
  readonly #sink: LogSink | undefined;
  readonly #onError: (error: unknown) => void;
  readonly #streamLimits: NonNullable<DriverOptions['streams']>;
  readonly #logLimit: number;
  #past!: Past;
  /** When the newest of all pasts began. */
  #newest = 0;
  #streams = new Map<string, Set<(news: News) => void>>();
  /** The ways to stop the waiting for those who may come back. */
  #leaving = new Map<string, () => void>();
  /** How often the sessions of an agent, and of everybody, were ended. */
  #endings = new Map<string, number>();
  #disarm = () => {};
  /** What the real timer waits for. */
  #armed: { readonly due: Time | null; readonly clock: State['clock'] } | null = null;
  #disposed = false;

  private constructor({
    host = realHost,
    engine = callbackEngine,
    sink,
    streams = { perAgent: 32, perNamespace: 1000 },
    logLimit = 128 * 1024 * 1024,
    onError = () => {},
  }: DriverOptions) {
    this.#host = host;
    this.#streamLimits = streams;
    this.#logLimit = logLimit;
    this.#engine = engine;
    this.#sink = sink;
    this.#onError = onError;
  }

  /**
   * A namespace that begins now.
   * @throws ProblemError `not_found`: there is no such scenario.
   */
  static create(situation: Situation, options: DriverOptions = {}): ContactCentre {
    const centre = new ContactCentre(options);
    centre.load(situation);
    return centre;
  }

  /**
   * A namespace as its log left it, and then as it is now: what came due meanwhile has happened, each at its
   * own time. What follows the last line break was never acknowledged, and is dropped.
   * @throws ReplayError at the first line that does not come out as it was saved.
   */
  static replay(text: string, options: DriverOptions = {}): ContactCentre {
    const centre = new ContactCentre(options);
    centre.#restore(text);
    return centre;
  }

  /** The whole state, to read. */
  get state(): State {
    return this.#past.state;
  }

  /** Whether anybody looks. */
  get watched(): boolean {
    return this.#streams.size > 0;
  }

  /** The namespace's now; never earlier than what has happened. */
  now(): Time {
    const { rate, base, realBase } = this.#state.clock;
    return Math.max(this.#state.at, Math.floor(base + (this.#host.now() - realBase) * rate));
  }

  clock(): Clock {
    return { now: iso(this.now()), rate: this.#state.clock.rate };
  }

  /** The log so far, as JSON lines. */
  log(): string {
    return this.#past.log.map((line) => `${line}\n`).join('');
  }

  /** The newest inputs of the log, oldest first. */
  lastInputs(count: number): readonly Input[] {
    const { log } = this.#past;
    return log.slice(Math.max(1, log.length - count)).map((line) => JSON.parse(line) as Input);
  }

  /** Everything the agent may see now; null: there is no such agent. */
  snapshot(agentId: string): { readonly asOf: Position; readonly records: readonly AnyRecord[] } | null {
    this.#catchUp();
    return this.#engine.view(this.#state, agentId);
  }

  /** Performs, refuses, or repeats the answer to an agent's command. `key` names the press. */
  command(
    agent: Extract<Actor, { kind: 'agent' }>,
    key: string,
    command: CommandKey,
    id: string | null,
    payload: unknown,
  ): Outcome {
    const at = this.#catchUp();
    const input = { at, actor: agent, name: command, subject: id, body: payload, key };
    return this.#input({ ...input, kind: 'command' }).outcome;
  }

  /** One page of who the agent can hand something to, as it is now. */
  directory(agentId: string, query: DirectoryQuery): DirectoryPage {
    this.#catchUp();
    return this.#engine.directory(this.#state, agentId, query);
  }

  /** Does what no agent could: makes a callback, acts as a customer or as a simulated agent. */
  control(name: string, body: unknown): Outcome {
    const at = this.#catchUp();
    return this.#input({ at, actor: control, kind: 'control', name, body }).outcome;
  }

  /** Whether a control would change anything now. Tried on the state as it is, which stays so. */
  would(name: string, body: unknown): boolean {
    this.#catchUp();
    const input = {
      n: this.#past.n + 1,
      at: this.now(),
      actor: control,
      kind: 'control',
      subject: null,
      key: null,
    } as const;
    const { state, outcome } = this.#engine.step(this.#state, { ...input, name, body });
    return outcome.ok && differ(this.#state, state, directoryTables);
  }

  /** Moves the clock; when it returns, everything due has happened, each at its own time. */
  moveClock(change: ClockChange): void {
    const base = this.now() + ('advance' in change ? change.advance : 0);
    this.#setClock(
      base,
      'rate' in change
        ? change.rate
        : 'mode' in change
          ? Number(change.mode === 'real')
          : this.#state.clock.rate,
    );
  }

  /**
   * Moves the clock on to the first event of any agent that fits, from one due moment to the next, and stops there,
   * when all of that moment has happened; frozen or running, it goes on from there as before. What had happened when
   * it was asked does not count. Where nothing fits, time has passed as far as was allowed, or until
   * `momentsPerUntil` moments have been gone through.
   */
  advanceUntil(until: Until): Reached {
    const from = this.now();
    const limit = from + (until.within ?? untilWithin);
    let base = limit;
    let found: CallbackEvent | undefined;
    for (let moments = 0; !found; moments++) {
      const due = this.#nextDue(limit);
      if (due === null) break;
      if (moments === momentsPerUntil) {
        base = this.#state.at;
        break;
      }
      found = this.#wake(due).find(({ event }) => fits(until, event))?.event;
      if (found) base = due;
    }
    // A running clock may be past what was due, and does not go back.
    base = Math.max(base, from);
    this.#setClock(base, this.#state.clock.rate);
    const reached = found ? { type: found.type, at: found.at, subject: found.subject } : null;
    return { advanced: base - from, reached };
  }

  /** The faults that are set, with how often each matched and struck. */
  get faults(): Faults['list'] {
    return this.#faults.list;
  }

  /** Sets what is to go wrong, in the place of what was set before, or beside it; until a situation is loaded. */
  setFaults(rules: readonly FaultRule[], beside = false): void {
    if (beside) this.#faults.add(rules);
    else this.#faults.replace(rules);
    this.journal.add(this.clock().now, { kind: 'control', name: 'faults', body: { rules, add: beside } });
  }

  /** What is to go wrong with an answer or a message, if anything. */
  strike<O extends Occasion>(occasion: O): Extract<FaultRule, { on: O['on'] }> | null {
    const struck = this.#faults.strike(occasion, this.#state.setup.seed);
    if (!struck) return null;
    const { id, rule } = struck;
    const subject =
      occasion.on === 'answer'
        ? `${occasion.method} ${occasion.path}`
        : [occasion.type, occasion.position].filter(Boolean).join(' ');
    const { on, fault } = rule as FaultRule;
    const { agentId } = occasion;
    this.journal.add(this.clock().now, { kind: 'fault', rule: id, on, fault, agentId, subject });
    return rule;
  }

  /**
   * As if the server had been started anew, as soon as what goes on now has ended: every stream is cut, and the namespace
   * goes on from its log. Faults and journal stay.
   */
  restart(): void {
    this.#host.setTimer(0, () =>
      this.#attempt(() => {
        if (this.#disposed) return;
        this.#tell('cut');
        this.#streams.clear();
        this.#restore(this.log());
      }),
    );
  }

  /**
   * Another situation takes this one's place; every stream ends with `reset`.
   * @throws ProblemError `not_found`: there is no such scenario; nothing has changed.
   */
  load({ scenario, seed = 1, policy = {} }: Situation): void {
    // Never the same epoch twice, and nothing random in it: equal inputs make equal logs.
    const startedAt = Math.max(this.#host.now(), this.#newest + 1);
    const past = new Past(this.#engine, {
      epoch: startedAt.toString(36),
      seed,
      scenario,
      policy,
      startedAt,
    });
    this.#sink?.begin(past.log[0]!);
    this.#forget();
    this.#replace(past);
    this.journal.add(this.clock().now, { kind: 'control', name: 'load', body: { scenario, seed, policy } });
  }

  /** The same situation from its beginning. */
  reset(): void {
    this.load(JSON.parse(this.#past.log[0]!) as Situation);
  }

  /**
   * A saved log takes this one's place, to be looked at and gone on from: the state, the positions and the events are
   * the log's, and the clock stands still at its last moment, so that nothing happens before somebody lets it. Where
   * the log's own clock ran, one input more is in the log, which stops it. Who was connected in the log is taken to be
   * still there. Every stream ends with `reset`. Others get their turn while it is read.
   * @throws ReplayError at the first line that does not come out as it was saved; nothing has changed.
   */
  async open(text: string, check: LineCheck = trusted): Promise<void> {
    const [header = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
    const past = Past.of(this.#engine, header, check);
    for (const [index, line] of lines.entries()) {
      if (index % linesPerTurn === 0) await turn();
      past.read(line, check);
    }
    const { at, clock } = past.state;
    if (clock.rate !== 0) {
      const body = { rate: 0, base: at, realBase: this.#host.now() } satisfies State['clock'];
      const stop = {
        at,
        actor: control,
        kind: 'control',
        name: 'clock',
        subject: null,
        body,
        key: null,
      } as const;
      past.accept(past.try(stop));
    }
    this.#sink?.begin(past.log.join('\n'));
    this.#forget();
    this.#replace(past);
    this.journal.add(this.clock().now, { kind: 'control', name: 'replay', body: { inputs: past.n } });
  }

  /**
   * What came after a position of the agent's stream, oldest first; `reset`: that past is gone, or never was.
   */
  eventsAfter(agentId: string, after: Position): readonly CallbackEvent[] | 'reset' {
    const newest = this.#engine.positionOf(this.#state, agentId);
    // Most who ask have everything.
    if (after === newest) return [];
    const kept = this.#past.events.get(agentId) ?? [];
    // And most others all but the last.
    if (after === kept.at(-2)?.id) return kept.slice(-1);
    const from = parsePosition(after);
    const to = parsePosition(newest)!;
    if (!from || from.epoch !== to.epoch) return 'reset';
    const missing = to.number - from.number;
    return missing < 0 || missing > kept.length ? 'reset' : kept.slice(kept.length - missing);
  }

  /**
   * Opens a stream: `listener` is told when there is something new for the agent. Returns the way to close it.
   * The agent counts as gone when the last was closed 10 s ago.
   * @throws ProblemError `too_many`.
   */
  subscribe(agentId: string, listener: (news: News) => void): () => void {
    const { perAgent, perNamespace } = this.#streamLimits;
    let all = 0;
    for (const { size } of this.#streams.values()) all += size;
    if (all >= perNamespace || (this.#streams.get(agentId)?.size ?? 0) >= perAgent) refuse('too_many');
    this.#leaving.get(agentId)?.();
    this.#leaving.delete(agentId);
    this.#connection(agentId, 'opened');
    const streams = this.#streams.get(agentId) ?? new Set();
    this.#streams.set(agentId, streams.add(listener));
    return () => {
      streams.delete(listener);
      if (streams.size || this.#streams.get(agentId) !== streams) return;
      this.#streams.delete(agentId);
      this.#expectBack(agentId);
    };
  }

  /** Which sessions of the agent are good: those that began since. */
  generation(agentId: string): number {
    return (this.#endings.get(agentId) ?? 0) + (this.#endings.get('') ?? 0);
  }

  /** Ends the sessions of an agent, or of everybody: their streams end, their tokens are not taken any more. */
  expireSessions(agentId = ''): void {
    this.#endings.set(agentId, (this.#endings.get(agentId) ?? 0) + 1);
    this.journal.add(this.clock().now, { kind: 'control', name: 'expire', body: agentId ? { agentId } : {} });
    this.#tell('expired', agentId || undefined);
  }

  /** Stops every timer; nothing happens here any more. */
  dispose(): void {
    this.#disposed = true;
    this.#disarm();
    for (const stop of this.#leaving.values()) stop();
  }

  get #state(): State {
    return this.#past.state;
  }

  #restore(text: string): void {
    const [header = '', ...lines] = text.split('\n').slice(0, -1);
    const past = Past.of(this.#engine, header, trusted);
    for (const line of lines) past.read(line, trusted);
    this.#replace(past);
    this.#catchUp();
    for (const agentId of past.connected) this.#expectBack(agentId);
    this.#arm();
  }

  /** What was set and seen beside the past that is left. */
  #forget(): void {
    this.#faults.replace([]);
    this.journal.clear();
  }

  #replace(past: Past): void {
    const streams = this.#streams;
    this.#streams = new Map();
    for (const stop of this.#leaving.values()) stop();
    this.#leaving.clear();
    this.#past = past;
    this.#newest = Math.max(this.#newest, past.state.setup.startedAt);
    for (const [agentId, listeners] of streams) {
      for (const listener of listeners) this.#attempt(() => listener('reset'));
      if (past.connected.has(agentId)) this.#expectBack(agentId);
    }
    this.#arm();
  }

  /** Performs one input, before which nothing is due; it is in the log before anybody hears of it. */
  #input({
    subject = null,
    body = null,
    key = null,
    ...rest
  }: Pick<Input, 'at' | 'actor' | 'kind' | 'name'> & Partial<Input>): Step {
    if (rest.actor.kind !== 'driver' && this.#past.size > this.#logLimit)
      refuse('too_many', { detail: logIsFull });
    const step = this.#past.try({ ...rest, subject, body, key });
    this.#sink?.append(step.line);
    const before = this.#state;
    this.#past.accept(step);
    this.#note(step);
    for (const agentId of new Set(step.events.map((one) => one.agentId))) this.#tell('events', agentId);
    if (differ(before, this.#state, directoryTables)) this.#tell('directory');
    this.#arm();
    return step;
  }

  #note({ input, events, outcome }: Step): void {
    const { kind, actor, name, subject, body, key } = input;
    const at = iso(this.#state.at);
    if (kind === 'command' && actor.kind === 'agent') {
      this.journal.add(at, {
        kind,
        agentId: actor.id,
        key,
        command: name as CommandKey,
        id: subject,
        payload: body,
        outcome: 'answer' in outcome ? outcome.answer.outcome : null,
        problem: outcome.ok ? null : problemCode(outcome.problem.type),
        replayed: outcome.replayed,
      });
    }
    if (kind === 'control') this.journal.add(at, { kind, name, body });
    for (const { agentId, event } of events) {
      this.journal.add(event.at, {
        kind: 'event',
        agentId,
        position: event.id,
        type: event.type,
        records: event.records.map(({ kind: of, id }) => ({ kind: of, id })),
        removed: event.removed,
      });
    }
  }

  #wake(due: Time): readonly AgentEvent[] {
    return this.#input({ actor: driver, kind: 'wake', name: 'due', at: due }).events;
  }

  /** What is due until then happens before. */
  #setClock(base: Time, rate: number): void {
    this.#catchUp(base);
    const body = { rate, base, realBase: this.#host.now() } satisfies State['clock'];
    this.#input({ actor: control, kind: 'control', name: 'clock', body, at: base });
    this.#tell('clock');
  }

  /** Lets happen what is due, one wake for each moment. Returns until when. */
  #catchUp(until = this.now()): Time {
    for (let due = this.#nextDue(until); due !== null; due = this.#nextDue(until)) {
      this.#wake(due);
    }
    return until;
  }

  #nextDue(until: Time): Time | null {
    const due = this.#engine.nextDue(this.#state);
    return due === null || due > until ? null : Math.max(due, this.#state.at);
  }

  #arm(): void {
    const due = this.#engine.nextDue(this.#state);
    const { clock } = this.#state;
    if (this.#disposed || (this.#armed?.due === due && this.#armed.clock === clock)) return;
    this.#disarm();
    this.#armed = { due, clock };
    const { rate, base, realBase } = clock;
    if (due === null || rate === 0) return;
    const delay = Math.ceil(realBase + (due - base) / rate - this.#host.now());
    this.#disarm = this.#host.setTimer(Math.min(Math.max(delay, 0), longestTimer), () => {
      this.#armed = null;
      // After a failure it is not armed again, or it would fail without end; the next request tries anew.
      this.#attempt(() => {
        this.#catchUp();
        this.#arm();
      });
    });
  }

  #expectBack(agentId: string): void {
    if (this.#disposed) return;
    const stop = this.#host.setTimer(leavingDelay, () => {
      this.#leaving.delete(agentId);
      this.#attempt(() => this.#connection(agentId, 'closed'));
    });
    this.#leaving.set(agentId, stop);
  }

  #connection(agentId: string, name: 'opened' | 'closed'): void {
    if (this.#past.connected.has(agentId) === (name === 'opened')) return;
    const at = this.#catchUp();
    this.#input({ at, actor: driver, kind: 'connection', name, subject: agentId });
  }

  #tell(news: News, agentId?: string): void {
    const told = agentId === undefined ? [...this.#streams.values()] : [this.#streams.get(agentId) ?? []];
    for (const listener of told.flatMap((streams) => [...streams])) this.#attempt(() => listener(news));
  }

  #attempt(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.#onError(error);
    }
  }
}

import type { CallbackClient, StreamMessage } from '../client/client.ts';
import type { Capability } from '../contract/capabilities.ts';
import { capabilityName, splitCommand, type CommandKey, type CommandPayloads } from '../contract/commands.ts';
import { parsePosition, type CommandAnswer, type Position, type Snapshot } from '../contract/events.ts';
import { ProblemError, problems, type ProblemCode } from '../contract/problems.ts';
import type { AnyRecord, RecordKind, RecordTypes } from '../contract/records.ts';
import { rules, type Step, type View } from './rules.ts';
import { isSame } from './same.ts';

/** What makes happen what no agent can. What is left out cannot be checked, which the report says. */
export interface Situations {
  /** A customer asks to be called back, and the agent is offered it. */
  readonly callback?: () => Promise<unknown>;
  /**
   * The customer picks up, lets it ring out, hangs up; or takes back the request of the newest callback.
   * While it rings, the first two; while they talk, the third.
   */
  readonly customer?: (act: 'answer' | 'ring_out' | 'hang_up' | 'cancel') => Promise<unknown>;
  /** The colleague whom the agent called upon last takes it, or declines. */
  readonly colleague?: (act: 'accept' | 'decline') => Promise<unknown>;
  /** So many milliseconds of the provider's time pass; a provider on the wall's clock waits. */
  readonly pass?: (milliseconds: number) => Promise<unknown>;
}

/** What is checked: a client of one agent, who is signed in, available, and has nothing before them. */
export interface Subject {
  readonly client: CallbackClient;
  readonly situations?: Situations;
  /** Puts it away; nothing of it is used any more. */
  readonly dispose?: () => unknown;
}

/** Something that must be so is not. */
export class Broken extends Error {
  override readonly name: string = 'Broken';
}
/** The provider does not offer what is checked, and says so. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}
/** Nothing makes happen what is needed. */
export class LeftOut extends Error {
  override readonly name = 'LeftOut';
}

export function expect(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Broken(what);
}

export const key = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

/** What all desks of one run have found. */
export class Findings {
  /** What is wrong, by the rule's id. */
  readonly broken = new Map<string, Set<string>>();
  /** How often each rule was judged. */
  judged = 0;
  readonly performed = new Set<CommandKey>();
  readonly visible = new Set<CommandKey>();
  readonly unsupported = new Set<CommandKey>();
  providerName = '';

  add(rule: string, what: string): void {
    const known = this.broken.get(rule) ?? new Set<string>();
    this.broken.set(rule, known.add(what));
  }

  judge(step: Step): void {
    this.judged += 1;
    for (const { id, judge } of rules) for (const what of judge(step)) this.add(id, what);
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

let presses = 0;
/** A key that no press had. */
export const newKey = (): string =>
  `conformance-${Date.now().toString(36)}-${(presses += 1)}-${Math.random().toString(36).slice(2)}`;

/** One agent at work: follows the stream, judges every step, gives commands. */
export class Desk {
  readonly #client: CallbackClient;
  readonly #situations: Situations;
  readonly #dispose: (() => unknown) | undefined;
  readonly #stop = new AbortController();
  readonly #findings: Findings;
  readonly #patience: number;
  #records: View = new Map();
  #position: Position = '.0';
  #agentId = '';
  #clock = 0;
  #ended: unknown = null;
  #wake: (() => void)[] = [];

  private constructor(subject: Subject, findings: Findings, patience: number) {
    this.#client = subject.client;
    this.#situations = subject.situations ?? {};
    this.#dispose = subject.dispose;
    this.#findings = findings;
    this.#patience = patience;
  }

  /** Connects. `patience`: real milliseconds that anything may take. */
  static async open(subject: Subject, findings: Findings, patience: number): Promise<Desk> {
    const desk = new Desk(subject, findings, patience);
    try {
      const snapshot = await subject.client.snapshot();
      desk.#position = snapshot.asOf;
      desk.#agentId = snapshot.agentId;
      desk.#clock = Date.parse(snapshot.clock.now);
      desk.#take(new Map(snapshot.records.map((one) => [key(one), one])), null, null);
      findings.providerName = desk.maybe('settings')?.providerName ?? '';
      void desk.#follow();
      return desk;
    } catch (error) {
      await desk.close();
      throw error;
    }
  }

  get client(): CallbackClient {
    return this.#client;
  }
  get agentId(): string {
    return this.#agentId;
  }
  get position(): Position {
    return this.#position;
  }
  /** The provider's time, in milliseconds since 1970, when it said it last. */
  get now(): number {
    return this.#clock;
  }
  get records(): View {
    return this.#records;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#dispose?.();
  }

  async #follow() {
    const { signal } = this.#stop;
    try {
      while (!signal.aborted) if ((await this.#read(signal)) === 'ended') break;
      this.#ended = new Broken('the stream ended by itself');
    } catch (error) {
      this.#ended = error;
    }
    this.#tell();
  }

  #tell() {
    for (const wake of this.#wake.splice(0)) wake();
  }

  async #read(signal: AbortSignal): Promise<'ended' | 'reset'> {
    for await (const message of this.#client.events(this.#position, { signal })) {
      if (signal.aborted) break;
      if (message.type === 'reset') {
        const snapshot = await this.#client.snapshot();
        this.#position = snapshot.asOf;
        this.#take(new Map(snapshot.records.map((one) => [key(one), one])), null, null);
        this.#tell();
        return 'reset';
      }
      this.#hear(message);
      this.#tell();
    }
    return 'ended';
  }

  #hear(message: StreamMessage) {
    if (message.type === 'heartbeat') this.#clock = Date.parse(message.clock.now);
    if (message.type !== 'event') return;
    const { event } = message;
    const before = this.#records;
    const after = new Map(before);
    for (const one of event.removed) after.delete(key(one));
    for (const one of event.records) after.set(key(one), one);
    const { position } = this;
    this.#position = event.id;
    this.#clock = Math.max(this.#clock, Date.parse(event.at));
    this.#take(after, before, { position, event });
  }

  #take(after: View, before: View | null, come: Pick<Step, 'position' | 'event'> | null) {
    this.#records = after;
    this.#findings.judge({
      agentId: this.#agentId,
      before,
      after,
      position: come?.position ?? null,
      event: come?.event ?? null,
    });
    for (const record of after.values()) {
      if (!('capabilities' in record)) continue;
      for (const [name, one] of Object.entries(record.capabilities as Record<string, Capability>))
        if (one.visible)
          this.#findings.visible.add(
            `${record.kind}.${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` as CommandKey,
          );
    }
  }

  /** Waits until it is so. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const end = Date.now() + this.#patience;
    while (!holds()) {
      if (this.#ended) throw this.#ended as Error;
      const left = end - Date.now();
      expect(left > 0, `${what}: not so after ${this.#patience} ms`);
      const woken = new Promise<void>((resolve) => this.#wake.push(resolve));
      await Promise.race([woken, wait(Math.min(left, 50))]);
    }
  }

  async #caughtUp(asOf: Position) {
    const there = parsePosition(asOf);
    expect(there, `${asOf} is no position`);
    await this.until(`the stream reaches ${asOf}`, () => {
      const here = parsePosition(this.#position);
      return here?.epoch !== there.epoch || here.number >= there.number;
    });
  }

  all<K extends RecordKind>(kind: K): RecordTypes[K][] {
    return [...this.#records.values()].filter((one): one is RecordTypes[K] => one.kind === kind);
  }

  /** The newest of the kind: of offers, the newest that is open. */
  maybe<K extends RecordKind>(kind: K): RecordTypes[K] | undefined {
    const all = this.all(kind);
    const open = all.filter((one) => !('state' in one) || one.kind !== 'offer' || one.state === 'open');
    return open.at(-1);
  }

  one<K extends RecordKind>(kind: K): RecordTypes[K] {
    const found = this.maybe(kind);
    expect(found, `there is no ${kind}`);
    return found;
  }

  /** What has an id now; a thing that is gone is broken. */
  get<K extends RecordKind>(kind: K, id: string): RecordTypes[K] {
    const found = this.#records.get(`${kind} ${id}`) as RecordTypes[K] | undefined;
    expect(found, `${kind} ${id} is not there`);
    return found;
  }

  capability(command: CommandKey, id: string): Capability | undefined {
    const [kind, verb] = splitCommand(command);
    const record = this.#records.get(`${kind} ${id}`) as
      { readonly capabilities?: Readonly<Record<string, Capability>> } | undefined;
    return record?.capabilities?.[capabilityName(verb)];
  }

  /** Makes something happen; without a way to, the check is left out. */
  async situation<S extends keyof Situations>(
    name: S,
    ...args: Parameters<NonNullable<Situations[S]>>
  ): Promise<void> {
    const make = this.#situations[name] as ((...given: unknown[]) => Promise<unknown>) | undefined;
    if (!make) throw new LeftOut(`needs the situation ${name}`);
    await make(...args);
    await this.agree();
  }

  /** Gives a command and waits until its outcome is here. */
  async send<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    press = newKey(),
  ): Promise<CommandAnswer> {
    const said = this.capability(command, id);
    try {
      const answer = await this.#client.send(command, id, payload, { key: press });
      expect(
        answer.outcome === 'performed' || answer.outcome === 'unchanged',
        `${command} was answered ${answer.outcome}`,
      );
      await this.#caughtUp(answer.asOf);
      if (answer.outcome === 'performed') this.#findings.performed.add(command);
      return answer;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'unsupported') throw error;
      expect(!said?.visible, `${command} is shown, and then said to be unsupported`);
      this.#findings.unsupported.add(command);
      throw new Unsupported(`${command} is not offered`);
    }
  }

  /** The same, where it must be performed. */
  async do<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    press?: string,
  ): Promise<void> {
    let answer;
    try {
      answer = await this.send(command, id, payload, press);
    } catch (error) {
      if (error instanceof Unsupported) throw error;
      const { visible, enabled, reason } = this.capability(command, id) ?? {};
      throw new Broken(
        `${command} was not performed: ${error instanceof Error ? error.message : String(error)} (visible ${visible}, enabled ${enabled}${reason ? `, ${reason}` : ''})`,
      );
    }
    expect(answer.outcome === 'performed', `${command} changed nothing`);
    await this.agree();
  }

  /** The command is refused, with a problem that the contract knows, and changes nothing. Gives its code. */
  async refused<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    codes?: readonly ProblemCode[],
    press = newKey(),
  ): Promise<ProblemError> {
    const before = this.#records;
    let refusal: unknown;
    try {
      const { outcome } = await this.#client.send(command, id, payload, { key: press });
      throw new Broken(`${command} was ${outcome}, though it is not possible`);
    } catch (error) {
      if (error instanceof Broken) throw error;
      refusal = error;
    }
    expect(refusal instanceof ProblemError, `${command} was refused with something else than a problem`);
    const { code, problem } = refusal;
    expect(code, `${command} was refused with a code that the contract does not have: ${problem.type}`);
    expect(
      problem.status === problems[code].status,
      `${code} has the status ${problems[code].status}, not ${problem.status}`,
    );
    expect(!codes || codes.includes(code), `${command} was refused as ${code}, not ${codes?.join(' or ')}`);
    if (code === 'unsupported') {
      expect(!this.capability(command, id)?.visible, `${command} is shown, and then said to be unsupported`);
      this.#findings.unsupported.add(command);
    }
    await this.agree();
    expect(
      isSame([...before.values()], [...this.#records.values()]),
      `${command} was refused, and changed something`,
    );
    return refusal;
  }

  /** A snapshot says what the events have said. */
  async agree(): Promise<void> {
    let snapshot: Snapshot;
    for (let left = 10; ; left--) {
      snapshot = await this.#client.snapshot();
      await this.#caughtUp(snapshot.asOf);
      if (snapshot.asOf === this.#position) break;
      expect(left, 'the stream is never where the snapshot is');
    }
    this.#clock = Math.max(this.#clock, Date.parse(snapshot.clock.now));
    const fresh = new Map<string, AnyRecord>(snapshot.records.map((one) => [key(one), one]));
    for (const [name, record] of fresh) {
      const known = this.#records.get(name);
      if (!isSame(known, record))
        this.#findings.add('agree', `at ${snapshot.asOf} the snapshot has another ${name} than the events`);
    }
    for (const name of this.#records.keys())
      if (!fresh.has(name))
        this.#findings.add('agree', `at ${snapshot.asOf} the events have kept ${name}, the snapshot has not`);
  }
}

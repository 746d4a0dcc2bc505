import type { CommandKey, CommandPayloads, Role } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems.ts';
import type { CallbackEvent } from '../../contract/events.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import type { AnyRecord, RecordKind, RecordTypes } from '../../contract/records.ts';
import { createState } from '../scenarios/index.ts';
import { nextDue, step, view } from './engine.ts';
import { freezeStates } from './run.ts';
import type { AgentEvent, CallbackRequest, Input, Outcome, State, Time } from './types.ts';

freezeStates();

/** When the plays of the tests begin. */
export const start: Time = Date.UTC(2026, 4, 12, 13, 40);

/** The problem that an input was refused with; throws where it was not. */
export const refusal = (outcome: Outcome): Problem => {
  if (outcome.ok) throw new Error('it should be refused');
  return outcome.problem;
};

/** A client that does nothing but replace: what an agent's screen is drawn from. */
export class Screen {
  private records: Map<string, AnyRecord>;
  constructor(state: State, agentId: string) {
    this.records = asMap(view(state, agentId)!.records);
  }
  apply({ records, removed }: CallbackEvent): void {
    for (const { kind, id } of removed) this.records.delete(`${kind}/${id}`);
    for (const record of records) this.records.set(`${record.kind}/${record.id}`, record);
  }
  /** In an order of its own, so that two screens can be compared. */
  get sorted(): readonly AnyRecord[] {
    return [...this.records.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, record]) => record);
  }
}

const asMap = (records: readonly AnyRecord[]) =>
  new Map(records.map((record) => [`${record.kind}/${record.id}`, record]));

/** A contact centre played by hand, step by step, with everything that happened kept. */
export class Play {
  state: State;
  readonly inputs: Input[] = [];
  readonly events: AgentEvent[] = [];
  /** How each input was answered. */
  readonly outcomes: Outcome[] = [];
  readonly first: State;

  constructor(scenario = 'quiet', policy: PolicyChanges = {}, seed = 1) {
    this.first = this.state = createState({ scenario, seed, startedAt: start, epoch: 'e1', policy });
  }

  input(input: Omit<Input, 'n' | 'at'>, after = 0): Outcome {
    const whole = { ...input, n: this.inputs.length + 1, at: this.state.at + after };
    this.inputs.push(whole);
    const { state, events, outcome } = step(this.state, whole);
    this.state = state;
    this.events.push(...events);
    this.outcomes.push(outcome);
    return outcome;
  }

  /** Lets time pass, in milliseconds. */
  wait(ms: number): void {
    this.input(
      { actor: { kind: 'driver' }, kind: 'wake', name: 'wake', subject: null, body: null, key: null },
      ms,
    );
  }

  /** Until the next timer is due; false: none runs. */
  waitForNext(): boolean {
    const due = nextDue(this.state);
    if (due === null) return false;
    this.wait(due - this.state.at);
    return true;
  }

  control(name: string, body: unknown = {}): Outcome {
    return this.input({ actor: { kind: 'control' }, kind: 'control', name, subject: null, body, key: null });
  }

  callback(request: CallbackRequest = {}): string {
    const outcome = this.control('callback', request);
    if (!outcome.ok || !('created' in outcome)) throw new Error('no callback was made');
    return (outcome.created as { taskId: string }).taskId;
  }

  try<C extends CommandKey>(
    agentId: string,
    command: C,
    id: string,
    body: CommandPayloads[C],
    { key = `press-${this.inputs.length}`, roles = ['agent', 'callback_writer'] as readonly Role[] } = {},
  ): Outcome {
    return this.input({
      actor: { kind: 'agent', id: agentId, roles },
      kind: 'command',
      name: command,
      subject: id,
      body,
      key,
    });
  }

  /** Performs a command; throws with the problem where it is refused. */
  do<C extends CommandKey>(agentId: string, command: C, id: string, body: CommandPayloads[C]): string {
    const outcome = this.try(agentId, command, id, body);
    if (!outcome.ok) throw new Error(`${command}: ${JSON.stringify(outcome.problem)}`);
    return 'answer' in outcome ? outcome.answer.outcome : '';
  }

  sees<K extends RecordKind>(agentId: string, kind: K): RecordTypes[K][] {
    return view(this.state, agentId)!.records.filter((one): one is RecordTypes[K] => one.kind === kind);
  }

  /** The one record of a kind that the agent sees; throws where there are none or several. */
  one<K extends RecordKind>(agentId: string, kind: K): RecordTypes[K] {
    const all = this.sees(agentId, kind);
    if (all.length !== 1) throw new Error(`${agentId} sees ${all.length} of ${kind}`);
    return all[0]!;
  }

  /** The types of the events since the number-th, of one agent. */
  types(agentId: string, from = 0): string[] {
    return this.events
      .filter((one) => one.agentId === agentId)
      .map(({ event }) => event.type)
      .slice(from);
  }
}

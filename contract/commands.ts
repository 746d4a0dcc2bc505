/**
 * The one table of commands. Paths, capability names, event names, the authority matrix, the docs and the
 * tests are derived from it, and what must list commands by hand (schemas, event classes) is typed by it.
 * Source: ServiceNow "Manage a CCaaS callback request", OpenFrame `currentParticipant.capabilities`.
 */

/** What a command acts on; the first part of its path and of its key. */
export type SubjectKind = 'offer' | 'notice' | 'interaction' | 'call' | 'segment' | 'agent' | 'task';

/** `agent` handles callbacks; `callback_writer` also edits the reason, schedules, reschedules and cancels. */
export type Role = 'agent' | 'callback_writer';

/**
 * How the agent must stand to the subject. `offered`: the offer is theirs. `owner`: they own the interaction
 * (a call: the interaction's; a task: the task, or anyone with the role while it has no owner). `participant`:
 * they have a live leg. `self`: it is their own record. `any`: the role alone decides.
 */
export type Relation = 'offered' | 'owner' | 'participant' | 'self' | 'any';

/** One of the two systems an agent signs in to. */
export type Side = 'workspace' | 'contact_centre';

/** Who a call or a callback can be handed to. */
export interface TargetRef {
  readonly kind: 'agent' | 'queue' | 'external';
  /** Id of the agent, queue or external target; an E.164 number for an external target that is not in the directory. */
  readonly id: string;
}

type Nothing = Record<never, never>;

/** What each command carries beside the id in its path. Times are ISO 8601 UTC. */
export interface CommandPayloads {
  'offer.accept': Nothing;
  'offer.reject': { reasonId?: string };
  'notice.dismiss': Nothing;
  'interaction.select-number': { numberId: string };
  'interaction.edit-reason': { reason: string; version: number };
  'interaction.dial': { overrideReason?: string };
  'interaction.retry': { overrideReason?: string };
  'interaction.try-later': { at?: string };
  'interaction.close': Nothing;
  'interaction.reopen': Nothing;
  'interaction.transfer': { target: TargetRef };
  'interaction.cancel-transfer': Nothing;
  'call.end': Nothing;
  'call.leave': Nothing;
  'call.mute': Nothing;
  'call.unmute': Nothing;
  'call.hold': Nothing;
  'call.resume': Nothing;
  'call.record-start': Nothing;
  'call.record-pause': Nothing;
  'call.record-resume': Nothing;
  'call.record-stop': Nothing;
  'call.dtmf': { digits: string };
  'call.dial-out': { number: string };
  'call.consult': { target: TargetRef };
  'call.end-consult': Nothing;
  'call.merge': Nothing;
  'call.leave-and-transfer': Nothing;
  'call.blind-transfer': { target: TargetRef };
  'call.escalate': Nothing;
  'call.wrong-number': Nothing;
  /** `revision` is the one that was seen: what it overwrites unseen is kept in the segment's history. */
  'segment.save': { reasonId: string | null; notes: string; revision?: number };
  'segment.submit': { reasonId: string | null; notes: string; revision?: number };
  'segment.extend': Nothing;
  'segment.amend': { notes: string };
  'agent.sign-in': { side: Side };
  'agent.sign-out': { side: Side };
  /** Without a side both systems are set, the other by the provider's mapping. */
  'agent.set': { presenceId: string; side?: Side };
  'agent.match': Nothing;
  'task.schedule': {
    customerId: string;
    numberId: string;
    at: string;
    reason: string;
  };
  'task.reschedule': { at: string; version: number };
  'task.cancel': Nothing;
}

/** `<subject>.<name>`, for example `call.record-start`. */
export type CommandKey = keyof CommandPayloads;

/** The names of the commands on one kind of subject, in kebab case. */
export type CommandName<K extends SubjectKind> = CommandKey extends infer C
  ? C extends `${K}.${infer N}`
    ? N
    : never
  : never;

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;

/** The capability that enables a command: its name in camel case. */
export type CapabilityName<K extends SubjectKind = SubjectKind> = Camel<CommandName<K>>;

/** One row of the table. */
export interface CommandDefinition {
  /** The request event that a press dispatches. */
  readonly event: string;
  /** The role that is needed. */
  readonly role: Role;
  readonly relation: Relation;
  /** True where the payload carries the version of the record that was seen. */
  readonly versioned?: true;
  /** What it does, in one sentence, for the docs. */
  readonly doc: string;
}

// Pure, so that a bundler drops the table from pages that only need the paths.
/* @__NO_SIDE_EFFECTS__ */
const row = (event: string, relation: Relation, doc: string, more: Partial<CommandDefinition> = {}) =>
  ({ event, relation, role: 'agent', doc, ...more }) satisfies CommandDefinition;

const writer = { role: 'callback_writer' } as const;
const versionedWriter = { role: 'callback_writer', versioned: true } as const;

/** Every command, by key. */
export const commands: Readonly<Record<CommandKey, CommandDefinition>> = {
  'offer.accept': row('callback-accept', 'offered', 'Accepts the offer and opens its interaction.'),
  'offer.reject': row(
    'callback-reject',
    'offered',
    'Declines the offer; the callback goes to the next agent.',
  ),
  'notice.dismiss': row('callback-dismiss', 'self', 'Puts a notice away.'),
  'interaction.select-number': row('callback-select-number', 'owner', 'Selects the number to be dialled.'),
  'interaction.edit-reason': row(
    'callback-edit-reason',
    'owner',
    'Changes the reason for the call.',
    versionedWriter,
  ),
  'interaction.dial': row('callback-dial', 'owner', 'Dials the selected number for the first time.'),
  'interaction.retry': row('callback-retry', 'owner', 'Dials again after an attempt that ended.'),
  'interaction.try-later': row('callback-try-later', 'owner', 'Schedules this callback anew.'),
  'interaction.close': row('callback-close', 'owner', 'Closes the callback; the wrap-up opens.'),
  'interaction.reopen': row(
    'callback-reopen',
    'owner',
    'Goes back from a wrap-up that Close callback opened.',
  ),
  'interaction.transfer': row('callback-transfer', 'owner', 'Offers the callback to an agent or a queue.'),
  'interaction.cancel-transfer': row('callback-cancel-transfer', 'owner', 'Takes back a pending transfer.'),
  'call.end': row('call-end', 'participant', 'Ends the call for everybody; while ringing, the attempt.'),
  'call.leave': row('call-leave', 'participant', 'Leaves the others talking.'),
  'call.mute': row('call-mute', 'participant', 'Mutes the agent.'),
  'call.unmute': row('call-unmute', 'participant', 'Ends the mute.'),
  'call.hold': row('call-hold', 'owner', 'Places the customer on hold.'),
  'call.resume': row('call-resume', 'owner', 'Takes the customer off hold.'),
  'call.record-start': row('call-record-start', 'owner', 'Starts the recording.'),
  'call.record-pause': row('call-record-pause', 'owner', 'Pauses the recording.'),
  'call.record-resume': row('call-record-resume', 'owner', 'Resumes the recording.'),
  'call.record-stop': row('call-record-stop', 'owner', 'Stops the recording.'),
  'call.dtmf': row('call-dtmf', 'participant', 'Sends tones to the call.'),
  'call.dial-out': row('call-dial-out', 'owner', 'Dials another number as a consult.'),
  'call.consult': row('call-consult', 'owner', 'Calls a target while the customer is held.'),
  'call.end-consult': row('call-end-consult', 'owner', 'Ends the consult; back to the customer.'),
  'call.merge': row('call-merge', 'owner', 'Joins customer, agent and target.'),
  'call.leave-and-transfer': row('call-leave-and-transfer', 'owner', 'Leaves the customer with the target.'),
  'call.blind-transfer': row('call-blind-transfer', 'owner', 'Hands the call over without speaking first.'),
  'call.escalate': row('call-escalate', 'owner', 'Flags the call for a supervisor, once.'),
  'call.wrong-number': row('call-wrong-number', 'owner', 'Says that somebody else answered.'),
  'segment.save': row('wrap-up-save', 'self', 'Keeps reason and notes; closes nothing.'),
  'segment.submit': row('wrap-up-submit', 'self', 'Submits the wrap-up and closes my part.'),
  'segment.extend': row('wrap-up-extend', 'self', 'Asks for more time.'),
  'segment.amend': row('wrap-up-amend', 'self', 'Appends a late note to a closed wrap-up.'),
  'agent.sign-in': row('presence-sign-in', 'self', 'Signs in to one of the two systems.'),
  'agent.sign-out': row('presence-sign-out', 'self', 'Signs out of one of the two systems.'),
  'agent.set': row('presence-set', 'self', 'Sets the presence.'),
  'agent.match': row('presence-match', 'self', 'Makes both systems say the same.'),
  'task.schedule': row('callback-schedule', 'any', 'Schedules a new callback.', writer),
  'task.reschedule': row('callback-reschedule', 'any', 'Moves a callback to another time.', versionedWriter),
  'task.cancel': row('callback-cancel', 'any', 'Cancels a callback.', writer),
};

/** All keys, in the table's order. */
export const commandKeys = /* @__PURE__ */ Object.keys(commands) as CommandKey[];

/** `call.record-start` to `['call', 'record-start']`. */
export const splitCommand = (command: CommandKey): [kind: SubjectKind, name: string] =>
  command.split('.', 2) as [SubjectKind, string];

/** `record-start` to `recordStart`. */
export const capabilityName = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The path to POST a command to. `schedule` makes its subject, so it has no id. */
export const commandPath = (command: CommandKey, id: string): string => {
  const [kind, name] = splitCommand(command);
  return command === 'task.schedule'
    ? '/api/task/schedule'
    : `/api/${kind}/${encodeURIComponent(id)}/${name}`;
};

/** Own keys only: `constructor` and `__proto__` are no commands. */
export const isCommandKey = (key: string): key is CommandKey => Object.hasOwn(commands, key);

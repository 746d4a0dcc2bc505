import * as v from 'valibot';
import {
  commandAnswer,
  directoryPage,
  position,
  snapshot,
  streamSchemas,
} from '../../contract/answer-schemas.ts';
import { commandKeys, commands, splitCommand, type CommandKey } from '../../contract/commands.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import { payloadSchemas } from '../../contract/schemas.ts';
import {
  agentToken,
  beginning,
  demoSession,
  done,
  faultList,
  health,
  journalPage,
  made,
  movedClock,
  summary,
  verified,
} from './answers.ts';
import {
  agentAct,
  callbackRequest,
  cancellation,
  clockChanges,
  customerAct,
  directoryQuery,
  expiry,
  faultRules,
  journalQuery,
  nothing,
  sessionRequest,
  situation,
  verification,
  whose,
} from './schemas.ts';

/** What an operation is answered with: JSON of a schema, or something else. */
export type Answer =
  | { readonly type: 'application/json'; readonly schema: v.GenericSchema }
  | {
      readonly type: 'text/event-stream';
      /** The data of each kind of message, by its name. */
      readonly messages: Readonly<Record<string, v.GenericSchema>>;
    }
  | { readonly type: 'application/jsonl' | 'text/html' | 'text/css' };

/** One thing that can be asked of the simulator. */
export interface Operation {
  /** In one sentence, for the docs. */
  readonly does: string;
  /** Whose token is needed. */
  readonly by: 'anybody' | 'agent' | 'control';
  readonly query?: v.GenericSchema;
  /** Headers that it reads beside those of everything, each with what it is for. */
  readonly headers?: Readonly<Record<string, { readonly does: string; readonly required: boolean }>>;
  /** Absent: it carries nothing, or `lines`. */
  readonly body?: v.GenericSchema;
  /** It carries a log: JSON lines. */
  readonly lines?: true;
  readonly answer: Answer;
  /** Why it may be refused, beside what `problemsOf` adds. */
  readonly problems?: readonly ProblemCode[];
  /** Only where it was asked for. */
  readonly only?: 'demo';
}

const json = <S extends v.GenericSchema>(schema: S) => ({ type: 'application/json', schema }) as const;

/** Everything but the commands, by method and path. A route that is not here cannot be made. */
export const operations = {
  'GET /health': { does: 'Says that the simulator is there.', by: 'anybody', answer: json(health) },
  'GET /openapi.json': {
    does: 'Gives this document.',
    by: 'anybody',
    answer: json(v.looseObject({ openapi: v.literal('3.1.1') })),
  },
  'GET /openapi': { does: 'Shows this document to people.', by: 'anybody', answer: { type: 'text/html' } },
  'GET /openapi.css': { does: 'Gives the looks of that page.', by: 'anybody', answer: { type: 'text/css' } },
  'GET /api/session': {
    does: 'Gives everything that the agent may see, and the position it is true as of.',
    by: 'agent',
    answer: json(snapshot),
  },
  'GET /api/events': {
    does: "Streams what came after a position of the agent's: numbered changes, each with whole records.",
    by: 'agent',
    query: v.object({ after: v.exactOptional(position) }),
    headers: { 'last-event-id': { does: 'The position; it goes before the query.', required: false } },
    answer: { type: 'text/event-stream', messages: streamSchemas },
    problems: ['bad_request', 'too_many'],
  },
  'GET /api/directory': {
    does: 'Gives a page of who a call or a callback can go to.',
    by: 'agent',
    query: directoryQuery,
    answer: json(directoryPage),
    problems: ['invalid_payload'],
  },
  'GET /control/state': {
    does: 'Says what goes on, and what could be done to it.',
    by: 'control',
    answer: json(summary),
  },
  'GET /control/log': {
    does: 'Gives the log: a header, and each input on a line.',
    by: 'control',
    answer: { type: 'application/jsonl' },
  },
  'POST /control/token': {
    does: 'Makes a token of an agent.',
    by: 'control',
    body: whose,
    answer: json(agentToken),
    problems: ['not_found'],
  },
  'POST /control/callback': {
    does: 'Makes a callback.',
    by: 'control',
    body: callbackRequest,
    answer: json(made),
    problems: ['too_many'],
  },
  'POST /control/customer': {
    does: 'Acts as a customer on the line, or as somebody outside who is consulted.',
    by: 'control',
    body: customerAct,
    answer: json(done),
    problems: ['not_possible'],
  },
  'POST /control/agent': {
    does: 'Acts as an agent.',
    by: 'control',
    body: agentAct,
    answer: json(done),
    problems: ['not_found', 'not_possible'],
  },
  'POST /control/cancel': {
    does: 'Cancels a callback, as its customer.',
    by: 'control',
    body: cancellation,
    answer: json(done),
    problems: ['not_found', 'not_possible'],
  },
  'POST /control/expire': {
    does: "Ends an agent's sessions, or everybody's: their tokens are not taken any more.",
    by: 'control',
    body: expiry,
    answer: json(done),
    problems: ['not_found'],
  },
  'POST /control/clock': {
    does: 'Moves the clock; it is answered when everything due has happened and is on its way to every stream.',
    by: 'control',
    body: clockChanges,
    answer: json(movedClock),
  },
  'POST /control/load': {
    does: 'Another situation takes the place of this one.',
    by: 'control',
    body: situation,
    answer: json(beginning),
    problems: ['not_found'],
  },
  'POST /control/replay': {
    does: 'A saved log takes the place of this one; the clock stands still at its last moment.',
    by: 'control',
    lines: true,
    answer: json(beginning),
  },
  'POST /control/reset': {
    does: 'Begins the situation anew.',
    by: 'control',
    body: nothing,
    answer: json(beginning),
  },
  'GET /control/faults': {
    does: 'Says what is to go wrong, and how often each rule matched and struck.',
    by: 'control',
    answer: json(faultList),
  },
  'POST /control/faults': {
    does: 'Sets what is to go wrong with answers and streams, in the place of what was set, or beside it.',
    by: 'control',
    body: faultRules,
    answer: json(faultList),
    problems: ['too_many'],
  },
  'POST /control/faults/clear': {
    does: 'Nothing goes wrong any more.',
    by: 'control',
    body: nothing,
    answer: json(faultList),
  },
  'GET /control/journal': {
    does: 'Gives what happened after a number: commands, controls, events and faults.',
    by: 'control',
    query: journalQuery,
    answer: json(journalPage),
    problems: ['invalid_payload'],
  },
  'POST /control/verify': {
    does: 'Says whether and how often commands came that fit, and what came near.',
    by: 'control',
    body: verification,
    answer: json(verified),
  },
  'POST /demo/session': {
    does: 'Makes a namespace where there is none of that name, and gives its tokens.',
    by: 'anybody',
    body: sessionRequest,
    answer: json(demoSession),
    problems: ['not_found', 'too_many'],
    only: 'demo',
  },
} as const satisfies Record<string, Operation>;

export type Method = 'GET' | 'POST';
/** The way to every command but `task.schedule`. */
type CommandRoute = 'POST /api/:kind/:id/:command' | 'POST /api/task/schedule';
export type Route = keyof typeof operations | CommandRoute;
export type PathOf<M extends Method> = Route extends infer R
  ? R extends `${M} ${infer P}`
    ? P
    : never
  : never;

const commandOperation = (key: CommandKey): Operation => {
  const { doc, versioned } = commands[key];
  return {
    does: doc,
    by: 'agent',
    headers: {
      'idempotency-key': { does: 'Names the press: sent twice, it is performed once.', required: true },
    },
    body: payloadSchemas[key],
    answer: json(commandAnswer),
    problems: [
      'idempotency_key_missing',
      'idempotency_key_reused',
      'not_found',
      'not_possible',
      'unsupported',
      ...(versioned ? (['conflict'] as const) : []),
      ...(key.startsWith('offer.') ? (['offer_ended'] as const) : []),
      'too_many',
    ],
  };
};

/** Every command as an operation, by its key. */
export const commandOperations = Object.fromEntries(
  commandKeys.map((key) => [key, commandOperation(key)]),
) as Record<CommandKey, Operation>;

/** A command of a name that there is none of. */
export const unknownCommand: Operation = {
  does: 'Refuses.',
  by: 'agent',
  answer: json(v.never()),
  problems: ['not_found'],
};

/** A command's path, with `{id}` where it names what it acts on. */
export const commandTemplate = (key: CommandKey): string => {
  const [kind, name] = splitCommand(key);
  return key === 'task.schedule' ? '/api/task/schedule' : `/api/${kind}/{id}/${name}`;
};

/** What stands before every operation (`foreign_host`), and what can always happen (`internal`). */
const always: readonly ProblemCode[] = ['foreign_origin', 'foreign_host', 'internal'];
const ofTokens: readonly ProblemCode[] = ['not_authenticated', 'session_expired', 'forbidden'];
const ofBodies: readonly ProblemCode[] = [
  'bad_request',
  'invalid_payload',
  'payload_too_large',
  'unsupported_media_type',
];

/** Every reason for which an operation may be refused. */
export const problemsOf = ({ by, body, lines, problems = [] }: Operation): readonly ProblemCode[] => [
  ...new Set([
    ...(body || lines ? ofBodies : []),
    ...(by === 'anybody' ? [] : ofTokens),
    ...problems,
    ...always,
  ]),
];

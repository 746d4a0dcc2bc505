import {
  toJsonSchema,
  toJsonSchemaDefs,
  type ConversionConfig,
  type JsonSchema,
} from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { definitions } from '../../contract/answer-schemas.ts';
import { commandKeys } from '../../contract/commands.ts';
import { problems } from '../../contract/problems.ts';
import { commandOperations, commandTemplate, operations, problemsOf, type Operation } from './operations.ts';

/** What the document says of one operation (OpenAPI 3.1, Operation Object). */
export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly never[]>>[];
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  /** By status. */
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>;
}

export interface ParameterObject {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

interface MediaType {
  readonly schema: JsonSchema;
  /** Of an event stream: the JSON of each message's data, by the message's name. OpenAPI 3.1 has no words for it. */
  readonly 'x-messages'?: Readonly<Record<string, JsonSchema>>;
}

type Content = Readonly<Record<string, MediaType>>;

/** The parts of an OpenAPI 3.1 document that this one has. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const common = {
  target: 'draft-2020-12',
  typeMode: 'input',
  // A sentence of code: what it checks is said in words, where it matters.
  ignoreActions: ['check'],
} as const satisfies ConversionConfig;

const referring = {
  ...common,
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
} as const satisfies ConversionConfig;

/** What is answered may grow: who reads passes over what they do not know. */
const answers: ConversionConfig = {
  ...referring,
  overrideSchema: ({ valibotSchema, jsonSchema }) => {
    if (valibotSchema.type !== 'strict_object') return undefined;
    const { additionalProperties: _, ...rest } = jsonSchema;
    return rest;
  },
};

/** Without what names the dialect: the document does. */
const bare = ({ $schema: _, $defs: __, ...schema }: JsonSchema): JsonSchema => schema;
const asked = (schema: v.GenericSchema): JsonSchema => bare(toJsonSchema(schema, common));
const answered = (schema: v.GenericSchema): JsonSchema =>
  bare(toJsonSchema(schema, { ...answers, definitions }));

const tags = {
  session: 'What an agent sees.',
  offer: 'What is offered to the agent.',
  notice: 'What happened elsewhere.',
  interaction: "The agent's handling of a callback.",
  call: 'A live call: the legs of one attempt.',
  segment: "The agent's wrap-up.",
  agent: "The agent's own presence.",
  task: 'The callback as its customer asked for it.',
  control: 'The simulator: what no contact centre lets anybody do.',
  server: 'The server itself.',
} as const;

const tagOf = (path: string): keyof typeof tags => {
  const [, room, kind] = path.split('/');
  if (room === 'control' || room === 'demo') return 'control';
  if (room !== 'api') return 'server';
  return kind! in tags && path.split('/').length > 3 ? (kind as keyof typeof tags) : 'session';
};

const words = {
  bearer: { agent: 'The token of one agent.', control: 'The token of the control of one namespace.' },
} as const;

const contentOf = ({ answer }: Operation): Content => {
  if (answer.type === 'application/json') return { [answer.type]: { schema: answered(answer.schema) } };
  if (answer.type !== 'text/event-stream') return { [answer.type]: { schema: { type: 'string' } } };
  return {
    [answer.type]: {
      schema: { type: 'string', description: 'Server-sent events.' },
      'x-messages': Object.fromEntries(
        Object.entries(answer.messages).map(([event, schema]) => [event, answered(schema)]),
      ),
    },
  };
};

/** The refusals of one status together, since the document can say each status once. */
const refusalsOf = (operation: Operation): OperationObject['responses'] => {
  const codes = problemsOf(operation);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...new Set(codes.map((code) => problems[code].status))].sort().map((status) => {
      const theirs = codes.filter((code) => problems[code].status === status);
      return [
        String(status),
        { description: theirs.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '), content },
      ];
    }),
  );
};

const parametersOf = (path: string, { query, headers = {} }: Operation): ParameterObject[] => {
  const inQuery = query ? asked(query) : {};
  return [
    ...(path.includes('{id}')
      ? [
          {
            name: 'id',
            in: 'path',
            required: true,
            description: 'What it acts on.',
            schema: { type: 'string' },
          } as const,
        ]
      : []),
    ...Object.entries(inQuery.properties ?? {}).map(
      ([name, schema]) =>
        ({
          name,
          in: 'query',
          required: inQuery.required?.includes(name) ?? false,
          schema: schema as JsonSchema,
        }) as const,
    ),
    ...Object.entries(headers).map(
      ([name, { does, required }]) =>
        ({
          name,
          in: 'header',
          required,
          description: does,
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        }) as const,
    ),
  ];
};

const operationObject = (method: string, path: string, operation: Operation): OperationObject => {
  const { does, by, body, lines } = operation;
  const parameters = parametersOf(path, operation);
  return {
    operationId: [method, ...path.split(/[^a-z]+/)]
      .filter((part) => part && part !== 'api' && part !== 'id')
      .join('-'),
    summary: does,
    tags: [tagOf(path)],
    security: by === 'anybody' ? [] : [{ [by]: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(lines && {
      requestBody: { required: true, content: { 'application/jsonl': { schema: { type: 'string' } } } },
    }),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: asked(body) } } },
    }),
    responses: {
      200: { description: 'The answer.', content: contentOf(operation) },
      ...refusalsOf(operation),
    },
  };
};

/**
 * The contract as an OpenAPI 3.1 document, from the tables and schemas that the simulator itself judges by.
 * `demo`: with what only the demo's server answers.
 */
export const openApi = ({ demo }: { readonly demo: boolean }): OpenApi => {
  const all: [route: string, operation: Operation][] = [
    ...Object.entries<Operation>(operations).filter(([, { only }]) => demo || only !== 'demo'),
    ...commandKeys.map((key): [string, Operation] => [
      `POST ${commandTemplate(key)}`,
      commandOperations[key],
    ]),
  ];
  const paths: Record<string, OpenApi['paths'][string]> = {};
  for (const [route, operation] of all) {
    const [method, path] = route.toLowerCase().split(' ', 2) as [string, string];
    paths[path] = { ...paths[path], [method]: operationObject(method, path, operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Callback Kit',
      version: '1',
      description:
        'What the elements ask of a contact centre, and what its simulator offers beside that. Refusals are problem documents (RFC 9457). Fields that are not described here are passed over, on both sides.',
    },
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(toJsonSchemaDefs(definitions, answers)).map(([name, schema]) => [name, bare(schema)]),
      ),
      securitySchemes: Object.fromEntries(
        Object.entries(words.bearer).map(([name, description]) => [
          name,
          { type: 'http', scheme: 'bearer', description },
        ]),
      ),
    },
  };
};

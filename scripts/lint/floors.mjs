import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * Who may import whom. Rooms are tried from the top and the first that matches a file decides; `may` holds patterns of
 * paths in this repository, `packages` the names of packages. A room without either is free.
 */
const SCHEMAS = /^contract\/(answer-)?schemas/;
const CONTRACT = /^contract\/(?!(answer-)?schemas)/;
/** What opens a connection; re-exporting modules count, since one import through them carries it all. */
const NETWORK = /^client\/(http|sse|stream|session|index)/;
const CLIENT = /^client\/(?!http|sse|stream|session|index)/;
const LIT = ['lit', '@lit/context'];
const COMPOSITIONS = [
  'callback-actions',
  'callback-active-call',
  'callback-call-transfer',
  'callback-inbox',
  'callback-workspace',
  'transfer-callback',
];
/** The class and the definition of any element: `<tag>/<tag>.ts`, `<tag>/define.ts`. */
const ELEMENTS = /^components\/([a-z]+-[a-z-]+)\/(\1|define)\.ts$/;

const rooms = [
  { files: /\.(test|types)\.ts$|^mock-server\/.*\/testing\.ts$/ },
  { files: SCHEMAS, may: [/^contract\//], packages: ['valibot'] },
  { files: /^contract\//, may: [CONTRACT], packages: [] },
  { files: /^client\//, may: [/^client\//, CONTRACT], packages: [] },
  // Runs in any page and in Node, beside whatever implements the client.
  { files: /^conformance\//, may: [/^conformance\//, /^client\//, CONTRACT], packages: [] },
  { files: /^adapters\//, may: [/^(adapters|components|client)\//, CONTRACT], packages: [] },
  { files: /^components\/(index|define)\.ts$/, may: [/^components\//], packages: [] },
  // Published helpers and suites for tests: no page loads them.
  { files: /^components\/shared\/testing\//, may: [/^(components|client|contract)\//] },
  // Words and nothing else, loaded by one module.
  {
    files: /^components\/locales\//,
    may: [/^components\/locales\//, /^components\/[^/]+\/[^/]+\.strings\.ts$/],
    packages: [],
  },
  { files: /^components\/shared\/languages\.ts$/, may: [/^components\/(shared|locales)\//], packages: [] },
  { files: /^components\/shared\//, may: [/^components\/shared\//, CLIENT, CONTRACT], packages: LIT },
  ...COMPOSITIONS.map((tag) => ({
    files: new RegExp(`^components/${tag}/`),
    may: [new RegExp(`^components/(${tag}|shared)/`), ELEMENTS, CLIENT, CONTRACT],
    packages: LIT,
    // A page of many elements is fed with what feeds each of them.
    fixturesOf: /^components\/[^/]+\/[^/]+\.fixtures\.ts$/,
  })),
  {
    files: /^components\/callback-provider\//,
    may: [/^components\/(callback-provider|shared)\//, CLIENT, NETWORK, CONTRACT],
    packages: LIT,
  },
  {
    files: /^components\/([^/]+)\//,
    may: [/^components\/shared\//, CLIENT, CONTRACT],
    ownFolder: true,
    packages: LIT,
  },
  { files: /^mock-server\/engine\//, may: [/^mock-server\/engine\//, CONTRACT], packages: ['immer'] },
  { files: /^mock-server\/scenarios\//, may: [/^mock-server\/(scenarios|engine)\//, CONTRACT], packages: [] },
  {
    files: /^mock-server\/node/,
    may: [/^mock-server\//, /^contract\//],
    packages: ['hono', '@hono/node-server', 'valibot', 'node:'],
  },
  {
    files: /^mock-server\//,
    may: [/^mock-server\/(?!node)/, /^contract\//],
    packages: ['hono', 'valibot', '@valibot/to-json-schema', 'msw'],
  },
];

const packageOf = (name) =>
  isBuiltin(name)
    ? 'node:'
    : name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');

/** Why this file may not import that, or nothing where it may. Paths are relative to the repository. */
export function offence(file, specifier) {
  const room = rooms.find(({ files }) => files.test(file));
  if (!room?.may) return undefined;
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    return (room.packages?.includes(name) ?? true) ? undefined : `this room does not stand on ${name}`;
  }
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const own = room.ownFolder && target.startsWith(file.split('/').slice(0, 2).join('/') + '/');
  const fixtures = room.fixturesOf?.test(file) && room.fixturesOf.test(target);
  return own || fixtures || room.may.some((pattern) => pattern.test(target))
    ? undefined
    : `this room does not stand on ${target}`;
}

export const floors = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { floor: '{{ why }} (see the floors in scripts/lint/floors.mjs)' },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).replaceAll('\\', '/');
    const check = (node) => {
      if (typeof node?.value !== 'string') return;
      const why = offence(file, node.value);
      if (why) context.report({ node, messageId: 'floor', data: { why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
    };
  },
};

/** A rule may be broken for a good reason, which is then written where it is broken. */
export const reasons = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { why: 'Say why after two dashes: eslint-disable-next-line rule -- why' },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
          context.report({ loc: comment.loc, messageId: 'why' });
        }
      }
    },
  }),
};

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { commandKeys, commandPath, splitCommand, type CommandKey } from '../../contract/commands.ts';
import { problemCode, problems, type Problem } from '../../contract/problems.ts';
import { payloadSchemas } from '../../contract/schemas.ts';
import type { State } from '../engine/types.ts';
import * as schemas from './schemas.ts';
import { simulator } from './testing.ts';
import { issueToken } from './tokens.ts';

/* What anybody might send: made of what the contract would have, and of what it would not. */

const secret = 'a secret of the tests';
const requestsInAll = 10_000;
const requestsInARow = 50;
/** Others each time; `SEED=1234` sends the same ones again. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const strings = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff x', '\u202e', '\ufeff', '\u2028', '👩‍👩‍👧‍👦', 'İı', 'ſ'],
    ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'NaN', '-0', '1e999'],
    ...[
      '<script>alert(1)</script>',
      '"><img src=x onerror=x>',
      "' or 1=1 --",
      '${7*7}',
      '{{7*7}}',
      '%00',
      '%s%n',
    ],
    ...['../../etc/passwd', '..\\..\\x', 'file:///etc/passwd', 'a\r\nset-cookie: x=1', 'x'.repeat(201)],
    ...[
      'tel:+12125550143',
      '+12125550143;ext=1',
      '+0',
      '٣',
      '2026-02-31T10:00:00Z',
      '+275760-09-13T00:00:00Z',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const numbers = fc.constantFrom(-1, -0, 0.5, 1, 2, 2 ** 31, 2 ** 53, 1e21, 1e308, -1e308);
const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: strings },
  { weight: 2, arbitrary: numbers },
  { weight: 1, arbitrary: fc.constantFrom(null, true, [], {}, [[]], [null], { length: 9 }, { toJSON: 1 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** One value that fits, for each field that some request has. */
const fits: Readonly<Record<string, unknown>> = {
  ...{ numberId: 'office', reason: 'Other issue', version: 1, at: '2030-01-01T10:00:00Z', digits: '1#' },
  ...{ target: { kind: 'agent', id: 'ben' }, number: '+12125550155', reasonId: 'resolved', notes: 'ok' },
  ...{ side: 'workspace', presenceId: 'away', customerId: 'customer-1', revision: 1, overrideReason: 'x' },
  ...{
    customerName: 'Bo Li',
    queueId: 'loans',
    agentId: 'ana',
    context: 'x',
    externalId: 'x',
    customPayload: {},
  },
  ...{ offerTimeout: 1000, doNotCall: false, consent: true, callingWindow: { from: '09:00', to: '17:00' } },
  ...{
    dueIn: 60_000,
    promisedIn: 1,
    voicemail: 1,
    timeZone: 'Asia/Tokyo',
    mode: 'agent_first',
    taskId: 'task-1',
  },
  ...{
    interactionId: 'interaction-1',
    kind: 'agent',
    search: 'b',
    after: '1',
    act: 'answer',
    party: 'customer',
    rate: 2,
    advance: 1000,
    until: { within: 1000 },
    rules: [],
    add: true,
    request: { command: 'interaction.dial' },
    times: 1,
    seed: 1,
  },
  ...{ scenario: 'no-answer', policy: { timers: { ring: 3000 } }, ns: 'desk', agent: 'ana' },
};
const fieldNames = Object.keys(fits);

const object = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...fieldNames), { maxLength: 6 }),
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...fieldNames), strings), junk), { maxLength: 2 }),
  )
  .map(([good, bad]) => [...good.map((name) => [name, fits[name]] as const), ...bad]);

/** A body as it is sent; an object may have a key twice. */
const text: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  { weight: 60, arbitrary: fc.constant(JSON.stringify(fits)) },
  {
    weight: 60,
    arbitrary: fc
      .tuple(fc.constantFrom(...fieldNames), junk)
      .map(([name, value]) => JSON.stringify({ ...fits, [name]: value })),
  },
  {
    weight: 60,
    arbitrary: object.map(
      (fields) =>
        `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`,
    ),
  },
  { weight: 10, arbitrary: fc.constant('{}') },
  { weight: 10, arbitrary: junk.map((value) => JSON.stringify(value)) },
  { weight: 5, arbitrary: strings },
  { weight: 5, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.nat(40_000).map((deep) => `{"customPayload":${'['.repeat(deep)}${']'.repeat(deep)}}`),
  },
  {
    weight: 1,
    arbitrary: fc.nat(40_000).map((deep) => '{"target":'.repeat(deep / 10) + '1' + '}'.repeat(deep / 10)),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 60_000, max: 200_000 })
      .map((long) => JSON.stringify({ notes: 'é'.repeat(long) })),
  },
  { weight: 1, arbitrary: fc.nat(5000).map((many) => `{${'"a":1,'.repeat(many)}"b":2}`) },
);

type Actor = 'ana' | 'ben' | 'control' | 'nobody' | 'expired' | 'forged' | 'elsewhere';
/** They may change nothing here, whatever they send. */
const strangers: readonly Actor[] = ['nobody', 'expired', 'forged', 'elsewhere'];

interface Hostile {
  readonly actor: Actor;
  readonly method: string;
  readonly where: { readonly command: CommandKey } | { readonly path: string };
  /** Which of the records there are; where there is none, this is the id. */
  readonly pick: number;
  readonly id: string | null;
  readonly type: string;
  readonly key: string | null;
  readonly text: string | Uint8Array;
}

const segment = (value: string): string => {
  try {
    return encodeURIComponent(value);
  } catch {
    return '%ED%A0%80';
  }
};

const path = (controls: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...controls) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '/api/session',
        '/demo/session',
        '/health',
        '/',
        '//',
        '/api/%',
        '/api/%ff/%00/x',
      ),
    },
    { weight: 1, arbitrary: strings.map((after) => `/api/events?after=${segment(after)}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(strings, strings, strings)
        .map((parts) => parts.map(segment))
        .map(
          ([kind, search, after]) => `/api/directory?kind=${kind}&search=${search}&after=${after}&kind=agent`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(strings, strings, strings, fc.constantFrom('/api', '/control', '/demo', ''))
        .map(([kind, id, name, root]) => `${root}/${segment(kind)}/${segment(id)}/${segment(name)}`),
    },
  );

const hostile = (controls: readonly string[]): fc.Arbitrary<Hostile> =>
  fc.record({
    actor: fc.constantFrom<Actor>('ana', 'ana', 'ana', 'ben', 'control', 'control', ...strangers),
    method: fc.oneof(
      { weight: 12, arbitrary: fc.constant('POST') },
      { weight: 3, arbitrary: fc.constant('GET') },
      { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND', 'x') },
    ),
    where: fc.oneof(
      { weight: 2, arbitrary: fc.record({ command: fc.constantFrom(...commandKeys) }) },
      { weight: 1, arbitrary: fc.record({ path: path(controls) }) },
    ),
    pick: fc.nat(9),
    id: fc.option(strings, { freq: 3 }),
    type: fc.oneof(
      { weight: 20, arbitrary: fc.constant('application/json') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '',
          'text/plain',
          'application/json; charset=utf-16',
          'multipart/form-data',
          'application/jsonp',
        ),
      },
    ),
    key: fc.oneof(
      { weight: 10, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('', 'same', '__proto__', 'constructor', 'x'.repeat(201), 'a b', '\u00e9'),
      },
    ),
    text,
  });

const untouched = (before: State, after: State): boolean =>
  (Object.keys(before) as (keyof State)[]).every(
    (key) => key === 'answered' || key === 'at' || before[key] === after[key],
  );

/** What says where and how the server runs. */
const inside =
  /\n\s+at |\.[jt]s:\d|file:\/\/|node_modules|mock-server|TypeError|RangeError|SyntaxError|\bundefined\b|native code/;

const row = async () => {
  const simulated = simulator({ secret });
  const { host, namespaces, session } = simulated;
  const ana = await session({ ns: 'desk', scenario: 'agent-first-manual' });
  const ben = await session({ ns: 'desk', agent: 'ben' });
  const elsewhere = await session({ ns: 'other', scenario: 'agent-first-manual' });
  const exp = host.now() / 1000;
  const claims = { ns: 'desk', sub: 'ana', roles: ['agent' as const], gen: 0 };
  const tokens: Readonly<Record<Actor, string>> = {
    ana: ana.token,
    ben: ben.token,
    control: ana.controlToken,
    nobody: '',
    expired: await issueToken(secret, { ...claims, exp }),
    forged: await issueToken('another', { ...claims, exp: exp + 1000 }),
    elsewhere: elsewhere.token,
  };
  return { ...simulated, tokens, centre: () => namespaces.get('desk')! };
};

describe('http: hostile requests', () => {
  it('know every field that a request can have', () => {
    // Lines of a saved log are no bodies: they have a test of their own.
    const { savedHeader: _header, savedInput: _input, savedClock: _clock, ...asked } = schemas;
    const bodies = [...Object.values(payloadSchemas), ...Object.values(asked)];
    const named = bodies.flatMap((schema) => ('entries' in schema ? Object.keys(schema.entries) : []));
    const ofPolicy = new Set(Object.keys(schemas.policyChanges.entries));
    assert.deepEqual(
      named.filter((name) => !ofPolicy.has(name) && !fieldNames.includes(name)),
      [],
    );
  });

  it(
    `answers ${requestsInAll} without failing, telling or changing what it should not`,
    { timeout: 120_000 },
    async (t) => {
      t.diagnostic(`SEED=${seed}`);
      const { app } = simulator();
      // Also those that are new.
      const controls = [...new Set(app.routes.map((one) => one.path))].filter((one) =>
        one.startsWith('/control/'),
      );
      assert.ok(controls.length > 5);
      const seen = new Map<number, number>();
      const performed = new Set<string>();
      await fc.assert(
        fc.asyncProperty(
          fc.array(hostile(controls), { minLength: requestsInARow, maxLength: requestsInARow }),
          async (requests) => {
            const { ask, centre, errors, tokens } = await row();
            let presses = 0;
            for (const one of requests) {
              const state = centre().state;
              let at = 'path' in one.where ? one.where.path : '';
              if ('command' in one.where) {
                const [kind] = splitCommand(one.where.command);
                const all = centre()
                  .snapshot('ana')!
                  .records.filter((record) => record.kind === kind);
                const id = one.id ?? all[one.pick % (all.length || 1)]?.id ?? `${kind}-1`;
                const path_ = `/api/${kind}/${segment(id)}/${splitCommand(one.where.command)[1]}`;
                at = one.where.command === 'task.schedule' ? commandPath(one.where.command, '') : path_;
              }
              const headers = {
                authorization: `Bearer ${tokens[one.actor]}`,
                'content-type': one.type,
                'idempotency-key': one.key ?? `press-${++presses}`,
              };
              const hasBody = one.method !== 'GET' && one.method !== 'HEAD';
              const answer = await ask(one.method, at, headers, hasBody ? (one.text as BodyInit) : undefined);
              const isStream = answer.headers.get('content-type') === 'text/event-stream';
              const said = isStream ? (await answer.body!.cancel(), '') : await answer.text();
              const { status } = answer;
              seen.set(status, (seen.get(status) ?? 0) + 1);
              if (answer.ok && 'command' in one.where) performed.add(one.where.command);
              const what = `${one.actor}: ${one.method} ${at}: ${status} ${said.slice(0, 300)}`;
              assert.ok(status < 500 || status === 501, what);
              // What is given to who may have it repeats what was sent, word by word; its form is judged in test mode.
              if (!answer.ok) assert.doesNotMatch(said, inside, what);
              if (!answer.ok && one.method !== 'HEAD') {
                assert.equal(answer.headers.get('content-type'), 'application/problem+json', what);
                const refusal = JSON.parse(said) as Problem;
                const code = problemCode(refusal.type);
                assert.ok(code && problems[code].status === status && refusal.status === status, what);
                assert.ok(refusal.title && !('stack' in refusal), what);
              }
              const isUntouched = untouched(state, centre().state);
              if (!answer.ok) assert.ok(isUntouched, `refused, and yet something changed: ${what}`);
              if (strangers.includes(one.actor))
                assert.ok(isUntouched, `a stranger changed something: ${what}`);
              if (at.startsWith('/control/') && one.actor !== 'control')
                assert.ok(!answer.ok && isUntouched, what);
              if (at.startsWith('/api/') && one.actor === 'control') assert.ok(!answer.ok, what);
            }
            assert.deepEqual(errors, []);
            assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
          },
        ),
        { seed, numRuns: requestsInAll / requestsInARow },
      );
      // It would prove little if all were turned away at the door.
      for (const status of [200, 400, 401, 403, 404, 405, 409, 413, 415])
        assert.ok(seen.get(status), `no ${status}`);
      assert.ok(performed.size > 5, [...performed].join(' '));
    },
  );
});

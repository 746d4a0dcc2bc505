import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  capabilityName,
  commandKeys,
  commandPath,
  commands,
  splitCommand,
  type CommandKey,
  type Role,
} from '../../contract/commands.ts';
import type { Capability } from '../../contract/capabilities.ts';
import type { AnyRecord } from '../../contract/records.ts';
import { problemCode, type Problem } from '../../contract/problems.ts';
import { ContactCentre, type Engine } from '../driver.ts';
import * as reducer from '../engine/engine.ts';
import type { State } from '../engine/types.ts';
import { contactCentre } from '../scenarios/contact-centre.ts';
import { FakeHost } from '../testing.ts';
import { usualRate } from './rate.ts';
import { simulator } from './testing.ts';
import { issueToken } from './tokens.ts';

const secret = 'a secret of the tests';
const both: Role[] = ['agent', 'callback_writer'];

/** Beside the two: a colleague of their queue, one who may not write, and one of another queue. All are away. */
const office = contactCentre({
  title: 'An office of several',
  policy: { timers: { wrapUp: 60_000 } },
  queues: [{ id: 'night', name: 'Night' }],
  agents: [
    { id: 'eve', name: 'Eve', roles: both, queueIds: ['card-disputes'], presenceId: 'away' },
    { id: 'ivy', name: 'Ivy', roles: ['agent'], queueIds: ['card-disputes'], presenceId: 'away' },
    { id: 'chi', name: 'Chi', roles: both, queueIds: ['night'], presenceId: 'away' },
  ],
  callbacks: [],
});
const engine: Engine = { ...reducer, createState: (setup) => reducer.createState(office, setup) };

/** A command that ana could give then, and everything up to then. */
interface Moment {
  readonly id: string;
  readonly body: unknown;
  readonly log: string;
  readonly at: number;
}

const ben = { target: { kind: 'agent', id: 'ben' } };
const bodyOf = (command: CommandKey, record: AnyRecord, state: State): object => {
  const version = record.version;
  const at = new Date(state.at + 5 * 3600_000).toISOString();
  const bodies: Partial<Record<CommandKey, object>> = {
    'interaction.select-number': { numberId: 'office' },
    'interaction.transfer': ben,
    'call.consult': ben,
    'call.blind-transfer': ben,
    'call.dtmf': { digits: '1' },
    'call.dial-out': { number: '+12125550143' },
    'segment.save': { reasonId: null, notes: 'x' },
    'segment.submit': { reasonId: 'resolved', notes: 'x' },
    'segment.amend': { notes: 'x' },
    'agent.sign-in': { side: 'workspace' },
    'agent.sign-out': { side: 'workspace' },
    'agent.set': { presenceId: 'busy' },
    'task.reschedule': { at, version },
  };
  if (command === 'interaction.edit-reason' && record.kind === 'interaction')
    return { reason: 'Other issue', version: state.tasks[record.taskId]!.version };
  if (command === 'task.schedule' && record.kind === 'task')
    return { customerId: record.customer.id, numberId: record.numberId, at, reason: 'Other issue' };
  return bodies[command] ?? {};
};

/** Plays through the office, and keeps for each command of the table the first moment in which it is ana's to give. */
const reach = (): ReadonlyMap<CommandKey, Moment> => {
  const moments = new Map<CommandKey, Moment>();
  const play = (number: string, steps: readonly string[]) => {
    const host = new FakeHost();
    const centre = ContactCentre.create({ scenario: 'office' }, { host, engine });
    let presses = 0;
    const records = (agentId: string) => centre.snapshot(agentId)!.records;
    const keep = () => {
      for (const record of records('ana')) {
        for (const command of commandKeys) {
          const [kind, name] = splitCommand(command);
          if (record.kind !== kind || moments.has(command) || !('capabilities' in record)) continue;
          const capabilities = record.capabilities as Readonly<Record<string, Capability>>;
          if (!capabilities[capabilityName(name)]?.enabled) continue;
          const body = bodyOf(command, record, centre.state);
          moments.set(command, { id: record.id, body, log: centre.log(), at: host.now() });
        }
      }
    };
    const done = (outcome: { ok: boolean }, what: string) =>
      assert.ok(outcome.ok, JSON.stringify([what, outcome]));
    done(centre.control('callback', { agentId: 'ana', number, offerTimeout: null }), 'callback');
    done(centre.control('callback', { dueIn: 3 * 3600_000 }), 'scheduled callback');
    keep();
    for (const step of steps) {
      const [first, ...rest] = step.split(' ');
      if (first === 'wait') host.pass(Number(rest[0]));
      else if (first === 'set-centre')
        centre.command({ kind: 'agent', id: 'ana', roles: both }, `k${++presses}`, 'agent.set', 'ana', {
          presenceId: 'away',
          side: 'contact_centre',
        });
      else {
        const agentId = rest[0] ?? 'ana';
        const command = first as CommandKey;
        const [kind] = splitCommand(command);
        const record = records(agentId).findLast((one) => one.kind === kind)!;
        const actor = { kind: 'agent', id: agentId, roles: both } as const;
        const body = bodyOf(command, record, centre.state);
        done(centre.command(actor, `k${++presses}`, command, record.id, body), step);
      }
      keep();
    }
    centre.dispose();
  };
  play('+12125550143', [
    'offer.accept',
    'interaction.transfer',
    'interaction.cancel-transfer',
    'notice.dismiss',
    'interaction.close',
    'interaction.reopen',
    'interaction.dial',
    'wait 2000',
    'call.mute',
    'call.hold',
    'call.resume',
    'call.record-start',
    'call.record-pause',
    'call.consult',
    'offer.accept ben',
    'call.merge',
    'call.end',
    'segment.submit',
  ]);
  play('+12125550155', ['offer.accept', 'interaction.dial', 'wait 8000', 'wait 1000']);
  play('+12125550143', ['agent.sign-out']);
  play('+12125550143', ['set-centre']);
  return moments;
};

/** What an agent can see or change is as it was; what was refused is remembered all the same. */
const untouched = (before: State, after: State): boolean =>
  (Object.keys(before) as (keyof State)[]).every(
    (key) => key === 'answered' || key === 'at' || before[key] === after[key],
  );

const unsigned = (claims: object) =>
  `${btoa('{"alg":"none","typ":"JWT"}')}.${btoa(JSON.stringify(claims))}.`.replace(/=/g, '');

describe('security: whose command it is', () => {
  const moments = reach();

  it('can be tried for every command of the table', () => {
    assert.deepEqual(
      commandKeys.filter((command) => !moments.has(command)),
      [],
    );
  });

  for (const [command, { id, body, log, at }] of moments) {
    const { role, relation } = commands[command];
    const isWriters = role === 'callback_writer';
    const isAnybodys = relation === 'any';

    it(`${command}: of the one whose it is, and of nobody else`, async () => {
      const simulated = simulator({ secret, engine });
      const { host, namespaces, post } = simulated;
      host.sleep(at - host.now());
      namespaces.getOrCreate('two', { scenario: 'office' });
      const again = (): ContactCentre => {
        namespaces.restore('one', log);
        return namespaces.get('one')!;
      };
      const exp = at / 1000 + 3600;
      const token = (sub: string, roles = both, more: object = {}) =>
        issueToken(secret, { ns: 'one', sub, roles, exp, gen: 0, ...more });
      const owners = await token('ana');
      const eves = await token('eve');
      const part = (text: string, index: number) => text.split('.')[index]!;

      const cases: [who: string, token: string, status: number, code?: string][] = [
        ['the owner, without the role in her token', await token('ana', ['agent']), isWriters ? 403 : 200],
        ['a colleague of the queue', eves, isAnybodys ? 200 : 404],
        ['a colleague who may not write, whatever the token says', await token('ivy'), isWriters ? 403 : 404],
        ['an agent of another queue', await token('chi'), 404],
        ['nobody of that name', await token('constructor'), 401],
        [
          'the owner in another namespace',
          await token('ana', both, { ns: 'two' }),
          command.startsWith('agent.') ? 0 : 404,
        ],
        ['the control', await issueToken(secret, { ns: 'one', ctl: true, exp }), 403],
        ['no token', '', 401],
        ['an expired token', await token('ana', both, { exp: at / 1000 }), 401],
        ['a colleague’s signature', [part(eves, 0), part(owners, 1), part(eves, 2)].join('.'), 401],
        [
          'another key',
          await issueToken('another', { ns: 'one', sub: 'ana', roles: both, exp, gen: 0 }),
          401,
        ],
        ['no signature', unsigned({ ns: 'one', sub: 'ana', roles: both, exp, gen: 0 }), 401],
        ['no signature, of the owner’s token', `${part(owners, 0)}.${part(owners, 1)}.`, 401],
      ];
      let centre = again();
      const path = commandPath(command, id);
      for (const [who, theirs, status] of cases) {
        const before = centre.state;
        const answer = await post(path, theirs, body);
        const text = await answer.text();
        if (status) assert.equal(answer.status, status, `${who}: ${text}`);
        if (status === 200) centre = again();
        else assert.ok(untouched(before, centre.state), `${who} changed something`);
        if (status === 404) assert.equal(problemCode((JSON.parse(text) as Problem).type), 'not_found');
      }
      const answer = await post(path, owners, body);
      assert.equal(((await answer.json()) as { outcome: string }).outcome, 'performed', 'the owner');
    });
  }
});

describe('security: what is closed', () => {
  /** Every route of the app below a path, as the app has them: also those that are new. */
  const routesBelow = (app: ReturnType<typeof simulator>['app'], path: string): string[] => [
    ...new Set(
      app.routes
        .map((route) => route.path)
        // What ends in a star is asked on the way to a route, and none itself.
        .filter((one) => one.startsWith(path) && !one.endsWith('*')),
    ),
  ];
  const ready = async () => {
    const simulated = simulator({ secret });
    const session = await simulated.session({ ns: 'desk', scenario: 'quiet' });
    const centre = simulated.namespaces.get('desk')!;
    const exp = simulated.host.now() / 1000 + 3600;
    return { ...simulated, ...session, centre, exp };
  };
  const body = '{"taskId":"x","agentId":"ana","act":"away","mode":"real","scenario":"quiet"}';

  for (const [area, open] of [
    ['/control/', 'agents'],
    ['/api/', 'the control'],
  ] as const) {
    it(`${area}: every route without the right token, ${open} included`, async () => {
      const { app, ask, token, controlToken, centre, exp } = await ready();
      const [right, wrong] = area === '/control/' ? [controlToken, token] : [token, controlToken];
      const claims =
        area === '/control/'
          ? { ns: 'desk', ctl: true as const }
          : { ns: 'desk', sub: 'ana', roles: both, gen: 0 };
      const [head, , signature] = right.split('.') as [string, string, string];
      const cases: [what: string, authorization: string | undefined, query: string, status: number][] = [
        ['no token', undefined, '', 401],
        [
          'the token in the address',
          undefined,
          `?token=${right}&access_token=${right}&authorization=${right}`,
          401,
        ],
        ['another scheme', `Basic ${right}`, '', 401],
        ['the other token', `Bearer ${wrong}`, '', 403],
        ['an expired one', `Bearer ${await issueToken(secret, { ...claims, exp: exp - 3600 })}`, '', 401],
        ['another key', `Bearer ${await issueToken('another', { ...claims, exp })}`, '', 401],
        ['of no namespace', `Bearer ${await issueToken(secret, { ...claims, ns: 'none', exp })}`, '', 401],
        [
          'changed',
          `Bearer ${head}.${btoa(JSON.stringify({ ...claims, exp: exp + 1 })).replace(/=/g, '')}.${signature}`,
          '',
          401,
        ],
        ['not signed', `Bearer ${unsigned({ ...claims, exp })}`, '', 401],
      ];
      const routes = routesBelow(app, area);
      assert.ok(routes.length > 3, String(routes));
      const log = centre.log();
      for (const route of routes) {
        for (const [what, authorization, query, status] of cases) {
          const statuses: number[] = [];
          for (const method of ['GET', 'POST']) {
            const headers = {
              'content-type': 'application/json',
              'idempotency-key': 'k',
              ...(authorization !== undefined && { authorization }),
            };
            const path = route.replace(/:\w+/g, 'x') + query;
            const answer = await ask(method, path, headers, method === 'POST' ? body : undefined);
            statuses.push(answer.status);
            assert.doesNotMatch(await answer.text(), /Ana Lindqvist|eyJ/);
          }
          assert.ok(
            statuses.includes(status) && statuses.every((one) => one === status || one === 405),
            `${route}, ${what}: ${statuses.join(' ')}`,
          );
        }
      }
      assert.equal(centre.log(), log, 'nothing happened');
    });
  }

  it('answers no command faster than so many a second, of each agent for themselves, by real time', async () => {
    const simulated = simulator({ commandRate: { perSecond: 10, burst: 5 } });
    const { host, post, session, namespaces } = simulated;
    const { ns, token, controlToken } = await session({ scenario: 'quiet' });
    const bens = (await session({ ns, agent: 'ben' })).token;
    const other = (await session({ scenario: 'quiet' })).token;
    const press = (whose = token) => post('/api/agent/ana/set', whose, { presenceId: 'away' });
    // The time of the namespace has nothing to do with it.
    await post('/control/clock', controlToken, { mode: 'frozen' });
    const statuses = async (count: number) => {
      const found: number[] = [];
      for (let i = 0; i < count; i++) found.push((await press()).status);
      return found.map((status) => (status === 429 ? 'x' : 'o')).join('');
    };
    assert.equal(await statuses(8), 'oooooxxx');
    const log = namespaces.get(ns)!.log();
    const refusal = await press();
    assert.equal(refusal.headers.get('retry-after'), '1');
    assert.equal(problemCode(((await refusal.json()) as Problem).type), 'too_many');
    await post('/control/clock', controlToken, { advance: 60_000 });
    assert.equal((await press()).status, 429);
    assert.notEqual((await press(bens)).status, 429);
    assert.equal((await press(other)).status, 200);
    assert.ok(namespaces.get(ns)!.log().startsWith(log));
    host.pass(99);
    assert.equal(await statuses(1), 'x');
    host.pass(1);
    assert.equal(await statuses(2), 'ox');
    host.pass(60_000);
    assert.equal(await statuses(8), 'oooooxxx');
  });

  it('is not in the way of who presses as fast as they can', async () => {
    const { host, post, session } = simulator({ commandRate: usualRate });
    const { token } = await session({ scenario: 'quiet' });
    const press = async () =>
      assert.notEqual((await post('/api/agent/ana/set', token, { presenceId: 'away' })).status, 429);
    for (let i = 0; i < 600; i++) {
      host.pass(50);
      await press();
    }
    host.pass(1000);
    // And a page that comes back and sends all that it kept.
    for (let i = 0; i < usualRate.burst; i++) await press();
  });
});

describe('security: names that every object has', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
  ];
  const shape = () =>
    JSON.stringify(
      [Object.prototype, Array.prototype, Function.prototype].map((one) => Reflect.ownKeys(one).map(String)),
    );

  for (const name of names) {
    it(`${name}: finds nothing, changes nothing`, async () => {
      const before = shape();
      const { ask, get, post, session, namespaces, errors } = simulator({ secret });
      const { ns, token, controlToken } = await session({ scenario: 'agent-first-manual' });
      const centre = namespaces.get(ns)!;
      const state = centre.state;
      const told: string[] = [];
      const refuses = async (answer: Response, ...statuses: number[]) => {
        const text = await answer.text();
        told.push(text);
        assert.ok(statuses.includes(answer.status), `${answer.status}: ${text}`);
      };
      const exp = 2e9;
      const named = (more: object) =>
        issueToken(secret, { ns, sub: 'ana', roles: both, exp, gen: 0, ...more });
      const value = {
        ...{ numberId: name, presenceId: name, customerId: name, reasonId: name, side: 'workspace' },
        ...{ target: { kind: 'agent', id: name }, reason: name, version: 1, notes: name },
        ...{ number: '+12125550143', digits: '1', at: '2030-01-01T00:00:00Z', overrideReason: name },
      };
      for (const command of commandKeys) {
        await refuses(await post(commandPath(command, name), token, value), 404, 501);
        const [kind] = splitCommand(command);
        await refuses(await post(`/api/${kind}/x/${name}`, token), 404);
        await refuses(await post(`/api/${name}/x/${command.split('.')[1]!}`, token), 404);
      }
      const ana = (command: string, payload: object) => post(`/api/agent/ana/${command}`, token, payload);
      await refuses(await ana('set', { presenceId: name }), 400, 404, 409);
      await refuses(await ana('set', { presenceId: 'away', side: name }), 400);
      await refuses(await ana('sign-out', { side: name }), 400);
      await refuses(await post('/api/task/schedule', token, { ...value, customerId: name }), 404);
      assert.ok(untouched(state, centre.state), 'by commands');
      const control = (path: string, payload: object) => post(`/control/${path}`, controlToken, payload);
      await refuses(await control('callback', { queueId: name }), 400);
      await refuses(await control('callback', { agentId: name }), 400);
      await refuses(await control('callback', { mode: name }), 400);
      await refuses(await control('callback', { timeZone: name }), 400);
      await refuses(await control('customer', { taskId: name, act: 'answer' }), 404, 409);
      await refuses(await control('customer', { interactionId: name, act: 'answer' }), 404, 409);
      await refuses(await control('customer', { taskId: 'x', act: name }), 400);
      await refuses(await control('agent', { agentId: name, act: 'away' }), 404);
      await refuses(await control('agent', { agentId: 'ana', act: name }), 400);
      await refuses(await control('cancel', { taskId: name }), 404);
      await refuses(await control('expire', { agentId: name }), 404);
      await refuses(await control('load', { scenario: name }), 404);
      await refuses(
        await control('load', { scenario: 'quiet', policy: JSON.parse(`{"constructor":1}`) as object }),
        400,
      );
      await refuses(await control('load', { scenario: 'quiet', policy: { defaultWrapUpCode: name } }), 400);
      await refuses(await control('clock', { mode: name }), 400);
      await refuses(await control(name, {}), 404);
      assert.ok(untouched(state, centre.state), 'by control');
      await refuses(await get('/api/session', await named({ sub: name })), 401);
      await refuses(await get('/api/session', await named({ ns: name })), 401);
      await refuses(await get('/api/session', await named({ roles: [name as Role] })), 403);
      await refuses(await get(`/api/directory?kind=${name}`, token), 400);
      await refuses(await ask('GET', `/${name}`), 404);
      await refuses(await post('/demo/session', '', { ns, agent: name }), 404);
      await refuses(await post('/demo/session', '', { ns: 'new', scenario: name }), 404);
      assert.equal(namespaces.get(name), undefined);
      const [offer] = Object.keys(centre.state.offers);
      const press = () => post(`/api/offer/${offer!}/accept`, token, {}, { 'idempotency-key': name });
      const [first, second] = [await press(), await press()];
      assert.deepEqual([first.status, first.headers.get('idempotency-replayed')], [200, null]);
      assert.equal(second.headers.get('idempotency-replayed'), 'true');
      for (const text of told) assert.doesNotMatch(text, /native code|function|\[object/);
      assert.deepEqual(errors, []);
      assert.equal(shape(), before);
    });

    it(`${name}: is data where data is free`, async () => {
      const before = shape();
      const { get, post, session, records } = simulator();
      const { token, controlToken } = await session({ scenario: 'quiet' });
      const own = `{"customerName":"${name}","externalId":"${name}","${name}":{"polluted":1},"agentId":"ana","customPayload":{"a":"${name}","${name}":{"polluted":1}}}`;
      assert.equal((await post('/control/callback', controlToken, own)).status, 200);
      const [offer] = await records(token, 'offer');
      assert.equal(offer!.customerName, name);
      assert.equal(offer!.externalId, name);
      const kept = JSON.stringify(offer!.customPayload);
      assert.equal(
        kept,
        name === '__proto__' ? '{"a":"__proto__"}' : `{"a":"${name}","${name}":{"polluted":1}}`,
      );
      const log = await (await get('/control/log', controlToken)).text();
      assert.equal(log.split('polluted').length, name === '__proto__' ? 1 : 2);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
      assert.equal(shape(), before);
    });
  }
});

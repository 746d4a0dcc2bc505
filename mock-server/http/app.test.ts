import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sign } from 'hono/jwt';
import { commandKeys, commandPath } from '../../contract/commands.ts';
import { directoryPageSize, type DirectoryPage } from '../../contract/directory.ts';
import { defaultPolicy } from '../../contract/policy.ts';
import { problemType, problems, type Problem, type ProblemCode } from '../../contract/problems.ts';
import { ContactCentre } from '../driver.ts';
import { simulator } from './testing.ts';

/** The answer is this refusal, and well formed. */
const refused = async (response: Response, code: ProblemCode): Promise<Problem> => {
  const text = await response.text();
  assert.equal(response.status, problems[code].status, text);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const refusal = JSON.parse(text) as Problem;
  assert.equal(refusal.type, problemType(code));
  assert.equal(refusal.title, problems[code].title);
  assert.equal(refusal.status, response.status);
  return refusal;
};

const ok = async (response: Response) => {
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text ? JSON.parse(text) : null;
};

describe('http: guard', () => {
  const asked = async (url: string, headers: Record<string, string> = {}, options = {}) =>
    simulator(options).app.fetch(new Request(url, { headers }));

  it('answers for loopback names with any port', async () => {
    for (const host of ['localhost', 'localhost:8000', '127.0.0.1:1', '[::1]:8123', 'LOCALHOST']) {
      await ok(await asked(`http://${host}/health`));
      await ok(await asked('http://localhost/health', { host }));
    }
  });

  it('refuses other hosts, in the header or in the address', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '127.0.0.2']) {
      await refused(await asked(`http://${host}/health`), 'foreign_host');
      await refused(await asked('http://localhost/health', { host }), 'foreign_host');
    }
    await refused(await asked('http://evil.example/health', { host: 'localhost' }), 'foreign_host');
    const allowedHosts = ['desk.example:8443'];
    await ok(await asked('http://desk.example:8443/health', {}, { allowedHosts }));
    await refused(await asked('http://desk.example/health', {}, { allowedHosts }), 'foreign_host');
  });

  it('refuses pages of other origins, on every method and route', async () => {
    const { ask, session } = simulator();
    const { token } = await session();
    const foreign: Record<string, string>[] = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:8001' },
      { origin: 'https://localhost:8000' },
      { origin: 'http://127.0.0.1:8000' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      for (const [method, path] of [
        ['GET', '/api/session'],
        ['GET', '/api/events?after=x.0'],
        ['POST', '/api/offer/offer-1/accept'],
        ['POST', '/demo/session'],
        ['POST', '/control/reset'],
        ['OPTIONS', '/api/session'],
        ['GET', '/nowhere'],
      ] as const) {
        await refused(
          await ask(method, path, { authorization: `Bearer ${token}`, ...headers }),
          'foreign_origin',
        );
      }
    }
    for (const site of ['same-origin', 'none'])
      await ok(await ask('GET', '/health', { 'sec-fetch-site': site }));
    await ok(await ask('GET', '/health', { origin: 'http://localhost:8000' }));
  });

  it('lets allowed origins in, and tells browsers so', async () => {
    const { ask } = simulator({ allowedOrigins: ['https://desk.example'] });
    const from = { origin: 'https://desk.example', 'sec-fetch-site': 'cross-site' };
    const answer = await ask('GET', '/health', from);
    assert.equal(answer.headers.get('access-control-allow-origin'), from.origin);
    const preflight = await ask('OPTIONS', '/api/session', {
      ...from,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    });
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers.get('access-control-allow-headers')!, /authorization/);
    await refused(await ask('GET', '/health', { origin: 'https://other.example' }), 'foreign_origin');
    const bare = await simulator().ask('GET', '/health');
    assert.equal(bare.headers.get('access-control-allow-origin'), null);
  });

  it('has nothing guessed and nothing kept, on answers and on refusals', async () => {
    const { ask } = simulator();
    for (const path of ['/health', '/nowhere', '/api/session']) {
      const { headers } = await ask('GET', path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cache-control'), 'no-store');
    }
  });
});

describe('http: routes', () => {
  it('answers unknown ones with a problem', async () => {
    const { ask, post, session, namespaces } = simulator();
    const { ns, token } = await session();
    for (const path of ['/', '/api', '/api/nowhere', '/control/nowhere', '/api/offer/offer-1'])
      await refused(await ask('GET', path), 'not_found');
    for (const path of [
      '/api/offer/offer-1/explode',
      '/api/constructor/x/accept',
      '/api/task/task-1/schedule',
      `/api/offer/${'x'.repeat(201)}/accept`,
    ]) {
      await refused(await post(path, token), 'not_found');
    }
    assert.equal(namespaces.get(ns)!.log().split('\n').length, 2, 'the engine heard nothing of it');
  });

  it('names the method it wants, HEAD included', async () => {
    const { ask, session, host } = simulator();
    const { token } = await session();
    const waiting = host.waiting;
    for (const [method, path, allow] of [
      ['POST', '/api/session', 'GET'],
      ['POST', '/api/directory', 'GET'],
      ['HEAD', '/api/events?after=x.0', 'GET'],
      ['DELETE', '/api/events', 'GET'],
      ['GET', '/api/offer/offer-1/accept', 'POST'],
      ['PUT', '/api/task/schedule', 'POST'],
      ['GET', '/control/reset', 'POST'],
      ['GET', '/demo/session', 'POST'],
      ['POST', '/health', 'GET'],
    ] as const) {
      const answer = await ask(method, path, { authorization: `Bearer ${token}` });
      assert.equal(answer.headers.get('allow'), allow);
      if (method === 'HEAD') assert.equal(answer.status, 405);
      else await refused(answer, 'method_not_allowed');
    }
    assert.equal(host.waiting, waiting);
  });

  it('says nothing of its own failures', async (t) => {
    const { ask, get, session, namespaces, errors } = simulator();
    const { ns, token } = await session();
    const failure = new Error('secret of Adaeze');
    t.mock.method(namespaces.get(ns)!, 'snapshot', () => {
      throw failure;
    });
    const refusal = await refused(await get('/api/session', token), 'internal');
    assert.deepEqual(Object.keys(refusal), ['type', 'title', 'status']);
    assert.deepEqual(errors, [failure]);
    await ok(await ask('GET', '/health'));
  });

  it('has no demo session unless asked for', async () => {
    await refused(await simulator({ demo: false }).post('/demo/session', ''), 'not_found');
  });
});

describe('http: tokens', () => {
  const secret = 'a secret of the tests';
  const claims = { ns: 'desk', sub: 'ana', roles: ['agent'], exp: 2e9 };

  it('lets nobody in without a good one', async () => {
    const { ask, get, session } = simulator({ secret });
    await session({ ns: 'desk' });
    await ok(await get('/api/session', await sign(claims, secret, 'HS256')));
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(claims))}.`;
    const bad = [
      '',
      'x',
      'a.b.c',
      unsigned,
      await sign(claims, 'another secret', 'HS256'),
      await sign(claims, secret, 'HS512'),
      await sign({ ...claims, ns: 'nowhere' }, secret, 'HS256'),
      await sign({ ...claims, sub: 'nobody' }, secret, 'HS256'),
      await sign({ ...claims, sub: 'constructor' }, secret, 'HS256'),
    ];
    for (const token of bad) {
      const answer = await get('/api/session', token);
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
      await refused(answer, 'not_authenticated');
    }
    await refused(await ask('GET', '/api/session'), 'not_authenticated');
    await refused(await ask('GET', '/api/session', { authorization: 'Basic eDp5' }), 'not_authenticated');
    await refused(await ask('GET', `/api/session?token=${bad[0]!}`), 'not_authenticated');
  });

  it('says when one has expired, or never would', async () => {
    const { get, host, session } = simulator({ secret, tokenLife: 60 });
    const { token } = await session({ ns: 'desk' });
    host.sleep(59_000);
    await ok(await get('/api/session', token));
    host.sleep(1000);
    await refused(await get('/api/session', token), 'session_expired');
    const endless = { ns: 'desk', sub: 'ana', roles: ['agent'] };
    await refused(await get('/api/session', await sign(endless, secret, 'HS256')), 'session_expired');
  });

  it('keeps agents from the control, and the control from being an agent', async () => {
    const { get, post, session } = simulator();
    const { token, controlToken } = await session();
    await refused(await get('/api/session', controlToken), 'forbidden');
    for (const path of ['/control/state', '/control/log']) await refused(await get(path, token), 'forbidden');
    for (const path of ['callback', 'customer', 'agent', 'clock', 'load', 'reset'])
      await refused(await post(`/control/${path}`, token), 'forbidden');
  });

  it('is good in its own namespace alone', async () => {
    const { get, post, records, session } = simulator();
    const one = await session({ ns: 'one', scenario: 'quiet' });
    const two = await session({ ns: 'two', scenario: 'quiet' });
    await ok(await post('/control/callback', one.controlToken, { customerName: 'Only One' }));
    assert.equal((await records(one.token, 'offer')).length, 1);
    assert.equal((await records(two.token, 'offer')).length, 0);
    assert.doesNotMatch(JSON.stringify(await ok(await get('/control/state', two.controlToken))), /Only One/);
    const [offer] = await records(one.token, 'offer');
    await refused(await post(`/api/offer/${offer!.id}/accept`, two.token), 'not_found');
    await ok(await post('/control/load', one.controlToken, { scenario: 'no-answer' }));
    assert.equal((await session({ ns: 'two' })).scenario, 'quiet');
  });
});

describe('http: session', () => {
  it('is everything the agent may see, as of a position', async () => {
    const { get, session, host } = simulator();
    const { ns, token } = await session({ agent: 'ana' });
    const seen = await ok(await get('/api/session', token));
    assert.deepEqual(Object.keys(seen).sort(), ['agentId', 'asOf', 'clock', 'namespace', 'records']);
    assert.equal(seen.namespace, ns);
    assert.equal(seen.agentId, 'ana');
    assert.match(seen.asOf, /^\w+\.\d+$/);
    assert.deepEqual(seen.clock, { now: new Date(host.now()).toISOString(), rate: 1 });
    const kinds = seen.records.map(({ kind }: { kind: string }) => kind).sort();
    assert.deepEqual(kinds, ['agent', 'offer', 'settings']);
  });

  it('makes a namespace with a readable name, or the one asked for, once', async () => {
    const { session } = simulator();
    const made = await session();
    assert.match(made.ns, /^[a-z]+-[a-z]+-\d{4}$/);
    assert.equal(made.scenario, 'agent-first-manual');
    assert.equal(made.agent.id, 'ana');
    assert.ok(made.agents.some(({ id }) => id === 'ben'));
    const asked = await session({ ns: 'Desk-1', scenario: 'quiet', agent: 'ben' });
    assert.deepEqual([asked.ns, asked.scenario, asked.agent.id], ['desk-1', 'quiet', 'ben']);
    const again = await session({ ns: 'desk-1', scenario: 'no-answer' });
    assert.equal(again.scenario, 'quiet', 'an existing one stays what it is');
  });

  it('refuses what it cannot make', async () => {
    const { post, session, namespaces } = simulator({ limit: 2 });
    const ask = (body: object) => post('/demo/session', '', body);
    for (const ns of ['', '-x', 'a/b', '../x', 'x'.repeat(64), 'é', 'a b', 'a.b'])
      await refused(await ask({ ns }), 'invalid_payload');
    await refused(await ask({ ns: 'desk', scenario: 'no such' }), 'not_found');
    await refused(await ask({ ns: 'desk', scenario: '__proto__' }), 'not_found');
    assert.equal(namespaces.get('desk'), undefined);
    await refused(await ask({ ns: 'desk', agent: 'constructor' }), 'not_found');
    await session({ ns: 'second' });
    await refused(await ask({ ns: 'third' }), 'too_many');
    await ok(await ask({ ns: 'second' }));
  });

  it('makes room by what nobody used for a day', async () => {
    const { host, namespaces, session } = simulator({ limit: 2 });
    const { token } = await session({ ns: 'unused' });
    await session({ ns: 'watched' });
    namespaces.get('watched')!.subscribe('ana', () => {});
    host.sleep(24 * 3600 * 1000);
    assert.equal((await session({ ns: 'third' })).ns, 'third');
    assert.ok(token);
    assert.equal(namespaces.get('unused'), undefined);
    assert.ok(namespaces.get('watched'));
  });
});

describe('http: directory', () => {
  const ready = async (scenario = 'big-directory') => {
    const simulated = simulator();
    const session = await simulated.session({ scenario });
    const ask = (query: string | Record<string, string>, token = session.token) =>
      simulated.get(`/api/directory?${new URLSearchParams(query)}`, token);
    return { ...simulated, ...session, ask };
  };

  it('gives a page, and the next ones', async () => {
    const { ask } = await ready();
    const first = (await ok(await ask({ kind: 'agent', search: '' }))) as DirectoryPage;
    assert.equal(first.entries.length, directoryPageSize);
    assert.ok(first.total > 9000);
    const second_ = (await ok(await ask({ kind: 'agent', search: '', after: first.next! }))) as DirectoryPage;
    assert.equal(second_.total, first.total);
    const ids = [...first.entries, ...second_.entries].map(({ id }) => id);
    assert.equal(new Set(ids).size, 2 * directoryPageSize);
    const queues = (await ok(await ask({ kind: 'queue', search: '' }))) as DirectoryPage;
    assert.ok(queues.entries.every(({ kind }) => kind === 'queue'));
  });

  it('never has the agent who asks', async () => {
    const { ask, session, ns } = await ready('quiet');
    const names = async (token?: string) => {
      const page = (await ok(await ask({ kind: 'agent' }, token))) as DirectoryPage;
      return page.entries.map(({ id }) => id);
    };
    assert.deepEqual(await names(), ['ben']);
    const ben = await session({ ns, agent: 'ben' });
    assert.deepEqual(await names(ben.token), ['ana']);
  });

  it('searches for what was typed, whatever it is', async () => {
    const { ask, errors } = await ready('quiet');
    for (const search of ['ben', 'BEN', ' bén ', 'adeyemi']) {
      const page = (await ok(await ask({ kind: 'agent', search }))) as DirectoryPage;
      assert.deepEqual(
        page.entries.map(({ id }) => id),
        ['ben'],
        search,
      );
    }
    for (const search of ['&kind=queue', '%', '\u0000', '.*', '(', '[', '\u202e', 'x'.repeat(100)]) {
      const page = (await ok(await ask({ kind: 'agent', search }))) as DirectoryPage;
      assert.equal(page.total, 0, search);
    }
    assert.deepEqual(errors, []);
  });

  it('refuses what it does not understand', async () => {
    const { ask } = await ready('quiet');
    for (const [query, field] of [
      ['', 'kind'],
      ['search=x', 'kind'],
      ['kind=', 'kind'],
      ['kind=constructor', 'kind'],
      ['kind=agent,queue', 'kind'],
      [`kind=agent&search=${'x'.repeat(101)}`, 'search'],
      [`kind=agent&after=${'1'.repeat(21)}`, 'after'],
    ] as const) {
      const refusal = await refused(await ask(query), 'invalid_payload');
      assert.ok(refusal.detail?.includes(`"${field}"`), refusal.detail);
    }
    for (const after of ['x', '-1', '1.5', '1e99', '99999999999999999999'])
      await refused(await ask({ kind: 'agent', after }), 'invalid_payload');
  });

  it('is for agents, by GET', async () => {
    const { ask, post, controlToken, token } = await ready('quiet');
    await refused(await ask({ kind: 'agent' }, controlToken), 'forbidden');
    await refused(await ask({ kind: 'agent' }, 'x'), 'not_authenticated');
    await refused(await post('/api/directory?kind=agent', token), 'method_not_allowed');
  });

  it('takes whatever comes', async () => {
    const { ask, errors } = await ready('quiet');
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), fc.string(), async (kind, search, after) => {
        const answers = [await ask({ kind, search, after }), await ask({ kind: 'agent', search, after })];
        for (const { status } of answers) assert.ok([200, 400].includes(status), String(status));
      }),
      { numRuns: 200 },
    );
    assert.deepEqual(errors, []);
  });
});

describe('http: commands', () => {
  const ready = async (scenario = 'agent-first-manual') => {
    const simulated = simulator();
    const { token, controlToken } = await simulated.session({ scenario });
    const [offer] = await simulated.records(token, 'offer');
    return { ...simulated, token, controlToken, path: `/api/offer/${offer?.id ?? 'none'}/accept` };
  };

  it('performs, and says where in the stream the outcome is', async () => {
    const { post, path, token, snapshot, records } = await ready();
    const answer = await ok(await post(path, token));
    assert.deepEqual(answer, { outcome: 'performed', asOf: (await snapshot(token)).asOf });
    assert.equal((await records(token, 'interaction'))[0]!.state, 'preview');
  });

  it('answers the same press again, and says that it is a replay', async () => {
    const { post, path, token, records } = await ready();
    const press = { 'idempotency-key': 'k' };
    const first = await post(path, token, {}, press);
    assert.equal(first.headers.get('idempotency-replayed'), null);
    const again = await post(path, token, { unknown: true }, press);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual(await ok(again), await ok(first));
    await refused(await post(path.replace('accept', 'reject'), token, {}, press), 'idempotency_key_reused');
    const [interaction] = await records(token, 'interaction');
    const dial = `/api/interaction/${interaction!.id}/dial`;
    const two = await Promise.all([
      post(dial, token, {}, { 'idempotency-key': 'd' }),
      post(dial, token, {}, { 'idempotency-key': 'd' }),
    ]);
    const replayed = two.map(({ headers }) => headers.get('idempotency-replayed'));
    assert.deepEqual(replayed.sort(), ['true', null].sort());
    assert.equal((await records(token, 'task'))[0]!.attempts.length, 1);
  });

  it('repeats refusals, too', async () => {
    const { post, token } = await ready();
    const ask = () => post('/api/offer/offer-99/accept', token, {}, { 'idempotency-key': 'k' });
    const first = await ask();
    const again = await ask();
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual(await refused(again, 'not_found'), await refused(first, 'not_found'));
  });

  it('needs a usable key', async () => {
    const { ask, post, path, token } = await ready();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    await refused(await ask('POST', path, headers, '{}'), 'idempotency_key_missing');
    for (const key of ['', 'a b', 'x'.repeat(201), 'é']) {
      await refused(await post(path, token, {}, { 'idempotency-key': key }), 'idempotency_key_missing');
    }
    await ok(await post(path, token, {}, { 'idempotency-key': 'x'.repeat(200) }));
  });

  it('takes JSON objects only', async () => {
    const { post, path, token } = await ready();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', '']) {
      await refused(await post(path, token, {}, { 'content-type': type }), 'unsupported_media_type');
    }
    for (const body of ['', ' ', '{', '[]', 'null', '"x"', '1', '{"a":1}x', '['.repeat(30_000)]) {
      await refused(await post(path, token, body), 'bad_request');
    }
    await ok(await post(path, token, '{}', { 'content-type': 'Application/JSON; charset=utf-8' }));
  });

  it('reads no more than 64 kB, whatever length is announced', async () => {
    const { ask, post, path, token } = await ready();
    await refused(await post(path, token, `{"a":"${'x'.repeat(65_536)}"}`), 'payload_too_large');
    const announced = { 'content-length': '10000000' };
    await refused(await post(path, token, '{}', announced), 'payload_too_large');
    let read = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue((read++, new Uint8Array(1024).fill(32))),
    });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': 'k',
    };
    await refused(await ask('POST', path, headers, endless), 'payload_too_large');
    assert.ok(read < 80, `${read} kB were read`);
    const whole = '{}'.padEnd(65_536);
    await ok(await post(path, token, whole));
  });

  it('refuses what does not fit, naming the field and never what was sent', async () => {
    const { post, token } = await ready();
    const bad: [string, unknown, string][] = [
      ['/api/interaction/x/select-number', {}, 'numberId'],
      ['/api/interaction/x/select-number', { numberId: 7 }, 'numberId'],
      ['/api/interaction/x/select-number', { numberId: 'secret'.repeat(100) }, 'numberId'],
      ['/api/segment/x/save', { reasonId: null, notes: ['secret'] }, 'notes'],
      ['/api/segment/x/save', { notes: 'secret' }, 'reasonId'],
      ['/api/call/x/dtmf', { digits: 'secret' }, 'digits'],
      ['/api/call/x/dial-out', { number: 'tel:secret' }, 'number'],
      ['/api/call/x/consult', { target: { kind: 'agent' } }, 'target.id'],
      ['/api/task/x/reschedule', { at: '2026-02-31T10:00:00', version: 1 }, 'at'],
      ['/api/task/x/reschedule', { at: '2026-13-02T10:00:00Z', version: 1 }, 'at'],
      ['/api/task/x/reschedule', { at: '2026-03-02T10:00:00Z', version: 0.5 }, 'version'],
    ];
    for (const [path, body, field] of bad) {
      const refusal = await refused(await post(path, token, body), 'invalid_payload');
      assert.ok(refusal.detail!.includes(`"${field}"`), refusal.detail);
      assert.doesNotMatch(JSON.stringify(refusal), /secret/);
    }
  });

  it('has a way to every command of the table', async () => {
    const { post, token } = await ready('quiet');
    for (const command of commandKeys) {
      const { status } = await post(commandPath(command, 'x'), token, {
        numberId: 'x',
        reason: 'x',
        version: 1,
        target: { kind: 'agent', id: 'x' },
        digits: '1',
        number: '+12125550143',
        reasonId: 'x',
        notes: '',
        side: 'workspace',
        presenceId: 'away',
        customerId: 'x',
        at: '2026-03-02T10:00:00Z',
      });
      assert.ok([404, 501].includes(status), `${command}: ${status}`);
    }
  });

  it('takes a payload of the host only as deep as can be walked', async () => {
    const { controlToken, post } = await ready('quiet');
    const deep = (levels: number) => `{"customPayload":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    await ok(await post('/control/callback', controlToken, deep(20)));
    for (const levels of [21, 1000, 30_000]) {
      const answer = await post('/control/callback', controlToken, deep(levels));
      assert.equal(answer.status, 400);
    }
  });

  it('leaves out unknown fields, and prototypes', async () => {
    const { controlToken, post, get } = await ready('quiet');
    const body =
      '{"customerName":"X","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},' +
      '"customPayload":{"__proto__":{"polluted":1},"kept":1}}';
    await ok(await post('/control/callback', controlToken, body));
    const log = await (await get('/control/log', controlToken)).text();
    assert.doesNotMatch(log, /polluted|constructor/);
    assert.match(log, /"customPayload":\{"kept":1\}/);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('never fails, whatever is sent', async () => {
    const { post, token, controlToken, errors } = await ready();
    const paths = [...commandKeys.map((key) => commandPath(key, 'offer-1')), '/control/callback'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.oneof(fc.json(), fc.string(), fc.dictionary(fc.string(), fc.jsonValue()).map(JSON.stringify)),
        async (path, body) => {
          const answer = await post(path, path.startsWith('/control') ? controlToken : token, body);
          assert.ok(answer.status < 500 || answer.status === 501, await answer.text());
          if (!answer.ok) assert.equal(answer.headers.get('content-type'), 'application/problem+json');
        },
      ),
      { numRuns: 300 },
    );
    assert.deepEqual(errors, []);
  });
});

describe('http: control', () => {
  const ready = async (scenario = 'quiet') => {
    const simulated = simulator();
    return { ...simulated, ...(await simulated.session({ scenario })) };
  };

  it('makes a callback and acts as its customer', async () => {
    const { post, token, controlToken, records, host } = await ready();
    const { taskId } = await ok(
      await post('/control/callback', controlToken, { agentId: 'ana', number: '+12125550155' }),
    );
    const [offer] = await records(token, 'offer');
    assert.equal(offer!.taskId, taskId);
    await refused(await post('/control/customer', controlToken, { taskId, act: 'answer' }), 'not_possible');
    await refused(
      await post('/control/customer', controlToken, { taskId, act: 'explode' }),
      'invalid_payload',
    );
    await ok(await post(`/api/offer/${offer!.id}/accept`, token));
    await ok(await post(`/api/interaction/${offer!.interactionId}/dial`, token));
    host.pass(1000);
    await ok(await post('/control/customer', controlToken, { taskId, act: 'answer' }));
    assert.equal((await records(token, 'interaction'))[0]!.state, 'in_call');
    await ok(await post('/control/customer', controlToken, { taskId, act: 'hang_up' }));
    assert.equal((await records(token, 'interaction'))[0]!.state, 'wrap_up');
  });

  /** A call that ana has made, answered; and its callback. */
  const talking = async (number = '+12125550143') => {
    const made = await ready();
    const { taskId } = await ok(
      await made.post('/control/callback', made.controlToken, { agentId: 'ana', number }),
    );
    const [offer] = await made.records(made.token, 'offer');
    await ok(await made.post(`/api/offer/${offer!.id}/accept`, made.token));
    await ok(await made.post(`/api/interaction/${offer!.interactionId}/dial`, made.token));
    const act = (body: object) => made.post('/control/customer', made.controlToken, { taskId, ...body });
    await ok(await act({ act: 'answer' }));
    const [call] = await made.records(made.token, 'call');
    const state = async () => ok(await made.get('/control/state', made.controlToken));
    return { ...made, taskId: taskId as string, call: call!, act, state };
  };

  it('loses the connection of a customer', async () => {
    const { act, records, token } = await talking();
    await ok(await act({ act: 'drop', party: 'customer' }));
    const [call] = await records(token, 'call');
    assert.equal(call!.legs.find(({ role }) => role === 'customer')!.endReason, 'dropped');
    await refused(await act({ act: 'drop' }), 'not_possible');
  });

  it('acts as the one outside whom the agent consults', async () => {
    const { post, act, call, records, token, state } = await talking();
    await refused(await act({ act: 'answer', party: 'target' }), 'not_possible');
    await ok(await post(`/api/call/${call.id}/dial-out`, token, { number: '+12125550155' }));
    const consult = async () => (await records(token, 'call'))[0]!.consult.state;
    assert.equal(await consult(), 'consult_dialing');
    const [shown] = (await state()).calls;
    assert.deepEqual(
      shown.parties.map(({ role, state: at }: { role: string; state: string }) => [role, at]),
      [
        ['customer', 'held'],
        ['agent', 'connected'],
        ['external', 'dialing'],
      ],
    );
    assert.ok(shown.acts.target.includes('answer') && !shown.acts.target.includes('hang_up'));
    assert.ok(shown.acts.customer.includes('hang_up') && !shown.acts.customer.includes('answer'));
    await ok(await act({ act: 'answer', party: 'target' }));
    assert.equal(await consult(), 'consulting');
    await ok(await act({ act: 'hang_up', party: 'target' }));
    assert.equal(await consult(), 'none');
    for (const party of ['agent', '', null])
      await refused(await act({ act: 'drop', party }), 'invalid_payload');
  });

  it('acts as a simulated agent, by what they may do', async () => {
    const { post, session, ns, records, controlToken } = await ready();
    const act = (what: string, agentId = 'ben') =>
      post('/control/agent', controlToken, { agentId, act: what });
    await refused(await act('accept'), 'not_possible');
    await ok(await post('/control/callback', controlToken, { agentId: 'ben' }));
    await ok(await act('reject'));
    const ben = await session({ ns, agent: 'ben' });
    assert.equal(
      (await records(ben.token, 'offer')).some(({ state }) => state === 'open'),
      false,
    );
    await ok(await post('/control/callback', controlToken, { agentId: 'ben' }));
    await ok(await act('accept'));
    assert.equal((await records(ben.token, 'interaction'))[0]!.state, 'preview');
    await refused(await act('hang_up'), 'not_possible');
    await refused(await act('away', 'nobody'), 'not_found');
    await refused(await act('away', '__proto__'), 'not_found');
    for (const body of [
      { agentId: 'ben' },
      { act: 'away' },
      { agentId: 'ben', act: 'explode' },
      { agentId: 7, act: 'away' },
    ])
      await refused(await post('/control/agent', controlToken, body), 'invalid_payload');
  });

  describe('changes of the policy', () => {
    const load = async (policy: unknown, scenario = 'quiet') => {
      const made = await ready();
      return { ...made, answer: await made.post('/control/load', made.controlToken, { scenario, policy }) };
    };

    it('vary a situation, and stay over a reset', async () => {
      const { answer, post, controlToken, records, token, namespaces, ns } = await load(
        {
          timers: { ring: 3000, wrapUp: 60_000 },
          wrapUpCodes: [{ id: 'x', name: 'X' }],
          defaultWrapUpCode: 'x',
        },
        'no-answer',
      );
      await ok(answer);
      const policy = () => namespaces.get(ns)!.state.policy;
      for (let i = 0; i < 2; i++) {
        assert.equal(policy().timers.ring, 3000);
        assert.equal(policy().timers.close, 30_000, 'of the situation');
        assert.equal(policy().dialing, 'automatic');
        assert.deepEqual((await records(token, 'settings'))[0]!.wrapUpCodes, [{ id: 'x', name: 'X' }]);
        await ok(await post('/control/reset', controlToken));
      }
      await ok(await post('/control/load', controlToken, { scenario: 'no-answer' }));
      assert.equal(policy().timers.wrapUp, null, 'the next one is as it was written');
    });

    it('may be all of them', async () => {
      const { autoAssign, ...settable } = defaultPolicy;
      const { answer, namespaces, ns } = await load(settable);
      await ok(answer);
      assert.deepEqual(namespaces.get(ns)!.state.policy, { ...settable, autoAssign });
    });

    it('are refused where they are no policy, naming the field', async () => {
      const { presences } = defaultPolicy;
      const bad: [unknown, string][] = [
        [7, 'policy'],
        [{ speed: 1 }, 'policy.speed'],
        [{ dialling: 'automatic' }, 'policy.dialling'],
        [{ dialing: 'fast' }, 'policy.dialing'],
        [{ timers: { rings: 1000 } }, 'policy.timers.rings'],
        [{ timers: { ring: null } }, 'policy.timers.ring'],
        [{ timers: { ring: '1000' } }, 'policy.timers.ring'],
        [{ timers: { ring: 1 } }, 'policy.timers.ring'],
        [{ timers: { nextRound: 999 } }, 'policy.timers.nextRound'],
        [{ timers: { round: 0 } }, 'policy.timers.round'],
        [{ timers: { dial: 1_200_001 } }, 'policy.timers.dial'],
        [{ timers: { wrapUp: 86_400_001 } }, 'policy.timers.wrapUp'],
        [{ timers: { offer: 1000.5 } }, 'policy.timers.offer'],
        [{ attemptLimit: 0 }, 'policy.attemptLimit'],
        [{ recording: 1 }, 'policy.recording'],
        [{ notesLimit: 20_001 }, 'policy.notesLimit'],
        [{ reasons: [] }, 'policy.reasons'],
        [{ callbackTransfer: ['agent', 'agent'] }, 'policy.callbackTransfer'],
        [{ callbackTransfer: ['external'] }, 'policy.callbackTransfer.0'],
        [{ autoAssign: 1 }, 'policy.autoAssign'],
        [{ consultTargets: ['customer'] }, 'policy.consultTargets.0'],
        [{ override: { doNotCall: true } }, 'policy.override.consent'],
        [{ wrapUpCodes: [] }, 'policy.wrapUpCodes'],
        [{ wrapUpCodes: [{ id: 'x', name: 'X' }] }, 'policy.defaultWrapUpCode'],
        [{ defaultWrapUpCode: 'constructor' }, 'policy.defaultWrapUpCode'],
        [{ afterTimeOutPresence: 'lunch' }, 'policy.afterTimeOutPresence'],
        [{ presences: { ...presences, workspace: [] } }, 'policy.presences.workspace'],
        [
          { presences: { ...presences, workspace: presences.workspace.slice(1) } },
          'policy.presences.workspace',
        ],
        [
          { presences: { ...presences, contact_centre: presences.contact_centre.slice(0, 3) } },
          'policy.presences.workspace',
        ],
        [
          {
            presences: {
              ...presences,
              contact_centre: presences.contact_centre.map((one) => ({ ...one, counterpart: 'lunch' })),
            },
          },
          'policy.presences.contact_centre',
        ],
        [
          { rejectReasons: [1, 2].map(() => ({ id: 'busy', name: 'Busy', reassignable: true })) },
          'policy.rejectReasons',
        ],
      ];
      for (const [policy, field] of bad) {
        const { answer, namespaces, ns } = await load(policy);
        const refusal = await refused(answer, 'invalid_payload');
        assert.ok(refusal.detail?.includes(`"${field}"`), `${JSON.stringify(policy)}: ${refusal.detail}`);
        assert.deepEqual(namespaces.get(ns)!.state.policy.timers.ring, 8000, 'nothing was loaded');
      }
      await refused((await load({}, 'constructor')).answer, 'not_found');
    });

    it('keep the contact centre going, whatever fits', async () => {
      const { post, controlToken, token, errors } = await ready();
      const flag = fc.boolean();
      const length = fc.integer({ min: 100, max: 5000 });
      const changes = fc.record(
        {
          dialing: fc.constantFrom('manual', 'automatic'),
          allowDecline: flag,
          attemptLimit: fc.option(fc.integer({ min: 1, max: 3 })),
          timers: fc.record(
            {
              offer: fc.option(length),
              dial: fc.integer({ min: 0, max: 2000 }),
              ring: length,
              close: fc.integer({ min: 0, max: 2000 }),
              wrapUp: fc.option(length),
              round: fc.integer({ min: 1000, max: 2000 }),
              nextRound: fc.integer({ min: 1000, max: 2000 }),
              expiry: fc.option(length),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(
          changes,
          fc.constantFrom('no-answer', 'transfer-accepted'),
          async (policy, scenario) => {
            await ok(await post('/control/load', controlToken, { scenario, policy }));
            await ok(await post('/control/clock', controlToken, { advance: 120_000 }));
            await post('/control/agent', controlToken, { agentId: 'ana', act: 'accept' });
            await ok(await post('/control/clock', controlToken, { advance: 120_000 }));
          },
        ),
        { numRuns: 40 },
      );
      assert.ok(token);
      assert.deepEqual(errors, []);
    });
  });

  it('moves the clock', async () => {
    const { post, controlToken, host } = await ready();
    const clock = async (body: object) => ok(await post('/control/clock', controlToken, body));
    const at = host.now();
    assert.deepEqual(await clock({ advance: 90_000 }), { now: new Date(at + 90_000).toISOString(), rate: 1 });
    assert.equal((await clock({ mode: 'frozen' })).rate, 0);
    host.pass(5000);
    assert.equal((await clock({ rate: 600 })).now, new Date(at + 90_000).toISOString());
    host.pass(1000);
    assert.equal((await clock({ mode: 'real' })).now, new Date(at + 690_000).toISOString());
    for (const body of [
      {},
      { mode: 'fast' },
      { rate: 0 },
      { rate: 601 },
      { rate: '2' },
      { advance: -1 },
      { advance: 86_400_001 },
      { advance: 0.5 },
    ]) {
      await refused(await post('/control/clock', controlToken, body), 'invalid_payload');
    }
  });

  it('loads and resets: another past, the same people, tokens still good', async () => {
    const { post, snapshot, token, controlToken } = await ready();
    const before = await snapshot(token);
    const loaded = await ok(await post('/control/load', controlToken, { scenario: 'no-answer', seed: 9 }));
    assert.deepEqual([loaded.scenario, loaded.seed], ['no-answer', 9]);
    const after = await snapshot(token);
    assert.notEqual(after.asOf.split('.')[0], before.asOf.split('.')[0]);
    const reset = await ok(await post('/control/reset', controlToken));
    assert.deepEqual([reset.scenario, reset.seed], ['no-answer', 9]);
    assert.notEqual((await snapshot(token)).asOf, after.asOf);
    await refused(await post('/control/load', controlToken, { scenario: 'no such' }), 'not_found');
    assert.equal((await snapshot(token)).records.length, after.records.length);
  });

  it('shows what is going on', async () => {
    const { get, post, controlToken } = await ready();
    const { taskId } = await ok(
      await post('/control/callback', controlToken, { customerName: 'Bo Li', agentId: 'ben' }),
    );
    await ok(await post('/control/agent', controlToken, { agentId: 'ana', act: 'away' }));
    const state = await ok(await get('/control/state', controlToken));
    const [ana, ben] = state.agents;
    assert.deepEqual([ana.id, ana.name, ben.id], ['ana', 'Ana Lindqvist', 'ben']);
    assert.equal(ana.presence.workspace.presenceId, 'away');
    assert.equal(ana.presence.contact_centre.signedIn, true);
    assert.deepEqual([ana.offers, ben.offers.length, ben.offers[0].taskId], [[], 1, taskId]);
    assert.deepEqual(ana.acts, ['available', 'busy', 'sign_out']);
    assert.deepEqual(ben.acts, ['accept', 'reject', 'away', 'busy', 'sign_out']);
    assert.deepEqual(state.calls, []);
    assert.equal(state.scenario, 'quiet');
    assert.ok(state.scenarios.includes('agent-first-auto'));
    assert.deepEqual(
      state.situations.map(({ name }: { name: string }) => name),
      state.scenarios,
    );
    assert.ok(state.situations.every(({ title }: { title: string }) => title));
    assert.equal(state.clock.rate, 1);
    assert.equal(state.callbacks.length, 1);
    assert.equal(state.callbacks[0].customerName, 'Bo Li');
    assert.equal(state.callbacks[0].state, 'offered');
  });

  it('shows the calls in progress, and what can happen to them, without numbers', async () => {
    const { state, act, call, taskId } = await talking();
    const shown = await state();
    assert.deepEqual(shown.calls, [
      {
        callId: call.id,
        taskId,
        interactionId: call.interactionId,
        ownerId: 'ana',
        parties: call.legs.map(({ role, agentId, name, state: at }) => ({ role, agentId, name, state: at })),
        acts: { customer: ['hang_up', 'drop'], target: [] },
      },
    ]);
    assert.doesNotMatch(JSON.stringify(shown), /\+1212/);
    await ok(await act({ act: 'hang_up' }));
    assert.deepEqual((await state()).calls, []);
  });

  it('gives the log, which replays', async () => {
    const { get, post, controlToken, host, namespaces, ns } = await ready();
    await ok(await post('/control/callback', controlToken, {}));
    const answer = await get('/control/log', controlToken);
    assert.equal(answer.headers.get('content-type'), 'application/jsonl');
    const centre = ContactCentre.replay(await answer.text(), { host });
    assert.deepEqual(centre.state, namespaces.get(ns)!.state);
  });
});

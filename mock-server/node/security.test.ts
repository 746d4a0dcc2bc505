import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { framesOf, simulator } from '../http/testing.ts';
import { listenerOf } from './listener.ts';
import { LogFiles } from './logs.ts';
import { listenOnLoopback, reportError, serverLimits, type ServerLimits } from './serve.ts';

/* What only shows on a real socket: what a browser, or anybody, can send byte for byte. */

const directory = mkdtempSync(path.join(tmpdir(), 'security-'));

/** A listening server, as the demo's. */
const listening = async (limits: Partial<ServerLimits> = {}) => {
  const simulated = simulator({ store: new LogFiles(directory) });
  const server = await listenOnLoopback(listenerOf(simulated.app), 0, {
    ...serverLimits,
    ...limits,
  });
  const open = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket: Socket = connect(server.port, '127.0.0.1', () => resolve(socket));
      socket.once('error', reject);
    });
  /** Exactly these bytes; the whole answer, until the server ends the connection. */
  const raw = async (text: string): Promise<string> => {
    const socket = await open();
    socket.write(text);
    return answerOf(socket);
  };
  return { ...simulated, server, open, raw };
};

/** Everything until the connection ends; a connection that was cut off has ended, too. */
const answerOf = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
    socket.on('error', () => {}).on('close', () => resolve(answer));
  });

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

describe('security: what a page can make a browser send', () => {
  let made: Awaited<ReturnType<typeof listening>>;
  let session: Awaited<ReturnType<typeof made.session>>;
  let routes: { path: string; token: string; method: 'GET' | 'POST' }[];
  before(async () => {
    made = await listening();
    session = await made.session({ scenario: 'agent-first-manual' });
    const { token, controlToken } = session;
    const { asOf } = await made.snapshot(token);
    const [offer] = await made.records(token, 'offer');
    routes = [
      { path: '/api/session', token, method: 'GET' },
      { path: '/api/directory?kind=agent', token, method: 'GET' },
      { path: `/api/events?after=${asOf}`, token, method: 'GET' },
      { path: `/api/offer/${offer!.id}/accept`, token, method: 'POST' },
      { path: '/control/state', token: controlToken, method: 'GET' },
      { path: '/control/reset', token: controlToken, method: 'POST' },
      { path: '/demo/session', token: '', method: 'POST' },
      { path: '/health', token: '', method: 'GET' },
      { path: '/nowhere', token: '', method: 'GET' },
    ];
  });
  after(() => made.server.close());

  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'];
  let presses = 0;
  const request = (method: string, { path: where, token }: (typeof routes)[number], headers: string[]) =>
    [
      `${method} ${where} HTTP/1.1`,
      ...headers,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Idempotency-Key: raw-${++presses}`,
      'Content-Length: 2',
      'Connection: close',
      '',
      '{}',
    ].join('\r\n');

  /** Each method to each route, all of them allowed but for these headers. */
  const all = async (status: number | RegExp, headers: (host: string) => string[]) => {
    const { ns } = session;
    const log = made.namespaces.get(ns)!.log();
    for (const method of methods) {
      for (const route of routes) {
        const answer = await made.raw(request(method, route, headers(`localhost:${made.server.port}`)));
        const what = `${method} ${route.path} ${headers('here').join(', ')}: ${answer.split('\r\n', 1)[0]}`;
        if (typeof status === 'number') assert.equal(statusOf(answer), status, what);
        else assert.match(String(statusOf(answer)), status, what);
        assert.doesNotMatch(answer, /access-control-allow/i, what);
      }
    }
    assert.equal(made.namespaces.get(ns)!.log(), log, 'nothing happened');
  };

  for (const foreign of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.2',
    '[::2]:80',
    'xn--lcalhost-x8a',
  ])
    it(`refuses Host ${foreign}, whatever the method and the route`, () =>
      all(421, () => [`Host: ${foreign}`]));

  for (const origin of ['http://evil.example', 'null', 'https://localhost', 'http://localhost', 'file://'])
    it(`refuses Origin ${origin}, whatever the method and the route`, () =>
      all(403, (host) => [`Host: ${host}`, `Origin: ${origin}`]));

  for (const site of ['cross-site', 'same-site'])
    it(`refuses Sec-Fetch-Site ${site}, whatever the method and the route`, () =>
      all(403, (host) => [`Host: ${host}`, `Sec-Fetch-Site: ${site}`]));

  it('refuses a Host that is missing, twice there, or no name', async () => {
    await all(/4\d\d/, () => []);
    await all(/4\d\d/, () => ['Host: localhost@evil.example']);
    await all(421, () => ['Host: evil.example', 'Host: localhost']);
    await all(/4\d\d/, () => ['Host: localhost evil.example']);
  });

  it('takes the same requests from its own page', async () => {
    for (const route of routes) {
      if (route.path.startsWith('/api/events')) continue;
      const host = `localhost:${made.server.port}`;
      const own = [`Host: ${host}`, `Origin: http://${host}`, 'Sec-Fetch-Site: same-origin'];
      const answer = await made.raw(request(route.method, route, own));
      assert.equal(statusOf(answer), route.path === '/nowhere' ? 404 : 200, answer);
    }
  });

  it('takes no body that is no JSON, from whatever form', async () => {
    const { ns } = session;
    const log = made.namespaces.get(ns)!.log();
    const host = `Host: localhost:${made.server.port}`;
    for (const route of routes.filter(({ method }) => method === 'POST')) {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'text/json',
      ]) {
        const text = request('POST', route, [host]).replace('application/json', type);
        assert.equal(statusOf(await made.raw(text)), 415, `${route.path} ${type}`);
      }
      const text = request('POST', route, [host]);
      assert.equal(statusOf(await made.raw(text.replace(/\{\}$/, '{,'))), 400, route.path);
      assert.equal(
        statusOf(await made.raw(text.replace('Content-Length: 2', 'Content-Length: 99999999'))),
        413,
      );
    }
    assert.equal(made.namespaces.get(ns)!.log(), log, 'nothing happened');
  });

  it('ends a body without end', { timeout: 10_000 }, async () => {
    const route = routes.find(({ path: where }) => where === '/control/reset')!;
    const socket = await made.open();
    const answered = answerOf(socket);
    const head = request('POST', route, [`Host: localhost:${made.server.port}`]);
    socket.write(head.replace('Content-Length: 2', 'Transfer-Encoding: chunked').slice(0, -2));
    const piece = ' '.repeat(4096);
    let sent = 0;
    const pour = () => {
      while (socket.writable && !socket.destroyed) {
        sent += piece.length;
        if (!socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`)) return;
      }
    };
    socket.on('drain', pour);
    pour();
    assert.equal(statusOf(await answered), 413);
    assert.ok(sent < 64 * 1024 * 1024, `${sent} bytes were taken`);
  });
});

describe('security: slow and many', () => {
  const short = { headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 25 };

  it('has limits of its own, none of them endless', () => {
    for (const [name, value] of Object.entries(serverLimits))
      assert.ok(value > 0 && value <= 70_000, `${name}: ${value}`);
    assert.ok(serverLimits.headersTimeout <= serverLimits.requestTimeout);
  });

  it(
    'ends requests that dribble in, head or body, and says nothing of it',
    { timeout: 10_000 },
    async (t) => {
      const written = t.mock.method(console, 'error', () => {});
      const { open, server, session, errors } = await listening(short);
      t.after(() => server.close());
      await session({ ns: 'slow' });
      const dribble = async (text: string) => {
        const socket = await open();
        const answered = answerOf(socket);
        const timer = setInterval(() => socket.writable && socket.write('x'), 20);
        socket.write(text);
        const answer = await answered;
        clearInterval(timer);
        return answer;
      };
      const host = `Host: localhost:${server.port}`;
      const answers = await Promise.all([
        dribble(`GET /health HTTP/1.1\r\n${host}\r\nX-Long: `),
        dribble(
          `POST /demo/session HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n`,
        ),
      ]);
      for (const answer of answers) assert.match(answer, /^(HTTP\/1\.1 408 |$)/);
      assert.deepEqual(errors, []);
      assert.equal(written.mock.callCount(), 0);
    },
  );

  it('lets a stream go on beyond them', { timeout: 10_000 }, async (t) => {
    const { open, server, session, snapshot, post } = await listening(short);
    t.after(() => server.close());
    const { token, controlToken } = await session({ scenario: 'quiet' });
    const { asOf } = await snapshot(token);
    const response = await fetch(`http://127.0.0.1:${server.port}/api/events?after=${asOf}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { next, cancel } = framesOf(response);
    assert.equal((await next())!.event, 'heartbeat');
    // As long as it takes until such a one, that came later, is ended.
    const slow = await open();
    slow.write(
      'POST /demo/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n',
    );
    await answerOf(slow);
    await post('/control/callback', controlToken, { agentId: 'ana' });
    assert.equal((await next())!.event, 'change');
    await cancel();
  });

  it('answers no more connections than it said, and the next when one is over', async (t) => {
    const { open, raw, server } = await listening({ maxConnections: 3 });
    t.after(() => server.close());
    const health = `GET /health HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: close\r\n\r\n`;
    const held = await Promise.all([open(), open(), open()]);
    assert.equal(await raw(health), '', 'closed at once');
    const gone = answerOf(held[0]);
    held[0].end(health);
    assert.equal(statusOf(await gone), 200);
    let answer = '';
    // The server hears of the end a little later.
    for (const end = Date.now() + 5000; !answer && Date.now() < end;) answer = await raw(health);
    assert.equal(statusOf(answer), 200);
    for (const socket of held) socket.destroy();
  });
});

describe('security: what is written down', () => {
  after(() => rmSync(directory, { recursive: true }));

  it('has no token on the console or in a log file, whatever is asked', async (t) => {
    const written = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      t.mock.method(console, name, () => {}),
    );
    const { server, session, snapshot, namespaces } = await listening();
    const { ns, token, controlToken } = await session({ ns: 'written', scenario: 'agent-first-manual' });
    const { asOf } = await snapshot(token);
    t.mock.method(namespaces.get(ns)!, 'snapshot', () => {
      throw new Error(token);
    });
    for (const [method, where, bearer] of [
      ['GET', '/api/session', token],
      ['GET', `/api/session?token=${token}`, ''],
      ['POST', '/api/offer/x/accept', token],
      ['POST', '/control/callback', controlToken],
      ['POST', '/control/callback', token],
      ['POST', `/control/callback?access_token=${controlToken}`, ''],
    ] as const) {
      const response = await fetch(`http://127.0.0.1:${server.port}${where}`, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
          'idempotency-key': 'k',
        },
        ...(method === 'POST' && { body: '{"customerName":"Adaeze Written"}' }),
      });
      assert.doesNotMatch(await response.text(), /eyJ/);
    }
    const leave = new AbortController();
    const url = `http://127.0.0.1:${server.port}/api/events?after=${asOf}`;
    const signal = leave.signal;
    await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
    leave.abort();
    await server.close();
    const log = readFileSync(path.join(directory, 'written.jsonl'), 'utf8');
    assert.match(log, /Adaeze Written/, 'it is the log');
    const console_ = JSON.stringify(written.flatMap(({ mock }) => mock.calls.map((one) => one.arguments)));
    for (const text of [log, console_]) assert.doesNotMatch(text, /eyJ|Bearer/);
    assert.doesNotMatch(console_, /Adaeze/);
  });

  it('says where it failed and nothing else, whatever was thrown', (t) => {
    const written = t.mock.method(console, 'error', () => {});
    const secret = /Adaeze|2125550143|wants a refund/;
    const named = new Error('x');
    named.name = 'Adaeze';
    const inStack = new TypeError('+12125550143\n    at Adaeze (file:///home/Adaeze.ts:1:1)\nwants a refund');
    const changed = new RangeError('Adaeze wants a refund');
    changed.message = 'something else';
    const thrown: unknown[] = [
      'Adaeze',
      12125550143,
      null,
      undefined,
      Symbol('Adaeze'),
      { message: 'Adaeze', stack: 'Adaeze\n    at Adaeze (file:///Adaeze:1:1)' },
      named,
      inStack,
      changed,
      new Error('x', { cause: 'Adaeze' }),
      new AggregateError([new Error('Adaeze')], 'Adaeze'),
      Object.assign(new Error('x'), { stack: 'Adaeze' }),
      Object.assign(new Error('x'), { stack: 7, name: 7, message: { Adaeze: 1 } }),
    ];
    for (const one of thrown) {
      reportError(one);
      const told = written.mock.calls.at(-1)!.arguments;
      assert.equal(told.length, 1);
      assert.equal(typeof told[0], 'string');
      assert.doesNotMatch(told[0] as string, secret);
    }
    reportError(inStack);
    assert.match(
      written.mock.calls.at(-1)!.arguments[0] as string,
      /^TypeError\n {4}at .*security\.test\.ts/,
    );
  });
});

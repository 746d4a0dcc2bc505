import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { framesOf, simulator } from '../http/testing.ts';
import { listenerOf } from './listener.ts';
import { isInUse, listenOnLoopback, reportError } from './serve.ts';

describe('node: over a socket', () => {
  // As it is served: with every answer judged, streams go another way.
  const simulated = simulator({ validate: false });
  let server: Awaited<ReturnType<typeof listenOnLoopback>>;
  let origin = '';
  let session: Awaited<ReturnType<typeof simulated.session>>;

  before(async () => {
    server = await listenOnLoopback(listenerOf(simulated.app), 0);
    origin = `http://127.0.0.1:${server.port}`;
    session = await simulated.session({ scenario: 'quiet' });
  });
  after(() => server.close());

  /** Exactly these bytes; the whole answer. */
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
      socket.on('end', () => resolve(answer)).on('error', reject);
    });
  const rawGet = (path: string, ...headers: string[]) =>
    raw([`GET ${path} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'));

  it('judges Host and Origin as they came', async () => {
    const host = `Host: localhost:${server.port}`;
    assert.match(await rawGet('/health', host), /^HTTP\/1\.1 200 /);
    for (const foreign of ['evil.example', `evil.example:${server.port}`, 'localhost.evil.example'])
      assert.match(await rawGet('/health', `Host: ${foreign}`), /^HTTP\/1\.1 421 /);
    const absolute = await rawGet('http://evil.example/health', host);
    assert.doesNotMatch(absolute, /^HTTP\/1\.1 200 /);
    assert.match(await rawGet('/health', 'Host: localhost@evil.example'), /^HTTP\/1\.1 4\d\d /);
    assert.match(await rawGet('/health', host, 'Origin: http://evil.example'), /^HTTP\/1\.1 403 /);
    assert.match(await rawGet('/health', host, 'Origin: null'), /^HTTP\/1\.1 403 /);
    assert.match(
      await rawGet('/health', host, `Origin: http://localhost:${server.port}`),
      /^HTTP\/1\.1 200 /,
    );
    assert.match(await rawGet('/health', host, 'Sec-Fetch-Site: cross-site'), /^HTTP\/1\.1 403 /);
  });

  it('streams as it happens, and notices that the reader left', async () => {
    const { token, ns } = session;
    const { asOf } = await simulated.snapshot(token);
    const leave = new AbortController();
    const response = await fetch(`${origin}/api/events?after=${asOf}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leave.signal,
    });
    const { next } = framesOf(response);
    assert.equal((await next())!.event, 'heartbeat');
    const posted = await fetch(`${origin}/control/callback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.controlToken}`, 'content-type': 'application/json' },
      body: '{"agentId":"ana"}',
    });
    assert.equal(posted.status, 200);
    assert.equal((await next())!.event, 'change');
    const centre = simulated.namespaces.get(ns)!;
    assert.equal(centre.watched, true);
    leave.abort();
    while (centre.watched) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('has everything to read for every subscriber when the clock has answered', async () => {
    const { ns, token, controlToken } = await simulated.session({ scenario: 'quiet' });
    const centre = simulated.namespaces.get(ns)!;
    centre.moveClock({ mode: 'frozen' });
    for (let i = 0; i < 60; i++) centre.control('callback', { dueIn: (300 + i) * 1000 });
    const { token: ben } = await simulated.session({ ns, agent: 'ben' });
    const leave = new AbortController();
    const readers = await Promise.all(
      [token, token, ben, ben, token].map(async (one) => {
        const { asOf, agentId } = await simulated.snapshot(one);
        const headers = { authorization: `Bearer ${one}` };
        const url = `${origin}/api/events?after=${asOf}`;
        return { ...framesOf(await fetch(url, { headers, signal: leave.signal })), asOf, agentId };
      }),
    );
    const clock = async (change: object) => {
      const response = await fetch(`${origin}/control/clock`, {
        method: 'POST',
        headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(change),
      });
      return response.json();
    };
    await clock({ advance: 290_000 });
    const { reached } = await clock({ until: { event: 'task.queued' } });
    // The tests' time stands still, too: nothing that comes later brings what is missing now.
    for (const { next, asOf, agentId } of readers) {
      const told = centre.eventsAfter(agentId, asOf);
      assert.notEqual(told, 'reset');
      const ids = (told as readonly { id: string }[]).map(({ id }) => id);
      assert.ok(ids.length > 40, `${ids.length} events`);
      const read: string[] = [];
      let last = '';
      while (read.length < ids.length) {
        const { id, data } = (await next())!;
        if (id) read.push(id);
        if (id) last = data;
      }
      assert.deepEqual(read, ids);
      assert.equal((JSON.parse(last) as { at: string }).at, reached.at);
    }
    leave.abort();
    while (centre.watched) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('cuts connections where a fault says so, and complains of nothing', async (t) => {
    const complaints = [t.mock.method(console, 'error'), t.mock.method(console, 'info')];
    const { token, ns } = session;
    const centre = simulated.namespaces.get(ns)!;
    const get = (path: string) =>
      fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const once = { nth: 1 } as const;
    for (const fault of ['drop', 'cut'] as const) {
      centre.setFaults([{ on: 'answer', fault, when: once }]);
      const answer = await get('/api/session');
      assert.equal(answer.status, 200, 'its head is sent, so that no browser asks again by itself');
      await assert.rejects(answer.text(), TypeError);
      await (await get('/api/session')).text();
    }
    for (const fault of ['cut', 'restart'] as const) {
      const { asOf } = await simulated.snapshot(token);
      const { next } = framesOf(await get(`/api/events?after=${asOf}`));
      await next();
      centre.setFaults([{ on: 'stream', fault, when: once }]);
      const presenceId = fault === 'cut' ? 'away' : 'busy';
      centre.command({ kind: 'agent', id: 'ana', roles: ['agent'] }, fault, 'agent.set', 'ana', {
        presenceId,
      });
      while (!centre.faults[0]!.fired) await new Promise((resolve) => setImmediate(resolve));
      simulated.host.pass(0);
      await assert.rejects(async () => {
        while (await next());
      }, TypeError);
    }
    centre.setFaults([]);
    assert.deepEqual(
      complaints.flatMap(({ mock }) => mock.calls.map((call) => call.arguments)),
      [],
    );
  });

  it('answers a body that is too large, and the next request', async () => {
    const post = (body: string) =>
      fetch(`${origin}/demo/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    assert.equal((await post(`{"a":"${'x'.repeat(1_000_000)}"}`)).status, 413);
    assert.equal((await post('{"ns":"desk"}')).status, 200);
  });

  it('listens on loopback alone', async () => {
    for (const address of ['127.0.0.1', '[::1]']) {
      const answer = await fetch(`http://${address}:${server.port}/health`).catch((error: unknown) => error);
      if (address === '127.0.0.1' || answer instanceof Response)
        assert.equal((answer as Response).status, 200);
    }
    const refusal = await new Promise<NodeJS.ErrnoException>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.2', () => reject(new Error('it answered')));
      socket.on('error', resolve);
    });
    assert.equal(refusal.code, 'ECONNREFUSED');
  });

  it('says when a port is taken', async () => {
    await assert.rejects(
      listenOnLoopback(() => {}, server.port),
      isInUse,
    );
  });

  it('reports where something failed, and never its message', (t) => {
    const written = t.mock.method(console, 'error', () => {});
    reportError(new TypeError('+12125550143\nAdaeze'));
    const [text] = written.mock.calls[0]!.arguments as [string];
    assert.match(text, /^TypeError\n {4}at /);
    assert.doesNotMatch(text, /2125550143|Adaeze/);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallbackEvent } from '../contract/events.ts';
import { type ProblemCode, ProblemError, problem } from '../contract/problems.ts';
import type { StreamMessage } from './client.ts';
import { HttpCallbackClient, type HttpCallbackClientOptions } from './http.ts';

interface Request {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Headers;
}

const snapshot = {
  asOf: 'e.1',
  clock: { now: '2026-03-01T12:00:00.000Z', rate: 1 },
  namespace: 'ns',
  agentId: 'ana',
  records: [{ kind: 'task', id: 't1', version: 1 }],
};
const answer = { outcome: 'performed', asOf: 'e.2' };
const refused = (code: ProblemCode) =>
  new Response(JSON.stringify(problem(code)), {
    status: problem(code).status,
    headers: { 'content-type': 'application/problem+json' },
  });

/** A client with a fetch that answers what `serve` says; the tokens are t1, t2 ... */
const make = (
  serve: (request: Request, count: number) => Response | Promise<Response>,
  more: Partial<HttpCallbackClientOptions> = {},
) => {
  const requests: Request[] = [];
  let tokens = 0;
  const client = new HttpCallbackClient({
    baseUrl: 'http://provider.test/cti/',
    getToken: () => `t${++tokens}`,
    fetch: async (input, init = {}) => {
      const request = { url: input as string, init, headers: new Headers(init.headers) };
      requests.push(request);
      return serve(request, requests.length);
    },
    ...more,
  });
  const auth = () => requests.map(({ headers }) => headers.get('authorization'));
  return { client, requests, auth, tokens: () => tokens };
};

const refusedWith = (code: ProblemCode | null, status?: number) => (error: unknown) => {
  assert.ok(error instanceof ProblemError, String(error));
  assert.equal(error.code, code);
  if (status) assert.equal(error.problem.status, status);
  return true;
};

const press = { key: 'key-1' };

test('asks where and how the contract says', async () => {
  const { client, requests, auth, tokens } = make(({ init }) =>
    Response.json(init.method === 'POST' ? answer : snapshot),
  );
  assert.deepEqual(await client.snapshot(), snapshot);
  assert.deepEqual(await client.send('interaction.select-number', 'a/b', { numberId: 'n' }, press), answer);
  await client.send('offer.accept', 'o1', {}, { key: 'k', keepalive: true });
  const [get, post, last] = requests;
  assert.equal(get!.url, 'http://provider.test/cti/api/session');
  assert.equal(post!.url, 'http://provider.test/cti/api/interaction/a%2Fb/select-number');
  assert.equal(post!.init.method, 'POST');
  assert.equal(post!.init.body, '{"numberId":"n"}');
  assert.equal(post!.init.keepalive, false);
  assert.equal(post!.headers.get('content-type'), 'application/json');
  assert.equal(post!.headers.get('idempotency-key'), 'key-1');
  assert.equal(last!.init.keepalive, true);
  assert.deepEqual(auth(), Array(3).fill('Bearer t1'));
  assert.equal(tokens(), 1);
});

test('by default: this origin, and the fetch of the moment', async () => {
  const before = globalThis.fetch;
  const client = new HttpCallbackClient({ getToken: () => 't' });
  let url: unknown;
  globalThis.fetch = function (this: unknown, input) {
    assert.equal(this, undefined, 'a browser refuses its fetch as a method');
    url = input;
    return Promise.resolve(Response.json(snapshot));
  };
  try {
    await client.snapshot();
  } finally {
    globalThis.fetch = before;
  }
  assert.equal(url, '/api/session');
});

test('a refused token is replaced once, and the press is the same press', async () => {
  for (const code of ['session_expired', 'not_authenticated'] as const) {
    const { client, requests, auth } = make(({ headers }) =>
      headers.get('authorization') === 'Bearer t2' ? Response.json(answer) : refused(code),
    );
    assert.deepEqual(await client.send('offer.accept', 'o1', {}, press), answer);
    assert.deepEqual(auth(), ['Bearer t1', 'Bearer t2']);
    assert.deepEqual(
      requests.map(({ headers }) => headers.get('idempotency-key')),
      ['key-1', 'key-1'],
    );
    await client.send('offer.accept', 'o1', {}, press);
    assert.equal(auth()[2], 'Bearer t2');
  }
});

test('requests refused together share the new token', async () => {
  const { client, auth, tokens } = make(async ({ headers }) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
    return headers.get('authorization') === 'Bearer t1'
      ? refused('session_expired')
      : Response.json(snapshot);
  });
  await Promise.all(Array.from({ length: 8 }, () => client.snapshot()));
  assert.equal(tokens(), 2);
  assert.equal(auth().length, 16);
});

test('a new token that is refused too ends it; the next request asks anew', async () => {
  const { client, tokens } = make(() => refused('session_expired'));
  await assert.rejects(client.snapshot(), refusedWith('session_expired', 401));
  assert.equal(tokens(), 2);
  await assert.rejects(client.send('offer.accept', 'o1', {}, press), refusedWith('session_expired', 401));
  assert.equal(tokens(), 4);
});

test('no token is an expired session, and nothing is sent', async () => {
  const none = [
    () => '',
    () => undefined as unknown as string,
    () => Promise.reject(new Error('signed out')),
    () => {
      throw new Error('signed out');
    },
  ];
  for (const first of none) {
    let asked = 0;
    const { client, auth } = make(() => Response.json(snapshot), {
      getToken: () => (asked++ ? 'good' : first()),
    });
    await assert.rejects(client.snapshot(), refusedWith('session_expired', 401));
    await client.snapshot();
    assert.deepEqual(auth(), ['Bearer good']);
  }
  const { client } = make(() => Response.json(snapshot), {
    getToken: () => Promise.reject(new ProblemError(problem('unavailable'))),
  });
  await assert.rejects(client.snapshot(), refusedWith('unavailable', 503));
});

test('a problem document is passed on, as far as it is one', async () => {
  const record = { kind: 'task', id: 't1', version: 2 };
  const full = { ...problem('conflict'), detail: 'd', reason: 'r', state: 's', record };
  const odd = {
    type: 'urn:other:busy',
    title: 7,
    status: 'x',
    detail: {},
    reason: null,
    record: 'r',
    other: 1,
  };
  const bodies = [full, odd];
  const { client } = make((_, count) => Response.json(bodies[count - 1], { status: 409 }));
  const problems: unknown[] = [];
  for (const _ of bodies) {
    const error: unknown = await client
      .send('offer.accept', 'o1', {}, press)
      .catch((reason: unknown) => reason);
    problems.push((error as ProblemError).problem);
  }
  assert.deepEqual(problems, [full, { type: 'urn:other:busy', title: 'urn:other:busy', status: 409 }]);
});

test('an answer that is no problem document is refused by its status', async () => {
  const statuses: [number, ProblemCode][] = [
    [400, 'bad_request'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [429, 'too_many'],
    [500, 'internal'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [418, 'unavailable'],
  ];
  for (const [status, code] of statuses) {
    for (const body of ['<html>', '', 'null', '[1]', '{"type":1}']) {
      const { client, requests } = make(() => new Response(body, { status }));
      await assert.rejects(client.send('offer.accept', 'o1', {}, press), refusedWith(code));
      assert.equal(requests.length, 1, 'an answer is an answer');
    }
  }
});

test('a good answer that nobody of ours wrote counts as none', async () => {
  const wrong: unknown[] = [null, [], {}, 'ok', 1];
  for (const [key, values] of Object.entries({
    asOf: [null, 'e', '1.e', 7],
    clock: [null, 1, { rate: 1 }],
    namespace: [null],
    agentId: [7],
    records: [null, {}, [null], [{ kind: 'task' }], [{ id: 't1', kind: 1 }]],
  })) {
    for (const value of values) wrong.push({ ...snapshot, [key]: value });
  }
  for (const body of wrong) {
    const { client } = make(() => Response.json(body));
    await assert.rejects(client.snapshot(), refusedWith('unavailable', 503), JSON.stringify(body));
  }
  const { client } = make(() => new Response('<html>sign in to this network'));
  await assert.rejects(client.snapshot(), refusedWith('unavailable', 503));
  await assert.rejects(client.send('offer.accept', 'o1', {}, press), refusedWith('unavailable', 503));
});

test('an outcome without its position is none', async () => {
  for (const asOf of [undefined, null, '2', 'e.-1']) {
    const { client } = make(() => Response.json({ ...answer, asOf }));
    await assert.rejects(client.send('offer.accept', 'o1', {}, press), refusedWith('unavailable', 503));
  }
});

test('a lost press is repeated once, with the same key', async () => {
  for (const lost of [() => Promise.reject(new TypeError('failed')), () => new Response('{"outcome":')]) {
    const { client, requests } = make((_, count) => (count === 1 ? lost() : Response.json(answer)));
    assert.deepEqual(await client.send('offer.accept', 'o1', {}, press), answer);
    assert.deepEqual(
      requests.map(({ headers }) => headers.get('idempotency-key')),
      ['key-1', 'key-1'],
    );
    const never = make(lost);
    await assert.rejects(never.client.send('offer.accept', 'o1', {}, press), refusedWith('unavailable', 503));
    assert.equal(never.requests.length, 2);
  }
});

test('a fetch that throws, or does not know the signal, is no more than unavailable', async () => {
  const thrown = make(() => {
    throw new Error('at once');
  });
  await assert.rejects(thrown.client.snapshot(), refusedWith('unavailable', 503));
  const deaf = make(() => new Promise(() => {}));
  const abort = new AbortController();
  const sent = deaf.client.send('offer.accept', 'o1', {}, { ...press, signal: abort.signal });
  const events = deaf.client.events('e.1', { signal: abort.signal }).next();
  setTimeout(() => abort.abort(), 5);
  await assert.rejects(sent, refusedWith('unavailable', 503));
  await assert.rejects(events, refusedWith('unavailable', 503));
  assert.equal(deaf.requests.length, 2, 'given up is not repeated');
});

const event = (number: number): CallbackEvent => ({
  id: `e.${number}`,
  type: 'changed',
  at: snapshot.clock.now,
  subject: null,
  records: [],
  removed: [],
});
const frame = (name: string, body: unknown, id?: string) =>
  `event: ${name}\n${id ? `id: ${id}\n` : ''}data: ${typeof body === 'string' ? body : JSON.stringify(body)}\n\n`;

/** An open stream of these pieces; `cancelled` says whether the reader let go of it. */
const streamOf = (...pieces: string[]) => {
  const state = { cancelled: false, end: () => {}, fail: () => {} };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      state.end = () => controller.close();
      state.fail = () => controller.error(new TypeError('network'));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return {
    state,
    response: new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } }),
  };
};

const collect = async (messages: AsyncIterable<StreamMessage>) => {
  const all: StreamMessage[] = [];
  for await (const message of messages) all.push(message);
  return all;
};

const listen = async (...pieces: string[]) => {
  const { state, response } = streamOf(...pieces);
  state.end();
  const { client } = make(() => response);
  return collect(client.events('e.1', { signal: new AbortController().signal }));
};

test('a stream is asked for with its position, and read in order', async () => {
  const { state, response } = streamOf(
    `: hello\n\n${frame('heartbeat', snapshot.clock)}${frame('change', event(2), 'e.2')}`,
    frame('heartbeat', { ...snapshot.clock, asOf: 'e.2' }),
    frame('reset', '{}'),
  );
  state.end();
  const { client, requests } = make(() => response);
  assert.deepEqual(await collect(client.events('e-1.1', { signal: new AbortController().signal })), [
    { type: 'open' },
    { type: 'heartbeat', clock: snapshot.clock },
    { type: 'event', event: event(2) },
    { type: 'heartbeat', clock: { ...snapshot.clock, asOf: 'e.2' } },
    { type: 'reset' },
  ]);
  assert.equal(requests[0]!.url, 'http://provider.test/cti/api/events?after=e-1.1');
  assert.equal(requests[0]!.headers.get('last-event-id'), 'e-1.1');
  assert.ok(!requests[0]!.url.includes('t1'));
});

test('what cannot be read is skipped, and breaks nothing', async () => {
  const noise = [
    frame('change', '{"id":'),
    frame('change', 'null'),
    frame('change', event(2)),
    frame('change', event(2), 'nonsense'),
    frame('heartbeat', '{'),
    frame('heartbeat', { rate: 1 }),
    frame('news', event(2), 'e.2'),
    frame('', event(2), 'e.2'),
    'data\n\n',
    'nonsense\n\n\n\n',
  ];
  assert.deepEqual(await listen(...noise, frame('change', event(2), 'e.2')), [
    { type: 'open' },
    { type: 'event', event: event(2) },
  ]);
});

test('a numbered message that cannot be read is known to be lost', async () => {
  for (const body of [
    '{',
    { ...event(2), id: 'e.3' },
    { ...event(2), records: [{}] },
    { ...event(2), removed: 1 },
    { ...event(2), type: 1 },
  ]) {
    const [, message] = await listen(frame('change', body, 'e.2'));
    assert.deepEqual(message, { type: 'reset' }, JSON.stringify(body));
  }
});

test('a message cut by the end of the stream is none', async () => {
  assert.deepEqual(await listen(frame('change', event(2), 'e.2').slice(0, -1)), [{ type: 'open' }]);
});

test('leaving, or the signal, lets go of the stream; a broken one rejects', async () => {
  const left = streamOf(frame('reset', ''));
  for await (const message of make(() => left.response).client.events('e.1', {
    signal: new AbortController().signal,
  })) {
    if (message.type === 'reset') break;
  }
  assert.equal(left.state.cancelled, true);

  const aborted = streamOf();
  const abort = new AbortController();
  const all = collect(make(() => aborted.response).client.events('e.1', { signal: abort.signal }));
  setTimeout(() => abort.abort(), 5);
  assert.deepEqual(await all, [{ type: 'open' }]);
  assert.equal(aborted.state.cancelled, true);

  const broken = streamOf();
  broken.state.fail();
  await assert.rejects(
    collect(make(() => broken.response).client.events('e.1', { signal: new AbortController().signal })),
    refusedWith('unavailable', 503),
  );
});

test('an answer that is no stream is none, and a refusal is one', async () => {
  const ask = (response: () => Response) =>
    collect(make(response).client.events('e.1', { signal: new AbortController().signal }));
  await assert.rejects(
    ask(() => new Response('<html>')),
    refusedWith('unavailable', 503),
  );
  await assert.rejects(
    ask(() => refused('forbidden')),
    refusedWith('forbidden', 403),
  );
});

const page = {
  entries: [{ kind: 'queue', id: 'loans', name: 'Loans', waiting: 2, estimatedWait: null }],
  total: 1,
  next: null,
};

test('asks for the directory, with whatever was typed as one parameter', async () => {
  const { client, requests } = make(() => Response.json(page));
  const searches = ['', 'ana', 'a b', 'a&kind=queue', '50%+#?/', '\u010d\u00e9 \u4f50', '\u202e<b>', 'null'];
  for (const search of searches) {
    assert.deepEqual(await client.directory({ kind: 'agent', search }), page);
    const url = new URL(requests.at(-1)!.url);
    assert.equal(url.pathname, '/cti/api/directory');
    assert.equal(url.hash, '');
    assert.deepEqual(
      [...url.searchParams],
      [
        ['kind', 'agent'],
        ['search', search],
      ],
    );
    assert.equal(requests.at(-1)!.headers.get('authorization'), 'Bearer t1');
    assert.equal(requests.at(-1)!.init.method, undefined);
  }
  await client.directory({ kind: 'queue', search: 'x', after: '25&a=b' });
  assert.equal(new URL(requests.at(-1)!.url).searchParams.get('after'), '25&a=b');
  await client.directory({ kind: 'external', search: '', after: '' });
  assert.equal(new URL(requests.at(-1)!.url).searchParams.has('after'), false, 'the first page');
});

test('a directory that is none is lost, and asked for once only', async () => {
  for (const body of [
    '',
    'null',
    '[]',
    '{"entries":[]}',
    '{"entries":[],"total":"1"}',
    '{"entries":{},"total":1}',
    '{"entries":[null],"total":1}',
    '{"entries":[{"kind":"agent"}],"total":1}',
    '<html>',
  ]) {
    const { client, requests } = make(() => new Response(body, { headers: { 'content-type': 'text/html' } }));
    await assert.rejects(client.directory({ kind: 'agent', search: '' }), refusedWith('unavailable'), body);
    assert.equal(requests.length, 1);
  }
  const later = make(() => Response.json({ ...page, of: 'a later version' }));
  assert.equal((await later.client.directory({ kind: 'queue', search: '' })).total, 1);
});

test('a refused directory says why; a refused token is replaced', async () => {
  const { client } = make(() => refused('unsupported'));
  await assert.rejects(client.directory({ kind: 'external', search: '' }), refusedWith('unsupported', 501));
  const expired = make(({ headers }) =>
    headers.get('authorization') === 'Bearer t2' ? Response.json(page) : refused('session_expired'),
  );
  assert.deepEqual(await expired.client.directory({ kind: 'queue', search: '' }), page);
});

test('a directory that nobody waits for any more is given up', async () => {
  const abort = new AbortController();
  const { client, requests } = make(() => new Promise<Response>(() => {}));
  const asked = client.directory({ kind: 'agent', search: 'a' }, { signal: abort.signal });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(requests[0]!.init.signal, abort.signal);
  abort.abort();
  await assert.rejects(asked, refusedWith('unavailable'));
});

test('says that the directory changed, whatever the message carries; the position stays', async () => {
  assert.deepEqual(
    await listen(
      frame('directory', '{}'),
      frame('directory', ''),
      frame('directory', '{"of":'),
      frame('change', event(2), 'e.2'),
      frame('directory', '{}'),
    ),
    [
      { type: 'open' },
      { type: 'directory' },
      { type: 'directory' },
      { type: 'directory' },
      { type: 'event', event: event(2) },
      { type: 'directory' },
    ],
  );
});

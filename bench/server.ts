// npm run bench:server [-- rounds]: how fast the simulator answers, beside a bare Hono and a bare node:http that know
// nothing: no guard, no token, no contact centre. They read the same requests, and answer with the same bytes (head and
// body) from the same objects, JSON each time; of a command they parse the body and keep the answer by its key, as
// anything has to that must not perform a press twice. Exits 1 where a target is missed.
//
//   snapshot    GET /api/session; 20 connections, each with one request at a time. At least 0.8 of node:http.
//   command     POST of a command that changes something (presence), a press of its own each time. At least 0.5 of node:http.
//   fan-out     from the command until the last of 1, 100, 1,000 open streams has read its event. At most 1.5 times what
//               a bare event stream takes, that writes the same bytes to each.
//   memory      what JavaScript holds for each idle stream; after a collection.
//
// Each server is a process of its own; they are measured in turn, round by round, so that what else the machine does
// meets all of them. Medians of all rounds, after so many requests that the compiler has done its work. Of each there
// are requests a second, and the processor time that the server takes for each. Judged is the latter: the rates say the
// same on a machine that has nothing else to do, and on another what else there was.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createApp } from '../mock-server/http/app.ts';
import { issueToken } from '../mock-server/http/tokens.ts';
import { Namespaces } from '../mock-server/namespaces.ts';
import { listenerOf } from '../mock-server/node/listener.ts';
import { listenOnLoopback } from '../mock-server/node/serve.ts';

const kinds = ['http', 'hono', 'ours'] as const;
type Kind = (typeof kinds)[number];

const secret = 'a secret of the bench';
const agentId = 'ana';
const token = await issueToken(secret, { ns: 'bench', sub: agentId, roles: ['agent'], exp: 4e9, gen: 0 });
const commandAt = `/api/agent/${agentId}/set`;

/** The simulator, as `npm start` has it, but for the files. */
const simulator = () => {
  const unlimited = 1_000_000;
  const namespaces = new Namespaces({
    streams: { perAgent: unlimited, perNamespace: unlimited },
    logLimit: Infinity,
  });
  const centre = namespaces.getOrCreate('bench', { scenario: 'agent-first-manual' });
  const app = createApp({ namespaces, secret, commandRate: { perSecond: Infinity, burst: 1 } });
  return { app, centre };
};

// What the bare ones answer: what the simulator does.
const { app, centre } = simulator();
const ana = { kind: 'agent', id: agentId, roles: ['agent'] } as const;
const { asOf } = centre.snapshot(agentId)!;
const outcome = centre.command(ana, 'k', 'agent.set', agentId, { presenceId: 'away' });
const answer = outcome.ok && 'answer' in outcome ? outcome.answer : null;
const [event] = centre.eventsAfter(agentId, asOf) as readonly { id: string }[];
const seen = { ...centre.snapshot(agentId), clock: centre.clock(), namespace: 'bench', agentId };

const frame = () => `id: ${event!.id}\nevent: change\ndata: ${JSON.stringify(event)}\n\n`;

/** The newest answers by their keys. */
const memory = () => {
  const answers = new Map<string, string>();
  return (key: string): string => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const text = JSON.stringify(answer);
    if (answers.size >= 200) answers.delete(answers.keys().next().value!);
    answers.set(key, text);
    return text;
  };
};

const headers = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'content-type': 'application/json',
};

const bare = () => {
  const answerTo = memory();
  const streams = new Set<ServerResponse>();
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/api/session') {
      const text = JSON.stringify(seen);
      response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
    } else if (request.method === 'POST') {
      let text = '';
      request.on('data', (piece: Buffer) => (text += piece.toString()));
      request.on('end', () => {
        JSON.parse(text);
        if (streams.size) {
          const piece = frame();
          for (const one of streams) one.write(piece);
        }
        const told = answerTo(String(request.headers['idempotency-key']));
        response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(told) }).end(told);
      });
    } else {
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
      response.write('event: heartbeat\ndata: {}\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
    }
  };
};

const bareHono = () => {
  const answerTo = memory();
  return new Hono()
    .get('/api/session', () => new Response(JSON.stringify(seen), { headers }))
    .post('/api/:kind/:id/:command', async (c) => {
      await c.req.json();
      return new Response(answerTo(c.req.header('idempotency-key')!), { headers });
    });
};

/** A server in this process; the parent asks it for its port and what it has used. */
const serve = async (kind: Kind) => {
  const port = await (async () => {
    if (kind === 'ours') {
      return (await listenOnLoopback(listenerOf(app), 0)).port;
    }
    const listener = kind === 'hono' ? getRequestListener(bareHono().fetch) : bare();
    const server = createServer((request, response) => listener(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  })();
  process.on('message', (wanted) => {
    if (wanted === 'memory') globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed, external } = process.memoryUsage();
    process.send!({ cpu: user + system, memory: heapUsed + external });
  });
  process.on('disconnect', () => process.exit());
  process.send!({ port });
};

interface Served {
  readonly kind: Kind;
  readonly port: number;
  readonly child: ChildProcess;
  /** Microseconds and bytes. */
  readonly use: (what?: 'memory') => Promise<{ cpu: number; memory: number }>;
}

const start = async (file: string, kind: Kind): Promise<Served> => {
  const child = fork(file, ['--serve', kind], {
    execArgv: ['--expose-gc'],
  });
  const next = <T>() =>
    new Promise<T>((resolve) => child.once('message', (message) => resolve(message as T)));
  const { port } = await next<{ port: number }>();
  const use = (what = 'cpu') => {
    child.send(what);
    return next<{ cpu: number; memory: number }>();
  };
  return { kind, port, child, use };
};

const head = (method: string, path: string, port: number, ...more: string[]) =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${token}`,
    ...more,
    '',
    '',
  ].join('\r\n');

let presses = 0;
/** Of each server, or it would change nothing. */
const pressesOf = new Map<number, number>();
const commandOf = (port: number) => {
  presses++;
  const before = pressesOf.get(port) ?? 0;
  pressesOf.set(port, before + 1);
  const body = JSON.stringify({ presenceId: before % 2 ? 'busy' : 'away' });
  const headers = [
    `Content-Length: ${body.length}`,
    'Content-Type: application/json',
    `Idempotency-Key: press-${presses}`,
  ];
  return head('POST', commandAt, port, ...headers) + body;
};
const snapshotOf = (port: number) => head('GET', '/api/session', port);

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay()));
    socket.on('error', reject);
  });

/** Asks and reads one whole answer; so plain that it is no slower than any of the servers. */
const exchange = (socket: Socket, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let size = 0;
    let wanted = 0;
    const read = (piece: Buffer) => {
      size += piece.length;
      if (!wanted) {
        const start_ = piece.toString('latin1');
        if (!start_.startsWith('HTTP/1.1 200 ')) return reject(new Error(start_.slice(0, 200)));
        wanted = start_.indexOf('\r\n\r\n') + 4 + Number(/content-length: (\d+)/i.exec(start_)![1]);
      }
      if (size < wanted) return;
      socket.off('data', read);
      resolve();
    };
    socket.on('data', read);
    socket.write(text);
  });

const connections = 20;
const measured = 1000;
/** So many requests, and functions are compiled as far as they will be. */
const warmUp = 20_000;

/** Requests a second, and microseconds of the server's processor for each; for so long, or so many. */
const rate = async ({ port, use }: Served, request: (port: number) => string, most = Infinity) => {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const before = await use();
  const began = performance.now();
  const end = most === Infinity ? began + measured : Infinity;
  let count = 0;
  await Promise.all(
    sockets.map(async (socket) => {
      for (; performance.now() < end && count < most; count++) await exchange(socket, request(port));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { cpu } = await use();
  for (const socket of sockets) socket.destroy();
  return { perSecond: count / seconds, cpu: (cpu - before.cpu) / count };
};

/** Streams that are open, and a way to know when all of them have read a change. */
const subscribe = async ({ port }: Served, count: number) => {
  let wanted = 0;
  let done = () => {};
  const watch = (socket: Socket) => {
    let rest = '';
    socket.on('data', (piece: Buffer) => {
      // Frames may be cut anywhere; a change ends with an empty line.
      rest += piece.toString('latin1');
      const frames = rest.split('\n\n');
      rest = frames.pop()!;
      for (const one of frames) if (one.includes('event: change')) if (--wanted === 0) done();
    });
    socket.write(head('GET', `/api/events?after=${last}`, port));
    return new Promise<void>((resolve) => socket.once('data', () => resolve()));
  };
  const asker = await open(port);
  const last = await position(asker, port);
  const sockets: Socket[] = [];
  for (let left = count; left > 0; left -= 50) {
    const some = await Promise.all(Array.from({ length: Math.min(left, 50) }, () => open(port)));
    await Promise.all(some.map(watch));
    sockets.push(...some);
  }
  /** Milliseconds from a command to the last receipt. */
  const tell = async () => {
    wanted = count;
    const received = new Promise<void>((resolve) => (done = resolve));
    const began = performance.now();
    await Promise.all([exchange(asker, commandOf(port)), received]);
    return performance.now() - began;
  };
  const close = () => [asker, ...sockets].forEach((socket) => socket.destroy());
  return { tell, close };
};

const position = (socket: Socket, port: number): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    const read = (piece: Buffer) => {
      const at = /"asOf":"([^"]+)"/.exec((text += piece.toString('latin1')))?.[1];
      if (!at) return;
      // The rest of the answer.
      setTimeout(() => {
        socket.off('data', read);
        resolve(at);
      }, 50);
    };
    socket.on('data', read);
    socket.write(snapshotOf(port));
  });

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const bench = async (rounds: number) => {
  // As it is published: the compiler of `npm start` makes functions slower, to keep their names.
  const { build } = await import('esbuild');
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const outfile = path.join(directory, 'server.mjs');
  const entryPoints = [import.meta.filename];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', external: ['esbuild'] });
  const servers = await Promise.all(kinds.map((kind) => start(outfile, kind)));
  const [http, , ours] = servers as [Served, Served, Served];
  const lines: string[] = [];
  let missed = 0;
  const say = (line: string) => {
    lines.push(line);
    console.log(line);
  };
  const judge = (ratio: number, holds: boolean, words: string) => {
    if (!holds) missed++;
    return `${ratio.toFixed(2)} of node:http, ${words}${holds ? '' : '  MISSED'}`;
  };
  say(
    `node ${process.version}, ${rounds} rounds; GET ${JSON.stringify(seen).length} bytes, event ${frame().length} bytes`,
  );

  for (const [name, request, target] of [
    ['snapshot', snapshotOf, 0.8],
    ['command', commandOf, 0.5],
  ] as const) {
    const found = new Map(kinds.map((kind) => [kind, { perSecond: [] as number[], cpu: [] as number[] }]));
    for (const server of servers) await rate(server, request, warmUp);
    for (let round = 0; round < rounds; round++) {
      for (const server of round % 2 ? servers : [...servers].reverse()) {
        const { perSecond, cpu } = await rate(server, request);
        found.get(server.kind)!.perSecond.push(perSecond);
        found.get(server.kind)!.cpu.push(cpu);
      }
    }
    for (const kind of kinds) {
      const { perSecond, cpu } = found.get(kind)!;
      const ratio = median(found.get('http')!.cpu) / median(cpu);
      const byRate = median(perSecond) / median(found.get('http')!.perSecond);
      const words =
        kind === 'ours'
          ? judge(ratio, ratio >= target, `at least ${target}`)
          : `${ratio.toFixed(2)} of node:http`;
      say(
        `${name.padEnd(9)} ${kind.padEnd(5)} ${median(perSecond).toFixed(0).padStart(6)}/s (${byRate.toFixed(2)})  ${median(cpu).toFixed(0).padStart(4)} us of processor each  ${words}`,
      );
    }
  }

  for (const count of [1, 100, 1000]) {
    const found = new Map<Kind, number[]>([
      ['http', []],
      ['ours', []],
    ]);
    const both = await Promise.all(
      [http, ours].map(async (server) => ({ server, ...(await subscribe(server, count)) })),
    );
    for (let round = -10; round < rounds * 10; round++) {
      for (const { server, tell } of round % 2 ? both : [...both].reverse()) {
        const took = await tell();
        if (round >= 0) found.get(server.kind)!.push(took);
      }
    }
    for (const { close } of both) close();
    const [theirs, mine] = (['http', 'ours'] as const).map((kind) => median(found.get(kind)!)) as [
      number,
      number,
    ];
    const ratio = mine / theirs;
    say(
      `fan-out   ${String(count).padStart(4)} streams  bare ${theirs.toFixed(2)} ms  ours ${mine.toFixed(2)} ms  ${judge(ratio, ratio <= 1.5, 'at most 1.5')}`,
    );
  }

  for (const server of [http, ours]) {
    const idle = 1000;
    // The first ones leave room behind that the next ones take.
    (await subscribe(server, idle)).close();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = (await server.use('memory')).memory;
    const held = await subscribe(server, idle);
    const after = (await server.use('memory')).memory;
    held.close();
    const name = server.kind === 'ours' ? 'ours' : 'bare';
    say(`memory    ${name}  ${((after - before) / idle / 1024).toFixed(1)} kB for each idle stream`);
  }
  for (const { child } of servers) child.disconnect();
  rmSync(directory, { recursive: true });
  process.exitCode = missed ? 1 : 0;
};

const [flag, kind] = process.argv.slice(2);
if (flag === '--serve') await serve(kind as Kind);
else await bench(Number(flag ?? 7));

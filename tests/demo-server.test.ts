import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');

/** `npm start`, in a folder of its own; resolves with the address it prints. */
const start = async (dataDir: string, port = 0): Promise<{ url: string; child: ChildProcess }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/serve.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(child.stdout)) return { url: line, child };
  throw new Error('the demo ended');
};

const stop = async (child: ChildProcess, signal: NodeJS.Signals) => {
  const exit = once(child, 'exit');
  const begin = Date.now();
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return { code, took: Date.now() - begin };
};

describe('demo server', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'demo-'));
  const children: ChildProcess[] = [];
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  });
  const serve = async (port?: number) => {
    const served = await start(dataDir, port);
    children.push(served.child);
    return served;
  };
  const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };

  it('serves its pages, their scripts in few pieces, and the simulator', async () => {
    const { url } = await serve();
    assert.match(url, /^http:\/\/localhost:\d+\/$/);
    for (const page of ['', 'demo/elsewhere.html', 'demo/openframe.html']) {
      const html = await (await fetch(`${url}${page}`)).text();
      for (const [, file] of html.matchAll(/(?:src|href)="\/(demo\/[^"]+)"/g)) {
        const served = await fetch(`${url}${file}`);
        assert.equal(served.status, 200, file);
        assert.match(served.headers.get('content-type')!, /javascript|css|svg/);
      }
    }
    const script = await (await fetch(`${url}demo/demo.js`)).text();
    assert.doesNotMatch(script, /(from|import) ?["'][^./]/, 'bare names are resolved');
    const pieces = [...script.matchAll(/(?:from|import\() ?["']\.\/([^"']+)["']/g)].map(([, file]) => file);
    assert.ok(pieces.length > 0, 'what loads on demand is apart');
    for (const piece of pieces) assert.equal((await fetch(`${url}demo/${piece}`)).status, 200, piece);
    assert.equal((await fetch(`${url}health`)).status, 200);
    assert.equal((await fetch(`${url}health?x=1`)).status, 200);
    const { token } = await post(`${url}demo/session`, {});
    const seen = await fetch(`${url}api/session`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(seen.status, 200);
  });

  it('sends pages under the strict policy, without scripts of its own', async () => {
    const { url } = await serve();
    const page = await fetch(url);
    assert.equal(page.status, 200);
    const policy = page.headers.get('content-security-policy')!;
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "require-trusted-types-for 'script'",
      "frame-ancestors 'none'",
    ]) {
      assert.ok(policy.split('; ').includes(rule), rule);
    }
    assert.doesNotMatch(await page.text(), /<script(?![^>]*\ssrc=)/);
  });

  /** By hand: fetch would tidy path and Host. */
  const raw = (url: string, target: string, host = 'localhost') =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
        socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      socket.on('end', () => resolve(text)).on('error', reject);
    });

  it('hides what is not for pages', async () => {
    const { url } = await serve();
    const key = path.join(dataDir, 'key').split(path.sep).join('/');
    assert.match(await raw(url, '/demo/demo.css'), /^HTTP\/1\.1 200 /);
    for (const hidden of [
      '/.npmrc',
      '/%2enpmrc',
      '/demo/..%2f.npmrc',
      '/demo/%2e%2e/.npmrc',
      '/.ci/run',
      '/package.json',
      '/demo/serve.ts',
      '/demo/%2e%2e/package.json',
      `/demo/${key}`,
      `/demo/..%2f..%2f..%2f..%2f${key}`,
      '/%',
    ]) {
      assert.match(await raw(url, hidden), /^HTTP\/1\.1 40[034] /, hidden);
    }
  });

  it('answers for loopback names alone, pages included', async () => {
    const { url } = await serve();
    for (const target of ['/', '/package.json', '/health', '/demo/session'])
      assert.match(await raw(url, target, 'evil.example'), /^HTTP\/1\.1 421 /, target);
  });

  it('loses nothing when it is killed', async () => {
    const { url, child } = await serve();
    const { ns, token, controlToken } = await post(`${url}demo/session`, { scenario: 'quiet' });
    const bearer = (one: string) => ({ authorization: `Bearer ${one}` });
    await post(`${url}control/callback`, { agentId: 'ana' }, bearer(controlToken));
    const seen = async (base: string) =>
      (await fetch(`${base}api/session`, { headers: bearer(token) })).json();
    const before = await seen(url);
    await stop(child, 'SIGKILL');
    const again = await serve();
    const after = await seen(again.url);
    assert.equal(after.namespace, ns);
    assert.equal(after.asOf.split('.')[0], before.asOf.split('.')[0]);
    assert.deepEqual(after.records.filter(({ kind }: { kind: string }) => kind === 'offer').length, 1);
  });

  it('ends within a second when asked, with a stream open', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { url, child } = await serve();
      const { token } = await post(`${url}demo/session`, {});
      const headers = { authorization: `Bearer ${token}` };
      const { asOf } = (await (await fetch(`${url}api/session`, { headers })).json()) as { asOf: string };
      const stream = await fetch(`${url}api/events?after=${asOf}`, { headers });
      assert.equal(stream.status, 200);
      const { code, took } = await stop(child, signal);
      assert.equal(code, 0);
      assert.ok(took < 1000, `${took} ms`);
      await stream.body!.cancel().catch(() => {});
    }
  });

  it('says in one sentence that its port is taken', async () => {
    const { url } = await serve();
    const { port } = new URL(url);
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/serve.ts'], {
      cwd: root,
      env: { ...process.env, PORT: port, DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (piece: string) => (said += piece));
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 1);
    assert.match(said, new RegExp(`^Port ${port} is in use; .*\\.\n$`));
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import type { Snapshot } from '../contract/events.ts';

const root = path.resolve(import.meta.dirname, '..');

interface Ready {
  ready: boolean;
  url: string;
  namespace: string;
  controlTokenFile?: string;
}

describe('callback-simulator', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'command-'));
  const children: ReturnType<typeof run>[] = [];
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]) =>
    spawn(process.execPath, ['bin/callback-simulator.mjs', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  /** What it says before it ends by itself. */
  const ended = async (...args: string[]) => {
    const child = run(...args);
    children.push(child);
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { out, err, code: code as number };
  };
  const start = async (...args: string[]) => {
    const child = run(...args);
    children.push(child);
    let complaints = '';
    child.stderr.on('data', (piece: Buffer) => (complaints += piece.toString()));
    const lines: string[] = [];
    const ready = await new Promise<Ready>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        lines.push(line);
        resolve(JSON.parse(line) as Ready);
      });
      child.on('exit', () => reject(new Error(complaints)));
    });
    return { child, lines, ready, complaints: () => complaints };
  };
  const stop = async ({ child, complaints }: Awaited<ReturnType<typeof start>>, signal: NodeJS.Signals) => {
    const exit = once(child, 'exit');
    const begin = Date.now();
    child.kill(signal);
    assert.deepEqual(await exit, [0, null], complaints());
    assert.ok(Date.now() - begin < 1000, 'within a second');
    assert.equal(complaints(), '');
  };
  const control = async (url: string, token: string, what: string, body: object) => {
    const answer = await fetch(`${url}control/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json() as Promise<Record<string, unknown>>;
  };
  const ask = async (url: string, what: string, token: unknown) =>
    fetch(`${url}api/${what}`, { headers: { authorization: `Bearer ${String(token)}` } });

  it('says where it is, leaves the token to its owner, and stops with streams open and nothing left', async () => {
    const started = await start('--scenario', 'quiet', '--seed', '7');
    const { url, ready, namespace, controlTokenFile } = started.ready;
    assert.equal(ready, true);
    assert.match(url, /^http:\/\/localhost:\d+\/$/);
    assert.equal((await fetch(`${url}health`)).status, 200);
    assert.equal((await fetch(`${url}openapi.json`)).status, 200);
    assert.equal((await fetch(`${url}demo/session`, { method: 'POST' })).status, 404, 'it hands out nothing');
    assert.equal(statSync(controlTokenFile!).mode & 0o777, 0o600);
    const controlToken = readFileSync(controlTokenFile!, 'utf8');
    assert.ok(controlToken.length >= 32 && !started.lines.join().includes(controlToken));
    const { token } = await control(url, controlToken, 'token', { agentId: 'ana' });
    const seen = (await (await ask(url, 'session', token)).json()) as Snapshot;
    assert.equal(seen.namespace, namespace);
    const state = await fetch(`${url}control/state`, {
      headers: { authorization: `Bearer ${controlToken}` },
    });
    const { scenario, seed } = (await state.json()) as { scenario: string; seed: number };
    assert.deepEqual({ scenario, seed }, { scenario: 'quiet', seed: 7 });
    const stream = await ask(url, `events?after=${seen.asOf}`, token);
    assert.equal(stream.status, 200);
    await stop(started, 'SIGTERM');
    assert.equal(existsSync(path.dirname(controlTokenFile!)), false);
  });

  it('goes on where its folder has it, with the token that it was given and that it does not say', async () => {
    const token = 'a-token-that-was-agreed-on';
    const args = ['--data', path.join(folder, 'kept'), '--control-token', token];
    const first = await start(...args, '--scenario', 'quiet');
    assert.ok(!('controlTokenFile' in first.ready));
    assert.ok(!first.lines.join().includes(token));
    const { taskId } = await control(first.ready.url, token, 'callback', {});
    await stop(first, 'SIGINT');
    const second = await start(...args);
    await control(second.ready.url, token, 'cancel', { taskId });
    const [, , port] = second.ready.url.split(/:|\/$/);
    const [taken, broken] = await Promise.all([
      ended('--port', port!),
      (writeFileSync(path.join(folder, 'file'), ''), ended('--data', path.join(folder, 'file'))),
    ]);
    assert.deepEqual({ ...taken }, { out: '', err: `Port ${port} is in use.\n`, code: 1 });
    assert.match(broken.err, /^The folder of --data cannot be used \(E[A-Z]+\)\.\n$/);
    assert.deepEqual([broken.out, broken.code], ['', 1]);
    await stop(second, 'SIGTERM');
  });

  it('refuses what it does not know, in one sentence', async () => {
    const bad = [['--colour', 'red'], ['--seed=-1'], ['--scenario', 'nothing'], ['--control-token', 'short']];
    for (const { out, err, code } of await Promise.all(bad.map((args) => ended(...args)))) {
      assert.deepEqual([out, code], ['', 2]);
      assert.match(err, /^\S[^\n]+\. See --help\.\n$/);
    }
  });

  it('says how it is used, and which one it is', async () => {
    const [help, version] = await Promise.all([ended('--help'), ended('--version')]);
    assert.equal(help.code, 0);
    for (const name of ['port', 'scenario', 'seed', 'data', 'control-token', 'help', 'version'])
      assert.ok(help.out.includes(`--${name}`), name);
    assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
  });
});

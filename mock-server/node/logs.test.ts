import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Namespaces } from '../namespaces.ts';
import { FakeHost } from '../testing.ts';
import { LogFiles } from './logs.ts';
import { secretIn } from './serve.ts';

const temporary = (t: TestContext) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'logs-'));
  t.after(() => rmSync(directory, { recursive: true }));
  return directory;
};

/** A server's start on this directory. */
const start = (directory: string, host = new FakeHost()) => {
  const warnings: string[] = [];
  const logs = new LogFiles(directory);
  const namespaces = new Namespaces({ host, store: logs });
  logs.restore(namespaces, (sentence) => warnings.push(sentence));
  return { host, namespaces, warnings };
};

const ana = { kind: 'agent', id: 'ana', roles: ['agent'] } as const;
const quiet = { scenario: 'quiet' };

describe('node: log files', () => {
  it('has written what was answered, and gives it back after a restart', (t) => {
    const directory = temporary(t);
    const { host, namespaces } = start(directory);
    const centre = namespaces.getOrCreate('Desk', { scenario: 'agent-first-auto' });
    const [offerId] = Object.keys(centre.state.offers);
    centre.command(ana, 'k1', 'offer.accept', offerId!, {});
    const file = path.join(directory, 'desk.jsonl');
    assert.equal(readFileSync(file, 'utf8'), centre.log());
    host.pass(10_000);
    // Killed: nothing is closed, nothing is disposed of.
    const again = start(directory, host).namespaces.get('desk')!;
    assert.deepEqual(again.state, centre.state);
    host.pass(15_000);
    assert.equal(Object.values(again.state.calls).length, 1, 'dialled once, by the countdown');
    assert.deepEqual(again.command(ana, 'k1', 'offer.accept', offerId!, {}).replayed, true);
    assert.equal(readFileSync(file, 'utf8').startsWith(centre.log().slice(0, 200)), true);
  });

  it('is for its owner only', (t) => {
    const directory = path.join(temporary(t), 'made');
    start(directory).namespaces.getOrCreate('desk', quiet).control('callback', {});
    secretIn(directory, 'key');
    assert.equal(statSync(directory).mode & 0o777, 0o700);
    for (const name of ['desk.jsonl', 'key'])
      assert.equal(statSync(path.join(directory, name)).mode & 0o777, 0o600);
  });

  it('goes on after a line that was not written to its end', (t) => {
    const directory = temporary(t);
    const file = path.join(directory, 'desk.jsonl');
    const { host, namespaces } = start(directory);
    namespaces.getOrCreate('desk', quiet).control('callback', { customerName: 'Siobhán' });
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([whole, whole.subarray(-30, -3)]));
    const again = start(directory, host);
    assert.deepEqual(again.warnings, []);
    again.namespaces.get('desk')!.control('callback', {});
    const third = start(directory, host);
    assert.deepEqual(third.warnings, []);
    assert.equal(Object.keys(third.namespaces.get('desk')!.state.tasks).length, 2);
  });

  it('goes on after an append that failed in the middle', (t) => {
    const directory = temporary(t);
    const file = path.join(directory, 'desk.jsonl');
    const sink = new LogFiles(directory).open('desk');
    sink.begin('{}');
    rmSync(file);
    mkdirSync(file);
    assert.throws(() => sink.append('{"n":1}'));
    rmSync(file, { recursive: true });
    writeFileSync(file, '{}\n{"n":');
    sink.append('{"n":1}');
    assert.equal(readFileSync(file, 'utf8'), '{}\n{"n":1}\n');
  });

  it('sets aside what cannot be replayed, and says where it differs', (t) => {
    const directory = temporary(t);
    const file = path.join(directory, 'desk.jsonl');
    const { host, namespaces } = start(directory);
    const centre = namespaces.getOrCreate('desk', quiet);
    centre.control('callback', { customerName: 'Secret Name' });
    namespaces.getOrCreate('other', quiet);
    writeFileSync(file, centre.log().replace(/"hash":".{8}/, '"hash":"00000000'));
    const again = start(directory, host);
    assert.equal(again.namespaces.get('desk'), undefined);
    assert.ok(again.namespaces.get('other'));
    assert.equal(again.warnings.length, 1);
    assert.match(again.warnings[0]!, /namespace desk .*line 2 \(input 1\)/);
    assert.doesNotMatch(again.warnings[0]!, /Secret/);
    assert.ok(existsSync(`${file}.broken`));
    again.namespaces.getOrCreate('desk', quiet);
    assert.deepEqual(start(directory, host).warnings, []);
  });

  it('deletes logs older than a day, and nothing that is no log', (t) => {
    const directory = temporary(t);
    const { namespaces } = start(directory);
    for (const name of ['old', 'young']) namespaces.getOrCreate(name, quiet);
    for (const name of ['old.jsonl', 'notes.txt', 'gone.jsonl.broken', 'half.jsonl.new'])
      writeFileSync(path.join(directory, name), '', { flag: 'a' });
    const age = (hours: number, name: string) => {
      const then = Date.now() / 1000 - hours * 3600;
      utimesSync(path.join(directory, name), then, then);
    };
    for (const name of ['old.jsonl', 'notes.txt', 'gone.jsonl.broken']) age(25, name);
    age(23, 'young.jsonl');
    const again = start(directory);
    assert.deepEqual(readdirSync(directory).sort(), ['notes.txt', 'young.jsonl']);
    assert.equal(again.namespaces.get('old'), undefined);
    assert.ok(again.namespaces.get('young'));
  });

  it('deletes the log of a namespace that nobody used', (t) => {
    const directory = temporary(t);
    const { host, namespaces } = start(directory);
    namespaces.getOrCreate('unused', quiet);
    host.sleep(24 * 3600 * 1000);
    namespaces.getOrCreate('desk', quiet);
    assert.deepEqual(readdirSync(directory), ['desk.jsonl']);
  });

  it('keeps the key, and makes another for another directory', (t) => {
    const directory = temporary(t);
    const key = secretIn(directory, 'key');
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.equal(secretIn(directory, 'key'), key);
    assert.notEqual(secretIn(path.join(directory, 'other'), 'key'), key);
  });
});

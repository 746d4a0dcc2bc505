import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

/** What the counting reporter says of files with these texts. */
const count = (files: Record<string, string>): { passed: number; failed: number; notes: string[] } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'count-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    const tests = Object.keys(files).filter((name) => name.includes('.test.'));
    const reporter = `--test-reporter=${path.resolve('scripts/count-node.mjs')}`;
    const { NODE_TEST_CONTEXT: _, ...env } = process.env; // else the inner run reports to the outer one
    const out = execFileSync(
      process.execPath,
      ['--test', reporter, ...tests.map((one) => path.join(folder, one))],
      {
        env,
        encoding: 'utf8',
      },
    );
    return JSON.parse(out) as ReturnType<typeof count>;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const helper = `import { it } from 'node:test'; export const flow = (title) => it(title, () => {});`;
const byHelper = `import { describe } from 'node:test'; import { flow } from './helper.mjs'; describe('a', () => { flow('b'); flow('c'); });`;
const topLevel = `import { it } from 'node:test'; it('a', () => {});`;
const empty = `import { describe } from 'node:test'; describe('a', () => {});`;

describe('the count of tests', () => {
  it('knows tests that a helper declares as those of the file around them', () => {
    const { passed, failed, notes } = count({ 'helper.mjs': helper, 'a.test.mjs': byHelper });
    assert.deepEqual([passed, failed, notes], [2, 0, []]);
  });

  it('counts a file without a test as a failure, whatever ran before it', () => {
    const { passed, failed, notes } = count({
      'helper.mjs': helper,
      'a.test.mjs': byHelper,
      'b.test.mjs': topLevel,
      'c.test.mjs': empty,
      'd.test.mjs': '',
    });
    assert.deepEqual([passed, failed], [3, 2]);
    assert.deepEqual(
      notes.map((note) => path.basename(note)),
      ['c.test.mjs: ran no test', 'd.test.mjs: ran no test'],
    );
  });
});

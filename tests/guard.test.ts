import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

interface Counts {
  passed: number;
  failed: number;
}

const folder = 'tests/browser/specimens';

describe('the guard around element tests', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'guard-')), 'counts.json');
  const run = spawnSync(process.execPath, ['node_modules/@web/test-runner/dist/bin.js'], {
    env: { ...process.env, ELEMENT_TESTS: `${folder}/*.test.ts`, COUNT_FILE: file },
    encoding: 'utf8',
    timeout: 120_000,
  });
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as { files: Record<string, Counts> };

  it('makes the run fail', () => assert.notEqual(run.status, 0));

  it('lets a clean file pass', () => {
    const clean = files[`${folder}/clean.test.ts`];
    assert.ok(clean && clean.passed > 0, run.stdout);
    assert.equal(clean.failed, 0, run.stdout);
  });

  for (const name of readdirSync(folder).filter((name) => name !== 'clean.test.ts')) {
    it(`fails ${name}`, () => {
      const counts = files[`${folder}/${name}`];
      assert.ok(counts && counts.failed > 0, `${JSON.stringify(counts)}\n${run.stdout}`);
    });
  }
});

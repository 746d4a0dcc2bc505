import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8');

it('the example in the docs is the one that is run', () => {
  assert.ok(
    read('docs/simulator.md').includes(`\`\`\`ts\n${read('examples/records-desk.test.ts')}\`\`\`\n`),
    'docs/simulator.md quotes examples/records-desk.test.ts',
  );
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { actionNames } from '../adapters/openframe/index.ts';

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8');

for (const [page, example] of [
  ['docs/simulator.md', 'examples/records-desk.test.ts'],
  ['docs/provider.md', 'examples/own-provider.test.ts'],
] as const)
  it(`the example in ${page} is the one that is run`, () => {
    assert.ok(read(page).includes(`\`\`\`ts\n${read(example)}\`\`\`\n`), `${page} quotes ${example}`);
  });

it('docs/openframe.md names every action', () => {
  const page = read('docs/openframe.md');
  for (const [command, name] of Object.entries(actionNames))
    assert.ok(page.includes(`| \`${name}\``), `${command}: ${name}`);
});

it('docs/openframe.md names every field that the bridge knows', () => {
  const page = read('docs/openframe.md');
  const [, table] = /const known = \{([\s\S]*?)\} as const/.exec(read('adapters/openframe/contexts.ts'))!;
  const fields = [...table!.matchAll(/['`]([^'`]+)['`]/g)].flatMap(([, names]) => names!.split(/\s+/));
  assert.ok(fields.length > 60);
  for (const field of fields) assert.ok(page.includes(`\`${field}\``), field);
});

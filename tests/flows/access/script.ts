import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Task } from './person.ts';

/* docs/screen-reader.md: made of what the tests did and heard, so that it cannot go stale. */

const file = new URL('../../../docs/screen-reader.md', import.meta.url);

const head = readFileSync(file, 'utf8').split('\n## ')[0]!.trimEnd();

const cell = (text: string) => text.replaceAll('|', '\\|');

const section = ({ title, steps }: Task): string =>
  [
    `### ${title}\n`,
    '| do | hear |',
    '| --- | --- |',
    ...steps.map(({ press, heard }) => `| ${cell(press)} | ${cell(heard.join(' · '))} |`),
  ].join('\n');

/** Compares the page with what was done; with `UPDATE=1` writes it. What stands above its first section is kept. */
export const checkScript = async (
  parts: readonly { title: string; tasks: readonly Task[] }[],
): Promise<void> => {
  const sections = parts.map(({ title, tasks }) => [`## ${title}`, ...tasks.map(section)].join('\n\n'));
  const text = await format([head, ...sections].join('\n\n'), {
    ...(await resolveConfig(fileURLToPath(file))),
    parser: 'markdown',
  });
  if (process.env['UPDATE'] === '1') writeFileSync(file, text);
  else assert.equal(readFileSync(file, 'utf8'), text, 'UPDATE=1 writes docs/screen-reader.md anew');
};

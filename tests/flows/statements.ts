import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { pathToFileURL } from 'node:url';

/* The statements of spec.md that flows show, and the table of what was shown at the end of a run. */

const sections = JSON.parse(readFileSync(new URL('statements.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;
const known = new Set(Object.values(sections).flatMap((statements) => Object.keys(statements)));

/** Where flows write down what they have shown. */
const fileKey = 'STATEMENTS_FILE';

/** A test that shows statements of the specification, by their numbers; counted once it has passed. */
export const flow = (numbers: readonly string[], title: string, play: () => Promise<void>): void => {
  for (const number of numbers) if (!known.has(number)) throw new Error(`There is no statement ${number}.`);
  void it(`${title} (${numbers.join(', ')})`, async () => {
    await play();
    const file = process.env[fileKey];
    if (file) appendFileSync(file, numbers.map((number) => `${number}\n`).join(''));
  });
};

/** Prints the table. Exit code 1 where a statement was not shown. */
const print = (file: string): void => {
  const shown = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  let missing = 0;
  let covered = 0;
  for (const [title, statements] of Object.entries(sections)) {
    console.log(`\n${title}`);
    for (const [number, text] of Object.entries(statements)) {
      const times = shown.filter((one) => one === number).length;
      if (times) covered += 1;
      else missing += 1;
      console.log(`  ${times ? '✔' : '✖'} ${number.padEnd(7)}${text}`);
    }
  }
  console.log(`\n${covered} statements covered, ${missing} not covered.`);
  process.exitCode = missing ? 1 : 0;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) print(process.argv[2]!);

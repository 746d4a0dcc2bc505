import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { commandKeys, commands, splitCommand } from '../../contract/commands.ts';

/* The statements of spec.md that flows show, and the table of what was shown at the end of a run. */

const sections = JSON.parse(readFileSync(new URL('statements.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;
const known = new Set(Object.values(sections).flatMap((statements) => Object.keys(statements)));

/** Where flows write down what they have shown. */
const fileKey = 'STATEMENTS_FILE';

/** Writes down what was shown, or heard. */
export const note = (...lines: readonly string[]): void => {
  const file = process.env[fileKey];
  if (file) appendFileSync(file, lines.map((line) => `${line}\n`).join(''));
};

const events = (kind: string): string[] =>
  commandKeys.filter((key) => splitCommand(key)[0] === kind).map((key) => commands[key].event);
const fact = (name: string): string[] => [`callback-${name}`];

/** Statements that any flow shows a part of: shown when all of these events were heard, each with its request sent. */
const byEvents: Readonly<Record<string, readonly string[]>> = {
  '4.5.3': events('offer'),
  '4.5.4': events('notice'),
  '4.5.5': events('interaction'),
  '4.5.6': events('call'),
  '4.5.7': events('segment').filter((name) => name !== 'wrap-up-save'),
  '4.5.8': events('agent'),
  '4.5.9': events('task'),
  '4.5.11': fact('offered'),
  '4.5.12': fact('opened'),
  '4.5.13': fact('dialed'),
  '4.5.14': fact('answered'),
  '4.5.15': fact('transfer-ended'),
  '4.5.16': fact('closed'),
  '4.5.17': fact('session-expired'),
  '4.5.18': fact('connection-changed'),
};

/** A test that shows statements of the specification, by their numbers; counted once it has passed. */
export const flow = (numbers: readonly string[], title: string, play: () => Promise<void>): void => {
  for (const number of numbers) if (!known.has(number)) throw new Error(`There is no statement ${number}.`);
  void it(`${title} (${numbers.join(', ')})`, async () => {
    await play();
    note(...numbers);
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
      const unheard = byEvents[number]?.filter((event) => !shown.includes(`heard ${event}`));
      const isShown = unheard ? unheard.length === 0 : shown.includes(number);
      if (isShown) covered += 1;
      else missing += 1;
      const rest = unheard?.length ? ` (not heard: ${unheard.join(', ')})` : '';
      console.log(`  ${isShown ? '✔' : '✖'} ${number.padEnd(7)}${text}${rest}`);
    }
  }
  console.log(`\n${covered} statements covered, ${missing} not covered.`);
  process.exitCode = missing ? 1 : 0;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) print(process.argv[2]!);

// npm run prove [-- --walks 100000] [--http 10000] [--seed 1] [--threads 2] [--only walks|mistakes]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commandsInStates, legalMoves, unreachable, type Coverage } from './coverage.ts';
import { mistakes, type Mistake } from './mistakes.ts';
import { Office } from './office.ts';
import { walkLength } from './walk.ts';
import type { Found } from './worker.ts';

/*
 * Walks at random through the simulator, with spec.md's section 5 and a model of the rest looked at after each step;
 * what they have been through; and the planted mistakes, which walks must find.
 */

const { values } = parseArgs({
  options: {
    walks: { type: 'string', default: '100000' },
    http: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
});
const [walks, http, seed, threads] = [values.walks, values.http, values.seed, values.threads].map(Number) as [
  number,
  number,
  number,
  number,
];

/** Within so many walks each mistake is to be found. */
const bound = { engine: 2000, http: 200 } as const;

const began = Date.now();
const say = (text: string) => console.log(text);
const minutes = () => `${((Date.now() - began) / 60_000).toFixed(1)} min`;
const thousands = (n: number) => n.toLocaleString('en-US');
let isFine = true;

const tell = (by: string, { what, steps, seed: at, log }: Found): void => {
  isFine = false;
  const file = `proof-${by}-${at}.jsonl`;
  writeFileSync(file, log);
  say(
    `BROKEN (${by}, seed ${at}, ${steps} steps): ${what}\n  ${file}: the walk as a saved log, which ContactCentre.replay takes`,
  );
};

const office = new Office();

const takeWalks = async (by: 'engine' | 'http', count: number): Promise<Coverage> => {
  const script = await office.script();
  let done = 0;
  let next = 1;
  const {
    found,
    steps,
    walks: taken,
    coverage,
  } = await office.share(threads, script, { by, seed, walks: count }, (report) => {
    done += report.walks;
    if (done < (count * next) / 10) return;
    next = Math.floor((done * 10) / count) + 1;
    say(`  ${thousands(done)} walks, ${minutes()}`);
  });
  say(`${by}: ${thousands(taken)} walks, ${thousands(steps)} performed steps, ${found.length} broken`);
  for (const one of found) tell(by, one);
  return coverage;
};

const showCoverage = ({ moves, commands }: Coverage): void => {
  say(`\nLegal moves, and how often they were seen`);
  for (const [move, on] of legalMoves()) {
    const seen = moves[move] ?? 0;
    const why = unreachable[move];
    if (!seen && !why) isFine = false;
    say(`  ${thousands(seen).padStart(12)}  ${move}  (${on})${seen ? '' : `  ${why ?? 'NEVER SEEN'}`}`);
  }
  say(`\nCommands in every state: performed, and refused or already so`);
  for (const cell of commandsInStates()) {
    const [did, refused] = [commands[`${cell} performed`] ?? 0, commands[`${cell} refused`] ?? 0];
    if (!did && !refused) isFine = false;
    say(
      `  ${thousands(did).padStart(12)} ${thousands(refused).padStart(12)}  ${cell}${did || refused ? '' : '  NEVER TRIED'}`,
    );
  }
};

const hunt = async (one: Mistake): Promise<string> => {
  const by = one.by ?? 'engine';
  const { found, walks: taken } = await office.walk(await office.script(one), {
    by,
    seed,
    walks: bound[by],
    stride: 1,
  });
  if (!found) isFine = false;
  const how = found
    ? `walk ${taken} (seed ${found.seed}), ${found.steps} steps: ${found.what}`
    : `NOT FOUND in ${taken} walks`;
  return `  ${one.rule.padEnd(9)} ${one.what}\n            ${by}, ${how}`;
};

say(`Walks of ${walkLength} performed steps, from seed ${seed}, on ${threads} threads`);
if (values.only !== 'mistakes') {
  const coverage = await takeWalks('engine', walks);
  await takeWalks('http', http);
  showCoverage(coverage);
}
if (values.only !== 'walks') {
  say(`\n${mistakes.length} planted mistakes`);
  const waiting = [...mistakes];
  await Promise.all(
    Array.from({ length: threads }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) say(await hunt(one));
    }),
  );
}
office.close();
say(`\n${isFine ? 'Nothing broke, nothing is missing' : 'BROKEN, see above'}, ${minutes()}`);
process.exitCode = isFine ? 0 : 1;

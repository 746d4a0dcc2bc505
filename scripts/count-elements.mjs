import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { leftOut, reasonOf } from './left-out.mjs';

const tests = (suite, above = []) => [
  ...suite.tests.map((test) => ({ ...test, title: [...above, test.name].join(' > ') })),
  ...suite.suites.flatMap((inner) => tests(inner, [...above, inner.name])),
];
const testsOf = (session) => (session.testResults ? tests(session.testResults) : []);

function count(session) {
  const all = testsOf(session);
  const ran = all.filter((test) => !test.skipped);
  const passed = ran.filter((test) => test.passed).length;
  let failed = ran.length - passed;
  if (failed === 0 && (!session.passed || session.errors.length > 0 || ran.length === 0)) failed = 1;
  return { passed, failed, skipped: all.length - ran.length };
}

/** What is named as left out, but is no test of the suites that ran. */
function strangers(engine, all) {
  const suites = new Set(all.map(({ title }) => title.split(' > ')[0]));
  const titles = new Set(all.map(({ title }) => title));
  return (leftOut[engine] ?? [])
    .flatMap((one) => one.tests)
    .filter((title) => suites.has(title.split(' > ')[0]) && !titles.has(title));
}

/**
 * Writes what ran to the file named by COUNT_FILE. A file that fails outside its tests (it did not load, a hook failed)
 * counts as one failure; so does a file without a test, and a test that is named as left out and is not there.
 */
export function countingReporter({ file = process.env.COUNT_FILE, engine = 'chromium' } = {}) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const total = { passed: 0, failed: 0, skipped: 0, files: {} };
      for (const session of sessions) {
        const name = path.relative(process.cwd(), session.testFile);
        const counts = count(session);
        total.files[name] = counts;
        for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key];
        console.log(`${name}: ${counts.passed} of ${counts.passed + counts.failed} passed`);
        // The runner itself is content with a file that runs nothing, and says nothing.
        if (session.passed && counts.failed > 0) console.log(`${name}: ran no test`);
      }
      const all = sessions.flatMap(testsOf);
      for (const { title } of all.filter(({ skipped }) => skipped))
        console.log(`left out in ${engine}: ${title}: ${reasonOf(engine, title) ?? 'by itself'}`);
      for (const title of strangers(engine, all)) {
        console.log(`left out in ${engine}, but not there: ${title}`);
        total.failed += 1;
      }
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(total));
    },
  };
}

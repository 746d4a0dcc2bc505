import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const tests = (suite) => [...suite.tests, ...suite.suites.flatMap(tests)];

function count(session) {
  const all = session.testResults ? tests(session.testResults) : [];
  const ran = all.filter((test) => !test.skipped);
  const passed = ran.filter((test) => test.passed).length;
  let failed = ran.length - passed;
  if (failed === 0 && (!session.passed || session.errors.length > 0 || ran.length === 0)) failed = 1;
  return { passed, failed, skipped: all.length - ran.length };
}

/**
 * Writes what ran to the file named by COUNT_FILE. A file that fails outside its tests (it did not load, a hook failed)
 * counts as one failure; so does a file without a test.
 */
export function countingReporter(file = process.env.COUNT_FILE) {
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
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(total));
    },
  };
}

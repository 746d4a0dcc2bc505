import path from 'node:path';

/**
 * A reporter for node:test that ends with one line of JSON: what passed, failed and was left out. Suites are no tests, but
 * one that breaks outside its tests is a failure; so is a file that crashed, or ran nothing (node counts that as a pass).
 */
export default async function* countingReporter(source) {
  const counts = { passed: 0, failed: 0, skipped: 0, notes: [] };
  const files = new Map();
  // A helper that declares tests is where they are said to be; the suite around them says whose they are. Files are
  // reported one after the other, children before their suite.
  let inSuite = false;
  const ran = ({ file, nesting }) => {
    files.set(file, (files.get(file) ?? 0) + 1);
    inSuite = nesting > 0;
  };
  for await (const { type, data } of source) {
    const isFile = data.nesting === 0 && data.name === data.file;
    if (isFile && type === 'test:complete' && !files.has(data.file)) files.set(data.file, 0);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const cause = data.details?.error?.failureType;
    if (data.nesting === 0 && data.details?.type === 'suite') {
      if (inSuite) ran(data);
      inSuite = false;
    }
    if (data.skip !== undefined || data.todo !== undefined) {
      counts.skipped += 1;
      ran(data);
    } else if (type === 'test:fail') {
      // A parent fails with its children, which are counted already.
      if (cause !== 'subtestsFailed') counts.failed += 1;
      ran(data);
    } else if (data.details?.type !== 'suite' && !isFile) {
      counts.passed += 1;
      ran(data);
    }
  }
  for (const [file, tests] of files) {
    if (tests > 0) continue;
    counts.failed += 1;
    counts.notes.push(`${path.relative(process.cwd(), file)}: ran no test`);
  }
  yield `${JSON.stringify(counts)}\n`;
}

import { reasonOf } from '../../scripts/left-out.mjs';

/**
 * Imported first by every element test (see web-test-runner.config.mjs): a console error or warning, an uncaught error, or
 * a breach of the content security policy fails the file, whatever its assertions say.
 */
interface Problem {
  text: string;
  during: string;
}

const problems: Problem[] = [];
const expected: RegExp[] = [];
let during = 'before the tests';

function note(text: string): void {
  if (text.startsWith('Lit is in dev mode')) return;
  const wanted = expected.findIndex((pattern) => pattern.test(text));
  if (wanted >= 0) expected.splice(wanted, 1);
  else problems.push({ text, during });
}

/** Announces one problem that a test provokes on purpose; one that then stays away fails the file as well. */
export function expectProblem(pattern: RegExp): void {
  expected.push(pattern);
}

const words = (args: unknown[]) =>
  args.map((arg) => (arg instanceof Error ? (arg.stack ?? arg.message) : String(arg))).join(' ');

for (const level of ['error', 'warn'] as const) {
  const original = console[level].bind(console); // the runner's own, which also reports uncaught errors and rejections this way
  console[level] = (...args: unknown[]) => {
    note(words(args));
    original(...args);
  };
}
// Mocha's own handler ends the run, hooks included, at an error between two tests, and reports nothing: it must not be set.
Object.defineProperty(window, 'onerror', { get: () => null, set: () => undefined });
document.addEventListener('securitypolicyviolation', (event) =>
  note(
    `content security policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
  ),
);

before(function () {
  const { engine = '' } = document.documentElement.dataset;
  this.test!.parent!.eachTest((test) => {
    if (reasonOf(engine, test.titlePath().join(' > '))) test.pending = true;
  });
});

beforeEach(function () {
  during = this.currentTest?.fullTitle() ?? during;
});

after('no console error, warning or breach of the policy', async () => {
  await new Promise((resolve) => setTimeout(resolve, 50)); // violations are reported in a task of their own
  const missing = expected.map((pattern) => `expected, but did not happen: ${pattern}`);
  const found = problems.map(({ text, during }) => `${text}\n    (during: ${during})`);
  if (found.length + missing.length > 0) throw new Error([...found, ...missing].join('\n'));
});

import { randomUUID } from 'node:crypto';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import puppeteer from 'puppeteer-core';
import { ensureBrowser } from './scripts/browser.mjs';
import { countingReporter } from './scripts/count-elements.mjs';
import { ensureEngine } from './scripts/engines.mjs';
import { webkitLauncher } from './scripts/webkit.mjs';

/** What the tests run in: ENGINE names another one than Chromium. */
const engine = process.env.ENGINE ?? 'chromium';

const launchers = {
  chromium: async () =>
    chromeLauncher({
      launchOptions: await ensureBrowser(),
      // Parallel pages: each must believe that it has the focus, or Tab and :focus-visible fail by turns.
      async createPage({ context }) {
        const page = await context.newPage();
        const cdp = await page.createCDPSession();
        await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        return page;
      },
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      launchOptions: { browser: 'firefox', executablePath: ensureEngine('firefox').browser },
      concurrency: 1, // one window has the focus
    }),
  webkit: () => webkitLauncher(ensureEngine('webkit')),
};

/** What hosts may set; the nonce is for the runner's own inline script and nobody else's. */
const policy = (nonce) =>
  `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'`;

async function strictPolicy(ctx, next) {
  await next();
  if (!ctx.response.is('html') || typeof ctx.body !== 'string') return;
  const nonce = randomUUID();
  ctx.body = ctx.body.replaceAll('<script', `<script nonce="${nonce}"`);
  ctx.set('content-security-policy', policy(nonce));
  ctx.remove('etag'); // a nonce is for one answer
  ctx.set('cache-control', 'no-store');
}

/** A worker answers for the paths below its own, so msw's has to lie at the top. */
async function workerOfMsw(ctx, next) {
  if (ctx.path === '/mockServiceWorker.js') ctx.url = '/node_modules/msw/lib/mockServiceWorker.js';
  await next();
}

/** The guard must have replaced the console before the first line of a test file runs. */
const guardFirst = {
  name: 'guard-first',
  transform(ctx) {
    if (/\.test\.ts$/.test(ctx.path)) return `import '/tests/browser/guard.ts';${ctx.body}`;
  },
};

/** What a bundler does: immer asks in which environment it runs. */
const environment = {
  name: 'environment',
  transform(ctx) {
    if (ctx.path.startsWith('/node_modules/immer/'))
      return ctx.body.replaceAll('process.env.NODE_ENV', '"development"');
  },
};

/** forced-colors, prefers-contrast and their kin: the runner's own emulateMedia knows only some of them. */
const media = {
  name: 'cdp-media',
  async executeCommand({ command, payload, session }) {
    if (command !== 'cdp-media') return;
    const cdp = await session.browser.getPage(session.id).createCDPSession();
    await cdp.send('Emulation.setEmulatedMedia', { features: payload });
    return true;
  },
};

export default {
  files: process.env.ELEMENT_TESTS?.split(',') ?? [
    'components/**/*.test.ts',
    '{client,conformance,mock-server}/**/*.browser.test.ts',
  ],
  nodeResolve: { exportConditions: ['development'] },
  concurrency: 2,
  middleware: [strictPolicy, workerOfMsw],
  plugins: [
    esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json', target: 'es2022' }),
    guardFirst,
    environment,
    a11ySnapshotPlugin(),
    media,
  ],
  browsers: [await launchers[engine]()],
  testRunnerHtml: (testFramework) =>
    `<!doctype html><html lang="en" data-engine="${engine}"><head><meta charset="utf-8"><title>Element tests</title></head><body><script type="module" src="${testFramework}"></script></body></html>`,
  testFramework: { config: { timeout: '10000' } }, // axe takes more than 2 s on two busy cores
  testsFinishTimeout: 400_000,
  reporters: [
    defaultReporter({ reportTestProgress: Boolean(process.stdout.isTTY) }),
    countingReporter({ engine }),
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
};

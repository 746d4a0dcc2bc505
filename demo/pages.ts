import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { context, type BuildResult } from 'esbuild';
import { Hono } from 'hono';
import { isOwnHost } from '../mock-server/http/guard.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The policy under which the kit promises to work. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  "frame-ancestors 'none'",
].join('; ');

/** The scripts of the pages, bundled as a host would; again when a source changes. */
const bundleScripts = async () => {
  /** By their paths on the server. What open pages may still load stays. */
  const scripts = new Map<string, Uint8Array<ArrayBuffer>>();
  const keep = ({ outputFiles = [] }: BuildResult) => {
    for (const { path: file, contents } of outputFiles)
      scripts.set(`/${path.relative(root, file).replaceAll(path.sep, '/')}`, new Uint8Array(contents));
  };
  const bundle = await context({
    absWorkingDir: root,
    entryPoints: ['demo/demo.js', 'demo/elsewhere.js', 'demo/openframe.js'],
    outdir: 'demo',
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    sourcemap: true,
    logLevel: 'error',
    plugins: [{ name: 'keep', setup: (build) => build.onEnd(keep) }],
  });
  await bundle.rebuild();
  await bundle.watch();
  return { scripts, close: () => bundle.dispose() };
};

/** The pages of the demo, and nothing else of the repository. */
export const createPages = async () => {
  const { scripts, close } = await bundleScripts();
  const page = serveStatic({ root, rewriteRequestPath: (at) => (at === '/' ? '/demo/index.html' : at) });
  const app = new Hono()
    .use(async (c, next) => {
      if (!isOwnHost(c.req.header('host') ?? '')) return c.body(null, 421);
      await next();
      c.header('x-content-type-options', 'nosniff');
      c.header('cache-control', 'no-cache');
      if (c.res.headers.get('content-type')?.startsWith('text/html'))
        c.header('content-security-policy', policy);
    })
    .get('/demo/:script{.+\\.(js|js\\.map)}', (c) => {
      const script = scripts.get(c.req.path);
      return script
        ? c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' })
        : c.notFound();
    })
    .get('/', page)
    .get('/demo/:file{[a-z]+\\.(html|css|svg)}', page);
  return { fetch: app.fetch, close };
};

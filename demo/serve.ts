import type { RequestListener } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { startDevServer, type DevServerConfig } from '@web/dev-server';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { createApp } from '../mock-server/http/app.ts';
import { isOwnHost } from '../mock-server/http/guard.ts';
import { Namespaces } from '../mock-server/namespaces.ts';
import { LogFiles } from '../mock-server/node/logs.ts';
import { isInUse, listenOnLoopback, reportError, signingKey } from '../mock-server/node/serve.ts';

type Middleware = NonNullable<DevServerConfig['middleware']>[number];

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

const isSimulated = (url: string) => /^\/((api|control)\/|(demo\/session|health)(\?|$))/.test(url);

/** Logs, the signing key and settings live in dotted folders; the dev server would also leave the root. */
const isHidden = (url: string): boolean => {
  try {
    return /[/\\]\.|__wds-outside-root__/.test(decodeURIComponent(url));
  } catch {
    return true;
  }
};

/** What the files of this repository are served under. */
const house: Middleware = async (ctx, next) => {
  ctx.set('x-content-type-options', 'nosniff');
  if (!isOwnHost(ctx.get('host'))) return void (ctx.status = 421);
  if (isHidden(ctx.path)) return void (ctx.status = 404);
  if (ctx.path === '/') ctx.path = '/demo/index.html';
  await next();
  if (ctx.response.is('html')) ctx.set('content-security-policy', policy);
};

export interface DemoOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  /** Where logs and the signing key are kept; by default a folder per port, so that no two servers share one. */
  readonly dataDir?: string;
  readonly quiet?: boolean;
}

/**
 * Serves the demo page and the simulator behind it from one process, on loopback only.
 * @throws the system's error where the port cannot be had.
 */
export const startDemo = async ({ port: wanted = 8000, dataDir, quiet = false }: DemoOptions = {}) => {
  const files = await startDevServer({
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    logStartMessage: false,
    config: {
      rootDir: root,
      middlewareMode: true,
      disableFileWatcher: true,
      injectWebSocket: false,
      nodeResolve: { exportConditions: ['production'] },
      plugins: [esbuildPlugin({ ts: true, tsconfig: path.join(root, 'tsconfig.json'), target: 'es2022' })],
      middleware: [house],
    },
  });
  const pages = files.koaApp.callback();

  // The port first: who has it may touch the logs.
  let open!: (simulator: RequestListener) => void;
  const opened = new Promise<RequestListener>((resolve) => (open = resolve));
  const server = await listenOnLoopback((request, response) => {
    if (isSimulated(request.url ?? '')) void opened.then((answer) => answer(request, response));
    else void pages(request, response);
  }, wanted);

  const directory = path.resolve(dataDir ?? path.join(root, '.data', String(server.port)));
  if (directory.startsWith(root + path.sep) && !isHidden(directory.slice(root.length))) {
    await Promise.all([server.close(), files.stop()]);
    throw new Error('The data folder would be served: choose one outside of the project, or a dotted one.');
  }
  const logs = new LogFiles(directory);
  const namespaces = new Namespaces({ store: logs, onError: reportError });
  logs.restore(namespaces, console.error);
  const app = createApp({ namespaces, secret: signingKey(directory), demo: true, onError: reportError });
  const simulator = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  open((request, response) => void simulator(request, response));

  const url = `http://localhost:${server.port}/`;
  if (!quiet) console.log(url);
  return {
    url,
    close: async () => {
      namespaces.dispose();
      await Promise.all([server.close(), files.stop()]);
    },
  };
};

const main = async () => {
  const port = Number(process.env['PORT'] ?? 8000);
  const dataDir = process.env['DATA_DIR'];
  try {
    const demo = await startDemo({ port, ...(dataDir && { dataDir }) });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void demo.close().then(() => process.exit(0)));
    }
  } catch (error) {
    if (!isInUse(error)) throw error;
    console.error(`Port ${port} is in use; PORT=8001 npm start takes another.`);
    process.exit(1);
  }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();

import type { RequestListener } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../mock-server/http/app.ts';
import { Namespaces } from '../mock-server/namespaces.ts';
import { LogFiles } from '../mock-server/node/logs.ts';
import { isInUse, listenOnLoopback, reportError, signingKey } from '../mock-server/node/serve.ts';
import { createPages } from './pages.ts';

const root = path.resolve(import.meta.dirname, '..');

const isSimulated = (url: string) => /^\/((api|control)\/|(demo\/session|health)(\?|$))/.test(url);

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
  const pages = await createPages();
  const answer = getRequestListener(pages.fetch, { overrideGlobalObjects: false });

  // The port first: who has it may touch the logs.
  let open!: (simulator: RequestListener) => void;
  const opened = new Promise<RequestListener>((resolve) => (open = resolve));
  const server = await listenOnLoopback((request, response) => {
    if (isSimulated(request.url ?? '')) void opened.then((simulator) => simulator(request, response));
    else void answer(request, response);
  }, wanted).catch(async (error: unknown) => {
    await pages.close();
    throw error;
  });

  const directory = path.resolve(dataDir ?? path.join(root, '.data', String(server.port)));
  const logs = new LogFiles(directory);
  const namespaces = new Namespaces({ store: logs, onError: reportError });
  logs.restore(namespaces, console.error);
  const app = createApp({ namespaces, secret: signingKey(directory), demo: true, onError: reportError });
  // With its own Response in place of the platform's: an answer then takes half the time.
  const simulator = getRequestListener(app.fetch);
  open((request, response) => void simulator(request, response));

  const url = `http://localhost:${server.port}/`;
  if (!quiet) console.log(url);
  return {
    url,
    close: async () => {
      namespaces.dispose();
      await Promise.all([server.close(), pages.close()]);
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

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { isInUse } from '../mock-server/node/serve.ts';
import { serveSimulator, stopOnSignals } from '../mock-server/node/simulator.ts';
import { createPages } from './pages.ts';

const root = path.resolve(import.meta.dirname, '..');

export interface DemoOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  /** Where logs and the signing key are kept; by default a folder per port, so that no two servers share one. */
  readonly dataDir?: string;
  readonly quiet?: boolean;
  /** Test mode of the simulator. */
  readonly validate?: boolean;
}

/**
 * Serves the demo page and the simulator behind it from one process, on loopback only.
 * @throws the system's error where the port cannot be had.
 */
export const startDemo = async (options: DemoOptions = {}) => {
  const { port = 8000, dataDir, quiet = false, validate = false } = options;
  const pages = await createPages();
  const answer = getRequestListener(pages.fetch, { overrideGlobalObjects: false });
  try {
    const { url, close } = await serveSimulator({
      port,
      directory: (taken) => path.resolve(dataDir ?? path.join(root, '.data', String(taken))),
      pages: (request, response) => void answer(request, response),
      demo: true,
      validate,
    });
    if (!quiet) console.log(url);
    return {
      url,
      close: async () => {
        await Promise.all([close(), pages.close()]);
      },
    };
  } catch (error) {
    await pages.close();
    throw error;
  }
};

const main = async () => {
  const port = Number(process.env['PORT'] ?? 8000);
  const dataDir = process.env['DATA_DIR'];
  try {
    const validate = process.env['VALIDATE'] === '1';
    const demo = await startDemo({ port, validate, ...(dataDir && { dataDir }) });
    stopOnSignals(demo.close);
  } catch (error) {
    if (!isInUse(error)) throw error;
    console.error(`Port ${port} is in use; PORT=8001 npm start takes another.`);
    process.exit(1);
  }
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();

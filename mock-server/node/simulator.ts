import type { RequestListener } from 'node:http';
import { createApp, type AppOptions } from '../http/app.ts';
import { Namespaces } from '../namespaces.ts';
import { listenerOf } from './listener.ts';
import { LogFiles } from './logs.ts';
import { listenOnLoopback, reportError, secretIn } from './serve.ts';

export interface ServedOptions extends Pick<AppOptions, 'demo' | 'control' | 'validate'> {
  /** 0 takes a free one. */
  readonly port: number;
  /** The folder in which logs and the signing key are kept, by the port. */
  readonly directory: (port: number) => string;
  /** False: nothing outlives the process but the folder's secrets. */
  readonly keep?: boolean;
  /** Answers what `isSimulated` does not name; without it the simulator answers everything. */
  readonly pages?: RequestListener;
}

/** What the simulator answers where pages stand beside it. */
const isSimulated = (url: string) =>
  /^\/((api|control)\/|(demo\/session|health|openapi(\.json|\.css)?)(\?|$))/.test(url);

/**
 * Serves the simulator, on loopback only.
 * @throws the system's error where the port or the folder cannot be had; nothing listens then.
 */
export const serveSimulator = async ({ port, directory, keep = true, pages, ...options }: ServedOptions) => {
  // The port first: who has it may touch the logs.
  let open!: (simulator: RequestListener) => void;
  const opened = new Promise<RequestListener>((resolve) => (open = resolve));
  const server = await listenOnLoopback((request, response) => {
    if (pages && !isSimulated(request.url ?? '')) pages(request, response);
    else void opened.then((simulator) => simulator(request, response));
  }, port);
  try {
    const folder = directory(server.port);
    const logs = keep ? new LogFiles(folder) : null;
    const namespaces = new Namespaces({ onError: reportError, ...(logs && { store: logs }) });
    logs?.restore(namespaces, console.error);
    const secret = secretIn(folder, 'key');
    const app = createApp({ ...options, namespaces, secret, onError: reportError });
    open(listenerOf(app));
    return {
      url: `http://localhost:${server.port}/`,
      namespaces,
      close: async () => {
        namespaces.dispose();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
};

/** Ends the process, with code 0, when it is asked to: at most once, and when what was served is closed. */
export const stopOnSignals = (close: () => Promise<void>): void => {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void close().then(() => process.exit(0));
    });
  }
};

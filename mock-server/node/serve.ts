import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** The key that signs tokens, kept beside the logs, so that tokens survive a restart as the logs do. */
export const signingKey = (directory: string): string => {
  const file = path.join(directory, 'key');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
};

/** What went wrong and where, without its message: that may quote what an agent typed. */
export const reportError = (error: unknown): void => {
  const { name, stack = '' } = error instanceof Error ? error : new Error('not an error');
  console.error([name, ...stack.split('\n').filter((line) => /^ {4}at /.test(line))].join('\n'));
};

export const isInUse = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

/** Node's 5 s meet the pace of who asks every few seconds: a request then runs into the closing of its connection. */
const keepAlive = 65_000;

const listenOn = (server: Server, port: number, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address }, () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Listens on the loopback addresses alone, IPv6 as well where there is any, since `localhost` may mean either.
 * Port 0 takes a free one.
 * @throws the system's error; `isInUse` knows the one for a port that is taken.
 */
export const listenOnLoopback = async (
  listener: RequestListener,
  wanted: number,
): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const servers = [0, 1].map(() => createServer({ keepAliveTimeout: keepAlive }, listener));
  const close = async () => {
    await Promise.all(
      servers.map((server) => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        return closed;
      }),
    );
  };
  try {
    const port = await listenOn(servers[0]!, wanted, '127.0.0.1');
    await listenOn(servers[1]!, port, '::1').catch((error: unknown) => {
      if (wanted && isInUse(error)) throw error;
    });
    return { port, close };
  } catch (error) {
    await close();
    throw error;
  }
};

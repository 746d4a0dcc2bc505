import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/**
 * A secret that is made once and kept beside the logs, for its owner alone: so what was signed or agreed on with it
 * survives a restart as the logs do.
 */
export const secretIn = (directory: string, name: string): string => {
  const file = path.join(directory, name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
};

/** A place in code, as V8 writes it. */
const place = /^ {4}at (.+ \()?(async )?(file:|node:|\/|[A-Z]:\\|<anonymous>)\S*\)?$/;

/**
 * What went wrong and where, without its message: that may quote what an agent typed. Neither is anything else that
 * was thrown shown.
 */
export const reportError = (error: unknown): void => {
  const { name, message, stack } = error instanceof Error ? error : new Error();
  // A message may look like a stack, and anything can be put where one was.
  const [, ...places] = `${stack}`.replace(message, '').split('\n');
  const known = /^[A-Z]\w{0,40}Error$/.test(name) ? name : 'Error';
  console.error([known, ...places.filter((line) => place.test(line))].join('\n'));
};

export const isInUse = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

const listenOn = (server: Server, port: number, address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address }, () => resolve((server.address() as AddressInfo).port));
  });

/** How long a request may take to come in, and how many connections may be open. Milliseconds of real time. */
export interface ServerLimits {
  /** The head of a request. */
  readonly headersTimeout: number;
  /** All of a request; an answer may go on, or an event stream would end. */
  readonly requestTimeout: number;
  /** How often it is looked whether one of them is over. */
  readonly connectionsCheckingInterval: number;
  /** A connection between two requests. */
  readonly keepAliveTimeout: number;
  /** Of each address. One more is closed at once. */
  readonly maxConnections: number;
}

export const serverLimits: ServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5000,
  // Node's 5 s meet the pace of who asks every few seconds: a request then runs into the closing of its connection.
  keepAliveTimeout: 65_000,
  maxConnections: 2000,
};

const limited = (listener: RequestListener, { maxConnections, ...timeouts }: ServerLimits): Server =>
  Object.assign(createServer(timeouts, listener), { maxConnections });

/**
 * Listens on the loopback addresses alone, IPv6 as well where there is any, since `localhost` may mean either.
 * Port 0 takes a free one.
 * @throws the system's error; `isInUse` knows the one for a port that is taken.
 */
export const listenOnLoopback = async (
  listener: RequestListener,
  wanted: number,
  limits: ServerLimits = serverLimits,
): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const servers = [limited(listener, limits), limited(listener, limits)];
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

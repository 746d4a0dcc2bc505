import type { Context, MiddlewareHandler } from 'hono';
import { refuse } from '../../contract/problems.ts';

export interface GuardOptions {
  /** Hosts answered for beside the loopback names, with the port where it is not the scheme's own. */
  readonly allowedHosts?: readonly string[];
  /** Origins whose pages may ask, beside the server's own; `https://desk.example`. */
  readonly allowedOrigins?: readonly string[];
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** Whether a request's Host is one that this server answers for. A rebound DNS name is not (DNS rebinding). */
export const isOwnHost = (host: string, allowed: readonly string[] = []): boolean =>
  loopback.test(host) || allowed.includes(host.toLowerCase());

/** As the address of a request has it; null: it is none that can be. */
const hostOf = (url: string, header: string | undefined): string | null => {
  // As nearly all have it.
  if (header && loopback.test(header) && url.startsWith(`http://${header}/`)) return header;
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
};

/** Whether a page of another origin sent this; `Sec-Fetch-Site` says so also where there is no Origin. */
const isForeign = (c: Context): boolean => {
  const origin = c.req.header('origin');
  if (origin !== undefined) return origin !== new URL(c.req.url).origin;
  return /^(cross|same)-site$/.test(c.req.header('sec-fetch-site') ?? '');
};

/**
 * The first thing that sees a request: refuses foreign hosts and the pages of foreign origins, whatever the
 * method. A token alone would not do: the demo hands them out.
 */
export const guard =
  ({ allowedHosts = [], allowedOrigins = [] }: GuardOptions): MiddlewareHandler =>
  async (c, next) => {
    const header = c.req.header('host');
    const host = hostOf(c.req.url, header);
    if (host === null) return refuse('foreign_host');
    // An absolute request line may name one host and the header another.
    if (![host, header ?? host].every((one) => isOwnHost(one, allowedHosts))) refuse('foreign_host');
    if (isForeign(c) && !allowedOrigins.includes(c.req.header('origin') ?? '')) refuse('foreign_origin');
    await next();
  };

import { http, type HttpHandler } from 'msw';
import { commandKeys } from '../contract/commands.ts';
import { commandTemplate, operations } from './http/operations.ts';
import type { Simulator } from './simulator.ts';

const paths = [
  ...Object.keys(operations).map((route) => route.split(' ', 2)[1]!),
  ...commandKeys.map((key) => commandTemplate(key).replace('{id}', ':id')),
];

/**
 * The simulator as handlers for msw 2 (Mock Service Worker), in Node and in a page, event stream included. Everything
 * else is left to the handlers after these, or to the network.
 *
 * @param baseUrl - What stands before `/api`, as the client has it. In a page by default its own origin; in Node it is
 *   needed.
 */
export const handlers = (simulator: Pick<Simulator, 'fetch'>, baseUrl = ''): HttpHandler[] => {
  const base = baseUrl.replace(/\/$/, '');
  const prefix = base && new URL(base, 'http://localhost').pathname.replace(/\/$/, '');
  return paths.map((path) =>
    http.all(`${base}${path}`, ({ request }) => {
      const { pathname, search } = new URL(request.url);
      return simulator.fetch(`${pathname.slice(prefix.length)}${search}`, request);
    }),
  );
};

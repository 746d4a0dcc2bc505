import type { RequestListener } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Hono } from 'hono';
import { feedOf } from '../http/stream.ts';

/**
 * The simulator for a server of Node. Event streams are written straight to their connections: on the way through the
 * body of an answer each message costs several times as much.
 */
export const listenerOf = (app: Pick<Hono, 'fetch'>): RequestListener => {
  const listener = getRequestListener(async (request, env) => {
    const answer = await app.fetch(request, env);
    const feed = feedOf(answer);
    if (!feed) return answer;
    const { outgoing } = env as HttpBindings;
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.flushHeaders();
    outgoing.on('drain', () => feed.pull());
    outgoing.on('close', () => feed.stop());
    feed.begin({
      write: (bytes) => outgoing.write(bytes),
      end: () => outgoing.end(),
      breakOff: () => outgoing.destroy(),
    });
    feed.pull();
    return RESPONSE_ALREADY_SENT;
  });
  return (request, response) => void listener(request, response);
};

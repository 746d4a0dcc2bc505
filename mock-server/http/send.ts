import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../../contract/problems.ts';

/** What every answer says of itself. */
const always = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
};

/** An answer. Its headers are plain data, which a server writes down as they are. */
export const send = (
  body: string | ReadableStream<Uint8Array>,
  type: string,
  headers?: Readonly<Record<string, string>>,
): Response => new Response(body, { headers: { ...always, 'content-type': type, ...headers } });

export const sendJson = (value: unknown, headers?: Readonly<Record<string, string>>): Response =>
  send(JSON.stringify(value), 'application/json', headers);

/** A problem document, with the headers that were set on the way to it. */
export const refused = (c: Context, refusal: Problem): Response => {
  if (refusal.status === 401) c.header('www-authenticate', 'Bearer');
  return c.body(JSON.stringify(refusal), refusal.status as ContentfulStatusCode, {
    ...always,
    'content-type': 'application/problem+json',
  });
};

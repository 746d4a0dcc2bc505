import type { Context } from 'hono';
import * as v from 'valibot';
import { refuse } from '../../contract/problems.ts';

/** 64 kB: the longest notes with everything around them, several times. */
const bodyLimit = 65_536;
/** 20 MB: a long day's log. */
const logLimit = 20_000_000;

const brokeOff = () => refuse('bad_request', { detail: 'The body broke off.' });

/** A length that was announced is kept to by HTTP itself; else it is counted as it is read. */
const readBytes = async (request: Request, limit: number): Promise<Uint8Array> => {
  const announced = Number(request.headers.get('content-length'));
  if (announced > limit) refuse('payload_too_large');
  if (announced > 0) {
    const all = new Uint8Array(await request.arrayBuffer().catch(brokeOff));
    return all.byteLength > limit ? refuse('payload_too_large') : all;
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  const read = () => reader?.read().catch(brokeOff);
  for (let piece = await read(); piece && !piece.done; piece = await read()) {
    size += piece.value.byteLength;
    pieces.push(piece.value);
    if (size <= limit) continue;
    void reader?.cancel().catch(() => {});
    refuse('payload_too_large');
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const readText = async (request: Request, limit: number): Promise<string> => {
  const bytes = await readBytes(request, limit);
  return decode(() => utf8.decode(bytes));
};

const decode = <T>(what: () => T): T => {
  try {
    return what();
  } catch {
    return refuse('bad_request', { detail: 'The body is not JSON in UTF-8.' });
  }
};

const requireType = (c: Context, type: RegExp, detail?: string): void => {
  if (!type.test(c.req.header('content-type') ?? ''))
    refuse('unsupported_media_type', detail === undefined ? {} : { detail });
};

const withoutPrototype = (key: string, value: unknown) => (key === '__proto__' ? undefined : value);

/** A key that would become a prototype further in is nobody's data, however it is spelt. */
const parse = (text: string): unknown =>
  /__proto__|\\u/.test(text) ? JSON.parse(text, withoutPrototype) : JSON.parse(text);

/**
 * The JSON object that a request carries, with the fields that the schema names.
 * @throws ProblemError `unsupported_media_type`, `payload_too_large`, `bad_request`, `invalid_payload`.
 */
export const readBody = async <T>(c: Context, schema: v.GenericSchema<unknown, T>): Promise<T> => {
  requireType(c, /^application\/json\s*(;|$)/i);
  const text = await readText(c.req.raw, bodyLimit);
  const body = decode(() => parse(text));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    refuse('bad_request', { detail: 'The body is no JSON object.' });
  }
  return fit(schema, body);
};

/**
 * The saved log that a request carries, as text.
 * @throws ProblemError `unsupported_media_type`, `payload_too_large`, `bad_request`.
 */
export const readLog = async (c: Context): Promise<string> => {
  requireType(c, /^application\/jsonl\s*(;|$)/i, 'A log is sent as application/jsonl.');
  return readText(c.req.raw, logLimit);
};

/**
 * The parameters of a request's address that the schema names, of each the first.
 * @throws ProblemError `invalid_payload`.
 */
export const readQuery = <T>(c: Context, schema: v.GenericSchema<unknown, T>): T =>
  fit(schema, c.req.query());

/**
 * What the schema names of what was given.
 * @throws ProblemError `invalid_payload`.
 */
export const fit = <T>(schema: v.GenericSchema<unknown, T>, given: unknown): T => {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]);
  return refuse(
    'invalid_payload',
    field === null ? {} : { detail: `"${field}" is missing or does not fit.` },
  );
};

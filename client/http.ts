import { type CommandKey, type CommandPayloads, commandPath } from '../contract/commands.ts';
import type { DirectoryPage, DirectoryQuery } from '../contract/directory.ts';
import {
  type CallbackEvent,
  type Clock,
  type CommandAnswer,
  type Position,
  type Snapshot,
  parsePosition,
} from '../contract/events.ts';
import { type ProblemCode, ProblemError, problem, problems, refuse } from '../contract/problems.ts';
import type { CallbackClient, SendOptions, StreamMessage } from './client.ts';
import { type Frame, frameParser } from './sse.ts';

export interface HttpCallbackClientOptions {
  /** What stands before `/api`; by default the page's own origin. */
  readonly baseUrl?: string;
  /**
   * The bearer token of one agent, the same agent for the life of the client. Called when the first is needed,
   * and again when the provider refuses one. A rejection means: there is no session any more.
   */
  readonly getToken: () => string | Promise<string>;
  /** For a provider in the page, or a network of the host's own. */
  readonly fetch?: typeof fetch;
}

type Body = Record<string, unknown>;
type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isPosition = (value: unknown): value is Position => isText(value) && !!parsePosition(value);
const isRef = (value: unknown) => isObject(value) && isText(value['kind']) && isText(value['id']);
const areRefs = (value: unknown) => Array.isArray(value) && value.every(isRef);

const isClock = (value: unknown): value is Clock => isObject(value) && isText(value['now']);
const isAnswer = (value: unknown): value is CommandAnswer => isObject(value) && isPosition(value['asOf']);
const isPage = (value: unknown): value is DirectoryPage =>
  isObject(value) && areRefs(value['entries']) && typeof value['total'] === 'number';
const isSnapshot = (value: unknown): value is Snapshot =>
  isObject(value) &&
  isPosition(value['asOf']) &&
  isClock(value['clock']) &&
  isText(value['namespace']) &&
  isText(value['agentId']) &&
  areRefs(value['records']);
const isEvent = (value: unknown): value is CallbackEvent =>
  isObject(value) && isText(value['type']) && areRefs(value['records']) && areRefs(value['removed']);

/** No answer, or none that the provider can have written. */
class Lost extends ProblemError {
  constructor() {
    super(problem('unavailable'));
  }
}

const lose = (): never => {
  throw new Lost();
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** An injected fetch need not know the signal. */
const aborted = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', reject));

/** What a frame says; null for what is not known. */
const toMessage = ({ event, data, id }: Frame): StreamMessage | null => {
  if (event === 'reset' || event === 'directory') return { type: event };
  const body = json(data);
  if (event === 'heartbeat' && isClock(body)) return { type: 'heartbeat', clock: body };
  if (event !== 'change') return null;
  if (isEvent(body) && body.id === id && isPosition(id)) return { type: 'event', event: body };
  // A numbered message that cannot be read is lost, and it may be the last for a long time.
  return isPosition(id) ? { type: 'reset' } : null;
};

/** The refusal in an answer, whoever wrote it: the provider, or something between. */
const refusal = (status: number, body: unknown): ProblemError => {
  if (isObject(body) && isText(body['type'])) {
    const { type, title, record } = body;
    const more: Body = isRef(record) ? { record } : {};
    for (const key of ['detail', 'reason', 'state']) if (isText(body[key])) more[key] = body[key];
    return new ProblemError({ ...more, type, title: isText(title) ? title : type, status });
  }
  const known = (Object.keys(problems) as ProblemCode[]).find((code) => problems[code].status === status);
  return new ProblemError(problem(known ?? 'unavailable'));
};

/**
 * A provider that speaks this kit's contract over HTTP: JSON, problem documents (RFC 9457), server-sent events
 * read by `fetch`. The token travels in a header, never in a URL.
 */
export class HttpCallbackClient implements CallbackClient {
  readonly #newToken: () => Promise<string>;
  readonly #fetch: (path: string, init: RequestInit) => Promise<Response>;
  #token: Promise<string> | null = null;

  constructor({ baseUrl = '', getToken, fetch }: HttpCallbackClientOptions) {
    const base = baseUrl.replace(/\/$/, '');
    this.#newToken = () =>
      Promise.resolve()
        .then(getToken)
        .then((token) => token || refuse('session_expired'))
        .catch((error: unknown) => {
          this.#token = null;
          throw error instanceof ProblemError ? error : new ProblemError(problem('session_expired'));
        });
    this.#fetch = async (path, init) => {
      try {
        return await Promise.race([(fetch ?? globalThis.fetch)(base + path, init), aborted(init.signal)]);
      } catch {
        return lose();
      }
    };
  }

  async snapshot({ signal }: { signal?: AbortSignal } = {}): Promise<Snapshot> {
    return this.#json('/api/session', { signal: signal ?? null }, isSnapshot);
  }

  async *events(position: Position, { signal }: { signal: AbortSignal }): AsyncGenerator<StreamMessage> {
    // In the query, too: the header does not reach every kind of server.
    const response = await this.#request(`/api/events?after=${encodeURIComponent(position)}`, {
      headers: { accept: 'text/event-stream', 'last-event-id': position },
      signal,
    });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) lose();
    const reader = response.body!.getReader();
    const stop = () => void reader.cancel().catch(() => {});
    signal.addEventListener('abort', stop);
    try {
      yield { type: 'open' };
      const parse = frameParser();
      for (;;) {
        const { done, value } = await reader.read().catch(() => lose());
        if (done || signal.aborted) return;
        for (const frame of parse(value)) {
          const message = toMessage(frame);
          if (message) yield message;
        }
      }
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
  }

  async directory(
    { kind, search, after }: DirectoryQuery,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<DirectoryPage> {
    const query = new URLSearchParams({ kind, search, ...(after && { after }) });
    return this.#json(`/api/directory?${query}`, { signal: signal ?? null }, isPage);
  }

  async send<C extends CommandKey>(
    command: C,
    id: string,
    payload: CommandPayloads[C],
    { key, keepalive = false, signal }: SendOptions,
  ): Promise<CommandAnswer> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const body = JSON.stringify(payload);
    const init = { method: 'POST', headers, body, keepalive, signal: signal ?? null };
    const post = () => this.#json(commandPath(command, id), init, isAnswer);
    // Once more, since the key makes that safe: a line that was closed while idle fails just once.
    return post().catch((error: unknown) => {
      if (error instanceof Lost && !signal?.aborted) return post();
      throw error;
    });
  }

  async #json<T>(path: string, init: Init, is: (body: unknown) => body is T): Promise<T> {
    const response = await this.#request(path, init);
    const body = json(await response.text().catch(() => ''));
    return is(body) ? body : lose();
  }

  /** A good answer, or a `ProblemError`. A refused token is replaced once, for all requests that used it. */
  async #request(path: string, init: Init): Promise<Response> {
    for (let again = false; ; again = true) {
      const asked = (this.#token ??= this.#newToken());
      const headers = { ...init.headers, authorization: `Bearer ${await asked}` };
      const request = { cache: 'no-store', ...init, headers } as const;
      const response = await this.#fetch(path, request);
      if (response.ok) return response;
      if (response.status === 401 && this.#token === asked) this.#token = null;
      const text = await response.text().catch(() => '');
      if (response.status !== 401 || again) throw refusal(response.status, json(text));
    }
  }
}

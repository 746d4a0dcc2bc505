import type { Snapshot } from '../../contract/events.ts';
import type { AnyRecord, RecordKind, RecordTypes } from '../../contract/records.ts';
import { Namespaces, type NamespacesOptions } from '../namespaces.ts';
import { FakeHost } from '../testing.ts';
import { createApp, type AppOptions } from './app.ts';

interface Session {
  ns: string;
  agent: { id: string; name: string };
  agents: { id: string; name: string }[];
  scenario: string;
  token: string;
  controlToken: string;
}

interface Frame {
  id?: string;
  event: string;
  /** JSON. */
  data: string;
}

/** A simulator in the test's own process, and short ways to ask it. */
export const simulator = (options: Partial<AppOptions> & NamespacesOptions = {}) => {
  const host = new FakeHost();
  const errors: unknown[] = [];
  const namespaces = new Namespaces({ host, onError: (error) => errors.push(error), ...options });
  const app = createApp({
    namespaces,
    secret: 'a secret of the tests',
    demo: true,
    // Here a thousand commands come at the same time: it stands still.
    commandRate: { perSecond: Infinity, burst: 1 },
    validate: true,
    onError: (error) => errors.push(error),
    ...options,
  });
  let presses = 0;

  const ask = async (method: string, path: string, headers: Record<string, string> = {}, body?: BodyInit) =>
    app.fetch(
      new Request(`http://localhost:8000${path}`, {
        method,
        headers,
        duplex: 'half',
        ...(body && { body }),
      } as RequestInit),
    );
  const post = (path: string, token: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    ask(
      'POST',
      path,
      {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `press-${++presses}`,
        ...headers,
      },
      typeof body === 'string' ? body : JSON.stringify(body),
    );
  const get = (path: string, token: string, headers: Record<string, string> = {}) =>
    ask('GET', path, { authorization: `Bearer ${token}`, ...headers });
  const session = async (body: object = {}): Promise<Session> =>
    (await post('/demo/session', '', body)).json() as Promise<Session>;
  const snapshot = async (token: string): Promise<Snapshot> =>
    (await get('/api/session', token)).json() as Promise<Snapshot>;
  const records = async <K extends RecordKind>(token: string, kind: K): Promise<RecordTypes[K][]> =>
    (await snapshot(token)).records.filter((one: AnyRecord): one is RecordTypes[K] => one.kind === kind);

  return { host, errors, namespaces, app, ask, post, get, session, snapshot, records };
};

/** Reads the frames of an event stream. */
export const framesOf = (response: Response) => {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    /** Null: the stream has ended. */
    next: async (): Promise<Frame | null> => {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const lines = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          const frame: unknown = Object.fromEntries(
            lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
          );
          return frame as Frame;
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += decoder.decode(value, { stream: true });
      }
    },
    cancel: () => reader.cancel(),
  };
};

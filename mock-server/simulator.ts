import type * as v from 'valibot';
import type { PolicyChanges } from '../contract/policy.ts';
import { ProblemError, type Problem } from '../contract/problems.ts';
import type { Milliseconds } from '../contract/records.ts';
import type { Host } from './driver.ts';
import { nextDue } from './engine/engine.ts';
import type { FaultRule } from './faults.ts';
import { createApp } from './http/app.ts';
import type { operations } from './http/operations.ts';
import { fitPolicy } from './http/policy.ts';
import type { CommandMatch, JournalPage, JournalQuery, Times, Verification } from './journal.ts';
import { Namespaces } from './namespaces.ts';
import { scenarioNames, type ScenarioName } from './scenarios/index.ts';

export interface SimulatorOptions {
  /** The situation to begin with; by default `agent-first-manual`. */
  readonly scenario?: ScenarioName;
  /** Makes names and luck; the same seed makes the same ones. By default 1. */
  readonly seed?: number;
  /** What is otherwise than the situation has it. */
  readonly policy?: PolicyChanges;
  /**
   * `frozen`, the default: time passes only by `control.clock`, so that nothing happens that a test did not ask for.
   * `real`: as on the wall. So it is again after `load` and `reset`.
   */
  readonly clock?: 'frozen' | 'real';
  /** Its name, which drafts on the device are kept by. By default `simulator`. */
  readonly namespace?: string;
  /** Test mode: an answer that the OpenAPI document does not describe is a failure. For tests of the simulator. */
  readonly validate?: boolean;
  /** The real time; for who has one of their own. */
  readonly host?: Host;
  /** Told about failures of the simulator itself. By default they are thrown where they happen. */
  readonly onError?: (error: unknown) => void;
}

type Operations = typeof operations;
type Posted<P extends string> = Operations[`POST /control/${P}` & keyof Operations];
type Body<P extends string> =
  Posted<P> extends { body: infer S extends v.GenericSchema } ? v.InferOutput<S> : never;
type AnswerOf<O> = O extends { answer: { schema: infer S extends v.GenericSchema } }
  ? v.InferOutput<S>
  : never;
type Control<P extends string> = (body: Body<P>) => Promise<AnswerOf<Posted<P>>>;
type State = AnswerOf<Operations['GET /control/state']>;

/** Who reads a stream: at the end of what there is, or not. */
interface Reading {
  waiting: boolean;
}

const origin = 'http://localhost';
const turn = () => new Promise<void>((resolve) => void setTimeout(resolve, 0));
/** Steps that a reader may need for what it was given: decode, apply, draw. */
const calmTurns = 3;

const randomText = (): string =>
  [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });

/** As it came, but for where it was sent to: whoever can call a function is no page of a foreign origin. */
const redirected = (input: RequestInfo | URL, init?: RequestInit): Request => {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input, origin);
  const address = `${origin}${pathname}${search}`;
  const request =
    input instanceof Request ? new Request(new Request(address, input), init) : new Request(address, init);
  for (const name of ['origin', 'host', 'sec-fetch-site']) request.headers.delete(name);
  return request;
};

/**
 * A contact centre of one's own, in a page or in Node: nothing listens, nothing is kept. Needs Web Crypto, which pages
 * have on `https` and on `localhost`.
 * @throws ProblemError `not_found` (the scenario), `invalid_payload` (the policy, the namespace's name).
 */
export const createSimulator = (options: SimulatorOptions = {}) => {
  const { scenario = scenarioNames[0]!, seed = 1, policy = {}, clock = 'frozen', validate = false } = options;
  const { namespace = 'simulator', host } = options;
  const onError =
    options.onError ??
    ((error: unknown) => {
      throw error;
    });
  const namespaces = new Namespaces({ onError, ...(host && { host }) });
  const centre = namespaces.getOrCreate(namespace, { scenario, seed, policy: fitPolicy(scenario, policy) });
  const controlToken = randomText();
  const app = createApp({
    namespaces,
    secret: randomText(),
    control: { namespace, token: controlToken },
    validate,
    onError,
  });
  const readings = new Set<Reading>();
  let answering = 0;

  const settleClock = () => {
    if (clock === 'frozen') centre.moveClock({ mode: 'frozen' });
  };
  settleClock();

  /** The same stream, that knows whether its reader has taken all there is. */
  const watched = (body: ReadableStream<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> => {
    const reading: Reading = { waiting: false };
    const reader = body.getReader();
    readings.add(reading);
    const stop = (reason?: unknown) => {
      readings.delete(reading);
      return reader.cancel(reason);
    };
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) =>
          void aborted(signal).catch((reason: unknown) => {
            if (!readings.has(reading)) return;
            controller.error(reason);
            void stop(reason);
          }),
        async pull(controller) {
          reading.waiting = true;
          try {
            const { done, value } = await reader.read();
            if (!readings.has(reading)) return;
            if (!done) return controller.enqueue(value);
            readings.delete(reading);
            controller.close();
          } catch (error) {
            readings.delete(reading);
            throw error;
          } finally {
            reading.waiting = false;
          }
        },
        cancel: stop,
      },
      { highWaterMark: 0 },
    );
  };

  const during = async <T>(work: T | Promise<T>): Promise<T> => {
    answering += 1;
    try {
      return await work;
    } finally {
      answering -= 1;
    }
  };

  /** An answer counts as being given until it is read, which browsers do aside. */
  const counted = (response: Response): Response => {
    for (const name of ['text', 'json', 'arrayBuffer', 'blob'] as const) {
      const read = response[name].bind(response);
      Object.defineProperty(response, name, { value: () => during(read()) });
    }
    return response;
  };

  /** Answers as a server would, whatever the address in front of the path. */
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = redirected(input, init);
    const response = await during(Promise.race([app.fetch(request), aborted(request.signal)]));
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    return isStream ? new Response(watched(response.body!, request.signal), response) : counted(response);
  };

  const ask = async (path: string, init: RequestInit = {}, type = 'application/json'): Promise<Response> => {
    const response = await fetch(path, {
      ...init,
      headers: { authorization: `Bearer ${controlToken}`, 'content-type': type },
    });
    if (!response.ok) throw new ProblemError((await response.json()) as Problem);
    return response;
  };
  const post =
    <P extends string>(path: P): Control<P> =>
    async (body) =>
      (await ask(`/control/${path}`, { method: 'POST', body: JSON.stringify(body) })).json() as Promise<
        AnswerOf<Posted<P>>
      >;
  const state = async (): Promise<State> => (await ask('/control/state')).json() as Promise<State>;
  return {
    /** For the `fetch` of a client or of `callback-provider`. */
    fetch,
    /**
     * A token of the agent, for `getToken`.
     * @throws ProblemError `not_found`.
     */
    token: async (agentId: string): Promise<string> => (await post('token')({ agentId })).token,
    /** What no agent could do; the requests below `/control/` as functions. All throw ProblemError. */
    control: {
      state,
      log: async (): Promise<string> => (await ask('/control/log')).text(),
      callback: post('callback'),
      customer: post('customer'),
      agent: post('agent'),
      cancel: post('cancel'),
      expire: post('expire'),
      clock: post('clock'),
      /** Sets what is to go wrong, in the place of what was set, or beside it; an empty list: nothing. */
      faults: (rules: readonly FaultRule[], add = false) => post('faults')({ rules: [...rules], add }),
      /** What happened after a number: of one kind, or of all; 1,000 entries at most. */
      journal: async ({ kind, after = 0 }: JournalQuery = {}): Promise<JournalPage> =>
        (
          await ask(`/control/journal?after=${after}${kind ? `&kind=${kind}` : ''}`)
        ).json() as Promise<JournalPage>,
      /** Whether commands came that fit, and how often; without `times` at least once. */
      verify: (request: CommandMatch, times?: Times): Promise<Verification> =>
        post('verify')({ request, ...(times !== undefined && { times }) }),
      /** A saved log takes this one's place; the clock stands still at its last moment. */
      replay: async (log: string): Promise<State> => {
        await ask('/control/replay', { method: 'POST', body: log }, 'application/jsonl');
        return state();
      },
      // Not by a request: the clock stands still at the very moment at which the situation begins.
      load: async ({ policy: changes = {}, ...rest }: Body<'load'>): Promise<State> => {
        centre.load({ ...rest, policy: fitPolicy(rest.scenario, changes) });
        settleClock();
        return state();
      },
      reset: async (): Promise<State> => {
        centre.reset();
        settleClock();
        return state();
      },
    },
    /**
     * Resolves when nothing is due, no request is being answered, and who reads a stream has taken all there is and
     * had time to use it: then a test may look.
     * @throws Error after `timeout` milliseconds of real time, and says what it waited for.
     */
    quiet: async ({ timeout = 5000 }: { readonly timeout?: Milliseconds } = {}): Promise<void> => {
      const end = performance.now() + timeout;
      for (let calm = 0; calm < calmTurns;) {
        await turn();
        const due = nextDue(centre.state);
        const unread = [...readings].filter(({ waiting }) => !waiting).length;
        const isDue = due !== null && due <= centre.now();
        calm = isDue || unread || answering ? 0 : calm + 1;
        if (performance.now() <= end) continue;
        throw new Error(
          `The simulator is not quiet: ${answering} requests, ${unread} unread streams, ${isDue ? 'something' : 'nothing'} due.`,
        );
      }
    },
    /** Ends every stream and stops every timer; nobody is answered any more. */
    dispose: (): void => {
      namespaces.dispose();
      centre.expireSessions();
    },
  };
};

export type Simulator = ReturnType<typeof createSimulator>;

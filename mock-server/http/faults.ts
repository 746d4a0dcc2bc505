import type { Context, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { isCommandKey, type CommandKey } from '../../contract/commands.ts';
import type { EventType, Position } from '../../contract/events.ts';
import { ProblemError, problemCode, type Problem } from '../../contract/problems.ts';
import type { ContactCentre, Host } from '../driver.ts';
import { readBody } from './body.ts';
import { preferred, refusalOf } from './prefer.ts';

/** Who asks, and whom. */
export interface Caller {
  readonly centre: ContactCentre;
  readonly agentId: string;
}

/** Breaks the connection under an answer off. In a page there is none: there it is the body that breaks. */
export const hangUp = (
  c: Context,
  body: ReadableStreamDefaultController<Uint8Array>,
  why = 'The connection was cut.',
): void => {
  const { outgoing } = (c.env ?? {}) as { outgoing?: { destroy(): void } };
  if (outgoing) outgoing.destroy();
  else body.error(new Error(why));
};

/** The answer up to a place, and then no more. Its head is sent before, or a browser would ask again by itself. */
const brokenOff = (c: Context, start: Uint8Array<ArrayBuffer>): Response => {
  let rest = start;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (!rest.length) return hangUp(c, controller);
        controller.enqueue(rest);
        rest = rest.subarray(rest.length);
      },
    },
    { highWaterMark: 0 },
  );
  const answer = new Response(body, c.res);
  answer.headers.delete('content-length');
  answer.headers.set('transfer-encoding', 'chunked');
  return answer;
};

const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};

/** What is asked for at a path; null: no command. */
const commandOf = (path: string): { readonly command: CommandKey; readonly id: string | null } | null => {
  const [, , kind, ...rest] = path.split('/');
  const [name, id, ...more] = rest.reverse();
  const command = `${kind}.${name}`;
  return isCommandKey(command) && !more.length
    ? { command, id: id === undefined ? null : decoded(id) }
    : null;
};

/**
 * Lets answers to agents' requests go wrong: as a request itself prefers (`Prefer`), or as the namespace's rules say.
 * What is refused here reached no contact centre, and yet was received: that is in the journal, too.
 */
export const faultyAnswers = ({
  host,
  callerOf,
  fetch,
}: {
  readonly host: Host;
  /** Null: nobody who is known; they are told so further in. */
  readonly callerOf: (c: Context) => Promise<Caller | null>;
  /** Asks the same application once more. */
  readonly fetch: (request: Request, env: unknown) => Response | Promise<Response>;
}): MiddlewareHandler => {
  const repeats = new WeakSet<Request>();
  return async (c, next) => {
    const caller = await callerOf(c);
    if (!caller) return next();
    const { centre, agentId } = caller;
    const { method, path } = c.req;
    const received = method === 'POST' ? commandOf(path) : null;

    const note = (refusal: Problem, payload: unknown) => {
      if (!received) return;
      centre.journal.add(centre.clock().now, {
        kind: 'command',
        agentId,
        key: c.req.header('idempotency-key') ?? null,
        ...received,
        payload,
        outcome: null,
        problem: problemCode(refusal.type),
        replayed: false,
      });
    };
    const refuse = async (refusal: Problem): Promise<never> => {
      note(refusal, received && (await readBody(c, v.looseObject({})).catch(() => null)));
      throw new ProblemError(refusal);
    };

    const preference = preferred(c.req.header('prefer'));
    if (preference) {
      const subject = `${method} ${path}`;
      const what = { rule: 'prefer', on: 'answer', fault: 'refuse', agentId, subject } as const;
      centre.journal.add(centre.clock().now, { kind: 'fault', ...what });
      c.header('preference-applied', preference.applied);
      return refuse(preference.refusal);
    }

    const command = received?.command ?? null;
    const rule = repeats.has(c.req.raw)
      ? null
      : centre.strike({ on: 'answer', agentId, method, path, command });
    if (rule?.fault === 'refuse') {
      if (rule.retryAfter !== undefined) c.header('retry-after', String(rule.retryAfter));
      return refuse(refusalOf(rule)!);
    }
    if (rule?.fault === 'duplicate') {
      const again = c.req.raw.clone();
      repeats.add(again);
      await fetch(again, c.env);
    }
    await next();
    if (c.error instanceof ProblemError) note(c.error.problem, null);
    if (rule?.fault === 'delay') await new Promise<void>((resolve) => host.setTimer(rule.delay, resolve));
    if (rule?.fault === 'drop') {
      await c.res.body?.cancel();
      c.res = brokenOff(c, new Uint8Array());
    }
    if (rule?.fault === 'cut') {
      const whole = new Uint8Array(await c.res.arrayBuffer());
      c.res = brokenOff(c, whole.subarray(0, whole.length / 2));
    }
  };
};

/** A message of an agent's stream. */
export interface Message {
  readonly type: EventType;
  /** Of an event; null: it has no number. */
  readonly position: Position | null;
  readonly frame: Uint8Array;
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** The way of an agent's messages to their reader. */
export interface Line {
  /** Nothing is taken now. That is the fault's doing, and not the reader's. */
  readonly isBlocked: boolean;
  send(message: Message): void;
  close(): void;
}

/**
 * A line on which messages go wrong as the namespace's rules say; straight through, where they say nothing.
 * `ready` is called when a message that was late has been written; `cut` breaks the connection off when what is written
 * just after it has gone.
 */
export const faultyLine = (
  { centre, agentId }: Caller,
  host: Host,
  {
    write,
    ready,
    cut,
  }: {
    readonly write: (bytes: Uint8Array) => void;
    readonly ready: () => void;
    readonly cut: () => void;
  },
): Line => {
  let late = false;
  let silent = false;
  let overtaken: Uint8Array | null = null;
  let stopTimer = () => {};

  // In one piece: the reader may ask for more while it is written.
  const pass = (position: Position | null, ...frames: Uint8Array[]) => {
    if (position && overtaken) {
      frames.push(overtaken);
      overtaken = null;
    }
    write(joined(frames));
  };

  return {
    get isBlocked() {
      return late || silent;
    },
    send({ type, position, frame }) {
      const rule = centre.strike({ on: 'stream', agentId, type, position });
      switch (rule?.fault) {
        case undefined:
          return pass(position, frame);
        case 'delay':
          late = true;
          stopTimer = host.setTimer(rule.delay, () => {
            late = false;
            pass(position, frame);
            ready();
          });
          return;
        case 'drop':
          return;
        case 'duplicate':
          return pass(position, frame, frame);
        case 'reorder':
          if (overtaken) return pass(position, frame);
          overtaken = frame;
          return;
        case 'cut':
          cut();
          return write(frame.subarray(0, frame.length / 2));
        case 'restart':
          silent = true;
          return centre.restart();
        case 'silence':
          silent = true;
      }
    },
    close: () => stopTimer(),
  };
};

import type { CallbackEvent, Heartbeat, Position } from '../../contract/events.ts';
import type { Milliseconds } from '../../contract/records.ts';
import type { ContactCentre, Host } from '../driver.ts';
import { turn } from '../turn.ts';
import { faultyLine, type Message } from './faults.ts';
import { send } from './send.ts';

const heartbeat: Milliseconds = 15_000;
/** After so many heartbeats that did not get through, nobody is there. */
const missedLimit = 3;
/** How often a reader is told at most that the directory changed. Real time. */
const directoryPause: Milliseconds = 1000;

const encoder = new TextEncoder();
const frame = (event: string, data: unknown, id?: Position): Uint8Array =>
  encoder.encode(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/** Encoded once, however many windows the agent has. */
const frames = new WeakMap<CallbackEvent, Uint8Array>();
const changeFrame = (event: CallbackEvent): Uint8Array => {
  const known = frames.get(event) ?? frame('change', event, event.id);
  frames.set(event, known);
  return known;
};

const resetFrame = frame('reset', {});
const directoryFrame = frame('directory', {});

export interface StreamOptions {
  readonly host: Host;
  /** When the token expires, in milliseconds since 1970. */
  readonly until: number;
}

/** What takes the messages of a stream: the body of an answer, or the connection under it. */
export interface Outlet {
  /** Whether it would take more now; else it asks for more, once it does. */
  write(bytes: Uint8Array): boolean;
  end(): void;
  /** The connection breaks. */
  breakOff(why: string): void;
}

/** A stream to which nobody has listened yet; what happens before is not lost. */
export interface EventFeed {
  /** Once: from now on messages go there, as soon as it asks for them. */
  begin(outlet: Outlet): void;
  /** The outlet asks for more. */
  pull(): void;
  /** Nobody listens any more. */
  stop(): void;
}

/**
 * An agent's events after a position, as server-sent events (HTML Living Standard, 9.2). Nothing is queued for
 * a reader: it takes from the events that the driver keeps, at its own pace; one that falls behind them is told
 * to begin anew, one that takes nothing at all is cut off. Beside the events, without a number, it is told that the
 * directory changed: once however often it did, at most once a second, and always of the last change.
 * @throws ProblemError `too_many`.
 */
export const eventFeed = (
  centre: ContactCentre,
  agentId: string,
  after: Position,
  { host, until }: StreamOptions,
): EventFeed => {
  let outlet: Outlet | undefined;
  let wanted = false;
  let position = after;
  let taken: CallbackEvent[] = [];
  let beatDue = true;
  let missed = 0;
  let directoryDue = false;
  let directoryPaused = false;
  let gone = false;
  let ended = false;
  let broken: string | null = null;

  const write = (bytes: Uint8Array) => {
    wanted = outlet!.write(bytes);
  };
  const line = faultyLine({ centre, agentId }, host, {
    write,
    ready: () => flush(),
    cut: () => {
      stop();
      // What is written of the message goes before.
      void turn().then(() => breakOff('The connection was cut.'));
    },
  });

  const stop = () => {
    ended = true;
    line.close();
    stopTimer();
    stopPause();
    unsubscribe();
  };
  const end = () => {
    stop();
    outlet?.end();
  };
  const breakOff = (why: string) => {
    stop();
    broken = why;
    outlet?.breakOff(why);
  };

  const next = (): Message | undefined => {
    if (beatDue) {
      beatDue = false;
      missed = 0;
      const body = { ...centre.clock(), asOf: position } satisfies Heartbeat;
      return { type: 'heartbeat', position: null, frame: frame('heartbeat', body) };
    }
    if (!gone && !taken.length) {
      const found = centre.eventsAfter(agentId, position);
      if (found === 'reset') gone = true;
      else taken = [...found];
    }
    if (gone) return { type: 'reset', position: null, frame: resetFrame };
    const event = taken.shift();
    if (event) {
      position = event.id;
      return { type: event.type, position, frame: changeFrame(event) };
    }
    if (!directoryDue || directoryPaused) return undefined;
    directoryDue = false;
    directoryPaused = true;
    stopPause = host.setTimer(directoryPause, () => {
      directoryPaused = false;
      flush();
    });
    return { type: 'directory', position: null, frame: directoryFrame };
  };

  const flush = () => {
    while (!ended && wanted && !line.isBlocked) {
      const message = next();
      if (!message) return;
      if (message.type !== 'reset') line.send(message);
      else {
        write(message.frame);
        end();
      }
    }
  };

  const tick = () => {
    if (host.now() >= until) return end();
    if (beatDue && !line.isBlocked && ++missed >= missedLimit)
      return breakOff('An event stream was not read and is cut.');
    beatDue = true;
    stopTimer = host.setTimer(heartbeat, tick);
    flush();
  };

  let stopTimer = host.setTimer(heartbeat, tick);
  let stopPause = () => {};
  let unsubscribe = () => {};
  try {
    unsubscribe = centre.subscribe(agentId, (news) => {
      if (news === 'expired') return end();
      if (news === 'reset') gone = true;
      if (news === 'cut') return breakOff('The connection was cut.');
      if (news === 'clock') beatDue = true;
      if (news === 'directory') directoryDue = true;
      flush();
    });
  } catch (error) {
    stop();
    throw error;
  }
  return {
    begin(into) {
      outlet = into;
      if (broken) into.breakOff(broken);
      else if (ended) into.end();
    },
    pull() {
      wanted = true;
      flush();
    },
    stop,
  };
};

const feeds = new WeakMap<Response, EventFeed>();

/** What an answer tells, where it is an event stream whose body nobody reads yet; undefined: it is none. */
export const feedOf = (answer: Response): EventFeed | undefined => feeds.get(answer);

/** The feed as an answer, for whoever can only read a body: one message for each reading. */
export const streamed = (
  feed: EventFeed,
  breakOff: (body: ReadableStreamDefaultController<Uint8Array>, why: string) => void,
): Response => {
  let begun = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (!begun) {
          begun = true;
          feed.begin({
            write: (bytes) => {
              controller.enqueue(bytes);
              return false;
            },
            end: () => controller.close(),
            breakOff: (why) => breakOff(controller, why),
          });
        }
        feed.pull();
      },
      cancel: () => feed.stop(),
    },
    { highWaterMark: 0 },
  );
  const answer = send(body, 'text/event-stream');
  feeds.set(answer, feed);
  return answer;
};

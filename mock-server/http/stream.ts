import type { CallbackEvent, Heartbeat, Position } from '../../contract/events.ts';
import type { Milliseconds } from '../../contract/records.ts';
import type { ContactCentre, Host } from '../driver.ts';
import { faultyLine, type Message } from './faults.ts';

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

export interface StreamOptions {
  readonly host: Host;
  /** When the token expires, in milliseconds since 1970. */
  readonly until: number;
  /** Breaks the connection off. */
  readonly hangUp: (body: ReadableStreamDefaultController<Uint8Array>) => void;
}

/**
 * An agent's events after a position, as server-sent events (HTML Living Standard, 9.2). Nothing is queued for
 * a reader: it takes from the events that the driver keeps, at its own pace; one that falls behind them is told
 * to begin anew, one that takes nothing at all is cut off. Beside the events, without a number, it is told that the
 * directory changed: once however often it did, at most once a second, and always of the last change.
 * @throws ProblemError `too_many`.
 */
export const eventStream = (
  centre: ContactCentre,
  agentId: string,
  after: Position,
  { host, until, hangUp }: StreamOptions,
): ReadableStream<Uint8Array> => {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let position = after;
  let taken: CallbackEvent[] = [];
  let beatDue = true;
  let missed = 0;
  let directoryDue = false;
  let directoryPaused = false;
  let gone = false;
  let ended = false;
  let broken = false;

  const line = faultyLine({ centre, agentId }, host, {
    write: (bytes) => controller.enqueue(bytes),
    ready: () => flush(),
    cut: () => {
      broken = true;
      stop();
    },
  });

  const stop = () => {
    ended = true;
    line.close();
    stopTimer();
    stopPause();
    unsubscribe();
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
    if (gone) {
      stop();
      return { type: 'reset', position: null, frame: frame('reset', {}) };
    }
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
    return { type: 'directory', position: null, frame: frame('directory', {}) };
  };

  const flush = () => {
    while (!ended && !line.isBlocked && controller.desiredSize! > 0) {
      const message = next();
      if (!message) return;
      if (!gone) line.send(message);
      else {
        controller.enqueue(message.frame);
        controller.close();
      }
    }
  };

  const tick = () => {
    if (host.now() >= until) {
      stop();
      return controller.close();
    }
    if (beatDue && !line.isBlocked && ++missed >= missedLimit) {
      stop();
      return controller.error(new Error('An event stream was not read and is cut.'));
    }
    beatDue = true;
    stopTimer = host.setTimer(heartbeat, tick);
    flush();
  };

  let stopTimer = host.setTimer(heartbeat, tick);
  let stopPause = () => {};
  let unsubscribe = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start: (made) => void (controller = made),
    pull: () => (broken ? hangUp(controller) : flush()),
    cancel: stop,
  });
  try {
    unsubscribe = centre.subscribe(agentId, (news) => {
      if (news === 'expired') {
        stop();
        return controller.close();
      }
      if (news === 'reset') gone = true;
      if (news === 'cut') {
        stop();
        return hangUp(controller);
      }
      if (news === 'clock') beatDue = true;
      if (news === 'directory') directoryDue = true;
      flush();
    });
  } catch (error) {
    stop();
    throw error;
  }
  return stream;
};

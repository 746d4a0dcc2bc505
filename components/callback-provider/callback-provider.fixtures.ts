import type { CallbackClient, StreamMessage } from '../../client/client.ts';
import type { DirectoryPage } from '../../contract/directory.ts';
import type { CallbackEvent, Position, Snapshot } from '../../contract/events.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import type { AnyRecord } from '../../contract/records.ts';
import { agent, instant, offer, settings } from '../shared/testing/records.ts';
import { deferred, refusal } from '../shared/testing/session.ts';

/** A contact centre in the page: what it sends is pushed by hand. */
export class FakeClient implements CallbackClient {
  records: AnyRecord[] = [agent(), settings()];
  sent: string[] = [];
  snapshots = 0;
  streams = 0;
  /** What it refuses snapshots and streams with. */
  refused: ProblemCode | null = null;
  #number = 0;
  #epoch = 'a';
  #push: ((message: StreamMessage | null) => void) | undefined;

  snapshot(): Promise<Snapshot> {
    this.snapshots += 1;
    if (this.refused) return Promise.reject(refusal(this.refused));
    return Promise.resolve({
      asOf: `${this.#epoch}.${this.#number}` as const,
      clock: { now: instant(), rate: 1 },
      namespace: 'test',
      agentId: 'ana',
      records: this.records,
    });
  }

  async *events(_: Position, { signal }: { signal: AbortSignal }): AsyncGenerator<StreamMessage> {
    if (this.refused) throw refusal(this.refused);
    this.streams += 1;
    const queue: (StreamMessage | null)[] = [{ type: 'heartbeat', clock: { now: instant(), rate: 1 } }];
    let wake = deferred<unknown>();
    this.#push = (message) => {
      queue.push(message);
      wake.resolve(null);
    };
    signal.addEventListener('abort', () => this.#push?.(null));
    try {
      for (;;) {
        const message = queue.shift();
        if (message) yield message;
        else if (message === null) return;
        else {
          wake = deferred();
          await wake.promise;
        }
      }
    } finally {
      this.streams -= 1;
    }
  }

  directory(): Promise<DirectoryPage> {
    return Promise.resolve({ entries: [], total: 0, next: null });
  }

  send(command: string): Promise<{ outcome: 'performed'; asOf: Position }> {
    this.sent.push(command);
    return Promise.resolve({ outcome: 'performed', asOf: `${this.#epoch}.${this.#number}` });
  }

  /** Changes records, and says so. */
  put(type: CallbackEvent['type'], ...records: AnyRecord[]): void {
    this.records = [
      ...this.records.filter((old) => !records.some(({ kind, id }) => old.kind === kind && old.id === id)),
      ...records,
    ];
    const [{ kind, id } = { kind: 'agent' as const, id: 'ana' }] = records;
    const event = {
      id: `${this.#epoch}.${++this.#number}` as const,
      type,
      at: instant(),
      subject: { kind, id },
      records,
      removed: [],
    };
    this.#push?.({ type: 'event', event });
  }

  cut(): void {
    this.#push?.(null);
  }

  reset(): void {
    this.#epoch += 'b';
    this.#push?.({ type: 'reset' });
  }
}

const client = (refused: ProblemCode | null, ...records: AnyRecord[]) => {
  const made = new FakeClient();
  made.refused = refused;
  made.records.push(...records);
  return made;
};

/** Contact centres by how they answer. */
export const fixtures = {
  live: () => client(null, offer()),
  lost: () => client('unavailable'),
  expired: () => client('session_expired'),
};

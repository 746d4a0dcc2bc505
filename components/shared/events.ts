import type { CommandKey, CommandPayloads } from '../../contract/commands.ts';
import type { CommandAnswer } from '../../contract/events.ts';
import type { HostIds, RecordTypes } from '../../contract/records.ts';

/** The kind of thing that a command acts on: `offer` of `offer.accept`. */
export type SubjectOf<C extends CommandKey> = C extends `${infer K extends keyof RecordTypes}.${string}`
  ? K
  : never;

type OwnId<K extends string> = { readonly [P in `${K}Id`]: string };

/** The ids that name a subject: its own, and those by which a host finds its records. */
export type SubjectIds<K extends keyof RecordTypes> = (K extends 'agent' ? unknown : HostIds) & OwnId<K>;

/** What a request event carries: ids, and what the command needs beside them. Structured-cloneable. */
export type RequestDetail<C extends CommandKey> = SubjectIds<SubjectOf<C>> & Readonly<CommandPayloads[C]>;

const ids = ['taskId', 'interactionId', 'customerId', 'externalId', 'customPayload'] as const;

/** The part of a record by which a host finds its own records. */
export const hostIds = (record: object): HostIds =>
  Object.fromEntries(ids.filter((id) => id in record).map((id) => [id, record[id as never]])) as never;

/** What the element that dispatched an event knows about it, and nobody else. */
export interface Request {
  readonly subject: RecordTypes[SubjectOf<CommandKey>];
  readonly payload: object;
  /** Performs the command. Set by the element before dispatch; a forged event has none. */
  run?: () => Promise<CommandAnswer | undefined>;
  done?: Promise<CommandAnswer | undefined>;
  /** What a host answered with. */
  response?: Promise<unknown>;
}

const requests = new WeakMap<Event, Request>();

/** For the base element only. */
export const requestOf = (event: Event): Request => requests.get(event)!;

/**
 * Asks for a command. Bubbles, composed, cancelable. When nobody prevented it, the element performs the
 * command after dispatch; listeners perform nothing, so an event made by somebody else does nothing.
 */
export abstract class RequestEvent<C extends CommandKey = CommandKey> extends CustomEvent<RequestDetail<C>> {
  constructor(
    type: string,
    readonly command: C,
    subject: RecordTypes[SubjectOf<C>],
    payload: CommandPayloads[C],
  ) {
    super(type, {
      bubbles: true,
      composed: true,
      cancelable: true,
      detail: { ...hostIds(subject), [`${subject.kind}Id`]: subject.id, ...payload } as never,
    });
    requests.set(this, { subject, payload });
  }

  /**
   * "Mine": prevents the default and shows the control as pending until the promise settles. A rejection is
   * shown next to the control.
   */
  respondWith(promise: Promise<unknown>): void {
    this.preventDefault();
    requestOf(this).response = promise;
  }

  /**
   * Performs the default once, for a host that prevented it, asked, and then agreed. Resolves with the
   * provider's answer, with undefined where there is no provider; rejects with `ProblemError`.
   */
  perform(): Promise<CommandAnswer | undefined> {
    const request = requestOf(this);
    request.done ??= request.run?.() ?? Promise.resolve(undefined);
    request.done.catch(() => {}); // shown next to the control, whether the host looks or not
    return request.done;
  }
}

/** Tells that something happened. Bubbles, composed, not cancelable. */
export abstract class FactEvent<D> extends CustomEvent<D> {
  constructor(type: string, detail: D) {
    super(type, { bubbles: true, composed: true, detail });
  }
}

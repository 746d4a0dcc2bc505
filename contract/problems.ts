import type { AnyRecord } from './records.ts';

/**
 * The refusals, by code, each with its HTTP status and English title. `type` in a problem document is
 * `problemType(code)`; RFC 9457.
 */
export const problems = {
  bad_request: { status: 400, title: 'The request is not understood' },
  idempotency_key_missing: { status: 400, title: 'The request has no usable Idempotency-Key' },
  invalid_payload: { status: 400, title: 'The request carries something that does not fit' },
  not_authenticated: { status: 401, title: 'There is no valid token' },
  session_expired: { status: 401, title: 'The session has expired' },
  forbidden: { status: 403, title: 'This is not allowed' },
  foreign_origin: { status: 403, title: 'Requests from this origin are not taken' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'This method is not offered here' },
  conflict: { status: 409, title: 'Somebody else changed it meanwhile' },
  idempotency_key_reused: { status: 409, title: 'The Idempotency-Key was used for another request' },
  not_possible: { status: 409, title: 'This is not possible now' },
  offer_ended: { status: 409, title: 'The offer has ended' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'Only JSON is taken' },
  foreign_host: { status: 421, title: 'This server does not answer for that host' },
  too_many: { status: 429, title: 'There are too many of these' },
  internal: { status: 500, title: 'Something went wrong here' },
  unsupported: { status: 501, title: 'This provider does not offer it' },
  unavailable: { status: 503, title: 'The provider cannot be reached' },
} as const;

export type ProblemCode = keyof typeof problems;

const prefix = 'urn:callback-kit:problem:';

export const problemType = (code: ProblemCode): string => prefix + code;

/** The code of a problem's `type`; null for a type of somebody else's. */
export const problemCode = (type: string): ProblemCode | null => {
  const code = type.startsWith(prefix) ? type.slice(prefix.length) : '';
  return Object.hasOwn(problems, code) ? (code as ProblemCode) : null;
};

/** A problem document, RFC 9457, with what a client needs to go on. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** One sentence for people, about this occurrence. Never echoes names, numbers or notes. */
  readonly detail?: string;
  /** The capability reason why it is not possible now. */
  readonly reason?: string;
  /** The state that the thing is in. */
  readonly state?: string;
  /** The current record, where the one seen was stale. */
  readonly record?: AnyRecord;
}

export const problem = (
  code: ProblemCode,
  more: Omit<Partial<Problem>, 'type' | 'status'> = {},
): Problem => ({
  type: problemType(code),
  title: problems[code].title,
  status: problems[code].status,
  ...more,
});

/** A refusal as an error: thrown by clients, and by the simulator's engine before anything changed. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
  get code(): ProblemCode | null {
    return problemCode(this.problem.type);
  }
}

/** Throws a refusal. */
export const refuse = (code: ProblemCode, more?: Parameters<typeof problem>[1]): never => {
  throw new ProblemError(problem(code, more));
};

import { sign, verify } from 'hono/jwt';
import * as v from 'valibot';
import { refuse } from '../../contract/problems.ts';
import type { Role } from '../../contract/commands.ts';

/** What an agent's token says. Times in seconds since 1970, as in RFC 7519. */
export interface AgentClaims {
  readonly ns: string;
  /** The agent's id. */
  readonly sub: string;
  readonly roles: Role[];
  readonly exp: number;
  /** The agent's sessions that were ended before this one began. */
  readonly gen: number;
}

/** What a namespace's control token says. */
export interface ControlClaims {
  readonly ns: string;
  readonly ctl: true;
  readonly exp: number;
}

const agentClaims: v.GenericSchema<unknown, AgentClaims> = v.object({
  ns: v.string(),
  sub: v.string(),
  roles: v.array(v.picklist(['agent', 'callback_writer'])),
  exp: v.number(),
  gen: v.optional(v.number(), 0),
});
const controlClaims: v.GenericSchema<unknown, ControlClaims> = v.object({
  ns: v.string(),
  ctl: v.literal(true),
  exp: v.number(),
});

/** A signed token (JWT, HS256), so that it survives a restart of the server. */
export const issueToken = (secret: string, claims: AgentClaims | ControlClaims): Promise<string> =>
  sign({ ...claims }, secret, 'HS256');

/** How many good tokens are remembered, so that a signature is verified once; their age is judged each time. */
const tokensKept = 1000;

/**
 * Reads the claims of an `Authorization` header; `now` in milliseconds.
 * @throws ProblemError `not_authenticated`, `session_expired`, `forbidden` (a token, but of the other kind).
 */
export const tokenReader = (secret: string) => {
  const readAs = <T extends { readonly exp: number }>(schema: v.GenericSchema<unknown, T>) => {
    const known = new Map<string, T>();
    return async (authorization: string | undefined, now: number): Promise<T> => {
      const token = /^Bearer ([\w.~+/-]{1,4096}=*)$/i.exec(authorization ?? '')?.[1];
      if (!token) return refuse('not_authenticated');
      const expire = (exp: unknown) => {
        if (typeof exp !== 'number' || exp * 1000 <= now) refuse('session_expired');
      };
      const kept = known.get(token);
      if (kept) {
        expire(kept.exp);
        return kept;
      }
      const signed = await verify(token, secret, { alg: 'HS256', exp: false }).catch(() => undefined);
      if (!signed) return refuse('not_authenticated');
      expire(signed.exp);
      const claims = v.safeParse(schema, signed);
      if (!claims.success) return refuse('forbidden');
      if (known.size >= tokensKept) known.clear();
      known.set(token, claims.output);
      return claims.output;
    };
  };
  return { agent: readAs(agentClaims), control: readAs(controlClaims) };
};

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

/** Tokens whose signature was found to be good; their age is judged each time. */
const tokensKept = 1000;

/**
 * Reads the claims of an `Authorization` header; `now` in milliseconds.
 * @throws ProblemError `not_authenticated`, `session_expired`, `forbidden` (a token, but of the other kind).
 */
export const tokenReader = (secret: string) => {
  const known = new Map<string, Awaited<ReturnType<typeof verify>>>();

  const signed = async (token: string) => {
    // Its age is judged below, once it is known to be ours.
    const claims = await verify(token, secret, { alg: 'HS256', exp: false }).catch(() => undefined);
    if (!claims) return refuse('not_authenticated');
    if (known.size >= tokensKept) known.clear();
    known.set(token, claims);
    return claims;
  };

  const readAs =
    <T>(schema: v.GenericSchema<unknown, T>) =>
    async (authorization: string | undefined, now: number): Promise<T> => {
      const token = /^Bearer ([\w.~+/-]{1,4096}=*)$/i.exec(authorization ?? '')?.[1];
      if (!token) return refuse('not_authenticated');
      const claims = known.get(token) ?? (await signed(token));
      if (typeof claims.exp !== 'number' || claims.exp * 1000 <= now) refuse('session_expired');
      const parsed = v.safeParse(schema, claims);
      return parsed.success ? parsed.output : refuse('forbidden');
    };

  return { agent: readAs(agentClaims), control: readAs(controlClaims) };
};

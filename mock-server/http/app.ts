import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { timingSafeEqual } from 'hono/utils/buffer';
import { parsePosition, type Position, type Snapshot } from '../../contract/events.ts';
import { isCommandKey } from '../../contract/commands.ts';
import { problem, ProblemError, refuse } from '../../contract/problems.ts';
import { payloadSchemas } from '../../contract/schemas.ts';
import { closedTaskStates } from '../../contract/transitions.ts';
import { ReplayError, type ContactCentre } from '../driver.ts';
import { customerActs } from '../engine/calls.ts';
import { isLive } from '../engine/capabilities.ts';
import { agentActs } from '../engine/engine.ts';
import type { Agent, Call, Input, Outcome } from '../engine/types.ts';
import type { Namespaces } from '../namespaces.ts';
import { scenarioNames, scenarios } from '../scenarios/index.ts';
import { turn } from '../turn.ts';
import { readBody, readLog, readQuery } from './body.ts';
import { faultyAnswers, hangUp } from './faults.ts';
import { guard, type GuardOptions } from './guard.ts';
import { checkLine } from './log.ts';
import {
  commandOperations,
  operations,
  unknownCommand,
  type Method,
  type Operation,
  type PathOf,
} from './operations.ts';
import { fitPolicy } from './policy.ts';
import { rateLimit, usualRate, type Rate } from './rate.ts';
import {
  agentAct,
  callbackRequest,
  cancellation,
  clockChange,
  customerAct,
  directoryQuery,
  expiry,
  faultRules,
  journalQuery,
  nothing,
  sessionRequest,
  situation,
  verification,
  whose,
} from './schemas.ts';
import { refused, send, sendJson } from './send.ts';
import { eventFeed, streamed } from './stream.ts';
import { issueToken, tokenReader, type AgentClaims } from './tokens.ts';
import { judged } from './validate.ts';

export interface AppOptions extends GuardOptions {
  readonly namespaces: Namespaces;
  /** Signs tokens; whoever knows it can be anybody. */
  readonly secret: string;
  /** Hands out tokens to whoever passes the guard: for a demo on loopback, and for tests. */
  readonly demo?: boolean;
  /** How long a token is good, in seconds. */
  readonly tokenLife?: number;
  /** How fast one agent may send commands; real time. One more is answered `too_many`, with `Retry-After`. */
  readonly commandRate?: Rate;
  /** Takes a control token that was agreed on, of one namespace, beside those that it signs. */
  readonly control?: { readonly namespace: string; readonly token: string };
  /** Test mode: an answer that the OpenAPI document does not describe is a failure of the simulator. */
  readonly validate?: boolean;
  /** Told about failures of the simulator itself, which are answered as `internal` and no more. */
  readonly onError?: (error: unknown) => void;
}

const idempotencyKey = /^[\x21-\x7e]{1,200}$/;
const idLimit = 200;
const faultLimit = 100;
/** Entries in one answer. */
const journalPageSize = 1000;

const answered = (c: Context, outcome: Outcome): Response => {
  const headers = outcome.replayed ? { 'idempotency-replayed': 'true' } : undefined;
  if (outcome.ok) return sendJson('answer' in outcome ? outcome.answer : outcome.created, headers);
  if (outcome.replayed) c.header('idempotency-replayed', 'true');
  return refused(c, outcome.problem);
};

const any = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)]!;
const readableName = (): string =>
  [
    any(['amber', 'brisk', 'calm', 'clear', 'fair', 'mild', 'quick', 'still', 'warm', 'wide']),
    any(['bay', 'brook', 'elm', 'field', 'harbour', 'heron', 'lark', 'meadow', 'otter', 'pine']),
    1000 + Math.floor(Math.random() * 9000),
  ].join('-');

/** What the document says of the operation that a request asks for. */
const operationOf = (c: Context, route: string): Operation => {
  if (Object.hasOwn(operations, route)) return operations[route as keyof typeof operations];
  const key = `${c.req.param('kind') ?? 'task'}.${c.req.param('command') ?? 'schedule'}`;
  return isCommandKey(key) ? commandOperations[key] : unknownCommand;
};

const people = (centre: ContactCentre) =>
  Object.values(centre.state.agents).map(({ id, name }) => ({ id, name }));

interface RecordsText {
  readonly asOf: Position;
  readonly records: string;
}
const texts = new WeakMap<ContactCentre, Map<string, RecordsText>>();

/** What an agent sees, its records as JSON; made once for each position of their stream, which nothing changes without. */
const recordsText = (centre: ContactCentre, agentId: string): RecordsText => {
  const { asOf, records } = centre.snapshot(agentId)!;
  const known = texts.get(centre) ?? new Map<string, RecordsText>();
  texts.set(centre, known);
  const kept = known.get(agentId);
  if (kept?.asOf === asOf) return kept;
  const made = { asOf, records: JSON.stringify(records) };
  known.set(agentId, made);
  return made;
};

/** An agent as the simulator's own panel shows them, with what they could do now. */
const agentSummary = (centre: ContactCentre, { id: agentId, name, presence }: Agent) => ({
  id: agentId,
  name,
  presence,
  offers: Object.values(centre.state.offers)
    .filter((one) => one.agentId === agentId && one.state === 'open')
    .map(({ id: offerId, taskId, purpose }) => ({ offerId, taskId, purpose })),
  acts: agentActs.filter((act) => centre.would('agent', { agentId, act })),
});

/** A call in progress, with what could happen to it now from outside. */
const callSummary = (centre: ContactCentre, { id: callId, taskId, interactionId, legs }: Call) => {
  const actsOf = (party: 'customer' | 'target') =>
    customerActs.filter((act) => centre.would('customer', { interactionId, act, party }));
  return {
    callId,
    taskId,
    interactionId,
    ownerId: centre.state.interactions[interactionId]!.ownerId,
    parties: legs
      .filter(({ state }) => state !== 'ended')
      .map(({ role, agentId, name, state }) => ({ role, agentId, name, state })),
    acts: { customer: actsOf('customer'), target: actsOf('target') },
  };
};

/** An input without what was said in it. */
const inputSummary = ({ n, at, actor, name, subject, body }: Input) => ({
  n,
  at: new Date(at).toISOString(),
  who: actor.kind === 'agent' ? actor.id : actor.kind,
  what: name,
  about: subject ?? (body as { act?: string } | null)?.act ?? null,
});

/** How many inputs the simulator's own panel shows. */
const inputsShown = 20;

/** What a contact centre has just begun with. Not the panel's summary, which takes longer than a reset. */
const beginning = (centre: ContactCentre) => {
  const { scenario, seed } = centre.state.setup;
  return { scenario, seed, clock: centre.clock() };
};

/** What the simulator's own panel shows of a namespace. */
const summary = (centre: ContactCentre) => {
  const { setup, tasks, agents, calls } = centre.state;
  return {
    scenario: setup.scenario,
    scenarios: scenarioNames,
    situations: scenarioNames.map((name) => ({ name, title: scenarios[name].title })),
    seed: setup.seed,
    clock: centre.clock(),
    agents: Object.values(agents).map((agent) => agentSummary(centre, agent)),
    calls: Object.values(calls)
      .filter(isLive)
      .map((call) => callSummary(centre, call)),
    callbacks: Object.values(tasks)
      .filter(({ state }) => !closedTaskStates.includes(state))
      .map(({ id, taskNumber, state, ownerId, customer }) => ({
        taskId: id,
        taskNumber,
        state,
        ownerId,
        customerName: customer.name,
        acts: centre.would('cancel', { taskId: id }) ? ['cancel'] : [],
      })),
    inputs: centre.lastInputs(inputsShown).map(inputSummary),
  };
};

/**
 * The simulator as an HTTP application: `app.fetch(request)` answers, in a page as well as in Node. It never
 * listens. Every refusal is a problem document (RFC 9457).
 */
export const createApp = (options: AppOptions): Hono => {
  const { namespaces, secret, demo = false, validate = false, onError = () => {} } = options;
  const { tokenLife = 12 * 60 * 60 } = options;
  const { host } = namespaces;
  const tokens = tokenReader(secret);
  const tooEarly = rateLimit(options.commandRate ?? usualRate);
  const app = new Hono();

  app.use(guard(options));
  if (options.allowedOrigins?.length) {
    app.use(
      cors({
        origin: [...options.allowedOrigins],
        allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'last-event-id', 'prefer'],
        exposeHeaders: ['idempotency-replayed', 'preference-applied', 'retry-after'],
      }),
    );
  }
  app.notFound((c) => refused(c, problem('not_found')));
  app.onError((error, c) => {
    if (error instanceof ProblemError) return refused(c, error.problem);
    if (error instanceof ReplayError)
      return refused(c, problem('invalid_payload', { detail: `The log does not replay: ${error.message}.` }));
    onError(error);
    return refused(c, problem('internal'));
  });

  type Answer = (c: Context) => Response | Promise<Response>;
  const answers = new Map<string, Map<string, Answer>>();
  const on = <M extends Method>(method: M, path: PathOf<M>, answer: Answer) => {
    const known = answers.get(path);
    const methods = known ?? new Map<string, Answer>();
    answers.set(path, methods.set(method, answer));
    if (known) return;
    app.all(path, (c) => {
      // HEAD is not offered: it would open a stream that nobody reads.
      const offered = methods.get(c.req.method);
      if (!offered) {
        c.header('allow', [...methods.keys()].join(', '));
        return refused(c, problem('method_not_allowed'));
      }
      const route = `${c.req.method} ${path}`;
      return validate ? judged(route, operationOf(c, route), () => offered(c), onError) : offered(c);
    });
  };

  const identify = async (c: Context): Promise<{ centre: ContactCentre; claims: AgentClaims }> => {
    const claims = await tokens.agent(c.req.header('authorization'), host.now());
    const centre = namespaces.get(claims.ns);
    // A situation loaded meanwhile may be without this agent.
    if (!centre || !Object.hasOwn(centre.state.agents, claims.sub)) return refuse('not_authenticated');
    if (claims.gen < centre.generation(claims.sub)) return refuse('session_expired');
    return { centre, claims };
  };

  const callers = new WeakMap<Request, ReturnType<typeof identify>>();
  /** Who asks; found out once a request. */
  const asAgent = (c: Context): ReturnType<typeof identify> => {
    const known = callers.get(c.req.raw) ?? identify(c);
    callers.set(c.req.raw, known);
    return known;
  };

  const controlled = async (c: Context): Promise<{ ns: string; centre: ContactCentre }> => {
    const { control } = options;
    const authorization = c.req.header('authorization');
    const agreed = control && (await timingSafeEqual(authorization ?? '', `Bearer ${control.token}`));
    const ns = agreed ? control.namespace : (await tokens.control(authorization, host.now())).ns;
    return { ns, centre: namespaces.get(ns) ?? refuse('not_authenticated') };
  };
  const asControl = async (c: Context): Promise<ContactCentre> => (await controlled(c)).centre;

  const agentTokenOf = (ns: string, centre: ContactCentre, { id, roles }: Agent, exp: number) =>
    issueToken(secret, { ns, sub: id, roles, exp, gen: centre.generation(id) });
  const expiresAt = () => Math.floor(host.now() / 1000) + tokenLife;

  on('GET', '/health', () => sendJson({ status: 'ok' }));

  app.use(
    '/api/*',
    faultyAnswers({
      host,
      callerOf: (c) =>
        asAgent(c).then(
          ({ centre, claims }) => ({ centre, agentId: claims.sub }),
          () => null,
        ),
      fetch: app.fetch,
    }),
  );
  // Loaded when somebody reads it: it brings what turns schemas into a document.
  const document = () => import('./openapi.ts').then(({ openApi }) => openApi({ demo }));
  on('GET', '/openapi.json', async () => sendJson(await document()));
  on('GET', '/openapi', async () => {
    const { page } = await import('./openapi-page.ts');
    return send(String(await page(await document())), 'text/html; charset=utf-8', {
      'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    });
  });
  on('GET', '/openapi.css', async () =>
    send((await import('./openapi-page.ts')).styles, 'text/css; charset=utf-8'),
  );

  on('GET', '/api/session', async (c) => {
    const { centre, claims } = await asAgent(c);
    const { ns: namespace, sub: agentId } = claims;
    const seen = recordsText(centre, agentId);
    const rest = { clock: centre.clock(), namespace, agentId } satisfies Omit<Snapshot, keyof typeof seen>;
    return send(
      `{"asOf":${JSON.stringify(seen.asOf)},"records":${seen.records},${JSON.stringify(rest).slice(1)}`,
      'application/json',
    );
  });

  on('GET', '/api/events', async (c) => {
    const { centre, claims } = await asAgent(c);
    const after = c.req.header('last-event-id') ?? c.req.query('after') ?? '';
    if (!parsePosition(after)) refuse('bad_request', { detail: 'The stream begins after a position.' });
    const until = claims.exp * 1000;
    const feed = eventFeed(centre, claims.sub, after as Position, { host, until });
    return streamed(feed, (body, why) => hangUp(c, body, why));
  });

  on('GET', '/api/directory', async (c) => {
    const { centre, claims } = await asAgent(c);
    return sendJson(centre.directory(claims.sub, readQuery(c, directoryQuery)));
  });

  const command = async (c: Context, kind: string, name: string, id: string | null) => {
    const { centre, claims } = await asAgent(c);
    const wait = tooEarly(centre, claims.sub, host.now());
    if (wait > 0) {
      c.header('retry-after', String(Math.ceil(wait / 1000)));
      return refuse('too_many');
    }
    const key = `${kind}.${name}`;
    if (!isCommandKey(key) || (key === 'task.schedule') !== (id === null)) return refuse('not_found');
    if (id !== null && id.length > idLimit) refuse('not_found');
    const press = c.req.header('idempotency-key') ?? '';
    if (!idempotencyKey.test(press)) refuse('idempotency_key_missing');
    const payload = await readBody(c, payloadSchemas[key]);
    const agent = { kind: 'agent', id: claims.sub, roles: claims.roles } as const;
    return answered(c, centre.command(agent, press, key, id, payload));
  };
  on('POST', '/api/task/schedule', (c) => command(c, 'task', 'schedule', null));
  on('POST', '/api/:kind/:id/:command', (c) =>
    command(c, c.req.param('kind')!, c.req.param('command')!, c.req.param('id')!),
  );

  on('GET', '/control/state', async (c) => sendJson(summary(await asControl(c))));
  on('GET', '/control/log', async (c) => {
    const centre = await asControl(c);
    return send(centre.log(), 'application/jsonl');
  });
  on('POST', '/control/token', async (c) => {
    const { ns, centre } = await controlled(c);
    const { agentId } = await readBody(c, whose);
    const agent = Object.values(centre.state.agents).find(({ id }) => id === agentId);
    if (!agent) return refuse('not_found', { detail: 'There is no such agent.' });
    return sendJson({ token: await agentTokenOf(ns, centre, agent, expiresAt()) });
  });
  on('POST', '/control/callback', async (c) => {
    const centre = await asControl(c);
    return answered(c, centre.control('callback', await readBody(c, callbackRequest)));
  });
  on('POST', '/control/customer', async (c) => {
    const centre = await asControl(c);
    return answered(c, centre.control('customer', await readBody(c, customerAct)));
  });
  on('POST', '/control/agent', async (c) => {
    const centre = await asControl(c);
    return answered(c, centre.control('agent', await readBody(c, agentAct)));
  });
  on('POST', '/control/cancel', async (c) => {
    const centre = await asControl(c);
    return answered(c, centre.control('cancel', await readBody(c, cancellation)));
  });
  on('POST', '/control/expire', async (c) => {
    const centre = await asControl(c);
    const { agentId } = await readBody(c, expiry);
    if (agentId !== undefined && !Object.hasOwn(centre.state.agents, agentId))
      refuse('not_found', { detail: 'There is no such agent.' });
    centre.expireSessions(agentId);
    return sendJson({});
  });
  on('POST', '/control/clock', async (c) => {
    const centre = await asControl(c);
    const change = await readBody(c, clockChange);
    const reached = 'until' in change ? centre.advanceUntil(change.until) : centre.moveClock(change);
    // So that what happened is on its way to all who read before this is answered.
    await turn();
    return sendJson({ ...centre.clock(), ...reached });
  });
  on('POST', '/control/load', async (c) => {
    const centre = await asControl(c);
    const { policy = {}, ...rest } = await readBody(c, situation);
    centre.load({ ...rest, policy: fitPolicy(rest.scenario, policy) });
    return sendJson(beginning(centre));
  });
  on('POST', '/control/replay', async (c) => {
    const centre = await asControl(c);
    await centre.open(await readLog(c), checkLine);
    return sendJson(beginning(centre));
  });
  on('POST', '/control/reset', async (c) => {
    const centre = await asControl(c);
    await readBody(c, nothing);
    centre.reset();
    return sendJson(beginning(centre));
  });

  on('GET', '/control/faults', async (c) => sendJson({ faults: (await asControl(c)).faults }));
  on('POST', '/control/faults', async (c) => {
    const centre = await asControl(c);
    const { rules, add } = await readBody(c, faultRules);
    if (rules.length + (add ? centre.faults.length : 0) > faultLimit) refuse('too_many');
    centre.setFaults(rules, add);
    return sendJson({ faults: centre.faults });
  });
  on('POST', '/control/faults/clear', async (c) => {
    const centre = await asControl(c);
    await readBody(c, nothing);
    centre.setFaults([]);
    return sendJson({ faults: centre.faults });
  });
  on('GET', '/control/journal', async (c) => {
    const { journal } = await asControl(c);
    const entries = journal.list({ ...readQuery(c, journalQuery), most: journalPageSize });
    return sendJson({ entries, last: journal.last, dropped: journal.dropped });
  });
  on('POST', '/control/verify', async (c) => {
    const { journal } = await asControl(c);
    const { request, times } = await readBody(c, verification);
    return sendJson(journal.verify(request, times));
  });

  if (demo) {
    on('POST', '/demo/session', async (c) => {
      const body = await readBody(c, sessionRequest);
      const ns = (body.ns ?? readableName()).toLowerCase();
      const centre = namespaces.getOrCreate(ns, { scenario: body.scenario ?? scenarioNames[0]! });
      const agents = centre.state.agents;
      const agent = Object.values(agents).find(({ id }) => id === (body.agent ?? Object.keys(agents)[0]));
      if (!agent) return refuse('not_found', { detail: 'There is no such agent.' });
      const exp = expiresAt();
      return sendJson({
        ns,
        agent: { id: agent.id, name: agent.name },
        agents: people(centre),
        scenario: centre.state.setup.scenario,
        token: await agentTokenOf(ns, centre, agent, exp),
        controlToken: await issueToken(secret, { ns, ctl: true, exp }),
      });
    });
  }

  return app;
};

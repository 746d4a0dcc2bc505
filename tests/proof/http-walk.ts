import assert from 'node:assert/strict';
import { HttpCallbackClient } from '../../client/http.ts';
import { Store } from '../../client/store.ts';
import { splitCommand, type CommandKey } from '../../contract/commands.ts';
import { ProblemError } from '../../contract/problems.ts';
import { positionOf, view } from '../../mock-server/engine/engine.ts';
import { luck } from '../../mock-server/engine/hash.ts';
import { simulator } from '../../mock-server/http/testing.ts';
import type { ContactCentre } from '../../mock-server/driver.ts';
import { checkMove, checkState } from '../section5.ts';
import { agents, bodyFor, enabledOn, type Act } from './acts.ts';
import { walkLength, walkOf, type Walked } from './walk.ts';

/* Walks as agents' windows take them, over a network that loses, repeats and cuts. */

const origin = 'http://localhost:8000';

/** What goes wrong next; the same for the same seed. */
class Network {
  #count = 0;
  quiet = false;
  constructor(
    private readonly seed: number,
    private readonly send: (request: Request) => Response | Promise<Response>,
  ) {}

  pick(below: number): number {
    return luck(this.seed, 'network', ++this.#count, below);
  }

  readonly fetch = async (path: unknown, init?: RequestInit): Promise<Response> => {
    const ask = () => Promise.resolve(this.send(new Request(`${origin}${path as string}`, init)));
    if (this.quiet) return ask();
    const fault = this.pick(10);
    if (fault === 0) throw new TypeError('lost on the way');
    const response = await ask();
    if (response.headers.get('content-type')?.startsWith('text/event-stream'))
      return new Response(this.#cut(response), response);
    if (fault === 1) throw new TypeError('the answer was lost');
    if (fault === 2) {
      await response.text();
      return ask();
    }
    if (fault === 3) {
      const text = await response.text();
      return new Response(text.slice(0, this.pick(text.length || 1)), response);
    }
    return response;
  };

  /** A stream of which a piece comes twice, or that breaks off in the middle of one. */
  #cut({ body }: Response): ReadableStream<Uint8Array> {
    const reader = body!.getReader();
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        const fault = this.pick(8);
        controller.enqueue(fault === 0 ? value.slice(0, this.pick(value.length)) : value);
        if (fault === 1) controller.enqueue(value);
        if (fault !== 0) return;
        controller.close();
        await reader.cancel();
      },
      cancel: () => reader.cancel(),
    });
  }
}

interface Press {
  readonly agentId: string;
  readonly key: CommandKey;
  readonly id: string;
  readonly body: unknown;
}

const tables = ['agents', 'offers', 'interactions', 'calls', 'segments', 'notices', 'tasks'] as const;

/** What an act comes down to for a window; null: it is nothing that is pressed. */
const pressOf = ({ state }: ContactCentre, one: Act): Press | null => {
  switch (one.do) {
    case 'enabled': {
      const all = enabledOn(state, one.agent).filter(({ capability }) => capability.enabled);
      const { key, id } = all[one.pick % all.length]!;
      return { agentId: one.agent, key, id, body: bodyFor(state, key, id, one.pick) };
    }
    case 'command': {
      const [kind] = splitCommand(one.key);
      const table = tables.find((name) => name === `${kind}s`);
      const ids = table ? Object.keys(state[table]) : agents;
      const id = ids.at(-1 - (one.pick % Math.max(ids.length, 1))) ?? 'none';
      return { agentId: one.agent, key: one.key, id, body: bodyFor(state, one.key, id, one.pick) };
    }
    case 'first': {
      const record = view(state, one.agent)!.records.findLast(
        ({ kind }) => kind === splitCommand(one.key)[0],
      );
      return record ? { agentId: one.agent, key: one.key, id: record.id, body: one.body } : null;
    }
    default:
      return null;
  }
};

/** How often the callback of an interaction was dialled. */
const attempts = ({ state }: ContactCentre, interactionId: string): number =>
  state.tasks[state.interactions[interactionId]?.taskId ?? '']?.attempts.length ?? 0;

/** The walk of a seed, through HTTP. */
export const takeHttpWalk = async (seed: number): Promise<Walked> => {
  const { scenario, policy, acts } = walkOf(seed);
  const { app, host, namespaces, session, errors } = simulator();
  const centre = namespaces.getOrCreate('walk', { scenario, policy });
  const network = new Network(seed, (request) => app.fetch(request));
  const windows = new Map<string, { client: HttpCallbackClient; store: Store }>();
  for (const agent of agents) {
    // A walk may take days.
    const getToken = async () => (await session({ ns: 'walk', agent })).token;
    const client = new HttpCallbackClient({ getToken, fetch: network.fetch });
    windows.set(agent, { client, store: new Store() });
  }

  /** Again until it is heard: with the same key it is one press. */
  const press = async ({ agentId, key, id, body }: Press, name: string): Promise<void> => {
    const { client } = windows.get(agentId)!;
    const before = attempts(centre, id);
    for (let again = 0; ; again++) {
      network.quiet = again > 5;
      try {
        await client.send(key, id, body as never, { key: name });
        break;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (error.problem.type !== 'unavailable') break;
      } finally {
        network.quiet = false;
      }
    }
    assert.ok(attempts(centre, id) - before <= 1, '1: dials once');
  };

  /** Until the window has what the agent sees. */
  const converge = async (agentId: string): Promise<void> => {
    const { client, store } = windows.get(agentId)!;
    const goal = () => positionOf(centre.state, agentId);
    for (let again = 0; store.position !== goal(); again++) {
      assert.ok(again < 100, '10: a client converges');
      network.quiet = again > 50;
      const abort = new AbortController();
      try {
        if (!store.position) store.load(await client.snapshot());
        if (store.position === goal()) break;
        for await (const message of client.events(store.position!, { signal: abort.signal })) {
          if (message.type === 'reset') store.position = null;
          else if (message.type === 'event') {
            const done = store.apply(message.event);
            assert.notEqual(done, 'gap', '10: nothing is skipped');
            assert.equal(store.apply(message.event), 'old', '10: nothing is applied twice');
          }
          if (store.position === null || store.position === goal()) break;
        }
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
      } finally {
        abort.abort();
        network.quiet = false;
      }
    }
    const { records } = view(centre.state, agentId)!;
    const has = (['offer', 'notice', 'interaction', 'call', 'segment', 'agent', 'task', 'settings'] as const)
      .flatMap((kind) => [...store.all(kind)])
      .map((one) => JSON.stringify(one));
    assert.deepEqual(has.sort(), records.map((one) => JSON.stringify(one)).sort(), '10: a client converges');
  };

  let steps = 0;
  let taken = 0;
  try {
    for (const one of acts) {
      if (steps === walkLength) break;
      taken++;
      const before = centre.state;
      const pressed = pressOf(centre, one);
      if (pressed) await press(pressed, `press-${taken}`);
      else if (one.do === 'wait') host.pass(one.ms);
      else if (one.do === 'next') host.pass(host.next ?? 1000);
      else if (one.do === 'callback')
        centre.control('callback', {
          number: `+121255501${String(one.number).padStart(2, '0')}`,
          ...(one.first && { mode: 'customer_first' }),
          ...(one.dueIn && { dueIn: one.dueIn }),
        });
      else if (one.do === 'cancel')
        centre.control('cancel', { taskId: Object.keys(centre.state.tasks).at(-1 - one.pick) ?? 'none' });
      else if (one.do === 'customer') {
        const interactionId = Object.keys(centre.state.interactions).at(-1 - one.pick);
        centre.control('customer', { interactionId, act: one.act, party: one.party });
      }
      assert.deepEqual(errors, [], 'the simulator never fails');
      if (before === centre.state) continue;
      steps += Number(tables.some((table) => before[table] !== centre.state[table]));
      checkState(centre.state);
      checkMove(before, centre.state);
      if (network.pick(5) === 0) await converge(agents[network.pick(agents.length)]!);
    }
    for (const agentId of agents) await converge(agentId);
    centre.reset();
    const { epoch } = centre.state.setup;
    centre.reset();
    assert.notEqual(centre.state.setup.epoch, epoch, '10: another past, another epoch');
    return { steps, broken: null };
  } catch (error) {
    const what = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    return { steps, broken: { what, steps, acts: acts.slice(0, taken), log: centre.log() } };
  } finally {
    namespaces.dispose();
  }
};

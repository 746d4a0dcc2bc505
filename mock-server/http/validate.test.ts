import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CallbackEvent } from '../../contract/events.ts';
import { problem, refuse, type Problem } from '../../contract/problems.ts';
import type { AnyRecord } from '../../contract/records.ts';
import type { Engine } from '../driver.ts';
import * as reducer from '../engine/engine.ts';
import { createState, scenarioNames } from '../scenarios/index.ts';
import { framesOf, simulator } from './testing.ts';

/** A simulator whose engine has a mistake in it. */
const mistaken = (mistake: Partial<Engine>, validate = true) =>
  simulator({ engine: { ...reducer, createState, ...mistake }, validate });

const changed = (change: (record: AnyRecord) => object): Partial<Engine> => ({
  view: (state, agentId) => {
    const seen = reducer.view(state, agentId);
    return seen && { ...seen, records: seen.records.map((one) => ({ ...one, ...change(one) })) };
  },
});

const messages = (errors: unknown[]) => errors.map((error) => (error as Error).message);

describe('http: test mode', () => {
  const mistakes: [what: string, mistake: Partial<Engine>, told: RegExp][] = [
    [
      'a state that there is none of',
      changed(({ kind }) => (kind === 'offer' ? { state: 'lost' } : {})),
      /^GET \/api\/session: "records\.\d+\.state" does not fit$/,
    ],
    [
      'a field that nobody described',
      changed(({ kind }) => (kind === 'agent' ? { secret: 'what an agent typed' } : {})),
      /^GET \/api\/session: "records\.\d+\.secret" does not fit$/,
    ],
    [
      'a field that is missing',
      changed(({ kind }) => (kind === 'offer' ? { queueName: undefined } : {})),
      /^GET \/api\/session: "records\.\d+\.queueName" does not fit$/,
    ],
    [
      'a control that is disabled without a reason',
      changed(({ kind, capabilities }: AnyRecord & { capabilities?: object }) =>
        kind === 'offer'
          ? { capabilities: { ...capabilities, reject: { visible: true, enabled: false } } }
          : {},
      ),
      /^GET \/api\/session: "records\.\d+\.capabilities\.reject" does not fit$/,
    ],
  ];
  for (const [what, mistake, told] of mistakes) {
    it(`tells of ${what}, with the path and the field alone`, async () => {
      const { errors, get, session } = mistaken(mistake);
      const { token } = await session();
      const response = await get('/api/session', token);
      assert.equal(response.status, 500);
      assert.deepEqual(await response.json(), { ...problem('internal') });
      assert.equal(errors.length, 1);
      assert.match(messages(errors)[0]!, told);
      assert.equal((errors[0] as Error).name, 'AnswerError');
    });
  }

  it('is not there unless asked for', async () => {
    const { errors, get, session } = mistaken(mistakes[0]![1], false);
    const { token } = await session();
    assert.equal((await get('/api/session', token)).status, 200);
    assert.deepEqual(errors, []);
  });

  it('tells of a refusal that the document does not have', async () => {
    const { errors, get, session } = mistaken({ directory: () => refuse('offer_ended') });
    const { token } = await session();
    assert.equal((await get('/api/directory?kind=agent', token)).status, 500);
    assert.deepEqual(messages(errors), ['GET /api/directory: offer_ended is not described']);
  });

  it('tells of a refusal with a field of its own', async () => {
    const more = { names: ['Adaeze'] } as Partial<Problem>;
    const { errors, get, session } = mistaken({ directory: () => refuse('invalid_payload', more) });
    const { token } = await session();
    assert.equal((await get('/api/directory?kind=agent', token)).status, 500);
    assert.deepEqual(messages(errors), ['GET /api/directory: "names" does not fit']);
  });

  it('tells of a message in the stream, and cuts it there', async () => {
    const { errors, get, post, session, snapshot } = mistaken({
      step: (state, input) => {
        const { events, ...rest } = reducer.step(state, input);
        const spoilt = (event: CallbackEvent) => ({ ...event, at: 'soon' });
        return { ...rest, events: events.map(({ agentId, event }) => ({ agentId, event: spoilt(event) })) };
      },
    });
    const { token, controlToken } = await session({ scenario: 'quiet' });
    const { asOf } = await snapshot(token);
    const frames = framesOf(await get(`/api/events?after=${asOf}`, token));
    assert.equal((await frames.next())?.event, 'heartbeat');
    await post('/control/callback', controlToken, {});
    await assert.rejects(frames.next());
    assert.deepEqual(messages(errors), ['GET /api/events, change: "at" does not fit']);
  });

  it('finds nothing in any situation, whatever is done that can be done', async () => {
    for (const scenario of scenarioNames.filter((name) => name !== 'big-directory')) {
      const { errors, get, post, session } = simulator();
      const { agents, controlToken } = await session({ scenario });
      const tokens = [];
      for (const { id } of agents.slice(0, 3)) {
        const { token } = (await (await post('/control/token', controlToken, { agentId: id })).json()) as {
          token: string;
        };
        tokens.push(token);
      }
      const kinds = new Set<string>();
      const streams = tokens.map(async (token) => {
        const { asOf } = (await (await get('/api/session', token)).json()) as { asOf: string };
        const frames = framesOf(await get(`/api/events?after=${asOf}`, token));
        for (let frame = await frames.next(); frame; frame = await frames.next()) kinds.add(frame.event);
      });
      for (let round = 0; round < 12; round++) {
        for (const token of tokens) await press({ get, post }, token, round);
        await post('/control/clock', controlToken, { advance: 3000 });
      }
      for (const token of tokens) assert.equal((await get('/api/session', token)).status, 200);
      await post('/control/load', controlToken, { scenario: 'quiet' });
      await Promise.all(streams);
      assert.ok(kinds.has('reset') && (scenario === 'quiet' || kinds.has('change')), scenario);
      assert.deepEqual(messages(errors), [], scenario);
    }
  });
});

/** Gives each of the agent's records one of the commands that it enables, another in each round. */
const press = async (
  { get, post }: Pick<ReturnType<typeof simulator>, 'get' | 'post'>,
  token: string,
  round: number,
) => {
  const { records } = (await (await get('/api/session', token)).json()) as { records: AnyRecord[] };
  for (const record of records) {
    const names = Object.entries('capabilities' in record ? record.capabilities : {})
      // Signed out, or away, nothing more happens to them.
      .filter(([name, { enabled }]) => enabled && name !== 'signOut' && name !== 'set')
      .map(([name]) => name);
    const name = names[round % names.length];
    if (name === undefined) continue;
    const command = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const { status } = await post(`/api/${record.kind}/${record.id}/${command}`, token, {
      target: { kind: 'agent', id: 'ben' },
      digits: '1',
      number: '+12125550101',
      notes: 'Rang.',
      reasonId: null,
      reason: 'Other issue',
      at: '2026-03-03T14:00:00.000Z',
      numberId: 'office',
      side: 'workspace',
      version: record.version,
    });
    assert.notEqual(status, 500, `${record.kind}.${command}`);
  }
};

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemType, type ProblemCode } from '../../contract/problems.ts';
import { simulator } from './testing.ts';

const refused = async (response: Response, code: ProblemCode) =>
  assert.equal(((await response.json()) as { type: string }).type, problemType(code));

describe("http: the control's tokens", () => {
  it("make an agent's, for this namespace and with the agent's own roles", async () => {
    const { get, post, session } = simulator();
    const { controlToken, ns } = await session();
    const made = await post('/control/token', controlToken, { agentId: 'ben' });
    const { token } = (await made.json()) as { token: string };
    const seen = (await (await get('/api/session', token)).json()) as { namespace: string; agentId: string };
    assert.deepEqual([seen.namespace, seen.agentId], [ns, 'ben']);
    await refused(await post('/control/token', controlToken, { agentId: 'nobody' }), 'not_found');
    await refused(await post('/control/token', controlToken, { agentId: 'constructor' }), 'not_found');
    await refused(await post('/control/token', token, { agentId: 'ana' }), 'forbidden');
    await refused(await post('/control/token', '', { agentId: 'ana' }), 'not_authenticated');
  });

  it('may be one that was agreed on: it opens that namespace, no other, and is nobody', async () => {
    const token = 'a-token-that-was-agreed-on';
    const { get, namespaces, post, session } = simulator({ control: { namespace: 'main', token } });
    await refused(await get('/control/state', token), 'not_authenticated');
    namespaces.getOrCreate('main', { scenario: 'quiet' });
    const { controlToken } = await session({ scenario: 'busy-day' });
    const scenarioOf = async (bearer: string) =>
      ((await (await get('/control/state', bearer)).json()) as { scenario: string }).scenario;
    assert.equal(await scenarioOf(token), 'quiet');
    assert.equal(await scenarioOf(controlToken), 'busy-day');
    for (const near of [token.slice(1), token.slice(0, -1), `${token}x`, token.toUpperCase()])
      await refused(await get('/control/state', near), 'not_authenticated');
    await refused(await get('/api/session', token), 'not_authenticated');
    const made = await post('/control/token', token, { agentId: 'ana' });
    assert.equal(made.status, 200);
  });
});

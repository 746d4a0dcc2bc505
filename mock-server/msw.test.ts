import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { HttpCallbackClient } from '../client/http.ts';
import type { StoreHandle } from '../client/handle.ts';
import { createSession, type Session } from '../client/session.ts';
import { createSimulator } from './index.ts';
import { handlers } from './msw.ts';

/** What is on its way between a client and msw, the simulator does not know. */
const reached = ({ store }: Session, is: (store: StoreHandle) => boolean) =>
  new Promise<void>((resolve) => {
    if (is(store)) resolve();
    else store.select(is, () => resolve());
  });

describe('msw in Node', () => {
  const sim = createSimulator({ validate: true });
  const baseUrl = 'https://callbacks.example/contact-centre/';
  const server = setupServer(
    ...handlers(sim, baseUrl),
    http.get('https://callbacks.example/contact-centre/api/weather', () => HttpResponse.json('fine')),
  );
  before(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => sim.control.reset());
  after(() => {
    server.close();
    sim.dispose();
  });

  it('answers a client that knows nothing of it, stream included', { timeout: 10_000 }, async () => {
    const client = new HttpCallbackClient({ baseUrl, getToken: () => sim.token('ana') });
    const session = createSession({ client, storage: null });
    session.start();
    await reached(session, ({ connection }) => connection === 'live');
    const [offer] = session.store.all('offer');
    await session.send('offer.accept', offer!.id, {}, { key: 'press-1' });
    const [interaction] = session.store.all('interaction');
    assert.equal(interaction?.state, 'preview');
    await session.send('interaction.dial', interaction.id, {}, { key: 'press-2' });
    await sim.control.clock({ advance: 2000 });
    await reached(session, (store) => store.all('interaction')[0]?.state === 'in_call');
    assert.equal((await client.directory({ kind: 'agent', search: 'ben' })).total, 1);
    session.stop();
  });

  it('hands on refusals', async () => {
    const answer = await fetch(`${baseUrl}api/session`);
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  });

  it('leaves to others what is theirs', async () => {
    assert.equal(await (await fetch(`${baseUrl}api/weather`)).json(), 'fine');
    await assert.rejects(fetch('https://callbacks.example/api/session'), 'not below the address');
  });
});

import { expect, waitUntil } from '@open-wc/testing';
import { setupWorker } from 'msw/browser';
import { HttpCallbackClient } from '../client/http.ts';
import { createSession } from '../client/session.ts';
import { createSimulator } from './index.ts';
import { handlers } from './msw.ts';

/** msw names its worker by a text: a page that requires trusted types has to let this one through, and no other. */
const trustWorker = () => {
  const { trustedTypes } = globalThis as unknown as {
    trustedTypes: { createPolicy(name: string, rules: object): void };
  };
  const createScriptURL = (url: string) => (url.endsWith('/mockServiceWorker.js') ? url : null);
  trustedTypes.createPolicy('default', { createScriptURL });
};

describe('msw in a page', () => {
  before(trustWorker);

  it('answers a client that knows nothing of it, stream included', async () => {
    const sim = createSimulator({ validate: true });
    const worker = setupWorker(...handlers(sim));
    await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
    const client = new HttpCallbackClient({ getToken: () => sim.token('ana') });
    const session = createSession({ client, storage: null });
    const { store } = session;
    session.start();
    await waitUntil(() => store.connection === 'live');
    await session.send('offer.accept', store.all('offer')[0]!.id, {}, { key: 'press-1' });
    await session.send('interaction.dial', store.all('interaction')[0]!.id, {}, { key: 'press-2' });
    await sim.control.clock({ advance: 2000 });
    await waitUntil(() => store.all('interaction')[0]?.state === 'in_call');
    expect((await client.directory({ kind: 'agent', search: 'ben' })).total).to.equal(1);
    session.stop();
    worker.stop();
    sim.dispose();
  });
});

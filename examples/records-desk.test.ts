import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { HttpCallbackClient } from '../client/http.ts';
import { createSession } from '../client/session.ts';
import { createSimulator } from '../mock-server/index.ts';

/** What is tested: a host's desk, which opens its own record of whoever is called back, and closes it afterwards. */
const recordsDesk = ({ store }: ReturnType<typeof createSession>) => {
  const open = new Set<string>();
  store.onEvent(({ records }) => {
    for (const record of records) {
      if (record.kind !== 'interaction' || record.externalId === null) continue;
      if (record.state === 'closed') open.delete(record.externalId);
      else open.add(record.externalId);
    }
  });
  return open;
};

let simulator: ReturnType<typeof createSimulator>;
let session: ReturnType<typeof createSession>;

beforeEach(async () => {
  simulator = createSimulator({ scenario: 'quiet' });
  session = createSession({
    client: new HttpCallbackClient({ getToken: () => simulator.token('ana'), fetch: simulator.fetch }),
    storage: null,
  });
  session.start();
  await simulator.quiet();
});

afterEach(() => {
  session.stop();
  simulator.dispose();
});

it('opens the record while its customer is called back', async () => {
  const desk = recordsDesk(session);
  // The number is one that answers after 2 s.
  await simulator.control.callback({ agentId: 'ana', number: '+12125550143', externalId: 'case-7' });
  await simulator.quiet();
  assert.deepEqual([...desk], [], 'an offer is no callback of ours yet');

  const [offer] = session.store.all('offer');
  await session.send('offer.accept', offer!.id, {}, { key: 'accept' });
  assert.deepEqual([...desk], ['case-7']);

  const interactionId = offer!.interactionId;
  await session.send('interaction.dial', interactionId, {}, { key: 'dial' });
  await simulator.control.clock({ advance: 2000 });
  await simulator.control.customer({ interactionId, act: 'hang_up' });
  await simulator.quiet();

  const [segment] = session.store.all('segment');
  const written = { reasonId: 'resolved', notes: 'Refunded.' };
  await session.send('segment.submit', segment!.id, written, { key: 'submit' });
  assert.deepEqual([...desk], []);
});

import type { CallbackClient } from '../../client/client.ts';
import { HttpCallbackClient } from '../../client/http.ts';
import type { Subject } from '../../conformance/index.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import { createSimulator } from '../../mock-server/index.ts';

/** Everything that the contract has, with limits on offers and wrap-ups, and a countdown that dials. */
const policy: PolicyChanges = {
  dialing: 'automatic',
  rejectReasons: [{ id: 'break', name: 'On a break', reassignable: false }],
  timers: { wrapUp: 60_000 },
};

/** A contact centre for one check; `change` gives another client in place of the right one. */
export const simulated = (change: (client: CallbackClient) => CallbackClient = (client) => client): Subject => {
  const simulator = createSimulator({ scenario: 'quiet', policy });
  const { control, quiet } = simulator;
  const client = new HttpCallbackClient({
    getToken: () => simulator.token('ana'),
    fetch: simulator.fetch,
  });
  let taskId = '';
  return {
    client: change(client),
    situations: {
      callback: async () => {
        // The number lets it ring, until somebody acts.
        taskId = (await control.callback({ agentId: 'ana', number: '+12125550155' })).taskId;
      },
      customer: async (act) => {
        await (act === 'cancel' ? control.cancel({ taskId }) : control.customer({ taskId, act }));
      },
      colleague: async (act) => {
        await control.agent({ agentId: 'ben', act: act === 'accept' ? 'accept' : 'reject' });
      },
      pass: async (milliseconds) => {
        await control.clock({ advance: milliseconds });
        await quiet();
      },
    },
    dispose: () => simulator.dispose(),
  };
};

import type { CallbackClient } from '../../client/client.ts';
import { HttpCallbackClient } from '../../client/http.ts';
import type { Situations, Subject } from '../../conformance/index.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import { createSimulator } from '../../mock-server/index.ts';

/** Everything that the contract has, with limits on offers and wrap-ups, and a countdown that dials. */
const policy: PolicyChanges = {
  dialing: 'automatic',
  rejectReasons: [{ id: 'break', name: 'On a break', reassignable: false }],
  timers: { wrapUp: 60_000 },
};

/** A contact centre for one check, and what makes things happen in it. */
export const contactCentre = () => {
  const simulator = createSimulator({ scenario: 'quiet', policy });
  const { control, quiet } = simulator;
  let taskId = '';
  const situations: Situations = {
    callback: async () => {
      // The number lets it ring, until somebody acts.
      taskId = (await control.callback({ agentId: 'ana', number: '+12125550155' })).taskId;
    },
    customer: (act) => (act === 'cancel' ? control.cancel({ taskId }) : control.customer({ taskId, act })),
    colleague: (act) => control.agent({ agentId: 'ben', act: act === 'accept' ? 'accept' : 'reject' }),
    pass: async (milliseconds) => {
      await control.clock({ advance: milliseconds });
      await quiet();
    },
  };
  return { simulator, situations };
};

/** The client of such a one; `change` gives another in place of the right one. */
export const simulated = (
  change: (client: CallbackClient) => CallbackClient = (client) => client,
): Subject => {
  const { simulator, situations } = contactCentre();
  const client = new HttpCallbackClient({ getToken: () => simulator.token('ana'), fetch: simulator.fetch });
  return { client: change(client), situations, dispose: () => simulator.dispose() };
};

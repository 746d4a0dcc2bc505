import { createOpenFrameBridge } from '../../adapters/openframe/index.ts';
import { HttpCallbackClient } from '../../client/http.ts';
import { createSession } from '../../client/session.ts';
import type { Subject } from '../../conformance/index.ts';
import { createConnector } from '../../demo/openframe-connector.js';
import { contactCentre } from './simulated.ts';

/** The same contact centre, behind a connector that speaks OpenFrame, behind the bridge. */
export const connected = async (onReport: (what: string) => void): Promise<Subject> => {
  const { simulator, situations } = contactCentre();
  const session = createSession({
    client: new HttpCallbackClient({ getToken: () => simulator.token('ana'), fetch: simulator.fetch }),
    storage: null,
  });
  session.start();
  await simulator.quiet();
  const bridge = createOpenFrameBridge({
    agent: { id: 'ana', name: 'Ana Lindqvist' },
    choices: { rejectReasons: [{ id: 'break', name: 'On a break', reassignable: false }] },
    indicators: [{ id: 'on_queue', name: 'On Queue', status: 'available', counterpart: 'available' }],
    now: () => session.clock.now(),
    patience: 2000,
    onReport,
  });
  createConnector({ openFrameAPI: bridge.api, session });
  await simulator.quiet();
  return {
    client: bridge.client,
    situations,
    dispose: () => {
      bridge.dispose();
      session.stop();
      simulator.dispose();
    },
  };
};

// A host page whose contact centre is reached by a connector that speaks OpenFrame. The connector gets `openFrameAPI`,
// as in an agent's workspace, the elements a client; between them stands the bridge.
import '../components/define.ts';
import { createOpenFrameBridge } from '../adapters/openframe/index.ts';
import { HttpCallbackClient } from '../client/http.ts';
import { createSession } from '../client/session.ts';
import { createConnector } from './openframe-connector.js';
import { openSession, params, post } from './session.js';

const $ = (selector) => document.querySelector(selector);
const provider = $('callback-provider');
const workspace = $('callback-workspace');

const show = ({ detail: { interactionId } }) => (workspace.interactionId = interactionId);
document.addEventListener('callback-opened', show);
document.addEventListener('callback-open-interaction', show);
document.addEventListener('callback-page-close', () => (workspace.interactionId = null));
document.addEventListener('callback-closed', ({ detail: { interactionId } }) =>
  setTimeout(() => {
    if (workspace.interactionId === interactionId) workspace.interactionId = null;
  }, 5000),
);

/** Names only: what is in them is nobody's business here. */
const log = (text) => {
  const line = document.createElement('li');
  line.textContent = text;
  $('#messages').prepend(line);
  while ($('#messages').children.length > 100) $('#messages').lastElementChild.remove();
};

const start = async () => {
  const { ns, agent, scenario, token, controlToken } = await openSession();
  for (const [name, value] of Object.entries({ ns, agent: agent.id, scenario })) params.set(name, value);
  history.replaceState(null, '', `?${params}`);

  // The vendor's line to its contact centre; the elements know nothing of it.
  let first = token;
  const session = createSession({
    client: new HttpCallbackClient({
      getToken: async () => {
        const given = first ?? (await openSession()).token;
        first = null;
        return given;
      },
    }),
    storage: null,
  });

  const { api, client } = createOpenFrameBridge({
    agent: { id: agent.id, name: agent.name },
    namespace: `openframe-${ns}`,
    indicators: [{ id: 'on_queue', name: 'On Queue', status: 'available', counterpart: 'available' }],
    now: () => session.clock.now(),
    onReport: (what) => log(`not understood: ${what}`),
  });
  api.subscribe('interaction_control_action', ({ name }) => log(`action ${name}`));
  window.openFrameAPI = {
    ...api,
    setICContext: (type, context) => {
      log(`context ${type}`);
      api.setICContext(type, context);
    },
  };

  // Once the line stands: before, there is nothing to say.
  const stop = session.store.select(
    ({ agentId }) => agentId,
    () => {
      stop();
      createConnector({ openFrameAPI: window.openFrameAPI, session });
      provider.client = client;
    },
  );
  session.start();

  for (const button of document.querySelectorAll('.simulate'))
    button.addEventListener(
      'click',
      () =>
        void post(
          '/control/callback',
          { number: '+12125550143', agentId: agent.id, offerTimeout: null },
          controlToken,
        ),
    );
};

start().catch((error) => {
  $('#trouble').textContent = `There is no session: ${error.message}`;
  $('#trouble').hidden = false;
});

// A host page, written as an integrator would write it: it supplies the token, keeps the open interaction in its
// URL, shows the events it hears, and may veto them.
import '../components/define.ts';

const $ = (selector) => document.querySelector(selector);
const provider = $('callback-provider');
const workspace = $('callback-workspace');
const params = new URLSearchParams(location.search);

const post = async (path, body, token) => {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
};

// The demo server hands out tokens; a real host asks its own back end.
const openSession = () =>
  post('/demo/session', {
    ...(params.get('ns') && { ns: params.get('ns') }),
    ...(params.get('agent') && { agent: params.get('agent') }),
    ...(params.get('scenario') && { scenario: params.get('scenario') }),
  });

const keep = (changes) => {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  history.replaceState(null, '', `?${params}`);
};

// --- Which interaction is open -------------------------------------------------------------------------------

const show = (interactionId) => {
  workspace.interactionId = interactionId;
  keep({ interaction: interactionId });
};

if (params.get('interaction')) workspace.interactionId = params.get('interaction');

document.addEventListener('callback-opened', ({ detail }) => show(detail.interactionId));
document.addEventListener('callback-page-close', () => show(null));

// The page of a closed callback stays for 5 s, also over a reload.
const leaveSoon = (interactionId) => {
  keep({ closed: interactionId });
  setTimeout(() => {
    keep({ closed: null });
    if (workspace.interactionId === interactionId) show(null);
  }, 5000);
};
document.addEventListener('callback-closed', ({ detail }) => leaveSoon(detail.interactionId));
if (params.get('closed')) leaveSoon(params.get('closed'));

// --- Vetoes --------------------------------------------------------------------------------------------------

const vetoDial = (event) => {
  if ($('#veto-dial').checked) event.preventDefault();
};
document.addEventListener('callback-dial', vetoDial);
document.addEventListener('callback-retry', vetoDial);

const ask = () =>
  new Promise((resolve) => {
    const dialog = $('#ask');
    dialog.returnValue = '';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
  });

document.addEventListener('callback-close', (event) => {
  if ($('#ask-close').checked) event.respondWith(ask().then((yes) => yes && event.perform()));
});

// --- The events this page hears ------------------------------------------------------------------------------

const requests = [
  ...['accept', 'reject', 'select-number', 'dial', 'retry', 'close', 'reopen'].map(
    (name) => `callback-${name}`,
  ),
  ...['end', 'mute', 'unmute', 'hold', 'resume'].map((name) => `call-${name}`),
  ...['wrap-up-save', 'wrap-up-submit', 'presence-set'],
];
const facts = [
  ...['offered', 'opened', 'dialed', 'answered', 'transfer-ended', 'escalated', 'closed'],
  ...['session-expired', 'connection-changed', 'page-close'],
].map((name) => `callback-${name}`);

const log = (event) => {
  const line = document.createElement('li');
  // Ids only: what agents write is nobody's business here.
  const { taskId, interactionId, connection } = event.detail ?? {};
  const about = [connection, interactionId ?? taskId].filter(Boolean).join(' ');
  line.textContent = `${event.type} ${about}${event.defaultPrevented ? ' (vetoed)' : ''}`;
  $('#events').prepend(line);
  while ($('#events').children.length > 100) $('#events').lastElementChild.remove();
};
// On the window, so that vetoes on the document have spoken.
for (const name of [...requests, ...facts]) addEventListener(name, log);

// --- The simulator -------------------------------------------------------------------------------------------

const start = async () => {
  let session = await openSession();
  keep({ ns: session.ns, agent: session.agent.id, scenario: session.scenario });
  let fresh = true;
  // Asked for again when the provider says that it expired.
  provider.getToken = async () => {
    if (!fresh) session = await openSession();
    fresh = false;
    return session.token;
  };

  const control = (path, body) => post(`/control/${path}`, body, session.controlToken);

  const simulate = async () => {
    const status = $('#simulated');
    try {
      await control('callback', {
        number: $('#number').value,
        agentId: session.agent.id,
        offerTimeout: null,
      });
      status.textContent = 'A callback is waiting.';
    } catch (error) {
      status.textContent = `That did not work: ${error.message}`;
    }
  };
  for (const button of document.querySelectorAll('.simulate')) button.addEventListener('click', simulate);

  const another = () => {
    const url = new URL(location.pathname, location.href);
    url.search = new URLSearchParams({ ns: session.ns, agent: $('#agent').value });
    $('#another').href = url;
  };
  for (const { id, name } of session.agents) {
    if (id !== session.agent.id) $('#agent').add(new Option(name, id));
  }
  $('#agent').addEventListener('change', another);
  another();

  const response = await fetch('/control/state', {
    headers: { authorization: `Bearer ${session.controlToken}` },
  });
  const { scenarios } = await response.json();
  for (const name of scenarios) $('#scenario').add(new Option(name, name, false, name === session.scenario));
  $('#scenario').addEventListener('change', async ({ target }) => {
    try {
      await control('load', { scenario: target.value });
      show(null);
      keep({ scenario: target.value });
    } catch (error) {
      target.value = params.get('scenario');
      $('#simulated').textContent = `That did not work: ${error.message}`;
    }
  });
};

start().catch((error) => {
  const trouble = $('#trouble');
  trouble.textContent = `The demo cannot start: ${error.message}`;
  trouble.hidden = false;
});

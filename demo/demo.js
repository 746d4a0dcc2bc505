// A host page, written as an integrator would write it: it supplies the token, keeps the open interaction in its
// URL, shows the events it hears, and may veto them.
import '../components/define.ts';
import { openSession, params, post } from './session.js';

const $ = (selector) => document.querySelector(selector);
const provider = $('callback-provider');
const workspace = $('callback-workspace');

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
document.addEventListener('callback-open-interaction', ({ detail }) => show(detail.interactionId));
// What is shown without a word, as in a second window or in a consult, is in the URL, too: so it is there to its end.
provider.session.store.select(
  (store) =>
    workspace.interactionId === null &&
    store.all('interaction').findLast(({ state }) => !/offered|released|closed/.test(state))?.id,
  (id) => id && show(id),
);
// What went to somebody else, or is due at another time, leaves the page; what comes next finds it free. A wrap-up that is
// left of it stays until it is done.
provider.session.store.select(
  (store) =>
    workspace.interactionId !== null &&
    !store.get('interaction', workspace.interactionId) &&
    !store
      .all('segment')
      .some((one) => one.state === 'open' && one.interactionId === workspace.interactionId),
  (gone) => gone && show(null),
);
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

for (const [id, property] of Object.entries({
  'modal-wrap-up': 'modalWrapUp',
  sound: 'sound',
  'title-badge': 'titleBadge',
  notify: 'notify',
  shortcuts: 'shortcuts',
})) {
  const box = $(`#${id}`);
  const apply = () => (workspace[property] = box.checked);
  box.addEventListener('change', apply);
  apply(); // a reload may keep what was checked
}
// Permission is asked for by a press, never by itself.
$('#notify').addEventListener('change', ({ target }) => {
  if (target.checked) void workspace.allowNotifications();
});

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
  ...['accept', 'reject', 'dismiss', 'select-number', 'edit-reason', 'dial', 'retry', 'try-later'].map(
    (name) => `callback-${name}`,
  ),
  ...['close', 'reopen', 'transfer', 'cancel-transfer'].map((name) => `callback-${name}`),
  ...['end', 'leave', 'mute', 'unmute', 'hold', 'resume', 'dtmf', 'escalate', 'wrong-number'].map(
    (name) => `call-${name}`,
  ),
  ...['record-start', 'record-pause', 'record-resume', 'record-stop'].map((name) => `call-${name}`),
  ...['consult', 'dial-out', 'end-consult', 'merge', 'leave-and-transfer', 'blind-transfer'].map(
    (name) => `call-${name}`,
  ),
  ...['save', 'submit', 'extend', 'amend'].map((name) => `wrap-up-${name}`),
  ...['schedule', 'reschedule', 'cancel'].map((name) => `callback-${name}`),
  ...['set', 'match', 'sign-in', 'sign-out'].map((name) => `presence-${name}`),
];
const facts = [
  ...['offered', 'opened', 'dialed', 'answered', 'transfer-ended', 'escalated', 'closed'],
  ...['session-expired', 'connection-changed', 'page-close', 'open-interaction'],
].map((name) => `callback-${name}`);
facts.push('call-open-wrap-up');

const log = (event) => {
  const line = document.createElement('li');
  // Ids only: what agents write is nobody's business here.
  const { taskId, interactionId, connection, outcome } = event.detail ?? {};
  const about = [connection, outcome, interactionId ?? taskId].filter(Boolean).join(' ');
  line.textContent = `${event.type} ${about}${event.defaultPrevented ? ' (vetoed)' : ''}`;
  $('#events').prepend(line);
  while ($('#events').children.length > 100) $('#events').lastElementChild.remove();
};
// On the window, so that vetoes on the document have spoken.
for (const name of [...requests, ...facts]) addEventListener(name, log);

// --- The simulator -------------------------------------------------------------------------------------------

const drawer = $('#drawer');
const minute = 60_000;

/** A disabled button keeps the focus, so that it is not lost when what it did can be done no more. */
const enable = (button, on) => {
  if (on) button.removeAttribute('aria-disabled');
  else button.setAttribute('aria-disabled', 'true');
};

/** Replaces the options where they are others; what was chosen stays chosen where it is still there. */
const offer = (select, options) => {
  const known = [...select.options].map(({ value, text }) => `${value} ${text}`).join();
  if (known === options.map(({ value, text }) => `${value} ${text}`).join()) return;
  const { value } = select;
  select.replaceChildren(...options.map((one) => new Option(one.text, one.value)));
  if (options.some((one) => one.value === value)) select.value = value;
};

const start = async () => {
  let session = await openSession();
  keep({ ns: session.ns, agent: session.agent.id, scenario: session.scenario });
  let fresh = true;
  // Asked for again when the provider says that it expired.
  provider.getToken = async () => {
    if (!fresh && $('#no-session').checked) throw new Error('There is no session any more.');
    if (!fresh) session = await openSession();
    fresh = false;
    return session.token;
  };

  const say = (text) => ($('#simulated').textContent = text);
  const control = (path, body) => post(`/control/${path}`, body, session.controlToken);

  // What goes on in the contact centre, asked for while the drawer is open.
  let state = { agents: session.agents, calls: [], callbacks: [], situations: [], inputs: [] };
  const timeOf = (instant) => new Date(instant).toLocaleTimeString([], { hourCycle: 'h23' });

  const draw = () => {
    const { agents, calls, callbacks, situations, scenario, inputs } = state;
    const nameOf = (agentId) => agents.find(({ id }) => id === agentId)?.name ?? 'nobody';
    offer(
      $('#agent'),
      agents.filter(({ id }) => id !== session.agent.id).map(({ id, name }) => ({ value: id, text: name })),
    );
    offer(
      $('#call'),
      calls.length
        ? calls.map(({ callId, parties, ownerId }) => ({
            value: callId,
            text: `${parties.find(({ role }) => role === 'customer')?.name ?? 'Nobody'}, ${nameOf(ownerId)}`,
          }))
        : [{ value: '', text: 'none in progress' }],
    );
    // Who is not in a queue is offered nothing of it.
    const { queues = [] } = provider.session.store.get('agent', session.agent.id) ?? {};
    offer(
      $('#queue'),
      queues.map(({ id, name }) => ({ value: id, text: name })),
    );
    offer(
      $('#callback'),
      callbacks.length
        ? callbacks.map(({ taskId, taskNumber, customerName }) => ({
            value: taskId,
            text: `${taskNumber}, ${customerName}`,
          }))
        : [{ value: '', text: 'none' }],
    );
    const chosen = callbacks.find(({ taskId }) => taskId === $('#callback').value);
    enable($('#cancel'), chosen?.acts.includes('cancel'));
    offer(
      $('#scenario'),
      situations.map(({ name }) => ({ value: name, text: name })),
    );
    if (scenario && document.activeElement !== $('#scenario')) $('#scenario').value = scenario;
    $('#scenario-now').textContent = situations.find(({ name }) => name === scenario)?.title ?? '';

    const call = calls.find(({ callId }) => callId === $('#call').value);
    for (const button of document.querySelectorAll('[data-party]'))
      enable(button, call?.acts[button.dataset.party].includes(button.dataset.act));
    const agent = agents.find(({ id }) => id === $('#agent').value);
    for (const button of document.querySelectorAll('[data-act]:not([data-party])'))
      enable(button, agent?.acts?.includes(button.dataset.act));
    const { presence, offers = [] } = agent ?? {};
    const signedOut =
      presence && !presence.contact_centre.signedIn ? ', signed out of the contact centre' : '';
    $('#agent-now').textContent = presence
      ? `${presence.workspace.presenceId}${signedOut}, ${offers.length} offered`
      : '';

    const url = new URL(location.pathname, location.href);
    url.search = new URLSearchParams({ ns: session.ns, agent: $('#agent').value });
    $('#another').href = url;
    const { ns, agent: me } = session;
    $('#elsewhere').href = `/demo/elsewhere.html?${new URLSearchParams({ ns, agent: me.id })}`;
    // The newest first, and replaced only where there are others, so that what somebody selects stays.
    const shown = $('#inputs').firstElementChild?.dataset.input;
    const newest = inputs.at(-1) && `${inputs.at(-1).n} ${inputs.at(-1).at}`;
    if (shown !== newest) {
      $('#inputs').replaceChildren(
        ...inputs.toReversed().map(({ n, at, who, what, about }) => {
          const line = document.createElement('li');
          line.dataset.input = `${n} ${at}`;
          line.textContent = [n, timeOf(at), who, what, about].filter((part) => part !== null).join(' ');
          return line;
        }),
      );
    }

    const { rate } = provider.session.clock;
    if (document.activeElement !== $('#clock')) $('#clock').value = rate ? `${rate}` : 'frozen';
  };

  let asking = false;
  const refresh = async () => {
    if (asking) return;
    asking = true;
    try {
      const response = await fetch('/control/state', {
        headers: { authorization: `Bearer ${session.controlToken}` },
      });
      if (response.ok) state = await response.json();
      draw();
    } catch {
      // The banner says that the provider cannot be reached.
    } finally {
      asking = false;
    }
  };
  const tick = () => {
    if (!drawer.open || document.hidden) return;
    $('#now').textContent = timeOf(provider.session.clock.now());
    void refresh();
  };
  drawer.addEventListener('toggle', tick);
  setInterval(tick, 1000);

  /** Does something and says so, or says why not. `done` says what, or is given the answer and says it. */
  const act = async (path, body, done = '') => {
    try {
      const answer = await control(path, body);
      say(typeof done === 'string' ? done : done(answer));
    } catch (error) {
      say(`That did not work: ${error.message}`);
    }
    await refresh();
    tick();
  };

  const onPress = (selector, press) => {
    for (const button of document.querySelectorAll(selector)) {
      button.addEventListener('click', () => {
        if (button.getAttribute('aria-disabled') !== 'true') void press(button);
      });
    }
  };
  onPress('.simulate', () =>
    act(
      'callback',
      {
        number: $('#number').value,
        agentId: session.agent.id,
        offerTimeout: null,
        mode: $('#mode').value,
        ...($('#queue').value && { queueId: $('#queue').value }),
        ...($('#due').value && { dueIn: Number($('#due').value) * minute }),
        ...($('#do-not-call').checked && { doNotCall: true }),
        ...($('#promised').checked && { promisedIn: 10 * minute }),
        ...($('#voicemail').checked && { voicemail: 38_000 }),
      },
      'A callback is on its way.',
    ),
  );
  onPress('#cancel', () => act('cancel', { taskId: $('#callback').value }, 'The customer cancelled.'));
  onPress('#expire', () => act('expire', { agentId: session.agent.id }, 'The session has expired.'));
  onPress('[data-party]', ({ dataset: { party, act: what } }) => {
    const call = state.calls.find(({ callId }) => callId === $('#call').value);
    return act('customer', { interactionId: call.interactionId, party, act: what });
  });
  onPress('[data-act]:not([data-party])', ({ dataset }) =>
    act('agent', { agentId: $('#agent').value, act: dataset.act }),
  );
  onPress('[data-advance]', ({ dataset }) => act('clock', { advance: Number(dataset.advance) }));
  onPress('#next', () =>
    act('clock', { until: {} }, ({ now, reached }) =>
      reached ? `${timeOf(reached.at)}: ${reached.type}` : `Nothing happened until ${timeOf(now)}.`,
    ),
  );

  onPress('#save-log', async () => {
    const response = await fetch('/control/log', {
      headers: { authorization: `Bearer ${session.controlToken}` },
    });
    if (!response.ok) return say('The log cannot be had now.');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${session.ns}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), minute);
    say(`Saved as ${link.download}.`);
  });
  onPress('#open-log', () => $('#log-file').click());
  $('#log-file').addEventListener('change', async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    await act('replay', file, ({ scenario, clock }) => {
      keep({ scenario });
      return `This is ${file.name} as it was at ${timeOf(clock.now)}; the clock stands still.`;
    });
    // So that the same file can be opened again.
    target.value = '';
  });

  for (const id of ['#agent', '#call', '#callback']) $(id).addEventListener('change', draw);
  $('#clock').addEventListener('change', ({ target: { value } }) =>
    act('clock', value === 'frozen' ? { mode: value } : { rate: Number(value) }),
  );
  $('#scenario').addEventListener('change', async ({ target }) => {
    // What is drawn meanwhile may choose otherwise.
    const scenario = target.value;
    try {
      await control('load', { scenario });
      show(null);
      keep({ scenario });
      say('');
    } catch (error) {
      target.value = params.get('scenario');
      say(`That did not work: ${error.message}`);
    }
    await refresh();
  });
  draw();

  // Faults: on the answers to this agent's commands, or on what the stream tells them.
  const wordsOf = ({ on, fault }) =>
    [...$('#fault').options].find(({ value }) => value === `${on} ${fault}`)?.text ?? `${on} ${fault}`;
  const drawFaults = (faults) => {
    const lines = faults.map(({ rule, fired }) =>
      rule.when?.first
        ? `${wordsOf(rule)}: ${fired} of ${rule.when.first}`
        : `${wordsOf(rule)}: ${fired} so far`,
    );
    enable($('#fault-clear'), lines.length);
    const drawn = [...$('#faults').children].map(({ textContent }) => textContent);
    if (drawn.join('\n') === lines.join('\n')) return;
    $('#faults').replaceChildren(
      ...lines.map((text) => Object.assign(document.createElement('li'), { textContent: text })),
    );
  };
  const refreshFaults = async () => {
    if (!drawer.open || document.hidden) return;
    const response = await fetch('/control/faults', {
      headers: { authorization: `Bearer ${session.controlToken}` },
    }).catch(() => null); // the banner says that the provider cannot be reached
    if (response?.ok) drawFaults((await response.json()).faults);
  };
  drawer.addEventListener('toggle', refreshFaults);
  setInterval(refreshFaults, 1000);

  const explain = () => {
    const { value } = $('#fault');
    const more = value === 'answer drop' ? ' The page asks twice: both answers are lost.' : '';
    $('#fault-now').textContent = `At the next ${value.startsWith('answer') ? 'command' : 'event'}.${more}`;
  };
  $('#fault').addEventListener('change', explain);
  explain();

  onPress('#fault-set', async () => {
    const [on, fault] = $('#fault').value.split(' ');
    // The client asks for a lost answer once more by itself: one press is two requests.
    const first = Number($('#fault-times').value) * (fault === 'drop' && on === 'answer' ? 2 : 1);
    const rule = {
      on,
      fault,
      agentId: session.agent.id,
      ...(on === 'answer' && { method: 'POST' }),
      ...(fault === 'delay' && { delay: 3000 }),
      ...(fault === 'refuse' && { status: 503, retryAfter: 1 }),
      ...(first && { when: { first } }),
    };
    await act('faults', { rules: [rule], add: true }, 'The fault is set.');
    await refreshFaults();
  });
  onPress('#fault-clear', async () => {
    await act('faults/clear', {}, 'No more faults.');
    await refreshFaults();
  });
  drawFaults([]);
};

start().catch((error) => {
  const trouble = $('#trouble');
  trouble.textContent = `The demo cannot start: ${error.message}`;
  trouble.hidden = false;
});

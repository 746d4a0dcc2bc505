// A connector as a contact centre's vendor would write it: it knows its own contact centre, here the simulator, and
// `openFrameAPI`; of the elements it knows nothing. Its messages are as uneven as those of real ones.

const yes = (is) => (is ? 'true' : 'false');
/** RFC 1123; to the second. */
const wordy = (instant) => (instant ? new Date(instant).toUTCString() : '');
/** One thing stands for itself, several in a list. */
const loose = (list) => (list.length === 1 ? list[0] : list);

const words = {
  dialing: 'Contacting',
  ringing: 'Alerting',
  connected: 'Connected',
  held: 'Connected',
};

/**
 * @param {object} options
 * @param {object} options.openFrameAPI What the workspace gives to connectors.
 * @param {import('../client/session.ts').Session} options.session The vendor's line to its contact centre.
 */
export const createConnector = ({ openFrameAPI, session }) => {
  const { store } = session;
  let count = 0;
  let last = { offer: '', calls: '', presence: '' };

  const participantOf = (leg, call, handsOn) => ({
    id: leg.id,
    name: leg.name,
    actor: leg.role,
    address: leg.number ?? '',
    state:
      leg.state === 'ended' ? `Disconnected ${leg.endReason.replace('hangup', 'hung up')}` : words[leg.state],
    held: yes(leg.state === 'held'),
    heldAtTime: leg.state === 'held' ? wordy(leg.since) : '',
    muted: yes(leg.muted),
    callStartTime: wordy(call.startedAt),
    connectedTime: wordy(leg.connectedAt),
    capabilities: { endCall: yes(handsOn), hold: 'false', mute: 'false' },
  });

  const activeCallOf = (interaction) => {
    const task = store.get('task', interaction.taskId);
    const call = interaction.callId && store.get('call', interaction.callId);
    const { numbers } = task.customer;
    const mine = call?.legs.findLast((leg) => leg.agentId === store.agentId);
    const { dial, retry, close, transfer, cancelTransfer } = interaction.capabilities;
    const can = call?.capabilities;
    const isAttempted = interaction.state === 'no_answer';
    const timer = (kind) => (interaction.timer?.kind === kind ? interaction.timer.deadline : '');
    return {
      type: interaction.mode === 'agent_first' ? 'callback' : 'call',
      direction: interaction.mode === 'agent_first' ? 'outbound' : 'inbound',
      externalId: interaction.id,
      nowRecordId: interaction.id,
      nowRecordTable: 'interaction',
      customPayload: interaction.customPayload,
      callbackContext: {
        customerName: interaction.customerName,
        callbackNumbers: loose(
          [...numbers].sort((one) => (one.id === task.numberId ? -1 : 1)).map(({ number }) => number),
        ),
        callAttemptedByAgent: yes(isAttempted),
        dialInEndTime: timer('dial'),
        closeInEndTime: timer('close'),
      },
      currentParticipant: {
        id: mine?.id ?? 'me',
        name: store.get('agent', store.agentId).name,
        actor: 'agent',
        state: mine ? words[mine.state] : '',
        callStartTime: call ? wordy(call.startedAt) : '',
        connectedTime: wordy(mine?.connectedAt),
        muted: yes(mine?.muted),
        recording: /on|paused/.test(call?.recording.state) ? 'in_progress' : 'none',
        paused: yes(call?.recording.state === 'paused'),
        requireWrapup: 'true',
        capabilities: {
          initiateCall: yes(dial.enabled || retry.enabled),
          closeCallback: yes(close.enabled),
          transfer: yes(transfer.enabled || can?.consult.enabled),
          cancelCallbackTransferEligible: yes(cancelTransfer.enabled),
          callbackTransferStatus: '',
          dtmf: yes(can?.dtmf.enabled),
          endCall: yes(can?.end.enabled),
          hold: yes(can?.hold.enabled || can?.resume.enabled),
          mute: yes(can?.mute.enabled || can?.unmute.enabled),
          mergeCall: yes(can?.merge.enabled),
          leaveAndTransfer: yes(can?.leaveAndTransfer.enabled),
          startRecording: yes(can?.recordStart.enabled),
          pauseRecording: yes(can?.recordPause.enabled),
          resumeRecording: yes(can?.recordResume.enabled),
          stopRecording: yes(can?.recordStop.enabled),
        },
      },
      participants: loose(
        (call?.legs ?? [])
          .filter((leg) => leg !== mine)
          .map((leg) => participantOf(leg, call, leg.role !== 'customer' && can.endConsult.enabled)),
      ),
    };
  };

  /** What is over for this agent is not told any more: the workspace wraps it up. */
  const isTold = ({ ownerId, state, callId }) => {
    if (ownerId !== store.agentId || !/^(preview|no_answer|transferring|dialing|in_call)$/.test(state))
      return false;
    const call = callId && store.get('call', callId);
    return (
      state !== 'in_call' || call?.legs.some((leg) => leg.agentId === store.agentId && leg.state !== 'ended')
    );
  };

  const offerOf = (offer) => ({
    type: offer.badge?.kind === 'customer_waiting' ? 'call' : 'callback request',
    externalId: offer.interactionId,
    externalSegmentId: `segment of ${offer.id}`,
    nowRecordId: offer.interactionId,
    nowRecordTable: 'interaction',
    queueId: offer.queueName,
    requesterId: offer.customerId,
    description: offer.reason ?? '',
    displayContent: {
      title: offer.customerName,
      lines: loose([
        { label: 'Queue', value: offer.queueName },
        { label: 'Reason', value: offer.reason ?? '' },
      ]),
    },
    creationTime: wordy(offer.offeredAt),
    assignment: {
      allowedToDecline: yes(offer.capabilities.reject.visible),
      enableAutoAssign: yes(offer.autoAssigned),
      offeredOn: offer.offeredAt,
      timeout: offer.timer ? `${offer.timer.duration}` : '',
    },
    metadata: offer.customPayload,
    ...(offer.badge?.kind === 'transferred' && {
      transferContent: { sourceQueueId: offer.badge.by, transferType: 'blind', targetType: 'agent' },
    }),
  });

  /** Sends a context if it says something else than the last of its kind. */
  const send = (kind, type, value) => {
    const text = JSON.stringify([type, value]);
    if (last[kind] === text) return;
    last = { ...last, [kind]: text };
    openFrameAPI.setICContext(type, { [type]: value });
  };

  const publish = () => {
    const me = store.agentId && store.get('agent', store.agentId);
    if (!me) return;
    const { presenceId, signedIn } = me.presence.contact_centre;
    const presence = store.all('settings')[0].presences.contact_centre.find(({ id }) => id === presenceId);
    if (signedIn && last.presence !== presence.name) {
      last.presence = presence.name;
      openFrameAPI.setPresenceIndicator(presence.name, 'green');
    }
    const calls = store.all('interaction').filter(isTold).map(activeCallOf);
    if (calls.length) send('calls', 'activeCall', loose(calls));
    else send('calls', 'idleState', { capability: { logOut: 'true' }, enableState: 'true' });
    const offer = store.all('offer').findLast(({ state }) => state === 'open');
    if (offer) send('offer', 'offerContext', offerOf(offer));
    else if (last.offer) send('offer', 'offerContext', {});
  };

  // --- What the agent asks for ---------------------------------------------------------------------------------

  const press = () => `openframe-${(count += 1)}-${Date.now()}`;
  /** One after the other, as they were asked for; what is refused is the contact centre's to say. */
  let before = Promise.resolve();
  const ask = (command, id, payload = {}) => {
    before = before
      .then(() => session.send(command, id, payload, { key: press() }))
      .then(publish, (error) => console.info(`${command}: ${error.message}`));
  };

  const targetOf = ({ targetId, targetType }) => ({ target: { kind: targetType, id: targetId } });
  const callId = ({ externalId }) => store.get('interaction', externalId)?.callId ?? '';
  const ofCall = (command) => (payload) => ask(`call.${command}`, callId(payload));
  const select = ({ externalId, number }) => {
    const { taskId, numberId } = store.get('interaction', externalId);
    const found = store.get('task', taskId).customer.numbers.find((one) => one.number === number);
    if (found && found.id !== numberId) ask('interaction.select-number', externalId, { numberId: found.id });
  };

  const pages = async (kind, search) => {
    const found = [];
    let after;
    do {
      const page = await session.directory.search({ kind, search, ...(after && { after }) });
      found.push(...page.entries);
      after = page.next;
    } while (after && found.length < 100);
    return found;
  };
  const searchTargets = async ({ searchType, searchTerm }) => {
    const list = (await pages(searchType, searchTerm)).map((one) => ({
      id: one.id,
      name: one.name,
      hasStats: yes(one.kind === 'queue'),
      ...(one.kind === 'agent'
        ? { presence: one.reachable ? 'available' : one.status === 'available' ? 'busy' : one.status }
        : { moreInfo: { label: 'Waiting', value: `${one.waiting}` } }),
    }));
    openFrameAPI.setICContext('searchTargetList', {
      searchTargetList: {
        targetTypes: ['agent', 'queue'],
        targets: {
          type: searchType,
          transferSubtypes: [
            { id: 'consult', label: 'Consult' },
            { id: 'blind', label: 'Blind' },
          ],
          payload: { list },
        },
      },
    });
  };

  const actions = {
    selectCallbackNumber: select,
    initiateCall: (payload) => {
      select(payload);
      const { externalId, overrideReason } = payload;
      const isFirst = !store.get('interaction', externalId).callId;
      ask(`interaction.${isFirst ? 'dial' : 'retry'}`, externalId, overrideReason ? { overrideReason } : {});
    },
    closeCallback: ({ externalId }) => ask('interaction.close', externalId),
    callbackTransferInitiated: (payload) =>
      ask('interaction.transfer', payload.externalId, targetOf(payload)),
    cancelCallbackTransfer: ({ externalId }) => ask('interaction.cancel-transfer', externalId),
    endCall: ofCall('end'),
    mute: ofCall('mute'),
    unmute: ofCall('unmute'),
    hold: ofCall('hold'),
    resume: ofCall('resume'),
    startRecording: ofCall('record-start'),
    pauseRecording: ofCall('record-pause'),
    resumeRecording: ofCall('record-resume'),
    stopRecording: ofCall('record-stop'),
    dtmf: (payload) => ask('call.dtmf', callId(payload), { digits: payload.digits }),
    consultTransfer: (payload) => ask('call.consult', callId(payload), targetOf(payload)),
    blindTransfer: (payload) => ask('call.blind-transfer', callId(payload), targetOf(payload)),
    endConsult: ofCall('end-consult'),
    mergeCall: ofCall('merge'),
    callbackLeaveAndTransfer: ofCall('leave-and-transfer'),
    logout: () => ask('agent.sign-out', store.agentId, { side: 'contact_centre' }),
    getSearchTarget: (payload) => void searchTargets(payload),
  };

  openFrameAPI.subscribe('interaction_control_action', ({ name, payload }) => actions[name]?.(payload));
  openFrameAPI.subscribe('openframe_awa_workitem_accepted', ({ workItem }) => {
    const offer = store.all('offer').find((one) => one.interactionId === workItem.externalId);
    if (offer) ask('offer.accept', offer.id);
  });
  openFrameAPI.subscribe('openframe_awa_workitem_rejected', ({ workItem }) => {
    const offer = store.all('offer').find((one) => one.interactionId === workItem.externalId);
    if (offer && workItem.rejection.reason !== 'timeout')
      ask('offer.reject', offer.id, { reasonId: workItem.rejection.reason });
  });
  openFrameAPI.subscribe('openframe_wrap_up_submitted', ({ wrapUp }) => {
    const segment = store
      .all('segment')
      .find((one) => one.interactionId === wrapUp.recordId && one.state === 'open');
    if (segment)
      ask('segment.submit', segment.id, { reasonId: wrapUp.wrapUpCode, notes: wrapUp.wrapUpNotes });
  });
  openFrameAPI.subscribe('openframe_awa_agent_presence', ({ presence }) => {
    const found = store.all('settings')[0].presences.workspace.find(({ name }) => name === presence.name);
    if (found) ask('agent.set', store.agentId, { presenceId: found.id });
  });

  openFrameAPI.init(
    { height: 400, width: 300 },
    () => {
      store.select(
        (of) => ['agent', 'offer', 'interaction', 'call', 'task'].map((kind) => of.all(kind)),
        publish,
        (one, other) => one.every((list, at) => list === other[at]),
      );
      publish();
    },
    () => {},
  );
};

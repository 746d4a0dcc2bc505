import { position, type Position } from '../../contract/events.ts';
import type {
  AgentRecord,
  AnyRecord,
  CallRecord,
  HostIds,
  InteractionRecord,
  NoticeRecord,
  OfferRecord,
  RecordRef,
  SegmentRecord,
  SettingsRecord,
  TaskRecord,
  Timer,
} from '../../contract/records.ts';
import {
  agentCapabilities,
  callCapabilities,
  callOf,
  interactionCapabilities,
  isComing,
  isLive,
  isOn,
  matchTo,
  noticeCapabilities,
  offerCapabilities,
  segmentCapabilities,
  taskCapabilities,
} from './capabilities.ts';
import { iso } from './iso.ts';
import { isSame } from './same.ts';
import type {
  Agent,
  Call,
  Interaction,
  Notice,
  Offer,
  Segment,
  ShownTimer,
  State,
  Tables,
  Task,
  Time,
} from './types.ts';

const isoOrNull = (time: Time | null): string | null => (time === null ? null : iso(time));
const shown = <K extends string>(timer: ShownTimer<K> | null): Timer<K> | null =>
  timer && { kind: timer.kind, deadline: iso(timer.due), duration: timer.duration };

const hostIds = <I extends string | null>(task: Task, interactionId: I): HostIds & { interactionId: I } => ({
  taskId: task.id,
  interactionId,
  customerId: task.customer.id,
  externalId: task.externalId,
  customPayload: task.customPayload,
});

const settingsRecord = ({ policy }: State): SettingsRecord => ({
  kind: 'settings',
  id: 'settings',
  version: 1,
  providerName: policy.providerName,
  presences: policy.presences,
  wrapUpCodes: policy.wrapUpCodes,
  defaultWrapUpCode: policy.defaultWrapUpCode,
  reasons: policy.reasons,
  dialing: policy.dialing,
  targets: {
    transfer: policy.callbackTransfer,
    consult: policy.consultTargets,
    blind: policy.blindTargets,
  },
  notesLimit: policy.notesLimit,
});

/** The queued change in the workspace's words. */
const nextOfWorkspace = ({ policy }: State, { next }: Agent): string | null =>
  next?.side === 'contact_centre'
    ? policy.presences.contact_centre.find(({ id }) => id === next.presenceId)!.counterpart
    : (next?.presenceId ?? null);

const agentRecord = (state: State, agent: Agent): AgentRecord => {
  const side = (one: Agent['presence']['workspace']) => ({ ...one, since: iso(one.since) });
  return {
    kind: 'agent',
    id: agent.id,
    version: agent.version,
    name: agent.name,
    roles: agent.roles,
    queues: agent.queueIds.map((id) => state.queues[id]!),
    capacity: agent.capacity,
    presence: {
      workspace: side(agent.presence.workspace),
      contact_centre: side(agent.presence.contact_centre),
    },
    nextPresenceId: nextOfWorkspace(state, agent),
    matchTo: matchTo(state, agent),
    capabilities: agentCapabilities(state, agent),
  };
};

const offerRecord = (state: State, offer: Offer): OfferRecord => {
  const task = state.tasks[offer.taskId]!;
  return {
    kind: 'offer',
    id: offer.id,
    version: offer.version,
    ...hostIds(task, offer.interactionId),
    state: offer.state,
    badge: offer.badge,
    customerName: task.customer.name,
    queueName: state.queues[offer.queueId]!.name,
    type: task.type,
    scheduledStart: isoOrNull(task.scheduledStart),
    reason: task.reason,
    offeredAt: iso(offer.offeredAt),
    timer: shown(offer.timer),
    autoAssigned: state.policy.autoAssign,
    rejectReasons: state.policy.rejectReasons,
    capabilities: offerCapabilities(state, offer),
  };
};

export const taskRecord = (
  state: State,
  task: Task,
  agentId: string,
  interactionId: string | null,
): TaskRecord => ({
  kind: 'task',
  id: task.id,
  version: task.version,
  ...hostIds(task, interactionId),
  taskNumber: task.taskNumber,
  state: task.state,
  mode: task.mode,
  type: task.type,
  ownerId: task.ownerId,
  customer: task.customer,
  numberId: task.numberId,
  queue: state.queues[task.queueId]!,
  reason: task.reason,
  requestedAt: iso(task.requestedAt),
  scheduledStart: isoOrNull(task.scheduledStart),
  promisedAt: isoOrNull(task.promisedAt),
  sourceChannel: task.sourceChannel,
  ivrPath: task.ivrPath,
  context: task.context,
  scheduledBy: task.scheduledBy,
  consent: task.consent && { ...task.consent, at: isoOrNull(task.consent.at) },
  doNotCall: task.doNotCall,
  voicemail: task.voicemail,
  callingWindow: task.window && {
    from: task.window.from,
    to: task.window.to,
    open: task.window.open,
    changesAt: iso(task.window.changesAt),
  },
  attempts: task.attempts.map((one) => ({
    ...one,
    startedAt: iso(one.startedAt),
    endedAt: isoOrNull(one.endedAt),
  })),
  attemptLimit: state.policy.attemptLimit,
  closedAt: isoOrNull(task.closedAt),
  capabilities: taskCapabilities(state, task, agentId),
});

const interactionRecord = (state: State, interaction: Interaction, agentId: string): InteractionRecord => {
  const task = state.tasks[interaction.taskId]!;
  return {
    kind: 'interaction',
    id: interaction.id,
    version: interaction.version,
    ...hostIds(task, interaction.id),
    state: interaction.state,
    mode: task.mode,
    ownerId: interaction.ownerId,
    customerName: task.customer.name,
    numberId: interaction.numberId,
    callId: interaction.callId,
    acceptedAt: isoOrNull(interaction.acceptedAt),
    previewDuration: interaction.previewDuration,
    timer: shown(interaction.timer),
    transfer: interaction.transfer && {
      id: interaction.transfer.offerId,
      target: interaction.transfer.target,
      timer: shown(interaction.transfer.timer),
    },
    escalatedAt: isoOrNull(interaction.escalatedAt),
    closedAt: isoOrNull(interaction.closedAt),
    capabilities: interactionCapabilities(state, interaction, agentId),
  };
};

const callRecord = (state: State, call: Call, agentId: string): CallRecord => {
  const task = state.tasks[call.taskId]!;
  return {
    kind: 'call',
    id: call.id,
    version: call.version,
    ...hostIds(task, call.interactionId),
    attempt: call.attempt,
    legs: call.legs.map(({ met: _, ...leg }) => ({
      ...leg,
      since: iso(leg.since),
      connectedAt: isoOrNull(leg.connectedAt),
    })),
    startedAt: iso(call.startedAt),
    answeredAt: isoOrNull(call.answeredAt),
    endedAt: isoOrNull(call.endedAt),
    recording: { state: call.recording.state, since: isoOrNull(call.recording.since) },
    consult: {
      state: call.consult.state,
      target: call.consult.target,
      timer: shown(call.consult.timer),
      last: call.consult.last,
    },
    blind: call.blind && { target: call.blind.target, timer: shown(call.blind.timer)! },
    escalatedAt: isoOrNull(call.escalatedAt),
    capabilities: callCapabilities(state, call, agentId),
  };
};

/** Whether somebody is on the line, or wraps up, beside this one. */
const goesOn = (state: State, { id, interactionId }: Segment): boolean =>
  isLive(callOf(state, state.interactions[interactionId]!)) ||
  Object.values(state.segments).some(
    (one) => one.interactionId === interactionId && one.id !== id && one.closedAt === null && !one.alone,
  );

const segmentRecord = (state: State, segment: Segment): SegmentRecord => {
  const task = state.tasks[segment.taskId]!;
  return {
    kind: 'segment',
    id: segment.id,
    version: segment.version,
    ...hostIds(task, segment.interactionId),
    customerName: task.customer.name,
    state: segment.state,
    reasonId: segment.reasonId,
    notes: segment.notes,
    revision: segment.revision,
    savedAt: isoOrNull(segment.savedAt),
    timer: shown(segment.timer),
    closesWhenCallEnds:
      segment.state === 'submitted' &&
      task.ownerId === segment.agentId &&
      task.closedAt === null &&
      goesOn(state, segment),
    lateNotes: segment.lateNotes.map((one) => ({ ...one, at: iso(one.at) })),
    history: segment.history.map((one) => ({ ...one, at: iso(one.at) })),
    closedAt: isoOrNull(segment.closedAt),
    capabilities: segmentCapabilities(state, segment),
  };
};

const noticeRecord = (state: State, notice: Notice): NoticeRecord => {
  const task = state.tasks[notice.taskId]!;
  return {
    kind: 'notice',
    id: notice.id,
    version: notice.version,
    ...hostIds(task, notice.interactionId),
    at: iso(notice.at),
    type: notice.type,
    customerName: task.customer.name,
    party: notice.party,
    reason: notice.reason,
    capabilities: noticeCapabilities(),
  };
};

type View = ReadonlyMap<string, AnyRecord>;

const made = new WeakMap<object, Map<string, { readonly of: readonly unknown[]; record: AnyRecord }>>();

/** Made anew only when something that it is made of is another object: records never change, they are replaced. */
const remade = (entity: object, viewer: string, of: readonly unknown[], make: () => AnyRecord): AnyRecord => {
  const byViewer = made.get(entity) ?? new Map<string, { of: readonly unknown[]; record: AnyRecord }>();
  made.set(entity, byViewer);
  const known = byViewer.get(viewer);
  if (known && of.every((one, i) => one === known.of[i])) return known.record;
  const record = make();
  byViewer.set(viewer, { of, record });
  return record;
};

/** Everything that an agent may see, in an order that does not depend on how it came about. */
const build = (state: State, agentId: string): View => {
  const view = new Map<string, AnyRecord>();
  const { policy, queues, tasks, interactions, calls, segments } = state;
  const agent = state.agents[agentId]!;
  const partIn = new Set<string>();
  for (const one of Object.values(segments)) {
    if (one.agentId === agentId && !one.alone) partIn.add(one.interactionId);
  }
  /** Whether the agent has this interaction before them: their own, or one that they have a part in. */
  const sees = ({ id, ownerId, state: at, retired }: Interaction) =>
    !retired && at !== 'released' && (ownerId === agentId || partIn.has(id));
  // What capabilities are judged by.
  const around = [policy, queues, agent, interactions, calls, segments];
  const add = (
    kind: AnyRecord['kind'],
    entity: object & { id?: string },
    of: readonly unknown[],
    make: () => AnyRecord,
    viewer = agentId,
  ) => view.set(`${kind}/${entity.id ?? kind}`, remade(entity, viewer, of, make));
  const addTask = (task: Task, interactionId: string | null) =>
    add(
      'task',
      task,
      [policy, queues, agent, calls],
      () => taskRecord(state, task, agentId, interactionId),
      `${agentId} ${interactionId}`,
    );
  add('settings', policy, [], () => settingsRecord(state));
  add('agent', agent, around, () => agentRecord(state, agent));
  for (const offer of Object.values(state.offers)) {
    if (offer.agentId !== agentId || offer.retired) continue;
    add('offer', offer, [tasks[offer.taskId], policy, queues, interactions, calls], () =>
      offerRecord(state, offer),
    );
  }
  for (const interaction of Object.values(interactions)) {
    if (!sees(interaction)) continue;
    const task = tasks[interaction.taskId]!;
    add('interaction', interaction, [task, ...around], () => interactionRecord(state, interaction, agentId));
    addTask(task, interaction.id);
    const call = callOf(state, interaction);
    if (call && (interaction.ownerId === agentId || isOn(call, agentId)))
      add('call', call, [task, ...around], () => callRecord(state, call, agentId));
  }
  for (const task of Object.values(tasks)) {
    if (isComing(task) && agent.queueIds.includes(task.queueId)) addTask(task, null);
  }
  for (const segment of Object.values(segments)) {
    if (segment.agentId !== agentId || segment.retired) continue;
    if (segment.alone || sees(interactions[segment.interactionId]!))
      add('segment', segment, [tasks[segment.taskId], ...around], () => segmentRecord(state, segment));
  }
  for (const notice of Object.values(state.notices)) {
    if (notice.agentId === agentId && !notice.retired)
      add('notice', notice, [tasks[notice.taskId]], () => noticeRecord(state, notice));
  }
  return view;
};

// A view is derived from the records alone, and every change of records makes a new `sequence`: so a view may be
// remembered with it.
const remembered = new WeakMap<State['sequence'], Map<string, View>>();

const viewOf = (state: State, agentId: string): View => {
  const views = remembered.get(state.sequence) ?? new Map<string, View>();
  remembered.set(state.sequence, views);
  const view = views.get(agentId) ?? build(state, agentId);
  views.set(agentId, view);
  return view;
};

/** Tells that all agents but these see the same in both states. */
export const carryViews = (before: State, after: State, except: ReadonlySet<string>): void => {
  const views = new Map(remembered.get(before.sequence));
  for (const agentId of except) views.delete(agentId);
  remembered.set(after.sequence, views);
};

/** What the agent sees anew or otherwise, and what no longer. */
export const compareViews = (before: State, after: State, agentId: string) => {
  const old = viewOf(before, agentId);
  const now = viewOf(after, agentId);
  const records: AnyRecord[] = [];
  const removed: RecordRef[] = [];
  for (const [key, record] of now) if (!isSame(record, old.get(key))) records.push(record);
  for (const [key, record] of old) {
    if (!now.has(key)) removed.push({ kind: record.kind, id: record.id });
  }
  return { records, removed };
};

/** The agents whose view may differ after these changes. */
export const viewersOf = (
  before: State,
  after: State,
  changed: readonly { table: keyof Tables; id: string }[],
): ReadonlySet<string> => {
  const viewers = new Set<string>();
  const tasks = new Set<string>();
  for (const { table, id } of changed) {
    if (table === 'agents') viewers.add(id);
    for (const state of [before, after]) {
      const entity = state[table][id];
      if (!entity) continue;
      if ('ownerId' in entity && entity.ownerId) viewers.add(entity.ownerId);
      if ('agentId' in entity) viewers.add(entity.agentId);
      if ('taskId' in entity) tasks.add(entity.taskId);
    }
    if (table === 'tasks') tasks.add(id);
  }
  const coming = [before, after].flatMap((state) =>
    [...tasks].flatMap((id) => (state.tasks[id] && isComing(state.tasks[id]) ? state.tasks[id].queueId : [])),
  );
  if (coming.length) {
    for (const { id, queueIds } of Object.values(after.agents))
      if (coming.some((queueId) => queueIds.includes(queueId))) viewers.add(id);
  }
  if (tasks.size) {
    for (const state of [before, after]) {
      for (const one of Object.values(state.offers)) if (tasks.has(one.taskId)) viewers.add(one.agentId);
      for (const one of Object.values(state.interactions)) {
        if (tasks.has(one.taskId) && one.ownerId) viewers.add(one.ownerId);
      }
      for (const one of Object.values(state.segments)) if (tasks.has(one.taskId)) viewers.add(one.agentId);
    }
  }
  return viewers;
};

/** The position of an agent's stream. */
export const positionOf = (state: State, agentId: string): Position =>
  position(state.setup.epoch, state.sequence[agentId] ?? 0);

/** Everything an agent may see, and the position it is true as of; null: there is no such agent. */
export const view = (
  state: State,
  agentId: string,
): { readonly asOf: Position; readonly records: readonly AnyRecord[] } | null =>
  Object.hasOwn(state.agents, agentId)
    ? {
        asOf: positionOf(state, agentId),
        records: [...viewOf(state, agentId).values()],
      }
    : null;

import type { Capabilities, Capability, CapabilityReason } from '../../../contract/capabilities.ts';
import type { SubjectKind } from '../../../contract/commands.ts';
import { capabilityName, commandKeys, splitCommand } from '../../../contract/commands.ts';
import { defaultPolicy } from '../../../contract/policy.ts';
import type {
  AgentRecord,
  CallRecord,
  HostIds,
  InteractionRecord,
  Leg,
  OfferRecord,
  SegmentRecord,
  SettingsRecord,
  TaskRecord,
  Timer,
} from '../../../contract/records.ts';
import { localClock } from '../clock.ts';

// Records for stories and tests: each builder takes what should be different. Moments are given in seconds
// from now, so that what is drawn without a provider counts.

export const enabled: Capability = { visible: true, enabled: true };
export const hidden: Capability = { visible: false, enabled: false };
export const disabled = (reason: CapabilityReason | (string & {}), message?: string): Capability => ({
  visible: true,
  enabled: false,
  reason,
  ...(message === undefined ? {} : { message }),
});

/** All capabilities of one kind of record: enabled, except for what is given. */
export const capabilities = <K extends SubjectKind>(
  kind: K,
  changes: Partial<Capabilities<K>> = {},
  rest: Capability = enabled,
): Capabilities<K> =>
  Object.fromEntries([
    ...commandKeys
      .map(splitCommand)
      .filter(([of]) => of === kind)
      .map(([, name]) => [capabilityName(name), rest] as const),
    ...Object.entries(changes),
  ]) as Capabilities<K>;

/** A moment so many seconds from now. */
export const instant = (seconds = 0): string => new Date(localClock.now() + seconds * 1000).toISOString();

/** A timer that has so many of its seconds left. */
export const timer = <K extends string>(kind: K, left: number, duration: number): Timer<K> => ({
  kind,
  deadline: instant(left),
  duration: duration * 1000,
});

export const ids: HostIds & { interactionId: string } = {
  taskId: 'task-1',
  interactionId: 'interaction-1',
  customerId: 'customer-1',
  externalId: 'CS0001042',
  customPayload: { case: 'CS0001042' },
};

export const agent = (changes: Partial<AgentRecord> = {}): AgentRecord => ({
  kind: 'agent',
  id: 'ana',
  version: 1,
  name: 'Tomasz Wiśniewski',
  roles: ['agent', 'callback_writer'],
  queues: [{ id: 'cards', name: 'Card disputes' }],
  capacity: 1,
  presence: {
    workspace: { signedIn: true, presenceId: 'available', since: instant(-1320) },
    contact_centre: { signedIn: true, presenceId: 'available', since: instant(-1320) },
  },
  nextPresenceId: null,
  matchTo: null,
  capabilities: capabilities('agent', { signIn: hidden, match: hidden }),
  ...changes,
});

export const settings = (changes: Partial<SettingsRecord> = {}): SettingsRecord => ({
  kind: 'settings',
  id: 'settings',
  version: 1,
  providerName: defaultPolicy.providerName,
  presences: defaultPolicy.presences,
  wrapUpCodes: defaultPolicy.wrapUpCodes,
  defaultWrapUpCode: defaultPolicy.defaultWrapUpCode,
  reasons: defaultPolicy.reasons,
  dialing: 'manual',
  targets: {
    transfer: defaultPolicy.callbackTransfer,
    consult: defaultPolicy.consultTargets,
    blind: defaultPolicy.blindTargets,
  },
  notesLimit: defaultPolicy.notesLimit,
  ...changes,
});

export const offer = (changes: Partial<OfferRecord> = {}): OfferRecord => ({
  kind: 'offer',
  id: 'offer-1',
  version: 1,
  ...ids,
  state: 'open',
  badge: null,
  customerName: '佐藤 美咲',
  queueName: 'Card disputes',
  type: 'asap',
  scheduledStart: null,
  reason: 'Billing Issue',
  offeredAt: instant(-6),
  timer: timer('offer', 14, 20),
  autoAssigned: false,
  rejectReasons: [],
  capabilities: capabilities('offer'),
  ...changes,
});

export const task = (changes: Partial<TaskRecord> = {}): TaskRecord => ({
  kind: 'task',
  id: 'task-1',
  version: 1,
  ...ids,
  taskNumber: 'CBT0001042',
  state: 'assigned',
  mode: 'agent_first',
  type: 'asap',
  ownerId: 'ana',
  customer: {
    id: 'customer-1',
    name: 'Adaeze Okonkwo-Fitzgerald',
    numbers: [
      { id: 'mobile', number: '+12025550143', label: 'Mobile' },
      { id: 'office', number: '+12025550178', label: 'Office' },
    ],
    timeZone: 'America/New_York',
    language: 'en',
  },
  numberId: 'mobile',
  queue: { id: 'cards', name: 'Card disputes, North America' },
  reason: 'Billing Issue',
  requestedAt: instant(-900),
  scheduledStart: null,
  promisedAt: instant(480),
  sourceChannel: 'Voice',
  ivrPath: ['Main menu', 'Cards', 'Dispute a payment'],
  context: 'Two charges of the same amount from one hotel stay. Has both receipts at hand.',
  scheduledBy: null,
  consent: { given: true, at: instant(-900), text: 'calls may be recorded' },
  doNotCall: false,
  voicemail: { duration: 38_000 },
  callingWindow: { from: '08:00', to: '20:00', open: true, changesAt: instant(3600) },
  attempts: [],
  attemptLimit: 3,
  closedAt: null,
  capabilities: capabilities('task'),
  ...changes,
});

export const interaction = (changes: Partial<InteractionRecord> = {}): InteractionRecord => ({
  kind: 'interaction',
  id: 'interaction-1',
  version: 1,
  ...ids,
  state: 'preview',
  mode: 'agent_first',
  ownerId: 'ana',
  customerName: 'Adaeze Okonkwo-Fitzgerald',
  numberId: 'mobile',
  callId: null,
  acceptedAt: instant(-36),
  previewDuration: null,
  timer: null,
  transfer: null,
  escalatedAt: null,
  closedAt: null,
  capabilities: capabilities('interaction', {
    retry: hidden,
    cancelTransfer: hidden,
    reopen: hidden,
    tryLater: disabled('not_attempted'),
  }),
  ...changes,
});

export const leg = (changes: Partial<Leg> = {}): Leg => ({
  id: 'leg-1',
  role: 'customer',
  agentId: null,
  name: 'Adaeze Okonkwo-Fitzgerald',
  number: '+12025550143',
  state: 'connected',
  since: instant(-134),
  connectedAt: instant(-134),
  muted: false,
  endReason: null,
  ...changes,
});

export const call = (changes: Partial<CallRecord> = {}): CallRecord => ({
  kind: 'call',
  id: 'call-1',
  version: 1,
  ...ids,
  attempt: 1,
  legs: [leg({ id: 'leg-2', role: 'agent', agentId: 'ana', name: 'Tomasz Wiśniewski', number: null }), leg()],
  startedAt: instant(-140),
  answeredAt: instant(-134),
  endedAt: null,
  recording: { state: 'off', since: null },
  consult: { state: 'none', target: null, timer: null, last: null },
  blind: null,
  escalatedAt: null,
  capabilities: capabilities('call', {
    leave: hidden,
    unmute: hidden,
    resume: hidden,
    recordPause: hidden,
    recordResume: hidden,
    recordStop: hidden,
    endConsult: hidden,
    merge: hidden,
    leaveAndTransfer: hidden,
  }),
  ...changes,
});

export const segment = (changes: Partial<SegmentRecord> = {}): SegmentRecord => ({
  kind: 'segment',
  id: 'segment-1',
  version: 1,
  ...ids,
  customerName: 'Adaeze Okonkwo-Fitzgerald',
  state: 'draft',
  reasonId: null,
  notes: '',
  revision: 0,
  savedAt: null,
  timer: null,
  closesWhenCallEnds: false,
  lateNotes: [],
  history: [],
  closedAt: null,
  capabilities: capabilities('segment'),
  ...changes,
});

/** A second version of a record, with changes. */
export const next = <R extends { readonly version: number }>(record: R, changes: Partial<R> = {}): R => ({
  ...record,
  version: record.version + 1,
  ...changes,
});

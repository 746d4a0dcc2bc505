import type { Milliseconds } from '../../contract/records.ts';
import {
  field,
  type Fields,
  flagOf,
  listOf,
  objectOf,
  type Report,
  textOf,
  textsOf,
  timeOf,
} from './read.ts';

/* The contexts of `setICContext` as they are understood. Moments are milliseconds since 1970. */

type Time = number;

/** The documented fields, by the object that has them; others are told of. */
const known = {
  activeCall:
    'type direction externalId nowRecordId nowRecordTable customPayload callbackContext currentParticipant participants',
  callbackContext: 'customerName callbackNumbers callAttemptedByAgent dialInEndTime closeInEndTime',
  participant: `id name actor address ani dnis state callStartTime connectedTime muted held heldAtTime paused flagged
    recording requestACW requireWrapup customPayload capabilities`,
  offerContext: `assignment creationTime description displayContent externalId externalSegmentId isResilient metadata
    nowRecordId nowRecordTable providerAppInboundId queueId requesterId transferContent type`,
  assignment: 'allowedToDecline enableAutoAssign offeredOn timeout',
  transferContent: 'sourceQueueId targetId targetType transferType',
  searchTargetList: 'externalId nowRecordId nowRecordTable participantID quickStats targetTypes targets',
  target: 'type transferSubtypes payload',
  entry: 'name id hasStats presence moreInfo',
  idleState: 'capability enableState dialpadInfoMessage currentInboundId',
} as const;

/** Reads one object of a known kind, and tells of what it does not know. */
const reader = (kind: keyof typeof known, of: Fields, report: Report) => {
  const names = known[kind].split(/\s+/);
  for (const name of Object.keys(of))
    if (!names.includes(name)) report(`${kind} has no documented field ${name.slice(0, 60)}`);
  return {
    text: (name: string) => textOf(field(of, name)),
    flag: (name: string) => flagOf(field(of, name)),
    time: (name: string): Time | null => {
      const time = timeOf(field(of, name));
      if (time === undefined) report(`${kind}.${name} is no time that is understood`);
      return time ?? null;
    },
    raw: (name: string) => field(of, name),
  };
};

/** Capabilities say `true`; whatever else there is counts as no. */
const capabilitiesOf = (value: unknown): ReadonlySet<string> => {
  const given = objectOf(value);
  return new Set(Object.keys(given).filter((name) => flagOf(field(given, name))));
};

export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly actor: 'agent' | 'customer' | 'external' | 'queue';
  readonly number: string | null;
  readonly state: string;
  readonly muted: boolean;
  readonly held: boolean;
  readonly heldAt: Time | null;
  readonly connectedAt: Time | null;
  readonly startedAt: Time | null;
  /** Null: it does not say. */
  readonly wrapsUp: boolean | null;
  readonly can: ReadonlySet<string>;
}

/** The agent's own part. */
export interface Me extends Participant {
  readonly recording: 'off' | 'on' | 'paused';
  readonly transferFailed: boolean;
}

export interface ActiveCall {
  /** What it is known by from context to context. */
  readonly key: string;
  readonly type: 'call' | 'callback' | 'voicemail';
  readonly externalId: string | null;
  readonly recordId: string | null;
  readonly recordTable: string | null;
  readonly customPayload: unknown;
  readonly callback: {
    readonly customerName: string | null;
    readonly numbers: readonly string[];
    readonly attempted: boolean;
    readonly dialsAt: Time | null;
    readonly closesAt: Time | null;
  } | null;
  readonly me: Me;
  readonly others: readonly Participant[];
}

/** As people write numbers, in E.164 where it can be seen; else as it came. */
const numberOf = (text: string): string => {
  const digits = text
    .replace(/^(tel|sip):/i, '')
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{1,14}$/.test(digits) ? digits : text;
};

const oneOf = <T extends string>(value: string | null, all: readonly T[], otherwise: T): T =>
  all.find((one) => one === value?.toLowerCase().replace(/[\s_]+/g, ' ')) ?? otherwise;

const participant = (of: Fields, report: Report, otherwise: string): Participant => {
  const { text, flag, time, raw } = reader('participant', of, report);
  const number = text('address') ?? text('ani') ?? text('dnis');
  return {
    id: text('id') ?? otherwise,
    name: text('name') ?? (number === null ? '' : numberOf(number)),
    actor: oneOf(text('actor'), ['agent', 'customer', 'external', 'queue'], 'customer'),
    number: number === null ? null : numberOf(number),
    state: text('state')?.toLowerCase() ?? '',
    muted: flag('muted') ?? false,
    held: flag('held') ?? false,
    heldAt: time('heldAtTime'),
    connectedAt: time('connectedTime'),
    startedAt: time('callStartTime'),
    wrapsUp: flag('requireWrapup') ?? flag('requestACW'),
    can: capabilitiesOf(raw('capabilities')),
  };
};

const activeCall = (of: Fields, at: number, report: Report): ActiveCall => {
  const { text, raw } = reader('activeCall', of, report);
  const mine = objectOf(raw('currentParticipant'));
  const own = reader('participant', mine, () => {});
  const me = participant(mine, report, 'agent');
  const context = raw('callbackContext');
  const type = oneOf(text('type'), ['call', 'callback', 'voicemail'], context ? 'callback' : 'call');
  const callback = reader('callbackContext', objectOf(context), report);
  const numbers = raw('callbackNumbers') ?? callback.raw('callbackNumbers');
  const externalId = text('externalId');
  const isRecording = own.text('recording')?.toLowerCase() === 'in_progress';
  return {
    key: externalId ?? text('nowRecordId') ?? `call-${at}`,
    type,
    externalId,
    recordId: text('nowRecordId'),
    recordTable: text('nowRecordTable'),
    customPayload: raw('customPayload') ?? null,
    callback:
      type === 'callback'
        ? {
            customerName: callback.text('customerName'),
            // Some send objects: the first field of each that has digits is the number.
            numbers: [
              ...textsOf(numbers),
              ...listOf(numbers).flatMap(
                (one) =>
                  Object.values(one)
                    .flatMap(textsOf)
                    .find((part) => /\d{3}/.test(part)) ?? [],
              ),
            ].map(numberOf),
            attempted: callback.flag('callAttemptedByAgent') ?? false,
            dialsAt: callback.time('dialInEndTime'),
            closesAt: callback.time('closeInEndTime'),
          }
        : null,
    me: {
      ...me,
      actor: 'agent',
      recording: isRecording ? (own.flag('paused') ? 'paused' : 'on') : 'off',
      transferFailed:
        textOf(field(objectOf(own.raw('capabilities')), 'callbackTransferStatus'))?.toLowerCase() ===
        'failed',
    },
    others: listOf(raw('participants'))
      .map((one, place) => participant(one, report, `participant-${place}`))
      .filter(({ id }) => id !== me.id),
  };
};

/** Calls that are known by the same name are one: the last that is said of it counts. */
export const activeCalls = (value: unknown, report: Report): ActiveCall[] => [
  ...new Map(
    listOf(value).map((one, at) => {
      const call = activeCall(one, at, report);
      return [call.key, call] as const;
    }),
  ).values(),
];

export interface Offer {
  readonly externalId: string;
  readonly externalSegmentId: string | null;
  readonly recordId: string | null;
  readonly recordTable: string | null;
  readonly inboundId: string | null;
  readonly queueId: string;
  readonly queueName: string;
  readonly requesterId: string | null;
  readonly customerName: string;
  readonly reason: string | null;
  readonly mayDecline: boolean;
  readonly autoAssigned: boolean;
  readonly offeredAt: Time;
  /** Null: it does not time out. */
  readonly timeout: Milliseconds | null;
  readonly requestedAt: Time | null;
  readonly transferredBy: string | null;
  readonly isConsult: boolean;
  readonly customPayload: unknown;
}

/** Why an offer is not taken, by the names of `openframe_awa_client_offer`. */
export type OfferRefusal =
  | 'AWA_AGENT_NOT_AVAILABLE'
  | 'AWA_OFFER_ASSIGNMENT_PAYLOAD_MISSING'
  | 'AWA_OFFER_QUEUEID_MISSING'
  | 'AWA_ASSIGNMENT_OFFEREDON_FUTURE'
  | 'AWA_ASSIGNMENT_OFFEREDON_INVALID_FORMAT'
  | 'AWA_OFFER_EXTERNALID_MISSING';

/** Clocks differ by so much without an offer being of the future. */
const skew = 60_000;

/** The offer; a refusal; null: nothing is offered any more. */
export const offerOf = (value: unknown, now: Time, report: Report): Offer | OfferRefusal | null => {
  const given = objectOf(value);
  if (!Object.keys(given).length) return null;
  const { text, time, raw } = reader('offerContext', given, report);
  const externalId = text('externalId');
  if (externalId === null) return 'AWA_OFFER_EXTERNALID_MISSING';
  const queueId = text('queueId');
  if (queueId === null) return 'AWA_OFFER_QUEUEID_MISSING';
  const terms = listOf(raw('assignment'))[0];
  if (!terms) return 'AWA_OFFER_ASSIGNMENT_PAYLOAD_MISSING';
  const assignment = reader('assignment', terms, report);
  const offeredAt = timeOf(assignment.raw('offeredOn'));
  if (offeredAt === undefined) return 'AWA_ASSIGNMENT_OFFEREDON_INVALID_FORMAT';
  if (offeredAt !== null && offeredAt > now + skew) return 'AWA_ASSIGNMENT_OFFEREDON_FUTURE';
  const timeout = Number(assignment.text('timeout') ?? NaN);
  const transfer = reader('transferContent', objectOf(raw('transferContent')), report);
  const shown = objectOf(raw('displayContent'));
  // What the lines are called is the provider's: a label that names it is believed.
  const lines = [...listOf(field(shown, 'lines')), ...listOf(field(shown, 'content'))].map(
    (line) => [textOf(field(line, 'label')) ?? '', textOf(field(line, 'value'))] as const,
  );
  const line = (name: RegExp) => lines.find(([label, words]) => name.test(label) && words)?.[1] ?? null;
  return {
    externalId,
    externalSegmentId: text('externalSegmentId'),
    recordId: text('nowRecordId'),
    recordTable: text('nowRecordTable'),
    inboundId: text('providerAppInboundId'),
    queueId,
    queueName: line(/queue/i) ?? queueId,
    requesterId: text('requesterId'),
    customerName:
      textOf(field(shown, 'title')) ?? line(/name|customer|caller/i) ?? text('description') ?? externalId,
    reason: line(/reason|subject|topic/i) ?? text('description'),
    mayDecline: assignment.flag('allowedToDecline') ?? true,
    autoAssigned: assignment.flag('enableAutoAssign') ?? false,
    offeredAt: offeredAt ?? now,
    timeout: timeout > 0 && timeout < 1e9 ? timeout : null,
    requestedAt: time('creationTime'),
    transferredBy: transfer.text('sourceQueueId') ?? (transfer.text('transferType') && ''),
    isConsult: transfer.text('transferType')?.toLowerCase() === 'consult',
    customPayload: raw('metadata') ?? null,
  };
};

export type TargetKind = 'agent' | 'queue' | 'external';

export interface FoundTarget {
  readonly id: string;
  readonly name: string;
  readonly presence: 'available' | 'away' | 'busy' | 'offline';
  /** How many wait, where a line says so. */
  readonly waiting: number;
}

export interface TargetList {
  /** Which tabs there are; empty: it does not say. */
  readonly kinds: readonly TargetKind[];
  readonly found: ReadonlyMap<TargetKind, readonly FoundTarget[]>;
  /** The ways to hand on, by kind; no entry: it does not say. */
  readonly ways: ReadonlyMap<TargetKind, ReadonlySet<string>>;
}

const kindOf = (text: string | null): TargetKind | null =>
  (['agent', 'queue', 'external'] as const).find((kind) => text?.toLowerCase().startsWith(kind)) ?? null;

export const targetList = (value: unknown, report: Report): TargetList => {
  const kinds = new Set<TargetKind>();
  const found = new Map<TargetKind, readonly FoundTarget[]>();
  const ways = new Map<TargetKind, ReadonlySet<string>>();
  for (const list of listOf(value)) {
    const { raw } = reader('searchTargetList', list, report);
    for (const word of textsOf(raw('targetTypes'))) {
      const kind = kindOf(word);
      if (kind) kinds.add(kind);
      else report(`searchTargetList.targetTypes has ${word.slice(0, 60)}`);
    }
    for (const target of listOf(raw('targets'))) {
      const { text, raw: part } = reader('target', target, report);
      const kind = kindOf(text('type'));
      if (!kind) continue;
      const subtypes = listOf(part('transferSubtypes')).flatMap((one) => textOf(field(one, 'id')) ?? []);
      if (part('transferSubtypes') !== undefined) ways.set(kind, new Set(subtypes));
      const entries = listOf(field(objectOf(part('payload')), 'list')).flatMap((one) => {
        const entry = reader('entry', one, report);
        const id = entry.text('id');
        const waits = listOf(entry.raw('moreInfo')).find((info) =>
          /waiting/i.test(textOf(field(info, 'label')) ?? ''),
        );
        return id === null
          ? []
          : {
              id,
              name: entry.text('name') ?? id,
              presence: oneOf(entry.text('presence'), ['available', 'away', 'busy', 'offline'], 'offline'),
              waiting: Math.max(0, Math.floor(Number(waits && textOf(field(waits, 'value')))) || 0),
            };
      });
      found.set(kind, [...(found.get(kind) ?? []), ...entries]);
    }
  }
  return { kinds: [...kinds], found, ways };
};

/** Whether the agent may sign out of the contact centre; null: it does not say. */
export const mayLogOut = (value: unknown, report: Report): boolean | null => {
  const { raw } = reader('idleState', objectOf(value), report);
  return flagOf(field(objectOf(raw('capability')), 'logOut'));
};

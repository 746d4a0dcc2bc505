import type { AnyRecord, Instant, RecordRef } from './records.ts';

/** `epoch.number`: the epoch changes when the past is gone; numbers have no gaps, per agent. */
export type Position = `${string}.${number}`;

/** The provider's clock: `now` moves on by `rate` seconds a second; rate 0 stands still. */
export interface Clock {
  readonly now: Instant;
  readonly rate: number;
}

/**
 * What a heartbeat carries: the clock, and, where the provider says it, the position that was sent last, so that a lost
 * event is missed also when no other follows.
 */
export interface Heartbeat extends Clock {
  readonly asOf?: Position;
}

/**
 * Why records changed. A client needs none of them to be right: it replaces records. Hosts get facts from
 * them, and people who read the log an explanation. Unknown types are applied like any other.
 */
export const eventTypes = [
  'agent.presence_set',
  'agent.presence_queued',
  'agent.signed_in',
  'agent.signed_out',
  'call.answered',
  'call.blind_started',
  'call.consult_answered',
  'call.consult_ended',
  'call.consult_started',
  'call.ended',
  'call.escalated',
  'call.held',
  'call.left',
  'call.merged',
  'call.muted',
  'call.recording_paused',
  'call.recording_resumed',
  'call.recording_started',
  'call.recording_stopped',
  'call.resumed',
  'call.ringing',
  'call.transferred',
  'call.unmuted',
  'call.waiting',
  'changed',
  'interaction.closed',
  'interaction.dialed',
  'interaction.no_answer',
  'interaction.number_selected',
  'interaction.reason_edited',
  'interaction.reopened',
  'interaction.transfer_ended',
  'interaction.transfer_started',
  'interaction.transferred',
  'interaction.wrap_up',
  'notice.dismissed',
  'offer.accepted',
  'offer.offered',
  'offer.rejected',
  'offer.rescinded',
  'offer.timed_out',
  'record.retired',
  'segment.amended',
  'segment.expired',
  'segment.extended',
  'segment.saved',
  'segment.submitted',
  'task.canceled',
  'task.closed',
  'task.created',
  'task.queued',
  'task.scheduled',
] as const;

export type EventType = (typeof eventTypes)[number] | (string & {});

/** One message of an agent's stream: every record it changed, whole, and what the agent lost sight of. */
export interface CallbackEvent {
  readonly id: Position;
  readonly type: EventType;
  readonly at: Instant;
  /** What it is about, also when that record is not among the changed ones. */
  readonly subject: RecordRef | null;
  readonly records: readonly AnyRecord[];
  readonly removed: readonly RecordRef[];
}

/** Everything an agent may see, and the position it is true as of. */
export interface Snapshot {
  readonly asOf: Position;
  readonly clock: Clock;
  readonly namespace: string;
  readonly agentId: string;
  readonly records: readonly AnyRecord[];
}

/** What a performed, repeated or replayed command is answered with. */
export interface CommandAnswer {
  /** `unchanged`: it was already so; nothing was done. */
  readonly outcome: 'performed' | 'unchanged';
  /** The agent's stream position that holds the outcome. */
  readonly asOf: Position;
}

/** `epoch.7` to its parts; null for anything else. */
export const parsePosition = (text: string): { epoch: string; number: number } | null => {
  const match = /^([\w-]{1,64})\.(\d{1,15})$/.exec(text);
  return match ? { epoch: match[1]!, number: Number(match[2]) } : null;
};

export const position = (epoch: string, number: number): Position => `${epoch}.${number}`;

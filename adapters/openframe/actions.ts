import type { CommandKey, CommandPayloads, TargetRef } from '../../contract/commands.ts';
import { type Case, callId, customerOf, isOnCall } from './cases.ts';

/*
 * What a connector is asked for, by `interaction_control_action`. Public: `mute`, `logout`, `getSearchTarget`,
 * `callbackTransferInitiated`, `cancelCallbackTransfer`, `callbackLeaveAndTransfer`. The other names are not published;
 * these are ours, after the capability that permits each, and a host replaces them by those of its connector.
 */

export type ActionKey = Exclude<keyof typeof actionNames, never>;

/** The name of the action, by the command that it performs. */
export const actionNames = {
  'interaction.select-number': 'selectCallbackNumber',
  'interaction.dial': 'initiateCall',
  'interaction.retry': 'initiateCall',
  'interaction.close': 'closeCallback',
  'interaction.transfer': 'callbackTransferInitiated',
  'interaction.cancel-transfer': 'cancelCallbackTransfer',
  'call.end': 'endCall',
  'call.mute': 'mute',
  'call.unmute': 'unmute',
  'call.hold': 'hold',
  'call.resume': 'resume',
  'call.record-start': 'startRecording',
  'call.record-pause': 'pauseRecording',
  'call.record-resume': 'resumeRecording',
  'call.record-stop': 'stopRecording',
  'call.dtmf': 'dtmf',
  'call.consult': 'consultTransfer',
  'call.blind-transfer': 'blindTransfer',
  'call.end-consult': 'endConsult',
  'call.merge': 'mergeCall',
  'call.leave-and-transfer': 'callbackLeaveAndTransfer',
  'agent.sign-out': 'logout',
  /** Not a command: the directory is searched. */
  directory: 'getSearchTarget',
} as const satisfies Partial<Record<CommandKey | 'directory', string>>;

export type CaseCommand = Exclude<ActionKey, 'agent.sign-out' | 'directory'>;

const targetOf = ({ target }: { target: TargetRef }) => ({ targetId: target.id, targetType: target.kind });

/** What an action carries beside the ids. */
export const payloads: {
  readonly [C in CaseCommand]?: (payload: CommandPayloads[C], one: Case) => object;
} = {
  'interaction.select-number': ({ numberId }) => ({ number: numberId }),
  'interaction.dial': ({ overrideReason }, { number }) => ({
    number,
    ...(overrideReason && { overrideReason }),
  }),
  'interaction.retry': ({ overrideReason }, { number }) => ({
    number,
    ...(overrideReason && { overrideReason }),
  }),
  'interaction.transfer': targetOf,
  'call.dtmf': ({ digits }) => ({ digits }),
  'call.consult': targetOf,
  'call.blind-transfer': targetOf,
  'call.end-consult': (_, { consult }) => ({ participantId: consult.target?.id }),
};

const isMuted = ({ call }: Case) => call.me.muted;
const customerIs = (one: Case, state: string) => customerOf(one)?.state === state;
const recordingIs = (one: Case, state: string) => !isOnCall(one) || one.call.me.recording === state;
const isDialed = ({ state }: Case) => state === 'dialing' || state === 'in_call';
const isOff = (one: Case) => !isOnCall(one);

/** Whether it is as the command wants it: before, nothing is to be done; afterwards, it was. */
export const isDone: {
  readonly [C in CaseCommand]: (one: Case, payload: CommandPayloads[C]) => boolean;
} = {
  'interaction.select-number': (one, { numberId }) => one.number === numberId,
  'interaction.dial': isDialed,
  'interaction.retry': isDialed,
  'interaction.close': ({ state }) => state === 'wrap_up' || state === 'closed' || state === 'released',
  'interaction.transfer': ({ state, transfer }, { target }) =>
    state === 'released' || transfer?.target.id === target.id,
  'interaction.cancel-transfer': ({ state }) => state !== 'transferring',
  'call.end': isOff,
  'call.mute': isMuted,
  'call.unmute': (one) => !isMuted(one),
  'call.hold': (one) => customerIs(one, 'held'),
  'call.resume': (one) => customerIs(one, 'connected'),
  'call.record-start': (one) => recordingIs(one, 'on'),
  'call.record-pause': (one) => recordingIs(one, 'paused'),
  'call.record-resume': (one) => recordingIs(one, 'on'),
  'call.record-stop': (one) => recordingIs(one, 'off'),
  'call.dtmf': () => false,
  'call.consult': ({ consult }) => consult.state !== 'none',
  'call.blind-transfer': isOff,
  'call.end-consult': ({ consult }) => consult.state === 'none',
  'call.merge': ({ consult }) => consult.state === 'conference',
  'call.leave-and-transfer': isOff,
};

/** Nothing that a context says follows from these. */
export const atOnce: readonly CaseCommand[] = ['interaction.select-number', 'call.dtmf'];

export const isCaseCommand = (command: CommandKey): command is CaseCommand => Object.hasOwn(isDone, command);

/** Whose record the command is about: the one with this id. */
export const caseOf = (cases: readonly Case[], kind: string, id: string): Case | undefined =>
  cases.find((one) => (kind === 'call' ? callId(one) === id : `${kind}-${one.id}` === id));

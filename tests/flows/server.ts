import assert from 'node:assert/strict';
import type { CommandKey, CommandPayloads } from '../../contract/commands.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import { defaultPolicy } from '../../contract/policy.ts';
import { ContactCentre } from '../../mock-server/driver.ts';
import type { State, Task } from '../../mock-server/engine/types.ts';
import { reads } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import type { office } from './office.ts';

/* What only the server knows: what became of what nobody sees any more. */

/** The timers as they are where nobody changes them; those of the situations are short. */
export const defaults = { timers: defaultPolicy.timers } as const satisfies PolicyChanges;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** The whole state, as the log says that it is; of a host whose time stands still. */
export const stateOf = async (centre: Centre): Promise<State> =>
  ContactCentre.replay(await centre.log(), { host: { now: () => 0, setTimer: () => () => {} } }).state;

/** The callback; without an id the one that was asked for last. */
export const callbackOf = async (centre: Centre, taskId?: string): Promise<Task> => {
  const { tasks } = await stateOf(centre);
  return taskId === undefined ? Object.values(tasks).at(-1)! : tasks[taskId]!;
};

/** Waits until a callback, and the last of its interactions, the newest last, are in these states. */
export const stands = async (
  centre: Centre,
  task: string,
  interactions: readonly string[] = [],
  taskId?: string,
): Promise<void> => {
  const expected = [task, ...interactions].join(', ');
  for (const end = Date.now() + 8000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const state = await stateOf(centre);
    const { id, state: now, ownerId } = await callbackOf(centre, taskId);
    const theirs = Object.values(state.interactions).filter((one) => one.taskId === id);
    const last = interactions.length ? theirs.slice(-interactions.length) : [];
    const stand = [ownerId ? `${now} ${ownerId}` : now, ...last.map((one) => one.state)].join(', ');
    if (stand === expected) return;
    if (Date.now() > end) assert.equal(stand, expected);
  }
};

/** Asks to be called back; gives the callback's id. */
export const request = async (centre: Centre, what: object): Promise<string> =>
  ((await centre.callback({ offerTimeout: null, ...what })) as { taskId: string }).taskId;

/** The server refuses it, and says why. */
export const refuses = async <C extends CommandKey>(
  centre: Centre,
  agent: string,
  command: C,
  id: string,
  body: CommandPayloads[C],
  why: RegExp,
): Promise<void> => {
  await assert.rejects(centre.command(agent, command, id, body), why);
};

export const frozen = (centre: Centre): Promise<unknown> => centre.control('clock', { mode: 'frozen' });

/** A contact centre where time stands still, nothing waits, and only ana is there; and her window. */
export const alone = async (
  { open, sit }: ReturnType<typeof office>,
  policy?: PolicyChanges,
): Promise<{ centre: Centre; desk: Desk }> => {
  const centre = await open('quiet', policy);
  await frozen(centre);
  await centre.do('ben', 'agent.set', { presenceId: 'away' });
  return { centre, desk: await sit(centre) };
};

/** Nothing is offered. */
export const idle = async (desk: Desk): Promise<void> => {
  await reads(desk, 'No callbacks waiting');
  assert.equal(await desk.has('button', 'Accept'), false);
};

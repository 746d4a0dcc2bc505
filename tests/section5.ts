import assert from 'node:assert/strict';
import { closedTaskStates } from '../contract/transitions.ts';
import type { State } from '../mock-server/engine/types.ts';

/* spec.md section 5, "What must never happen", as assertions for tests; the numbers are its own. */

/** What one state shows. */
export const checkState = (state: State): void => {
  const offers = Object.values(state.offers);
  const interactions = Object.values(state.interactions);
  const calls = Object.values(state.calls);
  for (const task of Object.values(state.tasks)) {
    const running = calls.filter((call) => call.taskId === task.id && call.endedAt === null);
    assert.ok(running.length <= 1, '1: one attempt at a time');
    assert.ok(
      task.attempts.every((one, i) => one.attempt === i + 1),
      '1: attempts are numbered',
    );
    assert.ok(
      task.attempts.slice(0, -1).every((one) => one.outcome),
      '1: the next exists after the last ended',
    );
    const open = offers.filter(
      (one) =>
        one.taskId === task.id && one.state === 'open' && /^(callback|customer_first)$/.test(one.purpose),
    );
    const held = interactions.filter(
      (one) => one.taskId === task.id && !['offered', 'released', 'closed'].includes(one.state),
    );
    assert.ok(open.length <= 1 && held.length <= 1, '2, 6: one place');
    assert.equal(open.length === 1, task.state === 'offered', '6: offered is where the offer is');
    assert.equal(held.length === 1, ['assigned', 'in_progress'].includes(task.state), '6: with its agent');
    // What was answered may go on to somebody else, while the task stays.
    if (held[0] && !task.reached) assert.equal(held[0].ownerId, task.ownerId, '2: one owner');
    const offered = offers.filter((one) => one.taskId === task.id && one.state === 'open');
    assert.ok(offered.length <= 1, '4: one offer at a time');
    assert.equal(
      offered.some((one) => one.purpose === 'transfer'),
      held.some((one) => one.state === 'transferring'),
      '4: a pending transfer is an offer',
    );
    for (const call of running) {
      const customer = call.legs.find((leg) => leg.role === 'customer')!;
      const on = call.legs.filter((leg) => leg.agentId && leg.connectedAt !== null && leg.state !== 'ended');
      const signedIn = Object.values(state.agents).some(({ presence }) => presence.contact_centre.signedIn);
      // Dialled customer-first, for whoever is free; held, by whoever talks to them.
      if (!on.length && call.answeredAt === null) assert.ok(signedIn, '5: somebody is there');
      else if (customer.state !== 'connected') assert.ok(on.length, '5: somebody is there');
      if (!on.length && call.answeredAt !== null)
        assert.ok(call.blind ?? call.seek, '5: somebody is being asked');
    }
    if (closedTaskStates.includes(task.state)) assert.equal(running.length, 0, '5: nobody is on the line');
  }
  for (const agentId of Object.keys(state.agents)) {
    const live = calls.filter(
      (call) =>
        call.endedAt === null && call.legs.some((leg) => leg.agentId === agentId && leg.state !== 'ended'),
    );
    assert.ok(live.length <= state.agents[agentId]!.capacity, '11: not beyond the capacity');
  }
  for (const timer of Object.values(state.timers)) assert.ok(timer.due > state.at, 'what was due was fired');
};

/** What must hold between two states. */
export const checkMove = (before: State, after: State): void => {
  for (const [id, offer] of Object.entries(before.offers)) {
    if (offer.state !== 'open') assert.equal(after.offers[id]!.state, offer.state, '3: an offer ends once');
  }
  for (const [id, task] of Object.entries(before.tasks)) {
    if (closedTaskStates.includes(task.state) && after.tasks[id] !== task)
      assert.deepEqual(after.tasks[id], task, '7: closed does not change');
  }
  for (const table of ['tasks', 'interactions', 'calls', 'segments'] as const) {
    const entities: Readonly<Record<string, { version: number }>> = before[table];
    for (const [id, entity] of Object.entries(entities)) {
      const now = after[table][id];
      if (now === entity) continue;
      // The round, and the search for an agent, are routing's own; nobody sees them.
      const shown = (one: object) => JSON.stringify({ ...one, round: null, seek: null });
      if (now && shown(now) !== shown(entity)) assert.ok(now.version > entity.version, 'a change counts');
    }
  }
  for (const [id, segment] of Object.entries(before.segments)) {
    const now = after.segments[id];
    assert.ok(now, '8: a note is not lost');
    if (segment.closedAt !== null && now !== segment) {
      // Late notes are appended; whether it is still in sight is not part of it.
      const kept = { version: 0, lateNotes: [], retired: false };
      assert.deepEqual({ ...now, ...kept }, { ...segment, ...kept }, '7: closed does not change');
      assert.deepEqual(now.lateNotes.slice(0, segment.lateNotes.length), segment.lateNotes, '7: appended');
    }
  }
};

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Role } from '../../contract/commands.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import { Play, refusal, start } from './testing.ts';
import type { CallbackRequest } from './types.ts';

const second = 1000;
const minute = 60 * second;
const iso = (at: number) => new Date(at).toISOString();

const scheduled = (request: CallbackRequest = {}, policy: PolicyChanges = {}) => {
  const play = new Play('quiet', policy);
  const id = play.callback({ dueIn: 10 * minute, agentId: 'ana', ...request });
  return { play, id, task: () => play.state.tasks[id]! };
};

const queued = (policy: PolicyChanges = {}) => {
  const play = new Play('quiet', policy);
  for (const agentId of ['ana', 'ben']) play.do(agentId, 'agent.set', agentId, { presenceId: 'away' });
  const id = play.callback({});
  return { play, id, task: () => play.state.tasks[id]! };
};

const accepted = (policy: PolicyChanges = {}) => {
  const play = new Play('agent-first-manual', policy);
  const { id, taskId } = play.one('ana', 'offer');
  play.do('ana', 'offer.accept', id, {});
  return { play, taskId, task: () => play.state.tasks[taskId]! };
};

describe('schedules', () => {
  it('a scheduled callback is seen by the agents of its queue, and enters it a minute before', () => {
    const { play, task } = scheduled();
    for (const agentId of ['ana', 'ben']) {
      const { state, interactionId, ownerId, scheduledStart } = play.one(agentId, 'task');
      assert.deepEqual([state, interactionId, ownerId], ['scheduled', null, null]);
      assert.equal(scheduledStart, iso(start + 10 * minute));
    }
    play.wait(9 * minute - 1);
    assert.equal(task().state, 'scheduled');
    play.wait(1);
    assert.equal(task().state, 'offered');
    assert.deepEqual(play.sees('ben', 'task'), [], 'somebody has it');
    play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
    assert.equal(play.one('ana', 'task').type, 'scheduled');
  });

  it('nobody else’s queue sees it', () => {
    const play = new Play('presence-mismatch');
    play.callback({ dueIn: 10 * minute, queueId: 'disputes-night' });
    assert.deepEqual([play.sees('ana', 'task').length, play.sees('ben', 'task').length], [1, 0]);
  });

  it('the countdown never ends before the due time', () => {
    const play = new Play('quiet', { dialing: 'automatic', timers: { dial: 5 * second } });
    play.callback({ dueIn: 90 * second, agentId: 'ana' });
    play.wait(30 * second);
    play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
    assert.equal(play.one('ana', 'interaction').timer!.deadline, iso(start + 90 * second));
  });

  it('a writer schedules another one for the customer; who is none may not', () => {
    const { play } = accepted();
    const { customer, capabilities } = play.one('ana', 'task');
    assert.equal(capabilities.schedule.enabled, true);
    const body = {
      customerId: customer.id,
      numberId: 'office',
      at: iso(start + 20 * minute),
      reason: 'Order Issue',
    };
    assert.equal(play.do('ana', 'task.schedule', '', body), 'performed');
    const made = play.sees('ben', 'task')[0]!;
    assert.deepEqual(
      [made.state, made.numberId, made.reason, made.scheduledBy, made.customer.id],
      ['scheduled', 'office', 'Order Issue', 'Ana Lindqvist', customer.id],
    );
    for (const [change, what] of [
      [{ at: iso(start + 59 * second) }, 'not_bookable'],
      [{ at: iso(start + 31 * 24 * 60 * minute) }, 'not_bookable'],
      [{ numberId: 'none' }, undefined],
      [{ reason: 'constructor' }, undefined],
    ] as const)
      assert.equal(refusal(play.try('ana', 'task.schedule', '', { ...body, ...change })).reason, what);
    assert.equal(refusal(play.try('ana', 'task.schedule', '', { ...body, customerId: 'x' })).status, 404);
    const none = { roles: ['agent'] as readonly Role[] };
    assert.equal(refusal(play.try('ana', 'task.schedule', '', body, none)).reason, 'role_missing');
    assert.equal(refusal(play.try('ben', 'task.schedule', '', body)).reason, 'role_missing');
    assert.equal(play.sees('ben', 'task')[0]!.capabilities.schedule.visible, false);
  });

  it('rescheduled: due then; a stale one is refused with what is now', () => {
    const { play, id, task } = scheduled();
    const { version } = play.one('ana', 'task');
    const at = iso(start + 5 * minute);
    play.do('ana', 'task.reschedule', id, { at, version });
    assert.equal(play.one('ben', 'task').scheduledStart, at);
    assert.equal(play.do('ana', 'task.reschedule', id, { at, version }), 'unchanged');
    const stale = refusal(play.try('ana', 'task.reschedule', id, { at: iso(start + 6 * minute), version }));
    assert.equal(stale.status, 409);
    assert.equal(stale.record?.kind === 'task' && stale.record.scheduledStart, at);
    play.wait(4 * minute);
    assert.equal(task().state, 'offered');
    assert.equal(
      refusal(
        play.try('ana', 'task.reschedule', id, { at: iso(start + 9 * minute), version: task().version }),
      ).reason,
      'in_hand',
    );
  });

  it('an agent cancels what nobody has', () => {
    const { play, id, task } = scheduled();
    play.do('ana', 'task.cancel', id, {});
    assert.equal(task().state, 'canceled');
    assert.deepEqual(play.sees('ana', 'task'), []);
    assert.equal(play.do('ana', 'task.cancel', id, {}), 'unchanged');
    play.wait(20 * minute);
    assert.equal(task().state, 'canceled');
  });
});

describe('expiry', () => {
  it('an hour after the request, where it is queued', () => {
    const { play, task } = queued();
    play.wait(60 * minute - 1);
    assert.equal(task().state, 'queued');
    play.wait(1);
    assert.equal(task().state, 'closed_abandoned');
  });

  it('of a scheduled one an hour after it is due, anew at reschedule', () => {
    const { play, id, task } = scheduled();
    for (const agentId of ['ana', 'ben']) play.do(agentId, 'agent.set', agentId, { presenceId: 'away' });
    play.do('ana', 'task.reschedule', id, { at: iso(start + 30 * minute), version: task().version });
    play.wait(90 * minute - 1);
    assert.equal(task().state, 'queued');
    play.wait(1);
    assert.equal(task().state, 'closed_abandoned');
  });

  it('never strikes while an agent has it; runs on when it returns', () => {
    const { play, task } = accepted();
    play.wait(61 * minute);
    assert.equal(task().state, 'assigned');
    play.do('ana', 'agent.sign-out', 'ana', { side: 'contact_centre' });
    assert.equal(task().state, 'closed_abandoned', 'it returned to the queue, and was over');
  });
});

describe('the customer cancels', () => {
  const cancel = (play: Play, taskId: string) => play.control('cancel', { taskId });

  it('while it is offered, and in the preview: closed, the agent is told', () => {
    const play = new Play('agent-first-manual');
    const { taskId } = play.one('ana', 'offer');
    cancel(play, taskId);
    assert.equal(play.one('ana', 'offer').state, 'rescinded');
    assert.equal(play.one('ana', 'notice').type, 'customer_canceled');

    const { play: other, taskId: id, task } = accepted();
    other.do('ana', 'segment.save', other.one('ana', 'segment').id, { reasonId: null, notes: 'kept' });
    other.wait(second);
    cancel(other, id);
    assert.equal(task().state, 'canceled');
    assert.equal(other.one('ana', 'interaction').state, 'closed');
    const { state, notes } = other.one('ana', 'segment');
    assert.deepEqual([state, notes], ['expired', 'kept']);
    assert.equal(other.one('ana', 'notice').type, 'customer_canceled');
    assert.equal(refusal(cancel(other, id)).reason, 'closed');
    // Ben has waited longer.
    other.callback({});
    assert.equal(other.sees('ben', 'offer').length, 1);
  });

  it('while a transfer is pending: the offer is rescinded', () => {
    const { play, taskId } = accepted();
    play.do('ana', 'interaction.transfer', play.one('ana', 'interaction').id, {
      target: { kind: 'agent', id: 'ben' },
    });
    cancel(play, taskId);
    assert.equal(play.one('ben', 'offer').state, 'rescinded');
    const { state, transfer } = play.one('ana', 'interaction');
    assert.deepEqual([state, transfer], ['closed', null]);
    play.wait(minute);
  });

  it('not during a call, nor an open wrap-up', () => {
    const { play, taskId } = accepted();
    play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
    assert.equal(refusal(cancel(play, taskId)).reason, 'call_live');
    play.wait(2 * second);
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    assert.equal(refusal(cancel(play, taskId)).reason, 'wrap_up_open');
  });
});

describe('the reason', () => {
  it('is changed by a writer, to one of the list, over the version seen', () => {
    const { play } = accepted();
    const { id } = play.one('ana', 'interaction');
    const { version } = play.one('ana', 'task');
    play.do('ana', 'interaction.edit-reason', id, { reason: 'Order Issue', version });
    assert.equal(play.one('ana', 'task').reason, 'Order Issue');
    const stale = refusal(
      play.try('ana', 'interaction.edit-reason', id, { reason: 'Product Issue', version }),
    );
    assert.equal(stale.record?.kind === 'task' && stale.record.reason, 'Order Issue');
    const now = play.one('ana', 'task').version;
    assert.equal(
      refusal(play.try('ana', 'interaction.edit-reason', id, { reason: 'None', version: now })).status,
      400,
    );
  });

  it('is not to be changed by others, nor during the call', () => {
    const play = new Play('quiet');
    play.callback({ agentId: 'ben' });
    play.do('ben', 'offer.accept', play.one('ben', 'offer').id, {});
    assert.equal(play.one('ben', 'interaction').capabilities.editReason.visible, false);
    const { play: other } = accepted();
    other.do('ana', 'interaction.dial', other.one('ana', 'interaction').id, {});
    assert.equal(other.one('ana', 'interaction').capabilities.editReason.reason, 'dialing');
  });
});

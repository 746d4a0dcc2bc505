import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyChanges } from '../../contract/policy.ts';
import { Play, refusal } from './testing.ts';
import type { CallbackRequest } from './types.ts';

const second = 1000;

/** A customer is being dialled, for whoever is free. */
const dialled = (request: CallbackRequest = {}, policy: PolicyChanges = {}) => {
  const play = new Play('quiet', policy);
  const id = play.callback({ mode: 'customer_first', number: '+12125550143', agentId: 'ana', ...request });
  return { play, task: () => play.state.tasks[id]! };
};

const offered = (request: CallbackRequest = {}, policy: PolicyChanges = {}) => {
  const begun = dialled(request, policy);
  begun.play.wait(2 * second);
  return begun;
};

describe('customer-first', () => {
  it('dials the customer, then offers the call; on accept it is bridged', () => {
    const { play, task } = dialled();
    assert.equal(task().state, 'queued');
    assert.equal(task().attempts.length, 1);
    assert.deepEqual([play.sees('ana', 'offer'), play.sees('ben', 'offer')], [[], []], 'nobody is asked yet');
    play.wait(2 * second);
    assert.equal(task().state, 'offered');
    const offer = play.one('ana', 'offer');
    assert.deepEqual(offer.badge, { kind: 'customer_waiting' });
    play.wait(3 * second);
    play.do('ana', 'offer.accept', offer.id, {});
    assert.deepEqual([task().state, task().ownerId], ['in_progress', 'ana']);
    const { state, mode, ownerId, capabilities } = play.one('ana', 'interaction');
    assert.deepEqual([state, mode, ownerId], ['in_call', 'customer_first', 'ana']);
    for (const name of ['dial', 'retry', 'tryLater', 'close', 'transfer', 'cancelTransfer'] as const)
      assert.equal(capabilities[name].visible, false, name);
    const call = play.one('ana', 'call');
    assert.deepEqual(
      call.legs.map(({ role, state: at }) => [role, at]),
      [
        ['customer', 'connected'],
        ['agent', 'connected'],
      ],
    );
    assert.equal(call.capabilities.wrongNumber.visible, false);
    assert.equal(task().attempts[0]!.agentName, 'Ana Lindqvist');
    play.do('ana', 'call.end', call.id, {});
    assert.equal(play.one('ana', 'interaction').capabilities.retry.visible, false);
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    assert.deepEqual([task().state, task().attempts[0]!.outcome], ['closed_complete', 'answered']);
  });

  it('who does not answer reaches no agent, is dialled again after 60 s, and is given up at the limit', () => {
    const { play, task } = dialled({ number: '+12125550160' });
    play.wait(2 * second);
    assert.deepEqual([task().state, task().attempts[0]!.outcome], ['queued', 'busy']);
    play.wait(59_999);
    assert.equal(task().attempts.length, 1);
    play.wait(1);
    assert.equal(task().attempts.length, 2);
    play.wait(2 * second + 60 * second);
    assert.equal(task().attempts.length, 3);
    play.wait(2 * second);
    assert.deepEqual([task().state, task().attempts.length], ['closed_abandoned', 3]);
    assert.deepEqual(play.events, [], 'nobody heard of it');
  });

  it('is not dialled while nobody is free, and never more customers than agents', () => {
    const play = new Play('quiet');
    for (const id of ['ana', 'ben']) play.do(id, 'agent.set', id, { presenceId: 'away' });
    const ids = [1, 2].map(() => play.callback({ mode: 'customer_first', number: '+12125550143' }));
    const dials = () => ids.map((id) => play.state.tasks[id]!.attempts.length);
    play.wait(60 * second);
    assert.deepEqual(dials(), [0, 0]);
    play.do('ana', 'agent.set', 'ana', { presenceId: 'available' });
    assert.deepEqual(dials(), [1, 0]);
    // Nor is anything else offered to the one for whom it rings.
    play.callback({ agentId: 'ana' });
    assert.deepEqual(play.sees('ana', 'offer'), []);
    play.do('ben', 'agent.set', 'ben', { presenceId: 'available' });
    assert.deepEqual(dials(), [1, 1]);
  });

  it('rejected, the next agent is asked at once; nobody for 30 s ends the call: no_agent, queued', () => {
    const { play, task } = offered();
    play.do('ana', 'offer.reject', play.one('ana', 'offer').id, {});
    assert.equal(task().state, 'offered');
    play.do('ben', 'offer.reject', play.one('ben', 'offer').id, {});
    assert.equal(task().state, 'queued');
    assert.equal(play.state.calls[task().attempts[0]!.id]!.endedAt, null, 'the customer waits');
    play.wait(5 * second);
    assert.equal(task().state, 'offered', 'asked again, as in another round');
    play.wait(25 * second - 1);
    assert.equal(task().attempts[0]!.outcome, null);
    play.wait(1);
    assert.deepEqual([task().state, task().attempts[0]!.outcome], ['queued', 'no_agent']);
    assert.equal(play.sees('ana', 'offer').filter((one) => one.state === 'open').length, 0);
  });

  it('the customer hangs up first: the card leaves, an accept comes too late', () => {
    const { play, task } = offered({ offerTimeout: null });
    const { id } = play.one('ana', 'offer');
    play.control('customer', { taskId: task().id, act: 'hang_up' });
    assert.equal(play.one('ana', 'offer').state, 'rescinded');
    assert.equal(refusal(play.try('ana', 'offer.accept', id, {})).reason, 'offer_ended');
    assert.deepEqual([task().state, task().attempts[0]!.outcome], ['queued', 'customer_hangup']);
  });

  it('rings for nobody when the last agent of the queue signs out', () => {
    const { play, task } = dialled();
    for (const id of ['ana', 'ben']) play.do(id, 'agent.sign-out', id, { side: 'contact_centre' });
    assert.deepEqual([task().state, task().attempts[0]!.outcome], ['queued', 'no_agent']);
    play.wait(120 * second);
    assert.equal(task().attempts.length, 1);
  });

  it('scheduled, it is dialled when it is due, not before', () => {
    const { play, task } = dialled({ dueIn: 90 * second });
    play.wait(89_999);
    assert.deepEqual([task().state, task().attempts.length], ['queued', 0]);
    play.wait(1);
    assert.equal(task().attempts.length, 1);
  });
});

describe('what opens by itself', () => {
  const policy = { autoAssign: true };

  it('shows no buttons, and opens after a moment', () => {
    const play = new Play('agent-first-manual', policy);
    const { capabilities, autoAssigned } = play.one('ana', 'offer');
    assert.deepEqual(
      [capabilities.accept.visible, capabilities.reject.visible, autoAssigned],
      [false, false, true],
    );
    play.wait(2 * second);
    assert.equal(play.one('ana', 'interaction').state, 'preview');
  });

  it('bridges a customer, too', () => {
    const { play } = offered({}, policy);
    play.wait(2 * second);
    assert.equal(play.one('ana', 'interaction').state, 'in_call');
  });
});

describe('two at once', () => {
  it('two callbacks, one call: a call is not offered to who has one, nor is a second dialled', () => {
    const play = new Play('two-at-once');
    for (const { id } of play.sees('ana', 'offer')) play.do('ana', 'offer.accept', id, {});
    const [one, other] = play.sees('ana', 'interaction');
    play.do('ana', 'interaction.dial', one!.id, {});
    assert.equal(refusal(play.try('ana', 'interaction.dial', other!.id, {})).reason, 'other_call_live');
    play.wait(2 * second);
    assert.equal(play.sees('ana', 'call').length, 1);
  });

  it('an offered call cannot be taken during another', () => {
    const play = new Play('two-at-once');
    const [first, second_] = play.sees('ana', 'offer');
    play.do('ana', 'offer.accept', first!.id, {});
    play.do('ana', 'offer.reject', second_!.id, {});
    play.do('ben', 'agent.set', 'ben', { presenceId: 'away' });
    play.callback({ mode: 'customer_first', number: '+12125550143', offerTimeout: null });
    play.wait(2 * second);
    const waiting = play.sees('ana', 'offer').find(({ badge }) => badge?.kind === 'customer_waiting')!;
    assert.equal(waiting.capabilities.accept.enabled, true);
    play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
    assert.equal(refusal(play.try('ana', 'offer.accept', waiting.id, {})).reason, 'other_call_live');
  });
});

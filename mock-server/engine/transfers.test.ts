import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TargetRef } from '../../contract/commands.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import { Play, refusal } from './testing.ts';

const ben: TargetRef = { kind: 'agent', id: 'ben' };
const loans: TargetRef = { kind: 'queue', id: 'loans' };

const accepted = (policy: PolicyChanges = {}, scenario = 'agent-first-manual') => {
  const play = new Play(scenario, policy);
  play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
  return play;
};

const sent = (policy: PolicyChanges = {}, target = ben) => {
  const play = accepted(policy);
  play.do('ana', 'interaction.transfer', play.one('ana', 'interaction').id, { target });
  return play;
};

const told = (play: Play, agentId = 'ana') =>
  play.sees(agentId, 'notice').map(({ type, party }) => `${type} ${party}`);

describe('callback transfer', () => {
  it('to an agent: pending at the sender, offered to the receiver with who sent it', () => {
    const play = sent();
    const { state, transfer, capabilities, timer } = play.one('ana', 'interaction');
    assert.equal(state, 'transferring');
    assert.equal(timer, null);
    assert.deepEqual(transfer!.target, { ...ben, name: 'Ben Adeyemi' });
    assert.equal(transfer!.timer!.duration, 8000);
    assert.equal(capabilities.transfer.visible, false);
    assert.equal(capabilities.cancelTransfer.enabled, true);
    for (const name of ['dial', 'close', 'selectNumber', 'tryLater'] as const) {
      assert.equal(capabilities[name].reason, 'transfer_pending', name);
    }
    const offer = play.one('ben', 'offer');
    assert.deepEqual(offer.badge, { kind: 'transferred', by: 'Ana Lindqvist' });
    assert.deepEqual(offer.timer, transfer!.timer);
    assert.notEqual(offer.interactionId, play.one('ana', 'interaction').id);
    assert.equal(play.one('ana', 'task').state, 'assigned');
  });

  it('accepted: the receiver owns task and a new interaction; the sender is told, and free', () => {
    const play = sent();
    const number = play.one('ana', 'interaction').numberId;
    play.do('ben', 'offer.accept', play.one('ben', 'offer').id, {});
    assert.deepEqual(told(play), ['transfer_accepted Ben Adeyemi']);
    assert.deepEqual(play.sees('ana', 'interaction'), []);
    const interaction = play.one('ben', 'interaction');
    assert.equal(interaction.state, 'preview');
    assert.equal(interaction.numberId, number);
    assert.equal(play.one('ben', 'task').ownerId, 'ben');
    play.callback({ agentId: 'ana' });
    assert.equal(play.one('ana', 'offer').state, 'open');
  });

  for (const [how, end, type] of [
    [
      'declined',
      (play: Play) => play.do('ben', 'offer.reject', play.one('ben', 'offer').id, {}),
      'transfer_declined',
    ],
    ['timed out', (play: Play) => play.wait(8000), 'transfer_timed_out'],
    [
      'failed, since the receiver went away',
      (play: Play) => play.do('ben', 'agent.set', 'ben', { presenceId: 'away' }),
      'transfer_failed',
    ],
    [
      'cancelled',
      (play: Play) => play.do('ana', 'interaction.cancel-transfer', play.one('ana', 'interaction').id, {}),
      'transfer_cancelled',
    ],
  ] as const) {
    it(`${how}: back to the sender as it was, and said so`, () => {
      const play = sent();
      end(play);
      assert.deepEqual(told(play), [`${type} Ben Adeyemi`]);
      const { state, transfer, capabilities } = play.one('ana', 'interaction');
      assert.equal(state, 'preview');
      assert.equal(transfer, null);
      assert.equal(capabilities.dial.enabled, true);
      assert.equal(play.one('ana', 'task').ownerId, 'ana');
      assert.deepEqual(play.sees('ben', 'interaction'), []);
    });
  }

  it('a receiver who let it time out keeps their presence', () => {
    const play = sent();
    play.wait(8000);
    assert.equal(play.one('ben', 'agent').presence.workspace.presenceId, 'available');
  });

  it('after an unanswered attempt it comes back to there, and the attempts go on counting', () => {
    const play = accepted();
    const { id } = play.one('ana', 'interaction');
    play.do('ana', 'interaction.dial', id, {});
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    play.do('ana', 'interaction.transfer', id, { target: ben });
    play.do('ana', 'interaction.cancel-transfer', id, {});
    assert.equal(play.one('ana', 'interaction').state, 'no_answer');
    play.do('ana', 'interaction.transfer', id, { target: ben });
    play.do('ben', 'offer.accept', play.sees('ben', 'offer').find(({ state }) => state === 'open')!.id, {});
    play.do('ben', 'interaction.dial', play.one('ben', 'interaction').id, {});
    assert.equal(play.one('ben', 'task').attempts.length, 2);
  });

  it('to a queue: accepted at once, at its original place, the sender not asked first', () => {
    const play = accepted();
    const other = play.callback({ queueId: 'loans' });
    play.do('ben', 'offer.reject', play.one('ben', 'offer').id, {});
    play.do('ana', 'interaction.transfer', play.one('ana', 'interaction').id, { target: loans });
    assert.deepEqual(told(play), ['transfer_accepted Loans and mortgages']);
    const { badge, taskId, queueName } = play.one('ben', 'offer');
    assert.notEqual(taskId, other, 'it was there before');
    assert.equal(badge, null);
    assert.equal(queueName, 'Loans and mortgages');
  });

  it('the dial timer stops, and starts anew, full', () => {
    const play = accepted({}, 'agent-first-auto');
    play.wait(15_000);
    const { id, timer } = play.one('ana', 'interaction');
    play.do('ana', 'interaction.transfer', id, { target: ben });
    assert.equal(play.one('ana', 'interaction').timer, null);
    play.wait(8000);
    const anew = play.one('ana', 'interaction').timer!;
    assert.equal(anew.kind, 'dial');
    assert.equal(anew.duration, timer!.duration);
    assert.equal(Date.parse(anew.deadline), play.state.at + 20_000);
    assert.equal(play.one('ana', 'task').attempts.length, 0);
  });

  it('the timer is at least 10 s long when it comes back', () => {
    const play = accepted({ timers: { dial: 4000 } }, 'agent-first-auto');
    const { id } = play.one('ana', 'interaction');
    play.do('ana', 'interaction.transfer', id, { target: ben });
    play.do('ana', 'interaction.cancel-transfer', id, {});
    assert.equal(play.one('ana', 'interaction').timer!.duration, 10_000);
  });

  it('cancel and accept: exactly one wins, the other is told', () => {
    const one = sent();
    one.do('ben', 'offer.accept', one.one('ben', 'offer').id, {});
    const id = Object.values(one.state.interactions).find(({ state }) => state === 'released')!.id;
    assert.equal(
      refusal(one.try('ana', 'interaction.cancel-transfer', id, {}))
        .type.split(':')
        .pop(),
      'not_possible',
    );
    const other = sent();
    const offer = other.one('ben', 'offer').id;
    other.do('ana', 'interaction.cancel-transfer', other.one('ana', 'interaction').id, {});
    assert.equal(
      refusal(other.try('ben', 'offer.accept', offer, {}))
        .type.split(':')
        .pop(),
      'offer_ended',
    );
    assert.equal(other.one('ana', 'interaction').state, 'preview');
  });

  it('nobody transfers to themselves, to nobody, to who is busy, or where the provider does not', () => {
    const play = accepted();
    const { id } = play.one('ana', 'interaction');
    const reason = (target: TargetRef) => {
      const { type, reason } = refusal(play.try('ana', 'interaction.transfer', id, { target }));
      return reason ?? type.split(':').pop();
    };
    assert.equal(reason({ kind: 'agent', id: 'ana' }), 'invalid_payload');
    assert.equal(reason({ kind: 'agent', id: 'constructor' }), 'invalid_payload');
    assert.equal(reason({ kind: 'queue', id: '__proto__' }), 'invalid_payload');
    assert.equal(reason({ kind: 'external', id: '+12125550190' }), 'unsupported');
    play.do('ben', 'agent.set', 'ben', { presenceId: 'busy' });
    assert.equal(reason(ben), 'target_unavailable');
    assert.equal(play.one('ana', 'interaction').state, 'preview');
  });

  it('is locked once the customer was reached', () => {
    const play = accepted();
    play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
    play.wait(2000);
    assert.equal(play.one('ana', 'interaction').capabilities.transfer.reason, 'customer_reached');
    play.do('ana', 'call.wrong-number', play.one('ana', 'call').id, {});
    assert.equal(play.one('ana', 'interaction').capabilities.transfer.enabled, true);
  });

  it('what the sender wrote stays with their part, and late notes can be added', () => {
    const play = accepted();
    const { id } = play.one('ana', 'segment');
    play.do('ana', 'segment.save', id, { reasonId: null, notes: 'Speaks French.' });
    play.do('ana', 'interaction.transfer', play.one('ana', 'interaction').id, { target: loans });
    const segment = play.one('ana', 'segment');
    assert.equal(segment.state, 'expired');
    assert.equal(segment.notes, 'Speaks French.');
    assert.equal(play.do('ana', 'segment.amend', id, { notes: 'And German.' }), 'performed');
    assert.deepEqual(
      play.one('ana', 'segment').lateNotes.map(({ notes }) => notes),
      ['And German.'],
    );
    play.wait(600_000);
    assert.deepEqual(play.sees('ana', 'segment'), []);
  });

  it('a notice stays until dismissed, or 10 minutes', () => {
    const play = sent();
    play.wait(8000);
    const { id } = play.one('ana', 'notice');
    assert.equal(play.do('ana', 'notice.dismiss', id, {}), 'performed');
    assert.equal(play.do('ana', 'notice.dismiss', id, {}), 'unchanged');
    assert.equal(refusal(play.try('ben', 'notice.dismiss', id, {})).status, 404);
    assert.deepEqual(told(play), []);
    const other = sent();
    other.wait(8000);
    other.wait(599_999);
    assert.equal(told(other).length, 1);
    other.wait(1);
    assert.deepEqual(told(other), []);
  });
});

describe('try later', () => {
  it('schedules the callback anew; due minus a minute it is in the queue again', () => {
    const play = accepted();
    const { id, taskId } = play.one('ana', 'interaction');
    assert.equal(play.one('ana', 'interaction').capabilities.tryLater.reason, 'not_attempted');
    play.do('ana', 'interaction.dial', id, {});
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    const at = new Date(play.state.at + 15 * 60_000).toISOString();
    play.do('ana', 'interaction.try-later', id, { at });
    const task = play.state.tasks[taskId]!;
    assert.equal(task.state, 'scheduled');
    assert.equal(task.ownerId, null);
    assert.equal(task.scheduledBy, 'Ana Lindqvist');
    assert.deepEqual(play.sees('ana', 'interaction'), []);
    play.wait(14 * 60_000 - 1);
    assert.deepEqual(play.sees('ana', 'offer'), []);
    play.wait(1);
    assert.equal(play.one('ana', 'offer').scheduledStart, at);
    assert.equal(play.one('ana', 'offer').type, 'scheduled');
  });

  it('refuses what is too near, too far, and what is no time', () => {
    const play = accepted();
    const { id } = play.one('ana', 'interaction');
    play.do('ana', 'interaction.dial', id, {});
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    for (const ms of [0, 59_999, 31 * 86_400_000]) {
      const at = new Date(play.state.at + ms).toISOString();
      assert.equal(refusal(play.try('ana', 'interaction.try-later', id, { at })).status, 400, at);
    }
    assert.equal(play.one('ana', 'interaction').state, 'no_answer');
  });

  it('the countdown of one accepted before its time does not dial before it', () => {
    const play = accepted({}, 'no-answer');
    const { id, taskId } = play.one('ana', 'interaction');
    play.do('ana', 'interaction.dial', id, {});
    play.wait(8000);
    play.do('ana', 'interaction.try-later', id, { at: new Date(play.state.at + 600_000).toISOString() });
    play.wait(540_000);
    // Ben has been waiting for longer.
    play.do('ben', 'offer.accept', play.one('ben', 'offer').id, {});
    const { timer } = play.one('ben', 'interaction');
    assert.equal(Date.parse(timer!.deadline), play.state.tasks[taskId]!.scheduledStart);
  });
});

describe('who may not be called', () => {
  const with1 = (request: object, policy: PolicyChanges = {}, scenario = 'quiet') => {
    const play = new Play(scenario, policy);
    play.callback({ agentId: 'ana', offerTimeout: null, ...request });
    play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
    return play;
  };
  const dial = (play: Play) => play.one('ana', 'interaction').capabilities.dial;

  it('do-not-call, no consent: not dialled, with the reason', () => {
    const play = with1({ doNotCall: true });
    assert.equal(dial(play).reason, 'do_not_call');
    const { id } = play.one('ana', 'interaction');
    assert.equal(
      refusal(play.try('ana', 'interaction.dial', id, { overrideReason: 'x' })).reason,
      'do_not_call',
    );
    assert.equal(dial(with1({ consent: false })).reason, 'no_consent');
    assert.equal(dial(with1({ consent: true })).enabled, true);
  });

  it('with a reason where the provider lets it be overridden; the reason is kept with the attempt', () => {
    const override = { doNotCall: true, consent: false, callingWindow: false };
    const play = with1({ doNotCall: true }, { override });
    assert.deepEqual(dial(play), { visible: true, enabled: true, override: 'do_not_call' });
    const { id } = play.one('ana', 'interaction');
    for (const body of [{}, { overrideReason: '  ' }]) {
      assert.equal(refusal(play.try('ana', 'interaction.dial', id, body)).reason, 'do_not_call');
    }
    play.do('ana', 'interaction.dial', id, { overrideReason: ' Asked for it by mail ' });
    assert.equal(play.one('ana', 'task').attempts[0]!.overrideReason, 'Asked for it by mail');
  });

  it('outside of the calling window: the edge changes it by itself', () => {
    // It is 09:40 in New York.
    const play = with1(
      { callingWindow: { from: '09:45', to: '20:00' } },
      { override: { doNotCall: false, consent: false, callingWindow: false } },
    );
    assert.equal(dial(play).reason, 'outside_calling_window');
    const { open, changesAt } = play.one('ana', 'task').callingWindow!;
    assert.equal(open, false);
    assert.equal(Date.parse(changesAt!), play.state.at + 5 * 60_000);
    play.wait(5 * 60_000);
    assert.equal(dial(play).enabled, true);
    assert.equal(play.one('ana', 'task').callingWindow!.open, true);
  });

  it('the countdown is armed only while dialling is permitted, and never overrides', () => {
    const play = with1({ callingWindow: { from: '09:45', to: '20:00' } }, { dialing: 'automatic' });
    assert.equal(dial(play).override, 'outside_calling_window');
    assert.equal(play.one('ana', 'interaction').timer, null);
    play.wait(5 * 60_000);
    assert.equal(play.one('ana', 'interaction').timer!.duration, 20_000);
    const closing = with1(
      { callingWindow: { from: '08:00', to: '09:41' } },
      { dialing: 'automatic', timers: { dial: 90_000 } },
    );
    assert.notEqual(closing.one('ana', 'interaction').timer, null);
    closing.wait(60_000);
    assert.equal(closing.one('ana', 'interaction').timer, null);
    closing.wait(60_000);
    assert.equal(closing.one('ana', 'task').attempts.length, 0);
  });

  it('the limit of attempts', () => {
    const play = with1({ number: '+12125550181' }, { attemptLimit: 2 });
    const { id } = play.one('ana', 'interaction');
    play.do('ana', 'interaction.dial', id, {});
    play.do('ana', 'interaction.retry', id, {});
    assert.equal(play.one('ana', 'interaction').capabilities.retry.reason, 'attempt_limit');
    assert.equal(refusal(play.try('ana', 'interaction.retry', id, {})).reason, 'attempt_limit');
    assert.equal(play.one('ana', 'interaction').capabilities.tryLater.enabled, true);
  });
});

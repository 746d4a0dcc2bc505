import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TargetRef } from '../../contract/commands.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import type { LegState } from '../../contract/records.ts';
import { Play, refusal } from './testing.ts';

const ben: TargetRef = { kind: 'agent', id: 'ben' };
const queue: TargetRef = { kind: 'queue', id: 'card-disputes' };
/** Rings out, is busy, fails at once; hangs up after a while; answers. */
const outside = (digits: string): TargetRef => ({ kind: 'external', id: `+121255501${digits}` });

const answered = (policy: PolicyChanges = {}) => {
  const play = new Play('agent-first-manual', policy);
  play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
  play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
  play.wait(2000);
  return play;
};

const call = (play: Play, agentId = 'ana') => play.one(agentId, 'call');
const openOffer = (play: Play, agentId = 'ben') =>
  play.sees(agentId, 'offer').find(({ state }) => state === 'open')!;
const legs = (play: Play, agentId = 'ana'): Record<string, LegState> =>
  Object.fromEntries(
    call(play, agentId)
      .legs.filter(({ state }) => state !== 'ended')
      .map(({ name, state }) => [name.split(' ')[0]!, state]),
  );
const customer = (play: Play, act: string, party = 'customer') => {
  const { interactionId } = Object.values(play.state.calls)[0]!;
  return play.control('customer', { interactionId, act, party });
};

const ringing = (target = ben, policy: PolicyChanges = {}) => {
  const play = answered(policy);
  play.do('ana', 'call.consult', call(play).id, { target });
  return play;
};

const consulting = (policy: PolicyChanges = {}) => {
  const play = ringing(ben, policy);
  play.do('ben', 'offer.accept', openOffer(play).id, {});
  return play;
};

const conference = () => {
  const play = consulting();
  play.do('ana', 'call.merge', call(play).id, {});
  return play;
};

describe('the live call', () => {
  it('is recorded in four steps, and what was recorded is saved when it ends', () => {
    const play = answered();
    const { id } = call(play);
    const shown = () => {
      const { recordStart, recordPause, recordResume, recordStop } = call(play).capabilities;
      return [recordStart, recordPause, recordResume, recordStop]
        .map(({ visible }) => Number(visible))
        .join('');
    };
    assert.equal(shown(), '1000');
    play.do('ana', 'call.record-start', id, {});
    assert.equal(play.do('ana', 'call.record-start', id, {}), 'unchanged');
    assert.equal(shown(), '0101');
    play.do('ana', 'call.record-pause', id, {});
    assert.equal(shown(), '0011');
    play.do('ana', 'call.record-resume', id, {});
    play.do('ana', 'call.record-stop', id, {});
    assert.equal(call(play).recording.state, 'off');
    play.do('ana', 'call.end', id, {});
    assert.equal(call(play).recording.state, 'saved');
  });

  it('is escalated once, kept on the interaction', () => {
    const play = answered();
    const { id } = call(play);
    play.do('ana', 'call.escalate', id, {});
    const at = call(play).escalatedAt;
    assert.equal(call(play).capabilities.escalate.reason, 'already_escalated');
    play.wait(60_000);
    assert.equal(play.do('ana', 'call.escalate', id, {}), 'unchanged');
    play.do('ana', 'call.end', id, {});
    assert.equal(play.one('ana', 'interaction').escalatedAt, at);
  });

  it('takes tones once answered, and keeps them nowhere', () => {
    const play = answered();
    assert.equal(play.do('ana', 'call.dtmf', call(play).id, { digits: '4929#' }), 'performed');
    assert.doesNotMatch(JSON.stringify(play.state.calls), /4929#/);
  });

  it('a wrong number: the attempt ends so, and the customer was not reached', () => {
    const play = answered();
    play.do('ana', 'call.wrong-number', call(play).id, {});
    assert.equal(play.one('ana', 'interaction').state, 'no_answer');
    assert.equal(play.one('ana', 'task').state, 'assigned');
    assert.equal(play.one('ana', 'task').attempts[0]!.outcome, 'wrong_number');
    assert.equal(play.one('ana', 'segment').state, 'draft');
    assert.equal(play.one('ana', 'interaction').capabilities.retry.enabled, true);
  });

  it('a dropped call can be dialled again from its wrap-up, with what was written', () => {
    const play = answered({ timers: { wrapUp: 60_000 } });
    play.do('ana', 'segment.save', play.one('ana', 'segment').id, {
      reasonId: 'follow_up',
      notes: 'So far.',
    });
    customer(play, 'drop');
    const { id, state } = play.one('ana', 'interaction');
    assert.equal(state, 'wrap_up');
    assert.notEqual(play.one('ana', 'segment').timer, null);
    play.do('ana', 'interaction.retry', id, {});
    const { state: stands, notes, timer } = play.one('ana', 'segment');
    assert.deepEqual({ stands, notes, timer }, { stands: 'draft', notes: 'So far.', timer: null });
    play.wait(2000);
    assert.equal(play.one('ana', 'task').attempts.length, 2);
    assert.equal(play.one('ana', 'interaction').state, 'in_call');
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    assert.equal(
      play.one('ana', 'interaction').capabilities.retry.reason,
      'wrap_up_open',
      'not when it was not dropped',
    );
  });
});

describe('consult', () => {
  it('holds the customer while the target rings; accepted they are consulting', () => {
    const play = ringing();
    assert.deepEqual(legs(play), { Adaeze: 'held', Ana: 'connected', Ben: 'ringing' });
    assert.equal(call(play).consult.timer!.duration, 30_000);
    assert.deepEqual(openOffer(play).badge, { kind: 'consult', by: 'Ana Lindqvist' });
    assert.deepEqual(play.sees('ben', 'call'), [], 'nothing of the call before they are in it');
    const { merge, leaveAndTransfer, endConsult, resume, consult, leave } = call(play).capabilities;
    assert.deepEqual(
      [
        merge.reason,
        leaveAndTransfer.reason,
        endConsult.enabled,
        resume.reason,
        consult.reason,
        leave.reason,
      ],
      [
        'target_not_answered',
        'target_not_answered',
        true,
        'consult_running',
        'consult_running',
        'consult_running',
      ],
    );
    play.do('ben', 'offer.accept', openOffer(play).id, {});
    assert.equal(call(play).consult.state, 'consulting');
    assert.equal(call(play).capabilities.merge.enabled, true);
    assert.equal(call(play).capabilities.leaveAndTransfer.enabled, true);
    assert.deepEqual(legs(play, 'ben'), { Adaeze: 'held', Ana: 'connected', Ben: 'connected' });
    assert.equal(play.one('ben', 'interaction').ownerId, 'ana');
    assert.equal(call(play, 'ben').capabilities.leave.enabled, true);
    assert.equal(call(play, 'ben').capabilities.end.enabled, false);
    assert.equal(call(play, 'ben').capabilities.endConsult.visible, false);
  });

  for (const [how, act, reason] of [
    ['declined', (play: Play) => play.do('ben', 'offer.reject', openOffer(play).id, {}), 'declined'],
    ['not answered', (play: Play) => play.wait(30_000), 'no_answer'],
    [
      'the target went away',
      (play: Play) => play.do('ben', 'agent.set', 'ben', { presenceId: 'away' }),
      'failed',
    ],
  ] as const) {
    it(`${how}: said so, the customer is still held`, () => {
      const play = ringing();
      act(play);
      const { consult } = call(play);
      assert.equal(consult.state, 'none');
      assert.deepEqual(consult.last, { target: { ...ben, name: 'Ben Adeyemi' }, reason });
      assert.deepEqual(legs(play), { Adaeze: 'held', Ana: 'connected' });
      assert.equal(call(play).capabilities.resume.enabled, true);
    });
  }

  it('End consult goes back, and says nothing of it', () => {
    const play = consulting();
    play.do('ana', 'call.end-consult', call(play).id, {});
    assert.deepEqual(call(play).consult, { state: 'none', target: null, timer: null, last: null });
    assert.deepEqual(legs(play), { Adaeze: 'held', Ana: 'connected' });
    assert.deepEqual(
      [
        play.sees('ben', 'call'),
        play.sees('ben', 'interaction'),
        play.sees('ben', 'segment').map((one) => one.state),
      ],
      [[], [], ['expired']],
    );
    assert.equal(play.one('ana', 'segment').state, 'draft');
  });

  it('of a queue: waiting until an agent accepts, or 2 minutes', () => {
    const play = ringing(queue);
    assert.deepEqual(legs(play), { Adaeze: 'held', Ana: 'connected', Card: 'ringing' });
    assert.equal(call(play).consult.target!.kind, 'queue');
    play.do('ben', 'offer.reject', openOffer(play).id, {});
    assert.equal(call(play).consult.state, 'consult_dialing', 'the next one is asked');
    play.wait(5000);
    play.do('ben', 'offer.accept', openOffer(play).id, {});
    assert.deepEqual(call(play).consult.target, { ...ben, name: 'Ben Adeyemi' });
    const other = ringing(queue);
    other.wait(20_000);
    other.wait(100_000);
    assert.equal(call(other).consult.last!.reason, 'no_answer');
    assert.deepEqual(legs(other), { Adaeze: 'held', Ana: 'connected' });
  });

  for (const [digits, ms, reason] of [
    ['55', 30_000, 'no_answer'],
    ['65', 2000, 'busy'],
    ['85', 0, 'failed'],
  ] as const) {
    it(`of somebody outside who does not come: ${reason}`, () => {
      const play = ringing(outside(digits));
      play.wait(ms);
      assert.equal(call(play).consult.last!.reason, reason);
      assert.deepEqual(legs(play), { Adaeze: 'held', Ana: 'connected' });
    });
  }

  it('a number that is dialled out is a consult with somebody outside', () => {
    const play = answered();
    play.do('ana', 'call.dial-out', call(play).id, { number: '+12125550143' });
    play.wait(2000);
    assert.equal(call(play).consult.state, 'consulting');
    assert.equal(call(play).consult.target!.name, '+12125550143');
    const never = answered({ dialOut: false });
    assert.equal(
      refusal(never.try('ana', 'call.dial-out', call(never).id, { number: '+12125550143' })).status,
      501,
    );
  });

  it('merged, all talk; the one who leaves leaves the others', () => {
    const play = conference();
    assert.deepEqual(legs(play), { Adaeze: 'connected', Ana: 'connected', Ben: 'connected' });
    assert.equal(call(play).capabilities.merge.reason, 'in_conference');
    assert.equal(call(play).capabilities.leave.enabled, true);
    play.do('ana', 'call.leave', call(play).id, {});
    assert.deepEqual(legs(play, 'ben'), { Adaeze: 'connected', Ben: 'connected' });
    assert.equal(play.one('ben', 'interaction').ownerId, 'ben');
  });

  it('End call ends a conference for all; each who spoke with the customer wraps up', () => {
    const play = conference();
    play.do('ana', 'call.end', call(play).id, {});
    assert.equal(play.one('ana', 'segment').state, 'open');
    assert.equal(play.one('ben', 'segment').state, 'open');
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: 'a' });
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    play.do('ben', 'segment.submit', play.one('ben', 'segment').id, { reasonId: null, notes: 'b' });
    assert.equal(play.one('ana', 'interaction').state, 'closed');
    assert.equal(play.one('ana', 'task').state, 'closed_complete');
  });

  it('Leave & transfer: the interaction is the receiver’s, the task stays, a segment for each', () => {
    const play = consulting();
    const { id } = play.one('ana', 'segment');
    play.do('ana', 'call.leave-and-transfer', call(play).id, {});
    assert.deepEqual(legs(play, 'ben'), { Adaeze: 'connected', Ben: 'connected' });
    assert.deepEqual(play.sees('ana', 'call'), []);
    assert.equal(play.one('ana', 'interaction').ownerId, 'ben');
    assert.equal(play.one('ana', 'interaction').state, 'in_call');
    assert.equal(play.one('ana', 'task').ownerId, 'ana');
    assert.equal(play.one('ana', 'segment').state, 'open');
    assert.equal(play.one('ana', 'interaction').capabilities.close.reason, 'not_owner');
    play.do('ana', 'segment.submit', id, { reasonId: null, notes: 'mine' });
    assert.equal(play.one('ana', 'segment').closesWhenCallEnds, true);
    assert.equal(play.one('ana', 'task').state, 'in_progress');
    play.do('ben', 'call.end', call(play, 'ben').id, {});
    assert.equal(play.one('ben', 'interaction').state, 'wrap_up');
    play.do('ben', 'segment.submit', play.one('ben', 'segment').id, { reasonId: null, notes: 'his' });
    assert.equal(play.one('ana', 'interaction').state, 'closed');
    assert.equal(play.one('ana', 'segment').closesWhenCallEnds, false);
    assert.equal(play.one('ana', 'task').state, 'closed_complete');
  });

  it('Leave & transfer to somebody outside: no leg of ours is left, it closes with the sender’s wrap-up', () => {
    const play = ringing(outside('43'));
    play.wait(2000);
    play.do('ana', 'call.leave-and-transfer', call(play).id, {});
    assert.deepEqual(new Set(call(play).legs.map(({ endReason }) => endReason)), new Set(['transferred']));
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    assert.equal(play.one('ana', 'task').state, 'closed_complete');
  });

  it('the customer hangs up while the target rings: the consult is cancelled, on to wrap-up', () => {
    const play = ringing();
    customer(play, 'hang_up');
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    assert.equal(play.one('ben', 'offer').state, 'rescinded');
  });

  it('the customer hangs up while consulting: no merge, no leave; End consult leads to wrap-up', () => {
    const play = consulting();
    customer(play, 'hang_up');
    assert.equal(play.one('ana', 'interaction').state, 'in_call');
    assert.equal(call(play).capabilities.merge.reason, 'customer_hung_up');
    assert.equal(call(play).capabilities.leaveAndTransfer.reason, 'customer_hung_up');
    play.do('ana', 'call.end-consult', call(play).id, {});
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    assert.deepEqual(play.sees('ben', 'call'), []);
  });

  it('the customer hangs up in a conference: agent and target talk on until one ends it', () => {
    for (const who of ['ana', 'ben']) {
      const play = conference();
      customer(play, 'hang_up');
      assert.deepEqual(legs(play), { Ana: 'connected', Ben: 'connected' });
      assert.equal(call(play, who).capabilities.leave.visible, false);
      play.do(who, 'call.end', call(play, who).id, {});
      assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
      assert.equal(play.one('ben', 'segment').state, 'open');
    }
  });

  it('the target hangs up: back to the held customer; in a conference the two talk on', () => {
    const play = consulting();
    play.do('ben', 'call.leave', call(play, 'ben').id, {});
    assert.deepEqual(legs(play), { Adaeze: 'held', Ana: 'connected' });
    assert.equal(call(play).consult.last!.reason, 'agent_hangup');
    const other = conference();
    other.do('ben', 'call.leave', call(other, 'ben').id, {});
    assert.deepEqual(legs(other), { Adaeze: 'connected', Ana: 'connected' });
    assert.equal(other.one('ben', 'segment').state, 'open');
    assert.equal(other.one('ana', 'interaction').ownerId, 'ana');
  });

  it('somebody outside hangs up while consulting', () => {
    const play = ringing(outside('95'));
    play.wait(2000);
    assert.equal(call(play).consult.state, 'consulting');
    play.wait(5000);
    assert.deepEqual(legs(play), { Adaeze: 'held', Ana: 'connected' });
  });
});

describe('blind transfer', () => {
  const blind = (target: TargetRef, policy: PolicyChanges = {}) => {
    const play = answered(policy);
    play.do('ana', 'call.hold', call(play).id, {});
    play.do('ana', 'call.blind-transfer', call(play).id, { target });
    return play;
  };

  it('the agent is out at once and stays owner until somebody accepts', () => {
    const play = blind(ben);
    assert.deepEqual(legs(play), { Adaeze: 'connected', Ben: 'ringing' });
    assert.equal(play.one('ana', 'interaction').ownerId, 'ana');
    assert.equal(play.one('ana', 'interaction').state, 'in_call');
    assert.equal(play.one('ana', 'segment').state, 'open');
    assert.equal(call(play).blind!.timer.duration, 30_000);
    assert.equal(call(play).capabilities.end.reason, 'handing_over');
    assert.deepEqual(openOffer(play).badge, { kind: 'transferred', by: 'Ana Lindqvist' });
    play.do('ben', 'offer.accept', openOffer(play).id, {});
    assert.equal(play.one('ben', 'interaction').ownerId, 'ben');
    assert.equal(play.one('ben', 'task').ownerId, 'ana');
    assert.deepEqual(legs(play, 'ben'), { Adaeze: 'connected', Ben: 'connected' });
    assert.deepEqual(play.sees('ana', 'call'), []);
  });

  it('refused at once: nothing changes, the customer is still held', () => {
    const play = answered();
    play.do('ana', 'call.hold', call(play).id, {});
    const { id } = call(play);
    const before = JSON.stringify(play.sees('ana', 'call'));
    for (const target of [outside('85'), { kind: 'agent', id: 'ben' } as const]) {
      if (target.kind === 'agent') play.do('ben', 'agent.set', 'ben', { presenceId: 'away' });
      assert.equal(
        refusal(play.try('ana', 'call.blind-transfer', id, { target })).reason,
        'target_unavailable',
      );
    }
    assert.equal(JSON.stringify(play.sees('ana', 'call')), before);
  });

  for (const [how, act] of [
    ['declined', (play: Play) => play.do('ben', 'offer.reject', openOffer(play).id, {})],
    ['not accepted within 30 s', (play: Play) => play.wait(30_000)],
  ] as const) {
    it(`${how}: a waiting call in the callback’s queue, and the sender is told`, () => {
      const play = blind(ben);
      act(play);
      const { state, ownerId } = play.one('ana', 'interaction');
      assert.deepEqual([state, ownerId], ['waiting', null]);
      assert.equal(play.one('ana', 'notice').type, 'blind_not_accepted');
      assert.equal(openOffer(play), undefined, 'not the same agent at once');
      play.wait(5000);
      assert.deepEqual(openOffer(play).badge, { kind: 'customer_waiting' });
      play.do('ben', 'offer.accept', openOffer(play).id, {});
      assert.equal(play.one('ben', 'interaction').ownerId, 'ben');
      assert.equal(play.one('ben', 'interaction').state, 'in_call');
      assert.equal(play.one('ana', 'task').ownerId, 'ana');
    });
  }

  it('to a queue: waiting at once; nobody for 2 minutes, or the customer hangs up: closed once wrapped up', () => {
    const play = blind(queue);
    assert.equal(play.one('ana', 'interaction').state, 'waiting');
    play.do('ben', 'agent.set', 'ben', { presenceId: 'away' });
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    // She is free again, and asked in the next round.
    play.wait(5000);
    assert.deepEqual(openOffer(play, 'ana').badge, { kind: 'customer_waiting' });
    play.do('ana', 'agent.set', 'ana', { presenceId: 'away' });
    assert.equal(play.one('ana', 'interaction').state, 'waiting');
    play.wait(114_999);
    assert.equal(play.one('ana', 'interaction').state, 'waiting');
    play.wait(1);
    assert.equal(play.one('ana', 'interaction').state, 'closed');
    const other = blind(queue);
    customer(other, 'hang_up');
    assert.equal(other.one('ana', 'interaction').state, 'waiting');
    other.do('ana', 'segment.submit', other.one('ana', 'segment').id, { reasonId: null, notes: '' });
    assert.equal(other.one('ana', 'interaction').state, 'closed');
  });

  it('the offer says in which queue the call waits', () => {
    const loans = { kind: 'queue', id: 'loans' } as const;
    assert.equal(openOffer(blind(loans)).queueName, 'Loans and mortgages');
    assert.equal(openOffer(ringing(loans)).queueName, 'Loans and mortgages');
    const play = blind(ben);
    assert.equal(openOffer(play).queueName, 'Card disputes');
    play.wait(35_000);
    assert.equal(openOffer(play).queueName, 'Card disputes');
  });

  it('to somebody outside: rings, then it is no call of ours; not taken, the customer waits', () => {
    const play = blind(outside('43'));
    play.wait(2000);
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    const other = blind(outside('65'));
    other.wait(2000);
    assert.equal(other.one('ana', 'interaction').state, 'waiting');
    assert.equal(other.one('ana', 'notice').reason, 'busy');
  });

  it('the customer hangs up before anybody accepts', () => {
    const play = blind(ben);
    customer(play, 'hang_up');
    assert.equal(play.one('ben', 'offer').state, 'rescinded');
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    assert.equal(play.one('ana', 'interaction').state, 'closed');
  });

  it('what the provider does not allow is not there', () => {
    const play = answered({ blindTargets: [], consultTargets: ['agent'] });
    assert.equal(call(play).capabilities.blindTransfer.visible, false);
    assert.equal(refusal(play.try('ana', 'call.blind-transfer', call(play).id, { target: ben })).status, 501);
    assert.equal(refusal(play.try('ana', 'call.consult', call(play).id, { target: queue })).status, 501);
  });
});

describe('wrap-up, more of it', () => {
  const limited = () => {
    const play = answered({ timers: { wrapUp: 60_000 } });
    play.do('ana', 'call.end', call(play).id, {});
    return { play, id: play.one('ana', 'segment').id };
  };

  it('More time adds a minute, once', () => {
    const { play, id } = limited();
    play.wait(20_000);
    play.do('ana', 'segment.extend', id, {});
    assert.equal(play.one('ana', 'segment').timer!.duration, 100_000);
    assert.equal(play.one('ana', 'segment').capabilities.extend.reason, 'extended');
    play.wait(99_999);
    assert.equal(play.one('ana', 'segment').state, 'open');
    play.wait(1);
    assert.equal(play.one('ana', 'segment').state, 'expired');
  });

  it('late notes are appended, and nothing else changes', () => {
    const { play, id } = limited();
    play.wait(60_000);
    const before = play.one('ana', 'segment');
    play.do('ana', 'segment.amend', id, { notes: 'Too late.' });
    assert.equal(play.do('ana', 'segment.amend', id, { notes: 'Too late.' }), 'unchanged');
    const after = play.one('ana', 'segment');
    assert.deepEqual({ ...after, version: 0, lateNotes: [] }, { ...before, version: 0, lateNotes: [] });
    assert.equal(refusal(play.try('ana', 'segment.amend', id, { notes: ' ' })).status, 400);
  });

  it('text that a window overwrote unseen is kept; text that it had seen is not', () => {
    const play = answered();
    const { id } = play.one('ana', 'segment');
    const save = (notes: string, revision: number) =>
      play.do('ana', 'segment.save', id, { reasonId: null, notes, revision });
    save('one window', 0);
    save('one window, more', 1);
    save('other window', 1);
    assert.deepEqual(
      play.one('ana', 'segment').history.map(({ notes }) => notes),
      ['one window, more'],
    );
    save('other window, more', 3);
    assert.equal(play.one('ana', 'segment').history.length, 1);
  });
});

describe('who had the call before', () => {
  /** Ana handed over and has not wrapped up; Ben lost the customer, and dialled again in vain. */
  const redialled = (policy: PolicyChanges = {}) => {
    const play = consulting(policy);
    play.do('ana', 'call.leave-and-transfer', call(play).id, {});
    customer(play, 'drop');
    const { id } = play.one('ben', 'interaction');
    play.do('ben', 'interaction.retry', id, {});
    play.wait(1000);
    play.control('customer', { interactionId: id, act: 'busy' });
    assert.equal(play.one('ben', 'interaction').state, 'no_answer');
    return { play, id };
  };

  it('keeps their wrap-up when the new owner puts the callback off', () => {
    const { play, id } = redialled();
    play.do('ben', 'interaction.try-later', id, {});
    const segment = play.one('ana', 'segment');
    assert.equal(segment.state, 'open');
    play.do('ana', 'segment.submit', segment.id, { reasonId: null, notes: 'mine' });
    play.callback({ agentId: 'ana' });
    assert.ok(openOffer(play, 'ana'), 'she is free');
    play.wait(600_000);
    assert.deepEqual(play.sees('ana', 'segment'), []);
  });

  it('is waited for when the close timer strikes', () => {
    const { play } = redialled({ dialing: 'automatic' });
    play.wait(30_000);
    assert.equal(Object.values(play.state.tasks)[0]!.state, 'assigned');
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: 'mine' });
    assert.equal(Object.values(play.state.tasks)[0]!.state, 'closed_complete');
  });

  it('hears that it closes when the call ends, until the receiver has wrapped up, too', () => {
    const play = consulting();
    play.do('ana', 'call.leave-and-transfer', call(play).id, {});
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    play.do('ben', 'call.end', call(play, 'ben').id, {});
    assert.equal(play.one('ana', 'segment').closesWhenCallEnds, true);
    play.do('ben', 'segment.submit', play.one('ben', 'segment').id, { reasonId: null, notes: '' });
    assert.equal(play.one('ana', 'segment').closesWhenCallEnds, false);
  });

  it('does not keep the receiver from the next callback', () => {
    const play = consulting();
    play.do('ana', 'call.leave-and-transfer', call(play).id, {});
    play.do('ben', 'call.end', call(play, 'ben').id, {});
    play.do('ben', 'segment.submit', play.one('ben', 'segment').id, { reasonId: null, notes: '' });
    play.callback({ agentId: 'ben' });
    assert.ok(openOffer(play));
  });

  it('takes the presence that they chose meanwhile, however they became free', () => {
    const asked = consulting();
    asked.do('ben', 'agent.set', 'ben', { presenceId: 'away' });
    asked.do('ana', 'call.end', call(asked).id, {});
    assert.equal(asked.one('ben', 'agent').presence.workspace.presenceId, 'away');
    const handed = answered();
    handed.do('ana', 'call.blind-transfer', call(handed).id, { target: ben });
    handed.do('ana', 'agent.set', 'ana', { presenceId: 'away' });
    handed.do('ana', 'segment.submit', handed.one('ana', 'segment').id, { reasonId: null, notes: '' });
    assert.equal(handed.one('ana', 'agent').presence.workspace.presenceId, 'available');
    handed.do('ben', 'offer.accept', openOffer(handed).id, {});
    assert.equal(handed.one('ana', 'agent').presence.workspace.presenceId, 'away');
  });
});

describe('simulated agents', () => {
  it('submit what is there by then, and leave alone what is not theirs to do any more', () => {
    const play = new Play('consult', { timers: { wrapUp: null } });
    play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
    play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
    play.wait(2000);
    play.do('ana', 'call.consult', call(play).id, { target: ben });
    play.wait(3000);
    play.do('ana', 'call.leave-and-transfer', call(play).id, {});
    play.wait(10_000);
    const { id } = play.one('ben', 'segment');
    play.do('ben', 'segment.save', id, { reasonId: 'follow_up', notes: 'typed by a person' });
    play.wait(5000);
    assert.deepEqual(
      [play.state.segments[id]!.state, play.state.segments[id]!.notes, play.state.segments[id]!.reasonId],
      ['submitted', 'typed by a person', 'follow_up'],
    );
  });

  it('close what they may not dial', () => {
    const play = new Play('transfer-accepted');
    play.do('ana', 'agent.set', 'ana', { presenceId: 'away' });
    const taskId = play.callback({ agentId: 'ben', doNotCall: true });
    play.do('ana', 'agent.set', 'ana', { presenceId: 'away' });
    play.wait(120_000);
    assert.equal(play.state.tasks[taskId]!.state, 'closed_complete');
    assert.ok(play.state.tasks[taskId]!.attempts.length === 0);
  });

  it('accept, work, and submit, by the same commands as people', () => {
    const play = new Play('transfer-accepted');
    play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
    play.do('ana', 'interaction.transfer', play.one('ana', 'interaction').id, { target: ben });
    play.wait(2999);
    assert.equal(play.one('ana', 'interaction').state, 'transferring');
    play.wait(1);
    assert.equal(play.one('ben', 'interaction').state, 'preview');
    play.wait(60_000);
    assert.equal(Object.values(play.state.tasks)[0]!.state, 'closed_complete');
  });

  it('decline, and never answer', () => {
    for (const [scenario, type] of [
      ['transfer-rejected', 'transfer_declined'],
      ['transfer-timed-out', 'transfer_timed_out'],
    ] as const) {
      const play = new Play(scenario);
      play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
      play.do('ana', 'interaction.transfer', play.one('ana', 'interaction').id, { target: ben });
      play.wait(8000);
      assert.equal(play.one('ana', 'notice').type, type);
    }
  });

  it('transferred-to-me begins with a colleague’s offer', () => {
    const play = new Play('transferred-to-me');
    const { badge, timer } = play.one('ana', 'offer');
    assert.deepEqual([badge, timer], [{ kind: 'transferred', by: 'Ben Adeyemi' }, null]);
  });

  it('the panel has them do what they could do themselves', () => {
    const play = ringing();
    assert.equal(play.control('agent', { agentId: 'ben', act: 'accept' }).ok, true);
    assert.equal(call(play).consult.state, 'consulting');
    assert.equal(play.control('agent', { agentId: 'ben', act: 'accept' }).ok, false);
    assert.equal(play.control('agent', { agentId: 'ben', act: 'hang_up' }).ok, true);
    assert.equal(call(play).consult.state, 'none');
    assert.equal(play.control('agent', { agentId: 'nobody', act: 'away' }).ok, false);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { step, timersPerInput, TimerStormError, view } from './engine.ts';
import { tasksAtMost } from './tasks.ts';
import { Play, refusal, start } from './testing.ts';

const accepted = (scenario = 'agent-first-manual', policy = {}) => {
  const play = new Play(scenario, policy);
  play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
  return play;
};

const answered = (scenario = 'agent-first-manual', policy = {}) => {
  const play = accepted(scenario, policy);
  play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
  play.wait(2000);
  return play;
};

const attempts = (play: Play) => play.one('ana', 'task').attempts;

describe('offer', () => {
  it('is open for ana, and nothing of it is before ben', () => {
    const play = new Play('agent-first-manual');
    const offer = play.one('ana', 'offer');
    assert.equal(offer.state, 'open');
    assert.equal(offer.customerName, 'Adaeze Okonkwo-Fitzgerald');
    assert.equal(offer.timer, null);
    assert.deepEqual(
      play.sees('ben', 'offer').concat(play.sees('ben', 'task') as never, play.sees('ana', 'task') as never),
      [],
    );
  });

  it('accepted opens the interaction, the task and a draft of the wrap-up in one event', () => {
    const play = accepted();
    const event = play.events.at(-1)!.event;
    assert.equal(event.type, 'offer.accepted');
    assert.deepEqual(event.records.map(({ kind }) => kind).sort(), ['interaction', 'segment', 'task']);
    assert.deepEqual(
      event.removed.map(({ kind }) => kind),
      ['offer'],
    );
    assert.equal(play.one('ana', 'interaction').state, 'preview');
    assert.equal(play.one('ana', 'task').ownerId, 'ana');
  });

  it('accepted again changes nothing; of another agent it does not exist', () => {
    const play = new Play('agent-first-manual');
    const { id } = play.one('ana', 'offer');
    assert.equal(refusal(play.try('ben', 'offer.accept', id, {})).status, 404);
    assert.equal(play.do('ana', 'offer.accept', id, {}), 'performed');
    assert.equal(play.do('ana', 'offer.accept', id, {}), 'unchanged');
    assert.equal(refusal(play.try('ana', 'offer.reject', id, {})).status, 409);
  });

  it('rejected goes to the next agent, and not back in that round', () => {
    const play = new Play('agent-first-manual');
    play.do('ana', 'offer.reject', play.one('ana', 'offer').id, {});
    assert.deepEqual(play.sees('ana', 'offer'), []);
    assert.equal(play.one('ben', 'offer').state, 'open');
    play.wait(4000);
    assert.deepEqual(play.sees('ana', 'offer'), []);
    play.do('ben', 'offer.reject', play.one('ben', 'offer').id, {});
    play.wait(4999);
    assert.deepEqual(play.sees('ana', 'offer'), []);
    play.wait(1);
    assert.equal(play.one('ana', 'offer').state, 'open', 'the next round starts 5 s after all were asked');
  });

  it('rejected for a reassignable reason may come back in the same round', () => {
    const play = new Play('agent-first-manual', {
      rejectReasons: [
        { id: 'later', name: 'Later', reassignable: true },
        { id: 'no', name: 'No', reassignable: false },
      ],
    });
    const { id } = play.one('ana', 'offer');
    assert.equal(refusal(play.try('ana', 'offer.reject', id, {})).status, 400, 'a reason is needed');
    assert.equal(refusal(play.try('ana', 'offer.reject', id, { reasonId: 'toString' })).status, 400);
    play.do('ana', 'offer.reject', id, { reasonId: 'later' });
    assert.equal(play.one('ana', 'offer').state, 'open');
    play.do('ana', 'offer.reject', play.one('ana', 'offer').id, { reasonId: 'no' });
    assert.equal(play.one('ben', 'offer').state, 'open');
  });

  it('timed out moves on, moves the agent to Away, says so for a while, and comes too late', () => {
    const play = new Play();
    play.callback({ agentId: 'ana' });
    const { id } = play.one('ana', 'offer');
    play.wait(20_000);
    assert.equal(play.one('ana', 'offer').state, 'timed_out');
    assert.equal(play.one('ben', 'offer').state, 'open');
    assert.equal(play.one('ana', 'agent').presence.contact_centre.presenceId, 'away');
    const late = refusal(play.try('ana', 'offer.accept', id, {}));
    assert.match(late.type, /offer_ended$/);
    assert.equal(late.state, 'timed_out');
    play.wait(8000);
    assert.deepEqual(play.sees('ana', 'offer'), []);
  });

  it('at equality the timer wins', () => {
    const play = new Play();
    play.callback({ agentId: 'ana' });
    const { id } = play.one('ana', 'offer');
    const outcome = play.input(
      {
        actor: { kind: 'agent', id: 'ana', roles: ['agent'] },
        kind: 'command',
        name: 'offer.accept',
        subject: id,
        body: {},
        key: 'late',
      },
      20_000,
    );
    assert.match(refusal(outcome).type, /offer_ended$/);
  });

  it('goes to the longest waiting, then the lowest id; the preferred one first', () => {
    const play = new Play();
    play.callback();
    assert.equal(play.sees('ana', 'offer').length, 1, 'both wait equally long: the lower id');
    play.callback();
    assert.equal(play.sees('ben', 'offer').length, 1, 'capacity 1 is taken by an offer');
    play.callback();
    assert.equal(play.sees('ana', 'offer').length + play.sees('ben', 'offer').length, 2);
  });

  it('is taken back from an agent who goes away, and passed on', () => {
    const play = new Play('agent-first-manual');
    play.do('ana', 'agent.set', 'ana', { presenceId: 'away' });
    assert.equal(play.one('ana', 'offer').state, 'rescinded');
    assert.equal(play.one('ben', 'offer').state, 'open');
  });

  it('a round that nobody answered ends after 60 s; an offer that stands goes on', () => {
    const play = new Play('agent-first-manual');
    play.wait(61_000);
    assert.equal(play.one('ana', 'offer').state, 'open');
    play.do('ana', 'offer.reject', play.one('ana', 'offer').id, {});
    assert.equal(play.one('ben', 'offer').state, 'open');
  });
});

describe('dial', () => {
  it('by hand has no timer; the customer answers after 2 s', () => {
    const play = accepted();
    const { id, timer } = play.one('ana', 'interaction');
    assert.equal(timer, null);
    play.wait(3000);
    play.do('ana', 'interaction.dial', id, {});
    assert.equal(play.one('ana', 'interaction').state, 'dialing');
    assert.equal(play.one('ana', 'interaction').previewDuration, 3000);
    assert.equal(play.one('ana', 'task').state, 'in_progress');
    play.wait(500);
    assert.equal(play.one('ana', 'call').legs[0]!.state, 'ringing');
    play.wait(1499);
    assert.equal(play.one('ana', 'interaction').state, 'dialing');
    play.wait(1);
    assert.equal(play.one('ana', 'interaction').state, 'in_call');
    assert.equal(play.one('ana', 'call').answeredAt, new Date(start + 5000).toISOString());
  });

  it('twice is one attempt', () => {
    const play = accepted();
    const { id } = play.one('ana', 'interaction');
    assert.equal(play.do('ana', 'interaction.dial', id, {}), 'performed');
    assert.equal(play.do('ana', 'interaction.dial', id, {}), 'unchanged');
    assert.equal(attempts(play).length, 1);
  });

  it('by countdown dials, at zero, the number selected then', () => {
    const play = accepted('agent-first-auto');
    const { id, timer } = play.one('ana', 'interaction');
    assert.deepEqual(timer, {
      kind: 'dial',
      deadline: new Date(start + 20_000).toISOString(),
      duration: 20_000,
    });
    play.do('ana', 'interaction.select-number', id, { numberId: 'office' });
    play.wait(19_999);
    assert.equal(attempts(play).length, 0);
    play.wait(1);
    assert.equal(attempts(play).length, 1);
    assert.equal(attempts(play)[0]!.number, play.one('ana', 'task').customer.numbers[1]!.number);
    assert.equal(play.do('ana', 'interaction.dial', id, {}), 'unchanged', 'a press that came too late');
  });

  it('locks the number, and refuses one that the customer does not have', () => {
    const play = accepted();
    const { id } = play.one('ana', 'interaction');
    assert.equal(
      refusal(play.try('ana', 'interaction.select-number', id, { numberId: '__proto__' })).status,
      400,
    );
    play.do('ana', 'interaction.dial', id, {});
    const locked = refusal(play.try('ana', 'interaction.select-number', id, { numberId: 'office' }));
    assert.equal(locked.reason, 'dialing');
    assert.equal(locked.state, 'dialing');
  });

  for (const [number, outcome, after] of [
    ['+12125550150', 'no_answer', 8000],
    ['+12125550160', 'busy', 2000],
    ['+12125550170', 'voicemail', 4000],
    ['+12125550180', 'failed', 0],
  ] as const) {
    it(`of ${number} ends as ${outcome} after ${after} ms`, () => {
      const play = new Play('quiet', { timers: { ring: 8000 } });
      play.callback({ agentId: 'ana', number });
      play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
      play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
      if (after) {
        play.wait(after - 1);
        assert.equal(play.one('ana', 'interaction').state, 'dialing');
      }
      play.wait(1);
      assert.equal(play.one('ana', 'interaction').state, 'no_answer');
      assert.equal(play.one('ana', 'task').state, 'assigned');
      assert.equal(attempts(play)[0]!.outcome, outcome);
      assert.equal(play.one('ana', 'call').legs[0]!.endReason, outcome);
    });
  }

  it('of +12125550190 is answered, and hung up after 5 s', () => {
    const play = new Play();
    play.callback({ agentId: 'ana', number: '+12125550190' });
    play.do('ana', 'offer.accept', play.one('ana', 'offer').id, {});
    play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
    play.wait(2000);
    assert.equal(play.one('ana', 'interaction').state, 'in_call');
    play.wait(5000);
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    assert.equal(play.one('ana', 'call').legs[0]!.endReason, 'customer_hangup');
    assert.equal(attempts(play)[0]!.outcome, 'answered');
  });

  it('retry is attempt 2; then the server closes', () => {
    const play = accepted('no-answer');
    const { id } = play.one('ana', 'interaction');
    play.do('ana', 'interaction.dial', id, {});
    play.wait(8000);
    const { capabilities, timer } = play.one('ana', 'interaction');
    assert.deepEqual(
      [capabilities.dial.visible, capabilities.retry],
      [false, { visible: true, enabled: true }],
    );
    assert.equal(timer!.kind, 'close');
    assert.equal(timer!.duration, 30_000);
    assert.equal(refusal(play.try('ana', 'interaction.dial', id, {})).status, 409);
    play.do('ana', 'interaction.retry', id, {});
    assert.deepEqual(
      attempts(play).map(({ attempt }) => attempt),
      [1, 2],
    );
    play.wait(8000);
    play.wait(29_999);
    assert.equal(play.one('ana', 'interaction').state, 'no_answer');
    play.wait(1);
    assert.equal(play.one('ana', 'interaction').state, 'closed');
    assert.equal(play.one('ana', 'task').state, 'closed_abandoned');
    assert.deepEqual(play.types('ana').slice(-2), ['interaction.closed', 'task.closed']);
  });

  it('is refused at the limit of attempts, with the reason', () => {
    const limited = accepted('no-answer', { attemptLimit: 1 });
    const { id } = limited.one('ana', 'interaction');
    limited.do('ana', 'interaction.dial', id, {});
    limited.wait(8000);
    assert.equal(refusal(limited.try('ana', 'interaction.retry', id, {})).reason, 'attempt_limit');
    assert.equal(limited.one('ana', 'interaction').capabilities.retry.reason, 'attempt_limit');
  });
});

describe('call', () => {
  it('can be muted, held, resumed and ended; each twice changes nothing', () => {
    const play = answered();
    const { id } = play.one('ana', 'call');
    const call = () => play.one('ana', 'call');
    for (const [command, check] of [
      ['call.mute', () => assert.equal(call().legs[1]!.muted, true)],
      ['call.unmute', () => assert.equal(call().legs[1]!.muted, false)],
      ['call.hold', () => assert.equal(call().legs[0]!.state, 'held')],
      ['call.resume', () => assert.equal(call().legs[0]!.state, 'connected')],
      ['call.end', () => assert.equal(call().legs[0]!.endReason, 'agent_hangup')],
    ] as const) {
      assert.equal(play.do('ana', command, id, {}), 'performed');
      check();
      assert.equal(play.do('ana', command, id, {}), 'unchanged');
    }
    assert.equal(play.one('ana', 'interaction').state, 'wrap_up');
    assert.equal(play.one('ana', 'segment').state, 'open');
    assert.equal(play.one('ana', 'interaction').capabilities.reopen.visible, false);
    assert.equal(refusal(play.try('ana', 'call.hold', id, {})).reason, 'no_call');
  });

  it('ended while ringing ends the attempt', () => {
    const play = accepted();
    play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
    assert.equal(play.one('ana', 'call').capabilities.mute.reason, 'not_answered');
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    assert.equal(attempts(play)[0]!.outcome, 'agent_hangup');
    assert.equal(play.one('ana', 'interaction').state, 'no_answer');
  });

  it('is nobody else’s', () => {
    const play = answered();
    assert.equal(refusal(play.try('ben', 'call.end', play.one('ana', 'call').id, {})).status, 404);
    assert.deepEqual(play.sees('ben', 'call'), []);
  });

  it('what this provider does not offer is refused as unsupported and not shown', () => {
    const play = answered('agent-first-manual', { escalation: false });
    const { id, capabilities } = play.one('ana', 'call');
    assert.equal(capabilities.escalate.visible, false);
    assert.equal(refusal(play.try('ana', 'call.escalate', id, {})).status, 501);
  });
});

describe('wrap-up', () => {
  it('saves during the call, submits after it, and closes interaction, then task', () => {
    const play = answered();
    const { id } = play.one('ana', 'segment');
    assert.equal(play.do('ana', 'segment.save', id, { reasonId: null, notes: '<b> 😀' }), 'performed');
    assert.equal(play.do('ana', 'segment.save', id, { reasonId: null, notes: '<b> 😀' }), 'unchanged');
    assert.equal(
      refusal(play.try('ana', 'segment.submit', id, { reasonId: null, notes: '' })).reason,
      'call_live',
    );
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    assert.equal(play.one('ana', 'segment').notes, '<b> 😀');
    play.do('ana', 'segment.submit', id, { reasonId: 'follow_up', notes: '<b> 😀!' });
    assert.deepEqual(play.types('ana').slice(-3), ['segment.submitted', 'interaction.closed', 'task.closed']);
    const { state, reasonId, notes } = play.one('ana', 'segment');
    assert.deepEqual([state, reasonId, notes], ['submitted', 'follow_up', '<b> 😀!']);
    assert.equal(play.one('ana', 'task').state, 'closed_complete');
    assert.equal(play.do('ana', 'interaction.close', play.one('ana', 'interaction').id, {}), 'unchanged');
    assert.equal(
      refusal(play.try('ana', 'segment.submit', id, { reasonId: null, notes: 'other words' })).state,
      'submitted',
    );
  });

  it('before any call: close, back, close, submit; nothing is dialled', () => {
    const play = accepted('agent-first-auto');
    const { id } = play.one('ana', 'interaction');
    const segment = play.one('ana', 'segment').id;
    play.do('ana', 'segment.save', segment, { reasonId: null, notes: 'kept' });
    play.do('ana', 'interaction.close', id, {});
    assert.equal(play.one('ana', 'interaction').timer, null);
    assert.equal(play.one('ana', 'segment').state, 'open');
    play.wait(60_000);
    play.do('ana', 'interaction.reopen', id, {});
    assert.equal(play.one('ana', 'interaction').state, 'preview');
    assert.equal(play.one('ana', 'interaction').timer!.duration, 20_000, 'the dial timer starts anew');
    assert.equal(play.one('ana', 'segment').state, 'draft');
    assert.equal(play.one('ana', 'segment').notes, 'kept');
    play.do('ana', 'interaction.close', id, {});
    play.do('ana', 'segment.submit', segment, { reasonId: null, notes: 'kept' });
    assert.equal(play.one('ana', 'segment').reasonId, 'resolved');
    assert.equal(play.one('ana', 'interaction').state, 'closed');
    assert.equal(play.one('ana', 'task').state, 'closed_complete');
    play.wait(60_000);
    assert.equal(attempts(play).length, 0);
  });

  it('limited, expires with the notes as last saved and the default reason', () => {
    const play = answered('agent-first-manual', { timers: { wrapUp: 60_000 } });
    const { id } = play.one('ana', 'segment');
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    play.do('ana', 'segment.save', id, { reasonId: null, notes: 'as saved' });
    assert.equal(play.one('ana', 'segment').timer!.duration, 60_000);
    play.wait(60_000);
    const { state, notes, reasonId } = play.one('ana', 'segment');
    assert.deepEqual([state, notes, reasonId], ['expired', 'as saved', 'resolved']);
    assert.equal(play.one('ana', 'interaction').state, 'closed');
  });

  it('refuses notes over the limit and unknown codes, and keeps what there was', () => {
    const play = answered();
    const { id } = play.one('ana', 'segment');
    const before = play.one('ana', 'segment');
    const long = 'x'.repeat(4001);
    assert.equal(refusal(play.try('ana', 'segment.save', id, { reasonId: null, notes: long })).status, 400);
    assert.equal(refusal(play.try('ana', 'segment.save', id, { reasonId: 'nope', notes: '' })).status, 400);
    assert.deepEqual(play.one('ana', 'segment'), before);
  });

  it('a draft of a callback that the server closed keeps its notes with the record', () => {
    const play = accepted('no-answer');
    play.do('ana', 'segment.save', play.one('ana', 'segment').id, { reasonId: null, notes: 'tried' });
    play.do('ana', 'interaction.dial', play.one('ana', 'interaction').id, {});
    play.wait(8000 + 30_000);
    const { id, state, notes, reasonId } = play.one('ana', 'segment');
    assert.deepEqual([state, notes, reasonId], ['expired', 'tried', 'resolved']);
    const late = refusal(play.try('ana', 'segment.save', id, { reasonId: null, notes: 'tried twice' }));
    assert.deepEqual(
      [late.status, late.state],
      [409, 'expired'],
      'what comes late is refused, not lost sight of',
    );
  });

  it('open, or closed and out of sight: the next callback comes when it is done', () => {
    const play = answered();
    play.do('ben', 'agent.set', 'ben', { presenceId: 'away' });
    play.callback();
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    assert.deepEqual(play.sees('ana', 'offer'), []);
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    assert.equal(play.one('ana', 'offer').state, 'open');
    assert.equal(play.sees('ana', 'interaction').length, 1, 'the closed one stays in sight');
    play.wait(10 * 60_000);
    assert.deepEqual(play.sees('ana', 'interaction'), []);
  });
});

describe('presence', () => {
  it('is queued while there is work, and taken when it is done', () => {
    const play = accepted();
    play.do('ana', 'agent.set', 'ana', { presenceId: 'away' });
    assert.equal(play.one('ana', 'agent').nextPresenceId, 'away');
    assert.equal(play.one('ana', 'agent').presence.workspace.presenceId, 'available');
    play.do('ana', 'interaction.close', play.one('ana', 'interaction').id, {});
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    assert.equal(play.one('ana', 'agent').nextPresenceId, null);
    assert.equal(play.one('ana', 'agent').presence.workspace.presenceId, 'away');
  });

  it('of one side stays of one side, queued or not', () => {
    const play = accepted();
    play.do('ana', 'agent.set', 'ana', { presenceId: 'away', side: 'contact_centre' });
    assert.equal(play.one('ana', 'agent').nextPresenceId, 'away');
    play.do('ana', 'interaction.close', play.one('ana', 'interaction').id, {});
    play.do('ana', 'segment.submit', play.one('ana', 'segment').id, { reasonId: null, notes: '' });
    const { workspace, contact_centre: centre } = play.one('ana', 'agent').presence;
    assert.deepEqual([workspace.presenceId, centre.presenceId], ['available', 'away']);
  });

  it('queued can be taken back; an unknown one is refused', () => {
    const play = accepted();
    play.do('ana', 'agent.set', 'ana', { presenceId: 'away' });
    play.do('ana', 'agent.set', 'ana', { presenceId: 'available' });
    assert.equal(play.one('ana', 'agent').nextPresenceId, null);
    assert.equal(refusal(play.try('ana', 'agent.set', 'ana', { presenceId: 'constructor' })).status, 400);
    assert.equal(refusal(play.try('ana', 'agent.set', 'ben', { presenceId: 'away' })).status, 404);
  });
});

describe('inputs', () => {
  it('the same key is answered the same and performed once, refusals included', () => {
    const play = accepted();
    const { id } = play.one('ana', 'interaction');
    const first = play.try('ana', 'interaction.dial', id, {}, { key: 'k' });
    play.wait(8000);
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    const again = play.try('ana', 'interaction.dial', id, {}, { key: 'k' });
    assert.deepEqual(again, { ...first, replayed: true });
    assert.equal(attempts(play).length, 1);
    const other = play.try('ana', 'interaction.close', id, {}, { key: 'k' });
    assert.match(refusal(other).type, /idempotency_key_reused$/);
    const refused = play.try('ana', 'call.hold', 'call-99', {}, { key: '__proto__' });
    assert.deepEqual(play.try('ana', 'call.hold', 'call-99', {}, { key: '__proto__' }), {
      ...refused,
      replayed: true,
    });
    assert.equal(play.try('ben', 'interaction.dial', id, {}, { key: 'k' }).ok, false, 'keys are per agent');
  });

  it('a role that the token does not carry, or the agent does not have, does not count', () => {
    const play = new Play('agent-first-manual');
    const { id } = play.one('ana', 'offer');
    assert.equal(refusal(play.try('ana', 'offer.accept', id, {}, { roles: [] })).status, 403);
    assert.equal(refusal(play.try('nobody', 'offer.accept', id, {})).status, 403);
  });

  it('time never goes back', () => {
    const play = new Play();
    play.wait(1000);
    const { state } = step(play.state, {
      n: 9,
      at: 0,
      actor: { kind: 'driver' },
      kind: 'wake',
      name: 'wake',
      subject: null,
      body: null,
      key: null,
    });
    assert.equal(state.at, start + 1000);
  });

  it('takes so many callbacks and no more, however they are made', () => {
    const play = new Play('agent-first-manual');
    const had = Number(play.state.counters['task']);
    play.state = { ...play.state, counters: { ...play.state.counters, task: tasksAtMost - 1 } };
    play.callback();
    const before = play.state;
    assert.equal(refusal(play.control('callback')).status, 429);
    assert.equal(play.state.tasks, before.tasks);
    play.state = { ...play.state, counters: { ...play.state.counters, task: had + 1 } };
    play.callback();
  });

  it('timers that make timers without end are stopped by name', () => {
    assert.throws(() => new Play('agent-first-manual', { timers: { round: 0 } }), TimerStormError);
    assert.ok(timersPerInput > 1000);
  });

  it('nothing before nobody: an unknown agent has no view', () => {
    assert.equal(view(new Play().state, '__proto__'), null);
  });
});

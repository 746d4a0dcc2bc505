import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyChanges } from '../../contract/policy.ts';
import { Play, refusal } from './testing.ts';

const second = 1000;
const centre = { side: 'contact_centre' } as const;
const workspace = { side: 'workspace' } as const;

const preview = (policy: PolicyChanges = {}) => {
  const play = new Play('agent-first-manual', policy);
  const { id, taskId } = play.one('ana', 'offer');
  play.do('ana', 'offer.accept', id, {});
  return { play, task: () => play.state.tasks[taskId]!, interaction: () => play.one('ana', 'interaction') };
};

const talking = (policy: PolicyChanges = {}) => {
  const begun = preview(policy);
  begun.play.do('ana', 'interaction.dial', begun.interaction().id, {});
  begun.play.wait(2 * second);
  return begun;
};

/** The agent's last stream was closed, and 10 s of real time went by. */
const connection = (play: Play, agentId: string, name: 'opened' | 'closed') =>
  play.input({
    actor: { kind: 'driver' },
    kind: 'connection',
    name,
    subject: agentId,
    body: null,
    key: null,
  });

const lose = (play: Play, agentId: string) => {
  connection(play, agentId, 'opened');
  connection(play, agentId, 'closed');
  play.wait(60 * second);
};

describe('two systems', () => {
  it('a mismatch blocks callbacks, and is matched to what lets them through', () => {
    const play = new Play('presence-mismatch');
    const { presence, matchTo, capabilities } = play.one('ana', 'agent');
    assert.deepEqual(
      [presence.workspace.presenceId, presence.contact_centre.presenceId],
      ['available', 'away'],
    );
    assert.deepEqual([matchTo, capabilities.match.enabled], ['available', true]);
    assert.deepEqual(play.sees('ana', 'offer'), []);
    assert.ok(Date.parse(presence.workspace.since) < play.state.at, 'it was so before it began');
    play.do('ana', 'agent.match', 'ana', {});
    assert.equal(play.one('ana', 'offer').state, 'open');
    assert.equal(play.one('ana', 'agent').capabilities.match.visible, false);
    assert.equal(play.do('ana', 'agent.match', 'ana', {}), 'unchanged');
  });

  it('the other side’s available wins, too; where neither is, the workspace’s', () => {
    const play = new Play('quiet');
    const set = (side: 'workspace' | 'contact_centre', presenceId: string) =>
      play.do('ana', 'agent.set', 'ana', { presenceId, side });
    set('workspace', 'away');
    assert.equal(play.one('ana', 'agent').matchTo, 'available');
    set('contact_centre', 'busy');
    assert.equal(play.one('ana', 'agent').matchTo, 'away');
    set('contact_centre', 'away');
    assert.equal(play.one('ana', 'agent').matchTo, null);
  });

  for (const { side } of [centre, workspace])
    it(`signed out of the ${side} alone blocks callbacks; signed in again it is as the other says`, () => {
      const play = new Play('quiet');
      play.do('ben', 'agent.set', 'ben', { presenceId: 'away' });
      play.do('ana', 'agent.sign-out', 'ana', { side });
      assert.equal(play.do('ana', 'agent.sign-out', 'ana', { side }), 'unchanged');
      const { presence, capabilities, matchTo } = play.one('ana', 'agent');
      assert.deepEqual(
        [presence[side].signedIn, capabilities.signIn.enabled, capabilities.signOut.enabled, matchTo],
        [false, true, true, null],
      );
      play.callback({ agentId: 'ana' });
      assert.deepEqual(play.sees('ana', 'offer'), []);
      play.do('ana', 'agent.sign-in', 'ana', { side });
      assert.equal(play.one('ana', 'agent').presence[side].presenceId, 'available');
      assert.equal(play.one('ana', 'offer').state, 'open');
      assert.equal(play.do('ana', 'agent.sign-in', 'ana', { side }), 'unchanged');
    });

  it('signed out of both: nothing can be set; signed in, nobody is available by that alone', () => {
    const play = new Play('quiet');
    for (const body of [centre, workspace]) play.do('ana', 'agent.sign-out', 'ana', body);
    assert.equal(
      refusal(play.try('ana', 'agent.set', 'ana', { presenceId: 'available' })).reason,
      'signed_out',
    );
    assert.equal(play.one('ana', 'agent').capabilities.signOut.visible, false);
    play.do('ana', 'agent.sign-in', 'ana', centre);
    const { presence } = play.one('ana', 'agent');
    assert.deepEqual([presence.contact_centre.signedIn, presence.contact_centre.presenceId], [true, 'away']);
    assert.equal(
      refusal(play.try('ana', 'agent.set', 'ana', { presenceId: 'available', ...workspace })).reason,
      'signed_out',
    );
  });
});

describe('signing out of the contact centre', () => {
  it('gives the preview back to the queue, at its place, and asks the next agent', () => {
    const { play, task } = preview();
    const { place } = task();
    play.do('ana', 'agent.sign-out', 'ana', centre);
    assert.deepEqual([task().state, task().ownerId, task().place], ['offered', null, place]);
    assert.deepEqual(play.sees('ana', 'interaction'), []);
    assert.equal(play.one('ben', 'offer').state, 'open');
  });

  it('takes an open offer back', () => {
    const play = new Play('agent-first-manual');
    play.do('ana', 'agent.sign-out', 'ana', centre);
    assert.equal(play.one('ana', 'offer').state, 'rescinded');
    assert.equal(play.one('ben', 'offer').state, 'open');
  });

  it('a pending transfer: the offer stands; accepted the receiver has it, else it is queued', () => {
    for (const ending of ['offer.accept', 'offer.reject'] as const) {
      const { play, task, interaction } = preview();
      play.do('ana', 'interaction.transfer', interaction().id, { target: { kind: 'agent', id: 'ben' } });
      play.do('ana', 'agent.sign-out', 'ana', centre);
      assert.equal(interaction().state, 'transferring');
      const { id } = play.one('ben', 'offer');
      play.do('ben', ending, id, {});
      assert.deepEqual(play.sees('ana', 'interaction'), []);
      if (ending === 'offer.accept') assert.deepEqual([task().state, task().ownerId], ['assigned', 'ben']);
      else assert.deepEqual([task().ownerId, /queued|offered/.test(task().state)], [null, true]);
    }
  });

  it('is refused while dialling and in a call', () => {
    const { play, interaction } = preview();
    play.do('ana', 'interaction.dial', interaction().id, {});
    for (const body of [centre, workspace])
      assert.equal(refusal(play.try('ana', 'agent.sign-out', 'ana', body)).reason, 'call_live');
    play.wait(2 * second);
    assert.equal(play.one('ana', 'agent').capabilities.signOut.reason, 'call_live');
  });

  it('in wrap-up: the segment expires with the notes as last saved', () => {
    const { play, task, interaction } = talking();
    play.do('ana', 'segment.save', play.one('ana', 'segment').id, { reasonId: null, notes: 'as saved' });
    play.do('ana', 'call.end', play.one('ana', 'call').id, {});
    play.do('ana', 'agent.sign-out', 'ana', centre);
    const { state, notes } = play.one('ana', 'segment');
    assert.deepEqual([state, notes], ['expired', 'as saved']);
    assert.deepEqual([interaction().state, task().state], ['closed', 'closed_complete']);
  });
});

describe('an agent who is lost', () => {
  it('counts as lost after 60 s without a stream: what they had is queued', () => {
    const { play, task } = preview();
    connection(play, 'ana', 'opened');
    connection(play, 'ana', 'closed');
    play.wait(59_999);
    assert.equal(task().ownerId, 'ana');
    play.wait(1);
    assert.equal(task().ownerId, null);
    const { presence } = play.one('ana', 'agent');
    assert.deepEqual([presence.contact_centre.signedIn, presence.workspace.signedIn], [false, true]);
  });

  it('not where a stream opens again, nor who never had one', () => {
    const { play, task } = preview();
    connection(play, 'ana', 'opened');
    connection(play, 'ana', 'closed');
    play.wait(30 * second);
    connection(play, 'ana', 'opened');
    play.wait(600 * second);
    assert.equal(task().ownerId, 'ana');
  });

  it('in a call: it goes on, and their wrap-up opens with its timer', () => {
    const { play, interaction } = talking({ timers: { wrapUp: 10 * second } });
    lose(play, 'ana');
    assert.equal(interaction().state, 'in_call');
    play.control('customer', { interactionId: interaction().id, act: 'hang_up' });
    assert.equal(play.one('ana', 'segment').state, 'open');
    play.wait(10 * second);
    assert.equal(interaction().state, 'closed');
  });

  it('while dialling: what comes back unanswered goes to the queue', () => {
    const { play, task, interaction } = preview({ timers: { ring: 100 * second } });
    play.do('ana', 'interaction.select-number', interaction().id, { numberId: 'office' });
    play.do('ana', 'interaction.dial', interaction().id, {});
    play.control('customer', { interactionId: interaction().id, act: 'busy' });
    assert.equal(interaction().state, 'no_answer');
    lose(play, 'ana');
    assert.equal(task().ownerId, null);
  });
});

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { adaeze, loans, reads, rows, without } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import {
  alone,
  callbackOf,
  defaults,
  frozen,
  hour,
  idle,
  minute,
  refuses,
  request,
  second,
  stands,
  stateOf,
} from './server.ts';
import { flow } from './statements.ts';

const all = office();
const { begin, open, sit } = all;

const answers = '+12125550143';

const presence = (centre: Centre, agent: string, presenceId: string) =>
  centre.do(agent, 'agent.set', { presenceId });

const toBen = async (desk: Desk): Promise<void> => {
  await desk.press('Transfer callback');
  await desk.press('Transfer to Ben Adeyemi');
  await reads(desk, 'Transferring callback, please wait...');
};

describe('queued and offered', () => {
  flow(
    ['4.1.3', '4.1.5', '4.2.2', '4.4.2', '4.4.10'],
    'offered to who is free; rejected, timed out after 20 s, taken back: queued again, and asked in the next round',
    async () => {
      const { centre, desk } = await alone(all, defaults);
      await presence(centre, 'ana', 'away');
      const taskId = await request(centre, { customerName: adaeze, number: answers, offerTimeout: 20_000 });
      await stands(centre, 'queued');
      await idle(desk);
      await presence(centre, 'ana', 'available');
      await reads(desk, '0:20');
      await stands(centre, 'offered', ['offered']);
      await centre.advance(10 * second);
      await reads(desk, '0:10');
      await desk.press('Reject');
      await idle(desk);
      await stands(centre, 'queued', ['released']);
      // What was rejected does not time out, too.
      await centre.advance(5 * second - 1);
      await stands(centre, 'queued', ['released']);
      await centre.advance(1);
      await reads(desk, '0:20');
      await stands(centre, 'offered', ['released', 'offered']);

      await centre.advance(20 * second - 1);
      await desk.enabled('Accept');
      await centre.advance(1);
      await reads(desk, 'Too late to accept');
      await stands(centre, 'queued', ['released', 'released']);
      assert.equal((await centre.records('agent'))[0]!.presence.contact_centre.presenceId, 'away');

      await centre.advance(10 * second);
      await presence(centre, 'ana', 'available');
      await reads(desk, '0:20');
      await presence(centre, 'ana', 'away');
      await reads(desk, 'No longer offered');
      await stands(centre, 'queued', ['released']);
      await centre.advance(30 * second);
      await presence(centre, 'ana', 'available');
      await reads(desk, '0:20');
      await desk.press('Accept');
      await desk.enabled('Call number');
      // Nothing of the offer is left to run out.
      await centre.advance(minute);
      await stands(centre, 'assigned ana', ['preview']);
      const ended = Object.values((await stateOf(centre)).offers).filter((one) => one.taskId === taskId);
      assert.deepEqual(
        ended.map(({ state }) => state),
        ['rejected', 'timed_out', 'rescinded', 'accepted'],
      );
    },
  );

  flow(['4.4.10'], 'a round lasts 60 s from its first offer', async () => {
    const centre = await open('quiet', defaults);
    await frozen(centre);
    const desk = await sit(centre);
    await request(centre, { customerName: adaeze, number: answers, agentId: 'ana' });
    await desk.press('Reject');
    await stands(centre, 'offered', ['released', 'offered']);
    // Both said no within the round: it is over, and the next begins 5 s later.
    await centre.advance(59 * second);
    await centre.do('ben', 'offer.reject', {});
    await stands(centre, 'queued', ['released', 'released']);
    await idle(desk);
    await centre.advance(5 * second - 1);
    await idle(desk);
    await centre.advance(1);
    await desk.press('Reject');
    // After 60 s the next has begun, with ben's offer: she is asked at once.
    await stands(centre, 'offered', ['released', 'offered']);
    await centre.advance(minute);
    await centre.do('ben', 'offer.reject', {});
    await desk.enabled('Accept');
    await stands(centre, 'offered', ['released', 'offered']);
  });
});

describe('assigned', () => {
  flow(
    ['4.1.6', '4.1.7', '4.1.16', '4.2.4', '4.2.14', '4.2.15', '4.2.18', '4.2.28', '4.2.31', '4.3.7', '4.4.5'],
    'dialled and not answered, in every way; then answered, wrapped up, and complete',
    async () => {
      const { centre, desk } = await begin('no-answer', { dialing: 'manual', ...defaults });
      await frozen(centre);
      await desk.press('Accept');
      await desk.enabled('Call number');
      const { id } = (await centre.records('interaction'))[0]!;
      await refuses(centre, 'ana', 'interaction.retry', id, {}, /not_possible/);
      await desk.press('Call number');
      await reads(desk, 'Dialling');
      await stands(centre, 'in_progress ana', ['dialing']);
      // Nobody answers for 30 s.
      await centre.advance(30 * second - 1);
      await reads(desk, 'Ringing');
      await centre.advance(1);
      await reads(desk, 'Last: no answer');
      await stands(centre, 'assigned ana', ['no_answer']);
      await refuses(centre, 'ana', 'interaction.dial', id, {}, /not_possible/);
      assert.equal(await desk.has('button', 'Call number'), false);

      for (const [act, words] of [
        ['busy', 'Last: busy'],
        ['voicemail', 'Last: voicemail'],
        ['fail', 'Last: failed'],
        ['end', 'Last: ended by the agent'],
      ] as const) {
        await desk.press('Retry call');
        await reads(desk, 'Dialling');
        await stands(centre, 'in_progress ana', ['dialing']);
        await centre.advance(10 * second);
        if (act === 'end') await desk.press('End call');
        else await centre.customer(act);
        await reads(desk, words);
        await desk.enabled('Retry call');
        await stands(centre, 'assigned ana', ['no_answer']);
      }
      // What has ended does not ring out, too.
      await centre.advance(30 * second);
      await desk.press('Retry call');
      await reads(desk, 'Dialling');
      await centre.customer('answer');
      await desk.enabled('Hold');
      await stands(centre, 'in_progress ana', ['in_call']);
      await centre.advance(31 * second);
      assert.deepEqual(await rows(desk, 'Participants'), [
        `${adaeze} Connected`,
        'Ana Lindqvist (you) Connected',
      ]);
      await desk.press('End call');
      await desk.enabled('Submit & close');
      await stands(centre, 'in_progress ana', ['wrap_up']);
      await refuses(centre, 'ana', 'interaction.retry', id, {}, /not_possible/);
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      await stands(centre, 'closed_complete ana', ['closed']);
      assert.deepEqual(
        (await callbackOf(centre)).attempts.map(({ attempt, outcome }) => [attempt, outcome]),
        [
          [1, 'no_answer'],
          [2, 'busy'],
          [3, 'voicemail'],
          [4, 'failed'],
          [5, 'agent_hangup'],
          [6, 'answered'],
        ],
      );
    },
  );

  flow(
    ['4.1.8', '4.1.9', '4.2.5', '4.2.6', '4.2.7', '4.2.32', '4.4.7', '4.4.8'],
    'handed on: the sender’s until a colleague accepts; the limit of attempts goes with it',
    async () => {
      const { centre, desk } = await begin('agent-first-auto', { ...defaults, attemptLimit: 2 });
      await frozen(centre);
      await desk.press('Accept');
      await reads(desk, 'Dials in 5:00');
      const pending = async () => {
        await reads(desk, 'Ben Adeyemi has 0:30 to accept');
        await stands(centre, 'assigned ana', ['offered']);
        assert.equal((await centre.records('interaction'))[0]!.state, 'transferring');
      };
      for (const [ending, words] of [
        ['declined', 'Ben Adeyemi declined the callback'],
        ['timed out', 'Ben Adeyemi did not answer in time'],
        ['failed', 'Transfer failed: They cannot be reached now.'],
        ['cancelled', 'Transfer cancelled'],
      ] as const) {
        await centre.advance(100 * second);
        await reads(desk, 'Dials in 3:20');
        await toBen(desk);
        await pending();
        if (ending === 'declined') await centre.do('ben', 'offer.reject', {});
        else if (ending === 'cancelled') await desk.press('Cancel callback transfer');
        else if (ending === 'failed') await presence(centre, 'ben', 'away');
        else {
          await centre.advance(30 * second - 1);
          await stands(centre, 'assigned ana', ['offered']);
          await centre.advance(1);
        }
        await reads(desk, words);
        await reads(desk, 'Dials in 5:00');
        await stands(centre, 'assigned ana', ['released']);
        assert.equal((await centre.records('interaction'))[0]!.state, 'preview');
        await presence(centre, 'ben', 'available');
      }

      // After an attempt it comes back to there, and the close timer begins anew.
      await desk.press('Call number');
      await reads(desk, 'Dialling');
      await centre.customer('busy');
      await reads(desk, 'Closes in 5:00');
      await centre.advance(100 * second);
      await toBen(desk);
      await pending();
      await centre.do('ben', 'offer.reject', {});
      await reads(desk, 'Closes in 5:00');
      assert.equal((await centre.records('interaction'))[0]!.state, 'no_answer');

      await toBen(desk);
      const ben = await sit(centre, 'ben');
      await ben.press('Accept');
      await reads(desk, 'Ben Adeyemi accepted the callback');
      await stands(centre, 'assigned ben', ['preview']);
      const { interactions } = await stateOf(centre);
      assert.equal(Object.values(interactions)[0]!.state, 'released');
      assert.deepEqual(await centre.records('interaction'), []);
      // Nothing is left to run out at 30 s.
      await centre.advance(30 * second);
      await reads(ben, 'attempt 2 of 2');
      await ben.press('Call number');
      await reads(ben, 'Dialling');
      await centre.customer('busy', 'customer', 'ben');
      await reads(ben, '2 of 2 attempts made');
      assert.deepEqual(await ben.states('Retry call'), ['disabled']);
      await stands(centre, 'assigned ben', ['no_answer']);
    },
  );

  flow(
    ['4.1.12', '4.2.29', '4.4.18'],
    'signed out with an offer, a preview, or after an attempt: queued, at its place',
    async () => {
      const { centre, desk } = await alone(all, { dialing: 'automatic' });
      const taskId = await request(centre, { customerName: adaeze, number: answers });
      await centre.advance(minute);
      await request(centre, { customerName: 'Bo Li', number: answers });
      const { place } = await callbackOf(centre, taskId);
      const back = async () => {
        await centre.do('ana', 'agent.sign-out', { side: 'contact_centre' });
        await without(desk, 'Call number');
        await without(desk, 'Retry call');
        await without(desk, 'Accept');
        await stands(centre, 'queued', ['released'], taskId);
        assert.equal((await callbackOf(centre, taskId)).place, place);
        // Nobody is dialled, whatever ran out: she is not there.
        const { attempts } = await callbackOf(centre, taskId);
        await centre.advance(minute);
        assert.deepEqual((await callbackOf(centre, taskId)).attempts, attempts);
        await centre.do('ana', 'agent.sign-in', { side: 'contact_centre' });
        // Before the one who asked later.
        await desk.find('article', adaeze);
        assert.equal(await desk.has('article', 'Bo Li'), false);
        await stands(centre, 'offered', ['released', 'offered'], taskId);
      };
      await desk.find('article', adaeze);
      await back();
      await desk.press('Accept');
      await desk.enabled('Call number');
      await back();
      await desk.press('Accept');
      await desk.press('Call number');
      await reads(desk, 'Dialling');
      await centre.customer('busy');
      await desk.enabled('Retry call');
      await back();
    },
  );
});

describe('scheduled', () => {
  flow(
    ['4.1.13', '4.1.14', '4.4.15', '4.4.13'],
    'scheduled anew, rescheduled, cancelled: the lead, and when it expires, go with it',
    async () => {
      const { centre, desk } = await alone(all, defaults);
      await desk.enabled('Simulate a callback');
      const planned = await request(centre, { customerName: adaeze, number: answers, dueIn: 10 * minute });
      const now = (await stateOf(centre)).at;
      const at = (ms: number) => new Date(now + ms).toISOString();
      const move = async (id: string, to: number) =>
        centre.command('ana', 'task.reschedule', id, {
          at: at(to),
          version: (await callbackOf(centre, id)).version,
        });
      const { customer } = (await centre.records('task'))[0]!;
      await centre.command('ana', 'task.schedule', '', {
        customerId: customer.id,
        numberId: 'office',
        at: at(30 * minute),
        reason: 'Order Issue',
      });
      const anew = (await callbackOf(centre)).id;
      assert.notEqual(anew, planned);
      await stands(centre, 'scheduled', [], anew);
      await refuses(centre, 'ben', 'task.cancel', planned, {}, /role_missing/);

      // Moved before it was due, and once more while it is queued.
      await move(planned, 15 * minute);
      await stands(centre, 'scheduled', [], planned);
      await centre.advance(10 * minute);
      await stands(centre, 'scheduled', [], planned);
      await idle(desk);
      await presence(centre, 'ana', 'away');
      await centre.advance(4 * minute - 1);
      await stands(centre, 'scheduled', [], planned);
      await centre.advance(1);
      await stands(centre, 'queued', [], planned);
      await move(planned, 20 * minute);
      await stands(centre, 'scheduled', [], planned);
      await presence(centre, 'ana', 'available');
      await centre.advance(5 * minute - 1);
      await idle(desk);
      await centre.advance(1);
      await desk.find('article', adaeze);
      await reads(desk, 'Scheduled, ');
      await stands(centre, 'offered', ['offered'], planned);
      assert.equal((await callbackOf(centre, planned)).expiresAt, now + 80 * minute);

      // Cancelled: the one that is queued again, and the one that is scheduled.
      await presence(centre, 'ana', 'away');
      await reads(desk, 'No longer offered');
      await stands(centre, 'queued', ['released'], planned);
      await centre.command('ana', 'task.cancel', planned, {});
      await stands(centre, 'canceled', [], planned);
      await centre.command('ana', 'task.cancel', anew, {});
      await stands(centre, 'canceled', [], anew);
      await presence(centre, 'ana', 'available');
      await centre.advance(hour);
      await stands(centre, 'canceled', [], planned);
      await stands(centre, 'canceled', [], anew);
      await request(centre, { customerName: 'Bo Li' });
      await desk.find('article', 'Bo Li');
      assert.equal(await desk.has('article', adaeze), false);
    },
  );

  flow(
    ['4.1.19', '4.4.13', '4.4.14'],
    'expired after 60 min in the queue; not while somebody has it',
    async () => {
      const { centre, desk } = await alone(all, {
        ...defaults,
        timers: { ...defaults.timers, ring: minute },
      });
      await presence(centre, 'ana', 'away');
      await desk.enabled('Simulate a callback');
      const asap = await request(centre, { customerName: 'Bo Li', number: answers });
      const due = await request(centre, { customerName: 'Ye Shan', number: answers, dueIn: 10 * minute });
      await centre.advance(hour - 1);
      await stands(centre, 'queued', [], asap);
      await centre.advance(1);
      await stands(centre, 'closed_abandoned', [], asap);
      await centre.advance(10 * minute - 1);
      await stands(centre, 'queued', [], due);
      await centre.advance(1);
      await stands(centre, 'closed_abandoned', [], due);
      await presence(centre, 'ana', 'available');
      await idle(desk);

      // Offered, and in the hands of an agent, for longer; it ends with its return to the queue.
      const long = await request(centre, { customerName: adaeze, number: answers });
      await desk.find('article', adaeze);
      await centre.advance(hour);
      await stands(centre, 'offered', ['offered'], long);
      await desk.press('Accept');
      await desk.enabled('Call number');
      await centre.advance(hour);
      await stands(centre, 'assigned ana', ['preview'], long);
      await desk.press('Transfer callback');
      await desk.press(`Transfer to ${loans}`);
      await without(desk, 'Call number');
      await stands(centre, 'closed_abandoned', ['released'], long);

      // Back in time: what was left runs on.
      const back = await request(centre, { customerName: 'Bo Li', number: answers });
      await desk.press('Accept');
      await desk.enabled('Call number');
      await centre.advance(50 * minute);
      await presence(centre, 'ben', 'away');
      await centre.do('ana', 'agent.sign-out', { side: 'contact_centre' });
      await without(desk, 'Call number');
      await centre.advance(10 * minute - 1);
      await stands(centre, 'queued', ['released'], back);
      await centre.advance(1);
      await stands(centre, 'closed_abandoned', ['released'], back);

      // The customer is being dialled at that moment.
      const dialled = await request(centre, {
        mode: 'customer_first',
        customerName: adaeze,
        number: '+12125550155',
      });
      await centre.advance(hour - second);
      await centre.do('ana', 'agent.sign-in', { side: 'contact_centre' });
      await stands(centre, 'queued', ['offered'], dialled);
      await centre.advance(30 * second);
      await stands(centre, 'queued', ['offered'], dialled);
      await centre.control('customer', { taskId: dialled, act: 'answer' });
      await desk.find('article', adaeze);
      await stands(centre, 'offered', ['offered'], dialled);
      await desk.press('Reject');
      await stands(centre, 'queued', ['offered'], dialled);
      await centre.control('customer', { taskId: dialled, act: 'hang_up' });
      await stands(centre, 'closed_abandoned', ['released'], dialled);
    },
  );
});

describe('the customer cancels', () => {
  flow(
    ['4.1.20', '4.1.21', '4.2.11'],
    'from the offer to the transfer: closed, taken back, and the agents are told; not during a call or a wrap-up',
    async () => {
      const { centre, desk } = await begin('quiet', { dialing: 'automatic', ...defaults });
      await frozen(centre);
      const ben = await sit(centre, 'ben');
      const told = 'The customer cancelled the callback';
      const cancel = (taskId: string) => centre.control('cancel', { taskId });
      /** Until all of it is put away. */
      const tidy = async (one: Desk) => {
        await reads(one, told);
        await one.press('Dismiss');
        await one.until('nothing is said any more', async () => !(await one.has('button', 'Dismiss')));
      };
      const next = async () => {
        const taskId = await request(centre, { customerName: adaeze, number: answers, agentId: 'ana' });
        await desk.find('article', adaeze);
        return taskId;
      };
      const offered = await next();
      await cancel(offered);
      await reads(desk, 'No longer offered');
      await tidy(desk);
      await stands(centre, 'canceled', ['closed'], offered);

      for (const from of ['preview', 'no_answer', 'transferring'] as const) {
        const taskId = await next();
        await desk.press('Accept');
        await reads(desk, 'Dials in');
        if (from === 'no_answer') {
          await desk.press('Call number');
          await reads(desk, 'Dialling');
          await centre.customer('busy');
          await reads(desk, 'Closes in');
        }
        if (from === 'transferring') {
          await toBen(desk);
          await ben.enabled('Accept');
        }
        await cancel(taskId);
        await tidy(desk);
        await reads(desk, 'Callback closed');
        if (from === 'transferring') {
          await reads(ben, 'No longer offered');
          await tidy(ben);
          await stands(centre, 'canceled ana', ['closed', 'closed'], taskId);
        } else await stands(centre, 'canceled ana', ['closed'], taskId);
        // Nothing of it is left to dial or to close.
        assert.deepEqual(
          (await desk.timers()).filter((text) => /Dials in|Closes in/.test(text)),
          [],
        );
        const { attempts } = await callbackOf(centre, taskId);
        await centre.advance(10 * minute);
        assert.equal((await callbackOf(centre, taskId)).attempts.length, attempts.length);
        await reads(desk, 'No callback open');
      }

      const kept = await next();
      await desk.press('Accept');
      await desk.press('Call number');
      await reads(desk, 'Dialling');
      await assert.rejects(cancel(kept), /call_live/);
      await centre.advance(2 * second);
      await desk.press('End call');
      await desk.enabled('Submit & close');
      await assert.rejects(cancel(kept), /wrap_up_open/);
      await stands(centre, 'in_progress ana', ['wrap_up'], kept);
    },
  );
});

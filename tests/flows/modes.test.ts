import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { adaeze, loans, participants, reads, rows, without } from './call.ts';
import type { Centre } from './desk.ts';
import { office } from './office.ts';
import { alone, callbackOf, idle, frozen, minute, request, second, stands, stateOf } from './server.ts';
import { flow } from './statements.ts';

const all = office();
const { begin, sit } = all;

const ringsOut = '+12125550155';
const answers = '+12125550143';

const attempts = async (centre: Centre, taskId?: string) => (await callbackOf(centre, taskId)).attempts;

describe('agent-first', () => {
  flow(
    ['2.1', '2.2', '2.13', '4.1.4', '4.1.17', '4.2.1'],
    'offered, accepted, previewed, dialled by hand; no answer: retried, then closed',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await frozen(centre);
      const card = await desk.find('article', adaeze);
      assert.match(await card.evaluate((one) => (one as HTMLElement).innerText), /Billing Issue/);
      await stands(centre, 'offered', ['offered']);
      assert.equal(await desk.has('region', 'Callback actions'), false);
      await desk.press('Accept');
      // Before anybody is dialled: what the agent should know.
      await desk.find('region', 'Callback actions');
      await desk.find('region', 'Context');
      await reads(desk, 'Two charges of the same amount');
      await reads(desk, 'Manual dial');
      await desk.enabled('Call number');
      await without(desk, adaeze, 'article');
      await stands(centre, 'assigned ana', ['preview']);
      // Longer than any dial or close timer can be.
      await centre.advance(21 * minute);
      await reads(desk, '21:00');
      await stands(centre, 'assigned ana', ['preview']);
      assert.deepEqual(await attempts(centre), []);

      await desk.press('Call number');
      await reads(desk, 'Dialling');
      await centre.customer('busy');
      await desk.enabled('Retry call');
      await stands(centre, 'assigned ana', ['no_answer']);
      await centre.advance(21 * minute);
      assert.deepEqual(
        (await desk.timers()).filter((text) => /Dials in|Closes in/.test(text)),
        [],
      );
      assert.equal((await centre.records('interaction'))[0]!.timer, null);
      await stands(centre, 'assigned ana', ['no_answer']);
      await desk.press('Retry call');
      await reads(desk, 'Dialling');
      await centre.customer('busy');
      await desk.enabled('Retry call');
      assert.deepEqual(
        (await attempts(centre)).map(({ attempt, outcome }) => [attempt, outcome]),
        [
          [1, 'busy'],
          [2, 'busy'],
        ],
      );
      await desk.press('Close callback');
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      await stands(centre, 'closed_complete ana', ['closed']);
    },
  );
});

describe('customer-first', () => {
  flow(
    ['2.3', '2.4', '2.5', '4.1.3', '4.1.4', '4.2.1'],
    'dialled by the contact centre, offered once answered, bridged on accept; a call like any other',
    async () => {
      const { centre, desk } = await alone(all);
      await request(centre, { mode: 'customer_first', customerName: adaeze, number: answers });
      await stands(centre, 'queued', ['offered']);
      assert.equal((await attempts(centre)).length, 1, 'dialled at once');
      await centre.advance(1999);
      await idle(desk);
      assert.deepEqual(await centre.records('offer'), []);
      await centre.advance(1);
      await desk.find('article', adaeze);
      await desk.enabled('Accept');
      await stands(centre, 'offered', ['offered']);

      await desk.press('Accept');
      await participants(desk, [`${adaeze} Connected`, 'Ana Lindqvist (you) Connected']);
      await stands(centre, 'in_progress ana', ['in_call']);
      assert.equal((await attempts(centre)).length, 1, 'nobody dials again');
      // The call is headed by the customer's name.
      await desk.find('heading', adaeze);
      for (const name of ['Mute', 'Hold', 'Transfer', 'End call']) await desk.enabled(name);
      await desk.find('region', 'Context');
      assert.equal(await desk.has('region', 'Callback actions'), false);
      assert.equal(await desk.has('button', 'Retry call'), false);
      assert.equal(await desk.has('button', 'Close callback'), false);

      await desk.press('End call');
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      assert.equal(await desk.has('region', 'Callback actions'), false);
      await stands(centre, 'closed_complete ana', ['closed']);
    },
  );

  flow(
    ['2.6', '2.7', '2.8', '4.3.8'],
    'no answer: no agent hears of it; dialled again 60 s later, three times at most; nobody accepts: ended after 30 s',
    async () => {
      const { centre, desk } = await alone(all);
      const never = await request(centre, { mode: 'customer_first', number: ringsOut });
      for (const count of [1, 2, 3]) {
        assert.deepEqual(
          (await attempts(centre)).map(({ attempt }) => attempt),
          [1, 2, 3].slice(0, count),
        );
        await centre.advance(8 * second);
        assert.equal((await attempts(centre)).at(-1)!.outcome, 'no_answer');
        await stands(centre, count < 3 ? 'queued' : 'closed_abandoned', ['released']);
        await idle(desk);
        await centre.advance(minute - 1);
        assert.equal((await attempts(centre)).length, count, 'not yet');
        await centre.advance(1);
      }
      assert.equal((await attempts(centre)).length, 3);
      assert.deepEqual(Object.values((await stateOf(centre)).offers), []);

      // One who answers at the second attempt: the first counts.
      await request(centre, { mode: 'customer_first', customerName: adaeze, number: answers });
      const { id: taskId } = await callbackOf(centre);
      assert.notEqual(taskId, never);
      await centre.control('customer', { taskId, act: 'busy' });
      await centre.advance(minute);
      await centre.advance(2 * second);
      await desk.find('article', adaeze);
      await centre.advance(30 * second - 1);
      await desk.enabled('Accept');
      await stands(centre, 'offered', ['offered']);
      // Nobody accepts: the customer does not wait any longer.
      await centre.advance(1);
      await reads(desk, 'No longer offered');
      await stands(centre, 'queued', ['released']);
      await centre.advance(minute);
      await centre.advance(2 * second);
      await desk.press('Accept');
      await desk.enabled('Hold');
      assert.deepEqual(
        (await attempts(centre)).map(({ attempt, outcome }) => [attempt, outcome]),
        [
          [1, 'busy'],
          [2, 'no_agent'],
          [3, null],
        ],
      );
      for (const words of ['In progress', 'No agent was free', 'Busy']) await reads(desk, words);
    },
  );

  flow(['2.9'], 'nobody is dialled for nobody', async () => {
    const { centre, desk } = await alone(all);
    const first = await request(centre, { customerName: adaeze, number: answers });
    await desk.press('Accept');
    await desk.enabled('Call number');
    const waits = await request(centre, { mode: 'customer_first', customerName: 'Bo Li', number: answers });
    await centre.advance(10 * minute);
    await stands(centre, 'queued', [], waits);
    assert.deepEqual(await attempts(centre, waits), []);
    await desk.press('Close callback');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    await stands(centre, 'closed_complete ana', ['closed'], first);
    assert.equal((await attempts(centre, waits)).length, 1, 'now ana is free');
    await centre.advance(2 * second);
    await desk.find('article', 'Bo Li');
    await desk.enabled('Accept');
  });
});

describe('ASAP and scheduled', () => {
  flow(['2.10', '4.1.10', '4.2.6'], 'ASAP keeps its place in the queue, also in another one', async () => {
    const { centre, desk } = await alone(all);
    const first = await request(centre, { customerName: adaeze, number: answers });
    await desk.press('Accept');
    await desk.enabled('Call number');
    await centre.advance(minute);
    const later = await request(centre, { customerName: 'Bo Li', queueId: 'loans' });
    await request(centre, { customerName: 'Ye Shan', queueId: 'loans' });
    const { place } = await callbackOf(centre, first);
    await desk.press('Transfer callback');
    await desk.press(`Transfer to ${loans}`);
    // Free again: but who sent it is not asked first.
    await desk.find('article', 'Bo Li');
    await stands(centre, 'queued', ['released'], first);
    await stands(centre, 'offered', ['offered'], later);
    assert.equal((await callbackOf(centre, first)).place, place);
    const ben = await sit(centre, 'ben');
    await idle(ben);
    // Everybody was asked; the next round begins.
    await centre.advance(5 * second);
    await centre.do('ben', 'agent.set', { presenceId: 'available' });
    // Before the one who asked later.
    await ben.find('article', adaeze);
    assert.equal(await ben.has('article', 'Ye Shan'), false);
  });

  flow(
    ['2.11', '2.12', '4.1.1', '4.1.2'],
    'scheduled is due at a time, in both modes; never dialled before',
    async () => {
      const { centre, desk } = await alone(all, { dialing: 'automatic' });
      const due = 10 * minute;
      await request(centre, { customerName: adaeze, number: answers, dueIn: due });
      const { scheduledStart } = await callbackOf(centre);
      await centre.do('ana', 'agent.set', { presenceId: 'away' });
      await centre.advance(due - minute - 1);
      await stands(centre, 'scheduled');
      await centre.advance(1);
      await stands(centre, 'queued');
      await idle(desk);
      await centre.do('ana', 'agent.set', { presenceId: 'available' });
      await desk.find('article', adaeze);
      await reads(desk, 'Scheduled, ');
      await desk.press('Accept');
      await reads(desk, 'Scheduled callback');
      // The dial timer of this situation has 20 s; the customer was promised a later time.
      await reads(desk, 'Dials in 1:00');
      const { timer } = (await centre.records('interaction'))[0]!;
      assert.deepEqual(timer, {
        kind: 'dial',
        deadline: new Date(scheduledStart!).toISOString(),
        duration: minute,
      });
      await centre.advance(minute - 1);
      assert.deepEqual(await attempts(centre), []);
      await centre.advance(1);
      await reads(desk, 'Dialling');
      assert.equal((await attempts(centre)).length, 1);
      await centre.advance(2 * second);
      await desk.press('End call');
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      await desk.press('Close page');

      // The customer is dialled first, and not before the time.
      await request(centre, {
        mode: 'customer_first',
        customerName: 'Bo Li',
        number: answers,
        dueIn: due,
      });
      await centre.advance(due - minute);
      await stands(centre, 'queued');
      await centre.advance(minute - 1);
      assert.deepEqual(await attempts(centre), []);
      await idle(desk);
      await centre.advance(1);
      assert.equal((await attempts(centre)).length, 1);
      await centre.advance(2 * second);
      await desk.find('article', 'Bo Li');
      await reads(desk, 'Scheduled, ');
      await desk.press('Accept');
      await participants(desk, ['Bo Li Connected', 'Ana Lindqvist (you) Connected']);
      const types = async () => (await callbackOf(centre)).type;
      assert.equal(await types(), 'scheduled');
      await desk.press('End call');
      await desk.press('Submit & close');
      await desk.press('Close page');

      // And both as soon as possible.
      for (const mode of ['agent_first', 'customer_first'] as const) {
        await request(centre, { mode, customerName: 'Ye Shan', number: answers });
        if (mode === 'customer_first') await centre.advance(2 * second);
        await desk.find('article', 'Ye Shan');
        await reads(desk, 'ASAP');
        assert.equal(await types(), 'asap');
        await desk.press('Accept');
        if (mode === 'customer_first') {
          await desk.enabled('Hold');
          assert.equal((await rows(desk, 'Participants')).length, 2);
        } else {
          await reads(desk, 'Dials in 0:20');
          await desk.press('Close callback');
          await desk.press('Submit & close');
          await desk.press('Close page');
        }
      }
    },
  );
});

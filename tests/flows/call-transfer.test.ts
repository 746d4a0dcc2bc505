import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { PolicyChanges } from '../../contract/policy.ts';
import {
  adaeze,
  ana,
  ben,
  disabled,
  inConference,
  itemsOf,
  loans,
  onThePhone,
  participants,
  pick,
  reads,
  readsNot,
  rows,
  without,
} from './call.ts';
import type { Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const all = office();
const { open, sit } = all;

const helpdesk = 'Card scheme helpdesk';
/** A number that fails at once, as it is typed and as it is shown. */
const dead = { typed: '+12125550180', shown: '+1 212-555-0180' } as const;
const self = `${ana} (you)`;
const held = (time = '0:00') => `${adaeze} On hold ${time}`;

const call = (policy?: PolicyChanges) => onThePhone(all, policy);

/** Opens the transfer, and presses a way to somebody. */
const go = async (desk: Desk, way: 'Consult' | 'Blind', name: string): Promise<void> => {
  if (!(await desk.has('region', 'Transfer'))) await desk.press('Transfer');
  await pick(desk, way, `Transfer options for ${name}`);
};

/** To a number that is in no list. */
const search = async (desk: Desk, number: string): Promise<void> => {
  if (!(await desk.has('region', 'Transfer'))) await desk.press('Transfer');
  await (await desk.find('searchbox', 'Search')).type(number);
};

/** Both windows, while ben rings; ana has pressed Consult. */
const ringing = async () => {
  const { centre, desk } = await call();
  const other = await sit(centre, 'ben');
  await go(desk, 'Consult', ben);
  await desk.enabled('End consult');
  await other.enabled('Accept');
  return { centre, desk, other };
};

/** Both windows, while ana speaks with ben; he has pressed Accept. */
const consulting = async () => {
  const both = await ringing();
  await both.other.press('Accept');
  await both.desk.enabled('Merge calls');
  return both;
};

/** The customer is where they were left: on hold with ana, who can go on. */
const isHeld = async (desk: Desk, time = '0:00'): Promise<void> => {
  await participants(desk, [held(time), `${self} Connected`]);
  await desk.enabled('Resume');
};

describe('opening the transfer', () => {
  flow(['3.6.1'], 'holds the customer; closed unused they stay so, with Resume focused', async () => {
    const { desk } = await call();
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
    await desk.press('Transfer');
    await desk.find('searchbox', 'Search');
    await participants(desk, [held(), `${self} Connected`]);
    await desk.press('Close');
    await without(desk, 'Transfer', 'region');
    await desk.until('Resume has the focus', async () => (await desk.focused()) === 'Resume');
    await isHeld(desk);
    await desk.page.keyboard.press('Enter');
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
  });

  flow(['3.6.2', '3.6.3'], 'shows whom and what the provider allows, for each kind', async () => {
    const both = ['Consult', 'Blind'];
    for (const [consultTargets, blindTargets] of [
      [
        ['agent', 'queue', 'external'],
        ['agent', 'queue', 'external'],
      ],
      [['agent', 'external'], ['agent']],
      [['queue'], ['queue', 'external']],
    ] as const) {
      const { desk } = await call({ consultTargets, blindTargets });
      await desk.press('Transfer');
      await desk.find('searchbox', 'Search');
      for (const [kind, list, name] of [
        ['agent', 'Agents', ben],
        ['queue', 'Queues', loans],
        ['external', 'External', helpdesk],
      ] as const) {
        const ways = both.filter((_, at) =>
          ([consultTargets, blindTargets][at] as readonly string[]).includes(kind),
        );
        const options = `Transfer options for ${name}`;
        if (ways.length) {
          await desk.enabled(options);
          const row = (await rows(desk, list)).find((one) => one.startsWith(name));
          assert.ok(row, `${name} is in ${list}`);
          assert.deepEqual(await itemsOf(desk, options), ways);
        } else {
          assert.equal(await desk.has('list', list), false, `no ${list}`);
          assert.equal(await desk.has('button', options), false);
        }
      }
    }
  });
});

describe('consult', () => {
  flow(['3.6.4'], 'rings, is accepted, ended; again, and merged; again, and left', async () => {
    const { centre, desk } = await call();
    const other = await sit(centre, 'ben');
    await go(desk, 'Consult', ben);
    await reads(desk, `Ringing ${ben}`);
    await participants(desk, [held(), `${ben} Ringing`, `${self} Connected`]);
    await disabled(desk, 'Merge calls');
    await disabled(desk, 'Leave & transfer');
    await reads(other, `${ana} asks for a consult`);
    await other.press('Accept');
    await reads(desk, `Speaking with ${ben}`);
    await participants(desk, [held(), `${ben} Connected 0:00`, `${self} Connected`]);
    await participants(other, [held(), `${ana} Connected`, `${ben} (you) Connected`]);
    await desk.enabled('Merge calls');
    await desk.enabled('Leave & transfer');

    await desk.press('End consult');
    await isHeld(desk);
    await without(desk, 'End consult');
    await without(other, 'Call', 'region');

    await go(desk, 'Consult', ben);
    await other.press('Accept');
    await desk.press('Merge calls');
    await reads(desk, `In one call with ${ben}`);
    await participants(desk, [`${adaeze} Connected`, `${ben} Connected 0:00`, `${self} Connected`]);
    await participants(other, [`${adaeze} Connected`, `${ana} Connected`, `${ben} (you) Connected`]);

    await desk.press('End consult');
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
    await other.press('Submit & close');
    await go(desk, 'Consult', ben);
    await other.press('Accept');
    await desk.press('Leave & transfer');
    await participants(other, [`${adaeze} Connected`, `${ben} (you) Connected`]);
    await without(desk, 'Call', 'region');
  });

  flow(['3.6.5'], 'with a queue waits until an agent accepts, or 120 s', async () => {
    const { centre, desk } = await call();
    const other = await sit(centre, 'ben');
    await go(desk, 'Consult', loans);
    await reads(desk, `Waiting in ${loans}`);
    await reads(desk, '2:00 left to answer');
    await disabled(desk, 'Merge calls');
    await other.enabled('Accept');
    await centre.advance(19_000);
    await reads(desk, '1:41 left to answer');
    await other.press('Accept');
    await reads(desk, `Speaking with ${ben}`);
    await readsNot(desk, `Waiting in ${loans}`);
    await participants(desk, [held('0:19'), `${ben} Connected 0:00`, `${self} Connected`]);
    await desk.press('End consult');
    await isHeld(desk, '0:19');
    await other.close();

    await go(desk, 'Consult', loans);
    await reads(desk, `Waiting in ${loans}`);
    await centre.advance(119_000);
    await reads(desk, '0:01 left to answer');
    await desk.enabled('End consult');
    await centre.advance(1000);
    await reads(desk, `${loans} did not answer`);
    await without(desk, 'End consult');
    await isHeld(desk, '2:19');
  });

  flow(['3.6.6'], 'declined, not answered, failed: said so, and the customer is still held', async () => {
    const { centre, desk } = await call();
    const other = await sit(centre, 'ben');
    await go(desk, 'Consult', ben);
    await other.press('Reject');
    await reads(desk, `${ben} declined`);
    await isHeld(desk);

    await go(desk, 'Consult', ben);
    await reads(desk, `Ringing ${ben}`);
    await readsNot(desk, `${ben} declined`);
    await centre.advance(30_000);
    await reads(desk, `${ben} did not answer`);
    await isHeld(desk, '0:30');

    await search(desk, dead.typed);
    await go(desk, 'Consult', dead.shown);
    await readsNot(desk, `${ben} did not answer`);
    await centre.advance(1);
    await reads(desk, `${dead.shown} could not be reached`);
    await isHeld(desk, '0:30');
  });

  flow(['3.6.7'], 'the customer hangs up while it rings: cancelled, on to wrap-up', async () => {
    const { centre, desk, other } = await ringing();
    await centre.customer('hang_up');
    await desk.enabled('Submit & close');
    await without(desk, 'End consult');
    await participants(desk, [`${adaeze} Ended: Hung up`, `${ben} Ended`, `${self} Ended`]);
    await reads(other, 'No longer offered');
    assert.equal(await other.has('button', 'Accept'), false);
  });

  flow(['3.6.8'], 'the customer hangs up while ana speaks with ben: only End consult is left', async () => {
    const { centre, desk } = await consulting();
    await centre.customer('hang_up');
    await reads(desk, 'The customer hung up');
    await disabled(desk, 'Merge calls');
    await disabled(desk, 'Leave & transfer');
    await participants(desk, [`${adaeze} Ended: Hung up`, `${ben} Connected 0:00`, `${self} Connected`]);
    assert.equal(await desk.has('button', 'Submit & close'), false);
    await desk.press('End consult');
    await desk.enabled('Submit & close');
    await without(desk, 'End consult');
  });

  flow(['3.6.9'], 'the customer hangs up in a conference: the others talk on until one ends it', async () => {
    for (const ender of ['ana', 'ben'] as const) {
      const centre = await open('agent-first-manual');
      await inConference(centre);
      const desks = { ana: await sit(centre), ben: await sit(centre, 'ben') };
      await desks.ana.enabled('End call');
      await centre.customer('hang_up');
      await participants(desks.ana, [
        `${adaeze} Ended: Hung up`,
        `${ben} Connected 0:00`,
        `${self} Connected`,
      ]);
      await participants(desks.ben, [
        `${adaeze} Ended: Hung up`,
        `${ana} Connected`,
        `${ben} (you) Connected`,
      ]);
      for (const desk of [desks.ana, desks.ben]) {
        await desk.enabled('Mute');
        assert.equal(await desk.has('button', 'Submit & close'), false);
      }
      await desks[ender].press('End call');
      await desks.ana.enabled('Submit & close');
      await desks.ben.enabled('Submit & close');
    }
  });

  flow(['3.6.10'], 'the target hangs up: back to the held customer', async () => {
    const { desk, other } = await consulting();
    await pick(other, 'Leave call');
    await reads(desk, `${ben} hung up`);
    await isHeld(desk);
    await without(desk, 'End consult');

    // Answers after 2 s, and hangs up 5 s later.
    const outside = await call();
    await go(outside.desk, 'Consult', helpdesk);
    await reads(outside.desk, `Ringing ${helpdesk}`);
    await outside.centre.advance(2000);
    await reads(outside.desk, `Speaking with ${helpdesk}`);
    await outside.centre.advance(5000);
    await reads(outside.desk, `${helpdesk} hung up`);
    await isHeld(outside.desk, '0:07');
  });
});

describe('the call changes hands', () => {
  flow(
    ['3.6.11', '3.6.16', '4.1.15', '4.2.19'],
    'Leave & transfer: the receiver has the interaction, the task stays',
    async () => {
      const { centre, desk, other } = await consulting();
      await desk.press('Leave & transfer');
      await participants(other, [`${adaeze} Connected`, `${ben} (you) Connected`]);
      for (const name of ['Hold', 'End call', 'Transfer']) await other.enabled(name);
      await without(desk, 'Call', 'region');
      await without(desk, 'End consult');
      await desk.enabled('Submit & close');
      const [sender] = await centre.records('interaction');
      assert.deepEqual([sender!.ownerId, sender!.state], ['ben', 'in_call']);
      assert.equal((await centre.records('segment'))[0]!.state, 'open');
      assert.equal((await centre.records('interaction', 'ben'))[0]!.id, sender!.id);
      assert.equal((await centre.records('task'))[0]!.ownerId, 'ana');

      // Each their own part; the callback is closed when both are done.
      await desk.type('Notes', 'Ben has it now.');
      await desk.press('Submit & close');
      await reads(desk, 'Closes when the call ends');
      assert.equal((await centre.records('task'))[0]!.state, 'in_progress');
      await other.press('End call');
      await other.type('Notes', 'Settled.');
      await other.press('Submit & close');
      await reads(desk, 'Callback closed');
      const [task] = await centre.records('task');
      assert.deepEqual([task!.ownerId, task!.state], ['ana', 'closed_complete']);
      assert.equal((await centre.records('segment'))[0]!.notes, 'Ben has it now.');
      assert.equal((await centre.records('segment', 'ben'))[0]!.notes, 'Settled.');
    },
  );

  flow(['3.6.12'], 'Blind: the agent is out at once, and the owner until somebody accepts', async () => {
    const { centre, desk } = await call();
    const other = await sit(centre, 'ben');
    await go(desk, 'Blind', ben);
    await desk.enabled('Submit & close');
    await reads(desk, `Handing over to ${ben}…`);
    await participants(desk, [`${adaeze} Connected`, `${ben} Ringing`, `${self} Handing over to ${ben}`]);
    await disabled(desk, 'End call');
    const own = (await centre.records('call'))[0]!.legs.find(({ agentId }) => agentId === 'ana')!;
    assert.deepEqual([own.state, own.endReason], ['ended', 'transferred']);
    assert.equal((await centre.records('interaction'))[0]!.ownerId, 'ana');
    assert.deepEqual(await centre.records('interaction', 'ben'), []);
    await reads(other, `Transferred by ${ana}`);
    await other.press('Accept');
    await participants(other, [`${adaeze} Connected`, `${ben} (you) Connected`]);
    for (const name of ['Hold', 'End call', 'Transfer']) await other.enabled(name);
    await without(desk, 'Call', 'region');
    await desk.enabled('Submit & close');
    assert.equal((await centre.records('interaction'))[0]!.ownerId, 'ben');
  });

  flow(['3.6.13'], 'Blind refused at once: nothing changes, and the agent is told why', async () => {
    const { desk } = await call();
    await search(desk, dead.typed);
    await participants(desk, [held(), `${self} Connected`]);
    await go(desk, 'Blind', dead.shown);
    await reads(desk, 'They cannot be reached now.');
    await isHeld(desk);
    await desk.enabled('End call');
    await desk.find('region', 'Transfer');
    assert.equal(await desk.has('button', 'Submit & close'), false);
  });

  flow(
    ['3.6.14', '3.6.18', '4.2.20'],
    'Blind not accepted: a waiting call, which the next agent takes; the sender is told',
    async () => {
      const { centre, desk } = await call();
      const other = await sit(centre, 'ben');
      await go(desk, 'Blind', ben);
      await reads(other, `Transferred by ${ana}`);
      await desk.enabled('Submit & close');
      await centre.advance(29_000);
      await reads(desk, '0:01 left to answer');
      assert.equal((await centre.records('interaction'))[0]!.state, 'in_call');
      await centre.advance(1000);
      const wrapUp = await desk.find('region', 'Wrap-up');
      await desk.until('told in the wrap-up', () =>
        wrapUp.evaluate((one, name) => {
          const said = `${name} did not take the call. The customer is waiting in the queue.`;
          return (one as HTMLElement).innerText.includes(said);
        }, ben),
      );
      await desk.enabled('Submit & close');
      await participants(desk, []);
      const [waiting] = await centre.records('interaction');
      assert.deepEqual([waiting!.state, waiting!.ownerId], ['waiting', null]);

      // Ben is asked again, in the next round.
      await centre.advance(5000);
      await reads(other, 'Customer waiting');
      const card = await other.find('article', adaeze);
      assert.match(await card.evaluate((one) => (one as HTMLElement).innerText), /Queue\s+Card disputes/);
      await other.press('Accept');
      await participants(other, [`${adaeze} Connected`, `${ben} (you) Connected`]);
      await other.enabled('Hold');
      await other.enabled('End call');
      assert.deepEqual(
        (await centre.records('interaction', 'ben')).map(({ id, ownerId, state }) => [id, ownerId, state]),
        [[waiting!.id, 'ben', 'in_call']],
      );
    },
  );

  flow(['3.6.15', '4.2.20'], 'Blind to a queue is a waiting call there at once', async () => {
    const { centre, desk } = await call();
    const other = await sit(centre, 'ben');
    await go(desk, 'Blind', loans);
    await reads(other, 'Customer waiting');
    const card = await other.find('article', adaeze);
    assert.match(
      await card.evaluate((one) => (one as HTMLElement).innerText),
      new RegExp(`Queue\\s+${loans}`),
    );
    await desk.enabled('Submit & close');
    const [waiting] = await centre.records('interaction');
    assert.deepEqual([waiting!.state, waiting!.ownerId], ['waiting', null]);
    await other.press('Accept');
    await participants(other, [`${adaeze} Connected`, `${ben} (you) Connected`]);
  });

  flow(['3.6.17'], 'to somebody outside: it is no call of ours any more', async () => {
    for (const way of ['Leave & transfer', 'Blind'] as const) {
      const { centre, desk } = await call();
      if (way === 'Blind') {
        await go(desk, 'Blind', helpdesk);
        await reads(desk, `Handing over to ${helpdesk}…`);
        await centre.advance(2000);
      } else {
        await go(desk, 'Consult', helpdesk);
        await reads(desk, `Ringing ${helpdesk}`);
        await centre.advance(2000);
        await desk.press('Leave & transfer');
      }
      await participants(desk, [
        `${adaeze} Ended: Transferred`,
        `${helpdesk} Ended: Transferred`,
        `${self} Ended: Transferred`,
      ]);
      const { legs } = (await centre.records('call'))[0]!;
      assert.deepEqual(
        legs.map(({ endReason }) => endReason),
        ['transferred', 'transferred', 'transferred'],
      );
      assert.notEqual((await centre.records('interaction'))[0]!.state, 'closed');
      await desk.press('Submit & close');
      await reads(desk, 'Callback closed');
      assert.equal((await centre.records('interaction'))[0]!.state, 'closed');
      assert.equal((await centre.records('task'))[0]!.state, 'closed_complete');
    }
  });
});

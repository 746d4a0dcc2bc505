import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, sit, open } = office();

/** Opens the picker and hands the callback on to Ben. */
const toBen = async (desk: Desk): Promise<void> => {
  await desk.press('Transfer callback');
  await desk.press('Transfer to Ben Adeyemi');
  await desk.see('Transferring callback, please wait...');
};

const customer = 'Adaeze Okonkwo-Fitzgerald';

describe('the picker', () => {
  flow(
    ['3.4.1', '3.4.2', '3.4.3', '3.4.4'],
    'queues with who waits, agents with their presence, live; nobody sees themselves',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await centre.control('clock', { mode: 'frozen' });
      await desk.press('Accept');
      await desk.press('Transfer callback');
      await desk.find('searchbox', 'Search');
      await desk.find('heading', 'Queues');
      await desk.find('heading', 'Agents');
      await desk.find('button', 'Transfer to Card disputes');
      await desk.find('button', 'Transfer to Loans and mortgages');
      await desk.enabled('Transfer to Ben Adeyemi');
      await desk.see('None waiting');
      assert.equal(await desk.has('button', 'Transfer to Ana Lindqvist'), false);

      await centre.do('ben', 'agent.set', { presenceId: 'busy' });
      await desk.until('Ben is busy', async () => (await desk.disabled('Transfer to Ben Adeyemi')) === true);
      await desk.see('Busy');
      await centre.do('ben', 'agent.set', { presenceId: 'available' });
      await desk.enabled('Transfer to Ben Adeyemi');

      await centre.do('ben', 'agent.set', { presenceId: 'away' });
      await centre.callback({ queueId: 'loans' });
      await centre.callback({ queueId: 'loans' });
      await desk.see('2 waiting, about 3 min');
    },
  );

  flow(['3.4.1'], 'a search finds, says when there is nothing, and keeps the focus', async () => {
    const { desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.press('Transfer callback');
    await desk.find('button', 'Transfer to Ben Adeyemi');
    const search = await desk.find('searchbox', 'Search');
    await search.type('loan');
    await desk.until('others are gone', async () => !(await desk.has('button', 'Transfer to Ben Adeyemi')));
    await desk.find('button', 'Transfer to Loans and mortgages');
    await search.type('<b>');
    await desk.until(
      'nothing is left',
      async () => !(await desk.has('button', 'Transfer to Loans and mortgages')),
    );
    await desk.see('Nothing found.');
    assert.equal(await desk.value('Search', 'searchbox'), 'loan<b>');
  });

  flow(['3.4.5'], '10,000 agents and 500 queues: searched at the provider, 25 a page', async () => {
    const { desk } = await begin('big-directory');
    const asked: string[] = [];
    desk.page.on('request', (request) => {
      if (request.url().includes('/api/directory')) asked.push(new URL(request.url()).search);
    });
    await desk.press('Accept');
    await desk.press('Transfer callback');
    await desk.see('25 of 10,001');
    await desk.see('25 of 500');
    const rows = () =>
      desk.page.$$('::-p-aria([role="button"])').then(async (all) => {
        const names = await Promise.all(
          all.map((one) => one.evaluate((element) => element.getAttribute('aria-label') ?? '')),
        );
        return names.filter((name) => name.startsWith('Transfer to ')).length;
      });
    await desk.until('two pages', async () => (await rows()) === 50);
    await (await desk.find('searchbox', 'Search')).type('zoltan wis');
    await desk.until(
      'few are left',
      async () => (await rows()) < 50 && (await desk.sees('Zoltán Wiśniewski')),
    );
    assert.ok(
      asked.some((one) => one.includes('search=zoltan')),
      'the provider was asked',
    );
  });

  flow(['3.4.6'], 'asked again every 5 s, and when the provider says that it changed', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    const asked: number[] = [];
    desk.page.on('request', (request) => {
      if (request.url().includes('/api/directory') && request.url().includes('kind=agent'))
        asked.push(Date.now());
    });
    await desk.press('Transfer callback');
    await desk.enabled('Transfer to Ben Adeyemi');
    const before = asked.length;
    await desk.until('asked again by itself', () => Promise.resolve(asked.length > before));
    assert.ok(asked.at(-1)! - asked.at(-2)! > 3000, 'not all the time');
    const told = Date.now();
    await centre.do('ben', 'agent.set', { presenceId: 'away' });
    await desk.until('Ben is away', async () => (await desk.disabled('Transfer to Ben Adeyemi')) === true);
    assert.ok(Date.now() - told < 4000, 'before the next 5 s');
  });
});

describe('how a transfer ends', () => {
  flow(
    ['3.4.7', '3.4.8'],
    'the receiver sees who sent it, accepts, and has it; the sender is told',
    async () => {
      const { centre, desk: ana } = await begin('agent-first-manual');
      const ben = await sit(centre, 'ben');
      await ana.press('Accept');
      await toBen(ana);
      await ben.see('Transferred by Ana Lindqvist');
      await ben.find('heading', customer);
      await ben.press('Accept');
      await ben.enabled('Call number');
      await ana.see('Ben Adeyemi accepted the callback');
      assert.equal(await ana.disabled('Call number'), null);
      assert.equal((await centre.records('task', 'ben'))[0]!.ownerId, 'ben');
      assert.deepEqual(await centre.records('task'), []);
    },
  );

  flow(['3.4.9'], 'declined: back with the sender as it was', async () => {
    const { centre, desk: ana } = await begin('agent-first-manual');
    const ben = await sit(centre, 'ben');
    await ana.press('Accept');
    await ana.choose('Callback number', 'Office');
    await ana.type('Notes', 'Prefers the office.');
    await toBen(ana);
    await ben.press('Reject');
    await ana.see('Ben Adeyemi declined the callback');
    await ana.enabled('Call number');
    assert.equal((await centre.records('interaction'))[0]!.numberId, 'office');
    assert.equal(await ana.value('Notes'), 'Prefers the office.');
    assert.equal((await centre.records('task'))[0]!.ownerId, 'ana');
    await ben.see('No callbacks waiting');
  });

  flow(['3.4.10'], 'not answered: after an attempt, back to there', async () => {
    const { centre, desk } = await begin('transfer-timed-out', { dialing: 'automatic' });
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.see('Ringing');
    await centre.customer('busy');
    await desk.see('Closes in');
    await toBen(desk);
    await centre.advance(8000);
    await desk.see('Ben Adeyemi did not answer in time');
    await desk.see('Closes in');
    await desk.enabled('Retry call');
  });

  flow(['3.4.11'], 'failed while pending, and refused at once: with the reason, nothing lost', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await toBen(desk);
    await centre.do('ben', 'agent.set', { presenceId: 'away' });
    await desk.see('Transfer failed: They cannot be reached now.');
    await desk.enabled('Call number');
  });

  flow(['3.4.12'], 'cancelled: the receiver’s card leaves', async () => {
    const { centre, desk: ana } = await begin('agent-first-manual');
    const ben = await sit(centre, 'ben');
    await ana.press('Accept');
    await toBen(ana);
    await ben.enabled('Accept');
    await ana.press('Cancel callback transfer');
    await ana.see('Transfer cancelled');
    await ana.enabled('Call number');
    await ben.see('No longer offered');
    assert.equal(await ben.disabled('Accept'), null);
    await centre.advance(8000);
    await ben.see('No callbacks waiting');
  });

  flow(['3.4.13'], 'a queue accepts at once; who sent it is not asked first', async () => {
    const { centre, desk: ana } = await begin('agent-first-manual');
    const ben = await sit(centre, 'ben');
    await ana.press('Accept');
    await ana.press('Transfer callback');
    await ana.press('Transfer to Loans and mortgages');
    await ana.see('Loans and mortgages accepted the callback');
    await ben.see('Loans and mortgages');
    await ben.press('Accept');
    await ben.enabled('Call number');
    assert.equal(await ana.disabled('Accept'), null);
    assert.equal((await centre.records('task', 'ben'))[0]!.queue.id, 'loans');
  });

  flow(['3.4.14'], 'of cancel and accept one wins, and the loser is told', async () => {
    const { desk: ana, centre } = await begin('agent-first-manual');
    const ben = await sit(centre, 'ben');
    await ana.press('Accept');
    await toBen(ana);
    await ben.enabled('Accept');
    // Cancelled where Ben's window does not hear of it yet.
    await ben.page.setRequestInterception(true);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    ben.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/accept'))
        void held.then(() => request.continue());
      else void request.continue();
    });
    await ben.press('Accept');
    await ana.press('Cancel callback transfer');
    await ana.see('Transfer cancelled');
    release();
    await ben.see('No longer offered');
    await ana.enabled('Call number');
    assert.deepEqual(await centre.records('interaction', 'ben'), []);
    assert.equal((await centre.records('interaction')).length, 1);
  });

  flow(['3.4.15', '3.4.7'], 'a scheduled callback is handed on like another', async () => {
    const centre = await open('quiet');
    const ana = await sit(centre);
    const ben = await sit(centre, 'ben');
    await centre.callback({ agentId: 'ana', offerTimeout: null, dueIn: 0, number: '+12125550143' });
    await ana.see('Scheduled');
    await ana.press('Accept');
    await ana.see('Scheduled callback');
    await toBen(ana);
    await ben.see('Transferred by Ana Lindqvist');
    await ben.see('Scheduled');
    await ben.press('Accept');
    await ben.see('Scheduled callback');
    await ben.press('Call number');
    await ben.enabled('Mute');
  });

  flow(['3.4.8', '3.4.9', '3.4.10'], 'simulated colleagues end it each in their way', async () => {
    for (const [scenario, words] of [
      ['transfer-accepted', 'Ben Adeyemi accepted the callback'],
      ['transfer-rejected', 'Ben Adeyemi declined the callback'],
      ['transfer-timed-out', 'Ben Adeyemi did not answer in time'],
    ] as const) {
      const { centre, desk } = await begin(scenario);
      await desk.press('Accept');
      await toBen(desk);
      await centre.advance(8000);
      await desk.see(words);
    }
  });

  flow(['3.4.7'], 'a callback that a colleague hands on to me', async () => {
    const { desk } = await begin('transferred-to-me');
    await desk.see('Transferred by Ben Adeyemi');
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.enabled('Mute');
  });
});

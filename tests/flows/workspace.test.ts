import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { adaeze, disabled, without } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, open, sit, sitAt } = office();

const jurgen = 'Jürgen Großmann';

/** The headings of the inbox's cards, from the top. */
const cards = async (desk: Desk): Promise<string[]> => {
  const found = await desk.page.$$('::-p-aria([role="article"])');
  return Promise.all(
    found.map((one) => one.evaluate((card) => card.querySelector('h3')?.textContent?.trim() ?? '')),
  );
};

/** The other page of the host, with the bar alone. */
const elsewhere = (centre: Centre): Promise<Desk> => sitAt(`demo/elsewhere.html?ns=${centre.ns}&agent=ana`);

describe('the inbox', () => {
  flow(['3.9.1', '3.9.5'], 'empty it says so; then the cards, newest first', async () => {
    const { centre, desk } = await begin('two-at-once');
    await desk.until('the newest first', async () => (await cards(desk)).join() === [jurgen, adaeze].join());
    for (const { id } of await centre.records('offer')) await centre.command('ana', 'offer.reject', id, {});
    await desk.see('No callbacks waiting');
  });

  flow(
    ['3.9.2', '3.9.3', '3.9.4', '4.1.21'],
    'notices: what became of a transfer, a customer who cancelled; until dismissed, or 10 minutes',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await centre.control('clock', { mode: 'frozen' });
      await desk.press('Accept');
      await desk.enabled('Call number');
      await centre.do('ana', 'interaction.transfer', { target: { kind: 'agent', id: 'ben' } });
      await centre.do('ben', 'offer.reject', {});
      await desk.see('Ben Adeyemi declined the callback');
      await centre.advance(1000);
      const { taskId } = (await centre.records('interaction'))[0]!;
      await centre.control('cancel', { taskId });
      await desk.see('The customer cancelled the callback');
      assert.deepEqual(
        (await centre.records('notice')).map(({ type }) => type),
        ['transfer_declined', 'customer_canceled'],
      );
      // The newest stands first.
      await desk.press('Dismiss');
      await desk.gone('The customer cancelled the callback');
      await centre.advance(10 * 60_000 - 1001);
      await desk.see('Ben Adeyemi declined the callback');
      await centre.advance(1);
      await desk.gone('Ben Adeyemi declined the callback');
      assert.deepEqual(await centre.records('notice'), []);
    },
  );
});

describe('the workspace', () => {
  flow(
    ['3.9.15', '3.9.18', '4.0.1'],
    'made of all elements; only the provider talks to the network',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await desk.press('Accept');
      await desk.enabled('Call number');
      for (const heading of ['Inbox', 'Context', 'Call', 'Wrap-up']) await desk.find('heading', heading);
      await desk.find('combobox', 'Workspace presence');
      await desk.press('Callbacks');
      await desk.find('heading', 'My callbacks');
      await desk.find('heading', 'Scheduled callbacks');
      await desk.press('Back to the callback');
      const asked = await desk.page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map((one) => one as PerformanceResourceTiming)
          .map(({ name, initiatorType }) => `${initiatorType} ${new URL(name).pathname}`)
          .filter(
            (one) => one.startsWith('fetch') || one.startsWith('xmlhttprequest') || one.startsWith('beacon'),
          ),
      );
      for (const one of asked) assert.match(one, /^fetch \/(api|control|demo\/session)/);
      // Without the provider nothing of it reaches the network, and nothing can be done.
      const before = asked.length;
      await desk.page.evaluate(() => document.querySelector('callback-provider')!.session.stop());
      await disabled(desk, 'Call number');
      assert.equal(desk.sent.filter((path) => path.endsWith('/dial')).length, 0);
      assert.ok(before > 0);
      await desk.reload();
      await desk.enabled('Call number');
      assert.equal((await centre.records('interaction'))[0]!.state, 'preview');
    },
  );

  flow(
    ['3.9.16', '3.9.17', '4.4.22', '4.2.33'],
    'two at once: a list, one open, which is in the URL and there after a reload',
    async () => {
      const { centre, desk } = await begin('two-at-once');
      const openId = () => new URL(desk.page.url()).searchParams.get('interaction');
      await desk.press('Accept');
      await desk.enabled('Call number');
      const first = openId();
      assert.ok(first);
      await desk.press('Accept');
      await desk.until('the second is open', () => Promise.resolve(openId() !== first));
      const names = async () => [
        await desk.has('button', `${jurgen} Preview`),
        await desk.has('button', `${adaeze} Preview`),
      ];
      await desk.until('both are listed', async () => (await names()).join() === 'true,true');
      const second = openId();
      const other = (await centre.records('interaction')).find(({ id }) => id === first)!.customerName;
      await desk.press(`${other} Preview`);
      await desk.until('the first is in the URL', () => Promise.resolve(openId() === first));
      await desk.find('heading', other);
      await desk.reload();
      await desk.find('heading', other);
      assert.equal(openId(), first);
      // Capacity 2 is taken; one live call at a time all the same.
      await centre.callback({ agentId: 'ana', offerTimeout: null });
      await desk.press('Call number');
      await desk.find('button', `${other} Dialling`);
      const there = (await centre.records('interaction')).find(({ id }) => id === second)!.customerName;
      await desk.press(`${there} Preview`);
      await disabled(desk, 'Call number');
      assert.match((await desk.description('Call number')) ?? '', /another call/i);
      assert.deepEqual(await centre.records('offer'), []);
    },
  );
});

describe('the voice control', () => {
  flow(
    ['3.9.11', '3.9.12', '3.9.13', '3.9.14'],
    'on another page: the same state and buttons, a count, Open interaction, no transfer',
    async () => {
      const centre = await open('two-at-once');
      const bar = await elsewhere(centre);
      await bar.see('No call');
      await centre.control('clock', { mode: 'frozen' });
      const offer = (await centre.records('offer')).find(({ customerName }) => customerName === adaeze)!;
      await centre.command('ana', 'offer.accept', offer.id, {});
      await centre.do('ana', 'interaction.dial', {});
      await centre.advance(2000);
      await bar.see('Connected');
      await bar.page.waitForSelector('::-p-aria([name="Mute"][role="button"])');
      for (const name of ['Mute', 'Hold', 'End call', 'Record', 'Open interaction']) await bar.enabled(name);
      for (const name of ['Transfer', 'Transfer callback']) await without(bar, name);
      // The other offer.
      await bar.find('image', '1 more callback is waiting');
      await Promise.all([bar.page.waitForNavigation(), bar.press('Open interaction')]);
      await bar.enabled('Mute');
      await bar.find('heading', 'Context');
    },
  );

  flow(
    ['3.9.11', '4.0.1'],
    'page, bar and a second tab: in step after every command, and after a tab was frozen for a minute',
    async () => {
      const { centre, desk: page } = await begin('agent-first-manual');
      await page.press('Accept');
      await page.enabled('Call number');
      const bar = await elsewhere(centre);
      const tab = await sit(centre);
      const all = [page, bar, tab];
      const inStep = async (name: string) => {
        for (const one of all) await one.enabled(name);
      };
      await bar.press('Call number');
      await inStep('Mute');
      for (const [desk, press, then] of [
        [bar, 'Mute', 'Unmute'],
        [page, 'Hold', 'Resume'],
        [tab, 'Unmute', 'Mute'],
        [bar, 'Resume', 'Hold'],
        [tab, 'Record', 'Pause recording'],
        [bar, 'Pause recording', 'Resume recording'],
      ] as const) {
        await desk.press(press);
        await inStep(then);
      }
      // What happens while a tab is frozen is there when it wakes.
      const devtools = await tab.page.createCDPSession();
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await centre.control('clock', { mode: 'frozen' });
      await bar.press('Mute');
      await page.enabled('Unmute');
      await centre.advance(60_000);
      await page.press('Hold');
      await bar.enabled('Resume');
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      await inStep('Resume');
      await inStep('Unmute');
      await tab.press('End call');
      await bar.enabled('Open wrap-up');
      await page.enabled('Submit & close');
      await tab.enabled('Submit & close');
    },
  );
});

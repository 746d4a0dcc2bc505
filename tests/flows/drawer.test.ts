import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Play } from '../../mock-server/engine/testing.ts';
import { perform } from '../proof/acts.ts';
import { logOf, walkOf } from '../proof/walk.ts';
import type { Desk } from './desk.ts';
import { office } from './office.ts';

const { begin, sit } = office();

const open = (desk: Desk): Promise<void> => desk.press('Simulator', 'DisclosureTriangle');

describe("the demo page's drawer", () => {
  it('plays the customer, and shows what cannot be done now', async () => {
    const { centre, desk } = await begin('no-answer');
    await open(desk);
    assert.equal(await desk.disabled('Customer answers'), true);
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.press('Customer answers');
    await desk.see('Connected');
    assert.equal(await desk.disabled('Customer is busy'), true);
    assert.equal(await desk.disabled('Target answers'), true);
    await desk.press('Connection is lost');
    await desk.enabled('Submit & close');
    const [call] = await centre.records('call');
    assert.equal(call!.legs.find(({ role }) => role === 'customer')!.endReason, 'dropped');
    assert.equal(await desk.focused(), 'Connection is lost', 'the press keeps the focus');
    await desk.until(
      'nothing can happen to it any more',
      async () => (await desk.disabled('Connection is lost')) === true,
    );
  });

  it('plays who is called beside the customer', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await open(desk);
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.press('Customer answers');
    await desk.see('Connected');
    await centre.do('ana', 'call.dial-out', { number: '+12125550155' });
    await desk.press('Target answers');
    await desk.enabled('Merge calls');
    await desk.press('Target hangs up');
    await desk.enabled('Resume');
  });

  it('plays a colleague, and opens a window as them', async () => {
    const { centre, desk } = await begin('quiet');
    await open(desk);
    assert.equal(await desk.disabled('Accepts the offer'), true);
    await centre.callback({ agentId: 'ben' });
    await desk.press('Accepts the offer');
    await desk.until(
      'ben has it',
      async () => (await centre.records('interaction', 'ben'))[0]?.state === 'preview',
    );
    await desk.press('Goes away');
    await desk.enabled('Becomes available');
    const link = await desk.find('link', 'Open as another agent');
    const { search } = new URL(await link.evaluate((one) => (one as HTMLAnchorElement).href));
    assert.deepEqual(Object.fromEntries(new URLSearchParams(search)), { ns: centre.ns, agent: 'ben' });
    const other = await sit(centre, 'ben');
    await other.enabled('Call number');
  });

  it('stops, moves and hurries the clock', async () => {
    const { centre, desk } = await begin('agent-first-auto');
    await open(desk);
    await desk.choose('Clock', 'stands still');
    await desk.press('Accept');
    await desk.see('0:20');
    // What is scrolled away does not draw.
    const lookUp = () => desk.page.evaluate(() => scrollTo(0, 0));
    await desk.press('Advance by 10 seconds');
    await lookUp();
    await desk.see('0:10');
    await desk.press('Advance by 1 second');
    await lookUp();
    await desk.see('0:09');
    assert.equal((await centre.records('interaction'))[0]!.state, 'preview');
    await desk.press('Advance by 1 minute');
    await desk.until('time dialled', async () => (await centre.records('task'))[0]!.attempts.length > 0);
    await desk.choose('Clock', '60 times');
    await desk.until('it runs', async () => (await desk.value('Clock', 'combobox')) === '60');
  });

  it('goes to the next event, saves the log, and opens it in another contact centre', async () => {
    const { centre, desk } = await begin('agent-first-auto');
    await open(desk);
    await desk.choose('Clock', 'stands still');
    await desk.press('Accept');
    await desk.see('offer.accept');
    await desk.press('To the next event');
    await desk.see('interaction.dialed');
    await desk.press('To the next event');
    await desk.see('call.ringing');
    await desk.see('Ringing');

    const folder = mkdtempSync(path.join(tmpdir(), 'log-'));
    try {
      const devtools = await desk.page.createCDPSession();
      await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
      await desk.press('Save log');
      const file = path.join(folder, `${centre.ns}.jsonl`);
      await desk.until('it is saved', () => Promise.resolve(existsSync(file)));
      assert.equal(readFileSync(file, 'utf8'), await centre.log());

      const { centre: elsewhere, desk: other } = await begin('agent-first-manual');
      await other.press('Accept');
      await other.enabled('Call number');
      await open(other);
      const pick = async (from: string) => {
        const [chooser] = await Promise.all([other.page.waitForFileChooser(), other.press('Open log')]);
        await chooser.accept([from]);
      };
      const broken = path.join(folder, 'broken.jsonl');
      writeFileSync(broken, readFileSync(file, 'utf8').replace(/"hash":".{8}/, '"hash":"00000000'));
      const before = await elsewhere.log();
      await pick(broken);
      await other.see('That did not work: The log does not replay: line 2 (input 1) comes out otherwise.');
      assert.equal(await elsewhere.log(), before);
      assert.equal(await other.disabled('Call number'), false);

      await pick(file);
      await other.see('the clock stands still');
      /** What is read out, without the numbers that the browser gives. */
      const screen = async ({ page }: Desk) =>
        JSON.stringify(
          await page.accessibility.snapshot({ root: (await page.$('callback-workspace'))! }),
          (key, value: unknown) => (/^(backendNodeId|loaderId)$/.test(key) ? undefined : value),
        );
      await other.see('Ringing');
      const wanted = await screen(desk);
      await other.until('the screen is the same', async () => (await screen(other)) === wanted);
      assert.match(other.page.url(), /scenario=agent-first-auto/);
      assert.equal(await elsewhere.log(), await centre.log());

      // What a failing walk of the proof leaves is such a file, too.
      const walk = walkOf(1);
      const play = new Play(walk.scenario, walk.policy);
      const presses = { count: 0 };
      for (const one of walk.acts.slice(0, 40)) perform(play, one, presses);
      const walked = path.join(folder, 'walk.jsonl');
      writeFileSync(walked, logOf(play, walk));
      await pick(walked);
      await other.until('it is open', async () =>
        (await elsewhere.log()).startsWith(readFileSync(walked, 'utf8')),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('offers every situation, and loads one', async () => {
    const { desk } = await begin('quiet');
    await open(desk);
    const situations = async () =>
      (await desk.find('combobox', 'Situation')).evaluate((one) =>
        [...(one as HTMLSelectElement).options].map(({ value }) => value),
      );
    await desk.until('they are there', async () => (await situations()).length > 8);
    assert.ok((await situations()).includes('transferred-to-me'));
    await desk.choose('Situation', 'transferred-to-me');
    await desk.see('Transferred by Ben Adeyemi');
    assert.match(desk.page.url(), /scenario=transferred-to-me/);
    await desk.reload();
    await desk.see('Transferred by Ben Adeyemi');
  });
});

describe('the page of what left', () => {
  it('is free for what comes next', async () => {
    const { centre, desk } = await begin('transfer-accepted');
    await desk.press('Accept');
    await desk.enabled('Call number');
    await centre.do('ana', 'interaction.transfer', { target: { kind: 'agent', id: 'ben' } });
    await desk.see('Ben Adeyemi accepted the callback');
    await desk.see('No callback open');
    assert.doesNotMatch(desk.page.url(), /interaction=/);
    await desk.press('Dismiss');
    await desk.gone('accepted the callback');
  });
});

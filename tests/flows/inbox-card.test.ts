import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { ContactCentre } from '../../mock-server/driver.ts';
import { adaeze, pick, within, without } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, sit, open } = office();

const frozen = async (...given: Parameters<typeof begin>): ReturnType<typeof begin> => {
  const begun = await begin(...given);
  await begun.centre.control('clock', { mode: 'frozen' });
  return begun;
};

/** The open offers that an agent has before them. */
const offers = async (centre: Centre, agent = 'ana') =>
  (await centre.records('offer', agent)).filter(({ state }) => state === 'open');

/** The card of a customer, as it reads. */
const card = async (desk: Desk, customer = adaeze): Promise<string> =>
  (await desk.find('article', customer)).evaluate((one) =>
    (one as HTMLElement).innerText.replace(/\s+/g, ' ').trim(),
  );

/** Waits until the card reads so. */
const cardReads = async (desk: Desk, words: RegExp, customer = adaeze): Promise<void> => {
  let last = '';
  await desk
    .until(`the card reads ${words}`, async () => words.test((last = await card(desk, customer))))
    .catch(() => assert.match(last, words));
};

const timeOf = (instant: string): string =>
  new Date(instant).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

describe('inbox card', () => {
  flow(
    ['3.1.1', '3.1.2', '3.1.3', '3.1.5'],
    'customer, queue, type, reason; the time of a scheduled one; the time left where there is one; no Reject where declining is not allowed',
    async () => {
      const { centre, desk } = await frozen('agent-first-manual', { allowDecline: false });
      await desk.enabled('Accept');
      assert.deepEqual(await within(desk, 'article', adaeze, 'heading'), [adaeze]);
      assert.equal(
        await card(desk),
        `${adaeze} Queue Card disputes Type ASAP Reason Billing Issue Accept`,
        'a plain callback has no badge, and no timer where the offer does not time out',
      );
      await without(desk, 'Reject');
      assert.deepEqual(await desk.timers(), []);
      await centre.control('cancel', { taskId: (await offers(centre))[0]!.taskId });
      await centre.callback({
        agentId: 'ana',
        customerName: 'Bo Li',
        dueIn: 30_000,
        queueId: 'loans',
        reason: 'Order Issue',
      });
      await desk.find('article', 'Bo Li');
      const { scheduledStart } = (await offers(centre))[0]!;
      assert.equal(
        await card(desk, 'Bo Li'),
        `0:20 Bo Li Queue Loans and mortgages Type Scheduled, ${timeOf(scheduledStart!)} Reason Order Issue Accept`,
      );
      await desk.find('timer', '0:20 left to accept');
      await centre.advance(5000);
      await desk.find('timer', '0:15 left to accept');
    },
  );

  flow(['3.1.2'], 'what a colleague handed on has a badge that says who', async () => {
    const { desk } = await begin('transferred-to-me');
    await cardReads(desk, /Transferred by Ben Adeyemi/);
  });

  flow(
    ['3.1.4', '3.1.13'],
    'Accept opens the interaction; an accept that comes too late is told why',
    async () => {
      const { centre, desk } = await frozen('quiet');
      await desk.see('No callbacks waiting');
      await centre.callback({ agentId: 'ana', customerName: adaeze });
      await desk.enabled('Accept');
      const { came, release } = await desk.hold(/\/api\/offer\/.*\/accept$/);
      await desk.press('Accept');
      await came();
      await centre.advance(20_000);
      await release();
      await cardReads(desk, /Too late to accept/);
      await cardReads(desk, /The offer timed out and went to the next agent\./);
      await without(desk, 'Accept');
      assert.deepEqual(await centre.records('interaction'), []);
      assert.equal((await offers(centre, 'ben')).length, 1);
      await centre.advance(8000);
      await without(desk, adaeze, 'article');
      await desk.see('No callbacks waiting');

      await desk.choose('Workspace presence', 'Available');
      await centre.callback({ agentId: 'ana', customerName: 'Bo Li' });
      await desk.press('Accept');
      await desk.enabled('Call number');
      await desk.find('heading', 'Bo Li');
      await without(desk, 'Bo Li', 'article');
      const [interaction] = await centre.records('interaction');
      assert.deepEqual([interaction!.state, interaction!.ownerId], ['preview', 'ana']);
      assert.equal(new URL(desk.page.url()).searchParams.get('interaction'), interaction!.id);
    },
  );

  flow(
    ['3.1.5', '3.1.6', '3.1.7', '3.1.9', '3.1.10'],
    'Reject asks for the provider’s reasons, in their order; who is asked next, and whom it may come back to',
    async () => {
      const { centre, desk } = await frozen('agent-first-manual', {
        rejectReasons: [
          { id: 'skill', name: 'Not my field', reassignable: false },
          { id: 'break', name: 'About to take a break', reassignable: true },
          { id: 'known', name: 'I know the customer', reassignable: false },
        ],
      });
      const { id: first } = (await offers(centre))[0]!;
      await desk.press('Reject');
      await desk.find('group', 'Reason for rejecting');
      assert.deepEqual(await within(desk, 'group', 'Reason for rejecting'), [
        'Not my field',
        'About to take a break',
        'I know the customer',
        'Back',
      ]);
      assert.equal(desk.sent.length, 0, 'nothing is rejected before there is a reason');
      await desk.press('About to take a break');
      // In the same round, at once.
      await desk.until('it is offered to the same agent again', async () => {
        const [now] = await offers(centre);
        return !!now && now.id !== first;
      });
      assert.deepEqual(await offers(centre, 'ben'), []);
      await desk.press('Reject');
      await desk.press('Not my field');
      await desk.see('No callbacks waiting');
      const [theirs] = await offers(centre, 'ben');
      assert.equal(theirs!.customerName, adaeze);
      await centre.advance(30_000);
      assert.deepEqual(await offers(centre), [], 'not in this round');
      // Everybody was asked: the round is over, and the next one begins 5 s later.
      await centre.command('ben', 'offer.reject', theirs!.id, { reasonId: 'known' });
      await centre.advance(4999);
      assert.deepEqual([await offers(centre), await offers(centre, 'ben')], [[], []]);
      await centre.advance(1);
      await desk.enabled('Accept');
      assert.deepEqual(await offers(centre, 'ben'), []);
    },
  );

  flow(
    ['3.1.8', '3.1.10', '3.1.11', '3.1.13'],
    'timed out: the agent is moved to the provider’s presence, the next one is asked, the same one not in that round',
    async () => {
      const { centre, desk } = await frozen('quiet', { afterTimeOutPresence: 'busy' });
      await centre.callback({ agentId: 'ana', customerName: adaeze });
      await desk.enabled('Accept');
      await centre.advance(19_999);
      assert.equal((await offers(centre)).length, 1);
      await centre.advance(1);
      await cardReads(desk, /Too late to accept/);
      await desk.until(
        'the contact centre says Busy',
        async () => (await desk.chosen('Contact centre presence')) === 'Busy',
      );
      assert.equal((await centre.records('agent'))[0]!.presence.contact_centre.presenceId, 'busy');
      const [theirs] = await offers(centre, 'ben');
      assert.equal(theirs!.customerName, adaeze);
      await desk.choose('Workspace presence', 'Available');
      await desk.until(
        'the contact centre says On Queue',
        async () => (await desk.chosen('Contact centre presence')) === 'On Queue',
      );
      await centre.command('ben', 'offer.reject', theirs!.id, {});
      await centre.advance(4999);
      assert.deepEqual([await offers(centre), await offers(centre, 'ben')], [[], []]);
      await centre.advance(1);
      await desk.enabled('Accept');
      assert.equal((await offers(centre)).length, 1);
    },
  );

  flow(['3.1.12', '3.1.13'], 'an offer ends once, in one of four ways, whatever is asked later', async () => {
    const { centre, desk } = await frozen('quiet');
    await centre.do('ben', 'agent.set', { presenceId: 'away' });
    const engine = async () =>
      ContactCentre.replay(await centre.log(), { host: { now: () => 0, setTimer: () => () => {} } }).state;
    const offered = async () => {
      await centre.callback({ agentId: 'ana', customerName: adaeze });
      await desk.enabled('Accept');
      return (await offers(centre))[0]!;
    };
    // What it is about ends, too, so that the next one is the only one.
    const gone = ({ taskId }: { taskId: string }) => centre.control('cancel', { taskId });

    const timedOut = await offered();
    await centre.advance(20_000);
    await cardReads(desk, /Too late to accept/);
    await gone(timedOut);
    await desk.choose('Workspace presence', 'Available');

    const rescinded = await offered();
    await pick(desk, 'Sign out of Contact centre', 'Sign out');
    await desk.see('No longer offered');
    await gone(rescinded);
    await desk.press('Sign in to Contact centre');

    const rejected = await offered();
    await desk.press('Reject');
    await without(desk, 'Reject');
    await gone(rejected);

    const accepted = await offered();
    await desk.press('Accept');
    await desk.enabled('Call number');

    const same = { [accepted.id]: 'offer.accept', [rejected.id]: 'offer.reject' };
    const all = [timedOut, rescinded, rejected, accepted];
    for (const { id } of all) {
      for (const command of ['offer.accept', 'offer.reject'] as const) {
        if (same[id] === command) assert.equal(await centre.command('ana', command, id, {}), 'unchanged');
        else await assert.rejects(centre.command('ana', command, id, {}), /: 4\d\d /);
      }
    }
    await centre.advance(60_000);
    const { offers: kept } = await engine();
    assert.deepEqual(
      all.map(({ id }) => kept[id]!.state),
      ['timed_out', 'rescinded', 'rejected', 'accepted'],
    );
    assert.equal((await centre.records('interaction')).at(-1)!.state, 'preview');
  });

  flow(['3.1.14'], 'auto-assigned: no buttons, and it opens by itself', async () => {
    const centre = await open('agent-first-manual', { autoAssign: true });
    await centre.control('clock', { mode: 'frozen' });
    const desk = await sit(centre);
    await cardReads(desk, /Assigned to you It opens by itself\./);
    assert.deepEqual(await within(desk, 'article', adaeze), []);
    await centre.advance(2000);
    await desk.enabled('Call number');
    await without(desk, adaeze, 'article');
    assert.deepEqual(desk.sent, []);
  });

  flow(
    ['3.1.15', '3.1.16', '3.1.17'],
    'sound, a count in the title, a notification while hidden: only where the host turns them on',
    async () => {
      const { centre, desk } = await begin('quiet');
      await desk.page.evaluateOnNewDocument(() => {
        const told: string[] = [];
        const page = globalThis as unknown as Record<string, unknown>;
        page['told'] = told;
        const usual: unknown = Reflect.get(AudioContext.prototype, 'createOscillator');
        AudioContext.prototype.createOscillator = new Proxy(
          usual as typeof AudioContext.prototype.createOscillator,
          {
            apply(target, audio, given) {
              told.push('sound');
              return Reflect.apply(target, audio, given);
            },
          },
        );
        page['Notification'] = class extends EventTarget {
          static permission = 'granted';
          static requestPermission = () => Promise.resolve('granted');
          constructor(title: string, options?: { body?: string }) {
            super();
            told.push(`notification: ${title}, ${options?.body ?? ''}`);
          }
          close() {}
        };
      });
      await desk.reload();
      await desk.see('No callbacks waiting');
      const told = () =>
        desk.page.evaluate(() => (globalThis as unknown as { told: string[] }).told.splice(0));
      const hide = (is: boolean) =>
        desk.page.evaluate((hidden) => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          Object.defineProperty(document, 'visibilityState', {
            value: hidden ? 'hidden' : 'visible',
            configurable: true,
          });
          document.dispatchEvent(new Event('visibilitychange'));
        }, is);
      const title = await desk.page.title();
      const offered = async () => {
        await centre.callback({ agentId: 'ana', customerName: adaeze, offerTimeout: null });
        await desk.enabled('Accept');
      };
      const rejected = async () => {
        await desk.press('Reject');
        await desk.see('No callbacks waiting');
        await centre.do('ben', 'offer.accept', {});
      };
      await desk.press('Simulator', 'DisclosureTriangle');
      await hide(true);
      await offered();
      await hide(false);
      await rejected();
      assert.deepEqual(await told(), []);
      assert.equal(await desk.page.title(), title);
      await centre.do('ben', 'interaction.close', {});
      await centre.do('ben', 'segment.submit', { reasonId: null, notes: '' });

      for (const box of ['Sound', 'Count in the title', 'Notifications while hidden'])
        await (await desk.find('checkbox', box)).click();
      await offered();
      await desk.until('it sounded', async () => (await told()).includes('sound'));
      await desk.until('the title counts', async () => (await desk.page.title()) === `(1) ${title}`);
      await rejected();
      await desk.until('the title is the host’s', async () => (await desk.page.title()) === title);
      assert.deepEqual(
        (await told()).filter((one) => one !== 'sound'),
        [],
        'no notification while the page is seen',
      );
      await centre.do('ben', 'interaction.close', {});
      await centre.do('ben', 'segment.submit', { reasonId: null, notes: '' });
      await hide(true);
      await offered();
      let all: string[] = [];
      await desk.until('a notification', async () =>
        (all = [...all, ...(await told())]).some((one) => one.startsWith('notification')),
      );
      assert.ok(all.includes('notification: New callback, Card disputes'), all.join('; '));
    },
  );
});

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Side } from '../../contract/commands.ts';
import { defaultPolicy } from '../../contract/policy.ts';
import { pick, reads, readsNot, rows, without } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin } = office();

const workspace = 'Workspace presence';
const contactCentre = 'Contact centre presence';

const frozen = async (...given: Parameters<typeof begin>): ReturnType<typeof begin> => {
  const begun = await begin(...given);
  await begun.centre.control('clock', { mode: 'frozen' });
  return begun;
};

const agentOf = async (centre: Centre) => (await centre.records('agent'))[0]!;

/** The presences that the server has: of the workspace, of the contact centre. */
const presences = async (centre: Centre): Promise<[string, string]> => {
  const { presence } = await agentOf(centre);
  return [presence.workspace.presenceId, presence.contact_centre.presenceId];
};

const offers = async (centre: Centre) =>
  (await centre.records('offer')).filter(({ state }) => state === 'open');

/** Waits until the lists say so. */
const says = async (desk: Desk, ...expected: [string, string]): Promise<void> => {
  let last: string[] = [];
  await desk
    .until('the presences', async () => {
      last = [await desk.chosen(workspace), await desk.chosen(contactCentre)];
      return last.join() === expected.join();
    })
    .catch(() => assert.deepEqual(last, expected));
};

/** `since 14:05`, of a side. */
const since = async (centre: Centre, side: Side): Promise<string> => {
  const at = new Date((await agentOf(centre)).presence[side].since);
  return `since ${at.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
};

const mismatch = 'Presence does not match, no callbacks are offered';

describe('presence', () => {
  flow(
    ['3.8.1', '3.8.2', '1.5'],
    'all four can be set, the contact centre follows in its own words, by the provider’s mapping; nothing before it says so',
    async () => {
      const named: Record<string, string> = { away: 'Comfort break', busy: 'Working', offline: 'Logged off' };
      const { workspace: usual, contact_centre: theirs } = defaultPolicy.presences;
      const { centre, desk } = await begin('quiet', {
        presences: {
          workspace: usual.map((one) => (one.id === 'busy' ? { ...one, counterpart: 'meeting' } : one)),
          contact_centre: [
            ...theirs.map((one) => ({ ...one, name: named[one.id] ?? one.name })),
            { id: 'meeting', name: 'In a meeting', status: 'busy', counterpart: 'busy' },
          ],
        },
      });
      await says(desk, 'Available', 'On Queue');
      assert.deepEqual(await desk.options(workspace), ['Available', 'Away', 'Busy', 'Offline']);
      assert.deepEqual(await desk.options(contactCentre), [
        'On Queue',
        'Comfort break',
        'Working',
        'Logged off',
        'In a meeting',
      ]);
      const { came, release } = await desk.hold(/\/api\/agent\/ana\/set$/);
      await desk.choose(workspace, 'Away');
      await came();
      // The page is drawn after whatever the press did.
      await desk.until(
        'it is pending',
        async () =>
          (await (
            await desk.find('combobox', workspace)
          ).evaluate((one) => one.getAttribute('aria-busy'))) === 'true',
      );
      await says(desk, 'Available', 'On Queue');
      assert.deepEqual(await presences(centre), ['available', 'available']);
      await release();
      for (const [choice, words, ids] of [
        [null, 'Comfort break', 'away,away'],
        ['Busy', 'In a meeting', 'busy,meeting'],
        ['Offline', 'Logged off', 'offline,offline'],
        ['Available', 'On Queue', 'available,available'],
      ] as const) {
        if (choice) await desk.choose(workspace, choice);
        await says(desk, choice ?? 'Away', words);
        assert.equal((await presences(centre)).join(), ids);
      }
    },
  );

  flow(
    ['3.8.3', '3.8.6', '3.8.7'],
    'a mismatch: both states, since when, what it blocks; Match repairs it',
    async () => {
      const { centre, desk } = await frozen('presence-mismatch');
      await desk.see(mismatch);
      await says(desk, 'Available', 'Away');
      await reads(desk, await since(centre, 'workspace'));
      await reads(desk, await since(centre, 'contact_centre'));
      await desk.see('No callbacks waiting');
      assert.deepEqual(await offers(centre), []);
      await desk.press('Match to Available');
      await desk.enabled('Accept');
      await says(desk, 'Available', 'On Queue');
      await readsNot(desk, mismatch);
      await without(desk, 'Match to Available');
      assert.deepEqual(await presences(centre), ['available', 'available']);

      // The other way round: the contact centre alone says available.
      await desk.press('Reject');
      await desk.see('No callbacks waiting');
      await desk.choose(workspace, 'Away');
      await says(desk, 'Away', 'Away');
      await desk.choose(contactCentre, 'On Queue');
      await desk.see(mismatch);
      await says(desk, 'Away', 'On Queue');
      await centre.advance(5000);
      assert.deepEqual(await offers(centre), [], 'not in the next round');
      await desk.choose(workspace, 'Available');
      await desk.enabled('Accept');
      await readsNot(desk, mismatch);
    },
  );

  flow(
    ['1.2', '1.3', '3.8.8', '3.8.9'],
    'signed in to one side only: said, with since when; no callbacks; Sign in repairs it, on either side',
    async () => {
      const { centre, desk } = await frozen('quiet');
      await centre.do('ben', 'agent.set', { presenceId: 'away' });
      await says(desk, 'Available', 'On Queue');
      await centre.callback({ agentId: 'ana', offerTimeout: null });
      await desk.enabled('Accept');
      for (const [side, other, name, shown] of [
        ['contact_centre', 'workspace', 'Contact centre', ['Available', 'Signed out']],
        ['workspace', 'contact_centre', 'Workspace', ['Signed out', 'On Queue']],
      ] as const) {
        await centre.advance(120_000);
        await pick(desk, `Sign out of ${name}`, 'Sign out');
        await desk.see(`Signed out of ${name}, no callbacks are offered`);
        await says(desk, ...(shown as unknown as [string, string]));
        await reads(desk, await since(centre, side));
        await reads(desk, await since(centre, other));
        const { presence } = await agentOf(centre);
        assert.deepEqual([presence[side].signedIn, presence[other].signedIn], [false, true]);
        await desk.see('No longer offered');
        await without(desk, 'Accept');
        await centre.advance(60_000);
        assert.deepEqual(await offers(centre), []);
        await desk.see('No callbacks waiting');
        await desk.press(`Sign in to ${name}`);
        await desk.enabled('Accept');
        await says(desk, 'Available', 'On Queue');
        await readsNot(desk, `Signed out of ${name}, no callbacks are offered`);
        await without(desk, `Sign in to ${name}`);
      }
    },
  );

  flow(
    ['3.8.4', '3.8.5'],
    'no callbacks at the limit of the capacity, nor while a wrap-up is open',
    async () => {
      const { centre, desk } = await frozen('two-at-once');
      await centre.do('ben', 'agent.set', { presenceId: 'away' });
      const at = (what: string) =>
        desk.until(
          `the list says “${what}”`,
          async () => (await rows(desk, 'Open callbacks')).join() === what,
        );
      await desk.enabled('Accept');
      for (const { id } of await offers(centre)) await centre.command('ana', 'offer.accept', id, {});
      await at('Adaeze Okonkwo-Fitzgerald Preview,Jürgen Großmann Preview');
      await centre.callback({ agentId: 'ana', offerTimeout: null, customerName: 'Bo Li' });
      assert.deepEqual(await offers(centre), [], '2 of 2');
      await says(desk, 'Available', 'On Queue');
      await desk.see('No callbacks waiting');

      await desk.press('Close callback');
      await desk.press('Submit & close');
      await desk.find('heading', 'Bo Li');
      assert.equal((await offers(centre))[0]!.customerName, 'Bo Li');
      await desk.press('Reject');
      await desk.see('No callbacks waiting');
      await desk.press('Close page');

      // 1 of 2, in wrap-up, when the next round begins.
      await desk.press('Close callback');
      await desk.enabled('Submit & close');
      await centre.advance(30_000);
      assert.deepEqual(await offers(centre), []);
      await desk.press('Submit & close');
      await desk.enabled('Accept');
      await desk.find('heading', 'Bo Li');
    },
  );

  flow(['3.8.10'], 'a change made while busy is queued, and taken when the work is done', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Call number');
    await desk.choose(workspace, 'Away');
    await reads(desk, 'Next:');
    await desk.until('Next: Away', async () =>
      (
        await (
          await desk.find('combobox', workspace)
        ).evaluate((one) => (one.closest('.side') as HTMLElement).innerText)
      ).includes('Next: Away'),
    );
    await says(desk, 'Available', 'On Queue');
    assert.equal((await agentOf(centre)).nextPresenceId, 'away');
    await desk.press('Close callback');
    await desk.enabled('Submit & close');
    await says(desk, 'Available', 'On Queue');
    await desk.press('Submit & close');
    await says(desk, 'Away', 'Away');
    await readsNot(desk, 'Next:');
    assert.equal((await agentOf(centre)).nextPresenceId, null);
  });

  flow(
    ['3.4.16'],
    'signed out while a transfer is pending: declined or not answered it goes to the queue, at its original place',
    async () => {
      const { centre, desk } = await frozen('quiet');
      for (const ending of ['declined', 'timed out'] as const) {
        await centre.callback({ agentId: 'ana', customerName: `First, ${ending}`, offerTimeout: null });
        await desk.press('Accept');
        await desk.press('Transfer callback');
        await desk.press('Transfer to Ben Adeyemi');
        await desk.see('Transferring callback, please wait...');
        await centre.callback({ customerName: 'Second', offerTimeout: null });
        await pick(desk, 'Sign out of Contact centre', 'Sign out');
        await desk.see('Signed out of Contact centre, no callbacks are offered');
        await desk.see('Transferring callback, please wait...');
        const theirs = async () =>
          (await centre.records('offer', 'ben')).filter(({ state }) => state === 'open');
        const [transfer] = await theirs();
        assert.deepEqual(transfer!.badge, { kind: 'transferred', by: 'Ana Lindqvist' });
        if (ending === 'declined') await centre.command('ben', 'offer.reject', transfer!.id, {});
        else {
          await centre.advance(8000);
          await centre.do('ben', 'agent.set', { presenceId: 'available' });
        }
        await desk.see('No callback open');
        // Who is free gets it before what came in after it.
        const [next] = await theirs();
        assert.deepEqual([next!.customerName, next!.badge], [`First, ${ending}`, null]);
        await centre.control('cancel', { taskId: next!.taskId });
        const [last] = await theirs();
        assert.equal(last!.customerName, 'Second');
        await centre.control('cancel', { taskId: last!.taskId });
        await desk.press('Sign in to Contact centre');
      }
    },
  );
});

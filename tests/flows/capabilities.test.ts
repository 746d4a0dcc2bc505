import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { capabilityReasons } from '../../contract/capabilities.ts';
import { reasons } from '../../components/shared/reasons.strings.ts';
import { inConference, talking, without } from './call.ts';
import type { Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, open, sit } = office();

/** The controls that are shown and cannot be used, each with what is said of it. */
const shownDisabled = async (desk: Desk): Promise<{ name: string; reason: string }[]> => {
  const found = await desk.page.$$('::-p-aria([role="button"])');
  const all = await Promise.all(
    found.map((one) =>
      one.evaluate((button) => ({
        name: button.getAttribute('aria-label') ?? button.textContent.trim(),
        disabled:
          button.getAttribute('aria-disabled') === 'true' && button.getAttribute('aria-busy') !== 'true',
        reason: button.getAttribute('aria-description') ?? '',
        isDrawer: button.closest('#drawer') !== null,
      })),
    ),
  );
  return all.filter(({ disabled, isDrawer }) => disabled && !isDrawer);
};

describe('what is shown, and what can be used', () => {
  flow(
    ['4.5.20'],
    'not shown: what this provider or mode never offers; accept and reject when auto-assigned',
    async () => {
      const { centre, desk } = await begin('agent-first-manual', {
        tryLater: false,
        recording: false,
        escalation: false,
        callbackTransfer: [],
        autoAssign: true,
        timers: { autoAssign: 60_000 },
      });
      await centre.control('clock', { mode: 'frozen' });
      await desk.see('Assigned to you');
      await without(desk, 'Accept');
      await without(desk, 'Reject');
      await centre.advance(60_000);
      await desk.enabled('Call number');
      for (const name of ['Try later', 'Transfer callback']) await without(desk, name);
      await desk.press('Call number');
      await centre.advance(2000);
      await desk.enabled('Mute');
      await without(desk, 'Record');
      await desk.press('More');
      await desk.find('menuitem', 'Wrong number');
      await without(desk, 'Escalate', 'menuitem');
      const first = await open('customer-first');
      const other = await sit(first);
      await other.press('Accept');
      await other.enabled('Mute');
      for (const name of ['Call number', 'Retry call', 'Close callback', 'Transfer callback'])
        await without(other, name);
    },
  );

  flow(
    ['4.5.21'],
    'not shown: the other of each pair; consult’s commands without one; Leave with two parties',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await desk.enabled('Accept');
      await talking(centre);
      const pairs = [
        ['Call number', 'Retry call'],
        ['Mute', 'Unmute'],
        ['Hold', 'Resume'],
        ['Record', 'Pause recording'],
        ['Transfer callback', 'Cancel callback transfer'],
      ] as const;
      await desk.enabled('Hold');
      for (const [one, other] of pairs)
        assert.notEqual(await desk.has('button', one), await desk.has('button', other), `${one}, ${other}`);
      for (const name of ['Merge calls', 'Leave & transfer', 'End consult', 'Leave call'])
        await without(desk, name);
      await centre.do('ana', 'call.mute', {});
      await centre.do('ana', 'call.hold', {});
      await desk.enabled('Unmute');
      await desk.enabled('Resume');
      await without(desk, 'Mute');
      await without(desk, 'Hold');
      const all = await open('agent-first-manual');
      const third = await sit(all);
      await third.enabled('Accept');
      await inConference(all);
      await third.press('More');
      await third.find('menuitem', 'Leave call');
      await third.find('button', 'End consult');
    },
  );

  flow(['4.5.22'], 'Back is not shown unless the wrap-up came from Close callback', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.press('Close callback');
    await desk.press('Back');
    await desk.enabled('Call number');
    await without(desk, 'Back');
    await centre.control('clock', { mode: 'frozen' });
    await centre.do('ana', 'interaction.dial', {});
    await centre.advance(2000);
    await centre.do('ana', 'call.end', {});
    await desk.enabled('Submit & close');
    await without(desk, 'Back');
  });

  flow(['4.5.23'], 'all else is shown, disabled with its reason; every code has words', async () => {
    for (const code of capabilityReasons) assert.match(reasons[code] ?? '', /\w/, code);
    const { desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Call number');
    const preview = await shownDisabled(desk);
    assert.ok(preview.length >= 6, 'the call’s controls, and Try later');
    for (const { name, reason } of preview) assert.match(reason, /\w/, name);
    await desk.press('Call number');
    await desk.see('Ringing');
    const ringing = await shownDisabled(desk);
    assert.ok(ringing.some(({ name }) => name === 'Close callback'));
    for (const { name, reason } of ringing) assert.match(reason, /\w/, name);
  });

  flow(['4.5.25'], 'a repeated command that changes nothing is answered, not performed', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.enabled('Hold');
    await desk.press('Hold');
    await desk.enabled('Resume');
    const [call] = await centre.records('call');
    const [interaction] = await centre.records('interaction');
    assert.equal(await centre.command('ana', 'call.hold', call!.id, {}), 'unchanged');
    assert.equal(await centre.command('ana', 'interaction.dial', interaction!.id, {}), 'unchanged');
    assert.deepEqual(await centre.records('call'), [call]);
    assert.equal((await centre.records('task'))[0]!.attempts.length, 1);
  });
});

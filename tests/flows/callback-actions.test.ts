import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { disabled } from './call.ts';
import type { Centre } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin } = office();

const attempts = async (centre: Centre) => (await centre.records('task'))[0]!.attempts;
const interaction = async (centre: Centre) => (await centre.records('interaction'))[0]!;

/** The customer's hour two hours from now: `19`. */
const inTwoHours = (): string =>
  new Date(Date.now() + 7_200_000).toLocaleTimeString('en-GB', {
    timeZone: 'America/New_York',
    hour: '2-digit',
  });

describe('callback actions', () => {
  flow(
    ['3.3.1', '3.3.2'],
    'the numbers, formatted and labelled; selected; locked while it is dialled',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await desk.press('Accept');
      await desk.find('heading', 'Adaeze Okonkwo-Fitzgerald');
      const options = await (
        await desk.find('combobox', 'Callback number')
      ).evaluate((one) =>
        [...(one as HTMLSelectElement).options].map((option) => option.text.replace(/\s+/g, ' ').trim()),
      );
      assert.deepEqual(options, ['Mobile +1 212-555-0143', 'Office +1 212-555-0119']);
      await desk.choose('Callback number', 'Office');
      await desk.until('the server has it', async () => (await interaction(centre)).numberId === 'office');
      await desk.press('Call number');
      await desk.see('Ringing');
      assert.equal(await desk.disabled('Callback number', 'combobox'), true);
      assert.equal((await attempts(centre))[0]!.number, '+12125550119');
      await desk.enabled('Mute');
      assert.equal(await desk.disabled('Callback number', 'combobox'), true);
      await desk.press('End call');
      await desk.press('Submit & close');
      await desk.see('Callback closed');
    },
  );

  flow(
    ['3.3.2', '3.3.4', '3.3.17'],
    'Retry call stands in the place of Call number, as often as the agent likes',
    async () => {
      const { centre, desk } = await begin('agent-first-manual', { dialing: 'manual' });
      await desk.press('Accept');
      await desk.enabled('Call number');
      assert.equal(await desk.disabled('Retry call'), null);
      await desk.press('Call number');
      for (const [count, act, words] of [
        [1, 'voicemail', 'voicemail'],
        [2, 'ring_out', 'no answer'],
        [3, 'busy', 'busy'],
        [4, 'fail', 'failed'],
      ] as const) {
        await desk.until('it rings', async () => (await attempts(centre)).length === count);
        await centre.customer(act);
        await desk.see(`ASAP callback, ${words}`);
        await desk.enabled('Retry call');
        assert.equal(await desk.disabled('Call number'), null, 'one stands in the place of the other');
        assert.equal(await desk.disabled('Callback number', 'combobox'), false);
        await desk.press('Retry call');
      }
      await desk.until('attempt 5', async () => (await attempts(centre)).length === 5);
      assert.deepEqual(
        (await attempts(centre)).map(({ outcome }) => outcome),
        ['voicemail', 'no_answer', 'busy', 'failed', null],
      );
    },
  );

  flow(['3.3.3'], 'one timer, that says which it is', async () => {
    const { centre, desk } = await begin('no-answer');
    await desk.press('Accept');
    await desk.see('Dials in');
    assert.equal(await desk.counts('Closes in'), false);
    await centre.advance(20_000);
    await desk.see('Ringing');
    assert.equal(await desk.counts('Dials in'), false);
    await centre.advance(8000);
    await desk.see('Closes in');
    assert.equal(await desk.counts('Dials in'), false);
    await desk.choose('Callback number', 'Office');
    await desk.until('selected', async () => (await interaction(centre)).numberId === 'office');
    await desk.press('Retry call');
    await desk.enabled('Mute');
    assert.equal(await desk.counts('Closes in'), false);
    await desk.press('End call');
    await desk.enabled('Submit & close');
    assert.equal(await desk.counts('Closes in'), false);
    assert.equal(await desk.counts('Dials in'), false);
  });

  flow(['3.3.3'], 'dialled by hand there is no timer', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.see('Ringing');
    await centre.customer('busy');
    await desk.enabled('Retry call');
    assert.equal(await desk.counts('Dials in'), false);
    assert.equal(await desk.counts('Closes in'), false);
  });

  flow(['3.3.5'], 'the limit of attempts, with the reason', async () => {
    const { centre, desk } = await begin('agent-first-manual', { attemptLimit: 2 });
    await desk.press('Accept');
    await desk.see('attempt 1 of 2');
    await desk.press('Call number');
    for (const press of ['Retry call', null]) {
      await desk.until('it rings', async () => (await attempts(centre)).at(-1)?.outcome === null);
      await centre.customer('busy');
      if (press) await desk.press(press);
    }
    await desk.see('2 of 2 attempts made');
    assert.equal(await desk.disabled('Retry call'), true);
    assert.match((await desk.description('Retry call')) ?? '', /2 of 2 attempts made/);
    await desk.enabled('Try later');
  });

  flow(
    ['3.3.6', '3.7.5'],
    'Retry call from the wrap-up of a dropped call, with what was written',
    async () => {
      const { centre, desk } = await begin('consult');
      await desk.press('Accept');
      await desk.press('Call number');
      await desk.enabled('Mute');
      await desk.type('Notes', 'The line is bad.');
      await centre.customer('drop');
      await desk.see('Time left');
      await desk.enabled('Submit & close');
      await desk.press('Retry call');
      await desk.enabled('End call');
      await desk.gone('Time left');
      assert.equal(await desk.value('Notes'), 'The line is bad.');
      await desk.enabled('Save');
      assert.equal((await attempts(centre)).length, 2);
      // Not when the call was ended by somebody.
      await desk.enabled('Mute');
      await desk.press('End call');
      await desk.enabled('Submit & close');
      assert.equal(await desk.disabled('Retry call'), true);
    },
  );

  flow(['3.3.7'], 'Try later: two presses, and the callback is scheduled', async () => {
    const { centre, desk } = await begin('no-answer');
    await desk.press('Accept');
    await disabled(desk, 'Try later');
    await desk.press('Call number');
    await desk.see('Ringing');
    await centre.advance(8000);
    await desk.press('Try later');
    await desk.press('In 1 hour', 'menuitem');
    await desk.see('No callbacks waiting');
    assert.equal(await desk.has('heading', 'Adaeze Okonkwo-Fitzgerald'), false);
    await centre.do('ben', 'agent.set', { presenceId: 'away' });
    await centre.advance(60 * 60_000);
    await desk.enabled('Accept');
    await desk.see('Scheduled');
  });

  flow(['3.3.7'], 'no Try later where the provider has none', async () => {
    const { desk } = await begin('no-answer', { tryLater: false });
    await desk.press('Accept');
    await desk.enabled('Call number');
    assert.equal(await desk.disabled('Try later'), null);
  });

  flow(
    ['3.3.8'],
    'Close callback before any call and after an attempt; Back returns where it came from',
    async () => {
      const { centre, desk } = await begin('no-answer');
      await desk.press('Accept');
      await desk.see('Dials in');
      await desk.press('Close callback');
      await desk.enabled('Submit & close');
      assert.equal(await desk.counts('Dials in'), false);
      await desk.press('Back');
      await desk.see('Dials in');
      await desk.press('Call number');
      await desk.see('Ringing');
      await centre.advance(8000);
      await desk.see('Closes in');
      await desk.press('Close callback');
      await desk.press('Back');
      await desk.see('Closes in');
      await desk.press('Close callback');
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      assert.equal((await centre.records('task'))[0]!.state, 'closed_complete');
    },
  );

  flow(['3.3.9'], 'Transfer callback until the customer was reached', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Transfer callback');
    await desk.press('Call number');
    await desk.see('Ringing');
    assert.equal(await desk.disabled('Transfer callback'), true);
    await centre.customer('busy');
    await desk.enabled('Transfer callback');
    await desk.press('Retry call');
    await desk.enabled('Mute');
    assert.equal(await desk.disabled('Transfer callback'), true);
    assert.match((await desk.description('Transfer callback')) ?? '', /The customer was reached/);
  });

  flow(['3.3.10'], 'do-not-call: not dialled, with the reason', async () => {
    const { centre, desk } = await begin('do-not-call');
    await desk.press('Accept');
    await desk.see('The customer asked not to be called.');
    assert.equal(await desk.disabled('Call number'), true);
    assert.match((await desk.description('Call number')) ?? '', /asked not to be called/);
    await (await desk.find('button', 'Call number')).click();
    await desk.enabled('Close callback');
    assert.deepEqual(await attempts(centre), []);
  });

  flow(['3.3.10'], 'no consent: not dialled, with the reason', async () => {
    const { centre, desk } = await begin('quiet');
    await centre.callback({ agentId: 'ana', offerTimeout: null, consent: false });
    await desk.press('Accept');
    await desk.see('The customer did not agree to be called.');
    assert.equal(await desk.disabled('Call number'), true);
  });

  flow(
    ['3.3.11', '3.3.12'],
    'outside the calling window: a reason to call anyway; the countdown never overrides',
    async () => {
      const { centre, desk } = await begin('quiet', { dialing: 'automatic', timers: { dial: 20_000 } });
      const soon = inTwoHours();
      await centre.callback({
        agentId: 'ana',
        offerTimeout: null,
        number: '+12125550143',
        callingWindow: { from: `${soon}:00`, to: `${soon}:30` },
      });
      await desk.press('Accept');
      await desk.see('Dial timer stopped');
      assert.equal(await desk.counts('Dials in'), false);
      await centre.advance(60_000);
      assert.deepEqual(await attempts(centre), [], 'automatic dial never overrides');
      await desk.press('Call number');
      await desk.see('A reason is needed.');
      assert.equal(await desk.disabled('Call anyway'), true);
      await desk.type('Reason to call anyway', 'Asked for this time by mail.');
      await desk.press('Call anyway');
      await desk.enabled('Mute');
      assert.deepEqual(
        (await attempts(centre)).map(({ overrideReason }) => overrideReason),
        ['Asked for this time by mail.'],
      );
    },
  );

  flow(['3.3.11'], 'outside the calling window, where nothing may be overridden: not dialled', async () => {
    const { centre, desk } = await begin('quiet', {
      override: { doNotCall: false, consent: false, callingWindow: false },
    });
    const soon = inTwoHours();
    await centre.callback({
      agentId: 'ana',
      offerTimeout: null,
      callingWindow: { from: `${soon}:00`, to: `${soon}:30` },
    });
    await desk.press('Accept');
    await desk.see(`Outside calling hours until ${soon}:00`);
    assert.equal(await desk.disabled('Call number'), true);
  });

  flow(['3.3.13'], 'the preview lasts from accept to the first dial, and is kept', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await centre.control('clock', { mode: 'frozen' });
    await desk.press('Accept');
    await desk.see('Preview');
    await centre.advance(36_000);
    await desk.see('0:36');
    await desk.press('Call number');
    await desk.see('From accept to dial');
    assert.equal((await interaction(centre)).previewDuration, 36_000);
    await centre.advance(10_000);
    await desk.see('0:36');
    await centre.customer('hang_up');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    assert.equal((await interaction(centre)).previewDuration, 36_000);
  });

  flow(
    ['3.3.14', '3.3.15', '3.3.16', '3.4.12'],
    'a pending transfer, its timer, and the timer that starts anew',
    async () => {
      const { centre, desk } = await begin('agent-first-auto');
      await centre.control('clock', { mode: 'frozen' });
      await desk.press('Accept');
      await desk.see('0:20');
      await centre.advance(5000);
      await desk.see('0:15');
      await desk.press('Transfer callback');
      await desk.find('button', 'Transfer to Ben Adeyemi');
      const twice = (words: string) =>
        desk.until(
          `the card and the open picker show ${words}`,
          async () => (await desk.timers()).filter((text) => text.includes(words)).length === 2,
        );
      await twice('Dials in 0:15');
      await centre.advance(3000);
      await twice('Dials in 0:12');
      await desk.press('Transfer to Ben Adeyemi');
      await desk.see('Transferring callback, please wait...');
      await desk.see('Ben Adeyemi has 0:08 to accept');
      assert.equal(await desk.counts('Dials in'), false);
      await centre.advance(5000);
      await desk.press('Cancel callback transfer');
      await desk.see('Transfer cancelled');
      await desk.see('0:20');
      assert.equal(await desk.counts('Transferring callback'), false);
      await centre.advance(19_999);
      assert.deepEqual(await attempts(centre), []);
      await centre.advance(1);
      await desk.see('Dialling');
      assert.equal((await attempts(centre)).length, 1);
    },
  );

  flow(['3.3.15'], 'a short dial timer has at least 10 s when the callback comes back', async () => {
    const { centre, desk } = await begin('agent-first-auto', { timers: { dial: 4000 } });
    await centre.control('clock', { mode: 'frozen' });
    await desk.press('Accept');
    await desk.see('0:04');
    await desk.press('Transfer callback');
    await desk.press('Transfer to Ben Adeyemi');
    await desk.press('Cancel callback transfer');
    await desk.see('0:10');
  });
});

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { PolicyChanges } from '../../contract/policy.ts';
import {
  adaeze,
  ana,
  ben,
  description,
  disabled,
  inConference,
  itemsOf,
  onThePhone,
  participants,
  pick,
  reads,
  readsNot,
  rows,
  within,
  without,
} from './call.ts';
import type { Centre } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const all = office();
const { open, begin, sit } = all;

const call = (policy?: PolicyChanges) => onThePhone(all, policy);

const self = `${ana} (you)`;

describe('the live call', () => {
  flow(['3.5.1'], 'who is on it and how, for how long, and how long on hold', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await centre.control('clock', { mode: 'frozen' });
    await desk.press('Accept');
    await desk.press('Call number');
    await participants(desk, [`${adaeze} Dialling`, `${self} Connected`]);
    await centre.advance(500);
    await participants(desk, [`${adaeze} Ringing`, `${self} Connected`]);
    await centre.advance(1500);
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
    await desk.find('timer', 'Call duration 0:00');
    await centre.advance(65_000);
    await desk.find('timer', 'Call duration 1:05');
    await desk.press('Hold');
    await participants(desk, [`${adaeze} On hold 0:00`, `${self} Connected`]);
    await centre.advance(7000);
    await participants(desk, [`${adaeze} On hold 0:07`, `${self} Connected`]);
    await desk.find('timer', 'Call duration 1:12');
    await desk.press('Resume');
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
  });

  flow(['3.5.2'], 'recorded: paused, resumed, stopped, begun again; saved when the call ends', async () => {
    const { centre, desk } = await call();
    await desk.press('Record');
    await reads(desk, 'Recording 0:00');
    await without(desk, 'Record');
    await centre.advance(9000);
    await reads(desk, 'Recording 0:09');
    await desk.press('Pause recording');
    await reads(desk, 'Recording paused');
    await without(desk, 'Pause recording');
    await desk.press('Resume recording');
    await reads(desk, 'Recording 0:00');
    await pick(desk, 'Stop recording');
    await readsNot(desk, 'Recording');
    await desk.press('Record');
    await desk.enabled('Pause recording');
    assert.equal(await desk.sees('Recording saved'), false);
    await desk.press('End call');
    await reads(desk, 'Recording saved');
  });

  flow(['3.5.3'], 'muted and not, held and not', async () => {
    const { desk } = await call();
    await desk.press('Mute');
    await participants(desk, [`${adaeze} Connected`, `${self} Connected, muted`]);
    await without(desk, 'Mute');
    await desk.press('Hold');
    await participants(desk, [`${adaeze} On hold 0:00`, `${self} Connected, muted`]);
    await without(desk, 'Hold');
    await desk.press('Unmute');
    await participants(desk, [`${adaeze} On hold 0:00`, `${self} Connected`]);
    await desk.press('Resume');
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
    await desk.enabled('Mute');
    await desk.enabled('Hold');
    await without(desk, 'Unmute');
    await without(desk, 'Resume');
  });

  flow(['3.5.4'], 'End call ends it; with several parties for all of them', async () => {
    const two = await call();
    await two.desk.press('End call');
    await two.desk.enabled('Submit & close');
    await participants(two.desk, [`${adaeze} Ended`, `${self} Ended: Hung up`]);

    const centre = await open('agent-first-manual');
    await inConference(centre);
    const desk = await sit(centre);
    const other = await sit(centre, 'ben');
    await participants(desk, [`${adaeze} Connected`, `${ben} Connected 0:00`, `${self} Connected`]);
    await participants(other, [`${adaeze} Connected`, `${ana} Connected`, `${ben} (you) Connected`]);
    assert.equal(await description(desk, 'End call'), 'End call ends it for all.');
    await desk.press('End call');
    await desk.enabled('Submit & close');
    await participants(desk, [`${adaeze} Ended`, `${ben} Ended: Hung up`, `${self} Ended: Hung up`]);
    await other.enabled('Submit & close');
    await without(other, 'Call', 'region');
  });

  flow(['3.5.5'], 'Leave call: the others talk on, whoever leaves', async () => {
    for (const leaver of ['ben', 'ana'] as const) {
      const centre = await open('agent-first-manual');
      await inConference(centre);
      const desks = { ana: await sit(centre), ben: await sit(centre, 'ben') };
      const stayer = leaver === 'ana' ? 'ben' : 'ana';
      await pick(desks[leaver], 'Leave call');
      await participants(desks[stayer], [
        `${adaeze} Connected`,
        `${stayer === 'ana' ? ana : ben} (you) Connected`,
      ]);
      await desks[stayer].enabled('Hold');
      await desks[stayer].enabled('End call');
      await desks[leaver].enabled('Submit & close');
    }
  });

  flow(['3.5.6'], 'End call while it rings ends the attempt', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await centre.control('clock', { mode: 'frozen' });
    await desk.press('Accept');
    await desk.press('Call number');
    await reads(desk, 'Dialling');
    await centre.advance(1000);
    await participants(desk, [`${adaeze} Ringing`, `${self} Connected`]);
    await desk.press('End call');
    await desk.enabled('Retry call');
    await participants(desk, [`${adaeze} Ended`, `${self} Ended: Hung up`]);
    await reads(desk, 'Ended by the agent');
    const [attempt] = (await centre.records('task'))[0]!.attempts;
    assert.equal(attempt!.outcome, 'agent_hangup');
    assert.equal(await desk.has('button', 'Submit & close'), false);
  });

  flow(
    ['3.5.7'],
    'six buttons, recording first, the rest under More, in the order that the host sets',
    async () => {
      const { desk } = await call();
      assert.deepEqual(await within(desk, 'region', 'Call'), [
        'More',
        'Record',
        'Mute',
        'Hold',
        'Dialpad',
        'Transfer',
        'End call',
      ]);
      assert.deepEqual(await itemsOf(desk, 'More'), ['Escalate', 'Open wrap-up', 'Wrong number']);

      await desk.page.evaluate(() => {
        const workspace = document.querySelector('callback-workspace')!;
        const element = workspace.shadowRoot!.querySelector('callback-active-call')!;
        Object.assign(element, { order: ['escalate', 'wrap-up', 'mute'] });
      });
      await desk.find('button', 'Escalate');
      assert.deepEqual(await within(desk, 'region', 'Call'), [
        'More',
        'Escalate',
        'Open wrap-up',
        'Mute',
        'Record',
        'Hold',
        'End call',
      ]);
      assert.deepEqual(await itemsOf(desk, 'More'), ['Dialpad', 'Transfer', 'Wrong number']);

      // As many as there can be.
      const full = await open('agent-first-manual');
      await inConference(full);
      await full.do('ana', 'call.record-start', {});
      const more = await sit(full);
      await more.find('button', 'Pause recording');
      assert.deepEqual(await within(more, 'region', 'Call'), [
        'More',
        'Pause recording',
        'Mute',
        'Hold',
        'Dialpad',
        'Transfer',
        'End call',
      ]);
      assert.deepEqual(await itemsOf(more, 'More'), [
        'Leave call',
        'Escalate',
        'Open wrap-up',
        'Stop recording',
        'Wrong number',
      ]);

      const { desk: unrecorded } = await call({ recording: false });
      assert.deepEqual(await within(unrecorded, 'region', 'Call'), [
        'More',
        'Mute',
        'Hold',
        'Dialpad',
        'Transfer',
        'Escalate',
        'End call',
      ]);
    },
  );

  flow(['3.5.8'], 'escalated once: shown, told to the host, kept on the interaction', async () => {
    const { centre, desk } = await call();
    await desk.page.evaluate(() => {
      document.addEventListener('callback-escalated', ({ detail }: CustomEventInit) => {
        document.documentElement.dataset['heard'] =
          `${document.documentElement.dataset['heard'] ?? ''}${(detail as { interactionId: string }).interactionId} `;
      });
    });
    await pick(desk, 'Escalate');
    const escalated = async () => (await centre.records('interaction'))[0]!;
    await desk.until('it is escalated', async () => (await escalated()).escalatedAt !== null);
    const { id, escalatedAt } = await escalated();
    const shown = await desk.page.evaluate((at) => {
      const format = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
      return `Escalated ${new Date(at!).toLocaleTimeString('en', format)}`;
    }, escalatedAt);
    await reads(desk, shown);
    await desk.until(
      'the host heard it',
      async () => (await desk.page.evaluate(() => document.documentElement.dataset['heard'])) === `${id} `,
    );

    await desk.press('More');
    await desk.until('once only', async () => (await desk.disabled('Escalate', 'menuitem')) === true);
    await reads(desk, 'The call is already escalated.');
    await desk.page.keyboard.press('Escape');

    await centre.advance(120_000);
    await desk.press('End call');
    await desk.enabled('Submit & close');
    await reads(desk, shown);
    await desk.reload();
    await desk.enabled('Submit & close');
    await reads(desk, shown);
    assert.equal((await escalated()).escalatedAt, escalatedAt);
    assert.deepEqual(desk.sent.filter((one) => one.endsWith('/escalate')).length, 1);
  });

  flow(['3.5.9'], 'Open wrap-up opens the dialog, and does nothing else', async () => {
    const { centre, desk } = await call();
    await desk.press('Minimise');
    await desk.find('button', 'Finish wrap-up');
    await without(desk, 'Notes', 'textbox');
    const before = await centre.records('segment');
    const sent = desk.sent.length;
    await pick(desk, 'Open wrap-up');
    await desk.find('textbox', 'Notes');
    await without(desk, 'Finish wrap-up');
    await desk.until('the focus is in it', async () => (await desk.focused()) === '');
    await desk.page.keyboard.type('x');
    assert.equal(await desk.value('Notes'), 'x');
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
    await desk.enabled('End call');
    assert.equal(
      desk.sent.slice(sent).some((one) => !one.endsWith('/save')),
      false,
    );
    assert.equal(before[0]!.state, 'draft');
    assert.equal((await centre.records('segment'))[0]!.state, 'draft');
  });
});

describe('the dialpad', () => {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
  const heard = async (centre: Centre): Promise<string> =>
    [...(await centre.log()).matchAll(/"digits":"([^"]*)"/g)].map(([, digits]) => digits).join('');

  flow(['3.5.10'], 'keys by pointer and by keyboard are tones on the line', async () => {
    const { centre, desk } = await call();
    await desk.press('Dialpad');
    assert.deepEqual(await within(desk, 'group', 'Keys'), keys);
    for (const key of keys) await desk.press(key);
    await reads(desk, keys.join(' '));
    for (const key of keys) await desk.page.keyboard.press(key as '1');
    await reads(desk, [...keys, ...keys].join(' '));
    // By arrows, from the key that was typed last.
    await desk.page.keyboard.press('ArrowUp');
    await desk.page.keyboard.press('ArrowLeft');
    await desk.page.keyboard.press('Enter');
    await reads(desk, [...keys, ...keys, '8'].join(' '));
    assert.equal(await heard(centre), [...keys, ...keys, '8'].join(''));
    await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
  });

  flow(['3.5.11'], 'another number is dialled as a consult, where that is allowed', async () => {
    const { centre, desk } = await call();
    await desk.press('Dialpad');
    await desk.press('Call a number');
    await desk.find('textbox', 'Number');
    for (const key of '+12125550143') await desk.press(key);
    assert.equal(await desk.value('Number'), '+12125550143');
    await desk.press('Call');
    await participants(desk, [`${adaeze} On hold 0:00`, '+1 212-555-0143 Dialling', `${self} Connected`]);
    await desk.enabled('End consult');
    await centre.advance(2000);
    await participants(desk, [
      `${adaeze} On hold 0:02`,
      '+1 212-555-0143 Connected 0:00',
      `${self} Connected`,
    ]);
    await desk.enabled('Merge calls');
    await desk.enabled('Leave & transfer');

    const { desk: other } = await call({ dialOut: false });
    await other.press('Dialpad');
    await other.find('group', 'Keys');
    assert.equal(await other.has('button', 'Call a number'), false);
  });
});

describe('wrong number', () => {
  flow(['3.5.12', '4.2.17'], 'is the outcome of the attempt, and the customer was not reached', async () => {
    const { centre, desk } = await call();
    // Reached, as it seems: the callback itself can no longer be handed on.
    await disabled(desk, 'Transfer callback');
    await pick(desk, 'Wrong number');
    await desk.enabled('Retry call');
    await reads(desk, 'Last: wrong number');
    await desk.enabled('Transfer callback');
    await desk.enabled('Try later');
    assert.equal(await desk.has('button', 'Submit & close'), false);
    const [task] = await centre.records('task');
    assert.equal(task!.attempts[0]!.outcome, 'wrong_number');
    assert.equal(task!.state, 'assigned');
    assert.equal((await centre.records('interaction'))[0]!.state, 'no_answer');
    assert.equal((await rows(desk, 'Participants')).length, 2);
  });
});

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { SegmentRecord } from '../../contract/records.ts';
import { ContactCentre } from '../../mock-server/driver.ts';
import { adaeze, disabled, reads, readsNot, talking, without } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, open, sit, sitElsewhere } = office();

const minute = 60_000;
const limited = { timers: { wrapUp: minute } };

const segmentOf = async (centre: Centre, agent = 'ana'): Promise<SegmentRecord> =>
  (await centre.records('segment', agent)).at(-1)!;
const interactionOf = async (centre: Centre, agent = 'ana') =>
  (await centre.records('interaction', agent)).at(-1)!;
const taskOf = async (centre: Centre, agent = 'ana') => (await centre.records('task', agent)).at(-1)!;

/** The server, as its log says that it is; of a host whose time stands still. */
const replayed = async (centre: Centre): Promise<ContactCentre> =>
  ContactCentre.replay(await centre.log(), { host: { now: () => 0, setTimer: () => () => {} } });

/** What the list says that is chosen. */
const chosen = async (desk: Desk, name: string): Promise<string> =>
  (await desk.find('combobox', name)).evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]!.text);

const options = async (desk: Desk, name: string): Promise<string[]> =>
  (await desk.find('combobox', name)).evaluate((one) =>
    [...(one as HTMLSelectElement).options].map(({ text }) => text),
  );

/** Types in the place of what is there. */
const rewrite = async (desk: Desk, text: string): Promise<void> => {
  const notes = await desk.find('textbox', 'Notes');
  await notes.focus();
  await desk.page.keyboard.down('Control');
  await desk.page.keyboard.press('a');
  await desk.page.keyboard.up('Control');
  await desk.page.keyboard.type(text);
};

const shows = (desk: Desk, notes: string): Promise<void> =>
  desk.until(`the notes say “${notes}”`, async () => (await desk.value('Notes')) === notes);

const arrives = (desk: Desk, centre: Centre, notes: string): Promise<void> =>
  desk.until(`the provider has “${notes}”`, async () => (await segmentOf(centre)).notes === notes);

/** What is kept on the device. */
const device = (desk: Desk, { ns }: Centre): Promise<string[]> =>
  desk.page.evaluate(
    (mine) =>
      Object.entries(localStorage)
        .filter(([key]) => key.includes(`"${mine}"`))
        .map(([, value]) => value as string),
    ns,
  );

/** Presses Copy, and waits until the text is there to be pasted. */
const copies = async (desk: Desk, text: string): Promise<void> => {
  for (const name of ['clipboard-read', 'clipboard-write'])
    await desk.page.browserContext().setPermission(new URL(desk.page.url()).origin, {
      permission: { name },
      state: 'granted',
    });
  const clipboard = () => desk.page.evaluate(() => navigator.clipboard.readText());
  await desk.page.evaluate(() => navigator.clipboard.writeText('something else'));
  assert.equal(await clipboard(), 'something else');
  await desk.press('Copy');
  await desk.until('it is copied', async () => (await clipboard()) === text);
};

/** Ana's call has ended, and her wrap-up is on the screen. Time stands still. */
const wrappingUp = async (...given: Parameters<typeof begin>): Promise<{ centre: Centre; desk: Desk }> => {
  const { centre, desk } = await begin(...given);
  await talking(centre);
  await desk.press('End call');
  await desk.enabled('Submit & close');
  return { centre, desk };
};

/** Ana handed her call over to ben, who talks with the customer; both have a window. Time stands still. */
const handedOver = async () => {
  const { centre, desk: ana } = await begin('agent-first-manual');
  const ben = await sit(centre, 'ben');
  await talking(centre);
  await centre.do('ana', 'call.consult', { target: { kind: 'agent', id: 'ben' } });
  await ben.press('Accept');
  await ana.press('Leave & transfer');
  await ana.enabled('Submit & close');
  return { centre, ana, ben };
};

describe('wrap-up: what it is', () => {
  flow(['3.7.1'], 'Reason as the provider lists it, Notes, and Submit & close', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual', {
      wrapUpCodes: [
        { id: 'paid', name: 'Refund paid' },
        { id: 'promised', name: 'Refund promised' },
        { id: 'refused', name: 'Refund refused' },
      ],
      defaultWrapUpCode: 'promised',
    });
    await desk.find('region', 'Wrap-up');
    assert.deepEqual(await options(desk, 'Reason'), ['Refund paid', 'Refund promised', 'Refund refused']);
    assert.equal(await chosen(desk, 'Reason'), 'Refund promised');
    await desk.type('Notes', 'Both receipts seen.');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    const { state, reasonId, notes } = await segmentOf(centre);
    assert.deepEqual([state, reasonId, notes], ['submitted', 'promised', 'Both receipts seen.']);
  });

  flow(['3.7.1'], 'another reason than the default', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual');
    await desk.choose('Reason', 'Wrong number');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    assert.equal((await segmentOf(centre)).reasonId, 'wrong_number');
  });

  flow(['3.7.2'], 'modeless by default: the rest of the page can be used beside it', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual');
    assert.equal(await desk.has('dialog', 'Wrap-up'), false);
    await desk.find('heading', 'Inbox');
    await desk.press('Simulator', 'DisclosureTriangle');
    await desk.press('Simulate a callback');
    await desk.see('A callback is on its way.');
    await desk.enabled('Submit & close');
    assert.equal((await segmentOf(centre)).state, 'open');
  });

  flow(['3.7.2', '3.7.3'], 'modal when the host asks; Escape minimises it', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await talking(centre);
    await desk.press('Simulator', 'DisclosureTriangle');
    await (await desk.find('checkbox', 'Wrap-up as a dialog')).click();
    // It stands back while the call goes on.
    await desk.find('button', 'Finish wrap-up');
    await desk.press('End call');
    await desk.find('dialog', 'Wrap-up');
    // The focus is in it, the rest of the page is out of reach.
    await desk.page.keyboard.type('Half a ');
    await shows(desk, 'Half a ');
    for (const [role, name] of [
      ['heading', 'Inbox'],
      ['heading', adaeze],
      ['checkbox', 'Wrap-up as a dialog'],
    ] as const)
      assert.equal(await desk.has(role, name), false, name);
    await desk.page.keyboard.press('Escape');
    await without(desk, 'Wrap-up', 'dialog');
    await desk.find('heading', adaeze);
    assert.equal((await segmentOf(centre)).state, 'open');
    await desk.press('Finish wrap-up');
    await desk.find('dialog', 'Wrap-up');
    await desk.page.keyboard.type('sentence.');
    await shows(desk, 'Half a sentence.');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    assert.equal((await segmentOf(centre)).notes, 'Half a sentence.');
  });

  flow(['3.7.3'], 'minimised to Finish wrap-up; Escape throws nothing away', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual');
    await desk.type('Notes', 'Half a ');
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Escape');
    await desk.enabled('Submit & close');
    await shows(desk, 'Half a ');
    await desk.press('Minimise');
    await desk.find('button', 'Finish wrap-up');
    assert.equal(await desk.has('textbox', 'Notes'), false);
    assert.equal(await desk.has('button', 'Submit & close'), false);
    await desk.page.keyboard.press('Escape');
    await desk.press('Finish wrap-up');
    await shows(desk, 'Half a ');
    // The focus is in Notes: what is typed goes there.
    await desk.page.keyboard.type('sentence.');
    await shows(desk, 'Half a sentence.');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    assert.equal((await segmentOf(centre)).notes, 'Half a sentence.');
  });
});

describe('wrap-up: whose it is', () => {
  flow(['3.7.4'], 'in a conference of two agents each wraps up their own part', async () => {
    const { centre, desk: ana } = await begin('agent-first-manual');
    const ben = await sit(centre, 'ben');
    await talking(centre);
    await centre.do('ana', 'call.consult', { target: { kind: 'agent', id: 'ben' } });
    await ben.press('Accept');
    await ana.press('Merge calls');
    await ana.type('Notes', 'Said by Ana.');
    await ben.type('Notes', 'Said by Ben.');
    await ana.press('End call');
    await Promise.all([ana.enabled('Submit & close'), ben.enabled('Submit & close')]);
    await ben.choose('Reason', 'Follow-up');
    await ben.press('Submit & close');
    await ben.until('his is submitted', async () => (await segmentOf(centre, 'ben')).state === 'submitted');
    // Hers is not touched by it.
    assert.equal(await ana.value('Notes'), 'Said by Ana.');
    assert.equal(await chosen(ana, 'Reason'), 'Resolved');
    assert.equal((await segmentOf(centre)).state, 'open');
    await ana.press('Submit & close');
    await Promise.all([ana.see('Callback closed'), ben.see('Callback closed')]);
    const parts = [await segmentOf(centre), await segmentOf(centre, 'ben')];
    assert.notEqual(parts[0]!.id, parts[1]!.id);
    assert.deepEqual(
      parts.map(({ state, reasonId, notes }) => [state, reasonId, notes]),
      [
        ['submitted', 'resolved', 'Said by Ana.'],
        ['submitted', 'follow_up', 'Said by Ben.'],
      ],
    );
  });

  flow(['3.7.6'], 'the original agent finishes theirs while the interaction is another’s', async () => {
    const { centre, ana, ben } = await handedOver();
    assert.equal((await interactionOf(centre)).ownerId, 'ben');
    await ben.type('Notes', 'Still talking.');
    await ana.type('Notes', 'Handed over.');
    await ana.choose('Reason', 'Follow-up');
    await ana.press('Submit & close');
    await ana.see('Closes when the call ends');
    const { state, reasonId, notes } = await segmentOf(centre);
    assert.deepEqual([state, reasonId, notes], ['submitted', 'follow_up', 'Handed over.']);
    // Nothing of it is felt where the call goes on.
    await ben.enabled('End call');
    assert.equal(await ben.value('Notes'), 'Still talking.');
    assert.equal((await segmentOf(centre, 'ben')).state, 'draft');
    assert.equal((await interactionOf(centre, 'ben')).state, 'in_call');
  });

  flow(['3.7.8'], 'the interaction closes when nobody is on the line and nobody wraps up', async () => {
    const { centre, ana, ben } = await handedOver();
    await ana.press('Submit & close');
    await reads(ana, 'Closes when the call ends');
    assert.equal((await interactionOf(centre, 'ben')).state, 'in_call', 'a leg is live');
    await ben.press('End call');
    await ben.enabled('Submit & close');
    assert.equal((await interactionOf(centre, 'ben')).state, 'wrap_up', 'a segment is open');
    assert.equal((await taskOf(centre)).state, 'in_progress');
    assert.equal(await ana.sees('Callback closed'), false);
    await ben.press('Submit & close');
    await Promise.all([ana.see('Callback closed'), ben.see('Callback closed')]);
    assert.equal((await interactionOf(centre, 'ben')).state, 'closed');
    assert.equal((await taskOf(centre)).state, 'closed_complete');
  });

  flow(['3.7.8'], 'the owner’s wrap-up can be the last one open', async () => {
    const { centre, ana, ben } = await handedOver();
    await ben.press('End call');
    await ben.press('Submit & close');
    await ben.until('his is submitted', async () => (await segmentOf(centre, 'ben')).state === 'submitted');
    assert.equal((await interactionOf(centre)).state, 'wrap_up', 'hers is open');
    assert.equal(await ben.sees('Callback closed'), false);
    await ana.press('Submit & close');
    await Promise.all([ana.see('Callback closed'), ben.see('Callback closed')]);
  });
});

describe('wrap-up: from the call to the end', () => {
  flow(['3.7.7'], 'Save during the call; at the end the same dialog with what was written', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await talking(centre);
    const pressed = desk.page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('wrap-up-save', (event) => {
            if (!(event as Event & { auto: boolean }).auto) resolve(true);
          });
        }),
    );
    await desk.enabled('Save');
    assert.equal(await desk.has('button', 'Submit & close'), false);
    await desk.choose('Reason', 'Follow-up');
    await desk.type('Notes', 'Wants it in writing.');
    await desk.press('Save');
    await pressed;
    await reads(desk, 'Saved');
    await arrives(desk, centre, 'Wants it in writing.');
    const during = await segmentOf(centre);
    assert.deepEqual([during.state, during.reasonId], ['draft', 'follow_up']);
    assert.equal((await interactionOf(centre)).state, 'in_call');
    await desk.enabled('End call');
    await desk.press('End call');
    await desk.enabled('Submit & close');
    assert.equal(await desk.has('button', 'Save'), false);
    assert.equal(await desk.value('Notes'), 'Wants it in writing.');
    assert.equal(await chosen(desk, 'Reason'), 'Follow-up needed');
    assert.equal((await segmentOf(centre)).id, during.id);
  });

  flow(['3.7.5'], 'Back returns it to a draft with its notes, and stops its timer', async () => {
    const { centre, desk } = await begin('agent-first-manual', limited);
    await centre.control('clock', { mode: 'frozen' });
    await desk.press('Accept');
    await desk.press('Close callback');
    await reads(desk, 'Time left 1:00');
    await desk.type('Notes', 'Not yet.');
    await desk.press('Back');
    await desk.enabled('Call number');
    await readsNot(desk, 'Time left');
    await reads(desk, 'Draft');
    await shows(desk, 'Not yet.');
    await centre.advance(2 * minute);
    const { state, timer } = await segmentOf(centre);
    assert.deepEqual([state, timer], ['draft', null]);
    await shows(desk, 'Not yet.');
    // And open again, with the whole time.
    await desk.press('Close callback');
    await reads(desk, 'Time left 1:00');
    await shows(desk, 'Not yet.');
  });

  flow(['3.7.5'], 'Retry in the wrap-up of a dropped call does the same', async () => {
    const { centre, desk } = await begin('agent-first-manual', limited);
    await talking(centre);
    await desk.type('Notes', 'A bad line.');
    await centre.customer('drop');
    await reads(desk, 'Time left 1:00');
    await desk.press('Retry call');
    await readsNot(desk, 'Time left');
    await reads(desk, 'Draft');
    await shows(desk, 'A bad line.');
    await desk.until('dialled again', async () => (await taskOf(centre)).attempts.length === 2);
    await centre.advance(2 * minute);
    await reads(desk, 'Connected');
    // Typed a moment ago: at the provider within a second.
    await desk.until(
      'the provider has the notes',
      async () => (await segmentOf(centre)).notes === 'A bad line.',
    );
    const { state, timer } = await segmentOf(centre);
    assert.deepEqual([state, timer], ['draft', null]);
  });

  flow(
    ['3.7.9'],
    'segment, interaction and task close at once, the interaction before the task',
    async () => {
      const { centre, desk } = await wrappingUp('agent-first-manual');
      const { asOf } = (await replayed(centre)).snapshot('ana')!;
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      const moments = [await segmentOf(centre), await interactionOf(centre), await taskOf(centre)].map(
        ({ closedAt }) => closedAt,
      );
      assert.ok(moments[0]);
      assert.deepEqual(moments, [moments[0], moments[0], moments[0]]);
      const events = (await replayed(centre)).eventsAfter('ana', asOf);
      assert.ok(events !== 'reset');
      assert.deepEqual(
        events.map(({ type }) => type).filter((type) => /^(segment|interaction|task)\./.test(type)),
        ['segment.submitted', 'interaction.closed', 'task.closed'],
      );
    },
  );

  flow(['3.7.16'], 'afterwards Callback closed and Close page', async () => {
    const { desk } = await wrappingUp('agent-first-manual');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    await desk.page.evaluate(() => {
      const replaceState = history.replaceState.bind(history);
      history.replaceState = (...args) => {
        replaceState(...args);
        Object.assign(globalThis, {
          urls: [...((globalThis as { urls?: string[] }).urls ?? []), location.search],
        });
      };
    });
    await desk.press('Close page');
    await without(desk, adaeze, 'heading');
    await reads(desk, 'No callback open');
    // At once: the 5 s after which the host would close it are not over.
    const [first] = await desk.page.evaluate(() => (globalThis as unknown as { urls: string[] }).urls);
    const left = new URLSearchParams(first);
    assert.deepEqual([left.has('interaction'), left.has('closed')], [false, true]);
  });

  flow(['3.7.16'], 'the demo closes the page after 5 s', async () => {
    const { desk } = await wrappingUp('agent-first-manual');
    const pressed = performance.now();
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    await desk.find('button', 'Close page');
    await without(desk, adaeze, 'heading');
    await reads(desk, 'No callback open');
    const passed = performance.now() - pressed;
    assert.ok(passed >= 5000, `not before 5 s: ${passed}`);
  });

  flow(
    ['3.7.17'],
    'Close callback that arrives when all is closed succeeds and changes nothing',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      const slow = await sit(centre);
      await centre.control('clock', { mode: 'frozen' });
      await desk.press('Accept');
      await slow.enabled('Close callback');
      // The press is on its way for a long time.
      const line = await slow.page.createCDPSession();
      await line.send('Fetch.enable', { patterns: [{ urlPattern: '*/api/interaction/*' }] });
      const held = new Promise<string>((resolve) =>
        line.once('Fetch.requestPaused', ({ requestId }) => resolve(requestId)),
      );
      await slow.press('Close callback');
      const requestId = await held;
      await desk.press('Close callback');
      await desk.press('Submit & close');
      await Promise.all([desk.see('Callback closed'), slow.see('Callback closed')]);
      const all = async () => [await segmentOf(centre), await interactionOf(centre), await taskOf(centre)];
      const before = await all();
      assert.deepEqual(
        before.map(({ state }) => state),
        ['submitted', 'closed', 'closed_complete'],
      );
      const answer = slow.page.waitForResponse((one) => one.url().endsWith('/close'));
      await line.send('Fetch.continueRequest', { requestId });
      const response = await answer;
      assert.equal(response.status(), 200);
      assert.equal(((await response.json()) as { outcome: string }).outcome, 'unchanged');
      assert.deepEqual(await all(), before);
      assert.equal(await slow.page.$('::-p-aria([role="alert"])'), null, 'no complaint');
    },
  );
});

describe('wrap-up: a window that was opened late', () => {
  flow(['3.7.16'], 'says Callback closed, too, until the host closes it', async () => {
    const centre = await open('agent-first-manual');
    await talking(centre);
    const desk = await sit(centre);
    await desk.press('End call');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    await desk.find('button', 'Close page');
    await reads(desk, 'No callback open');
  });
});

describe('wrap-up: limited', () => {
  flow(['3.7.10'], 'at zero: closed with the default reason and the notes as last saved', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual', limited);
    await reads(desk, 'Time left 1:00');
    await reads(desk, 'Then closes as last saved');
    await desk.type('Notes', 'Saved in time.');
    await arrives(desk, centre, 'Saved in time.');
    assert.equal((await segmentOf(centre)).reasonId, null, 'none is chosen');
    await centre.advance(minute - 1000);
    await reads(desk, 'Time left 0:01');
    await desk.enabled('Submit & close');
    await centre.advance(1000);
    await desk.see('Callback closed');
    const { state, reasonId, notes } = await segmentOf(centre);
    assert.deepEqual([state, reasonId, notes], ['expired', 'resolved', 'Saved in time.']);
    assert.equal(await desk.sees('Not saved with the record'), false);
  });

  flow(['3.7.10'], 'at zero: a reason that was chosen stays', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual', limited);
    await desk.choose('Reason', 'Follow-up');
    await desk.until('the provider has it', async () => (await segmentOf(centre)).reasonId === 'follow_up');
    await centre.advance(minute);
    await desk.see('Callback closed');
    const { state, reasonId } = await segmentOf(centre);
    assert.deepEqual([state, reasonId], ['expired', 'follow_up']);
  });

  flow(['3.7.11'], 'More time, once', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual', limited);
    await centre.advance(50_000);
    await reads(desk, 'Time left 0:10');
    await desk.press('More time');
    await reads(desk, 'Time left 1:10');
    await disabled(desk, 'More time');
    await reads(desk, 'More time was taken already.');
    await centre.advance(minute);
    await reads(desk, 'Time left 0:10');
    await desk.enabled('Submit & close');
    await centre.advance(10_000);
    await desk.see('Callback closed');
    assert.equal((await segmentOf(centre)).state, 'expired');
  });

  flow(['3.7.11'], 'no More time where it is not allowed', async () => {
    const { desk } = await wrappingUp('agent-first-manual', { timers: { wrapUp: minute, moreTime: null } });
    await reads(desk, 'Time left 1:00');
    assert.equal(await desk.has('button', 'More time'), false);
  });
});

describe('wrap-up: notes', () => {
  flow(['3.7.12'], 'on the device with the key stroke, at the provider within a second', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.find('textbox', 'Notes');
    // Heard by the page after the element: what is on the device then was there before the next key.
    await desk.page.evaluate(() => {
      const strokes: { at: number; text: string; onDevice: boolean }[] = [];
      Object.assign(globalThis, { strokes });
      addEventListener('input', (event) => {
        const text = (event.composedPath()[0] as HTMLTextAreaElement).value;
        const onDevice = Object.values(localStorage).some((one) => (one as string).includes(`"${text}"`));
        strokes.push({ at: Date.now(), text, onDevice });
      });
    });
    const strokes = () =>
      desk.page.evaluate(
        () =>
          (globalThis as unknown as { strokes: { at: number; text: string; onDevice: boolean }[] }).strokes,
      );
    // The best of some: a busy machine is not the product's.
    const delays: number[] = [];
    for (const letter of ['a', 'b', 'c', 'd']) {
      await desk.type('Notes', letter);
      const { at, text } = (await strokes()).at(-1)!;
      await arrives(desk, centre, text);
      delays.push(Date.parse((await segmentOf(centre)).savedAt!) - at);
    }
    assert.ok(Math.min(...delays) <= 1000, `after ${delays.join(', ')} ms`);
    const all = await strokes();
    assert.deepEqual(
      all.map(({ text, onDevice }) => [text, onDevice]),
      [
        ['a', true],
        ['ab', true],
        ['abc', true],
        ['abcd', true],
      ],
    );
  });

  flow(['3.7.12'], 'a lost network, and a reload, lose nothing', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual');
    await desk.type('Notes', 'Before.');
    await arrives(desk, centre, 'Before.');
    await desk.page.setOfflineMode(true);
    await desk.type('Notes', ' During.');
    await reads(desk, 'Notes are kept on this device.');
    await desk.page.setOfflineMode(false);
    await arrives(desk, centre, 'Before. During.');
    await reads(desk, 'Saved');
    await desk.type('Notes', ' After.');
    await desk.reload();
    await shows(desk, 'Before. During. After.');
    await arrives(desk, centre, 'Before. During. After.');
  });

  flow(['3.7.12'], 'a crash loses nothing, though the provider never had it', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual');
    await desk.page.setOfflineMode(true);
    await desk.type('Notes', 'Only here.');
    assert.equal((await segmentOf(centre)).notes, '');
    const devtools = await desk.page.createCDPSession();
    const crashed = new Promise((resolve) => desk.page.once('error', resolve));
    void devtools.send('Page.crash').catch(() => {});
    await crashed;
    assert.equal((await segmentOf(centre)).notes, '');
    const again = await sit(centre);
    await shows(again, 'Only here.');
    await arrives(again, centre, 'Only here.');
  });

  /** The limit passed while the network was away and more was typed. */
  const cutOff = async (newer: string, policy: object = {}) => {
    const { centre, desk } = await wrappingUp('agent-first-manual', { ...limited, ...policy });
    await desk.type('Notes', 'As saved.');
    await arrives(desk, centre, 'As saved.');
    await reads(desk, 'Saved');
    await desk.page.setOfflineMode(true);
    await desk.type('Notes', ` ${newer}`);
    await centre.advance(minute);
    assert.deepEqual(
      [(await segmentOf(centre)).state, (await segmentOf(centre)).notes],
      ['expired', 'As saved.'],
    );
    await desk.page.setOfflineMode(false);
    await reads(desk, 'Not saved with the record');
    assert.equal(await desk.value('Newer notes'), newer);
    // It outlasts the page of the callback, which the host closes.
    await reads(desk, 'No callback open');
    await reads(desk, 'Not saved with the record');
    return { centre, desk };
  };

  flow(['3.7.13'], 'closed while the device held newer notes: Copy and Add as late note', async () => {
    const newer = 'Written without a network.';
    const { centre, desk } = await cutOff(newer);
    await desk.reload();
    await reads(desk, 'Not saved with the record');
    assert.equal(await desk.value('Newer notes'), newer);
    await copies(desk, newer);
    await desk.press('Add as late note');
    await readsNot(desk, 'Not saved with the record');
    const { notes, lateNotes } = await segmentOf(centre);
    assert.equal(notes, 'As saved.', 'what is closed does not change');
    assert.deepEqual(
      lateNotes.map((one) => one.notes),
      [newer],
    );
    assert.deepEqual(await device(desk, centre), []);
  });

  flow(['3.7.13'], 'Copy alone where late notes are not allowed', async () => {
    const newer = 'Written, and not to be added.';
    const { centre, desk } = await cutOff(newer, { lateNotes: false });
    await copies(desk, newer);
    assert.equal(await desk.has('button', 'Add as late note'), false);
    assert.deepEqual((await segmentOf(centre)).lateNotes, []);
    assert.equal((await device(desk, centre)).length, 1, 'it stays on the device');
  });

  for (const [where, second] of [
    ['two windows', sit],
    ['two devices', sitElsewhere],
  ] as const) {
    flow(['3.7.14'], `${where}: the last to reach the provider wins, the other sees it live`, async () => {
      const centre = await open('agent-first-manual');
      const left = await sit(centre);
      const right = await second(centre);
      await talking(centre);
      await left.press('End call');
      await Promise.all([left.enabled('Submit & close'), right.enabled('Submit & close')]);
      await left.type('Notes', 'Left.');
      await shows(right, 'Left.');
      await rewrite(right, 'Right.');
      await shows(left, 'Right.');
      // Seen before it was overwritten: nothing is lost, nothing is offered.
      assert.equal(await left.sees('Text overwritten by another window'), false);

      await right.page.setOfflineMode(true);
      await rewrite(right, 'Right, without a network.');
      await rewrite(left, 'Left again.');
      await arrives(left, centre, 'Left again.');
      await right.page.setOfflineMode(false);
      await arrives(right, centre, 'Right, without a network.');
      await shows(left, 'Right, without a network.');
      for (const desk of [left, right]) {
        await reads(desk, 'Text overwritten by another window');
        for (const details of await desk.page.$$('::-p-aria([role="DisclosureTriangle"])')) {
          if (await details.evaluate((one) => one.textContent.includes('overwritten'))) await details.click();
        }
        await copies(desk, 'Left again.');
        assert.equal(await desk.value('Notes'), 'Right, without a network.');
      }
    });
  }

  flow(['3.7.15'], 'the draft is gone from the device after Submit & close', async () => {
    const { centre, desk } = await wrappingUp('agent-first-manual');
    await desk.page.setOfflineMode(true);
    await desk.type('Notes', 'Kept until it is submitted.');
    await reads(desk, 'Notes are kept on this device.');
    assert.match((await device(desk, centre)).join(), /Kept until it is submitted\./);
    await desk.page.setOfflineMode(false);
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    assert.equal((await segmentOf(centre)).notes, 'Kept until it is submitted.');
    await desk.until('nothing is left of it', async () => (await device(desk, centre)).length === 0);
  });
});

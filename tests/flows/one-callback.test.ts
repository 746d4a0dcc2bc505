import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Centre } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, sit } = office();

const attempts = async (centre: Centre) => (await centre.records('task'))[0]!.attempts;

describe('agent-first, dialled by hand', () => {
  it('from the offer to closed, and ready for the next', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    // The inbox card has the same heading, until it leaves.
    await desk.enabled('Call number');
    const actions = await desk.find('heading', 'Adaeze Okonkwo-Fitzgerald');
    const context = await desk.find('heading', 'Context');
    const [left, centreBox] = [await actions.boundingBox(), await context.boundingBox()];
    assert.ok(left!.x < centreBox!.x, 'callback actions are on the left, the context in the centre');
    await desk.find('combobox', 'Callback number');
    await desk.enabled('Call number');
    await desk.enabled('Close callback');
    assert.equal(await desk.sees('Dials in'), false, 'no timer');

    await desk.press('Call number');
    await desk.see('Ringing');
    assert.equal(await desk.disabled('Callback number', 'combobox'), true, 'locked while dialling');
    await desk.see('Connected');
    await desk.press('Mute');
    await desk.press('Hold');
    await desk.see('On hold');
    await desk.press('Resume');
    await desk.press('Unmute');
    await desk.enabled('Mute');
    await desk.press('End call');

    await desk.choose('Reason', 'Follow-up');
    await desk.type('Notes', 'Will call again on Monday.');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    const [segment] = await centre.records('segment');
    assert.equal(segment!.reasonId, 'follow_up');
    assert.equal(segment!.notes, 'Will call again on Monday.');
    assert.equal((await attempts(centre))[0]!.outcome, 'answered');

    await desk.gone('Callback closed');
    await desk.press('Simulate a callback');
    await desk.press('Accept');
    await desk.enabled('Call number');
  });

  it('closed before any call: Back, then again and submitted; nothing is dialled', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.press('Close callback');
    await desk.enabled('Submit & close');
    await desk.press('Back');
    await desk.enabled('Call number');
    await desk.press('Close callback');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    assert.deepEqual(await attempts(centre), []);
    assert.equal((await centre.records('task'))[0]!.state, 'closed_complete');
    assert.deepEqual(
      desk.sent.filter((one) => /dial|retry/.test(one)),
      [],
    );
  });

  it('by keyboard alone', async () => {
    const { desk } = await begin('agent-first-manual');
    const { keyboard } = desk.page;
    const reach = async (name: string) => {
      await desk.enabled(name);
      for (let i = 0; i < 60; i++) {
        if ((await desk.focused()) === name) return;
        await keyboard.press('Tab');
      }
      throw new Error(`${name} cannot be reached by Tab`);
    };
    await reach('Accept');
    await keyboard.press('Enter');
    await reach('Call number');
    await keyboard.press(' ');
    await desk.see('Connected');
    await reach('Hold');
    await keyboard.press('Enter');
    await desk.enabled('Resume');
    assert.equal(await desk.focused(), 'Resume', 'the focus stays where the work is');
    await reach('End call');
    await keyboard.press('Enter');
    await desk.enabled('Submit & close');
    await reach('Submit & close');
    await keyboard.press('Enter');
    await desk.see('Callback closed');
  });
});

describe('agent-first, dialled by a countdown', () => {
  it('the server dials at zero the number selected then, once, with two windows open', async () => {
    const { centre, desk } = await begin('agent-first-auto');
    await desk.press('Accept');
    await desk.see('Dials in');
    const other = await sit(centre);
    await other.see('Dials in');
    await desk.choose('Callback number', 'Office');
    await other.until(
      'the other window shows the number',
      async () =>
        (await centre.records('interaction'))[0]!.numberId ===
        (await other.value('Callback number', 'combobox')),
    );
    await centre.advance(20_000);
    await desk.see('Ringing');
    await other.see('Ringing');
    const made = await attempts(centre);
    const [, office] = (await centre.records('task'))[0]!.customer.numbers;
    assert.deepEqual(
      made.map(({ attempt, number }) => [attempt, number]),
      [[1, office!.number]],
    );
  });

  flow(['4.4.18'], 'the server dials with the page closed', async () => {
    const { centre, desk } = await begin('agent-first-auto');
    await desk.press('Accept');
    await desk.see('Dials in');
    await desk.close();
    await centre.advance(20_000);
    assert.equal((await attempts(centre)).length, 1);
    const again = await sit(centre);
    await again.see('Connected');
  });

  it('counts down', async () => {
    const { centre, desk } = await begin('agent-first-auto');
    await centre.control('clock', { mode: 'frozen' });
    await desk.press('Accept');
    await desk.see('0:20');
    await centre.advance(5000);
    await desk.see('0:15');
    await centre.control('clock', { rate: 10 });
    await desk.see('Ringing');
  });
});

describe('no answer', () => {
  it('Retry call is attempt 2; then Closes in, and closed by the server', async () => {
    const { centre, desk } = await begin('no-answer');
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.see('Ringing');
    await centre.advance(8000);
    await desk.see('Closes in');
    await desk.press('Retry call');
    await desk.see('Ringing');
    assert.deepEqual(
      (await attempts(centre)).map(({ attempt, outcome }) => [attempt, outcome]),
      [
        [1, 'no_answer'],
        [2, null],
      ],
    );
    await centre.advance(8000);
    await desk.see('Closes in');
    await centre.advance(30_000);
    await desk.see('Callback closed');
    assert.equal((await centre.records('task'))[0]!.state, 'closed_abandoned');
  });
});

describe('two windows as two agents', () => {
  it('Reject in one: the offer appears in the other, and not again in the first in that round', async () => {
    const { centre, desk: ana } = await begin('agent-first-manual');
    const ben = await sit(centre, 'ben');
    await ben.see('No callbacks waiting');
    await ana.press('Reject');
    await ben.enabled('Accept');
    await ana.see('No callbacks waiting');
    await centre.advance(30_000);
    assert.equal(await ana.has('button', 'Accept'), false);
    await ben.press('Accept');
    await ben.enabled('Call number');
    assert.equal(await ana.has('heading', 'Adaeze Okonkwo-Fitzgerald'), false);
  });
});

describe('notes', () => {
  it('markup and emoji stay what they are, also after a reload within the key stroke', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    const notes = '<b>bold</b> & 😀 "quoted"';
    await desk.type('Notes', notes);
    await desk.reload();
    await desk.until('the notes are there again', async () => (await desk.value('Notes')) === notes);
    await desk.until(
      'the server has them',
      async () => (await centre.records('segment'))[0]!.notes === notes,
    );
    assert.equal(await desk.page.$('b ::-p-text(bold)'), null);
  });
});

describe('reload', () => {
  it('at any moment shows the same screen, the same deadline, the same notes', async () => {
    const { centre, desk } = await begin('agent-first-auto');
    // Time stands still, so that two screens can be compared to the letter.
    await centre.control('clock', { mode: 'frozen' });
    const screen = () =>
      desk.page.evaluate(() => {
        const text = (node: Node): string => {
          if (node instanceof HTMLElement && !node.checkVisibility()) return '';
          if (node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement)
            return `[${node.value}]`;
          const root = node instanceof Element ? node.shadowRoot : null;
          if (node instanceof HTMLSlotElement) return node.assignedNodes().map(text).join(' ');
          const own = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '';
          const state =
            node instanceof Element && node.getAttribute('aria-disabled') === 'true' ? '(disabled)' : '';
          return [own, state, ...[...(root ?? node).childNodes].map(text)].join(' ');
        };
        return text(document.querySelector('callback-workspace')!).replace(/\s+/g, ' ').trim();
      });
    const settled = async (): Promise<string> => {
      let last = '';
      await desk.until('the screen is settled', async () => {
        const before = last;
        last = await screen();
        await new Promise((resolve) => setTimeout(resolve, 200));
        return last === before && last !== '';
      });
      return last;
    };
    const same = async (moment: string) => {
      const shown = await settled();
      await desk.reload();
      await desk.see(moment);
      assert.equal(await settled(), shown, `reloaded at “${moment}”`);
    };
    await desk.enabled('Accept');
    await same('Accept');
    await desk.press('Accept');
    await desk.see('0:20');
    await desk.type('Notes', 'While previewing.');
    await desk.see('Saved');
    await same('Dials in');
    await desk.press('Call number');
    // Time stands still: it may only be advanced once the press has arrived.
    await desk.see('Dialling');
    await centre.advance(1000);
    await desk.see('Ringing');
    await same('Ringing');
    await centre.advance(2000);
    await desk.press('Hold');
    await desk.enabled('Resume');
    await same('On hold');
    await desk.press('End call');
    await desk.enabled('Submit & close');
    await same('Submit & close');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    await same('Callback closed');
  });
});

describe('the host', () => {
  it('vetoes a press at once: nothing is sent', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.press('Simulator', 'DisclosureTriangle');
    await (await desk.find('checkbox', 'Veto dialling')).click();
    await desk.press('Call number');
    await desk.see('callback-dial');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(
      desk.sent.filter((one) => one.endsWith('/dial')),
      [],
    );
    assert.deepEqual(await attempts(centre), []);
  });

  it('asks first, and then agrees, once', async () => {
    const { desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.press('Simulator', 'DisclosureTriangle');
    await (await desk.find('checkbox', 'Ask before closing')).click();
    await desk.press('Close callback');
    await desk.press('No');
    await desk.enabled('Close callback');
    const closes = () => desk.sent.filter((one) => one.endsWith('/close')).length;
    assert.equal(closes(), 0);
    await desk.press('Close callback');
    await desk.press('Yes, close it');
    await desk.enabled('Submit & close');
    assert.equal(closes(), 1);
  });

  it('hears facts with ids; a forged request sends nothing', async () => {
    const { desk } = await begin('agent-first-manual');
    const details = desk.page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('callback-opened', (event) => resolve((event as CustomEvent).detail), {
            once: true,
          });
        }),
    );
    await desk.press('Accept');
    const detail = (await details) as Record<string, unknown>;
    assert.equal(typeof detail['taskId'], 'string');
    assert.equal(typeof detail['interactionId'], 'string');
    assert.equal(typeof detail['customerId'], 'string');
    const before = desk.sent.length;
    await desk.page.evaluate((forged) => {
      for (const type of ['callback-dial', 'callback-close', 'call-end']) {
        const event = new CustomEvent(type, {
          detail: forged,
          bubbles: true,
          composed: true,
          cancelable: true,
        });
        document.querySelector('callback-workspace')!.dispatchEvent(event);
      }
    }, detail);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(desk.sent.length, before);
  });
});

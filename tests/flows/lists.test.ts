import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, sit } = office();

/** The rows of a table, cell by cell, as they read. */
const table = async (desk: Desk, name: string): Promise<string[][]> => {
  const found = await desk.page.$(`::-p-aria([name="${name}"][role="table"])`);
  return (
    found?.evaluate((one) =>
      [...one.querySelectorAll('.task')].map((row) =>
        [...row.querySelectorAll('[role=rowheader],[role=cell]')].map((cell) =>
          (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim(),
        ),
      ),
    ) ?? []
  );
};

/** The moment so many minutes ahead, as a field for a date and a time takes it. */
const inMinutes = (minutes: number, timeZone?: string): string => {
  const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + minutes * 60_000);
  return at
    .toLocaleString('sv-SE', { ...(timeZone && { timeZone }) })
    .replace(' ', 'T')
    .slice(0, 16);
};

const fill = async (desk: Desk, label: string, value: string): Promise<void> => {
  const input = await desk.page.waitForSelector(`::-p-aria(${label})`);
  await input!.evaluate((one, text) => {
    const field = one as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, value);
};

/** Presses the button of that name which is the form's, not what opened it. */
const send = async (desk: Desk, name: string): Promise<void> => {
  for (const one of await desk.page.$$(`::-p-aria([name="${name}"][role="button"])`))
    if (await one.evaluate((button) => button.closest('form') !== null)) return one.click();
  throw new Error(`there is no form with ${name}`);
};

describe('the lists of callbacks', () => {
  flow(['3.9.6'], 'My callbacks: what is the agent’s, and how it stands', async () => {
    const { desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Call number');
    await desk.press('Callbacks');
    await desk.find('table', 'My callbacks');
    const [row] = await table(desk, 'My callbacks');
    assert.deepEqual(row!.slice(0, 6), [
      'CBT0000001',
      'Adaeze Okonkwo-Fitzgerald',
      '+1 212-555-0143',
      'ASAP',
      'Billing Issue',
      'Assigned',
    ]);
    await desk.press('Back to the callback');
    await desk.press('Call number');
    await desk.press('End call');
    await desk.press('Callbacks');
    await desk.until('one that was not reached is assigned again', async () =>
      (await table(desk, 'My callbacks'))[0]!.includes('Assigned'),
    );
    await desk.press('Open');
    await desk.enabled('Retry call');
  });

  flow(
    ['3.9.7', '3.9.9', '4.1.13'],
    'Scheduled callbacks; Reschedule shows the customer’s time zone',
    async () => {
      const { centre, desk } = await begin('scheduled');
      await desk.find('table', 'Scheduled callbacks');
      const rows = await table(desk, 'Scheduled callbacks');
      assert.equal(rows.length, 3);
      assert.deepEqual(
        [rows[0]![0], rows[0]![1], rows[0]![2], rows[0]![4]],
        ['CBT0000002', 'Siobhán Ní Dhomhnaill', '+1 212-555-0101', rows[0]![4]],
      );
      assert.match(rows[0]![3]!, /^\d\d:\d\d Due in \d+ min/);
      await desk.press('Reschedule');
      await desk.see('Europe/Dublin');
      await fill(desk, 'Date and time', inMinutes(90));
      await send(desk, 'Reschedule');
      await desk.until('it is due later', async () => {
        const all = await centre.records('task');
        const one = all.find(({ taskNumber }) => taskNumber === 'CBT0000002')!;
        return Date.parse(one.scheduledStart!) > Date.now() + 60 * 60_000;
      });
      assert.equal(
        (await centre.records('task')).find(({ taskNumber }) => taskNumber === 'CBT0000002')!.state,
        'scheduled',
      );
    },
  );

  flow(['3.9.8', '4.1.13'], 'Schedule callback: another one for a customer who is known', async () => {
    const { centre, desk } = await begin('scheduled');
    await desk.press('Schedule callback');
    await desk.choose('Customer', 'Siobhán');
    await fill(desk, 'Date and time', inMinutes(240));
    await desk.choose('Reason', 'Order Issue');
    const before = (await centre.records('task')).length;
    await send(desk, 'Schedule callback');
    await desk.until('there is one more', async () => (await centre.records('task')).length === before + 1);
    const made = (await centre.records('task')).find(
      ({ reason, scheduledBy }) => reason === 'Order Issue' && scheduledBy,
    );
    assert.deepEqual([made!.state, made!.customer.name], ['scheduled', 'Siobhán Ní Dhomhnaill']);
    await desk.until(
      'it is in the list',
      async () => (await table(desk, 'Scheduled callbacks')).length === 4,
    );
  });

  flow(['3.9.10', '4.1.14'], 'Cancel callback asks first', async () => {
    const { centre, desk } = await begin('scheduled');
    await desk.press('Cancel callback');
    await desk.press('No');
    assert.equal((await centre.records('task')).length, 3);
    await desk.press('Cancel callback');
    await desk.press('Yes, cancel it');
    await desk.until('it is gone', async () => (await table(desk, 'Scheduled callbacks')).length === 2);
    assert.equal((await centre.records('task')).length, 2);
    const log = await centre.log();
    assert.match(log, /"name":"task.cancel"/);
  });

  flow(['1.1'], 'who is no writer sees the list, and changes nothing in it', async () => {
    const { centre } = await begin('scheduled');
    const ben = await sit(centre, 'ben');
    await ben.find('table', 'Scheduled callbacks');
    for (const name of ['Schedule callback', 'Reschedule', 'Cancel callback'])
      assert.equal(await ben.disabled(name), null, name);
    const [task] = await centre.records('task', 'ben');
    await assert.rejects(centre.command('ben', 'task.cancel', task!.id, {}), /403/);
  });
});

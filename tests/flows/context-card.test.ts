import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { CallbackContextCard } from '../../components/callback-context-card/callback-context-card.ts';
import { adaeze, ana, disabled, reads, without } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, sit } = office();

const minute = 60_000;

const frozen = async (...given: Parameters<typeof begin>): ReturnType<typeof begin> => {
  const begun = await begin(...given);
  await begun.centre.control('clock', { mode: 'frozen' });
  return begun;
};

const taskOf = async (centre: Centre, agent = 'ana') => (await centre.records('task', agent)).at(-1)!;

/** What the card says, by what it says it of. */
const facts = async (desk: Desk): Promise<Record<string, string>> =>
  (await desk.find('region', 'Context')).evaluate((card) => {
    const words = (one: Element) => (one as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
    return Object.fromEntries([
      ...[...card.querySelectorAll('.fact')].map(
        (one) => [words(one.children[0]!), [...one.children].slice(1).map(words).join('; ')] as const,
      ),
      ...[...card.querySelectorAll('dt')].map((one) => [words(one), words(one.nextElementSibling!)] as const),
    ]);
  });

/** Waits until the card says so. */
const says = async (desk: Desk, expected: Record<string, string | undefined>): Promise<void> => {
  let last: Record<string, string | undefined> = {};
  await desk
    .until('what the card says', async () => {
      const all = await facts(desk);
      last = Object.fromEntries(Object.keys(expected).map((name) => [name, all[name]]));
      return Object.entries(expected).every(([name, words]) => last[name] === words);
    })
    .catch(() => assert.deepEqual(last, expected));
};

const timeIn = (at: string | number, timeZone?: string): string =>
  new Date(at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone });

/** A zone where it is noon, more or less: a window of some hours is within a day. */
const noonZone = (): string => {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
};

describe('context card', () => {
  flow(
    ['3.2.1', '3.2.2', '3.2.3', '3.2.4', '3.2.5', '3.2.6', '3.2.7', '3.2.8', '3.2.11'],
    'what is known of a callback from the contact centre; the customer’s time, the window and the promise as time goes by',
    async () => {
      const { centre, desk } = await frozen('quiet');
      const timeZone = noonZone();
      await centre.callback({
        agentId: 'ana',
        customerName: adaeze,
        reason: 'Order Issue',
        context: 'The second card has not arrived.',
        offerTimeout: null,
        dueIn: 30_000,
        promisedIn: 90 * minute,
        voicemail: 74_000,
        timeZone,
        callingWindow: { from: '13:00', to: '14:00' },
      });
      await desk.press('Accept');
      await desk.enabled('Call number');
      const { scheduledStart, promisedAt, taskNumber, requestedAt } = await taskOf(centre);
      const now = Date.parse(requestedAt);
      const due = timeIn(scheduledStart!);
      const theirs = timeIn(scheduledStart!, timeZone);
      await says(desk, {
        Name: adaeze,
        'Reason for the call': 'Order Issue Change',
        'Callback type': 'Scheduled',
        'Scheduled start': theirs === due ? due : `${due}, ${theirs} for the customer`,
        'Source channel': 'Voice',
        Queue: 'Card disputes',
        'IVR path': 'Main menu › Cards › Dispute a payment',
        'Callback context': 'The second card has not arrived.',
        'Agent-scheduled': undefined,
        'Callback task': undefined,
        Voicemail: '1:14, left with the request',
        'Customer’s local time': `${timeIn(now, timeZone)}; Outside calling hours, 13:00 to 14:00`,
        'Promised by': `${timeIn(promisedAt!)}; Due in 2 hr`,
      });
      const at = Number(timeIn(now, timeZone).slice(3));
      // From before the window into it, and out of it again.
      const inside = (60 - at) * minute;
      await centre.advance(inside);
      await says(desk, {
        'Customer’s local time': `${timeIn(now + inside, timeZone)}; Calling window until 14:00`,
      });
      await centre.advance(60 * minute);
      await says(desk, {
        'Customer’s local time': `${timeIn(now + inside + 60 * minute, timeZone)}; Outside calling hours, 13:00 to 14:00`,
      });
      await centre.advance((at + 20) * minute);
      await reads(desk, 'Overdue by');
      assert.match((await facts(desk))['Promised by']!, /Overdue by 50 min$/);

      await desk.page.evaluate(() => {
        const { shadowRoot } = document.querySelector('callback-workspace')!;
        shadowRoot!.querySelector<CallbackContextCard>('callback-context-card')!.showTaskNumber = true;
      });
      await says(desk, { 'Callback task': taskNumber });
    },
  );

  flow(
    ['3.2.1', '3.2.2', '3.2.4'],
    'one that an agent scheduled says by whom, and has no channel, queue or IVR path',
    async () => {
      const { centre, desk } = await frozen('agent-first-manual');
      await centre.do('ben', 'agent.set', { presenceId: 'away' });
      await desk.press('Accept');
      await says(desk, { 'Callback type': 'ASAP', 'Agent-scheduled': undefined });
      const { id, customer, requestedAt } = await taskOf(centre);
      const at = new Date(Date.parse(requestedAt) + 2 * minute).toISOString();
      await centre.command('ana', 'task.schedule', id, {
        customerId: customer.id,
        numberId: 'office',
        at,
        reason: 'Other issue',
      });
      await desk.press('Close callback');
      await desk.press('Submit & close');
      await desk.press('Close page');
      await centre.advance(minute); // when its lead begins
      await desk.press('Accept');
      await desk.enabled('Call number');
      await says(desk, {
        'Reason for the call': 'Other issue Change',
        'Callback type': 'Scheduled',
        'Agent-scheduled': `Yes, by ${ana}`,
        'Source channel': undefined,
        Queue: undefined,
        'IVR path': undefined,
        Voicemail: undefined,
      });
    },
  );

  flow(['3.2.9'], 'the attempts so far: number, time, outcome, agent', async () => {
    const { centre, desk } = await frozen('agent-first-manual');
    await centre.do('ana', 'offer.accept', {});
    await centre.do('ana', 'interaction.dial', {});
    await centre.customer('busy');
    await centre.advance(5 * minute);
    await centre.do('ana', 'interaction.retry', {});
    await desk.see('Dialling');
    const table = async () =>
      (await desk.find('region', 'Context')).evaluate((card) =>
        [...card.querySelectorAll('tr')].map((row) =>
          [...row.cells].map((cell) => cell.innerText.trim()).join(' | '),
        ),
      );
    const [one, two] = (await taskOf(centre)).attempts;
    const first = `1 | ${timeIn(one!.startedAt)} | Busy | +1 212-555-0143 | ${ana}`;
    const second = `2 | ${timeIn(two!.startedAt)}`;
    const head = '# | Time | Outcome | Number | Agent';
    const shows = async (...expected: string[]) => {
      let last: string[] = [];
      await desk
        .until('the attempts', async () => (last = await table()).join('\n') === expected.join('\n'))
        .catch(() => assert.deepEqual(last, expected));
    };
    await shows(head, `${second} | In progress | +1 212-555-0143 | ${ana}`, first);
    await centre.customer('voicemail');
    await shows(head, `${second} | Voicemail | +1 212-555-0143 | ${ana}`, first);
    await says(desk, { 'Attempts so far': `2; Last: voicemail, ${timeIn(two!.startedAt)}` });
  });

  flow(['3.2.10'], 'consent, given or not, and do-not-call', async () => {
    const { centre, desk } = await frozen('quiet');
    for (const [request, consent, doNotCall] of [
      [{ consent: true }, 'Given', undefined],
      [{ consent: false }, 'Not given', undefined],
      [{ doNotCall: true }, 'Unknown', 'The customer asked not to be called.'],
    ] as const) {
      await centre.callback({ agentId: 'ana', offerTimeout: null, ...request });
      await centre.do('ana', 'offer.accept', {});
      await desk.enabled('Close callback');
      const at = timeIn((await taskOf(centre)).requestedAt);
      await says(desk, { Consent: doNotCall ? consent : `${consent} ${at}`, 'Do not call': doNotCall });
      await centre.do('ana', 'interaction.close', {});
      await centre.do('ana', 'segment.submit', { reasonId: null, notes: '' });
      await desk.press('Close page');
    }
  });

  flow(
    ['3.2.12', '3.2.13', '1.1'],
    'the reason is changed to one of the eight, by who may; changed by somebody else meanwhile: refused, said, and what was chosen stays',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await desk.press('Accept');
      await says(desk, { 'Reason for the call': 'Billing Issue Change' });
      await desk.press('Change');
      assert.deepEqual(await desk.options('Reason for the call'), [
        'Customer Survey',
        'Sales Discovery',
        'Product Feedback',
        'Customer Relationship Building',
        'Product Issue',
        'Order Issue',
        'Billing Issue',
        'Other issue',
      ]);
      await desk.choose('Reason for the call', 'Order Issue');
      await desk.press('Save reason');
      await says(desk, { 'Reason for the call': 'Order Issue Change' });
      assert.equal((await taskOf(centre)).reason, 'Order Issue');

      await desk.press('Change');
      await desk.choose('Reason for the call', 'Product Issue');
      const { id } = (await centre.records('interaction'))[0]!;
      const { version } = await taskOf(centre);
      await centre.command('ana', 'interaction.edit-reason', id, { reason: 'Other issue', version });
      await reads(desk, 'Somebody else changed it meanwhile. It is now');
      await desk.press('Save reason');
      await reads(desk, 'Somebody else changed it meanwhile.');
      await desk.until(
        'it was refused',
        async () => desk.sent.filter((one) => one.endsWith('/edit-reason')).length === 2,
      );
      await desk.enabled('Save reason');
      assert.equal(await desk.chosen('Reason for the call'), 'Product Issue');
      assert.equal((await taskOf(centre)).reason, 'Other issue');
      await desk.press('Save reason');
      await says(desk, { 'Reason for the call': 'Product Issue Change' });
      assert.equal((await taskOf(centre)).reason, 'Product Issue');

      const ben = await sit(centre, 'ben');
      await centre.do('ana', 'interaction.transfer', { target: { kind: 'agent', id: 'ben' } });
      await disabled(desk, 'Change');
      await ben.press('Accept');
      await ben.enabled('Call number');
      await says(ben, { 'Reason for the call': 'Product Issue' });
      await without(ben, 'Change');
      const theirs = (await centre.records('interaction', 'ben'))[0]!.id;
      await assert.rejects(
        centre.command('ben', 'interaction.edit-reason', theirs, {
          reason: 'Other issue',
          version: (await taskOf(centre, 'ben')).version,
        }),
        /: 403 /,
      );
    },
  );
});

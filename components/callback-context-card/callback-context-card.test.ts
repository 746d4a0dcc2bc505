import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { TaskRecord } from '../../contract/records.ts';
import { sendKeys } from '@web/test-runner-commands';
import type { AttemptOutcome, InteractionRecord, SettingsRecord } from '../../contract/records.ts';
import {
  call,
  capabilities,
  disabled,
  hidden,
  instant,
  interaction,
  next,
  settings,
  task,
} from '../shared/testing/records.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallbackEditReasonEvent } from './callback-context-card.events.ts';
import { fixtures } from './callback-context-card.fixtures.ts';
import type { CallbackContextCard } from './callback-context-card.ts';
import { parts } from './callback-context-card.ts';
import './define.ts';

const draw = (record: TaskRecord | null, taskNumber = false) =>
  fixture<CallbackContextCard>(
    html`<callback-context-card .task=${record} ?show-task-number=${taskNumber}></callback-context-card>`,
  );
const settle = async (card: CallbackContextCard) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await card.updateComplete;
};
const root = (card: CallbackContextCard) => card.shadowRoot!;
const words = (card: CallbackContextCard) => root(card).textContent.replace(/\s+/g, ' ').trim();
/** What stands beside a label. */
const value = (card: CallbackContextCard, label: string) =>
  [...root(card).querySelectorAll('dt')]
    .find((one) => one.textContent === label)
    ?.nextElementSibling?.textContent.trim();
/** The reason as it stands there, beside **Change** or not. */
const reason = (card: CallbackContextCard) =>
  [...root(card).querySelectorAll('dt')]
    .find((one) => one.textContent === 'Reason for the call')
    ?.nextElementSibling?.querySelector('bdi')?.textContent;
/** Number and line of a fact. */
const fact = (card: CallbackContextCard, label: string) => {
  const found = [...root(card).querySelectorAll('.fact')].find((one) => one.textContent.includes(label));
  return [found?.querySelector('b')?.textContent, found?.querySelector('.why')?.textContent.trim()];
};
const clock = (timeZone?: string) =>
  new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format();
/** The time of a test does not turn to the next minute within it. */
const calm = async () => {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 1500) await new Promise((resolve) => setTimeout(resolve, left + 20));
};

describe('callback-context-card', () => {
  beforeEach(calm);

  it('draws nothing without a callback', async () => {
    expect(root(await draw(null)).children).to.have.length(0);
  });

  it('says what is known, under a heading', async () => {
    const card = await draw(fixtures.scheduled());
    expect(root(card).querySelector('h2')?.textContent).to.equal('Context');
    expect(value(card, 'Name')).to.equal('Adaeze Okonkwo-Fitzgerald');
    expect(value(card, 'Reason for the call')).to.equal('Billing Issue');
    expect(value(card, 'Callback type')).to.equal('Scheduled');
    expect(value(card, 'Source channel')).to.equal('Voice');
    expect(value(card, 'Queue')).to.equal('Card disputes, North America');
    expect(value(card, 'IVR path')).to.equal('Main menu › Cards › Dispute a payment');
    expect(value(card, 'Agent-scheduled')).to.equal('Yes, by Núria Puigdomènech');
    expect(value(card, 'Consent')).to.match(/^Given \w* ?\d\d:\d\d, calls may be recorded$/);
    expect(value(card, 'Voicemail')).to.equal('0:38, left with the request');
    expect(value(card, 'Callback context')).to.contain('Two charges of the same amount');
    expect(value(await draw(fixtures.asap()), 'Callback type')).to.equal('ASAP');
  });

  it('shows the task number only where the host turns it on', async () => {
    expect(words(await draw(task()))).not.to.contain('CBT0001042');
    expect(value(await draw(task(), true), 'Callback task')).to.equal('CBT0001042');
  });

  describe('whose clock', () => {
    const { customer } = task();
    const far = { ...customer, timeZone: 'Pacific/Kiritimati' };

    it('the customer’s where it says so, with their day where it is another', async () => {
      const card = await draw(task({ customer: far }));
      expect(fact(card, 'Customer’s local time')[0]).to.contain(clock('Pacific/Kiritimati'));
      const day = (timeZone?: string) =>
        new Intl.DateTimeFormat('en', { weekday: 'short', timeZone }).format();
      expect(fact(card, 'Customer’s local time')[0]).to.equal(
        day() === day(far.timeZone) ? clock(far.timeZone) : `${day(far.timeZone)} ${clock(far.timeZone)}`,
      );
    });

    it('the agent’s for all else', async () => {
      const at = instant();
      const card = await draw(task({ customer: far, scheduledStart: at, promisedAt: at }));
      expect(fact(card, 'Promised by')[0]).to.equal(clock());
      expect(value(card, 'Scheduled start')).to.match(/^\d\d:\d\d, .*\d\d:\d\d for the customer$/);
      expect(value(card, 'Scheduled start')).to.contain(`${clock()}, `);
    });

    it('once where both read the same', async () => {
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      const card = await draw(task({ customer: { ...customer, timeZone }, scheduledStart: instant() }));
      expect(value(card, 'Scheduled start')).to.equal(clock());
    });

    it('as they will read at the start, where the customer’s change between now and then', async () => {
      // Clocks in New York go back on 1 November 2026: 15:00 UTC is 11:00 before, 10:00 after.
      const session = new FakeSession([
        interaction(),
        task({
          customer: { ...customer, timeZone: 'America/New_York' },
          scheduledStart: '2026-11-02T15:00:00.000Z',
        }),
      ]);
      session.clock.set({ now: '2026-10-30T15:00:00.000Z', rate: 0 });
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      const card = document.createElement('callback-context-card');
      place.append(card);
      await settle(card);
      const agents = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
      const own = agents.format(Date.parse('2026-11-02T15:00:00.000Z'));
      expect(fact(card, 'local time')[0]).to.contain('11:00');
      expect(value(card, 'Scheduled start')).to.equal(
        own === '10:00' ? 'Mon 10:00' : `Mon ${own}, 10:00 for the customer`,
      );
    });

    it('names the day of another day, and the date of one far away', async () => {
      const card = await draw(task({ scheduledStart: instant(2 * 86_400) }));
      expect(value(card, 'Scheduled start')).to.match(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d/);
      const later = await draw(task({ scheduledStart: instant(60 * 86_400) }));
      expect(value(later, 'Scheduled start')).to.match(/^\w{3} \d{1,2}, \d{4}/);
    });
  });

  describe('the calling window', () => {
    const { customer } = task();
    const line = async (from: string, to: string, open: boolean, timeZone: string | null = 'UTC') =>
      fact(
        await draw(
          task({
            callingWindow: { from, to, open, changesAt: null },
            customer: { ...customer, timeZone },
          }),
        ),
        'local time',
      );

    it('inside: until when', async () => {
      expect((await line('08:00', '20:00', true))[1]).to.equal('Calling window until 20:00');
    });

    it('before and after: that it is outside, and when it would not be', async () => {
      expect((await line('08:00', '20:00', false))[1]).to.equal('Outside calling hours, 08:00 to 20:00');
    });

    it('over midnight', async () => {
      expect((await line('22:00', '06:00', true))[1]).to.equal('Calling window until 06:00');
      expect((await line('22:00', '06:00', false))[1]).to.equal('Outside calling hours, 22:00 to 06:00');
    });

    it('is the provider’s to say, whatever the clocks here read', async () => {
      expect((await line('00:00', '23:59', false))[1]).to.contain('Outside calling hours');
      expect((await line('00:00', '00:00', true))[1]).to.contain('Calling window');
    });

    it('also where the customer’s time is not known', async () => {
      for (const zone of [null, 'Mars/Olympus_Mons', '<b>'])
        expect(await line('08:00', '20:00', false, zone)).to.deep.equal([
          'Unknown',
          'Outside calling hours, 08:00 to 20:00',
        ]);
    });

    it('none: the time alone; neither: nothing', async () => {
      const alone = fact(await draw(task({ callingWindow: null })), 'local time');
      expect(alone[0]).to.match(/\d\d:\d\d$/);
      expect(alone[1]).to.equal(undefined);
      const neither = task({ callingWindow: null, customer: { ...customer, timeZone: null } });
      expect(fact(await draw(neither), 'local time')).to.deep.equal([undefined, undefined]);
    });

    it('changes when the provider says so, in sight', async () => {
      const card = await draw(task());
      card.task = fixtures.overdue();
      await card.updateComplete;
      expect(fact(card, 'local time')[1]).to.contain('Outside calling hours');
      expect(root(card).querySelector('.fact .late')).not.to.equal(null);
    });
  });

  it('says how a promise stands', async () => {
    const line = async (seconds: number) =>
      fact(await draw(task({ promisedAt: instant(seconds) })), 'Promised by')[1];
    expect(await line(480)).to.match(/^Due in [89] min$/);
    expect(await line(2 * 3600 + 10)).to.equal('Due in 2 hr');
    expect(await line(3 * 86_400)).to.equal('Due in 3 days');
    expect(await line(-720)).to.match(/^Overdue by 1[12] min$/);
    expect(await line(0)).to.match(/^Due (now|in 1 min)$/);
  });

  it('says that a promise was kept, or how late the customer was reached', async () => {
    expect(fact(await draw(fixtures.answered()), 'Promised by')[1]).to.equal('Kept');
    const [one] = fixtures.answered().attempts;
    const reached = (startedAt: string) =>
      task({ promisedAt: instant(-720), attempts: [{ ...one!, startedAt }] });
    const card = await draw(reached(instant(-300)));
    expect(fact(card, 'Promised by')[1]).to.match(/^Reached [67] min late$/);
    expect(fact(await draw({ ...reached(instant(-900)), closedAt: instant() }), 'Promised by')[1]).to.equal(
      'Kept',
    );
  });

  it('keeps a promise from the answer on, not from the end of the call', async () => {
    const record = task({
      promisedAt: instant(-720),
      attempts: [{ ...fixtures.answered().attempts[0]!, outcome: null, startedAt: instant(-780) }],
    });
    const card = await draw(record);
    expect(fact(card, 'Promised by')[1]).to.contain('Overdue');
    card.call = call({ answeredAt: null });
    await card.updateComplete;
    expect(fact(card, 'Promised by')[1]).to.contain('Overdue');
    card.call = call();
    await card.updateComplete;
    expect(fact(card, 'Promised by')[1]).to.equal('Kept');
    // A wrong number was no customer.
    card.task = task({ ...record, attempts: [{ ...record.attempts[0]!, outcome: 'wrong_number' }] });
    await card.updateComplete;
    expect(fact(card, 'Promised by')[1]).to.contain('Overdue');
  });

  it('lets a promise rest that nobody can keep any more', async () => {
    const gone = task({ promisedAt: instant(-720), closedAt: instant(-60) });
    expect(fact(await draw(gone), 'Promised by')[1]).to.equal(undefined);
  });

  it('counts attempts, with the limit where there is one, and the last outcome', async () => {
    expect(fact(await draw(task()), 'Attempts')).to.deep.equal(['0 of 3', undefined]);
    const two = fact(await draw(fixtures.scheduled()), 'Attempts');
    expect(two[0]).to.equal('2 of 3');
    expect(two[1]).to.match(/^Last: no answer, \w* ?\d\d:\d\d$/);
    const one = fact(await draw(fixtures.overdue()), 'Attempts');
    expect(one[0]).to.equal('1');
    expect(one[1]).to.match(/^Last: in progress, /);
  });

  it('lists attempts newest first', async () => {
    const card = await draw(fixtures.scheduled());
    const cells = [...root(card).querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()),
    );
    expect(cells.map(([number]) => number)).to.deep.equal(['2', '1']);
    expect(cells[0]!.slice(2)).to.deep.equal(['No answer', '+1 202-555-0143', 'Núria Puigdomènech']);
    expect(cells[1]!.slice(2)).to.deep.equal(['Busy', '+1 202-555-0178', '李 慧敏']);
    expect(root(await draw(task())).querySelector('table')).to.equal(null);
  });

  it('has a word for every outcome, and shows a strange one as it is', async () => {
    const outcomes: Record<AttemptOutcome, string> = {
      answered: 'Answered',
      no_answer: 'No answer',
      busy: 'Busy',
      failed: 'Failed',
      voicemail: 'Voicemail',
      declined: 'Declined',
      agent_hangup: 'Ended by the agent',
      customer_hangup: 'Customer hung up',
      transferred: 'Transferred',
      dropped: 'Dropped',
      wrong_number: 'Wrong number',
      no_agent: 'No agent was free',
    };
    const [one] = fixtures.answered().attempts;
    for (const [outcome, text] of [
      ...Object.entries(outcomes),
      ['fax_tone', 'fax_tone'],
      ['__proto__', '__proto__'],
      ['<b>', '<b>'],
    ] as const) {
      const card = await draw(
        task({ attempts: [{ ...one!, outcome: outcome as never, agentName: null, attempt: 7 }] }),
      );
      const cells = [...root(card).querySelectorAll('td')].map((cell) => cell.textContent.trim());
      expect(cells[0]).to.equal('7');
      expect(cells[1]).to.match(/\d\d:\d\d$/);
      expect(cells.slice(2)).to.deep.equal([text, '+1 202-555-0143', '']);
      expect(fact(card, 'Attempts')[1]).to.contain(`Last: ${text.toLowerCase()}, `);
    }
  });

  it('keeps source channel and path to callbacks that came through them', async () => {
    const bare = await draw(task({ sourceChannel: null, ivrPath: [] }));
    expect([value(bare, 'Source channel'), value(bare, 'IVR path')]).to.deep.equal([undefined, undefined]);
    const empty = await draw(task({ sourceChannel: '', ivrPath: ['', ''], scheduledBy: null }));
    expect([value(empty, 'Source channel'), value(empty, 'IVR path')]).to.deep.equal([undefined, undefined]);
    expect(value(empty, 'Queue')).to.equal('Card disputes, North America');
    // Each step by its own direction.
    const steps = [...root(await draw(fixtures.hostile())).querySelectorAll('dd bdi')].map(
      (one) => one.textContent,
    );
    expect(steps).to.include('الفواتير');
  });

  it('has no queue where an agent scheduled it and it came in nowhere', async () => {
    const here = { scheduledBy: 'Ana Lindqvist', ivrPath: [] };
    expect(value(await draw(task({ ...here, sourceChannel: null })), 'Queue')).to.equal(undefined);
    expect(value(await draw(task({ ...here, sourceChannel: '' })), 'Queue')).to.equal(undefined);
    expect(value(await draw(task({ ...here, sourceChannel: 'voice' })), 'Queue')).to.be.a('string');
    expect(value(await draw(task({ scheduledBy: null, sourceChannel: null })), 'Queue')).to.be.a('string');
  });

  it('leaves out context, agent and voicemail where there are none', async () => {
    const card = await draw(task({ context: null, scheduledBy: null, voicemail: null }));
    for (const label of ['Callback context', 'Agent-scheduled', 'Voicemail'])
      expect(value(card, label)).to.equal(undefined);
    expect(value(await draw(task({ voicemail: { duration: 600 } })), 'Voicemail')).to.equal(
      '0:01, left with the request',
    );
    expect(value(await draw(task({ voicemail: { duration: 3_725_000 } })), 'Voicemail')).to.contain(
      '1:02:05',
    );
  });

  it('says how consent stands: given, not given, unknown', async () => {
    const consent = async (changes: Partial<TaskRecord>) => value(await draw(task(changes)), 'Consent');
    expect(await consent({ consent: { given: true, at: null, text: null } })).to.equal('Given');
    expect(await consent({ consent: { given: false, at: null, text: 'by letter' } })).to.equal(
      'Not given, by letter',
    );
    expect(await consent({ consent: null })).to.equal('Unknown');
  });

  it('is there when the customer was called first, with their name', async () => {
    const record = task({ mode: 'customer_first', state: 'in_progress' });
    const card = await draw(record);
    card.interaction = interaction({ mode: 'customer_first', state: 'in_call', callId: 'call-1' });
    card.call = call();
    await card.updateComplete;
    expect(value(card, 'Name')).to.equal('Adaeze Okonkwo-Fitzgerald');
    expect(fact(card, 'Promised by')[0]).to.match(/\d\d:\d\d$/);
  });

  it('says that the customer must not be called', async () => {
    const card = await draw(fixtures.doNotCall());
    expect(value(card, 'Do not call')).to.equal('The customer asked not to be called.');
    expect(value(card, 'Consent')).to.equal('Not given');
    expect(value(await draw(task()), 'Do not call')).to.equal(undefined);
  });

  it('leaves out what is not there', async () => {
    const card = await draw(fixtures.sparse());
    const labels = [...root(card).querySelectorAll('dt')].map((one) => one.textContent);
    expect(labels).to.deep.equal(['Name', 'Callback type', 'Queue', 'Consent']);
    expect(value(card, 'Consent')).to.equal('Unknown');
    expect(fact(card, 'local time')).to.deep.equal([undefined, undefined]);
    expect(fact(card, 'Promised by')).to.deep.equal([undefined, undefined]);
    expect(fact(card, 'Attempts')[0]).to.equal('0');
    for (const make of Object.values(fixtures))
      expect(words(await draw(make()))).not.to.match(/null|undefined|NaN|Invalid|\[object/);
  });

  it('survives an unknown time zone, broken dates and unknown codes', async () => {
    const card = await draw(fixtures.broken());
    expect(value(card, 'Name')).to.equal('Adaeze Okonkwo-Fitzgerald');
    expect(value(card, 'Callback type')).to.equal('whenever');
    expect(value(card, 'Consent')).to.equal('Given');
    expect(value(card, 'Scheduled start')).to.equal(undefined);
    expect(fact(card, 'local time')).to.deep.equal(['Unknown', 'Calling window until 20:00']);
    expect(root(card).querySelectorAll('td')[2]?.textContent).to.equal('constructor');
  });

  it('takes hostile strings as text, within its width', async () => {
    const card = await draw(fixtures.hostile());
    expect(root(card).querySelector('img, script, a')).to.equal(null);
    expect(value(card, 'Name')).to.contain('<img src=x onerror');
    expect(value(card, 'Reason for the call')).to.equal('</dd><script>alert(1)</script>');
    expect(root(card).querySelectorAll('td')[3]?.textContent).to.contain('tel:<img');
    expect(card.scrollWidth).to.be.at.most(card.clientWidth);
    expect(root(card).querySelector('.card')!.scrollWidth).to.be.at.most(card.clientWidth);
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let card: CallbackContextCard;

    beforeEach(async () => {
      session = new FakeSession([interaction(), task()]);
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      card = document.createElement('callback-context-card');
      place.append(card);
      await settle(card);
    });

    it('takes the callback of the open interaction, and its changes', async () => {
      expect(reason(card)).to.equal('Billing Issue');
      session.put(next(task(), { reason: 'Order Issue' }));
      await settle(card);
      expect(reason(card)).to.equal('Order Issue');
    });

    it('takes the one that is asked for', async () => {
      session.put(
        interaction({ id: 'other', taskId: 'task-2' }),
        task({ id: 'task-2', reason: 'Other issue' }),
      );
      card.interactionId = 'other';
      await settle(card);
      expect(reason(card)).to.equal('Other issue');
      card.interactionId = 'nobody';
      await settle(card);
      expect(root(card).children).to.have.length(0);
    });

    it('ticks by the provider’s clock, minute by minute', async () => {
      const before = fact(card, 'local time')[0];
      session.clock.set({ now: new Date(session.clock.now() + 60_000).toISOString(), rate: 600 });
      await settle(card);
      const after = fact(card, 'local time')[0];
      expect(after).not.to.equal(before);
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect(fact(card, 'local time')[0]).not.to.equal(after);
    });
  });

  describe('changing the reason', () => {
    let session: FakeSession;
    let place: HTMLElement;
    let card: CallbackContextCard;

    const select = () => root(card).querySelector<HTMLSelectElement>('select');
    const button = (label: string) =>
      [...root(card).querySelectorAll<HTMLElement>('button')].find((one) => one.textContent.trim() === label);
    /** Id or words of what has the focus: an element that is not the one expected would be printed whole. */
    const focused = () => {
      const { activeElement } = root(card);
      return activeElement?.id || activeElement?.textContent.trim();
    };
    const said = () =>
      [...root(card).querySelectorAll('dd .why')].map((one) => one.textContent.replace(/\s+/g, ' ').trim());
    const announced = () => document.getElementById('cbk-polite')?.shadowRoot?.textContent ?? '';
    const sent = () => session.sent.map(({ command, id, payload }) => [command, id, payload]);
    const change = async () => {
      button('Change')!.focus();
      button('Change')!.click();
      await settle(card);
    };
    const choose = (chosen: string) => {
      select()!.value = chosen;
      select()!.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const save = async () => {
      button('Save reason')!.focus();
      button('Save reason')!.click();
      await settle(card);
    };
    /** As somebody else’s change of it arrives. */
    const other = async (to: string | null, version: number) => {
      session.put({ ...task(), version, reason: to });
      await settle(card);
    };
    const start = async (
      record: InteractionRecord = interaction(),
      its: TaskRecord = task(),
      has: SettingsRecord = settings(),
      loads = true,
    ) => {
      session = new FakeSession([record, its, has]);
      place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      card = document.createElement('callback-context-card');
      place.append(card);
      await settle(card);
      // What loads on demand comes late on a busy machine.
      if (loads && record.capabilities.editReason.visible) await waitUntil(() => button('Change'));
      await settle(card);
    };

    before(() => parts.reason());
    beforeEach(() => start());

    it('is only for those who may', async () => {
      const { reason: load } = parts;
      let loads = 0;
      parts.reason = () => {
        loads += 1;
        return load();
      };
      try {
        await start(interaction({ capabilities: capabilities('interaction', { editReason: hidden }) }));
        expect(!button('Change')).to.equal(true);
        expect(value(card, 'Reason for the call')).to.equal('Billing Issue');
        expect(loads).to.equal(0);
        await start();
        expect(!button('Change')).to.equal(false);
        expect(loads).to.equal(1);
      } finally {
        parts.reason = load;
      }
    });

    it('offers the provider’s reasons, at the one that stands, with the focus in them', async () => {
      await change();
      expect([...select()!.options].map((one) => one.text)).to.deep.equal(settings().reasons);
      expect(select()!.value).to.equal('Billing Issue');
      expect(focused()).to.equal('reason');
      expect(select()!.ariaLabel).to.equal('Reason for the call');
      expect(!button('Change')).to.equal(true);
    });

    it('asks with the task’s version, and is done when the provider says so', async () => {
      session.put(next(task(), { version: 7 }));
      await change();
      const heard: CallbackEditReasonEvent[] = [];
      card.addEventListener('callback-edit-reason', (event) => heard.push(event));
      choose('Order Issue');
      await save();
      expect(sent()).to.deep.equal([
        ['interaction.edit-reason', 'interaction-1', { reason: 'Order Issue', version: 7 }],
      ]);
      expect(heard[0]!.detail).to.deep.include({
        taskId: 'task-1',
        interactionId: 'interaction-1',
        customerId: 'customer-1',
        reason: 'Order Issue',
        version: 7,
      });
      expect(heard[0]!.bubbles && heard[0]!.composed && heard[0]!.cancelable).to.equal(true);
      expect(select()!.value).to.equal('Order Issue');
      await other('Order Issue', 8);
      expect(!select()).to.equal(true);
      expect(reason(card)).to.equal('Order Issue');
      expect(focused()).to.equal('Change');
      expect(said()).to.deep.equal([]);
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect(announced()).to.contain('Reason for the call: Order Issue');
    });

    it('is pending once, and waits with what was chosen', async () => {
      const answer = deferred<never>();
      session.answer = () => answer.promise;
      await change();
      choose('Order Issue');
      await save();
      await save();
      expect(sent()).to.have.length(1);
      expect(button('Save reason')!.ariaBusy).to.equal('true');
      expect([...select()!.options].filter((one) => !one.disabled).map((one) => one.value)).to.deep.equal([
        'Order Issue',
      ]);
      select()!.focus();
      await sendKeys({ press: 'Escape' });
      await settle(card);
      expect(select()!.value).to.equal('Order Issue');
      answer.reject(refusal('unavailable'));
      await settle(card);
      expect(said()[0]).to.contain('The provider cannot be reached.');
      session.answer = () => new Promise(() => {});
      button('Try again')!.click();
      await settle(card);
      expect(session.sent[1]).to.deep.equal(session.sent[0]);
    });

    it('takes an attempt meanwhile for what it is: no change of the reason', async () => {
      await change();
      choose('Order Issue');
      session.put(next(task(), { state: 'in_progress' }));
      await settle(card);
      expect(said()).to.deep.equal([]);
      expect(select()!.value).to.equal('Order Issue');
      await save();
      expect(sent()[0]![2]).to.deep.equal({ reason: 'Order Issue', version: 2 });
    });

    it('shows what somebody else makes of it meanwhile, and keeps what was chosen', async () => {
      await change();
      choose('Order Issue');
      await other('Product Issue', 2);
      expect(select()!.value).to.equal('Order Issue');
      expect(said()).to.deep.equal(['Somebody else changed it meanwhile. It is now Product Issue.']);
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect(announced()).to.contain('It is now Product Issue.');
      await other('<b>\u202e', 3);
      expect(said()).to.deep.equal(['Somebody else changed it meanwhile. It is now <b>\u202e.']);
      expect(root(card).querySelector('dd b')).to.equal(null);
      await other('Billing Issue', 4);
      expect(said()).to.deep.equal([]);
      await other(null, 5);
      expect(said()).to.deep.equal(['Somebody else changed it meanwhile. It is now None.']);
    });

    it('asks with the version before somebody else’s change; refused, with the one now seen', async () => {
      session.answer = () => Promise.reject(refusal('conflict'));
      await change();
      choose('Order Issue');
      await other('Product Issue', 2);
      await save();
      expect(sent()[0]![2]).to.deep.equal({ reason: 'Order Issue', version: 1 });
      expect(said()).to.deep.equal(['Somebody else changed it meanwhile.', 'It is now Product Issue.']);
      expect(select()!.value).to.equal('Order Issue');
      expect(focused()).to.equal('Save reason');
      expect(!button('Try again')).to.equal(true);
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      await save();
      expect(sent()[1]![2]).to.deep.equal({ reason: 'Order Issue', version: 2 });
      await other('Order Issue', 3);
      expect(!select()).to.equal(true);
      expect(focused()).to.equal('Change');
    });

    it('says so too where the refusal is faster than the record', async () => {
      session.answer = () => Promise.reject(refusal('conflict'));
      await change();
      choose('Order Issue');
      await save();
      expect(said()).to.deep.equal(['Somebody else changed it meanwhile.']);
      await other('Product Issue', 2);
      expect(said()).to.deep.equal(['Somebody else changed it meanwhile.', 'It is now Product Issue.']);
      await save();
      expect(sent()[1]![2]).to.deep.equal({ reason: 'Order Issue', version: 2 });
    });

    it('has nothing to ask where it stands so already', async () => {
      await change();
      await save();
      expect(!select()).to.equal(true);
      await change();
      choose('Order Issue');
      await other('Order Issue', 2);
      expect(!select()).to.equal(false);
      await save();
      expect(!select()).to.equal(true);
      expect(sent()).to.deep.equal([]);
    });

    it('goes back by Escape and by Cancel, to Change; Escape goes no further', async () => {
      let further = 0;
      place.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') further += 1;
      });
      await change();
      choose('Order Issue');
      await sendKeys({ press: 'Escape' });
      await settle(card);
      expect(!select()).to.equal(true);
      expect(focused()).to.equal('Change');
      expect(further).to.equal(0);
      await change();
      expect(select()!.value).to.equal('Billing Issue');
      button('Cancel')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(card);
      expect(focused()).to.equal('Change');
      expect(sent()).to.deep.equal([]);
    });

    it('is done by keyboard alone', async () => {
      button('Change')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(card);
      expect(focused()).to.equal('reason');
      await sendKeys({ type: 'Oth' });
      await sendKeys({ press: 'Tab' });
      expect(focused()).to.equal('Save reason');
      await sendKeys({ press: 'Enter' });
      await settle(card);
      expect(sent()[0]![2]).to.deep.equal({ reason: 'Other issue', version: 1 });
    });

    it('forgets a refusal with the choice that was refused', async () => {
      session.answer = () => Promise.reject(refusal('conflict'));
      await change();
      choose('Order Issue');
      await save();
      button('Cancel')!.click();
      await settle(card);
      expect(said()).to.deep.equal([]);
      await change();
      expect(said()).to.deep.equal([]);
    });

    it('is disabled with the reason, before and meanwhile', async () => {
      const no = (code: string) =>
        next(interaction(), {
          capabilities: capabilities('interaction', { editReason: disabled(code) }),
        });
      await change();
      choose('Order Issue');
      session.put(no('transfer_pending'));
      await settle(card);
      expect(select()!.value).to.equal('Order Issue');
      expect(select()!.ariaDisabled).to.equal('true');
      expect(button('Save reason')!.ariaDisabled).to.equal('true');
      expect(said()).to.deep.equal(['Locked until the transfer ends.']);
      await save();
      expect(sent()).to.deep.equal([]);
      await start(no('closed'));
      expect(button('Change')!.ariaDisabled).to.equal('true');
      expect(button('Change')!.getAttribute('aria-description')).to.equal('The callback is closed.');
      await change();
      expect(!select()).to.equal(true);
    });

    it('is disabled without a connection, and keeps what was chosen', async () => {
      await change();
      choose('Order Issue');
      session.connection = 'reconnecting';
      await settle(card);
      expect(said()).to.deep.equal(['Not connected.']);
      expect(select()!.value).to.equal('Order Issue');
    });

    it('ends where there is nothing to change any more; the focus stays in the card', async () => {
      await change();
      session.put(next(interaction(), { capabilities: capabilities('interaction', { editReason: hidden }) }));
      await settle(card);
      expect(!select()).to.equal(true);
      expect(focused()).to.equal('heading');
      session.put(next(next(interaction())));
      await settle(card);
      expect(!select()).to.equal(true);
      expect(!button('Change')).to.equal(false);
    });

    it('ends with another interaction', async () => {
      await change();
      session.put(interaction({ id: 'other', taskId: 'task-2' }), task({ id: 'task-2', reason: 'Mine' }));
      card.interactionId = 'other';
      await settle(card);
      expect(!select()).to.equal(true);
      expect(reason(card)).to.equal('Mine');
      expect(focused()).to.equal('Change');
    });

    it('is the host’s to refuse: what was chosen stays', async () => {
      card.addEventListener('callback-edit-reason', (event) => event.preventDefault(), { once: true });
      await change();
      choose('Order Issue');
      await save();
      expect(sent()).to.deep.equal([]);
      expect(select()!.value).to.equal('Order Issue');
      await save();
      expect(sent()).to.have.length(1);
    });

    it('needs no provider', async () => {
      card = await draw(task());
      card.interaction = interaction();
      card.settings = settings({ reasons: ['Billing Issue', 'Refund'] });
      await settle(card);
      await settle(card);
      await change();
      choose('Refund');
      const heard: unknown[] = [];
      card.addEventListener('callback-edit-reason', ({ detail }) => heard.push(detail.reason));
      await save();
      expect(heard).to.deep.equal(['Refund']);
      card.task = next(task(), { reason: 'Refund' });
      await settle(card);
      expect(reason(card)).to.equal('Refund');
    });

    it('is a method as well, with its failure beside the reason', async () => {
      session.answer = () => Promise.reject(refusal('conflict'));
      await card.editReason('Order Issue');
      await settle(card);
      expect(sent()[0]![2]).to.deep.equal({ reason: 'Order Issue', version: 1 });
      expect(said()).to.deep.equal(['Somebody else changed it meanwhile.']);
    });

    it('takes reasons as they come: none yet, strange, twice, markup, very long', async () => {
      const long = 'R'.repeat(300);
      await start(
        interaction(),
        task({ reason: null }),
        settings({ reasons: ['<b>', '<b>', '__proto__', long] }),
      );
      await change();
      expect([...select()!.options].map((one) => one.text)).to.deep.equal(['<b>', '__proto__', long, 'None']);
      expect(select()!.value).to.equal('');
      expect(card.scrollWidth).to.be.at.most(card.clientWidth);
      choose('__proto__');
      await save();
      expect(sent()[0]![2]).to.deep.equal({ reason: '__proto__', version: 1 });
      await start(interaction(), task({ reason: 'An old one' }));
      await change();
      expect(select()!.value).to.equal('An old one');
      choose('Order Issue');
      await other('An old one', 2);
      choose('An old one');
      expect(select()!.value).to.equal('An old one');
    });

    it('stays for reading where it could not be loaded', async () => {
      const { reason: load } = parts;
      parts.reason = () => Promise.reject(new Error('lost'));
      try {
        await start(undefined, undefined, undefined, false);
        expect(!button('Change')).to.equal(true);
        expect(value(card, 'Reason for the call')).to.equal('Billing Issue');
        await card.editReason('Order Issue');
        expect(sent()).to.deep.equal([]);
      } finally {
        parts.reason = load;
      }
    });

    it('is accessible at rest, disabled, open, refused', async () => {
      await expect(card).to.be.accessible();
      await change();
      await expect(card).to.be.accessible();
      session.answer = () => Promise.reject(refusal('conflict'));
      choose('Order Issue');
      await save();
      await other('Product Issue', 2);
      await expect(card).to.be.accessible();
      session.connection = 'reconnecting';
      await settle(card);
      await expect(card).to.be.accessible();
    });
  });

  it('is not drawn again within a minute', async () => {
    const card = await draw(task());
    let draws = 0;
    const requestUpdate = card.requestUpdate.bind(card);
    card.requestUpdate = (...given) => {
      draws += 1;
      requestUpdate(...given);
    };
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(draws).to.equal(0);
  });

  it('leaves nothing behind when it is removed', async () => {
    const session = new FakeSession([interaction(), task()]);
    let open = 0;
    const store = session.store as unknown as { select(...given: unknown[]): () => void };
    const select = store.select.bind(store);
    store.select = (...given) => {
      open += 1;
      const stop = select(...given);
      return () => {
        open -= 1;
        stop();
      };
    };
    const place = await fixture<HTMLElement>(html`<div></div>`);
    provide(place, session);
    const card = document.createElement('callback-context-card');
    for (let i = 0; i < 50; i++) {
      place.append(card);
      await card.updateComplete;
      card.remove();
    }
    expect(open).to.equal(0);
  });

  isAsDocumented({
    tag: 'callback-context-card',
    fixtures: {
      ...each(fixtures, (make) => draw(make(), true)),
      'while the reason is changed': async () => {
        const card = await draw(task());
        card.interaction = interaction();
        card.settings = settings();
        await parts.reason();
        await settle(card);
        root(card).querySelector('button')!.click();
        await settle(card);
        expect(root(card).querySelector('select')).to.not.equal(null);
        return card;
      },
    },
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import type { TaskRecord } from '../../contract/records.ts';
import { instant, interaction, next, task } from '../shared/testing/records.ts';
import { FakeSession, provide } from '../shared/testing/session.ts';
import { fixtures } from './callback-context-card.fixtures.ts';
import type { CallbackContextCard } from './callback-context-card.ts';
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

    it('names the day of another day, and the date of one far away', async () => {
      const card = await draw(task({ scheduledStart: instant(2 * 86_400) }));
      expect(value(card, 'Scheduled start')).to.match(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d/);
      const later = await draw(task({ scheduledStart: instant(60 * 86_400) }));
      expect(value(later, 'Scheduled start')).to.match(/^\w{3} \d{1,2}, \d{4}/);
    });
  });

  it('says whether it is inside the calling window', async () => {
    expect(fact(await draw(task()), 'local time')[1]).to.equal('Calling window until 20:00');
    expect(fact(await draw(fixtures.overdue()), 'local time')[1]).to.equal(
      'Outside calling hours, 08:00 to 20:00',
    );
    expect(fact(await draw(task({ callingWindow: null })), 'local time')[1]).to.equal(undefined);
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

  it('lets a promise rest that was kept, or that nobody can keep any more', async () => {
    expect(fact(await draw(fixtures.answered()), 'Promised by')[1]).to.equal(undefined);
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

  it('says that the customer must not be called', async () => {
    const card = await draw(fixtures.doNotCall());
    expect(value(card, 'Do not call')).to.equal('The customer asked not to be called.');
    expect(value(card, 'Consent')).to.equal('Not given');
    expect(value(await draw(task()), 'Do not call')).to.equal(undefined);
  });

  it('leaves out what is not there', async () => {
    const card = await draw(fixtures.sparse());
    const labels = [...root(card).querySelectorAll('dt')].map((one) => one.textContent);
    expect(labels).to.deep.equal(['Name', 'Callback type', 'Queue']);
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
    expect(fact(card, 'local time')[0]).to.equal(undefined);
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
      expect(value(card, 'Reason for the call')).to.equal('Billing Issue');
      session.put(next(task(), { reason: 'Order Issue' }));
      await settle(card);
      expect(value(card, 'Reason for the call')).to.equal('Order Issue');
    });

    it('takes the one that is asked for', async () => {
      session.put(
        interaction({ id: 'other', taskId: 'task-2' }),
        task({ id: 'task-2', reason: 'Other issue' }),
      );
      card.interactionId = 'other';
      await settle(card);
      expect(value(card, 'Reason for the call')).to.equal('Other issue');
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

  for (const [name, make] of Object.entries(fixtures))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make(), true)).to.be.accessible();
    });
});

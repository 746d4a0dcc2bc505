import { expect, fixture, html } from '@open-wc/testing';
import { a11ySnapshot, sendKeys, setViewport } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { TaskRecord } from '../../contract/records.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { agent, capabilities, disabled, instant, next, settings } from '../shared/testing/records.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import { parts as formParts } from './callback-list.actions.ts';
import type { CallbackOpenInteractionEvent, CallbackRescheduleEvent } from './callback-list.events.ts';
import { fixtures, withSettings } from './callback-list.fixtures.ts';
import { parts } from './callback-list.ts';
import type { CallbackList } from './callback-list.ts';
import './define.ts';

const wait = (time = 20) => new Promise((resolve) => setTimeout(resolve, time));
const { actions } = parts;
const { forms } = formParts;
const settle = async (list: CallbackList) => {
  await Promise.all([actions(), forms()]);
  await wait();
  await list.updateComplete;
};
const draw = async (tasks: readonly TaskRecord[], more: Partial<CallbackList> = {}) => {
  const list = await fixture<CallbackList>(
    html`<callback-list
      .tasks=${tasks}
      .settings=${withSettings()}
      .agentId=${'ana'}
      .timeZone=${'Europe/Berlin'}
    ></callback-list>`,
  );
  Object.assign(list, more);
  await settle(list);
  return list;
};
const root = (list: CallbackList) => list.shadowRoot!;
const textOf = (part: Element | null | undefined) => (part?.textContent ?? '').replace(/\s+/g, ' ').trim();
const words = (list: CallbackList) => textOf(list.shadowRoot as never);
const rows = (list: CallbackList, name: 'mine' | 'scheduled') => [
  ...root(list).querySelectorAll<HTMLElement>(`[data-list=${name}] .task`),
];
const row = (list: CallbackList, id: string) =>
  [...root(list).querySelectorAll<HTMLElement>('.task')].find((one) => one.dataset['id'] === id)!;
const button = (within: ParentNode, label: string) =>
  [...within.querySelectorAll<HTMLButtonElement>('button')].find(
    (one) => (one.ariaLabel ?? textOf(one)) === label || textOf(one) === label,
  )!;
const cells = (one: HTMLElement) => [...one.querySelectorAll('[role=rowheader],[role=cell]')].map(textOf);
const heads = (list: CallbackList, name: string) =>
  [...root(list).querySelectorAll(`[data-list=${name}] [role=columnheader]`)].map(textOf);
const labelled = (list: CallbackList, label: string) => {
  const named = [...root(list).querySelectorAll('label')].find((one) => textOf(one).startsWith(label));
  return named?.htmlFor ? root(list).getElementById(named.htmlFor) : named?.querySelector('input');
};
const field = (list: CallbackList, label: string) => labelled(list, label) as HTMLInputElement;
const choices = (list: CallbackList, label: string) => labelled(list, label) as HTMLSelectElement;
const type = async (list: CallbackList, value: string) => {
  const input = field(list, 'Date and time');
  input.value = value;
  input.dispatchEvent(new Event('input'));
  await settle(list);
};
const pick = async (list: CallbackList, label: string, value: string) => {
  const select = choices(list, label);
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await settle(list);
};
const press = async (list: CallbackList, one: HTMLElement) => {
  one.focus();
  one.click();
  await settle(list);
};
const output = (list: CallbackList) => textOf(root(list).querySelector('output'));
const submit = (list: CallbackList, label: string) => button(root(list).querySelector('form')!, label);
const focused = (list: CallbackList) => root(list).activeElement;
/** In words, since what fails here would print the whole document. */
const focusOn = (list: CallbackList, one: Element) =>
  focused(list) === one ? 'there' : `on ${focused(list)?.localName}: ${textOf(focused(list))}`;
const said = async () => {
  await wait(150);
  return document.getElementById('cbk-polite')?.shadowRoot?.textContent ?? '';
};
const hear = (list: CallbackList, name: string) => {
  const heard: CustomEvent<Record<string, unknown>>[] = [];
  list.addEventListener(name, (event) => heard.push(event as never));
  return heard;
};
const [first, second, late, due] = ['task-1', 'task-5', 'task-4', 'task-2'] as const;

describe('callback-list', () => {
  it('is two tables under two headings', async () => {
    const list = await draw(fixtures.both());
    expect([...root(list).querySelectorAll('h2')].map(textOf)).to.deep.equal([
      'My callbacks',
      'Scheduled callbacks',
    ]);
    expect(heads(list, 'mine')).to.deep.equal([
      'Task number',
      'Customer',
      'Number',
      'Type',
      'Reason',
      'State',
      'Actions',
    ]);
    expect(heads(list, 'scheduled')).to.deep.equal([
      'Task number',
      'Customer',
      'Number',
      'Scheduled start',
      'Reason',
      'Actions',
    ]);
    expect(cells(rows(list, 'mine')[0]!).slice(0, 6)).to.deep.equal([
      'CBT0001042',
      'Adaeze Okonkwo-Fitzgerald',
      '+1 202-555-0143',
      'ASAP',
      'Billing Issue',
      'In progress',
    ]);
    const [number, name, phone, start, reason] = cells(row(list, due));
    expect([number, name, phone, reason]).to.deep.equal([
      'CBT0001043',
      '佐藤 美咲',
      '+81 355 550 182',
      'Customer Survey',
    ]);
    expect(start).to.match(/^(\w{3} )?\d\d:\d\d Due in [78] min$/);
  });

  it('orders mine by open and newest, scheduled by their time', async () => {
    const list = await draw([...fixtures.both()].reverse());
    expect(rows(list, 'mine').map((one) => one.dataset['id'])).to.deep.equal([first, second, 'task-3']);
    expect(rows(list, 'scheduled').map((one) => one.dataset['id'])).to.deep.equal([
      late,
      due,
      'task-6',
      'task-7',
    ]);
  });

  it('shows what is late in words, and the number that was asked for', async () => {
    const list = await draw(fixtures.both());
    expect(textOf(row(list, late))).to.match(/Overdue by [23] min/);
    expect(cells(row(list, 'task-6'))[2]).to.equal('+1 202-555-0178');
    expect(textOf(row(list, 'task-7'))).to.contain('Due in 12 days');
  });

  it('shows one list where the host says so', async () => {
    const list = await draw(fixtures.both(), { only: 'mine' });
    expect(words(list)).to.contain('My callbacks').and.not.contain('Scheduled callbacks');
    expect(textOf(button(root(list), 'Schedule callback'))).to.equal('Schedule callback');
    list.only = 'scheduled';
    await settle(list);
    expect(words(list)).to.contain('Scheduled callbacks').and.not.contain('My callbacks');
  });

  it('leaves out what is neither mine nor scheduled and nobody’s', async () => {
    const [mine, , , scheduled] = fixtures.both() as [TaskRecord, unknown, unknown, TaskRecord];
    const list = await draw([
      { ...mine, ownerId: 'ben' },
      { ...scheduled, id: 'a', ownerId: 'ben' },
      { ...scheduled, id: 'b', state: 'offered' },
      { ...scheduled, id: 'c', type: 'asap', state: 'queued' },
    ]);
    expect(rows(list, 'mine').length).to.equal(0);
    expect(rows(list, 'scheduled').length).to.equal(0);
    expect(words(list)).to.contain('No callbacks of yours').and.contain('No scheduled callbacks');
  });

  it('has words for each state, and shows a code of somebody else’s as it is', async () => {
    const list = await draw(fixtures.states());
    expect(rows(list, 'mine').map((one) => cells(one)[5])).to.deep.equal([
      'Scheduled',
      'Queued',
      'Offered',
      'Assigned',
      'In progress',
      'Closed, complete',
      'Closed, abandoned',
      'Cancelled',
    ]);
    expect(cells(rows(await draw(fixtures.broken()), 'mine')[0]!).slice(3, 6)).to.deep.equal([
      '__proto__',
      'Billing Issue',
      'constructor',
    ]);
  });

  it('tells which interaction is to be opened, and only of what is open', async () => {
    const list = await draw(fixtures.both());
    const heard: CallbackOpenInteractionEvent[] = [];
    const listen = (event: CallbackOpenInteractionEvent) => heard.push(event);
    document.addEventListener('callback-open-interaction', listen);
    button(row(list, first), 'Open').click();
    list.openInteraction(second);
    list.openInteraction(due);
    document.removeEventListener('callback-open-interaction', listen);
    expect(heard.map(({ detail }) => detail.interactionId)).to.deep.equal(['interaction-1', 'interaction-5']);
    expect(heard[0]!.cancelable).to.equal(false);
    expect(heard[0]!.detail.taskId).to.equal(first);
    expect(textOf(row(list, 'task-3'))).to.not.contain('Open');
  });

  it('offers nothing where nothing is visible, and loads nothing for it', async () => {
    const list = await draw(fixtures.readOnly());
    expect([...root(list).querySelectorAll('button')].map(textOf)).to.deep.equal(['Open', 'Open']);
    await list.schedule();
    await list.reschedule(due);
    await list.cancel(due);
    await settle(list);
    expect(root(list).querySelectorAll('form').length).to.equal(0);
  });

  it('says why, once, where nothing can be done', async () => {
    const list = await draw(fixtures.blocked());
    expect(words(list).match(/You are signed out\./g)).to.have.length(1);
    const one = button(row(list, due), 'Reschedule');
    expect(one.ariaDisabled).to.equal('true');
    expect(one.getAttribute('aria-description')).to.equal('You are signed out.');
    await press(list, one);
    await press(list, button(row(list, due), 'Cancel callback'));
    await press(list, button(root(list), 'Schedule callback'));
    expect(root(list).querySelectorAll('form').length).to.equal(0);
  });

  it('keeps what can seldom be done with one’s own in a menu, with the reason', async () => {
    const list = await draw(fixtures.both());
    const dots = row(list, first).querySelector<HTMLElement>('.dots')!;
    expect(dots.ariaLabel).to.equal('More for Adaeze Okonkwo-Fitzgerald');
    await press(list, dots);
    expect(textOf(row(list, first).querySelector('[role=menu]'))).to.equal(
      'RescheduleThis is not possible now. Cancel callbackThis is not possible now.',
    );
  });

  describe('schedule', () => {
    it('asks for customer, number, time and reason, and says the customer’s time', async () => {
      const list = await draw(fixtures.both());
      const heard = hear(list, 'callback-schedule');
      await press(list, button(root(list), 'Schedule callback'));
      const customer = choices(list, 'Customer');
      expect(focusOn(list, customer)).to.equal('there');
      expect([...customer.options].map(textOf)).to.deep.equal([
        'Adaeze Okonkwo-Fitzgerald',
        '佐藤 美咲',
        'Siobhán Ní Dhomhnaill',
        'ليلى حداد',
        'Олександра Ковальчук-Вишневецька',
        'Ioane Faleolo',
        'Nguyễn Thị Minh Khai',
      ]);
      expect(choices(list, 'Reason').value).to.equal('Billing Issue');
      expect(words(list)).to.contain('Choose a date and time.');
      expect(output(list)).to.match(/^For the customer it is .*\d\d:\d\d now America\/New_York, GMT-[45]$/);
      await press(list, submit(list, 'Schedule callback'));
      expect(heard.length).to.equal(0);
      await type(list, '2099-12-03T15:45');
      expect(output(list)).to.equal('For the customer Thu, Dec 3, 09:45 America/New_York, GMT-5');
      await pick(list, 'Number', 'office');
      await pick(list, 'Reason', 'Order Issue');
      await press(list, submit(list, 'Schedule callback'));
      expect(heard.length).to.equal(1);
      const { detail } = heard[0]!;
      expect(structuredClone(detail)).to.deep.include({
        taskId: first,
        customerId: 'customer-1',
        numberId: 'office',
        at: '2099-12-03T14:45:00.000Z',
        reason: 'Order Issue',
      });
      expect(heard[0]!.type).to.equal(commands['task.schedule'].event);
      expect(root(list).querySelectorAll('form').length).to.equal(0);
      expect(focusOn(list, button(root(list), 'Schedule callback'))).to.equal('there');
      expect(await said()).to.contain('Adaeze Okonkwo-Fitzgerald: Scheduled for Dec 3, 2099, 15:45');
    });

    it('takes the other customer’s number and zone, and templates of the host’s', async () => {
      const [, , , , , apia] = fixtures.both() as [...TaskRecord[]];
      const list = await draw(fixtures.mineOnly(), {
        templates: [apia!, { ...apia!, requestedAt: instant() }],
      });
      await list.schedule();
      await settle(list);
      // The newest first, each once.
      expect([...choices(list, 'Customer').options].map(textOf)).to.deep.equal([
        'Ioane Faleolo',
        'Adaeze Okonkwo-Fitzgerald',
      ]);
      await pick(list, 'Customer', 'customer-1');
      expect(output(list)).to.contain('America/New_York');
      await pick(list, 'Customer', 'customer-6');
      expect(output(list)).to.contain('Pacific/Apia');
      expect(choices(list, 'Number').value).to.equal('office');
    });

    it('needs a reason where there are some, a number, and a time to come', async () => {
      const [mine] = fixtures.mineOnly() as [TaskRecord];
      const list = await draw([{ ...mine, reason: 'Something else' }]);
      await list.schedule();
      await type(list, '2099-12-03T15:45');
      expect(words(list)).to.contain('Choose a reason.');
      await pick(list, 'Reason', 'Order Issue');
      expect(submit(list, 'Schedule callback').ariaDisabled).to.equal(null);
      await type(list, '2019-12-03T15:45');
      expect(words(list)).to.contain('That time has passed.');
      list.tasks = [next(mine, { customer: { ...mine.customer, numbers: [] } })];
      await settle(list);
      expect(words(list)).to.contain('This customer has no number.');
    });

    it('is put away by Back and by Escape, and keeps what was chosen until then', async () => {
      const list = await draw(fixtures.both());
      const opener = button(root(list), 'Schedule callback');
      await press(list, opener);
      await type(list, '2099-12-03T15:45');
      await press(list, opener);
      expect(field(list, 'Date and time').value).to.equal('2099-12-03T15:45');
      await press(list, button(root(list), 'Back'));
      expect(root(list).querySelectorAll('form').length).to.equal(0);
      expect(focusOn(list, opener)).to.equal('there');
      await sendKeys({ press: 'Enter' });
      await settle(list);
      expect(field(list, 'Date and time').value).to.equal('');
      await sendKeys({ press: 'Escape' });
      await settle(list);
      expect(root(list).querySelectorAll('form').length).to.equal(0);
      expect(focusOn(list, opener)).to.equal('there');
    });

    it('works by keyboard alone', async () => {
      const list = await draw(fixtures.both());
      const heard = hear(list, 'callback-reschedule');
      button(row(list, 'task-6'), 'Reschedule').focus();
      await sendKeys({ press: 'Enter' });
      await settle(list);
      expect(focusOn(list, field(list, 'Date and time'))).to.equal('there');
      await sendKeys({ press: 'Enter' });
      await settle(list);
      expect(heard.length).to.equal(1);
    });
  });

  describe('reschedule', () => {
    it('says what the time is for the customer once it is typed, not with each part of it', async () => {
      const [, , , one] = fixtures.both() as [...TaskRecord[]];
      const list = await draw([{ ...one!, scheduledStart: '2099-06-01T10:00:00.000Z' }]);
      await press(list, button(row(list, due), 'Reschedule'));
      const input = field(list, 'Date and time');
      expect(root(list).querySelector('output')!.ariaLive).to.equal('off');
      expect(input.getAttribute('aria-describedby')).to.equal(root(list).querySelector('output')!.id);
      for (const day of ['03', '04', '05']) await type(list, `2099-06-${day}T12:00`);
      await wait(1100);
      const all = await said();
      expect(all).to.contain('For the customer Fri, Jun 5, 19:00 Asia/Tokyo, GMT+9');
      expect(all).to.not.contain('Jun 4');
    });

    it('shows the time as it is, and the customer’s zone; sends the version that was seen', async () => {
      const [, , , one] = fixtures.both() as [...TaskRecord[]];
      const list = await draw([{ ...one!, version: 7, scheduledStart: '2099-06-01T10:00:00.000Z' }]);
      const heard = hear(list, 'callback-reschedule');
      await press(list, button(row(list, due), 'Reschedule'));
      const input = field(list, 'Date and time');
      expect(focusOn(list, input)).to.equal('there');
      expect(input.value).to.equal('2099-06-01T12:00');
      expect(output(list)).to.equal('For the customer Mon, Jun 1, 19:00 Asia/Tokyo, GMT+9');
      await type(list, '2099-06-02T12:00');
      await press(list, submit(list, 'Reschedule'));
      expect(heard[0]!.detail).to.deep.include({ taskId: due, at: '2099-06-02T10:00:00.000Z', version: 7 });
      expect(heard[0]!.detail).not.to.have.property('reason');
      expect(focusOn(list, button(row(list, due), 'Reschedule'))).to.equal('there');
    });

    it('takes the customer’s clock where it is meant, and shows the agent’s', async () => {
      const list = await draw(fixtures.both());
      const heard = hear(list, 'callback-reschedule');
      await list.reschedule(due);
      await type(list, '2099-06-02T12:00');
      await press(list, field(list, 'The customer’s, Asia/Tokyo'));
      expect(output(list)).to.equal('For you Tue, Jun 2, 05:00 Europe/Berlin, GMT+2');
      await press(list, submit(list, 'Reschedule'));
      expect(heard[0]!.detail['at']).to.equal('2099-06-02T03:00:00.000Z');
    });

    it('does not send a time that does not exist as another', async () => {
      const list = await draw(fixtures.both());
      const heard = hear(list, 'callback-reschedule');
      await list.reschedule(due);
      await type(list, '2099-03-29T02:30');
      expect(output(list)).to.equal(
        'Clocks in Europe/Berlin are put forward over this time: it does not exist on that day.',
      );
      await press(list, submit(list, 'Reschedule'));
      expect(heard.length).to.equal(0);
      // It exists by the customer's clock.
      await press(list, field(list, 'The customer’s'));
      await press(list, submit(list, 'Reschedule'));
      expect(heard[0]!.detail['at']).to.equal('2099-03-28T17:30:00.000Z');
    });

    it('asks which of two', async () => {
      const list = await draw(fixtures.both());
      const heard = hear(list, 'callback-reschedule');
      await list.reschedule(due);
      await type(list, '2099-10-25T02:30');
      expect(words(list)).to.contain('Clocks are put back: this time comes twice.');
      expect(words(list)).to.contain('Choose which of the two.');
      await press(list, submit(list, 'Reschedule'));
      expect(heard.length).to.equal(0);
      await press(list, field(list, 'The earlier, GMT+2'));
      expect(output(list)).to.contain('Sun, Oct 25, 09:30');
      await press(list, field(list, 'The later, GMT+1'));
      expect(output(list)).to.contain('Sun, Oct 25, 10:30');
      await press(list, submit(list, 'Reschedule'));
      expect(heard[0]!.detail['at']).to.equal('2099-10-25T01:30:00.000Z');
    });

    it('says so where the customer’s zone is not known, or the same', async () => {
      const broken = await draw(fixtures.broken());
      await broken.reschedule('x"] > <b> __proto__');
      await settle(broken);
      expect(output(broken)).to.equal('The customer’s time zone is not known.');
      expect(root(broken).querySelectorAll('[type=radio]').length).to.equal(0);
      const list = await draw(fixtures.both(), { timeZone: 'Asia/Tokyo' });
      await list.reschedule(due);
      await settle(list);
      expect(output(list)).to.equal('The customer has the same time as you, Asia/Tokyo.');
    });
  });

  describe('cancel', () => {
    it('asks first, and No and Escape put the question away', async () => {
      const list = await draw(fixtures.both());
      const heard = hear(list, 'callback-cancel');
      const opener = () => button(row(list, due), 'Cancel callback');
      await press(list, opener());
      expect(textOf(row(list, due))).to.contain('Cancel this callback?');
      expect(focusOn(list, button(row(list, due), 'No'))).to.equal('there');
      await press(list, button(row(list, due), 'No'));
      expect(focusOn(list, opener())).to.equal('there');
      await sendKeys({ press: 'Enter' });
      await settle(list);
      await sendKeys({ press: 'Escape' });
      await settle(list);
      expect(focusOn(list, opener())).to.equal('there');
      expect(heard.length).to.equal(0);
      await press(list, opener());
      await press(list, button(row(list, due), 'Yes, cancel it'));
      expect(heard.map(({ detail }) => detail['taskId'])).to.deep.equal([due]);
    });

    it('is not answered by the second half of a double click', async () => {
      const list = await draw(fixtures.both());
      const heard = hear(list, 'callback-cancel');
      await press(list, button(row(list, due), 'Cancel callback'));
      button(row(list, due), 'Yes, cancel it').dispatchEvent(new MouseEvent('click', { detail: 2 }));
      await settle(list);
      expect(heard.length).to.equal(0);
    });
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let list: CallbackList;
    const now = () => session.store.get('task', due)!;

    beforeEach(async () => {
      session = new FakeSession([agent(), settings(), ...fixtures.both()]);
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      list = document.createElement('callback-list');
      list.timeZone = 'Europe/Berlin';
      place.append(list);
      await settle(list);
    });

    it('takes the callbacks, the agent and the reasons', async () => {
      expect(rows(list, 'mine').length).to.equal(3);
      expect(rows(list, 'scheduled').length).to.equal(4);
      await list.schedule();
      await settle(list);
      expect(choices(list, 'Reason').options.length).to.equal(8);
    });

    it('shows what is pending, keeps what was chosen when refused, and tries again', async () => {
      const answer = deferred<never>();
      session.answer = () => answer.promise;
      await list.reschedule(due);
      await type(list, '2099-06-02T12:00');
      await press(list, submit(list, 'Reschedule'));
      expect(submit(list, 'Reschedule').ariaBusy).to.equal('true');
      expect(words(list)).to.contain('Sending.');
      await press(list, submit(list, 'Reschedule'));
      expect(session.sent).to.have.length(1);
      answer.reject(refusal('unavailable'));
      await settle(list);
      expect(textOf(root(list).querySelector('[role=alert]'))).to.contain('The provider cannot be reached.');
      expect(field(list, 'Date and time').value).to.equal('2099-06-02T12:00');
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.0' });
      await press(list, button(root(list), 'Try again'));
      expect(session.sent).to.have.length(2);
      expect(session.sent[1]!.key).to.equal(session.sent[0]!.key);
      expect(root(list).querySelectorAll('form').length).to.equal(0);
      expect(focusOn(list, button(row(list, due), 'Reschedule'))).to.equal('there');
    });

    it('says that somebody else changed it, with what it is now, and then sends that version', async () => {
      await list.reschedule(due);
      await type(list, '2099-06-02T12:00');
      session.put(next(now(), { scheduledStart: '2099-01-05T08:00:00.000Z' }));
      await settle(list);
      session.answer = () => Promise.reject(refusal('conflict', { record: now() }));
      await press(list, submit(list, 'Reschedule'));
      expect(session.sent[0]!.payload).to.deep.include({ version: 1 });
      expect(textOf(root(list).querySelector('[role=alert]'))).to.equal(
        'Somebody else changed it meanwhile. It is scheduled for Jan 5, 2099, 09:00 now. What you chose is not sent yet.',
      );
      expect(root(list).querySelectorAll('[role=alert]').length).to.equal(1);
      expect(field(list, 'Date and time').value).to.equal('2099-06-02T12:00');
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      await press(list, submit(list, 'Reschedule'));
      expect(session.sent[1]!.payload).to.deep.equal({ at: '2099-06-02T10:00:00.000Z', version: 2 });
      expect(root(list).querySelectorAll('form').length).to.equal(0);
    });

    it('takes the record that the refusal carries, where it comes first', async () => {
      await list.reschedule(due);
      await type(list, '2099-06-02T12:00');
      const theirs = next(now(), { version: 5, scheduledStart: '2099-01-05T08:00:00.000Z' });
      session.answer = () => Promise.reject(refusal('conflict', { record: theirs }));
      await press(list, submit(list, 'Reschedule'));
      expect(words(list)).to.contain('It is scheduled for Jan 5, 2099, 09:00 now.');
      await press(list, submit(list, 'Reschedule'));
      expect(session.sent[1]!.payload).to.deep.include({ version: 5 });
    });

    it('says what the provider says of a time that it does not take', async () => {
      session.answer = () => Promise.reject(refusal('not_possible', { reason: 'not_bookable' }));
      await list.schedule();
      await type(list, '2099-06-02T12:00');
      await press(list, submit(list, 'Schedule callback'));
      expect(textOf(root(list).querySelector('[role=alert]'))).to.equal(
        'Choose a time between a minute and 30 days from now.',
      );
      expect(field(list, 'Date and time').value).to.equal('2099-06-02T12:00');
    });

    it('keeps the form where the document vetoes, and closes it where a host did it', async () => {
      let act = (event: CallbackRescheduleEvent) => event.preventDefault();
      const listen = (event: CallbackRescheduleEvent) => act(event);
      document.addEventListener('callback-reschedule', listen);
      await list.reschedule(due);
      await type(list, '2099-06-02T12:00');
      await press(list, submit(list, 'Reschedule'));
      expect(root(list).querySelectorAll('form').length).to.equal(1);
      act = (event) => event.respondWith(Promise.resolve(false));
      await press(list, submit(list, 'Reschedule'));
      expect(root(list).querySelectorAll('form').length).to.equal(1);
      act = (event) => event.respondWith(Promise.resolve());
      await press(list, submit(list, 'Reschedule'));
      expect(root(list).querySelectorAll('form').length).to.equal(0);
      document.removeEventListener('callback-reschedule', listen);
      expect(session.sent).to.be.empty;
    });

    it('hands the focus on when a row leaves, and says what became of it', async () => {
      await press(list, button(row(list, due), 'Reschedule'));
      session.put(next(now(), { state: 'offered' }));
      await settle(list);
      expect(focusOn(list, row(list, 'task-6'))).to.equal('there');
      expect(focused(list)?.ariaLabel, 'a row is called as its customer').to.equal(
        textOf(row(list, 'task-6').querySelector('.who')),
      );
      expect(await said()).to.contain('佐藤 美咲: Offered');
      for (const id of [late, 'task-6', 'task-7']) session.remove({ kind: 'task', id });
      await settle(list);
      expect(textOf(focused(list))).to.equal('Scheduled callbacks');
      expect(await said()).to.contain('Ioane Faleolo: No longer in the list');
    });

    it('says once that a callback is cancelled, also where it goes out of sight', async () => {
      session.answer = async () => {
        session.remove({ kind: 'task', id: late });
        await wait(5);
        return { outcome: 'performed', asOf: 'fake.1' };
      };
      await press(list, button(row(list, late), 'Cancel callback'));
      await press(list, button(row(list, late), 'Yes, cancel it'));
      expect(focusOn(list, row(list, due))).to.equal('there');
      const text = await said();
      expect(text.match(/ليلى حداد: Cancelled/g)).to.have.length(1);
      expect(text).not.to.contain('ليلى حداد: No longer');
    });

    it('says what became of it where the cancel came too late', async () => {
      session.answer = () => {
        session.put(next(session.store.get('task', 'task-7')!, { state: 'offered' }));
        return wait(5).then(() => Promise.reject(refusal('not_possible')));
      };
      await press(list, button(row(list, 'task-7'), 'Cancel callback'));
      await press(list, button(row(list, 'task-7'), 'Yes, cancel it'));
      expect(await said()).to.contain('Nguyễn Thị Minh Khai: Offered');
    });

    it('keeps the focus on a row that moves', async () => {
      button(row(list, due), 'Reschedule').focus();
      session.put(next(now(), { scheduledStart: instant(30 * 86_400) }));
      await settle(list);
      expect(rows(list, 'scheduled').at(-1)!.dataset['id']).to.equal(due);
      expect(focusOn(list, button(row(list, due), 'Reschedule'))).to.equal('there');
    });

    it('keeps what is half typed while the screen changes', async () => {
      await press(list, button(row(list, due), 'Reschedule'));
      await type(list, '2099-06-02T12:00');
      session.put(next(session.store.get('task', late)!, { reason: 'Order Issue' }));
      await settle(list);
      expect(field(list, 'Date and time').value).to.equal('2099-06-02T12:00');
      expect(focusOn(list, field(list, 'Date and time'))).to.equal('there');
    });

    it('can do nothing without a connection, and says so once', async () => {
      session.connection = 'reconnecting';
      await settle(list);
      expect(words(list).match(/Not connected\./g)!.length).to.be.at.most(7);
      expect(button(row(list, due), 'Reschedule').ariaDisabled).to.equal('true');
      expect(
        [...root(list).querySelectorAll('p.why')].filter((one) => textOf(one) === 'Not connected.'),
      ).to.have.length(1);
    });

    it('says with each minute of the provider’s clock how late it is', async () => {
      const lateness = () => /Overdue by \d+ min/.exec(textOf(row(list, late)))?.[0];
      expect(lateness()).to.match(/by [23] min/);
      session.clock.set({ now: new Date(session.clock.now() + 600_000).toISOString(), rate: 0 });
      await wait(100);
      await settle(list);
      expect(lateness()).to.match(/by 1[23] min/);
    });

    it('leaves no selection behind', async () => {
      const { left, once, again } = await attachOften(list, session.store, wait);
      expect(left).to.equal(0);
      expect(again).to.equal(once);
    });
  });

  it('says so where the forms cannot be loaded, and tries again at the next press', async () => {
    formParts.forms = () => Promise.reject(new Error('offline'));
    const list = await draw(fixtures.both());
    const settled = async () => {
      await wait();
      await list.updateComplete;
    };
    button(row(list, due), 'Reschedule').click();
    await settled();
    expect(textOf(row(list, due).querySelector('[role=alert]'))).to.equal('That did not work.');
    button(root(list), 'Schedule callback').click();
    await settled();
    expect(textOf(root(list).querySelector('[role=alert]'))).to.equal('That did not work.');
    formParts.forms = forms;
    await press(list, button(row(list, due), 'Reschedule'));
    expect(root(list).querySelectorAll('form').length).to.equal(1);
    expect(root(list).querySelectorAll('[role=alert]').length).to.equal(0);
  });

  it('takes hostile strings as text, and stays within its width', async () => {
    for (const width of [320, 800, 1200]) {
      await setViewport({ width, height: 800 });
      const list = await draw(fixtures.hostile());
      await list.schedule();
      await list.reschedule(due);
      await settle(list);
      expect(root(list).querySelectorAll('img, script, b > b').length).to.equal(0);
      expect(words(list)).to.contain('<img src=x onerror="alert(1)">');
      const { right } = list.getBoundingClientRect();
      for (const part of root(list).querySelectorAll('[role=cell], [role=rowheader], .btn, .field, h2'))
        if (!part.closest('[popover]'))
          expect(part.getBoundingClientRect().right, `${width} ${part.className}`).to.be.at.most(right - 15);
      expect(document.documentElement.scrollWidth, `${width}`).to.be.at.most(width);
      list.remove();
    }
    await setViewport({ width: 800, height: 600 });
  });

  it('has targets of 24 px at least', async () => {
    const list = await draw(fixtures.both());
    await list.schedule();
    await list.reschedule(due);
    await settle(list);
    for (const part of root(list).querySelectorAll('.btn, .field, fieldset label')) {
      if (part.closest('[popover]')) continue;
      const { width, height } = part.getBoundingClientRect();
      expect(Math.min(width, height), part.className).to.be.at.least(24);
    }
  });

  it('skips what is scrolled away of 1,000, which the first screens are not', async () => {
    const list = await draw(fixtures.many());
    const all = rows(list, 'scheduled');
    expect(all.length).to.equal(1000);
    const skipped = (one: HTMLElement) => getComputedStyle(one).contentVisibility === 'auto';
    expect(all.findIndex(skipped)).to.equal(50);
    expect(all.slice(50).every(skipped)).to.equal(true);
    // One that is not drawn yet is as high as those that are, so that the scroll bar tells the truth.
    const drawn = all[10]!.getBoundingClientRect().height;
    expect(Math.abs(all[990]!.getBoundingClientRect().height - drawn)).to.be.at.most(12);
    const tree = JSON.stringify(await a11ySnapshot({}));
    expect(tree).to.contain('CBT0001042').and.contain('CBT0001091');
    list.remove();
  });

  it('is a table for who listens, however it is drawn', async () => {
    for (const width of [320, 1200]) {
      await setViewport({ width, height: 800 });
      const list = await draw(fixtures.both());
      const tree = JSON.stringify(await a11ySnapshot({}));
      for (const text of ['Task number', 'Scheduled start', 'CBT0001042', '+1 202-555-0143'])
        expect(tree, `${width}`).to.contain(text);
      list.remove();
    }
    await setViewport({ width: 800, height: 600 });
  });

  const withForms = async () => {
    const list = await draw(fixtures.both());
    await list.schedule();
    await list.reschedule(due);
    await type(list, '2099-10-25T02:30');
    return list;
  };
  const { many: _, ...few } = fixtures;
  isAsDocumented({
    tag: 'callback-list',
    attributes: { 'time-zone': ['Europe/Berlin', 'Europe/Berlin'] },
    fixtures: {
      ...each(few, (make) => draw(make())),
      'a form at the head, one in a row': withForms,
      'and the question': async () => {
        const list = await withForms();
        await press(list, button(row(list, late), 'Cancel callback'));
        return list;
      },
    },
  });

  it('reads capabilities that are missing as none', async () => {
    const [, , , one] = fixtures.both() as [...TaskRecord[]];
    const list = await draw([
      { ...one!, capabilities: {} as never },
      { ...one!, id: 'other', capabilities: capabilities('task', { cancel: disabled('closed') }) },
    ]);
    expect(row(list, due).querySelectorAll('button').length).to.equal(0);
    expect(button(row(list, 'other'), 'Cancel callback').ariaDisabled).to.equal('true');
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { InteractionRecord } from '../../contract/records.ts';
import { Store } from '../../client/store.ts';
import { translate } from '../shared/languages.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { hidden, instant, next, settings, task, timer } from '../shared/testing/records.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type {
  CallbackCancelTransferEvent,
  CallbackCloseEvent,
  CallbackDialEvent,
  CallbackRetryEvent,
  CallbackSelectNumberEvent,
  CallbackTryLaterEvent,
} from './callback-actions.events.ts';
import type { Fixture } from './callback-actions.fixtures.ts';
import {
  attempt,
  fixtures,
  may,
  notice,
  overriding,
  people,
  transferring,
} from './callback-actions.fixtures.ts';
import { strings } from './callback-actions.strings.ts';
import type { CallbackActions } from './callback-actions.ts';
import './define.ts';

const draw = ({ interaction, task, call, notice, settings }: Fixture) =>
  fixture<CallbackActions>(
    html`<callback-actions
      .interaction=${interaction}
      .task=${task}
      .call=${call ?? null}
      .notice=${notice ?? null}
      .settings=${settings ?? null}
    ></callback-actions>`,
  );
const settle = async (element: CallbackActions) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await element.updateComplete;
};
const root = (element: CallbackActions) => element.shadowRoot!;
const select = (element: CallbackActions) => root(element).querySelector('select')!;
const button = (element: CallbackActions, label: string) =>
  [...root(element).querySelectorAll('button')].find((one) => one.textContent.trim() === label);
const text = (node: Node) => node.textContent!.replace(/\s+/g, ' ').trim();
const words = (element: CallbackActions) => text(root(element));
const row = (element: CallbackActions) => text(root(element).querySelector('[role=timer]')!);
const line = (element: CallbackActions) => text(root(element).querySelector('h2 + p')!);
const options = (element: CallbackActions) => [...select(element).options].map((one) => one.text);
const said = async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const region = document.getElementById('cbk-polite')?.shadowRoot;
  return [...(region?.querySelectorAll('p') ?? [])].map((one) => one.textContent);
};

/** What a person does with the list: pick and commit. */
const pick = async (element: CallbackActions, value: string) => {
  select(element).value = value;
  select(element).dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  select(element).dispatchEvent(new Event('change', { bubbles: true }));
  await settle(element);
};

type Asked =
  | CallbackSelectNumberEvent
  | CallbackDialEvent
  | CallbackRetryEvent
  | CallbackTryLaterEvent
  | CallbackCancelTransferEvent
  | CallbackCloseEvent;
const hear = (element: CallbackActions) => {
  const heard: Asked[] = [];
  for (const name of ['select-number', 'dial', 'retry', 'try-later', 'cancel-transfer', 'close'] as const)
    element.addEventListener(`callback-${name}` as const, (event: Asked) => heard.push(event));
  return heard;
};

describe('callback-actions', () => {
  it('draws nothing where the customer was dialled first, and nothing is announced', async () => {
    const element = await draw(fixtures.customerFirst());
    expect(root(element).children).to.have.length(0);
    element.interaction = next(fixtures.customerFirst().interaction, { state: 'wrap_up' });
    await settle(element);
    expect(root(element).children).to.have.length(0);
    expect((await said()).join()).to.equal('');
    element.interaction = fixtures.manual().interaction;
    await settle(element);
    expect(root(element).querySelector('h2')).to.not.equal(null);
  });

  it('draws nothing without an interaction', async () => {
    const element = await fixture<CallbackActions>(html`<callback-actions></callback-actions>`);
    expect(root(element).children).to.have.length(0);
    await Promise.all([
      element.dial(),
      element.retry(),
      element.close(),
      element.selectNumber('office'),
      element.tryLater(instant(900)),
      element.cancelTransfer(),
    ]);
  });

  describe('says how far the callback is', () => {
    for (const [name, expected] of [
      ['manual', /^ASAP callback, attempt 1$/],
      ['automatic', /^Scheduled callback, attempt 3 of 3$/],
      ['dialing', /^ASAP callback, attempt 1 of 3$/],
      ['inCall', /^Scheduled callback, answered ([A-Z]\w\w )?\d\d:\d\d$/],
      ['noAnswer', /^ASAP callback, no answer ([A-Z]\w\w )?\d\d:\d\d$/],
      ['limit', /^ASAP callback, busy ([A-Z]\w\w )?\d\d:\d\d$/],
      ['wrapUp', /^ASAP callback, answered ([A-Z]\w\w )?\d\d:\d\d$/],
      ['closed', /^ASAP callback, not dialled$/],
      ['transferring', /^ASAP callback, attempt 1 of 3$/],
      ['transferringZero', /^ASAP callback, no answer ([A-Z]\w\w )?\d\d:\d\d$/],
      ['dropped', /^ASAP callback, dropped ([A-Z]\w\w )?\d\d:\d\d$/],
    ] as const)
      it(name, async () => {
        const element = await draw(fixtures[name]());
        expect(text(root(element).querySelector('h2')!)).to.equal('Adaeze Okonkwo-Fitzgerald');
        expect(line(element)).to.match(expected);
      });

    it('whatever a provider sends', async () => {
      const { interaction } = fixtures.noAnswer();
      const element = await draw({
        interaction,
        task: task({
          type: 'vip' as never,
          attempts: [attempt({ outcome: 'eaten' as never, endedAt: 'x' })],
        }),
      });
      expect(line(element)).to.equal('vip callback, attempt 1 of 3');
    });
  });

  describe('Callback number', () => {
    it('lists every number, formatted, with its label', async () => {
      const element = await draw(fixtures.manual());
      expect(root(element).querySelector('label')!.control === select(element)).to.equal(true);
      expect(text(root(element).querySelector('label')!)).to.equal('Callback number');
      expect(options(element)).to.deep.equal(['Mobile +1 202-555-0143', 'Office +1 202-555-0178']);
      expect(select(element).value).to.equal('mobile');
    });

    it('formats numbers of other countries, and leaves alone what is none', () => {
      expect(
        ['+12125550143', '+442079460018', '+33612345678', '+3545812345', '+97150123456', '+1212555'].map(
          phoneNumber,
        ),
      ).to.deep.equal([
        '+1 212-555-0143',
        '+44 207 946 0018',
        '+33 612 345 678',
        '+354 581 2345',
        '+971 501 234 56',
        '+1 212 555',
      ]);
      for (const odd of ['', '12125550143', '+1', 'tel:+12125550143', '+1212555<b>', '+12345678901234567'])
        expect(phoneNumber(odd)).to.equal(odd);
    });

    it('keeps numbers in one piece where words run from right to left', async () => {
      const { interaction, task } = fixtures.hostile();
      expect(options(await draw({ interaction, task }))[2]).to.equal('محمول \u200e+971 501 234 567');
      const page = await fixture(html`<div dir="rtl"></div>`);
      const element = document.createElement('callback-actions');
      Object.assign(element, fixtures.manual());
      page.append(element);
      await settle(element);
      expect(options(element)[0]).to.equal('Mobile \u200e+1 202-555-0143');
    });

    it('asks when another is picked, and shows the selected one until then', async () => {
      const element = await draw(fixtures.manual());
      const heard = hear(element);
      await pick(element, 'office');
      expect(heard.map(({ type, detail }) => [type, 'numberId' in detail && detail.numberId])).to.deep.equal([
        ['callback-select-number', 'office'],
      ]);
      expect(select(element).value).to.equal('mobile');
      element.interaction = next(element.interaction!, { numberId: 'office' });
      await settle(element);
      expect(select(element).value).to.equal('office');
    });

    it('does not lose what is highlighted in the open list when the timer ticks', async () => {
      const element = await draw(fixtures.manual());
      select(element).value = 'office';
      element.requestUpdate();
      await settle(element);
      expect(select(element).value).to.equal('office');
    });

    it('shows the selected one when the numbers come late or change', async () => {
      const { interaction, task } = fixtures.manual();
      const late = { ...interaction, numberId: 'office' };
      const element = await fixture<CallbackActions>(
        html`<callback-actions .interaction=${late}></callback-actions>`,
      );
      expect(options(element)).to.be.empty;
      element.task = task;
      await settle(element);
      expect(select(element).value).to.equal('office');
      const numbers = [...task.customer.numbers].reverse();
      element.task = next(task, { customer: { ...task.customer, numbers } });
      await settle(element);
      expect(select(element).value).to.equal('office');
      element.interaction = null;
      await settle(element);
      element.interaction = late;
      await settle(element);
      expect(select(element).value).to.equal('office');
    });

    for (const name of ['dialing', 'inCall', 'wrapUp', 'closed'] as const)
      it(`is locked, focusable, and says why: ${name}`, async () => {
        const element = await draw(fixtures[name]());
        const heard = hear(element);
        expect(select(element).ariaDisabled).to.equal('true');
        expect(select(element).disabled).to.equal(false);
        expect(select(element).ariaDescription).to.not.equal('');
        expect(text(root(element).querySelector('.why')!)).to.contain(select(element).ariaDescription);
        await sendKeys({ press: 'Tab' });
        expect(root(element).activeElement === select(element)).to.equal(true);
        await sendKeys({ press: 'ArrowDown' });
        await sendKeys({ press: 'End' });
        await sendKeys({ press: 'O' });
        await settle(element);
        expect(select(element).value).to.equal('mobile');
        // Whatever opens the list, there is nothing else in it to choose.
        expect([...select(element).options].map((one) => one.disabled)).to.deep.equal([false, true]);
        // As assistive technology or a script would set it.
        await pick(element, 'office');
        expect(select(element).value).to.equal('mobile');
        await element.selectNumber('office');
        expect(heard).to.be.empty;
      });
  });

  describe('the timer', () => {
    for (const [name, expected] of [
      ['manual', /^Preview 0:3[67] Manual dial$/],
      ['automatic', /^Dials in 0:2[34] Preview 0:3[67]$/],
      ['zero', /^Dials in 0:00 Waiting for the contact centre\.$/],
      ['dialing', /^Preview 0:36 From accept to dial$/],
      ['noAnswer', /^Preview 0:36 From accept to dial$/],
      ['closing', /^Closes in 3:5[12] Attempt 1 of 3$/],
      ['outside', /^Preview 0:3[67] Dial timer stopped$/],
      ['transferring', /^Transferring callback, please wait... Núria Puigdomènech has 0:1[78] to accept$/],
      ['transferringZero', /^Transferring callback, please wait... Waiting for the contact centre\.$/],
      ['transferringUntimed', /^Transferring callback, please wait...$/],
      ['dropped', /^Preview 0:36 From accept to dial$/],
      ['wrapUpUndialled', /^Preview 0:3[67]$/],
      ['closed', /^Preview 0:(29|30)$/],
    ] as const)
      it(`says which it is: ${name}`, async () => {
        const element = await draw(fixtures[name]());
        await settle(element);
        expect(row(element)).to.match(expected);
      });

    it('keeps its place', async () => {
      const places = await Promise.all(
        [
          fixtures.manual,
          fixtures.automatic,
          fixtures.zero,
          fixtures.closing,
          fixtures.transferring,
          fixtures.transferringUntimed,
          fixtures.closed,
        ].map(async (make) => {
          const element = await draw(make());
          const card = root(element).querySelector('section')!.getBoundingClientRect();
          const box = root(element).querySelector('[role=timer]')!.getBoundingClientRect();
          return [box.top - card.top, box.height];
        }),
      );
      for (const place of places) expect(place).to.deep.equal(places[0]);
    });

    it('does nothing itself at zero', async () => {
      const element = await draw(fixtures.zero());
      const heard = hear(element);
      await settle(element);
      expect(heard).to.be.empty;
    });

    it('is announced at the start, at thresholds and at zero', async () => {
      const { interaction, task } = fixtures.automatic();
      const at = (left: number) => ({ ...interaction, timer: timer('dial', left, 600) });
      const element = await draw({ interaction: at(301), task });
      expect(await said()).to.include('Dials in 5 minutes');
      element.interaction = { ...interaction, timer: timer('close', 44.2, 300) };
      expect(await said()).to.include('Closes in 45 seconds');
      element.interaction = at(5.2);
      expect(await said()).to.include('Dials in 6 seconds');
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await said()).to.include('Dials in 5 seconds');
      element.interaction = at(0.3);
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(await said()).to.include('Waiting for the contact centre.');
    });

    it('says that the countdown is stopped, where the provider dials by itself', async () => {
      const { interaction, task } = fixtures.manual();
      const session = new FakeSession([interaction, task, settings({ dialing: 'automatic' })]);
      const place = await fixture(html`<div></div>`);
      provide(place as HTMLElement, session);
      const element = document.createElement('callback-actions');
      place.append(element);
      await settle(element);
      expect(row(element)).to.match(/Dial timer stopped$/);
    });
  });

  describe('the buttons', () => {
    it('are Call number and its three companions before the first dial', async () => {
      const element = await draw(fixtures.manual());
      expect([...root(element).querySelectorAll('button')].map(text)).to.deep.equal([
        'Call number',
        'Try later',
        'Transfer callback',
        'Close callback',
      ]);
      expect(text(root(element).querySelector('.why')!)).to.equal(
        'Try later opens after an unanswered attempt.',
      );
      expect(root(element).querySelectorAll('.btn--fill')).to.have.length(1);
    });

    it('are Retry call in its place afterwards', async () => {
      const element = await draw(fixtures.noAnswer());
      expect([...root(element).querySelectorAll('button')].map(text)).to.deep.equal([
        'Retry call',
        'Try later',
        'Transfer callback',
        'Close callback',
      ]);
      expect(root(element).querySelector('.why') === null).to.equal(true);
    });

    for (const [name, reason, count] of [
      ['dialing', 'The number is being dialled.', 5],
      ['inCall', 'Not during the call. The customer was reached. Use Transfer in the call.', 5],
      ['limit', '3 of 3 attempts made', 1],
      ['doNotCall', 'The customer asked not to be called.', 2],
      ['noConsent', 'The customer did not agree to be called.', 2],
      ['outside', 'Outside calling hours until 09:00 (customer’s time)', 2],
      ['transferring', 'Locked until the transfer ends.', 4],
      ['wrapUp', 'Finish the wrap-up first.', 5],
      ['closed', 'The callback is closed.', 5],
    ] as const)
      it(`are disabled with the reason, said once: ${name}`, async () => {
        const element = await draw(fixtures[name]());
        const heard = hear(element);
        expect(text(root(element).querySelector('.why')!)).to.equal(reason);
        expect(root(element).querySelectorAll('[aria-disabled=true]')).to.have.length(count);
        for (const one of root(element).querySelectorAll<HTMLElement>('button[aria-disabled=true]')) {
          const own = one.ariaDescription!;
          if (own !== 'Try later opens after an unanswered attempt.') expect(reason).to.contain(own);
          expect(own).to.not.equal('');
          one.focus();
          expect(root(element).activeElement === one).to.equal(true);
          one.click();
        }
        await element.dial();
        await element.retry();
        expect(heard).to.be.empty;
      });

    it('ask by events named as in the table, by press and by method', async () => {
      const before = await draw(fixtures.manual());
      const after = await draw(fixtures.noAnswer());
      const heard = [hear(before), hear(after)];
      button(before, 'Call number')!.click();
      await before.dial();
      button(after, 'Retry call')!.click();
      await after.retry();
      button(after, 'Close callback')!.click();
      await after.close();
      await after.selectNumber('office');
      await after.tryLater('2031-05-12T10:15:00.000Z');
      const pending = await draw(fixtures.transferring());
      heard.push(hear(pending));
      button(pending, 'Cancel callback transfer')!.click();
      await pending.cancelTransfer();
      expect(heard.flat().map(({ type }) => type)).to.deep.equal([
        'callback-dial',
        'callback-dial',
        'callback-retry',
        'callback-retry',
        'callback-close',
        'callback-close',
        'callback-select-number',
        'callback-try-later',
        'callback-cancel-transfer',
        'callback-cancel-transfer',
      ]);
      for (const event of heard.flat()) {
        expect(event.type).to.equal(commands[event.command].event);
        expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
        expect(structuredClone(event.detail)).to.deep.equal(event.detail);
        expect(event.detail).to.include({ interactionId: 'interaction-1', taskId: 'task-1' });
      }
    });

    it('work by keyboard, in the order of the page', async () => {
      const element = await draw(fixtures.manual());
      const heard = hear(element);
      await sendKeys({ press: 'Tab' });
      expect(root(element).activeElement === select(element)).to.equal(true);
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      for (const label of ['Try later', 'Transfer callback', 'Close callback']) {
        await sendKeys({ press: 'Tab' });
        expect(root(element).activeElement === button(element, label)).to.equal(true);
      }
      await sendKeys({ press: ' ' });
      expect(heard.map(({ type }) => type)).to.deep.equal(['callback-dial', 'callback-close']);
    });

    it('do not dial twice for a double click or a key held down', async () => {
      const element = await draw(fixtures.noAnswer());
      const heard = hear(element);
      const retry = button(element, 'Retry call')!;
      retry.dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true }));
      retry.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
      expect(heard).to.have.length(1);
      const key = (repeat: boolean, name = 'Enter') =>
        retry.dispatchEvent(
          new KeyboardEvent('keydown', { key: name, repeat, bubbles: true, cancelable: true }),
        );
      expect(key(false)).to.equal(true);
      expect(key(true)).to.equal(false);
      expect(key(true, 'Tab')).to.equal(true);
    });
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let element: CallbackActions;

    const connect = async ({ interaction, task, call, notice }: Fixture) => {
      session = new FakeSession([
        interaction,
        task,
        settings(),
        ...(call ? [call] : []),
        ...(notice ? [notice] : []),
      ]);
      session.directory.entries = people;
      const place = await fixture(html`<div></div>`);
      provide(place as HTMLElement, session);
      element = document.createElement('callback-actions');
      place.append(element);
      await settle(element);
    };
    const sent = () => session.sent.map(({ command, id, payload }) => [command, id, payload]);

    it('takes interaction, task and call, and sends what is pressed', async () => {
      await connect(fixtures.inCall());
      expect(line(element)).to.contain('answered');
      await connect(fixtures.manual());
      await pick(element, 'office');
      button(element, 'Call number')!.click();
      await settle(element);
      button(element, 'Close callback')!.click();
      await settle(element);
      expect(sent()).to.deep.equal([
        ['interaction.select-number', 'interaction-1', { numberId: 'office' }],
        ['interaction.dial', 'interaction-1', {}],
        ['interaction.close', 'interaction-1', {}],
      ]);
    });

    it('keeps the focus from Call number over the attempt to Retry call', async () => {
      await connect(fixtures.manual());
      const call = button(element, 'Call number')!;
      call.focus();
      await sendKeys({ press: 'Enter' });
      await settle(element);
      for (const make of [fixtures.dialing, fixtures.noAnswer]) {
        session.put(next({ ...make().interaction, version: session.sent.length + 1 }), make().task);
        await settle(element);
        expect(root(element).activeElement === call).to.equal(true);
      }
      expect(text(call)).to.equal('Retry call');
      await sendKeys({ press: 'Enter' });
      await settle(element);
      expect(sent().map(([command]) => command)).to.deep.equal(['interaction.dial', 'interaction.retry']);
    });

    it('goes back and says why when a number is refused, and keeps the focus', async () => {
      await connect(fixtures.manual());
      const { promise, reject } = deferred<never>();
      session.answer = () => promise;
      select(element).focus();
      await pick(element, 'office');
      expect(select(element).value).to.equal('mobile');
      expect(select(element).ariaBusy).to.equal('true');
      reject(refusal('not_possible', { reason: 'dialing' }));
      await settle(element);
      expect(select(element).value).to.equal('mobile');
      expect(select(element).ariaBusy).to.equal(null);
      expect(text(root(element).querySelector('[role=alert]')!)).to.equal('The number is being dialled.');
      expect(root(element).activeElement === select(element)).to.equal(true);
    });

    it('asks for one thing at a time: no dial overtakes a selection', async () => {
      await connect(fixtures.manual());
      const { promise, resolve } = deferred<never>();
      session.answer = () => promise;
      await pick(element, 'office');
      expect(button(element, 'Call number')!.ariaDisabled).to.equal('true');
      button(element, 'Call number')!.click();
      await element.dial();
      await element.close();
      expect(session.sent).to.have.length(1);
      resolve({ outcome: 'performed', asOf: 'fake.0' } as never);
      await settle(element);
      button(element, 'Call number')!.click();
      await settle(element);
      expect(session.sent).to.have.length(2);
    });

    it('shows a refusal of the buttons beside them, with Try again where that may help', async () => {
      await connect(fixtures.manual());
      session.answer = () => Promise.reject(refusal('unavailable'));
      button(element, 'Call number')!.click();
      await settle(element);
      const alert = root(element).querySelector('[role=alert]')!;
      expect(text(alert)).to.equal('The provider cannot be reached. Try again');
      alert.querySelector('button')!.click();
      await settle(element);
      expect(session.sent.map(({ key }) => key)[1]).to.equal(session.sent[0]!.key);
    });

    it('sends nothing where the document vetoes, and shows the selected number', async () => {
      await connect(fixtures.manual());
      const veto = (event: Event) => event.preventDefault();
      const names = ['callback-dial', 'callback-select-number', 'callback-close'];
      for (const name of names) document.addEventListener(name, veto);
      button(element, 'Call number')!.click();
      await settle(element);
      await pick(element, 'office');
      button(element, 'Close callback')!.click();
      await settle(element);
      for (const name of names) document.removeEventListener(name, veto);
      expect(session.sent).to.be.empty;
      expect(select(element).value).to.equal('mobile');
    });

    it('locks all while the connection is away', async () => {
      await connect(fixtures.manual());
      session.connection = 'reconnecting';
      await settle(element);
      expect(root(element).querySelectorAll('[aria-disabled=true]')).to.have.length(5);
      expect(text(root(element).querySelector('.why')!)).to.equal('Not connected.');
      expect(row(element)).to.match(/^Preview/);
    });

    const focused = (...labels: string[]) => expect(text(root(element).activeElement!)).to.be.oneOf(labels);
    const loaded = () => import('./callback-actions.panels.ts').then(() => settle(element));
    const picker = () => root(element).querySelector('transfer-callback');
    /** Whether the focus is in a field of the picker, however deep. */
    const searching = () => {
      let at: Element | null | undefined = picker();
      while (at?.shadowRoot) at = at.shadowRoot.activeElement;
      return at?.localName === 'input';
    };
    const press = async (label: string) => {
      button(element, label)!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(element);
      await settle(element);
    };

    describe('Transfer callback', () => {
      it('says that it is pending and for how long, once, when it begins', async () => {
        await connect(fixtures.transferring());
        expect(await said()).to.not.include('Transferring callback, please wait...');
        await connect(fixtures.manual());
        session.put(
          transferring({
            version: 2,
            transfer: {
              ...transferring().transfer!,
              timer: timer('transfer_offer', 21.9, 30),
            },
          }),
        );
        await settle(element);
        expect(await said()).to.include.members([
          'Transferring callback, please wait...',
          'Núria Puigdomènech has 22 seconds to accept',
        ]);
      });

      it('opens the picker below, with the focus in its search; the timer runs on', async () => {
        await connect(fixtures.automatic());
        expect(button(element, 'Transfer callback')!.ariaExpanded).to.equal('false');
        await press('Transfer callback');
        expect(button(element, 'Transfer callback')!.ariaExpanded).to.equal('true');
        expect(root(element).activeElement === picker()).to.equal(true);
        expect(document.activeElement === element).to.equal(true);
        expect(searching()).to.equal(true);
        const below = picker()!.getBoundingClientRect().top;
        expect(below).to.be.above(root(element).querySelector('section')!.getBoundingClientRect().bottom);
        expect(row(element)).to.match(/^Dials in 0:2[34] Preview/);
        expect(button(element, 'Call number')!.ariaDisabled).to.equal(null);
        expect(session.sent).to.be.empty;
      });

      it('gives the focus back when the picker is put away, by Escape or by the same button', async () => {
        await connect(fixtures.manual());
        await press('Transfer callback');
        await sendKeys({ press: 'Escape' });
        await settle(element);
        expect(picker() === null).to.equal(true);
        focused('Transfer callback');
        await press('Transfer callback');
        button(element, 'Transfer callback')!.click();
        await settle(element);
        expect(picker() === null).to.equal(true);
        expect(button(element, 'Transfer callback')!.ariaExpanded).to.equal('false');
      });

      it('closes by itself when the transfer starts, with the focus on its cancel button', async () => {
        await connect(fixtures.manual());
        await press('Transfer callback');
        await picker()!.transfer({ kind: 'queue', id: 'loans' });
        expect(sent()).to.deep.equal([
          ['interaction.transfer', 'interaction-1', { target: { kind: 'queue', id: 'loans' } }],
        ]);
        session.put(transferring({ version: 2 }));
        await settle(element);
        expect(picker() === null).to.equal(true);
        focused('Cancel callback transfer');
        expect(button(element, 'Cancel callback transfer')!.ariaExpanded).to.equal(null);
        expect(button(element, 'Transfer callback') === undefined).to.equal(true);
        await sendKeys({ press: 'Enter' });
        await settle(element);
        expect(sent().at(-1)).to.deep.equal(['interaction.cancel-transfer', 'interaction-1', {}]);
        // It comes back, and does not open again.
        session.put({ ...fixtures.manual().interaction, version: 3 }, notice({ type: 'transfer_cancelled' }));
        await settle(element);
        focused('Transfer callback');
        expect(picker() === null).to.equal(true);
      });

      it('leaves the focus where somebody works', async () => {
        await connect(fixtures.manual());
        await press('Transfer callback');
        select(element).focus();
        session.put(transferring({ version: 2 }));
        await settle(element);
        expect(root(element).activeElement === select(element)).to.equal(true);
      });

      it('closes when the number is dialled, with the focus where it was opened', async () => {
        await connect(fixtures.automatic());
        await press('Transfer callback');
        session.put({ ...fixtures.dialing().interaction, version: 2 });
        await settle(element);
        expect(picker() === null).to.equal(true);
        focused('Transfer callback');
      });

      it('closes for another interaction', async () => {
        await connect(fixtures.manual());
        await press('Transfer callback');
        const other = {
          ...fixtures.manual().interaction,
          id: 'interaction-2',
          interactionId: 'interaction-2',
        };
        session.put({ ...other, acceptedAt: instant(1) });
        await settle(element);
        expect(picker() === null).to.equal(true);
      });
    });

    describe('the outcome of a transfer', () => {
      const outcomes = [
        ['declined', 'Núria Puigdomènech declined the callback'],
        ['timedOut', '李 慧敏 did not answer in time'],
        ['transferFailed', 'Transfer failed: The queue is closed.'],
        ['transferCancelled', 'Transfer cancelled'],
        ['accepted', 'Núria Puigdomènech accepted the callback'],
      ] as const;
      const message = () => root(element).querySelector('.banner');

      for (const [name, expected] of outcomes)
        it(`is shown, and announced when it arrives: ${name}`, async () => {
          const { interaction, notice: came } = fixtures[name]();
          await connect(fixtures.transferring());
          element.interactionId = interaction.id;
          await settle(element);
          session.put({ ...interaction, version: 2 }, came);
          await loaded();
          expect(text(message()!)).to.match(new RegExp(`^${expected} ([A-Z]\\w\\w )?\\d\\d:\\d\\d$`));
          expect(await said()).to.include(expected);
          session.remove(came);
          await settle(element);
          expect(message() === null).to.equal(true);
        });

      it('is announced once', async () => {
        await connect(fixtures.transferring());
        const came = notice({ party: 'Fay' });
        session.put({ ...fixtures.manual().interaction, version: 2 }, came);
        await loaded();
        expect(await said()).to.include('Fay declined the callback');
        await new Promise((resolve) => setTimeout(resolve, 3000)); // as long as it is in the live region
        session.put(next(came));
        element.requestUpdate();
        await settle(element);
        expect(await said()).to.not.include('Fay declined the callback');
      });

      it('is shown without a provider, too', async () => {
        element = await draw(fixtures.transferFailed());
        await loaded();
        expect(text(message()!)).to.contain('Transfer failed: The queue is closed.');
      });

      it('is told with words of ours for a code of ours', async () => {
        const { interaction, task } = fixtures.manual();
        const failed = (reason: string | null) => notice({ type: 'transfer_failed', reason });
        element = await draw({ interaction, task, notice: failed('target_unavailable') });
        await loaded();
        expect(text(message()!)).to.contain('Transfer failed: They cannot be reached now.');
        element.notice = failed(null);
        await settle(element);
        expect(text(message()!)).to.contain('Transfer failed: That did not work.');
      });

      it('is not announced when it was there on load', async () => {
        await connect({ ...fixtures.manual(), notice: notice({ party: 'Ben' }) });
        await loaded();
        expect(text(message()!)).to.contain('Ben declined the callback');
        expect(await said()).to.not.include('Ben declined the callback');
        // The one before comes to light, and is no news either.
        session.remove(notice());
        await settle(element);
        expect(message() === null).to.equal(true);
      });

      it('is not announced when an element finds it with its first snapshot', async () => {
        const place = await fixture(html`<div></div>`);
        session = new FakeSession([], 'connecting');
        const empty = new Store();
        Object.defineProperty(session, 'store', { value: empty });
        provide(place as HTMLElement, session);
        element = document.createElement('callback-actions');
        element.interactionId = 'interaction-1';
        place.append(element);
        await settle(element);
        const { interaction, task } = fixtures.manual();
        empty.load({
          asOf: 'fake.0',
          clock: { now: instant(), rate: 1 },
          namespace: 'fake',
          agentId: 'ana',
          records: [interaction, task, notice({ party: 'Cleo' })],
        });
        empty.setConnection('live');
        await loaded();
        expect(text(message()!)).to.contain('Cleo declined the callback');
        expect(await said()).to.not.include('Cleo declined the callback');
      });

      it('is the newest of this interaction, and no other notice', async () => {
        await connect(fixtures.manual());
        session.put(
          notice({ id: 'notice-3', party: 'Newest' }),
          notice({ id: 'notice-2', party: 'Older', at: instant(-60) }),
          notice({ id: 'notice-4', party: 'Other', interactionId: 'interaction-9', at: instant() }),
          notice({ id: 'notice-5', type: 'customer_canceled', party: null, at: instant() }),
          notice({ id: 'notice-6', type: 'transfer_eaten' as never, party: 'Odd', at: instant(-90) }),
        );
        await loaded();
        expect(text(message()!)).to.contain('Newest declined the callback');
        session.remove(notice({ id: 'notice-3' }));
        await settle(element);
        expect(text(message()!)).to.contain('Older declined the callback');
      });

      it('leaves when the next thing happens', async () => {
        await connect(fixtures.declined());
        await loaded();
        expect(message() === null).to.equal(false);
        session.put(transferring({ version: 2 }));
        await settle(element);
        expect(message() === null).to.equal(true);
        session.put(
          { ...fixtures.noAnswer().interaction, version: 3 },
          next(task({ attempts: [attempt({ startedAt: instant() })] })),
        );
        await settle(element);
        expect(message() === null).to.equal(true);
      });

      it('is told when the callback is gone with it, and when the page goes, too', async () => {
        await connect(fixtures.transferring());
        session.event(
          'changed',
          [notice({ type: 'transfer_accepted', party: 'Dora' })],
          [fixtures.transferring().interaction],
        );
        await loaded();
        expect(words(element)).to.match(/^Dora accepted the callback/);
        expect(await said()).to.include('Dora accepted the callback');

        await connect(fixtures.transferring());
        session.event(
          'changed',
          [notice({ type: 'transfer_accepted', party: 'Emil' })],
          [fixtures.transferring().interaction],
        );
        element.remove();
        await loaded();
        expect(await said()).to.include('Emil accepted the callback');
      });
    });

    describe('Try later', () => {
      const items = () => [...root(element).querySelectorAll<HTMLElement>('[role=menuitem]')];
      const names = () =>
        items().map((one) =>
          text(one)
            .replace(text(one.querySelector('span')!), '')
            .trim(),
        );

      it('reschedules in two presses, by the clock of the provider', async () => {
        await connect(fixtures.noAnswer());
        const now = '2031-05-12T10:00:00.000Z';
        session.clock.set({ now, rate: 0 });
        const nine = new Date(now);
        nine.setDate(nine.getDate() + 1);
        nine.setHours(9, 0, 0, 0);
        const times = [
          '2031-05-12T10:15:00.000Z',
          '2031-05-12T11:00:00.000Z',
          '2031-05-12T14:00:00.000Z',
          nine.toISOString(),
        ];
        for (const [i, at] of times.entries()) {
          await press('Try later');
          expect(names()).to.deep.equal(['In 15 minutes', 'In 1 hour', 'In 4 hours', 'Tomorrow at 09:00']);
          items()[i]!.click();
          await settle(element);
          expect(sent()[i]).to.deep.equal(['interaction.try-later', 'interaction-1', { at }]);
          expect(items().length).to.equal(0);
          focused('Try later');
        }
      });

      it('says when it comes back, once it is gone from here, and nothing after a veto', async () => {
        await connect(fixtures.noAnswer());
        element.addEventListener('callback-try-later', (event) => event.preventDefault(), { once: true });
        await press('Try later');
        items()[0]!.click();
        await settle(element);
        expect((await said()).join()).to.not.contain('Try later');
        session.answer = () => {
          session.remove({ kind: 'interaction', id: 'interaction-1' });
          return Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
        };
        await press('Try later');
        items()[0]!.click();
        await settle(element);
        expect((await said()).join()).to.match(/Try later: .*\d\d:\d\d/);
      });

      it('sends the time of the press, not that of the opening', async () => {
        await connect(fixtures.noAnswer());
        session.clock.set({ now: '2031-05-12T10:00:00.000Z', rate: 0 });
        await press('Try later');
        const item = items()[0]!;
        session.clock.set({ now: '2031-05-12T10:30:00.000Z', rate: 0 });
        item.click();
        await settle(element);
        expect(sent()[0]![2]).to.deep.equal({ at: '2031-05-12T10:45:00.000Z' });
      });

      it('is a menu by keyboard', async () => {
        await connect(fixtures.noAnswer());
        const opener = button(element, 'Try later')!;
        expect([opener.ariaHasPopup, opener.ariaExpanded]).to.deep.equal(['menu', 'false']);
        await press('Try later');
        expect(opener.ariaExpanded).to.equal('true');
        expect(root(element).querySelector('[role=menu]')!.ariaLabel).to.equal('Try later');
        const at = () => items().indexOf(root(element).activeElement as HTMLElement);
        for (const [key, expected] of [
          ['', 0],
          ['ArrowDown', 1],
          ['End', 3],
          ['ArrowDown', 0],
          ['ArrowUp', 3],
          ['Home', 0],
        ] as const) {
          if (key) await sendKeys({ press: key });
          expect(at(), key).to.equal(expected);
        }
        await sendKeys({ press: 'Escape' });
        await settle(element);
        expect(items().length).to.equal(0);
        focused('Try later');
        expect(opener.ariaExpanded).to.equal('false');
        await press('Try later');
        await sendKeys({ press: 'Tab' });
        await settle(element);
        expect(items().length).to.equal(0);
        focused('Transfer callback');
        await press('Try later');
        await sendKeys({ down: 'Shift' });
        await sendKeys({ press: 'Tab' });
        await sendKeys({ up: 'Shift' });
        await settle(element);
        expect(items().length).to.equal(0);
        await press('Try later');
        await sendKeys({ press: 'ArrowDown' });
        await sendKeys({ press: 'Enter' });
        await settle(element);
        expect(session.sent).to.have.length(1);
        focused('Try later');
      });

      it('closes when the work goes on elsewhere, by a second press, and not by a double click', async () => {
        await connect(fixtures.noAnswer());
        await press('Try later');
        select(element).focus();
        await settle(element);
        expect(items().length).to.equal(0);
        await press('Try later');
        const opener = button(element, 'Try later')!;
        opener.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
        await settle(element);
        expect(items().length).to.equal(4);
        const { x, y } = opener.getBoundingClientRect();
        await sendMouse({ type: 'click', position: [Math.round(x + 8), Math.round(y + 8)] });
        await settle(element);
        expect(items().length).to.equal(0);
        await press('Try later');
        await sendMouse({ type: 'click', position: [1, 1] });
        await settle(element);
        expect(items().length).to.equal(0);
        await resetMouse();
      });

      it('marks what is outside of the customer’s hours', async () => {
        const { interaction, task } = fixtures.noAnswer();
        const window = { from: '08:00', to: '20:00', open: true, changesAt: null };
        const customer = { ...task.customer, timeZone: 'Asia/Tokyo' };
        await connect({ interaction, task: { ...task, customer, callingWindow: window } });
        session.clock.set({ now: '2031-05-12T10:30:00.000Z', rate: 0 }); // 19:30 in Tokyo
        await press('Try later');
        const outside = () => items().map((one) => one.textContent.includes('outside calling hours'));
        expect(outside().slice(0, 3)).to.deep.equal([false, true, true]);
        const why = items()[1]!.getAttribute('aria-describedby')!;
        expect(text(root(element).getElementById(why)!)).to.match(/outside calling hours$/);
        for (const odd of [
          { ...customer, timeZone: 'Mars/Olympus' },
          { ...customer, timeZone: null },
        ]) {
          session.put(next(session.store.get('task', 'task-1')!, { customer: odd }));
          await settle(element);
          expect(outside()).to.deep.equal([false, false, false, false]);
        }
      });

      it('shows a refusal, and gives the focus back after Try again', async () => {
        await connect(fixtures.noAnswer());
        session.answer = () => Promise.reject(refusal('unavailable'));
        await press('Try later');
        await sendKeys({ press: 'Enter' });
        await settle(element);
        const alert = root(element).querySelector('[role=alert]')!;
        expect(text(alert)).to.equal('The provider cannot be reached. Try again');
        session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.0' });
        alert.querySelector('button')!.focus();
        await sendKeys({ press: 'Enter' });
        await settle(element);
        expect(session.sent).to.have.length(2);
        focused('Try later');
      });
    });

    describe('calling all the same', () => {
      const field = () => root(element).querySelector('input');

      it('asks for a reason first, and says what is overridden', async () => {
        await connect(fixtures.override());
        await press('Call number');
        expect(session.sent).to.be.empty;
        expect(root(element).activeElement === field()).to.equal(true);
        expect(text(field()!.labels![0]!)).to.equal('Reason to call anyway');
        expect([field()!.required, field()!.maxLength]).to.deep.equal([true, 200]);
        const form = root(element).querySelector('form')!;
        expect(text(form)).to.contain('The customer asked not to be called.');
        const call = button(element, 'Call anyway')!;
        expect([call.ariaDisabled, call.ariaDescription]).to.deep.equal(['true', 'A reason is needed.']);
        call.click();
        await sendKeys({ type: '  ' });
        await sendKeys({ press: 'Enter' });
        await settle(element);
        expect(session.sent).to.be.empty;
        await sendKeys({ type: 'Asked for it by mail ' });
        await sendKeys({ press: 'Enter' });
        await settle(element);
        expect(sent()).to.deep.equal([
          ['interaction.dial', 'interaction-1', { overrideReason: 'Asked for it by mail' }],
        ]);
      });

      it('goes away when the number is dialled, with the focus on Retry call', async () => {
        await connect(fixtures.override());
        await press('Call number');
        await sendKeys({ type: 'Mail' });
        button(element, 'Call anyway')!.focus();
        await sendKeys({ press: 'Enter' });
        session.put({ ...fixtures.dialing().interaction, version: 2 });
        await settle(element);
        expect(field() === null).to.equal(true);
        focused('Retry call');
        const { interaction } = fixtures.overrideOutside();
        session.put({ ...interaction, version: 3 });
        await settle(element);
        expect(field() === null).to.equal(true);
        // The next one asks anew.
        await press('Retry call');
        expect(field()!.value).to.equal('');
        expect(button(element, 'Call anyway')!.ariaDisabled).to.equal('true');
        await sendKeys({ type: 'Mail' });
        button(element, 'Call anyway')!.click();
        await settle(element);
        expect(sent().map(([command]) => command)).to.deep.equal(['interaction.dial', 'interaction.retry']);
      });

      it('can be left by Cancel and by Escape', async () => {
        await connect(fixtures.overrideOutside());
        for (const leave of [() => button(element, 'Cancel')!.click(), () => sendKeys({ press: 'Escape' })]) {
          await press('Retry call');
          expect(text(root(element).querySelector('form')!)).to.contain(
            'Outside calling hours until 09:00 (customer’s time)',
          );
          await Promise.resolve(leave());
          await settle(element);
          expect(field() === null).to.equal(true);
          focused('Retry call');
        }
        expect(session.sent).to.be.empty;
      });

      it('keeps what was typed when it is refused, or vetoed', async () => {
        await connect(fixtures.override());
        await press('Call number');
        await sendKeys({ type: 'Mail' });
        session.answer = () => Promise.reject(refusal('not_possible', { reason: 'other_call_live' }));
        await sendKeys({ press: 'Enter' });
        await settle(element);
        expect(text(root(element).querySelector('[role=alert]')!)).to.equal('You are in another call.');
        expect(field()!.value).to.equal('Mail');
        const veto = (event: Event) => event.preventDefault();
        document.addEventListener('callback-dial', veto);
        button(element, 'Call anyway')!.click();
        await settle(element);
        document.removeEventListener('callback-dial', veto);
        expect(session.sent).to.have.length(1);
        expect(field()!.value).to.equal('Mail');
      });

      it('dials once for a double click or a held key', async () => {
        await connect(fixtures.override());
        const { promise } = deferred<never>();
        session.answer = () => promise;
        button(element, 'Call number')!.dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true }));
        button(element, 'Call number')!.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
        await loaded();
        expect(field() === null).to.equal(false);
        await sendKeys({ type: 'Mail' });
        const held = new KeyboardEvent('keydown', {
          key: 'Enter',
          repeat: true,
          bubbles: true,
          cancelable: true,
        });
        expect(field()!.dispatchEvent(held)).to.equal(false);
        // A letter that is held is typed.
        const letter = new KeyboardEvent('keydown', {
          key: 'a',
          repeat: true,
          bubbles: true,
          cancelable: true,
        });
        expect(field()!.dispatchEvent(letter)).to.equal(true);
        const call = button(element, 'Call anyway')!;
        call.dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true }));
        call.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
        await sendKeys({ press: 'Enter' });
        await settle(element);
        expect(session.sent).to.have.length(1);
      });

      it('asks once for a double click where the answer comes at once', async () => {
        element = await draw(fixtures.override());
        const heard = hear(element);
        button(element, 'Call number')!.click();
        await loaded();
        field()!.focus();
        await sendKeys({ type: 'Mail' });
        for (const detail of [1, 2]) {
          button(element, 'Call anyway')!.dispatchEvent(new MouseEvent('click', { detail, bubbles: true }));
          await settle(element);
        }
        expect(heard.length).to.equal(1);
      });

      it('is never done by the timer, and asked for by the method', async () => {
        await connect({
          interaction: {
            ...fixtures.zero().interaction,
            capabilities: { ...may(), dial: overriding('no_consent') },
          },
          task: task(),
        });
        const heard = hear(element);
        await loaded();
        expect(heard).to.be.empty;
        await element.dial();
        expect(heard).to.be.empty;
        expect(text(root(element).querySelector('form')!)).to.contain(
          'The customer did not agree to be called.',
        );
        await element.dial({ overrideReason: 'Said so' });
        expect(sent()).to.deep.equal([['interaction.dial', 'interaction-1', { overrideReason: 'Said so' }]]);
      });
    });

    it('retries out of the wrap-up of a dropped call', async () => {
      await connect(fixtures.dropped());
      expect(text(root(element).querySelector('.why')!)).to.equal('Finish the wrap-up first.');
      await press('Retry call');
      expect(sent()).to.deep.equal([['interaction.retry', 'interaction-1', {}]]);
    });

    it('leaves nothing behind after 50 times', async () => {
      await connect(fixtures.automatic());
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
      expect(again).to.be.above(0);
    });
  });

  it('takes hostile strings as text, and does not break', async () => {
    const element = await draw(fixtures.hostile());
    expect(root(element).querySelector('img, script, b:not([role=timer] b), a') === null).to.equal(true);
    expect(text(root(element).querySelector('h2')!)).to.contain('<img src=x onerror');
    expect(options(element)[0]).to.equal('</option><script>alert(1)</script> javascript:alert(1)');
    expect(words(element)).to.contain('<b>Vollmond');
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('clips no label of a long language at 320 px', async () => {
    translate('nl', {
      'callback-actions': {
        number: 'Rückrufnummernauswahlmöglichkeit',
        dial: 'Kundenrückrufnummer jetzt telefonisch anwählen',
        retry: 'Telefonverbindungsaufbauversuch wiederholen',
        close: 'Kundenrückrufvorgangsbearbeitung endgültig abschließen',
        manual: 'Ausschließlich handvermittelte Rufnummernanwahl',
        tryLater: 'Rückrufwiedervorlage',
        transfer: 'Kundenrückrufvorgangsweiterleitung',
        cancelTransfer: 'Kundenrückrufvorgangsweiterleitung wieder abbrechen',
        transferring: 'Kundenrückrufvorgangsweiterleitungsbearbeitung läuft, bitte warten...',
      },
    });
    translate('nl', {
      'callback-actions.panels': {
        reason: 'Ausnahmegenehmigungsbegründung',
        call: 'Ausnahmsweise trotzdem anrufen',
        tomorrow: (time) => `Am darauffolgenden Kalendertag um ${time}`,
      },
    });
    translate('nl', {
      notices: {
        transfer_declined: (name) => `${name} hat die Kundenrückrufvorgangsweiterleitung abgelehnt`,
      },
    });
    for (const [make, press] of [
      [fixtures.manual],
      [fixtures.closing, strings.tryLater],
      [fixtures.transferring],
      [fixtures.declined],
      [fixtures.override, strings.dial],
      [fixtures.hostileOutcome, strings.dial],
    ] as const) {
      const place = await fixture<HTMLElement>(html`<div lang="nl"></div>`);
      place.className = 'narrow';
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.narrow { inline-size: 288px }');
      document.adoptedStyleSheets = [sheet];
      const element = document.createElement('callback-actions');
      Object.assign(element, make());
      place.append(element);
      await settle(element);
      const opens = [fixtures.closing, fixtures.override, fixtures.hostileOutcome].some(
        (one) => one === make,
      );
      if (opens) root(element).querySelectorAll('button')[press === 'Try later' ? 1 : 0]!.click();
      await import('./callback-actions.panels.ts');
      await settle(element);
      expect(root(element).querySelector('form, [role=menu]') !== null).to.equal(opens);
      const all = root(element).querySelectorAll<HTMLElement>(
        'section, button, label, form, [role=menu], [role=timer] div',
      );
      for (const one of all) expect(one.scrollWidth, text(one)).to.be.at.most(one.offsetWidth);
      for (const one of root(element).querySelectorAll('button'))
        expect(one.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right);
    }
    document.adoptedStyleSheets = [];
  });

  it('leaves out what the provider does not offer', async () => {
    const interaction: InteractionRecord = {
      ...fixtures.manual().interaction,
      capabilities: { ...may(), close: hidden, tryLater: hidden, transfer: hidden },
    };
    const element = await draw({ interaction, task: task() });
    expect([...root(element).querySelectorAll('button')].map(text)).to.deep.equal(['Call number']);
  });

  it('takes a hostile outcome as text', async () => {
    const element = await draw(fixtures.hostileOutcome());
    await import('./callback-actions.panels.ts');
    await settle(element);
    expect(root(element).querySelector('img') === null).to.equal(true);
    const name = root(element).querySelector('.banner bdi')!;
    expect(text(name)).to.contain('<img src=x onerror');
    expect(text(name.parentElement!)).to.match(/W declined the callback/);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  const loaded = async (element: CallbackActions) => {
    await import('./callback-actions.panels.ts');
    await settle(element);
    return element;
  };
  const opened = async (made: Fixture, label: string) => {
    const element = await draw(made);
    button(element, label)!.click();
    await loaded(element);
    expect(root(element).querySelector('form, [role=menu]') !== null).to.equal(true);
    return element;
  };
  isAsDocumented({
    tag: 'callback-actions',
    fixtures: {
      ...each<() => Fixture>(fixtures, async (make) => loaded(await draw(make()))),
      'open: Call number': () => opened(fixtures.override(), 'Call number'),
      'open: Try later': () => opened(fixtures.closing(), 'Try later'),
    },
  });
});

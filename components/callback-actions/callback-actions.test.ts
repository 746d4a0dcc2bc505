import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { InteractionRecord } from '../../contract/records.ts';
import { translate } from '../shared/locale.ts';
import { phoneNumber } from '../shared/phone-number.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { disabled, enabled, hidden, next, settings, task, timer } from '../shared/testing/records.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type {
  CallbackCloseEvent,
  CallbackDialEvent,
  CallbackRetryEvent,
  CallbackSelectNumberEvent,
} from './callback-actions.events.ts';
import type { Fixture } from './callback-actions.fixtures.ts';
import { attempt, fixtures, may } from './callback-actions.fixtures.ts';
import { strings } from './callback-actions.strings.ts';
import type { CallbackActions } from './callback-actions.ts';
import './define.ts';

const draw = ({ interaction, task, call }: Fixture) =>
  fixture<CallbackActions>(
    html`<callback-actions
      .interaction=${interaction}
      .task=${task}
      .call=${call ?? null}
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

type Asked = CallbackSelectNumberEvent | CallbackDialEvent | CallbackRetryEvent | CallbackCloseEvent;
const hear = (element: CallbackActions) => {
  const heard: Asked[] = [];
  for (const name of ['select-number', 'dial', 'retry', 'close'] as const)
    element.addEventListener(`callback-${name}` as const, (event: Asked) => heard.push(event));
  return heard;
};

describe('callback-actions', () => {
  it('draws nothing without an interaction', async () => {
    const element = await fixture<CallbackActions>(html`<callback-actions></callback-actions>`);
    expect(root(element).children).to.have.length(0);
    await Promise.all([element.dial(), element.retry(), element.close(), element.selectNumber('office')]);
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
        expect(select(element).ariaDescription).to.equal(
          text(root(element).querySelector('.why')!),
          'the same sentence stands under the group',
        );
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
        [fixtures.manual, fixtures.automatic, fixtures.zero, fixtures.closing, fixtures.closed].map(
          async (make) => {
            const element = await draw(make());
            const card = root(element).querySelector('section')!.getBoundingClientRect();
            const box = root(element).querySelector('[role=timer]')!.getBoundingClientRect();
            return [box.top - card.top, box.height];
          },
        ),
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
    it('are Call number and Close callback before the first dial', async () => {
      const element = await draw(fixtures.manual());
      expect([...root(element).querySelectorAll('button')].map(text)).to.deep.equal([
        'Call number',
        'Close callback',
      ]);
      expect(root(element).querySelector('.why') === null).to.equal(true);
      expect(root(element).querySelectorAll('.btn--fill')).to.have.length(1);
    });

    it('are Retry call in its place afterwards', async () => {
      const element = await draw(fixtures.noAnswer());
      expect([...root(element).querySelectorAll('button')].map(text)).to.deep.equal([
        'Retry call',
        'Close callback',
      ]);
    });

    for (const [name, reason, count] of [
      ['dialing', 'The number is being dialled.', 3],
      ['inCall', 'Not during the call.', 3],
      ['limit', 'All attempts are made.', 1],
      ['doNotCall', 'The customer asked not to be called.', 1],
      ['wrapUp', 'Finish the wrap-up first.', 3],
      ['closed', 'The callback is closed.', 3],
    ] as const)
      it(`are disabled with the reason, said once: ${name}`, async () => {
        const element = await draw(fixtures[name]());
        const heard = hear(element);
        expect(text(root(element).querySelector('.why')!)).to.equal(reason);
        expect(root(element).querySelectorAll('[aria-disabled=true]')).to.have.length(count);
        for (const one of root(element).querySelectorAll<HTMLElement>('button[aria-disabled=true]')) {
          expect(one.ariaDescription).to.equal(reason);
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
      expect(heard.flat().map(({ type }) => type)).to.deep.equal([
        'callback-dial',
        'callback-dial',
        'callback-retry',
        'callback-retry',
        'callback-close',
        'callback-close',
        'callback-select-number',
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
      await sendKeys({ press: 'Tab' });
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

    const connect = async ({ interaction, task, call }: Fixture) => {
      session = new FakeSession([interaction, task, ...(call ? [call] : [])]);
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
      expect(root(element).querySelectorAll('[aria-disabled=true]')).to.have.length(3);
      expect(text(root(element).querySelector('.why')!)).to.contain('Not connected.');
      expect(row(element)).to.match(/^Preview/);
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
    translate('de', strings, {
      number: 'Rückrufnummernauswahlmöglichkeit',
      dial: 'Kundenrückrufnummer jetzt telefonisch anwählen',
      retry: 'Telefonverbindungsaufbauversuch wiederholen',
      close: 'Kundenrückrufvorgangsbearbeitung endgültig abschließen',
      manual: 'Ausschließlich handvermittelte Rufnummernanwahl',
    });
    for (const make of [fixtures.manual, fixtures.closing]) {
      const place = await fixture<HTMLElement>(html`<div lang="de"></div>`);
      place.className = 'narrow';
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.narrow { inline-size: 288px }');
      document.adoptedStyleSheets = [sheet];
      const element = document.createElement('callback-actions');
      Object.assign(element, make());
      place.append(element);
      await settle(element);
      const all = root(element).querySelectorAll<HTMLElement>('section, button, label, [role=timer] div');
      for (const one of all) expect(one.scrollWidth, text(one)).to.be.at.most(one.offsetWidth);
      for (const one of root(element).querySelectorAll('button'))
        expect(one.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right);
    }
    document.adoptedStyleSheets = [];
  });

  it('leaves out what the provider does not offer', async () => {
    const interaction: InteractionRecord = {
      ...fixtures.manual().interaction,
      capabilities: { ...may(), close: hidden, tryLater: enabled, transfer: disabled('unsupported') },
    };
    const element = await draw({ interaction, task: task() });
    expect([...root(element).querySelectorAll('button')].map(text)).to.deep.equal(['Call number']);
  });

  for (const [name, make] of Object.entries<() => Fixture>(fixtures))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make())).to.be.accessible();
    });
});

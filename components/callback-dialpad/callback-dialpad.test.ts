import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { CallRecord } from '../../contract/records.ts';
import { translate } from '../shared/languages.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { interaction, next } from '../shared/testing/records.ts';
import type { Sent } from '../shared/testing/session.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallDialOutEvent, CallDtmfEvent } from './callback-dialpad.events.ts';
import type { Fixture } from './callback-dialpad.fixtures.ts';
import { fixtures } from './callback-dialpad.fixtures.ts';
import type { CallbackDialpad } from './callback-dialpad.ts';
import './define.ts';

const draw = ({ call }: Fixture) =>
  fixture<CallbackDialpad>(html`<callback-dialpad open .call=${call}></callback-dialpad>`);
const settle = async (element: CallbackDialpad) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await element.updateComplete;
};
const root = (element: CallbackDialpad) => element.shadowRoot!;
const text = (node: Node | null) => node?.textContent?.replace(/\s+/g, ' ').trim();
const keys = (element: CallbackDialpad) => [...root(element).querySelectorAll<HTMLButtonElement>('.key')];
const key = (element: CallbackDialpad, value: string) => keys(element).find((one) => one.value === value)!;
const button = (element: CallbackDialpad, label: string) =>
  [...root(element).querySelectorAll('button')].find((one) => (one.ariaLabel ?? text(one)) === label);
const field = (element: CallbackDialpad) => root(element).querySelector('input');
const shown = (element: CallbackDialpad) => text(root(element).querySelector('p.field'));
const failure = (element: CallbackDialpad) => text(root(element).querySelector('[role=alert]'));
const focused = (element: CallbackDialpad) => root(element).activeElement as HTMLButtonElement | null;
const type = async (element: CallbackDialpad, number: string) => {
  const input = field(element)!;
  input.value = number;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await element.updateComplete;
};
const paste = (target: EventTarget, pasted: string) => {
  const data = new DataTransfer();
  data.setData('text', pasted);
  const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
  // Firefox takes none that a page made.
  Object.defineProperty(event, 'clipboardData', { value: data });
  target.dispatchEvent(event);
  return event;
};

describe('callback-dialpad', () => {
  it('draws nothing without a call, or closed', async () => {
    const element = await fixture<CallbackDialpad>(html`<callback-dialpad open></callback-dialpad>`);
    expect(root(element).children).to.have.length(0);
    await Promise.all([element.dtmf('1'), element.dialOut('+12025550143')]);
    element.call = fixtures.tones().call;
    await settle(element);
    expect(root(element).children).to.have.length(1);
    element.open = false;
    await settle(element);
    expect(root(element).children).to.have.length(0);
  });

  describe('sends tones', () => {
    let element: CallbackDialpad;
    let heard: CallDtmfEvent[];
    beforeEach(async () => {
      element = await draw(fixtures.tones());
      heard = [];
      element.addEventListener('call-dtmf', (event) => heard.push(event));
    });
    const sent = () => heard.map(({ detail }) => detail.digits);

    it('by press, each key, in an event named as in the table', async () => {
      expect(keys(element).map(text)).to.deep.equal(Array.from('123456789*0#'));
      for (const one of keys(element)) {
        one.click();
        await settle(element);
      }
      expect(sent().join('')).to.equal('123456789*0#');
      expect(shown(element)).to.equal('1 2 3 4 5 6 7 8 9 * 0 #');
      expect(text(root(element).querySelector('.label'))).to.equal('Tones sent');
      for (const event of heard) {
        expect(event.type).to.equal(commands[event.command].event);
        expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
        expect(structuredClone(event.detail)).to.deep.equal(event.detail);
        expect(event.detail).to.include({ callId: 'call-1', interactionId: 'interaction-1' });
      }
    });

    it('by typing while the focus is in it, which goes along', async () => {
      element.focus();
      expect(focused(element)?.value).to.equal('1');
      for (const one of ['4', '2', '*', '#']) {
        await sendKeys({ press: one });
        expect(focused(element)?.value).to.equal(one);
      }
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ press: 'a' });
      await settle(element);
      expect(sent().join('')).to.equal('42*#');
      expect(shown(element)).to.equal('4 2 * #');
    });

    it('by Enter and by the space bar on a key', async () => {
      key(element, '5').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: ' ' });
      await settle(element);
      expect(sent().join('')).to.equal('55');
    });

    it('not again while a key is held down, nor with a modifier', async () => {
      element.focus();
      const press = (init: KeyboardEventInit) =>
        key(element, '1').dispatchEvent(
          new KeyboardEvent('keydown', {
            key: '7',
            bubbles: true,
            composed: true,
            cancelable: true,
            ...init,
          }),
        );
      press({});
      press({ repeat: true });
      expect(press({ ctrlKey: true })).to.equal(true);
      press({ metaKey: true });
      press({ altKey: true });
      await settle(element);
      expect(sent().join('')).to.equal('7');
    });

    it('of a number that is pasted, and of digits of other scripts', async () => {
      expect(paste(key(element, '1'), ' 4242-4242 (11)# abc').defaultPrevented).to.equal(true);
      await settle(element);
      expect(sent()).to.deep.equal(['4242424211#']);
      await element.dtmf('\u0664\u06f2\uff13');
      expect(sent()[1]).to.equal('423');
      await element.dtmf('abc');
      expect(sent()).to.have.length(2);
    });

    it('in pieces that the provider takes', async () => {
      await element.dtmf('1'.repeat(40));
      expect(sent().map(({ length }) => length)).to.deep.equal([32, 8]);
    });

    it('not after a veto, and says so by what is shown', async () => {
      element.addEventListener('call-dtmf', (event) => event.preventDefault(), { once: true });
      await element.dtmf('1');
      await element.dtmf('2');
      await settle(element);
      expect(shown(element)).to.equal('2');
    });

    it('and shows them until it is closed', async () => {
      await element.dtmf('42');
      element.open = false;
      await settle(element);
      element.open = true;
      await settle(element);
      expect(shown(element)).to.equal('');
      await element.dtmf('7');
      expect(shown(element)).to.equal('7');
      element.call = { ...fixtures.tones().call, id: 'call-2' };
      await settle(element);
      expect(shown(element)).to.equal('');
    });

    it('which nobody is told of', async () => {
      await new Promise((resolve) => setTimeout(resolve, 3200));
      await element.dtmf('42');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(text(document.getElementById('cbk-polite')?.shadowRoot ?? null) ?? '').to.equal('');
      expect(root(element).querySelector('[aria-live], output, [role=status], [role=log]') === null).to.equal(
        true,
      );
    }).timeout(10_000);
  });

  describe('by keyboard', () => {
    it('is one stop among the keys; arrows move as they lie', async () => {
      const element = await draw(fixtures.tones());
      expect(keys(element).filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
      element.focus();
      for (const [press, value] of [
        ['ArrowRight', '2'],
        ['ArrowDown', '5'],
        ['ArrowDown', '8'],
        ['ArrowDown', '0'],
        ['ArrowDown', '0'],
        ['ArrowLeft', '*'],
        ['ArrowUp', '7'],
        ['ArrowUp', '4'],
        ['ArrowUp', '1'],
        ['ArrowUp', '1'],
        ['ArrowLeft', '1'],
      ] as const) {
        await sendKeys({ press });
        expect(focused(element)?.value, press).to.equal(value);
      }
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Tab' });
      expect(text(focused(element))).to.equal('Call a number');
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ up: 'Shift' });
      expect(focused(element)?.value).to.equal('4');
      expect(keys(element).filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    });

    it('lies the same in a page from right to left', async () => {
      const place = await fixture<HTMLElement>(html`<div dir="rtl"></div>`);
      const element = document.createElement('callback-dialpad');
      Object.assign(element, fixtures.tones(), { open: true });
      place.append(element);
      await settle(element);
      const left = (value: string) => key(element, value).getBoundingClientRect().left;
      expect(left('1')).to.be.below(left('3'));
      element.focus();
      await sendKeys({ press: 'ArrowRight' });
      expect(focused(element)?.value).to.equal('2');
    });

    it('takes the focus when it opens, not when it comes open', async () => {
      const element = await draw(fixtures.tones());
      await settle(element);
      expect(focused(element) === null).to.equal(true);
      element.open = false;
      await settle(element);
      element.open = true;
      await settle(element);
      expect(focused(element)?.value).to.equal('1');
    });

    it('asks to be put away by Escape and by Close', async () => {
      const element = await draw(fixtures.tones());
      const asked: Event[] = [];
      element.addEventListener('call-dialpad-close', (event) => asked.push(event));
      element.focus();
      await sendKeys({ press: 'Escape' });
      button(element, 'Close')!.click();
      expect(asked).to.have.length(2);
      expect(asked[0]!.bubbles).to.equal(false);
      expect(element.open).to.equal(true);
    });
  });

  describe('calls a number', () => {
    let element: CallbackDialpad;
    let heard: CallDialOutEvent[];
    const listen = () => {
      heard = [];
      element.addEventListener('call-dial-out', (event) => heard.push(event));
    };
    beforeEach(async () => {
      element = await draw(fixtures.tones());
      listen();
      button(element, 'Call a number')!.click();
      await settle(element);
    });

    it('in a mode of its own, and goes back', async () => {
      expect(focused(element)?.id).to.equal('number');
      expect(root(element).querySelector('label')!.control === field(element)).to.equal(true);
      expect(keys(element).map((one) => one.ariaLabel ?? text(one))).to.deep.equal([
        ...Array.from('123456789+0'),
        'Delete',
      ]);
      button(element, 'Send tones')!.click();
      await settle(element);
      expect(field(element) === null).to.equal(true);
      expect(focused(element)?.value).to.equal('1');
    });

    it('that is typed, normalised to E.164', async () => {
      for (const [typed, number] of [
        ['+1 202-555-0143', '+12025550143'],
        ['0044 (0)20 7946 0018', '+442079460018'],
        [' +49.30/901820 ', '+4930901820'],
        ['tel:+12025550143', '+12025550143'],
        ['\u202a+1 (202) 555\u20110143\u202c', '+12025550143'],
        ['+\u0661\u0662\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0664\u0663', '+12025550143'],
        ['\uff0b\uff11\uff12\uff10\uff12\uff15\uff15\uff15\uff10\uff11\uff14\uff13', '+12025550143'],
      ] as const) {
        await type(element, typed);
        button(element, 'Call')!.click();
        await settle(element);
        expect(
          heard.splice(0).map(({ detail }) => detail.number),
          typed,
        ).to.deep.equal([number]);
      }
      await element.dialOut('+12025550143');
      expect(heard[0]!.type).to.equal(commands[heard[0]!.command].event);
      expect(heard[0]!.bubbles && heard[0]!.composed && heard[0]!.cancelable).to.equal(true);
    });

    it('not what is none: says how, keeps it, and leads back to it', async () => {
      for (const wrong of [
        '',
        '2025550143',
        '+0123456',
        '+12',
        '+1234567890123456',
        '+1 202 CALL',
        '<b>+1</b>',
        '112',
      ]) {
        await type(element, wrong);
        button(element, 'Call')!.focus();
        button(element, 'Call')!.click();
        await settle(element);
        expect(failure(element), wrong).to.equal(
          'Type the whole number with its country code, such as +12025550143.',
        );
        expect(field(element)!.value).to.equal(wrong);
        expect(field(element)!.ariaInvalid).to.equal('true');
        const described = root(element).getElementById(field(element)!.getAttribute('aria-describedby')!);
        expect(text(described)).to.equal(failure(element));
        expect(focused(element)?.id).to.equal('number');
      }
      expect(heard).to.be.empty;
      await type(element, '+1');
      expect(failure(element)).to.equal(undefined);
      expect(field(element)!.ariaInvalid).to.equal('false');
    });

    it('by keyboard alone', async () => {
      await sendKeys({ type: '+12025550143' });
      await sendKeys({ press: 'Enter' });
      await settle(element);
      expect(heard.map(({ detail }) => detail.number)).to.deep.equal(['+12025550143']);
    });

    it('from its keys', async () => {
      for (const one of '+12025550149') key(element, one).click();
      button(element, 'Delete')!.click();
      await settle(element);
      expect(field(element)!.value).to.equal('+1202555014');
      key(element, '1').focus();
      await sendKeys({ press: '3' });
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ press: '4' });
      await settle(element);
      expect(field(element)!.value).to.equal('+12025550144');
      expect(paste(key(element, '1'), '5').defaultPrevented).to.equal(true);
      expect(paste(field(element)!, '5').defaultPrevented).to.equal(false);
      await settle(element);
      expect(field(element)!.value).to.equal('+120255501445');
    });

    it('only where the provider allows, and says why not now', async () => {
      expect(!button(await draw(fixtures.tonesOnly()), 'Call a number')).to.equal(true);
      const numbers = await draw(fixtures.numberOnly());
      expect(field(numbers) !== null).to.equal(true);
      expect(!button(numbers, 'Send tones')).to.equal(true);
      element = await draw(fixtures.consulting());
      listen();
      button(element, 'Call a number')!.click();
      await settle(element);
      await type(element, '+12025550143');
      expect(button(element, 'Call')!.ariaDescription).to.equal('Not during a consult.');
      button(element, 'Call')!.click();
      await element.dialOut('+12025550143');
      expect(heard).to.be.empty;
    });

    it('and goes back to the tones once it rings, for who answers', async () => {
      await type(element, '+12025550143');
      button(element, 'Call')!.focus();
      const { call } = fixtures.tones();
      const target = { kind: 'external', id: '+12025550143', name: '+12025550143' } as const;
      element.call = next(call, { consult: { state: 'consult_dialing', target, timer: null, last: null } });
      await settle(element);
      expect(field(element) === null).to.equal(true);
      expect(focused(element)?.value).to.equal('1');
      button(element, 'Call a number')!.click();
      await settle(element);
      expect(field(element)!.value).to.equal('');
    });
  });

  it('disables the keys with the reason, and sends nothing then', async () => {
    const element = await draw(fixtures.ringing());
    const heard: Event[] = [];
    element.addEventListener('call-dtmf', (event) => heard.push(event));
    for (const one of keys(element)) {
      expect(one.ariaDisabled).to.equal('true');
      expect(one.ariaDescription).to.equal('Opens when the customer answers.');
      one.click();
    }
    await element.dtmf('1');
    expect(heard).to.be.empty;
    expect(shown(element)).to.equal('');
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let element: CallbackDialpad;
    const connect = async (make: () => Fixture) => {
      session = new FakeSession([interaction({ callId: 'call-1' }), make().call]);
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      element = document.createElement('callback-dialpad');
      element.open = true;
      place.append(element);
      await settle(element);
    };
    const digits = () => session.sent.map(({ payload }) => (payload as { digits: string }).digits);

    it('loses and reorders nothing of what is typed quickly: one request at a time', async () => {
      await connect(fixtures.tones);
      const waiting: { sent: Sent; done: (fail?: unknown) => void }[] = [];
      session.answer = (sent) => {
        const { promise, resolve, reject } = deferred<never>();
        waiting.push({ sent, done: (fail) => (fail ? reject(fail) : resolve({} as never)) });
        return promise;
      };
      const typed = '4242424242424242#';
      for (const [at, one] of Array.from(typed).entries()) {
        key(element, one).click();
        if (at % 5 === 4) {
          waiting.at(-1)!.done();
          await settle(element);
        }
      }
      expect(key(element, '1').ariaDisabled).to.equal(null);
      expect(session.sent.length).to.be.below(typed.length);
      for (let i = 0; i < typed.length && digits().join('') !== typed; i += 1) {
        expect(session.sent).to.have.length(waiting.length);
        waiting.at(-1)!.done();
        await settle(element);
      }
      waiting.at(-1)!.done();
      await settle(element);
      expect(shown(element)!.replaceAll(' ', '')).to.equal(typed);
      expect(new Set(session.sent.map((one) => one.key)).size).to.equal(session.sent.length);
    });

    it('shows what waits apart from what was sent', async () => {
      await connect(fixtures.tones);
      const { promise, resolve } = deferred<never>();
      session.answer = () => promise;
      for (const one of '42') key(element, one).click();
      await settle(element);
      expect(text(root(element).querySelector('.field .muted'))).to.equal('4 2');
      resolve({} as never);
      await settle(element);
      await settle(element);
      expect(text(root(element).querySelector('.field .muted'))).to.equal('');
      expect(shown(element)).to.equal('4 2');
    });

    it('keeps the order when one fails: Try again, and what follows waits for it', async () => {
      await connect(fixtures.tones);
      session.answer = () => Promise.reject(refusal('unavailable'));
      key(element, '1').click();
      await settle(element);
      expect(failure(element)).to.equal('The provider cannot be reached. Try again');
      expect(shown(element)).to.equal('1');
      // Something else about the call changed meanwhile.
      session.put(next(fixtures.tones().call));
      await settle(element);
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      key(element, '2').click();
      await settle(element);
      expect(digits()).to.deep.equal(['1', '1', '2']);
      // The same press: the provider knows whether it performed it.
      expect(session.sent[1]!.key).to.equal(session.sent[0]!.key);
      expect(shown(element)).to.equal('1 2');
      expect(text(root(element).querySelector('.field .muted'))).to.equal('');

      session.answer = () => Promise.reject(refusal('unavailable'));
      key(element, '3').click();
      key(element, '4').click();
      await settle(element);
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      [...root(element).querySelectorAll<HTMLElement>('[role=alert] button')][0]!.click();
      await settle(element);
      await settle(element);
      expect(digits().slice(3)).to.deep.equal(['3', '3', '4']);
      expect(shown(element)).to.equal('1 2 3 4');
      expect(failure(element)).to.equal(undefined);
    });

    it('sends on what was typed before it was closed', async () => {
      await connect(fixtures.tones);
      const { promise, resolve } = deferred<never>();
      session.answer = () => promise;
      for (const one of '123') key(element, one).click();
      await settle(element);
      element.open = false;
      await settle(element);
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      resolve({} as never);
      await settle(element);
      await settle(element);
      expect(digits().join('')).to.equal('123');
      element.open = true;
      await settle(element);
      expect(shown(element)).to.equal('');
    });

    it('forgets what waits when the call is over, or another', async () => {
      await connect(fixtures.tones);
      session.answer = () => Promise.reject(refusal('unavailable'));
      key(element, '1').click();
      await settle(element);
      session.put(next(fixtures.tones().call, { endedAt: new Date().toISOString() }));
      await settle(element);
      expect(shown(element)).to.equal('');
      session.put(next(interaction({ callId: 'call-2' })), {
        ...fixtures.tones().call,
        id: 'call-2',
      } satisfies CallRecord);
      await settle(element);
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      await element.dtmf('2');
      expect(session.sent.at(-1)).to.deep.include({ id: 'call-2', payload: { digits: '2' } });
      expect(session.sent).to.have.length(2);
    });

    it('keeps the number when the call is refused, and says why', async () => {
      await connect(fixtures.numberOnly);
      session.answer = () => Promise.reject(refusal('not_possible', { reason: 'target_unavailable' }));
      await type(element, '+1 202-555-0143');
      button(element, 'Call')!.click();
      await settle(element);
      expect(session.sent[0]).to.deep.include({
        command: 'call.dial-out',
        payload: { number: '+12025550143' },
      });
      expect(failure(element)).to.equal('They cannot be reached now.');
      expect(field(element)!.value).to.equal('+1 202-555-0143');
      session.answer = () => Promise.reject(refusal('unavailable'));
      button(element, 'Call')!.click();
      await settle(element);
      expect(failure(element)).to.contain('Try again');
    });

    it('disables its keys while it is not connected', async () => {
      await connect(fixtures.tones);
      session.connection = 'reconnecting';
      await settle(element);
      expect(key(element, '1').ariaDescription).to.equal('Not connected.');
      await element.dtmf('1');
      expect(session.sent).to.be.empty;
    });

    it('sends nothing where the document vetoes', async () => {
      await connect(fixtures.tones);
      const veto = (event: Event) => event.preventDefault();
      for (const name of ['call-dtmf', 'call-dial-out']) document.addEventListener(name, veto);
      await element.dtmf('1');
      await element.dialOut('+12025550143');
      for (const name of ['call-dtmf', 'call-dial-out']) document.removeEventListener(name, veto);
      expect(session.sent).to.be.empty;
      expect(shown(element)).to.equal('');
    });

    it('leaves nothing behind after 50 times', async () => {
      await connect(fixtures.tones);
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
      expect(again).to.be.above(0);
    });
  });

  it('takes hostile strings as text, and does not break', async () => {
    const element = await draw(fixtures.hostile());
    expect(root(element).querySelector('.why b, img, script') === null).to.equal(true);
    expect(text(root(element).querySelector('.why'))).to.match(/^<b>Vollmond/);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    const numbers = await draw(fixtures.numberOnly());
    await type(numbers, `<img src=x onerror="alert(1)">${'9'.repeat(300)}`);
    button(numbers, 'Call')!.click();
    await settle(numbers);
    expect(root(numbers).querySelector('img') === null).to.equal(true);
    expect(numbers.scrollWidth).to.be.at.most(numbers.clientWidth);
  });

  it('clips nothing of a long language at 320 px', async () => {
    translate('nl', {
      'callback-dialpad': {
        callNumber: 'Rufnummernanwahlmöglichkeiten',
        call: 'Telefonverbindungsaufbau',
        sendTones: 'Mehrfrequenztonübertragung',
        sent: 'Mehrfrequenztonübertragungsprotokoll',
      },
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.narrow { inline-size: 240px }');
    document.adoptedStyleSheets = [sheet];
    for (const make of [fixtures.tones, fixtures.numberOnly]) {
      const place = await fixture<HTMLElement>(html`<div class="narrow" lang="nl"></div>`);
      const element = document.createElement('callback-dialpad');
      Object.assign(element, make(), { open: true });
      place.append(element);
      await settle(element);
      await element.dtmf('1234567890*#'.repeat(4));
      await settle(element);
      for (const one of root(element).querySelectorAll<HTMLElement>('section, button, p'))
        expect(one.scrollWidth, text(one)).to.be.at.most(one.offsetWidth);
    }
    document.adoptedStyleSheets = [];
  });

  it('has keys that are easily hit, with borders in forced colours', async () => {
    const element = await draw(fixtures.tones());
    for (const one of keys(element)) {
      const { width, height } = one.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
    }
    await executeServerCommand('cdp-media', [{ name: 'forced-colors', value: 'active' }]);
    try {
      expect(getComputedStyle(key(element, '1')).borderTopStyle).to.equal('solid');
      const off = await draw(fixtures.ringing());
      expect(getComputedStyle(key(off, '1')).color).not.to.equal(getComputedStyle(key(element, '1')).color);
    } finally {
      await executeServerCommand('cdp-media', [{ name: 'forced-colors', value: 'none' }]);
    }
  });

  const { tones, numberOnly, ringing, consulting } = fixtures;
  isAsDocumented({
    tag: 'callback-dialpad',
    fixtures: {
      ...each<() => Fixture>(fixtures, (make) => draw(make())),
      ...each<() => Fixture>(
        {
          'a wrong number': tones,
          'a wrong number, no tones': numberOnly,
          'a wrong number, not answered': ringing,
          'a wrong number, consulting': consulting,
        },
        async (make) => {
          const element = await draw(make());
          button(element, 'Call a number')?.click();
          await settle(element);
          expect(!!field(element)).to.equal(true);
          await element.dialOut('wrong');
          await settle(element);
          return element;
        },
      ),
    },
  });
});

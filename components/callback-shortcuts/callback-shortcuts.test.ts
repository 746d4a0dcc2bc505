import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { AnyRecord } from '../../contract/records.ts';
import { translate } from '../shared/languages.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import {
  call,
  capabilities,
  disabled,
  enabled,
  hidden,
  ids,
  instant,
  interaction,
  leg,
  next,
  offer,
  segment,
} from '../shared/testing/records.ts';
import { each, isAsDocumented, refused } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallOpenWrapUpEvent, CallbackOpenInteractionEvent } from './callback-shortcuts.events.ts';
import type { Fixture } from './callback-shortcuts.fixtures.ts';
import { fixtures } from './callback-shortcuts.fixtures.ts';
import type { CallbackShortcuts, ShortcutAction } from './callback-shortcuts.ts';
import { defaultShortcuts } from './callback-shortcuts.ts';
import './define.ts';

const settle = async (element: CallbackShortcuts) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await element.updateComplete;
};
const draw = async ({ enabled, keys, offer, interaction, call, segment, press }: Fixture) => {
  const element = await fixture<CallbackShortcuts>(
    html`<callback-shortcuts
      .enabled=${enabled ?? false}
      .keys=${keys ?? null}
      .offer=${offer ?? null}
      .interaction=${interaction ?? null}
      .call=${call ?? null}
      .segment=${segment ?? null}
    ></callback-shortcuts>`,
  );
  if (press) await element.press(press);
  await settle(element);
  return element;
};
const root = (element: CallbackShortcuts) => element.shadowRoot!;
const text = (node: Node | null) => node?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const toast = (element: CallbackShortcuts) => root(element).querySelector<HTMLElement>('[popover]')!;
const isShown = (element: CallbackShortcuts) => toast(element).matches(':popover-open');
const note = (element: CallbackShortcuts) =>
  isShown(element) ? text(toast(element).querySelector('.text, [role=alert] span')) : '';
const dialog = (element: CallbackShortcuts) => root(element).querySelector('dialog');
const isListed = (element: CallbackShortcuts) => dialog(element)?.open === true;
const listed = (element: CallbackShortcuts) =>
  [...root(element).querySelectorAll('dialog dl div')].map(
    (row) => `${text(row.querySelector('dt'))}: ${text(row.querySelector('dd'))}`,
  );
const said = async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const region = document.getElementById('cbk-polite')?.shadowRoot;
  return [...(region?.querySelectorAll('p') ?? [])].map((one) => one.textContent);
};
/** What is announced stays for three seconds. */
const silence = () => new Promise((resolve) => setTimeout(resolve, 3200));

/** Presses real keys: `Alt+Shift+U`. */
const keys = async (combination: string) => {
  const parts = combination.split('+');
  const last = parts.pop()!;
  for (const part of parts) await sendKeys({ down: part });
  await sendKeys({ press: last });
  for (const part of parts.reverse()) await sendKeys({ up: part });
};
/** For keyboards that the runner does not have. */
const type = (init: KeyboardEventInit, target: EventTarget = document.body) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, composed: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};
const altShift = { altKey: true, shiftKey: true };

const asked = [
  'callback-accept',
  'callback-reject',
  'callback-dial',
  'callback-retry',
  'callback-close',
  'call-mute',
  'call-unmute',
  'call-hold',
  'call-resume',
  'call-end',
  'call-escalate',
] as const;
type Asked = GlobalEventHandlersEventMap[(typeof asked)[number]];
const hear = (element: HTMLElement) => {
  const heard: Asked[] = [];
  const listener = (event: Asked) => heard.push(event);
  for (const name of asked) element.addEventListener(name, listener);
  return heard;
};
/** Once what the list needs is loaded. */
const opened = async (element: CallbackShortcuts) => {
  await import('./callback-shortcuts.help.ts');
  await settle(element);
  await settle(element);
  return isListed(element);
};
const names = (heard: readonly Event[]) => heard.map((event) => event.type);

describe('callback-shortcuts', () => {
  it('draws nothing, and takes no room', async () => {
    const element = await draw(fixtures.offered());
    expect(isShown(element)).to.equal(false);
    expect(dialog(element) === null).to.equal(true);
    expect(element.getBoundingClientRect().height).to.equal(0);
  });

  it('is off until the host turns it on', async () => {
    const element = await draw(fixtures.off());
    const heard = hear(element);
    await keys('Alt+Shift+Y');
    await keys('?');
    expect(names(heard)).to.be.empty;
    expect(dialog(element) === null).to.equal(true);
    expect(type({ key: 'Y', code: 'KeyY', ...altShift }).defaultPrevented).to.equal(false);
    element.setAttribute('enabled', '');
    await settle(element);
    await keys('Alt+Shift+Y');
    expect(names(heard)).to.deep.equal(['callback-accept']);
    element.enabled = false;
    await keys('Alt+Shift+Y');
    expect(names(heard)).to.have.length(1);
  });

  describe('asks by the events of the buttons, by real keys and by method', () => {
    for (const [name, action, event] of [
      ['offered', 'accept', 'callback-accept'],
      ['offered', 'reject', 'callback-reject'],
      ['noAnswer', 'call', 'callback-retry'],
      ['preview', 'call', 'callback-dial'],
      ['preview', 'close', 'callback-close'],
      ['talking', 'mute', 'call-mute'],
      ['talking', 'hold', 'call-hold'],
      ['heldMuted', 'mute', 'call-unmute'],
      ['heldMuted', 'hold', 'call-resume'],
      ['talking', 'end', 'call-end'],
      ['talking', 'escalate', 'call-escalate'],
    ] as const)
      it(`${name}: ${action}`, async () => {
        const element = await draw(fixtures[name]());
        const heard = hear(element);
        await keys(defaultShortcuts[action]);
        await element.press(action);
        expect(names(heard)).to.deep.equal([event, event]);
        const [one] = heard;
        expect(one!.type).to.equal(commands[one!.command].event);
        expect(one!.bubbles && one!.composed && one!.cancelable).to.equal(true);
        expect(one!.detail).to.include({ taskId: ids.taskId });
        expect(structuredClone(one!.detail)).to.deep.equal(one!.detail);
      });

    it('tells that the wrap-up, or the interaction, is wanted', async () => {
      const element = await draw(fixtures.preview());
      const heard: (CallOpenWrapUpEvent | CallbackOpenInteractionEvent)[] = [];
      element.addEventListener('call-open-wrap-up', (event) => heard.push(event));
      element.addEventListener('callback-open-interaction', (event) => heard.push(event));
      await keys('Alt+Shift+W');
      await keys('Alt+Shift+O');
      expect(names(heard)).to.deep.equal(['call-open-wrap-up', 'callback-open-interaction']);
      for (const { detail } of heard) expect(detail).to.deep.equal(ids);
    });

    it('takes the key from the browser', async () => {
      await draw(fixtures.nothing());
      expect(type({ key: 'Y', code: 'KeyY', ...altShift }).defaultPrevented).to.equal(true);
      expect(type({ key: 'Q', code: 'KeyQ', ...altShift }).defaultPrevented).to.equal(false);
    });
  });

  describe('keys', () => {
    it('want exactly their modifiers', async () => {
      const element = await draw(fixtures.talking());
      const heard = hear(element);
      for (const combination of ['u', 'Shift+U', 'Alt+u', 'Control+Alt+Shift+U', 'Alt+Shift+Meta+U'])
        await keys(combination);
      expect(names(heard)).to.be.empty;
    });

    it('are the letters of the layout, and their places where it has no Latin ones', async () => {
      const element = await draw(fixtures.talking());
      const heard = hear(element);
      type({ key: 'U', code: 'KeyF', ...altShift }); // Dvorak
      type({ key: 'Г', code: 'KeyU', ...altShift }); // Russian
      type({ key: '¨', code: 'KeyU', ...altShift }); // Option on a Mac
      type({ key: 'Dead', code: 'KeyU', ...altShift });
      expect(names(heard)).to.deep.equal(Array(4).fill('call-mute'));
      type({ key: 'G', code: 'KeyU', ...altShift }); // Dvorak again: that key is a G
      expect(names(heard)).to.have.length(4);
    });

    it('can be changed and taken away', async () => {
      const element = await draw({
        ...fixtures.talking(),
        keys: { mute: 'Ctrl + F8', hold: 'Control+Alt+9', end: null, escalate: 'Alt+Plus' },
      });
      const heard = hear(element);
      for (const combination of ['Alt+Shift+U', 'Alt+Shift+H', 'Alt+Shift+E', 'Alt+Shift+L', 'F8'])
        await keys(combination);
      expect(names(heard)).to.be.empty;
      await keys('Control+F8');
      await keys('Control+Alt+9');
      type({ key: '+', code: 'Equal', altKey: true, shiftKey: true });
      expect(names(heard)).to.deep.equal(['call-mute', 'call-hold', 'call-escalate']);
      element.keys = {};
      await keys('Alt+Shift+E');
      expect(names(heard).at(-1)).to.equal('call-end');
    });

    it('can be an attribute', async () => {
      const element = await fixture<CallbackShortcuts>(
        html`<callback-shortcuts enabled keys='{"help":"F9","mute":null}'></callback-shortcuts>`,
      );
      await keys('?');
      await settle(element);
      expect(isListed(element)).to.equal(false);
      await keys('F9');
      expect(await opened(element)).to.equal(true);
      expect(listed(element)).to.include('Show keyboard shortcuts: F9');
      expect(listed(element).join()).to.not.contain('Mute');
    });

    it('that cannot be understood are none', async () => {
      for (const wrong of [
        '',
        '+',
        'Alt+',
        'Alt++',
        'Foo+U',
        'U+Alt+U',
        '__proto__',
        5,
        {},
        ['Alt+Shift+U'],
      ]) {
        const element = await draw({ ...fixtures.talking(), keys: { mute: wrong as string } });
        const heard = hear(element);
        await keys('Alt+Shift+U');
        type({ key: '+', code: 'Equal', altKey: true });
        expect(names(heard), JSON.stringify(wrong)).to.be.empty;
        element.remove();
      }
      const element = await draw(fixtures.talking());
      element.setAttribute('keys', '{"mute":');
      const heard = hear(element);
      await keys('Alt+Shift+U');
      expect(names(heard)).to.have.length(1);
    });

    it('given twice do the first only', async () => {
      const element = await draw({ ...fixtures.talking(), keys: { hold: 'Alt+Shift+U' } });
      const heard = hear(element);
      await keys('Alt+Shift+U');
      expect(names(heard)).to.deep.equal(['call-mute']);
    });

    it('held down act once', async () => {
      const element = await draw(fixtures.talking());
      const heard = hear(element);
      await sendKeys({ down: 'Alt' });
      await sendKeys({ down: 'Shift' });
      await sendKeys({ down: 'U' });
      await sendKeys({ down: 'U' });
      await sendKeys({ down: 'U' });
      for (const up of ['U', 'Shift', 'Alt']) await sendKeys({ up });
      expect(names(heard)).to.have.length(1);
      expect(type({ key: 'U', code: 'KeyU', ...altShift, repeat: true }).defaultPrevented).to.equal(true);
      expect(names(heard)).to.have.length(1);
    });

    it('are left to what took them, to what composes, and to AltGr', async () => {
      const element = await draw({ ...fixtures.talking(), keys: { hold: 'Control+Alt+U' } });
      const heard = hear(element);
      const take = (event: Event) => event.preventDefault();
      document.body.addEventListener('keydown', take);
      await keys('Alt+Shift+U');
      document.body.removeEventListener('keydown', take);
      type({ key: 'U', code: 'KeyU', ...altShift, isComposing: true });
      type({ key: 'u', code: 'KeyU', ctrlKey: true, altKey: true, modifierAltGraph: true });
      expect(names(heard)).to.be.empty;
      type({ key: 'u', code: 'KeyU', ctrlKey: true, altKey: true });
      expect(names(heard)).to.deep.equal(['call-hold']);
    });

    it('survive what fills in forms', async () => {
      await draw(fixtures.talking());
      document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    });
  });

  describe('while the agent types', () => {
    /** With one key each. */
    const single = () => draw({ ...fixtures.talking(), keys: { mute: 'm', hold: 'F8' } });

    for (const [name, make] of Object.entries({
      input: () => document.createElement('input'),
      search: () => Object.assign(document.createElement('input'), { type: 'search' }),
      textarea: () => document.createElement('textarea'),
      select: () => document.createElement('select'),
      'editable text': () => Object.assign(document.createElement('div'), { contentEditable: 'true' }),
      'a text box by role': () =>
        Object.assign(document.createElement('div'), { role: 'textbox', tabIndex: 0 }),
      'a field in a shadow root': () => {
        const host = document.createElement('div');
        const field = document.createElement('input');
        host.attachShadow({ mode: 'open' }).append(field);
        host.focus = () => field.focus();
        return host;
      },
    }))
      it(`in ${name}, does what has a modifier only`, async () => {
        const element = await single();
        const heard = hear(element);
        const field = make();
        document.body.append(field);
        field.focus();
        await keys('m');
        await keys('F8');
        await keys('?');
        await settle(element);
        expect(names(heard)).to.be.empty;
        expect(isListed(element)).to.equal(false);
        if (field instanceof HTMLTextAreaElement) expect(field.value).to.equal('m?');
        await keys('Alt+Shift+E');
        expect(names(heard)).to.deep.equal(['call-end']);
        if (field instanceof HTMLTextAreaElement) expect(field.value).to.equal('m?');
        field.remove();
      });

    it('and everything on a box, a slider and a button', async () => {
      const element = await single();
      const heard = hear(element);
      for (const kind of ['checkbox', 'range', 'button'])
        type({ key: 'm', code: 'KeyM' }, await fixture(html`<input aria-label="x" .type=${kind} />`));
      expect(names(heard)).to.have.length(3);
    });
  });

  describe('says why it cannot be done', () => {
    for (const [name, action, words] of [
      ['nothing', 'accept', 'Accept the newest callback: No callbacks are waiting.'],
      ['nothing', 'call', 'Call number, or retry call: No callback is open.'],
      ['nothing', 'close', 'Close callback: No callback is open.'],
      ['nothing', 'mute', 'Mute, or unmute: There is no call.'],
      ['nothing', 'wrap-up', 'Open wrap-up: There is no wrap-up.'],
      ['nothing', 'interaction', 'Open interaction: No callback is open.'],
      ['cannot', 'escalate', 'Escalate: The call is already escalated.'],
      ['withReasons', 'reject', 'Reject the newest callback: It needs a reason. Choose it on the screen.'],
      ['overridable', 'call', 'Call number, or retry call: It needs a reason. Choose it on the screen.'],
    ] as const)
      it(`${name}: ${action}`, async () => {
        const element = await draw({ ...fixtures[name](), press: 'help' });
        dialog(element)!.close();
        const heard = hear(element);
        await keys(defaultShortcuts[action]);
        await settle(element);
        expect(names(heard)).to.be.empty;
        expect(note(element)).to.equal(words);
        expect(await said()).to.include(words);
      });

    it('where the provider does not offer it', async () => {
      const element = await draw({
        enabled: true,
        offer: offer({ capabilities: capabilities('offer', { reject: hidden }) }),
      });
      await keys('Alt+Shift+J');
      await settle(element);
      expect(note(element)).to.equal('Reject the newest callback: The provider does not offer this.');
    });

    it('until it is put away, or something else is pressed', async () => {
      const element = await draw(fixtures.cannot());
      expect(isShown(element)).to.equal(true);
      const { bottom, left, right } = toast(element).getBoundingClientRect();
      expect(bottom).to.be.at.most(innerHeight);
      expect(left).to.be.at.least(0);
      expect(right).to.be.at.most(innerWidth);
      await keys('Alt+Shift+U');
      await settle(element);
      expect(isShown(element)).to.equal(false);
      const elsewhere = await fixture<HTMLButtonElement>(html`<button>Elsewhere</button>`);
      elsewhere.focus();
      await keys('Alt+Shift+L');
      await settle(element);
      const dismiss = toast(element).querySelector('button')!;
      expect(dismiss.ariaLabel).to.equal('Dismiss');
      dismiss.focus();
      dismiss.click();
      await settle(element);
      expect(isShown(element)).to.equal(false);
      expect(document.activeElement === elsewhere).to.equal(true);
    });
  });

  describe('the list', () => {
    it('opens by ?, in words, and gives the focus back', async () => {
      const element = await draw(fixtures.nothing());
      const host = await fixture<HTMLElement>(html`<div></div>`);
      const elsewhere = document.createElement('button');
      host.attachShadow({ mode: 'open' }).append(elsewhere);
      elsewhere.focus();
      await keys('?');
      expect(await opened(element)).to.equal(true);
      expect(dialog(element)!.matches(':modal')).to.equal(true);
      expect(document.activeElement === element).to.equal(true);
      expect(listed(element)).to.have.length(Object.keys(defaultShortcuts).length);
      expect(listed(element)[0]).to.match(/^Accept the newest callback: (Alt|Option) Shift Y$/);
      expect(listed(element).at(-1)).to.equal('Show keyboard shortcuts: ?');
      expect(root(element).querySelectorAll('kbd')).to.have.length(31);
      await sendKeys({ press: 'Escape' });
      await settle(element);
      expect(isListed(element)).to.equal(false);
      expect(host.shadowRoot!.activeElement === elsewhere).to.equal(true);
    });

    it('closes by ? again, and by its button', async () => {
      const element = await draw(fixtures.help());
      expect(isListed(element)).to.equal(true);
      await keys('?');
      expect(isListed(element)).to.equal(false);
      await element.show();
      await element.show();
      root(element).querySelector<HTMLElement>('dialog button')!.click();
      expect(isListed(element)).to.equal(false);
    });

    it('acts on nothing behind it', async () => {
      const element = await draw({ ...fixtures.talking(), press: 'help' });
      const heard = hear(element);
      await keys('Alt+Shift+E');
      await settle(element);
      expect(names(heard)).to.be.empty;
      expect(isShown(element)).to.equal(false);
      expect(isListed(element)).to.equal(true);
    });

    it('opens by ? on layouts where it needs no Shift, and where it needs one', async () => {
      for (const shiftKey of [true, false]) {
        const element = await draw(fixtures.nothing());
        type({ key: '?', code: shiftKey ? 'Minus' : 'KeyM', shiftKey });
        expect(await opened(element)).to.equal(true);
        element.remove();
      }
      const element = await draw(fixtures.nothing());
      type({ key: '?', code: 'Slash', shiftKey: true, ctrlKey: true });
      expect(await opened(element)).to.equal(false);
    });

    it('says when shortcuts are off', async () => {
      expect(text(dialog(await draw(fixtures.offHelp())))).to.contain('They are turned off on this page.');
      expect(text(dialog(await draw(fixtures.help())))).to.not.contain('turned off');
    });

    it('shows what the host made of them, as text', async () => {
      const element = await draw(fixtures.helpOfOthers());
      const rows = listed(element);
      expect(rows).to.include('Accept the newest callback: F8');
      expect(rows).to.include('Mute, or unmute: m');
      expect(rows.join()).to.not.match(/Reject|Escalate/);
      expect(rows.find((row) => row.startsWith('End call'))).to.match(/ <b>$/);
      expect(root(element).querySelector('b') === null).to.equal(true);
    });
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let element: CallbackShortcuts;
    let place: HTMLElement;

    const connect = async (...records: AnyRecord[]) => {
      session = new FakeSession(records);
      place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      element = document.createElement('callback-shortcuts');
      element.enabled = true;
      place.append(element);
      await settle(element);
    };
    const press = async (action: ShortcutAction) => {
      await keys(defaultShortcuts[action]);
      await settle(element);
    };
    const sent = () => session.sent.map(({ command, id }) => `${command} ${id}`);
    const second = { interactionId: 'interaction-2', taskId: 'task-2' };

    it('accepts and rejects the newest open offer', async () => {
      await connect(
        offer({ id: 'new', offeredAt: instant(-2) }),
        offer({ id: 'old', offeredAt: instant(-20) }),
        offer({ id: 'gone', offeredAt: instant(-1), state: 'timed_out' }),
        offer({ id: 'assigned', offeredAt: instant(-1), autoAssigned: true }),
      );
      await press('accept');
      session.put(offer({ id: 'new', version: 2, state: 'accepted' }));
      await press('reject');
      expect(sent()).to.deep.equal(['offer.accept new', 'offer.reject old']);
    });

    it('acts on the live call, whichever interaction is open', async () => {
      await connect(
        interaction({ state: 'in_call', callId: 'call-1' }),
        call(),
        interaction({ ...second, id: 'interaction-2', acceptedAt: instant(-1) }),
        segment({ ...second, id: 'segment-2', state: 'draft' }),
      );
      await press('mute');
      element.interactionId = 'interaction-2';
      await press('hold');
      await press('call');
      expect(sent()).to.deep.equal([
        'call.mute call-1',
        'call.hold call-1',
        'interaction.dial interaction-2',
      ]);
    });

    it('opens the wrap-up of what is open, else one that is left', async () => {
      await connect(
        segment({ ...second, id: 'segment-2', state: 'open' }),
        segment({ id: 'segment-3', state: 'submitted', interactionId: 'interaction-3' }),
      );
      const heard: CallOpenWrapUpEvent[] = [];
      element.addEventListener('call-open-wrap-up', (event) => heard.push(event));
      await press('wrap-up');
      session.put(interaction(), segment());
      await press('wrap-up');
      expect(heard.map(({ detail }) => detail.interactionId)).to.deep.equal([
        'interaction-2',
        'interaction-1',
      ]);
    });

    it('can be vetoed from anywhere, and performed later', async () => {
      await connect(interaction());
      let perform = () => {};
      document.addEventListener(
        'callback-dial',
        (event) => {
          event.preventDefault();
          perform = () => void event.perform();
        },
        { once: true },
      );
      await press('call');
      expect(session.sent).to.be.empty;
      perform();
      expect(sent()).to.deep.equal(['interaction.dial interaction-1']);
    });

    it('sends nothing twice, and says that it is on its way', async () => {
      await connect(interaction());
      session.answer = () => deferred<never>().promise;
      await press('call');
      await press('call');
      expect(session.sent).to.have.length(1);
      expect(note(element)).to.equal('Call number, or retry call: It is on its way.');
    });

    it('does nothing while it is not connected, and says so', async () => {
      await connect(offer());
      session.connection = 'reconnecting';
      await press('accept');
      expect(session.sent).to.be.empty;
      expect(note(element)).to.equal('Accept the newest callback: Not connected.');
    });

    it('announces what has no other sign, once it is so', async () => {
      await silence();
      await connect(interaction({ state: 'in_call', callId: 'call-1' }), call());
      const waiting = deferred<never>();
      session.answer = () => waiting.promise;
      await press('mute');
      expect(await said()).to.not.include('Muted');
      waiting.resolve({ outcome: 'performed', asOf: 'fake.0' } as never);
      expect(await said()).to.include('Muted');
      document.addEventListener('call-hold', (event) => event.preventDefault(), { once: true });
      await press('hold');
      session.answer = () => Promise.reject(refusal('not_possible'));
      await press('escalate');
      const all = await said();
      expect(all).to.not.include('On hold');
      expect(all).to.not.include('Escalated');
    });

    it('says what went wrong, also when the record is gone, and tries again', async () => {
      await connect(offer());
      const elsewhere = document.createElement('button');
      place.append(elsewhere);
      elsewhere.focus();
      session.answer = () => {
        session.remove({ kind: 'offer', id: 'offer-1' });
        return Promise.reject(refusal('offer_ended'));
      };
      await press('accept');
      expect(note(element)).to.equal('The offer has ended.');
      session.put(offer({ id: 'offer-2' }));
      session.answer = () => Promise.reject(refusal('unavailable'));
      await press('accept');
      expect(note(element)).to.equal('The provider cannot be reached.');
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.0' });
      const again = toast(element).querySelector('button')!;
      expect(text(again)).to.equal('Try again');
      again.focus();
      again.click();
      await settle(element);
      expect(sent()).to.deep.equal(['offer.accept offer-1', 'offer.accept offer-2', 'offer.accept offer-2']);
      expect(isShown(element)).to.equal(false);
      expect(document.activeElement === elsewhere).to.equal(true);
    });

    it('is one, however many are on the page', async () => {
      await connect(offer());
      const other = document.createElement('callback-shortcuts');
      other.enabled = true;
      place.append(other);
      await settle(other);
      await press('accept');
      await settle(other);
      expect(sent()).to.deep.equal(['offer.accept offer-1']);
      await keys('?');
      await opened(element);
      expect([isListed(element), isListed(other)]).to.deep.equal([true, false]);
      dialog(element)!.close();
      element.enabled = false;
      await press('accept');
      expect(session.sent).to.have.length(2);
    });

    it('hears nothing once it left', async () => {
      await connect(offer());
      element.remove();
      await press('accept');
      await element.press('help');
      expect(session.sent).to.be.empty;
      place.append(element);
      await press('accept');
      expect(session.sent).to.have.length(1);
    });

    it('leaves nothing behind', async () => {
      await connect(offer(), interaction({ state: 'in_call', callId: 'call-1' }), call({ legs: [leg()] }));
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
      await press('accept');
      expect(session.sent).to.have.length(1);
    });
  });

  it('takes hostile strings as text, and stays on the page', async () => {
    const element = await draw(fixtures.cannotForLong());
    expect(toast(element).querySelector('b') === null).to.equal(true);
    expect(note(element)).to.match(/^End call: <b>Vollmond/);
    const { left, right } = toast(element).getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
  });

  it('speaks the language of the page', async () => {
    translate('nl', { 'callback-shortcuts': { no_offer: 'Nichts da.' } });
    const element = await fixture<CallbackShortcuts>(
      html`<callback-shortcuts enabled lang="nl"></callback-shortcuts>`,
    );
    await element.press('accept');
    await settle(element);
    expect(note(element)).to.equal('Accept the newest callback: Nichts da.');
  });

  it('knows that a record without the capability is not offered', async () => {
    const element = await draw({ enabled: true, call: next(call(), { capabilities: {} as never }) });
    await element.press('mute');
    await settle(element);
    expect(note(element)).to.equal('Mute, or unmute: The provider does not offer this.');
    element.call = call({
      capabilities: capabilities('call', { mute: disabled('no_call'), unmute: enabled }),
    });
    const heard = hear(element);
    await element.press('mute');
    expect(names(heard)).to.deep.equal(['call-unmute']);
  });

  isAsDocumented({
    tag: 'callback-shortcuts',
    attributes: { keys: ['{"accept":"F8"}', { accept: 'F8' }] },
    fixtures: {
      ...each<() => Fixture>(fixtures, (make) => draw(make())),
      refused: () => refused('callback-shortcuts', fixtures.talking(), (element) => element.press('mute')),
    },
    uses: [fixtures.offered, fixtures.preview, fixtures.noAnswer, fixtures.talking, fixtures.heldMuted].map(
      (make) => async () => {
        const element = await draw(make());
        for (const keys of Object.values(defaultShortcuts).filter((one) => one.startsWith('Alt+Shift+'))) {
          const key = keys.at(-1)!;
          document.dispatchEvent(
            new KeyboardEvent('keydown', { key, code: `Key${key}`, altKey: true, shiftKey: true }),
          );
          await settle(element);
        }
        element.remove();
      },
    ),
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import { translate } from '../shared/locale.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { agent, call, disabled, enabled, hidden, instant, leg, next } from '../shared/testing/records.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type {
  CallEndEvent,
  CallHoldEvent,
  CallMuteEvent,
  CallResumeEvent,
  CallUnmuteEvent,
} from './callback-active-call.events.ts';
import type { Fixture } from './callback-active-call.fixtures.ts';
import { fixtures, may } from './callback-active-call.fixtures.ts';
import { strings } from './callback-active-call.strings.ts';
import type { CallbackActiveCall } from './callback-active-call.ts';
import './define.ts';

const draw = ({ interaction, call }: Fixture) =>
  fixture<CallbackActiveCall>(
    html`<callback-active-call .interaction=${interaction} .call=${call ?? null}></callback-active-call>`,
  );
const settle = async (element: CallbackActiveCall) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await element.updateComplete;
};
const root = (element: CallbackActiveCall) => element.shadowRoot!;
const text = (node: Node | null) => node?.textContent?.replace(/\s+/g, ' ').trim();
const buttons = (element: CallbackActiveCall) => [...root(element).querySelectorAll('button')];
const button = (element: CallbackActiveCall, label: string) =>
  buttons(element).find((one) => text(one) === label);
const people = (element: CallbackActiveCall) => [...root(element).querySelectorAll('li')].map(text);
const why = (element: CallbackActiveCall) => text(root(element).querySelector('.why'));
const said = async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const region = document.getElementById('cbk-polite')?.shadowRoot;
  return [...(region?.querySelectorAll('p') ?? [])].map((one) => one.textContent);
};
/** What is announced stays for three seconds. */
const silence = () => new Promise((resolve) => setTimeout(resolve, 3200));

type Asked = CallEndEvent | CallMuteEvent | CallUnmuteEvent | CallHoldEvent | CallResumeEvent;
const hear = (element: CallbackActiveCall) => {
  const heard: Asked[] = [];
  for (const name of ['end', 'mute', 'unmute', 'hold', 'resume'] as const)
    element.addEventListener(`call-${name}` as const, (event: Asked) => heard.push(event));
  return heard;
};

describe('callback-active-call', () => {
  it('draws nothing without an interaction and a call', async () => {
    const element = await fixture<CallbackActiveCall>(html`<callback-active-call></callback-active-call>`);
    expect(root(element).children).to.have.length(0);
    await Promise.all([element.end(), element.mute(), element.hold()]);
  });

  it('needs no interaction where it is given the call', async () => {
    const element = await fixture<CallbackActiveCall>(
      html`<callback-active-call .call=${call()}></callback-active-call>`,
    );
    expect(text(root(element).querySelector('h2'))).to.equal('Call');
    expect(people(element)).to.have.length(2);
  });

  it('stands disabled before any call, and says when its controls open', async () => {
    const element = await draw(fixtures.none());
    expect(buttons(element).map(text)).to.deep.equal(['Mute', 'Hold', 'End call']);
    expect(why(element)).to.equal('Call controls open when the number is dialled.');
    for (const one of buttons(element)) {
      expect(one.ariaDisabled).to.equal('true');
      expect(one.ariaDescription).to.equal(why(element));
      one.focus();
      expect(root(element).activeElement === one).to.equal(true);
    }
    expect(people(element)).to.deep.equal(['Adaeze Okonkwo-Fitzgerald Not dialled', 'Agent (you) Ready']);
    expect(root(element).querySelector('[role=timer]') === null).to.equal(true);
    const heard = hear(element);
    for (const one of buttons(element)) one.click();
    await Promise.all([element.end(), element.mute(), element.hold()]);
    expect(heard).to.be.empty;
  });

  describe('says how each party is, the agent last', () => {
    for (const [name, customer, me] of [
      ['dialing', 'Dialling', 'Connected'],
      ['ringing', 'Ringing', 'Connected'],
      ['connected', 'Connected', 'Connected'],
      ['heldMuted', /On hold 0:3[89]/, 'Connected, muted'],
      ['noAnswer', 'Ended: No answer', 'Ended'],
      ['busy', 'Ended: Busy', 'Ended'],
      ['voicemail', 'Ended: Voicemail', 'Ended'],
      ['failed', 'Ended: Failed', 'Ended'],
      ['endedByAgent', 'Ended', 'Ended: Hung up'],
      ['hungUp', 'Ended: Hung up', 'Ended'],
    ] as const)
      it(name, async () => {
        const element = await draw(fixtures[name]());
        await settle(element);
        const [first, second] = people(element);
        expect(first).to.match(/^Adaeze Okonkwo-Fitzgerald /);
        if (typeof customer === 'string') expect(first).to.equal(`Adaeze Okonkwo-Fitzgerald ${customer}`);
        else expect(first).to.match(customer);
        expect(second).to.equal(`Tomasz Wiśniewski (you) ${me}`);
      });

    it('whatever a provider sends', async () => {
      const element = await draw({
        interaction: fixtures.connected().interaction,
        call: call({
          legs: [leg({ role: 'queue', state: 'ended', endReason: 'eaten' as never }), leg({ id: 'leg-2' })],
        }),
      });
      expect(people(element)[0]).to.equal('Adaeze Okonkwo-Fitzgerald Ended');
      await draw({ interaction: fixtures.connected().interaction, call: call({ legs: [] }) });
    });
  });

  describe('the duration', () => {
    const duration = (element: CallbackActiveCall) => root(element).querySelector('[role=timer]');

    it('counts from the answer', async () => {
      const element = await draw(fixtures.connected());
      expect(text(duration(element))).to.match(/^2:1[45]$/);
      expect(duration(element)!.ariaLabel).to.match(/^Call duration 2:1[45]$/);
      expect(duration(await draw(fixtures.ringing()))).to.equal(null);
    });

    it('runs, on hold too', async () => {
      const element = await draw({
        ...fixtures.heldMuted(),
        call: call({
          legs: [leg({ state: 'held', since: instant(-1.9) })],
          answeredAt: instant(-58.9),
        }),
      });
      expect(text(duration(element))).to.equal('0:58');
      expect(people(element)[0]).to.contain('On hold 0:01');
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(text(duration(element))).to.equal('0:59');
      expect(people(element)[0]).to.contain('On hold 0:02');
    });

    it('stands still at the end', async () => {
      const element = await draw(fixtures.hungUp());
      expect(text(duration(element))).to.match(/^2:(10|09)$/);
      expect(duration(await draw(fixtures.noAnswer()))).to.equal(null);
    });
  });

  describe('the controls', () => {
    it('are Mute, Hold and End call while connected', async () => {
      const element = await draw(fixtures.connected());
      expect(buttons(element).map(text)).to.deep.equal(['Mute', 'Hold', 'End call']);
      expect(root(element).querySelector('[aria-disabled]') === null).to.equal(true);
      expect(root(element).querySelector('[aria-pressed]') === null).to.equal(true);
      expect(why(element)).to.equal(undefined);
    });

    it('are Unmute and Resume in their places', async () => {
      const element = await draw(fixtures.heldMuted());
      expect(buttons(element).map(text)).to.deep.equal(['Unmute', 'Resume', 'End call']);
    });

    for (const name of ['dialing', 'ringing'] as const)
      it(`let the attempt be ended: ${name}`, async () => {
        const element = await draw(fixtures[name]());
        const heard = hear(element);
        for (const one of buttons(element)) one.click();
        expect(heard.map(({ type }) => type)).to.deep.equal(['call-end']);
        expect(why(element)).to.equal('Opens when the customer answers.');
      });

    it('are disabled when the call is over', async () => {
      const element = await draw(fixtures.hungUp());
      expect(root(element).querySelectorAll('[aria-disabled=true]')).to.have.length(3);
      expect(why(element)).to.equal('There is no call.');
    });

    it('ask by events named as in the table, by press and by method', async () => {
      const talking = await draw(fixtures.connected());
      const held = await draw(fixtures.heldMuted());
      const heard = [hear(talking), hear(held)];
      for (const one of [...buttons(talking), ...buttons(held)]) one.click();
      await Promise.all([talking.mute(), talking.hold(), talking.end(), held.unmute(), held.resume()]);
      expect(heard.map((all) => all.map(({ type }) => type))).to.deep.equal([
        ['call-mute', 'call-hold', 'call-end', 'call-mute', 'call-hold', 'call-end'],
        ['call-unmute', 'call-resume', 'call-end', 'call-unmute', 'call-resume'],
      ]);
      for (const event of heard.flat()) {
        expect(event.type).to.equal(commands[event.command].event);
        expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
        expect(structuredClone(event.detail)).to.deep.equal(event.detail);
        expect(event.detail).to.include({ callId: 'call-1', interactionId: 'interaction-1' });
      }
    });

    it('work by keyboard, in the order of the page', async () => {
      const element = await draw(fixtures.connected());
      const heard = hear(element);
      for (const key of ['Enter', ' ', 'Enter']) {
        await sendKeys({ press: 'Tab' });
        await sendKeys({ press: key });
      }
      expect(heard.map(({ type }) => type)).to.deep.equal(['call-mute', 'call-hold', 'call-end']);
    });

    it('leave out what the provider does not offer', async () => {
      const { interaction } = fixtures.connected();
      const element = await draw({ interaction, call: call({ capabilities: may({ mute: hidden }) }) });
      expect(buttons(element).map(text)).to.deep.equal(['Hold', 'End call']);
    });
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let element: CallbackActiveCall;

    const connect = async ({ interaction, call }: Fixture) => {
      session = new FakeSession([interaction, agent(), ...(call ? [call] : [])]);
      const place = await fixture(html`<div></div>`);
      provide(place as HTMLElement, session);
      element = document.createElement('callback-active-call');
      place.append(element);
      await settle(element);
    };

    it('takes the interaction, its call and the agent', async () => {
      await connect(fixtures.none());
      expect(people(element)[1]).to.equal('Tomasz Wiśniewski (you) Ready');
      const { interaction, call } = fixtures.ringing();
      session.put(next(interaction), call);
      await settle(element);
      expect(people(element)[0]).to.contain('Ringing');
      await element.end();
      expect(session.sent.map(({ command, id, payload }) => [command, id, payload])).to.deep.equal([
        ['call.end', 'call-1', {}],
      ]);
    });

    it('keeps the focus when Mute becomes Unmute, and Hold Resume', async () => {
      await connect(fixtures.connected());
      for (const [label, other, capabilities] of [
        ['Mute', 'Unmute', may({ mute: hidden, unmute: enabled })],
        ['Hold', 'Resume', may({ hold: hidden, resume: enabled })],
      ] as const) {
        const pressed = button(element, label)!;
        pressed.focus();
        await sendKeys({ press: 'Enter' });
        await settle(element);
        session.put(next(session.store.get('call', 'call-1')!, { capabilities }));
        await settle(element);
        expect(root(element).activeElement === pressed).to.equal(true);
        expect(text(pressed)).to.equal(other);
      }
    });

    it('keeps the focus on End call over the end', async () => {
      await connect(fixtures.connected());
      button(element, 'End call')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(element);
      session.put(next(fixtures.endedByAgent().call));
      await settle(element);
      expect(text(root(element).activeElement)).to.equal('End call');
    });

    it('shows a press as pending, once, and a refusal with Try again where that may help', async () => {
      await connect(fixtures.connected());
      const { promise, reject } = deferred<never>();
      session.answer = () => promise;
      button(element, 'Hold')!.click();
      button(element, 'Hold')!.click();
      await settle(element);
      expect(button(element, 'Hold')!.ariaBusy).to.equal('true');
      expect(button(element, 'Mute')!.ariaDisabled).to.equal(null);
      expect(session.sent).to.have.length(1);
      reject(refusal('unavailable'));
      await settle(element);
      expect(text(root(element).querySelector('[role=alert]'))).to.equal(
        'The provider cannot be reached. Try again',
      );
    });

    it('sends nothing where the document vetoes', async () => {
      await connect(fixtures.connected());
      const veto = (event: Event) => event.preventDefault();
      for (const name of ['call-mute', 'call-hold', 'call-end']) document.addEventListener(name, veto);
      for (const one of buttons(element)) one.click();
      await settle(element);
      for (const name of ['call-mute', 'call-hold', 'call-end']) document.removeEventListener(name, veto);
      expect(session.sent).to.be.empty;
    });

    it('leaves nothing behind after 50 times', async () => {
      await connect(fixtures.connected());
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
      expect(again).to.be.above(0);
    });

    it('announces ringing, the answer and the end, each once', async () => {
      await silence();
      await connect(fixtures.none());
      const steps = [fixtures.dialing, fixtures.ringing, fixtures.connected, fixtures.hungUp];
      for (const [version, make] of steps.entries()) {
        session.put(
          { ...make().interaction, version: version + 2 },
          { ...make().call, version: version + 2 },
        );
        await settle(element);
        element.requestUpdate();
        await settle(element);
      }
      expect(await said()).to.deep.equal(['Ringing', 'Connected', 'Call ended: Hung up.']);
    }).timeout(10_000);

    it('announces neither hold nor mute as an answer, nor what was so before', async () => {
      await silence();
      await connect(fixtures.heldMuted());
      session.put(next(fixtures.connected().call));
      await settle(element);
      await connect(fixtures.hungUp());
      expect(await said()).to.be.empty;
    }).timeout(10_000);
  });

  it('takes hostile strings as text, and does not break', async () => {
    const element = await draw(fixtures.hostile());
    expect(root(element).querySelector('img, script, .why b, a') === null).to.equal(true);
    expect(people(element)[0]).to.contain('<img src=x onerror');
    expect(people(element)[1]).to.contain('ليلى حداد (you)');
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('clips no label of a long language at 320 px, with three tiles and with two', async () => {
    translate('de', strings, {
      mute: 'Mikrofonstummschaltung',
      hold: 'Warteschleifenweiterleitung',
      end: 'Telefongesprächsbeendigung',
      connected: 'Gesprächsverbindung hergestellt',
      held: (digits) => `Kundenwarteschleife seit ${digits}`,
      notYet: 'Gesprächssteuerungsmöglichkeiten erst nach Rufnummernanwahl',
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.narrow { inline-size: 288px }');
    document.adoptedStyleSheets = [sheet];
    for (const make of [fixtures.none, fixtures.connected, fixtures.heldMuted]) {
      const place = await fixture<HTMLElement>(html`<div class="narrow" lang="de"></div>`);
      const element = document.createElement('callback-active-call');
      Object.assign(element, make());
      place.append(element);
      await settle(element);
      for (const one of root(element).querySelectorAll<HTMLElement>('section, button, li, .why'))
        expect(one.scrollWidth, text(one)).to.be.at.most(one.offsetWidth);
      for (const one of root(element).querySelectorAll<HTMLElement>('button, li span'))
        expect(one.scrollHeight, text(one)).to.be.at.most(one.offsetHeight);
    }
    document.adoptedStyleSheets = [];
  });

  it('has its tiles in one row of three, equally wide', async () => {
    const element = await draw({
      ...fixtures.connected(),
      call: call({ capabilities: may({ hold: disabled('not_answered') }) }),
    });
    const boxes = buttons(element).map((one) => one.getBoundingClientRect());
    for (const { top, width, height } of boxes) {
      expect(top).to.equal(boxes[0]!.top);
      expect(width).to.be.closeTo(boxes[0]!.width, 0.1);
      expect(height).to.be.at.least(52);
    }
  });

  for (const [name, make] of Object.entries<() => Fixture>(fixtures))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make())).to.be.accessible();
    });
});

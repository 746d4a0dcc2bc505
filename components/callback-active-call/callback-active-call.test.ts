import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { RequestEvent } from '../shared/events.ts';
import { translate } from '../shared/languages.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { agent, call, disabled, enabled, hidden, instant, leg, next } from '../shared/testing/records.ts';
import { each, isAsDocumented, refused } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { Fixture } from './callback-active-call.fixtures.ts';
import { all, few, fixtures } from './callback-active-call.fixtures.ts';
import type { CallControlName, CallbackActiveCall } from './callback-active-call.ts';
import './define.ts';

const draw = ({ interaction, call, agent }: Fixture, order: readonly CallControlName[] = []) =>
  fixture<CallbackActiveCall>(
    html`<callback-active-call
      .interaction=${interaction}
      .call=${call ?? null}
      .agent=${agent ?? null}
      .order=${order}
    ></callback-active-call>`,
  );
const settle = async (element: CallbackActiveCall) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await element.updateComplete;
};
const root = (element: CallbackActiveCall) => element.shadowRoot!;
const text = (node: Node | null) => node?.textContent?.replace(/\s+/g, ' ').trim();
const all$ = (element: CallbackActiveCall, selector: string) => [
  ...root(element).querySelectorAll<HTMLElement>(selector),
];
/** The bar. */
const buttons = (element: CallbackActiveCall) => all$(element, '.tiles button');
/** What is under **More**. */
const items = (element: CallbackActiveCall) => all$(element, '[role=menuitem]');
const labels = (element: CallbackActiveCall) => buttons(element).map(text);
const rest = (element: CallbackActiveCall) => items(element).map((one) => text(one.querySelector('span')));
const button = (element: CallbackActiveCall, label: string) =>
  [...buttons(element), ...items(element)].find((one) => text(one.querySelector('span')) === label)!;
const more = (element: CallbackActiveCall) => root(element).querySelector<HTMLElement>('.dots');
const people = (element: CallbackActiveCall) => [...root(element).querySelectorAll('li')].map(text);
const why = (element: CallbackActiveCall) => text(root(element).querySelector('.why'));
const said = async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const region = document.getElementById('cbk-polite')?.shadowRoot;
  return [...(region?.querySelectorAll('p') ?? [])].map((one) => one.textContent);
};
/** What is announced stays for three seconds. */
const silence = () => new Promise((resolve) => setTimeout(resolve, 3200));

const asked = [
  'end',
  'leave',
  'mute',
  'unmute',
  'hold',
  'resume',
  'record-start',
  'record-pause',
  'record-resume',
  'record-stop',
  'escalate',
  'wrong-number',
] as const;
type Asked = RequestEvent<`call.${(typeof asked)[number]}`>;
const hear = (element: CallbackActiveCall) => {
  const heard: Asked[] = [];
  const listener = (event: Asked) => heard.push(event);
  for (const name of asked) element.addEventListener(`call-${name}`, listener);
  return heard;
};
const six = ['Record', 'Mute', 'Hold', 'Dialpad', 'Transfer', 'End call'];

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

  it('is headed by the customer’s name where they were dialled first', async () => {
    const element = await draw(fixtures.customerFirst());
    const heading = root(element).querySelector('h2')!;
    expect(text(heading.querySelector('bdi'))).to.equal('Adaeze Okonkwo-Fitzgerald');
    const customerName = `<b>\u202e${'W'.repeat(200)}`;
    element.interaction = next(element.interaction!, { customerName });
    await settle(element);
    expect(heading.querySelector('b')).to.equal(null);
    expect(text(heading)).to.equal(customerName);
    expect(heading.getBoundingClientRect().right).to.be.at.most(element.getBoundingClientRect().right - 16);
    expect(heading.offsetHeight).to.be.below(32);
    expect(text(root(await draw(fixtures.connected())).querySelector('h2'))).to.equal('Call');
  });

  it('stands disabled before any call, and says when its controls open', async () => {
    const element = await draw(fixtures.none());
    expect(labels(element)).to.deep.equal(six);
    expect(more(element) === null).to.equal(true);
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
    await Promise.all([element.end(), element.mute(), element.hold(), element.recordStart()]);
    element.openWrapUp();
    await settle(element);
    expect(heard).to.be.empty;
    expect(root(element).querySelector('callback-dialpad') === null).to.equal(true);
  });

  it('draws nothing of a call that is somebody else\u2019s', async () => {
    const { interaction } = fixtures.hungUp();
    const element = await draw({ interaction });
    expect(root(element).children).to.have.length(0);
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

    for (const [name, rows] of [
      ['consultRinging', [/On hold 1:2\d$/, /^Núria Puigdomènech Ringing$/, /\(you\) Connected$/]],
      ['consultQueue', [/On hold/, /^Waiting in Loans and mortgages 0:2\d$/, /\(you\) Connected$/]],
      ['consulting', [/On hold/, /^Núria Puigdomènech Connected 0:3\d$/, /\(you\) Connected$/]],
      ['consultEnded', [/On hold/, /^Tomasz Wiśniewski \(you\) Connected$/]],
      ['conference', [/Fitzgerald Connected$/, /^Núria Puigdomènech Connected 0:3\d$/, /\(you\) Connected$/]],
      ['external', [/Fitzgerald Connected$/, /^\+44 207 946 0018 Connected 2:1\d$/, /\(you\) Connected$/]],
      [
        'customerGone',
        [/Fitzgerald Ended: Hung up$/, /^Núria Puigdomènech Connected 0:3\d$/, /\(you\) Connected$/],
      ],
      [
        'consulted',
        [/Fitzgerald Connected$/, /^Tomasz Wiśniewski Connected$/, /^Núria Puigdomènech \(you\) Connected$/],
      ],
      [
        'blindPending',
        [
          /On hold/,
          /^Núria Puigdomènech Ringing$/,
          /^Tomasz Wiśniewski \(you\) Handing over to Núria Puigdomènech$/,
        ],
      ],
    ] as const)
      it(`with more than two: ${name}`, async () => {
        const found = people(await draw(fixtures[name]()));
        expect(found).to.have.length(rows.length);
        for (const [at, row] of rows.entries()) expect(found[at]).to.match(row);
      });

    it('transferred, each of them, where the call is no longer ours', async () => {
      const { interaction, call: over } = fixtures.hungUp();
      const legs = over.legs.map((one) => ({ ...one, endReason: 'transferred' as const }));
      const element = await draw({ interaction, call: { ...over, legs } });
      expect(people(element)).to.deep.equal([
        'Adaeze Okonkwo-Fitzgerald Ended: Transferred',
        'Tomasz Wiśniewski (you) Ended: Transferred',
      ]);
    });

    it('handing over to a number, as people read it', async () => {
      const { call: live, ...made } = fixtures.blindPending();
      const target = { kind: 'external', id: '+12025550111', name: '+12025550111' } as const;
      const element = await draw({ ...made, call: next(live, { blind: { ...live.blind!, target } }) });
      expect(people(element).at(-1)).to.equal('Tomasz Wiśniewski (you) Handing over to +1 202-555-0111');
    });

    it('all of them once the call is over', async () => {
      const { interaction, call: over } = fixtures.hungUp();
      const legs = [...over.legs, leg({ id: 'leg-3', name: 'Ben', state: 'ended', endReason: 'declined' })];
      const element = await draw({ interaction, call: { ...over, legs } });
      expect(people(element)).to.have.length(3);
    });

    it('whatever a provider sends', async () => {
      const { interaction } = fixtures.connected();
      const ended = leg({ state: 'ended', endReason: 'eaten' as never });
      const element = await draw({ interaction, call: call({ legs: [ended, leg({ id: 'leg-2' })] }) });
      expect(people(element)[0]).to.equal('Adaeze Okonkwo-Fitzgerald Ended');
      await draw({ interaction, call: call({ legs: [] }) });
      await draw({ interaction, call: call({ legs: [], endedAt: instant() }) });
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
    it('are six in the bar while connected, the rest under More', async () => {
      const element = await draw(fixtures.connected());
      expect(labels(element)).to.deep.equal(six);
      expect(rest(element)).to.deep.equal(['Escalate', 'Open wrap-up', 'Wrong number']);
      expect(root(element).querySelector('[aria-disabled]') === null).to.equal(true);
      expect(root(element).querySelector('[aria-pressed]') === null).to.equal(true);
      expect(why(element)).to.equal(undefined);
    });

    it('are Unmute and Resume in their places', async () => {
      const element = await draw(fixtures.heldMuted());
      expect(labels(element)).to.deep.equal([
        'Record',
        'Unmute',
        'Resume',
        'Dialpad',
        'Transfer',
        'End call',
      ]);
    });

    it('record in four steps, of which the last is under More', async () => {
      const on = await draw(fixtures.recording());
      expect(labels(on)[0]).to.equal('Pause recording');
      expect(rest(on)).to.include('Stop recording');
      expect(text(root(on).querySelector('.chip'))).to.match(/^Recording 1:1\d$/);
      const paused = await draw(fixtures.recordingPaused());
      expect(labels(paused)[0]).to.equal('Resume recording');
      expect(rest(paused)).to.include('Stop recording');
      expect(text(root(paused).querySelector('.chip'))).to.equal('Recording paused');
      const saved = await draw(fixtures.recorded());
      expect(text(root(saved).querySelector('.chip'))).to.equal('Recording saved');
      expect(root(await draw(fixtures.connected())).querySelector('.chip') === null).to.equal(true);
    });

    it('take no place where the provider does not offer them; Wrong number is never in the bar', async () => {
      const { interaction } = fixtures.connected();
      const drawn = (capabilities: Parameters<typeof few>[0]) =>
        draw({ interaction, call: call({ capabilities: few(capabilities) }) });
      expect(labels(await drawn({}))).to.deep.equal(['Mute', 'Hold', 'Open wrap-up', 'End call']);
      expect(more(await drawn({})) === null).to.equal(true);
      const wrong = await drawn({ wrongNumber: enabled, mute: hidden });
      expect(labels(wrong)).to.deep.equal(['Hold', 'Open wrap-up', 'End call']);
      expect(rest(wrong)).to.deep.equal(['Wrong number']);
      expect(labels(await drawn({ dialOut: enabled }))).to.include('Dialpad');
      expect(labels(await drawn({ blindTransfer: enabled }))).to.include('Transfer');
    });

    it('keep End call in its place, with whoever joins', async () => {
      const two = await draw(fixtures.connected());
      const three = await draw(fixtures.conference());
      const place = (element: CallbackActiveCall) => {
        const end = button(element, 'End call').getBoundingClientRect();
        const own = element.getBoundingClientRect();
        return [end.left - own.left, end.top - own.top];
      };
      expect(place(three)).to.deep.equal(place(two));
      expect(rest(three)).to.include('Leave call');
      const fewer = await draw({
        ...fixtures.connected(),
        call: call({ capabilities: few({ recordStart: enabled }) }),
      });
      expect(labels(fewer)).to.have.length(5);
      expect(place(fewer)).to.deep.equal(place(two));
    });

    it('come in another order where one is given, as a property and as an attribute', async () => {
      const element = await draw(fixtures.connected(), ['wrap-up', 'end', 'escalate']);
      expect(labels(element)).to.deep.equal([
        'Open wrap-up',
        'End call',
        'Escalate',
        'Record',
        'Mute',
        'Hold',
      ]);
      expect(rest(element)).to.deep.equal(['Dialpad', 'Transfer', 'Wrong number']);
      element.setAttribute('order', ' hold mute  constructor hold wrong-number');
      await settle(element);
      expect(labels(element)).to.deep.equal(['Hold', 'Mute', 'Record', 'Dialpad', 'Transfer', 'End call']);
      element.setAttribute('order', 'record mute hold dialpad transfer escalate end');
      await settle(element);
      expect(labels(element)).to.deep.equal(six);
      element.removeAttribute('order');
      await settle(element);
      expect(labels(element)).to.deep.equal(six);
    });

    it('say that End call ends it for all, where others are in it', async () => {
      const end = async (make: () => Fixture) => button(await draw(make()), 'End call').ariaDescription;
      for (const make of [fixtures.conference, fixtures.consulting, fixtures.consultRinging])
        expect(await end(make)).to.equal('End call ends it for all.');
      for (const make of [fixtures.connected, fixtures.consultEnded, fixtures.ringing])
        expect(await end(make)).to.equal(null);
      expect(why(await draw(fixtures.conference()))).to.contain('End call ends it for all.');
      const leave = items(await draw(fixtures.conference())).find((one) => one.id === 'leave')!;
      expect(text(leave.querySelector('.small'))).to.equal('The others go on without you.');
    });

    it('are what a colleague who was asked may do', async () => {
      const element = await draw(fixtures.consulted());
      const heard = hear(element);
      for (const one of [...buttons(element), ...items(element)])
        if (!['dialpad', 'wrap-up'].includes(one.id)) one.click();
      expect(heard.map(({ type }) => type)).to.deep.equal(['call-mute', 'call-leave']);
      expect(button(element, 'End call').ariaDescription).to.equal('It is somebody else\u2019s now.');
    });

    it('do nothing while it is handed over', async () => {
      const element = await draw(fixtures.blindPending());
      const heard = hear(element);
      for (const one of buttons(element)) one.click();
      expect(heard).to.be.empty;
      expect(why(element)).to.equal('The call is being handed over.');
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
      expect(all$(element, '.tiles [aria-disabled=true]')).to.have.length(6);
      expect(why(element)).to.equal('There is no call.');
    });

    it('ask by events named as in the table, by press and by method', async () => {
      const elements = await Promise.all(
        [
          fixtures.connected,
          fixtures.heldMuted,
          fixtures.recording,
          fixtures.recordingPaused,
          fixtures.conference,
        ].map((make) => draw(make())),
      );
      const heard = elements.map(hear);
      for (const element of elements)
        for (const one of [...buttons(element), ...items(element)])
          if (!['dialpad', 'transfer', 'wrap-up'].includes(one.id)) one.click();
      const names = heard.map((all) => all.splice(0).map((event) => event));
      expect(names.map((all) => all.map(({ type }) => type))).to.deep.equal([
        ['call-record-start', 'call-mute', 'call-hold', 'call-end', 'call-escalate', 'call-wrong-number'],
        ['call-record-start', 'call-unmute', 'call-resume', 'call-end', 'call-escalate', 'call-wrong-number'],
        ['call-record-pause', 'call-mute', 'call-hold', 'call-end', 'call-record-stop', 'call-wrong-number'],
        [
          'call-record-resume',
          'call-mute',
          'call-hold',
          'call-end',
          'call-escalate',
          'call-record-stop',
          'call-wrong-number',
        ],
        ['call-record-start', 'call-mute', 'call-hold', 'call-end', 'call-leave', 'call-escalate'],
      ]);
      for (const event of names.flat()) {
        expect(event.type).to.equal(commands[event.command].event);
        expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
        expect(structuredClone(event.detail)).to.deep.equal(event.detail);
        expect(event.detail).to.include({ callId: 'call-1', interactionId: 'interaction-1' });
      }
      const [talking, held, on, paused, three] = elements as [CallbackActiveCall, ...CallbackActiveCall[]] & {
        length: 5;
      };
      await Promise.all([talking.end(), talking.mute(), talking.hold(), talking.recordStart()]);
      await Promise.all([talking.escalate(), talking.wrongNumber(), held!.unmute(), held!.resume()]);
      await Promise.all([on!.recordPause(), on!.recordStop(), paused!.recordResume(), three!.leave()]);
      expect(heard.flat().map(({ type }) => type)).to.have.members(asked.map((name) => `call-${name}`));
    });

    it('work by keyboard, in the order of the page', async () => {
      const element = await draw(fixtures.few());
      const heard = hear(element);
      const told: Event[] = [];
      element.addEventListener('call-open-wrap-up', (event) => told.push(event));
      for (const key of ['Enter', ' ', 'Enter', 'Enter']) {
        await sendKeys({ press: 'Tab' });
        await sendKeys({ press: key });
      }
      expect(heard.map(({ type }) => type)).to.deep.equal(['call-mute', 'call-hold', 'call-end']);
      expect(told).to.have.length(1);
    });

    it('tell that the wrap-up is wanted, and send nothing', async () => {
      const element = await draw(fixtures.connected());
      const told: CustomEvent[] = [];
      const hearIt = (event: CustomEvent) => told.push(event);
      document.addEventListener('call-open-wrap-up', hearIt);
      button(element, 'Open wrap-up').click();
      element.openWrapUp();
      document.removeEventListener('call-open-wrap-up', hearIt);
      expect(told).to.have.length(2);
      expect(told[0]!.composed && !told[0]!.cancelable).to.equal(true);
      expect(told[0]!.detail).to.include({ interactionId: 'interaction-1', taskId: 'task-1' });
    });

    it('show when the call was escalated, also when it is over or the next one began', async () => {
      const element = await draw(fixtures.recording());
      expect(all$(element, '.why').map(text).join()).to.match(/^Escalated (\w+ )?\d\d:\d\d$/);
      expect(button(element, 'Escalate').ariaDisabled).to.equal('true');
      expect(
        all$(await draw(fixtures.recorded()), '.why')
          .map(text)
          .join(),
      ).to.contain('Escalated');
      const { interaction } = fixtures.none();
      const kept = await draw({ interaction: { ...interaction, escalatedAt: instant(-60) } });
      expect(all$(kept, '.why').map(text).join()).to.contain('Escalated');
      expect(all$(await draw(fixtures.connected()), '.why')).to.be.empty;
    });
  });

  describe('More', () => {
    let element: CallbackActiveCall;
    const menu = () => root(element).querySelector<HTMLElement>('[role=menu]')!;
    const isOpen = () => menu().matches(':popover-open');
    const focused = () => text(root(element).activeElement?.querySelector('span') ?? null);
    const open = async () => {
      more(element)!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(element);
    };
    beforeEach(async () => {
      element = await draw(fixtures.recording());
    });

    it('is a menu at its button', async () => {
      expect(more(element)!.ariaLabel).to.equal('More');
      expect(more(element)!.ariaHasPopup).to.equal('menu');
      expect(isOpen()).to.equal(false);
      await open();
      expect(isOpen()).to.equal(true);
      const place = menu().getBoundingClientRect();
      const at = more(element)!.getBoundingClientRect();
      expect(place.top).to.be.within(at.bottom, at.bottom + 8);
      expect(place.right).to.be.closeTo(at.right, 1);
    });

    it('moves by arrows, Home and End, around', async () => {
      await open();
      expect(focused()).to.equal('Escalate');
      for (const [key, label] of [
        ['ArrowDown', 'Open wrap-up'],
        ['ArrowDown', 'Stop recording'],
        ['End', 'Wrong number'],
        ['ArrowDown', 'Escalate'],
        ['ArrowUp', 'Wrong number'],
        ['Home', 'Escalate'],
      ] as const) {
        await sendKeys({ press: key });
        expect(focused(), key).to.equal(label);
      }
    });

    it('gives the focus back, by Escape and by a choice; Tab goes on', async () => {
      const heard = hear(element);
      await open();
      await sendKeys({ press: 'Escape' });
      expect(isOpen()).to.equal(false);
      expect(root(element).activeElement === more(element)).to.equal(true);
      await open();
      await sendKeys({ press: 'End' });
      await sendKeys({ press: 'Enter' });
      expect(isOpen()).to.equal(false);
      expect(root(element).activeElement === more(element)).to.equal(true);
      expect(heard.map(({ type }) => type)).to.deep.equal(['call-wrong-number']);
      await open();
      await sendKeys({ press: 'Tab' });
      expect(isOpen()).to.equal(false);
      expect(text(root(element).activeElement)).to.equal('Pause recording');
    });

    it('says why something cannot be done, and stays open', async () => {
      const heard = hear(element);
      await open();
      await sendKeys({ press: 'Enter' });
      expect(isOpen()).to.equal(true);
      expect(heard).to.be.empty;
      const escalate = items(element)[0]!;
      expect(escalate.ariaDisabled).to.equal('true');
      const described = root(element).getElementById(escalate.getAttribute('aria-describedby')!);
      expect(text(described)).to.equal('The call is already escalated.');
    });

    it('opens to the other side in a page from right to left', async () => {
      const place = await fixture<HTMLElement>(html`<div dir="rtl"></div>`);
      place.append(element);
      await settle(element);
      await open();
      const box = menu().getBoundingClientRect();
      expect(box.left).to.be.closeTo(more(element)!.getBoundingClientRect().left, 1);
    });
  });

  describe('the panels', () => {
    let element: CallbackActiveCall;
    const dialpad = () => root(element).querySelector('callback-dialpad')!;
    const transfer = () => root(element).querySelector('callback-call-transfer')!;
    const change = async (make: () => Fixture) => {
      Object.assign(element, make());
      await settle(element);
    };
    beforeEach(async () => {
      element = await draw(fixtures.connected());
    });

    it('are opened and put away by their buttons, one at a time', async () => {
      expect([dialpad().open, transfer().open]).to.deep.equal([false, false]);
      expect(button(element, 'Dialpad').ariaExpanded).to.equal('false');
      button(element, 'Dialpad').click();
      await settle(element);
      expect([dialpad().open, transfer().open]).to.deep.equal([true, false]);
      expect(button(element, 'Dialpad').ariaExpanded).to.equal('true');
      const colour = (label: string) => getComputedStyle(button(element, label)).color;
      expect(colour('Dialpad')).not.to.equal(colour('Mute'));
      expect(button(element, 'Mute').ariaExpanded).to.equal(null);
      button(element, 'Transfer').click();
      await settle(element);
      expect([dialpad().open, transfer().open]).to.deep.equal([false, true]);
      button(element, 'Transfer').click();
      await settle(element);
      expect([dialpad().open, transfer().open]).to.deep.equal([false, false]);
    });

    it('stand between the buttons and the participants', async () => {
      button(element, 'Dialpad').click();
      await settle(element);
      const top = (one: Element) => one.getBoundingClientRect().top;
      const panel = dialpad().shadowRoot!.querySelector('section')!;
      expect(top(panel)).to.be.above(top(button(element, 'End call')));
      expect(top(panel)).to.be.below(top(root(element).querySelector('ul')!));
    });

    it('take no room while there is nothing in them', async () => {
      const list = root(element).querySelector('ul')!;
      const gap =
        list.getBoundingClientRect().top - button(element, 'End call').getBoundingClientRect().bottom;
      expect(gap).to.be.closeTo(8, 1);
    });

    it('give the focus back: the dialpad to Dialpad, a transfer that was not used to Resume', async () => {
      button(element, 'Dialpad').click();
      await settle(element);
      await settle(dialpad() as never);
      expect(root(element).activeElement === dialpad()).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await settle(element);
      expect(text(root(element).activeElement)).to.equal('Dialpad');
      await change(fixtures.heldMuted);
      button(element, 'Transfer').click();
      await settle(element);
      transfer().dispatchEvent(new Event('call-transfer-close'));
      await settle(element);
      expect(transfer().open).to.equal(false);
      expect(text(root(element).activeElement)).to.equal('Resume');
    });

    it('give it to More where the button is under it', async () => {
      element.order = ['dialpad', 'transfer', 'leave', 'escalate', 'wrap-up', 'record', 'end'];
      await settle(element);
      expect(rest(element)).to.include('Hold');
      button(element, 'Transfer').click();
      await settle(element);
      transfer().dispatchEvent(new Event('call-transfer-close'));
      await settle(element);
      expect(root(element).activeElement === more(element)).to.equal(true);
    });

    it('are given the call, and leave with it', async () => {
      expect(dialpad().call).to.equal(element.call);
      expect(transfer().call).to.equal(element.call);
      button(element, 'Dialpad').click();
      await settle(element);
      await settle(dialpad() as never);
      await change(fixtures.hungUp);
      expect(root(element).querySelector('callback-dialpad, callback-call-transfer') === null).to.equal(true);
      // What had the focus is gone: it is not lost.
      expect(text(root(element).activeElement)).to.equal('End call');
      await change(fixtures.connected);
      expect(dialpad().open).to.equal(false);
    });

    it('make room for a consult that began', async () => {
      button(element, 'Transfer').click();
      await settle(element);
      await change(fixtures.consultRinging);
      expect(transfer().open).to.equal(false);
      await change(fixtures.consultEnded);
      expect(transfer().open).to.equal(false);
    });

    it('can be put away also when nothing can be done in them any more', async () => {
      button(element, 'Dialpad').click();
      await settle(element);
      await change(() => ({
        ...fixtures.connected(),
        call: call({ capabilities: all({ dtmf: disabled('no_call'), dialOut: disabled('no_call') }) }),
      }));
      expect(button(element, 'Dialpad').ariaDisabled).to.equal(null);
      button(element, 'Dialpad').click();
      await settle(element);
      expect(dialpad().open).to.equal(false);
      expect(button(element, 'Dialpad').ariaDisabled).to.equal('true');
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
        ['Mute', 'Unmute', all({ mute: hidden, unmute: enabled })],
        ['Hold', 'Resume', all({ hold: hidden, resume: enabled })],
      ] as const) {
        const pressed = button(element, label);
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
      button(element, 'End call').focus();
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
      button(element, 'Hold').click();
      button(element, 'Hold').click();
      await settle(element);
      expect(button(element, 'Hold').ariaBusy).to.equal('true');
      expect(button(element, 'Mute').ariaDisabled).to.equal(null);
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
      for (const name of asked) document.addEventListener(`call-${name}`, veto);
      for (const one of [...buttons(element), ...items(element)]) one.click();
      await settle(element);
      for (const name of asked) document.removeEventListener(`call-${name}`, veto);
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

    it('announces hold and recording, each once', async () => {
      await silence();
      await connect(fixtures.connected());
      const steps = [fixtures.heldMuted, fixtures.connected, fixtures.recording, fixtures.recordingPaused];
      for (const [version, make] of [...steps, fixtures.connected].entries()) {
        session.put({ ...make().call, version: version + 2 });
        await settle(element);
        element.requestUpdate();
        await settle(element);
      }
      expect(await said()).to.deep.equal([
        'On hold',
        'Off hold',
        'Recording',
        'Recording paused',
        'Recording stopped',
      ]);
    }).timeout(10_000);

    it('tells who escalated that it is so, nobody else', async () => {
      await silence();
      await connect(fixtures.connected());
      const record = fixtures.connected().call;
      session.answer = () => {
        session.put({ ...record, version: 2, escalatedAt: instant(-60) });
        return Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      };
      await element.escalate();
      const told = (await said()).join();
      expect(told).to.match(/^Escalated \d\d:\d\d$/);
      session.put({ ...record, version: 3, escalatedAt: instant(-3600) });
      await settle(element);
      expect((await said()).join()).to.equal(told);
    }).timeout(10_000);

    it('announces no mute, nothing of a consult (its own element does, once), nor what was so before', async () => {
      await silence();
      await connect(fixtures.consultEnded());
      for (const [version, make] of [fixtures.consultRinging, fixtures.customerGone].entries()) {
        session.put({ ...make().call, version: version + 2 });
        await settle(element);
      }
      const heard = await said();
      expect(heard).to.deep.equal([...new Set(heard)]);
      for (const one of heard)
        expect(one).not.to.match(/^(Connected|Ringing|On hold|Off hold|Call ended.*|Recording.*)$/);
      await silence();
      await connect(fixtures.heldMuted());
      session.put(
        next(fixtures.heldMuted().call, {
          legs: [...fixtures.heldMuted().call.legs].map((one) => ({ ...one, muted: false })),
        }),
      );
      await settle(element);
      await connect(fixtures.recorded());
      expect(await said()).to.be.empty;
    }).timeout(12_000);

    it('keeps the focus where a button under it comes and goes', async () => {
      await connect(fixtures.conference());
      button(element, 'Dialpad').focus();
      session.put(next(fixtures.connected().call));
      await settle(element);
      const { capabilities } = fixtures.connected().call;
      session.put(
        next(fixtures.connected().call, {
          version: 9,
          capabilities: { ...capabilities, recordStart: hidden },
        }),
      );
      await settle(element);
      expect(labels(element)[0]).to.equal('Mute');
      expect(text(root(element).activeElement)).to.equal('Dialpad');
      button(element, 'Escalate').focus();
      session.put(next(fixtures.connected().call, { version: 10, capabilities: few() }));
      await settle(element);
      expect(text(root(element).activeElement)).to.equal('End call');
    });
  });

  it('takes hostile strings as text, and does not break', async () => {
    const element = await draw(fixtures.hostile());
    expect(root(element).querySelector('img, script, .why b, a') === null).to.equal(true);
    expect(people(element)[0]).to.contain('<img src=x onerror');
    expect(people(element)[1]).to.contain('ليلى حداد (you)');
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('clips no label of a long language at 320 px, whatever stands there', async () => {
    translate('nl', {
      'callback-active-call': {
        mute: 'Mikrofonstummschaltung',
        hold: 'Warteschleifenweiterleitung',
        end: 'Telefongesprächsbeendigung',
        connected: 'Gesprächsverbindung hergestellt',
        held: (digits) => `Kundenwarteschleife seit ${digits}`,
        notYet: 'Gesprächssteuerungsmöglichkeiten erst nach Rufnummernanwahl',
      },
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.narrow { inline-size: 288px }');
    document.adoptedStyleSheets = [sheet];
    for (const make of [fixtures.none, fixtures.recording, fixtures.heldMuted, fixtures.blindPending]) {
      const place = await fixture<HTMLElement>(html`<div class="narrow" lang="nl"></div>`);
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

  it('has its tiles in two rows of three, equally wide', async () => {
    const element = await draw(fixtures.connected());
    const boxes = buttons(element).map((one) => one.getBoundingClientRect());
    for (const [at, { top, width, height }] of boxes.entries()) {
      expect(top).to.equal(boxes[at < 3 ? 0 : 3]!.top);
      expect(width).to.be.closeTo(boxes[0]!.width, 0.1);
      expect(height).to.be.at.least(52);
    }
    expect(boxes[3]!.top).to.be.above(boxes[0]!.top);
  });

  it('shows in forced colours what is on, and what records', async () => {
    await executeServerCommand('cdp-media', [{ name: 'forced-colors', value: 'active' }]);
    try {
      const element = await draw(fixtures.recording());
      const styleOf = (one: Element, pseudo?: string) => getComputedStyle(one, pseudo);
      expect(styleOf(button(element, 'Pause recording')).borderTopWidth).to.equal('2px');
      expect(styleOf(button(element, 'Mute')).borderTopWidth).to.equal('1px');
      const dot = styleOf(root(element).querySelector('.chip')!, '::before');
      expect(dot.borderTopWidth).to.equal('4px');
      expect(dot.borderTopColor).not.to.equal(
        styleOf(root(element).querySelector('section')!).backgroundColor,
      );
    } finally {
      await executeServerCommand('cdp-media', [{ name: 'forced-colors', value: 'none' }]);
    }
  });

  isAsDocumented({
    tag: 'callback-active-call',
    attributes: { order: ['mute hold', ['mute', 'hold']] },
    fixtures: {
      ...each<() => Fixture>(fixtures, (make) => draw(make())),
      'with its menu open': async () => {
        const element = await draw(fixtures.recording());
        more(element)!.click();
        await settle(element);
        return element;
      },
      refused: () => refused('callback-active-call', fixtures.connected(), (element) => element.end()),
    },
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import { RequestEvent } from '../shared/events.ts';
import { translate } from '../shared/languages.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { enabled, hidden, next } from '../shared/testing/records.ts';
import { each, isAsDocumented, refused } from '../../tests/browser/documented.ts';
import { FakeDirectory, FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { Fixture } from './callback-call-transfer.fixtures.ts';
import { cards, fixtures, may, nuria } from './callback-call-transfer.fixtures.ts';
import type { CallbackCallTransfer } from './callback-call-transfer.ts';
import './define.ts';

const rest = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));
const root = (element: CallbackCallTransfer) => element.shadowRoot!;
const directory = (element: CallbackCallTransfer) => root(element).querySelector('cbk-directory');
const inner = (element: CallbackCallTransfer) => directory(element)!.shadowRoot!;
const settle = async (element: CallbackCallTransfer) => {
  await import('./callback-call-transfer.panel.ts');
  await rest();
  await element.updateComplete;
  await directory(element)?.updateComplete;
};
const draw = async ({ interaction, call, settings, entries, open }: Fixture) => {
  const element = await fixture<CallbackCallTransfer>(
    html`<callback-call-transfer
      .interaction=${interaction}
      .call=${call}
      .settings=${settings}
      .directory=${new FakeDirectory(entries)}
      ?open=${open}
    ></callback-call-transfer>`,
  );
  await settle(element);
  return element;
};
const text = (node: Node | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim();
const all = (element: CallbackCallTransfer) => text(root(element))!;
const buttons = (element: CallbackCallTransfer) => [...root(element).querySelectorAll('button')];
const button = (element: CallbackCallTransfer, label: string) =>
  buttons(element).find((one) => (one.ariaLabel ?? text(one)) === label);
const labels = (element: CallbackCallTransfer) => buttons(element).map((one) => one.ariaLabel ?? text(one));
const why = (element: CallbackCallTransfer) => [...root(element).querySelectorAll('p.why')].map(text);
const heads = (element: CallbackCallTransfer) => [...inner(element).querySelectorAll('.head')].map(text);
const dots = (element: CallbackCallTransfer, name: string) =>
  [...inner(element).querySelectorAll('button')].find(
    (one) => one.ariaLabel === `Transfer options for ${name}`,
  );
const items = (element: CallbackCallTransfer) => [
  ...inner(element).querySelectorAll<HTMLElement>('[popover]:popover-open [role=menuitem]'),
];
const active = (element: CallbackCallTransfer) => {
  const one = root(element).activeElement;
  const focused = one?.shadowRoot?.activeElement ?? one;
  return focused ? (focused.ariaLabel ?? text(focused)) : undefined;
};
const said = async () => {
  await rest(200);
  const region = document.getElementById('cbk-polite')?.shadowRoot;
  return [...(region?.querySelectorAll('p') ?? [])].map((one) => one.textContent);
};
const silence = () => rest(3200);
const names = [
  'consult',
  'blind-transfer',
  'merge',
  'leave-and-transfer',
  'end-consult',
  'hold',
  'resume',
] as const;
const hear = (element: EventTarget) => {
  const heard: RequestEvent[] = [];
  for (const name of names)
    element.addEventListener(`call-${name}`, (event) => event instanceof RequestEvent && heard.push(event));
  return heard;
};
const types = (heard: readonly Event[]) => heard.map(({ type }) => type);
const open = async (element: CallbackCallTransfer, name: string) => {
  dots(element, name)!.focus();
  await sendKeys({ press: 'Enter' });
  await settle(element);
};

describe('callback-call-transfer', () => {
  it('draws nothing without a call, and asks for nothing', async () => {
    const element = await fixture<CallbackCallTransfer>(
      html`<callback-call-transfer open></callback-call-transfer>`,
    );
    expect(root(element).children).to.have.length(0);
    element.focus();
    await Promise.all([element.merge(), element.hold(), element.consult(cards)]);
  });

  it('draws nothing while it is shut and nothing runs', async () => {
    expect(root(await draw(fixtures.closed())).children).to.have.length(0);
  });

  describe('when it opens', () => {
    it('asks to hold the customer, once', async () => {
      const element = await draw(fixtures.closed());
      const heard = hear(element);
      expect(types(heard)).to.be.empty;
      element.open = true;
      await settle(element);
      element.requestUpdate();
      await settle(element);
      expect(types(heard)).to.deep.equal(['call-hold']);
      expect(element.hasAttribute('open')).to.equal(true);
      element.open = false;
      await settle(element);
      element.open = true;
      await settle(element);
      expect(types(heard)).to.deep.equal(['call-hold', 'call-hold']);
    });

    for (const [what, make] of [
      ['who is held already', fixtures.held],
      ['who has not answered', fixtures.notAnswered],
      ['of a conference', fixtures.conference],
    ] as const)
      it(`asks for no hold of one ${what}, or cannot be`, async () => {
        const element = await draw({ ...make(), open: false });
        const heard = hear(element);
        element.open = true;
        await settle(element);
        expect(types(heard)).to.be.empty;
      });

    it('takes the focus into the search field', async () => {
      const element = await draw(fixtures.closed());
      element.open = true;
      await settle(element);
      await settle(element);
      expect(active(element)).to.equal('Search');
    });

    it('takes no focus where it was open from the start', async () => {
      const element = await draw(fixtures.held());
      expect(active(element)).to.equal(undefined);
      element.focus();
      await settle(element);
      expect(active(element)).to.equal('Search');
    });
  });

  it('shows who is held, for how long, and Resume', async () => {
    const element = await draw(fixtures.held());
    expect(text(root(element).querySelector('.banner'))).to.match(
      /^Adaeze Okonkwo-Fitzgerald On hold 0:1[23] Resume$/,
    );
    const heard = hear(element);
    button(element, 'Resume')!.click();
    expect(types(heard)).to.deep.equal(['call-resume']);
    expect(root(await draw(fixtures.connected())).querySelector('.banner') === null).to.equal(true);
  });

  describe('the lists', () => {
    it('are of the kinds that the provider allows, for one way or the other', async () => {
      const element = await draw(fixtures.held());
      expect(heads(element)).to.deep.equal(['Agents 5', 'Queues 3', 'External 1']);
      const other = await draw(fixtures.onlyConsult());
      expect(heads(other)).to.deep.equal(['Agents 5', 'Queues 3', 'External 1']);
      await open(other, 'Núria Puigdomènech');
      expect(items(other).map(text)).to.deep.equal(['ConsultSpeak first, customer on hold']);
      await sendKeys({ press: 'Escape' });
      await open(other, 'Loans and mortgages');
      expect(items(other).map(text)).to.deep.equal(['BlindHand over at once']);
    });

    it('are not there for what is never offered', async () => {
      const { call, ...others } = fixtures.held();
      const element = await draw({
        ...others,
        call: next(call, {
          capabilities: may({ consult: hidden, blindTransfer: enabled, hold: hidden, resume: enabled }),
        }),
        settings: { ...others.settings, targets: { transfer: [], consult: ['agent'], blind: ['queue'] } },
      });
      expect(heads(element)).to.deep.equal(['Queues 3']);
    });

    it('stand disabled with the reason, by the call', async () => {
      const element = await draw(fixtures.notAnswered());
      expect(why(element)).to.deep.equal(['Opens when the customer answers.']);
      const one = dots(element, 'Núria Puigdomènech')!;
      expect(one.ariaDisabled).to.equal('true');
      expect(one.ariaDescription).to.equal('Opens when the customer answers.');
      one.click();
      await settle(element);
      expect(items(element).length).to.equal(0);
    });

    it('let nobody be chosen who cannot be reached', async () => {
      const element = await draw(fixtures.held());
      const one = dots(element, '李 慧敏')!;
      expect(one.ariaDisabled).to.equal('true');
      expect(one.ariaDescription).to.equal('They cannot be reached now.');
      await open(element, '李 慧敏');
      expect(items(element).length).to.equal(0);
      expect(active(element)).to.equal('Transfer options for 李 慧敏');
    });

    it('offer a number that is in none of them', async () => {
      const element = await draw(fixtures.held());
      const heard = hear(element);
      element.focus();
      await settle(element);
      await sendKeys({ type: '+1 202 555 0111' });
      await rest(300);
      await sendKeys({ press: 'ArrowDown' });
      expect(active(element)).to.equal('Transfer options for +1 202-555-0111');
      await sendKeys({ press: 'Enter' });
      await settle(element);
      await sendKeys({ press: 'Enter' });
      expect(heard.map(({ detail }) => (detail as { target?: unknown }).target)).to.deep.equal([
        { kind: 'external', id: '+12025550111' },
      ]);
    });
  });

  describe('the menu of a row', () => {
    it('opens and works by keyboard, and gives the focus back', async () => {
      const element = await draw(fixtures.held());
      const heard = hear(element);
      await open(element, 'Núria Puigdomènech');
      expect(dots(element, 'Núria Puigdomènech')!.getAttribute('aria-haspopup')).to.equal('menu');
      expect(items(element).map(text)).to.deep.equal([
        'ConsultSpeak first, customer on hold',
        'BlindHand over at once',
      ]);
      expect(active(element)).to.contain('Consult');
      await sendKeys({ press: 'ArrowDown' });
      expect(active(element)).to.contain('Blind');
      await sendKeys({ press: 'ArrowDown' });
      expect(active(element)).to.contain('Consult');
      await sendKeys({ press: 'ArrowUp' });
      expect(active(element)).to.contain('Blind');
      let closed = 0;
      element.addEventListener('call-transfer-close', () => (closed += 1));
      await sendKeys({ press: 'Escape' });
      await settle(element);
      expect(items(element).length).to.equal(0);
      expect(active(element)).to.equal('Transfer options for Núria Puigdomènech');
      expect(closed, 'the menu, not the panel').to.equal(0);
      await sendKeys({ press: 'Escape' });
      expect(closed).to.equal(1);
      await open(element, 'Loans and mortgages');
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await settle(element);
      expect(active(element)).to.equal('Transfer options for Loans and mortgages');
      expect(types(heard)).to.deep.equal(['call-blind-transfer']);
    });

    it('stands at its button, within the window', async () => {
      const element = await draw(fixtures.held());
      for (const name of ['Núria Puigdomènech', 'Card scheme helpdesk']) {
        await open(element, name);
        const menu = items(element)[0]!.closest<HTMLElement>('[popover]')!.getBoundingClientRect();
        const at = dots(element, name)!.getBoundingClientRect();
        expect(menu.right).to.be.closeTo(at.right, 2);
        expect(Math.min(Math.abs(menu.top - at.bottom), Math.abs(menu.bottom - at.top))).to.be.at.most(8);
        expect(menu.bottom).to.be.at.most(innerHeight);
        await sendKeys({ press: 'Escape' });
      }
    });

    it('stays open, at its row, while the directory changes', async () => {
      const made = fixtures.held();
      const element = await draw(made);
      await open(element, 'Λεωνίδας Παππάς');
      (element.directory as FakeDirectory).change([...made.entries].reverse());
      await settle(element);
      expect(items(element).length).to.equal(2);
      expect(active(element)).to.contain('Consult');
      const list = [...inner(element).querySelectorAll('#agent > li .cut bdi')].map(text);
      expect(list.slice(0, 2)).to.deep.equal(['Núria Puigdomènech', 'Λεωνίδας Παππάς']);
    });
  });

  it('asks by events named as in the table, by press and by method', async () => {
    const choosing = await draw(fixtures.held());
    const consulting = await draw(fixtures.consulting());
    const heard = [hear(choosing), hear(consulting)];
    for (const way of [0, 1]) {
      dots(choosing, 'Núria Puigdomènech')!.click();
      await settle(choosing);
      items(choosing)[way]!.click();
    }
    for (const label of ['Merge calls', 'Leave & transfer', 'End consult'])
      button(consulting, label)!.click();
    await choosing.consult(cards);
    await choosing.blindTransfer({ kind: 'external', id: 'helpdesk' });
    await consulting.merge();
    await consulting.leaveAndTransfer();
    await consulting.endConsult();
    const steps = ['call-merge', 'call-leave-and-transfer', 'call-end-consult'];
    expect(heard.map(types)).to.deep.equal([
      ['call-consult', 'call-blind-transfer', 'call-consult', 'call-blind-transfer'],
      [...steps, ...steps],
    ]);
    expect(heard[0]!.map(({ detail }) => (detail as { target?: unknown }).target)).to.deep.equal([
      { kind: 'agent', id: 'nuria' },
      { kind: 'agent', id: 'nuria' },
      cards,
      { kind: 'external', id: 'helpdesk' },
    ]);
    for (const event of heard.flat()) {
      expect(event.type).to.equal(commands[event.command].event);
      expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
      expect(structuredClone(event.detail)).to.deep.equal(event.detail);
      expect(event.detail).to.include({ callId: 'call-1', interactionId: 'interaction-1' });
    }
  });

  describe('a consult', () => {
    it('that rings: whom, how long yet, End consult', async () => {
      const element = await draw(fixtures.ringing());
      expect(text(root(element).querySelector('.banner'))).to.match(
        /^Ringing Núria Puigdomènech 0:2[34] left to answer$/,
      );
      expect(labels(element)).to.deep.equal(['Close', 'Merge calls', 'Leave & transfer', 'End consult']);
      expect(why(element)).to.deep.equal(['Opens when they answer.']);
      const heard = hear(element);
      for (const one of buttons(element)) one.click();
      expect(types(heard)).to.deep.equal(['call-end-consult']);
      expect(directory(element) === null).to.equal(true);
    });

    it('that waits in a queue', async () => {
      const element = await draw(fixtures.waitingInQueue());
      expect(text(root(element).querySelector('.banner'))).to.contain('Waiting in Card disputes');
    });

    it('whose time is up waits for the server', async () => {
      const made = fixtures.ringing();
      const { timer } = made.call.consult;
      const consult = { ...made.call.consult, timer: { ...timer!, deadline: new Date(0).toISOString() } };
      const element = await draw({ ...made, call: next(made.call, { consult }) });
      expect(text(root(element).querySelector('[role=timer]'))).to.equal('Waiting for the contact centre.');
    });

    it('that was accepted: Merge first', async () => {
      const element = await draw(fixtures.consulting());
      expect(text(root(element).querySelector('.banner'))).to.equal('Speaking with Núria Puigdomènech');
      expect(button(element, 'Merge calls')!.className).to.contain('btn--fill btn--accent');
      expect(root(element).querySelector('[aria-disabled]') === null).to.equal(true);
      expect(root(element).querySelector('[role=timer]') === null).to.equal(true);
    });

    it('is there without the directory, so that it survives a reload', async () => {
      const element = await draw(fixtures.consultingReloaded());
      expect(labels(element)).to.deep.equal(['Merge calls', 'Leave & transfer', 'End consult']);
      expect(root(element).querySelector('h2') === null).to.equal(true);
    });

    it('says that the customer hung up', async () => {
      const element = await draw(fixtures.hungUp());
      expect(why(element)).to.deep.equal(['The customer hung up']);
      expect(button(element, 'Merge calls')!.ariaDescription).to.equal('The customer hung up');
      const heard = hear(element);
      for (const one of buttons(element)) one.click();
      expect(types(heard)).to.deep.equal(['call-end-consult']);
    });

    it('that became one call', async () => {
      const element = await draw(fixtures.conference());
      expect(text(root(element).querySelector('.banner'))).to.equal('In one call with Núria Puigdomènech');
      expect(why(element)).to.deep.equal(['All are in one call already.']);
      const heard = hear(element);
      for (const one of buttons(element)) one.click();
      expect(types(heard)).to.deep.equal(['call-leave-and-transfer', 'call-end-consult']);
    });

    it('is not for the colleague who was asked', async () => {
      const element = await draw({ ...fixtures.asked(), open: false });
      expect(root(element).children).to.have.length(0);
    });

    for (const [reason, words] of [
      ['declined', 'Núria Puigdomènech declined'],
      ['no_answer', 'Núria Puigdomènech did not answer'],
      ['busy', 'Núria Puigdomènech is busy'],
      ['failed', 'Núria Puigdomènech could not be reached'],
      ['voicemail', 'Núria Puigdomènech has voicemail on'],
      ['agent_hangup', 'Núria Puigdomènech hung up'],
      ['customer_hangup', 'Núria Puigdomènech hung up'],
      ['eaten', 'Núria Puigdomènech hung up'],
      ['constructor', 'Núria Puigdomènech hung up'],
    ] as const)
      it(`that ended: ${reason}, the customer still held`, async () => {
        const made = fixtures.declined();
        const consult = { ...made.call.consult, last: { target: nuria, reason: reason as never } };
        const element = await draw({ ...made, call: next(made.call, { consult }) });
        expect(why(element)).to.deep.equal([words]);
        expect(heads(element)).to.have.length(3);
        expect(text(root(element).querySelector('.banner'))).to.contain('On hold 0:4');
      });

    it('with who is in no list names them by their number, as people read it', async () => {
      const target = { kind: 'external', id: '+12025550111', name: '+12025550111' } as const;
      const { call: ended, ...made } = fixtures.declined();
      const { call: asked } = fixtures.ringing();
      const { call: handed } = fixtures.blind();
      for (const [call, words] of [
        [next(ended, { consult: { ...ended.consult, last: { target, reason: 'busy' } } }), 'is busy'],
        [next(asked, { consult: { ...asked.consult, target } }), 'Ringing'],
        [next(handed, { blind: { ...handed.blind!, target } }), 'Handing over to'],
      ] as const) {
        const element = await draw({ ...made, call, open: false });
        expect(all(element)).to.contain(words);
        expect(all(element)).to.contain('+1 202-555-0111');
      }
    });

    it('is said to have ended where nothing is open, until the customer is back', async () => {
      const made = fixtures.notTaken();
      const element = await draw(made);
      expect(all(element)).to.equal('Núria Puigdomènech did not answer');
      element.call = next(made.call, { legs: fixtures.connected().call.legs });
      await settle(element);
      expect(all(element)).to.equal('');
    });
  });

  it('says that the call is being handed over, and until when', async () => {
    const element = await draw(fixtures.blind());
    expect(text(root(element).querySelector('.banner'))).to.match(
      /^Handing over to Núria Puigdomènech… 0:2[34] left to answer$/,
    );
    expect(labels(element)).to.deep.equal(['Close']);
    expect(directory(element) === null).to.equal(true);
  });

  it('wants to be put away by its button and by Escape, and says so to nobody else', async () => {
    const element = await draw(fixtures.held());
    let closed = 0;
    let elsewhere = 0;
    element.addEventListener('call-transfer-close', () => (closed += 1));
    const listen = () => (elsewhere += 1);
    document.addEventListener('call-transfer-close', listen);
    button(element, 'Close')!.click();
    element.focus();
    await settle(element);
    await sendKeys({ press: 'Escape' });
    expect(closed).to.equal(2);
    expect(elsewhere).to.equal(0);
    document.removeEventListener('call-transfer-close', listen);
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let element: CallbackCallTransfer;

    const connect = async (made: Fixture) => {
      session = new FakeSession([made.interaction, made.call, made.settings]);
      session.directory.entries = made.entries;
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      element = document.createElement('callback-call-transfer');
      element.open = made.open;
      place.append(element);
      await settle(element);
      await settle(element);
    };
    const become = async (made: Fixture) => {
      const { version } = session.store.get('call', 'call-1')!;
      session.put({ ...made.call, version: version + 1 });
      await settle(element);
      await settle(element);
    };
    const sent = () => session.sent.map(({ command, payload }) => [command, payload]);

    it('holds, consults, and takes the focus along: to what is done next, then back', async () => {
      await connect(fixtures.closed());
      element.open = true;
      await settle(element);
      await become(fixtures.held());
      await open(element, 'Núria Puigdomènech');
      await sendKeys({ press: 'Enter' });
      await settle(element);
      expect(sent()).to.deep.equal([
        ['call.hold', {}],
        ['call.consult', { target: { kind: 'agent', id: 'nuria' } }],
      ]);
      await become(fixtures.ringing());
      expect(active(element)).to.equal('Merge calls');
      await become(fixtures.consulting());
      expect(active(element)).to.equal('Merge calls');
      await become(fixtures.declined());
      expect(active(element)).to.equal('Search');
    });

    it('asks to be put away where what had the focus ended, and nothing is open', async () => {
      await connect(fixtures.consultingReloaded());
      let closed = 0;
      element.addEventListener('call-transfer-close', () => (closed += 1));
      button(element, 'End consult')!.focus();
      await sendKeys({ press: 'Enter' });
      await become({ ...fixtures.held(), open: false });
      expect(closed).to.equal(1);
    });

    it('shows a press as pending, and sends one way out at a time', async () => {
      await connect(fixtures.consulting());
      const { promise, resolve } = deferred<never>();
      session.answer = () => promise;
      button(element, 'Merge calls')!.click();
      button(element, 'Leave & transfer')!.click();
      await settle(element);
      void element.endConsult();
      expect(button(element, 'Merge calls')!.ariaBusy).to.equal('true');
      expect(button(element, 'Leave & transfer')!.ariaBusy).to.equal(null);
      expect(button(element, 'Leave & transfer')!.ariaDisabled).to.equal('true');
      expect(sent()).to.deep.equal([['call.merge', {}]]);
      resolve(undefined as never);
      await settle(element);
    });

    it('says why, beside what was pressed, with Try again where that may help', async () => {
      await connect(fixtures.held());
      session.answer = () => Promise.reject(refusal('not_possible', { reason: 'target_unavailable' }));
      await element.blindTransfer(nuria);
      await settle(element);
      const alerts = () => [...root(element).querySelectorAll('[role=alert]')].map(text);
      expect(alerts()).to.deep.equal(['They cannot be reached now.']);
      expect(heads(element)).to.have.length(3);
      session.answer = () => Promise.reject(refusal('unavailable'));
      await element.resume();
      await settle(element);
      expect(alerts()).to.deep.equal([
        'The provider cannot be reached. Try again',
        'They cannot be reached now.',
      ]);
      await become(fixtures.consulting());
      expect(alerts()).to.be.empty;
    });

    it('sends nothing where the document vetoes', async () => {
      await connect(fixtures.closed());
      const veto = (event: Event) => event.preventDefault();
      for (const name of names) document.addEventListener(`call-${name}`, veto);
      element.open = true;
      await settle(element);
      await element.consult(nuria);
      for (const name of names) document.removeEventListener(`call-${name}`, veto);
      expect(session.sent).to.be.empty;
    });

    it('announces each turn once, and not what was so before', async () => {
      await silence();
      await connect(fixtures.held());
      for (const make of [fixtures.ringing, fixtures.consulting, fixtures.hungUp]) {
        await become(make());
        element.requestUpdate();
        await settle(element);
      }
      expect(await said()).to.deep.equal([
        'Ringing Núria Puigdomènech',
        'Speaking with Núria Puigdomènech',
        'The customer hung up',
      ]);
      await silence();
      await connect(fixtures.waitingInQueue());
      await become(fixtures.declined());
      await become(fixtures.blind());
      expect(await said()).to.deep.equal([
        'Núria Puigdomènech declined',
        'Handing over to Núria Puigdomènech…',
      ]);
    }).timeout(15_000);

    it('leaves nothing behind after 50 times', async () => {
      await connect(fixtures.held());
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
      expect(again).to.be.above(0);
    }).timeout(20_000);
  });

  it('takes hostile strings as text, and does not break', async () => {
    for (const make of [fixtures.hostile, fixtures.hostileNames]) {
      const element = await draw(make());
      expect(root(element).querySelector('img, script, i, a, .cut b') === null).to.equal(true);
      expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    }
    const element = await draw(fixtures.hostileNames());
    const odd = inner(element).querySelector<HTMLElement>('#queue button')!;
    odd.click();
    await settle(element);
    expect(items(element).length).to.equal(2);
    expect(items(element)[0]!.closest('[popover]')!.id).to.equal(odd.getAttribute('popovertarget'));
  });

  it('clips no label of a long language at 320 px, from right to left too', async () => {
    translate('nl', {
      'callback-call-transfer.panel': {
        merge: 'Gesprächszusammenführung',
        leaveAndTransfer: 'Gesprächsverlassen & Weitervermittlung',
        endConsult: 'Rückfragegesprächsbeendigung',
        resume: 'Warteschleifenrückholung',
        left: (digits) => `${digits} verbleibende Rufannahmezeit`,
      },
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.narrow { inline-size: 256px }');
    document.adoptedStyleSheets = [sheet];
    for (const direction of ['ltr', 'rtl'])
      for (const make of [fixtures.held, fixtures.ringing, fixtures.consulting, fixtures.declined]) {
        const place = await fixture<HTMLElement>(html`<div class="narrow" lang="nl" dir=${direction}></div>`);
        const element = document.createElement('callback-call-transfer');
        const { interaction, call, settings, entries } = make();
        Object.assign(element, {
          interaction,
          call,
          settings,
          open: true,
          directory: new FakeDirectory(entries),
        });
        place.append(element);
        await settle(element);
        for (const one of root(element).querySelectorAll<HTMLElement>('section, .row, .banner, button, .why'))
          expect(one.scrollWidth, text(one)).to.be.at.most(one.offsetWidth);
      }
    document.adoptedStyleSheets = [];
  });

  isAsDocumented({
    tag: 'callback-call-transfer',
    fixtures: {
      ...each<() => Fixture>(fixtures, async (make, name) => {
        const element = await draw(make());
        if (name === 'held') await open(element, 'Núria Puigdomènech');
        return element;
      }),
      refused: () =>
        refused('callback-call-transfer', fixtures.consulting(), async (element) => {
          await element.merge();
          await settle(element);
        }),
    },
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import { translate } from '../shared/languages.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { capabilities, disabled, hidden, next, timer } from '../shared/testing/records.ts';
import { each, isAsDocumented, refused } from '../../tests/browser/documented.ts';
import { FakeDirectory, FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallbackTransferEvent } from './transfer-callback.events.ts';
import type { Fixture } from './transfer-callback.fixtures.ts';
import { fixtures } from './transfer-callback.fixtures.ts';
import type { TransferCallback } from './transfer-callback.ts';
import './define.ts';

const rest = (ms = 10) => new Promise((resolve) => setTimeout(resolve, ms));
const root = (element: TransferCallback) => element.shadowRoot!;
const list = (element: TransferCallback) => root(element).querySelector('cbk-directory')!;
const inner = (element: TransferCallback) => list(element).shadowRoot!;
const settle = async (element: TransferCallback) => {
  await rest();
  await element.updateComplete;
  await root(element).querySelector('cbk-directory')?.updateComplete;
};
const draw = async ({ interaction, settings, entries }: Fixture) => {
  const element = await fixture<TransferCallback>(
    html`<transfer-callback
      .interaction=${interaction}
      .settings=${settings}
      .directory=${new FakeDirectory(entries)}
    ></transfer-callback>`,
  );
  await settle(element);
  return element;
};
const text = (node: Node | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim();
const heads = (element: TransferCallback) => [...inner(element).querySelectorAll('.head')].map(text);
const to = (element: TransferCallback, name: string) =>
  [...inner(element).querySelectorAll('button')].find((one) => one.ariaLabel === `Transfer to ${name}`);
const active = (element: TransferCallback) => inner(element).activeElement;
const alert = (element: TransferCallback) => text(root(element).querySelector('[role=alert]'));
const clock = (element: TransferCallback) => text(root(element).querySelector('[role=timer]'));
const hear = (element: TransferCallback) => {
  const heard: CallbackTransferEvent[] = [];
  element.addEventListener('callback-transfer', (event) => heard.push(event));
  return heard;
};

describe('transfer-callback', () => {
  it('draws nothing without an interaction, and asks for nothing', async () => {
    const element = await fixture<TransferCallback>(html`<transfer-callback></transfer-callback>`);
    expect(root(element).children).to.have.length(0);
    element.focus();
    await element.transfer({ kind: 'agent', id: 'ben' });
  });

  it('lists queues, then agents, of the kinds that the provider allows', async () => {
    const element = await draw(fixtures.manual());
    expect(text(root(element).querySelector('h2'))).to.equal('Transfer callback');
    expect(heads(element)).to.deep.equal(['Queues 3', 'Agents 5']);
    expect(heads(await draw(fixtures.onlyQueues()))).to.deep.equal(['Queues 3']);
    expect(heads(await draw(fixtures.crowded()))).to.deep.equal(['Queues 3', 'Agents 25 of 1,204']);
  });

  it('asks to transfer by an event named as in the table, by press and by method', async () => {
    const element = await draw(fixtures.manual());
    const heard = hear(element);
    to(element, 'Loans and mortgages')!.click();
    to(element, 'Núria Puigdomènech')!.click();
    await element.transfer({ kind: 'agent', id: 'somebody' });
    expect(heard.map(({ detail }) => detail.target)).to.deep.equal([
      { kind: 'queue', id: 'loans-and-mortgages' },
      { kind: 'agent', id: 'nuria' },
      { kind: 'agent', id: 'somebody' },
    ]);
    for (const event of heard) {
      expect(event.type).to.equal(commands[event.command].event);
      expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
      expect(structuredClone(event.detail)).to.deep.equal(event.detail);
      expect(event.detail).to.include({ interactionId: 'interaction-1', taskId: 'task-1' });
    }
  });

  it('lets nobody be chosen who cannot be reached, and says why', async () => {
    const element = await draw(fixtures.manual());
    const heard = hear(element);
    for (const name of ['Ngozi Chukwuemeka-Abernathy of Whitcombe', '李 慧敏', 'Jürgen Großmann']) {
      const one = to(element, name)!;
      expect(one.ariaDisabled).to.equal('true');
      expect(one.ariaDescription).to.equal('They cannot be reached now.');
      one.focus();
      expect(active(element) === one).to.equal(true);
      one.click();
    }
    expect(heard.length).to.equal(0);
  });

  it('is disabled by its capability, with the reason, once', async () => {
    const element = await draw(fixtures.reached());
    const heard = hear(element);
    expect(text(root(element).querySelector('p.why'))).to.equal(
      'The customer was reached. Use Transfer in the call.',
    );
    for (const one of inner(element).querySelectorAll<HTMLElement>('li .btn')) {
      expect(one.ariaDisabled).to.equal('true');
      one.click();
    }
    await element.transfer({ kind: 'agent', id: 'nuria' });
    expect(heard.length).to.equal(0);
    expect(inner(await draw(fixtures.pending())).querySelector('li .btn') === null).to.equal(true);
  });

  describe('the timer in its head', () => {
    it('says which it is', async () => {
      expect(clock(await draw(fixtures.manual()))).to.equal(undefined);
      expect(clock(await draw(fixtures.closing()))).to.match(/^Closes in 3:5[12]$/);
      expect(clock(await draw(fixtures.atZero()))).to.equal('Waiting for the contact centre.');
    });

    it('runs on', async () => {
      const { interaction, ...others } = fixtures.automatic();
      const element = await draw({
        interaction: { ...interaction, timer: timer('dial', 20.7, 300) },
        ...others,
      });
      expect(clock(element)).to.equal('Dials in 0:21');
      await rest(900);
      expect(clock(element)).to.equal('Dials in 0:20');
    });

    it('draws no row when it ticks', async () => {
      const element = await draw(fixtures.automatic());
      let drawn = 0;
      const { action } = list(element);
      list(element).action = (entry) => {
        drawn += 1;
        return action(entry);
      };
      await settle(element);
      const before = drawn;
      expect(before).to.be.above(0);
      await rest(2200);
      expect(drawn).to.equal(before);
    });
  });

  it('wants to be put away by its button and by Escape, and says so to nobody else', async () => {
    const element = await draw(fixtures.manual());
    let closed = 0;
    let elsewhere = 0;
    element.addEventListener('callback-transfer-close', () => (closed += 1));
    const listen = () => (elsewhere += 1);
    document.addEventListener('callback-transfer-close', listen);
    const button = root(element).querySelector('button')!;
    expect(button.ariaLabel).to.equal('Close');
    button.click();
    expect(closed).to.equal(1);
    element.focus();
    await settle(element);
    await sendKeys({ press: 'Escape' });
    expect(closed).to.equal(2);
    to(element, 'Loans and mortgages')!.focus();
    await sendKeys({ press: 'Escape' });
    expect(closed).to.equal(3);
    expect(elsewhere).to.equal(0);
    document.removeEventListener('callback-transfer-close', listen);
  });

  it('works by keyboard alone: search, down to the row, Enter', async () => {
    const element = await draw(fixtures.manual());
    const heard = hear(element);
    element.focus();
    await settle(element);
    expect(active(element)?.ariaLabel).to.equal('Search');
    await sendKeys({ type: 'puig' });
    await rest(300);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    expect(heard.map(({ detail }) => detail.target.id)).to.deep.equal(['nuria']);
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let element: TransferCallback;

    beforeEach(async () => {
      const { interaction, settings, entries } = fixtures.automatic();
      session = new FakeSession([interaction, settings]);
      session.directory.entries = entries;
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      element = document.createElement('transfer-callback');
      place.append(element);
      await settle(element);
    });

    const press = async (name: string) => {
      to(element, name)!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(element);
    };

    it('takes interaction, kinds and directory', async () => {
      expect(heads(element)).to.deep.equal(['Queues 3', 'Agents 5']);
      await press('Núria Puigdomènech');
      expect(session.sent.map(({ command, id, payload }) => [command, id, payload])).to.deep.equal([
        ['interaction.transfer', 'interaction-1', { target: { kind: 'agent', id: 'nuria' } }],
      ]);
    });

    it('shows the one that was pressed as pending, and sends once', async () => {
      const { promise, resolve } = deferred<never>();
      session.answer = () => promise;
      await press('Núria Puigdomènech');
      await press('Núria Puigdomènech');
      await press('Loans and mortgages');
      expect(to(element, 'Núria Puigdomènech')!.ariaBusy).to.equal('true');
      expect(to(element, 'Loans and mortgages')!.ariaBusy).to.equal(null);
      expect(to(element, 'Loans and mortgages')!.ariaDisabled).to.equal('true');
      expect(session.sent).to.have.length(1);
      resolve(undefined as never);
      await settle(element);
      expect(to(element, 'Núria Puigdomènech')!.ariaBusy).to.equal(null);
      expect(to(element, 'Loans and mortgages')!.ariaDisabled).to.equal(null);
    });

    it('says why a transfer was refused, and keeps what was searched', async () => {
      session.answer = () => Promise.reject(refusal('not_possible', { reason: 'target_unavailable' }));
      await press('Núria Puigdomènech');
      expect(alert(element)).to.equal('Transfer failed: They cannot be reached now.');
      expect(active(element) === to(element, 'Núria Puigdomènech')).to.equal(true);
      await press('Loans and mortgages');
      expect(alert(element)).to.equal('Transfer failed: They cannot be reached now.');
    });

    it('offers to try again where that may help', async () => {
      session.answer = () => Promise.reject(refusal('unavailable'));
      await press('Núria Puigdomènech');
      expect(alert(element)).to.equal('Transfer failed: The provider cannot be reached. Try again');
      const [first] = session.sent;
      root(element).querySelector<HTMLElement>('[role=alert] button')!.click();
      await settle(element);
      expect(session.sent[1]).to.deep.equal(first);
    });

    it('stays, and stands disabled, when the dial timer strikes', async () => {
      element.focus();
      await settle(element);
      session.put(
        next(session.store.get('interaction', 'interaction-1')!, {
          state: 'dialing',
          timer: null,
          capabilities: capabilities('interaction', { transfer: disabled('dialing') }),
        }),
      );
      await settle(element);
      expect(clock(element)).to.equal(undefined);
      expect(to(element, 'Núria Puigdomènech')!.ariaDescription).to.equal('The number is being dialled.');
      expect(active(element)?.ariaLabel).to.equal('Search');
      session.put(
        next(session.store.get('interaction', 'interaction-1')!, {
          capabilities: capabilities('interaction', { transfer: hidden }),
        }),
      );
      await settle(element);
      expect(to(element, 'Núria Puigdomènech')).to.equal(undefined);
    });

    it('is disabled while the stream is not live', async () => {
      session.connection = 'reconnecting';
      await settle(element);
      expect(to(element, 'Núria Puigdomènech')!.ariaDescription).to.equal('Not connected.');
      expect(heads(element)).to.deep.equal(['Queues 3', 'Agents 5']);
    });

    it('sends nothing where the document vetoes', async () => {
      const veto = (event: Event) => event.preventDefault();
      document.addEventListener('callback-transfer', veto);
      await press('Núria Puigdomènech');
      document.removeEventListener('callback-transfer', veto);
      expect(session.sent).to.be.empty;
    });

    it('leaves nothing behind after 50 times', async () => {
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
      expect(again).to.be.above(0);
    });
  });

  it('clips no word of a long language at 320 px', async () => {
    translate('nl', {
      'transfer-callback': {
        heading: 'Rückrufweiterleitungsempfängerauswahl',
        dialIn: (digits) => `Automatische Anwahl erfolgt in ${digits}`,
      },
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.narrow { inline-size: 288px }');
    document.adoptedStyleSheets = [sheet];
    for (const make of [fixtures.automatic, fixtures.hostile, fixtures.reached]) {
      const place = await fixture<HTMLElement>(html`<div class="narrow" lang="nl" dir="rtl"></div>`);
      const element = document.createElement('transfer-callback');
      const { interaction, settings, entries } = make() as Fixture;
      Object.assign(element, { interaction, settings, directory: new FakeDirectory(entries) });
      place.append(element);
      await settle(element);
      for (const one of root(element).querySelectorAll<HTMLElement>('section, .row, h2, cbk-directory, .why'))
        expect(one.scrollWidth, text(one)).to.be.at.most(one.offsetWidth);
    }
    document.adoptedStyleSheets = [];
  });

  isAsDocumented({
    tag: 'transfer-callback',
    fixtures: {
      ...each<() => Fixture>(fixtures, (make) => draw(make())),
      refused: () =>
        refused('transfer-callback', fixtures.manual(), (element) =>
          element.transfer({ kind: 'agent', id: 'ben' }),
        ),
    },
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { OfferRecord } from '../../contract/records.ts';
import { capabilities, disabled, next, offer, timer } from '../shared/testing/records.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallbackAcceptEvent, CallbackRejectEvent } from './awa-inbox-card.events.ts';
import { fixtures } from './awa-inbox-card.fixtures.ts';
import type { AwaInboxCard } from './awa-inbox-card.ts';
import './define.ts';

const draw = (record: OfferRecord) =>
  fixture<AwaInboxCard>(html`<awa-inbox-card .offer=${record}></awa-inbox-card>`);
const settle = async (card: AwaInboxCard) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await card.updateComplete;
};
const root = (card: AwaInboxCard) => card.shadowRoot!;
const button = (card: AwaInboxCard, label: string) =>
  [...root(card).querySelectorAll('button')].find((one) => one.textContent.trim() === label);
const words = (card: AwaInboxCard) => root(card).textContent.replace(/\s+/g, ' ').trim();

describe('awa-inbox-card', () => {
  it('draws nothing without an offer', async () => {
    const card = await fixture<AwaInboxCard>(html`<awa-inbox-card></awa-inbox-card>`);
    expect(root(card).children).to.have.length(0);
  });

  it('shows four fields', async () => {
    const card = await draw(fixtures.rest());
    expect(root(card).querySelector('h3')?.textContent).to.equal('佐藤 美咲');
    expect(words(card)).to.contain('Queue Card disputes Type ASAP Reason Billing Issue');
    expect(button(card, 'Accept')).to.not.equal(undefined);
    expect(button(card, 'Reject')).to.not.equal(undefined);
  });

  it('shows the kind, and the time of a scheduled one', async () => {
    const card = await draw(fixtures.urgent());
    expect(words(card)).to.contain('Transferred by Λεωνίδας Παππάς');
    expect(words(card)).to.match(/Scheduled, \d\d:\d\d/);
    expect(words(await draw(fixtures.autoAssigned()))).to.contain('Customer waiting');
  });

  it('says who asks for a consult, and how long that stands', async () => {
    const card = await draw(fixtures.consult());
    expect(root(card).querySelector('.chip')?.textContent).to.equal('Núria Puigdomènech asks for a consult');
    expect(root(card).querySelector('[role=timer]')?.ariaLabel).to.match(/^0:2\d left to accept$/);
    const blind = await draw(offer({ badge: fixtures.urgent().badge, timer: timer('blind', 24, 30) }));
    expect(root(blind).querySelector('[role=timer]')?.ariaLabel).to.match(/^0:2\d left to accept$/);
  });

  it('shows no kind that it has no words for, and all else', async () => {
    for (const badge of [
      { kind: 'vip' },
      { kind: 'vip', by: 'Ben' },
      { kind: 'queue', by: 'Ben' },
      { kind: 'scheduled', by: 'Ben' },
      { kind: 'toString', by: 'Ben' },
      {},
    ]) {
      const card = await draw(offer({ badge: badge as OfferRecord['badge'] }));
      expect(root(card).querySelector('.chip'), JSON.stringify(badge)).to.equal(null);
      expect(words(card)).to.contain('Queue Card disputes').and.contain('Accept');
    }
  });

  it('shows the time left, urgent under 10 seconds', async () => {
    const calm = await draw(fixtures.rest());
    expect(root(calm).querySelector('[role=timer]')?.ariaLabel).to.match(/^0:1\d left to accept$/);
    expect(calm.matches(':state(urgent)')).to.equal(false);
    expect((await draw(fixtures.urgent())).matches(':state(urgent)')).to.equal(true);
    expect(root(await draw(fixtures.untimed())).querySelector('[role=timer]')).to.equal(null);
  });

  it('says at zero that it waits, and does nothing by itself', async () => {
    const card = await draw(offer({ timer: timer('offer', -1, 20) }));
    let heard = 0;
    card.addEventListener('callback-accept', () => (heard += 1));
    card.addEventListener('callback-reject', () => (heard += 1));
    await settle(card);
    expect(words(card)).to.contain('0:00').and.contain('Waiting for the contact centre.');
    expect(heard).to.equal(0);
  });

  it('says why it ended, without buttons', async () => {
    expect(words(await draw(fixtures.tooLate()))).to.contain('Too late to accept');
    expect(words(await draw(fixtures.rescinded()))).to.contain('No longer offered');
    for (const state of ['accepted', 'rejected', 'timed_out', 'rescinded'] as const)
      expect(root(await draw(offer({ state }))).querySelector('button'), state).to.equal(null);
  });

  it('has no buttons when auto-assigned, and no Reject where declining is not allowed', async () => {
    const assigned = await draw(fixtures.autoAssigned());
    expect(root(assigned).querySelector('button')).to.equal(null);
    expect(words(assigned)).to.contain('Assigned to you');
    const card = await draw(fixtures.noReject());
    expect(button(card, 'Accept')).to.not.equal(undefined);
    expect(button(card, 'Reject')).to.equal(undefined);
  });

  it('asks by its events, named as in the table', async () => {
    const card = await draw(fixtures.untimed());
    const heard: (CallbackAcceptEvent | CallbackRejectEvent)[] = [];
    card.addEventListener('callback-accept', (event) => heard.push(event));
    card.addEventListener('callback-reject', (event) => heard.push(event));
    button(card, 'Accept')!.click();
    await card.accept();
    button(card, 'Reject')!.click();
    await card.reject();
    expect(heard.map(({ type }) => type)).to.deep.equal([
      'callback-accept',
      'callback-accept',
      'callback-reject',
      'callback-reject',
    ]);
    for (const event of heard) {
      expect(event.type).to.equal(commands[event.command].event);
      expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
      expect(structuredClone(event.detail)).to.deep.equal(event.detail);
      expect(event.detail.offerId).to.equal('offer-1');
      expect(event.detail).not.to.have.property('reasonId');
    }
  });

  it('works by keyboard', async () => {
    const card = await draw(fixtures.untimed());
    const heard: string[] = [];
    card.addEventListener('callback-accept', () => heard.push('accept'));
    card.addEventListener('callback-reject', () => heard.push('reject'));
    await sendKeys({ press: 'Tab' });
    expect(root(card).activeElement).to.equal(button(card, 'Accept'));
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    expect(heard).to.deep.equal(['accept', 'reject']);
  });

  describe('where the offer lists reasons', () => {
    it('asks for one, by keyboard too, and goes back', async () => {
      const card = await draw(fixtures.withReasons());
      const heard: CallbackRejectEvent[] = [];
      card.addEventListener('callback-reject', (event) => heard.push(event));
      button(card, 'Reject')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(card);
      expect(heard).to.be.empty;
      expect(root(card).activeElement?.textContent.trim()).to.equal('Busy with something else');
      await sendKeys({ press: 'Escape' });
      await settle(card);
      expect(root(card).activeElement).to.equal(button(card, 'Reject'));
      await sendKeys({ press: 'Enter' });
      await settle(card);
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      expect(heard.map(({ detail }) => detail.reasonId)).to.deep.equal(['skill']);
      button(card, 'Back')!.click();
      await settle(card);
      expect(button(card, 'Accept')).to.not.equal(undefined);
    });

    it('takes one by the method', async () => {
      const card = await draw(fixtures.withReasons());
      const heard: CallbackRejectEvent[] = [];
      card.addEventListener('callback-reject', (event) => heard.push(event));
      await card.reject('language');
      expect(heard[0]?.detail.reasonId).to.equal('language');
    });
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let card: AwaInboxCard;

    const connect = async (record: OfferRecord) => {
      session = new FakeSession([record]);
      const place = await fixture(html`<div></div>`);
      provide(place as HTMLElement, session);
      card = document.createElement('awa-inbox-card');
      card.offerId = record.id;
      place.append(card);
      await settle(card);
    };

    it('takes the offer, and sends what is pressed', async () => {
      await connect(fixtures.untimed());
      button(card, 'Accept')!.click();
      await settle(card);
      await card.reject();
      expect(session.sent.map(({ command, id, payload }) => ({ command, id, payload }))).to.deep.equal([
        { command: 'offer.accept', id: 'offer-1', payload: {} },
        { command: 'offer.reject', id: 'offer-1', payload: {} },
      ]);
    });

    it('lets neither be pressed while the other is pending', async () => {
      await connect(fixtures.untimed());
      session.answer = () => deferred<never>().promise;
      button(card, 'Accept')!.click();
      await settle(card);
      button(card, 'Reject')!.click();
      expect(button(card, 'Reject')!.ariaDisabled).to.equal('true');
      await card.reject();
      expect(session.sent).to.have.length(1);
    });

    it('says why an accept came too late, and keeps the focus on the card', async () => {
      await connect(fixtures.untimed());
      session.answer = () => Promise.reject(refusal('offer_ended', { state: 'timed_out' }));
      button(card, 'Accept')!.focus();
      button(card, 'Accept')!.click();
      await settle(card);
      expect(root(card).querySelector('[role=alert]')?.textContent).to.contain('The offer has ended.');
      session.put(
        next(fixtures.untimed(), {
          state: 'timed_out',
          capabilities: capabilities('offer', {}, disabled('offer_ended')),
        }),
      );
      await settle(card);
      expect(words(card)).to.contain('Too late to accept');
      expect(root(card).activeElement?.textContent).to.contain('Too late to accept');
    });

    it('sends nothing where the document vetoes', async () => {
      await connect(fixtures.untimed());
      const veto = (event: Event) => event.preventDefault();
      document.addEventListener('callback-accept', veto);
      button(card, 'Accept')!.click();
      await settle(card);
      document.removeEventListener('callback-accept', veto);
      expect(session.sent).to.be.empty;
    });
  });

  it('takes hostile strings as text', async () => {
    const card = await draw(fixtures.hostile());
    expect(root(card).querySelector('img, script, b')).to.equal(null);
    expect(root(card).querySelector('h3')?.textContent).to.contain('<img src=x onerror');
    const box = card.getBoundingClientRect();
    for (const part of root(card).querySelectorAll('h3, .chip, dd, .btn'))
      expect(part.getBoundingClientRect().right, part.className).to.be.at.most(box.right - 16);
  });

  it('announces a new offer once', async () => {
    const card = await draw(offer({ id: 'offer-99', customerName: 'Announced Once', timer: null }));
    card.requestUpdate();
    await new Promise((resolve) => setTimeout(resolve, 250));
    const said = document.getElementById('cbk-polite')!.shadowRoot!.textContent;
    expect(said.match(/Callback from Announced Once\./g)).to.have.length(1);
  });

  it('announces with it how long is left, and then when that gets short', async () => {
    await draw(offer({ id: 'offer-98', customerName: 'Thirty One', timer: timer('offer', 30.5, 40) }));
    await new Promise((resolve) => setTimeout(resolve, 900));
    const said = document.getElementById('cbk-polite')!.shadowRoot!.textContent;
    expect(said).to.contain('Callback from Thirty One. 31 seconds to accept.');
    expect(said).to.contain('Thirty One: 30 seconds to accept.');
  });

  for (const [name, make] of Object.entries(fixtures))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make())).to.be.accessible();
    });

  it('is accessible while it asks for a reason', async () => {
    const card = await draw(fixtures.withReasons());
    await card.reject();
    await expect(card).to.be.accessible();
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import type { OfferRecord } from '../../contract/records.ts';
import type { AwaInboxCard } from '../awa-inbox-card/awa-inbox-card.ts';
import { agent, instant, next, offer, settings } from '../shared/testing/records.ts';
import { FakeSession, provide } from '../shared/testing/session.ts';
import { fixtures } from './callback-inbox.fixtures.ts';
import type { CallbackInbox } from './callback-inbox.ts';
import './define.ts';

const draw = (offers: readonly OfferRecord[]) =>
  fixture<CallbackInbox>(html`<callback-inbox .offers=${offers}></callback-inbox>`);
const cards = (inbox: CallbackInbox) => [
  ...inbox.shadowRoot!.querySelectorAll<AwaInboxCard>('awa-inbox-card'),
];
const ids = (inbox: CallbackInbox) => cards(inbox).map((card) => card.offer?.id);
const settle = async (inbox: CallbackInbox) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await inbox.updateComplete;
};

describe('callback-inbox', () => {
  it('shows the cards, the newest first, and their number', async () => {
    const inbox = await draw(fixtures.two());
    expect(ids(inbox)).to.deep.equal(['offer-1', 'offer-2']);
    expect(inbox.shadowRoot!.querySelector('h2')?.textContent).to.equal('Inbox');
    expect(inbox.shadowRoot!.querySelector('.chip')?.textContent).to.equal('2');
  });

  it('counts what is open, and shows what ended without the agent', async () => {
    const inbox = await draw(fixtures.mixed());
    expect(cards(inbox)).to.have.length(3);
    expect(inbox.shadowRoot!.querySelector('.chip')?.textContent).to.equal('2');
    inbox.offers = [offer({ state: 'accepted' }), offer({ id: 'offer-2', state: 'rejected' })];
    await settle(inbox);
    expect(cards(inbox)).to.be.empty;
  });

  it('says when nothing waits', async () => {
    const inbox = await draw([]);
    expect(inbox.shadowRoot!.textContent).to.contain('No callbacks waiting');
    expect(inbox.shadowRoot!.querySelector('.chip')).to.equal(null);
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let inbox: CallbackInbox;

    beforeEach(async () => {
      session = new FakeSession([agent(), settings()]);
      const place = await fixture(html`<div></div>`);
      provide(place as HTMLElement, session);
      inbox = document.createElement('callback-inbox');
      place.append(inbox);
      await settle(inbox);
    });

    it('says since when the agent is available', () => {
      expect(inbox.shadowRoot!.textContent).to.match(/Available in both systems since \w* ?\d\d:\d\d/);
    });

    it('keeps the card of an offer when another comes', async () => {
      session.put(offer({ offeredAt: instant(-9) }));
      await settle(inbox);
      const [first] = cards(inbox);
      session.put(offer({ id: 'offer-2', offeredAt: instant(-1) }));
      await settle(inbox);
      expect(ids(inbox)).to.deep.equal(['offer-2', 'offer-1']);
      expect(cards(inbox)[1] === first, 'the same card').to.equal(true);
      session.remove({ kind: 'offer', id: 'offer-2' });
      await settle(inbox);
      expect(cards(inbox).length === 1 && cards(inbox)[0] === first).to.equal(true);
    });

    it('moves the focus on when the card that had it leaves', async () => {
      const [one, two] = [
        offer({ timer: null }),
        offer({ id: 'offer-2', timer: null, offeredAt: instant(-60) }),
      ];
      session.put(one, two);
      await settle(inbox);
      await cards(inbox)[0]!.updateComplete;
      cards(inbox)[0]!.shadowRoot!.querySelector('button')!.focus();
      session.put(next(one, { state: 'accepted' }));
      await settle(inbox);
      expect(inbox.shadowRoot!.activeElement === cards(inbox)[0]?.parentElement, 'the next card').to.equal(
        true,
      );
      session.put(next(two, { state: 'accepted' }));
      await settle(inbox);
      expect(inbox.shadowRoot!.activeElement?.localName).to.equal('h2');
    });
  });

  it('draws 1,000 cards, and only what is on screen', async () => {
    const inbox = await draw(fixtures.many(1000));
    expect(cards(inbox)).to.have.length(1000);
    expect(inbox.offsetHeight).to.be.within(1000 * 150, 1000 * 240);
  });

  for (const [name, make] of Object.entries({ ...fixtures, many: () => fixtures.many(5) }))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make())).to.be.accessible();
    });
});

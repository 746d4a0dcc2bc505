import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { NoticeRecord, OfferRecord } from '../../contract/records.ts';
import type { AwaInboxCard } from '../awa-inbox-card/awa-inbox-card.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { agent, disabled, instant, interaction, next, offer, settings } from '../shared/testing/records.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallbackDismissEvent } from './callback-inbox.events.ts';
import { fixtures, notice } from './callback-inbox.fixtures.ts';
import type { CallbackInbox } from './callback-inbox.ts';
import './define.ts';

const draw = ({
  offers,
  notices = [],
}: {
  offers: readonly OfferRecord[];
  notices?: readonly NoticeRecord[];
}) => fixture<CallbackInbox>(html`<callback-inbox .offers=${offers} .notices=${notices}></callback-inbox>`);
const notes = (inbox: CallbackInbox) => [...inbox.shadowRoot!.querySelectorAll<HTMLElement>('.note')];
const words = (element: HTMLElement) => element.textContent.replace(/\s+/g, ' ').trim();
const dismissOf = (note: HTMLElement) => note.querySelector<HTMLElement>('button')!;
const said = () => document.getElementById('cbk-polite')?.shadowRoot?.textContent ?? '';
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
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
    const inbox = await draw(fixtures.empty());
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

  describe('notices', () => {
    it('say what happened, of whom, and when, the newest first', async () => {
      const inbox = await draw({ offers: [], notices: fixtures.notices().notices.toReversed() });
      const lines = notes(inbox).map(words);
      expect(lines.map((line) => line.replace(/ (\w+ )?\d\d:\d\d.*$/, ''))).to.deep.equal([
        'Núria Puigdomènech accepted the callback ليلى حداد,',
        'Λεωνίδας Παππάς declined the callback Back with you. Nguyễn Thị Minh Khai,',
        '李 慧敏 did not answer in time Back with you. Siobhán Ní Dhomhnaill,',
        'Transfer failed: the queue is closed Adaeze Okonkwo-Fitzgerald,',
        'Transfer cancelled ليلى حداد,',
        'Núria Puigdomènech did not take the call ليلى حداد,',
        'The customer cancelled the callback ليلى حداد,',
      ]);
      for (const line of lines) expect(line).to.match(/\d\d:\d\d$/);
      const icons = notes(inbox).map((note) => note.querySelector('path')!.getAttribute('d'));
      expect(new Set(icons)).to.have.property('size', 7);
      expect(inbox.shadowRoot!.querySelector('.chip'), 'they are no callbacks').to.equal(null);
      expect(inbox.shadowRoot!.textContent).to.contain('No callbacks waiting');
    });

    it('stand under the cards', async () => {
      const inbox = await draw(fixtures.mixed());
      const top = (element?: Element) => element!.getBoundingClientRect().top;
      expect(top(notes(inbox)[0])).to.be.above(top(cards(inbox).at(-1)));
    });

    it('have the kit’s words for a code, and the provider’s own sentence', async () => {
      const inbox = await draw({
        offers: [],
        notices: [
          notice({ type: 'transfer_failed', reason: 'target_unavailable' }),
          notice({ id: 'notice-2', type: 'transfer_failed', reason: null, at: instant(-70) }),
          notice({ id: 'notice-3', type: 'transfer_failed', reason: 'toString', at: instant(-80) }),
        ],
      });
      const [known, none, own] = notes(inbox).map(words);
      expect(known).to.match(/^Transfer failed: \w.*\. /);
      expect(known).not.to.contain('target_unavailable');
      expect(none).to.contain('Transfer failed: That did not work.');
      expect(own).to.contain('Transfer failed: toString');
    });

    it('write a number that is in no list as people read it', async () => {
      const made = notice({ type: 'blind_not_accepted', party: '+12125550152' });
      const inbox = await draw({ offers: [], notices: [made] });
      expect(inbox.shadowRoot!.querySelector('.note')!.textContent).to.contain(
        '+1 212-555-0152 did not take the call',
      );
    });

    it('of a type that it has no words for are not shown, and hurt nothing', async () => {
      const inbox = await draw({
        offers: [],
        notices: [
          notice({ id: 'notice-2', type: 'raining' as NoticeRecord['type'] }),
          notice({ id: 'notice-3', type: 'constructor' as NoticeRecord['type'] }),
          notice(),
        ],
      });
      expect(notes(inbox)).to.have.length(1);
    });

    it('ask to be put away, by pointer, keyboard and method', async () => {
      const inbox = await draw(fixtures.notices());
      const heard: CallbackDismissEvent[] = [];
      inbox.addEventListener('callback-dismiss', (event) => heard.push(event));
      dismissOf(notes(inbox)[0]!).click();
      expect(dismissOf(notes(inbox)[1]!).ariaLabel).to.equal('Dismiss');
      dismissOf(notes(inbox)[1]!).focus();
      await sendKeys({ press: 'Enter' });
      await inbox.dismiss('notice-3');
      await inbox.dismiss('notice-99');
      expect(heard.map(({ detail }) => detail.noticeId)).to.deep.equal(['notice-1', 'notice-2', 'notice-3']);
      for (const event of heard) {
        expect(event.type).to.equal(commands[event.command].event);
        expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
        expect(structuredClone(event.detail)).to.deep.equal(event.detail);
        expect(event.detail.interactionId).to.equal('interaction-9');
      }
      expect(notes(inbox), 'nothing is put away before the server says so').to.have.length(7);
    });

    it('keep each name in its own direction', async () => {
      const inbox = await draw(fixtures.hostile());
      expect(inbox.shadowRoot!.querySelector('img, script, b:not(.empty b)')).to.equal(null);
      const [name, customer] = notes(inbox)[0]!.querySelectorAll('bdi');
      expect(name!.textContent).to.contain('<img src=x onerror').and.to.contain('\u202e');
      expect(customer!.textContent).to.equal('</div><script>alert(1)</script>');
      for (const note of notes(inbox))
        for (const part of note.querySelectorAll('div, bdi, button'))
          expect(part.getBoundingClientRect().right).to.be.at.most(note.getBoundingClientRect().right - 8);
    });

    describe('in a provider', () => {
      let session: FakeSession;
      let inbox: CallbackInbox;
      const connect = async (...records: ConstructorParameters<typeof FakeSession>[0] & object) => {
        session = new FakeSession([agent(), settings(), ...records]);
        const place = provide(await fixture<HTMLElement>(html`<div></div>`), session);
        inbox = document.createElement('callback-inbox');
        place.append(inbox);
        await settle(inbox);
      };

      it('are put away by the server, and the focus goes on', async () => {
        await connect(...fixtures.notices().notices.slice(0, 2));
        const asked = deferred<never>();
        session.answer = () => asked.promise;
        const first = dismissOf(notes(inbox)[0]!);
        first.focus();
        first.click();
        await settle(inbox);
        expect(session.sent.map(({ command, id }) => [command, id])).to.deep.equal([
          ['notice.dismiss', 'notice-1'],
        ]);
        expect(first.ariaBusy).to.equal('true');
        expect(dismissOf(notes(inbox)[1]!).ariaDisabled, 'each by itself').to.equal(null);
        session.remove({ kind: 'notice', id: 'notice-1' });
        await settle(inbox);
        expect(inbox.shadowRoot!.activeElement === notes(inbox)[0], 'the next one').to.equal(true);
        session.remove({ kind: 'notice', id: 'notice-2' });
        await settle(inbox);
        expect(inbox.shadowRoot!.activeElement?.localName).to.equal('h2');
        expect(inbox.shadowRoot!.querySelector('.notices')).to.equal(null);
      });

      it('say why they could not be put away, each beside itself', async () => {
        await connect(...fixtures.notices().notices.slice(0, 2));
        session.answer = () => Promise.reject(refusal('unavailable'));
        await inbox.dismiss('notice-2');
        await settle(inbox);
        const [first, second] = notes(inbox);
        expect(first!.querySelector('[role=alert]')).to.equal(null);
        expect(second!.querySelector('[role=alert]')?.textContent)
          .to.contain('The provider cannot be reached.')
          .and.contain('Try again');
        await expect(inbox).to.be.accessible();
      });

      it('cannot be put away while there is no connection, or it is not allowed', async () => {
        await connect(notice());
        session.connection = 'reconnecting';
        await settle(inbox);
        expect(dismissOf(notes(inbox)[0]!).ariaDisabled).to.equal('true');
        session.connection = 'live';
        session.put(next(notice(), { capabilities: { dismiss: disabled('unsupported') } }));
        await wait(500);
        expect(dismissOf(notes(inbox)[0]!).getAttribute('aria-description')).to.equal(
          'The provider does not offer this.',
        );
        await inbox.dismiss('notice-1');
        expect(session.sent).to.be.empty;
      });

      it('say whether the callback is back', async () => {
        const back = notice({ type: 'transfer_declined', interactionId: 'interaction-1' });
        await connect(back, interaction());
        expect(words(notes(inbox)[0]!)).to.contain('Back with you.');
        session.put(next(interaction(), { state: 'closed' }));
        session.put(next(back));
        await settle(inbox);
        expect(words(notes(inbox)[0]!)).not.to.contain('Back with you.');
      });

      it('are announced once when new, not those that were there', async () => {
        await connect(notice({ party: 'Who Was There' }));
        session.put(notice({ id: 'notice-2', party: 'Who Is New' }));
        await settle(inbox);
        session.put(next(notice({ id: 'notice-2', party: 'Who Is New' })));
        await settle(inbox);
        await wait(200);
        expect(said()).to.contain('Who Is New accepted the callback');
        expect(said().match(/Who Is New/g)).to.have.length(1);
        expect(said()).not.to.contain('Who Was There');
      });

      it('of an open callback of one’s own are announced where that is open', async () => {
        await connect(interaction());
        const of = { interactionId: 'interaction-1', type: 'transfer_declined' } as const;
        session.put(notice({ ...of, party: 'Of The Open One' }));
        await settle(inbox);
        session.put(next(interaction(), { state: 'released' }));
        session.put(notice({ ...of, id: 'notice-2', party: 'Of The Gone One' }));
        await settle(inbox);
        session.put(next(interaction(), { ownerId: 'ben', state: 'in_call' }));
        session.put(notice({ ...of, id: 'notice-3', party: 'Of The Other’s' }));
        await wait(200);
        expect(said()).not.to.contain('Of The Open One');
        expect(said()).to.contain('Of The Gone One declined the callback').and.contain('Of The Other’s');
      });

      it('leave nothing behind', async () => {
        await connect(notice());
        const { left, once, again } = await attachOften(inbox, session.store, () => settle(inbox));
        expect(left).to.equal(0);
        expect(again).to.equal(once);
      });
    });
  });

  it('draws 1,000 cards, and only what is on screen', async () => {
    const inbox = await draw(fixtures.many(1000));
    expect(getComputedStyle(cards(inbox)[0]!.parentElement!).contentVisibility).to.equal('auto');
    expect(cards(inbox)).to.have.length(1000);
    expect(inbox.offsetHeight).to.be.within(1000 * 150, 1000 * 240);
  });

  for (const [name, make] of Object.entries({ ...fixtures, many: () => fixtures.many(5) }))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make())).to.be.accessible();
    });

  it('stands the other way round, and in 320 px', async () => {
    const inbox = await draw(fixtures.notices());
    const narrow = new CSSStyleSheet();
    narrow.replaceSync('callback-inbox { inline-size: 288px; direction: rtl; }');
    document.adoptedStyleSheets.push(narrow);
    await settle(inbox);
    for (const note of notes(inbox)) {
      const box = note.getBoundingClientRect();
      const [icon, button] = [note.querySelector('svg')!, dismissOf(note)].map((one) =>
        one.getBoundingClientRect(),
      );
      expect(icon!.left).to.be.above(button!.right);
      expect(button!.left).to.be.at.least(box.left);
      expect(button!.width).to.be.at.least(24);
      expect(note.scrollWidth).to.be.at.most(note.clientWidth);
    }
    document.adoptedStyleSheets.pop();
  });
});

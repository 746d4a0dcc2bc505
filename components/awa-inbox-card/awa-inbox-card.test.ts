import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { OfferRecord } from '../../contract/records.ts';
import { translate } from '../shared/languages.ts';
import { capabilities, disabled, next, offer, timer } from '../shared/testing/records.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallbackAcceptEvent, CallbackRejectEvent } from './awa-inbox-card.events.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { ended, fixtures } from './awa-inbox-card.fixtures.ts';
import type { AwaInboxCard } from './awa-inbox-card.ts';
import './define.ts';

const draw = (record: OfferRecord) =>
  fixture<AwaInboxCard>(html`<awa-inbox-card .offer=${record}></awa-inbox-card>`);
/** Once what an offer that ended needs is loaded. */
const settle = async (card: AwaInboxCard) => {
  await import('./awa-inbox-card.more.ts');
  await new Promise((resolve) => setTimeout(resolve, 10));
  await card.updateComplete;
};
const root = (card: AwaInboxCard) => card.shadowRoot!;
const button = (card: AwaInboxCard, label: string) =>
  [...root(card).querySelectorAll('button')].find((one) => one.textContent.trim() === label);
const said = () => document.getElementById('cbk-polite')!.shadowRoot!.textContent;
const banner = (card: AwaInboxCard) =>
  [...root(card).querySelectorAll('.banner b, .banner .small')].map((one) => one.textContent.trim());
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
    expect(root(card).querySelector('.chip')?.textContent.trim()).to.equal(
      'Núria Puigdomènech asks for a consult',
    );
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

  it('says that it ended, without buttons', async () => {
    for (const state of ['accepted', 'rejected', 'timed_out', 'rescinded'] as const)
      expect(root(await draw(offer({ state }))).querySelector('button'), state).to.equal(null);
  });

  it('says why it ended: what the provider gives as reason, else what its kind tells', async () => {
    const transferred = { kind: 'transferred', by: 'Ben' } as const;
    for (const [record, ...expected] of [
      [fixtures.tooLate(), 'Too late to accept', 'The offer timed out and went to the next agent.'],
      [fixtures.tooLateTransfer(), 'Too late to accept', 'The offer timed out.'],
      [fixtures.rescinded(), 'No longer offered', 'It was taken back.'],
      [fixtures.hungUp(), 'No longer offered', 'The customer hung up.'],
      [fixtures.taken(), 'No longer offered', 'A colleague has it now.'],
      [fixtures.consultOver(), 'No longer offered', 'The consult has ended.'],
      [ended({ badge: transferred }), 'No longer offered', 'The transfer has ended.'],
      [
        ended({ badge: transferred }, 'transfer_cancelled'),
        'No longer offered',
        'The transfer was cancelled.',
      ],
      [ended({}, 'customer_canceled'), 'No longer offered', 'The customer cancelled the callback.'],
      [ended({ badge: { kind: 'customer_waiting' } }), 'No longer offered', 'The call is no longer waiting.'],
      [ended({}, 'raining', 'It rains.'), 'No longer offered', 'It rains.'],
      [ended({}, 'offer_ended', 'Not for a code with words.'), 'No longer offered', 'It was taken back.'],
      [ended({}, 'toString'), 'No longer offered', 'It was taken back.'],
    ] as const) {
      const card = await draw(record);
      await settle(card);
      expect(banner(card)).to.deep.equal(expected);
    }
  });

  it('keeps its ring when it was too late, empty', async () => {
    const ring = root(await draw(fixtures.tooLate())).querySelector('.ring');
    expect(ring?.textContent.trim()).to.equal('0:00');
    expect(ring?.className).to.contain('ring--off');
    expect(root(await draw(fixtures.rescinded())).querySelector('.ring')).to.equal(null);
  });

  it('has no buttons when auto-assigned: a call opens by itself, a callback too', async () => {
    const call = await draw(fixtures.autoAssigned());
    const callback = await draw(fixtures.autoAssignedCallback());
    await settle(callback);
    for (const card of [call, callback]) {
      expect(root(card).querySelector('button')).to.equal(null);
      await card.accept();
      await card.reject();
    }
    expect(banner(call)).to.deep.equal(['Assigned to you', 'The call opens by itself.']);
    expect(banner(callback)).to.deep.equal(['Assigned to you', 'It opens by itself.']);
  });

  it('has no Reject where declining is not allowed, nor by the method', async () => {
    for (const record of [
      fixtures.noReject(),
      { ...fixtures.noReject(), rejectReasons: fixtures.withReasons().rejectReasons },
    ]) {
      const card = await draw(record);
      card.addEventListener('callback-reject', () => expect.fail('nothing is asked'));
      expect(button(card, 'Reject')).to.equal(undefined);
      await card.reject();
      await settle(card);
      expect(button(card, 'Accept')).to.not.equal(undefined);
    }
  });

  it('says why Accept cannot be pressed, and lets Reject be', async () => {
    for (const [record, reason] of [
      [fixtures.otherCall(), 'You are in another call.'],
      [fixtures.blocked(), 'Finish the wrap-up first.'],
    ] as const) {
      const card = await draw(record);
      card.addEventListener('callback-accept', () => expect.fail('nothing is asked'));
      const accept = button(card, 'Accept')!;
      expect(accept.ariaDisabled).to.equal('true');
      expect(accept.getAttribute('aria-description')).to.equal(reason);
      expect(root(card).querySelector('.why')?.textContent.trim()).to.equal(reason);
      expect(button(card, 'Reject')!.ariaDisabled).to.equal(null);
      accept.click();
      await card.accept();
    }
  });

  it('is quieter where the agent has other work open, and as readable', async () => {
    const canvas = document.createElement('canvas').getContext('2d')!;
    const luminance = (colour: string) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((one) =>
        one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const contrast = (one: string, other: string) => {
      const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light! + 0.05) / (dark! + 0.05);
    };
    const card = await draw(fixtures.rest());
    const looks = () => getComputedStyle(button(card, 'Accept')!);
    const loud = looks().backgroundColor;
    card.quiet = true;
    await settle(card);
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(sheet);
    for (const scheme of ['light', 'dark']) {
      sheet.replaceSync(`:root { color-scheme: ${scheme} }`);
      expect(looks().backgroundColor).to.not.equal(loud);
      expect(contrast(looks().color, looks().backgroundColor), scheme).to.be.at.least(4.5);
    }
    document.adoptedStyleSheets.pop();
    await expect(card).to.be.accessible();
    card.offer = fixtures.otherCall();
    await settle(card);
    const other = getComputedStyle(button(await draw(fixtures.otherCall()), 'Accept')!);
    expect([looks().color, looks().backgroundColor], 'disabled, it is as any other').to.deep.equal([
      other.color,
      other.backgroundColor,
    ]);
    expect(
      (await fixture<AwaInboxCard>(html`<awa-inbox-card quiet></awa-inbox-card>`)).quiet,
      'as an attribute',
    ).to.equal(true);
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

    it('keeps the provider’s order, and says which may bring the offer back', async () => {
      const card = await draw(fixtures.withReasons());
      await card.reject();
      await settle(card);
      const choices = [...root(card).querySelectorAll('.reasons button')];
      expect(choices.map((one) => one.textContent.trim())).to.deep.equal([
        'Busy with something else',
        'Not my field',
        'Other language needed',
        'Back',
      ]);
      expect(choices.map((one) => one.getAttribute('aria-description'))).to.deep.equal([
        'May be offered to you again.',
        null,
        null,
        null,
      ]);
      expect(words(card).match(/May be offered to you again\./g)).to.have.length(1);
    });

    it('takes them as text', async () => {
      const name = '<img src=x onerror="alert(1)">';
      const card = await draw(
        offer({
          rejectReasons: [
            { id: '__proto__', name, reassignable: true },
            { id: 'long', name: 'W'.repeat(200), reassignable: false },
          ],
        }),
      );
      const heard: CallbackRejectEvent[] = [];
      card.addEventListener('callback-reject', (event) => heard.push(event));
      await card.reject();
      await settle(card);
      expect(root(card).querySelector('img')).to.equal(null);
      const [first, second] = root(card).querySelectorAll<HTMLElement>('.reasons button');
      expect(first!.textContent.trim()).to.equal(name);
      expect(second!.getBoundingClientRect().right).to.be.at.most(card.getBoundingClientRect().right - 16);
      first!.click();
      expect(heard.map(({ detail }) => detail.reasonId)).to.deep.equal(['__proto__']);
    });

    it('goes back to nothing when the offer ends meanwhile', async () => {
      const card = await draw(fixtures.withReasons());
      await card.reject();
      await settle(card);
      card.offer = fixtures.tooLate();
      await settle(card);
      expect(root(card).querySelector('.reasons')).to.equal(null);
      expect(banner(card)[0]).to.equal('Too late to accept');
      card.offer = fixtures.withReasons();
      await settle(card);
      expect(root(card).querySelector('.reasons')).to.equal(null);
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

    it('says why an accept was refused because of another call, and can be pressed again', async () => {
      await connect(fixtures.customerWaiting());
      session.answer = () => Promise.reject(refusal('not_possible', { reason: 'other_call_live' }));
      button(card, 'Accept')!.click();
      await settle(card);
      expect(root(card).querySelector('[role=alert]')?.textContent.trim()).to.equal(
        'You are in another call.',
      );
      expect(button(card, 'Accept')!.ariaDisabled).to.equal(null);
    });

    it('tells those who listen how it ended, once', async () => {
      const record = offer({ customerName: 'Ended Elsewhere', timer: null });
      await connect(record);
      session.put(next(record, { state: 'rescinded' }));
      await settle(card);
      session.put({ ...next(record, { state: 'rescinded' }), version: 3 });
      await settle(card);
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect(said().match(/Ended Elsewhere: No longer offered/g)).to.have.length(1);
    });

    it('that had ended when it came is no news', async () => {
      await connect(ended({ customerName: 'Ended Before' }));
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect(said()).not.to.contain('Ended Before');
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
    expect(root(card).querySelector('.chip bdi')?.textContent).to.equal('A'.repeat(200));
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

  it('has another language’s words for what is loaded later, too', async () => {
    translate('nl', { 'awa-inbox-card.more': { opens: 'Opent vanzelf.' } });
    const place = await fixture(html`<div lang="nl"></div>`);
    const card = document.createElement('awa-inbox-card');
    card.offer = fixtures.autoAssignedCallback();
    place.append(card);
    await settle(card);
    expect(banner(card)[1]).to.equal('Opent vanzelf.');
  });

  it('announces at 10, 5 and zero, and says at zero that it waits', async () => {
    const session = new FakeSession();
    session.clock.set({ now: '2026-05-12T09:00:00Z', rate: 0 });
    const place = provide(await fixture<HTMLElement>(html`<div></div>`), session);
    const card = document.createElement('awa-inbox-card');
    card.offer = offer({
      id: 'offer-97',
      customerName: 'Counted Down',
      timer: { kind: 'offer', deadline: '2026-05-12T09:00:20Z', duration: 20_000 },
    });
    place.append(card);
    const spoken: string[] = [];
    for (const second of ['08', '10', '11', '12', '15', '17', '20']) {
      session.clock.set({ now: `2026-05-12T09:00:${second}Z`, rate: 0 });
      await settle(card);
      expect(card.matches(':state(urgent)'), second).to.equal(Number(second) > 10);
      await new Promise((resolve) => setTimeout(resolve, 150));
      spoken.push(...(said().match(/Counted Down: \d+ seconds|Waiting for the contact centre/g) ?? []));
    }
    expect([...new Set(spoken)]).to.deep.equal([
      'Counted Down: 10 seconds',
      'Counted Down: 5 seconds',
      'Waiting for the contact centre',
    ]);
    expect(root(card).querySelector('.why')?.textContent).to.contain('Waiting for the contact centre.');
  });

  isAsDocumented({
    tag: 'awa-inbox-card',
    fixtures: {
      ...each(fixtures, (make) => draw(make())),
      'while it asks for a reason': async () => {
        const card = await draw(fixtures.withReasons());
        await card.reject();
        await settle(card);
        expect(root(card).querySelector('.reasons')).to.not.equal(null);
        return card;
      },
    },
  });
});

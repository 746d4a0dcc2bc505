import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { NoticeRecord, OfferRecord } from '../../contract/records.ts';
import type { AwaInboxCard } from '../awa-inbox-card/awa-inbox-card.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import {
  agent,
  capabilities,
  disabled,
  instant,
  interaction,
  next,
  offer,
  settings,
} from '../shared/testing/records.ts';
import { each, isAsDocumented, refused } from '../../tests/browser/documented.ts';
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

  it('tells of nothing by itself beside the page, asks for nothing, and loads nothing for it', async () => {
    const { title } = document;
    const asked: string[] = [];
    const before = { AudioContext: window.AudioContext, Notification: window.Notification };
    const spy = (name: 'AudioContext' | 'Notification') =>
      Object.assign(window, {
        [name]: new Proxy(before[name], {
          construct: () => (asked.push(name), {}),
          get: (of, key) => (key === 'requestPermission' ? () => asked.push(key) : Reflect.get(of, key)),
        }),
      });
    spy('AudioContext');
    spy('Notification');
    const session = new FakeSession([agent(), settings()]);
    const place = provide(await fixture<HTMLElement>(html`<div></div>`), session);
    const inbox = place.appendChild(document.createElement('callback-inbox'));
    await settle(inbox);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    session.put(offer());
    await settle(inbox);
    await wait(100);
    expect([inbox.sound, inbox.titleBadge, inbox.notify, inbox.quiet]).to.deep.equal([
      false,
      false,
      false,
      false,
    ]);
    expect(asked).to.deep.equal([]);
    expect(document.title).to.equal(title);
    expect(
      performance.getEntriesByType('resource').filter(({ name }) => name.includes('alerts')),
    ).to.deep.equal([]);
    Object.assign(window, before);
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

    it('draws its cards quieter while a callback of the agent’s is open', async () => {
      session.put(offer());
      await settle(inbox);
      const [card] = cards(inbox);
      expect(card!.quiet).to.equal(false);
      for (const [changes, quiet] of [
        [{ state: 'preview' }, true],
        [{ state: 'wrap_up' }, true],
        [{ state: 'closed' }, false],
        [{ state: 'in_call', ownerId: 'ben' }, false],
        [{ state: 'no_answer' }, true],
        [{ state: 'released' }, false],
        [{ state: 'waiting', ownerId: null }, false],
      ] as const) {
        session.put(interaction({ version: 9, ...changes }));
        await settle(inbox);
        expect(card!.quiet, JSON.stringify(changes)).to.equal(quiet);
      }
      inbox.quiet = true;
      await settle(inbox);
      expect(card!.quiet, 'where the host says so').to.equal(true);
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

  describe('where the host wants it, tells', () => {
    let session: FakeSession;
    let inbox: CallbackInbox;
    const undo: (() => void)[] = [];
    /** Puts something else in the place of what a browser has, until the test is over. */
    const instead = (of: object, name: string, value: unknown) => {
      const before = Object.getOwnPropertyDescriptor(of, name);
      Object.defineProperty(of, name, { value, configurable: true, writable: true });
      undo.push(() => (before ? Object.defineProperty(of, name, before) : Reflect.deleteProperty(of, name)));
    };
    const activation = (hasBeenActive: boolean, isActive = hasBeenActive) =>
      instead(navigator, 'userActivation', { hasBeenActive, isActive });
    const page = () =>
      (
        document as unknown as Record<
          symbol,
          { audio?: unknown; counted: Map<object, unknown>; told: Set<string> }
        >
      )[Symbol.for('callback-kit/1 alerts')];
    const records = () => [agent(), settings(), offer({ timer: null })];
    const second = (changes: Partial<OfferRecord> = {}) =>
      offer({ id: 'offer-2', timer: null, offeredAt: instant(-1), ...changes });
    /** An inbox with an offer that was there when it came. */
    const connect = async (wanted: Partial<CallbackInbox>, first = records()) => {
      session = new FakeSession(first);
      const place = provide(await fixture<HTMLElement>(html`<div></div>`), session);
      inbox = Object.assign(document.createElement('callback-inbox'), wanted);
      place.append(inbox);
      await import('./callback-inbox.alerts.ts');
      await settle(inbox);
    };
    const resync = async (...more: OfferRecord[]) => {
      session.connection = 'reconnecting';
      await settle(inbox);
      session.store.load({
        asOf: 'other.7',
        clock: { now: instant(0), rate: 1 },
        namespace: 'fake',
        agentId: 'ana',
        records: [...records(), ...more],
      });
      session.connection = 'live';
      await settle(inbox);
    };

    afterEach(() => {
      inbox.remove();
      for (const one of undo.splice(0).reverse()) one();
      if (page()) page()!.audio = undefined;
    });

    it('takes what it may tell by from attributes', async () => {
      const other = await fixture<CallbackInbox>(
        html`<callback-inbox sound title-badge notify quiet .offers=${[]}></callback-inbox>`,
      );
      expect([other.sound, other.titleBadge, other.notify, other.quiet]).to.deep.equal([
        true,
        true,
        true,
        true,
      ]);
      inbox = other;
    });

    describe('by a tone', () => {
      let log: string[];
      let tones: { onended?: (() => void) | undefined; started: number; stopped: number }[];
      beforeEach(() => {
        log = [];
        tones = [];
        const gain = () => ({
          gain: {
            setValueAtTime: () => {},
            linearRampToValueAtTime: (to: number) => to && log.push(`volume ${to}`),
          },
          connect: (to: unknown) => to,
          disconnect: () => {},
        });
        instead(
          window,
          'AudioContext',
          class {
            currentTime = 10;
            destination = {};
            constructor() {
              log.push('made');
            }
            resume = async () => void log.push('resumed');
            suspend = async () => void log.push('suspended');
            createGain = gain;
            createOscillator() {
              const tone = {
                started: 0,
                stopped: 0,
                onended: undefined,
                frequency: { setValueAtTime: (hertz: number) => log.push(`${Math.round(hertz)} Hz`) },
                connect: (to: unknown) => to,
                start: (at: number) => (tone.started = at),
                stop: (at: number) => (tone.stopped = at),
              };
              tones.push(tone);
              return tone;
            }
          },
        );
      });

      it('of two soft notes that ends, once for what comes together', async () => {
        activation(true);
        await connect({ sound: true });
        expect(tones, 'what was there is no news').to.have.length(0);
        session.put(second(), second({ id: 'offer-3' }));
        await settle(inbox);
        expect(tones).to.have.length(1);
        expect(log.filter((one) => /Hz|volume/.test(one))).to.deep.equal([
          '587 Hz',
          '880 Hz',
          'volume 0.12',
          'volume 0.12',
        ]);
        expect(tones[0]!.stopped - tones[0]!.started).to.be.within(0.2, 1);
        expect(log.at(-1), 'it sounds').to.not.equal('suspended');
        tones[0]!.onended!();
        await settle(inbox);
        expect(log.at(-1), 'the device rests').to.equal('suspended');
        session.put(second({ version: 2 }), second({ id: 'offer-4', state: 'rescinded' }));
        await settle(inbox);
        expect(tones, 'nothing new is open').to.have.length(1);
        session.put(second({ id: 'offer-5' }));
        await settle(inbox);
        expect(tones).to.have.length(2);
        expect(
          log.filter((one) => one === 'made'),
          'one for the page',
        ).to.have.length(1);
        tones[1]!.onended!();
      });

      it('not before the page’s first gesture', async () => {
        activation(false);
        await connect({ sound: true });
        session.put(second());
        await settle(inbox);
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })); // no gesture to the browser
        expect(log).to.deep.equal([]);
        activation(true);
        document.dispatchEvent(new PointerEvent('pointerup'));
        await settle(inbox);
        expect(log, 'made within the gesture, as some browsers want it, and silent').to.deep.equal([
          'made',
          'resumed',
          'suspended',
        ]);
        expect(tones, 'too late for that one').to.have.length(0);
        session.put(second({ id: 'offer-3' }));
        await settle(inbox);
        expect(tones).to.have.length(1);
        tones[0]!.onended!();
      });

      it('not for offers that it knows, after a resync, but for one that came meanwhile', async () => {
        activation(true);
        await connect({ sound: true });
        await resync();
        expect(tones).to.have.length(0);
        await resync(second());
        expect(tones).to.have.length(1);
        tones[0]!.onended!();
      });

      it('not for what another agent finds there, nor after it was moved', async () => {
        activation(true);
        await connect({ sound: true });
        session.store.load({
          asOf: 'other.1',
          clock: { now: instant(0), rate: 1 },
          namespace: 'fake',
          agentId: 'ben',
          records: [second()],
        });
        await settle(inbox);
        inbox.parentElement!.append(inbox);
        await settle(inbox);
        expect(tones).to.have.length(0);
      });

      it('once where two inboxes stand on a page', async () => {
        activation(true);
        await connect({ sound: true });
        const other = Object.assign(document.createElement('callback-inbox'), { sound: true });
        inbox.parentElement!.append(other);
        await settle(other);
        session.put(second());
        await settle(other);
        tones[0]!.onended!();
        await settle(other);
        expect(tones).to.have.length(1);
        other.remove();
      });

      it('of offers that a page gives, too', async () => {
        activation(true);
        inbox = await fixture<CallbackInbox>(
          html`<callback-inbox sound .offers=${[offer()]}></callback-inbox>`,
        );
        await wait(50);
        expect(tones).to.have.length(0);
        inbox.offers = [offer(), second()];
        await settle(inbox);
        expect(tones).to.have.length(1);
        tones[0]!.onended!();
      });

      it('and hurts nothing on a device without sound', async () => {
        activation(true);
        instead(
          window,
          'AudioContext',
          class {
            constructor() {
              throw new Error('none');
            }
          },
        );
        await connect({ sound: true });
        session.put(second());
        await settle(inbox);
        instead(
          window,
          'AudioContext',
          class {
            resume = () => Promise.reject(new Error('no'));
            suspend = () => Promise.reject(new Error('no'));
          },
        );
        session.put(second({ id: 'offer-3' }));
        await settle(inbox);
        session.put(second({ id: 'offer-4' }));
        await settle(inbox);
        expect(cards(inbox)).to.have.length(4);
      });

      it('leaves no listener to gestures when it goes', async () => {
        activation(false);
        await connect({ sound: true });
        inbox.remove();
        activation(true);
        document.dispatchEvent(new PointerEvent('pointerup'));
        expect(log).to.deep.equal([]);
      });
    });

    it('by a tone of the browser’s own', async () => {
      const all: AudioContext[] = [];
      instead(
        window,
        'AudioContext',
        new Proxy(window.AudioContext, {
          construct: (Own) => all[all.push(new Own()) - 1]!,
        }),
      );
      await connect({ sound: true });
      await sendMouse({ type: 'click', position: [1, 1] });
      session.put(second());
      await settle(inbox);
      expect(all, 'after a real gesture').to.have.length(1);
      const [made] = all;
      // A busy machine may take seconds to begin, and look away while it sounds: its time tells that it ran.
      for (let i = 0; i < 700 && made!.currentTime < 0.4; i += 1) await wait(10);
      for (let i = 0; i < 300 && made!.state === 'running'; i += 1) await wait(10);
      expect(made!.state).to.equal('suspended');
      expect(made!.currentTime).to.be.within(0.4, 2);
    });

    describe('by a badge in the title', () => {
      const own = document.title;
      const titleElement = () => document.head.querySelector('title')!;
      const observed = () => wait(150);
      afterEach(() => {
        inbox.remove();
        document.title = own;
      });

      it('how many are open, and restores exactly', async () => {
        titleElement().textContent = '  Desk \n 7 ';
        await connect({ titleBadge: true });
        expect(document.title).to.equal('(1) Desk 7');
        session.put(second(), second({ id: 'offer-3', state: 'timed_out' }));
        await settle(inbox);
        expect(document.title).to.equal('(2) Desk 7');
        session.remove({ kind: 'offer', id: 'offer-1' });
        session.remove({ kind: 'offer', id: 'offer-2' });
        await settle(inbox);
        expect(titleElement().textContent).to.equal('  Desk \n 7 ');
        session.put(second());
        await settle(inbox);
        expect(document.title).to.equal('(1) Desk 7');
        inbox.titleBadge = false;
        await settle(inbox);
        expect(titleElement().textContent).to.equal('  Desk \n 7 ');
        inbox.titleBadge = true;
        await settle(inbox);
        inbox.remove();
        expect(titleElement().textContent, 'also when it goes').to.equal('  Desk \n 7 ');
        await settle(inbox);
        expect(titleElement().textContent, 'and stays so').to.equal('  Desk \n 7 ');
        expect(page()!.counted.size).to.equal(0);
      });

      it('on whatever the host makes of it meanwhile', async () => {
        document.title = 'Desk';
        const node = titleElement().firstChild as Text;
        await connect({ titleBadge: true });
        const read = document.title;
        document.title = 'Mail';
        await observed();
        expect(document.title).to.equal('(1) Mail');
        document.title = read; // put back by who read it with its badge
        await observed();
        expect(document.title).to.equal('(1) Desk');
        document.title = '(3) Unread';
        await observed();
        expect(document.title, 'the host’s own number').to.equal('(1) (3) Unread');
        const other = document.createElement('title');
        other.textContent = 'Another element';
        titleElement().replaceWith(other);
        await observed();
        expect(document.title).to.equal('(1) Another element');
        session.remove({ kind: 'offer', id: 'offer-1' });
        await settle(inbox);
        expect(document.title).to.equal('Another element');
        document.title = 'Later';
        await observed();
        expect(document.title, 'it looks on no longer').to.equal('Later');
        expect(node.isConnected).to.equal(false);
      });

      it('without a fight where the host insists on its own', async () => {
        document.title = 'Desk';
        let written = 0;
        const host = new MutationObserver(() => {
          if (document.title === 'Desk') return;
          written += 1;
          document.title = 'Desk';
        });
        host.observe(document.head, { childList: true, characterData: true, subtree: true });
        await connect({ titleBadge: true });
        await wait(500);
        host.disconnect();
        expect(written).to.be.within(1, 6);
      });

      it('in the text node that a framework keeps', async () => {
        document.title = 'Desk';
        const node = titleElement().firstChild as Text;
        await connect({ titleBadge: true });
        node.data = 'Written by the framework';
        await observed();
        expect(document.title).to.equal('(1) Written by the framework');
        expect(titleElement().firstChild === node).to.equal(true);
      });

      it('where the page has none', async () => {
        titleElement().remove();
        await connect({ titleBadge: true });
        expect(document.title).to.equal('(1)');
        inbox.remove();
        expect(document.title).to.equal('');
      });

      it('once where two inboxes stand on a page', async () => {
        document.title = 'Desk';
        await connect({ titleBadge: true });
        const other = Object.assign(document.createElement('callback-inbox'), { titleBadge: true });
        inbox.parentElement!.append(other);
        await settle(other);
        expect(document.title).to.equal('(1) Desk');
        session.put(second());
        await settle(other);
        expect(document.title).to.equal('(2) Desk');
        inbox.remove();
        expect(document.title).to.equal('(2) Desk');
        other.remove();
        expect(document.title).to.equal('Desk');
      });
    });

    describe('by a notification', () => {
      interface Shown {
        title: string;
        options: NotificationOptions;
        closed: number;
        onclick?: () => void;
      }
      let notes: Shown[];
      let requests: number;
      let permission: NotificationPermission;
      const hide = (hidden = true) => instead(document, 'hidden', hidden);
      beforeEach(() => {
        notes = [];
        requests = 0;
        permission = 'granted';
        instead(
          window,
          'Notification',
          class {
            static get permission() {
              return permission;
            }
            static async requestPermission() {
              requests += 1;
              return (permission = 'granted');
            }
            closed = 0;
            constructor(
              readonly title: string,
              readonly options: NotificationOptions,
            ) {
              notes.push(this);
            }
            close() {
              this.closed += 1;
            }
          },
        );
      });

      it('what kind and which queue, of nobody by name, while the page is hidden', async () => {
        await connect({ notify: true });
        session.put(second({ id: 'offer-9' }));
        await settle(inbox);
        expect(notes, 'the page is seen').to.have.length(0);
        hide();
        const of = { queueName: 'Loans <b>', customerName: 'Adaeze', reason: 'Billing Issue' };
        session.put(
          second(of),
          second({ id: 'offer-3', ...of, badge: { kind: 'transferred', by: 'Núria' } }),
          second({ id: 'offer-4', ...of, badge: { kind: 'customer_waiting' } }),
          second({ id: 'offer-5', ...of, badge: { kind: 'consult', by: 'Núria' } }),
          second({ id: 'offer-6', ...of, badge: { kind: '__proto__' } as never }),
        );
        await settle(inbox);
        expect(notes.map(({ title, options }) => [title, options.body])).to.deep.equal([
          ['New callback', 'Loans <b>'],
          ['New callback', 'Loans <b>'],
          ['A customer is waiting', 'Loans <b>'],
          ['A colleague asks for a consult', 'Loans <b>'],
          ['New callback', 'Loans <b>'],
        ]);
        expect(new Set(notes.map(({ options }) => options.tag)).size).to.equal(5);
        expect(JSON.stringify(notes)).not.to.match(/Adaeze|Núria|Billing|data:/);
        expect(requests, 'it never asks by itself').to.equal(0);
      });

      it('and takes it back when the offer ends, or the inbox goes', async () => {
        await connect({ notify: true });
        hide();
        session.put(second(), second({ id: 'offer-3' }), second({ id: 'offer-4' }));
        await settle(inbox);
        session.put(second({ version: 2, state: 'timed_out' }));
        await settle(inbox);
        expect(notes.map(({ closed }) => closed)).to.deep.equal([1, 0, 0]);
        session.remove({ kind: 'offer', id: 'offer-3' });
        await settle(inbox);
        expect(notes.map(({ closed }) => closed)).to.deep.equal([1, 1, 0]);
        inbox.remove();
        expect(notes.map(({ closed }) => closed)).to.deep.equal([1, 1, 1]);
        expect(page()!.told.size).to.equal(0);
      });

      it('that leads back to the window', async () => {
        let focused = 0;
        instead(window, 'focus', () => (focused += 1));
        await connect({ notify: true });
        hide();
        session.put(second());
        await settle(inbox);
        notes[0]!.onclick!();
        expect([focused, notes[0]!.closed]).to.deep.equal([1, 1]);
      });

      it('not where it is not allowed, not known or not let', async () => {
        await connect({ notify: true });
        hide();
        permission = 'default';
        session.put(second());
        await settle(inbox);
        instead(window, 'Notification', undefined);
        session.put(second({ id: 'offer-3' }));
        await settle(inbox);
        expect(await inbox.allowNotifications()).to.equal('denied');
        instead(
          window,
          'Notification',
          class {
            static permission = 'granted';
            constructor() {
              throw new TypeError('Illegal constructor');
            }
          },
        );
        session.put(second({ id: 'offer-4' }));
        await settle(inbox);
        expect(notes).to.have.length(0);
        expect(requests).to.equal(0);
      });

      it('not of offers that it knows, and once where two inboxes stand on a page', async () => {
        hide();
        await connect({ notify: true });
        const other = Object.assign(document.createElement('callback-inbox'), { notify: true });
        inbox.parentElement!.append(other);
        await settle(other);
        await resync();
        expect(notes).to.have.length(0);
        await resync(second());
        await settle(other);
        expect(notes).to.have.length(1);
        other.remove();
      });

      it('asks for leave by its method only, and only from a gesture', async () => {
        permission = 'default';
        activation(true, false);
        await connect({ notify: true });
        expect(await inbox.allowNotifications()).to.equal('default');
        expect(requests).to.equal(0);
        activation(true, true);
        expect(await inbox.allowNotifications()).to.equal('granted');
        expect(requests).to.equal(1);
      });
    });

    it('nothing of one that has left before the part was there', async () => {
      const { title } = document;
      await connect({ titleBadge: true });
      inbox.remove();
      const gone = Object.assign(document.createElement('callback-inbox'), {
        titleBadge: true,
        offers: [offer()],
      });
      document.body.append(gone);
      gone.remove();
      await settle(gone);
      await wait(50);
      expect(document.title).to.equal(title);
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

    it('tell of a customer who cancelled, and of a call that nobody took, until they are put away', async () => {
      const inbox = await draw(fixtures.news());
      const [canceled, blind] = notes(inbox);
      expect(words(canceled!)).to.match(/^The customer cancelled the callback ليلى حداد, (\w+ )?\d\d:\d\d$/);
      expect(words(blind!)).to.match(
        /^Núria Puigdomènech did not take the call ليلى حداد, (\w+ )?\d\d:\d\d$/,
      );
      for (const note of [canceled!, blind!]) expect(dismissOf(note).ariaDisabled).to.equal(null);
      inbox.notices = fixtures.news().notices.map((one) => ({ ...one, at: instant(-599) }));
      await settle(inbox);
      expect(notes(inbox), 'how long they stay is the server’s').to.have.length(2);
      expect(inbox.shadowRoot!.textContent).to.contain('No callbacks waiting');
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

  isAsDocumented({
    tag: 'callback-inbox',
    fixtures: {
      ...each({ ...fixtures, many: () => fixtures.many(5) }, (make) => draw(make())),
      'one that must stay': () =>
        draw({
          offers: [],
          notices: [notice({ capabilities: capabilities('notice', { dismiss: disabled('closed') }) })],
        }),
      refused: () =>
        refused('callback-inbox', { offers: [], notices: [notice()] }, (inbox) => inbox.dismiss('notice-1')),
    },
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

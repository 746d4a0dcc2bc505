import { expect } from '@open-wc/testing';
import { html, nothing } from 'lit';
import type { OfferRecord } from '../../contract/records.ts';
import { expectProblem } from '../../tests/browser/guard.ts';
import { CallbackAcceptEvent } from '../awa-inbox-card/awa-inbox-card.events.ts';
import { CallbackElement, version } from './element.ts';
import type { OwnWords } from '../locales/locale.ts';
import { translate } from './languages.ts';
import { button, why } from './templates/button.ts';
import { attachOften } from './testing/leaks.ts';
import { capabilities, disabled, hidden, next, offer } from './testing/records.ts';
import { FakeSession, deferred, provide, refusal } from './testing/session.ts';

const strings = { $: 'test-element', press: 'Press' };

class TestElement extends CallbackElement {
  static override readonly tag = 'test-element';
  static override properties = { record: { attribute: false } };

  record: OfferRecord | null = null;
  draws = 0;
  #selected = this.select((store) => store.get('offer', 'offer-1'));

  get current() {
    return this.record ?? this.#selected();
  }

  async press() {
    if (this.current) await this.request(new CallbackAcceptEvent(this.current));
  }

  protected override render() {
    this.draws += 1;
    const record = this.current;
    if (!record) return nothing;
    const control = this.control(record, 'offer.accept');
    return html`${button({
      label: this.localized(strings).press,
      control,
      press: () => this.press(),
    })}${why(control)}${this.failure(record)}`;
  }
}
TestElement.define();

const settle = async (element: TestElement) => {
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
};
const control = (element: TestElement) => element.shadowRoot!.querySelector<HTMLButtonElement>('.btn')!;

describe('the floor', () => {
  let session: FakeSession;
  let place: HTMLElement;
  let element: TestElement;

  beforeEach(async () => {
    session = new FakeSession([offer()]);
    place = provide(document.createElement('div'), session);
    document.body.append(place);
    element = new TestElement();
    place.append(element);
    await settle(element);
  });

  afterEach(() => place.remove());

  /** A listener for the length of one test. */
  const listen = (target: EventTarget, call: (event: CallbackAcceptEvent) => void, capture = false) => {
    const listener = call as (event: Event) => void;
    target.addEventListener('callback-accept', listener, capture);
    after.push(() => target.removeEventListener('callback-accept', listener, capture));
  };
  const after: (() => void)[] = [];
  afterEach(() => {
    for (const undo of after.splice(0)) undo();
  });

  describe('the default action', () => {
    it('sends the command after dispatch, with a key', async () => {
      let during = -1;
      listen(window, () => (during = session.sent.length));
      control(element).click();
      expect(during).to.equal(0);
      expect(session.sent).to.have.length(1);
      expect(session.sent[0]).to.deep.include({ command: 'offer.accept', id: 'offer-1', payload: {} });
      expect(session.sent[0]!.key).to.match(/^[\x21-\x7e]{16,200}$/);
      await settle(element);
    });

    for (const [where, target] of [
      ['document', () => document],
      ['window', () => window],
      ['the element', () => element],
    ] as const)
      it(`is vetoed on ${where}`, async () => {
        listen(target(), (event) => event.preventDefault());
        control(element).click();
        await settle(element);
        expect(session.sent).to.be.empty;
      });

    it('is vetoed on document with the provider inside a shadow root', async () => {
      const host = document.createElement('div');
      document.body.append(host);
      host.attachShadow({ mode: 'open' }).append(place);
      await settle(element);
      listen(document, (event) => event.preventDefault());
      control(element).click();
      await settle(element);
      expect(session.sent).to.be.empty;
      after.splice(0).forEach((undo) => undo());
      control(element).click();
      expect(session.sent).to.have.length(1);
      await settle(element);
      host.remove();
    });

    it('loses nothing when propagation is stopped at capture', async () => {
      listen(window, (event) => event.stopImmediatePropagation(), true);
      control(element).click();
      expect(session.sent).to.have.length(1);
      await settle(element);
    });

    it('does nothing for a forged event, whoever performs it', async () => {
      const forged = new CallbackAcceptEvent(offer());
      element.dispatchEvent(forged);
      expect(await forged.perform()).to.equal(undefined);
      element.dispatchEvent(new CustomEvent('callback-accept', { bubbles: true, composed: true }));
      expect(session.sent).to.be.empty;
    });

    it('only dispatches without a provider', async () => {
      const lone = new TestElement();
      lone.record = offer();
      document.body.append(lone);
      await settle(lone);
      let heard: CallbackAcceptEvent | undefined;
      listen(document, (event) => (heard = event));
      control(lone).click();
      await settle(lone);
      expect(heard).to.be.instanceOf(CallbackAcceptEvent);
      expect(heard?.detail).to.deep.equal(structuredClone(heard?.detail));
      expect(heard?.detail).to.deep.equal({
        taskId: 'task-1',
        interactionId: 'interaction-1',
        customerId: 'customer-1',
        externalId: 'CS0001042',
        customPayload: { case: 'CS0001042' },
        offerId: 'offer-1',
      });
      expect(control(lone).getAttribute('aria-disabled')).to.equal(null);
      lone.remove();
    });

    it('sends once for a double press, and shows that it is pending', async () => {
      const { promise, resolve } = deferred<never>();
      session.answer = () => promise;
      control(element).click();
      control(element).click();
      await settle(element);
      control(element).click();
      expect(session.sent).to.have.length(1);
      expect(control(element).getAttribute('aria-disabled')).to.equal('true');
      expect(control(element).getAttribute('aria-busy')).to.equal('true');
      resolve({ outcome: 'performed', asOf: 'fake.0' } as never);
      await settle(element);
      expect(control(element).getAttribute('aria-disabled')).to.equal(null);
      control(element).click();
      expect(session.sent).to.have.length(2);
      expect(session.sent[0]!.key).not.to.equal(session.sent[1]!.key);
      await settle(element);
    });

    it('waits for respondWith, and shows its rejection', async () => {
      const { promise, reject } = deferred<never>();
      listen(document, (event) => event.respondWith(promise));
      control(element).click();
      await settle(element);
      expect(control(element).getAttribute('aria-busy')).to.equal('true');
      control(element).click();
      expect(session.sent).to.be.empty;
      reject(refusal('forbidden'));
      await settle(element);
      expect(control(element).getAttribute('aria-busy')).to.equal(null);
      expect(element.shadowRoot!.querySelector('[role=alert]')?.textContent).to.contain('not allowed');
    });

    it('is performed once by a host that asked first', async () => {
      const answers: unknown[] = [];
      let asked: CallbackAcceptEvent | undefined;
      listen(document, (event) => {
        event.preventDefault();
        asked = event;
      });
      control(element).click();
      await settle(element);
      expect(session.sent).to.be.empty;
      answers.push(await asked!.perform(), await asked!.perform());
      expect(session.sent).to.have.length(1);
      expect(answers[0]).to.equal(answers[1]);
      await settle(element);
    });

    it('is performed once by a host that performs inside respondWith', async () => {
      listen(document, (event) => event.respondWith(Promise.resolve().then(() => event.perform())));
      control(element).click();
      await settle(element);
      expect(session.sent).to.have.length(1);
      expect(control(element).getAttribute('aria-busy')).to.equal(null);
    });

    it('hides its inside from the event', () => {
      const event = new CallbackAcceptEvent(offer());
      expect(Object.keys(event)).to.have.members(['command', 'isTrusted']);
    });

    it('is performed once when two presses of one control were agreed to', async () => {
      const asked: CallbackAcceptEvent[] = [];
      listen(document, (event) => {
        event.preventDefault();
        asked.push(event);
      });
      control(element).click();
      control(element).click();
      await Promise.all(asked.map((event) => event.perform()));
      expect(asked).to.have.length(2);
      expect(session.sent).to.have.length(1);
      await settle(element);
    });
  });

  describe('a refusal', () => {
    const failure = () => element.shadowRoot!.querySelector('[role=alert]');
    const again = () => failure()?.querySelector('button');

    it('is shown in the words of the kit, without Try again, and a new press has a new key', async () => {
      session.answer = () =>
        Promise.reject(refusal('not_possible', { reason: 'wrap_up_open', detail: 'no' }));
      control(element).click();
      await settle(element);
      expect(failure()?.textContent).to.contain('Finish the wrap-up first.');
      expect(again()).to.equal(null);
      control(element).click();
      await settle(element);
      expect(session.sent[0]!.key).not.to.equal(session.sent[1]!.key);
    });

    it("says the provider's own sentence for a code the kit does not know", async () => {
      session.answer = () =>
        Promise.reject(
          Object.assign(new Error(), {
            problem: {
              type: 'https://example.org/quota',
              title: 'T',
              status: 409,
              detail: 'The <b>quota</b> is used up.',
            },
          }),
        );
      control(element).click();
      await settle(element);
      expect(failure()?.textContent).to.contain('The <b>quota</b> is used up.');
      expect(failure()?.querySelector('b')).to.equal(null);
    });

    it('of unknown outcome is tried again with the same key, through a new event', async () => {
      session.answer = () => Promise.reject(refusal('unavailable'));
      let heard = 0;
      listen(document, () => (heard += 1));
      control(element).click();
      await settle(element);
      expect(again()?.textContent.trim()).to.equal('Try again');
      again()!.click();
      await settle(element);
      control(element).click();
      await settle(element);
      expect(heard).to.equal(3);
      expect(new Set(session.sent.map(({ key }) => key)).size).to.equal(1);
      session.put(next(offer()));
      await settle(element);
      control(element).click();
      await settle(element);
      expect(new Set(session.sent.map(({ key }) => key)).size).to.equal(2);
    });

    it('gives the focus back to the control when Try again leaves', async () => {
      session.answer = () => Promise.reject(refusal('unavailable'));
      control(element).focus();
      control(element).click();
      await settle(element);
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.0' });
      again()!.focus();
      again()!.click();
      await settle(element);
      expect(again() ?? null).to.equal(null);
      expect(element.shadowRoot!.activeElement === control(element)).to.equal(true);
    });

    it('goes when the record changes, and at a new press', async () => {
      session.answer = () => Promise.reject(refusal('conflict'));
      control(element).click();
      await settle(element);
      expect(failure()).not.to.equal(null);
      session.put(next(offer(), { reason: 'Other issue' }));
      await settle(element);
      expect(failure()).to.equal(null);
      control(element).click();
      await settle(element);
      expect(failure()).not.to.equal(null);
      session.answer = () => deferred<never>().promise;
      control(element).click();
      await settle(element);
      expect(failure()).to.equal(null);
    });
  });

  describe('controls', () => {
    it('are disabled with the reason as description, focusable, and do nothing', async () => {
      session.put(next(offer(), { capabilities: capabilities('offer', { accept: disabled('signed_out') }) }));
      await settle(element);
      expect(control(element).ariaDescription).to.equal('You are signed out.');
      expect(element.shadowRoot!.querySelector('.why')?.textContent).to.contain('You are signed out.');
      control(element).focus();
      expect(element.shadowRoot!.activeElement).to.equal(control(element));
      control(element).click();
      await element.press();
      expect(session.sent).to.be.empty;
    });

    it('are not there when invisible', async () => {
      session.put(next(offer(), { capabilities: capabilities('offer', { accept: hidden }) }));
      await settle(element);
      expect(control(element)).to.equal(null);
      await element.press();
      expect(session.sent).to.be.empty;
    });

    it('say the sentence of the provider only for a reason the kit does not know', async () => {
      const accept = disabled('moon_phase', 'Not at full moon.');
      session.put(next(offer(), { capabilities: capabilities('offer', { accept }) }));
      await settle(element);
      expect(control(element).ariaDescription).to.equal('Not at full moon.');
      session.put(
        next(offer(), { capabilities: capabilities('offer', { accept: disabled('signed_out', 'x') }) }),
      );
      await settle(element);
      expect(control(element).ariaDescription).not.to.equal('x');
    });

    it('are disabled while the stream is not live, and for a moment after a resync', async () => {
      session.connection = 'reconnecting';
      await settle(element);
      expect(control(element).ariaDescription).to.contain('Not connected');
      session.connection = 'live';
      await settle(element);
      control(element).click();
      expect(session.sent).to.be.empty;
      await new Promise((resolve) => setTimeout(resolve, 500));
      await settle(element);
      control(element).click();
      expect(session.sent).to.have.length(1);
      await settle(element);
    });
  });

  describe('context and records', () => {
    it('redraws only for the record it reads', async () => {
      const before = element.draws;
      session.put(offer({ id: 'offer-2' }));
      session.event('changed', []);
      await settle(element);
      expect(element.draws).to.equal(before);
      session.put(next(offer(), { reason: 'Other issue' }));
      await settle(element);
      expect(element.draws).to.equal(before + 1);
    });

    it('finds a provider that comes late, also through another copy of the base', async () => {
      const late = document.createElement('div');
      const early = new TestElement();
      late.append(early);
      document.body.append(late);
      await settle(early);
      expect(control(early)).to.equal(null);
      provide(late, session);
      await settle(early);
      expect(control(early)).not.to.equal(null);
      late.remove();
    });

    it('leaves with its provider and comes back when moved', async () => {
      const other = new FakeSession([offer({ capabilities: capabilities('offer', {}, hidden) })]);
      const place2 = provide(document.createElement('div'), other);
      document.body.append(place2);
      place2.append(element);
      await settle(element);
      expect(control(element)).to.equal(null);
      document.body.append(element);
      await settle(element);
      expect(element.current).to.equal(undefined);
      place.append(element);
      await settle(element);
      expect(control(element)).not.to.equal(null);
      place2.remove();
    });

    it('leaves nothing behind after 50 times', async () => {
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(once).to.equal(2);
      expect(again).to.equal(2);
    });

    it('speaks the nearest language', async () => {
      translate('nl', { 'test-element': { press: 'Drukken' } } as OwnWords);
      place.lang = 'nl-BE';
      await settle(element);
      expect(control(element).textContent.trim()).to.equal('Drukken');
      element.lang = 'en';
      await settle(element);
      expect(control(element).textContent.trim()).to.equal('Press');
    });
  });

  describe('define', () => {
    it('twice is silent, also under another name', () => {
      TestElement.define();
      TestElement.define('other-element');
      TestElement.define('other-element');
      expect(document.createElement('other-element')).to.be.instanceOf(TestElement);
    });

    it('says once that another version was first', () => {
      customElements.define(
        'taken-element',
        class extends HTMLElement {
          static version = '0.0.1';
        },
      );
      expectProblem(/<taken-element> is already defined, by 0\.0\.1/);
      TestElement.define('taken-element');
      TestElement.define('taken-element');
    });

    it('has the version of the package', async () => {
      const manifest = (await (await fetch('/package.json')).json()) as { version: string };
      expect(version).to.equal(manifest.version);
    });
  });
});

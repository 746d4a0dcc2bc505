import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { InteractionRecord, SegmentRecord } from '../../contract/records.ts';
import { Drafts } from '../../client/drafts.ts';
import type { Capability } from '../../contract/capabilities.ts';
import {
  capabilities,
  disabled,
  enabled,
  hidden,
  instant,
  interaction,
  next,
  segment,
  settings,
  timer,
} from '../shared/testing/records.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { Fixture } from './wrap-up-modal.fixtures.ts';
import { fixtures, sessionOf } from './wrap-up-modal.fixtures.ts';
import type { WrapUpSaveEvent } from './wrap-up-modal.events.ts';
import { parts as later } from './wrap-up-modal.status.ts';
import { parts } from './wrap-up-modal.ts';
import type { WrapUpModal } from './wrap-up-modal.ts';
import './define.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const draw = async (given: Fixture) => {
  const { segment, interaction, settings, modal, minimised } = given;
  if (given.device || given.notice || !interaction) {
    const wrapUp = await sit(sessionOf(given));
    await ready(wrapUp);
    return wrapUp;
  }
  const wrapUp = await fixture<WrapUpModal>(
    html`<wrap-up-modal
      .segment=${segment}
      .interaction=${interaction}
      .settings=${settings}
      .modal=${modal ?? false}
    ></wrap-up-modal>`,
  );
  if (minimised) wrapUp.minimise();
  return wrapUp;
};
const settle = async (wrapUp: WrapUpModal) => {
  await wait(10);
  await wrapUp.updateComplete;
};
/** With all that is loaded when needed. */
const ready = async (wrapUp: WrapUpModal) => {
  for (const name of ['status', 'unsaved']) await import(`./wrap-up-modal.${name}.ts`);
  await settle(wrapUp);
};
const root = (wrapUp: WrapUpModal) => wrapUp.shadowRoot!;
const button = (wrapUp: WrapUpModal, label: string) =>
  [...root(wrapUp).querySelectorAll('button')].find(
    (one) => (one.ariaLabel ?? one.textContent).trim() === label,
  );
const words = (wrapUp: WrapUpModal) => root(wrapUp).textContent.replace(/\s+/g, ' ').trim();
const notes = (wrapUp: WrapUpModal) => root(wrapUp).querySelector<HTMLTextAreaElement>('#notes')!;
const reason = (wrapUp: WrapUpModal) => root(wrapUp).querySelector('select')!;
const focused = (wrapUp: WrapUpModal) => root(wrapUp).activeElement;
const said = () =>
  [...document.querySelectorAll('[id^=cbk-]')].map((one) => one.shadowRoot!.textContent).join(' ');

/** Waits until it is said. */
const hear = (text: string) => waitUntil(() => said().includes(text), `not said: ${text}`);

/** As one key stroke does. */
const type = (wrapUp: WrapUpModal, text: string) => {
  notes(wrapUp).value = text;
  notes(wrapUp).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
};
const choose = (wrapUp: WrapUpModal, id: string) => {
  reason(wrapUp).value = id;
  reason(wrapUp).dispatchEvent(new Event('input', { bubbles: true, composed: true }));
};

/** A device's store of its own. */
const storage = (isFull = false): Storage => {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key) => void items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    clear: () => items.clear(),
    get length() {
      return items.size;
    },
  };
};

type Payload = Partial<SegmentRecord> & { notes: string; revision?: number };

/** A session whose provider keeps what it is sent, as the simulator does, with drafts on a device. */
class Desk extends FakeSession {
  override readonly drafts: Drafts;
  constructor(
    record: SegmentRecord | null = segment(),
    readonly device = storage(),
    one: InteractionRecord | null = interaction({ state: 'in_call' }),
    readonly page = new EventTarget(),
  ) {
    super([...(one ? [one] : []), settings(), ...(record ? [record] : [])]);
    this.drafts = new Drafts(device, page);
    this.drafts.own('fake', 'ana');
    this.answer = ({ payload, command }) => this.do(command, payload as Payload);
  }

  get segment() {
    return this.store.get('segment', 'segment-1')!;
  }

  do(command: string, { revision, ...changes }: Payload) {
    const record = this.store.get('segment', 'segment-1');
    const answer = Promise.resolve({ outcome: 'performed', asOf: 'fake.0' } as const);
    if (!record) return answer;
    if (command === 'segment.amend') {
      const lateNotes = [...record.lateNotes, { at: new Date().toISOString(), notes: changes.notes }];
      this.put(next(record, { lateNotes }));
      return answer;
    }
    if (!/save|submit/.test(command)) return answer;
    if (record.closedAt) return Promise.reject(refusal('not_possible', { reason: 'closed' }));
    const isUnseen = revision !== undefined && revision < record.revision;
    const history =
      isUnseen && record.notes && !changes.notes.includes(record.notes)
        ? [...record.history, { at: record.savedAt!, notes: record.notes }]
        : record.history;
    this.keep({ ...changes, history }, command === 'segment.submit');
    return answer;
  }

  keep(changes: Partial<SegmentRecord>, isLast = false) {
    const { segment: record } = this;
    const one = this.store.get('interaction', 'interaction-1');
    this.put(
      next(record, {
        ...changes,
        revision: record.revision + 1,
        savedAt: new Date().toISOString(),
        ...(isLast ? { state: 'submitted', closedAt: new Date().toISOString() } : {}),
      }),
      ...(isLast && one ? [next(one, { state: 'closed' })] : []),
    );
  }

  /** As at the wrap-up's zero: with the notes as last saved. */
  expire(changes: Partial<SegmentRecord> = {}) {
    this.put(
      next(this.segment, {
        state: 'expired',
        timer: null,
        closedAt: new Date().toISOString(),
        ...changes,
      }),
    );
  }

  /** What was sent, of one command. */
  texts(command = 'segment.save') {
    return this.sent
      .filter((one) => one.command === command)
      .map(({ payload }) => {
        const { reasonId = null, notes } = payload as Payload;
        return { reasonId, notes };
      });
  }
}

const sit = async (session: FakeSession, modal = false) => {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  provide(place, session);
  const wrapUp = document.createElement('wrap-up-modal');
  wrapUp.modal = modal;
  place.append(wrapUp);
  await settle(wrapUp);
  return wrapUp;
};
const withClipboard = async (clipboard: unknown, run: () => Promise<unknown>) => {
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  await run();
  delete (navigator as { clipboard?: unknown }).clipboard;
};
const text = (notes: string, reasonId: string | null = null) => ({ reasonId, notes });
const open = (changes: Partial<SegmentRecord> = {}) => segment({ state: 'open', ...changes });

describe('wrap-up-modal', () => {
  // What is loaded when needed is there at once: how long that takes is nobody's time here.
  before(() => Promise.all([parts.status(), later.unsaved()]));

  describe('in its states', () => {
    it('draws nothing without a wrap-up', async () => {
      const wrapUp = await fixture<WrapUpModal>(html`<wrap-up-modal></wrap-up-modal>`);
      expect(root(wrapUp).children.length).to.equal(0);
      expect(root(await draw({ ...fixtures.draft(), segment: null })).children).to.have.length(0);
    });

    it('is a labelled region with Save while it is a draft', async () => {
      const wrapUp = await draw(fixtures.draft());
      await ready(wrapUp);
      expect(root(wrapUp).querySelector('section')?.getAttribute('aria-labelledby')).to.equal('heading');
      expect(root(wrapUp).querySelector('h2')?.textContent).to.equal('Wrap-up');
      expect(root(wrapUp).querySelector('.chip')?.textContent).to.equal('Draft');
      expect(!!button(wrapUp, 'Save')).to.equal(true);
      expect(!!button(wrapUp, 'Submit & close')).to.equal(false);
      expect(!!button(wrapUp, 'Back')).to.equal(false);
      expect(words(wrapUp)).to.match(/Saved \d\d:\d\d/);
      expect(notes(wrapUp).labels[0]?.textContent).to.equal('Notes');
      expect(reason(wrapUp).labels[0]?.textContent).to.equal('Reason');
    });

    it('has Submit & close when it is open, and Back where the interaction can go back', async () => {
      const wrapUp = await draw(fixtures.open());
      expect(!!button(wrapUp, 'Save')).to.equal(false);
      expect(!!root(wrapUp).querySelector('.chip')).to.equal(false);
      expect(!!button(wrapUp, 'Submit & close')).to.equal(true);
      expect(!!button(wrapUp, 'Back')).to.equal(false);
      expect(!!button(await draw(fixtures.withBack()), 'Back')).to.equal(true);
    });

    it('says why it cannot be submitted', async () => {
      const wrapUp = await draw(fixtures.blocked());
      expect(button(wrapUp, 'Submit & close')?.ariaDisabled).to.equal('true');
      expect(words(wrapUp)).to.contain('You are signed out.');
    });

    it('lists the provider’s reasons, the default chosen until the agent chooses', async () => {
      const empty = await draw(fixtures.empty());
      expect(reason(empty).value).to.equal('resolved');
      expect([...reason(empty).options].map(({ text }) => text)).to.include('Follow-up needed');
      expect(reason(await draw(fixtures.draft())).value).to.equal('follow_up');
      const unknown = fixtures.draft();
      const wrapUp = await draw({ ...unknown, segment: { ...unknown.segment, reasonId: 'gone' } });
      expect(reason(wrapUp).value).to.equal('resolved');
    });

    it('ends with Callback closed and Close page', async () => {
      for (const make of [fixtures.closed, fixtures.closedEmpty]) {
        const wrapUp = await draw(make());
        expect(words(wrapUp)).to.contain('Callback closed');
        const told: unknown[] = [];
        wrapUp.addEventListener('callback-page-close', (event) => {
          expect(event.bubbles && event.composed).to.equal(true);
          expect(event.cancelable).to.equal(false);
          told.push(structuredClone(event.detail));
        });
        button(wrapUp, 'Close page')!.click();
        expect(told).to.deep.equal([
          {
            taskId: 'task-1',
            interactionId: 'interaction-1',
            customerId: 'customer-1',
            externalId: 'CS0001042',
            customPayload: { case: 'CS0001042' },
          },
        ]);
      }
    });

    it('waits for the call where somebody else is still on it', async () => {
      const wrapUp = await draw(fixtures.submittedFirst());
      expect(words(wrapUp)).to.equal('Closes when the call ends');
      expect(!!button(wrapUp, 'Close page')).to.equal(false);
      expect(words(await draw(fixtures.expired()))).to.equal('Wrap-up closed');
    });

    it('takes hostile strings as text', async () => {
      const wrapUp = await draw(fixtures.hostile());
      expect(!!root(wrapUp).querySelector('img, b, script')).to.equal(false);
      expect(notes(wrapUp).value).to.contain('</textarea><img src=x').and.contain('<b>bold</b> 😀');
      expect(reason(wrapUp).selectedOptions[0]?.text).to.match(/^<b>W+<\/b>$/);
      expect(wrapUp.scrollWidth).to.be.at.most(wrapUp.clientWidth);
    });
  });

  describe('asks', () => {
    it('by its events, named as in the table', async () => {
      const heard: CustomEvent[] = [];
      for (const name of ['wrap-up-save', 'wrap-up-submit', 'callback-reopen'] as const)
        document.addEventListener(name, (event) => heard.push(event), { once: true });
      button(await draw(fixtures.draft()), 'Save')!.click();
      const wrapUp = await draw(fixtures.withBack());
      type(wrapUp, 'Typed.');
      choose(wrapUp, 'wrong_number');
      await wrapUp.submit();
      await wrapUp.reopen();
      const asked = heard as (CustomEvent & { command: keyof typeof commands; auto?: boolean })[];
      expect(asked.map(({ type }) => type)).to.deep.equal([
        'wrap-up-save',
        'wrap-up-submit',
        'callback-reopen',
      ]);
      for (const event of asked) {
        expect(event.type).to.equal(commands[event.command].event);
        expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
        expect(structuredClone(event.detail)).to.deep.equal(event.detail);
        expect((event.detail as { taskId: string }).taskId).to.equal('task-1');
      }
      expect(asked[0]!.auto).to.equal(false);
      expect(asked[1]!.detail).to.include({
        segmentId: 'segment-1',
        notes: 'Typed.',
        reasonId: 'wrong_number',
      });
    });

    it('submits the reason that is shown', async () => {
      const wrapUp = await draw(fixtures.withBack());
      let reasonId: string | null | undefined;
      wrapUp.addEventListener('wrap-up-submit', ({ detail }) => ({ reasonId } = detail));
      button(wrapUp, 'Submit & close')!.click();
      expect(reasonId).to.equal('resolved');
    });

    it('works by keyboard', async () => {
      const wrapUp = await draw(fixtures.withBack());
      const heard: string[] = [];
      wrapUp.addEventListener('callback-reopen', () => heard.push('back'));
      wrapUp.addEventListener('wrap-up-submit', ({ detail }) => heard.push(detail.notes));
      const order: unknown[] = [];
      for (let i = 0; i < 5; i++) {
        await sendKeys({ press: 'Tab' });
        order.push(focused(wrapUp));
        if (focused(wrapUp) === notes(wrapUp)) await sendKeys({ type: 'By hand' });
        if (i > 2) await sendKeys({ press: i === 3 ? 'Enter' : ' ' });
      }
      expect(order).to.deep.equal([
        button(wrapUp, 'Minimise'),
        reason(wrapUp),
        notes(wrapUp),
        button(wrapUp, 'Back'),
        button(wrapUp, 'Submit & close'),
      ]);
      expect(heard).to.deep.equal(['back', 'By hand']);
    });
  });

  describe('minimised', () => {
    it('is one button, Finish wrap-up, and comes back with what was typed, at Notes', async () => {
      const wrapUp = await draw(fixtures.draft());
      type(wrapUp, 'Typed.');
      button(wrapUp, 'Minimise')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(wrapUp);
      expect(words(wrapUp)).to.equal('Finish wrap-up');
      expect(wrapUp.matches(':state(minimised)')).to.equal(true);
      expect(focused(wrapUp) === button(wrapUp, 'Finish wrap-up')).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await settle(wrapUp);
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      expect(notes(wrapUp).value).to.equal('Typed.');
      expect(wrapUp.matches(':state(minimised)')).to.equal(false);
    });

    it('does not take the focus from elsewhere', async () => {
      const wrapUp = await draw(fixtures.draft());
      const field = await fixture<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
      field.focus();
      wrapUp.minimise();
      await settle(wrapUp);
      expect(document.activeElement === field).to.equal(true);
    });
  });

  describe('modal', () => {
    const dialog = (wrapUp: WrapUpModal) => root(wrapUp).querySelector('dialog');

    it('is a real one, at Notes; Escape minimises it and throws nothing away', async () => {
      const wrapUp = await draw(fixtures.modal());
      expect(dialog(wrapUp)?.matches(':modal')).to.equal(true);
      expect(dialog(wrapUp)?.getAttribute('aria-labelledby')).to.equal('heading');
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      type(wrapUp, 'Typed.');
      for (let i = 0; i < 3; i++) {
        await sendKeys({ press: 'Escape' });
        await waitUntil(() => words(wrapUp) === 'Finish wrap-up');
        await wrapUp.restore();
        expect(dialog(wrapUp)?.matches(':modal')).to.equal(true);
        expect(notes(wrapUp).value).to.equal('Typed.');
        expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      }
    });

    it('stays modal when it is moved', async () => {
      const wrapUp = await draw(fixtures.modal());
      const place = await fixture<HTMLElement>(html`<div></div>`);
      place.append(wrapUp);
      await settle(wrapUp);
      expect(dialog(wrapUp)?.matches(':modal')).to.equal(true);
    });

    it('stands back while it is a draft, and opens by itself afterwards', async () => {
      const session = new Desk();
      const wrapUp = await sit(session, true);
      expect(words(wrapUp)).to.equal('Finish wrap-up');
      session.put(next(session.segment, { state: 'open' }));
      await settle(wrapUp);
      expect(dialog(wrapUp)?.matches(':modal')).to.equal(true);
      session.put(next(session.segment, { state: 'draft' }));
      await settle(wrapUp);
      expect(words(wrapUp)).to.equal('Finish wrap-up');
    });

    it('stands back, too, when the host asks for it during a draft', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      type(wrapUp, 'Typed.');
      wrapUp.modal = true;
      await settle(wrapUp);
      expect(words(wrapUp)).to.equal('Finish wrap-up');
      await wrapUp.restore();
      expect(notes(wrapUp).value).to.equal('Typed.');
    });

    it('becomes a card when the host takes it back', async () => {
      const wrapUp = await draw(fixtures.modal());
      type(wrapUp, 'Typed.');
      wrapUp.modal = false;
      await settle(wrapUp);
      expect(!!dialog(wrapUp)).to.equal(false);
      expect(notes(wrapUp).value).to.equal('Typed.');
    });
  });

  describe('what is typed', () => {
    it('is on the device before the key stroke is over', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      type(wrapUp, '<b>bold</b> 😀');
      expect(session.drafts.read('segment-1')).to.deep.equal({
        reasonId: null,
        notes: '<b>bold</b> 😀',
        revision: 0,
        customerName: 'Adaeze Okonkwo-Fitzgerald',
      });
      choose(wrapUp, 'follow_up');
      expect(session.drafts.read('segment-1')?.reasonId).to.equal('follow_up');
      expect(notes(wrapUp).value).to.equal('<b>bold</b> 😀');
    });

    it('is at the provider within a second while typing goes on, and then needs no draft', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      let heard: WrapUpSaveEvent | undefined;
      wrapUp.addEventListener('wrap-up-save', (event) => (heard = event));
      for (let i = 1; i <= 8; i++) {
        type(wrapUp, 'x'.repeat(i));
        await wait(100);
      }
      expect(session.texts().length).to.be.within(1, 2);
      expect(heard?.auto).to.equal(true);
      await wait(600);
      expect(session.segment.notes).to.equal('xxxxxxxx');
      expect(session.texts().length).to.be.within(2, 3);
      expect(session.drafts.read('segment-1')).to.equal(null);
      await wait(600);
      expect(session.texts().length).to.be.at.most(3);
      expect(words(wrapUp)).to.match(/Saved \d\d:\d\d/);
    });

    it('is saved one text at a time, the newest after the one that is on its way', async () => {
      const session = new Desk();
      const slow = deferred<undefined>();
      const { answer } = session;
      session.answer = async (sent) => {
        await slow.promise;
        return answer(sent);
      };
      const wrapUp = await sit(session);
      type(wrapUp, 'a');
      await wait(550);
      type(wrapUp, 'ab');
      await wait(700);
      type(wrapUp, 'abc');
      void wrapUp.save();
      await wait(20);
      expect(session.texts()).to.deep.equal([text('a')]);
      expect(button(wrapUp, 'Save')?.ariaBusy).to.equal('true');
      slow.resolve(undefined);
      await wait(50);
      expect(session.texts()).to.deep.equal([text('a'), text('abc')]);
      expect(session.segment.notes).to.equal('abc');
      expect(session.drafts.read('segment-1')).to.equal(null);
    });

    it('follows at once when the save before it took long', async () => {
      const session = new Desk();
      const slow = deferred<undefined>();
      const { answer } = session;
      session.answer = async (sent) => {
        await slow.promise;
        return answer(sent);
      };
      const wrapUp = await sit(session);
      type(wrapUp, 'a');
      await wait(550);
      type(wrapUp, 'ab');
      await wait(600);
      slow.resolve(undefined);
      await wait(100);
      expect(session.segment.notes).to.equal('ab');
    });

    it('leaves Save to be pressed while it saves by itself', async () => {
      const session = new Desk();
      session.answer = () => deferred<never>().promise;
      const wrapUp = await sit(session);
      type(wrapUp, 'a');
      await wait(550);
      expect(session.texts()).to.have.length(1);
      expect(button(wrapUp, 'Save')?.ariaDisabled).to.equal(null);
      expect(button(wrapUp, 'Save')?.ariaBusy).to.equal(null);
    });

    it('survives a reload between key stroke and save, and is then saved', async () => {
      const device = storage();
      const before = new Desk(segment(), device);
      before.answer = () => deferred<never>().promise;
      const old = await sit(before);
      type(old, 'Typed in the last moment.');
      // As a crash: nothing of the page is left but the device.
      const session = new Desk(segment(), device);
      const wrapUp = await sit(session);
      expect(notes(wrapUp).value).to.equal('Typed in the last moment.');
      await wait(600);
      expect(session.segment.notes).to.equal('Typed in the last moment.');
      expect(session.drafts.read('segment-1')).to.equal(null);
    });

    it('survives a reload when an older text reached the provider meanwhile', async () => {
      const device = storage();
      const before = new Desk(segment(), device);
      before.drafts.write('segment-1', { ...text('abc'), revision: 0 });
      const session = new Desk(segment({ notes: 'ab', revision: 1 }), device);
      const wrapUp = await sit(session);
      expect(notes(wrapUp).value).to.equal('abc');
      await wait(600);
      expect(session.segment.notes).to.equal('abc');
    });

    it('needs no second save after a reload when the provider has it', async () => {
      const session = new Desk(segment({ notes: 'abc', revision: 3 }));
      session.drafts.write('segment-1', { ...text('abc'), revision: 2 });
      const wrapUp = await sit(session);
      await wait(600);
      expect(notes(wrapUp).value).to.equal('abc');
      expect(session.sent).to.be.empty;
      expect(session.drafts.read('segment-1')).to.equal(null);
    });

    it('keeps the caret where it is when the record comes back', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      notes(wrapUp).focus();
      await sendKeys({ type: 'abcdef' });
      notes(wrapUp).setSelectionRange(2, 2);
      await sendKeys({ type: 'X' });
      await wait(700);
      expect(session.segment.notes).to.equal('abXcdef');
      expect(notes(wrapUp).selectionStart).to.equal(3);
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
    });

    it('is not touched by drawing while it is being composed', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      let writes = 0;
      const area = notes(wrapUp);
      const own = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!;
      Object.defineProperty(area, 'value', {
        get: () => own.get!.call(area) as string,
        set: (value: string) => {
          writes += 1;
          own.set!.call(area, value);
        },
      });
      area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      own.set!.call(area, 'にほ');
      area.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
      await wait(700);
      session.put(next(interaction({ state: 'in_call' })));
      await settle(wrapUp);
      expect(session.segment.notes).to.equal('にほ');
      expect(writes).to.equal(0);
    });

    it('says near the limit how much is left, cuts nothing, and does not save too much', async () => {
      const session = new Desk();
      session.put(next(settings(), { notesLimit: 100 }));
      const wrapUp = await sit(session);
      type(wrapUp, 'x'.repeat(85));
      await settle(wrapUp);
      expect(words(wrapUp)).not.to.contain('characters');
      type(wrapUp, 'x'.repeat(95));
      await settle(wrapUp);
      expect(words(wrapUp)).to.contain('5 characters left');
      expect(notes(wrapUp).getAttribute('aria-describedby')).to.equal('count');
      await wait(600);
      type(wrapUp, 'x'.repeat(103));
      await wait(600);
      expect(words(wrapUp)).to.contain('3 characters too many.');
      expect(notes(wrapUp).getAttribute('aria-invalid')).to.equal('true');
      expect(notes(wrapUp).value).to.have.length(103);
      await hear('3 characters too many.');
      expect(session.segment.notes).to.have.length(95);
      expect(session.drafts.read('segment-1')?.notes).to.have.length(103);
    });

    it('says once where the device keeps nothing', async () => {
      const session = new Desk(segment(), storage(true));
      const wrapUp = await sit(session);
      expect(words(wrapUp)).not.to.contain('contact centre only');
      type(wrapUp, 'a');
      type(wrapUp, 'ab');
      await hear('Notes are kept by the contact centre only.');
      expect(words(wrapUp)).to.contain('Notes are kept by the contact centre only.');
      expect(said().match(/Notes are kept by the contact centre only\./g)).to.have.length(1);
      await wait(3200);
      expect(session.segment.notes).to.equal('ab');
      type(wrapUp, 'abc');
      await wait(200);
      expect(said()).not.to.contain('contact centre only');
    });
  });

  it('says that it is saved to who pressed Save, not to who types', async () => {
    const session = new Desk();
    const wrapUp = await sit(session);
    await ready(wrapUp);
    type(wrapUp, 'By itself.');
    await waitUntil(() => session.segment.notes === 'By itself.', undefined, { timeout: 3000 });
    await wait(200);
    expect(said()).to.not.match(/Saved \d\d:\d\d/);
    type(wrapUp, 'By hand.');
    button(wrapUp, 'Save')!.click();
    await waitUntil(() => /Saved \d\d:\d\d/.test(said()));
  });

  describe('two windows', () => {
    it('shows what the other wrote while nothing is typed here', async () => {
      const session = new Desk(segment({ notes: 'old', revision: 1 }));
      const wrapUp = await sit(session);
      session.keep(text('from the other window', 'follow_up'));
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('from the other window');
      expect(reason(wrapUp).value).to.equal('follow_up');
      expect(session.sent).to.be.empty;
    });

    it('keeps what is typed here, and lets the last to reach the provider win', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      type(wrapUp, 'mine');
      session.keep(text('theirs'));
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('mine');
      await wait(600);
      expect(session.segment.notes).to.equal('mine');
      session.keep(text('theirs, later'));
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('theirs, later');
    });

    it('does not bring back what was deleted while an older text was on its way', async () => {
      const session = new Desk(segment({ notes: 'ab', revision: 1 }));
      const slow = deferred<undefined>();
      const { answer } = session;
      session.answer = async (sent) => {
        await slow.promise;
        return answer(sent);
      };
      const wrapUp = await sit(session);
      type(wrapUp, 'abc');
      await wait(550);
      type(wrapUp, 'ab');
      session.put(next(session.segment));
      await settle(wrapUp);
      slow.resolve(undefined);
      await wait(600);
      expect(notes(wrapUp).value).to.equal('ab');
      expect(session.segment.notes).to.equal('ab');
    });

    it('leaves the other window’s newer draft on the device', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      type(wrapUp, 'mine');
      session.drafts.write('segment-1', { ...text('theirs, not saved yet'), revision: 0 });
      await wait(600);
      expect(session.segment.notes).to.equal('mine');
      expect(session.drafts.read('segment-1')?.notes).to.equal('theirs, not saved yet');
    });
  });

  describe('when saving fails', () => {
    it('says so, keeps the text, and tries again by itself', async () => {
      const session = new Desk();
      const { answer } = session;
      session.answer = () => Promise.reject(refusal('unavailable'));
      const wrapUp = await sit(session);
      type(wrapUp, 'kept');
      await wait(600);
      expect(words(wrapUp))
        .to.contain('Not saved yet, trying again.')
        .and.contain('Notes are kept on this device.');
      expect(notes(wrapUp).value).to.equal('kept');
      expect(session.drafts.read('segment-1')?.notes).to.equal('kept');
      await wait(1200);
      expect(session.texts()).to.have.length(1);
      session.answer = answer;
      await wait(2000);
      expect(session.segment.notes).to.equal('kept');
      expect(words(wrapUp)).not.to.contain('Not saved');
    });

    it('says why next to a Save that was pressed', async () => {
      const session = new Desk();
      session.answer = () => Promise.reject(refusal('unavailable'));
      const wrapUp = await sit(session);
      await wrapUp.save();
      await settle(wrapUp);
      expect(root(wrapUp).querySelector('[role=alert]')?.textContent).to.contain(
        'The provider cannot be reached.',
      );
    });

    it('is typed on while the connection is lost, and saved when it is back', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      session.connection = 'reconnecting';
      await settle(wrapUp);
      expect(words(wrapUp)).to.contain('Not connected. Notes are kept on this device.');
      expect(button(wrapUp, 'Save')?.ariaDisabled).to.equal('true');
      type(wrapUp, 'while away');
      await wait(700);
      expect(notes(wrapUp).readOnly).to.equal(false);
      expect(session.sent).to.be.empty;
      expect(session.drafts.read('segment-1')?.notes).to.equal('while away');
      session.connection = 'live';
      await wait(1100);
      expect(session.segment.notes).to.equal('while away');
      expect(words(wrapUp)).not.to.contain('Not connected');
    });

    it('rests while it cannot save', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      session.connection = 'reconnecting';
      type(wrapUp, 'while away');
      await wait(700);
      let draws = 0;
      const requestUpdate = wrapUp.requestUpdate.bind(wrapUp);
      wrapUp.requestUpdate = (...given) => {
        draws += 1;
        requestUpdate(...given);
      };
      await wait(1200);
      expect(draws).to.equal(0);
    });

    it('does not claim to keep on the device what it does not', async () => {
      const session = new Desk(segment(), storage(true));
      const wrapUp = await sit(session);
      type(wrapUp, 'a');
      session.connection = 'reconnecting';
      await settle(wrapUp);
      expect(words(wrapUp)).to.contain('Not connected.').and.not.contain('kept on this device');
    });
  });

  describe('when the page is left', () => {
    const hide = () => document.dispatchEvent(new Event('visibilitychange'));

    it('sends what is not saved, once, so that it outlives the page', async () => {
      const session = new Desk();
      const options: unknown[] = [];
      const send = session.send.bind(session);
      session.send = (...given) => {
        options.push(given[3]);
        return send(...given);
      };
      const wrapUp = await sit(session);
      hide();
      expect(session.sent).to.be.empty;
      type(wrapUp, 'last words');
      dispatchEvent(new Event('pagehide'));
      hide();
      expect(session.texts()).to.deep.equal([text('last words')]);
      expect(options[0]).to.include({ keepalive: true });
      await settle(wrapUp);
      expect(session.segment.notes).to.equal('last words');
    });

    it('sends it when the element is taken out, and when it turns to another callback', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      type(wrapUp, 'a');
      wrapUp.interactionId = 'other';
      await settle(wrapUp);
      expect(session.texts()).to.deep.equal([text('a')]);
      wrapUp.interactionId = null;
      await settle(wrapUp);
      type(wrapUp, 'ab');
      wrapUp.remove();
      expect(session.texts()).to.deep.equal([text('a'), text('ab')]);
    });

    it('asks the host, also from outside the page', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      const veto = (event: Event) => event.preventDefault();
      document.addEventListener('wrap-up-save', veto);
      type(wrapUp, 'a');
      dispatchEvent(new Event('pagehide'));
      type(wrapUp, 'ab');
      wrapUp.remove();
      document.removeEventListener('wrap-up-save', veto);
      expect(session.sent).to.be.empty;
    });

    it('goes on where it was when it is put back', async () => {
      const session = new Desk();
      const { answer } = session;
      session.answer = () => Promise.reject(refusal('unavailable'));
      const wrapUp = await sit(session);
      type(wrapUp, 'a');
      const { parentElement } = wrapUp;
      wrapUp.remove();
      await wait(20);
      session.answer = answer;
      parentElement!.append(wrapUp);
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('a');
      await wait(600);
      expect(session.segment.notes).to.equal('a');
    });
  });

  describe('submit', () => {
    it('carries the newest text over the save that was due, and deletes the draft', async () => {
      const session = new Desk(open());
      const wrapUp = await sit(session);
      type(wrapUp, 'newest');
      button(wrapUp, 'Submit & close')!.click();
      await settle(wrapUp);
      expect(session.texts()).to.be.empty;
      expect(session.texts('segment.submit')).to.deep.equal([text('newest', 'resolved')]);
      expect(session.drafts.read('segment-1')).to.equal(null);
      expect(words(wrapUp)).to.contain('Callback closed');
      await wait(700);
      expect(session.texts()).to.be.empty;
    });

    it('shows nothing of a save that comes too late', async () => {
      const session = new Desk(open());
      const slow = deferred<never>();
      const { answer } = session;
      session.answer = (sent) => (sent.command === 'segment.save' ? slow.promise : answer(sent));
      const wrapUp = await sit(session);
      type(wrapUp, 'older');
      await wait(550);
      type(wrapUp, 'newest');
      await wrapUp.submit();
      slow.reject(refusal('not_possible', { reason: 'closed' }));
      await wait(150);
      expect(said()).not.to.contain('Not saved');
      expect(session.segment.notes).to.equal('newest');
      expect(words(wrapUp)).to.equal('Callback closed Close page');
      expect(session.drafts.read('segment-1')).to.equal(null);
    });

    it('lets nothing be typed while it is on its way', async () => {
      const session = new Desk(open());
      const slow = deferred<never>();
      session.answer = () => slow.promise;
      const wrapUp = await sit(session);
      type(wrapUp, 'newest');
      button(wrapUp, 'Submit & close')!.click();
      await wait(700);
      expect(session.texts()).to.be.empty;
      expect(notes(wrapUp).readOnly).to.equal(true);
      slow.reject(refusal('unavailable'));
      await settle(wrapUp);
      expect(notes(wrapUp).readOnly).to.equal(false);
    });

    it('keeps the text when it is refused, says why, and saves on', async () => {
      const session = new Desk(open());
      const { answer } = session;
      session.answer = (sent) =>
        sent.command === 'segment.submit' ? Promise.reject(refusal('unavailable')) : answer(sent);
      const wrapUp = await sit(session);
      type(wrapUp, 'kept');
      await wrapUp.submit();
      await settle(wrapUp);
      expect(root(wrapUp).querySelector('[role=alert]')?.textContent).to.contain('cannot be reached');
      expect(notes(wrapUp).value).to.equal('kept');
      await wait(600);
      expect(session.segment.notes).to.equal('kept');
    });

    it('keeps newer notes on the device when the provider closed with others', async () => {
      const session = new Desk(open());
      const wrapUp = await sit(session);
      type(wrapUp, 'newer');
      session.keep({ notes: 'as last saved', state: 'expired' });
      await settle(wrapUp);
      expect(session.drafts.read('segment-1')?.notes).to.equal('newer');
      await wait(600);
      expect(session.sent).to.be.empty;
    });

    it('still says Callback closed when the record is gone', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      session.event(
        'interaction.closed',
        [next(interaction(), { state: 'closed' })],
        [{ kind: 'segment', id: 'segment-1' }],
      );
      await settle(wrapUp);
      expect(words(wrapUp)).to.equal('Callback closed Close page');
    });

    it('names what is left of it by what it says', async () => {
      const card = root(await draw(fixtures.closed())).querySelector('section')!;
      const { textContent } = root(await draw(fixtures.closed())).getElementById(
        card.getAttribute('aria-labelledby')!,
      )!;
      expect(textContent.trim()).to.equal('Callback closed');
    });

    it('says that the callback is closed, and keeps the focus in the card', async () => {
      const session = new Desk(open());
      const wrapUp = await sit(session);
      button(wrapUp, 'Submit & close')!.focus();
      await sendKeys({ press: 'Enter' });
      await wait(200);
      await hear('Callback closed');
      expect(focused(wrapUp)?.textContent).to.contain('Callback closed');
      expect(focused(wrapUp)?.localName).to.equal('section');
    });
  });

  describe('a veto', () => {
    it('on the document sends nothing; the text stays, and is saved as more is typed', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      let vetoed = 0;
      const veto = (event: Event) => {
        vetoed += 1;
        event.preventDefault();
      };
      document.addEventListener('wrap-up-save', veto);
      type(wrapUp, 'a');
      await wait(1200);
      await wrapUp.save();
      document.removeEventListener('wrap-up-save', veto);
      expect(vetoed).to.equal(2);
      expect(session.sent).to.be.empty;
      expect(session.drafts.read('segment-1')?.notes).to.equal('a');
      type(wrapUp, 'ab');
      await wait(600);
      expect(session.segment.notes).to.equal('ab');
    });

    it('that the host takes back saves, once', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      let asked = 0;
      wrapUp.addEventListener('wrap-up-save', (event) => {
        asked += 1;
        event.respondWith(wait(50).then(() => event.perform()));
      });
      type(wrapUp, 'a');
      await wait(1300);
      expect(asked).to.equal(1);
      expect(session.texts()).to.deep.equal([text('a')]);
      expect(session.drafts.read('segment-1')).to.equal(null);
    });

    it('shows a submit as pending that the host has taken over', async () => {
      const session = new Desk(open());
      const wrapUp = await sit(session);
      const mine = deferred<undefined>();
      wrapUp.addEventListener('wrap-up-submit', (event) => event.respondWith(mine.promise));
      button(wrapUp, 'Submit & close')!.click();
      await settle(wrapUp);
      expect(button(wrapUp, 'Submit & close')?.ariaBusy).to.equal('true');
      mine.resolve(undefined);
      await settle(wrapUp);
      expect(button(wrapUp, 'Submit & close')?.ariaBusy).to.equal(null);
      expect(session.sent).to.be.empty;
    });
  });

  describe('when the call ends', () => {
    const end = (session: Desk) =>
      session.put(
        next(session.segment, { state: 'open' }),
        next(session.store.get('interaction', 'interaction-1')!, { state: 'wrap_up' }),
      );

    it('says so, restores, and moves a lost focus to Notes', async () => {
      const session = new Desk(segment({ notes: 'Written before.', revision: 1 }));
      const wrapUp = await sit(session);
      await ready(wrapUp);
      wrapUp.minimise();
      await settle(wrapUp);
      end(session);
      await hear('Wrap-up for Adaeze Okonkwo-Fitzgerald is open.');
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      expect(notes(wrapUp).value).to.equal('Written before.');
    });

    it('takes the focus from where nothing can be done any more, also inside another element', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      const place = await fixture<HTMLElement>(html`<div></div>`);
      const end_ = document.createElement('button');
      place.attachShadow({ mode: 'open' }).append(end_);
      end_.focus();
      end_.ariaDisabled = 'true';
      end(session);
      await wait(50);
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
    });

    it('leaves the focus in a field that is being typed in', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      const field = await fixture<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
      field.focus();
      end(session);
      await wait(50);
      expect(document.activeElement === field).to.equal(true);
      expect(!!button(wrapUp, 'Submit & close')).to.equal(true);
    });

    it('does not turn a press on Save into a submit', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      button(wrapUp, 'Save')!.focus();
      end(session);
      await settle(wrapUp);
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      expect(!!button(wrapUp, 'Submit & close')).to.equal(true);
    });

    it('goes Back to a draft with its notes', async () => {
      const back = interaction({
        state: 'wrap_up',
        capabilities: capabilities('interaction', { reopen: enabled }),
      });
      const session = new Desk(open({ notes: 'kept', revision: 1 }), storage(), back);
      const wrapUp = await sit(session);
      button(wrapUp, 'Back')!.focus();
      button(wrapUp, 'Back')!.click();
      await settle(wrapUp);
      expect(session.sent.map(({ command, id }) => [command, id])).to.deep.equal([
        ['interaction.reopen', 'interaction-1'],
      ]);
    });
  });

  describe('limited', () => {
    /** A desk whose time stands still, with so many seconds left. */
    const limitedDesk = (left: number, changes: Partial<SegmentRecord> = {}) => {
      const session = new Desk(open({ timer: timer('wrap_up', 60, 60), ...changes }));
      at(session, left);
      return session;
    };
    const at = (session: Desk, left: number) =>
      session.clock.set({
        now: new Date(Date.parse(session.segment.timer!.deadline) - left * 1000).toISOString(),
        rate: 0,
      });
    const clock = (wrapUp: WrapUpModal) =>
      root(wrapUp).querySelector('[role=timer]')?.textContent.replace(/\s+/g, ' ').trim();

    it('shows what is left, and what comes then', async () => {
      const session = limitedDesk(42);
      const wrapUp = await sit(session);
      await ready(wrapUp);
      expect(clock(wrapUp)).to.equal('Time left 0:42 Then closes as last saved');
      expect(
        root(wrapUp).querySelector('.ring circle:not(.track)')?.getAttribute('stroke-dasharray'),
      ).to.equal('70 100');
      at(session, 8);
      await wait(60);
      expect(clock(wrapUp)).to.contain('Time left 0:08');
      expect(!!root(wrapUp).querySelector('.ring--warn')).to.equal(true);
      at(session, -1);
      await wait(60);
      expect(clock(wrapUp)).to.equal('Time left 0:00 Waiting for the contact centre.');
      expect(session.sent).to.be.empty;
    });

    for (const isMinimised of [false, true])
      it(`is announced at the start, at 30, 10, 5 and zero${isMinimised ? ', minimised too' : ''}`, async () => {
        await wait(3100); // what was said before is over
        const session = limitedDesk(60);
        const wrapUp = await sit(session);
        await ready(wrapUp);
        if (isMinimised) wrapUp.minimise();
        await wait(150);
        await hear('Time left 60 seconds');
        for (const [left, words] of [
          [31, ''],
          [30, 'Time left 30 seconds'],
          [10, 'Time left 10 seconds'],
          [5, 'Time left 5 seconds'],
          [4, ''],
          [0, 'Waiting for the contact centre.'],
        ] as const) {
          const before = said();
          at(session, left);
          await wait(220);
          if (words) await hear(words);
          else expect(said().length).to.be.at.most(before.length);
        }
      });

    it('goes on counting beside Finish wrap-up', async () => {
      const session = limitedDesk(42);
      const wrapUp = await sit(session);
      await ready(wrapUp);
      wrapUp.minimise();
      await settle(wrapUp);
      expect(words(wrapUp)).to.equal('Finish wrap-up Time left 0:42');
      expect(!!button(wrapUp, 'Finish wrap-up')).to.equal(true);
      at(session, 12);
      await wait(60);
      expect(words(wrapUp)).to.equal('Finish wrap-up Time left 0:12');
      at(session, 0);
      await wait(60);
      expect(words(wrapUp)).to.equal('Finish wrap-up Waiting for the contact centre.');
    });

    it('asks for more time, and says why not twice', async () => {
      const session = limitedDesk(42);
      const wrapUp = await sit(session);
      await ready(wrapUp);
      const heard: CustomEvent[] = [];
      document.addEventListener('wrap-up-extend', (event) => heard.push(event), { once: true });
      button(wrapUp, 'More time')!.focus();
      await sendKeys({ press: 'Enter' });
      expect(heard[0]?.detail).to.include({ segmentId: 'segment-1', taskId: 'task-1' });
      expect(session.sent.map(({ command, id, payload }) => [command, id, payload])).to.deep.equal([
        ['segment.extend', 'segment-1', {}],
      ]);
      session.put(
        next(session.segment, {
          timer: { ...session.segment.timer!, duration: 120_000 },
          capabilities: capabilities('segment', { extend: disabled('extended') }),
        }),
      );
      await settle(wrapUp);
      expect(button(wrapUp, 'More time')?.ariaDisabled).to.equal('true');
      expect(button(wrapUp, 'More time')?.getAttribute('aria-description')).to.equal(
        'More time was taken already.',
      );
      expect(words(wrapUp)).to.contain('More time was taken already.');
      expect(focused(wrapUp) === button(wrapUp, 'More time')).to.equal(true);
      await wrapUp.extend();
      expect(session.sent).to.have.length(1);
      session.put(next(session.segment, { capabilities: capabilities('segment', { extend: hidden }) }));
      await settle(wrapUp);
      expect(!!button(wrapUp, 'More time')).to.equal(false);
    });

    it('takes the same way by the method, and says why it was refused', async () => {
      const session = limitedDesk(42);
      const wrapUp = await sit(session);
      session.answer = () => Promise.reject(refusal('unavailable'));
      await wrapUp.extend();
      await settle(wrapUp);
      expect(session.sent[0]?.command).to.equal('segment.extend');
      expect(root(wrapUp).querySelector('[role=alert]')?.textContent).to.contain('cannot be reached');
    });

    it('sends at once what is typed in the last seconds', async () => {
      const session = limitedDesk(2);
      const wrapUp = await sit(session);
      type(wrapUp, 'last words');
      await wait(100);
      expect(session.segment.notes).to.equal('last words');
    });

    it('is a draft again after Retry: notes stay, also those on their way, nothing counts', async () => {
      const session = limitedDesk(42, { notes: 'Dropped', revision: 1 });
      const wrapUp = await sit(session);
      await ready(wrapUp);
      type(wrapUp, 'Dropped, dialling again.');
      notes(wrapUp).focus();
      session.put(
        next(session.segment, { state: 'draft', timer: null }),
        next(session.store.get('interaction', 'interaction-1')!, { state: 'dialing' }),
      );
      await settle(wrapUp);
      expect(clock(wrapUp)).to.equal(undefined);
      expect(!!button(wrapUp, 'Save')).to.equal(true);
      expect(root(wrapUp).querySelector('.chip')?.textContent).to.equal('Draft');
      expect(notes(wrapUp).value).to.equal('Dropped, dialling again.');
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      await wait(600);
      expect(session.segment.notes).to.equal('Dropped, dialling again.');
    });
  });

  describe('not saved with the record', () => {
    const late = { extend: hidden, amend: enabled };
    const close = (session: Desk, amend: Capability = enabled) =>
      session.expire({ capabilities: capabilities('segment', { ...late, amend }, disabled('closed')) });
    /** A wrap-up that closed while the device had more. */
    const closedWith = async (typed: string, saved: string, amend?: Capability) => {
      const session = new Desk(open({ notes: saved, revision: 1, savedAt: instant(-60) }));
      const wrapUp = await sit(session);
      const { answer } = session;
      session.answer = (sent) =>
        /save/.test(sent.command) ? Promise.reject(refusal('unavailable')) : answer(sent);
      type(wrapUp, typed);
      close(session, amend);
      await settle(wrapUp);
      await ready(wrapUp);
      return { session, wrapUp };
    };
    const newer = (wrapUp: WrapUpModal) => root(wrapUp).querySelector<HTMLTextAreaElement>('#newer');

    it('shows the words that the record lacks, and since when', async () => {
      const { session, wrapUp } = await closedWith('Both checked. New card.', 'Both checked.');
      const saved = new Date(session.segment.savedAt!).toTimeString().slice(0, 5);
      expect(words(wrapUp)).to.contain(
        `Not saved with the record The record has the notes as of ${saved}. The words below are only on this device.`,
      );
      expect(root(wrapUp).querySelector('.chip')?.textContent).to.match(/^Closed \d\d:\d\d$/);
      expect(newer(wrapUp)?.value).to.equal('New card.');
      expect(newer(wrapUp)?.readOnly).to.equal(true);
      expect(newer(wrapUp)?.labels[0]?.textContent).to.equal('Newer notes');
      await wait(150);
      await hear('Not saved with the record');
      expect(session.sent).to.be.empty;
    });

    it('keeps the focus in the card when it takes the place of Notes', async () => {
      const session = new Desk(open());
      const wrapUp = await sit(session);
      await ready(wrapUp);
      notes(wrapUp).focus();
      await sendKeys({ type: 'newer' });
      close(session);
      await settle(wrapUp);
      await settle(wrapUp);
      expect(focused(wrapUp)?.localName).to.equal('section');
      expect(newer(wrapUp)?.value).to.equal('newer');
    });

    it('is appended as a late note, leaves the device, and Added is said', async () => {
      const { session, wrapUp } = await closedWith('Both checked. New card.', 'Both checked.');
      const heard: CustomEvent[] = [];
      document.addEventListener('wrap-up-amend', (event) => heard.push(event), { once: true });
      button(wrapUp, 'Add as late note')!.focus();
      await sendKeys({ press: 'Enter' });
      await wait(150);
      expect(heard[0]?.detail).to.include({ segmentId: 'segment-1', notes: 'New card.' });
      expect(session.sent.map(({ command, payload }) => [command, payload])).to.deep.equal([
        ['segment.amend', { notes: 'New card.' }],
      ]);
      expect(session.device.length).to.equal(0);
      await hear('Added');
      expect(words(wrapUp)).to.equal('Wrap-up closed');
      expect(focused(wrapUp)?.localName).to.equal('section');
    });

    it('is appended by the method, once', async () => {
      const { session, wrapUp } = await closedWith('newer', 'old');
      await wrapUp.amend();
      await wrapUp.amend();
      expect(session.segment.lateNotes.map((one) => one.notes)).to.deep.equal(['newer']);
      await wrapUp.amend('And one more.');
      expect(session.segment.lateNotes.map((one) => one.notes)).to.deep.equal(['newer', 'And one more.']);
    });

    it('cannot be appended where the provider does not take it', async () => {
      const none = await closedWith('newer', 'old', hidden);
      expect(!!button(none.wrapUp, 'Add as late note')).to.equal(false);
      expect(!!button(none.wrapUp, 'Copy')).to.equal(true);
      const { session, wrapUp } = await closedWith('newer', 'old', disabled('signed_out'));
      expect(button(wrapUp, 'Add as late note')?.ariaDisabled).to.equal('true');
      expect(words(wrapUp)).to.contain('You are signed out.');
      await wrapUp.amend();
      expect(session.sent).to.be.empty;
      expect(session.drafts.read('segment-1')?.notes).to.equal('newer');
    });

    it('stays when it is refused, and can be tried again', async () => {
      const { session, wrapUp } = await closedWith('newer', 'old');
      const { answer } = session;
      session.answer = () => Promise.reject(refusal('unavailable'));
      await wrapUp.amend();
      await settle(wrapUp);
      expect(root(wrapUp).querySelector('[role=alert]')?.textContent).to.contain('cannot be reached');
      expect(newer(wrapUp)?.value).to.equal('newer');
      expect(session.drafts.read('segment-1')?.notes).to.equal('newer');
      session.answer = answer;
      button(wrapUp, 'Try again')!.click();
      await settle(wrapUp);
      expect(session.segment.lateNotes).to.have.length(1);
      expect(session.device.length).to.equal(0);
      expect(!!newer(wrapUp)).to.equal(false);
    });

    it('stays while a host vetoes, or has taken it over without doing it', async () => {
      const { session, wrapUp } = await closedWith('newer', 'old');
      wrapUp.addEventListener('wrap-up-amend', (event) => event.preventDefault(), { once: true });
      await wrapUp.amend();
      wrapUp.addEventListener('wrap-up-amend', (event) => event.respondWith(wait(10)), { once: true });
      await wrapUp.amend();
      await settle(wrapUp);
      expect(session.sent).to.be.empty;
      expect(newer(wrapUp)?.value).to.equal('newer');
      // It did it in its own way: the record tells.
      void session.do('segment.amend', { notes: 'newer' });
      await settle(wrapUp);
      expect(!!newer(wrapUp)).to.equal(false);
      expect(session.device.length).to.equal(0);
    });

    it('is copied, and says so', async () => {
      const { wrapUp } = await closedWith('Both checked. New card.', 'Both checked.');
      const copied: string[] = [];
      await withClipboard(
        { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
        async () => {
          button(wrapUp, 'Copy')!.focus();
          await sendKeys({ press: 'Enter' });
          await wait(150);
        },
      );
      expect(copied).to.deep.equal(['New card.']);
      expect(button(wrapUp, 'Copied') === focused(wrapUp)).to.equal(true);
      await hear('Copied');
      await wait(2100);
      expect(button(wrapUp, 'Copy') === focused(wrapUp)).to.equal(true);
    });

    it('is selected where the page may not copy', async () => {
      const { wrapUp } = await closedWith('newer', 'old');
      for (const clipboard of [undefined, { writeText: () => Promise.reject(new Error('no')) }]) {
        getSelection()?.removeAllRanges();
        await withClipboard(clipboard, async () => {
          button(wrapUp, 'Copy')!.click();
          await wait(150);
        });
        const area = newer(wrapUp)!;
        expect(focused(wrapUp) === area).to.equal(true);
        expect(area.value.slice(area.selectionStart, area.selectionEnd)).to.equal('newer');
        expect(words(wrapUp)).to.contain('The text is selected. Copy it with the keyboard.');
        await hear('The text is selected.');
        expect(!!button(wrapUp, 'Copied')).to.equal(false);
      }
    });

    it('is discarded when that is meant', async () => {
      const { session, wrapUp } = await closedWith('newer', 'old');
      button(wrapUp, 'Discard')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(wrapUp);
      expect(words(wrapUp)).to.contain('Delete these words from this device?');
      expect(focused(wrapUp) === button(wrapUp, 'Keep')).to.equal(true);
      expect(session.drafts.read('segment-1')?.notes).to.equal('newer');
      await sendKeys({ press: 'Enter' });
      await settle(wrapUp);
      expect(session.drafts.read('segment-1')?.notes).to.equal('newer');
      expect(newer(wrapUp)?.value).to.equal('newer');
      expect(focused(wrapUp) && root(wrapUp).contains(focused(wrapUp))).to.equal(true);
      button(wrapUp, 'Discard')!.click();
      await settle(wrapUp);
      button(wrapUp, 'Discard')!.click();
      await settle(wrapUp);
      expect(session.device.length).to.equal(0);
      expect(words(wrapUp)).to.equal('Wrap-up closed');
      expect(session.sent).to.be.empty;
    });

    it('goes when another window has seen to it', async () => {
      const { session, wrapUp } = await closedWith('newer', 'old');
      const key = session.device.key(0)!;
      session.device.removeItem(key);
      session.page.dispatchEvent(Object.assign(new Event('storage'), { key }));
      await settle(wrapUp);
      expect(!!newer(wrapUp)).to.equal(false);
    });

    it('is there after a reload, too', async () => {
      const { session } = await closedWith('newer', 'old');
      const again = new Desk(session.segment, session.device, interaction({ state: 'closed' }));
      const wrapUp = await sit(again);
      await ready(wrapUp);
      expect(newer(wrapUp)?.value).to.equal('newer');
      expect(again.sent).to.be.empty;
    });

    it('is not said of what the record has', async () => {
      for (const [typed, saved] of [
        ['old', 'old'],
        ['ol', 'old'],
        [' ', 'old'],
      ] as const) {
        const { session, wrapUp } = await closedWith(typed, saved);
        expect(words(wrapUp)).to.equal('Wrap-up closed');
        expect(session.device.length).to.equal(0);
      }
    });

    it('is shown when another window submitted other words', async () => {
      const session = new Desk(open());
      const wrapUp = await sit(session);
      type(wrapUp, 'mine');
      void session.do('segment.submit', { notes: 'theirs', reasonId: 'resolved', revision: 0 });
      await settle(wrapUp);
      await ready(wrapUp);
      expect(newer(wrapUp)?.value).to.equal('mine');
      expect(words(wrapUp)).to.contain('Not saved with the record');
    });

    it('is shown one at a time, the newest first, also of records that are gone', async () => {
      const closed = (id: string, changes: Partial<SegmentRecord> = {}) =>
        segment({ id, interactionId: `of-${id}`, state: 'expired', notes: 'old', ...changes });
      const session = new Desk(null, storage(), null);
      session.put(closed('one', { customerName: 'First' }), closed('two', { customerName: 'Second' }));
      const draft = { reasonId: null, revision: 0 };
      session.drafts.write('gone', { ...draft, notes: 'of nobody', customerName: 'Third' });
      session.drafts.write('one', { ...draft, notes: 'of the first' });
      session.drafts.write('two', { ...draft, notes: 'of the second' });
      const wrapUp = await sit(session);
      await ready(wrapUp);
      for (const [name, text, record] of [
        ['Second', 'of the second', 'The record has no notes.'],
        ['First', 'of the first', 'The record has no notes.'],
        ['Third', 'of nobody', 'The record is closed and no longer shown.'],
      ] as const) {
        expect(root(wrapUp).querySelectorAll('textarea').length).to.equal(1);
        expect(newer(wrapUp)?.value).to.equal(text);
        expect(words(wrapUp)).to.contain(name).and.contain(record);
        button(wrapUp, 'Discard')!.click();
        await settle(wrapUp);
        button(wrapUp, 'Discard')!.click();
        await settle(wrapUp);
      }
      expect(words(wrapUp)).to.equal('Wrap-up closed');
      expect(session.device.length).to.equal(0);
    });

    it('holds without a provider, too', async () => {
      const given = fixtures.limited();
      const wrapUp = await draw(given);
      await ready(wrapUp);
      type(wrapUp, `${given.segment.notes} And a new card.`);
      wrapUp.segment = next(given.segment, {
        state: 'expired',
        timer: null,
        revision: 5,
        capabilities: capabilities('segment', { amend: enabled }, disabled('closed')),
      });
      await settle(wrapUp);
      await ready(wrapUp);
      expect(newer(wrapUp)?.value).to.contain('And a new card.');
      let heard: string | undefined;
      wrapUp.addEventListener('wrap-up-amend', ({ detail }) => (heard = detail.notes));
      await wrapUp.amend();
      await settle(wrapUp);
      expect(heard).to.contain('And a new card.');
      expect(!!newer(wrapUp)).to.equal(false);
    });
  });

  describe('which wrap-up', () => {
    const two = (state: SegmentRecord['state'], changes: Partial<SegmentRecord> = {}) =>
      segment({ id: 'segment-2', interactionId: 'gone', notes: 'of the other', state, ...changes });

    it('the open callback’s comes first, then one that is open, then one with something unsaved', async () => {
      const session = new Desk(segment({ notes: 'of the callback' }));
      session.put(two('open'), two('expired', { id: 'segment-0', notes: 'closed' }));
      session.drafts.write('segment-0', { ...text('unsaved'), revision: 0 });
      const wrapUp = await sit(session);
      await ready(wrapUp);
      expect(notes(wrapUp).value).to.equal('of the callback');
      session.put(next(interaction(), { state: 'closed' }), next(session.segment, { state: 'expired' }));
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('of the other');
      expect(!!button(wrapUp, 'Submit & close')).to.equal(true);
      session.put(two('submitted', { version: 2 }));
      await settle(wrapUp);
      expect(root(wrapUp).querySelector<HTMLTextAreaElement>('#newer')?.value).to.equal('unsaved');
    });

    it('of a callback that is somebody else’s says whose it is, without Back', async () => {
      const session = new Desk(null, storage(), null);
      session.put(two('open', { customerName: 'Olga' }));
      const wrapUp = await sit(session);
      await ready(wrapUp);
      expect(words(wrapUp)).to.contain('Olga');
      expect(!!button(wrapUp, 'Back')).to.equal(false);
      type(wrapUp, 'mine');
      await wrapUp.submit();
      expect(session.sent.map(({ id }) => id)).to.deep.equal(['segment-2']);
    });

    it('an interaction-id shows that one only, the open one first', async () => {
      const session = new Desk(null, storage(), null);
      session.put(
        two('open', { id: 'segment-1', notes: 'first' }),
        two('draft', { id: 'segment-2', notes: 'again', interactionId: 'here' }),
        two('expired', { id: 'segment-3', interactionId: 'here' }),
      );
      const wrapUp = await sit(session);
      wrapUp.interactionId = 'here';
      await settle(wrapUp);
      await ready(wrapUp);
      expect(notes(wrapUp).value).to.equal('again');
      wrapUp.interactionId = 'nowhere';
      await settle(wrapUp);
      expect(root(wrapUp).children.length).to.equal(0);
    });

    it('a callback that was released leaves with what was not saved', async () => {
      const session = new Desk(segment());
      session.answer = () => Promise.reject(refusal('unavailable'));
      const wrapUp = await sit(session);
      type(wrapUp, 'typed before Try later');
      session.event(
        'task.scheduled',
        [next(session.segment, { state: 'expired', closedAt: instant() })],
        [{ kind: 'interaction', id: 'interaction-1' }],
      );
      await settle(wrapUp);
      await ready(wrapUp);
      expect(root(wrapUp).querySelector<HTMLTextAreaElement>('#newer')?.value).to.equal(
        'typed before Try later',
      );
      session.remove({ kind: 'segment', id: 'segment-1' });
      await settle(wrapUp);
      expect(root(wrapUp).querySelector<HTMLTextAreaElement>('#newer')?.value).to.equal(
        'typed before Try later',
      );
      expect(words(wrapUp)).to.contain('Adaeze Okonkwo-Fitzgerald');
    });
  });

  describe('texts of several windows', () => {
    it('are sent with the revision that they grew from', async () => {
      const session = new Desk(segment({ notes: 'a', revision: 7 }));
      const wrapUp = await sit(session);
      type(wrapUp, 'ab');
      await wrapUp.save();
      expect(session.sent[0]?.payload).to.deep.equal({ reasonId: null, notes: 'ab', revision: 7 });
      type(wrapUp, 'b');
      await settle(wrapUp);
      session.keep(text('theirs'));
      await settle(wrapUp);
      type(wrapUp, 'bc');
      await wrapUp.save();
      expect(session.sent[1]?.payload).to.deep.equal({ reasonId: null, notes: 'bc', revision: 8 });
      type(wrapUp, 'bcd');
      await wrapUp.save();
      expect(session.sent[2]?.payload).to.include({ revision: 10 });
      session.put(next(session.segment, { state: 'open' }));
      await settle(wrapUp);
      await wrapUp.submit();
      expect(session.sent[3]?.payload).to.include({ revision: 11 });
    });

    it('the overwritten one is offered with Copy, and announced once', async () => {
      const session = new Desk(segment({ notes: 'a', revision: 1, savedAt: instant(-1) }));
      const wrapUp = await sit(session);
      await ready(wrapUp);
      type(wrapUp, 'a of mine');
      session.keep(text('a of theirs'));
      await wrapUp.save();
      await wait(150);
      const line = root(wrapUp).querySelector('summary');
      expect(line?.textContent).to.match(/^Text overwritten by another window, \d\d:\d\d$/);
      expect(said().match(/Text overwritten by another window/g)).to.have.length(1);
      line!.click();
      const area = root(wrapUp).querySelector<HTMLTextAreaElement>('details textarea')!;
      expect(area.value).to.equal('a of theirs');
      expect(area.readOnly).to.equal(true);
      const copied: string[] = [];
      await withClipboard(
        { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
        async () => {
          button(wrapUp, 'Copy')!.click();
          await settle(wrapUp);
        },
      );
      expect(copied).to.deep.equal(['a of theirs']);
      // What was written in again needs no offer.
      type(wrapUp, 'a of mine. a of theirs');
      await settle(wrapUp);
      expect(!!root(wrapUp).querySelector('details')).to.equal(false);
    });

    it('the other window sees the last one live, also when its own answer comes after', async () => {
      const session = new Desk();
      const slow = deferred<undefined>();
      const { answer } = session;
      session.answer = async (sent) => {
        const done = await answer(sent);
        await slow.promise;
        return done;
      };
      const wrapUp = await sit(session);
      type(wrapUp, 'mine');
      void wrapUp.save();
      await wait(20);
      void session.do('segment.save', { notes: 'theirs', reasonId: null, revision: 0 });
      await settle(wrapUp);
      slow.resolve(undefined);
      await wait(20);
      expect(notes(wrapUp).value).to.equal('theirs');
      await ready(wrapUp);
      expect(root(wrapUp).querySelector<HTMLTextAreaElement>('details textarea')?.value).to.equal('mine');
      expect(session.texts()).to.have.length(1);
    });

    it('are offered of a wrap-up that is closed, too', async () => {
      const wrapUp = await draw({
        ...fixtures.closed(),
        segment: next(fixtures.closed().segment, { history: [{ at: instant(), notes: 'of mine' }] }),
      });
      await ready(wrapUp);
      expect(words(wrapUp)).to.match(
        /^Callback closed Close page Text overwritten by another window, \d\d:\d\d/,
      );
    });

    it('on one device are kept apart, and both reach the provider', async () => {
      const device = storage();
      const [one, other] = [new Desk(segment(), device), new Desk(segment(), device)];
      const [first, second] = [await sit(one), await sit(other)];
      type(first, 'of one');
      type(second, 'of the other');
      expect(device.length).to.equal(2);
      await first.save();
      expect(one.segment.notes).to.equal('of one');
      expect(device.length).to.equal(1);
      other.put(next(other.segment, { notes: 'of one', revision: 1, version: 9, savedAt: instant() }));
      await settle(second);
      expect(notes(second).value).to.equal('of the other');
      await second.save();
      expect(other.segment.notes).to.equal('of the other');
      expect(other.segment.history.map((it) => it.notes)).to.deep.equal(['of one']);
      expect(device.length).to.equal(0);
    });

    it('an older one on the device does not go over newer words: it is offered', async () => {
      const session = new Desk(segment({ notes: 'theirs', revision: 5 }));
      session.drafts.write('segment-1', { ...text('mine'), revision: 3 });
      const wrapUp = await sit(session);
      await ready(wrapUp);
      expect(notes(wrapUp).value).to.equal('theirs');
      expect(words(wrapUp)).to.contain(
        'Other notes on this device The record has newer notes. The words below are only on this device.',
      );
      await wait(700);
      expect(session.sent).to.be.empty;
      expect(session.drafts.read('segment-1')?.notes).to.equal('mine');
      button(wrapUp, 'Use this text')!.click();
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('mine');
      expect(words(wrapUp)).not.to.contain('Other notes');
      await wait(700);
      expect(session.segment.notes).to.equal('mine');
      expect(session.segment.history.map((one) => one.notes)).to.deep.equal(['theirs']);
      expect(session.device.length).to.equal(0);
    });

    it('using the other text puts aside what is not saved', async () => {
      const session = new Desk(segment({ notes: 'theirs', revision: 5 }));
      session.drafts.write('segment-1', { ...text('mine'), revision: 3 });
      session.answer = () => Promise.reject(refusal('unavailable'));
      const wrapUp = await sit(session);
      await ready(wrapUp);
      type(wrapUp, 'typed here');
      button(wrapUp, 'Use this text')!.click();
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('mine');
      expect(root(wrapUp).querySelector<HTMLTextAreaElement>('#newer')?.value).to.equal('typed here');
      button(wrapUp, 'Use this text')!.click();
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('typed here');
      expect(root(wrapUp).querySelector<HTMLTextAreaElement>('#newer')?.value).to.equal('mine');
    });

    it('what was found on the device gives way to a record that contains it', async () => {
      const session = new Desk();
      session.drafts.write('segment-1', { ...text('ab'), revision: 0 });
      const wrapUp = await sit(session);
      expect(notes(wrapUp).value).to.equal('ab');
      session.keep(text('abc, typed on in the other window'));
      await settle(wrapUp);
      expect(notes(wrapUp).value).to.equal('abc, typed on in the other window');
      await wait(700);
      expect(session.sent).to.be.empty;
      expect(session.device.length).to.equal(0);
    });
  });

  describe('what became of the call', () => {
    it('is told in the sender’s wrap-up', async () => {
      const given = fixtures.notTaken();
      const wrapUp = await draw(given);
      const line = 'Núria Puigdomènech did not take the call. The customer is waiting in the queue.';
      expect(words(wrapUp)).to.contain(line);
      await wait(150);
      await hear('Núria Puigdomènech did not take the call');
      const nobody = await draw({ ...given, notice: { ...given.notice, party: null } });
      expect(words(nobody)).to.contain('Nobody took the call. The customer is waiting in the queue.');
      for (const changes of [{ interactionId: 'other' }, { type: 'transfer_declined' }] as const) {
        const other = await draw({ ...given, notice: { ...given.notice, ...changes } });
        expect(words(other)).not.to.contain('did not take the call');
      }
    });
  });

  describe('a part that cannot be loaded', () => {
    const { status } = parts;
    const { unsaved } = later;
    afterEach(() => {
      parts.status = status;
      later.unsaved = unsaved;
    });

    it('hides no text and stops no save; it is there when it can be', async () => {
      parts.status = () => Promise.reject(new TypeError('offline'));
      const session = new Desk(open({ notes: 'theirs', revision: 5, timer: timer('wrap_up', 60, 60) }));
      session.drafts.write('segment-1', { ...text('mine,\nof before'), revision: 3 });
      const wrapUp = await sit(session);
      expect(root(wrapUp).querySelector('p[dir]')?.textContent).to.equal('mine,\nof before');
      await expect(wrapUp).to.be.accessible();
      type(wrapUp, 'typed');
      await wait(600);
      expect(session.segment.notes).to.equal('typed');
      await wrapUp.extend();
      expect(session.texts('segment.extend')).to.be.empty;
      session.expire();
      await settle(wrapUp);
      expect(words(wrapUp)).to.equal('mine, of before');
      parts.status = status;
      await waitUntil(() => words(wrapUp).includes('Not saved with the record'), 'loaded', { timeout: 8000 });
      expect(!!button(wrapUp, 'Copy')).to.equal(true);
    });

    it('is there before, where the wrap-up may end without the line', async () => {
      const session = new Desk(open({ timer: timer('wrap_up', 60, 60) }));
      session.answer = () => Promise.reject(refusal('unavailable'));
      const wrapUp = await sit(session);
      await ready(wrapUp);
      later.unsaved = () => Promise.reject(new TypeError('offline'));
      type(wrapUp, 'mine');
      session.expire();
      await settle(wrapUp);
      expect(words(wrapUp)).to.contain('Not saved with the record');
    });

    it('nor does the rarest', async () => {
      later.unsaved = () => Promise.reject(new TypeError('offline'));
      const session = new Desk(open());
      session.answer = () => Promise.reject(refusal('unavailable'));
      const wrapUp = await sit(session);
      type(wrapUp, 'mine');
      session.expire();
      await settle(wrapUp);
      await ready(wrapUp);
      expect(words(wrapUp)).to.equal('mine');
      later.unsaved = unsaved;
      await waitUntil(() => button(wrapUp, 'Copy'), 'loaded', { timeout: 8000 });
      expect(root(wrapUp).querySelector<HTMLTextAreaElement>('#newer')?.value).to.equal('mine');
    });
  });

  describe('whatever happens', () => {
    /** The same luck for the same seed (mulberry32). */
    const luckOf = (seed: number) => () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };

    /** One provider, as the simulator: the last to reach it wins, what was overwritten unseen is kept. */
    class Provider {
      readonly records = [segment()];
      get segment() {
        return this.records.at(-1)!;
      }
      change(changes: Partial<SegmentRecord>) {
        this.records.push(next(this.segment, { savedAt: instant(), ...changes }));
      }
      receive(command: string, { notes, revision = Infinity }: Payload) {
        const { segment: one } = this;
        if (command === 'segment.amend')
          return this.change({ lateNotes: [...one.lateNotes, { at: instant(), notes }] });
        if (one.closedAt) throw refusal('not_possible', { reason: 'closed' });
        if (one.notes === notes && command === 'segment.save') return;
        const isLost = revision < one.revision && one.notes && !notes.includes(one.notes);
        this.change({
          notes,
          revision: one.revision + 1,
          history: isLost ? [...one.history, { at: instant(), notes: one.notes }] : one.history,
          ...(command === 'segment.submit' ? { state: 'submitted', closedAt: instant() } : {}),
        });
      }
    }

    class Page {
      line: 'up' | 'down' | 'answers are lost' = 'up';
      seen = 0;
      session!: FakeSession;
      element!: WrapUpModal;
      constructor(
        readonly provider: Provider,
        readonly device: Storage,
      ) {}

      async load() {
        this.seen = this.provider.records.length;
        const session = new Desk(this.provider.segment, this.device);
        session.answer = async ({ command, payload }) => {
          await wait(1);
          if (this.line === 'down' || session !== this.session) throw refusal('unavailable');
          this.provider.receive(command, payload as Payload);
          if (this.line !== 'up') throw refusal('unavailable');
          this.hear(false);
          return { outcome: 'performed', asOf: 'fake.0' };
        };
        this.session = session;
        this.element = await sit(session);
      }

      /** What came about since, one by one or at once. */
      hear(isEach: boolean) {
        const news = this.provider.records.slice(this.seen);
        this.seen = this.provider.records.length;
        for (const one of isEach ? news : news.slice(-1)) this.session.put(one);
      }

      /** As a crash: nothing that it sends arrives any more. */
      async reload() {
        this.session = new FakeSession();
        this.element.remove();
        await this.load();
      }
    }

    for (const seed of Array.from({ length: 12 }, (_, index) => index + 1))
      it(`no word is lost: ${seed}`, async () => {
        const luck = luckOf(seed);
        const provider = new Provider();
        const [mine, elsewhere] = [storage(), storage()];
        const pages = [mine, mine, elsewhere].map((device) => new Page(provider, device));
        for (const page of pages) await page.load();
        const log: string[] = [];
        const typed: string[] = [];
        const one = <T>(of: readonly T[]) => of[Math.floor(luck() * of.length)]!;
        const press = (page: Page, label: string) => button(page.element, label)?.click();
        const steps: Record<string, (page: Page) => unknown> = {
          type: ({ element }) => {
            const area = notes(element);
            if (!area || area.readOnly) return;
            typed.push(`${seed}w${typed.length}.`);
            type(element, `${area.value} ${typed.at(-1)}`);
          },
          save: ({ element }) => void element.save(),
          submit: (page) => luck() < 0.2 && press(page, 'Submit & close'),
          hear: (page) => page.hear(luck() < 0.5),
          line: (page) => (page.line = one(['up', 'down', 'answers are lost'])),
          leave: () => dispatchEvent(new Event('pagehide')),
          reload: (page) => page.reload(),
          use: (page) => press(page, 'Use this text'),
          add: (page) => press(page, 'Add as late note'),
          open: () => provider.segment.state === 'draft' && provider.change({ state: 'open' }),
          back: () => provider.segment.state === 'open' && provider.change({ state: 'draft' }),
          expire: () =>
            !provider.segment.closedAt &&
            luck() < 0.2 &&
            provider.change({
              state: 'expired',
              closedAt: instant(),
              revision: provider.segment.revision + 1,
            }),
        };
        const names = [...Object.keys(steps), 'type', 'type', 'type', 'save', 'save', 'hear', 'use'];
        const found = () => {
          const { notes, history, lateNotes } = provider.segment;
          const kept = [mine, elsewhere].flatMap((device) =>
            Array.from({ length: device.length }, (_, index) => device.getItem(device.key(index)!)),
          );
          return [notes, ...[...history, ...lateNotes].map((it) => it.notes), ...kept].join('\n');
        };
        const check = () => {
          const all = found();
          for (const word of typed)
            expect(all.includes(word), `${word} is lost after ${log.join(', ')}`).to.equal(true);
        };
        for (let step = 0; step < 40; step += 1) {
          const name = one(names);
          const page = one(pages);
          log.push(`${pages.indexOf(page)} ${name}`);
          await steps[name]!(page);
          check(); // at once: nothing waits for a timer
          await wait(one([0, 5, 20]));
          check();
        }
        // In the end all of it is at the provider, or there to be read.
        for (const page of pages) {
          page.line = 'up';
          await page.reload();
        }
        await wait(700);
        for (const page of pages) page.hear(true);
        const readable: string[] = [];
        for (const { element } of pages) {
          await ready(element);
          // Offered one at a time.
          for (;;) {
            readable.push(...[...root(element).querySelectorAll('textarea')].map(({ value }) => value));
            if (!button(element, 'Discard')) break;
            button(element, 'Discard')!.click();
            await settle(element);
            button(element, 'Discard')?.click(); // not where another window has taken it over
            await settle(element);
          }
        }
        const { notes: said, history, lateNotes } = provider.segment;
        readable.push(said, ...[...history, ...lateNotes].map((it) => it.notes));
        for (const word of typed)
          expect(
            readable.join('\n').includes(word),
            `${word} is nowhere to be read after ${log.join(', ')}`,
          ).to.equal(true);
      });
  });

  it('shows in forced colours and from right to left what there is to read and press', async () => {
    await executeServerCommand('cdp-media', [{ name: 'forced-colors', value: 'active' }]);
    try {
      for (const name of ['limited', 'notSaved', 'otherOnDevice', 'hostileElsewhere'] as const) {
        const wrapUp = await draw(fixtures[name]());
        await ready(wrapUp);
        for (const dir of ['ltr', 'rtl']) {
          document.documentElement.dir = dir;
          expect(wrapUp.scrollWidth, name).to.be.at.most(wrapUp.clientWidth);
          for (const one of root(wrapUp).querySelectorAll<HTMLElement>('.btn, .banner, .field')) {
            const { borderTopWidth, borderTopStyle } = getComputedStyle(one);
            expect(`${borderTopWidth} ${borderTopStyle}`, `${name} ${one.className}`).to.match(
              /^[1-9].* solid/,
            );
          }
        }
        expect(!!root(wrapUp).querySelector('img, script')).to.equal(false);
      }
    } finally {
      document.documentElement.removeAttribute('dir');
      await executeServerCommand('cdp-media', [{ name: 'forced-colors', value: 'none' }]);
    }
  });

  it('shows what a host without a provider gives, and forgets nothing typed', async () => {
    const given = fixtures.draft();
    const wrapUp = await draw(given);
    type(wrapUp, 'Typed.');
    await wait(600);
    expect(notes(wrapUp).value).to.equal('Typed.');
    wrapUp.segment = next(given.segment);
    await settle(wrapUp);
    expect(notes(wrapUp).value).to.equal('Typed.');
    wrapUp.segment = next(given.segment, { notes: 'Typed.', revision: 3 });
    await settle(wrapUp);
    expect(notes(wrapUp).value).to.equal('Typed.');
    wrapUp.segment = next(given.segment, { notes: 'From the host.', revision: 4 });
    await settle(wrapUp);
    expect(notes(wrapUp).value).to.equal('From the host.');
  });

  it('leaves nothing behind when it is removed', async () => {
    const session = new Desk();
    let held = 0;
    const store = session.store as unknown as { select(...given: unknown[]): () => void };
    const select = store.select.bind(store);
    store.select = (...given) => {
      held += 1;
      const stop = select(...given);
      return () => {
        held -= 1;
        stop();
      };
    };
    for (const target of [window, document] as EventTarget[]) {
      const add = target.addEventListener.bind(target);
      const remove = target.removeEventListener.bind(target);
      const counts = /pagehide|visibilitychange/;
      target.addEventListener = (...given) => {
        if (counts.test(given[0])) held += 1;
        add(...given);
      };
      target.removeEventListener = (...given) => {
        if (counts.test(given[0])) held -= 1;
        remove(...given);
      };
    }
    const wrapUp = await sit(session);
    const place = wrapUp.parentElement!;
    for (let i = 0; i < 50; i++) {
      wrapUp.remove();
      place.append(wrapUp);
      await wrapUp.updateComplete;
    }
    type(wrapUp, 'a');
    wrapUp.remove();
    for (const target of [window, document] as Partial<EventTarget>[]) {
      delete target.addEventListener;
      delete target.removeEventListener;
    }
    expect(held).to.equal(0);
    const { length } = session.sent;
    dispatchEvent(new Event('pagehide'));
    await wait(700);
    expect(session.sent).to.have.length(length);
  });

  isAsDocumented({
    tag: 'wrap-up-modal',
    fixtures: {
      ...each<() => Fixture>(fixtures, async (make) => {
        const wrapUp = await draw(make());
        await ready(wrapUp);
        for (const one of root(wrapUp).querySelectorAll('details')) one.open = true;
        return wrapUp;
      }),
      'when minimised': async () => {
        const wrapUp = await draw(fixtures.draft());
        wrapUp.minimise();
        await settle(wrapUp);
        return wrapUp;
      },
      'when saving failed': async () => {
        const session = new Desk(segment(), storage(true));
        session.answer = () => Promise.reject(refusal('unavailable'));
        const failing = await sit(session);
        type(failing, 'a');
        await failing.save();
        await settle(failing);
        return failing;
      },
    },
  });
});

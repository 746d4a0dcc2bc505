import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { InteractionRecord, SegmentRecord } from '../../contract/records.ts';
import { Drafts } from '../../client/drafts.ts';
import { capabilities, enabled, interaction, next, segment, settings } from '../shared/testing/records.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { Fixture } from './wrap-up-modal.fixtures.ts';
import { fixtures } from './wrap-up-modal.fixtures.ts';
import type { WrapUpSaveEvent } from './wrap-up-modal.events.ts';
import type { WrapUpModal } from './wrap-up-modal.ts';
import './define.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const draw = ({ segment, interaction, settings, modal }: Fixture) =>
  fixture<WrapUpModal>(
    html`<wrap-up-modal
      .segment=${segment}
      .interaction=${interaction}
      .settings=${settings}
      .modal=${modal ?? false}
    ></wrap-up-modal>`,
  );
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
const notes = (wrapUp: WrapUpModal) => root(wrapUp).querySelector('textarea')!;
const reason = (wrapUp: WrapUpModal) => root(wrapUp).querySelector('select')!;
const focused = (wrapUp: WrapUpModal) => root(wrapUp).activeElement;
const said = () =>
  [...document.querySelectorAll('[id^=cbk-]')].map((one) => one.shadowRoot!.textContent).join(' ');

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
    const record = this.segment;
    const answer = Promise.resolve({ outcome: 'performed', asOf: 'fake.0' } as const);
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
const text = (notes: string, reasonId: string | null = null) => ({ reasonId, notes });
const open = (changes: Partial<SegmentRecord> = {}) => segment({ state: 'open', ...changes });

describe('wrap-up-modal', () => {
  describe('in its states', () => {
    it('draws nothing without a wrap-up', async () => {
      const wrapUp = await fixture<WrapUpModal>(html`<wrap-up-modal></wrap-up-modal>`);
      expect(root(wrapUp).children).to.have.length(0);
      expect(root(await draw({ ...fixtures.draft(), segment: null })).children).to.have.length(0);
    });

    it('is a labelled region with Save while it is a draft', async () => {
      const wrapUp = await draw(fixtures.draft());
      await ready(wrapUp);
      expect(root(wrapUp).querySelector('section')?.getAttribute('aria-labelledby')).to.equal('heading');
      expect(root(wrapUp).querySelector('h2')?.textContent).to.equal('Wrap-up');
      expect(root(wrapUp).querySelector('.chip')?.textContent).to.equal('Draft');
      expect(button(wrapUp, 'Save')).to.not.equal(undefined);
      expect(button(wrapUp, 'Submit & close')).to.equal(undefined);
      expect(button(wrapUp, 'Back')).to.equal(undefined);
      expect(words(wrapUp)).to.match(/Saved \d\d:\d\d/);
      expect(notes(wrapUp).labels[0]?.textContent).to.equal('Notes');
      expect(reason(wrapUp).labels[0]?.textContent).to.equal('Reason');
    });

    it('has Submit & close when it is open, and Back where the interaction can go back', async () => {
      const wrapUp = await draw(fixtures.open());
      expect(button(wrapUp, 'Save')).to.equal(undefined);
      expect(root(wrapUp).querySelector('.chip')).to.equal(null);
      expect(button(wrapUp, 'Submit & close')).to.not.equal(undefined);
      expect(button(wrapUp, 'Back')).to.equal(undefined);
      expect(button(await draw(fixtures.withBack()), 'Back')).to.not.equal(undefined);
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
      expect(button(wrapUp, 'Close page')).to.equal(undefined);
      expect(words(await draw(fixtures.expired()))).to.equal('Wrap-up closed');
    });

    it('takes hostile strings as text', async () => {
      const wrapUp = await draw(fixtures.hostile());
      expect(root(wrapUp).querySelector('img, b, script')).to.equal(null);
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

    it('becomes a card when the host takes it back', async () => {
      const wrapUp = await draw(fixtures.modal());
      type(wrapUp, 'Typed.');
      wrapUp.modal = false;
      await settle(wrapUp);
      expect(dialog(wrapUp)).to.equal(null);
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
      expect(said()).to.contain('3 characters too many.');
      expect(session.segment.notes).to.have.length(95);
      expect(session.drafts.read('segment-1')?.notes).to.have.length(103);
    });

    it('says once where the device keeps nothing', async () => {
      const session = new Desk(segment(), storage(true));
      const wrapUp = await sit(session);
      expect(words(wrapUp)).not.to.contain('contact centre only');
      type(wrapUp, 'a');
      type(wrapUp, 'ab');
      await wait(200);
      expect(words(wrapUp)).to.contain('Notes are kept by the contact centre only.');
      expect(said().match(/Notes are kept by the contact centre only\./g)).to.have.length(1);
      await wait(3200);
      expect(session.segment.notes).to.equal('ab');
      type(wrapUp, 'abc');
      await wait(200);
      expect(said()).not.to.contain('contact centre only');
    });
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

    it('says that the callback is closed, and keeps the focus in the card', async () => {
      const session = new Desk(open());
      const wrapUp = await sit(session);
      button(wrapUp, 'Submit & close')!.focus();
      await sendKeys({ press: 'Enter' });
      await wait(200);
      expect(said()).to.contain('Callback closed');
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
      wrapUp.minimise();
      await settle(wrapUp);
      end(session);
      await wait(150);
      expect(said()).to.contain('Wrap-up for Adaeze Okonkwo-Fitzgerald is open.');
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      expect(notes(wrapUp).value).to.equal('Written before.');
    });

    it('leaves the focus in a field that is being typed in', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      const field = await fixture<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
      field.focus();
      end(session);
      await wait(50);
      expect(document.activeElement === field).to.equal(true);
      expect(button(wrapUp, 'Submit & close')).to.not.equal(undefined);
    });

    it('does not turn a press on Save into a submit', async () => {
      const session = new Desk();
      const wrapUp = await sit(session);
      button(wrapUp, 'Save')!.focus();
      end(session);
      await settle(wrapUp);
      expect(focused(wrapUp) === notes(wrapUp)).to.equal(true);
      expect(button(wrapUp, 'Submit & close')).to.not.equal(undefined);
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

  for (const [name, make] of Object.entries(fixtures))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make())).to.be.accessible();
    });

  it('is accessible when minimised, and when saving failed', async () => {
    const wrapUp = await draw(fixtures.draft());
    wrapUp.minimise();
    await settle(wrapUp);
    await expect(wrapUp).to.be.accessible();
    const session = new Desk(segment(), storage(true));
    session.answer = () => Promise.reject(refusal('unavailable'));
    const failing = await sit(session);
    type(failing, 'a');
    await failing.save();
    await settle(failing);
    await expect(failing).to.be.accessible();
  });
});

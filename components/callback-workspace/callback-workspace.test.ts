import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { AnyRecord } from '../../contract/records.ts';
import { call, instant, interaction, next, offer, segment, task, timer } from '../shared/testing/records.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeSession, provide } from '../shared/testing/session.ts';
import { Drafts } from '../../client/drafts.ts';
import { fixtures } from './callback-workspace.fixtures.ts';
import type { CallbackWorkspace } from './callback-workspace.ts';
import './define.ts';

const settle = async (workspace: CallbackWorkspace) => {
  await new Promise((resolve) => setTimeout(resolve, 30));
  await workspace.updateComplete;
};

const draw = async (records: readonly AnyRecord[], interactionId: string | null = null) => {
  const session = new FakeSession(records);
  const place = provide(await fixture<HTMLElement>(html`<div></div>`), session);
  const workspace = document.createElement('callback-workspace');
  workspace.interactionId = interactionId;
  const button = document.createElement('button');
  button.slot = 'empty';
  button.textContent = 'Simulate a callback';
  workspace.append(button);
  place.append(workspace);
  await settle(workspace);
  return { session, workspace, root: workspace.shadowRoot! };
};

const shows = (root: ShadowRoot, tag: string) => root.querySelector(tag) !== null;
const parts = ['callback-actions', 'callback-active-call', 'callback-context-card', 'wrap-up-modal'];

describe('callback-workspace', () => {
  isAsDocumented({
    tag: 'callback-workspace',
    fixtures: each<() => AnyRecord[]>(
      fixtures,
      async (records, name) => (await draw(records(), name === 'closed' ? 'interaction-1' : null)).workspace,
    ),
  });

  it('says that nothing is open, and offers what the host puts there', async () => {
    const { root } = await draw(fixtures.empty());
    expect(root.textContent).to.contain('No callback open');
    expect(root.querySelector('.open')?.ariaLabel, 'as who comes there hears it').to.equal(
      'No callback open',
    );
    expect(root.querySelector<HTMLSlotElement>('slot[name=empty]')?.assignedElements()).to.have.length(1);
    expect(parts.filter((tag) => shows(root, tag))).to.deep.equal(['wrap-up-modal']);
    expect(root.querySelector('wrap-up-modal')!.shadowRoot!.children, 'nothing is left').to.have.length(0);
    expect(shows(root, 'callback-inbox')).to.equal(true);
  });

  for (const name of ['consulted', 'handedOver'] as const)
    it(`shows what is another’s, while the agent has a part in it: ${name}`, async () => {
      const { session, workspace, root } = await draw(fixtures[name]());
      expect(parts.every((tag) => shows(root, tag))).to.equal(true);
      expect(root.querySelector('wrap-up-modal')!.shadowRoot!.querySelector('#notes')).to.not.equal(null);
      session.remove({ kind: 'interaction', id: 'interaction-1' }, { kind: 'segment', id: 'segment-1' });
      await settle(workspace);
      expect(root.textContent).to.contain('No callback open');
    });

  it('has no callback actions where the customer was dialled first', async () => {
    const { session, root } = await draw([
      ...fixtures.empty(),
      interaction({ mode: 'customer_first', state: 'in_call', callId: 'call-1' }),
      call(),
    ]);
    const column = root.querySelector('.column')!;
    expect([...column.children].map(({ localName }) => localName)).to.deep.equal(['callback-active-call']);
    expect(column.firstElementChild!.shadowRoot!.querySelector('h2')?.textContent).to.contain('Adaeze');
    session.put(next(interaction(), { state: 'in_call', callId: 'call-1' }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(shows(root, 'callback-actions')).to.equal(true);
  });

  it('shows a wrap-up that is left of another callback, and none beside an open one', async () => {
    const { session, workspace, root } = await draw(fixtures.left());
    expect(root.textContent).to.contain('No callback open');
    const wrapUp = () => root.querySelector('wrap-up-modal');
    expect(wrapUp()!.shadowRoot!.textContent).to.contain('Submit & close');
    workspace.interactionId = 'interaction-8';
    await settle(workspace);
    expect(root.textContent).to.contain('This callback is no longer here');
    expect(wrapUp()!.shadowRoot!.textContent).to.contain('Submit & close');
    session.put(interaction({ id: 'interaction-2', interactionId: 'interaction-2' }));
    await settle(workspace);
    expect(wrapUp() === null, 'none beside the open one').to.equal(true);
  });

  it('shows what was not saved with the record', async () => {
    const { session, workspace, root } = await draw(fixtures.empty());
    const drafts = new Drafts(null);
    drafts.own('fake', 'ana');
    Object.assign(session, { drafts });
    drafts.write('segment-9', { reasonId: null, notes: 'Only here', revision: 0 });
    session.put(
      segment({ id: 'segment-9', interactionId: 'interaction-9', state: 'expired', closedAt: instant() }),
    );
    await settle(workspace);
    // The words of it are loaded when they are needed.
    const wrapUp = root.querySelector('wrap-up-modal')!.shadowRoot!;
    await waitUntil(() => wrapUp.textContent.includes('Not saved with the record'), 'not said', {
      timeout: 5000,
    });
  });

  it('shows the wrap-up as a modal dialog when the host asks, of whichever callback it is', async () => {
    for (const records of [fixtures.handedOver(), fixtures.left()]) {
      const { workspace, root } = await draw(records);
      const wrapUp = root.querySelector('wrap-up-modal')!;
      expect(wrapUp.shadowRoot!.querySelector('dialog')).to.equal(null);
      workspace.setAttribute('modal-wrap-up', '');
      await settle(workspace);
      await wrapUp.updateComplete;
      expect(wrapUp.shadowRoot!.querySelector('dialog')!.matches(':modal')).to.equal(true);
      workspace.removeAttribute('modal-wrap-up');
      await settle(workspace);
      expect(wrapUp.shadowRoot!.querySelector('dialog')).to.equal(null);
    }
  });

  it('leads from Open wrap-up to the wrap-up', async () => {
    const { workspace, root } = await draw(fixtures.talking());
    const wrapUp = root.querySelector('wrap-up-modal')!;
    wrapUp.minimise();
    await settle(workspace);
    expect(wrapUp.shadowRoot!.querySelector('#notes')).to.equal(null);
    const told: Event[] = [];
    document.addEventListener('call-open-wrap-up', (event) => told.push(event), { once: true });
    root.querySelector('callback-active-call')!.openWrapUp();
    await settle(workspace);
    expect(wrapUp.shadowRoot!.activeElement?.id).to.equal('notes');
    expect(told, 'the host hears it, too').to.have.length(1);
  });

  it('shows the agent’s open interaction without being told which', async () => {
    const { root } = await draw(fixtures.preview());
    expect(parts.every((tag) => shows(root, tag))).to.equal(true);
  });

  it('shows a closed interaction only when told to', async () => {
    const { workspace, root } = await draw(fixtures.closed());
    expect(root.textContent).to.contain('No callback open');
    workspace.setAttribute('interaction-id', 'interaction-1');
    await settle(workspace);
    expect(parts.every((tag) => shows(root, tag))).to.equal(true);
  });

  it('says that an interaction is gone', async () => {
    const { root } = await draw(fixtures.preview(), 'interaction-9');
    expect(root.textContent).to.contain('This callback is no longer here');
  });

  it('moves the focus to what was opened when the card that had it left', async () => {
    const { session, workspace, root } = await draw([...fixtures.empty(), offer()]);
    const inbox = root.querySelector('callback-inbox')!;
    inbox.shadowRoot!.querySelector('awa-inbox-card')!.shadowRoot!.querySelector('button')!.focus();
    session.event('offer.accepted', [interaction(), task(), segment()], [{ kind: 'offer', id: 'offer-1' }]);
    await settle(workspace);
    expect(root.activeElement?.getAttribute('aria-label')).to.equal('Callback');
  });

  it('moves the focus to what is accepted from wherever the agent is at work', async () => {
    const { session, workspace, root } = await draw([...fixtures.empty(), offer()]);
    const elsewhere = await fixture<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
    elsewhere.focus();
    void root.querySelector('callback-shortcuts')!.press('accept');
    session.event('offer.accepted', [interaction(), task(), segment()], [{ kind: 'offer', id: 'offer-1' }]);
    await settle(workspace);
    expect(root.activeElement?.getAttribute('aria-label')).to.equal('Callback');
  });

  it('leaves the focus where the agent works', async () => {
    const { session, workspace } = await draw(fixtures.preview());
    const elsewhere = document.createElement('input');
    document.body.append(elsewhere);
    elsewhere.focus();
    session.put(next(interaction(), { state: 'closed' }));
    await settle(workspace);
    expect(document.activeElement).to.equal(elsewhere);
    elsewhere.remove();
  });

  it('keeps every part in the tab order', async () => {
    const { root } = await draw(fixtures.preview());
    const hosts = [...root.querySelectorAll('*')].filter((one) => one.shadowRoot);
    expect(hosts.filter((one) => one.hasAttribute('tabindex'))).to.deep.equal([]);
  });

  it('does not scroll sideways at 320 px', async () => {
    const { workspace, root } = await draw(fixtures.talking());
    const narrow = new CSSStyleSheet();
    narrow.replaceSync('callback-workspace { inline-size: 320px; }');
    document.adoptedStyleSheets.push(narrow);
    await settle(workspace);
    const wide = [...root.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > workspace.getBoundingClientRect().right + 1,
    );
    document.adoptedStyleSheets.pop();
    expect(wide.map((one) => one.localName)).to.deep.equal([]);
  });

  const names = (root: ShadowRoot) =>
    [...root.querySelectorAll('.others button')].map((one) => one.textContent.replace(/\s+/g, ' ').trim());
  const buttons = (root: ShadowRoot) => [...root.querySelectorAll<HTMLElement>('.others button')];
  const press = async (workspace: CallbackWorkspace, name: string) => {
    const found = [...workspace.shadowRoot!.querySelectorAll('button')].find(
      (one) => one.textContent.trim() === name,
    )!;
    found.focus();
    found.click();
    await settle(workspace);
  };

  it('lists several at once, how each stands, and which is open; one alone is no list', async () => {
    const { session, workspace, root } = await draw(fixtures.two());
    expect(names(root)).to.deep.equal([
      'Adaeze Okonkwo-Fitzgerald On hold',
      'Κωνσταντίνος Παπαδημητρακόπουλος-Βαρθολομαίου Preview',
    ]);
    expect(buttons(root).map((one) => one.getAttribute('aria-current'))).to.deep.equal([null, 'true']);
    session.put(segment({ id: 'segment-3', interactionId: 'interaction-3', state: 'open' }));
    await settle(workspace);
    expect(names(root)[1]).to.match(/Wrap-up open$/);
    session.remove({ kind: 'interaction', id: 'interaction-3' }, { kind: 'segment', id: 'segment-3' });
    await settle(workspace);
    expect(names(root)).to.deep.equal([]);
  });

  it('opens the one that is chosen, tells the host, and gives it the focus', async () => {
    const { workspace, root } = await draw(fixtures.two());
    const told: string[] = [];
    workspace.addEventListener('callback-open-interaction', ({ detail }) => told.push(detail.interactionId));
    buttons(root)[0]!.click();
    await settle(workspace);
    expect(told).to.deep.equal(['interaction-1']);
    expect(workspace.interactionId, 'the host’s').to.equal(null);
    expect(root.activeElement?.classList.contains('open')).to.equal(true);
    expect(buttons(root).map((one) => one.getAttribute('aria-current'))).to.deep.equal(['true', null]);
    expect(root.querySelector('callback-actions')!.interactionId).to.equal('interaction-1');
  });

  it('leaves what the host decides to the host, and follows it', async () => {
    const { workspace, root } = await draw(fixtures.two(), 'interaction-3');
    buttons(root)[0]!.focus();
    buttons(root)[0]!.click();
    await settle(workspace);
    expect(root.querySelector('callback-actions')!.interactionId).to.equal('interaction-3');
    workspace.interactionId = 'interaction-1';
    await settle(workspace);
    expect(root.querySelector('callback-actions')!.interactionId).to.equal('interaction-1');
    expect(root.activeElement?.getAttribute('aria-label')).to.equal('Callback');
  });

  it('stays with what was chosen while others come to an end, and opens what is accepted', async () => {
    const { session, workspace, root } = await draw(fixtures.several());
    const shown = () => root.querySelector('callback-actions')?.interactionId;
    expect(shown()).to.equal('interaction-5');
    workspace.openInteraction('interaction-4');
    await settle(workspace);
    session.remove({ kind: 'interaction', id: 'interaction-5' }, { kind: 'segment', id: 'segment-5' });
    await settle(workspace);
    expect(shown()).to.equal('interaction-4');
    session.put(
      interaction({ id: 'interaction-6', interactionId: 'interaction-6', acceptedAt: instant(60) }),
    );
    await settle(workspace);
    expect(shown()).to.equal('interaction-6');
    workspace.openInteraction('interaction-404');
    await settle(workspace);
    expect(shown(), 'there is none').to.equal('interaction-6');
  });

  it('says how long a call lasts, and whose time for the wrap-up is running', async () => {
    const { session, workspace, root } = await draw(fixtures.several());
    expect(names(root)[2]).to.match(/Βαρθολομαίου 2:1\d$/);
    expect(names(root)[3]).to.match(/No answer$/);
    const marks = () =>
      buttons(root).map((one) => one.querySelector('[role=img]')?.getAttribute('aria-label') ?? '');
    expect(marks()).to.deep.equal(['', 'The time for the wrap-up is running', '', '']);
    session.put(
      segment({
        id: 'segment-9',
        interactionId: 'interaction-9',
        version: 2,
        state: 'open',
        timer: timer('wrap_up', 9, 60),
      }),
    );
    await settle(workspace);
    expect(marks()[0]).to.contain('running');
  });

  it('lists a wrap-up that is left, and opens it', async () => {
    const { workspace, root } = await draw(fixtures.several());
    expect(names(root)[0]).to.equal('ليلى حداد Wrap-up open');
    buttons(root)[0]!.click();
    await settle(workspace);
    expect(root.textContent).to.contain('This callback is no longer here');
    const wrapUp = root.querySelector('wrap-up-modal')!;
    expect(wrapUp.interactionId).to.equal('interaction-9');
    expect(wrapUp.shadowRoot!.querySelector('#notes')).to.not.equal(null);
    expect(buttons(root)[0]!.getAttribute('aria-current')).to.equal('true');
    buttons(root)[3]!.click();
    await settle(workspace);
    expect(root.querySelector('callback-actions')!.interactionId).to.equal('interaction-5');
  });

  it('offers the other one beside one that is closed, or gone', async () => {
    const closed = interaction({ state: 'closed', closedAt: instant(-2) });
    const other = interaction({ id: 'interaction-3', interactionId: 'interaction-3' });
    for (const id of ['interaction-1', 'interaction-404']) {
      const { root } = await draw([...fixtures.empty(), closed, other], id);
      expect(names(root)).to.deep.equal(['Adaeze Okonkwo-Fitzgerald Preview']);
    }
  });

  it('does not let what was typed for one go into another', async () => {
    const { session, workspace, root } = await draw(fixtures.several());
    const notes = () =>
      root.querySelector('wrap-up-modal')!.shadowRoot!.querySelector<HTMLElement>('#notes')!;
    notes().focus();
    const before = root.querySelector('wrap-up-modal');
    session.remove({ kind: 'interaction', id: 'interaction-5' }, { kind: 'segment', id: 'segment-5' });
    await settle(workspace);
    expect(root.querySelector('callback-actions')!.interactionId).to.equal('interaction-4');
    expect(root.querySelector('wrap-up-modal') === before, 'the same fields').to.equal(false);
    expect(root.activeElement?.getAttribute('aria-label')).to.equal('Callback');
  });

  it('keeps the focus when what had it leaves the list', async () => {
    const { session, workspace, root } = await draw(fixtures.several());
    buttons(root)[1]!.focus();
    session.remove({ kind: 'interaction', id: 'interaction-3' }, { kind: 'segment', id: 'segment-3' });
    await settle(workspace);
    expect(root.activeElement?.getAttribute('aria-label')).to.equal('Callback');
    buttons(root)[0]!.focus();
    session.put(next(segment({ id: 'segment-5', interactionId: 'interaction-5' }), { notes: 'More' }));
    await settle(workspace);
    expect(root.activeElement === buttons(root)[0], 'the focus stays').to.equal(true);
  });

  it('shows a name and a state from outside as they are', async () => {
    const { root } = await draw(fixtures.hostile());
    expect(names(root)[0]).to.equal('<b>__proto__</b>');
    expect(names(root)[1]).to.match(/^W{200}\u202e$/);
    expect(root.querySelector('.others b')).to.equal(null);
  });

  it('leads from the bar in its head back to the callback, and to a wrap-up', async () => {
    const { workspace, root } = await draw(fixtures.several());
    await press(workspace, 'Callbacks');
    const bar = root.querySelector('callback-voice-control')!;
    bar.openInteraction();
    await settle(workspace);
    expect(shows(root, 'callback-list')).to.equal(false);
    expect(root.querySelector('callback-actions')!.interactionId, 'of the live call').to.equal(
      'interaction-4',
    );
    expect(root.activeElement?.getAttribute('aria-label')).to.equal('Callback');
    const told: string[] = [];
    workspace.addEventListener('callback-open-interaction', ({ detail }) => told.push(detail.interactionId));
    await press(workspace, 'Callbacks');
    root.querySelector('callback-voice-control')!.openWrapUp();
    await settle(workspace);
    await workspace.updateComplete;
    expect(told, 'the host must know').to.have.length(1);
    const wrapUp = root.querySelector('wrap-up-modal')!;
    expect(wrapUp.interactionId).to.equal(told[0]);
    expect(wrapUp.shadowRoot!.activeElement?.id).to.equal('notes');
  });

  it('comes back to the same one from the lists', async () => {
    const { workspace, root } = await draw(fixtures.preview(), 'interaction-1');
    await press(workspace, 'Callbacks');
    root.querySelector('callback-list')!.openInteraction('task-1');
    await settle(workspace);
    expect(shows(root, 'callback-actions')).to.equal(true);
    expect(root.activeElement?.getAttribute('aria-label')).to.equal('Callback');
  });

  it('has keyboard shortcuts where the host wants them, for what is open here', async () => {
    const { session, workspace, root } = await draw(fixtures.two(), 'interaction-3');
    const press = async () => {
      const keys = {
        key: 'C',
        code: 'KeyC',
        altKey: true,
        shiftKey: true,
        modifierAlt: true,
        modifierShift: true,
      };
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...keys, bubbles: true }));
      await settle(workspace);
    };
    await press();
    expect(session.sent).to.have.length(0);
    workspace.setAttribute('shortcuts', '');
    await settle(workspace);
    await press();
    expect(session.sent.map(({ command, id }) => `${command} ${id}`)).to.deep.equal([
      'interaction.dial interaction-3',
    ]);
    await press();
    // Also from the lists to the callback, and to its wrap-up.
    workspace.shadowRoot!.querySelector<HTMLElement>('.btn--list')!.click();
    await settle(workspace);
    await root.querySelector('callback-shortcuts')!.press('wrap-up');
    await settle(workspace);
    expect(root.querySelector('wrap-up-modal')!.shadowRoot!.activeElement?.id).to.equal('notes');
  });

  it('has every section in its foot on a narrow page, and says which is read', async () => {
    const narrow = new CSSStyleSheet();
    narrow.replaceSync('callback-workspace { inline-size: 320px; }');
    document.adoptedStyleSheets.push(narrow);
    const { workspace, root } = await draw(fixtures.several());
    const foot = (name: string) =>
      [...root.querySelectorAll<HTMLElement>('nav button')].find((one) => one.textContent.trim() === name)!;
    const here = () => root.querySelector('nav [aria-current]')?.textContent.trim();
    expect(here()).to.equal('Callback');
    foot('Context').click();
    await settle(workspace);
    expect(root.activeElement?.className).to.equal('context');
    expect(here()).to.equal('Context');
    window.scrollTo(0, 0);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await settle(workspace);
    expect(here()).to.equal('Callback');
    foot('Callbacks').click();
    await settle(workspace);
    expect(here()).to.equal('Callbacks');
    expect(shows(root, 'callback-list')).to.equal(true);
    foot('Wrap-up').click();
    await settle(workspace);
    expect(root.activeElement?.className).to.equal('wrap-up');
    expect(here()).to.equal('Wrap-up');
    document.adoptedStyleSheets.pop();
  });

  it('a live call that is not on the page is in its head, and leads back', async () => {
    const { workspace, root } = await draw(fixtures.two());
    expect(shows(root, 'callback-voice-control')).to.equal(true);
    buttons(root)[0]!.click();
    await settle(workspace);
    expect(shows(root, 'callback-voice-control'), 'it is on the page').to.equal(false);
    await press(workspace, 'Callbacks');
    expect(shows(root, 'callback-voice-control')).to.equal(true);
  });

  it('the lists of callbacks are below an empty page, and behind Callbacks otherwise', async () => {
    const { session, workspace, root } = await draw(fixtures.empty());
    expect(shows(root, 'callback-list')).to.equal(true);
    for (const record of fixtures.preview()) session.put(record);
    await settle(workspace);
    expect(shows(root, 'callback-list')).to.equal(false);
    await press(workspace, 'Callbacks');
    expect(shows(root, 'callback-list')).to.equal(true);
    expect(shows(root, 'callback-actions')).to.equal(false);
    expect((root.activeElement as HTMLElement).textContent.trim()).to.equal('Back to the callback');
    await press(workspace, 'Back to the callback');
    expect(shows(root, 'callback-actions')).to.equal(true);
  });

  it('hands what the host asks of the inbox on to it', async () => {
    const { workspace, root } = await draw(fixtures.empty());
    const inbox = root.querySelector('callback-inbox')!;
    expect([inbox.sound, inbox.titleBadge, inbox.notify]).to.deep.equal([false, false, false]);
    workspace.titleBadge = true;
    await settle(workspace);
    expect(inbox.titleBadge).to.equal(true);
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import type { AnyRecord } from '../../contract/records.ts';
import { interaction, next, offer, segment, task } from '../shared/testing/records.ts';
import { FakeSession, provide } from '../shared/testing/session.ts';
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
  for (const [name, records] of Object.entries(fixtures)) {
    it(`is accessible: ${name}`, async () => {
      const { workspace } = await draw(records(), name === 'closed' ? 'interaction-1' : null);
      await expect(workspace).to.be.accessible();
    });
  }

  it('says that nothing is open, and offers what the host puts there', async () => {
    const { root } = await draw(fixtures.empty());
    expect(root.textContent).to.contain('No callback open');
    expect(root.querySelector<HTMLSlotElement>('slot[name=empty]')?.assignedElements()).to.have.length(1);
    expect(parts.some((tag) => shows(root, tag))).to.equal(false);
    expect(shows(root, 'callback-inbox')).to.equal(true);
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
});

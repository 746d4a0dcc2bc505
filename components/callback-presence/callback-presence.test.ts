import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { AgentRecord } from '../../contract/records.ts';
import { agent, capabilities, disabled, hidden, next, settings } from '../shared/testing/records.ts';
import { each, isAsDocumented } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import { translate } from '../shared/languages.ts';
import { fixtures, strangeSettings } from './callback-presence.fixtures.ts';
import type { CallbackPresence } from './callback-presence.ts';
import './define.ts';

const draw = (record: AgentRecord, from = settings()) =>
  fixture<CallbackPresence>(html`<callback-presence .agent=${record} .settings=${from}></callback-presence>`);
const settle = async (presence: CallbackPresence) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await presence.updateComplete;
};
/** In a provider. */
const connect = async (record: AgentRecord = agent(), lang = 'en') => {
  const session = new FakeSession([record, settings()]);
  const place = provide(await fixture<HTMLElement>(html`<div lang=${lang}></div>`), session);
  const presence = document.createElement('callback-presence');
  place.append(presence);
  await settle(presence);
  return { session, presence };
};
const text = (element: Element | null) => element?.textContent.replace(/\s+/g, ' ').trim();
const side = (presence: CallbackPresence, index: number) =>
  presence.shadowRoot!.querySelectorAll('.side')[index]!;
const words = (presence: CallbackPresence, index = 0) =>
  [...side(presence, index).children]
    .filter((one) => one.localName !== 'select')
    .map(text)
    .filter(Boolean)
    .join(' ');
const select = (presence: CallbackPresence, index = 0) => side(presence, index).querySelector('select')!;
const chosen = (presence: CallbackPresence, index = 0) => select(presence, index).selectedOptions[0]?.text;
const buttons = (presence: CallbackPresence) => [
  ...presence.shadowRoot!.querySelectorAll<HTMLButtonElement>('.repair button'),
];
const dots = (presence: CallbackPresence) => presence.shadowRoot!.querySelector<HTMLElement>('.dots');
const items = (presence: CallbackPresence) => [
  ...presence.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]'),
];
const focused = (presence: CallbackPresence) => presence.shadowRoot!.activeElement;
const failure = (presence: CallbackPresence) =>
  text(presence.shadowRoot!.querySelector('[role=alert]')) ?? '';
const spoken = () => document.getElementById('cbk-polite')?.shadowRoot?.textContent ?? '';
const listen = async () => new Promise((resolve) => setTimeout(resolve, 150));

const hear = (presence: CallbackPresence) => {
  const heard: CustomEvent<object>[] = [];
  for (const name of ['presence-set', 'presence-match', 'presence-sign-in', 'presence-sign-out'] as const)
    presence.addEventListener(name, (event) => {
      heard.push(event);
      expect(event.type).to.equal(commands[event.command].event);
    });
  return heard;
};
const details = (heard: readonly CustomEvent<object>[]) => heard.map(({ type, detail }) => [type, detail]);

const mismatch = 'Presence does not match, no callbacks are offered';

describe('callback-presence', () => {
  it('says both presences in the words of each system, with a shape', async () => {
    const presence = await draw(fixtures.available());
    expect(words(presence)).to.equal('Workspace Available');
    expect(words(presence, 1)).to.equal('Contact centre On Queue');
    for (const one of presence.shadowRoot!.querySelectorAll('.dot'))
      expect(one.classList.contains('available')).to.equal(true);
    expect(select(presence).title).to.match(/^Available since (\w+ )?\d\d:\d\d$/);
    const away = await draw(fixtures.away());
    expect(words(away)).to.match(/^Workspace Away since (\w+ )?\d\d:\d\d$/);
    expect(words(away, 1)).to.match(/^Contact centre Away since/);
  });

  it('says what is next, after a presence of the workspace', async () => {
    const presence = await draw(fixtures.busyThenAway());
    expect(words(presence)).to.match(/^Workspace Busy since .* Next: Away$/);
    expect(words(presence, 1)).not.to.contain('Next');
    presence.agent = next(fixtures.busyThenAway(), { nextPresenceId: 'unheard-of' });
    await presence.updateComplete;
    expect(words(presence)).to.contain('Next: unheard-of');
  });

  it('offers what the provider lists, for each side', async () => {
    const presence = await draw(fixtures.away());
    const names = (index: number) => [...select(presence, index).options].map((one) => one.text);
    expect(names(0)).to.deep.equal(['Available', 'Away', 'Busy', 'Offline']);
    expect(names(1)).to.deep.equal(['On Queue', 'Away', 'Busy', 'Offline']);
    expect([select(presence).ariaLabel, select(presence, 1).ariaLabel]).to.deep.equal([
      'Workspace presence',
      'Contact centre presence',
    ]);
    expect(chosen(presence)).to.equal('Away');
  });

  it('asks by its event, by keyboard, and changes nothing by itself: both follow the workspace', async () => {
    const presence = await draw(fixtures.available());
    const heard = hear(presence);
    await sendKeys({ press: 'Tab' });
    expect(focused(presence) === select(presence), 'focus').to.equal(true);
    await sendKeys({ press: 'a' });
    await settle(presence);
    expect(details(heard)).to.deep.equal([['presence-set', { agentId: 'ana', presenceId: 'away' }]]);
    expect(select(presence).value).to.equal('available');
    expect(words(presence)).to.equal('Workspace Available');
    expect(focused(presence) === select(presence), 'focus').to.equal(true);
  });

  it('sets the contact centre alone', async () => {
    const presence = await draw(fixtures.available());
    const heard = hear(presence);
    select(presence, 1).focus();
    await sendKeys({ press: 'b' });
    await settle(presence);
    expect(details(heard)).to.deep.equal([
      ['presence-set', { agentId: 'ana', presenceId: 'busy', side: 'contact_centre' }],
    ]);
    expect(chosen(presence, 1)).to.equal('On Queue');
  });

  it('has a method for each press', async () => {
    const presence = await draw(agent({ capabilities: capabilities('agent') }));
    const heard = hear(presence);
    await presence.set('away');
    await presence.set('away', 'workspace');
    await presence.match();
    await presence.signIn('contact_centre');
    await presence.signOut('workspace');
    const agentId = 'ana';
    expect(details(heard)).to.deep.equal([
      ['presence-set', { agentId, presenceId: 'away' }],
      ['presence-set', { agentId, presenceId: 'away', side: 'workspace' }],
      ['presence-match', { agentId }],
      ['presence-sign-in', { agentId, side: 'contact_centre' }],
      ['presence-sign-out', { agentId, side: 'workspace' }],
    ]);
    for (const { detail } of heard) expect(structuredClone(detail)).to.deep.equal(detail);
    presence.agent = null;
    await presence.match();
    expect(heard).to.have.length(5);
  });

  it('is disabled with its reason, and opens nothing', async () => {
    const presence = await draw(fixtures.signedOut());
    expect(select(presence).ariaDescription).to.equal('You are signed out.');
    const heard = hear(presence);
    select(presence).focus();
    await sendKeys({ press: 'a' });
    await presence.set('away');
    const open = new KeyboardEvent('keydown', { key: 'ArrowDown', cancelable: true });
    expect(select(presence).dispatchEvent(open), 'does not open').to.equal(false);
    const press = new MouseEvent('mousedown', { cancelable: true });
    expect(select(presence).dispatchEvent(press), 'not by a press').to.equal(false);
    const leave = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true });
    expect(select(presence).dispatchEvent(leave), 'can be left').to.equal(true);
    expect(heard).to.be.empty;
    expect(select(presence).value).to.equal('available');
  });

  it('has no list where the provider offers none', async () => {
    const presence = await draw(agent({ capabilities: capabilities('agent', {}, hidden) }));
    expect(presence.shadowRoot!.querySelector('select, button')).to.equal(null);
    expect(words(presence)).to.equal('Workspace Available');
  });

  describe('where the systems do not match', () => {
    it('says both, since when, that it blocks callbacks, and has one button', async () => {
      const presence = await draw(fixtures.mismatch());
      expect(text(presence.shadowRoot!.querySelector('b'))).to.equal(mismatch);
      expect(words(presence)).to.match(/^Workspace Away since/);
      expect(words(presence, 1)).to.match(/^Contact centre On Queue since/);
      expect(buttons(presence).map(text)).to.deep.equal(['Match to Available']);
      const heard = hear(presence);
      buttons(presence)[0]!.click();
      await settle(presence);
      expect(details(heard)).to.deep.equal([['presence-match', { agentId: 'ana' }]]);
    });

    it('is the provider’s to say', async () => {
      const differing = next(fixtures.mismatch(), { matchTo: null });
      const presence = await draw(differing);
      expect(presence.shadowRoot!.querySelector('.banner, .repair')).to.equal(null);
      presence.agent = next(differing, { matchTo: 'unheard-of' });
      await presence.updateComplete;
      expect(buttons(presence).map(text)).to.deep.equal(['Match to unheard-of']);
      presence.agent = next(presence.agent, {
        capabilities: capabilities('agent', { match: disabled('call_live') }),
      });
      await presence.updateComplete;
      expect(buttons(presence)[0]!.ariaDisabled).to.equal('true');
      expect(text(presence.shadowRoot!.querySelector('p.why'))).to.equal('Not during the call.');
    });

    it('goes on after the match: the focus is on the list, the failure was beside the button', async () => {
      const { session, presence } = await connect(fixtures.mismatch());
      session.answer = () => Promise.reject(refusal('unavailable'));
      buttons(presence)[0]!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(presence);
      expect(failure(presence)).to.contain('cannot be reached');
      expect(focused(presence) === buttons(presence)[0], 'focus').to.equal(true);
      session.answer = () => {
        session.put(next(fixtures.mismatch(), { ...agent(), version: 2 }));
        return Promise.resolve({ outcome: 'performed', asOf: 'fake.1' });
      };
      await sendKeys({ press: 'Enter' });
      await settle(presence);
      expect(session.sent.map(({ command }) => command)).to.deep.equal(['agent.match', 'agent.match']);
      expect(failure(presence)).to.equal('');
      expect(buttons(presence)).to.be.empty;
      expect(focused(presence) === select(presence), 'focus').to.equal(true);
    });

    it('keeps the focus in a list while the warning comes and goes', async () => {
      const { session, presence } = await connect();
      select(presence, 1).focus();
      session.put(next(agent(), { ...fixtures.mismatch(), version: 2 }));
      await settle(presence);
      expect(text(presence.shadowRoot!.querySelector('b'))).to.equal(mismatch);
      expect(focused(presence) === select(presence, 1), 'focus').to.equal(true);
      session.put(next(agent(), { version: 3 }));
      await settle(presence);
      expect(focused(presence) === select(presence, 1), 'focus').to.equal(true);
    });

    it('is announced once, and not where it was so at first', async () => {
      // In words that no other test says: the same are not said again within some seconds.
      translate('nl', { 'callback-presence': { mismatch: 'They differ.' } });
      const { session, presence } = await connect(fixtures.mismatch(), 'nl');
      await listen();
      expect(spoken()).not.to.contain('They differ.');
      session.put(next(agent(), { version: 2 }));
      await settle(presence);
      session.put(next(fixtures.mismatch(), { version: 3 }));
      await settle(presence);
      await listen();
      expect(spoken().split('They differ.')).to.have.length(2);
      // What changes beside it says nothing, also when the line is gone and could be said again.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      session.put(next(fixtures.mismatch(), { version: 4, nextPresenceId: 'away' }));
      await settle(presence);
      await listen();
      expect(spoken()).not.to.contain('They differ.');
    });
  });

  describe('signed out', () => {
    for (const [name, index, of] of [
      ['signedOut', 1, 'Contact centre'],
      ['signedOutOfWorkspace', 0, 'Workspace'],
    ] as const)
      it(`of one side says so, and has one button: ${of}`, async () => {
        const presence = await draw(fixtures[name]());
        expect(text(presence.shadowRoot!.querySelector('b'))).to.equal(
          `Signed out of ${of}, no callbacks are offered`,
        );
        expect(words(presence, index)).to.match(new RegExp(`^${of} Signed out since`));
        expect(words(presence, 1 - index)).to.match(/(Available|On Queue) since/);
        expect(chosen(presence, index)).to.equal('Signed out');
        expect(select(presence, index).ariaDisabled, 'nothing to choose').to.equal('true');
        expect(select(presence, index).ariaDescription).to.equal('You are signed out.');
        expect(buttons(presence).map(text)).to.deep.equal([`Sign in to ${of}`]);
        const heard = hear(presence);
        buttons(presence)[0]!.click();
        await settle(presence);
        expect(details(heard)).to.deep.equal([
          ['presence-sign-in', { agentId: 'ana', side: index ? 'contact_centre' : 'workspace' }],
        ]);
      });

    it('of one side leaves the other to its list, where the provider allows', async () => {
      const presence = await draw(fixtures.signedOutOfWorkspace());
      expect(select(presence, 1).ariaDisabled).to.equal(null);
      expect(items(presence).map(text)).to.deep.equal(['Sign out of Contact centre']);
    });

    it('of both says so, and has a button for each', async () => {
      const presence = await draw(fixtures.signedOutOfBoth());
      expect(text(presence.shadowRoot!.querySelector('b'))).to.equal(
        'Signed out of both systems, no callbacks are offered',
      );
      expect([words(presence), words(presence, 1)].every((one) => one.includes('Signed out since'))).to.equal(
        true,
      );
      expect(buttons(presence).map(text)).to.deep.equal([
        'Sign in to Workspace',
        'Sign in to Contact centre',
      ]);
      expect(dots(presence)).to.equal(null);
      const heard = hear(presence);
      for (const one of buttons(presence)) one.click();
      await settle(presence);
      expect(heard.map(({ detail }) => 'side' in detail && detail.side)).to.deep.equal([
        'workspace',
        'contact_centre',
      ]);
    });

    it('is announced where it waits for the end of the work; not at first', async () => {
      translate('en-x-next', { 'callback-presence': { next: (name) => `Then ${name}.` } });
      const { session, presence } = await connect(agent({ nextPresenceId: 'away' }), 'en-x-next');
      session.put(agent({ nextPresenceId: 'busy', version: 2 }));
      await settle(presence);
      await listen();
      expect(spoken()).to.contain('Then Busy.');
      expect(spoken()).not.to.contain('Then Away.');
    });

    it('is announced, each step; not at first', async () => {
      translate('sv', {
        'callback-presence': {
          signedOutOf: (of) => `Out of ${of}.`,
          signedOutOfBoth: 'Out of both.',
        },
      });
      const { session, presence } = await connect(fixtures.signedOutOfWorkspace(), 'sv');
      session.put(next(agent(), { ...fixtures.signedOut(), version: 2 }));
      await settle(presence);
      session.put(next(agent(), { ...fixtures.signedOutOfBoth(), version: 3 }));
      await settle(presence);
      await listen();
      expect(spoken()).not.to.contain('Out of Workspace.');
      expect(spoken()).to.contain('Out of Contact centre.');
      expect(spoken()).to.contain('Out of both.');
    });

    it('and in again: the focus goes to the list', async () => {
      const { session, presence } = await connect(fixtures.signedOut());
      buttons(presence)[0]!.focus();
      session.put(next(agent(), { version: 2 }));
      await settle(presence);
      expect(focused(presence) === select(presence), 'focus').to.equal(true);
    });
  });

  describe('signing out', () => {
    it('is in a menu, of one system at a time', async () => {
      const presence = await draw(fixtures.available());
      const heard = hear(presence);
      expect(dots(presence)!.ariaLabel).to.equal('Sign out');
      dots(presence)!.focus();
      await sendKeys({ press: 'Enter' });
      expect(items(presence).map(text)).to.deep.equal([
        'Sign out of Contact centre',
        'Sign out of Workspace',
      ]);
      expect(focused(presence) === items(presence)[0], 'focus').to.equal(true);
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Enter' });
      await settle(presence);
      expect(details(heard)).to.deep.equal([['presence-sign-out', { agentId: 'ana', side: 'workspace' }]]);
      expect(focused(presence) === dots(presence), 'focus').to.equal(true);
      dots(presence)!.click();
      items(presence)[0]!.click();
      await settle(presence);
      expect(heard.at(-1)!.detail).to.deep.equal({ agentId: 'ana', side: 'contact_centre' });
    });

    it('is not possible during a call, and says why', async () => {
      const presence = await draw(fixtures.inCall());
      const heard = hear(presence);
      dots(presence)!.click();
      for (const item of items(presence)) {
        expect(item.ariaDisabled).to.equal('true');
        expect(text(item)).to.contain('Not during the call.');
        item.click();
      }
      await presence.signOut('workspace');
      expect(heard).to.be.empty;
    });

    it('that fails says so; after the last one the focus is where one signs in', async () => {
      const { session, presence } = await connect();
      session.answer = () => Promise.reject(refusal('unavailable'));
      dots(presence)!.focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Enter' });
      await settle(presence);
      expect(session.sent.at(-1)).to.deep.include({
        command: 'agent.sign-out',
        payload: { side: 'contact_centre' },
      });
      expect(failure(presence)).to.contain('cannot be reached');
      expect(focused(presence) === dots(presence), 'focus').to.equal(true);
      session.put(next(agent(), { ...fixtures.signedOutOfBoth(), version: 2 }));
      await settle(presence);
      expect(focused(presence) === buttons(presence)[0], 'focus').to.equal(true);
    });
  });

  it('sends, waits, and says what went wrong', async () => {
    const { session, presence } = await connect();
    const answer = deferred<never>();
    session.answer = () => answer.promise;
    void presence.set('away');
    await settle(presence);
    for (const index of [0, 1]) expect(select(presence, index).ariaDisabled).to.equal('true');
    expect(session.sent[0]).to.deep.include({
      command: 'agent.set',
      id: 'ana',
      payload: { presenceId: 'away' },
    });
    answer.reject(refusal('unavailable'));
    await settle(presence);
    expect(failure(presence)).to.contain('cannot be reached');
    session.put(next(agent(), { ...fixtures.away(), version: 2 }));
    await settle(presence);
    expect(words(presence)).to.match(/^Workspace Away/);
    expect(select(presence).value).to.equal('away');
    expect(failure(presence)).to.equal('');
  });

  it('asks for nothing while the line is down, and says so', async () => {
    const { session, presence } = await connect(fixtures.mismatch());
    session.connection = 'reconnecting';
    await settle(presence);
    expect(select(presence).ariaDescription).to.equal('Not connected.');
    expect(buttons(presence)[0]!.ariaDisabled).to.equal('true');
    expect(text(presence.shadowRoot!.querySelector('p.why'))).to.equal('Not connected.');
  });

  it('draws nothing of nobody', async () => {
    const presence = await draw(null as unknown as AgentRecord);
    expect(presence.shadowRoot!.children).to.have.length(0);
  });

  it('shows an id that the provider does not list, and takes every string as text', async () => {
    const { since } = agent().presence.workspace;
    const presence = await draw(
      agent({
        presence: {
          workspace: { signedIn: true, presenceId: 'unheard-of', since },
          contact_centre: { signedIn: true, presenceId: 'away', since },
        },
        nextPresenceId: '__proto__',
        matchTo: '__proto__',
        capabilities: capabilities('agent'),
      }),
      strangeSettings(),
    );
    expect(words(presence)).to.match(/^Workspace unheard-of /);
    expect(words(presence)).to.contain('Next: <b>away</b>');
    expect(chosen(presence)).to.equal('unheard-of');
    expect(select(presence).options).to.have.length(3);
    expect(words(presence, 1)).to.contain('"><img src=x>');
    expect(chosen(presence, 1)).to.equal('"><img src=x>');
    expect(buttons(presence).map(text)).to.deep.equal(['Match to <b>away</b>']);
    expect(presence.shadowRoot!.querySelector('img, b b')).to.equal(null);
  });

  it('is drawn without settings, by the ids', async () => {
    const presence = await fixture<CallbackPresence>(
      html`<callback-presence .agent=${fixtures.mismatch()}></callback-presence>`,
    );
    expect(words(presence)).to.match(/^Workspace away since/);
    expect(buttons(presence).map(text)).to.deep.equal(['Match to available']);
  });

  it('is whole at 320 px, with long names and in every state', async () => {
    await setViewport({ width: 320, height: 800 });
    for (const [name, make] of Object.entries(fixtures))
      for (const from of [settings(), strangeSettings()]) {
        const presence = await draw({ ...make(), nextPresenceId: 'available' }, from);
        const { right } = presence.getBoundingClientRect();
        for (const one of presence.shadowRoot!.querySelectorAll('.side, .btn:not([role]), .chip, .since'))
          expect(one.getBoundingClientRect().right, `${name}: ${one.className}`).to.be.at.most(right);
        expect(document.documentElement.scrollWidth, name).to.be.at.most(320);
        for (const one of presence.shadowRoot!.querySelectorAll('.btn:not([role]), select')) {
          const { width, height } = one.getBoundingClientRect();
          expect(Math.min(width, height), name).to.be.at.least(24);
        }
      }
    await setViewport({ width: 800, height: 600 });
  });

  isAsDocumented({
    tag: 'callback-presence',
    fixtures: {
      ...each(fixtures, (make) => draw(make())),
      strange: () => draw(fixtures.mismatch(), strangeSettings()),
    },
  });
});

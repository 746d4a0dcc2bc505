import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { AgentRecord } from '../../contract/records.ts';
import { agent, next } from '../shared/testing/records.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { PresenceSetEvent } from './callback-presence.events.ts';
import { fixtures, settings } from './callback-presence.fixtures.ts';
import type { CallbackPresence } from './callback-presence.ts';
import './define.ts';

const draw = (record: AgentRecord) =>
  fixture<CallbackPresence>(
    html`<callback-presence .agent=${record} .settings=${settings()}></callback-presence>`,
  );
const settle = async (presence: CallbackPresence) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await presence.updateComplete;
};
const words = (presence: CallbackPresence) =>
  presence.shadowRoot!.querySelector('.bar')!.textContent.replace(/\s+/g, ' ').trim();
const select = (presence: CallbackPresence) => presence.shadowRoot!.querySelector('select')!;

describe('callback-presence', () => {
  it('says the presence in words, since when, with a shape', async () => {
    const presence = await draw(fixtures.available());
    expect(words(presence)).to.match(/^Available since (\w+ )?\d\d:\d\d/);
    expect(presence.shadowRoot!.querySelector('.dot')?.classList.contains('available')).to.equal(true);
    expect(words(await draw(fixtures.away()))).to.match(/^Away since/);
    expect(words(await draw(fixtures.signedOut()))).to.match(/^Signed out since/);
  });

  it('says what is next', async () => {
    expect(words(await draw(fixtures.busyThenAway()))).to.contain('Next: Away');
  });

  it('offers what the provider lists', async () => {
    const presence = await draw(fixtures.away());
    expect([...select(presence).options].map(({ text }) => text)).to.deep.equal([
      'Available',
      'Away',
      'Busy',
      'Offline',
    ]);
    expect(select(presence).value).to.equal('away');
  });

  it('asks by its event, by keyboard, and changes nothing by itself', async () => {
    const presence = await draw(fixtures.available());
    const heard: PresenceSetEvent[] = [];
    presence.addEventListener('presence-set', (event) => heard.push(event));
    await sendKeys({ press: 'Tab' });
    expect(presence.shadowRoot!.activeElement).to.equal(select(presence));
    await sendKeys({ press: 'a' });
    await settle(presence);
    expect(heard).to.have.length(1);
    expect(heard[0]!.type).to.equal(commands[heard[0]!.command].event);
    expect(heard[0]!.detail).to.deep.equal({ agentId: 'ana', presenceId: 'away' });
    expect(select(presence).value).to.equal('available');
    expect(words(presence)).to.match(/^Available/);
  });

  it('is disabled with its reason', async () => {
    const presence = await draw(fixtures.signedOut());
    expect(select(presence).ariaDescription).to.equal('You are signed out.');
    const heard: Event[] = [];
    presence.addEventListener('presence-set', (event) => heard.push(event));
    select(presence).focus();
    await sendKeys({ press: 'a' });
    await presence.set('away');
    const open = new KeyboardEvent('keydown', { key: 'ArrowDown', cancelable: true });
    expect(select(presence).dispatchEvent(open), 'does not open').to.equal(false);
    const leave = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true });
    expect(select(presence).dispatchEvent(leave), 'can be left').to.equal(true);
    expect(heard).to.be.empty;
    expect(select(presence).value).to.equal('offline');
  });

  it('sends, waits, and says what went wrong', async () => {
    const session = new FakeSession([agent(), settings()]);
    const place = await fixture(html`<div></div>`);
    provide(place as HTMLElement, session);
    const presence = document.createElement('callback-presence');
    place.append(presence);
    await settle(presence);
    const answer = deferred<never>();
    session.answer = () => answer.promise;
    void presence.set('away');
    await settle(presence);
    expect(select(presence).ariaDisabled).to.equal('true');
    expect(session.sent[0]).to.deep.include({
      command: 'agent.set',
      id: 'ana',
      payload: { presenceId: 'away' },
    });
    answer.reject(refusal('unavailable'));
    await settle(presence);
    expect(presence.shadowRoot!.querySelector('[role=alert]')?.textContent).to.contain('cannot be reached');
    session.put(next(agent(), fixtures.away()));
    await settle(presence);
    expect(words(presence)).to.match(/^Away/);
    expect(select(presence).value).to.equal('away');
  });

  for (const [name, make] of Object.entries(fixtures))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(make())).to.be.accessible();
    });
});

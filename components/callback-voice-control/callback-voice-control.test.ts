import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { commands } from '../../contract/commands.ts';
import type { AnyRecord } from '../../contract/records.ts';
import { translate } from '../shared/languages.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import {
  call,
  disabled,
  enabled,
  hidden,
  ids,
  instant,
  interaction,
  leg,
  next,
  offer,
  segment,
} from '../shared/testing/records.ts';
import { each, isAsDocumented, refused } from '../../tests/browser/documented.ts';
import { FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import type { CallOpenWrapUpEvent, CallbackOpenInteractionEvent } from './callback-voice-control.events.ts';
import type { Fixture } from './callback-voice-control.fixtures.ts';
import { few, fixtures, may } from './callback-voice-control.fixtures.ts';
import type { CallbackVoiceControl } from './callback-voice-control.ts';
import './define.ts';

const settle = async (element: CallbackVoiceControl) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await element.updateComplete;
};
/** With what it loads when there is something to show. */
const draw = async ({ interaction, call, segment, count, shownId }: Fixture) => {
  const element = await fixture<CallbackVoiceControl>(
    html`<callback-voice-control
      .interaction=${interaction ?? null}
      .call=${call ?? null}
      .segment=${segment ?? null}
      .count=${count ?? null}
      .shownId=${shownId ?? null}
    ></callback-voice-control>`,
  );
  await import('./callback-voice-control.more.ts');
  await settle(element);
  return element;
};
const root = (element: CallbackVoiceControl) => element.shadowRoot!;
const text = (node: Node | null) => node?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const who = (element: CallbackVoiceControl) => text(root(element).querySelector('.who'));
const buttons = (element: CallbackVoiceControl) => [
  ...root(element).querySelectorAll<HTMLElement>('.tools button'),
];
const nameOf = (one: HTMLElement) => one.ariaLabel ?? text(one);
const labels = (element: CallbackVoiceControl) => buttons(element).map(nameOf);
const button = (element: CallbackVoiceControl, label: string) =>
  buttons(element).find((one) => nameOf(one) === label)!;
const isEnabled = (one: HTMLElement) => one.ariaDisabled === null;
const live = (element: CallbackVoiceControl) => buttons(element).filter(isEnabled).map(nameOf);
const badge = (element: CallbackVoiceControl) => root(element).querySelector('.chip');
const timer = (element: CallbackVoiceControl) => root(element).querySelector('[role=timer]');
const why = (element: CallbackVoiceControl) => text(root(element).querySelector('.why'));
const said = async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const region = document.getElementById('cbk-polite')?.shadowRoot;
  return [...(region?.querySelectorAll('p') ?? [])].map((one) => one.textContent);
};
/** What is announced stays for three seconds. */
const silence = () => new Promise((resolve) => setTimeout(resolve, 3200));

const asked = [
  'callback-dial',
  'callback-retry',
  'call-record-start',
  'call-record-pause',
  'call-record-resume',
  'call-record-stop',
  'call-mute',
  'call-unmute',
  'call-hold',
  'call-resume',
  'call-leave',
  'call-end',
] as const;
type Asked = GlobalEventHandlersEventMap[(typeof asked)[number]];
const hear = (element: HTMLElement) => {
  const heard: Asked[] = [];
  const listener = (event: Asked) => heard.push(event);
  for (const name of asked) element.addEventListener(name, listener);
  return heard;
};
const usual = ['Mute', 'Hold', 'End call'];

describe('callback-voice-control', () => {
  it('says that there is no call, with its controls disabled', async () => {
    const element = await draw(fixtures.none());
    expect(who(element)).to.equal('No call');
    expect(labels(element)).to.deep.equal(usual);
    expect(live(element)).to.be.empty;
    for (const one of buttons(element)) {
      expect(one.ariaDescription).to.equal('There is no call.');
      one.focus();
      expect(root(element).activeElement === one).to.equal(true);
      one.click();
    }
    expect(timer(element) === null).to.equal(true);
    expect(badge(element) === null).to.equal(true);
    expect(why(element)).to.equal('');
    const heard = hear(element);
    element.openInteraction();
    element.openWrapUp();
    await Promise.all([element.dial(), element.mute(), element.hold(), element.end(), element.recordStart()]);
    expect(heard).to.be.empty;
  });

  it('shows who is on the line, for how long, and the buttons of the call', async () => {
    const element = await draw(fixtures.connected());
    expect(who(element)).to.equal('Adaeze Okonkwo-Fitzgerald Connected');
    expect(timer(element)?.ariaLabel).to.match(/^Call duration 2:1\d$/);
    expect(getComputedStyle(timer(element)!).fontVariantNumeric).to.equal('tabular-nums');
    expect(labels(element)).to.deep.equal([...usual, 'Open interaction']);
    expect(live(element)).to.deep.equal(labels(element));
    expect(badge(element)?.textContent).to.equal('2');
    expect(badge(element)?.ariaLabel).to.equal('2 more callbacks are waiting');
    expect(badge(await draw({ ...fixtures.connected(), count: 1 }))?.ariaLabel).to.equal(
      '1 more callback is waiting',
    );
  });

  it('shows the icons with their names, also when pointed at', async () => {
    const element = await draw(fixtures.recording());
    for (const label of ['Pause recording', 'Stop recording', ...usual]) {
      const one = button(element, label);
      expect(text(one)).to.equal('');
      expect(one.parentElement!.title).to.equal(label);
      const { width, height } = one.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(24);
    }
    const { parentElement } = button(await draw(fixtures.handingOver()), 'Mute');
    expect(parentElement!.title).to.equal('Mute: The call is being handed over.');
  });

  for (const [name, stands, shown] of [
    ['preview', 'Preview', ['Call number', ...usual, 'Open interaction']],
    ['automatic', /^Dials in 0:2[45]$/, ['Call number', ...usual, 'Open interaction']],
    ['dialing', 'Ringing', [...usual, 'Open interaction']],
    ['heldMuted', 'On hold', ['Unmute', 'Resume', 'End call', 'Open interaction']],
    ['recording', 'Connected', ['Pause recording', 'Stop recording', ...usual, 'Open interaction']],
    ['conference', 'Connected', ['Record', 'Mute', 'Hold', 'Leave call', 'End call', 'Open interaction']],
    ['noAnswer', /^Closes in 3:5[23]$/, ['Retry call', ...usual, 'Open interaction']],
    ['transferring', 'Transferring', [...usual, 'Open interaction']],
    ['wrapUp', /^Time left 0:4[23]$/, [...usual, 'Open wrap-up', 'Open interaction']],
    ['dropped', 'Wrap-up', ['Retry call', ...usual, 'Open wrap-up', 'Open interaction']],
  ] as const)
    it(`has the buttons of the state: ${name}`, async () => {
      const element = await draw(fixtures[name]());
      const state = who(element).replace('Adaeze Okonkwo-Fitzgerald ', '');
      if (typeof stands === 'string') expect(state).to.equal(stands);
      else expect(state).to.match(stands);
      expect(labels(element)).to.deep.equal(shown);
      expect(labels(element).join()).to.not.match(/transfer/i);
    });

  it('leads to a wrap-up that is left of another interaction', async () => {
    const element = await draw(fixtures.wrapUpLeft());
    expect(who(element)).to.equal('佐藤 美咲 Wrap-up');
    expect(labels(element)).to.deep.equal([...usual, 'Open wrap-up']);
    const heard: CallOpenWrapUpEvent[] = [];
    element.addEventListener('call-open-wrap-up', (event) => heard.push(event));
    button(element, 'Open wrap-up').click();
    element.openWrapUp();
    expect(heard.map(({ detail }) => detail.interactionId)).to.deep.equal(['interaction-9', 'interaction-9']);
  });

  it('tells the host which interaction to open', async () => {
    const element = await draw(fixtures.connected());
    const heard: CallbackOpenInteractionEvent[] = [];
    document.addEventListener('callback-open-interaction', (event) => heard.push(event), { once: true });
    button(element, 'Open interaction').click();
    const [event] = heard;
    expect(event?.detail).to.deep.equal(ids);
    expect(event?.cancelable).to.equal(false);
  });

  it('asks by its events, named as in the table, by press and by method', async () => {
    const element = await draw(fixtures.conference());
    const heard = hear(element);
    for (const label of ['Record', 'Mute', 'Hold', 'Leave call', 'End call']) button(element, label).click();
    await settle(element);
    await element.recordStart();
    await element.mute();
    await element.hold();
    await element.leave();
    await element.end();
    const names = ['call-record-start', 'call-mute', 'call-hold', 'call-leave', 'call-end'];
    expect(heard.map(({ type }) => type)).to.deep.equal([...names, ...names]);
    for (const event of heard) {
      expect(event.type).to.equal(commands[event.command].event);
      expect(event.bubbles && event.composed && event.cancelable).to.equal(true);
      expect(structuredClone(event.detail)).to.deep.equal({ ...ids, callId: 'call-1' });
    }
  });

  it('asks for what stands in place of another', async () => {
    const held = await draw(fixtures.heldMuted());
    const heard = hear(held);
    button(held, 'Unmute').click();
    button(held, 'Resume').click();
    await held.unmute();
    await held.resume();
    await held.mute();
    await held.hold();
    expect(heard.map(({ type }) => type)).to.deep.equal([
      'call-unmute',
      'call-resume',
      'call-unmute',
      'call-resume',
    ]);
    const recording = await draw(fixtures.recording());
    const recorded = hear(recording);
    button(recording, 'Pause recording').click();
    await recording.recordStop();
    await recording.recordResume();
    expect(recorded.map(({ type }) => type)).to.deep.equal(['call-record-pause', 'call-record-stop']);
  });

  it('dials, and dials again', async () => {
    const preview = await draw(fixtures.preview());
    const first = hear(preview);
    button(preview, 'Call number').click();
    await preview.dial();
    await preview.retry();
    expect(first.map(({ type }) => type)).to.deep.equal(['callback-dial', 'callback-dial']);
    expect(first[0]!.detail).to.deep.equal(ids);
    const unanswered = await draw(fixtures.noAnswer());
    const again = hear(unanswered);
    button(unanswered, 'Retry call').click();
    await unanswered.dial();
    expect(again.map(({ type }) => type)).to.deep.equal(['callback-retry']);
  });

  it('dials by its method before what it loads has come', async () => {
    const element = document.createElement('callback-voice-control');
    element.interaction = fixtures.preview().interaction;
    const heard = hear(element);
    document.body.append(element);
    await element.dial();
    element.remove();
    expect(heard).to.have.length(1);
  });

  it('says why it may not be dialled', async () => {
    const element = await draw(fixtures.outsideHours());
    expect(why(element)).to.equal('Outside calling hours.');
    expect(button(element, 'Call number').ariaDescription).to.equal('Outside calling hours.');
    const heard = hear(element);
    button(element, 'Call number').click();
    await element.dial();
    expect(heard).to.be.empty;
  });

  it('asks for no reason: where one is needed it leads to the interaction', async () => {
    const element = await draw(fixtures.overridable());
    expect(why(element)).to.equal('Outside calling hours. Open the interaction to call anyway.');
    const heard = hear(element);
    button(element, 'Call number').click();
    await element.dial();
    expect(heard).to.be.empty;
  });

  it('enables by capability, whatever the state', async () => {
    const { interaction: record, call: over } = fixtures.connected();
    const element = await draw({
      interaction: record!,
      call: next(over!, { capabilities: few({ mute: disabled('not_owner'), hold: hidden }) }),
    });
    expect(labels(element)).to.deep.equal(['Mute', 'End call', 'Open interaction']);
    expect(live(element)).to.deep.equal(['End call', 'Open interaction']);
  });

  it('shows nothing of what is over', async () => {
    for (const state of ['closed', 'released', 'offered'] as const)
      expect(who(await draw({ interaction: interaction({ state }) })), state).to.equal('No call');
    const ended = await draw({
      ...fixtures.wrapUp(),
      call: call({ endedAt: instant(-3), capabilities: few() }),
    });
    expect(timer(ended) === null).to.equal(true);
    expect(live(ended)).to.deep.equal(['Open wrap-up', 'Open interaction']);
  });

  it('survives states that it has no words for', async () => {
    const { interaction: record } = fixtures.preview();
    const element = await draw({ interaction: { ...record, state: 'dreaming' as never } });
    expect(who(element)).to.equal('Adaeze Okonkwo-Fitzgerald');
    expect(who(await draw({ interaction: record, call: call({ legs: [] }) }))).to.equal(
      'Adaeze Okonkwo-Fitzgerald',
    );
  });

  describe('on the page of the interaction', () => {
    it('shows the call only', async () => {
      const element = await draw(fixtures.onItsPage());
      expect(labels(element)).to.deep.equal(usual);
      expect(live(element)).to.deep.equal(usual);
      expect(badge(element) === null).to.equal(true);
      const before = await draw(fixtures.onItsPageBefore());
      expect(who(before)).to.equal('No call');
      expect(labels(before)).to.deep.equal(usual);
      expect(badge(before) === null).to.equal(true);
    });

    it('leads to another one that is on the line', async () => {
      const element = await draw({ ...fixtures.onItsPage(), shownId: 'interaction-2' });
      expect(labels(element)).to.deep.equal([...usual, 'Open interaction']);
    });
  });

  it('works by keyboard', async () => {
    const element = await draw(fixtures.connected());
    const heard = hear(element);
    const opened: Event[] = [];
    element.addEventListener('callback-open-interaction', (event) => opened.push(event));
    await sendKeys({ press: 'Tab' });
    expect(root(element).activeElement === button(element, 'Mute')).to.equal(true);
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect(heard.map(({ type }) => type)).to.deep.equal(['call-mute', 'call-hold']);
    expect(opened).to.have.length(1);
  });

  describe('in a provider', () => {
    let session: FakeSession;
    let element: CallbackVoiceControl;

    const connect = async (...records: AnyRecord[]) => {
      session = new FakeSession(records);
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      element = document.createElement('callback-voice-control');
      place.append(element);
      await import('./callback-voice-control.more.ts');
      await settle(element);
    };
    const second = { interactionId: 'interaction-2', taskId: 'task-2' };
    const talking = (): AnyRecord[] =>
      Object.values(fixtures.connected()).filter((one) => typeof one === 'object');

    it('takes the interaction with the live call before one that was accepted later', async () => {
      await connect(
        ...talking(),
        interaction({ ...second, id: 'interaction-2', customerName: 'Later', acceptedAt: instant(-1) }),
      );
      expect(who(element)).to.equal('Adaeze Okonkwo-Fitzgerald Connected');
      expect(badge(element)?.textContent).to.equal('1');
      session.put(call({ version: 2, endedAt: instant(), capabilities: few() }));
      await settle(element);
      expect(who(element)).to.equal('Later Preview');
    });

    it('of two calls takes the one that is not on hold', async () => {
      const two = interaction({
        ...second,
        id: 'interaction-2',
        customerName: 'Second',
        state: 'in_call',
        callId: 'call-2',
        capabilities: may(),
      });
      const other = call({
        ...second,
        id: 'call-2',
        startedAt: instant(-900),
        legs: [leg({ state: 'held' })],
        capabilities: few(),
      });
      await connect(...talking(), two, other);
      expect(who(element)).to.contain('Adaeze');
      session.put(
        next(other, { legs: [leg()] }),
        call({ version: 2, legs: [leg({ state: 'held' })], capabilities: few() }),
      );
      await settle(element);
      expect(who(element)).to.equal('Second Connected');
      session.put(
        next(next(other), { legs: [leg()], startedAt: instant() }),
        call({ version: 3, capabilities: few() }),
      );
      await settle(element);
      expect(who(element)).to.equal('Second Connected');
    });

    it('shows the one that is picked', async () => {
      await connect(
        ...talking(),
        interaction({ ...second, id: 'interaction-2', customerName: 'Picked', capabilities: may() }),
      );
      element.interactionId = 'interaction-2';
      await settle(element);
      expect(who(element)).to.equal('Picked Preview');
      element.interactionId = 'interaction-3';
      await settle(element);
      expect(who(element)).to.equal('No call');
    });

    it('counts open offers and other interactions', async () => {
      await connect(
        offer({ id: 'offer-2' }),
        offer({ id: 'offer-3' }),
        offer({ id: 'offer-4', state: 'timed_out' }),
        interaction({ ...second, id: 'interaction-2', state: 'offered' }),
        interaction({ ...second, id: 'interaction-3', state: 'closed' }),
      );
      expect(who(element)).to.equal('No call');
      expect(badge(element)?.textContent).to.equal('2');
      session.put(...talking());
      await settle(element);
      expect(badge(element)?.textContent).to.equal('2');
      session.put(interaction({ ...second, id: 'interaction-4', acceptedAt: instant(-99) }));
      await settle(element);
      expect(badge(element)?.textContent).to.equal('3');
      element.shownId = '';
      await settle(element);
      expect(badge(element) === null).to.equal(true);
    });

    it('sends what is pressed', async () => {
      await connect(...talking());
      button(element, 'Mute').click();
      await settle(element);
      await element.end();
      expect(session.sent.map(({ command, id, payload }) => ({ command, id, payload }))).to.deep.equal([
        { command: 'call.mute', id: 'call-1', payload: {} },
        { command: 'call.end', id: 'call-1', payload: {} },
      ]);
    });

    it('sends nothing where the document vetoes, and nothing twice', async () => {
      await connect(...talking());
      document.addEventListener('call-end', (event) => event.preventDefault(), { once: true });
      button(element, 'End call').click();
      await settle(element);
      expect(session.sent).to.be.empty;
      session.answer = () => deferred<never>().promise;
      button(element, 'End call').click();
      await settle(element);
      expect(button(element, 'End call').ariaBusy).to.equal('true');
      button(element, 'End call').click();
      void element.end();
      expect(session.sent).to.have.length(1);
    });

    it('says beside the buttons what went wrong', async () => {
      await connect(...talking());
      session.answer = () => Promise.reject(refusal('unavailable'));
      button(element, 'Hold').focus();
      button(element, 'Hold').click();
      await settle(element);
      const alert = root(element).querySelector('[role=alert]');
      expect(text(alert)).to.equal('The provider cannot be reached. Try again');
      session.answer = () => Promise.resolve({ outcome: 'performed', asOf: 'fake.0' });
      alert!.querySelector('button')!.click();
      await settle(element);
      expect(root(element).querySelector('[role=alert]') === null).to.equal(true);
      expect(root(element).activeElement === button(element, 'Hold')).to.equal(true);
      session.put(fixtures.preview().interaction);
      await settle(element);
      session.answer = () => Promise.reject(refusal('not_possible', { reason: 'do_not_call' }));
      await element.dial();
      await settle(element);
      expect(text(root(element).querySelector('[role=alert]'))).to.equal(
        'The customer asked not to be called.',
      );
    });

    it('can do nothing while it is not connected, and says so', async () => {
      await connect(...talking());
      session.connection = 'reconnecting';
      await settle(element);
      expect(live(element)).to.deep.equal(['Open interaction']);
      expect(why(element)).to.equal('Not connected.');
    });

    it('keeps the focus in the bar, and not on what ends the call', async () => {
      await connect(fixtures.preview().interaction);
      button(element, 'Call number').focus();
      const { interaction: record, call: ringing } = fixtures.dialing();
      session.put(next(record), ringing);
      await settle(element);
      expect(root(element).activeElement === button(element, 'Mute')).to.equal(true);
      button(element, 'End call').focus();
      session.put(
        next(next(record), { state: 'no_answer', capabilities: may({ retry: enabled }) }),
        next(ringing, { endedAt: instant() }),
      );
      await settle(element);
      expect(root(element).activeElement === button(element, 'End call')).to.equal(true);
      expect(button(element, 'End call').ariaDisabled).to.equal('true');
    });

    it('keeps the focus where one button takes the place of another', async () => {
      await connect(...talking());
      button(element, 'Mute').focus();
      session.put(call({ version: 2, capabilities: few({ mute: hidden, unmute: enabled }) }));
      await settle(element);
      expect(root(element).activeElement === button(element, 'Unmute')).to.equal(true);
    });

    it('announces how the call goes on, once, and not what was so before', async () => {
      await silence();
      const { interaction: record, call: ringing } = fixtures.dialing();
      await connect(record, next(ringing, { legs: [leg({ state: 'dialing' })] }));
      expect(await said()).to.not.include('Dialling');
      session.put(next(next(ringing), { legs: [leg({ state: 'ringing' })] }));
      await settle(element);
      session.put(
        next(next(next(ringing)), { legs: [leg({ state: 'ringing' })], recording: ringing.recording }),
      );
      expect((await said()).filter((one) => one === 'Ringing')).to.have.length(1);
    });

    it('leaves it to the page of the interaction to say so', async () => {
      await silence();
      const { interaction: record, call: ringing } = fixtures.dialing();
      await connect(record, ringing);
      element.shownId = 'interaction-1';
      await settle(element);
      session.put(next(ringing, { legs: [leg()] }), offer({ id: 'offer-2' }));
      expect(await said()).to.be.empty;
    });

    it('announces that another callback waits', async () => {
      await silence();
      await connect(...talking(), offer({ id: 'offer-2' }));
      expect(await said()).to.be.empty;
      session.put(offer({ id: 'offer-3' }));
      expect(await said()).to.deep.equal(['2 more callbacks are waiting']);
    });

    it('takes the open wrap-up of what it shows before another', async () => {
      await connect(
        segment({ ...second, id: 'segment-2', state: 'open' }),
        ...(Object.values(fixtures.wrapUp()) as AnyRecord[]),
      );
      const heard: CallOpenWrapUpEvent[] = [];
      element.addEventListener('call-open-wrap-up', (event) => heard.push(event));
      element.openWrapUp();
      session.put(segment({ version: 2, state: 'submitted' }));
      element.openWrapUp();
      expect(heard.map(({ detail }) => detail.interactionId)).to.deep.equal([
        'interaction-1',
        'interaction-2',
      ]);
    });

    it('leaves nothing behind', async () => {
      await connect(...talking());
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
    });
  });

  it('takes hostile strings as text', async () => {
    const element = await draw(fixtures.hostile());
    expect(root(element).querySelector('img, script, .why b') === null).to.equal(true);
    expect(who(element)).to.contain('<img src=x onerror');
    expect(timer(element)?.textContent).to.match(/^10:01:0\d$/);
  });

  for (const direction of ['ltr', 'rtl'])
    it(`stays inside 320 px, ${direction}`, async () => {
      for (const [name, make] of Object.entries(fixtures)) {
        const narrow = new CSSStyleSheet();
        narrow.replaceSync(`callback-voice-control { inline-size: 320px; direction: ${direction} }`);
        document.adoptedStyleSheets.push(narrow);
        const element = await draw(make());
        const box = element.getBoundingClientRect();
        for (const part of root(element).querySelectorAll('*')) {
          const { left, right } = part.getBoundingClientRect();
          expect(right, `${name} ${part.className}`).to.be.at.most(box.right + 1);
          expect(left, `${name} ${part.className}`).to.be.at.least(box.left - 1);
        }
        document.adoptedStyleSheets.pop();
      }
    });

  it('speaks the language of the page', async () => {
    translate('nl', { 'callback-voice-control': { none: 'Kein Anruf', mute: 'Stumm' } });
    const element = await fixture<CallbackVoiceControl>(
      html`<callback-voice-control lang="nl"></callback-voice-control>`,
    );
    expect(who(element)).to.equal('Kein Anruf');
    expect(labels(element)).to.deep.equal(['Stumm', 'Hold', 'End call']);
  });

  isAsDocumented({
    tag: 'callback-voice-control',
    fixtures: {
      ...each<() => Fixture>(fixtures, (make) => draw(make())),
      'recording paused': () => {
        const made = fixtures.connected();
        const capabilities = few({ recordResume: enabled, recordStop: enabled });
        return draw({ ...made, call: next(made.call!, { capabilities }) });
      },
      refused: () => refused('callback-voice-control', fixtures.connected(), (element) => element.mute()),
    },
  });
});

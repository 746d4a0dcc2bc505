import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { CallbackProvider } from '../../components/callback-provider/callback-provider.ts';
import { adaeze, ana, pick, reads, readsNot, talking, without } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, sit } = office();

const segmentOf = async (centre: Centre, agent = 'ana') => (await centre.records('segment', agent)).at(-1)!;

/** What is kept on the device. */
const device = (desk: Desk, { ns }: Centre): Promise<string[]> =>
  desk.page.evaluate(
    (mine) =>
      Object.entries(localStorage)
        .filter(([key]) => key.includes(`"${mine}"`))
        .map(([, value]) => value as string),
    ns,
  );

describe('people and systems', () => {
  flow(
    ['1.1'],
    'who may write schedules, moves and cancels; an agent without the role handles callbacks, and the server refuses them the rest',
    async () => {
      const { centre, desk } = await begin('scheduled');
      await centre.control('clock', { mode: 'frozen' });
      await centre.do('ana', 'offer.reject', {});
      await desk.find('heading', 'Scheduled callbacks');
      await desk.enabled('Schedule callback');
      await desk.until('each can be moved', async () => (await desk.states('Reschedule')).length === 3);
      await desk.press('Cancel callback');
      await desk.press('Yes, cancel it');
      await desk.until('one is gone', async () => (await desk.states('Reschedule')).length === 2);

      const ben = await sit(centre, 'ben');
      await ben.find('heading', 'Scheduled callbacks');
      await ben.find('rowheader', (await centre.records('task', 'ben'))[0]!.taskNumber);
      await ben.enabled('Accept');
      for (const name of ['Schedule callback', 'Reschedule', 'Cancel callback'])
        assert.equal(await ben.has('button', name), false, name);
      const { id, version, customer } = (await centre.records('task', 'ben'))[0]!;
      const at = new Date(Date.now() + 3_600_000).toISOString();
      await assert.rejects(centre.command('ben', 'task.reschedule', id, { at, version }), /: 403 /);
      await assert.rejects(centre.command('ben', 'task.cancel', id, {}), /: 403 /);
      await assert.rejects(
        centre.command('ben', 'task.schedule', id, {
          customerId: customer.id,
          numberId: 'mobile',
          at,
          reason: 'Other issue',
        }),
        /: 403 /,
      );
      await ben.press('Accept');
      await ben.press('Call number');
      await ben.see('Dialling');
    },
  );

  flow(
    ['1.2', '1.4'],
    'at sign-in to the contact centre the provider supplies name, roles, queues, capacity',
    async () => {
      const { centre, desk } = await begin('two-at-once');
      await desk.find('image', `Signed in as ${ana}`);
      for (const { id } of await centre.records('offer')) await centre.command('ana', 'offer.reject', id, {});
      await pick(desk, 'Sign out of Contact centre', 'Sign out');
      await desk.see('Signed out of Contact centre, no callbacks are offered');
      const { came, release } = await desk.hold(/\/api\/agent\/ana\/sign-in$/);
      await desk.press('Sign in to Contact centre');
      await came();
      const given = () =>
        desk.page.evaluate(() => {
          const { store } = document.querySelector<CallbackProvider>('callback-provider')!.session;
          const { version, name, roles, queues, capacity } = store.get('agent', store.agentId ?? '')!;
          return { version, name, roles, queues, capacity };
        });
      const before = await given();
      await release();
      await readsNot(desk, 'Signed out of Contact centre');
      const profile = await given();
      assert.ok(profile.version > before.version, 'it came with the sign-in');
      assert.deepEqual(
        { ...profile, version: 0 },
        {
          version: 0,
          name: ana,
          roles: ['agent', 'callback_writer'],
          queues: [
            { id: 'card-disputes', name: 'Card disputes' },
            { id: 'loans', name: 'Loans and mortgages' },
          ],
          capacity: 2,
        },
      );
      await desk.find('image', `Signed in as ${ana}`);
    },
  );

  flow(['1.5'], 'a press changes nothing before the provider says so', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Call number');
    const { came, release } = await desk.hold(/\/api\/interaction\/.*\/dial$/);
    await desk.press('Call number');
    await came();
    await desk.until(
      'the button waits',
      async () =>
        (await (
          await desk.find('button', 'Call number')
        ).evaluate((one) => one.getAttribute('aria-busy'))) === 'true',
    );
    await reads(desk, 'Preview');
    assert.equal(await desk.sees('Dialling'), false);
    assert.equal((await centre.records('interaction'))[0]!.state, 'preview');
    await release();
    await without(desk, 'Call number');
    await desk.enabled('End call');
  });

  flow(['1.6'], 'the host vetoes: nothing is sent, nothing changes', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Call number');
    await desk.press('Simulator', 'DisclosureTriangle');
    await (await desk.find('checkbox', 'Veto dialling')).click();
    await desk.press('Call number');
    await desk.see('callback-dial');
    await desk.see('(vetoed)');
    // What comes later is performed, in its order.
    await desk.choose('Callback number', 'Office');
    await desk.until(
      'the number',
      async () => (await centre.records('interaction'))[0]!.numberId === 'office',
    );
    assert.deepEqual(
      desk.sent.map((one) => one.split('/').at(-1)),
      ['accept', 'select-number'],
    );
    assert.equal((await centre.records('interaction'))[0]!.state, 'preview');
    await (await desk.find('checkbox', 'Veto dialling')).click();
    await desk.press('Call number');
    await desk.enabled('End call');
  });

  flow(
    ['1.7', '3.7.18'],
    'an expired session: a new token, and the work goes on; without one nothing typed is lost',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      let sessions = 0;
      desk.page.on('request', (request) => {
        if (request.url().endsWith('/demo/session')) sessions += 1;
      });
      await desk.press('Accept');
      await desk.enabled('Call number');
      await centre.control('expire', { agentId: 'ana' });
      await desk.until('a new token was asked for', async () => sessions === 1);
      await desk.press('Call number');
      await desk.enabled('Mute');
      assert.equal(await desk.sees('Session expired'), false);

      await desk.press('Simulator', 'DisclosureTriangle');
      await (await desk.find('checkbox', 'Give no new session')).click();
      await desk.type('Notes', 'Before. ');
      await desk.until('saved', async () => (await segmentOf(centre)).notes === 'Before. ');
      await centre.control('expire', { agentId: 'ana' });
      await desk.see('Session expired');
      await desk.see('Nothing that you typed is lost.');
      await desk.see('callback-session-expired');
      await desk.type('Notes', 'After.');
      const whole = 'Before. After.';
      await desk.until('it is on the device', async () =>
        (await device(desk, centre)).some((one) => one.includes(whole)),
      );
      assert.equal((await segmentOf(centre)).notes, 'Before. ', 'it cannot be saved now');
      await (await desk.find('checkbox', 'Give no new session')).click();
      await desk.press('Try again');
      await desk.until('the provider has it', async () => (await segmentOf(centre)).notes === whole);
      await desk.gone('Session expired');
      assert.equal(await desk.value('Notes'), whole);
      await desk.press('End call');
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      assert.equal((await segmentOf(centre)).notes, whole);
    },
  );

  flow(
    ['3.7.18'],
    'an expired session, and the page is lost too: the notes are there again with the next one',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await talking(centre);
      await desk.enabled('Hold');
      await desk.press('Simulator', 'DisclosureTriangle');
      await (await desk.find('checkbox', 'Give no new session')).click();
      await centre.control('expire', { agentId: 'ana' });
      await desk.see('Session expired');
      await desk.type('Notes', 'Typed without a session.');
      await desk.until('it is on the device', async () =>
        (await device(desk, centre)).some((one) => one.includes('Typed without a session.')),
      );
      await desk.reload();
      await desk.until(
        'the notes are there',
        async () => (await desk.value('Notes')) === 'Typed without a session.',
      );
      await desk.until(
        'the provider has them',
        async () => (await segmentOf(centre)).notes === 'Typed without a session.',
      );
    },
  );

  flow(['3.7.18'], 'sign-out saves first, and deletes the drafts from the device', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await talking(centre);
    await desk.press('End call');
    await desk.enabled('Submit & close');
    const { came, release } = await desk.hold(/\/api\/segment\/.*\/save$/);
    await desk.type('Notes', 'Promised a letter.');
    await came();
    await pick(desk, 'Sign out of Contact centre', 'Sign out');
    // The menu has closed by the press, which waits for what is on its way.
    await without(desk, 'Sign out', 'menu');
    assert.ok((await device(desk, centre)).some((one) => one.includes('Promised a letter.')));
    assert.deepEqual(
      desk.sent.filter((one) => one.endsWith('/sign-out')),
      [],
    );
    await release();
    await desk.see('Signed out of Contact centre, no callbacks are offered');
    assert.match(desk.sent.join(' '), /\/save .*\/sign-out$/);
    const { state, notes } = await segmentOf(centre);
    assert.deepEqual([state, notes], ['expired', 'Promised a letter.']);
    await desk.until('nothing is left on the device', async () => !(await device(desk, centre)).length);
  });

  flow(['1.8'], 'no media in the page; mute is the provider’s', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.page.evaluateOnNewDocument(() => {
      const used: string[] = [];
      const page = globalThis as unknown as Record<string, unknown>;
      page['used'] = used;
      for (const name of ['RTCPeerConnection', 'AudioContext', 'Audio', 'MediaRecorder', 'WebSocket'])
        page[name] = new Proxy(page[name] as new () => object, {
          construct(target, given) {
            used.push(name);
            return Reflect.construct(target, given) as object;
          },
        });
      for (const name of ['getUserMedia', 'enumerateDevices', 'getDisplayMedia'] as const)
        Object.defineProperty(MediaDevices.prototype, name, {
          value: () => {
            used.push(name);
            return Promise.reject(new Error('not here'));
          },
        });
      HTMLMediaElement.prototype.play = () => {
        used.push('play');
        return Promise.resolve();
      };
    });
    await desk.reload();
    await desk.press('Accept');
    await desk.press('Call number');
    await desk.press('Mute');
    await desk.enabled('Unmute');
    const muted = async () =>
      (await centre.records('call'))[0]!.legs.find(({ role }) => role === 'agent')!.muted;
    assert.equal(await muted(), true);
    // By another window, or by the softphone: the screen follows.
    await centre.do('ana', 'call.unmute', {});
    await desk.enabled('Mute');
    await desk.press('Record');
    await desk.enabled('Pause recording');
    const media = await desk.page.evaluate(() => {
      const find = (root: ParentNode): number =>
        [...root.querySelectorAll('*')].reduce(
          (sum, one) =>
            sum +
            (/^(audio|video)$/.test(one.localName) ? 1 : 0) +
            (one.shadowRoot ? find(one.shadowRoot) : 0),
          0,
        );
      return { used: (globalThis as unknown as { used: string[] }).used, found: find(document) };
    });
    assert.deepEqual(media, { used: [], found: 0 });
    // The spies tell.
    const told = await desk.page.evaluate(() => {
      new RTCPeerConnection();
      return (globalThis as unknown as { used: string[] }).used;
    });
    assert.deepEqual(told, ['RTCPeerConnection']);
  });

  flow(['1.9'], 'every event has the ids of task, interaction, customer, and the host’s own', async () => {
    const { centre, desk } = await begin('quiet');
    await desk.page.evaluateOnNewDocument(() => {
      const heard: unknown[] = [];
      (globalThis as unknown as Record<string, unknown>)['heard'] = heard;
      const usual: unknown = Reflect.get(EventTarget.prototype, 'dispatchEvent');
      EventTarget.prototype.dispatchEvent = new Proxy(usual as typeof EventTarget.prototype.dispatchEvent, {
        apply(target, on, given: [Event]) {
          const [event] = given;
          if (event instanceof CustomEvent && event.bubbles && event.composed)
            heard.push({ type: event.type, detail: event.detail as unknown });
          return Reflect.apply(target, on, given);
        },
      });
    });
    await desk.reload();
    await desk.see('No callbacks waiting');
    const customPayload = { case: 'CS-77', tags: ['vip', null] };
    await centre.callback({
      agentId: 'ana',
      customerName: adaeze,
      number: '+12125550143',
      offerTimeout: null,
      externalId: 'CRM-4711',
      customPayload,
    });
    await desk.press('Accept');
    await desk.enabled('Call number');
    await desk.choose('Callback number', 'Office');
    await desk.until('selected', async () => (await centre.records('interaction'))[0]!.numberId === 'office');
    await desk.press('Transfer callback');
    await desk.press('Transfer to Ben Adeyemi');
    await desk.press('Cancel callback transfer');
    await desk.press('Dismiss');
    await desk.press('Call number');
    await desk.press('Hold');
    await desk.enabled('Resume');
    await pick(desk, 'Escalate');
    await desk.type('Notes', 'x');
    await desk.until('saved', async () => (await segmentOf(centre)).notes === 'x');
    await desk.press('End call');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    const [interaction] = await centre.records('interaction');
    const { taskId, customerId } = interaction!;
    interface Heard {
      readonly type: string;
      readonly detail: Record<string, unknown> | null;
    }
    const heard = (await desk.page.evaluate(
      () => (globalThis as unknown as { heard: unknown[] }).heard,
    )) as Heard[];
    const about = heard.filter(({ type }) => type !== 'callback-connection-changed');
    for (const type of [
      ...['offered', 'accept', 'opened', 'select-number', 'transfer', 'cancel-transfer'],
      ...['transfer-ended', 'dismiss', 'dial', 'dialed', 'answered', 'escalated', 'closed'],
    ].map((name) => `callback-${name}`))
      assert.ok(
        about.some((one) => one.type === type),
        `${type} was heard`,
      );
    for (const type of ['call-hold', 'call-escalate', 'call-end', 'wrap-up-save', 'wrap-up-submit'])
      assert.ok(
        about.some((one) => one.type === type),
        `${type} was heard`,
      );
    const without = about.filter(
      ({ detail }) =>
        !isDeepStrictEqual(
          [detail?.['taskId'], detail?.['customerId'], detail?.['externalId'], detail?.['customPayload']],
          [taskId, customerId, 'CRM-4711', customPayload],
        ) || !detail?.['interactionId'],
    );
    assert.deepEqual(without, []);
  });
});

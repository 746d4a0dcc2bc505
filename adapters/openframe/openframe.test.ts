import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { checkConformance, formatReport } from '../../conformance/index.ts';
import { commandKeys, type CommandKey, type CommandPayloads } from '../../contract/commands.ts';
import { parsePosition } from '../../contract/events.ts';
import { problemCode, type ProblemError } from '../../contract/problems.ts';
import type { RecordKind, RecordTypes } from '../../contract/records.ts';
import { rules, type View } from '../../conformance/rules.ts';
import { connected } from '../../tests/conformance/connected.ts';
import { createOpenFrameBridge, type OpenFrameOptions } from './index.ts';
import { flagOf, plain, timeOf } from './read.ts';

const start = Date.UTC(2026, 2, 2, 14);
const bridges: ReturnType<typeof createOpenFrameBridge>[] = [];
afterEach(() => {
  for (const bridge of bridges.splice(0)) bridge.dispose();
});

/** A bridge, what it reports, and what a connector hears. */
const open = (options: Partial<OpenFrameOptions> = {}) => {
  const reports: string[] = [];
  const heard: [event: string, payload: unknown][] = [];
  const bridge = createOpenFrameBridge({
    agent: { id: 'ana', name: 'Ana' },
    // Clocks that are computed have fractions.
    now: () => start + 0.25,
    patience: 50,
    onReport: (what) => reports.push(what),
    ...options,
  });
  bridges.push(bridge);
  for (const name of [
    'workitem_offered',
    'workitem_accepted',
    'workitem_rejected',
    'workitem_cancelled',
    'client_offer',
    'agent_presence',
  ])
    bridge.api.subscribe(`openframe_awa_${name}`, (payload: unknown) => heard.push([name, payload]));
  bridge.api.subscribe('openframe_wrap_up_submitted', (payload: unknown) => heard.push(['wrap_up', payload]));
  const all = async <K extends RecordKind>(kind: K): Promise<RecordTypes[K][]> =>
    (await bridge.client.snapshot()).records.filter((one): one is RecordTypes[K] => one.kind === kind);
  let presses = 0;
  const send = <C extends CommandKey>(command: C, id: string, payload: CommandPayloads[C]) =>
    bridge.client.send(command, id, payload, { key: `press-${(presses += 1)}` });
  /** The code of the refusal, or the outcome. */
  const answer = <C extends CommandKey>(command: C, id: string, payload: CommandPayloads[C]) =>
    send(command, id, payload).then(
      ({ outcome }) => outcome as string,
      (error: unknown) => problemCode((error as ProblemError).problem.type) ?? 'unknown',
    );
  return { ...bridge, set: bridge.api.setICContext, reports, heard, all, send, answer };
};

const offer = (more: object = {}) => ({
  externalId: 'CB1',
  queueId: 'cards',
  displayContent: { title: 'Adaeze' },
  assignment: { allowedToDecline: 'true', offeredOn: 'Wed, 02 Mar 2026 13:59:50 GMT', timeout: '20000' },
  ...more,
});

const callback = (more: object = {}, mine: object = {}) => ({
  type: 'callback',
  externalId: 'CB1',
  callbackContext: { customerName: 'Adaeze', callbackNumbers: ['+12125550143', '+12125550144'] },
  currentParticipant: {
    id: 'p1',
    capabilities: { initiateCall: 'true', closeCallback: 'true', transfer: 'false' },
    ...mine,
  },
  ...more,
});

describe('OpenFrame: what is read', () => {
  it('booleans as strings', () => {
    assert.deepEqual(['true', 'TRUE', 1, 'yes', true].map(flagOf), Array(5).fill(true));
    assert.deepEqual(['false', '0', 'no', false].map(flagOf), Array(4).fill(false));
    assert.deepEqual(['', 'maybe', null, {}, undefined].map(flagOf), Array(5).fill(null));
  });

  it('times in many forms, as UTC where they do not say', () => {
    for (const text of [
      'Mon, 02 Mar 2026 14:00:00 GMT',
      'Sun, 02 Mar 2026 14:00:00 GMT',
      'Monday 02 Mar 2026 14:00:00',
      '2026-03-02T14:00:00.000Z',
      '2026-03-02T14:00:00',
      '2026-03-02 14:00:00',
      '2026-03-02T15:00:00+01:00',
      '1772460000',
      1_772_460_000_000,
    ])
      assert.equal(timeOf(text), start, String(text));
    assert.deepEqual(['', null, undefined].map(timeOf), [null, null, null]);
    assert.deepEqual(['soon', {}, '+100000-01-01', 'Mon, 99 Zzz 2026'].map(timeOf), Array(4).fill(undefined));
  });

  it('a copy that cannot be changed from outside, nor harm', () => {
    const hostile = Object.defineProperty({ __proto__: { bad: 1 }, a: [1, { b: 'c' }] }, 'get', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    assert.deepEqual(plain(hostile), { a: [1, { b: 'c' }] });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    assert.ok(plain(circle));
    const proto = plain(JSON.parse('{"__proto__":{"isAdmin":true}}')) as Record<string, unknown>;
    assert.equal(proto['isAdmin'], undefined);
  });
});

describe('OpenFrame: an offer', () => {
  it('is shown, with its time, and told as offered', async () => {
    const { set, all, heard } = open();
    set('offerContext', { offerContext: offer() });
    const [one] = await all('offer');
    assert.equal(one?.customerName, 'Adaeze');
    assert.deepEqual(one.timer, { kind: 'offer', deadline: '2026-03-02T14:00:10.000Z', duration: 20_000 });
    assert.equal(one.capabilities.reject.visible, true);
    assert.deepEqual(
      heard.map(([name]) => name),
      ['workitem_offered'],
    );
  });

  for (const [code, given] of Object.entries({
    AWA_OFFER_EXTERNALID_MISSING: { externalId: undefined },
    AWA_OFFER_QUEUEID_MISSING: { queueId: '' },
    AWA_OFFER_ASSIGNMENT_PAYLOAD_MISSING: { assignment: null },
    AWA_ASSIGNMENT_OFFEREDON_INVALID_FORMAT: { assignment: { offeredOn: 'soon' } },
    AWA_ASSIGNMENT_OFFEREDON_FUTURE: { assignment: { offeredOn: '2026-03-02T15:00:00Z' } },
  }))
    it(`is refused: ${code}`, async () => {
      const { set, all, heard } = open();
      set('offerContext', { offerContext: offer(given) });
      assert.deepEqual(await all('offer'), []);
      assert.match(JSON.stringify(heard), new RegExp(`client_offer.*${code}`));
    });

  it('is refused where the agent is not available', async () => {
    const { set, all, heard, send } = open();
    await send('agent.set', 'ana', { presenceId: 'away' });
    set('offerContext', { offerContext: offer() });
    assert.deepEqual(await all('offer'), []);
    assert.match(JSON.stringify(heard), /agent_presence.*"available":false.*AWA_AGENT_NOT_AVAILABLE/);
  });

  it('ends once: rejected, it cannot be accepted', async () => {
    const { set, all, heard, send, answer } = open();
    set('offerContext', { offerContext: offer() });
    const [one] = await all('offer');
    await send('offer.reject', one!.id, {});
    assert.equal(await answer('offer.accept', one!.id, {}), 'offer_ended');
    assert.deepEqual(
      heard.map(([name]) => name),
      ['workitem_offered', 'workitem_rejected'],
    );
  });

  it('is rescinded by an empty context', async () => {
    const { set, all, heard } = open();
    set('offerContext', { offerContext: offer() });
    set('offerContext', { offerContext: '' });
    assert.deepEqual(await all('offer'), []);
    assert.equal(heard.at(-1)?.[0], 'workitem_cancelled');
  });

  it('times out by itself', async () => {
    const { set, all, heard } = open();
    set('offerContext', {
      offerContext: offer({ assignment: { offeredOn: '2026-03-02T13:59:59.999Z', timeout: '2' } }),
    });
    for (const end = Date.now() + 2000; (await all('offer')).length && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 2));
    assert.match(JSON.stringify(heard.at(-1)), /workitem_rejected.*timeout/);
  });

  it('that the connector does not open is said to be unavailable, and stays', async () => {
    const { set, all, answer } = open();
    set('offerContext', { offerContext: offer() });
    const [one] = await all('offer');
    assert.equal(await answer('offer.accept', one!.id, {}), 'unavailable');
    assert.equal((await all('offer'))[0]?.state, 'open');
  });
});

describe('OpenFrame: a callback', () => {
  it('is previewed, with one object in place of a list, and numbers as people write them', async () => {
    const { set, all } = open();
    set('activeCall', {
      activeCall: callback({
        callbackContext: { customerName: 'Adaeze', callbackNumbers: '(212) 555-0143' },
      }),
    });
    const [[task], [interaction]] = [await all('task'), await all('interaction')];
    assert.deepEqual(task?.customer.numbers, [{ id: '(212) 555-0143', number: '(212) 555-0143', label: '' }]);
    assert.equal(interaction?.state, 'preview');
    assert.deepEqual(interaction.capabilities.dial, { visible: true, enabled: true });
    set('activeCall', {
      activeCall: [callback({ callbackContext: { callbackNumbers: [{ phone: '00 44 20 7946-0018' }] } })],
    });
    assert.equal((await all('task'))[0]?.customer.numbers[0]?.number, '+442079460018');
  });

  it('counts to its dial, then to its close; an empty time is no timer', async () => {
    const { set, all } = open();
    const at = (more: object) => {
      set('activeCall', {
        activeCall: [callback({ callbackContext: { callbackNumbers: ['+12125550143'], ...more } })],
      });
      return all('interaction').then(([one]) => one?.timer);
    };
    const time = 'Mon, 02 Mar 2026 14:05:00 GMT';
    assert.deepEqual(await at({ dialInEndTime: time, closeInEndTime: '' }), {
      kind: 'dial',
      deadline: '2026-03-02T14:05:00.000Z',
      duration: 300_000,
    });
    assert.equal(
      (await at({ callAttemptedByAgent: 'true', dialInEndTime: time, closeInEndTime: time }))?.kind,
      'close',
    );
    assert.equal(await at({ callAttemptedByAgent: 'true', dialInEndTime: time, closeInEndTime: '' }), null);
  });

  it('is dialled by an action with the selected number, once', async () => {
    const asked: unknown[] = [];
    const { set, all, api, send, answer } = open({ patience: 2000 });
    set('activeCall', { activeCall: [callback()] });
    const id = (await all('interaction'))[0]!.id;
    api.subscribe('interaction_control_action', (action: { name: string }) => {
      asked.push(action);
      if (action.name !== 'initiateCall') return;
      const customer = { id: 'c', actor: 'customer', state: 'Alerting', address: '+12125550144' };
      queueMicrotask(() =>
        set('activeCall', {
          activeCall: [callback({ participants: customer }, { capabilities: { endCall: true } })],
        }),
      );
    });
    await send('interaction.select-number', id, { numberId: '+12125550144' });
    const outcomes = await Promise.all([
      answer('interaction.dial', id, {}),
      answer('interaction.dial', id, {}),
    ]);
    assert.deepEqual(outcomes, ['performed', 'unchanged']);
    assert.match(JSON.stringify(asked), /selectCallbackNumber.*"initiateCall".*"number":"\+12125550144"/);
    assert.equal(asked.length, 2);
    assert.equal((await all('interaction'))[0]?.state, 'dialing');
    assert.equal((await all('task'))[0]?.attempts.length, 1);
  });

  it('is wrapped up after the call, and that is told', async () => {
    const { set, all, heard, send } = open();
    const participants = [
      { id: 'c', name: 'Adaeze', actor: 'customer', connectedTime: '2026-03-02T13:59:00Z' },
    ];
    const talking = callback(
      { nowRecordId: 'IMS7', nowRecordTable: 'interaction', participants },
      { muted: 'true' },
    );
    set('activeCall', { activeCall: [talking] });
    assert.equal((await all('call'))[0]?.legs[0]?.muted, true);
    set('idleState', { idleState: { capability: { logOut: 'true' } } });
    const [segment] = await all('segment');
    assert.equal(segment?.state, 'open');
    assert.equal(segment.capabilities.save.visible, false);
    await send('segment.submit', segment.id, { reasonId: 'resolved', notes: '<b>Refunded</b>' });
    assert.deepEqual(heard.at(-1), [
      'wrap_up',
      {
        wrapUp: {
          external: 'CB1',
          externalSegmentId: null,
          recordId: 'IMS7',
          recordTable: 'interaction',
          wrapUpCode: 'resolved',
          wrapUpNotes: '<b>Refunded</b>',
          wrapUpSegmentId: 'segment-CB1',
        },
      },
    ]);
    assert.equal((await all('task'))[0]?.state, 'closed_complete');
    // The same callback, asked for once more, is another thing.
    set('activeCall', { activeCall: [callback()] });
    assert.deepEqual(
      (await all('interaction')).map(({ state }) => state),
      ['closed', 'preview'],
    );
  });

  it('closed, it does not change, whatever is still said of it', async () => {
    const { set, all, send } = open();
    const customer = (state: string) => ({ participants: { id: 'c', actor: 'customer', state } });
    set('activeCall', { activeCall: callback(customer('Connected')) });
    set('activeCall', { activeCall: callback(customer('Disconnected')) });
    const [segment] = await all('segment');
    await send('segment.submit', segment!.id, { reasonId: null, notes: '' });
    const before = [await all('interaction'), await all('task'), await all('segment')];
    set('activeCall', {
      activeCall: callback({ ...customer('Alerting'), callbackContext: { customerName: 'Eve' } }),
    });
    const after = [await all('interaction'), await all('task'), await all('segment')];
    assert.deepEqual(
      after.flat().map(({ version }) => version),
      before.flat().map(({ version }) => version),
    );
  });

  it('knows who ended what: the agent the consult, the customer the call', async () => {
    const { set, all, api, send } = open({ patience: 2000 });
    const customer = { id: 'c', actor: 'customer', connectedTime: '2026-03-02T13:59:00Z', held: 'true' };
    const ben = {
      id: 'b',
      name: 'Ben',
      actor: 'agent',
      state: 'Connected',
      capabilities: { endCall: 'true' },
    };
    set('activeCall', { activeCall: callback({ participants: [customer, ben] }) });
    const [call] = await all('call');
    assert.equal(call?.consult.state, 'consulting');
    api.subscribe('interaction_control_action', ({ name, payload }: { name: string; payload: object }) => {
      assert.deepEqual([name, (payload as { participantId: string }).participantId], ['endConsult', 'b']);
      set('activeCall', { activeCall: callback({ participants: customer }) });
    });
    await send('call.end-consult', call.id, {});
    assert.deepEqual((await all('call'))[0]?.consult, {
      state: 'none',
      target: null,
      timer: null,
      last: null,
    });
    set('activeCall', { activeCall: '' });
    assert.deepEqual(
      (await all('call'))[0]?.legs.map(({ role, endReason }) => `${role} ${endReason}`),
      ['agent customer_hangup', 'customer customer_hangup', 'agent agent_hangup'],
    );
  });

  it('a transfer that failed is told, and the command refused', async () => {
    const { set, all, api, answer } = open({ patience: 2000 });
    const can = (more: object) => ({ capabilities: { initiateCall: true, transfer: true, ...more } });
    set('activeCall', { activeCall: callback({}, can({})) });
    api.subscribe('interaction_control_action', () =>
      set('activeCall', { activeCall: callback({}, can({ callbackTransferStatus: 'Failed' })) }),
    );
    const id = (await all('interaction'))[0]!.id;
    const target = { kind: 'queue', id: 'loans' } as const;
    assert.equal(await answer('interaction.transfer', id, { target }), 'not_possible');
    assert.equal((await all('notice'))[0]?.type, 'transfer_failed');
    assert.equal((await all('interaction'))[0]?.state, 'preview');
  });

  it('does not escalate: its flag is about the quality of the line', async () => {
    const { set, all } = open();
    const participants = { id: 'c', actor: 'customer', connectedTime: '2026-03-02T13:59:00Z' };
    set('activeCall', {
      activeCall: callback({ participants }, { flagged: 'true', capabilities: { flag: 'true' } }),
    });
    const [call] = await all('call');
    assert.equal(call?.escalatedAt, null);
    assert.equal(call.capabilities.escalate.visible, false);
  });
});

describe('OpenFrame: whatever comes', () => {
  it('what is unknown is reported once', () => {
    const { set, reports } = open();
    for (let i = 0; i < 3; i++) {
      set('activeCall', { activeCall: { ...callback(), typo: 1 } });
      set('nonsense', {});
    }
    assert.deepEqual(reports, ['activeCall has no documented field typo', 'there is no context nonsense']);
  });

  it('what fails inside is reported, and not thrown into the connector', () => {
    let isBroken = false;
    const { set, reports } = open({
      now: () => {
        if (isBroken) throw new Error('no clock');
        return start;
      },
    });
    isBroken = true;
    set('activeCall', { activeCall: [callback()] });
    assert.deepEqual(reports, ['setICContext failed: no clock']);
  });

  it('a listener that throws, now or later, is reported; the command is refused', async () => {
    const { set, all, api, answer, reports } = open();
    set('activeCall', { activeCall: [callback()] });
    api.subscribe('interaction_control_action', () => {
      throw new Error('mine');
    });
    const id = (await all('interaction'))[0]!.id;
    assert.equal(await answer('interaction.dial', id, {}), 'unavailable');
    assert.match(reports.join(), /mine/);
  });

  it('the names of actions are the host’s to choose', async () => {
    const names: string[] = [];
    const { set, all, api, answer } = open({ actions: { 'interaction.dial': 'dialNow' } });
    set('activeCall', { activeCall: [callback()] });
    api.subscribe('interaction_control_action', ({ name }: { name: string }) => names.push(name));
    await answer('interaction.dial', (await all('interaction'))[0]!.id, {});
    assert.deepEqual(names, ['dialNow']);
  });

  /** Documented names with whatever for values, documented values, or anything at all. */
  const word = fc.oneof(
    fc.constantFrom(
      'true',
      'false',
      '',
      'callback',
      'customer',
      'agent',
      'Connected',
      'Alerting',
      'Disconnected',
      'CB1',
      'c',
      'p',
    ),
    fc.constantFrom(
      '2026-03-02T14:00:00Z',
      'Mon, 02 Mar 2026 13:00:00 GMT',
      '<img src=x onerror=alert(1)>',
      '__proto__',
    ),
    fc.string(),
  );
  const value: fc.Arbitrary<unknown> = fc.oneof(
    word,
    fc.boolean(),
    fc.double(),
    fc.constant(null),
    fc.anything({ maxDepth: 2 }),
  );
  const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.record(fields, { requiredKeys: [] }) },
      { weight: 1, arbitrary: value },
    );
  const many = (one: fc.Arbitrary<unknown>) => fc.oneof(one, fc.array(one, { maxLength: 3 }));
  const flags = some({
    initiateCall: value,
    closeCallback: value,
    transfer: value,
    endCall: value,
    hold: value,
    mergeCall: value,
    cancelCallbackTransferEligible: value,
    callbackTransferStatus: value,
  });
  const person = some({
    id: word,
    name: word,
    actor: word,
    state: word,
    address: value,
    connectedTime: value,
    callStartTime: value,
    held: value,
    muted: value,
    recording: value,
    paused: value,
    requireWrapup: value,
    capabilities: flags,
  });
  const activeCall = some({
    type: word,
    externalId: word,
    nowRecordId: word,
    customPayload: value,
    callbackContext: some({
      customerName: word,
      callbackNumbers: many(value),
      callAttemptedByAgent: value,
      dialInEndTime: value,
      closeInEndTime: value,
    }),
    currentParticipant: person,
    participants: many(person),
  });
  const offerContext = some({
    externalId: word,
    queueId: word,
    description: value,
    requesterId: value,
    assignment: some({ offeredOn: value, timeout: value, allowedToDecline: value }),
    displayContent: value,
    transferContent: value,
    metadata: value,
  });
  const targets = some({
    targetTypes: many(value),
    targets: many(
      some({
        type: word,
        transferSubtypes: many(value),
        payload: some({ list: many(some({ id: word, name: word, presence: word, moreInfo: many(value) })) }),
      }),
    ),
  });
  const context = fc.oneof(
    fc.tuple(fc.constant('activeCall'), many(activeCall)),
    fc.tuple(fc.constant('offerContext'), many(offerContext)),
    fc.tuple(fc.constant('searchTargetList'), many(targets)),
    fc.tuple(fc.constant('idleState'), value),
    fc.tuple(fc.anything(), fc.anything()),
  );

  it('nothing is thrown into the connector, and what the elements get keeps the rules', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(context, fc.boolean()), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(fc.constantFrom(...commandKeys), fc.nat(9)), { maxLength: 4 }),
        async (contexts, commands) => {
          const { set, api, client, dispose } = open({ patience: 1 });
          const found: string[] = [];
          let before: View | null = null;
          const look = async () => {
            const { records } = await client.snapshot();
            structuredClone(records);
            const after: View = new Map(records.map((one) => [`${one.kind} ${one.id}`, one]));
            assert.equal(after.size, records.length, 'a record is there twice');
            // Two calls at once are the connector's to answer for.
            for (const { id, judge } of rules)
              if (id !== 'capacity')
                found.push(...judge({ agentId: 'ana', before, after, position: null, event: null }));
            before = after;
          };
          for (const [[type, body], isBare] of contexts) {
            set(type, isBare ? body : { [String(type)]: body });
            api.setPresenceIndicator(body);
            await look();
          }
          for (const [command, pick] of commands) {
            const { records } = await client.snapshot();
            const ofKind = records.filter(({ kind }) => command.startsWith(`${kind}.`));
            const id = ofKind[pick % (ofKind.length || 1)]?.id ?? 'none';
            const payload = {
              target: { kind: 'agent', id: 'x' },
              side: 'workspace',
              digits: '1',
              notes: '',
              reasonId: null,
            };
            await client.send(command, id, payload as never, { key: `k${Math.random()}` }).then(
              ({ outcome }) => assert.match(outcome, /performed|unchanged/),
              (error: unknown) => assert.ok(problemCode((error as ProblemError).problem.type), String(error)),
            );
            await look();
          }
          dispose();
          assert.deepEqual(found, []);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('its positions are positions of the contract, whatever the clock says', async () => {
    assert.ok(parsePosition((await open().client.snapshot()).asOf));
  });

  it('every method of the API takes anything', () => {
    const { api } = open();
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(api)),
        fc.array(fc.anything(), { maxLength: 3 }),
        (name, args) => {
          const method = api[name as keyof typeof api] as unknown;
          if (typeof method === 'function') (method as (...given: unknown[]) => unknown)(...args);
        },
      ),
      { numRuns: 300 },
    );
  });

  const markup = fc.constantFrom('<b>Bold</b>', '&lt;', 'javascript:alert(1)', '${x}', 'tel:+1', '\u202e');

  it('text stays text: it comes out as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(markup, fc.string({ minLength: 1, unit: 'binary' })), async (text) => {
        if (!text.trim()) return;
        const { set, all, dispose } = open();
        set('activeCall', {
          activeCall: [callback({ callbackContext: { customerName: text, callbackNumbers: [text] } })],
        });
        assert.equal((await all('interaction'))[0]?.customerName, text.trim());
        dispose();
      }),
      { numRuns: 30 },
    );
  });
});

describe('OpenFrame: a connector over the simulator', () => {
  it('conforms in all that OpenFrame can express', async () => {
    const reports: string[] = [];
    const report = await checkConformance(() => connected((what) => reports.push(what)));
    console.log(formatReport(report));
    const of = (status: string) => report.results.filter((one) => one.status === status).map(({ id }) => id);
    assert.deepEqual(of('failed'), []);
    assert.deepEqual(of('left_out'), []);
    // What it has no word for: docs/openframe.md.
    assert.deepEqual(of('unsupported'), [
      ...['try-later', 'edit-reason', 'escalate', 'wrong-number', 'save', 'amend', 'overwritten', 'limited'],
      ...['extend', 'reopen', 'sign-out', 'schedule'],
    ]);
    assert.deepEqual(reports, [], 'nothing of it was not understood');
  });
});

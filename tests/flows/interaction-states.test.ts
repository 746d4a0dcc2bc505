import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { adaeze, ana, ben, disabled, loans, onThePhone, participants, pick, reads, rows } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';
import { callbackOf, defaults, frozen, refuses, request, second, stands, stateOf } from './server.ts';
import { flow } from './statements.ts';

const all = office();
const { begin, open, sit } = all;

const answers = '+12125550143';
const self = `${ana} (you)`;

const interactionOf = async (centre: Centre, agent = 'ana') =>
  (await centre.records('interaction', agent)).at(-1)!;
const callOf = async (centre: Centre) => (await centre.records('call')).at(-1)!;

/** The notes, once the provider has them. */
const write = async (centre: Centre, desk: Desk, notes: string): Promise<void> => {
  await desk.type('Notes', notes);
  await desk.until('saved', async () => (await centre.records('segment'))[0]!.notes === notes);
};

describe('before and between calls', () => {
  flow(['4.2.3'], 'another number and another reason leave the interaction where it is', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await frozen(centre);
    await desk.press('Accept');
    for (const [state, number, reason] of [
      ['preview', 'Office', 'Order Issue'],
      ['no_answer', 'Mobile', 'Sales Discovery'],
    ] as const) {
      if (state === 'no_answer') {
        await desk.press('Call number');
        await reads(desk, 'Dialling');
        await centre.customer('busy');
      }
      await desk.until('it is there', async () => (await interactionOf(centre))?.state === state);
      await desk.enabled('Callback number', 'combobox');
      await desk.choose('Callback number', number);
      await desk.until(
        'selected',
        async () => (await interactionOf(centre)).numberId === number.toLowerCase(),
      );
      const { id } = await interactionOf(centre);
      const { version } = (await centre.records('task'))[0]!;
      await centre.command('ana', 'interaction.edit-reason', id, { reason, version });
      await reads(desk, reason);
      assert.equal((await callbackOf(centre)).reason, reason);
      await stands(centre, 'assigned ana', [state]);
    }
  });

  flow(
    ['4.1.11', '4.1.18', '4.2.10', '4.2.12', '4.2.13', '4.2.16', '4.4.6', '4.4.7', '4.2.29'],
    'after an unanswered attempt: the close timer, what ends it, and what begins it anew',
    async () => {
      const { centre, desk } = await begin('agent-first-auto', defaults);
      await frozen(centre);
      const busy = async () => {
        await reads(desk, 'Dialling');
        await centre.customer('busy');
        await reads(desk, 'Closes in 5:00');
        await stands(centre, 'assigned ana', ['no_answer']);
      };
      /** No timer is on the screen, none with the server, and nothing happens when it would have run out. */
      const still = async (task: string, interaction: string) => {
        await desk.until('no timer', async () => !(await desk.counts('Closes in')));
        assert.equal((await interactionOf(centre)).timer, null);
        await centre.advance(201 * second);
        await stands(centre, task, [interaction]);
      };
      await desk.press('Accept');
      await desk.press('Close callback');
      await desk.enabled('Submit & close');
      await stands(centre, 'assigned ana', ['wrap_up']);
      assert.equal((await centre.records('segment'))[0]!.state, 'open');
      assert.equal(await desk.counts('Dials in'), false);
      await centre.advance(301 * second);
      await stands(centre, 'assigned ana', ['wrap_up']);
      await desk.press('Back');
      await reads(desk, 'Dials in 5:00');
      await stands(centre, 'assigned ana', ['preview']);
      await desk.press('Call number');
      await busy();

      await centre.advance(100 * second);
      await reads(desk, 'Closes in 3:20');
      await desk.press('Retry call');
      await reads(desk, 'Dialling');
      assert.equal((await interactionOf(centre)).timer, null);
      await busy();

      await centre.advance(100 * second);
      await desk.press('Close callback');
      await desk.enabled('Submit & close');
      await still('assigned ana', 'wrap_up');
      assert.equal((await centre.records('segment'))[0]!.state, 'open');
      await desk.press('Back');
      await reads(desk, 'Closes in 5:00');
      await stands(centre, 'assigned ana', ['no_answer']);
      assert.equal((await centre.records('segment'))[0]!.state, 'draft');

      await centre.advance(100 * second);
      await desk.press('Transfer callback');
      await desk.press(`Transfer to ${ben}`);
      await reads(desk, 'Transferring callback, please wait...');
      assert.equal((await interactionOf(centre)).timer, null);
      await desk.press('Cancel callback transfer');
      await reads(desk, 'Closes in 5:00');

      await centre.advance(300 * second - 1);
      await desk.enabled('Retry call');
      await stands(centre, 'assigned ana', ['released']);
      await centre.advance(1);
      await desk.see('Callback closed');
      const closed = Object.values((await stateOf(centre)).interactions)[0]!;
      assert.equal(closed.state, 'closed');
      await stands(centre, 'closed_abandoned ana');
      await desk.press('Close page');
      await reads(desk, 'No callback open');

      // Another time.
      await request(centre, { customerName: adaeze, number: answers, agentId: 'ana' });
      await desk.press('Accept');
      await desk.press('Call number');
      await busy();
      await desk.press('Try later');
      await desk.press('In 1 hour', 'menuitem');
      await reads(desk, 'No callback open');
      await stands(centre, 'scheduled', ['released']);
      assert.equal((await callbackOf(centre)).ownerId, null);
      await centre.advance(301 * second);
      await stands(centre, 'scheduled', ['released']);

      // Signed out.
      await centre.do('ben', 'agent.set', { presenceId: 'away' });
      await request(centre, { customerName: adaeze, number: answers });
      await desk.press('Accept');
      await desk.press('Call number');
      await busy();
      await centre.do('ana', 'agent.sign-out', { side: 'contact_centre' });
      await reads(desk, 'No callback open');
      await centre.advance(301 * second);
      await stands(centre, 'queued', ['released']);
    },
  );

  flow(['4.4.7'], 'a short close timer has at least 10 s when the callback comes back', async () => {
    const { centre, desk } = await begin('agent-first-auto', { timers: { close: 4000 } });
    await frozen(centre);
    await desk.press('Accept');
    await desk.press('Call number');
    await reads(desk, 'Dialling');
    await centre.customer('busy');
    await reads(desk, 'Closes in 0:04');
    await desk.press('Transfer callback');
    await desk.press(`Transfer to ${ben}`);
    await desk.press('Cancel callback transfer');
    await reads(desk, 'Closes in 0:10');
  });

  flow(
    ['4.2.33', '4.4.22'],
    'an offer, and an interaction until it is closed or released, take one of the capacity, which is 1',
    async () => {
      const centre = await open('quiet');
      await frozen(centre);
      await centre.do('ben', 'agent.set', { presenceId: 'away' });
      const desk = await sit(centre);
      const names = ['Bo Li', 'Ye Shan', 'Ada Obi'];
      for (const customerName of names) await request(centre, { customerName, number: answers });
      const only = async (name: string | null) => {
        for (const each of names) assert.equal(await desk.has('article', each), each === name, each);
        assert.equal((await centre.records('offer')).filter(({ state }) => state === 'open').length, +!!name);
      };
      await desk.find('article', 'Bo Li');
      await only('Bo Li');
      await desk.press('Accept');
      await desk.enabled('Call number');
      await only(null);
      await desk.press('Call number');
      await reads(desk, 'Dialling');
      await centre.customer('answer');
      await desk.enabled('Hold');
      await only(null);
      await desk.press('End call');
      await desk.enabled('Submit & close');
      await only(null);
      await desk.press('Submit & close');
      await desk.find('article', 'Ye Shan');
      await only('Ye Shan');
      await desk.press('Accept');
      await desk.enabled('Call number');
      await only(null);
      await desk.press('Transfer callback');
      await desk.press(`Transfer to ${loans}`);
      await desk.find('article', 'Ada Obi');
      await only('Ada Obi');

      // Where the provider says more.
      const two = await open('two-at-once');
      await frozen(two);
      await two.do('ben', 'agent.set', { presenceId: 'away' });
      await request(two, { customerName: 'Bo Li' });
      const more = await sit(two);
      await more.find('article', adaeze);
      await more.find('article', 'Jürgen Großmann');
      assert.equal((await two.records('agent'))[0]!.capacity, 2);
      assert.equal(await more.has('article', 'Bo Li'), false);
    },
  );

  flow(['4.2.8'], 'handed on by who has signed out since: still the receiver’s to accept', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await frozen(centre);
    await desk.press('Accept');
    await desk.press('Transfer callback');
    await desk.press(`Transfer to ${ben}`);
    await reads(desk, 'Transferring callback, please wait...');
    const other = await sit(centre, 'ben');
    await other.enabled('Accept');
    await centre.do('ana', 'agent.sign-out', { side: 'contact_centre' });
    await stands(centre, 'assigned ana', ['transferring', 'offered']);
    await other.press('Accept');
    await other.enabled('Call number');
    await stands(centre, 'assigned ben', ['released', 'preview']);
    await reads(desk, `${ben} accepted the callback`);
    assert.deepEqual(await centre.records('interaction'), []);
  });
});

describe('a call', () => {
  flow(
    ['4.3.1', '4.3.4', '4.3.5', '4.2.23', '4.2.27', '4.2.25', '4.2.31'],
    'the customer’s leg, from dialling to its end; lost, and dialled again; signed out of the wrap-up only',
    async () => {
      const centre = await open('agent-first-manual');
      await frozen(centre);
      const desk = await sit(centre);
      await desk.press('Accept');
      const leg = async () => {
        const { state, endReason } = (await callOf(centre)).legs.find(({ role }) => role === 'customer')!;
        return endReason ? `${state}: ${endReason}` : state;
      };
      const signOut = { side: 'contact_centre' } as const;
      const bound = async () => {
        await refuses(centre, 'ana', 'agent.sign-out', 'ana', signOut, /call_live/);
        const { presence, capabilities } = (await centre.records('agent'))[0]!;
        assert.equal(presence.contact_centre.signedIn, true);
        assert.deepEqual(capabilities.signOut, { visible: true, enabled: false, reason: 'call_live' });
      };
      await desk.press('Call number');
      await participants(desk, [`${adaeze} Dialling`, `${self} Connected`]);
      assert.equal(await leg(), 'dialing');
      await bound();
      await stands(centre, 'in_progress ana', ['dialing']);
      await centre.advance(500);
      await participants(desk, [`${adaeze} Ringing`, `${self} Connected`]);
      assert.equal(await leg(), 'ringing');
      await centre.advance(1500);
      await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
      assert.equal(await leg(), 'connected');
      await bound();
      await stands(centre, 'in_progress ana', ['in_call']);
      await desk.press('Hold');
      await participants(desk, [`${adaeze} On hold 0:00`, `${self} Connected`]);
      assert.equal(await leg(), 'held');
      await desk.press('Resume');
      await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
      assert.equal(await leg(), 'connected');

      await desk.press('Mute');
      await participants(desk, [`${adaeze} Connected`, `${self} Connected, muted`]);
      await desk.press('Record');
      await desk.enabled('Pause recording');
      await participants(desk, [`${adaeze} Connected`, `${self} Connected, muted`]);
      const { legs, recording } = await callOf(centre);
      assert.equal(recording.state, 'on');
      assert.deepEqual(
        legs.map(({ state, muted }) => [state, muted]),
        [
          ['connected', false],
          ['connected', true],
        ],
      );

      await centre.customer('drop');
      await desk.enabled('Submit & close');
      assert.ok((await rows(desk, 'Participants'))[0]!.startsWith(`${adaeze} Ended: Connection lost`));
      assert.equal(await leg(), 'ended: dropped');
      await stands(centre, 'in_progress ana', ['wrap_up']);
      const { id } = await interactionOf(centre);
      await refuses(centre, 'ana', 'interaction.dial', id, {}, /not_possible/);
      await desk.press('Retry call');
      await participants(desk, [`${adaeze} Dialling`, `${self} Connected`]);
      await stands(centre, 'in_progress ana', ['dialing']);
      await centre.advance(2 * second);
      await desk.press('End call');
      await desk.enabled('Submit & close');
      assert.equal(await leg(), 'ended: agent_hangup');
      // Ended by somebody: not to be dialled again.
      await disabled(desk, 'Retry call');
      await refuses(centre, 'ana', 'interaction.retry', id, {}, /not_possible/);

      await write(centre, desk, 'Said before the line was lost.');
      await centre.do('ana', 'agent.sign-out', signOut);
      await desk.see('Callback closed');
      const { state, notes } = (await centre.records('segment'))[0]!;
      assert.deepEqual([state, notes], ['expired', 'Said before the line was lost.']);
      await stands(centre, 'closed_complete ana', ['closed']);
    },
  );

  flow(
    ['4.3.2', '4.3.3', '4.3.6', '4.4.9', '4.2.18'],
    'a consult: declined, not answered for 30 s, ended, merged; then the customer hangs up',
    async () => {
      const { centre, desk } = await onThePhone(all, defaults);
      const consult = async () => {
        await centre.do('ana', 'call.consult', { target: { kind: 'agent', id: 'ben' } });
        await reads(desk, '0:30 left to answer');
        await reads(desk, `Ringing ${ben}`);
        await is('consult_dialing');
      };
      const is = (state: string) =>
        desk.until(state, async () => (await callOf(centre)).consult.state === state);
      const bens = async () =>
        Object.values((await stateOf(centre)).calls)[0]!
          .legs.filter(({ agentId }) => agentId === 'ben')
          .map(({ state, endReason }) => (endReason ? `${state}: ${endReason}` : state));

      await is('none');
      await consult();
      await centre.do('ben', 'offer.reject', {});
      await reads(desk, `${ben} declined`);
      await is('none');
      assert.deepEqual(await bens(), ['ended: declined']);
      // Nothing runs out any more.
      await centre.advance(31 * second);
      await is('none');

      await consult();
      await centre.advance(30 * second - 1);
      await is('consult_dialing');
      await centre.advance(1);
      await reads(desk, `${ben} did not answer`);
      await is('none');
      assert.equal((await bens()).at(-1), 'ended: no_answer');
      await centre.do('ben', 'agent.set', { presenceId: 'available' });

      await consult();
      await desk.press('End consult');
      await desk.enabled('Resume');
      await is('none');
      assert.equal((await bens()).at(-1), 'ended: agent_hangup');
      await centre.advance(31 * second);
      await is('none');

      await consult();
      await centre.do('ben', 'offer.accept', {});
      await reads(desk, `Speaking with ${ben}`);
      await is('consulting');
      await centre.advance(31 * second);
      await is('consulting');
      await desk.press('Merge calls');
      await reads(desk, `In one call with ${ben}`);
      await is('conference');
      await desk.press('End consult');
      await participants(desk, [`${adaeze} Connected`, `${self} Connected`]);
      await is('none');

      await stands(centre, 'in_progress ana', ['in_call']);
      await centre.customer('hang_up');
      await desk.enabled('Submit & close');
      assert.ok((await rows(desk, 'Participants'))[0]!.startsWith(`${adaeze} Ended: Hung up`));
      const customer = (await callOf(centre)).legs.find(({ role }) => role === 'customer')!;
      assert.deepEqual([customer.state, customer.endReason], ['ended', 'customer_hangup']);
      await stands(centre, 'in_progress ana', ['wrap_up']);
    },
  );

  flow(
    ['4.2.20', '4.2.21', '4.2.22'],
    'a waiting call ends after 120 s, or when the customer hangs up; closed with the last wrap-up',
    async () => {
      for (const end of ['time', 'customer'] as const) {
        const { centre, desk } = await onThePhone(all, defaults);
        await centre.do('ben', 'agent.set', { presenceId: 'away' });
        await desk.press('Transfer');
        await pick(desk, 'Blind', `Transfer options for ${loans}`);
        await desk.enabled('Submit & close');
        await stands(centre, 'in_progress ana', ['waiting']);
        assert.equal((await interactionOf(centre)).ownerId, null);
        const live = async () => Object.values((await stateOf(centre)).calls)[0]!.endedAt === null;
        if (end === 'time') {
          await centre.advance(120 * second - 1);
          assert.equal(await live(), true);
          await centre.advance(1);
          assert.equal(await live(), false);
          // Her own part is still open.
          await stands(centre, 'in_progress ana', ['waiting']);
          await desk.enabled('Submit & close');
          await desk.press('Submit & close');
        } else {
          await desk.press('Submit & close');
          await reads(desk, 'Closes when the call ends');
          await stands(centre, 'in_progress ana', ['waiting']);
          await centre.control('customer', { taskId: (await callbackOf(centre)).id, act: 'hang_up' });
          assert.equal(await live(), false);
        }
        await desk.see('Callback closed');
        await stands(centre, 'closed_complete ana', ['closed']);
      }
    },
  );
});

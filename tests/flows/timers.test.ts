import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Snapshot } from '../../contract/events.ts';
import { adaeze, ben, disabled, onThePhone, reads } from './call.ts';
import type { Centre } from './desk.ts';
import { office } from './office.ts';
import { callbackOf, defaults, frozen, hour, minute, request, second, stands } from './server.ts';
import { flow } from './statements.ts';

const all = office();
const { begin, open, sit, pause, resume } = all;

const answers = '+12125550143';

const attempts = async (centre: Centre, taskId?: string) => (await callbackOf(centre, taskId)).attempts;
const timerOf = async (centre: Centre) => (await centre.records('interaction'))[0]!.timer;

describe('the dial timer', () => {
  flow(
    ['2.14', '4.2.4', '4.4.3'],
    '300 s from accept: ended by transfer, close and dial; at zero the contact centre dials the number selected then',
    async () => {
      const { centre, desk } = await begin('agent-first-auto', defaults);
      await frozen(centre);
      const none = async () => {
        await desk.until('no timer', async () => !(await desk.counts('Dials in')));
        assert.equal(await timerOf(centre), null);
        await centre.advance(20 * second);
        assert.deepEqual(await attempts(centre), []);
      };
      await desk.press('Accept');
      await reads(desk, 'Dials in 5:00');
      await centre.advance(290 * second);
      await reads(desk, 'Dials in 0:10');
      await desk.press('Transfer callback');
      await desk.press(`Transfer to ${ben}`);
      await reads(desk, 'Transferring callback, please wait...');
      await none();
      await desk.press('Cancel callback transfer');
      await reads(desk, 'Dials in 5:00');
      await centre.advance(290 * second);
      await desk.press('Close callback');
      await desk.enabled('Submit & close');
      await none();
      await desk.press('Back');
      await reads(desk, 'Dials in 5:00');
      await desk.choose('Callback number', 'Office');
      await desk.until(
        'the server has the number',
        async () => (await centre.records('interaction'))[0]!.numberId === 'office',
      );
      await centre.advance(300 * second - 1);
      assert.deepEqual(await attempts(centre), []);
      await centre.advance(1);
      await reads(desk, 'Dialling');
      assert.equal((await centre.records('interaction'))[0]!.state, 'dialing');
      const { customer } = await callbackOf(centre);
      assert.deepEqual(
        (await attempts(centre)).map(({ number }) => number),
        [customer.numbers[1]!.number],
      );
      assert.deepEqual(
        desk.sent.filter((path) => path.endsWith('/dial')),
        [],
      );
      await centre.customer('answer');
      await desk.press('End call');
      await desk.press('Submit & close');
      await desk.press('Close page');

      // Dialled by hand before: not once more at zero.
      await request(centre, { customerName: adaeze, number: answers, agentId: 'ana' });
      await desk.press('Accept');
      await reads(desk, 'Dials in 5:00');
      await centre.advance(290 * second);
      await desk.press('Call number');
      await reads(desk, 'Dialling');
      assert.equal(await timerOf(centre), null);
      await centre.advance(20 * second);
      await desk.enabled('Hold');
      await stands(centre, 'in_progress ana', ['in_call']);
      assert.equal((await attempts(centre)).length, 1);
    },
  );

  flow(['4.4.4'], 'and the close timer have what the provider sets, from 0 to 1200 s', async () => {
    for (const [dial, close] of [
      [0, 1200 * second],
      [1200 * second, 0],
    ] as const) {
      const { centre, desk } = await begin('agent-first-auto', { timers: { dial, close } });
      await frozen(centre);
      await desk.press('Accept');
      if (dial) {
        await reads(desk, 'Dials in 20:00');
        await desk.press('Call number');
      }
      await reads(desk, 'Dialling');
      await centre.customer('busy');
      if (close) await reads(desk, 'Closes in 20:00');
      else await desk.see('Callback closed');
      await stands(centre, close ? 'assigned ana' : 'closed_abandoned ana', [close ? 'no_answer' : 'closed']);
    }
    for (const timers of [{ dial: 1200 * second + 1 }, { close: 1200 * second + 1 }, { dial: -1 }])
      await assert.rejects(open('agent-first-auto', { timers }), /invalid_payload/);
  });

  flow(
    ['4.4.11', '4.4.19'],
    'stops outside the calling window, and starts anew when it opens; so does Call number',
    async () => {
      const { centre, desk } = await begin('quiet', {
        dialing: 'automatic',
        ...defaults,
        override: { doNotCall: false, consent: false, callingWindow: false },
      });
      await frozen(centre);
      const start = Date.now();
      const time = (ms: number) => new Date(start + ms).toISOString().slice(11, 16);
      await request(centre, {
        customerName: adaeze,
        number: answers,
        agentId: 'ana',
        timeZone: 'UTC',
        callingWindow: { from: time(5 * minute), to: time(8 * minute) },
      });
      /** How long until the window opens, or shuts. */
      const edge = async () => {
        const { now } = (await centre.control('clock', { advance: 0 })) as { now: string };
        return (await callbackOf(centre)).window!.changesAt - Date.parse(now);
      };
      const shut = async () => {
        await reads(desk, 'Dial timer stopped');
        await disabled(desk, 'Call number');
        await reads(desk, 'Outside calling hours');
        assert.equal(await timerOf(centre), null);
        assert.equal(await desk.counts('Dials in'), false);
        const { capabilities } = (await centre.records('interaction'))[0]!;
        assert.deepEqual(capabilities.dial, {
          visible: true,
          enabled: false,
          reason: 'outside_calling_window',
        });
      };
      await desk.press('Accept');
      await shut();
      for (const _ of ['today', 'tomorrow']) {
        await centre.advance(await edge());
        await reads(desk, 'Dials in 5:00');
        await desk.enabled('Call number');
        // Shut again before it is through: 3 min.
        await centre.advance((await edge()) - 1);
        await reads(desk, 'Dials in 2:01');
        await centre.advance(1);
        await shut();
      }
      await centre.advance(10 * minute);
      assert.deepEqual(await attempts(centre), []);
    },
  );

  flow(
    ['4.4.20', '4.4.21'],
    'stops during another call, and another wrap-up, of the agent, and starts anew',
    async () => {
      const centre = await open('two-at-once', { dialing: 'automatic', ...defaults });
      await frozen(centre);
      await centre.do('ana', 'offer.accept', {});
      const [first] = await centre.records('interaction');
      const desk = await sit(centre);
      await desk.press('Accept');
      await desk.find('heading', adaeze);
      const other = async () => (await centre.records('interaction')).find(({ id }) => id !== first!.id)!;
      const counts = async () => {
        await reads(desk, 'Dials in 5:00');
        assert.equal((await other()).timer?.kind, 'dial');
      };
      const stopped = async () => {
        await reads(desk, 'Dial timer stopped');
        await disabled(desk, 'Call number');
        assert.equal((await other()).timer, null);
        await centre.advance(310 * second);
        assert.equal((await other()).state, 'preview');
      };
      await counts();
      await centre.advance(100 * second);
      await reads(desk, 'Dials in 3:20');
      await centre.command('ana', 'interaction.dial', first!.id, {});
      await reads(desk, 'Dial timer stopped');
      assert.equal((await other()).timer, null);
      await centre.control('customer', { interactionId: first!.id, act: 'busy' });
      await counts();

      await centre.advance(100 * second);
      await centre.command('ana', 'interaction.retry', first!.id, {});
      await centre.control('customer', { interactionId: first!.id, act: 'answer' });
      await stopped();
      await centre.command('ana', 'call.end', (await centre.records('call'))[0]!.id, {});
      const segment = (await centre.records('segment')).find(({ state }) => state === 'open')!;
      await stopped();
      await centre.command('ana', 'segment.submit', segment.id, { reasonId: null, notes: '' });
      await counts();
      await desk.enabled('Call number');
      await centre.advance(300 * second);
      await reads(desk, 'Dialling');
      assert.equal((await other()).state, 'dialing');
    },
  );
});

describe('any timer', () => {
  flow(
    ['4.4.1'],
    'is an absolute deadline, with the server’s now: a wrong clock of the device changes nothing',
    async () => {
      const { centre, desk } = await begin('agent-first-auto', defaults);
      await frozen(centre);
      await desk.press('Accept');
      await reads(desk, 'Dials in 5:00');
      await centre.advance(100 * second);
      // Three hours late, then two hours early.
      for (const shift of [3 * hour, -5 * hour]) {
        await desk.page.evaluateOnNewDocument((by) => {
          const { now } = Date;
          const Real = Date;
          globalThis.Date = class extends Real {
            constructor(...given: [number?]) {
              super(...((given.length ? given : [now() + by]) as [number]));
            }
            static override now = () => now() + by;
          } as DateConstructor;
        }, shift);
        const before = Date.now();
        const [answer] = await Promise.all([
          desk.page.waitForResponse((one) => one.url().endsWith('/api/session')),
          desk.reload(),
        ]);
        const wrong = (await desk.page.evaluate(() => Date.now())) - before;
        assert.ok(Math.abs(wrong) > 1.9 * hour, 'the clock of the device is wrong');
        await reads(desk, 'Dials in 3:20');
        const { clock, records } = (await answer.json()) as Snapshot;
        const { timer } = records.find((one) => one.kind === 'interaction')!;
        assert.equal(Date.parse(timer!.deadline) - Date.parse(clock.now), 200 * second);
        assert.equal(timer!.duration, 300 * second);
      }
      await centre.advance(200 * second - 1);
      await reads(desk, 'Dials in 0:01');
      assert.deepEqual(await attempts(centre), []);
      await centre.advance(1);
      await reads(desk, 'Dialling');
    },
  );

  flow(['4.4.23'], 'at zero: the screen waits for the server, and does nothing itself', async () => {
    const { centre, desk } = await begin('agent-first-auto', { timers: { dial: 3 * second } });
    await frozen(centre);
    await desk.press('Accept');
    await reads(desk, 'Dials in');
    await centre.control('clock', { rate: 1 });
    // A server that is too slow: nothing is heard of it.
    pause();
    try {
      await reads(desk, 'Waiting for the contact centre.');
      assert.equal(await desk.has('button', 'Retry call'), false);
      assert.equal(await desk.has('button', 'Call number'), true);
    } finally {
      resume();
    }
    await desk.enabled('Hold');
    assert.equal((await attempts(centre)).length, 1);
    assert.deepEqual(
      desk.sent.filter((path) => /dial|retry/.test(path)),
      [],
    );
  });
});

describe('the wrap-up’s timer, where it is limited', () => {
  flow(
    ['4.4.12'],
    '60 s from the end of my part, or from close; ended by More time and by Submit & close',
    async () => {
      const limited = { timers: { wrapUp: minute } };
      const { centre, desk } = await onThePhone(all, limited);
      const isOpen = async () => (await centre.records('segment')).at(-1)!.state;
      await centre.advance(30 * second);
      await desk.press('End call');
      await reads(desk, 'Time left 1:00');
      await centre.advance(minute - 1);
      await reads(desk, 'Time left 0:01');
      assert.equal(await isOpen(), 'open');
      await desk.press('More time');
      await reads(desk, 'Time left 1:01');
      await centre.advance(minute);
      assert.equal(await isOpen(), 'open');
      await centre.advance(1);
      await desk.see('Callback closed');
      assert.equal(await isOpen(), 'expired');
      await desk.press('Close page');

      await request(centre, { customerName: adaeze, number: answers, agentId: 'ana' });
      await desk.press('Accept');
      await desk.enabled('Call number');
      assert.equal(await desk.counts('Time left'), false);
      await centre.advance(30 * second);
      await desk.press('Close callback');
      await reads(desk, 'Time left 1:00');
      await centre.advance(minute - 1);
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      await centre.advance(minute);
      assert.equal(await isOpen(), 'submitted');
    },
  );
});

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { adaeze, participants, without } from './call.ts';
import type { Centre } from './desk.ts';
import { office } from './office.ts';
import { callbackOf, frozen, hour, minute, request, second, stands, stateOf } from './server.ts';
import { flow } from './statements.ts';

const { open, sit } = office();

const answers = '+12125550143';
const toBen = { target: { kind: 'agent', id: 'ben' } } as const;

const begun = async (...given: Parameters<typeof open>): Promise<Centre> => {
  const centre = await open(...given);
  await frozen(centre);
  return centre;
};

const isIn = async (centre: Centre, agent: string): Promise<boolean> =>
  (await centre.records('agent', agent))[0]!.presence.contact_centre.signedIn;

/** Waits until the simulator knows that nobody of these looks any more: 10 s of real time after the last window. */
const gone = async (centre: Centre, agents: readonly string[]): Promise<void> => {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const waits = Object.values((await stateOf(centre)).timers).filter(({ kind }) => kind === 'agent_lost');
    if (agents.every((id) => waits.some(({ subject }) => subject === id))) return;
    if (Date.now() > end) throw new Error(`${agents.join()}: not gone`);
  }
};

describe('an agent is lost 60 s after the last window closed', () => {
  // All of them at once: the 10 s pass in real time.
  flow(
    ['4.1.12', '4.2.8', '4.2.9', '4.2.24', '4.2.26', '4.2.30', '4.4.16', '4.4.17'],
    'what nobody is on the phone for goes back to the queue; calls, wrap-ups and offers to others go on',
    async () => {
      // Ana has one after an attempt and one offered; ben, who works without a window, has one, too.
      const waiting = await begun('two-at-once');
      await waiting.do('ana', 'offer.accept', {});
      const tried = (await waiting.records('interaction'))[0]!.taskId;
      await waiting.do('ana', 'interaction.dial', {});
      await waiting.customer('busy');
      const his = await request(waiting, { customerName: 'Bo Li', agentId: 'ben' });
      await waiting.do('ben', 'offer.accept', {});
      const offered = Object.values((await stateOf(waiting)).tasks).find(
        ({ state }) => state === 'offered',
      )!.id;

      // Ana hands one on to ben, who accepts it later, and previews another.
      const standing = await begun('two-at-once', { timers: { transferOffer: null } });
      for (const _ of ['both', 'of them']) await standing.do('ana', 'offer.accept', {});
      const [sent, kept] = (await standing.records('interaction')).map((one) => one.taskId) as [
        string,
        string,
      ];
      await standing.command(
        'ana',
        'interaction.transfer',
        (await standing.records('interaction'))[0]!.id,
        toBen,
      );

      // The same, but he declines.
      const declined = await begun('agent-first-manual', { timers: { transferOffer: null } });
      await declined.do('ana', 'offer.accept', {});
      const { place } = await callbackOf(declined);
      await declined.do('ana', 'interaction.transfer', toBen);

      // Ana talks with a customer, and ben's is ringing.
      const talking = await begun('agent-first-manual', { timers: { ring: 5 * minute } });
      await talking.do('ana', 'offer.accept', {});
      await talking.do('ana', 'interaction.dial', {});
      await talking.advance(2 * second);
      const rings = await request(talking, { customerName: 'Bo Li', number: '+12125550155' });
      await talking.do('ben', 'offer.accept', {});
      await talking.do('ben', 'interaction.dial', {});

      // Ana wraps up; ben comes back in time.
      const writing = await begun('agent-first-manual', { timers: { wrapUp: 90 * second } });
      await writing.do('ana', 'offer.accept', {});
      await writing.do('ana', 'interaction.dial', {});
      await writing.advance(2 * second);
      await writing.do('ana', 'segment.save', { reasonId: null, notes: 'As far as I came.' });
      await request(writing, { customerName: 'Bo Li', number: answers });
      await writing.do('ben', 'offer.accept', {});

      for (const [centre, agent, words] of [
        [waiting, 'ana', 'Retry call'],
        [standing, 'ana', 'Call number'],
        [declined, 'ana', 'Cancel callback transfer'],
        [talking, 'ana', 'Hold'],
        [talking, 'ben', 'End call'],
        [writing, 'ana', 'Hold'],
        [writing, 'ben', 'Call number'],
      ] as const) {
        const desk = await sit(centre, agent);
        await desk.enabled(words);
        await desk.close();
      }
      await writing.do('ana', 'call.end', {});
      for (const [centre, agents] of [
        [waiting, ['ana']],
        [standing, ['ana']],
        [declined, ['ana']],
        [talking, ['ana', 'ben']],
        [writing, ['ana', 'ben']],
      ] as const)
        await gone(centre, agents);

      const all = [waiting, standing, declined, talking, writing];
      for (const centre of all) await centre.advance(minute - 1);
      for (const centre of all) assert.equal(await isIn(centre, 'ana'), true);
      await stands(waiting, 'assigned ana', ['no_answer'], tried);
      await stands(waiting, 'offered', ['offered'], offered);
      await stands(standing, 'assigned ana', ['preview'], kept);
      const ben = await sit(writing, 'ben');
      await ben.enabled('Call number');
      for (const centre of all) {
        await centre.advance(1);
        assert.equal(await isIn(centre, 'ana'), false);
      }

      // After an attempt, offered, in preview: released, and queued where they were.
      for (const [centre, taskId] of [
        [waiting, tried],
        [waiting, offered],
        [standing, kept],
      ] as const) {
        const task = await callbackOf(centre, taskId);
        assert.equal(task.place, task.requestedAt);
      }
      await stands(waiting, 'queued', ['released'], tried);
      await stands(waiting, 'queued', ['released'], offered);
      // Ben is asked for what came back, as long as he has room.
      await stands(standing, 'queued', ['released'], kept);
      await waiting.advance(5 * hour);
      await stands(waiting, 'assigned ben', ['preview'], his);
      const worker = await sit(waiting, 'ben');
      await worker.enabled('Call number');

      // What was handed on is still ben's to take.
      await stands(standing, 'assigned ana', ['transferring', 'offered'], sent);
      const receiver = await sit(standing, 'ben');
      await receiver.press('Accept');
      await receiver.enabled('Call number');
      await stands(standing, 'assigned ben', ['released', 'preview'], sent);
      await stands(declined, 'assigned ana', ['transferring', 'offered']);
      await declined.do('ben', 'offer.reject', {});
      // Offered to him again, from the queue this time.
      await stands(declined, 'offered', ['released', 'released', 'offered']);
      assert.equal((await callbackOf(declined)).place, place);

      // Nobody hangs up, and who rings can still answer.
      const again = await sit(talking);
      await participants(again, [`${adaeze} Connected`, 'Ana Lindqvist (you) Connected']);
      await stands(talking, 'in_progress ben', ['dialing'], rings);
      await talking.control('customer', { taskId: rings, act: 'answer' });
      await stands(talking, 'in_progress ben', ['in_call'], rings);

      // The wrap-up has its time, and closes with what was saved.
      const written = async () => Object.values((await stateOf(writing)).segments)[0]!;
      assert.equal((await written()).state, 'open');
      await writing.advance(30 * second - 1);
      assert.equal((await written()).state, 'open');
      await writing.advance(1);
      const { state, notes } = await written();
      assert.deepEqual([state, notes], ['expired', 'As far as I came.']);
      // He was back in time.
      assert.equal(await isIn(writing, 'ben'), true);
      await ben.enabled('Call number');
      await without(ben, 'Accept');
    },
  );
});

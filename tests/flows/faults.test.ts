import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Desk } from './desk.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin } = office();

const set = async (desk: Desk, what: string, times: string): Promise<void> => {
  await desk.choose('What goes wrong', what);
  await desk.choose('How often', times);
  await desk.press('Set');
  await desk.see(`${what}: 0`);
};

describe('faults, set in the drawer', () => {
  flow(
    ['8.13'],
    'an answer is lost: its outcome is unknown, pressed again it is the same press',
    async () => {
      const { centre, desk } = await begin('agent-first-manual');
      await desk.press('Accept');
      await desk.enabled('Call number');
      await desk.press('Simulator', 'DisclosureTriangle');
      // Nothing else may tell the page that it dials.
      await desk.choose('Clock', 'stands still');
      await set(desk, 'Answers are lost', 'once');
      await set(desk, 'Stream loses an event', 'once');
      await desk.press('Call number');
      await desk.see('The provider cannot be reached.');
      await desk.see('Answers are lost: 2 of 2');
      assert.equal(await desk.disabled('Call number'), false);
      await desk.press('Call number');
      await desk.see('Dialling');
      const [task] = await centre.records('task');
      assert.equal(task!.attempts.length, 1);
      const dial = { command: 'interaction.dial', agentId: 'ana' };
      const verify = async (request: object, times: number) =>
        ((await centre.control('verify', { request, times })) as { ok: boolean }).ok;
      assert.ok(await verify({ ...dial, replayed: false }, 1), 'one press was performed');
      assert.ok(await verify({ ...dial, replayed: true }, 2), 'and answered twice more');
    },
  );

  flow(['8.13'], 'the stream is cut, and goes on: the page is in step', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Call number');
    await desk.press('Simulator', 'DisclosureTriangle');
    await set(desk, 'Stream is cut', 'next 3');
    await desk.press('Call number');
    await desk.see('Stream is cut: 3 of 3');
    await desk.see('Connected');
    await desk.enabled('End call');
    const lost = desk.heard.filter(({ detail }) => detail?.['connection'] === 'reconnecting');
    assert.ok(lost.length >= 1, 'the host was told');
    await desk.press('Clear');
    await desk.gone('Stream is cut: 3 of 3');
    assert.equal((await centre.records('task'))[0]!.attempts.length, 1);
  });
});

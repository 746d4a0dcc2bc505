import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reads } from './call.ts';
import { office } from './office.ts';

const { open, sitAt } = office();

describe('a connector that speaks OpenFrame drives the elements', () => {
  it('accept, dial, wrap-up', async () => {
    const centre = await open('agent-first-manual');
    await centre.control('clock', { mode: 'frozen' });
    const desk = await sitAt(`demo/openframe.html?ns=${centre.ns}&agent=ana`);
    await desk.press('Accept');
    await desk.enabled('Call number');
    const { numbers } = (await centre.records('task'))[0]!.customer;
    const other = numbers[1]!.number;
    await desk.choose('Callback number', other.slice(-4));
    await desk.press('Call number');
    await desk.enabled('End call');
    await centre.customer('answer');
    await reads(desk, 'Connected');
    await desk.press('Mute');
    await desk.enabled('Unmute');
    await desk.press('Hold');
    await reads(desk, 'On hold');
    await desk.press('Resume');
    await desk.enabled('Hold');
    assert.equal(await desk.has('button', 'Escalate'), false, 'OpenFrame has no such thing');
    await desk.press('End call');
    await desk.type('Notes', 'Refunded.');
    await desk.press('Submit & close');
    await desk.see('Callback closed');
    const [task] = await centre.records('task');
    const [segment] = await centre.records('segment');
    assert.deepEqual(
      [task?.state, task?.attempts.map(({ number }) => number), segment?.notes],
      ['closed_complete', [other], 'Refunded.'],
    );
  });
});

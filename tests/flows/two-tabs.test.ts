import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HTTPRequest } from 'puppeteer-core';
import type { Desk } from './desk.ts';
import { office } from './office.ts';

/* spec.md 5.1, where it is most tempted: two windows of one agent, both pressing, and the countdown at its zero. */

const runs = 200;
const { begin, sit } = office();

const dialTimer = 1000;

/** In the page: what is pressed as soon as it can be, or seen to be there. */
const inPage = (desk: Desk, name: string, press: boolean): Promise<boolean> =>
  desk.page.evaluate(
    async (wanted, isPress) => {
      const buttons = (root: Document | ShadowRoot): HTMLElement[] =>
        [...root.querySelectorAll<HTMLElement>('*')].flatMap((one) => [
          ...(one.matches('button') ? [one] : []),
          ...(one.shadowRoot ? buttons(one.shadowRoot) : []),
        ]);
      const usable = (label: string) =>
        buttons(document).find(
          (one) =>
            (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === label &&
            one.checkVisibility() &&
            one.ariaDisabled !== 'true' &&
            !one.matches(':disabled'),
        );
      for (const end = performance.now() + 8000; performance.now() < end;) {
        const found = usable(wanted);
        if (found && isPress) found.click();
        if (found) return true;
        // It was dialled before this window could.
        if (isPress && usable('End call')) return false;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      throw new Error(`${wanted} cannot be used`);
    },
    name,
    press,
  );

describe('two windows and the countdown', () => {
  it(`dial once, ${runs} times`, { timeout: 300_000 }, async () => {
    const { centre, desk } = await begin('agent-first-auto', { timers: { dial: dialTimer } });
    const desks = [desk, await sit(centre)];
    // What becomes of each dial that is asked for.
    let dials: Promise<string>[] = [];
    for (const { page } of desks) {
      const waiting = new Map<HTTPRequest, (answer: string) => void>();
      page.on('request', (request) => {
        if (/\/dial$/.test(new URL(request.url()).pathname))
          dials.push(new Promise((resolve) => waiting.set(request, resolve)));
      });
      page.on('requestfailed', (request) => waiting.get(request)?.('failed'));
      page.on('response', (response) => {
        const tell = waiting.get(response.request());
        if (!tell) return;
        response
          .json()
          .then(({ outcome, reason }: { outcome?: string; reason?: string }) =>
            tell(outcome ?? reason ?? String(response.status())),
          )
          .catch((error: unknown) => tell(String(error)));
      });
    }
    let byPress = 0;
    let byZero = 0;
    for (let run = 0; run < runs; run++) {
      if (run) await centre.control('reset', {});
      // So that it comes to its zero in this moment and in no other.
      await centre.control('clock', { mode: 'frozen' });
      const [offer] = await centre.records('offer');
      dials = [];
      await centre.command('ana', 'offer.accept', offer!.id, {});
      const presses = () => desks.map((one) => inPage(one, 'Call number', true));
      const zero = () => centre.advance(dialTimer);
      if (run % 4 === 0) await Promise.all(presses()).then(zero);
      else if (run % 4 === 1) await zero().then(() => Promise.all(presses()));
      else {
        await Promise.all(desks.map((one) => inPage(one, 'Call number', false)));
        await Promise.all(run % 4 === 2 ? [zero(), ...presses()] : [...presses(), zero()]);
      }
      await Promise.all(desks.map((one) => inPage(one, 'End call', false)));
      // An answer that came later would count for the next run.
      const answers = await Promise.all(dials);
      const [task] = await centre.records('task');
      const calls = await centre.records('call');
      assert.deepEqual([task!.attempts.length, calls.length], [1, 1], `run ${run}: ${answers.join(' ')}`);
      const performed = answers.filter((answer) => answer === 'performed').length;
      assert.ok(performed <= 1, `run ${run}: ${answers.join(' ')}`);
      if (performed) byPress++;
      else byZero++;
    }
    assert.ok(byPress > runs / 8 && byZero > runs / 8, `${byPress} by a press, ${byZero} by the countdown`);
    for (const one of desks)
      assert.equal(await one.page.$('::-p-aria([role="alert"])'), null, 'no complaint');
  });
});

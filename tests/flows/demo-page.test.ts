import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { scenarioNames, scenarios } from '../../mock-server/scenarios/index.ts';
import { adaeze } from './call.ts';
import { office } from './office.ts';
import { flow } from './statements.ts';

const { begin, sit, sitAt } = office();

describe('the demo page', () => {
  flow(['8.1', '8.2'], 'npm start prints where it serves; PORT takes another port', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'start-'));
    const child = spawn('npm', ['start', '--silent'], {
      env: { ...process.env, PORT: '0', DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', (text: Buffer) => {
          const line = /http:\/\/localhost:\d+\//.exec(text.toString());
          if (line) resolve(line[0]);
        });
        child.on('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
      });
      const page = await fetch(url);
      assert.match(await page.text(), /<callback-workspace/);
      assert.match(page.headers.get('content-security-policy') ?? '', /require-trusted-types-for 'script'/);
      // The simulator is in the same process, behind the same door.
      assert.deepEqual(await (await fetch(new URL('/health', url))).json(), { status: 'ok' });
      assert.equal((await fetch(new URL('/api/session', url))).status, 401);
    } finally {
      process.kill(-child.pid!, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    }
    const { PORT: _, ...env } = process.env;
    assert.match(
      await new Promise<string>((resolve) => {
        // What it would take without PORT; on a machine where that is taken it says so, and how to take another.
        const other = spawn('npm', ['start', '--silent'], {
          env: { ...env, DATA_DIR: folder },
          detached: true,
        });
        const end = (text: Buffer) => {
          process.kill(-other.pid!, 'SIGTERM');
          resolve(text.toString());
        };
        other.stdout.once('data', end);
        other.stderr.once('data', end);
      }),
      /http:\/\/localhost:8000\/|Port 8000 is in use; PORT=8001/,
    );
    rmSync(folder, { recursive: true, force: true });
  });

  flow(
    ['8.3', '8.4', '8.6'],
    'a situation, an agent, and a namespace of its own in the URL, kept by a reload',
    async () => {
      const desk = await sitAt('?scenario=do-not-call&agent=ben');
      await desk.until('it is in the URL', () =>
        Promise.resolve(new URL(desk.page.url()).searchParams.get('ns') !== null),
      );
      const { searchParams } = new URL(desk.page.url());
      assert.deepEqual([searchParams.get('agent'), searchParams.get('scenario')], ['ben', 'do-not-call']);
      await desk.find('image', 'Signed in as Ben Adeyemi');
      const ana = await sitAt(`?ns=${searchParams.get('ns')}&agent=ana`);
      await ana.press('Accept');
      await ana.see('The customer asked not to be called.');
      await ana.reload();
      await ana.see('The customer asked not to be called.');
      assert.equal(new URL(ana.page.url()).searchParams.get('ns'), searchParams.get('ns'));
    },
  );

  flow(['8.3'], 'every situation is picked in the drawer, and says what it is', async () => {
    const { desk } = await begin('quiet');
    await desk.press('Simulator', 'DisclosureTriangle');
    await desk.until('they are listed', async () => {
      const select = await desk.find('combobox', 'Situation');
      const listed = await select.evaluate((one) =>
        [...(one as HTMLSelectElement).options].map(({ value }) => value),
      );
      return listed.join() === scenarioNames.join();
    });
    for (const name of scenarioNames) {
      const select = await desk.find('combobox', 'Situation');
      await select.select(name);
      await desk.see(scenarios[name].title);
      await desk.until(`${name} is in the URL`, () =>
        Promise.resolve(new URL(desk.page.url()).searchParams.get('scenario') === name),
      );
    }
  });

  flow(['8.5'], 'namespaces never meet', async () => {
    const { centre, desk } = await begin('quiet');
    const { desk: other } = await begin('quiet');
    await centre.callback({ agentId: 'ana', customerName: adaeze, offerTimeout: null });
    await desk.find('heading', adaeze);
    assert.equal(await other.has('heading', adaeze), false);
    await other.see('No callbacks waiting');
  });

  flow(
    ['8.7', '8.8', '8.9', '8.10', '8.11', '8.12'],
    'nothing open: it says so and offers one; the drawer plays the customer and the clock, and opens another agent',
    async () => {
      const { centre, desk } = await begin('quiet');
      await desk.see('No callback open');
      await desk.press('Simulate a callback');
      await desk.press('Accept');
      await desk.enabled('Call number');
      await desk.press('Simulator', 'DisclosureTriangle');
      await (await desk.find('combobox', 'Clock')).select('frozen');
      await desk.until('it stands', async () => {
        const first = await desk.page.$eval('#now', (one) => one.textContent);
        await new Promise((resolve) => setTimeout(resolve, 1200));
        return first === (await desk.page.$eval('#now', (one) => one.textContent));
      });
      await desk.press('Call number');
      await desk.press('Advance by 1 second');
      await desk.see('Ringing');
      await desk.press('Customer answers');
      await desk.see('Connected');
      await desk.press('Customer hangs up');
      await desk.enabled('Submit & close');
      const [call] = await centre.records('call');
      assert.equal(call!.legs.find(({ role }) => role === 'customer')!.endReason, 'customer_hangup');
      await (await desk.find('combobox', 'Agent')).select('ben');
      const link = await desk.find('link', 'Open as another agent');
      const ben = await sitAt(await link.evaluate((one) => (one as HTMLAnchorElement).href));
      await ben.find('image', 'Signed in as Ben Adeyemi');
      const ana = await sit(centre);
      await ana.find('image', 'Signed in as Ana Lindqvist');
    },
  );

  it('keyboard shortcuts, where the host turns them on', async () => {
    const { centre, desk } = await begin('agent-first-manual');
    await desk.enabled('Accept');
    const chord = async (key: 'KeyY' | 'KeyC') => {
      await desk.page.keyboard.down('Alt');
      await desk.page.keyboard.down('Shift');
      await desk.page.keyboard.press(key);
      await desk.page.keyboard.up('Shift');
      await desk.page.keyboard.up('Alt');
    };
    await chord('KeyY');
    await desk.press('Simulator', 'DisclosureTriangle');
    assert.equal(await desk.disabled('Accept'), false, 'they are off');
    await (await desk.find('checkbox', 'Keyboard shortcuts (? shows them)')).click();
    await desk.page.keyboard.press('?');
    await desk.find('dialog', 'Keyboard shortcuts');
    await desk.see('Accept');
    await desk.page.keyboard.press('Escape');
    await chord('KeyY');
    await desk.enabled('Call number');
    await chord('KeyC');
    await desk.enabled('Mute');
    assert.equal((await centre.records('task'))[0]!.attempts.length, 1);
  });

  flow(['3.9.3'], 'the drawer has the customer cancel, and the session expire', async () => {
    const { desk } = await begin('agent-first-manual');
    await desk.press('Accept');
    await desk.enabled('Call number');
    await desk.press('Simulator', 'DisclosureTriangle');
    await (await desk.find('checkbox', 'Give no new session')).click();
    await desk.press('Session expires');
    await desk.see('Session expired');
    await (await desk.find('checkbox', 'Give no new session')).click();
    await desk.press('Try again');
    await desk.enabled('Call number');
    await desk.press('Customer cancels the callback');
    await desk.see('The customer cancelled the callback');
  });
});

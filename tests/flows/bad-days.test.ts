import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { Centre, Desk, launch, Server } from './desk.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A server of its own, since it is killed. */
const withServer = async (play: (server: Server) => Promise<void>): Promise<void> => {
  const server = await new Server().start();
  try {
    await play(server);
  } finally {
    await server.dispose();
  }
};

describe('the server is killed and started again', () => {
  it('in the preview: the page says so, comes back, keeps the notes, and nothing is dialled twice', () =>
    withServer(async (server) => {
      const centre = await Centre.open(server, 'agent-first-auto');
      const desk = await Desk.at(browser, server, centre);
      await desk.press('Accept');
      await desk.see('Dials in');
      const [before] = await centre.records('interaction');
      await desk.type('Notes', 'Before.');
      await desk.see('Saved');
      await server.kill();
      await desk.see('Reconnecting');
      assert.equal(await desk.disabled('Call number'), true);
      await desk.type('Notes', ' While away.');
      await server.start();
      await desk.gone('Reconnecting');
      await desk.enabled('Call number');
      assert.deepEqual((await centre.records('interaction'))[0]!.timer, before!.timer, 'the same deadline');
      assert.equal(await desk.value('Notes'), 'Before. While away.');
      await desk.until(
        'the server has the notes',
        async () => (await centre.records('segment'))[0]!.notes === 'Before. While away.',
      );
      await centre.advance(20_000);
      await desk.see('Ringing');
      assert.equal((await centre.records('task'))[0]!.attempts.length, 1);
      assert.deepEqual(desk.complaints, []);
      await desk.close();
    }));

  it('while it dials: what came due meanwhile has happened, once', () =>
    withServer(async (server) => {
      const centre = await Centre.open(server, 'agent-first-manual');
      const desk = await Desk.at(browser, server, centre);
      await desk.press('Accept');
      await desk.press('Call number');
      await desk.see('Ringing');
      await server.kill();
      await desk.see('Reconnecting');
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await server.start();
      await desk.see('Connected');
      assert.equal((await centre.records('task'))[0]!.attempts.length, 1);
      await desk.press('End call');
      await desk.press('Submit & close');
      await desk.see('Callback closed');
      assert.deepEqual(desk.complaints, []);
      await desk.close();
    }));
});

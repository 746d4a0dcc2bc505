import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { PolicyChanges } from '../../contract/policy.ts';
import { Centre, Desk, launch, Server } from './desk.ts';

/** A server and a browser for the tests of a file; after each test the windows are closed, and none complained. */
export const office = () => {
  let server: Server;
  let browser: Browser;
  let desks: Desk[] = [];

  before(async () => {
    [server, browser] = await Promise.all([new Server().start(), launch()]);
  });
  after(async () => {
    await browser.close();
    await server.dispose();
  });
  afterEach(async () => {
    const open = desks;
    desks = [];
    for (const desk of open) {
      assert.deepEqual(desk.complaints, []);
      if (!desk.page.isClosed()) await desk.close();
    }
  });

  /** A window of an agent. */
  const sit = async (centre: Centre, agent?: string): Promise<Desk> => {
    const desk = await Desk.at(browser, server, centre, agent);
    desks.push(desk);
    return desk;
  };
  /** A window of an agent on another device: it shares nothing with the others. */
  const sitElsewhere = async (centre: Centre, agent?: string): Promise<Desk> => {
    const desk = await Desk.at(await browser.createBrowserContext(), server, centre, agent);
    desks.push(desk);
    return desk;
  };
  const open = (scenario: string, policy?: PolicyChanges): Promise<Centre> =>
    Centre.open(server, scenario, policy);
  /** A contact centre of its own, and ana's window in it. */
  const begin = async (scenario: string, policy?: PolicyChanges): Promise<{ centre: Centre; desk: Desk }> => {
    const centre = await open(scenario, policy);
    return { centre, desk: await sit(centre) };
  };

  return { open, sit, sitElsewhere, begin };
};

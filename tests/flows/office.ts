import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { PolicyChanges } from '../../contract/policy.ts';
import { Centre, Desk, facts, launch, requests, Server } from './desk.ts';
import { note } from './statements.ts';

/** What every window shows, whatever was played in it: how the elements ask and tell. */
const checkEvents = ({ heard, sent }: Desk): void => {
  for (const { type, bubbles, composed, cancelable } of heard) {
    assert.deepEqual({ type, bubbles, composed }, { type, bubbles: true, composed: true });
    assert.equal(cancelable, requests.has(type), `${type}: requests can be prevented, facts cannot`);
  }
  for (const path of sent) {
    const [, , kind, id, name] = path.split('/');
    const key = id === 'schedule' ? 'task.schedule' : `${kind}.${name}`;
    // Notes are also saved without a press, when the page is left.
    if (key === 'segment.save') continue;
    const event = [...requests].find(([, command]) => command === key)?.[0];
    assert.ok(
      heard.some(({ type }) => type === event),
      `${path} was asked for by ${event}`,
    );
    note('4.5.1', '4.5.2', `heard ${event}`);
  }
  for (const { type } of heard) if (facts.includes(type)) note('4.5.10', `heard ${type}`);
};

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
      checkEvents(desk);
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
  /** A window at another address of the server. */
  const sitAt = async (address: string): Promise<Desk> => {
    const desk = await Desk.open(browser, new URL(address, server.url).href);
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

  /** The server stands still, and goes on. */
  const pause = (): void => server.pause();
  const resume = (): void => server.resume();

  return { open, sit, sitAt, sitElsewhere, begin, pause, resume };
};

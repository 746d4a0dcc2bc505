import assert from 'node:assert/strict';
import type { SerializedAXNode } from 'puppeteer-core';
import type { PolicyChanges } from '../../contract/policy.ts';
import type { Centre, Desk } from './desk.ts';
import type { office } from './office.ts';

/* What flows about a live call share. */

export const adaeze = 'Adaeze Okonkwo-Fitzgerald';
export const ana = 'Ana Lindqvist';
export const ben = 'Ben Adeyemi';
export const loans = 'Loans and mortgages';

/** Time stands still from here on; and the customer has answered ana. */
export const talking = async (centre: Centre): Promise<void> => {
  await centre.control('clock', { mode: 'frozen' });
  await centre.do('ana', 'offer.accept', {});
  await centre.do('ana', 'interaction.dial', {});
  await centre.advance(2000);
};

/** All are in one call: the customer, ana and ben. */
export const inConference = async (centre: Centre): Promise<void> => {
  await talking(centre);
  await centre.do('ana', 'call.consult', { target: { kind: 'agent', id: 'ben' } });
  await centre.do('ben', 'offer.accept', {});
  await centre.do('ana', 'call.merge', {});
};

/** The rows of a list that is on the screen, as they read; none where there is no such list. */
export const rows = async (desk: Desk, list: string): Promise<string[]> => {
  const found = await desk.page.$(`::-p-aria([name="${list}"][role="list"])`);
  return (
    found?.evaluate((one) =>
      [...one.children].map((row) => (row as HTMLElement).innerText.replace(/\s+/g, ' ').trim()),
    ) ?? []
  );
};

/** Ana's window, from the offer to the customer's answer; time stands still. */
export const onThePhone = async (
  { open, sit }: ReturnType<typeof office>,
  policy?: PolicyChanges,
): Promise<{ centre: Centre; desk: Desk }> => {
  const centre = await open('agent-first-manual', policy);
  const desk = await sit(centre);
  await desk.enabled('Accept');
  await talking(centre);
  await desk.enabled('Hold');
  return { centre, desk };
};

/** Waits until these are the participants, each with their state, and nobody else. */
export const participants = async (desk: Desk, expected: readonly string[]): Promise<void> => {
  let last: string[] = [];
  await desk
    .until('the participants', async () => {
      last = await rows(desk, 'Participants');
      return last.join('\n') === expected.join('\n');
    })
    .catch(() => assert.deepEqual(last, expected));
};

/** What is read out only is no word on the screen. */
const shown = async (desk: Desk, text: string): Promise<boolean> => {
  for (const one of await desk.page.$$(`::-p-text(${text})`)) {
    const isSpoken = await one.evaluate((element) => {
      const root = element.getRootNode();
      return root instanceof ShadowRoot && root.host.id.startsWith('cbk-');
    });
    if (!isSpoken && (await one.isVisible())) return true;
  }
  return false;
};

/** Waits for words on the screen; those that are only read out do not count. */
export const reads = (desk: Desk, text: string): Promise<void> =>
  desk.until(`“${text}” on the screen`, () => shown(desk, text));

/** Waits until words are no longer on the screen, whatever is still read out. */
export const readsNot = (desk: Desk, text: string): Promise<void> =>
  desk.until(`“${text}” no longer on the screen`, async () => !(await shown(desk, text)));

/** Waits until a control is there and cannot be used. */
export const disabled = (desk: Desk, name: string): Promise<void> =>
  desk.until(`${name} is disabled`, async () => (await desk.disabled(name)) === true);

/** Waits until there is no such control. */
export const without = (desk: Desk, name: string, role?: string): Promise<void> =>
  desk.until(`there is no ${name}`, async () => !(await desk.has(role ?? 'button', name)));

/** Presses an item of the menu that a button opens. */
export const pick = async (desk: Desk, item: string, button = 'More'): Promise<void> => {
  await desk.press(button);
  await desk.press(item, 'menuitem');
};

/** The names of what has a role in a part of the page, in their order; groups in it are parts of their own. */
export const within = async (desk: Desk, part: string, name: string, role = 'button'): Promise<string[]> => {
  const root = await desk.find(part, name);
  const names: string[] = [];
  const visit = (node: SerializedAXNode) => {
    if (node.role === role) names.push(node.name ?? '');
    for (const child of node.children ?? []) if (child.role !== 'group') visit(child);
  };
  visit((await desk.page.accessibility.snapshot({ root, interestingOnly: false }))!);
  return names;
};

/** The names of the items of the menu that a button opens; it is closed again. */
export const itemsOf = async (desk: Desk, button: string): Promise<string[]> => {
  await desk.press(button);
  const names = await within(desk, 'menu', button, 'menuitem');
  await desk.page.keyboard.press('Escape');
  await without(desk, button, 'menu');
  return names;
};

/** What is said of a control beside its name. */
export const description = async (desk: Desk, name: string): Promise<string> => {
  const root = await desk.find('button', name);
  return (await desk.page.accessibility.snapshot({ root }))?.description ?? '';
};

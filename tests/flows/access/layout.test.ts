import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Desk } from '../desk.ts';
import { office } from '../office.ts';

/*
 * What can be measured of WCAG 2.2 AA in the demo page's situations: reflow (1.4.10), text spacing (1.4.12), orientation
 * (1.3.4), focus visible (2.4.7) and not obscured (2.4.11), target size (2.5.8).
 */

const { open, sit } = office();

/** Runs in the page: what is wrong there, in words. */
const faults = (): string[] => {
  const found: string[] = [];
  const name = (one: Element) =>
    `${one.localName} “${(one.getAttribute('aria-label') ?? one.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 40)}”`;
  const all = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((one) =>
      one.shadowRoot ? [one, ...all(one.shadowRoot)] : [one],
    );
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width)
    found.push(`the page is ${document.documentElement.scrollWidth} wide in ${width}`);
  for (const one of all(document.body)) {
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const isControl = one.matches('button, select, textarea, summary, a[href], input');
    if (!isControl) continue;
    // A box that is ticked by its words is as large as both.
    const target = (one.closest('label') ?? one).getBoundingClientRect();
    if (target.width < 24 || target.height < 24)
      found.push(`${name(one)} is ${Math.round(target.width)} × ${Math.round(target.height)}`);
    if (box.left < -1 || box.right > width + 1) found.push(`${name(one)} is beyond the edge`);
    if (
      one.matches('button') &&
      (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
    )
      found.push(`${name(one)} is clipped`);
  }
  return found;
};

/** Runs in the page: as somebody may who reads more easily so; false: no longer. */
const space = (on: boolean): void => {
  const sheet = ((window as unknown as { spaced?: CSSStyleSheet }).spaced ??= new CSSStyleSheet());
  sheet.replaceSync(
    on
      ? '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'
      : '',
  );
  const visit = (root: Document | ShadowRoot) => {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    for (const one of root.querySelectorAll('*')) if (one.shadowRoot) visit(one.shadowRoot);
  };
  visit(document);
};

/** Runs in the page: what is wrong with where the focus is. */
const focusFaults = (): string[] => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (!one || one === document.body) return [];
  const name = `${one.localName} “${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 40)}”`;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const found: string[] = [];
  // In a date the browser marks the part.
  const isMarked = one.matches('[type=datetime-local]');
  if (!isMarked && (outlineStyle === 'none' || parseFloat(outlineWidth) < 2))
    found.push(`${name}: the focus is not seen`);
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const from = { x: Math.max(left, 0), y: Math.max(top, 0) };
  const to = { x: Math.min(right, innerWidth), y: Math.min(bottom, innerHeight) };
  const isHit = (x: number, y: number) => {
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit)
      hit = hit.shadowRoot.elementFromPoint(x, y);
    for (let at: Node | null = hit; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
      if (at === one) return true;
    return false;
  };
  const parts = [0.05, 0.5, 0.95];
  const isSeen =
    to.x > from.x &&
    to.y > from.y &&
    parts.some((x) => parts.some((y) => isHit(from.x + x * (to.x - from.x), from.y + y * (to.y - from.y))));
  if (!isSeen) found.push(`${name} is hidden while it has the focus`);
  return found;
};

const sizes = { narrow: [320, 640], low: [640, 320], wide: [1366, 900] } as const;

/** All of it, in this situation. */
const check = async ({ page }: Desk, situation: string): Promise<void> => {
  const found: string[] = [];
  const note = (how: string, list: readonly string[]) => {
    found.push(...list.map((one) => `${situation}, ${how}: ${one}`));
  };
  for (const [name, [width, height]] of Object.entries(sizes)) {
    await page.setViewport({ width, height });
    note(name, await page.evaluate(faults));
    await page.evaluate(space, true);
    note(`${name} and spaced`, await page.evaluate(faults));
    await page.evaluate(space, false);
  }
  for (const name of ['narrow', 'low'] as const) {
    const [width, height] = sizes[name];
    await page.setViewport({ width, height });
    const first = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    assert.equal(first, undefined);
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      note(`${name}, by Tab`, await page.evaluate(focusFaults));
      if (await page.evaluate(() => document.activeElement === document.body)) break;
    }
  }
  assert.deepEqual([...new Set(found)], []);
};

describe('small, narrow, spaced', () => {
  void it('a callback from the offer to the wrap-up', async () => {
    const centre = await open('agent-first-manual');
    await centre.control('clock', { mode: 'frozen' });
    const desk = await sit(centre);
    await desk.enabled('Accept');
    await check(desk, 'offered');
    await centre.do('ana', 'offer.accept', {});
    await desk.press('Transfer callback');
    await desk.enabled('Transfer to Ben Adeyemi');
    await check(desk, 'the picker');
    await centre.do('ana', 'interaction.dial', {});
    await centre.advance(2000);
    await desk.press('Dialpad');
    await desk.enabled('5');
    await check(desk, 'the dialpad');
    await desk.press('Transfer');
    await desk.enabled('Transfer options for Ben Adeyemi');
    await check(desk, 'the transfer of the call');
    await centre.do('ana', 'call.end', {});
    await desk.enabled('Submit & close');
    await check(desk, 'the wrap-up');
  });

  void it('the lists and their forms', async () => {
    const centre = await open('scheduled');
    await centre.control('clock', { mode: 'frozen' });
    const desk = await sit(centre);
    await desk.press('Schedule callback');
    await desk.find('combobox', 'Customer');
    await check(desk, 'a new callback');
  });
});

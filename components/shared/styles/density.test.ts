import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { AnyRecord } from '../../../contract/records.ts';
import '../../callback-workspace/define.ts';
import { fixtures } from '../../callback-workspace/callback-workspace.fixtures.ts';
import { FakeSession, provide } from '../testing/session.ts';

/** Everything below, also in shadow roots. */
const deep = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? deep(one.shadowRoot) : [])]);

const boxOf = (one: Element) => one.getBoundingClientRect();
const isShown = (one: Element) => boxOf(one).height > 1;

const draw = async (records: readonly AnyRecord[]) => {
  const place = provide(await fixture<HTMLElement>(html`<div></div>`), new FakeSession(records));
  const workspace = document.createElement('callback-workspace');
  place.append(workspace);
  for (let height = -1; height !== boxOf(workspace).height || height < 100; await nextFrame()) {
    height = boxOf(workspace).height;
    await nextFrame();
  }
  const all = deep(workspace.renderRoot).filter(isShown);
  const controls = all.filter((one) => one.matches('button, select, input, textarea, summary'));
  return {
    height: boxOf(workspace).height,
    targets: controls.map((one) => Math.round(boxOf(one).height)),
    widths: controls.map((one) => Math.round(boxOf(one).width)),
    buttons: all
      .filter((one) => one.matches('.btn:not(.btn--compact)'))
      .map((one) => Math.round(boxOf(one).height)),
    texts: all
      .filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim()),
      )
      .map((one) => parseFloat(getComputedStyle(one).fontSize)),
  };
};

describe('density', () => {
  const compact = new CSSStyleSheet();

  before(async () => compact.replace(await (await fetch('/themes/compact.css')).text()));
  afterEach(() => {
    document.adoptedStyleSheets = [];
  });

  for (const name of ['offered', 'preview', 'talking', 'several', 'left'] as const)
    it(`compact is lower, and no target is below 24 px, no text below 11: ${name}`, async () => {
      const comfortable = await draw(fixtures[name]());
      document.adoptedStyleSheets = [compact];
      const dense = await draw(fixtures[name]());

      expect(Math.min(...comfortable.buttons), 'comfortable').to.be.at.least(36);
      expect(Math.min(...dense.buttons), 'compact').to.equal(28);
      expect(dense.height).to.be.below(comfortable.height);
      for (const { targets, widths, texts } of [comfortable, dense]) {
        expect(Math.min(...targets, ...widths)).to.be.at.least(24);
        expect(Math.min(...texts)).to.be.at.least(11);
      }
    });
});

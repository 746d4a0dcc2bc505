import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { build } from 'esbuild';
import { ensureBrowser } from '../scripts/browser.mjs';
import { bundle, foldTemplates } from '../scripts/bundle.mjs';

describe('folding templates', () => {
  it('leaves one space of a line break, in what html says, nested or not', () => {
    assert.equal(
      foldTemplates('const a = html`<p>\n    ${b ? html`<i>\n x  y</i>` : "a\\n  b"}\n  </p>`;'),
      'const a = html`<p> ${b ? html`<i> x  y</i>` : "a\\n  b"} </p>`;',
    );
  });

  it('leaves of css what it says', () => {
    assert.equal(
      foldTemplates('css`\n  /* why */\n  :host :is(a, b) > c {\n    inset: calc(1px + 2px);\n  }\n`'),
      'css` :host :is(a,b)>c{inset:calc(1px + 2px)}`',
    );
  });

  it('touches no other text', () => {
    const source = 'const a = `x\n  y`; const b = other`x\n  y`;';
    assert.equal(foldTemplates(source), source);
  });
});

describe('the bundle of all elements', () => {
  let browser: Browser;
  before(async () => {
    browser = await puppeteer.launch(await ensureBrowser());
  });
  after(() => browser.close());

  /** Every rule of every element, as the browser understood it. */
  const rulesOf = async (code: string): Promise<Record<string, string[]>> => {
    const page = await browser.newPage();
    await page.evaluate(code);
    const rules = await page.evaluate(() => {
      const found: Record<string, string[]> = {};
      for (const tag of [
        'awa-inbox-card',
        'callback-actions',
        'callback-active-call',
        'callback-context-card',
      ].concat(
        'callback-inbox',
        'callback-presence',
        'callback-provider',
        'callback-workspace',
        'wrap-up-modal',
      )) {
        const element = document.body.appendChild(document.createElement(tag));
        found[tag] = element.shadowRoot!.adoptedStyleSheets.flatMap((sheet) =>
          [...sheet.cssRules].map((rule) => rule.cssText.replaceAll(', ', ',')),
        );
      }
      return found;
    });
    await page.close();
    return rules;
  };

  it('has the same rules as the sources', async () => {
    const entry = { entryPoints: ['components/define.ts'] };
    const plain = await build({
      ...entry,
      bundle: true,
      format: 'esm',
      write: false,
      tsconfig: 'tsconfig.json',
    });
    const expected = await rulesOf(plain.outputFiles[0]!.text);
    const { code } = await bundle(entry);
    assert.ok(Object.values(expected).every((rules) => rules.length > 5));
    assert.deepEqual(await rulesOf(code), expected);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

// Snippets are in no project, so what needs types is left out; the floors and bans need none.
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });

async function rulesHit(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath });
  assert.ok(result, `${filePath} is not linted`);
  return result.messages.map((message) => message.ruleId ?? message.message);
}

const using = (specifier: string) => `import { thing } from '${specifier}';\nthing();\n`;
const template = (markup: string) =>
  `import { html } from 'lit';\nexport const draw = (text: string) => html\`${markup}\`;\n`;

const CARD = 'components/awa-inbox-card/awa-inbox-card.ts';
const INBOX = 'components/callback-inbox/callback-inbox.ts';
const PROVIDER = 'components/callback-provider/callback-provider.ts';
const SHARED = 'components/shared/element.ts';
const ENGINE = 'mock-server/engine/reducer.ts';
const HTTP = 'mock-server/http/app.ts';

describe('floors', () => {
  const refused: [file: string, specifier: string][] = [
    ['contract/records.ts', 'valibot'],
    ['contract/records.ts', 'lit'],
    ['contract/records.ts', 'node:fs'],
    ['contract/records.ts', '../client/client.ts'],
    ['contract/records.ts', './schemas.ts'],
    ['contract/schemas.ts', 'hono'],
    ['contract/records.ts', './answer-schemas.ts'],
    ['contract/answer-schemas.ts', 'hono'],
    ['client/store.ts', 'lit'],
    ['client/store.ts', 'valibot'],
    ['client/store.ts', '../components/shared/element.ts'],
    ['client/store.ts', '../mock-server/engine/reducer.ts'],
    ['client/store.ts', '../contract/schemas.ts'],
    ['client/store.ts', '../contract/answer-schemas.ts'],
    ['conformance/checks.ts', 'node:assert'],
    ['conformance/checks.ts', 'fast-check'],
    ['conformance/checks.ts', '../contract/schemas.ts'],
    ['conformance/checks.ts', '../components/index.ts'],
    ['conformance/checks.ts', '../mock-server/index.ts'],
    ['adapters/openframe/bridge.ts', 'node:fs'],
    ['adapters/openframe/bridge.ts', '../../mock-server/index.ts'],
    ['adapters/openframe/bridge.ts', '../../contract/schemas.ts'],
    [CARD, '@open-wc/testing'],
    [CARD, 'lit-html/directives/repeat.js'],
    [CARD, '../callback-actions/callback-actions.ts'],
    [CARD, '../callback-inbox/define.ts'],
    [CARD, '../../contract/schemas.ts'],
    [CARD, '../../client/http.ts'],
    [CARD, '../../mock-server/http/app.ts'],
    [CARD, '../index.ts'],
    [SHARED, '../awa-inbox-card/awa-inbox-card.ts'],
    [SHARED, '../../client/session.ts'],
    [INBOX, '../awa-inbox-card/awa-inbox-card.styles.ts'],
    [INBOX, '../../client/http.ts'],
    [PROVIDER, '../awa-inbox-card/define.ts'],
    [PROVIDER, '../../contract/schemas.ts'],
    [ENGINE, 'hono'],
    [ENGINE, 'node:crypto'],
    [ENGINE, 'crypto'],
    [ENGINE, 'valibot'],
    [ENGINE, '../http/app.ts'],
    [ENGINE, '../../contract/schemas.ts'],
    [ENGINE, '../../client/store.ts'],
    ['mock-server/scenarios/quiet.ts', '../http/app.ts'],
    [HTTP, 'node:http'],
    [HTTP, '@hono/node-server'],
    [HTTP, '../node.ts'],
    [HTTP, '../../client/store.ts'],
    ['mock-server/node.ts', 'lit'],
    ['mock-server/node.ts', '../components/index.ts'],
  ];
  for (const [file, specifier] of refused) {
    it(`refuses ${specifier} in ${file}`, async () => {
      assert.ok((await rulesHit(file, using(specifier))).includes('house/floors'));
    });
  }

  for (const [way, code] of Object.entries({
    'a dynamic import': "export const later = () => import('node:fs');\n",
    'a re-export': "export * from 'node:fs';\n",
    'a named re-export': "export { readFileSync } from 'node:fs';\n",
    'a type': "export type Stats = import('node:fs').Stats;\n",
    'an import type': "import type { Stats } from 'node:fs';\nexport type S = Stats;\n",
  })) {
    it(`also sees ${way}`, async () => {
      assert.ok((await rulesHit('client/store.ts', code)).includes('house/floors'));
    });
  }

  const allowed: [file: string, ...specifiers: string[]][] = [
    ['contract/records.ts', './policy.ts'],
    ['contract/schemas.ts', 'valibot', './records.ts'],
    ['contract/answer-schemas.ts', 'valibot', './records.ts', './schemas.ts'],
    ['client/store.ts', '../contract/records.ts', './skew.ts'],
    ['conformance/checks.ts', '../contract/commands.ts', '../client/client.ts', './desk.ts'],
    ['adapters/openframe/bridge.ts', '../../contract/events.ts', '../../client/client.ts', './read.ts'],
    [CARD, 'lit', 'lit/decorators.js', '@lit/context', '../shared/element.ts', './awa-inbox-card.styles.ts'],
    [CARD, '../../contract/records.ts', '../../client/store.ts'],
    [INBOX, '../awa-inbox-card/awa-inbox-card.ts', '../awa-inbox-card/define.ts'],
    ['components/callback-inbox/callback-inbox.fixtures.ts', '../awa-inbox-card/awa-inbox-card.fixtures.ts'],
    [PROVIDER, '../../client/http.ts', '../../client/session.ts', '../shared/element.ts'],
    ['components/index.ts', './awa-inbox-card/awa-inbox-card.ts'],
    [ENGINE, 'immer', '../../contract/records.ts', './state.ts'],
    [HTTP, 'hono', 'hono/streaming', 'valibot', '../engine/reducer.ts', '../../contract/schemas.ts'],
    ['mock-server/node.ts', 'node:http', '@hono/node-server', './http/app.ts'],
    ['mock-server/engine/reducer.test.ts', 'node:test', 'fast-check', '../http/app.ts'],
    ['components/awa-inbox-card/awa-inbox-card.test.ts', '@open-wc/testing', '../../mock-server/http/app.ts'],
    ['stories/awa-inbox-card.stories.ts', '../components/awa-inbox-card/define.ts'],
  ];
  for (const [file, ...specifiers] of allowed) {
    it(`lets ${file} stand on what is below it`, async () => {
      for (const specifier of specifiers) {
        assert.deepEqual(await rulesHit(file, using(specifier)), [], specifier);
      }
    });
  }
});

describe('bans in the engine', () => {
  const globals = 'no-restricted-globals';
  const property = 'no-restricted-properties';
  const syntax = 'no-restricted-syntax';
  const refused: [code: string, rule: string][] = [
    ['export const now = () => Date.now();', property],
    ['const { now } = Date;\nexport const at = now();', property],
    ['export const now = () => new Date();', syntax],
    ['export const now = () => Date();', syntax],
    ['export const at = () => new Date(2026, 1, 1);', syntax],
    ['export const now = () => performance.now();', globals],
    ['export const now = () => globalThis.performance.now();', globals],
    ['export const luck = () => Math.random();', property],
    ['export const id = () => crypto.randomUUID();', globals],
    ['export const id = () => crypto.getRandomValues(new Uint8Array(1));', globals],
    ['export const wait = (f: () => void) => setTimeout(f, 1);', globals],
    ['export const wait = (f: () => void) => setInterval(f, 1);', globals],
    ['export const wait = (f: () => void) => setImmediate(f);', globals],
    ['export const wait = (f: () => void) => queueMicrotask(f);', globals],
    ['export const wait = () => Promise.resolve(1);', globals],
    ['export const wait = async () => 1;', syntax],
    ['export async function wait() { return 1; }', syntax],
    ['export const wait = await 1;', syntax],
    ['export const later = () => import("./other.ts");', syntax],
    ['export const port = () => process.env.PORT;', globals],
    ['export const say = () => console.log(1);', globals],
    ['export const text = (n: number) => n.toLocaleString();', property],
    ['export const text = (d: Date) => d.toLocaleTimeString();', property],
    ['export const text = (a: string, b: string) => a.localeCompare(b);', property],
    ['export const hour = (d: Date) => d.getHours();', property],
    ['export const day = (d: Date) => d.getDay();', property],
    ['export const year = (d: Date) => d.getFullYear();', property],
    ['export const zone = (d: Date) => d.getTimezoneOffset();', property],
  ];
  for (const [code, rule] of refused) {
    it(`refuses ${code.replaceAll('\n', ' ')}`, async () => {
      assert.ok((await rulesHit(ENGINE, `${code}\n`)).includes(rule));
    });
  }

  it('lets a pure function be, and a test do what it likes', async () => {
    const pure = `export const due = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
export const hour = (at: string) => new Date(at).getUTCHours();\n`;
    assert.deepEqual(await rulesHit(ENGINE, pure), []);
    assert.deepEqual(
      await rulesHit('mock-server/engine/reducer.test.ts', 'export const now = () => Date.now();\n'),
      [],
    );
    assert.deepEqual(await rulesHit(HTTP, 'export const now = () => Date.now();\n'), []);
  });
});

describe('bans in the kit', () => {
  const refused: [code: string, rule: string][] = [
    ['export const set = (e: Element) => { e.innerHTML = ""; };', 'no-restricted-properties'],
    ['export const set = (e: Element) => { e.outerHTML = ""; };', 'no-restricted-properties'],
    [
      'export const set = (e: Element) => { e.insertAdjacentHTML("beforeend", ""); };',
      'no-restricted-properties',
    ],
    ['export const forged = (e: Event) => !e.isTrusted;', 'no-restricted-properties'],
    [using('lit/directives/unsafe-html.js'), 'no-restricted-imports'],
    [using('lit/directives/unsafe-svg.js'), 'no-restricted-imports'],
    [using('lit/static-html.js'), 'no-restricted-imports'],
    [using('lit/directives/style-map.js'), 'no-restricted-imports'],
    ['import { unsafeCSS } from "lit";\nexport const sheet = unsafeCSS("a{}");', 'no-restricted-imports'],
    [template('<p style="color: red">${text}</p>'), 'no-restricted-syntax'],
    [template('<p style=${text}></p>'), 'no-restricted-syntax'],
    [template('<style>p { color: red }</style>${text}'), 'no-restricted-syntax'],
    [template('<p .innerHTML=${text}></p>'), 'no-restricted-syntax'],
    ['export const set = (e: Element) => { e.setAttribute("style", ""); };', 'no-restricted-syntax'],
    ['export const tick = (f: () => void) => setInterval(f, 1000);', 'no-restricted-globals'],
    ['export const tick = (f: () => void) => setTimeout(f, 1000);', 'no-restricted-globals'],
    ['export const tick = (f: () => void) => window.setTimeout(f, 1000);', 'no-restricted-globals'],
    ['export const now = () => Date.now();', 'no-restricted-properties'],
    ['export const now = () => new Date();', 'no-restricted-syntax'],
    ['export const get = () => fetch("/");', 'no-restricted-globals'],
    ['export const get = () => new EventSource("/");', 'no-restricted-globals'],
    ['export const get = () => new XMLHttpRequest();', 'no-restricted-globals'],
    ['export const get = () => new WebSocket("wss://example.com");', 'no-restricted-globals'],
    ['export const send = () => navigator.sendBeacon("/");', 'no-restricted-properties'],
    ['export const keep = () => localStorage.length;', 'no-restricted-globals'],
    ['export const keep = () => window.sessionStorage.length;', 'no-restricted-globals'],
    ['export const keep = () => indexedDB;', 'no-restricted-globals'],
  ];
  for (const [code, rule] of refused) {
    it(`refuses ${code.trim().replaceAll('\n', ' ')}`, async () => {
      assert.ok((await rulesHit(CARD, `${code}\n`)).includes(rule));
    });
  }

  it('leaves time to the clock and the network to the provider, and nothing else', async () => {
    const time = 'export const tick = (f: () => void) => setTimeout(f, Date.now() - new Date().getTime());\n';
    const door = 'export const get = () => fetch(localStorage.getItem("url")!);\n';
    assert.deepEqual(await rulesHit('components/shared/clock.ts', time), []);
    assert.deepEqual(await rulesHit(PROVIDER, door), []);
    assert.notDeepEqual(await rulesHit(PROVIDER, time), []);
    assert.notDeepEqual(await rulesHit('components/shared/clock.ts', door), []);
    assert.notDeepEqual(
      await rulesHit(
        'components/shared/clock.ts',
        'export const f = (e: Element) => { e.innerHTML = ""; };\n',
      ),
      [],
    );
  });

  it('has nothing against an ordinary template, or a test that forges', async () => {
    assert.deepEqual(
      await rulesHit(CARD, template('<p class="style=">${text}</p>').replace('style=', 'styled')),
      [],
    );
    const test =
      'export const set = (e: Element) => { e.innerHTML = ""; setTimeout(() => fetch("/"), 1); };\n';
    assert.deepEqual(await rulesHit('components/awa-inbox-card/awa-inbox-card.test.ts', test), []);
  });

  it('checks templates for access and for Lit', async () => {
    const image = await rulesHit(CARD, template('<img src="a.png">${text}'));
    assert.ok(image.includes('lit-a11y/alt-text'), image.join());
    const twice = await rulesHit(CARD, template('<p class=${text} class=${text}></p>'));
    assert.ok(twice.includes('lit/no-duplicate-template-bindings'), twice.join());
    const closed = await rulesHit(
      CARD,
      'export class A extends HTMLElement { constructor() { super(); this.attachShadow({ mode: "closed" }); } }\n',
    );
    assert.ok(closed.includes('wc/no-closed-shadow-root'), closed.join());
  });
});

describe('a rule that is broken', () => {
  const broken = (comment: string) => `${comment}\nexport const now = () => Date.now();\n`;
  const rule = '// eslint-disable-next-line no-restricted-properties';

  it('says why where it is broken', async () => {
    assert.deepEqual(await rulesHit(ENGINE, broken(`${rule} -- a demonstration`)), []);
    assert.deepEqual(await rulesHit(ENGINE, broken(rule)), ['house/reasons']);
  });
});

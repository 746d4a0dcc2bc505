import { expect } from '@open-wc/testing';
import '../define.ts';
import { fixtures as cards } from '../awa-inbox-card/awa-inbox-card.fixtures.ts';
import { fixtures as actions } from '../callback-actions/callback-actions.fixtures.ts';
import { fixtures as calls } from '../callback-active-call/callback-active-call.fixtures.ts';
import { fixtures as transfers } from '../callback-call-transfer/callback-call-transfer.fixtures.ts';
import { fixtures as contexts } from '../callback-context-card/callback-context-card.fixtures.ts';
import { fixtures as dialpads } from '../callback-dialpad/callback-dialpad.fixtures.ts';
import { fixtures as inboxes } from '../callback-inbox/callback-inbox.fixtures.ts';
import { fixtures as lists, withSettings } from '../callback-list/callback-list.fixtures.ts';
import { fixtures as presences, settings } from '../callback-presence/callback-presence.fixtures.ts';
import { fixtures as shortcuts } from '../callback-shortcuts/callback-shortcuts.fixtures.ts';
import { fixtures as bars } from '../callback-voice-control/callback-voice-control.fixtures.ts';
import { fixtures as workspaces } from '../callback-workspace/callback-workspace.fixtures.ts';
import type { AnyRecord } from '../../contract/records.ts';
import type { CallbackElement } from '../shared/element.ts';
import { translate } from '../shared/languages.ts';
import { close, open, pseudoLocale } from '../shared/testing/pseudo.ts';
import { FakeDirectory, FakeSession, provide } from '../shared/testing/session.ts';
import { fixtures as pickers } from '../transfer-callback/transfer-callback.fixtures.ts';
import { fixtures as wrapUps } from '../wrap-up-modal/wrap-up-modal.fixtures.ts';

type Fixtures = Readonly<Record<string, () => unknown>>;

/** Every element with its fixtures, and which of its properties a fixture is. */
const all: readonly (readonly [tag: string, fixtures: Fixtures, put: (made: never) => object])[] = [
  ['awa-inbox-card', cards, (offer) => ({ offer })],
  ['callback-actions', actions, (made) => made],
  ['callback-active-call', calls, (made) => made],
  [
    'callback-call-transfer',
    transfers,
    ({ entries, ...made }: ReturnType<typeof transfers.held>) => ({
      ...made,
      directory: new FakeDirectory(entries),
    }),
  ],
  ['callback-context-card', contexts, (task) => ({ task })],
  ['callback-dialpad', dialpads, (made: object) => ({ ...made, open: true })],
  ['callback-inbox', inboxes, (made) => made],
  // A thousand rows say what ten say.
  [
    'callback-list',
    { ...lists, many: lists.both },
    (tasks) => ({ tasks, settings: withSettings(), agentId: 'ana' }),
  ],
  ['callback-presence', presences, (agent) => ({ agent, settings: settings() })],
  ['callback-shortcuts', shortcuts, ({ press: _, ...made }: { press?: string }) => made],
  ['callback-voice-control', bars, (made) => made],
  [
    'transfer-callback',
    pickers,
    ({ entries, ...made }: ReturnType<typeof pickers.manual>) => ({
      ...made,
      directory: new FakeDirectory(entries),
    }),
  ],
  [
    'wrap-up-modal',
    wrapUps,
    ({ modal: _, ...made }: ReturnType<typeof wrapUps.draft> & { modal?: boolean }) => made,
  ],
];

/** Every string that records have. */
const stringsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : value && typeof value === 'object'
      ? Object.values(value).flatMap(stringsOf)
      : [];

/** What Intl says of times and lengths. */
const intl = /\b(AM|PM|Sun|Mon|Tue|Wed|Thu|Fri|Sat|[A-Z][a-z]{2}|min|hr|days?|GMT)\b/g;

/** What is no sentence of the pseudo-language, nor data, nor Intl's. */
const left = (text: string, data: readonly string[]): string => {
  let rest = text;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  }
  for (const one of data) rest = rest.replaceAll(one, ' ');
  rest = rest.replace(intl, ' ');
  return /\p{L}/u.test(rest) ? rest.replace(/\s+/g, ' ').trim() : '';
};

interface Seen {
  /** Sentences, in their order. */
  text: string;
  readonly names: string[];
  readonly clipped: string[];
}

const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });

/** Reads what an element shows, also of the elements in it. */
const read = (root: ShadowRoot, seen: Seen) => {
  const walk = (node: Node) => {
    if (node instanceof Text) {
      const parent = node.parentElement ?? (node.getRootNode() as ShadowRoot).host;
      if (!isShown(parent) && !parent.closest('option')) return;
      seen.text += node.data;
      // Where it is mostly somebody's hostile name, that is what is cut.
      if (!/[⟦⟧]/u.test(node.data) || node.length > 200) return;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left: from, right: to, top, bottom } = range.getBoundingClientRect();
      // Whatever cuts it; where a title says it whole, it may be cut.
      for (
        let box: Element | null = parent;
        box;
        box = box.parentElement ?? (box.getRootNode() as Partial<ShadowRoot>).host ?? null
      ) {
        const isTold: boolean = box.hasAttribute('title') || !!box.querySelector(':scope > [title]');
        if (isTold || box.matches('[aria-hidden] *, .hide')) break;
        const { overflowX, overflowY } = getComputedStyle(box);
        const rect = box.getBoundingClientRect();
        const isPage = box.classList.contains('narrow');
        if (
          ((overflowX !== 'visible' || isPage) && (from < rect.left - 1 || to > rect.right + 1)) ||
          (overflowY === 'hidden' && (top < rect.top - 1 || bottom > rect.bottom + 1))
        ) {
          seen.clipped.push(`${node.data.trim()} in ${box.localName}.${box.className}`);
          break;
        }
        if (isPage || overflowX !== 'visible') break;
      }
    } else if (node instanceof Element) {
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder'])
        if (node.hasAttribute(name) && isShown(node)) seen.names.push(node.getAttribute(name)!);
      if (node.shadowRoot) read(node.shadowRoot, seen);
      for (const child of node.childNodes) walk(child);
      if (/^(div|p|li|dd|dt|button|h\d|td|th|label|option|section)$/.test(node.localName)) seen.text += '\n';
    }
  };
  for (const child of root.childNodes) walk(child);
};

const settle = async (element: CallbackElement) => {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
  }
};

describe('the pseudo-language', () => {
  const sheet = new CSSStyleSheet();
  let place: HTMLElement;

  before(() => {
    translate('qps-ploc', pseudoLocale());
    sheet.replaceSync('.narrow { inline-size: 288px }');
    document.adoptedStyleSheets = [sheet];
  });
  after(() => {
    document.adoptedStyleSheets = [];
  });
  beforeEach(() => {
    place = document.createElement('div');
    place.className = 'narrow';
    place.lang = 'qps-ploc';
    document.body.append(place);
  });
  afterEach(() => place.remove());

  const check = (element: Element, made: unknown) => {
    const data = [...new Set(stringsOf(made))]
      .filter((one) => /\p{L}/u.test(one))
      .flatMap((one) => [one, one.trim()])
      .sort((a, b) => b.length - a.length);
    const seen: Seen = { text: '', names: [], clipped: [] };
    read(element.shadowRoot!, seen);
    const bare = [left(seen.text, data), ...seen.names.map((name) => left(name, data))].filter(Boolean);
    expect(bare, 'not localised').to.deep.equal([]);
    expect(seen.clipped, 'clipped').to.deep.equal([]);
    return seen.text;
  };

  let sentences = 0;
  for (const [tag, fixtures, put] of all)
    for (const [name, make] of Object.entries(fixtures))
      it(`leaves nothing in English and clips nothing: ${tag}, ${name}`, async () => {
        const made = make();
        // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- made by its definition
        const element = document.createElement(tag) as CallbackElement;
        const given = put(made as never);
        Object.assign(element, given);
        place.append(element);
        await settle(element);
        const text = check(element, [made, given, withSettings()]);
        sentences += text.split(open).length - 1;
        expect(text.split(open).length).to.equal(text.split(close).length);
      });

  for (const [name, make] of Object.entries(workspaces))
    it(`leaves nothing in English and clips nothing: callback-workspace, ${name}`, async () => {
      const records = make() as readonly AnyRecord[];
      const session = new FakeSession(records);
      provide(place, session);
      const element = document.createElement('callback-workspace');
      place.append(element);
      await settle(element);
      const data = records.flatMap((one) => ('name' in one ? [one.name] : []));
      // The circle with the agent's initials is a picture of a name.
      check(element, [records, ...data.map((one) => one.replace(/^(.).* (.).*$/u, '$1$2'))]);
    });

  it('was seen at all', () => expect(sentences).to.be.above(1000));
});

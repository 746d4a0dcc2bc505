import type axe from 'axe-core';
import type { DocumentedElement, DocumentedEvent, DocumentedMember, Manifest } from './manifest.ts';
import { documented } from './manifest.ts';
import { fire, pressAll, tell } from './press.ts';
import type { Heard } from './press.ts';
import { changed } from './styles.ts';

type Axe = Pick<typeof axe, 'run'>;
type Draw = () => Element | Promise<Element>;

/** What the suites need to know about an element. */
export interface Subject {
  readonly tag: string;
  /** custom-elements.json. */
  readonly manifest: Manifest;
  /** The element in each of its states: drawn, in the page, and alone there. */
  readonly fixtures: Readonly<Record<string, Draw>>;
  /** What fires events that no press in a fixture does: each draws and acts; what it resolves with is pressed as well. */
  readonly uses?: readonly (() => Promise<Element | undefined>)[];
  /** Of attributes that are more than a text, a number, or there: a text, and the value that it gives. */
  readonly attributes?: Readonly<Record<string, readonly [text: string, value: unknown]>>;
}

/** A test: its title, and what throws where it fails. */
export type Check = readonly [title: string, run: () => Promise<void>];

const fail = (what: string, names: readonly string[]) => {
  if (names.length > 0) throw new Error(`${what}: ${names.join('; ')}`);
};
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const namesOf = (list: readonly { readonly name: string }[] = []) => list.map(({ name }) => name);
const without = (names: Iterable<string>, others: readonly string[]) =>
  [...names].filter((name) => !others.includes(name));

/** Properties that can be set. */
const fieldsOf = ({ members = [] }: DocumentedElement) =>
  members.filter((one) => one.kind === 'field' && !one.static && !one.readonly);

/** The value that a manifest writes as text. */
const valueOf = (text: string): unknown => JSON.parse(text.replaceAll("'", '"'));

/** Fails where axe finds something. Needs the package axe-core. */
export const accessible = async (element: Element): Promise<void> => {
  // A bundler gives it as a module; in a page of modules it is a global.
  const { default: bundled } = (await import('axe-core')) as { default?: Axe };
  const { violations } = await (bundled ?? (globalThis as unknown as { axe: Axe }).axe).run(element, {
    resultTypes: ['violations'],
  });
  fail(
    'Not accessible',
    violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html, failureSummary = '' }) =>
        [`${id} (${help})`, String(target), html, failureSummary].join('\n'),
      ),
    ),
  );
};

/** Every documented property is there, with its default; booleans are false; a fresh element has no attribute. */
export const defaults = (element: DocumentedElement): Check => [
  'has the documented properties, with their defaults, and methods',
  () => {
    const fresh = document.createElement(element.tagName) as unknown as Record<string, unknown>;
    const wrong = fieldsOf(element).flatMap(({ name, default: text, type, description }) => {
      if (!text || !type || !description) return [`${name} is not documented`];
      const value = valueOf(text);
      if (value === true) return [`${name} is true by default`];
      return same(fresh[name], value) ? [] : [`${name} is ${JSON.stringify(fresh[name])}, not ${text}`];
    });
    const methods = (element.members ?? []).filter((one) => one.kind === 'method' && !one.static);
    for (const { name, description } of methods)
      if (typeof fresh[name] !== 'function' || !description) wrong.push(`${name}() is no documented method`);
    fail('Not as documented', wrong);
    fail('Attributes that nobody set', (fresh as unknown as Element).getAttributeNames());
    return Promise.resolve();
  },
];

/** A text for an attribute, and the value that it gives. */
const sample = ({ name, type }: DocumentedMember): readonly [string, unknown] | undefined => {
  const text = type?.text ?? '';
  const [, literal] = /'([^']+)'/.exec(text) ?? [];
  if (literal) return [literal, literal];
  if (text === 'boolean') return ['', true];
  if (/^number\b/.test(text)) return ['7', 7];
  return /^string\b/.test(text) ? [name, name] : undefined;
};

/** Every documented attribute sets its property; the property is reflected where that is documented, and only there. */
export const reflects = (element: DocumentedElement, attributes: Subject['attributes'] = {}): Check => [
  'has the documented attributes',
  async () => {
    const wrong: string[] = [];
    for (const member of fieldsOf(element)) {
      const { name, attribute, reflects: isReflected = false } = member;
      if (!attribute) continue;
      const [text, value] = attributes[attribute] ?? sample(member) ?? [];
      if (text === undefined) {
        wrong.push(`${attribute} has no sample`);
        continue;
      }
      type Made = HTMLElement & { updateComplete?: Promise<unknown> } & Record<string, unknown>;
      const [set, given] = [0, 1].map(() => document.createElement(element.tagName) as unknown as Made);
      set!.setAttribute(attribute, text);
      if (!same(set![name], value)) wrong.push(`${attribute}="${text}" gives ${JSON.stringify(set![name])}`);
      set!.removeAttribute(attribute);
      if (value === true && set![name] !== false) wrong.push(`without ${attribute} ${name} is not false`);
      given![name as 'title'] = value as string;
      document.body.append(given!);
      await given!.updateComplete;
      if (given!.hasAttribute(attribute) !== isReflected)
        wrong.push(`${attribute} is ${isReflected ? 'not ' : ''}reflected`);
      given!.remove();
    }
    fail('Not as documented', wrong);
  },
];

/** What was seen of an element in all that it was drawn in. */
class Seen {
  readonly slots = new Set<string>();
  readonly parts = new Set<string>();
  readonly states = new Set<string>();
  readonly themed = new Set<string>();
  /** What the manifest does not know. */
  readonly more = new Set<string>();
  readonly #looked = new Set<string>();

  constructor(
    readonly element: DocumentedElement,
    readonly fixtures: Subject['fixtures'],
    readonly isPublic: (tag: string) => boolean,
  ) {}

  async look(name: string, drawn?: Element): Promise<void> {
    if (this.#looked.has(name)) return;
    this.#looked.add(name);
    const element = drawn ?? (await this.fixtures[name]!());
    const root = element.shadowRoot!;
    for (const { part } of root.querySelectorAll('[part]')) for (const one of part) this.parts.add(one);
    for (const inner of root.querySelectorAll('[exportparts]'))
      for (const one of inner.getAttribute('exportparts')!.split(','))
        if (inner.shadowRoot?.querySelector(`[part~="${one.split(':')[0]!.trim()}"]`))
          this.parts.add(one.split(':').at(-1)!.trim());
    for (const slot of root.querySelectorAll('slot')) {
      const put = document.createElement('span');
      put.slot = slot.name;
      put.textContent = 'Put there';
      element.append(put);
      if (put.assignedSlot === slot && put.getClientRects().length > 0) this.slots.add(slot.name);
      put.remove();
    }
    for (const one of namesOf(this.element.cssStates))
      if (element.matches(`:state(${one})`)) this.states.add(one);
    const tokens = this.element.cssProperties ?? [];
    const open = tokens.filter(({ name: token }) => !this.themed.has(token));
    const { seen, more } = changed(element as HTMLElement, this.isPublic, open, namesOf(tokens));
    for (const one of seen) this.themed.add(one);
    for (const one of more) this.more.add(one);
  }

  /** All that was not drawn yet. */
  async all(): Promise<void> {
    for (const name of Object.keys(this.fixtures)) await this.look(name);
  }
}

/** What an event is not that it is documented to be. */
const faultsOf = (documentedEvent: DocumentedEvent, event: Event): string[] => {
  const wrong: string[] = [];
  for (const flag of ['bubbles', 'composed', 'cancelable'] as const)
    if (event[flag] !== documentedEvent[flag]) wrong.push(`${flag} is ${event[flag]}`);
  if (documentedEvent.kind === 'signal') return wrong;
  const { detail } = event as CustomEvent<object>;
  const { fields } = documentedEvent.detail;
  const keys = Object.keys(detail ?? {});
  for (const { name, optional } of fields)
    if (!optional && !keys.includes(name)) wrong.push(`its detail has no ${name}`);
  for (const name of without(keys, namesOf(fields))) wrong.push(`its detail has ${name}`);
  try {
    structuredClone(detail);
  } catch {
    wrong.push('its detail cannot be cloned');
  }
  return wrong;
};

/** Every documented event is fired, and is what it is documented to be; no other is fired by the element itself. */
const events = (
  element: DocumentedElement,
  { fixtures, uses = [] }: Subject,
  isPublic: (tag: string) => boolean,
): Check => [
  'fires the documented events, and no other',
  async () => {
    const known = new Map((element.events ?? []).map((one) => [one.name, one]));
    const left = new Set(known.keys());
    const wrong = new Set<string>();
    const hear = ({ target, event }: Heard) => {
      const expected = known.get(event.type);
      if (!tell(target, element.tagName)) return;
      if (expected) {
        left.delete(event.type);
        for (const fault of faultsOf(expected, event)) wrong.add(`${event.type}: ${fault}`);
      } else if ((target as Element).localName === element.tagName && !event.type.startsWith('context-'))
        // (by those, elements and providers find each other)
        wrong.add(`${event.type} is not documented`);
    };
    await fire(hear, async () => {
      for (const draw of [...uses, ...Object.values(fixtures)]) {
        if (left.size === 0) return;
        const drawn = await draw();
        if (drawn) await pressAll(drawn, isPublic, () => left.size === 0);
      }
    });
    fail('Not as documented', [...wrong]);
    fail('Never fired', [...left]);
  },
];

/**
 * All suites of one element, derived from its entry in the manifest: a test for each fixture (axe), and one for each kind
 * of what is documented. A documented thing that no fixture shows fails, as does a part, slot, token or event that is
 * there and not documented. To run: `for (const [title, run] of suites(subject)) it(title, run);`
 */
export const suites = (subject: Subject): readonly Check[] => {
  const { manifest, tag, fixtures, attributes } = subject;
  const element = documented(manifest, tag);
  const tags = new Set(
    manifest.modules.flatMap(({ declarations }) => declarations.map(({ tagName }) => tagName)),
  );
  const isPublic = (name: string) => tags.has(name);
  const seen = new Seen(element, fixtures, isPublic);
  const all = (title: string, kind: Kind): Check => [
    title,
    async () => {
      await seen.all();
      const names = namesOf(element[kinds[kind]]);
      fail('Documented, and in no fixture', without(names, [...seen[kind]]));
      fail('Not documented', without(kind === 'themed' ? seen.more : seen[kind], names));
    },
  ];
  return [
    ...Object.entries(fixtures).map(([name, draw]): Check => [
      `is accessible: ${name}`,
      async () => {
        const drawn = await draw();
        await accessible(drawn);
        await seen.look(name, drawn);
      },
    ]),
    defaults(element),
    reflects(element, attributes),
    all('shows what is put into the documented slots, and has no other', 'slots'),
    all('has the documented parts, and no other', 'parts'),
    all('is in each of the documented states', 'states'),
    all('changes with each of the documented custom properties, and with no other', 'themed'),
    events(element, subject, isPublic),
  ];
};

const kinds = { slots: 'slots', parts: 'cssParts', states: 'cssStates', themed: 'cssProperties' } as const;
type Kind = keyof typeof kinds;

interface Token {
  readonly name: string;
  readonly default?: string;
}

/** A value that is another than the default, of its kind. */
const others: readonly (readonly [property: string, value: string])[] = [
  ['color', 'rgb(1, 2, 3)'],
  ['inline-size', '77px'],
  ['transition-duration', '7s'],
  ['box-shadow', '0 0 7px rgb(1, 2, 3)'],
  ['font-weight', '123'],
  ['font-family', 'monospace'],
];
const otherOf = ({ default: text = '' }: Token) =>
  others.find(([property]) => CSS.supports(property, text))?.[1] ?? 'rgb(1, 2, 3)';

/** The element's own tree, and those of private elements in it. */
export const rootsOf = (element: Element, isPublic: (tag: string) => boolean): ShadowRoot[] => {
  const root = element.shadowRoot;
  if (!root) return [];
  const inner = [...root.querySelectorAll('*')].filter(
    ({ localName, shadowRoot }) => shadowRoot && !isPublic(localName),
  );
  return [root, ...inner.flatMap((one) => rootsOf(one, isPublic))];
};

/** The properties that rules set by a variable. */
const propertiesIn = (rules: CSSRuleList, found = new Set<string>()): Set<string> => {
  for (const rule of rules) {
    const { style, cssRules } = rule as CSSStyleRule;
    // A shorthand with a variable in it has longhands without a value.
    for (const name of style ?? [])
      if (!name.startsWith('--') && /^$|var\(/.test(style.getPropertyValue(name))) found.add(name);
    if (cssRules) propertiesIn(cssRules, found);
  }
  return found;
};

/** Each node as it is drawn, and what is drawn before, after and behind it. */
const drawnOf = (roots: readonly ShadowRoot[], properties: readonly string[]) =>
  roots
    .flatMap((root) => [root.host, ...root.querySelectorAll('*')])
    // Of a list of thousands each row is as the first ones.
    .slice(0, 300)
    .flatMap((node) =>
      [undefined, '::before', '::after', '::backdrop'].map((pseudo) => getComputedStyle(node, pseudo)),
    )
    .map((style) => () => properties.map((name) => style.getPropertyValue(name)).join());

/** As if everything were pointed at, pressed and focused, in every medium. */
const forced = (sheet: CSSStyleSheet): CSSStyleSheet => {
  const copy = new CSSStyleSheet();
  copy.replaceSync(
    [...sheet.cssRules]
      .map(({ cssText }) => cssText)
      .join('')
      .replace(/:(hover|active|focus-visible|focus-within|focus)\b/g, ':not(.cbk-never)')
      .replace(/@media[^{]*/g, '@media all'),
  );
  return copy;
};

/**
 * Which of the tokens, each set to another value, change how the element is drawn: at once, pointed at, pressed or
 * focused. And which that its style sheets read do, and are not known.
 */
export const changed = (
  element: HTMLElement,
  isPublic: (tag: string) => boolean,
  tokens: readonly Token[],
  known: readonly string[],
): { readonly seen: readonly string[]; readonly more: readonly string[] } => {
  const roots = rootsOf(element, isPublic);
  // A copy: the list itself goes with what is set.
  const sheets = roots.map(({ adoptedStyleSheets }) => [...adoptedStyleSheets]);
  const still = new CSSStyleSheet();
  still.replaceSync('*,*::before,*::after{transition:none!important;animation:none!important}');
  const adopt = (make: (sheet: CSSStyleSheet) => CSSStyleSheet) =>
    roots.forEach((root, i) => (root.adoptedStyleSheets = [...sheets[i]!.map(make), still]));
  const { style } = element;

  const seen: string[] = [];
  const more: string[] = [];
  const texts = sheets.flat().flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
  const read = new Set(texts.flatMap((text) => text.match(/--cbk-[\w-]+/g) ?? []));
  const properties = [...new Set(sheets.flat().flatMap((sheet) => [...propertiesIn(sheet.cssRules)]))];
  for (const make of [(sheet: CSSStyleSheet) => sheet, forced]) {
    adopt(make);
    const nodes = drawnOf(roots, properties);
    const before = nodes.map((node) => node());
    const isOther = () => nodes.some((node, i) => node() !== before[i]);
    for (const token of tokens.filter(({ name }) => !seen.includes(name))) {
      style.setProperty(token.name, otherOf(token));
      if (isOther()) seen.push(token.name);
      style.removeProperty(token.name);
    }
    if (make === forced) continue;
    const unknown = [...read].filter((name) => !known.includes(name));
    for (const name of unknown)
      for (const [, value] of others.slice(0, 2)) {
        style.setProperty(name, value);
        if (isOther()) more.push(name);
        style.removeProperty(name);
      }
  }
  roots.forEach((root, i) => (root.adoptedStyleSheets = sheets[i]!));
  return { seen, more };
};

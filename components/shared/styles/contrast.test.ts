import { executeServerCommand } from '@web/test-runner-commands';
import { expect } from '@open-wc/testing';
import { adoptStyles } from 'lit';
import { base } from './base.ts';
import { presence } from './presence.ts';
import { tokens } from './tokens.ts';

/* Every pair of colours that the sheets draw, computed by the browser, in every mode and theme. */

/** As its maker's theme has them: what a page of that host gives to themes/. Light, dark. */
type Host = Readonly<Record<string, readonly [light: string, dark?: string]>>;

// The Coral theme of Next Experience, light; its dark values are nowhere public.
const servicenow: Host = {
  '--now-color_background--primary': ['255,255,255'],
  '--now-color_background--secondary': ['245,246,247'],
  '--now-color_text--primary': ['16,23,26'],
  '--now-color_text--tertiary': ['55,68,74'],
  '--now-color_border--tertiary': ['207,213,215'],
  '--now-color_border--primary': ['115,127,132'],
  '--now-color--primary-2': ['0,86,110'],
};

// @momentum-design/tokens 0.8.3: light-stable.css, dark-stable.css.
const momentum: Host = {
  '--mds-color-theme-background-solid-primary-normal': ['#fff', '#000'],
  '--mds-color-theme-background-solid-secondary-normal': ['#f7f7f7', '#1a1a1a'],
  '--mds-color-theme-text-primary-normal': ['#000000f2', '#fffffff2'],
  '--mds-color-theme-text-secondary-normal': ['#000000b3', '#ffffffb3'],
  '--mds-color-theme-inverted-text-primary-normal': ['#fffffff2', '#000000f2'],
  '--mds-color-theme-outline-secondary-normal': ['#00000033', '#ffffff33'],
  '--mds-color-theme-outline-input-normal': ['#00000080', '#ffffff80'],
  '--mds-color-theme-text-accent-normal': ['#0353a8', '#64b4fa'],
  '--mds-color-theme-text-success-normal': ['#185e46', '#3cc29a'],
  '--mds-color-theme-text-error-normal': ['#ab0a15', '#fc8b98'],
  '--mds-color-theme-text-warning-normal': ['#7d4705', '#f2990a'],
  '--mds-color-theme-indicator-stable': ['#1d805f', '#27a17a'],
  '--mds-color-theme-indicator-attention': ['#db1f2e', '#f55868'],
  '--mds-color-theme-indicator-unstable': ['#c94403', '#ec6400'],
  '--mds-color-theme-indicator-locked': ['#707070', '#8f8f8f'],
};

// @salesforce-ux/design-system-2 2.0.0: slds2.theme.cosmos.css.
const slds: Host = {
  '--slds-g-color-surface-container-1': ['#fff', '#242424'],
  '--slds-g-color-surface-container-2': ['#f3f3f3', '#181818'],
  '--slds-g-color-on-surface-1': ['#5c5c5c', '#aeaeae'],
  '--slds-g-color-on-surface-2': ['#2e2e2e', '#e5e5e5'],
  '--slds-g-color-border-1': ['#c9c9c9', '#444'],
  '--slds-g-color-border-2': ['#5c5c5c', '#757575'],
  '--slds-g-color-accent-2': ['#0250d9', '#7cb1fe'],
  '--slds-g-color-success-1': ['#056764', '#01c3b3'],
  '--slds-g-color-error-1': ['#b60554', '#fe8aa7'],
  '--slds-g-color-warning-1': ['#8c4b02', '#e4a201'],
};

const private_ = (name: string) => `var(--_${name})`;
const mix = (one: string, percent: number, other = private_('surface')) =>
  `color-mix(in srgb, ${private_(one)} ${percent}%, ${other})`;
const pressed = (fill: string) => [fill, mix('text', 6, fill), mix('text', 9, fill)];
const surface = private_('surface');
const sunken = private_('sunken');
const banners = [mix('warning', 8), mix('warning', 9)];
const presences = tokens.filter(({ name }) => name.startsWith('--cbk-color-presence-'));

/** What is read, and what is behind it. */
const text: readonly (readonly [string, readonly string[]])[] = [
  [private_('text'), [...pressed(surface), sunken, ...banners]],
  [private_('muted'), [surface, mix('text', 6), sunken, ...banners]],
  [private_('accent'), [...pressed(surface), private_('tint')]],
  [private_('end'), pressed(surface)],
  [private_('warning'), [surface]],
  [private_('accept'), pressed(mix('accept', 6))],
  ...['accept', 'accent', 'end'].map((fill) => [private_('on-fill'), pressed(private_(fill))] as const),
];

/** What is seen: edges of fields, focus, icons, rings, fills, dots; and what is behind it. */
const marks: typeof text = [
  [private_('control'), [surface, sunken]],
  [private_('accent'), [surface, sunken, private_('tint')]],
  [private_('accept'), [surface, sunken]],
  [private_('end'), [surface, sunken]],
  [private_('warning'), [surface, sunken, ...banners]],
  ...presences.map(({ name }) => [`.${name.split('-').at(-1)!}`, [surface, mix('text', 6)]] as const),
];

type Colour = readonly [number, number, number, number];

const parsed = (computed: string): Colour => {
  const numbers = computed.match(/-?[\d.]+(?:e-?\d+)?/g)!.map(Number);
  const scale = computed.startsWith('rgb') ? 255 : 1;
  const [r = 0, g = 0, b = 0, a = 1] = numbers;
  return [r / scale, g / scale, b / scale, a];
};

/** One colour on top of another, as it is seen. */
const over = ([r, g, b, a]: Colour, below: Colour): Colour => {
  const blend = (one: number, i: number) => one * a + below[i]! * (1 - a);
  return [blend(r, 0), blend(g, 1), blend(b, 2), 1];
};

const luminance = (colour: Colour) => {
  const [r = 0, g = 0, b = 0] = colour
    .slice(0, 3)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** As WCAG 2.2 has it: 1 to 21. */
const contrast = (one: Colour, other: Colour) => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

const sheet = (rules: string) => {
  const made = new CSSStyleSheet();
  made.replaceSync(rules);
  return made;
};

/** The pairs that are too close, each with what it has. */
const failures = (
  scheme: 'light' | 'dark',
  host: Host,
  theme: string,
  least: { readonly text: number; readonly muted: number; readonly mark: number },
) => {
  const given = Object.entries(host).map(
    ([name, [light, dark]]) => `${name}:${scheme === 'dark' ? dark! : light};`,
  );
  document.adoptedStyleSheets = [sheet(`:root{color-scheme:${scheme};${given.join('')}}`), sheet(theme)];
  const place = document.createElement('div');
  place.className = 'mds-theme-stable';
  const probe = document.createElement('div');
  place.append(probe);
  document.body.append(place);
  const root = probe.attachShadow({ mode: 'open' });
  adoptStyles(root, [base, presence]);
  const seen = new Map<string, Colour>();
  const colour = (of: string) => {
    let found = seen.get(of);
    if (!found) {
      const one = document.createElement('i');
      root.append(one);
      if (of.startsWith('.')) one.className = `dot ${of.slice(1)}`;
      else {
        one.className = `c${seen.size}`;
        root.adoptedStyleSheets.push(sheet(`.${one.className}{color:${of}}`));
      }
      seen.set(of, (found = parsed(getComputedStyle(one).color)));
    }
    return found;
  };
  const wrong: string[] = [];
  let count = 0;
  for (const [pairs, isText] of [
    [text, true],
    [marks, false],
  ] as const)
    for (const [front, backs] of pairs)
      for (const back of backs) {
        count += 1;
        const behind = over(colour(back), colour(surface));
        const has = contrast(over(colour(front), behind), behind);
        const wants = !isText ? least.mark : front === private_('muted') ? least.muted : least.text;
        if (!(has >= wants)) wrong.push(`${front} on ${back}: ${has.toFixed(2)}, not ${wants}`);
      }
  place.remove();
  document.adoptedStyleSheets = [];
  return { wrong, count };
};

const usual = { text: 4.5, muted: 4.5, mark: 3 };

describe('contrast', () => {
  const none: Host = {};
  const themed = (name: string) => fetch(`/themes/${name}.css`).then((answer) => answer.text());
  let count = 0;

  after(() => console.info(`${count} pairs`));

  const check = (scheme: 'light' | 'dark', host: Host, theme: string, least = usual) => {
    const found = failures(scheme, host, theme, least);
    count += found.count;
    expect(found.wrong).to.deep.equal([]);
  };

  for (const scheme of ['light', 'dark'] as const) {
    it(`of the kit, ${scheme}`, () => check(scheme, none, ''));

    it(`of the kit, ${scheme}, more contrast: what is muted reads as text does`, async () => {
      await executeServerCommand('cdp-media', [{ name: 'prefers-contrast', value: 'more' }]);
      try {
        check(scheme, none, '', { ...usual, muted: 7 });
      } finally {
        await executeServerCommand('cdp-media', [{ name: 'prefers-contrast', value: 'no-preference' }]);
      }
    });

    for (const [name, host] of Object.entries({ servicenow, momentum, slds }))
      if (scheme === 'light' || name !== 'servicenow')
        it(`in themes/${name}.css, ${scheme}`, async () => check(scheme, host, await themed(name)));
  }

  it('is of the themes: each reads the tokens that its host is given here, and sets tokens of the kit', async () => {
    const known = new Set<string>(tokens.map(({ name }) => name));
    for (const [name, host] of Object.entries({ servicenow, momentum, slds })) {
      const rules = (await themed(name)).replace(/\/\*.*?\*\//gs, '');
      for (const [, set = ''] of rules.matchAll(/(--cbk-[\w-]+):/g))
        expect(known.has(set), set).to.equal(true);
      const colours = [...rules.matchAll(/--cbk-color-[\w-]+:[^;]*var\((--[\w-]+)/g)].map(([, read]) => read);
      expect(colours.filter((read) => !host[read!])).to.deep.equal([], name);
      expect(Object.keys(host).filter((read) => !colours.includes(read))).to.deep.equal([], name);
    }
  });
});

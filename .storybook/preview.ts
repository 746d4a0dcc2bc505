/// <reference types="vite/client" />
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { action } from 'storybook/actions';
import { scenarioNames } from '../mock-server/scenarios/index.ts';
import { controls } from './controls.ts';
import { moreContrast } from './contrast.ts';
import './preview.css';

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName?: string;
      readonly events?: readonly { name: string }[];
    }[];
  }[];
}

// `npm run analyze` writes the manifest; without it the stories work and the tables of properties are empty.
const [manifest] = Object.values(
  import.meta.glob<Manifest>('../custom-elements.json', { eager: true, import: 'default' }),
);
if (manifest) setCustomElementsManifest(manifest);

// What the elements say bubbles up to the document, whichever of them says it.
const names = manifest?.modules.flatMap(({ declarations }) =>
  declarations.flatMap(({ events }) => events?.map(({ name }) => name) ?? []),
);
for (const name of new Set(names)) {
  const tell = action(name);
  document.addEventListener(name, (event) => {
    tell((event as CustomEvent<unknown>).detail);
  });
}

const themes: Record<string, string> = import.meta.glob('../themes/*.css', {
  eager: true,
  query: '?inline',
  import: 'default',
});
const hosts = Object.fromEntries(
  Object.entries(themes).map(([file, css]) => [/([^/]+)\.css$/.exec(file)![1]!, css]),
);
const hostSheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(hostSheet);

const items = (names: readonly string[]) => names.map((value) => ({ value, title: value }));
/** A choice in the toolbar. */
const choice = (title: string, icon: string, choices: Readonly<Record<string, string>>) => ({
  description: title,
  toolbar: {
    title,
    icon: icon as 'mirror',
    dynamicTitle: true,
    items: Object.entries(choices).map(([value, title]) => ({ value, title })),
  },
});

const preview: Preview = {
  parameters: {
    a11y: { test: 'error' },
    backgrounds: { disable: true },
    controls: { expanded: true },
    options: { storySort: { order: ['Foundations', 'Elements', 'Flows'] } },
  },
  tags: ['autodocs'],
  argTypesEnhancers: [controls],
  globalTypes: {
    theme: choice('Theme', 'mirror', {
      system: 'As the system has it',
      light: 'Light',
      dark: 'Dark',
      'light-contrast': 'Light, more contrast',
      'dark-contrast': 'Dark, more contrast',
    }),
    host: choice('Theme of a host', 'paintbrush', {
      none: 'No host theme',
      ...Object.fromEntries(Object.keys(hosts).map((name) => [name, name])),
    }),
    density: choice('Density', 'component', { comfortable: 'Comfortable', compact: 'Compact' }),
    direction: choice('Direction', 'transfer', {
      language: 'Direction of the language',
      ltr: 'Left to right',
      rtl: 'Right to left',
    }),
    language: choice('Language', 'globe', {
      en: 'English',
      de: 'Deutsch',
      fr: 'Français',
      es: 'Español',
      ja: '日本語',
      ar: 'العربية',
      'en-XA': 'Pseudo-language',
    }),
    situation: {
      description: 'Situation in which a flow begins',
      toolbar: {
        title: 'Situation',
        icon: 'play',
        dynamicTitle: true,
        items: [{ type: 'reset' as const, title: 'As the flow has it' }, ...items(scenarioNames)],
      },
    },
  },
  initialGlobals: {
    theme: 'system',
    host: 'none',
    density: 'comfortable',
    direction: 'language',
    language: 'en',
  },
  decorators: [
    (story, { globals }) => {
      const { theme, host, density, direction, language } = globals as Record<string, string>;
      const root = document.documentElement;
      const [scheme = 'system', contrast] = theme!.split('-');
      root.dataset['scheme'] = scheme;
      root.dataset['density'] = density;
      root.lang = language!;
      root.dir = direction === 'language' ? (language === 'ar' ? 'rtl' : 'ltr') : direction!;
      moreContrast(contrast !== undefined);
      hostSheet.replaceSync(hosts[host!] ?? '');
      return story();
    },
  ],
};

export default preview;

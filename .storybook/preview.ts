/// <reference types="vite/client" />
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import './preview.css';

// `npm run analyze` writes the manifest; without it the stories work and the tables of properties are empty.
const [manifest] = Object.values(
  import.meta.glob('../custom-elements.json', { eager: true, import: 'default' }),
);
if (manifest) setCustomElementsManifest(manifest);

/** Choices of the toolbar, by what is set on the page. */
const preview: Preview = {
  parameters: { a11y: { test: 'error' }, controls: { expanded: true } },
  tags: ['autodocs'],
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: { title: 'Theme', icon: 'mirror', dynamicTitle: true, items: ['system', 'light', 'dark'] },
    },
    direction: {
      description: 'Direction',
      toolbar: { title: 'Direction', icon: 'transfer', dynamicTitle: true, items: ['ltr', 'rtl'] },
    },
  },
  initialGlobals: { theme: 'system', direction: 'ltr' },
  decorators: [
    (story, { globals }) => {
      const root = document.documentElement;
      root.dataset['theme'] = String(globals['theme']);
      root.dir = String(globals['direction']);
      return story();
    },
  ],
};

export default preview;

/// <reference types="vite/client" />
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';

// `npm run analyze` writes the manifest; without it the stories work and the tables of properties are empty.
const [manifest] = Object.values(
  import.meta.glob('../custom-elements.json', { eager: true, import: 'default' }),
);
if (manifest) setCustomElementsManifest(manifest);

const preview: Preview = {
  parameters: { a11y: { test: 'error' }, controls: { expanded: true } },
  tags: ['autodocs'],
};

export default preview;

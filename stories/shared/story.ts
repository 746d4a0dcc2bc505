import type { StoryObj } from '@storybook/web-components-vite';
import { css, html } from 'lit';
import { severalOfOne, sheet } from './sheet.ts';

type Tag = keyof HTMLElementTagNameMap;

/**
 * Stories of one element: each draws it with what a fixture gives; what is set in the controls (properties, and tokens by
 * their names) goes before.
 */
export const elementStories =
  <T extends Tag>(tag: T) =>
  (
    make: () => Partial<HTMLElementTagNameMap[T]>,
    play?: (element: HTMLElementTagNameMap[T]) => unknown,
  ): StoryObj => ({
    render: (args) => {
      const element = Object.assign(document.createElement(tag), make());
      for (const [name, value] of Object.entries<unknown>(args)) {
        if (value === undefined) continue;
        if (name.startsWith('--')) element.style.setProperty(name, value as string);
        else if (name in element) Object.assign(element, { [name]: value });
      }
      return element;
    },
    play: async ({ canvasElement }) => {
      const element = canvasElement.querySelector(tag)!;
      await (element as unknown as { updateComplete: Promise<unknown> }).updateComplete;
      await play?.(element);
    },
  });

const words = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

/** Several states on one sheet, of which the tests keep a picture. */
export const specimen = (stories: Readonly<Record<string, StoryObj>>, width = '300px'): StoryObj => {
  const size = new CSSStyleSheet();
  size.replaceSync(`.specimen{grid-template-columns:repeat(auto-fill,minmax(min(${width},100%),1fr))}`);
  return {
    tags: ['picture', '!autodocs'],
    parameters: { ...severalOfOne, controls: { disable: true } },
    render: (args, context) =>
      sheet(
        html`<div class="specimen">
          ${Object.entries(stories).map(
            ([name, { render }]) =>
              html`<figure>
                <figcaption class="muted small">${words(name)}</figcaption>
                ${render!(args, context)}
              </figure>`,
          )}
        </div>`,
        css`
          .specimen {
            display: grid;
            align-items: start;
            gap: 24px;
          }
          figure {
            display: grid;
            grid-template-columns: minmax(0, 1fr);
            gap: 8px;
          }
        `,
        size,
      ),
  };
};

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { button } from '../shared/templates/button.ts';
import { cross } from '../shared/templates/icon.ts';
import { type strings } from './callback-shortcuts.help.strings.ts';

export { strings } from './callback-shortcuts.help.strings.ts';
export { styles } from './callback-shortcuts.help.styles.ts';

type Strings = typeof strings;

const isApple = () => /mac|iphone|ipad/i.test(navigator.platform);

/** As it is written on the key. */
const nameOf = (part: string, s: Strings): string => {
  const apple = isApple() && s.apple[part as 'Alt'];
  if (apple) return apple;
  return (Object.hasOwn(s, part) && typeof s[part as 'Alt'] === 'string' && s[part as 'Alt']) || part;
};

/** What is in the dialog: each shortcut in words, with its keys. */
export const help = (
  s: Strings,
  shortcuts: readonly { readonly label: string; readonly parts: readonly string[] }[],
  enabled: boolean,
): TemplateResult =>
  html`<div class="row">
      <h2 id="heading">${s.heading}</h2>
      ${button({
        label: s.close,
        icon: cross,
        look: 'quiet compact',
        iconOnly: true,
        press: ({ currentTarget }) => (currentTarget as Element).closest('dialog')!.close(),
      })}
    </div>
    ${enabled ? nothing : html`<p>${s.off}</p>`}
    <dl>
      ${shortcuts.map(
        ({ label, parts }) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${parts.map((part) => html`<kbd>${nameOf(part, s)}</kbd> `)}</dd>
          </div>`,
      )}
    </dl>`;

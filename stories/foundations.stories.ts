import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { fixtures as actions } from '../components/callback-actions/callback-actions.fixtures.ts';
import '../components/callback-actions/define.ts';
import { fixtures as cards } from '../components/awa-inbox-card/awa-inbox-card.fixtures.ts';
import '../components/awa-inbox-card/define.ts';
import { presence } from '../components/shared/styles/presence.ts';
import { more } from '../components/shared/styles/more.ts';
import type { Token } from '../components/shared/styles/tokens.ts';
import { tokens } from '../components/shared/styles/tokens.ts';
import { button } from '../components/shared/templates/button.ts';
import * as icons from '../components/shared/templates/icon.ts';
import { dot } from '../components/shared/templates/presence.ts';
import { ring } from '../components/shared/templates/timer.ts';
import { severalOfOne, sheet } from './shared/sheet.ts';

/** What all elements are made of. */
const meta: Meta = {
  title: 'Foundations',
  parameters: { controls: { disable: true } },
  tags: ['!autodocs'],
};
export default meta;

const { icon, ...paths } = icons;
const story = (...args: Parameters<typeof sheet>): StoryObj => ({ render: () => sheet(...args) });

/** How each kind of token is shown, as a declaration of its value. */
const shows: Readonly<Record<string, (value: string) => string>> = {
  color: (value) => `background:${value}`,
  font: (value) => (/\d/.test(value) && !value.includes(',') ? `font-size:${value}` : `font-family:${value}`),
  size: (value) => `block-size:${value}`,
  space: (value) => `inline-size:${value}`,
  radius: (value) => `border-radius:${value}`,
  shadow: (value) => `box-shadow:${value}`,
};
const categoryOf = ({ name }: Token) => name.split('-')[3]!;
const default_ = ({ light, dark }: Token) => (dark ? `light-dark(${light},${dark})` : light);

const samples = new CSSStyleSheet();
samples.replaceSync(
  tokens
    .map((token, at) => `.t${at}{${shows[categoryOf(token)]!(`var(${token.name},${default_(token)})`)}}`)
    .join('\n'),
);
const tokenRow = (token: Token, at: number): TemplateResult =>
  html`<tr>
    <td>
      <div class="sample ${categoryOf(token)} t${at}">${categoryOf(token) === 'font' ? 'Aa 0:42' : ''}</div>
    </td>
    <th scope="row">${token.name}</th>
    <td>${token.light}</td>
    <td>${token.dark}</td>
    <td>${token.use}</td>
  </tr>`;

/** Every token: what a host or a theme may set, as it is now, with its defaults. */
export const Tokens = story(
  html`<table>
    <thead>
      <tr>
        <th scope="col">Now</th>
        <th scope="col">Token</th>
        <th scope="col">Default</th>
        <th scope="col">Dark</th>
        <th scope="col">For</th>
      </tr>
    </thead>
    <tbody>
      ${tokens.map(tokenRow)}
    </tbody>
  </table>`,
  samples,
  css`
    table {
      border-collapse: collapse;
    }
    th,
    td {
      padding: 6px 12px;
      text-align: start;
      border-block-end: 1px solid var(--_border);
    }
    th {
      font-weight: 500;
    }
    th,
    td:nth-of-type(3) {
      white-space: nowrap;
    }
    .sample {
      inline-size: 72px;
      min-block-size: 24px;
      border: 1px solid var(--_border);
    }
    .size,
    .space {
      background: var(--_accent);
    }
    .font {
      border: 0;
    }
  `,
);

/** One set, on one grid of 20 px, with strokes of 1.5 px; never alone, there is always a word. */
export const Icons = story(
  html`<ul>
    ${Object.entries(paths).map(([name, path]) => html`<li>${icon(path)}<span class="small">${name}</span></li>`)}
  </ul>`,
  css`
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
      gap: 8px;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      justify-items: center;
      gap: 8px;
      padding: 12px 4px;
      background: var(--_surface);
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }
  `,
);

/** Two sizes of text, weight for rank, digits of one width. */
export const Type = story(
  html`<div class="card">
    <h2>Adaeze Okonkwo-Fitzgerald</h2>
    <p>Two charges of the same amount from one hotel stay.</p>
    <p><b>Speaking with Ben Adeyemi</b></p>
    <p class="muted">Card disputes</p>
    <p class="small">+1 212-555-0143</p>
    <p class="muted small">Not during a consult.</p>
    <p class="num">0:00 1:11 4:44 12:05 1:02:03</p>
    <p><span class="chip">Draft</span> <span class="chip chip--accent">Transferred by Ben Adeyemi</span></p>
  </div>`,
  css`
    h2 {
      font-size: 1em;
      font-weight: 600;
    }
  `,
);

const press = () => {};
const disabled = { visible: true, disabled: true, busy: false, reason: 'Not during a consult.' };

/** One look for one meaning: green answers and dials, red rejects and ends, the accent is for all else. */
export const Buttons = story(
  html`<div class="card">
    <div class="row">
      ${button({ label: 'Accept', icon: paths.check, look: 'fill accept', press })}
      ${button({ label: 'Reject', icon: paths.cross, look: 'reject', press })}
      ${button({ label: 'End call', icon: paths.hangUp, look: 'fill end', press })}
      ${button({ label: 'Submit & close', look: 'fill accent', press })} ${button({ label: 'Back', press })}
      ${button({ label: 'Close', look: 'quiet', press })}
      ${button({ label: 'More', icon: paths.dots, iconOnly: true, press })}
    </div>
    <div class="row">
      ${button({ label: 'Transfer', icon: paths.transfer, control: disabled, press })}
      <span class="muted">Disabled, with its reason; it keeps the focus</span>
    </div>
    <div class="row">${ring(0.7, '0:14')} ${ring(0.2, '0:04', 'warn')} ${ring(0, '0:00', 'off')}</div>
  </div>`,
  more,
  css`
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
  `,
);

/** A shape and a word for each; colour is only the third sign. */
export const Presence = story(
  html`<div class="card">
    ${(['available', 'busy', 'away', 'offline'] as const).map(
      (status) => html`<p>${dot(status)} ${status}</p>`,
    )}
  </div>`,
  presence,
);

const both = (look: string, title: string): TemplateResult => {
  const { interaction, task } = actions.automatic();
  return html`<section class=${look}>
    <h2>${title}</h2>
    <awa-inbox-card .offer=${cards.rest()}></awa-inbox-card>
    <callback-actions .interaction=${interaction} .task=${task}></callback-actions>
  </section>`;
};

/** Compact is two tokens: --cbk-size-control: 28px and --cbk-space-unit: 3px. */
export const Density: StoryObj = {
  parameters: severalOfOne,
  render: () =>
    sheet(
      html`<div class="both">${both('comfortable', 'Comfortable')}${both('compact', 'Compact')}</div>`,
      css`
        .both {
          display: grid;
          grid-template-columns: repeat(auto-fit, minmax(280px, 360px));
          gap: 24px;
        }
        section {
          display: grid;
          align-content: start;
          gap: 16px;
        }
        h2 {
          font-size: 1em;
          font-weight: 600;
        }
        .comfortable {
          --cbk-size-control: 36px;
          --cbk-space-unit: 4px;
        }
        .compact {
          --cbk-size-control: 28px;
          --cbk-space-unit: 3px;
        }
      `,
    ),
};

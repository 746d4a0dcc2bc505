/**
 * The tokens of the kit: what a host, or one of its themes, may set. A table to read, for tests, docs and stories;
 * no element imports it. Each sheet has its defaults beside it, and a test holds them against this table.
 *
 * Names are `--cbk-<category>-<role>[-<variant>][-<state>]`. What a sheet mixes from tokens (hover, pressed, tints,
 * lines between rows) is no token: it follows.
 */
export interface Token {
  readonly name: `--cbk-${TokenCategory}-${string}`;
  /** The default; of a colour, for a light page. */
  readonly light: string;
  /** Only where a dark page has another. */
  readonly dark?: string;
  /** What it is for. */
  readonly use: string;
}

export type TokenCategory = 'color' | 'font' | 'size' | 'space' | 'radius' | 'shadow';

export const tokens: readonly Token[] = [
  { name: '--cbk-color-surface', light: '#fff', dark: '#1b1e24', use: 'Cards, fields, buttons, menus' },
  {
    name: '--cbk-color-surface-sunken',
    light: '#f5f6f8',
    dark: '#121419',
    use: 'Behind cards, and what lies in them: banners, facts, disabled controls',
  },
  { name: '--cbk-color-text', light: '#121419', dark: '#f5f6f8', use: 'Text and icons' },
  {
    name: '--cbk-color-text-muted',
    light: '#545b67',
    dark: '#a9b1bd',
    use: 'Labels, details, what is disabled',
  },
  {
    name: '--cbk-color-text-on-fill',
    light: '#fff',
    dark: '#121419',
    use: 'Text on a filled button or count',
  },
  {
    name: '--cbk-color-border',
    light: '#d5dae2',
    dark: '#3a414d',
    use: 'Edges of cards and buttons, lines; decoration',
  },
  {
    name: '--cbk-color-border-control',
    light: '#7f8998',
    use: 'Edges of fields, which nothing else shows',
  },
  {
    name: '--cbk-color-accent',
    light: '#0b57d0',
    dark: '#8ab4f8',
    use: 'Focus, what is on or selected, primary actions that dial nobody',
  },
  { name: '--cbk-color-accept', light: '#14713b', dark: '#6fd195', use: 'Accept and dial, nothing else' },
  {
    name: '--cbk-color-end',
    light: '#c0262d',
    dark: '#ff8f8f',
    use: 'Reject and end, and what is wrong in a field',
  },
  { name: '--cbk-color-warning', light: '#b35c00', dark: '#f2b155', use: 'Urgent, overdue, failed, lost' },
  {
    name: '--cbk-color-presence-available',
    light: '#1a7f45',
    dark: '#6fd195',
    use: 'The dot of who is available',
  },
  { name: '--cbk-color-presence-busy', light: '#c0262d', dark: '#ff8f8f', use: 'The dot of who is busy' },
  { name: '--cbk-color-presence-away', light: '#b35c00', dark: '#f2b155', use: 'The dot of who is away' },
  {
    name: '--cbk-color-presence-offline',
    light: '#6b7280',
    dark: '#9aa3b0',
    use: 'The dot of who is offline',
  },
  { name: '--cbk-color-backdrop', light: '#0006', use: 'Over the page behind a modal dialog' },
  {
    name: '--cbk-font-family',
    light: "-apple-system,'Segoe UI',Arial,sans-serif",
    use: 'All text; digits are always of one width',
  },
  { name: '--cbk-font-size', light: '14px', use: 'Body text; smaller and larger text is measured by it' },
  {
    name: '--cbk-size-control',
    light: '36px',
    use: 'Height of buttons and fields, and by it of rows, tiles and keys. Compact: 28px',
  },
  { name: '--cbk-space-unit', light: '4px', use: 'The step of gaps and paddings. Compact: 3px' },
  {
    name: '--cbk-space-foot',
    light: '16px',
    use: "How far the connection's banner stays from the foot of the page",
  },
  { name: '--cbk-radius-control', light: '6px', use: 'Corners of buttons, fields, banners' },
  { name: '--cbk-radius-card', light: '10px', use: 'Corners of cards' },
  { name: '--cbk-shadow-card', light: '0 1px 2px #0001', use: 'Below a card' },
  {
    name: '--cbk-shadow-raised',
    light: '0 4px 16px #0004',
    use: 'Below what lies over the page: menus, hints, the banner of the connection',
  },
];

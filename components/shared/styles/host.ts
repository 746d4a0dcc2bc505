import { css } from 'lit';

/** What every element starts from, and the small pieces that most have. */
export const host = css`
  :host {
    display: block;
    min-inline-size: 0;
    font: 14px/20px var(--_font);
    color: var(--_text);
    text-align: start;
    white-space: normal;
    letter-spacing: normal;
    overflow-wrap: anywhere;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  dl,
  dd {
    margin: 0;
    font: inherit;
  }
  b {
    font-weight: 600;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .i {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 12px;
    line-height: 16px;
  }
  .cut {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .stack {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .why {
    display: flex;
    gap: 6px;
    font-size: 12px;
    line-height: 16px;
    color: var(--_muted);
  }
  .why .i {
    inline-size: 16px;
    block-size: 16px;
  }
  .why--failed {
    font-size: 13px;
    line-height: 20px;
    color: var(--_text);
  }
  .why--failed .i {
    margin-block-start: 2px;
    color: var(--_warning);
  }
`;

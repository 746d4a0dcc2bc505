import { css } from 'lit';

/** What every element starts from, and the small pieces that all have. */
export const host = css`
  :host {
    display: block;
    font: 14px/20px var(--_font);
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
    margin: 0;
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
  .muted,
  p.why {
    color: var(--_muted);
  }
  .small,
  .why,
  .chip {
    font-size: 12px;
    line-height: 16px;
  }
  .cut {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .why {
    display: flex;
    gap: 6px;
    .i {
      inline-size: 16px;
      block-size: 16px;
    }
  }
  [role='alert'] .i {
    color: var(--_warning);
  }
`;

import { css } from 'lit';

export const styles = css`
  .card {
    flex-flow: row wrap;
    gap: 8px;
    align-items: center;
    min-block-size: var(--_height);
    padding: 7px 11px;
  }
  .who {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 28px;
  }
  /* On a row of its own where it would be too short to read. */
  .who:has(bdi) {
    flex-basis: 200px;
  }
  .who .small {
    flex: none;
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border: 2px solid var(--_muted);
    border-radius: 4px;
  }
  .live {
    border: 4px solid var(--_accent);
  }
  .tools {
    flex-wrap: wrap;
    gap: 4px;
  }
  .btn--icon[aria-disabled]:not([aria-busy]) {
    background: none;
    border-color: transparent;
  }
  .btn--on:not([aria-disabled]) {
    color: var(--_accent);
    background: var(--_tint);
    border-color: currentColor;
  }
  .why {
    flex-basis: 100%;
  }
`;

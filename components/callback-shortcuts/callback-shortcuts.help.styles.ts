import { css } from 'lit';

export const styles = css`
  dialog {
    inline-size: min(480px, 100% - 32px);
    max-block-size: calc(100% - 32px);
    margin: auto;
    overflow: auto;
    color: inherit;
    font-size: inherit;
  }
  dialog:not([open]) {
    display: none;
  }
  ::backdrop {
    background: var(--cbk-color-backdrop, #0006);
  }
  h2 {
    flex: 1;
    font-size: 1.14em;
    line-height: 24px;
  }
  dl div {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    min-block-size: 36px;
    padding-block: 4px;
  }
  dl div + div {
    border-block-start: 1px solid color-mix(in srgb, var(--_border) 60%, var(--_surface));
  }
  dt {
    flex: 1 1 160px;
  }
  dd {
    display: flex;
    gap: 4px;
  }
  kbd {
    min-inline-size: 28px;
    padding: 2px 7px;
    font: inherit;
    font-size: 0.86em;
    font-weight: 500;
    text-align: center;
    background: var(--_sunken);
    border: 1px solid var(--_control);
    border-radius: 4px;
  }
`;

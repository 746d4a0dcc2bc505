import { css } from 'lit';

/** Labels, selects, text areas. */
export const field = css`
  .label {
    display: block;
    margin-block-end: 4px;
    font-size: 0.86em;
    line-height: 16px;
    color: var(--_muted);
  }
  .field {
    display: block;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_height);
    padding: 3px 11px;
    font: inherit;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
  }
  textarea.field {
    min-block-size: 96px;
    padding-block: 7px;
    resize: vertical;
  }
  .field[aria-disabled],
  .field:disabled {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_border);
    opacity: 1;
    cursor: default;
  }
`;

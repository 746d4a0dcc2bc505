import { css } from 'lit';

/** Looks that few elements need: `end`, `accent` (both with `fill`), `quiet`, `compact`, icon only. */
export const buttonMore = css`
  .btn--end {
    --_fill: var(--_end);
  }
  .btn--accent {
    --_fill: var(--_accent);
  }
  .btn--compact {
    min-block-size: 28px;
    padding: 0 7px;
    font-size: 13px;
  }
  .btn--icon {
    flex: none;
    inline-size: var(--_height);
    padding: 0;
  }
  .btn--icon.btn--compact {
    inline-size: 28px;
  }
  .btn--quiet,
  .btn--quiet[aria-disabled='true'] {
    border-color: transparent;
  }
  .btn--quiet:not(:hover),
  .btn--quiet[aria-disabled='true'] {
    background: none;
  }
`;

import { css } from 'lit';

/** Buttons: see templates/button.ts. Further looks are in more.ts. */
export const button = css`
  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: var(--_height);
    padding: 0 11px;
    font: inherit;
    font-weight: 500;
    color: inherit;
    background: var(--_fill, var(--_surface));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    cursor: pointer;
    &:hover {
      background: color-mix(in srgb, var(--_text) 7%, var(--_fill, var(--_surface)));
    }
  }
  .btn--fill {
    font-weight: 600;
    color: var(--_on-fill);
    border-color: transparent;
  }
  .btn--accept {
    --_fill: var(--_accept);
  }
  .btn--reject {
    color: var(--_end);
  }
  .btn[aria-disabled] {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_border);
    cursor: default;
    .i {
      opacity: 0.55;
    }
  }
  .btn[aria-busy] {
    cursor: progress;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    .btn {
      flex: 1 1 0;
      min-inline-size: fit-content;
    }
  }
  @media (forced-colors: active) {
    .btn[aria-disabled] {
      color: GrayText;
    }
  }
`;

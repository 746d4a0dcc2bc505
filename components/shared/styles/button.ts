import { css } from 'lit';

/** Buttons: see templates/button.ts. Further looks are in button-more.ts. */
export const button = css`
  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 0;
    min-block-size: var(--_height);
    margin: 0;
    padding: 0 11px;
    font: inherit;
    font-weight: 500;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .btn:hover {
    background: var(--_hover);
  }
  .btn--fill {
    font-weight: 600;
    color: var(--_on-fill);
    border-color: transparent;
    &,
    &:hover {
      background: var(--_fill);
    }
    &:hover {
      box-shadow: inset 0 0 0 99px rgb(0 0 0 / 0.12);
    }
  }
  .btn--accept {
    --_fill: var(--_accept);
  }
  .btn--reject {
    color: var(--_end);
  }
  .btn[aria-disabled='true'] {
    font-weight: 500;
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_subtle);
    box-shadow: none;
    cursor: default;
  }
  [aria-disabled='true'] > .i {
    opacity: 0.55;
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .pair > .btn {
    flex: 1 1 0;
    min-inline-size: fit-content;
  }
  .link {
    min-block-size: 24px;
    padding: 0;
    font: inherit;
    font-weight: 500;
    color: var(--_accent);
    background: none;
    border: 0;
    cursor: pointer;
  }
  @media (prefers-reduced-motion: no-preference) {
    [aria-busy='true'] > .i {
      animation: busy 1s infinite alternate;
    }
  }
  @keyframes busy {
    to {
      opacity: 0.1;
    }
  }
  @media (forced-colors: active) {
    [aria-disabled='true'] {
      color: GrayText !important;
    }
  }
`;

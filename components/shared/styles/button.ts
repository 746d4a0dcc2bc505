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
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    cursor: pointer;
    &:hover {
      background: var(--_hover);
    }
  }
  .btn--fill {
    &,
    &:hover {
      font-weight: 600;
      color: var(--_on-fill);
      background: var(--_fill);
      border-color: transparent;
    }
    &:hover {
      opacity: 0.9;
    }
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
    opacity: 1;
    cursor: default;
    .i {
      opacity: 0.55;
    }
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
  .link {
    padding: 2px 0;
    font: inherit;
    font-weight: 500;
    color: var(--_accent);
    background: none;
    border: 0;
    cursor: pointer;
  }
  @media (prefers-reduced-motion: no-preference) {
    [aria-busy] .i {
      animation: busy 1s infinite alternate;
    }
  }
  @keyframes busy {
    to {
      opacity: 0.1;
    }
  }
  @media (forced-colors: active) {
    .btn[aria-disabled] {
      color: GrayText;
    }
  }
`;

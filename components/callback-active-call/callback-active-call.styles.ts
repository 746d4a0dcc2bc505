import { css } from 'lit';

export const styles = css`
  .heading {
    flex: 1;
    font-size: inherit;
    line-height: 24px;
    font-weight: 600;
  }
  .chip--accent::before {
    display: inline-block;
    margin-inline-end: 4px;
    border: 4px solid;
    border-radius: 4px;
    content: '';
  }
  .head {
    min-block-size: 28px;
  }
  .duration {
    font-size: 1.43em;
  }
  .dots {
    margin-inline-end: -4px;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: calc(2 * var(--_unit));
    > .btn {
      flex-direction: column;
      gap: 2px;
      min-block-size: calc(var(--_height) + 16px);
      padding: 3px;
      font-size: 0.86em;
      line-height: 16px;
      hyphens: auto;
    }
    /* keeps its place, whatever else there is */
    > .btn--end:last-child {
      grid-column: 3;
    }
  }
  .btn--on:not([aria-disabled]) {
    color: var(--_accent);
    background: var(--_tint);
    border-color: currentColor;
  }
  ul {
    padding: 0;
    margin-block: -8px;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) fit-content(60%);
    gap: 12px;
    align-items: center;
    min-block-size: calc(var(--_height) + 8px);
    padding-block: 4px;
    + li {
      border-block-start: 1px solid color-mix(in srgb, var(--_border) 60%, var(--_surface));
    }
    > .i {
      color: var(--_muted);
    }
    > :last-child {
      text-align: end;
    }
  }
  .who {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .held {
    font-weight: 600;
  }
  /* what they show stands in this card's column; nothing takes no gap */
  callback-dialpad,
  callback-call-transfer {
    display: contents;
  }
  @media (forced-colors: active) {
    .btn--on {
      border-width: 2px;
    }
  }
`;

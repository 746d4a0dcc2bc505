import { css } from 'lit';

export const styles = css`
  .head {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 24px;
    margin-block-end: calc(4 * var(--_unit));
  }
  h2 {
    font: inherit;
    font-weight: 600;
  }
  .chip {
    min-inline-size: 20px;
    padding-inline: 6px;
    font-weight: 600;
    text-align: center;
  }
  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(4 * var(--_unit));
    padding: 0;
    list-style: none;
  }
  /* Many cards cost what is on screen; their shadow is outside the box. */
  .cards li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 184px;
    overflow-clip-margin: 4px;
  }
  .notices {
    gap: calc(2 * var(--_unit));
    margin-block-start: calc(4 * var(--_unit));
  }
  .note {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) auto;
    gap: 0 12px;
    padding: calc(3 * var(--_unit));
    > .i {
      color: var(--_muted);
    }
    .btn {
      align-self: start;
      margin-block: -4px;
      margin-inline-end: -4px;
    }
    .why {
      grid-column: 2 / -1;
    }
  }
  .empty {
    gap: 4px;
    align-items: center;
    padding-block: 32px;
    text-align: center;
    .i {
      color: var(--_muted);
    }
  }
`;

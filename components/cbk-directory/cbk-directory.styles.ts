import { css } from 'lit';

// What is scrolled away of a long list is not drawn. It cuts off what stands out of its rows: focus rings go inwards.
export const styles = css`
  .stack {
    gap: 12px;
  }
  .search {
    display: grid;
    align-items: center;
    > * {
      grid-area: 1 / 1;
    }
    > .i {
      margin-inline-start: 8px;
      color: var(--_muted);
      pointer-events: none;
      z-index: 1;
    }
    > .field {
      padding-inline: 36px 11px;
    }
    ::placeholder {
      color: var(--_muted);
      opacity: 1;
    }
  }
  .lists {
    display: flex;
    flex-direction: column;
    gap: 16px;
    max-block-size: max(240px, 60vh);
    overflow-y: auto;
    .btn {
      outline-offset: -2px;
    }
  }
  .head {
    display: flex;
    gap: 8px;
    justify-content: space-between;
    padding-block-end: 4px;
    color: var(--_muted);
    h3 {
      font: inherit;
    }
  }
  ul {
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) auto;
    gap: 0 12px;
    align-items: center;
    min-block-size: calc(var(--_height) + 12px);
    border-block-start: 1px solid color-mix(in srgb, var(--_border) 60%, var(--_surface));
    > .i {
      color: var(--_muted);
    }
    > .dot {
      inline-size: 20px;
      block-size: 20px;
    }
  }
  .long > li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 48px;
  }
  .btn:dir(rtl) .i {
    scale: -1 1;
  }
`;

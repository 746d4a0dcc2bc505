import { css } from 'lit';

// A grid in each row, so that what is scrolled away of a long list need not be drawn: a table of the browser's could not.
export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: calc(4 * var(--_unit));
    container-type: inline-size;
  }
  h2 {
    font-size: inherit;
    line-height: 24px;
    font-weight: 600;
  }
  .head,
  .wrap {
    flex-wrap: wrap;
  }
  .head {
    min-block-size: var(--_height);
  }
  .none {
    display: flex;
    gap: 8px;
    padding-block: 4px;
  }
  .hide {
    position: absolute;
    clip-path: inset(50%);
  }
  .columns,
  .task {
    display: grid;
    gap: 2px 12px;
    align-items: center;
  }
  .columns {
    padding-block-end: 4px;
  }
  .task {
    padding-block: calc(2 * var(--_unit));
    border-block-start: 1px solid color-mix(in srgb, var(--_border) 60%, var(--_surface));
  }
  .long .task:nth-child(n + 51) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 36px;
  }
  .two {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .start .small {
    display: flex;
    gap: 4px;
    align-items: center;
  }
  .late .i {
    inline-size: 16px;
    block-size: 16px;
    color: var(--_warning);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    justify-content: flex-end;
    .btn {
      outline-offset: -2px;
    }
  }
  .below {
    grid-column: 1 / -1;
    padding-block-start: 6px;
  }
  @container (width < 720px) {
    /* the name first, what it is about below, what counts now at the end of the line */
    .columns {
      position: absolute;
      clip-path: inset(50%);
    }
    .task {
      grid-template-columns: minmax(0, 1fr) fit-content(144px);
      align-items: start;
      padding-block: 12px;
    }
    .who {
      grid-area: 1 / 1;
      font-weight: 600;
    }
    .state,
    .start {
      grid-area: 1 / 2 / span 2;
      text-align: end;
    }
    .start .small {
      justify-content: flex-end;
    }
    .number {
      grid-area: 2 / 1;
    }
    .reason {
      grid-area: 3 / 1;
    }
    .id,
    .type {
      grid-area: 3 / 2;
      color: var(--_muted);
      text-align: end;
    }
    .mine .state {
      grid-row-end: 2;
    }
    .mine .id {
      grid-row: 2;
    }
    .actions {
      grid-column: 1 / -1;
      justify-content: flex-start;
      padding-block-start: 6px;
      > .dots:first-child {
        margin-inline-start: -4px;
      }
    }
    .long .task:nth-child(n + 51) {
      contain-intrinsic-block-size: auto 100px;
    }
  }
  @container (width >= 720px) {
    .mine > div > * {
      grid-template-columns: 100px minmax(0, 1.4fr) 132px 96px minmax(0, 1fr) 112px 96px;
    }
    .scheduled > div > * {
      grid-template-columns: 100px minmax(0, 1.4fr) 132px minmax(0, 1.1fr) minmax(0, 1fr);
    }
    .scheduled .actions {
      grid-column: 1 / -1;
    }
    .scheduled.acts .task:nth-child(n + 51) {
      contain-intrinsic-block-size: auto 66px;
    }
    .scheduled .columns :nth-child(6) {
      position: absolute;
    }
  }
  @container (width >= 880px) {
    .scheduled.acts > div > * {
      grid-template-columns: 100px minmax(0, 1.4fr) 132px minmax(0, 1.1fr) minmax(0, 1fr) 228px;
    }
    .scheduled .actions {
      grid-column: auto;
    }
    .scheduled.acts .task:nth-child(n + 51) {
      contain-intrinsic-block-size: auto 36px;
    }
    .scheduled .columns :nth-child(6) {
      position: static;
    }
  }
`;

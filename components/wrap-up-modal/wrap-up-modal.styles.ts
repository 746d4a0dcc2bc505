import { css } from 'lit';

export const styles = css`
  h2,
  b {
    font-size: inherit;
    line-height: 24px;
    font-weight: 600;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: calc(4 * var(--_unit));
    /* side by side where there is room: the first keeps its width, the last grows */
    > * {
      flex: 1 1 200px;
    }
    > :last-child {
      flex: 999 1 260px;
    }
  }
  textarea.field {
    field-sizing: content;
    min-block-size: 76px;
    max-block-size: 240px;
  }
  [aria-invalid='true'] {
    border-color: var(--_end);
  }
  .foot {
    flex-wrap: wrap;
    justify-content: end;
  }
  p[dir] {
    white-space: pre-wrap;
  }
  .closed {
    flex-flow: row wrap;
    gap: 8px 12px;
    align-items: center;
  }
  dialog {
    inline-size: 640px;
    margin: auto;
    color: inherit;
    &::backdrop {
      background: var(--cbk-color-backdrop, #0006);
    }
  }
`;

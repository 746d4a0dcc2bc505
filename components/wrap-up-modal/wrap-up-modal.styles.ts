import { css } from 'lit';

export const styles = css`
  .card {
    container-type: inline-size;
  }
  h2,
  .closed b {
    font-size: 14px;
    line-height: 24px;
    font-weight: 600;
  }
  .head {
    margin-inline-end: -4px;
    margin-block: -2px;
  }
  .fields {
    display: grid;
    gap: 16px;
  }
  .count {
    margin-block-start: 4px;
    text-align: end;
  }
  .over {
    color: var(--_end);
  }
  [aria-invalid='true'] {
    border-color: var(--_end);
  }
  .late .i {
    color: var(--_warning);
  }
  textarea.field {
    field-sizing: content;
    max-block-size: 240px;
  }
  .foot {
    flex-wrap: wrap;
    justify-content: end;
    .why {
      flex-basis: 160px;
    }
  }
  .closed {
    container-type: normal;
    flex-flow: row wrap;
    gap: 8px 12px;
    align-items: center;
    padding-block: 11px;
  }
  dialog {
    inline-size: min(640px, 100vi - 32px);
    max-block-size: calc(100vb - 32px);
    margin: auto;
    color: inherit;
    overflow: auto;
    &::backdrop {
      background: rgb(0 0 0 / 0.4);
    }
  }
  @container (width >= 480px) {
    .fields {
      grid-template-columns: 200px minmax(0, 1fr);
      textarea {
        min-block-size: 76px;
      }
    }
    .fields > :only-child {
      grid-column: 1 / -1;
    }
  }
`;

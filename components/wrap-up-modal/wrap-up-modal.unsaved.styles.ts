import { css } from 'lit';

export const styles = css`
  .text .field {
    background: var(--_sunken);
    border-color: var(--_border);
  }
  .past {
    flex-basis: 100%;
  }
  summary {
    cursor: pointer;
  }
  [open] > summary {
    margin-block-end: 8px;
  }
`;

import { css } from 'lit';

export const styles = css`
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

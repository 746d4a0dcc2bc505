import { css } from 'lit';

export const styles = css`
  .card {
    gap: calc(3 * var(--_unit));
  }
  .row {
    flex-wrap: wrap;
    justify-content: end;
  }
  h2 {
    font-size: inherit;
    line-height: 24px;
    font-weight: 600;
  }
`;

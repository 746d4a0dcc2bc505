import { css } from 'lit';

export const styles = css`
  .card {
    gap: calc(3 * var(--_unit));
    box-shadow: none;
  }
  h2 {
    font-size: inherit;
    line-height: 24px;
    font-weight: 600;
  }
  .banner {
    align-items: center;
  }
  .who {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .steps .btn:dir(rtl) .i {
    scale: -1 1;
  }
`;

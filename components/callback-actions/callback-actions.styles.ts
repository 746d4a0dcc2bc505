import { css } from 'lit';

// The large digits have no height of their own: they would make their line higher than others.
export const styles = css`
  .name {
    display: flex;
    font-size: 1.29em;
    line-height: 24px;
    font-weight: 600;
  }
  .pair > span {
    display: contents;
  }
  .pair .tryLater .btn {
    flex: none;
  }
  transfer-callback {
    margin-block-start: calc(4 * var(--_unit));
  }
  .timer {
    min-block-size: 40px;
  }
  .timer .row {
    place-content: center;
  }
  .left {
    line-height: 24px;
    b {
      font-size: 1.43em;
      line-height: 0;
    }
  }
`;

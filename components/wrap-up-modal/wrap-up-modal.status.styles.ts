import { css } from 'lit';

// The large digits have no height of their own: they would make their line higher than others.
export const styles = css`
  .time {
    flex-wrap: wrap;
    gap: 8px 12px;
    min-block-size: calc(var(--_height) + 4px);
  }
  .left {
    line-height: 24px;
    b {
      font-size: 1.43em;
      line-height: 0;
    }
  }
  .beside {
    align-self: center;
  }
  .foot > .why:has(.i) {
    flex-basis: 160px;
    .i {
      color: var(--_warning);
    }
  }
  .count {
    margin-block-start: 4px;
    text-align: end;
  }
  .over {
    color: var(--_end);
  }
`;

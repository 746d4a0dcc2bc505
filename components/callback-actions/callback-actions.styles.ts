import { css } from 'lit';

// The large digits have no height of their own: they would make their line higher than others.
export const styles = css`
  .name {
    display: flex;
    font-size: 1.29em;
    line-height: 24px;
    font-weight: 600;
  }
  .pick {
    display: grid;
    align-items: center;
    > * {
      grid-area: 1 / 1;
    }
    > select {
      padding-inline: 11px 36px;
      appearance: none;
    }
    > .i {
      justify-self: end;
      margin-inline-end: 8px;
      pointer-events: none;
    }
  }
  .pair > span {
    display: contents;
  }
  .pair > .tryLater > .btn {
    flex-grow: 0;
    flex-basis: auto;
  }
  transfer-callback {
    margin-block-start: 16px;
  }
  .timer {
    gap: 12px;
    min-block-size: 40px;
  }
  .timer .row {
    flex: none;
    justify-content: center;
  }
  .left {
    line-height: 24px;
    b {
      font-size: 1.43em;
      line-height: 0;
    }
  }
`;

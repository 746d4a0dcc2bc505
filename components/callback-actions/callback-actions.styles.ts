import { css } from 'lit';

export const styles = css`
  .name {
    display: flex;
    font-size: 18px;
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
  .timer {
    gap: 12px;
    min-block-size: 40px;
  }
  .timer > :first-child {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
  }
  .left {
    line-height: 24px;
    b {
      font-size: 20px;
      line-height: 0; /* or it makes the line higher */
    }
  }
`;

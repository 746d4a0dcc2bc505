import { css } from 'lit';

export const styles = css`
  .bar {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    min-block-size: var(--_height);
    padding: 3px 8px 3px 12px;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    &:dir(rtl) {
      padding: 3px 12px 3px 8px;
    }
    &:has(select:focus-visible) {
      outline: 2px solid var(--_accent);
      outline-offset: 2px;
    }
    &:has(select:not([aria-disabled]):hover) {
      background: var(--_hover);
    }
  }
  .word {
    display: flex;
    flex: 1;
    gap: 8px;
    align-items: center;
    min-inline-size: 0;
  }
  /* the control is the platform's own, over the words that say more than it can */
  select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    font: inherit;
    cursor: pointer;
    &[aria-disabled] {
      cursor: default;
    }
  }
  option {
    color: CanvasText;
    background: Canvas;
  }
  .why,
  .failure {
    margin-block-start: 8px;
  }
`;

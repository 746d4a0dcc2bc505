import { css } from 'lit';

export const styles = css`
  .body {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 12px;
    align-items: center;
    min-inline-size: 0;
  }
  .state {
    flex: 1;
    min-inline-size: min(100%, 264px);
  }
  .repair {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  /* The gap is the line between two sides, beside or below each other. */
  .bar,
  .sides {
    display: flex;
    gap: 1px;
    background: var(--_border);
  }
  .bar {
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .banner .bar {
    margin-block-start: 8px;
  }
  .sides {
    flex: 1;
    flex-wrap: wrap;
    min-inline-size: 0;
  }
  .side {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    gap: 4px 8px;
    align-items: center;
    min-inline-size: 0;
    min-block-size: calc(var(--_height) - 2px);
    padding-block: 3px;
    padding-inline: 12px 8px;
    background: var(--_surface);
    &:has(select:focus-visible) {
      outline: 2px solid var(--_accent);
      outline-offset: -2px;
    }
    &:has(select:not([aria-disabled]):hover) {
      background: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    }
  }
  .word {
    display: flex;
    gap: 6px;
    align-items: center;
    min-inline-size: 0;
  }
  .cut {
    max-inline-size: 200px;
  }
  .side .small {
    flex: none;
  }
  .side > .i {
    margin-inline-start: auto;
  }
  .side:has([aria-disabled]) .i {
    opacity: 0.55;
  }
  .end {
    display: flex;
    align-items: center;
    padding-inline: 2px;
    background: var(--_surface);
    .dots {
      outline-offset: -2px;
    }
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
    color: var(--_text);
    background: var(--_surface);
  }
  .why {
    margin-block-start: 8px;
  }
  @media (forced-colors: active) {
    .bar,
    .sides {
      background: CanvasText;
    }
  }
  @media (width < 480px) {
    .side {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .label {
      grid-row: 1;
    }
    .since {
      grid-area: 1/2/1/-1;
    }
    .word {
      grid-area: 2/1/2/3;
    }
    .side > .i {
      grid-area: 2/3;
    }
    .chip {
      grid-area: 3/1/3/-1;
      justify-self: start;
    }
    .bar {
      inline-size: auto;
    }
  }
`;

import { css } from 'lit';

export const styles = css`
  h2 {
    font-size: inherit;
  }
  /* numbers and keypads are laid out alike in every script */
  .field,
  .keys {
    direction: ltr;
  }
  p.field {
    align-content: center;
  }
  .keys {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: calc(2 * var(--_unit));
  }
  .key {
    min-block-size: calc(var(--_height) + 12px);
    font-size: 1.29em;
    touch-action: manipulation;
    &:active:not([aria-disabled]) {
      color: var(--_accent);
      background: var(--_tint);
      border-color: currentColor;
    }
  }
`;

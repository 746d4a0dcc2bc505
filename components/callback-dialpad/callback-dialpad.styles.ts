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
  .keys {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 8px;
  }
  .key {
    min-block-size: 48px;
    font-size: 1.29em;
    touch-action: manipulation;
    &:active:not([aria-disabled]) {
      color: var(--_accent);
      background: var(--_tint);
      border-color: currentColor;
    }
  }
`;

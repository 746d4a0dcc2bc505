import { css } from 'lit';

export const styles = css`
  [role='status'] {
    position: sticky;
    z-index: 1;
    inset-block-end: 0;
  }
  .banner {
    align-items: center;
    margin: 8px;
    background: color-mix(in srgb, var(--_warning) 12%, var(--_surface));
  }
`;

import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  /* over the foot of the page: what is above keeps its place */
  .banner {
    position: fixed;
    z-index: 1;
    inset-inline: 16px;
    inset-block-end: var(--cbk-space-foot, 16px);
    align-items: center;
    inline-size: fit-content;
    margin-inline: auto;
    background: color-mix(in srgb, var(--_warning) 12%, var(--_surface));
    border: 1px solid var(--_warning);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.16);
    .i {
      color: var(--_warning);
    }
  }
  .btn {
    flex: none;
  }
`;

import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  /* over the foot of the page: what is above keeps its place */
  .banner {
    position: fixed;
    z-index: 1;
    inset: auto 16px var(--cbk-space-foot, 16px);
    align-items: center;
    inline-size: fit-content;
    margin: auto;
    background: color-mix(in srgb, var(--_warning) 9%, var(--_surface));
    border: 1px solid var(--_warning);
    box-shadow: var(--cbk-shadow-raised, 0 4px 16px #0004);
    .i {
      color: var(--_warning);
    }
    .btn {
      flex: none;
    }
  }
`;

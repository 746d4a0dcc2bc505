import { css } from 'lit';

// Many cards cost what is on screen; their shadow is outside the box. Rows of their own, so that only what is beside
// the ring is shorter.
export const styles = css`
  :host {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 182px;
    overflow-clip-margin: 4px;
  }
  :host(:state(urgent)) .card {
    border-color: var(--_warning);
  }
  .card {
    gap: 12px;
  }
  [role='timer'] {
    float: inline-end;
    margin-inline-start: 8px;
  }
  h3 {
    font-size: 16px;
    line-height: 24px;
    font-weight: 600;
  }
  .chip {
    inline-size: fit-content;
    max-inline-size: 100%;
  }
  dl {
    padding-block-start: 4px;
  }
  dl div {
    display: flow-root;
    padding-block-start: 4px;
  }
  dt {
    float: inline-start;
    min-inline-size: 64px;
    color: var(--_muted);
  }
  .reasons {
    display: grid;
    gap: 8px;
  }
`;

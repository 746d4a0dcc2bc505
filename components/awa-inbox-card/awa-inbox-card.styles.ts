import { css } from 'lit';

// Rows of their own, so that only what is beside the ring is shorter.
export const styles = css`
  :host(:state(urgent)) .card {
    border-color: var(--_warning);
  }
  .card {
    gap: calc(3 * var(--_unit));
  }
  [role='timer'] {
    float: inline-end;
    margin-inline-start: 8px;
  }
  h3 {
    font-size: 1.14em;
    line-height: 24px;
    font-weight: 600;
  }
  .chip {
    max-inline-size: max-content;
  }
  dl div {
    display: flex;
    gap: 8px;
    padding-block-start: 6px;
  }
  dt {
    flex: none;
    min-inline-size: 56px;
    color: var(--_muted);
  }
  .btn--tonal {
    --_fill: color-mix(in srgb, var(--_accept) 6%, var(--_surface));
    color: var(--_accept);
  }
`;

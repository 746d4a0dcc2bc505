import { css } from 'lit';

export const styles = css`
  :host {
    /* many cards cost what is on screen; the shadow is outside the box */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 186px;
    overflow-clip-margin: 4px;
  }
  .card {
    position: relative;
    gap: 12px;
  }
  :host(:state(urgent)) .card {
    border-color: var(--_warning);
  }
  .name {
    font-size: 16px;
    line-height: 24px;
    font-weight: 600;
  }
  .timer {
    position: absolute;
    inset-block-start: 16px;
    inset-inline-end: 16px;
  }
  :host(:state(timed)) :is(.name, .plain dd:first-of-type) {
    margin-inline-end: 52px;
  }
  .chip {
    inline-size: fit-content;
  }
  :host(:state(timed)) .chip {
    max-inline-size: calc(100% - 52px);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(56px, auto) minmax(0, 1fr);
    gap: 4px 8px;
    margin-block-start: 8px;
  }
  dt {
    color: var(--_muted);
  }
  .reasons {
    display: grid;
    gap: 8px;
    max-block-size: 240px;
    margin: -4px;
    padding: 4px;
    overflow-y: auto;
  }
`;

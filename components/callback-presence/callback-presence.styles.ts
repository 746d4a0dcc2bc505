import { css } from 'lit';

/** The colours of presence; each always stands beside a word and has a shape of its own. */
export const styles = css`
  :host {
    --_available: var(--cbk-color-presence-available, light-dark(#1a7f45, #6fd195));
    --_busy: var(--cbk-color-presence-busy, light-dark(#c0262d, #ff8f8f));
    --_away: var(--cbk-color-presence-away, light-dark(#b35c00, #f2b155));
    --_offline: var(--cbk-color-presence-offline, light-dark(#6b7280, #9aa3b0));
  }
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
  .dot {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: currentColor;
    stroke: currentColor;
  }
  .available {
    color: var(--_available);
  }
  .busy {
    color: var(--_busy);
  }
  .away {
    color: var(--_away);
  }
  .offline {
    color: var(--_offline);
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

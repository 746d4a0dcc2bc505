import { css } from 'lit';

/** The colours of presence; each always stands beside a word and has a shape of its own. */
export const presence = css`
  .dot {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: currentColor;
    stroke: currentColor;
    color: var(--cbk-color-presence-offline, light-dark(#6b7280, #9aa3b0));
  }
  .available {
    color: var(--cbk-color-presence-available, light-dark(#1a7f45, #6fd195));
  }
  .busy {
    color: var(--cbk-color-presence-busy, light-dark(#c0262d, #ff8f8f));
  }
  .away {
    color: var(--cbk-color-presence-away, light-dark(#b35c00, #f2b155));
  }
`;

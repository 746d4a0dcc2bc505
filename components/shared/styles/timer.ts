import { css } from 'lit';

/** The ring of a countdown: see templates/timer.ts. */
export const timer = css`
  .ring {
    --_tone: var(--_accent);
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    font-size: 13px;
    line-height: 16px;
    font-weight: 600;
  }
  .ring svg {
    position: absolute;
    inset: 0;
    transform: rotate(-90deg);
    fill: none;
    stroke: var(--_tone);
    stroke-width: 3;
    stroke-linecap: round;
  }
  .ring .track {
    stroke: var(--_border);
  }
  .ring--small {
    inline-size: 32px;
    block-size: 32px;
  }
  .ring--accept {
    --_tone: var(--_accept);
  }
  .ring--warn {
    --_tone: var(--_warning);
    color: var(--_warning);
  }
  .ring--off {
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .ring {
      --_tone: Highlight;
    }
    .ring .track {
      stroke: GrayText;
    }
  }
`;

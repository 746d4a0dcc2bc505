import { css } from 'lit';

/** The ring of a countdown: see templates/timer.ts. */
export const timer = css`
  .ring {
    --_tone: var(--_accent);
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    font-size: 13px;
    font-weight: 600;
    > * {
      grid-area: 1 / 1;
    }
    svg {
      transform: rotate(-90deg);
      fill: none;
      stroke: var(--_tone);
      stroke-width: 3;
      stroke-linecap: round;
    }
    .track {
      stroke: var(--_border);
    }
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
  }
`;

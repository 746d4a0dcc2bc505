import { css } from 'lit';

/** The menu of templates/menu.ts, at the button that opened it. Needs more.ts. */
export const menu = css`
  [role='menu'] {
    inset: auto;
    inline-size: 232px;
    padding: 4px;
    margin: 4px 0;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: var(--cbk-shadow-raised, 0 4px 16px #0004);
    position-area: self-block-end span-self-inline-start;
    /* Firefox mirrors any other alignment from right to left; this one ends at the button as well. */
    justify-self: anchor-center;
    position-try: flip-block;
    .btn {
      display: grid;
      grid-template-columns: 20px 1fr;
      gap: 0 12px;
      place-items: center start;
      place-content: start;
      inline-size: 100%;
      padding: 7px;
      font-weight: inherit;
      text-align: start;
      outline-offset: -2px;
    }
    .btn:focus {
      background: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    }
    .small {
      grid-column: 2;
    }
  }
`;

import { css } from 'lit';

/** Cards, chips, banners. */
export const card = css`
  .card {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-inline-size: 0;
    padding: 16px;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-card);
    box-shadow: var(--_shadow);
  }
  .chip {
    max-inline-size: 100%;
    padding: 2px 8px;
    font-size: 12px;
    line-height: 16px;
    font-weight: 500;
    background: var(--_hover);
    border-radius: 10px;
  }
  .chip--accent {
    color: var(--_accent);
    background: var(--_accent-tint);
  }
  .banner {
    display: flex;
    gap: 12px;
    padding: 12px;
    background: var(--_sunken);
    border-radius: var(--_radius);
  }
  .banner--warn {
    background: var(--_warning-tint);
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--_warning) 42%, var(--_surface));
  }
  .banner--warn > .i {
    color: var(--_warning);
  }
  @media (forced-colors: active) {
    .chip,
    .banner {
      border: 1px solid;
    }
  }
`;

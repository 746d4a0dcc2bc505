import { css } from 'lit';

/** Cards, chips, banners. */
export const card = css`
  .card {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 16px;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-card);
    box-shadow: 0 1px 2px rgb(0 0 0 / 0.06);
  }
  .chip {
    padding: 2px 8px;
    font-weight: 500;
    background: var(--_hover);
    border-radius: 10px;
  }
  .chip--accent {
    color: var(--_accent);
    background: var(--_tint);
  }
  .banner {
    display: flex;
    gap: 12px;
    padding: 12px;
    background: var(--_sunken);
    border-radius: var(--_radius);
  }
  @media (forced-colors: active) {
    .chip,
    .banner {
      border: 1px solid;
    }
  }
`;

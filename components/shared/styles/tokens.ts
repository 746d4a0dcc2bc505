import { css } from 'lit';

/** The tokens of the page, or their defaults. Elements use the private names only; colours live here only. */
export const tokens = css`
  :host {
    --_surface: var(--cbk-color-surface, light-dark(#fff, #1b1e24));
    --_sunken: var(--cbk-color-surface-sunken, light-dark(#f5f6f8, #121419));
    --_text: var(--cbk-color-text, light-dark(#16191f, #f0f2f5));
    --_muted: var(--cbk-color-text-muted, light-dark(#545b67, #a9b1bd));
    --_border: var(--cbk-color-border, light-dark(#d5dae2, #3a414d));
    --_control: var(--cbk-color-border-control, light-dark(#7b8494, #7f8998));
    --_accent: var(--cbk-color-accent, light-dark(#0b57d0, #8ab4f8));
    --_accept: var(--cbk-color-accept, light-dark(#14713b, #6fd195));
    --_end: var(--cbk-color-end, light-dark(#c0262d, #ff8f8f));
    --_warning: var(--cbk-color-warning, light-dark(#b35c00, #f2b155));
    --_on-fill: var(--cbk-color-text-on-fill, light-dark(#fff, #10131a));
    --_hover: color-mix(in srgb, var(--_text) 7%, var(--_surface));
    --_tint: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
    --_height: var(--cbk-size-control, 36px);
    --_radius: var(--cbk-radius-control, 6px);
    --_radius-card: var(--cbk-radius-card, 10px);
    --_font: var(--cbk-font-family, -apple-system, 'Segoe UI', Arial, sans-serif);
  }
  @media (prefers-contrast: more) {
    :host {
      --_border: var(--_control);
      --_muted: var(--_text);
    }
  }
`;

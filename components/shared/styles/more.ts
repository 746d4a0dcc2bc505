import { css } from 'lit';

/** Pieces that larger elements need: rows, further buttons, banners that warn, small rings. Written as base.ts is. */
// prettier-ignore
export const more = css`
.row{display:flex;align-items:center;gap:8px}
.stack{display:flex;flex-direction:column;gap:8px}
.grow{flex:1;min-inline-size:0}
.btn--end{--_fill:var(--_end)}
.btn--accent{--_fill:var(--_accent)}
.btn--compact{min-block-size:28px;padding:0 7px;font-size:.93em}
.btn--icon{flex:none;inline-size:var(--_height);padding:0}
.btn--icon.btn--compact{inline-size:28px}
.btn--quiet{border-color:transparent}
.btn--quiet:not(:hover,[aria-busy]),.btn--quiet[aria-disabled]:not([aria-busy]){background:none;border-color:transparent}
.banner--warn{background:color-mix(in srgb,var(--_warning) 8%,var(--_surface));box-shadow:inset 0 0 0 1px color-mix(in srgb,var(--_warning) 42%,var(--_surface))}
.banner--warn>.i{color:var(--_warning)}
.ring--small{inline-size:32px;block-size:32px}
.ring--accept{--_tone:var(--_accept)}
`;

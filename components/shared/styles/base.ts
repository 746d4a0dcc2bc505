import { css } from 'lit';

/**
 * What every element stands on: the tokens of the page or their defaults, read once into private names (colours live
 * here only), then the host, buttons (templates/button.ts), cards, rings (templates/timer.ts). Further looks: more.ts.
 * One rule a line, without spaces: what stands between the backquotes is shipped as it is, to every page.
 */
// prettier-ignore
export const base = css`
:host{
--_surface:var(--cbk-color-surface,light-dark(#fff,#1b1e24));
--_sunken:var(--cbk-color-surface-sunken,light-dark(#f5f6f8,#121419));
--_text:var(--cbk-color-text,light-dark(#121419,#f5f6f8));
--_muted:var(--cbk-color-text-muted,light-dark(#545b67,#a9b1bd));
--_border:var(--cbk-color-border,light-dark(#d5dae2,#3a414d));
--_control:var(--cbk-color-border-control,#7f8998);
--_accent:var(--cbk-color-accent,light-dark(#0b57d0,#8ab4f8));
--_accept:var(--cbk-color-accept,light-dark(#14713b,#6fd195));
--_end:var(--cbk-color-end,light-dark(#c0262d,#ff8f8f));
--_warning:var(--cbk-color-warning,light-dark(#b35c00,#f2b155));
--_on-fill:var(--cbk-color-text-on-fill,light-dark(#fff,#121419));
--_tint:color-mix(in srgb,var(--_accent) 9%,var(--_surface));
--_fill:var(--_surface);
--_height:var(--cbk-size-control,36px);
--_unit:var(--cbk-space-unit,4px);
--_radius:var(--cbk-radius-control,6px);
display:block;
font:var(--cbk-font-size,14px)/20px var(--cbk-font-family,-apple-system,'Segoe UI',Arial,sans-serif);
font-variant-numeric:tabular-nums;
color:var(--_text);
overflow-wrap:anywhere;
@media(prefers-contrast:more){--_border:var(--_control);--_muted:var(--_text)}}
:host([hidden]){display:none}
*{box-sizing:border-box;margin:0}
:focus-visible{outline:2px solid var(--_accent);outline-offset:2px}
svg{fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;forced-color-adjust:auto}
.i{flex:none;inline-size:20px;block-size:20px}
.muted,p.why{color:var(--_muted)}
.small,.why,.chip{font-size:.86em;line-height:16px}
.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.why{display:flex;gap:6px}
.why .i{inline-size:16px;block-size:16px}
[role=alert] .btn{flex:none}
[role=alert] .i{color:var(--_warning)}
.btn{display:inline-flex;place-items:center;place-content:center;gap:6px;min-block-size:var(--_height);padding:3px 11px;font:inherit;font-weight:500;color:inherit;border:1px solid var(--_border);border-radius:var(--_radius);cursor:pointer}
.btn,.chip{background:color-mix(in srgb,var(--_text) var(--_press,0%),var(--_fill))}
.btn:hover,.chip{--_press:6%}
.btn:active,.btn[aria-busy]{--_press:9%}
.btn--fill{font-weight:600;color:var(--_on-fill);border-color:transparent}
.btn--accept{--_fill:var(--_accept)}
.btn--reject{color:var(--_end)}
.btn[aria-disabled]:not([aria-busy]){color:var(--_muted);background:var(--_sunken);border-color:transparent;cursor:default}
.btn[aria-busy]{border:1px dashed;cursor:progress}
.pair{display:flex;flex-wrap:wrap;gap:calc(2*var(--_unit))}
.pair .btn{flex:1;min-inline-size:fit-content}
.card{display:flex;flex-direction:column;gap:calc(4*var(--_unit));padding:calc(4*var(--_unit));background:var(--_surface);border:1px solid var(--_border);border-radius:var(--cbk-radius-card,10px);box-shadow:var(--cbk-shadow-card,0 1px 2px #0001)}
.chip{padding:2px 8px;font-weight:500;border-radius:10px}
.chip--accent{color:var(--_accent);background:var(--_tint)}
.banner{display:flex;gap:calc(3*var(--_unit));padding:calc(3*var(--_unit));background:var(--_sunken);border-radius:var(--_radius)}
.ring{--_tone:var(--_accent);display:grid;flex:none;place-items:center;inline-size:44px;block-size:44px;font-size:.86em;font-weight:600}
.ring>*{grid-area:1/1}
.ring svg{rotate:-90deg;stroke:var(--_tone);stroke-width:3}
.ring .track{stroke:var(--_border)}
.ring--warn{--_tone:var(--_warning);color:var(--_tone)}
.ring--off{color:var(--_muted)}
@media(forced-colors:active){.btn[aria-disabled]:not([aria-busy]){color:GrayText}.chip,.banner{border:1px solid}.ring svg{stroke:Highlight}.track{opacity:0}}
`;

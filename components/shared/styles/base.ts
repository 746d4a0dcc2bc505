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
--_text:var(--cbk-color-text,light-dark(#16191f,#f0f2f5));
--_muted:var(--cbk-color-text-muted,light-dark(#545b67,#a9b1bd));
--_border:var(--cbk-color-border,light-dark(#d5dae2,#3a414d));
--_control:var(--cbk-color-border-control,light-dark(#7b8494,#7f8998));
--_accent:var(--cbk-color-accent,light-dark(#0b57d0,#8ab4f8));
--_accept:var(--cbk-color-accept,light-dark(#14713b,#6fd195));
--_end:var(--cbk-color-end,light-dark(#c0262d,#ff8f8f));
--_warning:var(--cbk-color-warning,light-dark(#b35c00,#f2b155));
--_on-fill:var(--cbk-color-text-on-fill,light-dark(#fff,#10131a));
--_hover:color-mix(in srgb,var(--_text) 7%,var(--_surface));
--_tint:color-mix(in srgb,var(--_accent) 9%,var(--_surface));
--_height:var(--cbk-size-control,36px);
--_radius:var(--cbk-radius-control,6px);
--_radius-card:var(--cbk-radius-card,10px);
display:block;
font:14px/20px var(--cbk-font-family,-apple-system,'Segoe UI',Arial,sans-serif);
color:var(--_text);
overflow-wrap:anywhere}
:host([hidden]){display:none}
*{box-sizing:border-box;margin:0}
:focus-visible{outline:2px solid var(--_accent);outline-offset:2px}
.i{flex:none;inline-size:20px;block-size:20px;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.num{font-variant-numeric:tabular-nums}
.muted,p.why{color:var(--_muted)}
.small,.why,.chip{font-size:12px;line-height:16px}
.cut{min-inline-size:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.why{display:flex;gap:6px}
.why .i{inline-size:16px;block-size:16px}
[role=alert] .btn{flex:none}
[role=alert] .i{color:var(--_warning)}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:6px;min-block-size:var(--_height);padding:0 11px;font:inherit;font-weight:500;color:inherit;background:var(--_fill,var(--_surface));border:1px solid var(--_border);border-radius:var(--_radius);cursor:pointer}
.btn:hover{background:color-mix(in srgb,var(--_text) 7%,var(--_fill,var(--_surface)))}
.btn--fill{font-weight:600;color:var(--_on-fill);border-color:transparent}
.btn--accept{--_fill:var(--_accept)}
.btn--reject{color:var(--_end)}
.btn[aria-disabled]{color:var(--_muted);background:var(--_sunken);border-color:var(--_border);cursor:default}
.btn[aria-disabled] .i{opacity:.55}
.btn[aria-busy]{cursor:progress}
.pair{display:flex;flex-wrap:wrap;gap:8px}
.pair .btn{flex:1 1 0;min-inline-size:fit-content}
.card{display:flex;flex-direction:column;gap:16px;padding:16px;background:var(--_surface);border:1px solid var(--_border);border-radius:var(--_radius-card);box-shadow:0 1px 2px rgb(0 0 0/.06)}
.chip{padding:2px 8px;font-weight:500;background:var(--_hover);border-radius:10px}
.chip--accent{color:var(--_accent);background:var(--_tint)}
.banner{display:flex;gap:12px;padding:12px;background:var(--_sunken);border-radius:var(--_radius)}
.ring{--_tone:var(--_accent);display:grid;flex:none;place-items:center;inline-size:44px;block-size:44px;font-size:13px;font-weight:600}
.ring>*{grid-area:1/1}
.ring svg{transform:rotate(-90deg);fill:none;stroke:var(--_tone);stroke-width:3;stroke-linecap:round}
.ring .track{stroke:var(--_border)}
.ring--warn{--_tone:var(--_warning);color:var(--_warning)}
.ring--off{color:var(--_muted)}
@media(prefers-contrast:more){:host{--_border:var(--_control);--_muted:var(--_text)}}
@media(forced-colors:active){.btn[aria-disabled]{color:GrayText}.chip,.banner{border:1px solid}.ring{--_tone:Highlight}}
`;

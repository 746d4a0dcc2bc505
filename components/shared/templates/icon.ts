import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Draws an icon of the 20 px grid, in the colour of its text. Decoration: what it means is said in words. */
export const icon = (path: string): TemplateResult =>
  html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true"><path d=${path} /></svg>`;

// Outlines on a 20 px grid, 1.5 px strokes, round ends; a dot is a stroke of no length.
export const check = 'M4.25 10.5 8 14.25l7.75-8.5';
export const cross = 'M5.5 5.5l9 9m0-9-9 9';
export const chevron = 'M5.75 8 10 12.25 14.25 8';
export const info = 'M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM10 9.25v4.25M10 6.75v.01';
export const clock = 'M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM10 6.25V10l2.5 1.75';
export const warning = 'M10 3.5 17.5 16.5h-15zM10 8.25v3.75M10 14.25v.01';
export const phone =
  'M4.25 3.25h2.9l1.5 3.6-1.9 1.5a9 9 0 0 0 4.9 4.9l1.5-1.9 3.6 1.5v2.9c0 .6-.5 1-1 1C8.9 16.4 3.6 11.1 3.25 4.25c0-.5.4-1 1-1z';
/** A call that goes on to another: the handset, and an arrow. */
export const forward = `${phone}M11.75 5.5H17M14.75 3.25 17 5.5l-2.25 2.25`;
export const hangUp =
  'M2.6 10.3c4.1-3.7 10.7-3.7 14.8 0l.1 1.9-1 1.2-3.2-.8-.4-2.3a9.5 9.5 0 0 0-5.8 0l-.4 2.3-3.2.8-1-1.2z';
export const retry = 'M15.75 11.25A6 6 0 1 1 14.25 5.75L16.25 7.75M16.25 4v3.75H12.5';
export const transfer = 'M3.75 7h12.5M13.25 4l3 3-3 3M16.25 13H3.75M6.75 10l-3 3 3 3';
export const archive = 'M3.25 4.25h13.5v3.5H3.25zM4.5 7.75v8h11v-8M8 11h4';
export const microphone =
  'M10 2.75a2.5 2.5 0 0 0-2.5 2.5v4a2.5 2.5 0 0 0 5 0v-4A2.5 2.5 0 0 0 10 2.75zM4.75 9.25a5.25 5.25 0 0 0 10.5 0M10 14.5v2.75';
export const microphoneOff =
  'M10 2.75a2.5 2.5 0 0 0-2.5 2.5v4a2.5 2.5 0 0 0 5 0v-4A2.5 2.5 0 0 0 10 2.75zM4.75 9.25a5.25 5.25 0 0 0 10.5 0M10 14.5v2.75M3.5 3.5l13 13';
export const pause = 'M7.25 4.75v10.5M12.75 4.75v10.5';
export const play = 'M6.5 4.5 15.25 10 6.5 15.5z';
export const person = 'M10 3.25a3.25 3.25 0 1 0 0 6.5 3.25 3.25 0 0 0 0-6.5zM4 16.75a6 6 0 0 1 12 0';
export const page = 'M5.25 2.75h6.5l3 3v11.5h-9.5zM7.75 9.5h4.5M7.75 12.75h4.5';
export const inbox = 'M3.25 11.5l2.25-7.25h9l2.25 7.25v4.25H3.25zH7l1 2h4l1-2h3.75';
export const offline =
  'M3 3l14 14M2.5 8a11 11 0 0 1 3.25-2.25M8.25 4.85A11 11 0 0 1 17.5 8M5.25 11a7 7 0 0 1 2.75-1.7M12 9.35A7 7 0 0 1 14.75 11M10 14.75v.01';
export const backspace = 'M6.75 4.75h10v10.5h-10L2.75 10zM9.5 7.75 13.75 12.25M13.75 7.75 9.5 12.25';
// A dot larger than its stroke is a small ring.
export const dialpad =
  'M5 4.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM10 4.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM15 4.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM5 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM10 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM15 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM5 14.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM10 14.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM15 14.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1z';
export const dots =
  'M4.5 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM10 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM15.5 9.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1z';
export const record =
  'M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM10 9.5v1';
export const recordStop = 'M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM8 8h4v4H8z';
export const pennant = 'M5 17V3.5h10L12.75 7 15 10.5H5';
export const leave = 'M8.5 3.75h-5v12.5h5M8 10h8.75M13.75 7l3 3-3 3';
export const search = 'M9 3.75a5.25 5.25 0 1 0 0 10.5 5.25 5.25 0 0 0 0-10.5zM13 13l3.75 3.75';
export const arrow = 'M4 10h12M11.5 5.5 16 10l-4.5 4.5';
export const lines = 'M4 5.25h12M4 10h12M4 14.75h7';
export const globe =
  'M10 3.25a6.75 6.75 0 1 0 0 13.5 6.75 6.75 0 0 0 0-13.5zM3.25 10h13.5M10 3.25c2 2 3 4.25 3 6.75s-1 4.75-3 6.75c-2-2-3-4.25-3-6.75s1-4.75 3-6.75z';
export const merge = 'M3.5 5.5h3L11 10h5.5M3.5 14.5h3L9 12M13.5 7l3 3-3 3';

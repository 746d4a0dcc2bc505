/**
 * 64 bits of a text as 16 hex digits: to recognise equal histories, and for luck. Two FNV-1a
 * hashes side by side (Fowler, Noll, Vo); no protection against someone who forges.
 */
export const hash = (text: string): string => {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x01000193) + a;
  }
  const hex = (part: number) => ((part ^ (part >>> 15)) >>> 0).toString(16).padStart(8, '0');
  return hex(a) + hex(b);
};

/** A number from 0 up to, not including, `below`; the same for the same seed, subject and counter. */
export const luck = (seed: number, subject: string, counter: number, below: number): number =>
  Number.parseInt(hash(`${seed}/${subject}/${counter}`).slice(0, 8), 16) % below;

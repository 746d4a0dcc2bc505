// Country codes of one and two digits; all others have three.
const parts = /^\+(?=\d{5,15}$)(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d{4,})$/;

/**
 * An E.164 number as people read it: `+1 212-555-0143`, others in groups of three (`+44 207 946 0018`). What is no
 * such number stays as it is; show it as text, never as a link.
 */
export const phoneNumber = (number: string): string => {
  const [, country, rest] = parts.exec(number) ?? [];
  if (!country || !rest) return number;
  return `+${country} ${
    country === '1' && rest.length === 10
      ? rest.replace(/(...)(...)/, '$1-$2-')
      : rest.replace(/\d{3}(?=\d{2})/g, '$& ')
  }`;
};

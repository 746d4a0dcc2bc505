/* Reads what connectors send: takes what can be understood, leaves the rest, throws nothing. */

export type Fields = Readonly<Record<string, unknown>>;
/** Told once of each thing that was not understood. */
export type Report = (what: string) => void;

const limits = { depth: 12, entries: 500, text: 4000 };

/**
 * A copy that nobody else can change: plain data only, of bounded size. What cannot be read, as a getter that throws, is
 * left out.
 */
export const plain = (value: unknown, depth = limits.depth): unknown => {
  if (typeof value === 'string') return value.slice(0, limits.text);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object' || depth === 0) return undefined;
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString() : undefined;
  const parts: [string, unknown][] = [];
  try {
    for (const key of Object.keys(value).slice(0, limits.entries)) {
      const part = read(value, key, depth);
      if (part !== undefined) parts.push([key, part]);
    }
    if (Array.isArray(value)) return parts.map(([, part]) => part);
  } catch {
    return undefined;
  }
  // Its own, also where the key is `__proto__`.
  const copy: Record<string, unknown> = {};
  for (const [key, part] of parts)
    Object.defineProperty(copy, key, { value: part, enumerable: true, writable: true, configurable: true });
  return copy;
};

const read = (of: object, key: string, depth: number): unknown => {
  try {
    return plain((of as Fields)[key], depth - 1);
  } catch {
    return undefined;
  }
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own fields only: `constructor` is no field of a message. */
export const field = (of: Fields, name: string): unknown => (Object.hasOwn(of, name) ? of[name] : undefined);

/** Objects, also where one stands in place of a list. */
export const listOf = (value: unknown): Fields[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isFields);

/** An object, also where it stands in a list. */
export const objectOf = (value: unknown): Fields => listOf(value)[0] ?? {};

/** Text, also where a number stands; null for anything else, and for nothing. */
export const textOf = (value: unknown): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return `${value}`.trim() || null;
};

/** Texts, also where one stands in place of a list. */
export const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => textOf(one) ?? []);

/** Yes or no, in the words of those who write booleans as strings; null: it does not say. */
export const flagOf = (value: unknown): boolean | null => {
  const word = typeof value === 'boolean' ? `${value}` : textOf(value)?.toLowerCase();
  if (word === 'true' || word === '1' || word === 'yes') return true;
  return word === 'false' || word === '0' || word === 'no' ? false : null;
};

/** The years that an ISO time has four digits for. */
const latest = 253_402_300_799_000;
const zone = /(z|gmt|utc|[+-]\d\d:?\d\d|\b[a-z]{3,4})\)?$/i;

/**
 * A moment, in milliseconds since 1970: RFC 1123, whatever weekday it says, ISO 8601, seconds or milliseconds; without a
 * zone it is UTC. Null for nothing, undefined for what is no time.
 */
export const timeOf = (value: unknown): number | null | undefined => {
  const text = textOf(value);
  if (text === null) return value === undefined || value === null || value === '' ? null : undefined;
  let time: number;
  if (/^\d{9,14}$/.test(text)) time = Number(text) * (text.length < 12 ? 1000 : 1);
  else {
    const day = text.replace(/^[a-z]{3,9}\.?,?\s+(?=\d)/i, '').replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T');
    const isIso = /^\d{4}-\d\d-\d\d(T|$)/.test(day);
    const isZoned = isIso ? /(z|[+-]\d\d:?\d\d)$/i.test(day) || !day.includes('T') : zone.test(day);
    time = Date.parse(isZoned ? day : isIso ? `${day}Z` : `${day} UTC`);
  }
  return time >= 0 && time <= latest ? time : undefined;
};

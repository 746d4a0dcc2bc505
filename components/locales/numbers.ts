/** What a language makes of a number: `#` stands for it. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** How a language counts, by Intl: for locales whose words change with a number. */
export const numbers = (
  language: string,
): {
  /** A number with what is counted, in the form that belongs to it. */
  readonly count: (number: number, forms: Forms) => string;
  /** So many minutes or hours, in words. */
  readonly long: (number: number, unit: 'second' | 'minute' | 'hour') => string;
  /** How long, as it is said: `0:30` would be read as a time of day. */
  readonly length: (seconds: number) => string;
} => {
  const rules = new Intl.PluralRules(language);
  const long = (number: number, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(number);
  return {
    count: (number, forms) => (forms[rules.select(number)] ?? forms.other).replace('#', `${number}`),
    long,
    length: (seconds) => (seconds < 90 ? long(seconds, 'second') : long(Math.round(seconds / 60), 'minute')),
  };
};

// What a translation stands in for, by language. Empty until a page brings one.
const translations = new Map<string, Map<object, object>>();

/** Gives an element's strings in another language; what is missing stays English. Draws from the next update on. */
export const translate = <T extends object>(language: string, english: T, own: Partial<T>): void => {
  const known = translations.get(language) ?? new Map<object, object>();
  translations.set(language, known.set(english, { ...english, ...own }));
};

/** The strings in a language, in its base language (`pt` for `pt-BR`), or as they are. */
export const localized = <T extends object>(language: string, english: T): T =>
  (translations.get(language)?.get(english) ??
    translations.get(language.split('-')[0]!)?.get(english) ??
    english) as T;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time of day, with the weekday where that is asked for. */
export const clockTime = (language: string, at: Date, weekday: boolean): string => {
  const key = `${language} ${weekday}`;
  let format = formats.get(key);
  if (!format) {
    const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat(language, weekday ? { ...options, weekday: 'short' } : options);
    formats.set(key, format);
  }
  return format.format(at);
};

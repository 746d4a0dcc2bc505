// What stands in for an element's English, by language. Empty until a page brings one.
const translations: Record<string, Map<object, object>> = {};

/** Gives an element's strings in another language; what is missing stays English. Draws from the next update on. */
export const translate = <T extends object>(language: string, english: T, own: Partial<T>): void => {
  (translations[language] ??= new Map()).set(english, { ...english, ...own });
};

/** Which of the languages that the page brought is the element's; the browser knows of the nearest `lang`. */
export const languageOf = (element: Element): string =>
  Object.keys(translations).find((language) => element.matches(`:lang(${language})`)) ?? 'en';

export const localized = <T extends object>(language: string, english: T): T =>
  (translations[language]?.get(english) ?? english) as T;

const formats: Record<string, Intl.DateTimeFormat> = {};

/** A time of day, with the weekday where it is not that of `now`. */
export const clockTime = (language: string, at: Date, now: Date): string => {
  const weekday = at.toDateString() === now.toDateString() ? undefined : 'short';
  return (formats[`${language} ${weekday}`] ??= new Intl.DateTimeFormat(language, {
    weekday,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })).format(at);
};

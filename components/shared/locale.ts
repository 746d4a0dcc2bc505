/** What finds and keeps the words of languages: languages.ts. */
export interface Languages {
  /** The element's language as Intl takes it; a promise while its words are not there yet. */
  of(element: Element): string | Promise<string>;
  localized<T extends object>(language: string, english: T): T;
}

/** English, by a clock of 24 hours. */
export const english = 'en-u-hc-h23';

// A page in English loads nothing more.
let languages: Languages | undefined;

/** Tells the elements of the page that the words are others, or where they stand. */
export const changed = (): unknown => document.dispatchEvent(new Event('context-language'));

let observer: MutationObserver | undefined;

/** Looks out for a `lang` or `dir` that changes above the element, also outside the shadow root that it stands in. */
export const observe = (element: Node): void => {
  observer ??= new MutationObserver(changed);
  for (let root = element; root; root = (root as ShadowRoot).host)
    observer.observe((root = root.getRootNode()), { subtree: true, attributeFilter: ['lang', 'dir'] });
};

export const install = (found: Languages): void => {
  languages = found;
};

/** The words for codes: English, once the first element was drawn. */
export let codes: Readonly<Record<string, string | null | undefined>> = {};
/** For all elements at once: what most need, and none at first. */
let coming: Promise<unknown> | undefined;

/** The element's language, when its words are there; English where they cannot be had. */
export const languageOf = async (element: Element): Promise<string> => {
  await (coming ??= import('./reasons.strings.ts').then(
    ({ reasons }) => (codes = reasons),
    () => (coming = undefined),
  ));
  if (!languages && !element.matches(':lang(en)')) await import('./languages.ts').catch(() => {});
  return languages?.of(element) ?? english;
};

export const localized = <T extends object>(language: string, words: T): T =>
  languages?.localized(language, words) ?? words;

const formats: Record<string, Intl.DateTimeFormat> = {};

/** A time of day, with the weekday where it is not that of `now`. */
export const clockTime = (language: string, at: Date, now: Date): string => {
  const weekday = at.toDateString() === now.toDateString() ? undefined : 'short';
  return (formats[`${language} ${weekday}`] ??= new Intl.DateTimeFormat(language, {
    weekday,
    hour: '2-digit',
    minute: '2-digit',
  })).format(at);
};

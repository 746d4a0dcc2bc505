// Languages other than English, and what a page says otherwise: loaded when an element meets the first, or by `translate`.
import type { Locale, OwnWords } from '../locales/locale.ts';
import { later } from './clock.ts';
import { changed, english, install } from './locale.ts';

type Words = Readonly<Record<string, unknown>>;
type Whole = Readonly<Record<string, Words | undefined>>;

/** The kit's, each loaded when an element meets it; tests make one fail. */
export const loaders: Record<string, () => Promise<{ readonly default: Locale }>> = {
  ar: () => import('../locales/ar.ts'),
  de: () => import('../locales/de.ts'),
  es: () => import('../locales/es.ts'),
  fr: () => import('../locales/fr.ts'),
  ja: () => import('../locales/ja.ts'),
};

/** How Intl is to write where the tag does not say: by 24 hours; in the digits of timers and phone numbers. */
const ways: Record<string, Intl.LocaleOptions> = { ar: { numberingSystem: 'latn' } };

/** What was loaded, and what the page brought, by language. */
const loaded = new Map<string, Whole>();
const brought = new Map<string, Whole>();
/** What is on its way; null: not any more, or for too long to wait for it. */
const loading = new Map<string, Promise<unknown> | null>();
/** The words of a language whole, by their English. */
const made = new Map<string, Map<object, object>>();

/** `de`, `de-at` of `de-AT`. */
const levels = (tag: string) => {
  const parts = tag.toLowerCase().split('-');
  return parts.map((_, i) => parts.slice(0, i + 1).join('-'));
};

/** The nearest `lang`, also from within a shadow root. */
const langOf = (element: Element): string => {
  for (
    let node = element as Node | null;
    node;
    node = node.parentNode ?? ((node as ShadowRoot).host || null)
  ) {
    const { lang } = node as HTMLElement;
    if (lang) return lang;
  }
  return '';
};

const load = async (level: string) => {
  try {
    const { default: words } = await loaders[level]!();
    loaded.set(level, words as unknown as Whole);
    made.clear();
  } catch {
    later(() => {
      loading.delete(level);
      changed();
    }, 5000);
  }
  // To those that were drawn without it.
  changed();
};

/** Nobody misses a call because of words: what takes longer than this is not waited for. */
const patience = 2000;

const wait = (level: string) => {
  const enough = new Promise<void>((resolve) => later(resolve, patience));
  const coming = Promise.race([load(level), enough]).then(() => loading.set(level, null));
  loading.set(level, coming);
  return coming;
};

const of = (element: Element): string | Promise<string> => {
  const lang = langOf(element);
  const known = levels(lang).filter((level) => level in loaders || brought.has(level));
  const [first] = known;
  if (!first || first === 'en') return english;
  for (const level of known)
    if (level in loaders && !loaded.has(level)) {
      const coming = loading.has(level) ? loading.get(level) : wait(level);
      return coming?.then(() => of(element)) ?? english;
    }
  try {
    return new Intl.Locale(lang, ways[first]).toString();
  } catch {
    return first; // no such tag: `de_DE`, `de-Germany-of-today`
  }
};

/** Its words over those of the language before it; of a group each by itself. */
const over = (words: Words, own: Words = {}): Words => {
  // A code from outside may be named like a method.
  const whole = Object.assign(Object.create(null) as Record<string, unknown>, words);
  for (const [name, value] of Object.entries(own))
    if (value !== undefined)
      whole[name] = typeof value === 'object' ? over(words[name] as Words, value as Words) : value;
  return whole;
};

const localized = <T extends object>(language: string, words: T): T => {
  if (!made.has(language)) made.set(language, new Map());
  const kept = made.get(language)!;
  if (!kept.has(words)) {
    const { $: name } = words as unknown as { readonly $: string };
    kept.set(
      words,
      levels(language)
        .flatMap((level) => [loaded.get(level), brought.get(level)])
        .reduce((whole, one) => over(whole, one?.[name]), words as Words),
    );
  }
  return kept.get(words) as T;
};

/**
 * Gives the kit words of the page's own: some that it says otherwise, or another language. What is missing is said as
 * before, in the end in English. What is on the page is drawn again.
 * @param language A tag as in `lang`; `de-AT` stands over `de`. What Intl does not take is never met.
 */
export const translate = (language: string, words: OwnWords): void => {
  const level = language.toLowerCase();
  const before = brought.get(level) ?? {};
  const now: Record<string, Words | undefined> = { ...before };
  for (const [name, own] of Object.entries(words)) now[name] = over(before[name] ?? {}, own);
  brought.set(level, now);
  made.clear();
  changed();
};

install({ of, localized });

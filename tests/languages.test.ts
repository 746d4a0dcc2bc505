import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import ar from '../components/locales/ar.ts';
import de from '../components/locales/de.ts';
import es from '../components/locales/es.ts';
import fr from '../components/locales/fr.ts';
import ja from '../components/locales/ja.ts';
import { english } from '../components/shared/testing/pseudo.ts';
import { filesBelow } from '../scripts/files.mjs';

const locales = { ar, de, es, fr, ja };
type Words = Readonly<Record<string, unknown>>;

/** The names of all that is said, and of what: a sentence, or a sentence about something. */
const shape = (words: Words): unknown =>
  Object.fromEntries(
    Object.keys(words)
      .filter((name) => name !== '$')
      .sort()
      .map((name) => {
        const value = words[name];
        return [name, value && typeof value === 'object' ? shape(value as Words) : typeof value];
      }),
  );

describe('languages', () => {
  it('know every file of strings, by its name', () => {
    const files = filesBelow('components').filter((file: string) => file.endsWith('.strings.ts'));
    const names = files.map((file: string) => path.basename(file, '.strings.ts')).sort();
    assert.deepEqual(english.map(({ $ }) => $).sort(), names);
  });

  for (const [language, locale] of Object.entries(locales))
    it(`are complete: ${language}`, () => {
      const known = Object.fromEntries(english.map(({ $, ...words }) => [$, words]));
      assert.deepEqual(shape(locale as unknown as Words), shape(known));
    });

  it('have the forms of counting that Arabic needs', () => {
    const { more } = ar['callback-voice-control'];
    const said = [0, 1, 2, 3, 11, 100].map((count) => more(count).replace(/\d+/, ''));
    assert.equal(new Set(said).size, 6);
  });

  it('keep a phone number in one piece', () => {
    const said = ar['callback-call-transfer'].ringing('+1 212-555-0143');
    assert.match(said, /\u2068\+1 212-555-0143\u2069$/);
  });
});

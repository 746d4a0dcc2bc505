import type { NoticeRecord } from '../../contract/records.ts';
import { localized } from './locale.ts';
import { notices } from './notices.strings.ts';
import { phoneNumber } from './phone-number.ts';

/** The sentence of a notice about a name or a reason; undefined for a type that a newer provider has. */
export const sentenceOf = (
  language: string,
  { type }: NoticeRecord,
): ((about: string) => string) | undefined => {
  const sentences = localized(language, notices);
  const sentence = Object.hasOwn(sentences, type) && sentences[type];
  return typeof sentence === 'function' ? sentence : undefined;
};

/** Whom it is about; a number that is in no list as people read it. */
export const partyOf = ({ party }: NoticeRecord): string => phoneNumber(party ?? '');

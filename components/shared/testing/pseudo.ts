import type { Locale } from '../../locales/locale.ts';
import { strings as awaInboxCardMore } from '../../awa-inbox-card/awa-inbox-card.more.strings.ts';
import { strings as awaInboxCard } from '../../awa-inbox-card/awa-inbox-card.strings.ts';
import { strings as callbackActionsPanels } from '../../callback-actions/callback-actions.panels.strings.ts';
import { strings as callbackActions } from '../../callback-actions/callback-actions.strings.ts';
import { strings as callbackActiveCall } from '../../callback-active-call/callback-active-call.strings.ts';
import { strings as callbackCallTransferPanel } from '../../callback-call-transfer/callback-call-transfer.panel.strings.ts';
import { strings as callbackCallTransfer } from '../../callback-call-transfer/callback-call-transfer.strings.ts';
import { strings as callbackContextCardReason } from '../../callback-context-card/callback-context-card.reason.strings.ts';
import { strings as callbackContextCard } from '../../callback-context-card/callback-context-card.strings.ts';
import { strings as callbackDialpad } from '../../callback-dialpad/callback-dialpad.strings.ts';
import { strings as callbackInboxAlerts } from '../../callback-inbox/callback-inbox.alerts.strings.ts';
import { strings as callbackInbox } from '../../callback-inbox/callback-inbox.strings.ts';
import { strings as callbackListActions } from '../../callback-list/callback-list.actions.strings.ts';
import { strings as callbackListForms } from '../../callback-list/callback-list.forms.strings.ts';
import { strings as callbackList } from '../../callback-list/callback-list.strings.ts';
import { strings as callbackPresence } from '../../callback-presence/callback-presence.strings.ts';
import { strings as callbackProvider } from '../../callback-provider/callback-provider.strings.ts';
import { strings as callbackShortcutsHelp } from '../../callback-shortcuts/callback-shortcuts.help.strings.ts';
import { strings as callbackShortcuts } from '../../callback-shortcuts/callback-shortcuts.strings.ts';
import { strings as callbackVoiceControlMore } from '../../callback-voice-control/callback-voice-control.more.strings.ts';
import { strings as callbackVoiceControl } from '../../callback-voice-control/callback-voice-control.strings.ts';
import { strings as callbackWorkspace } from '../../callback-workspace/callback-workspace.strings.ts';
import { strings as cbkDirectory } from '../../cbk-directory/cbk-directory.strings.ts';
import { notices } from '../notices.strings.ts';
import { reasons } from '../reasons.strings.ts';
import { words } from '../words.strings.ts';
import { strings as transferCallback } from '../../transfer-callback/transfer-callback.strings.ts';
import { strings as wrapUpModalStatus } from '../../wrap-up-modal/wrap-up-modal.status.strings.ts';
import { strings as wrapUpModal } from '../../wrap-up-modal/wrap-up-modal.strings.ts';
import { strings as wrapUpModalUnsaved } from '../../wrap-up-modal/wrap-up-modal.unsaved.strings.ts';

const accents: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from('aeiouyAEIOUY').map((one, i) => [one, 'âéîöûÿÂÉÎÖÛŸ'.charAt(i)])),
  n: 'ñ',
  c: 'ç',
  N: 'Ñ',
  C: 'Ç',
};

/** What a word is told by: `⟦Ṕĥöñé one two⟧`. */
export const open = '⟦';
export const close = '⟧';

const spelled = (text: string) => text.replace(/[a-z]/gi, (one) => accents[one] ?? one);

/**
 * A sentence as it may be in another language: accented, about 40 % longer, bracketed. What comes from elsewhere stays as it
 * is.
 */
export const pseudo = (text: string, data: readonly unknown[] = []): string => {
  const known = data.map(String).filter((one) => one.trim());
  const split = (part: string): string => {
    const one = known.find((other) => part.includes(other));
    if (one === undefined) return spelled(part);
    const from = part.indexOf(one);
    return spelled(part.slice(0, from)) + one + split(part.slice(from + one.length));
  };
  const letters = text.replace(/[^\p{L}]/gu, '').length;
  // Words, so that lines can break as they do in sentences.
  const more = 'øñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîģĥţ '.repeat(5).slice(0, Math.ceil(letters * 0.4));
  return text && `${open}${split(text)}${more && ` ${more.trim()}`}${close}`;
};

type Words = Readonly<Record<string, unknown>>;

/** An object of English in the pseudo-language. Functions say it of what they are given. */
const said = (value: unknown): unknown =>
  typeof value === 'string'
    ? pseudo(value)
    : typeof value === 'function'
      ? (...about: unknown[]) => pseudo((value as (...about: unknown[]) => string)(...about), about)
      : value && Object.fromEntries(Object.entries(value as Words).map(([name, one]) => [name, said(one)]));

/** The kit's files of strings. */
export const english = [
  awaInboxCardMore,
  awaInboxCard,
  callbackActionsPanels,
  callbackActions,
  callbackActiveCall,
  callbackCallTransferPanel,
  callbackCallTransfer,
  callbackContextCardReason,
  callbackContextCard,
  callbackDialpad,
  callbackInboxAlerts,
  callbackInbox,
  callbackListActions,
  callbackListForms,
  callbackList,
  callbackPresence,
  callbackProvider,
  callbackShortcutsHelp,
  callbackShortcuts,
  callbackVoiceControlMore,
  callbackVoiceControl,
  callbackWorkspace,
  cbkDirectory,
  notices,
  reasons,
  words,
  transferCallback,
  wrapUpModalStatus,
  wrapUpModal,
  wrapUpModalUnsaved,
] as const;

/** All that the kit says, in the pseudo-language: for `translate`. */
export const pseudoLocale = (): Locale =>
  Object.fromEntries(english.map(({ $, ...words }) => [$, said(words)])) as unknown as Locale;

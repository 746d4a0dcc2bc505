import type { strings as awaInboxCardMore } from '../awa-inbox-card/awa-inbox-card.more.strings.ts';
import type { strings as awaInboxCard } from '../awa-inbox-card/awa-inbox-card.strings.ts';
import type { strings as callbackActionsPanels } from '../callback-actions/callback-actions.panels.strings.ts';
import type { strings as callbackActions } from '../callback-actions/callback-actions.strings.ts';
import type { strings as callbackActiveCall } from '../callback-active-call/callback-active-call.strings.ts';
import type { strings as callbackCallTransferPanel } from '../callback-call-transfer/callback-call-transfer.panel.strings.ts';
import type { strings as callbackCallTransfer } from '../callback-call-transfer/callback-call-transfer.strings.ts';
import type { strings as callbackContextCardReason } from '../callback-context-card/callback-context-card.reason.strings.ts';
import type { strings as callbackContextCard } from '../callback-context-card/callback-context-card.strings.ts';
import type { strings as callbackDialpad } from '../callback-dialpad/callback-dialpad.strings.ts';
import type { strings as callbackInboxAlerts } from '../callback-inbox/callback-inbox.alerts.strings.ts';
import type { strings as callbackInbox } from '../callback-inbox/callback-inbox.strings.ts';
import type { strings as callbackListActions } from '../callback-list/callback-list.actions.strings.ts';
import type { strings as callbackListForms } from '../callback-list/callback-list.forms.strings.ts';
import type { strings as callbackList } from '../callback-list/callback-list.strings.ts';
import type { strings as callbackPresence } from '../callback-presence/callback-presence.strings.ts';
import type { strings as callbackProvider } from '../callback-provider/callback-provider.strings.ts';
import type { strings as callbackShortcutsHelp } from '../callback-shortcuts/callback-shortcuts.help.strings.ts';
import type { strings as callbackShortcuts } from '../callback-shortcuts/callback-shortcuts.strings.ts';
import type { strings as callbackVoiceControlMore } from '../callback-voice-control/callback-voice-control.more.strings.ts';
import type { strings as callbackVoiceControl } from '../callback-voice-control/callback-voice-control.strings.ts';
import type { strings as callbackWorkspace } from '../callback-workspace/callback-workspace.strings.ts';
import type { strings as cbkDirectory } from '../cbk-directory/cbk-directory.strings.ts';
import type { notices } from '../shared/notices.strings.ts';
import type { reasons } from '../shared/reasons.strings.ts';
import type { words } from '../shared/words.strings.ts';
import type { strings as transferCallback } from '../transfer-callback/transfer-callback.strings.ts';
import type { strings as wrapUpModalStatus } from '../wrap-up-modal/wrap-up-modal.status.strings.ts';
import type { strings as wrapUpModal } from '../wrap-up-modal/wrap-up-modal.strings.ts';
import type { strings as wrapUpModalUnsaved } from '../wrap-up-modal/wrap-up-modal.unsaved.strings.ts';

/**
 * What is said in place of an object of English: a string for a string, a function of the same arguments for a function.
 * `$`, the name of the object, is not translated.
 */
type Said<T> = T extends string
  ? string
  : T extends (...about: infer A) => string
    ? (...about: A) => string
    : { readonly [K in keyof T as K extends '$' | '__proto__' ? never : K]: Said<T[K]> };

type Some<T> = T extends string | ((...about: never[]) => string)
  ? T
  : { readonly [K in keyof T]?: Some<T[K]> };

/** All that the kit says, by the names of its files of strings. A language is complete when it is one of these. */
export interface Locale {
  readonly 'awa-inbox-card.more': Said<typeof awaInboxCardMore>;
  readonly 'awa-inbox-card': Said<typeof awaInboxCard>;
  readonly 'callback-actions.panels': Said<typeof callbackActionsPanels>;
  readonly 'callback-actions': Said<typeof callbackActions>;
  readonly 'callback-active-call': Said<typeof callbackActiveCall>;
  readonly 'callback-call-transfer.panel': Said<typeof callbackCallTransferPanel>;
  readonly 'callback-call-transfer': Said<typeof callbackCallTransfer>;
  readonly 'callback-context-card.reason': Said<typeof callbackContextCardReason>;
  readonly 'callback-context-card': Said<typeof callbackContextCard>;
  readonly 'callback-dialpad': Said<typeof callbackDialpad>;
  readonly 'callback-inbox.alerts': Said<typeof callbackInboxAlerts>;
  readonly 'callback-inbox': Said<typeof callbackInbox>;
  readonly 'callback-list.actions': Said<typeof callbackListActions>;
  readonly 'callback-list.forms': Said<typeof callbackListForms>;
  readonly 'callback-list': Said<typeof callbackList>;
  readonly 'callback-presence': Said<typeof callbackPresence>;
  readonly 'callback-provider': Said<typeof callbackProvider>;
  readonly 'callback-shortcuts.help': Said<typeof callbackShortcutsHelp>;
  readonly 'callback-shortcuts': Said<typeof callbackShortcuts>;
  readonly 'callback-voice-control.more': Said<typeof callbackVoiceControlMore>;
  readonly 'callback-voice-control': Said<typeof callbackVoiceControl>;
  readonly 'callback-workspace': Said<typeof callbackWorkspace>;
  readonly 'cbk-directory': Said<typeof cbkDirectory>;
  readonly notices: Said<typeof notices>;
  readonly reasons: Said<typeof reasons>;
  readonly words: Said<typeof words>;
  readonly 'transfer-callback': Said<typeof transferCallback>;
  readonly 'wrap-up-modal.status': Said<typeof wrapUpModalStatus>;
  readonly 'wrap-up-modal': Said<typeof wrapUpModal>;
  readonly 'wrap-up-modal.unsaved': Said<typeof wrapUpModalUnsaved>;
}

/** Some of it: what a page says otherwise, or the part of a language that it needs. */
export type OwnWords = Some<Locale>;

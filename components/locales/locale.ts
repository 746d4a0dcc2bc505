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
  readonly 'awa-inbox-card.more': Said<
    typeof import('../awa-inbox-card/awa-inbox-card.more.strings.ts').strings
  >;
  readonly 'awa-inbox-card': Said<typeof import('../awa-inbox-card/awa-inbox-card.strings.ts').strings>;
  readonly 'callback-actions.panels': Said<
    typeof import('../callback-actions/callback-actions.panels.strings.ts').strings
  >;
  readonly 'callback-actions': Said<typeof import('../callback-actions/callback-actions.strings.ts').strings>;
  readonly 'callback-active-call': Said<
    typeof import('../callback-active-call/callback-active-call.strings.ts').strings
  >;
  readonly 'callback-call-transfer.panel': Said<
    typeof import('../callback-call-transfer/callback-call-transfer.panel.strings.ts').strings
  >;
  readonly 'callback-call-transfer': Said<
    typeof import('../callback-call-transfer/callback-call-transfer.strings.ts').strings
  >;
  readonly 'callback-context-card.reason': Said<
    typeof import('../callback-context-card/callback-context-card.reason.strings.ts').strings
  >;
  readonly 'callback-context-card': Said<
    typeof import('../callback-context-card/callback-context-card.strings.ts').strings
  >;
  readonly 'callback-dialpad': Said<typeof import('../callback-dialpad/callback-dialpad.strings.ts').strings>;
  readonly 'callback-inbox.alerts': Said<
    typeof import('../callback-inbox/callback-inbox.alerts.strings.ts').strings
  >;
  readonly 'callback-inbox': Said<typeof import('../callback-inbox/callback-inbox.strings.ts').strings>;
  readonly 'callback-list.actions': Said<
    typeof import('../callback-list/callback-list.actions.strings.ts').strings
  >;
  readonly 'callback-list.forms': Said<
    typeof import('../callback-list/callback-list.forms.strings.ts').strings
  >;
  readonly 'callback-list': Said<typeof import('../callback-list/callback-list.strings.ts').strings>;
  readonly 'callback-presence': Said<
    typeof import('../callback-presence/callback-presence.strings.ts').strings
  >;
  readonly 'callback-provider': Said<
    typeof import('../callback-provider/callback-provider.strings.ts').strings
  >;
  readonly 'callback-shortcuts.help': Said<
    typeof import('../callback-shortcuts/callback-shortcuts.help.strings.ts').strings
  >;
  readonly 'callback-shortcuts': Said<
    typeof import('../callback-shortcuts/callback-shortcuts.strings.ts').strings
  >;
  readonly 'callback-voice-control.more': Said<
    typeof import('../callback-voice-control/callback-voice-control.more.strings.ts').strings
  >;
  readonly 'callback-voice-control': Said<
    typeof import('../callback-voice-control/callback-voice-control.strings.ts').strings
  >;
  readonly 'callback-workspace': Said<
    typeof import('../callback-workspace/callback-workspace.strings.ts').strings
  >;
  readonly 'cbk-directory': Said<typeof import('../cbk-directory/cbk-directory.strings.ts').strings>;
  readonly notices: Said<typeof import('../shared/notices.strings.ts').notices>;
  readonly reasons: Said<typeof import('../shared/reasons.strings.ts').reasons>;
  readonly words: Said<typeof import('../shared/words.strings.ts').words>;
  readonly 'transfer-callback': Said<
    typeof import('../transfer-callback/transfer-callback.strings.ts').strings
  >;
  readonly 'wrap-up-modal.status': Said<
    typeof import('../wrap-up-modal/wrap-up-modal.status.strings.ts').strings
  >;
  readonly 'wrap-up-modal': Said<typeof import('../wrap-up-modal/wrap-up-modal.strings.ts').strings>;
  readonly 'wrap-up-modal.unsaved': Said<
    typeof import('../wrap-up-modal/wrap-up-modal.unsaved.strings.ts').strings
  >;
}

/** Some of it: what a page says otherwise, or the part of a language that it needs. */
export type OwnWords = Some<Locale>;

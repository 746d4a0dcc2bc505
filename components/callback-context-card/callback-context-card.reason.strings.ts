export const strings = {
  $: 'callback-context-card.reason',
  change: 'Change',
  save: 'Save reason',
  cancel: 'Cancel',
  none: 'None',
  /** It, by somebody else, while it is being changed here. */
  changed: (reason: string) => `Somebody else changed it meanwhile. It is now ${reason}.`,
  /** After it was said that somebody changed it. */
  now: (reason: string) => `It is now ${reason}.`,
  /** Said to those who listen, when it is done. */
  saved: (label: string, reason: string) => `${label}: ${reason}`,
};

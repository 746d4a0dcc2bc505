export const strings = {
  $: 'callback-shortcuts.help',
  heading: 'Keyboard shortcuts',
  off: 'They are turned off on this page.',
  close: 'Close',
  /** Keys as they are written on keyboards. */
  Control: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Shift',
  Meta: 'Win',
  /** The same on Apple\u2019s. */
  apple: { Alt: 'Option', Meta: 'Command' },
};

export const strings = {
  $: 'callback-inbox',
  heading: 'Inbox',
  empty: 'No callbacks waiting',
  available: (time: string) => `Available in both systems since ${time}`,
  notices: 'Notices',
  back: 'Back with you.',
  /** Whom a notice is about, and when it came. */
  about: (name: string, time: string) => `${name}, ${time}`,
  dismiss: 'Dismiss',
};

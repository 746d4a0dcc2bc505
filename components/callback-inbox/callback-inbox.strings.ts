export const strings = {
  heading: 'Inbox',
  empty: 'No callbacks waiting',
  available: (time: string) => `Available in both systems since ${time}`,
  notices: 'Notices',
  back: 'Back with you.',
  dismiss: 'Dismiss',
};

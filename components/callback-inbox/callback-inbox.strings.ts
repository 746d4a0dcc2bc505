export const strings = {
  heading: 'Inbox',
  empty: 'No callbacks waiting',
  available: (time: string) => `Available in both systems since ${time}`,
  notices: 'Notices',
  /** By type of notice, about a name or a reason. */
  said_transfer_accepted: (name: string) => `${name} accepted the callback`,
  said_transfer_declined: (name: string) => `${name} declined the callback`,
  said_transfer_timed_out: (name: string) => `${name} did not answer in time`,
  said_transfer_failed: (reason: string) => `Transfer failed: ${reason}`,
  said_transfer_cancelled: () => 'Transfer cancelled',
  said_blind_not_accepted: (name: string) => `${name} did not take the call`,
  said_customer_canceled: () => 'The customer cancelled the callback',
  back: 'Back with you.',
  dismiss: 'Dismiss',
};

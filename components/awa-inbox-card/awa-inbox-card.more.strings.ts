export const strings = {
  $: 'awa-inbox-card.more',
  /** What became of one. */
  states: {
    open: 'Assigned to you',
    timed_out: 'Too late to accept',
    rescinded: 'No longer offered',
    accepted: 'Accepted',
    rejected: 'Rejected',
  },
  /** The same, as it is announced. */
  became: (name: string, what: string) => `${name}: ${what}`,
  opens: 'It opens by itself.',
  opens_customer_waiting: 'The call opens by itself.',
  timed_out: 'The offer timed out.',
  timed_out_callback: 'The offer timed out and went to the next agent.',
  rescinded: 'It was taken back.',
  rescinded_transferred: 'The transfer has ended.',
  rescinded_consult: 'The consult has ended.',
  rescinded_customer_waiting: 'The call is no longer waiting.',
  because: {
    __proto__: null, // a code from outside may be named like a method
    closed: 'The callback is closed.',
    customer_canceled: 'The customer cancelled the callback.',
    customer_hung_up: 'The customer hung up.',
    not_owner: 'A colleague has it now.',
    signed_out: 'You are signed out.',
    transfer_cancelled: 'The transfer was cancelled.',
  },
  why: 'Reason for rejecting',
  again: 'May be offered to you again.',
  back: 'Back',
};

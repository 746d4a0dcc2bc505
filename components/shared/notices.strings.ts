/** What notices say, by their type, about a name or a reason; one wording, so that it is announced once. */
export const notices = {
  $: 'notices',
  transfer_accepted: (name: string) => `${name} accepted the callback`,
  transfer_declined: (name: string) => `${name} declined the callback`,
  transfer_timed_out: (name: string) => `${name} did not answer in time`,
  transfer_failed: (reason: string) => `Transfer failed: ${reason}`,
  transfer_cancelled: () => 'Transfer cancelled',
  blind_not_accepted: (name: string) => `${name} did not take the call`,
  customer_canceled: () => 'The customer cancelled the callback',
};

export const strings = {
  /** Try later. */
  minutes: (minutes: number) => `In ${minutes} minutes`,
  hours: (hours: number) => (hours === 1 ? 'In 1 hour' : `In ${hours} hours`),
  tomorrow: (time: string) => `Tomorrow at ${time}`,
  outside: (time: string) => `${time}, outside calling hours`,
  /** Calling all the same. */
  reason: 'Reason to call anyway',
  needed: 'A reason is needed.',
  call: 'Call anyway',
  cancel: 'Cancel',
  /** How a transfer ended. */
  transfer_accepted: (name: string) => `${name} accepted the callback`,
  transfer_declined: (name: string) => `${name} declined the callback`,
  transfer_timed_out: (name: string) => `${name} did not answer in time`,
  transfer_failed: (reason: string) => `Transfer failed: ${reason}`,
  transfer_cancelled: () => 'Transfer cancelled',
};

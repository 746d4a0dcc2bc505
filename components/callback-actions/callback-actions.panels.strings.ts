export const strings = {
  $: 'callback-actions.panels',
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
};

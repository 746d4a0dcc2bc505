export const strings = {
  $: 'transfer-callback',
  heading: 'Transfer callback',
  close: 'Close',
  dialIn: (digits: string) => `Dials in ${digits}`,
  closeIn: (digits: string) => `Closes in ${digits}`,
  waiting: 'Waiting for the contact centre.',
  to: (name: string) => `Transfer to ${name}`,
  /** Stands before the reason. */
  failed: 'Transfer failed: ',
};

export const strings = {
  $: 'callback-call-transfer.panel',
  heading: 'Transfer',
  close: 'Close',
  held: (digits: string) => `On hold ${digits}`,
  resume: 'Resume',
  running: 'Consult',
  left: (digits: string) => `${digits} left to answer`,
  waiting: 'Waiting for the contact centre.',
  merge: 'Merge calls',
  leaveAndTransfer: 'Leave & transfer',
  endConsult: 'End consult',
};

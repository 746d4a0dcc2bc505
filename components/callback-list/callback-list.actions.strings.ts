export const strings = {
  $: 'callback-list.actions',
  more: (name: string) => `More for ${name}`,
  schedule: 'Schedule callback',
  reschedule: 'Reschedule',
  cancel: 'Cancel callback',
  sure: 'Cancel this callback?',
  yes: 'Yes, cancel it',
  no: 'No',
  movedTo: (time: string) => `Scheduled for ${time}`,
};

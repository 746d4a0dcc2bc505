export const strings = {
  $: 'callback-dialpad',
  heading: 'Dialpad',
  close: 'Close',
  keys: 'Keys',
  sent: 'Tones sent',
  callNumber: 'Call a number',
  sendTones: 'Send tones',
  number: 'Number',
  delete: 'Delete',
  call: 'Call',
  wrong: 'Type the whole number with its country code, such as +12025550143.',
};

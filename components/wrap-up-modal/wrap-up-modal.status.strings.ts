export const strings = {
  $: 'wrap-up-modal.status',
  opened: (name: string) => `Wrap-up for ${name} is open.`,
  saved: (time: string) => `Saved ${time}`,
  notConnected: 'Not connected.',
  notSaved: 'Not saved yet, trying again.',
  onDevice: 'Notes are kept on this device.',
  centreOnly: 'Notes are kept by the contact centre only.',
  timeLeft: (digits: string) => `Time left ${digits}`,
  /** What is announced of a timer; `0:30` would be read as a time of day. */
  length: (seconds: number) => (seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`),
  thenCloses: 'Then closes as last saved',
  waiting: 'Waiting for the contact centre.',
  moreTime: 'More time',
  left: (characters: number) =>
    characters < 0
      ? `${-characters} characters too many. Not saved until it is shorter.`
      : `${characters} characters left`,
  notTakenByAny: 'Nobody took the call',
  /** After what became of it. */
  inQueue: (what: string) => `${what}. The customer is waiting in the queue.`,
};

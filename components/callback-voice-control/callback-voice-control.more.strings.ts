export const strings = {
  $: 'callback-voice-control.more',
  /** What counts down. */
  dialIn: (digits: string) => `Dials in ${digits}`,
  closeIn: (digits: string) => `Closes in ${digits}`,
  wrap_upIn: (digits: string) => `Time left ${digits}`,
  /** What is announced of a timer; `0:30` would be read as a time of day. */
  length: (seconds: number) => (seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`),
  due: 'Waiting for the contact centre.',
  dial: 'Call number',
  retry: 'Retry call',
  override: 'Open the interaction to call anyway.',
  'record-start': 'Record',
  'record-pause': 'Pause recording',
  'record-resume': 'Resume recording',
  'record-stop': 'Stop recording',
  leave: 'Leave call',
};

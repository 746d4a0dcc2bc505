export const strings = {
  $: 'callback-voice-control',
  label: 'Voice control',
  none: 'No call',
  duration: (digits: string) => `Call duration ${digits}`,
  /** How it stands: of the call's customer while there is one, else of the interaction. */
  dialing: 'Dialling',
  ringing: 'Ringing',
  connected: 'Connected',
  held: 'On hold',
  preview: 'Preview',
  no_answer: 'No answer',
  transferring: 'Transferring',
  wrap_up: 'Wrap-up',
  waiting: 'Customer waiting',
  mute: 'Mute',
  unmute: 'Unmute',
  hold: 'Hold',
  resume: 'Resume',
  end: 'End call',
  wrapUp: 'Open wrap-up',
  open: 'Open interaction',
  /** A button's label, and why it cannot be pressed. */
  because: (what: string, why: string) => `${what}: ${why}`,
  more: (count: number) =>
    count === 1 ? '1 more callback is waiting' : `${count} more callbacks are waiting`,
};

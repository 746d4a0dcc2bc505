export const strings = {
  $: 'callback-shortcuts',
  /** What each does. */
  accept: 'Accept the newest callback',
  reject: 'Reject the newest callback',
  call: 'Call number, or retry call',
  close: 'Close callback',
  mute: 'Mute, or unmute',
  hold: 'Hold, or resume',
  end: 'End call',
  escalate: 'Escalate',
  'wrap-up': 'Open wrap-up',
  interaction: 'Open interaction',
  help: 'Show keyboard shortcuts',
  /** Why it cannot be done. */
  cannot: (what: string, why: string) => `${what}: ${why}`,
  no_offer: 'No callbacks are waiting.',
  no_interaction: 'No callback is open.',
  no_segment: 'There is no wrap-up.',
  pending: 'It is on its way.',
  needsReason: 'It needs a reason. Choose it on the screen.',
  /** What has no sign elsewhere that is heard. */
  done: {
    'call-mute': 'Muted',
    'call-unmute': 'Unmuted',
    'call-hold': 'On hold',
    'call-resume': 'Off hold',
    'call-escalate': 'Escalated',
  },
  dismiss: 'Dismiss',
};

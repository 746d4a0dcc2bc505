const waiting = 'Waiting for the contact centre.';

export const strings = {
  queue: 'Queue',
  type: 'Type',
  reason: 'Reason',
  asap: 'ASAP',
  scheduled: (time: string) => `Scheduled, ${time}`,
  badge_transferred: (by: string) => `Transferred by ${by}`,
  badge_consult: (by: string) => `${by} asks for a consult`,
  badge_customer_waiting: () => 'Customer waiting',
  accept: 'Accept',
  reject: 'Reject',
  why: 'Reason for rejecting',
  back: 'Back',
  left: (digits: string) => `${digits} left to accept`,
  offered: (name: string, seconds: number | null) =>
    `Callback from ${name}.` + (seconds ? ` ${seconds} seconds to accept.` : ''),
  passed: (name: string, seconds: number) => (seconds ? `${name}: ${seconds} seconds to accept.` : waiting),
  waiting,
  open: ['Assigned to you', 'It opens by itself.'],
  timed_out: ['Too late to accept', 'The offer has ended.'],
  rescinded: ['No longer offered', 'It was taken back.'],
  accepted: ['Accepted'],
  rejected: ['Rejected'],
};

const waiting = 'Waiting for the contact centre.';

export const strings = {
  $: 'awa-inbox-card',
  queue: 'Queue',
  type: 'Type',
  reason: 'Reason',
  asap: 'ASAP',
  scheduled: (time: string) => `Scheduled, ${time}`,
  badge_transferred: 'Transferred by %',
  badge_consult: '% asks for a consult',
  badge_customer_waiting: 'Customer waiting%',
  accept: 'Accept',
  reject: 'Reject',
  left: (digits: string) => `${digits} left to accept`,
  offered: (name: string, seconds: number | null) =>
    `Callback from ${name}.` + (seconds ? ` ${seconds} seconds to accept.` : ''),
  passed: (name: string, seconds: number) => (seconds ? `${name}: ${seconds} seconds to accept.` : waiting),
  waiting,
};

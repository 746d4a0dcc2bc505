const length = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;

export const strings = {
  label: 'Callback actions',
  /** Under the name: what kind of callback, and how far it is. */
  line: (type: string, stand: string) => `${type} callback, ${stand}`,
  asap: 'ASAP',
  scheduled: 'Scheduled',
  attempt: (attempt: number, limit: number | null) =>
    limit === null ? `attempt ${attempt}` : `attempt ${attempt} of ${limit}`,
  at: (outcome: string, time: string) => `${outcome} ${time}`,
  answered: 'answered',
  no_answer: 'no answer',
  busy: 'busy',
  failed: 'failed',
  voicemail: 'voicemail',
  declined: 'declined',
  agent_hangup: 'ended by the agent',
  customer_hangup: 'customer hung up',
  transferred: 'transferred',
  dropped: 'dropped',
  wrong_number: 'wrong number',
  no_agent: 'no agent was free',
  ended: 'ended',
  undialled: 'not dialled',
  number: 'Callback number',
  dialIn: (digits: string) => `Dials in ${digits}`,
  closeIn: (digits: string) => `Closes in ${digits}`,
  preview: (digits: string) => `Preview ${digits}`,
  dialSoon: (seconds: number) => `Dials in ${length(seconds)}.`,
  closeSoon: (seconds: number) => `Closes in ${length(seconds)}.`,
  waiting: 'Waiting for the contact centre.',
  manual: 'Manual dial',
  stopped: 'Dial timer stopped',
  notDialled: 'Not dialled',
  fromAccept: 'From accept to dial',
  sinceDial: (attempt: number, limit: number | null) =>
    limit === null ? `Attempt ${attempt}` : `Attempt ${attempt} of ${limit}`,
  dial: 'Call number',
  retry: 'Retry call',
  close: 'Close callback',
};

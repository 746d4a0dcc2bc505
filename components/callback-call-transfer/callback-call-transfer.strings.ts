/** Where the consult or the transfer stands, as it is announced; and the menu of a row. */
export const strings = {
  $: 'callback-call-transfer',
  ringing: (name: string) => `Ringing ${name}`,
  waitingIn: (queue: string) => `Waiting in ${queue}`,
  consulting: (name: string) => `Speaking with ${name}`,
  conference: (name: string) => `In one call with ${name}`,
  handingOver: (name: string) => `Handing over to ${name}\u2026`,
  hungUp: 'The customer hung up',
  /** How a consult ended, where not by this agent. */
  declined: (name: string) => `${name} declined`,
  no_answer: (name: string) => `${name} did not answer`,
  busy: (name: string) => `${name} is busy`,
  failed: (name: string) => `${name} could not be reached`,
  voicemail: (name: string) => `${name} has voicemail on`,
  ended: (name: string) => `${name} hung up`,
  options: (name: string) => `Transfer options for ${name}`,
  consult: 'Consult',
  consultMore: 'Speak first, customer on hold',
  blindTransfer: 'Blind',
  blindTransferMore: 'Hand over at once',
};

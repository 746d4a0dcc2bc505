export const strings = {
  $: 'cbk-directory',
  search: 'Search',
  queue: 'Queues',
  agent: 'Agents',
  external: 'External',
  /** How many are shown, where there are more. */
  of: (shown: string, total: string) => `${shown} of ${total}`,
  /** How many a search has found, as it is announced. */
  found: (list: string, count: string) => `${list}: ${count}`,
  searching: 'Searching\u2026',
  none: 'Nothing found.',
  /** Under a number that is in no list. */
  number: 'Phone number',
  more: 'Show more',
  failed: 'The list could not be loaded.',
  waiting: (count: string) => `${count} waiting`,
  noneWaiting: 'None waiting',
  /** An estimated wait; `length` is like `6 min`. */
  about: (queue: string, length: string) => `${queue}, about ${length}`,
  atOnce: (queue: string) => `${queue}, at once`,
  /** What keeps an agent, after the word for their presence. */
  callback: (presence: string) => `${presence}, with a callback`,
  call: (presence: string) => `${presence}, on a call`,
  wrap_up: (presence: string) => `${presence}, in wrap-up`,
  since: (presence: string, time: string) => `${presence} since ${time}`,
};

import type { DirectoryAgent, DirectoryEntry, DirectoryQueue } from '../../contract/directory.ts';
import { instant } from '../shared/testing/records.ts';

export const person = (name: string, changes: Partial<DirectoryAgent> = {}): DirectoryAgent => ({
  kind: 'agent',
  id: name.toLowerCase().replace(/\W+/g, '-'),
  name,
  status: 'available',
  presence: 'Available',
  since: instant(-600),
  activity: null,
  reachable: true,
  ...changes,
});

export const queue = (name: string, changes: Partial<DirectoryQueue> = {}): DirectoryQueue => ({
  kind: 'queue',
  id: name.toLowerCase().replace(/\W+/g, '-'),
  name,
  waiting: 0,
  estimatedWait: 0,
  ...changes,
});

/** A small contact centre. */
export const team = (): DirectoryEntry[] => [
  queue('Card disputes, North America', { waiting: 4, estimatedWait: 360_000 }),
  queue('Loans and mortgages'),
  queue('Fraud and lost cards, evenings and weekends', { waiting: 1200, estimatedWait: null }),
  person('Núria Puigdomènech', { id: 'nuria' }),
  person('Λεωνίδας Παππάς', { id: 'leonidas' }),
  person('Ngozi Chukwuemeka-Abernathy of Whitcombe', {
    id: 'ngozi',
    status: 'busy',
    presence: 'Busy',
    activity: 'call',
    reachable: false,
    since: instant(-250),
  }),
  person('李 慧敏', { id: 'li', status: 'away', presence: 'Away', reachable: false }),
  person('Jürgen Großmann', { id: 'juergen', status: 'offline', presence: 'Offline', reachable: false }),
  { kind: 'external', id: 'helpdesk', name: 'Card scheme helpdesk', number: '+12025550190' },
];

/** A large one: so many agents beside those of the small one, all free. */
export const crowd = (agents: number): DirectoryEntry[] => [
  ...team().filter(({ kind }) => kind !== 'agent'),
  ...Array.from({ length: agents }, (_, i) =>
    person(`Agent ${`${i}`.padStart(5, '0')}`, { id: `agent-${i}` }),
  ),
];

/** Names as a provider should not send them. */
export const hostile = (): DirectoryEntry[] => [
  queue(`<img src=x onerror="alert(1)">${'W'.repeat(200)}`, { id: '"><b>', waiting: 1e9, estimatedWait: 1 }),
  person(`\u202e<b>${'x'.repeat(300)}</b>`, {
    id: '#agent > li',
    status: 'constructor' as never,
    presence: `<i>${'busy '.repeat(30)}</i>`,
    activity: 'toString' as never,
    since: 'x',
    reachable: false,
  }),
  person('ليلى حداد', { id: 'leyla' }),
  { kind: 'external', id: 'x', name: '<a href="javascript:alert(1)">x</a>', number: 'javascript:alert(1)' },
];

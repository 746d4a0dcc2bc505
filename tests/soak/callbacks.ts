import type { CallbackRequest } from '../../mock-server/engine/types.ts';
import type { Luck } from './luck.ts';

/* What customers ask for. */

const minute = 60_000;

const names = [
  'Adaeze Okonkwo-Fitzgerald',
  'Nguyễn Thị Minh Khai',
  'ليلى حداد',
  'דניאל כהן',
  '佐藤 美咲',
  'Bo Li',
  '<img src=x onerror=alert(1)>',
  '"><script>throw new Error("run")</script>',
  '__proto__',
  'constructor',
  '\u202eEvil Override',
  '${7*7}{{7*7}}',
  'A'.repeat(200),
  'Maximiliana Alexandra Theodora von und zu Hohenzollern-Sigmaringen-Wittelsbach '.repeat(2).trim(),
  '👩‍👩‍👧‍👦 Family Ó Briain',
  '.',
];

const contexts = [
  'Two charges of the same amount from one hotel stay. Has both receipts at hand.',
  '<b>Not bold</b> & "quoted"',
  'Long. '.repeat(400),
  'שלום, צריך עזרה עם הכרטיס',
];

const zones = [
  'America/New_York',
  'Asia/Tokyo',
  'Africa/Dakar',
  'Europe/Athens',
  'Pacific/Chatham',
  'Asia/Kolkata',
];

// More where people have most of the work to themselves.
const queues = ['card-disputes', 'card-disputes', 'card-disputes', 'loans', 'priority', 'travel'];

/** A request to be called back, of any kind. */
export const request = (luck: Luck): CallbackRequest => ({
  customerName: luck.any(names),
  // Half of them answer, by the last two digits.
  number: `+121255501${String(luck.whole(0, 99)).padStart(2, '0')}`,
  queueId: luck.any(queues),
  timeZone: luck.any(zones),
  mode: luck.happens(0.2) ? 'customer_first' : 'agent_first',
  ...(luck.happens(0.3) && { dueIn: luck.whole(0, 120) * minute }),
  ...(luck.happens(0.4) && { promisedIn: luck.whole(0, 60) * minute }),
  ...(luck.happens(0.3) && { context: luck.any(contexts) }),
  ...(luck.happens(0.2) && { agentId: luck.any(['ana', 'ben', 'chi']) }),
  ...(luck.happens(0.1) && { doNotCall: true }),
  ...(luck.happens(0.2) && { consent: luck.happens(0.7) }),
  ...(luck.happens(0.2) && { callingWindow: { from: '09:00', to: '17:00' } }),
  ...(luck.happens(0.1) && { voicemail: luck.whole(1, 120) * 1000 }),
});

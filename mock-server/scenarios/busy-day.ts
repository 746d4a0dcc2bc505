import type { CallbackRequest } from '../engine/engine.ts';
import { contactCentre } from './contact-centre.ts';

const second = 1000;
const minute = 60 * second;

const requests: readonly CallbackRequest[] = [
  { customerName: 'Adaeze Okonkwo-Fitzgerald', agentId: 'ana', offerTimeout: null, promisedIn: 12 * minute },
  {
    customerName: 'Siobhán Ní Dhomhnaill',
    number: '+12125550155',
    queueId: 'loans',
    promisedIn: 30 * minute,
  },
  {
    customerName: 'Nguyễn Thị Minh Khai',
    mode: 'customer_first',
    queueId: 'travel',
    timeZone: 'Asia/Ho_Chi_Minh',
  },
  { customerName: 'Олександра Ковальчук', number: '+12125550170', voicemail: 38 * second },
  { customerName: '佐藤 美咲', queueId: 'priority', promisedIn: 5 * minute, timeZone: 'Asia/Tokyo' },
  { customerName: 'Κωνσταντίνος Παπαδόπουλος', dueIn: 10 * minute, timeZone: 'Europe/Athens' },
  { customerName: 'Jürgen Großmann', number: '+12125550160', queueId: 'loans' },
  { customerName: 'ليلى حداد', mode: 'customer_first', number: '+12125550152', queueId: 'priority' },
  {
    customerName: 'Maria da Conceição Souza',
    dueIn: 45 * minute,
    queueId: 'travel',
    timeZone: 'America/Sao_Paulo',
  },
  { customerName: 'Bo Li', number: '+12125550180' },
  { customerName: 'Nils Åkesson', number: '+12125550192', queueId: 'priority' },
  { customerName: 'Fatou Diop', dueIn: 2 * 60 * minute, queueId: 'loans', timeZone: 'Africa/Dakar' },
];

const everybody = ['card-disputes', 'loans', 'priority', 'travel'];

/** Four queues, six agents, of whom three work by themselves, and twelve callbacks of every kind. */
export const busyDay = contactCentre({
  title: 'A busy day: 12 callbacks, 6 agents, 4 queues',
  policy: { timers: { wrapUp: minute } },
  queues: [
    { id: 'priority', name: 'Priority line' },
    { id: 'travel', name: 'Travel and insurance' },
  ],
  ana: { queueIds: everybody },
  agents: [
    { id: 'chi', name: 'Chiara Esposito', roles: ['agent'], queueIds: everybody },
    {
      id: 'dana',
      name: 'Dana Whitfield',
      roles: ['agent'],
      queueIds: ['loans', 'priority'],
      behaviour: { offers: 'accept', after: 4000, work: 20 * second },
    },
    {
      id: 'emre',
      name: 'Emre Yılmaz',
      roles: ['agent'],
      queueIds: ['travel', 'priority'],
      behaviour: { offers: 'accept', after: 6000, work: 30 * second, comesAndGoes: 20 * minute },
    },
    {
      id: 'faye',
      name: 'Faye Ní Bhriain',
      roles: ['agent'],
      queueIds: ['card-disputes', 'travel'],
      behaviour: { offers: 'reject', after: 5000, comesAndGoes: 30 * minute },
    },
  ],
  callbacks: requests,
});

import { luck } from '../engine/hash.ts';
import type { DirectoryEntry, Queue } from '../engine/types.ts';

const firstNames = [
  'Adaeze', 'Aino', 'Amélie', 'Anja', 'Bilal', 'Chidi', 'Dmytro', 'Eleni', 'Fatima', 'Goran', 'Hanna', 'Ibrahim',
  'Ji-woo', 'Jürgen', 'Kavita', 'Léa', 'Magdalena', 'Mateo', 'Ngozi', 'Núria', 'Olu', 'Piotr', 'Rania', 'Sven',
  'Thi Mai', 'Tomasz', 'Uma', 'Vera', 'Wanjiru', 'Xiomara', 'Yuki', 'Zoltán',
]; // prettier-ignore
const lastNames = [
  'Abernathy', 'Bianchi', 'Chukwuemeka', 'Dvořák', 'Eriksen', 'Fernández', 'Großmann', 'Haddad', 'Ito', 'Jansen',
  'Kowalski', 'Li', 'Müller', 'Ní Dhomhnaill', 'Okafor', 'Papadopoulos', 'Puigdomènech', 'Quispe', 'Rossi',
  'Souza', 'Tanaka', 'Ursu', 'Vishwanathan', 'Wiśniewski', 'Yılmaz', 'Zhang',
]; // prettier-ignore
const subjects = [
  'Accounts',
  'Cards',
  'Claims',
  'Fraud',
  'Loans',
  'Mobile',
  'Payments',
  'Pensions',
  'Savings',
  'Travel',
];
const regions = [
  'Africa',
  'Central Europe',
  'East Asia',
  'Iberia',
  'Nordics',
  'North America',
  'Oceania',
  'South America',
  'South Asia',
  'UK and Ireland',
];
const tiers = ['day', 'evening', 'night', 'priority', 'second line'];
const presences = ['available', 'available', 'busy', 'away', 'offline'];

const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const pick = <T>(what: string, index: number, from: readonly T[]): T =>
  from[luck(1, what, index, from.length)]!;

const entries = numbered(10_000, (index): DirectoryEntry => {
  const name = `${pick('first', index, firstNames)} ${pick('last', index, lastNames)}`;
  return Object.freeze({
    id: `colleague-${index + 1}`,
    name: `${name} ${index + 1}`,
    presenceId: pick('presence', index, presences),
  });
});

/** Made once and shared by every namespace: nothing changes it. */
export const bigDirectory: {
  readonly directory: Readonly<Record<string, DirectoryEntry>>;
  readonly queues: readonly Queue[];
} = {
  directory: Object.freeze(Object.fromEntries(entries.map((entry) => [entry.id, entry]))),
  queues: numbered(498, (index) =>
    Object.freeze({
      id: `queue-${index + 1}`,
      name: `${subjects[index % 10]!}, ${regions[Math.floor(index / 10) % 10]!}, ${tiers[Math.floor(index / 100)]!}`,
      waiting: luck(1, 'waiting', index, 14),
    }),
  ),
};

/** The simulator for use in a page or a process of one's own. */
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export { createApp, type AppOptions } from './http/app.ts';
export { Namespaces, type LogStore, type NamespacesOptions } from './namespaces.ts';
export type { AnswerFault, FaultRule, StreamFault } from './faults.ts';
export type {
  CommandEntry,
  CommandMatch,
  ControlEntry,
  EventEntry,
  FaultEntry,
  JournalEntry,
  JournalKind,
  JournalPage,
  JournalQuery,
  Times,
  Verification,
} from './journal.ts';

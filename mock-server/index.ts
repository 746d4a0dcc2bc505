/** The simulator for use in a page or a process of one's own. */
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export { createApp, type AppOptions } from './http/app.ts';
export { Namespaces, type LogStore, type NamespacesOptions } from './namespaces.ts';

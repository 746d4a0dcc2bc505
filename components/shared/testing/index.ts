// For tests of pages that use the kit, and of the kit itself. No page loads it.
export { documented } from './manifest.ts';
export type { DocumentedElement, DocumentedEvent, DocumentedMember, Manifest } from './manifest.ts';
export { accessible, suites } from './suites.ts';
export type { Check, Subject } from './suites.ts';
export * from './records.ts';
export { FakeDirectory, FakeSession, deferred, provide, refusal } from './session.ts';
export type { Sent } from './session.ts';

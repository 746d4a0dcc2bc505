import { parentPort, workerData } from 'node:worker_threads';
import { noCoverage, watchMoves, type Coverage } from './coverage.ts';
import { takeHttpWalk } from './http-walk.ts';
import { shorten, takeWalk, walkOf, type Break } from './walk.ts';

/* Takes walks, one seed after the other, on a thread of its own. */

/** Which walks to take; the first that breaks ends it. */
export interface Task {
  readonly by: 'engine' | 'http';
  readonly seed: number;
  readonly walks: number;
  /** Every so-many-th seed. */
  readonly stride: number;
}

export interface Found extends Break {
  readonly seed: number;
}

export interface Report {
  /** Since the last report. */
  readonly walks: number;
  readonly steps: number;
  /** Comes with the last. */
  readonly end?: { readonly found: Found | null; readonly coverage: Coverage };
}

/** So many walks between two reports. */
const reportEvery = 100;

const { by, seed: first, walks, stride } = workerData as Task;
// A refusal is an error thrown: where from is not asked.
Error.stackTraceLimit = 0;
const coverage = noCoverage();
watchMoves(coverage);
let steps = 0;
let since = 0;
let found: Found | null = null;
for (let i = 0; i < walks && !found; i++) {
  const seed = first + i * stride;
  const walked = by === 'http' ? await takeHttpWalk(seed) : takeWalk(walkOf(seed), coverage);
  steps += walked.steps;
  since++;
  if (walked.broken) {
    const broken = by === 'http' ? walked.broken : shorten(walkOf(seed), walked.broken);
    found = { ...broken, seed };
  } else if (since === reportEvery) {
    parentPort!.postMessage({ walks: since, steps } satisfies Report);
    steps = since = 0;
  }
}
parentPort!.postMessage({ walks: since, steps, end: { found, coverage } } satisfies Report);

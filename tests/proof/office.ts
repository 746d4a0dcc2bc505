import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { addCoverage, noCoverage, type Coverage } from './coverage.ts';
import { plant, type Mistake } from './mistakes.ts';
import type { Found, Report, Task } from './worker.ts';

/* Sends walks to threads: those of the simulator as it is, or of a copy with a mistake in it. */

/** Beside the packages, so that the copies find them. */
const makeFolder = () => mkdtempSync('node_modules/.proof-');

export class Office {
  readonly #folder = makeFolder();
  #count = 0;

  /** Makes the workers' script; with a mistake planted in it. */
  async script(mistake?: Mistake): Promise<string> {
    const file = path.resolve(this.#folder, `${++this.#count}.mjs`);
    await build({
      entryPoints: ['tests/proof/worker.ts'],
      outfile: file,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
      plugins: mistake
        ? [
            {
              name: 'plant',
              setup: (copy) => {
                copy.onLoad({ filter: /\.ts$/ }, ({ path: name }) =>
                  name === path.resolve(mistake.file)
                    ? { contents: plant(mistake), loader: 'ts' }
                    : undefined,
                );
              },
            },
          ]
        : [],
    });
    return file;
  }

  /** Has the walks taken. `told` hears of progress. */
  walk(
    script: string,
    task: Task,
    told: (report: Report) => void = () => {},
  ): Promise<{ walks: number; steps: number; found: Found | null; coverage: Coverage }> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(script, { workerData: task });
      let [walks, steps] = [0, 0];
      worker.on('message', (report: Report) => {
        walks += report.walks;
        steps += report.steps;
        told(report);
        if (report.end) resolve({ walks, steps, ...report.end });
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a worker ended with ${code} before its last report`)));
    });
  }

  /** The walks shared out among so many threads. */
  async share(
    threads: number,
    script: string,
    task: Omit<Task, 'stride'>,
    told?: (report: Report) => void,
  ): Promise<{ walks: number; steps: number; found: readonly Found[]; coverage: Coverage }> {
    const coverage = noCoverage();
    const parts = await Promise.all(
      Array.from({ length: threads }, (_, i) => {
        const walks = Math.floor((task.walks + threads - 1 - i) / threads);
        return this.walk(script, { ...task, seed: task.seed + i, walks, stride: threads }, told);
      }),
    );
    for (const part of parts) addCoverage(coverage, part.coverage);
    return {
      walks: parts.reduce((sum, one) => sum + one.walks, 0),
      steps: parts.reduce((sum, one) => sum + one.steps, 0),
      found: parts.flatMap(({ found }) => found ?? []),
      coverage,
    };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

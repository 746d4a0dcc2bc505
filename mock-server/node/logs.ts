import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { LogSink } from '../driver.ts';
import type { LogStore, Namespaces } from '../namespaces.ts';

const day = 24 * 60 * 60 * 1000;
const suffix = '.jsonl';
/** Names and notes are in it. */
const ownerOnly = { mode: 0o600 };

/** Cuts off a line that was not written to its end. Returns what is left. */
const mend = (file: string): string => {
  const bytes = readFileSync(file);
  const length = bytes.lastIndexOf(10) + 1;
  if (length < bytes.length) truncateSync(file, length);
  return bytes.toString('utf8', 0, length);
};

class LogFile implements LogSink {
  readonly #file: string;
  #torn = false;

  constructor(file: string) {
    this.#file = file;
  }

  begin(lines: string): void {
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, `${lines}\n`, ownerOnly);
    renameSync(fresh, this.#file);
    this.#torn = false;
  }

  append(line: string): void {
    if (this.#torn) mend(this.#file);
    this.#torn = true; // until it is known to be whole: the disk may be full
    appendFileSync(this.#file, `${line}\n`, ownerOnly);
    this.#torn = false;
  }
}

/** Logs as files, one per namespace. Written before an answer goes out, so a killed process loses nothing. */
export class LogFiles implements LogStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  open(name: string): LogSink {
    return new LogFile(this.#file(name));
  }

  remove(name: string): void {
    rmSync(this.#file(name), { force: true });
  }

  /**
   * Brings back the namespaces whose logs are younger than a day; older logs are deleted. One that cannot be
   * replayed is set aside, and said so.
   */
  restore(namespaces: Namespaces, warn: (sentence: string) => void): void {
    for (const entry of readdirSync(this.#directory)) {
      const file = path.join(this.#directory, entry);
      if (!/\.jsonl(\.new|\.broken)?$/.test(entry)) continue;
      if (statSync(file).mtimeMs < Date.now() - day || entry.endsWith('.new')) rmSync(file, { force: true });
      else if (entry.endsWith(suffix)) this.#restoreOne(namespaces, entry.slice(0, -suffix.length), warn);
    }
  }

  #restoreOne(namespaces: Namespaces, name: string, warn: (sentence: string) => void): void {
    const file = this.#file(name);
    try {
      namespaces.restore(name, mend(file));
    } catch (error) {
      renameSync(file, `${file}.broken`);
      // Only what names the place: other messages may quote what is in the log.
      const why = error instanceof Error && error.name === 'ReplayError' ? `: ${error.message}` : '';
      warn(
        `The log of namespace ${name} cannot be replayed and was set aside as ${name}${suffix}.broken${why}.`,
      );
    }
  }

  #file(name: string): string {
    return path.join(this.#directory, `${name}${suffix}`);
  }
}

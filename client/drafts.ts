import type { Draft, DraftsHandle } from './handle.ts';

const isDraft = (value: unknown): value is Draft => {
  const draft = value as Draft | null;
  return (
    typeof draft?.notes === 'string' &&
    typeof draft.revision === 'number' &&
    (draft.reasonId === null || typeof draft.reasonId === 'string')
  );
};

/** The page's own store; none where there is no page, or the browser forbids it. */
const ownStorage = (): Storage | null => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
};

/** Wrap-ups on this device: by origin (the storage's own border), namespace, agent and segment. */
export class Drafts implements DraftsHandle {
  /** Ends within a JSON array, so that no id, whatever is in it, is the beginning of another. */
  #prefix: string | null = null;
  readonly #storage: Storage | null;
  readonly #page: EventTarget | undefined;
  /** What the store did not take. */
  readonly #kept = new Map<string, string>();

  constructor(storage: Storage | null = ownStorage(), page: EventTarget | undefined = globalThis.window) {
    this.#storage = storage;
    this.#page = page;
  }

  /** Whose drafts these are; before it is told there are none. */
  own(namespace: string, agentId: string): void {
    this.#prefix = `callback-kit.draft:${JSON.stringify([namespace, agentId]).slice(0, -1)},`;
  }

  read(segmentId: string): Draft | null {
    const key = this.#key(segmentId);
    try {
      const draft: unknown = JSON.parse(this.#kept.get(key) ?? this.#storage?.getItem(key) ?? 'null');
      return isDraft(draft) ? draft : null;
    } catch {
      return null;
    }
  }

  write(segmentId: string, draft: Draft): boolean {
    if (!this.#prefix) return false;
    const key = this.#key(segmentId);
    const text = JSON.stringify(draft);
    this.#kept.set(key, text);
    try {
      this.#storage!.setItem(key, text);
      return this.#kept.delete(key);
    } catch {
      return false;
    }
  }

  delete(segmentId: string): void {
    this.#remove(this.#key(segmentId));
  }

  /** For sign-out: this agent's in this namespace, nobody else's. */
  deleteAll(): void {
    const keys = [...this.#kept.keys()];
    try {
      for (let index = 0; index < this.#storage!.length; index++) keys.push(this.#storage!.key(index)!);
    } catch {
      // What cannot be read holds nothing of ours.
    }
    for (const key of keys) if (this.#segmentOf(key) !== null) this.#remove(key);
  }

  onChange(listener: (segmentId: string) => void): () => void {
    const heard = (event: Event) => {
      const { key } = event as StorageEvent;
      const segmentId = this.#segmentOf(key ?? '');
      if (segmentId === null) return;
      this.#kept.delete(key!); // the other window's is newer
      listener(segmentId);
    };
    this.#page?.addEventListener('storage', heard);
    return () => this.#page?.removeEventListener('storage', heard);
  }

  #key(segmentId: string): string {
    return `${this.#prefix}${JSON.stringify(segmentId)}]`;
  }

  #segmentOf(key: string): string | null {
    if (!this.#prefix || !key.startsWith(this.#prefix)) return null;
    try {
      return JSON.parse(key.slice(this.#prefix.length, -1)) as string;
    } catch {
      return null;
    }
  }

  #remove(key: string): void {
    this.#kept.delete(key);
    try {
      this.#storage?.removeItem(key);
    } catch {
      // It never took it either.
    }
  }
}

/** Runs it; what it throws is reported as uncaught and stops nobody else. */
export const guard = (run: () => void): void => {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};

/** Those who asked to be told. */
export const listeners = <T = void>() => {
  const all = new Set<(value: T) => void>();
  return {
    /** Returns the way to stop; the same function may be added twice. */
    add: (listener: (value: T) => void): (() => void) => {
      const own = (value: T) => listener(value);
      all.add(own);
      return () => void all.delete(own);
    },
    tell: (value: T): void => {
      for (const listener of all) guard(() => listener(value));
    },
  };
};

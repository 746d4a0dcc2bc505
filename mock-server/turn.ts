/**
 * Ends when all that waits for promises alone has gone on, and others had their turn. By a message port, since tests
 * replace timers.
 */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

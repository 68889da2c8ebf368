/** Does what must not be left half done: a signal that ends the process waits, and ends it right after. */
export function uninterrupted(work: () => void): void {
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    // Once its listener is gone, the signal has its usual effect, and whoever waits sees that it had.
    const end = () => process.kill(process.pid, signal);
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  try {
    work();
  } finally {
    // Node tells of a signal when its event loop turns: listen for as long.
    setImmediate(() => {
      for (const remove of listeners) remove();
    });
  }
}

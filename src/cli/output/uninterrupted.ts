/** Whether signals wait already, as they do until the event loop turns. */
let areHeld = false;

/** Does what must not be left half done: a signal that ends the process waits, and ends it right after. */
export function uninterrupted(work: () => void): void {
  if (!areHeld) holdSignals();
  work();
}

function holdSignals(): void {
  areHeld = true;
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    // Once its listener is gone, the signal has its usual effect, and whoever waits sees that it had.
    const end = () => process.kill(process.pid, signal);
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  // Node tells of a signal when its event loop turns, which is after the work: listen for as long.
  setImmediate(() => {
    areHeld = false;
    for (const remove of listeners) remove();
  });
}

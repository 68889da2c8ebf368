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
    const end = () => endBy(signal);
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  // Node tells of a signal when its event loop turns, which is after the work: listen for as long.
  setImmediate(() => {
    areHeld = false;
    for (const remove of listeners) remove();
  });
}

/** What ends a process by a signal: its own system, where that has the signal. */
interface Ending {
  kill: (signal: NodeJS.Signals) => void;
  exit: (code: number) => void;
}

const OWN: Ending = {
  kill: (signal) => process.kill(process.pid, signal),
  exit: (code) => process.exit(code),
};

/** Ends this process by a signal. Windows tells of a console that is closed by SIGHUP, but sends none. */
export function endBy(signal: NodeJS.Signals, { kill, exit } = OWN): void {
  try {
    kill(signal);
  } catch {
    // As shells have it for 128 and the signal's number; above all no code that any gate gives.
    exit(128 + SIGHUP);
  }
}

const SIGHUP = 1;

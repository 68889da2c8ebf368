import { renameSync } from 'node:fs';

/** What a file is renamed with, so that a test can be a system on which another program has it open. */
export interface Renaming {
  isOnWindows: boolean;
  rename: (from: string, to: string) => void;
  pause: () => void;
}

const OWN: Renaming = {
  isOnWindows: process.platform === 'win32',
  rename: renameSync,
  // Nothing else may happen meanwhile, least of all a signal's work.
  pause: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20),
};

/**
 * Puts a file in the place of another. Windows refuses that for as long as any program has the other one open, as virus
 * scanners, indexers and those who read it have for moments, so there it is tried again for two seconds.
 */
export function renameOver(from: string, to: string, { isOnWindows, rename, pause } = OWN): void {
  for (let tries = isOnWindows ? 100 : 0; ; tries--) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (tries === 0 || !HELD.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      pause();
    }
  }
}

/** By which names Node tells of a file that another program has open on Windows. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);

import type { Io } from './io.js';

/** Work that takes no longer than a second needs no bar. */
const SHOWN_AFTER_MS = 1000;
/** As often as an eye can follow. */
const REDRAWN_AFTER_MS = 100;
const COLUMNS = 30;

/**
 * A bar on standard error that is told how far the work has come, 0 to 1: only on a terminal, only
 * where it takes a while, and gone when it is done.
 */
export function progressBar(io: Pick<Io, 'stderr' | 'now'>): (share: number) => void {
  if (io.stderr.isTTY !== true) return () => {};
  const started = io.now().getTime();
  let drawn: number | null = null;
  return (share) => {
    const now = io.now().getTime();
    if (share >= 1) {
      if (drawn !== null) io.stderr.write(CLEARED);
      return;
    }
    if (now - started < SHOWN_AFTER_MS) return;
    if (drawn !== null && now - drawn < REDRAWN_AFTER_MS) return;
    drawn = now;
    const full = Math.round(share * COLUMNS);
    const left = Math.ceil(((now - started) / 1000) * (1 / share - 1));
    const bar = '█'.repeat(full) + '░'.repeat(COLUMNS - full);
    io.stderr.write(`${CLEARED}${bar} ${Math.floor(100 * share)} %, ${left} s left`);
  };
}

/** Back to the start of the line, and nothing on it (ECMA-48: CR, EL). */
const CLEARED = '\r\u001b[K';

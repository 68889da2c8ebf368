import { renderProgress } from '../render/progress.js';
import type { Output } from './io.js';

/** Whoever shows how far the work is: told of bytes as they are read, and of the end. */
export interface ProgressBar {
  onBytes: (bytes: number) => void;
  end: () => void;
}

/** Shorter work needs no bar. */
const QUIET_MS = 1000;

/** Ten times a second looks alive, and costs nothing. */
const REDRAW_MS = 100;

/** To the first column, and the line erased (ECMA-48, EL). */
const ERASE = '\r\x1b[2K';

/**
 * A bar on a terminal for work that takes longer than a second, erased at its end. It is drawn when
 * bytes come, by no timer, so there is none to be left behind.
 *
 * @param total all bytes to come; `null` where nobody knows
 * @param now milliseconds on a clock that never goes back
 */
export function progressBar(
  terminal: Output,
  total: number | null,
  now: () => number = () => performance.now(),
): ProgressBar {
  const start = now();
  let [done, next, drawn] = [0, start + QUIET_MS, false];
  return {
    onBytes: (bytes) => {
      done += bytes;
      const time = now();
      if (time < next) return;
      [next, drawn] = [time + REDRAW_MS, true];
      const line = { done, total, seconds: (time - start) / 1000 };
      // A terminal that does not know its width says 0.
      terminal.write(ERASE + renderProgress(line, terminal.columns || 80));
    },
    end: () => {
      if (drawn) terminal.write(ERASE);
      drawn = false;
    },
  };
}

import { renderByteProgress, renderShareProgress } from '../../render/text/progress.js';
import type { Output } from '../io.js';

/** Whoever shows how far the work is: told of what has been done since, and of the end. */
export interface ProgressBar {
  advance: (done: number) => void;
  end: () => void;
}

/** Shorter work needs no bar. */
const QUIET_MS = 1000;

/** Ten times a second looks alive, and costs nothing. */
const REDRAW_MS = 100;

/** To the first column, and the line erased (ECMA-48, EL). */
const ERASE = '\r\x1b[2K';

/**
 * A bar on a terminal for bytes that are read.
 *
 * @param total all bytes to come; `null` where nobody knows
 * @param now milliseconds on a clock that never goes back
 */
export function byteProgress(
  terminal: Output,
  total: number | null,
  now?: () => number,
): ProgressBar {
  return progressBar(
    terminal,
    (done, seconds, columns) => renderByteProgress({ done, total, seconds }, columns),
    now,
  );
}

/** A bar on a terminal for work of which the share that is done, up to 1, is known. */
export function shareProgress(terminal: Output, now?: () => number): ProgressBar {
  return progressBar(terminal, renderShareProgress, now);
}

/**
 * A bar for work that takes longer than a second, erased at its end. It is drawn when some is done, by
 * no timer, so there is none to be left behind.
 */
function progressBar(
  terminal: Output,
  render: (done: number, seconds: number, columns: number) => string,
  now: () => number = () => performance.now(),
): ProgressBar {
  const start = now();
  let [done, next, drawn] = [0, start + QUIET_MS, false];
  return {
    advance: (more) => {
      done += more;
      const time = now();
      if (time < next) return;
      [next, drawn] = [time + REDRAW_MS, true];
      // A terminal that does not know its width says 0.
      terminal.write(ERASE + render(done, (time - start) / 1000, terminal.columns || 80));
    },
    end: () => {
      if (drawn) terminal.write(ERASE);
      drawn = false;
    },
  };
}

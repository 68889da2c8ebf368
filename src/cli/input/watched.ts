import type { Io } from '../io.js';

/** Whether somebody sees what is drawn on standard error and drawn over: not in a CI, which may have terminals. */
export function isWatched({ stderr, env }: Io): boolean {
  const isCi = !['', '0', 'false'].includes((env.CI ?? '').toLowerCase());
  return stderr.isTTY === true && !isCi && env.TERM !== 'dumb';
}

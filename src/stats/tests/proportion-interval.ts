import { betaQuantile } from '../distributions/beta.js';
import { requireDomain } from '../numeric/domain.js';

/**
 * The interval of rates that so many successes among n do not reject, each end at half the level: it
 * holds the true rate with at least its confidence.
 *
 * @param successes a whole number, 0 to n. @param n 1 or more. @param level in (0, 1), as 0.05 for 95 %.
 * @throws {RangeError} outside these.
 * @see Clopper & Pearson (1934), Biometrika 26, 404–413.
 * Error: that of betaQuantile.
 * @example
 * // Nobody of 20: the interval that Newcombe (1998), Statistics in Medicine 17, 857–872, gives by this method.
 * clopperPearson(0, 20, 0.05); // => { lower: 0, upper: 0.1684 }
 */
export function clopperPearson(
  successes: number,
  n: number,
  level: number,
): { lower: number; upper: number } {
  requireDomain(Number.isSafeInteger(n) && n >= 1, 'n', 'a whole number, 1 or more', n);
  const counts = Number.isInteger(successes) && successes >= 0 && successes <= n;
  requireDomain(counts, 'successes', `a whole number from 0 to ${n}`, successes);
  requireDomain(level > 0 && level < 1, 'level', 'between 0 and 1, both excluded', level);
  const failures = n - successes;
  return {
    lower: successes === 0 ? 0 : betaQuantile(level / 2, successes, failures + 1),
    upper: failures === 0 ? 1 : betaQuantile(level / 2, successes + 1, failures, 'upper'),
  };
}

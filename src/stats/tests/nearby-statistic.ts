import type { Counts } from './score-statistics.js';

/** As close as a root of the likelihood equation is sought: far below what tells tables apart. */
const ACCURACY = 1e-13;

/** Newton's steps that leave the bracket are halvings, of which a double has no more. */
const MOST_STEPS = 80;

/**
 * The score statistic for "the rates differ by `difference`" of one table after another: that of
 * differenceStatistic, of which each search begins where that of the table before ended. Tables next to each
 * other have almost the same most likely rates.
 *
 * @param difference in (−1, 1), not 0.
 * Error: 1e-11 relative, against differenceStatistic.
 */
export function nearbyStatistic(
  difference: number,
): (control: Counts, treatment: Counts) => number {
  const [leastC, leastT] = [Math.max(0, -difference), Math.max(0, difference)];
  const most = 1 - Math.abs(difference);
  let last = most / 2;
  return (control, treatment) => {
    const u = mostLikely(control, treatment, [leastC, leastT], most, last);
    if (u > 0) last = u;
    const [c, t] = [leastC + u, leastT + u];
    const variance = (c * Math.max(0, 1 - c)) / control.n + (t * Math.max(0, 1 - t)) / treatment.n;
    const apart = treatment.successes / treatment.n - control.successes / control.n - difference;
    return apart === 0 ? 0 : apart / Math.sqrt(variance);
  };
}

/** How far both rates lie above the lowest that differ so: the root of a falling likelihood slope. */
function mostLikely(
  control: Counts,
  treatment: Counts,
  [leastC, leastT]: readonly [number, number],
  most: number,
  guess: number,
): number {
  const [x, y] = [control.successes, treatment.successes];
  const [fx, fy] = [control.n - x, treatment.n - y];
  const slopeAt = (u: number) =>
    part(x, leastC + u) + part(y, leastT + u) - part(fx, 1 - leastC - u) - part(fy, 1 - leastT - u);
  if (slopeAt(0) <= 0) return 0;
  if (slopeAt(most) >= 0) return most;
  let [low, high] = [0, most];
  let u = guess > 0 && guess < most ? guess : most / 2;
  for (let i = 0; i < MOST_STEPS; i += 1) {
    const [c, t] = [leastC + u, leastT + u];
    const [a, b, d, e] = [part(x, c), part(y, t), part(fx, 1 - c), part(fy, 1 - t)];
    const slope = a + b - d - e;
    if (slope > 0) low = u;
    else high = u;
    const curvature = part(a, c) + part(b, t) + part(d, 1 - c) + part(e, 1 - t);
    const next = u + slope / curvature;
    const step = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(step - u) <= ACCURACY * u) return step;
    u = step;
  }
  return u;
}

function part(count: number, rate: number): number {
  return count === 0 ? 0 : count / rate;
}

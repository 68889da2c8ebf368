import type { Alternative } from '../alternative.js';
import { binomialLogMass, binomialQuantile, binomialTails } from '../distributions/binomial.js';
import { normalQuantile } from '../distributions/normal.js';
import { firstFrom } from '../first-that.js';
import { exactPValues } from '../tests/exact-p-values.js';
import { isScoreRough, scoreAccuracy } from '../tests/score-accuracy.js';
import type { Counts } from '../tests/score-statistics.js';
import { scoreTest } from '../tests/score-test.js';
import { oneSidedLevel } from './power-domain.js';
import type { ProportionPowerQuestion } from './power-proportion.js';

/** What so rare a count does is left out of the sum. */
const NEVER = 1e-7;

/**
 * The probability that two rates are told apart on the side of the effect by the test that their counts ask for:
 * exact where the score test is rough, else that; summed over all counts that may come. So it is what a size has
 * truly, where `proportionPower` is a normal approximation. Right to 1e-6.
 *
 * @param question as of proportionPower, in whole units, its effect not 0 and as the alternative claims it.
 * @see isScoreRough; exactPValues.
 */
export function countedPower(question: ProportionPowerQuestion): number {
  const { control, treatment, controlUnits: n, treatmentUnits: m, alpha } = question;
  const rises = treatment > control;
  // Both tests are the same with the arms exchanged, so that the larger rate may stand in one place.
  const [low, high] = [
    { rate: rises ? control : treatment, n: rises ? n : m },
    { rate: rises ? treatment : control, n: rises ? m : n },
  ];
  const side: Alternative = question.alternative === 'two-sided' ? 'two-sided' : 'greater';
  const rejects = (x: number, y: number) =>
    isApart({ successes: x, n: low.n }, { successes: y, n: high.n }, alpha, side);
  const least = binomialQuantile(NEVER, low.n, low.rate) - 1;
  const most = binomialQuantile(NEVER, low.n, low.rate, 'upper');
  let [power, below, rise] = [0, least, 0];
  const last = binomialQuantile(NEVER, high.n, high.rate, 'upper');
  for (let y = binomialQuantile(NEVER, high.n, high.rate); y <= last; y += 1) {
    // The more successes in one arm, the more in the other are still told from them.
    const next = firstFrom((x) => !rejects(x, y), below + 1, most + 1, rise) - 1;
    [below, rise] = [next, next - below];
    const mass = Math.exp(binomialLogMass(y, high.n, high.rate));
    power += mass * binomialTails(below, low.n, low.rate).lower;
  }
  return power;
}

function isApart(low: Counts, high: Counts, alpha: number, side: Alternative): boolean {
  if (!(high.successes * low.n > low.successes * high.n)) return false;
  if (isScoreRough(scoreAccuracy(low, high, { shift: 0 })))
    return exactPValues(low, high).ofDifference(0, side).pValue < alpha;
  const test = scoreTest(low, high, side);
  return typeof test !== 'string' && test.pValue < alpha;
}

/** Sizes are tried until one has that power to within so much, as near as single counts let it come. */
const NEAR = 0.005;
const MOST_TRIES = 6;

/**
 * By how many times more units that power is reached, about: to within half a point.
 *
 * @param at what countedPower is with so many times the units.
 */
export function timesForPower(
  at: (times: number) => number,
  power: number,
  { alpha, alternative }: Pick<ProportionPowerQuestion, 'alpha' | 'alternative'>,
): number {
  // A normal statistic's drift grows with the root of the units.
  const critical = normalQuantile(oneSidedLevel(alpha, alternative), 'upper');
  const drift = (probability: number) =>
    critical + normalQuantile(Math.min(1 - NEVER, Math.max(NEVER, probability)));
  let times = 1;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const has = at(times);
    if (Math.abs(has - power) < NEAR) break;
    times *= Math.min(4, Math.max(0.25, (drift(power) / Math.max(0.1, drift(has))) ** 2));
  }
  return times;
}

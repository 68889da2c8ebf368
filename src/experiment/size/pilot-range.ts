import { timesByNoise } from '../../stats/power/noise-of-size.js';
import { clopperPearson } from '../../stats/tests/proportion-interval.js';
import type { Baseline } from './baseline.js';
import type { Pilot } from './pilot.js';

/** How far an answer may be off, since what it is worked out from is estimated. */
export interface AnswerRange {
  confidence: number;
  /** `null`: there is no answer at that end. */
  lower: number | null;
  upper: number | null;
  /** Whether it is at least so wide, as where only moments are known. */
  isLeast: boolean;
  /** Whether sizes at its ends are so far apart that the pilot says little. */
  isWide: boolean;
}

/** Of the range: what it leaves out, half on each side. */
const LEVEL = 0.05;

/** A test with 80 % power that is sized so many times too small has 63 %. */
const WIDE = 1.5;

/**
 * The range of answers over the 95 % interval of what the pilot estimates: of a rate Clopper and Pearson's, of
 * others that of the standard deviation, or of its ratio to the mean where the effect is a share of that.
 *
 * Planning by the far end reaches the power in nearly all pilots, by the estimate in about half.
 *
 * @param answer what comes of a baseline; not finite where nothing does
 * @see Browne (1995), On the use of a pilot sample for sample size determination, Statistics in Medicine 14,
 * 1933–1940.
 */
export function answerRange(
  pilot: Pilot,
  isRelative: boolean,
  answer: (baseline: Baseline) => number,
): AnswerRange {
  const ends = pilot.noise === null ? rateEnds(pilot) : spreadEnds(pilot, isRelative);
  const answers = [pilot.baseline, ...ends].map(answer);
  const own = sizeFactor(pilot.baseline, isRelative);
  const furthest = Math.max(...ends.map((end) => sizeFactor(end, isRelative)));
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    confidence: 1 - LEVEL,
    lower: finite(Math.min(...answers)),
    upper: finite(Math.max(...answers)),
    isLeast: pilot.noise?.isLeast ?? false,
    isWide: !(furthest <= WIDE * own),
  };
}

/** Of a rate the ends of its interval, and ½ between them, where it varies most. */
function rateEnds({ successes, n }: Pilot): Baseline[] {
  const { lower, upper } = clopperPearson(successes!, n, LEVEL);
  const rates = lower < 0.5 && upper > 0.5 ? [lower, 0.5, upper] : [lower, upper];
  return rates.map((rate) => ({ kind: 'proportion', rate }));
}

function spreadEnds({ n, noise, baseline }: Pilot, isRelative: boolean): Baseline[] {
  if (baseline.kind !== 'mean') return [];
  const { lower, upper } = timesByNoise(
    (isRelative ? noise!.relative : null) ?? noise!.absolute,
    n,
    LEVEL,
  );
  return [lower, upper].map((times) => ({ ...baseline, sd: baseline.sd * Math.sqrt(times) }));
}

/** What sizes are in proportion to. */
function sizeFactor(baseline: Baseline, isRelative: boolean): number {
  if (baseline.kind === 'mean') return baseline.sd ** 2;
  const { rate } = baseline;
  return isRelative ? (1 - rate) / rate : rate * (1 - rate);
}

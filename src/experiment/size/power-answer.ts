import {
  atLeastUnits,
  type PlannedSize,
  type PowerDesign,
  plannedMde,
  plannedPower,
  plannedSize,
  wholeSize,
} from './power-plan.js';

/** What is asked of a planned test: of effect, units and power the one that is `null`. */
export interface PowerQuestion {
  test: PowerDesign;
  /** Signed, in the metric's unit, not 0. */
  effect: number | null;
  /** In each treatment. */
  units: number | null;
  /** Above the level of each comparison. */
  power: number | null;
}

/** A planned test as it comes out: effect, units and power, and which of them was asked for. */
export interface PowerAnswer {
  solvedFor: 'sampleSize' | 'mde' | 'power';
  effect: number;
  sampleSize: PlannedSize;
  power: number;
  /** What the power that was asked for takes, where values are so skewed that `sampleSize` is more. */
  forPower?: { power: number; sampleSize: PlannedSize };
}

/**
 * Why a question has no answer: the smallest test there is detects so large an effect more often; so
 * small an effect takes more units than can be counted; so few units detect no effect on such a rate.
 */
export type Unanswerable = 'EFFECT_TOO_LARGE' | 'EFFECT_TOO_SMALL' | 'TOO_FEW_UNITS';

/**
 * The answer to a question about a planned test, or why it has none.
 *
 * @throws {RangeError} unless two of effect, units and power are given.
 * @example
 * // R's power.prop.test(p1 = .50, p2 = .75, power = .90) gives 76.7 units in each arm.
 * const answer = powerAnswer({
 *   test: {
 *     baseline: { kind: 'proportion', rate: 0.5 }, alpha: 0.05, alternative: 'two-sided',
 *     correction: 'holm', variants: 2, allocation: 1, monitoring: { method: 'fixed' },
 *   },
 *   effect: 0.25, units: null, power: 0.9,
 * });
 * if (typeof answer === 'string') throw new Error(answer);
 * answer.solvedFor; // => 'sampleSize'
 */
export function powerAnswer({
  test,
  effect,
  units,
  power,
}: PowerQuestion): PowerAnswer | Unanswerable {
  if (effect !== null && power !== null && units === null) return sizeFor(test, effect, power);
  if (effect !== null && units !== null && power === null) {
    const reached = plannedPower(test, effect, units);
    return { solvedFor: 'power', effect, power: reached, sampleSize: wholeSize(test, units) };
  }
  if (units !== null && power !== null && effect === null) {
    const found = plannedMde(test, power, units);
    if (found === null) return 'TOO_FEW_UNITS';
    return { solvedFor: 'mde', effect: found, power, sampleSize: wholeSize(test, units) };
  }
  throw new RangeError('two of effect, units and power are given, and the third is asked for');
}

/** In each treatment: a mean needs two for a variance. */
const FEWEST_UNITS = 2;

function sizeFor(test: PowerDesign, effect: number, power: number): PowerAnswer | Unanswerable {
  const sampleSize = plannedSize(test, effect, power);
  if (sampleSize !== null && sampleSize.total <= Number.MAX_SAFE_INTEGER) {
    const raised = atLeastUnits(test, sampleSize);
    if (raised === sampleSize) return { solvedFor: 'sampleSize', effect, power, sampleSize };
    const reached = plannedPower(test, effect, raised.exactPerVariant);
    const forPower = { power, sampleSize };
    return { solvedFor: 'sampleSize', effect, power: reached, sampleSize: raised, forPower };
  }
  const least = plannedPower(test, effect, FEWEST_UNITS);
  return least > power ? 'EFFECT_TOO_LARGE' : 'EFFECT_TOO_SMALL';
}

import type { Idea } from '../../experiment/idea.js';
import type { Baseline } from '../../experiment/size/baseline.js';
import { studentQuantile } from '../../stats/distributions/student.js';
import { interpolatedBy } from '../../stats/numeric/interpolated.js';
import { oneSidedLevel } from '../../stats/power/power-domain.js';
import { differenceMargin } from '../../stats/power/rate-margin.js';
import { criticalValue } from './gate-course.js';
import { baselineOf } from './idea-effect.js';

/** How the gate's statistic moves with the effect, in a test of so many units. */
export interface GateDrift {
  /** The effect that one standard error is, where there is none. */
  deviation: number;
  /** The mean of its normal statistic, by the effect in the wanted direction. */
  driftOf: (effect: number) => number;
}

type Tested = Pick<Idea, 'baseline' | 'lowerIsBetter' | 'rule'>;

/**
 * The drift at which a normal test has the power of the gate's, which shows that the effect is above what pays
 * for the cost: a function of the units in both arms together.
 *
 * @see Farrington & Manning (1990), eq. (4), of rates; of means Abramowitz & Stegun (1964), 26.7.10, for the
 * noncentral t distribution.
 * Error: of the power of means 1e-3 from 20 units on, 1e-5 from 1,000.
 */
export function gateDrift(idea: Tested, breakEven: number): (units: number) => GateDrift {
  const baseline = baselineOf(idea.baseline);
  return baseline.kind === 'proportion'
    ? rateDrift(baseline.rate, breakEven, idea)
    : meanDrift(baseline, breakEven, idea);
}

function rateDrift(control: number, breakEven: number, idea: Tested): (units: number) => GateDrift {
  const { treated } = idea.rule;
  const critical = criticalValue(idea.rule);
  const sign = idea.lowerIsBetter ? -1 : 1;
  const allocation = treated / (1 - treated);
  const errorOf = (rate: number) =>
    Math.sqrt(allocation * control * (1 - control) + rate * (1 - rate));
  const atMargin = errorAtMargin(control, breakEven, idea);
  return (units) => {
    const root = Math.sqrt(treated * units);
    return {
      deviation: errorOf(control) / root,
      driftOf: (effect) => {
        const rate = control + sign * effect;
        const beyond = (effect - breakEven) * root - critical * atMargin(rate);
        return critical + beyond / errorOf(rate);
      },
    };
  };
}

/** The standard error that the test of rates takes for true, with one unit of the treatment, by the treatment's rate. */
function errorAtMargin(
  control: number,
  breakEven: number,
  { rule, lowerIsBetter }: Tested,
): (rate: number) => number {
  const { treated } = rule;
  const allocation = treated / (1 - treated);
  if (breakEven === 0) {
    return (rate) => {
      const pooled = treated * rate + (1 - treated) * control;
      return Math.sqrt(pooled * (1 - pooled) * (1 + allocation));
    };
  }
  const better = lowerIsBetter ? 'decrease' : 'increase';
  const searched = (treatment: number) =>
    differenceMargin({ control, treatment, allocation }, -breakEven, better).atMargin;
  // A search at each rate would take minutes of a large backlog; near 0 and 1 there is a root of the rate in it.
  const width = Math.min(control, 1 - control) / 2;
  const interpolated = interpolatedBy((rate) => [searched(rate)], 1, width);
  const found = new Float64Array(1);
  return (rate) => {
    if (rate < width || rate > 1 - 2 * width) return searched(rate);
    interpolated(rate, found);
    return found[0]!;
  };
}

function meanDrift(
  { sd }: Extract<Baseline, { kind: 'mean' }>,
  breakEven: number,
  { rule }: Tested,
): (units: number) => GateDrift {
  const { treated, alpha, alternative } = rule;
  const critical = criticalValue(rule);
  const level = oneSidedLevel(alpha, alternative);
  return (units) => {
    const df = units - 2;
    const limit = studentQuantile(level, df, 'upper');
    const deviation = sd * Math.sqrt(1 / (treated * units) + 1 / ((1 - treated) * units));
    const shift = limit * (1 - 1 / (4 * df));
    const spread = Math.sqrt(1 + (limit * limit) / (2 * df));
    return {
      deviation,
      driftOf: (effect) => critical + ((effect - breakEven) / deviation - shift) / spread,
    };
  };
}

import { normalQuantile } from '../../stats/distributions/normal.js';
import { studentQuantile } from '../../stats/distributions/student.js';
import { type EffectPrior, priorTails } from '../../stats/value/effect-prior.js';
import { expectedLevel } from './baseline.js';
import { type PowerDesign, powerByUnits } from './power-plan.js';

/** What is believed of the effect that a test is planned for; positive is better. */
export interface EffectBelief {
  prior: EffectPrior;
  /** What its effects are: ln (treatment ÷ control), treatment ÷ control − 1, or treatment − control. */
  effect: 'relative' | 'lift' | 'absolute';
  /** Which change of the metric is better. */
  direction: 'increase' | 'decrease';
}

/** What is to be expected of a test over what is believed of the effect. */
export interface Assurance {
  /** That the treatment is truly better and the test shows it. */
  shown: number;
  /** That it is truly better. */
  better: number;
  /** That it is truly worse and the test shows it. */
  shownWorse: number;
}

/** Effects that stand for the prior, of the same probability each. */
const POINTS = 400;

/**
 * The chance that a planned test shows what is truly there, over what is believed of the effect; `null` where a share
 * of the control is believed and the control is not known.
 *
 * @param units in each treatment, need not be whole.
 * @see O'Hagan, Stevens & Campbell (2005), Assurance in clinical trial design, Pharmaceutical Statistics 4, 187–201.
 * Error: 0.001 of each chance, against R's integrate.
 */
export function assuranceOf(
  test: PowerDesign,
  units: number,
  { prior, effect, direction }: EffectBelief,
): Assurance | null {
  const level = expectedLevel(test.baseline);
  if (effect !== 'absolute' && level === null) return null;
  const sign = direction === 'increase' ? 1 : -1;
  const inUnit = (x: number) => {
    if (effect === 'absolute') return sign * x;
    return level! * (effect === 'lift' ? sign * x : Math.expm1(sign * x));
  };
  let [shown, shownWorse] = [0, 0];
  for (let i = 0; i < POINTS; i += 1) {
    const x = quantileOf(prior, (i + 0.5) / POINTS);
    const power = powerByUnits(test, within(inUnit(x), test))(units) / POINTS;
    // A one-sided test may claim the direction that is worse.
    if (x > 0) shown += power;
    else shownWorse += power;
  }
  return { shown, better: priorTails(prior, 0).upper, shownWorse };
}

function quantileOf({ mean, scale, df }: EffectPrior, p: number): number {
  return mean + scale * (Number.isFinite(df) ? studentQuantile(p, df) : normalQuantile(p));
}

/** Of a rate no effect leads below 0 or above 1. */
function within(effect: number, { baseline }: PowerDesign): number {
  if (baseline.kind === 'mean') return effect;
  return Math.min(1 - baseline.rate, Math.max(-baseline.rate, effect));
}

import { priorQuantile, priorTails } from '../../stats/value/effect-prior.js';
import { changeOf, type EffectBelief } from '../effect-belief.js';
import { expectedLevel } from './baseline.js';
import { type PowerDesign, powerByUnits } from './power-plan.js';

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
  belief: EffectBelief,
): Assurance | null {
  const { prior, effect } = belief;
  const level = expectedLevel(test.baseline);
  if (effect !== 'absolute' && level === null) return null;
  const inUnit = (x: number) => (effect === 'absolute' ? 1 : level!) * changeOf(belief, x);
  let [shown, shownWorse] = [0, 0];
  for (let i = 0; i < POINTS; i += 1) {
    const x = priorQuantile(prior, (i + 0.5) / POINTS);
    const power = powerByUnits(test, within(inUnit(x), test))(units) / POINTS;
    // A one-sided test may claim the direction that is worse.
    if (x > 0) shown += power;
    else shownWorse += power;
  }
  return { shown, better: priorTails(prior, 0).upper, shownWorse };
}

/** Of a rate no effect leads below 0 or above 1. */
function within(effect: number, { baseline }: PowerDesign): number {
  if (baseline.kind === 'mean') return effect;
  return Math.min(1 - baseline.rate, Math.max(-baseline.rate, effect));
}

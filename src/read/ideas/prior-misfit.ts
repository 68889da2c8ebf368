import type { Misfit } from '../../experiment/effect-misfit.js';
import type { PlannedBaseline } from '../../experiment/size/plan.js';
import { type EffectPrior, priorTails } from '../../stats/value/effect-prior.js';

/** A prior that takes more than that to rates that cannot be is a slip, or of another metric. */
const MOST_BEYOND = 0.01;

/** Why relative effects so distributed cannot be those of such a control; `null` where they can. */
export function priorMisfit(prior: EffectPrior, baseline: PlannedBaseline): Misfit | null {
  if (!('rate' in baseline)) return null;
  const { rate } = baseline;
  const beyond = priorTails(prior, (1 - rate) / rate).upper + priorTails(prior, -1).lower;
  if (beyond <= MOST_BEYOND) return null;
  return {
    what: `with a probability of ${Number((100 * beyond).toPrecision(2))} % it takes the rate below 0 or above 1`,
    hint: 'it is of the relative effect, in percent of the control: of a rate of 5%, sd: 2% is 0.1 points',
  };
}

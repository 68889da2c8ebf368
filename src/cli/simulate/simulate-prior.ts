import { UserError } from '../../errors.js';
import { wantedSign } from '../../experiment/design.js';
import { type BeliefOnFile, signOf } from '../../experiment/effect-belief.js';
import { primaryLevel, type Simulation } from '../../experiment/simulate/simulation.js';
import { beliefFrom } from '../input/belief-from.js';
import type { SimulateFlags } from './simulate-flags.js';
import type { Drawn } from './simulate-source.js';

/**
 * What earlier tests tell of the effects that are drawn; `null` where no file of it is given.
 *
 * @param plan where the plan is; `null` where flags say it, whose metric has no name.
 * @throws {UserError} where it is of another metric, or takes for better what the plan takes for worse.
 */
export async function believedOf(
  { design, plan }: Drawn,
  planFile: string | null,
  { prior, mean, sd }: SimulateFlags,
): Promise<BeliefOnFile | null> {
  if (prior === undefined) return null;
  const { alternative } = plan;
  const belief = await beliefFrom(prior, { mean, sd });
  const location = { file: prior };
  const [primary] = design.metrics;
  if (planFile !== null && belief.metric !== null && belief.metric !== primary!.name) {
    throw new UserError(
      `this prior is of ${belief.metric}, and the primary metric of ${planFile} is ${primary!.name}`,
      { location, hint: 'where that is the same, write its name in the file' },
    );
  }
  if (wantedSign({ alternative }, primary!) !== signOf(belief)) {
    const more = belief.direction === 'increase' ? 'more' : 'less';
    throw new UserError(`by this prior ${more} is better, and the plan looks for the opposite`, {
      location,
      hint: 'leave out one of the two',
    });
  }
  return belief;
}

/**
 * Checks that there is something of which effects are shares.
 *
 * @throws {UserError} where the control is not expected above 0.
 */
export function checkShares({ effect, path }: BeliefOnFile, simulation: Simulation): void {
  const level = primaryLevel(simulation);
  if (effect === 'absolute' || level > 0) return;
  throw new UserError(`this prior is of shares of the control, which is expected at ${level}`, {
    location: { file: path },
    hint: 'shares are of what is above 0; a prior of absolute effects needs no level',
  });
}

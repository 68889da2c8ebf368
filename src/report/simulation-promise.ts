import type { Design } from '../experiment/design.js';
import type { Scenario } from '../experiment/simulate/scenario.js';
import type { PlannedDecision } from '../experiment/size/planned-decision.js';
import type { ScenarioReport } from './simulation-report.js';

/**
 * What a plan promises of a scenario: how often at most it ships what must not be shipped, and how often at least what
 * should be.
 *
 * A two-sided test errs on the side that ships with half of alpha, over all treatments together where it is corrected. A
 * guardrail at its margin is let through with alpha at most; treatments beside it that do nothing add theirs.
 *
 * @param decisions how surely each treatment ships that has the effect; `null` where the plan cannot tell.
 */
export function promiseOf(
  { name, treatment }: Scenario,
  design: Pick<Design, 'alpha' | 'alternative' | 'correction' | 'treatments'>,
  decisions: readonly PlannedDecision[] | null,
): ScenarioReport['promised'] {
  const others = design.treatments.length - 1;
  switch (name) {
    case 'no-effect':
      return { falseShip: byChance(design, others + 1), ship: null };
    case 'at-margin':
      return { falseShip: Math.min(1, design.alpha + byChance(design, others)), ship: null };
    case 'believed':
      return { falseShip: null, ship: null };
    case 'mde': {
      const own = decisions?.find((one) => one.treatment === treatment);
      return { falseShip: null, ship: own?.atLeast ?? null };
    }
  }
}

/** How often at most any of so many treatments without an effect is shipped. */
function byChance(
  { alpha, alternative, correction }: Pick<Design, 'alpha' | 'alternative' | 'correction'>,
  treatments: number,
): number {
  const side = alternative === 'two-sided' ? alpha / 2 : alpha;
  const family = correction === 'none' ? treatments : Math.min(1, treatments);
  return Math.min(1, family * side);
}

import { tauSquaredOf } from '../../stats/meta/heterogeneity.js';
import { independentEffects, knownEffects } from '../../stats/meta/known-effects.js';
import { shrunkEffects } from '../../stats/meta/shrunk-effects.js';
import type { PointEstimate } from '../../stats/tests/point-estimate.js';
import type { ArmOfCell, TargetCell } from './cells.js';

/** By cell, which variant its units get: its position, 0 for the control. */
export type Rule = readonly number[];

/** A rule, with what it was made of: by cell and treatment the gain over the control, drawn together. */
export interface LearnedRule {
  rule: Rule;
  shrunk: number[][];
}

/**
 * The rule that gives each cell the variant that gains most there, by gains that are drawn towards their mean as far as
 * their spread is chance: where all of it is, everyone gets the same. The control is given where none gains.
 *
 * @see Hitsch, Misra & Zhang (2024), Heterogeneous treatment effects and optimal targeting policy evaluation, Quantitative
 * Marketing and Economics 22, 115–168; Manski (2004), Econometrica 72(4), 1221–1246, on rules by conditional means;
 * shrinkage as in shrunkEffects.
 */
export function learnedRule(cells: readonly TargetCell[]): LearnedRule {
  const variances = pooledVariances(cells);
  const treatments = variances.slice(1).map((_, i) => i + 1);
  const byTreatment = treatments.map((arm) =>
    shrunk(cells.map(({ arms }) => gainOf(arms, arm, variances))),
  );
  const gains = cells.map((_, g) => byTreatment.map((own) => own[g]!));
  return { rule: gains.map(bestOf), shrunk: gains };
}

/** The treatment that gains most, 0 where none gains. */
function bestOf(gains: readonly number[]): number {
  let best = 0;
  gains.forEach((gain, i) => {
    if (gain > (best === 0 ? 0 : gains[best - 1]!)) best = i + 1;
  });
  return best;
}

/** By variant, the variance of a unit within cells: of few units each cell's own is too rough to weigh by. */
function pooledVariances(cells: readonly TargetCell[]): number[] {
  return cells[0]!.arms.map((_, arm) => {
    const own = cells.map(({ arms }) => arms[arm]!);
    const units = own.reduce((sum, { n }) => sum + n, 0);
    return own.reduce((sum, { n, variance }) => sum + n * variance, 0) / units;
  });
}

function gainOf(
  arms: readonly ArmOfCell[],
  arm: number,
  variances: readonly number[],
): PointEstimate {
  const [control, treatment] = [arms[0]!, arms[arm]!];
  return {
    estimate: treatment.mean - control.mean,
    variance: variances[arm]! / treatment.n + variances[0]! / control.n,
  };
}

/** Effects drawn towards their mean; as they are where there is nothing to draw by. */
function shrunk(effects: readonly PointEstimate[]): number[] {
  const plain = effects.map(({ estimate }) => estimate);
  const known = knownEffects(independentEffects(effects));
  if ('why' in known) return plain;
  const tauSquared = tauSquaredOf(known, 'paule-mandel');
  if (typeof tauSquared === 'string') return plain;
  return shrunkEffects(known, tauSquared).map(({ estimate }) => estimate);
}

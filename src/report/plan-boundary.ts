import type * as z from 'zod/mini';
import { type Baseline, expectedLevel } from '../experiment/size/baseline.js';
import type { Plan } from '../experiment/size/plan.js';
import { plannedBoundary } from '../experiment/size/planned-boundary.js';
import { expectedOf, plannedComparisonLevel } from '../experiment/size/planned-decision.js';
import { smallestShareOf } from '../experiment/size/planned-weights.js';
import { primaryPower } from '../experiment/size/primary-power.js';
import type { planReportSchema } from './schemas/plan-report-schema.js';

type PlanReport = z.output<typeof planReportSchema>;

/** What a comparison of the primary metric must exceed, look by look. */
export function boundaryOf(plan: Plan, size: PlanReport['sampleSize']): PlanReport['boundary'] {
  const { monitoring, alpha, metrics } = plan;
  // A margin has one side, whatever is asked of other metrics.
  const alternative = metrics[0]!.margin === null ? plan.alternative : 'greater';
  const level = plannedComparisonLevel(plan);
  const error = size === null ? null : standardError(plan, size);
  return plannedBoundary(monitoring, { level, alpha, alternative }).map((point) => {
    const { informationFraction, statistic } = point;
    const known = error !== null && statistic !== null;
    return {
      informationFraction,
      units: size === null ? null : Math.ceil(size.total * informationFraction),
      statistic,
      distance: known ? (statistic * error) / Math.sqrt(informationFraction) : null,
    };
  });
}

/** Of an effect on the primary metric at the planned size, where both arms are like the control. */
function standardError(
  { metrics }: Plan,
  { control, treatment }: NonNullable<PlanReport['sampleSize']>,
): number | null {
  const expected = expectedOf(metrics[0]!);
  return expected === null ? null : Math.sqrt(varianceOf(expected) * (1 / control + 1 / treatment));
}

function varianceOf(expected: Baseline): number {
  return expected.kind === 'mean' ? expected.sd ** 2 : expected.rate * (1 - expected.rate);
}

/** How surely the planned size finds effects of each size, in the treatment that has the smallest share. */
export function detectionOf(plan: Plan, size: PlanReport['sampleSize']): PlanReport['detection'] {
  const expected = expectedOf(plan.metrics[0]!);
  if (size === null || expected === null) return null;
  const treatment = leastPowered(plan, size);
  const power = primaryPower(plan, treatment, plan.sampleSize ?? size.treatment);
  if (power === null) return null;
  const level = expectedLevel(expected);
  const { detectable, curve } = power;
  return {
    treatment,
    detectable:
      detectable === null
        ? null
        : {
            absolute: detectable,
            relative: level === null || level === 0 ? null : detectable / level,
          },
    curve,
  };
}

/** The treatment whose MDE is found least surely; without an MDE, one with the smallest share. */
function leastPowered(plan: Plan, { decisions }: NonNullable<PlanReport['sampleSize']>): string {
  if (decisions === null) return smallestShareOf(plan);
  const powerOf = ({ metrics }: (typeof decisions)[number]) => metrics[0]!.power;
  return decisions.reduce((least, one) => (powerOf(one) < powerOf(least) ? one : least)).treatment;
}

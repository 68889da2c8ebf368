import type { Plan } from './plan.js';

/** Who is compared, and in which shares. */
export type PlannedArms = Pick<Plan, 'control' | 'treatments' | 'allocation'>;

/** The share of a variant, in proportion to the others'. */
export function weightOf({ allocation }: Pick<PlannedArms, 'allocation'>, variant: string): number {
  return allocation?.get(variant) ?? 1;
}

/** That of the treatment with the smallest one. */
export function smallestWeight(plan: PlannedArms): number {
  return Math.min(...plan.treatments.map((variant) => weightOf(plan, variant)));
}

/** The first of the treatments that have the smallest share, which need the longest. */
export function smallestShareOf(plan: PlannedArms): string {
  const smallest = smallestWeight(plan);
  return plan.treatments.find((variant) => weightOf(plan, variant) === smallest)!;
}

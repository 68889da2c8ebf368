import { type Capped, unitsRead } from '../aggregates.js';
import type { CheckedData } from './check.js';

/** Units that were seen in two variants: nobody knows which of the experiences made their outcome. */
export interface TwoVariantsCheck {
  code: 'UNITS_IN_TWO_VARIANTS';
  status: 'warn' | 'fail';
  inTwo: number;
  units: number;
}

/**
 * From this share of units on the run is invalid: which units are lost is no accident then (active
 * ones are seen twice more easily), and who is left is a choice of units. GrowthBook warns from 1 % on
 * too (its setting multipleExposureMinPercent).
 */
const TWO_VARIANTS_FAIL = 0.01;

/** That units were left out for being in two variants; nothing where none was. */
export function unitsInTwoVariants({
  aggregates,
}: Pick<CheckedData, 'aggregates'>): TwoVariantsCheck[] {
  const [inTwo, units] = [aggregates.unitsInTwoVariants, unitsRead(aggregates)];
  if (inTwo === 0) return [];
  const status = inTwo / units >= TWO_VARIANTS_FAIL ? 'fail' : 'warn';
  return [{ code: 'UNITS_IN_TWO_VARIANTS', status, inTwo, units }];
}

/** What a cap did to a metric; no fault, but part of how its mean is to be read. */
export type CappedCheck = { code: 'CAPPED'; status: 'pass' } & Capped;

/** What was capped, metric by metric. */
export function cappedMetrics({ aggregates }: Pick<CheckedData, 'aggregates'>): CappedCheck[] {
  return aggregates.capped.map((one) => ({ code: 'CAPPED', status: 'pass', ...one }));
}

import { alikeVariants } from './alike-variants.js';
import {
  covariateImbalance,
  missingDiffers,
  sampleRatio,
  segmentImbalance,
} from './balance-checks.js';
import type { CheckedData, Status } from './check.js';
import { dayChecks } from './day-checks.js';
import { foretoldMetrics } from './foretold-metrics.js';
import { heavyDenominators } from './heavy-denominators.js';
import { lookChecks } from './look-checks.js';
import { missingValues } from './missing-values.js';
import { noRelativeEffect } from './relative-effect.js';
import { simpson } from './simpson.js';
import { skewedMeans } from './skewed-means.js';
import { smallCounts } from './small-counts.js';
import { triggeredRatio, triggerRate, untriggeredDiffer } from './trigger-checks.js';
import { cappedMetrics, unitsInTwoVariants } from './unit-checks.js';

/** All checks, in the order of the report. What one finds is worded in report/wording/finding-wording.ts. */
const CHECKS = [
  lookChecks,
  dayChecks,
  sampleRatio,
  triggerRate,
  triggeredRatio,
  untriggeredDiffer,
  unitsInTwoVariants,
  cappedMetrics,
  foretoldMetrics,
  missingValues,
  missingDiffers,
  segmentImbalance,
  covariateImbalance,
  simpson,
  alikeVariants,
  smallCounts,
  skewedMeans,
  heavyDenominators,
  noRelativeEffect,
] as const satisfies readonly ((
  data: CheckedData,
) => readonly { code: string; status: Status }[])[];

/** What a look at the data's health found; worded by the report. */
export type Check = ReturnType<(typeof CHECKS)[number]>[number];

/** The checks whose status may be `fail`: each of them makes a run invalid. */
type Fallible<F> = F extends { status: infer S } ? ('fail' extends S ? F : never) : never;
export type FailedCheck = Fallible<Check> & { status: 'fail' };

/** The codes of checks that make a run invalid; a record, since the compiler sees that none is missing in it. */
export const FAILURES: Record<FailedCheck['code'], true> = {
  PLAN_CHANGED: true,
  DATA_SHRANK: true,
  SAMPLE_RATIO_MISMATCH: true,
  TRIGGER_RATE_MISMATCH: true,
  TRIGGERED_RATIO_MISMATCH: true,
  UNITS_IN_TWO_VARIANTS: true,
  MISSING_DIFFERS: true,
  SEGMENT_IMBALANCE: true,
  COVARIATE_IMBALANCE: true,
};

/** All checks about the data behind these comparisons, the sample ratio first. */
export function checkData(data: CheckedData): Check[] {
  return CHECKS.flatMap((check): Check[] => check(data));
}

/** Whether a check makes the run invalid. */
export function isFailed(check: Check): check is FailedCheck {
  return check.status === 'fail';
}

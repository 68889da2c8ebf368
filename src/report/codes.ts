import type { Check } from '../experiment/checks/checks.js';
import { METHODS, type Method } from '../experiment/compare/tests.js';
import type { Reason } from '../experiment/decision/reason.js';

/*
 * The codes that programs read, each with its meaning in docs/codes.md. Records, since the compiler sees
 * that none is missing in them.
 */
const FILE_CHECKS = { SKIPPED_ROWS: true, BLANK_ROWS: true, SAME_FILE_TWICE: true } as const;

const CHECKS: Record<Check['code'] | keyof typeof FILE_CHECKS, true> = {
  ...FILE_CHECKS,
  PLAN_CHANGED: true,
  DATA_SHRANK: true,
  REPEATED_LOOK: true,
  NO_NEW_UNITS: true,
  LOOKS_ASSUMED: true,
  LOOK_UNRECORDED: true,
  ONE_LOOK_TESTS: true,
  SAMPLE_RATIO_MISMATCH: true,
  UNITS_IN_TWO_VARIANTS: true,
  CAPPED: true,
  MISSING_VALUES: true,
  MISSING_DIFFERS: true,
  SEGMENT_IMBALANCE: true,
  COVARIATE_IMBALANCE: true,
  SIMPSON: true,
  ALIKE_VARIANTS: true,
  SMALL_COUNTS: true,
  NO_RELATIVE_EFFECT: true,
};

const REASONS: Record<Reason['code'], true> = {
  PLAN_CHANGED: true,
  DATA_SHRANK: true,
  SAMPLE_RATIO_MISMATCH: true,
  UNITS_IN_TWO_VARIANTS: true,
  NULL_REJECTED: true,
  LARGEST_OF_SEVERAL: true,
  SMALLER_THAN_MDE: true,
  WORSE: true,
  PAYS: true,
  DOES_NOT_PAY: true,
  MAY_NOT_PAY: true,
  GUARDRAIL_HOLDS: true,
  GUARDRAIL_UNPROVEN: true,
  GUARDRAIL_BROKEN: true,
  MDE_RULED_OUT: true,
  NOT_REJECTED: true,
  MORE_UNITS: true,
  NO_MDE: true,
  PLANNED_UNITS_AHEAD: true,
  NOT_DUE: true,
  PLAN_ENDED: true,
  DECIDED_AT_LOOK: true,
  UNTESTABLE: true,
};

export type CheckCode = keyof typeof CHECKS;

export const CHECK_CODES = keysOf(CHECKS);
export const REASON_CODES = keysOf(REASONS);
export const METHOD_NAMES: readonly Method[] = keysOf(METHODS);

function keysOf<K extends string>(record: Record<K, unknown>): readonly K[] {
  return Object.keys(record) as K[];
}

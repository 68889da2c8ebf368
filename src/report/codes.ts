import { type Check, FAILURES } from '../experiment/checks/checks.js';
import type { Reason } from '../experiment/decision/reason.js';
import { CHECK_WORDS } from './wording/check-wording.js';

/* The codes that programs read, each with its meaning in docs/codes.md. */

/** What is said of the files rather than of what they hold. */
const FILE_CHECKS = [
  'SKIPPED_ROWS',
  'BLANK_ROWS',
  'OTHER_ROWS',
  'COLUMNS_LEFT_OUT',
  'SAME_FILE_TWICE',
] as const;

/** What is said of the project that a run is of. */
const PROJECT_CHECKS = [
  'POLICY_KEPT',
  'POLICY_BROKEN',
  'POLICY_WAIVED',
  'PROJECT_DEFAULTS',
] as const;

/** A record, since the compiler sees that none is missing in it. */
const REASONS: Record<Reason['code'], true> = {
  ...FAILURES,
  NULL_REJECTED: true,
  SHIPS_BY_SURROGATE: true,
  SURROGATE_MAY_NOT_SHIP: true,
  LARGEST_OF_SEVERAL: true,
  SMALLER_THAN_MDE: true,
  WORSE: true,
  PAYS: true,
  DOES_NOT_PAY: true,
  MAY_NOT_PAY: true,
  GUARDRAIL_HOLDS: true,
  GUARDRAIL_UNPROVEN: true,
  GUARDRAIL_SKEWED: true,
  GUARDRAIL_BROKEN: true,
  MDE_RULED_OUT: true,
  FUTILE: true,
  TOO_SKEWED: true,
  NOT_REJECTED: true,
  MORE_UNITS: true,
  NO_MDE: true,
  PLANNED_UNITS_AHEAD: true,
  NOT_DUE: true,
  FEW_UNITS: true,
  FEW_DAYS: true,
  NO_WHOLE_WEEK: true,
  DATE_HAS_COME: true,
  PLAN_ENDED: true,
  DECIDED_AT_LOOK: true,
  UNTESTABLE: true,
};

export type CheckCode =
  | Check['code']
  | (typeof FILE_CHECKS)[number]
  | (typeof PROJECT_CHECKS)[number];

export const CHECK_CODES: readonly CheckCode[] = [
  ...FILE_CHECKS,
  ...PROJECT_CHECKS,
  ...keysOf(CHECK_WORDS),
];
export const REASON_CODES = keysOf(REASONS);

function keysOf<K extends string>(record: Record<K, unknown>): readonly K[] {
  return Object.keys(record) as K[];
}

import type { Untestable } from '../../stats/tests/two-sample-test.js';
import type { FailedCheck } from '../checks/checks.js';
import type { Comparison } from '../comparison.js';
import type { Wait } from '../monitoring/progress.js';
import type { DecisionCode } from './decision-code.js';

/** One of the grounds of a verdict, with the figures that make it one; worded by the report. */
export type Reason =
  | FailedCheck
  | { code: 'NULL_REJECTED'; comparison: Comparison }
  | { code: 'SHIPS_BY_SURROGATE'; comparison: Comparison; outcome: string | null }
  | { code: 'SURROGATE_MAY_NOT_SHIP'; comparison: Comparison; outcome: string | null }
  | { code: 'LARGEST_OF_SEVERAL'; treatment: string; others: string[]; beaten: string[] }
  | { code: 'SMALLER_THAN_MDE'; comparison: Comparison }
  | { code: 'WORSE'; comparison: Comparison }
  | { code: 'PAYS'; comparison: Comparison }
  | { code: 'DOES_NOT_PAY'; comparison: Comparison }
  | { code: 'MAY_NOT_PAY'; comparison: Comparison }
  | { code: 'GUARDRAIL_HOLDS'; comparison: Comparison }
  | { code: 'GUARDRAIL_UNPROVEN'; comparison: Comparison }
  | { code: 'GUARDRAIL_SKEWED'; comparison: Comparison }
  | { code: 'GUARDRAIL_BROKEN'; comparison: Comparison }
  | { code: 'MDE_RULED_OUT'; comparison: Comparison }
  | { code: 'FUTILE'; comparison: Comparison }
  | { code: 'TOO_SKEWED'; comparison: Comparison }
  | { code: 'NOT_REJECTED'; comparison: Comparison }
  | { code: 'MORE_UNITS'; comparison: Comparison; units: { control: number; treatment: number } }
  | { code: 'NO_MDE' }
  | { code: 'PLANNED_UNITS_AHEAD'; fraction: number; units: number; days: number | null }
  | { code: 'NOT_DUE' }
  | Wait
  | { code: 'DATE_HAS_COME' }
  | { code: 'PLAN_ENDED' }
  | { code: 'DECIDED_AT_LOOK'; look: number; decision: DecisionCode }
  | { code: 'UNTESTABLE'; comparison: Comparison; why: Untestable };

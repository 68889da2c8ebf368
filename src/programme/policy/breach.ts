import type { DecisionCode } from '../../experiment/decision/decision-code.js';
import type { EffectMagnitude } from '../../experiment/design.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import type { DocumentPath } from '../../read/document/fault.js';
import type { Correction } from '../../stats/multiplicity.js';

/** How plans define a metric, as far as two of one name may not differ. */
export interface DefinitionOfMetric {
  column: string;
  kind: string | null;
  direction: 'increase' | 'decrease';
  /** What its values are brought to, as text; `null`: as they are. */
  cap: string | null;
}

/** What a plan says that a policy does not allow, or does not say that it asks for, with the figures of it. */
export type PlanBreach =
  | { code: 'ALPHA_TOO_LARGE'; alpha: number; most: number }
  | { code: 'POWER_TOO_SMALL'; power: number; least: number }
  /** Units of the smallest treatment: planned, and as its own mde, margins and power ask. */
  | { code: 'UNDERPOWERED'; planned: number; required: number; power: number }
  | { code: 'POWER_UNKNOWN'; lacks: 'mde' | 'baseline' }
  | { code: 'MDE_MISSING'; metric: string; most: EffectMagnitude }
  | { code: 'MDE_TOO_LARGE'; metric: string; mde: EffectMagnitude; most: EffectMagnitude }
  /** It is written on another scale than the policy's, and the metric has no baseline. */
  | { code: 'MDE_UNKNOWN'; metric: string; mde: EffectMagnitude; most: EffectMagnitude }
  | { code: 'CORRECTION_NOT_ALLOWED'; correction: Correction; allowed: readonly Correction[] }
  | {
      code: 'MONITORING_NOT_ALLOWED';
      method: StoppingRule['method'];
      allowed: readonly StoppingRule['method'][];
    }
  | { code: 'KPI_MISSING'; metric: string }
  | {
      code: 'METRIC_DEFINED_OTHERWISE';
      metric: string;
      key: 'column' | 'kind' | 'direction';
      found: string | null;
      wanted: string;
    }
  | { code: 'GUARDRAIL_MISSING'; metric: string; most: EffectMagnitude }
  | { code: 'MARGIN_TOO_LARGE'; metric: string; margin: EffectMagnitude; most: EffectMagnitude }
  /** It is written on another scale than the policy's, and the plan does not say what the control is expected to do. */
  | { code: 'MARGIN_UNKNOWN'; metric: string; margin: EffectMagnitude; most: EffectMagnitude }
  | { code: 'MINIMUM_DAYS_TOO_FEW'; days: number | null; least: number }
  | { code: 'WHOLE_WEEKS_MISSING' }
  | { code: 'TAG_MISSING'; tag: string; allowed: 'any' | readonly string[] }
  | { code: 'TAG_NOT_ALLOWED'; tag: string; value: string; allowed: readonly string[] }
  | { code: 'OWNER_MISSING'; allowed: 'any' | readonly string[] }
  | { code: 'OWNER_NOT_ALLOWED'; owner: string; allowed: readonly string[] }
  | { code: 'DECIDE_BY_MISSING' };

/** One of them with where it stands in the plan: a metric by its name. */
export type PlacedBreach = PlanBreach & { at: DocumentPath };

/** What journals show that ought not to be. */
export type LedgerBreach =
  | { code: 'PLAN_NOT_FOUND' }
  /** `look`: the first that was by another plan than the one before; `null`: the plan was changed after them. */
  | { code: 'PLAN_NOT_KEPT'; look: number | null }
  | {
      code: 'OVERRIDDEN';
      owner: string | null;
      verdict: DecisionCode;
      done: DecisionCode;
      variant: string | null;
      because: string | null;
      allowed: 'none' | 'any' | readonly string[] | null;
    }
  | { code: 'LOSER_SHIPPED'; variant: string | null; verdict: DecisionCode }
  | { code: 'RUN_TOO_SHORT'; days: number; least: number }
  | { code: 'NOT_CLOSED'; decision: DecisionCode; days: number; within: number }
  | { code: 'DECIDE_BY_PASSED'; date: string }
  | {
      code: 'METRIC_DEFINED_TWICE';
      metric: string;
      definitions: readonly (DefinitionOfMetric & { experiments: readonly string[] })[];
    }
  | { code: 'TESTS_OVERLAP'; surface: string; metric: string; from: string; to: string | null }
  | { code: 'TOO_MANY_TESTS'; surface: string; count: number; most: number; day: string }
  | {
      code: 'TOO_MANY_SHIPS';
      surface: string;
      count: number;
      most: number;
      days: number;
      day: string;
    };

/** Anything that breaks a rule, or casts doubt on whether rules are kept. */
export type Breach = PlanBreach | LedgerBreach;

/** One of them, of these experiments: a `fail` breaks a rule, a `warn` is for people to judge. */
export type Finding = Breach & { status: 'warn' | 'fail'; experiments: readonly string[] };

/** A record, since the compiler sees that none is missing in it. */
const CODES: Record<Breach['code'], true> = {
  ALPHA_TOO_LARGE: true,
  POWER_TOO_SMALL: true,
  UNDERPOWERED: true,
  POWER_UNKNOWN: true,
  MDE_MISSING: true,
  MDE_TOO_LARGE: true,
  MDE_UNKNOWN: true,
  CORRECTION_NOT_ALLOWED: true,
  MONITORING_NOT_ALLOWED: true,
  KPI_MISSING: true,
  METRIC_DEFINED_OTHERWISE: true,
  GUARDRAIL_MISSING: true,
  MARGIN_TOO_LARGE: true,
  MARGIN_UNKNOWN: true,
  MINIMUM_DAYS_TOO_FEW: true,
  WHOLE_WEEKS_MISSING: true,
  TAG_MISSING: true,
  TAG_NOT_ALLOWED: true,
  OWNER_MISSING: true,
  OWNER_NOT_ALLOWED: true,
  DECIDE_BY_MISSING: true,
  PLAN_NOT_FOUND: true,
  PLAN_NOT_KEPT: true,
  OVERRIDDEN: true,
  LOSER_SHIPPED: true,
  RUN_TOO_SHORT: true,
  NOT_CLOSED: true,
  DECIDE_BY_PASSED: true,
  METRIC_DEFINED_TWICE: true,
  TESTS_OVERLAP: true,
  TOO_MANY_TESTS: true,
  TOO_MANY_SHIPS: true,
};

/** The codes that programs read. */
export const BREACH_CODES = Object.keys(CODES) as Breach['code'][];

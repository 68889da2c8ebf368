import type { EffectMagnitude } from '../../experiment/design.js';
import type { MetricKind } from '../../experiment/metric-kind.js';
import type { StoppingRule } from '../../experiment/monitoring/stopping-rule.js';
import type { Correction } from '../../stats/multiplicity.js';

/** How a metric is defined, for every plan that has its name; `null`: not said. */
export interface MetricDefinition {
  name: string;
  /** As a plan has it: a quantile says there which one. */
  column: string;
  kind: MetricKind | null;
  lowerIsBetter: boolean | null;
  /** The largest mde of a plan that decides by it, where it is not that of all metrics. */
  mde: EffectMagnitude | null;
}

/** The rules of a project, the same for every plan and journal; `null`, or an empty list: no such rule. */
export interface Policy {
  /** The date, as 2026-03-31, before whose beginning no experiment is held to the rules. */
  since: string | null;
  /** The largest alpha, and the smallest power. */
  alpha: number | null;
  power: number | null;
  /** The largest mde of a primary metric, of the control. */
  mde: EffectMagnitude | null;
  corrections: readonly Correction[] | null;
  monitoring: readonly StoppingRule['method'][] | null;
  /** The metric that every plan has. */
  kpi: string | null;
  metrics: readonly MetricDefinition[];
  guardrails: readonly { metric: string; margin: EffectMagnitude }[];
  minimumDays: number | null;
  wholeWeeks: boolean;
  /** Each tag that a plan must have, with the values that it may have. */
  tags: ReadonlyMap<string, 'any' | readonly string[]>;
  owners: 'any' | readonly string[] | null;
  decideBy: boolean;
  /** The tag that says where an experiment runs. */
  surface: string;
  overlaps: 'none' | null;
  atOnce: { tests: number | null; ships: number | null; days: number } | null;
  overrides: 'none' | 'any' | readonly string[] | null;
  closeWithinDays: number | null;
}

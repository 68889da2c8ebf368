import type { Alternative } from '../stats/alternative.js';
import type { Correction } from '../stats/multiplicity.js';
import type { TestName } from './compare/tests.js';
import type { BeliefOnFile } from './effect-belief.js';
import type { MetricKind } from './metric-kind.js';
import type { Monitoring } from './monitoring/monitoring.js';
import type { Foretold } from './surrogate/foretold.js';

/** How a smallest effect worth detecting is given: relative to the control, in points of a rate, or absolute. */
export const EFFECT_SCALES = ['relative', 'points', 'absolute'] as const;

/** One of EFFECT_SCALES. */
export type EffectScale = (typeof EFFECT_SCALES)[number];

/** A size of effect, positive: 0.05 for 5 %, 0.005 for 0.5 percentage points, or in the metric's unit. */
export interface EffectMagnitude {
  scale: EffectScale;
  size: number;
}

/** Whether a guardrail may not get worse, or not differ either way. */
export const MARGIN_KINDS = ['non-inferiority', 'equivalence'] as const;

/** One of MARGIN_KINDS. */
export type MarginKind = (typeof MARGIN_KINDS)[number];

/** How far a guardrail may get worse (non-inferiority), or differ either way (equivalence). */
export interface MarginDesign {
  kind: MarginKind;
  size: EffectMagnitude;
}

/** How a metric is to be compared. */
export interface MetricDesign {
  name: string;
  /** `null`: a proportion if all its values are 0 or 1, else a mean. */
  kind: MetricKind | null;
  /** Which quantile, 0–1, where that is its kind. */
  quantile: number | null;
  /** The smallest effect worth detecting; `null` where none was given. */
  mde: EffectMagnitude | null;
  /** Whether a decrease is an improvement, as with churn. */
  lowerIsBetter: boolean;
  /** The pre-period columns that it is adjusted for together. */
  covariates: readonly string[];
  /** What makes it a guardrail, which must be shown to stay within that; `null`: it is none. */
  margin: MarginDesign | null;
  /** That it foretells an outcome; left out: it measures what it is about. */
  foretells?: Foretold;
  /** The metric whose long-term form it is; left out: it stands for itself. */
  longTermOf?: string;
}

/** All rates alike, rates around that of both arms together, or so many successes among so many units. */
export type RatePrior = 'flat' | 'pooled' | { successes: number; units: number };

/** What is believed of the effects on one metric. */
export interface LearnedPrior {
  /** Of the design. */
  metric: string;
  belief: BeliefOnFile;
}

/** What was decided before looking at the data; the first metric is the primary one. */
export interface Design {
  control: string;
  treatments: string[];
  metrics: MetricDesign[];
  alpha: number;
  power: number;
  alternative: Alternative;
  correction: Correction;
  /** The planned split, a positive weight for each variant; `null`: none was given, so equal shares. */
  allocation: Map<string, number> | null;
  /** How strongly each variant personalizes; `null` where that was not said. */
  intensity: Map<string, number> | null;
  /** What a unit costs by variant, and what a unit of the primary metric is worth; `null`: not said. */
  money: { cost: Map<string, number>; value: number } | null;
  /** Whether posteriors are wanted beside the tests. */
  bayes: boolean;
  /** What rates are taken for before the data, where posteriors are wanted. */
  prior: RatePrior;
  /** What earlier tests tell of the effects on a metric, where posteriors are wanted; left out: nothing. */
  learned?: LearnedPrior | null;
  /** The column within whose segments metrics are compared, and averaged over them; `null` for none. */
  stratify: string | null;
  /** Whether all treatments together are compared with the control, as one arm. */
  pooled: boolean;
  /** Whether treatments are compared with one another too, as one family with the comparisons to the control. */
  allPairs: boolean;
  /** Whether rules are wanted that give each segment its own variant; left out: they are not. */
  target?: boolean;
  /** Segments with fewer units than this in an arm are pooled as "other"; 0 pools none. */
  poolBelow: number;
  /** By which test each kind of metric is compared; `null`: the usual one, which of rates the counts decide. */
  tests: Readonly<Record<MetricKind, TestName | null>>;
  /** `null`: one look at a finished test. */
  monitoring: Monitoring | null;
}

/** What the design's own rules are where nothing else is said. The only home of these defaults. */
export const DEFAULTS = {
  /** Fisher (1925), Statistical Methods for Research Workers: one in twenty. */
  alpha: 0.05,
  /** Cohen (1988), Statistical Power Analysis, §2.4: a miss four times as tolerable as a false alarm. */
  power: 0.8,
  alternative: 'two-sided',
  correction: 'holm',
} as const satisfies Partial<Design>;

/** The sign of the effect that is hoped for: what a one-sided alternative claims, else what is better. */
export function wantedSign(
  { alternative }: Pick<Design, 'alternative'>,
  { lowerIsBetter }: Pick<MetricDesign, 'lowerIsBetter'>,
): 1 | -1 {
  if (alternative !== 'two-sided') return alternative === 'less' ? -1 : 1;
  return lowerIsBetter ? -1 : 1;
}

/** The design with its strata called as their column is in the data: names of columns ignore case and outer space. */
export function asColumnsAre(
  design: Design,
  { segments }: { segments: ReadonlyMap<string, unknown> },
): Design {
  const { stratify } = design;
  if (stratify === null || segments.has(stratify)) return design;
  const plain = (name: string) => name.trim().toLowerCase();
  const column = [...segments.keys()].find((name) => plain(name) === plain(stratify));
  return column === undefined ? design : { ...design, stratify: column };
}

/** The weight of a variant in the planned split; 1 for each where none was given. */
export function plannedWeight({ allocation }: Pick<Design, 'allocation'>, variant: string): number {
  return allocation?.get(variant) ?? 1;
}

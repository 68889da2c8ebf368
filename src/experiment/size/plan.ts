import type { Alternative } from '../../stats/alternative.js';
import type { Correction } from '../../stats/multiplicity.js';
import type { EffectMagnitude, MarginDesign } from '../design.js';
import type { MetricKind, Role } from '../metric-kind.js';
import type { StoppingRule } from '../monitoring/stopping-rule.js';
import type { Foretold } from '../surrogate/foretold.js';

/** What the control is expected to do, where the plan says so. */
export type PlannedBaseline = { rate: number } | { mean: number; sd: number };

/** What a plan may say that a metric is, beside which quantile: median, or p95. */
export const WRITTEN_KINDS = ['proportion', 'mean', 'ratio'] as const satisfies MetricKind[];

/** One metric of a plan. */
export interface PlannedMetric {
  name: string;
  /** Where it is read from, as `--metric` takes it without its kind: COLUMN, A/B, COLUMN=VALUE; COLUMN:p95. */
  column: string;
  kind: MetricKind | null;
  /** Which one, 0–1, where that is its kind; else `null`. */
  quantile: number | null;
  role: Role;
  /** Whether a decrease is an improvement. */
  lowerIsBetter: boolean;
  mde: EffectMagnitude | null;
  /** Of a guardrail, else `null`. */
  margin: MarginDesign | null;
  /** What a success, or one of the metric, is worth; only of the primary one. */
  value: number | null;
  /** The pre-period column that it is adjusted for, or two and more together; `null` for none. */
  covariate: string | readonly string[] | null;
  baseline: PlannedBaseline | null;
  /** What its values are brought down to, and up to; absent: as they are. */
  cap?: CapEnd & { lower?: CapEnd };
  /** That it foretells an outcome; absent: it measures what it is about. */
  foretells?: Foretold;
  /** The metric, by its name, whose long-term form it is; absent: it stands for itself. */
  longTermOf?: string;
}

/** The pre-period columns that a metric of a plan is adjusted for. */
export function covariatesOf({ covariate }: Pick<PlannedMetric, 'covariate'>): readonly string[] {
  if (covariate === null) return [];
  return typeof covariate === 'string' ? [covariate] : covariate;
}

/** How the data of a plan are read; what is not said is absent, so that it changes no hash. */
export interface PlannedReading {
  /** Which rows. */
  where: string[];
  variants: string[];
  /** Texts that stand for a missing value, beside the usual ones. */
  missing?: string[];
  /** What an empty value of a metric is, where it is not missing. */
  emptyIs?: 0;
  onBadRow?: 'skip';
  /** For every column (''), or by column. */
  decimal?: Map<string, '.' | ','>;
  thousands?: string;
  /** What a line begins with that is a comment. */
  comment?: string;
}

/** What a metric's values are brought to: a quantile of all of them, or a value; both once the quantile is known. */
export interface CapEnd {
  /** 0–1; `null` where a value was said. */
  share: number | null;
  value: number | null;
}

/** When a plan may be decided, beside its units. */
export interface PlannedDays {
  /** Days that must have passed since the first look on record. */
  minimumDays?: number;
  /** Whether only whole weeks may be decided on. */
  wholeWeeks?: true;
  /** The date, as 2026-03-31, from which on the control stays where nothing ships. */
  decideBy?: string;
}

/** What was promised before the data: the same for every look, and for everyone. */
export interface Plan extends PlannedDays {
  experiment: string;
  hypothesis: string | null;
  /** What kind of experiment it is, and whose; nothing of it is promised. Left out or `null`: not said. */
  tags?: Map<string, string> | null;
  owner?: string | null;
  /** The experiment that it builds on. */
  follows?: string | null;
  control: string;
  treatments: string[];
  /** A positive weight for each variant; `null`: equal shares. */
  allocation: Map<string, number> | null;
  intensity: Map<string, number> | null;
  cost: Map<string, number> | null;
  /** The column that holds the variant; `null`: to be recognized. */
  variantColumn: string | null;
  units: {
    /** The column of unit ids, where a unit may have several rows. */
    id: string | null;
    /** Whether each row is a unit of its own, whatever ids in it say; `null`: not said. */
    rows?: true | null;
    /** The column that counts units, in files of counts. */
    column: string | null;
    /** Over all variants. */
    daily: number | null;
  };
  /** How the data are read, as options of reading say it; `null`: as they are. */
  reading?: PlannedReading | null | undefined;
  /** The primary one first. */
  metrics: PlannedMetric[];
  segments: string[];
  /** The column within whose segments metrics are compared; `null` for none. */
  stratify: string | null;
  /** The column that says which units could see a difference, so that only they are compared; left out: all are. */
  triggered?: string | null;
  alpha: number;
  power: number;
  alternative: Alternative;
  correction: Correction;
  monitoring: StoppingRule;
  /** Units in the treatment with the smallest share; `null`: computed from a baseline and the MDE. */
  sampleSize: number | null;
}

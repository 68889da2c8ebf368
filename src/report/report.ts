import type { Capped } from '../experiment/cells.js';
import type { Status } from '../experiment/checks/balance-checks.js';
import type { Decision } from '../experiment/decision/decided.js';
import type { MonitoringMethod } from '../experiment/monitoring/monitoring-plan.js';
import type { Alternative } from '../stats/alternative.js';
import type { Correction } from '../stats/multiplicity.js';
import type {
  ComparisonReport,
  HeterogeneityReport,
  TrendReport,
  Worded,
} from './comparison-report.js';

/**
 * The report of an analysis: what `--format json` prints, and all that a renderer sees. Numbers are
 * at full precision, proportions 0–1; `null` stands for what is absent or cannot be had.
 */
export interface Report {
  schemaVersion: 1;
  tool: { name: 'perso-test'; version: string };
  input: InputReport;
  design: DesignReport;
  /** The hypotheses as sentences, a set for each metric, the primary one first. */
  hypotheses: { metric: string; alternative: string; null: string; threshold: string }[];
  /** The control first. `share` is of all units, 0–1. */
  variants: { name: string; units: number; share: number }[];
  checks: CheckReport[];
  comparisons: ComparisonReport[];
  /** Whether effects differ between segments; empty without segments. */
  heterogeneity: HeterogeneityReport[];
  /** Whether effects grow with the strength of personalization; empty without intensities. */
  trends: TrendReport[];
  /** What was promised before the data; `null` without a plan. */
  plan: FollowedPlan | null;
  /** Which look at a running test this is; `null` outside of `gate`. */
  look: LookReport | null;
  verdict: VerdictReport;
}

/** The plan that a run went by. */
export interface FollowedPlan {
  path: string;
  /** Of what the plan says, whatever its layout and comments. */
  sha256: string;
  experiment: string;
  hypothesis: string | null;
  /** Units that each variant is to have in the end. */
  plannedUnits: Record<string, number>;
  dailyUnits: number | null;
}

/** The look at a running test that a report is of. */
export interface LookReport {
  /** From 1; a repeated look keeps its number. `null` where no journal counts them. */
  number: number | null;
  /** Whether the data are those of the look before, so that nothing more is spent. */
  repeated: boolean;
  /** Units over planned units, 0–1, of the treatment that is furthest behind. */
  informationFraction: number;
  /** Where it is on record; `null` where no journal is kept. */
  journal: string | null;
  /** The look before. */
  previous: { number: number; time: string; decision: Decision } | null;
}

/** What was read, and how. */
export interface InputReport {
  files: FileReport[];
  layout: 'rows' | 'counts' | 'summary';
  /** `null` where each file is a variant of its own. */
  variantColumn: string | null;
  /** `null` where each row is a unit. */
  unitsColumn: string | null;
  /** The column by whose ids rows were added up; `null` where that was not asked for. */
  unitIdColumn: string | null;
  /** Rows used, over all files. */
  rows: number;
  /** Units in them, those left out for being in two variants included. */
  units: number;
  /** What caps did, metric by metric; empty without any. */
  caps: Capped[];
}

/** One file that was read. */
export interface FileReport {
  path: string;
  /** Of the file's bytes, in hexadecimal; `null` where no format shows it, which JSON does. */
  sha256: string | null;
  rows: number;
  blankRows: number;
  skippedRows: number;
}

/** What was decided before looking at the data. */
export interface DesignReport {
  control: string;
  treatments: string[];
  alpha: number;
  power: number;
  alternative: Alternative;
  correction: Correction;
  monitoring: MonitoringMethod;
  /** The smallest effect worth detecting in the primary metric; `null` where none was given. */
  mde: { absolute: number | null; relative: number | null } | null;
}

/** A check of the data, with the figures behind it. */
export interface CheckReport {
  code: string;
  status: Status;
  pValue?: number;
  message: string;
}

/** What to do, and why. */
export interface VerdictReport {
  decision: Decision;
  variant: string | null;
  reasons: Worded[];
}

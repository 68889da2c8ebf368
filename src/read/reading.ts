import type { MetricKind } from '../experiment/metric-kind.js';
import type { CapEnd } from '../experiment/size/plan.js';
import { crossedNames, lackOf } from '../experiment/summary-layout.js';
import type { DateOrder } from './values/days.js';
import type { NumberFormat } from './values/numbers.js';

/** How rows stand for units: one each, counted, or already summarized. */
export const LAYOUTS = ['rows', 'counts', 'summary'] as const;

/** One of LAYOUTS. */
export type Layout = (typeof LAYOUTS)[number];

/** As files may be laid out: a wide one has a column for each variant, and is read as rows. */
export const WRITTEN_LAYOUTS = [...LAYOUTS, 'wide'] as const;

/** What becomes of a row that cannot be read. */
export const BAD_ROW_RULES = ['stop', 'skip'] as const;

/** What a line may begin with that is a comment. */
export const COMMENT_SIGN = /^[^\s"\w,;|]{1,8}$/;

/** What the user said of how to read the files; `null` and empty where nothing was said. */
export interface ReadOptions {
  layout: (typeof WRITTEN_LAYOUTS)[number] | null;
  variantColumn: string | null;
  unitsColumn: string | null;
  /** Rows: the column of unit ids, where a unit may have several rows. */
  unitIdColumn: string | null;
  /** Whether that is of the rows alone: a summary, then, has its units added up already. */
  unitIdOfRows?: boolean;
  /** Whether a file may have no column of variants: then its units are all of one, EVERYONE. */
  mayLackVariants?: boolean;
  /** Whether each row is a unit of its own, whatever ids and dates in it may say. */
  rowsAreUnits?: boolean;
  /** Conditions that a row must fulfil, as `COLUMN = VALUE`. */
  where?: string[];
  /** The variants that are read; left out or empty: all. */
  variants?: string[];
  metrics: string[];
  /** Columns whose values part the units. */
  segments: string[];
  /** The column that says whether a unit could see a difference; left out: all units could. */
  triggered?: string | null;
  /** The column of the days that rows were seen on, which parts them once more; left out: nobody asks for days. */
  overTime?: string | null;
  /** Rows with unit ids: the column of the days since which a unit has been exposed. */
  exposedAt?: string | null;
  /** For how many days since then units must have been observed, which alone are counted. */
  horizon?: number | null;
  /** Pre-period columns, by metric. */
  covariates: { metric: string; column: string }[];
  caps: Cap[];
  /** Whether every value of a mean is to be kept, to be ranked. */
  ranks: boolean;
  /**
   * Whether of a quantile's values those around it are enough, as its intervals at a planned look need them; the others
   * of large files are then known by no more than their number, so that they cannot be merged. Left out: all are kept.
   */
  aroundQuantiles?: boolean;
  /** Rows: whether what each unit says is to be kept, to be drawn from; left out: it is not. */
  keepsUnits?: boolean;
  delimiter: string | null;
  encoding: string | null;
  /** How many lines stand above the header; left out: none, or the file is to tell. */
  skipLines?: number | null;
  /** Workbooks: the name of the sheet; left out: the only one. */
  sheet?: string | null;
  /** What a line begins with that is a comment. */
  comment?: string | null;
  /** The decimal separator, for every column (`''`) or by column name. */
  decimal: Map<string, NumberFormat['decimal']>;
  thousands: string;
  /** Rows: what an empty value of a metric is; left out: missing. */
  emptyIs?: 0 | null;
  /** Texts that stand for a missing value, beside the usual ones. */
  missing: string[];
  onBadRow: (typeof BAD_ROW_RULES)[number];
  /** Whether nobody asks for the hashes of files, which take a third of the time of large ones. */
  unhashed?: boolean;
  /** Whether what gzipped files hold is to be hashed, too; left out: it is not. */
  hashContent?: boolean;
  /** Whether the aggregates are for a summary: parted by all segment columns at once, without quantiles. */
  forSummary?: boolean;
  /** Whether units are to be known by all segment columns at once, too, as rules for single segments need them. */
  crossSegments?: boolean;
  /** Whether nothing but what caps come to is wanted: then a capped metric's covariates may be lost. */
  limitsOnly?: boolean;
}

/** What a metric's values are brought down to, and where refunds and the like are too large, up to. */
export interface Cap extends CapEnd {
  metric: string;
  lower?: CapEnd;
}

/** A metric and the columns that it is read from. */
export interface MetricReading {
  name: string;
  /** `null`: a proportion if all its values are 0 or 1, else a mean. */
  kind: MetricKind | null;
  column: string;
  /** Rows: the text in the column that counts as a success; `null` for numbers. */
  success: string | null;
  /** Counts: the column of units that the successes are out of. */
  units: string | null;
  /** Rows: which quantile, 0–1; `null` for other kinds. */
  quantile: number | null;
  /** Rows and summary: the column that a ratio is divided by; `null` for other kinds. */
  denominator: string | null;
  /** Rows and summary: the pre-period columns that the metric is adjusted for together. */
  covariates: readonly string[];
}

/** How files are read, decided from the first one's header and first rows. */
export interface Reading {
  layout: Layout;
  /** `null` where each file is a variant of its own, or has none. */
  variantColumn: string | null;
  /** Counts and summary: the column of units; `null` in rows, where each row is a unit. */
  unitsColumn: string | null;
  /** Rows: the column by whose ids rows are added up to units; `null` where each row is a unit. */
  unitIdColumn: string | null;
  metrics: MetricReading[];
  /** Counts: columns that are no counts, and so are no metrics where none was named. */
  leftOut?: string[];
  /**
   * Segment columns; for a summary one crossed name for all of them, if there are any. The last one is the column of
   * days, where these were asked for and rows are not added up to units.
   */
  segments: string[];
  /** The column that says whether a unit could see a difference; absent where all could. */
  trigger?: string;
  /** The days that rows were seen on; left out where nobody asks for them. */
  days?: DaysReading;
  /** Rows: at most one for each metric. */
  caps: Cap[];
}

/** A column of days, and in which order numbers stand in those of it where that may be two. */
export interface DayColumn {
  column: string;
  order: DateOrder | null;
}

/** The days that rows were seen on, and those since which units were exposed. */
export interface DaysReading extends DayColumn {
  exposure: (DayColumn & { horizon: number | null }) | null;
}

/** Whether the last of the segments is the column of days. */
export function areDaysParts({ days, unitIdColumn }: Pick<Reading, 'days' | 'unitIdColumn'>) {
  return days !== undefined && unitIdColumn === null;
}

/** The columns that part the units, that of triggers first: of a summary, those that are crossed. */
export function segmentColumns(
  { segments, trigger }: Pick<Reading, 'segments' | 'trigger'>,
  { forSummary }: Pick<ReadOptions, 'forSummary'>,
): string[] {
  if (forSummary === true) return segments.flatMap(crossedNames);
  return trigger === undefined ? segments : [trigger, ...segments];
}

/** What messages call a file whose rows are not single units: "a file of counts". */
export function fileOf(layout: Layout): string {
  return `a file of ${layout === 'summary' ? 'summaries' : layout}`;
}

/**
 * What a summary knows a metric by: itself or a ratio's two columns, then each covariate and whether a unit
 * lacks it.
 */
export function partsOf({ name, column, denominator, covariates }: MetricReading): string[] {
  const own = denominator === null ? [name] : [column, denominator];
  return [...own, ...covariates.flatMap((covariate) => [covariate, lackOf(covariate)])];
}

/** How many numbers a unit is measured by for a metric. */
export function measuresOf(metric: MetricReading): number {
  return partsOf(metric).length;
}

/** Whether every value of a metric is kept: for a quantile, or for the ranks of what may be a mean. */
export function keepsValues(
  { quantile, kind }: MetricReading,
  { ranks }: Pick<ReadOptions, 'ranks'>,
): boolean {
  return quantile !== null || (ranks && (kind === null || kind === 'mean'));
}

/** The number format of a column. */
export function formatOf({ decimal, thousands }: ReadOptions, column: string): NumberFormat {
  const own = [...decimal].find(([name]) => name.trim().toLowerCase() === column.toLowerCase());
  return { decimal: own?.[1] ?? decimal.get('') ?? '.', thousands };
}

/** What a missing value is written as, by convention, in lower case. */
const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'null', 'none', '\\n']);

/** The texts that stand for a missing value: in any case by convention, and as they were given. */
export function missingTexts({ missing }: Pick<ReadOptions, 'missing'>): string[] {
  return [...[...MISSING].flatMap((text) => [text, text.toUpperCase()]), ...missing];
}

/** Whether a trimmed text stands for a missing value. */
export function isMissing(text: string, { missing }: Pick<ReadOptions, 'missing'>): boolean {
  return MISSING.has(text.toLowerCase()) || missing.includes(text);
}

/** A file to read, `-` for standard input, and the variant that all its rows belong to, if named. */
export interface Source {
  path: string;
  variant: string | null;
}

/** The one variant of a file that has no variants, where it may lack them. */
export const EVERYONE = 'all units';

/** What messages call a file. */
export function fileName({ path }: Source): string {
  return path === '-' ? 'standard input' : path;
}

/** Whoever has a standard input; it is touched only when it is read. */
export interface StandardInput {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Told how many bytes more have been read, as they lie on the disk, so packed where they are. */
  readonly onBytes?: (bytes: number) => void;
}

/** How files are written, of all that is said of how to read them. */
export type CsvFormat = Pick<
  ReadOptions,
  | 'layout'
  | 'delimiter'
  | 'decimal'
  | 'thousands'
  | 'missing'
  | 'encoding'
  | 'onBadRow'
  | 'skipLines'
  | 'comment'
  | 'sheet'
>;

/** Files as they show by themselves, with nothing said of how they are written. */
export const USUAL_DIALECT: CsvFormat = {
  layout: null,
  delimiter: null,
  decimal: new Map(),
  thousands: '',
  missing: [],
  encoding: null,
  onBadRow: BAD_ROW_RULES[0],
};

import type { KnownFormat } from '../csv/records.js';
import type { DeferredValues } from '../fold/deferred-values.js';
import type { FoldContext } from '../fold/fields.js';
import {
  areDaysParts,
  formatOf,
  type MetricReading,
  type Reading,
  segmentColumns,
} from '../reading.js';
import { findColumn, requireColumn } from '../recognize/header.js';
import { areCrossed, type PartOptions, segmentParts } from '../segment-parts.js';
import type { DateOrder } from '../values/days.js';
import type { NumberFormat } from '../values/numbers.js';
import type { Watch } from '../watch/watch.js';
import { IS_SAME_ORDER, MOST } from './layout.js';
import { missingNumbers } from './missing-numbers.js';
import { haveRoom, noTotals, type ScannedFilter, scannedFilters } from './scanned-filters.js';
import { type ScannedValues, scannedValues } from './scanned-values.js';

/** How a file's text is cut, and the byte that ends its lines. */
export interface ScannedFormat extends KnownFormat {
  lineEnd: number;
}

/** Of what comes by column there is no text to be cut: any form would do. */
export const NO_TEXT = { delimiter: ',', lineEnd: 0x0a };

/** What the scanner has to know of a file; plain data, so that threads can be told. */
export interface ScanLayout extends ScannedValues {
  columns: number;
  delimiter: string;
  /** The byte that ends a line: LF, perhaps behind a CR, or CR alone. */
  lineEnd: number;
  /** Whether the first of `texts` holds the variant. */
  variantColumn: boolean;
  /** The variant of all rows, where none does. */
  variant: string | null;
  /** Positions of the columns of variants and segments, and of those in which a variant may have one text. */
  texts: number[];
  /** The place among `texts` of the days, and in which order their numbers stand; `null` where nobody asks. */
  days: { text: number; order: DateOrder | null } | null;
  /** Parts that all rows are in: of each, the columns of segments that tell its cells beside the variant. */
  parts: number[][];
  /** Whether cells have the crossed name of all their segments. */
  crossed: boolean;
  /** How numbers are written in the first column of segments, where that says who could see a difference; else `null`. */
  trigger: NumberFormat | null;
  /** Position of the ids of units that rows are added up to; `null` where rows go into cells. */
  unitId: number | null;
  /** The columns of ids, of which some are sampled. */
  ids: IdsColumn[];
  /** For each of them: of an id's hash, how many bits must be 0 for it to be sampled. */
  idLevels: readonly number[];
  /** What a row must be to be read, one after the other. */
  filters: ScannedFilter[];
  /** Whether the next row that is chosen is only sought. */
  seeks: boolean;
  /** The variants that are read; empty: all. */
  variants: string[];
  /** Texts that stand for a missing value, beside the usual ones, and the numbers that they would be. */
  missing: string[];
  missingNumbers: number[];
  /** What a line begins with that is a comment, as bytes; none where there are no such lines. */
  comment: readonly number[];
  /** Of each column in which a variant may have one text, the last of `texts`: which of those that are watched it is. */
  steady: number[];
}

/** A column of ids: its position, and which of those that are watched it is. */
interface IdsColumn {
  column: number;
  watched: number;
}

/** At which level the ids of each column are sampled by now. */
export function idLevelsOf({ ids }: Pick<ScanLayout, 'ids'>, watch: Watch): number[] {
  return ids.map(({ watched }) => watch.ids[watched]!.sample.level);
}

/** Whether rows go into what only records that are read one by one can tell. */
function isReadSingly(context: FoldContext): boolean {
  const { header, reading, options, units, rows, kept, watch } = context;
  // Names in a summary stand for others, and so do those of columns that are called as its.
  if (reading.layout === 'summary' || header.isSummary === true) return true;
  // Single units are no sums.
  if (units === null) return options.keepsUnits === true || waitsForCaps(reading.metrics, kept);
  // What units did day by day, the scanner does not keep.
  if (rows !== null) return true;
  // Rows of a unit are added in turn: none can be set aside, as comments must be, nor a variant's one text be told.
  return Boolean(options.comment) || watch.parts.length > 0;
}

/** How to scan a file that is read so; `null` where the scanner cannot. */
export function scanPlan(
  context: FoldContext,
  { delimiter, lineEnd }: Pick<ScannedFormat, 'delimiter' | 'lineEnd'>,
): ScanLayout | null {
  const { header, reading, options, variant, units, kept, watch } = context;
  const { layout, metrics, variantColumn } = reading;
  if (isReadSingly(context)) return null;
  const named = variant !== null || variantColumn === null;
  const columns = segmentColumns(reading, options);
  const texts = [...(named ? [] : [variantColumn]), ...columns].map((name) =>
    requireColumn(header, name),
  );
  const steady = watch.parts.flatMap(({ name }, watched) => {
    const column = findColumn(header, name);
    return column === null ? [] : [{ column, watched }];
  });
  const comment = [...Buffer.from(options.comment ?? '')];
  // What is capped and kept is what the rows of a unit come to.
  const scanned =
    units === null
      ? scannedValues(header, reading, options, kept)
      : { ...scannedValues(header, reading, options, null), keeps: [] };
  // Counts have no values, and their records are not set aside, as comments must be.
  if (layout === 'counts' && (scanned.keeps.length > 0 || comment.length > 0)) return null;
  const ids = watch.ids.flatMap(({ name }, watched) => {
    const column = findColumn(header, name);
    return column === null ? [] : [{ column, watched }];
  });
  const filters = scannedFilters(header, options, named ? null : texts[0]!);
  if (layout === 'counts') filters.push(...noTotals(header, reading, { texts, ...scanned }));
  const numbers = missingNumbers(options);
  const fits =
    (scanned.keeps.length === 0 || IS_SAME_ORDER) &&
    haveRoom(filters) &&
    columns.length <= MOST.segments &&
    steady.length <= MOST.steady &&
    scanned.values.length <= MOST.values &&
    metrics.length <= MOST.metrics &&
    ids.length <= MOST.ids &&
    numbers.length <= MOST.missingNumbers &&
    comment.length <= MOST.commentBytes &&
    scanned.metrics.every(({ length }) => length <= MOST.measures);
  if (!fits) return null;
  const { missing, variants = [] } = options;
  return {
    columns: header.names.length,
    delimiter,
    lineEnd,
    variantColumn: !named,
    variant,
    texts: [...texts, ...steady.map(({ column }) => column)],
    days: areDaysParts(reading) ? { text: texts.length - 1, order: reading.days!.order } : null,
    ...scanned,
    parts: partsOf(reading, options),
    crossed: areCrossed(reading, options),
    trigger: reading.trigger === undefined ? null : formatOf(options, reading.trigger),
    unitId: units === null ? null : requireColumn(header, reading.unitIdColumn!),
    ids,
    idLevels: idLevelsOf({ ids }, watch),
    filters,
    seeks: false,
    variants,
    missing,
    missingNumbers: numbers,
    comment,
    steady: steady.map(({ watched }) => watched),
  };
}

/** Whether a cap is told by all values together: covariates, then, cannot be added any more. */
export function waitsForCaps(
  metrics: readonly MetricReading[],
  kept: DeferredValues | null,
): boolean {
  return metrics.some(
    ({ covariates }, i) =>
      covariates.length > 0 && kept?.caps[i]?.limits === null && !kept.limitsOnly,
  );
}

/** The columns that tell the cells of each part of all rows; without any, variants alone do. */
export function partsOf(reading: Reading, options: PartOptions): number[][] {
  const parts = segmentParts(reading, options).map(({ columns }) => [...columns]);
  return parts.length === 0 ? [[]] : parts;
}

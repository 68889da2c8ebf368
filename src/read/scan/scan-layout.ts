import type { DeferredValues } from '../fold/deferred-values.js';
import type { FoldContext } from '../fold/fields.js';
import { type MetricReading, segmentColumns } from '../reading.js';
import { findColumn, requireColumn } from '../recognize/header.js';
import type { Watch } from '../watch/watch.js';
import { IS_SAME_ORDER, MOST } from './layout.js';
import { haveRoom, noTotals, type ScannedFilter, scannedFilters } from './scanned-filters.js';
import { type ScannedValues, scannedValues } from './scanned-values.js';

/** What the scanner has to know of a file; plain data, so that threads can be told. */
export interface ScanLayout extends ScannedValues {
  columns: number;
  delimiter: string;
  /** Whether the first of `texts` holds the variant. */
  variantColumn: boolean;
  /** Positions of the columns of variants and segments. */
  texts: number[];
  /** Parts that all rows are in: of each, the columns of segments that tell its cells beside the variant. */
  parts: number[][];
  /** Whether there is one such part, whose cells have the crossed name of all their segments. */
  crossed: boolean;
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
  /** Texts that stand for a missing value, beside the usual ones. */
  missing: string[];
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

/** How to scan a file that is read so; `null` where the scanner cannot. */
export function scanPlan(context: FoldContext, delimiter: string): ScanLayout | null {
  const { header, reading, options, variant, units, kept, watch } = context;
  const { layout, metrics, segments, variantColumn } = reading;
  // Names in a summary stand for others, and so do those of columns that are called as its.
  if (layout === 'summary' || header.isSummary === true) return null;
  // Single units are no sums.
  if (units === null && options.keepsUnits === true) return null;
  // What tells rows apart is seen record by record.
  if (options.comment) return null;
  if (options.emptyIs === 0 || watch.parts.length > 0) return null;
  if (units === null && waitsForCaps(metrics, kept)) return null;
  if (options.missing.some(isLikeNumber)) return null;
  const named = variant !== null || variantColumn === null;
  const crossed = options.forSummary === true && segments.length > 0;
  const columns = segmentColumns(reading, options);
  const texts = [...(named ? [] : [variantColumn]), ...columns].map((name) =>
    requireColumn(header, name),
  );
  // What is capped and kept is what the rows of a unit come to.
  const scanned =
    units === null
      ? scannedValues(header, reading, options, kept)
      : { ...scannedValues(header, reading, options, null), keeps: [] };
  // Counts have no values.
  if (layout === 'counts' && scanned.keeps.length > 0) return null;
  const ids = watch.ids.flatMap(({ name }, watched) => {
    const column = findColumn(header, name);
    return column === null ? [] : [{ column, watched }];
  });
  const filters = scannedFilters(header, options, named ? null : texts[0]!);
  if (layout === 'counts') filters.push(...noTotals(header, reading, { texts, ...scanned }));
  const fits =
    (scanned.keeps.length === 0 || IS_SAME_ORDER) &&
    haveRoom(filters) &&
    columns.length <= MOST.segments &&
    scanned.values.length <= MOST.values &&
    metrics.length <= MOST.metrics &&
    ids.length <= MOST.ids &&
    scanned.metrics.every(({ length }) => length <= MOST.measures);
  if (!fits) return null;
  const { missing, variants = [] } = options;
  return {
    columns: header.names.length,
    delimiter,
    variantColumn: !named,
    texts,
    ...scanned,
    parts: partsOf(columns, crossed),
    crossed,
    unitId: units === null ? null : requireColumn(header, reading.unitIdColumn!),
    ids,
    idLevels: idLevelsOf({ ids }, watch),
    filters,
    seeks: false,
    variants,
    missing,
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

/** Each column of segments parts all rows, or all of them do at once; without any, variants alone do. */
export function partsOf(columns: readonly string[], crossed: boolean): number[][] {
  const each = columns.map((_, i) => i);
  return crossed || each.length === 0 ? [each] : each.map((column) => [column]);
}

/** A number that means a missing value would be taken for a number. */
export function isLikeNumber(text: string): boolean {
  return /^-?[\d.,]*\d[\d.,]*$/.test(text);
}

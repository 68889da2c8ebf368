import { segmentAggregates, variantAggregates } from '../../experiment/aggregates.js';
import { segmentParts } from '../segment-parts.js';
import { watching } from '../watch/watching.js';
import { type Fold, type FoldContext, type RowReader, variantReader } from './fields.js';
import { countsReader } from './fold-counts.js';
import { markedRows } from './fold-marked.js';
import { rowsReader } from './fold-rows.js';
import { segmentsReader } from './fold-segments.js';
import { summaryReader } from './fold-summary.js';
import { foldIntoUnits } from './fold-units.js';

/**
 * How a file's records go into aggregates: each adds what its layout makes of it to its variant, and to its
 * variant within each segment that it belongs to.
 *
 * @throws {UserError} when the file lacks a column that the reading needs; the fold itself throws on
 *   rows that cannot be read.
 */
export function foldInto(context: FoldContext): Fold {
  const { aggregates, reading, units, options } = context;
  if (units !== null) return watching(context, foldIntoUnits(context, units));
  const variantOf = variantReader(context);
  const read = layoutReader(context);
  const segmentsOf = segmentsReader(context);
  const parts = segmentParts(reading, options);
  const takeMarked = reading.layout === 'summary' ? markedRows(context) : () => false;
  return watching(context, (fields, line) => {
    if (takeMarked(fields, line)) return;
    const variant = variantOf(fields, line);
    const add = read(fields, line);
    const values = segmentsOf(fields, line);
    add(variantAggregates(aggregates, variant));
    values.forEach((value, i) => {
      add(segmentAggregates(aggregates, parts[i]!.name, value, variant));
    });
  });
}

function layoutReader(context: FoldContext): RowReader {
  switch (context.reading.layout) {
    case 'rows':
      return rowsReader(context);
    case 'counts':
      return countsReader(context);
    case 'summary':
      return summaryReader(context);
  }
}

import type { Fold, FoldContext } from './fields.js';
import { foldCounts } from './fold-counts.js';
import { foldRows } from './fold-rows.js';
import { foldSummary } from './fold-summary.js';

/**
 * How a file's records go into cells, according to its layout.
 *
 * @throws {UserError} when the file lacks a column that the reading needs; the fold itself throws on
 *   rows that cannot be read.
 */
export function foldInto(context: FoldContext): Fold {
  switch (context.reading.layout) {
    case 'rows':
      return foldRows(context);
    case 'counts':
      return foldCounts(context);
    case 'summary':
      return foldSummary(context);
  }
}

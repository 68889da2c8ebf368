import { conditionOf } from '../fold/chosen-rows.js';
import { type Reading, type ReadOptions, segmentColumns } from '../reading.js';
import { type Watch, watchedColumns } from '../watch/watch.js';
import { findColumn, type Header, requireColumn } from './header.js';

/**
 * The positions of the columns that a reading needs of a file; `null` where that may be any, as in
 * summaries, which are small.
 *
 * @throws {UserError} when the file lacks one.
 */
export function neededColumns(
  { reading, watch }: { reading: Reading; watch: Watch },
  header: Header,
  options: ReadOptions,
): Set<number> | null {
  const { where = [] } = options;
  const { layout, variantColumn, unitsColumn, unitIdColumn, metrics, days } = reading;
  const segments = segmentColumns(reading, options);
  if (layout === 'summary') return null;
  const measured = metrics.flatMap(({ column, units, denominator, covariates }) => [
    column,
    units,
    denominator,
    ...covariates,
  ]);
  const ofDays = [days?.column, days?.exposure?.column];
  const names = [variantColumn, unitsColumn, unitIdColumn, ...segments, ...measured, ...ofDays];
  const needed = names
    .filter((name) => typeof name === 'string')
    .map((name) => requireColumn(header, name));
  const tested = where.map((text) => requireColumn(header, conditionOf(header, text).column));
  const watched = watchedColumns(watch).map((name) => findColumn(header, name));
  return new Set([...needed, ...watched.filter((column) => column !== null), ...tested]);
}

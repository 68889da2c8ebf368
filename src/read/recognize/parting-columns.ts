import type { Reading } from '../reading.js';
import { isPeriodColumn } from '../values/column-words.js';
import { profileOf } from './column-profile.js';
import { findColumn, type Header } from './header.js';
import type { Table } from './labels.js';
import { daysOf } from './series.js';

/** The columns of a table of counts that are counted, each once, that of units first, by their positions. */
export function countedColumns(
  header: Header,
  { unitsColumn, metrics }: Pick<Reading, 'unitsColumn' | 'metrics'>,
): number[] {
  const names = [unitsColumn, ...metrics.flatMap(({ column, units }) => [units, column])];
  const found = names.filter((name) => name !== null).map((name) => findColumn(header, name)!);
  return [...new Set(found)];
}

/** The columns of periods, and those of texts that part rows beside these, by their positions. */
export function partingColumns(
  table: Table,
  { variantColumn }: Pick<Reading, 'variantColumn'>,
  counted: readonly number[],
) {
  const { header, rows, options } = table;
  const variant = variantColumn === null ? null : findColumn(header, variantColumn);
  const [periods, parts]: [number[], number[]] = [[], []];
  header.names.forEach((name, column) => {
    if (name === '' || counted.includes(column)) return;
    const { isNumeric, values } = profileOf(rows, column, name, options);
    // Weeks may be called KW 12, or W12.
    const isPeriod = daysOf(name, values) !== null || (isPeriodColumn(name) && !isNumeric);
    if (isPeriod && column !== variant) periods.push(column);
    else if (!isNumeric) parts.push(column);
  });
  return { periods, parts };
}

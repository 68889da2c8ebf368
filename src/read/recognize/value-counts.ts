import { UserError } from '../../errors.js';
import { shellWord } from '../../vocabulary.js';
import type { MetricReading, Reading } from '../reading.js';
import { countRows, rowsBy } from './count-rows.js';
import { findColumn } from './header.js';
import type { Table } from './labels.js';

/**
 * Checks that no column of successes holds the values that units had instead, as a table of frequencies has them: how many
 * users had 0 orders, 1, 2 … Then each variant, or segment of one, has the values from 0 or 1 on, each once, where numbers
 * of successes are any. `layout` says that they are numbers of successes.
 *
 * @throws {UserError} naming the column, with the value to count.
 */
export function checkValueCounts(table: Table, reading: Omit<Reading, 'caps'>): void {
  const { header, options } = table;
  if (reading.layout !== 'counts' || options.layout === 'counts') return;
  for (const metric of reading.metrics) {
    if (metric.success !== null) continue;
    const values = valuesIn(table, reading, metric);
    if (values === null) continue;
    const column = findColumn(header, metric.column)!;
    throw valuesNotCounts(header.names[column]!, values, table, column);
  }
}

/** The values of a column in each group of rows, where they are those that units had; else `null`. */
function valuesIn(
  table: Table,
  reading: Omit<Reading, 'caps'>,
  metric: MetricReading,
): number[] | null {
  const { rows } = countRows(table, { ...reading, metrics: [metric] });
  const groups = rowsBy(rows, ({ variant, labels }) => [variant, ...labels]);
  const values = groups.map((group) => group.map(({ counts }) => counts.at(-1)!));
  const least = reading.variantColumn === null ? 1 : 2;
  return groups.length >= least && values.every(areValues) ? values[0]!.toSorted(ascending) : null;
}

/** Whether numbers go from 0 or 1 on, each once, with hardly a gap. */
function areValues(numbers: readonly number[]): boolean {
  const [first = 0, second = 0, ...others] = numbers.toSorted(ascending);
  const all = [first, second, ...others];
  const hasGap = (value: number, i: number) => i > 0 && (value <= all[i - 1]! || value > 2 * i + 2);
  return numbers.length > 1 && first < 2 && second === first + 1 && !all.some(hasGap);
}

const ascending = (a: number, b: number) => a - b;

function valuesNotCounts(
  name: string,
  values: readonly number[],
  { header: { file, line } }: Table,
  column: number,
): UserError {
  const [first, second] = values;
  const what = `column ${name} holds ${first}, ${second}${values.length > 2 ? ' …' : ''} once each in every variant: what units had, and not how many units`;
  const isYesOrNo = values.length === 2 && first === 0;
  return new UserError(what, {
    location: { file, line, column: column + 1 },
    hint: (say) => {
      const metric = say.metric(shellWord(`${name}=1`));
      const way = isYesOrNo
        ? `the units with 1: ${say.again([metric], ['metric'])}`
        : 'give one row a unit, or how many units had any, one row a variant';
      return `${way}; numbers of successes all the same? ${say.layout('counts')}`;
    },
  });
}
